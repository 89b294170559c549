//! Lists that give values: their columns, cell by cell.

use super::tables::Table;
use super::{Checker, errors};
use crate::plan::{KeyCell, KeyRange, Length, ListColumn, ListId, ListRow, ListRows, TermId, TermKind, Type};
use crate::source::Span;
use crate::syntax::{self, Cell, Literal, ast};
use crate::value::Exact;

impl Checker<'_> {
    /// The types of the keys of a list; `None` for codes. What is not said is that of the fact or the column of the same
    /// name, and otherwise what all cells are.
    pub(super) fn key_types(&mut self, list: &ast::List, tables: &[&Table]) -> Vec<Option<Type>> {
        list.keys
            .iter()
            .map(|key| match &key.of {
                Some(of) => self.column_type(of),
                None => match self.type_named(&key.name.text) {
                    Some(of) => is_on_the_line(&of).then_some(of),
                    None => type_of_cells(&key.name.text, tables),
                },
            })
            .map(|of| of.filter(is_on_the_line))
            .collect()
    }

    /// The type of the fact, or of the first column of rows, that bears a name.
    fn type_named(&self, name: &str) -> Option<Type> {
        let facts = || self.plan.facts.iter();
        let column = || facts().flat_map(|fact| &fact.columns).find(|column| column.name == name);
        facts().find(|fact| fact.name == name).or_else(column).map(|fact| fact.kind.clone())
    }

    /// The value columns that a list declares, each once.
    pub(super) fn value_columns(&mut self, list: &ast::List) -> Vec<ListColumn> {
        let mut found: Vec<ListColumn> = Vec::new();
        for (at, value) in list.values.iter().enumerate() {
            let name = &value.name;
            let same = |other: &ast::Name| other.text == name.text;
            let earlier = list.values[..at].iter().map(|one| &one.name).chain(list.keys.iter().map(|key| &key.name));
            if let Some(first) = earlier.into_iter().find(|other| same(other)).map(|other| other.span) {
                self.report(errors::declared_twice(name.span, first, "la colonne", &name.text));
                continue;
            }
            let of = value.of.as_ref().and_then(|of| self.column_type(of)).unwrap_or(Type::Code);
            found.push(ListColumn { name: name.text.clone(), of });
        }
        found
    }

    fn column_type(&mut self, of: &ast::FactType) -> Option<Type> {
        match of {
            ast::FactType::Number { .. } => Some(Type::Number),
            ast::FactType::Amount { .. } => Some(Type::Amount),
            ast::FactType::Percent => Some(Type::Percent),
            ast::FactType::Date => Some(Type::Date),
            ast::FactType::Months => Some(Type::Months),
            ast::FactType::Days => Some(Type::Days),
            // INVARIANT: the grammar lets no other type stand there.
            ast::FactType::Code { .. }
            | ast::FactType::Text
            | ast::FactType::Truth
            | ast::FactType::Enumeration(_)
            | ast::FactType::Scale(_)
            | ast::FactType::Periods { .. }
            | ast::FactType::Rows => None,
        }
    }

    /// The rows of one table, cell by cell; `None` where a column is missing.
    pub(super) fn value_rows(
        &mut self,
        (list, id): (&ast::List, ListId),
        types: &[Option<Type>],
        values: &[ListColumn],
        (file, table): (&ast::Quoted, &Table),
    ) -> Option<ListRows> {
        let named = list.keys.iter().map(|key| &key.name).chain(list.values.iter().map(|value| &value.name));
        let mut columns = Vec::new();
        for name in named.take(types.len() + values.len()) {
            let Some(column) = table.column(&name.text) else {
                self.report(errors::list_column_missing(name.span, &file.text, &name.text, table.header_span));
                return None;
            };
            columns.push(column);
        }
        let (key_columns, value_columns) = columns.split_at(types.len());
        let mut rows: Vec<ListRow> = Vec::new();
        for line in table.lines() {
            let mut keys = Vec::new();
            let mut words = Vec::new();
            for ((column, of), key) in key_columns.iter().zip(types).zip(0..) {
                let (text, span) = (line.cell(*column), self.place_of_cell(table, &line, *column));
                words.push(text.to_string());
                keys.extend(self.key_cell((id, key), text, of.as_ref(), span));
            }
            let mut cells = Vec::new();
            for (column, value) in value_columns.iter().zip(values) {
                let (text, span) = (line.cell(*column), self.place_of_cell(table, &line, *column));
                cells.push(if text.is_empty() { None } else { self.value_cell(text, &value.of, span) });
            }
            if keys.len() < types.len() {
                continue;
            }
            rows.push(ListRow { keys, values: cells, words, span: line.span });
        }
        self.unlike_rows(&rows);
        self.gaps(&rows, types);
        Some(ListRows::new(rows))
    }

    /// One cell of a key; `None` where it is reported.
    fn key_cell(&mut self, key: (ListId, usize), text: &str, of: Option<&Type>, span: Span) -> Option<KeyCell> {
        if text.is_empty() {
            self.report(errors::list_row(span, "une clé est vide dans ce tableau".to_string(), "clé vide"));
            return None;
        }
        let Some(of) = of else {
            let code = self.plan.symbols.intern(text);
            self.list_cells.entry(key).or_default().push(super::tables::CodeCell { code, span });
            return Some(KeyCell::Code(code));
        };
        let range = syntax::key_cell(text).and_then(|cell| range(&cell, of));
        match range {
            Some(range) if range.is_empty() => {
                self.report(errors::list_cell_reversed(span, text));
                None
            }
            Some(range) => Some(KeyCell::Range(range)),
            None => {
                self.report(errors::list_cell(span, text, of, true));
                None
            }
        }
    }

    /// One cell of a value column, as a constant; `None` where it is reported.
    fn value_cell(&mut self, text: &str, of: &Type, span: Span) -> Option<TermId> {
        let kind = match of {
            Type::Code => Some(TermKind::Symbol(self.plan.symbols.intern(text))),
            _ => syntax::value_cell(text).and_then(|literal| constant(&literal, of)),
        };
        match kind {
            Some(kind) => Some(self.add_term(kind, of.clone(), span)),
            None => {
                self.report(errors::list_cell(span, text, of, false));
                None
            }
        }
    }

    /// Rows that stand for the same key.
    fn unlike_rows(&mut self, rows: &[ListRow]) {
        let mut found = Vec::new();
        // Only rows of the same codes can meet.
        let mut sorted: Vec<&ListRow> = rows.iter().collect();
        sorted.sort_by_key(|row| codes(row));
        for same in sorted.chunk_by(|one, other| codes(one) == codes(other)) {
            for (at, row) in same.iter().enumerate().take(MAX_PAIRED) {
                let meets = |other: &&&ListRow| row.keys.iter().zip(&other.keys).all(|(one, two)| one.meets(two));
                if let Some(first) = same[..at].iter().find(meets) {
                    let (first, second) = if first.span < row.span { (*first, *row) } else { (*row, *first) };
                    found.push(if first.keys == second.keys {
                        errors::duplicate_key(second.span, first.span, &second.words.join(", "))
                    } else {
                        errors::list_overlap(second.span, first.span, &first.words, &second.words)
                    });
                }
            }
        }
        self.diagnostics.extend(found);
    }

    /// Numbers between two bands for which no row stands: of rows that differ in one band only.
    fn gaps(&mut self, rows: &[ListRow], types: &[Option<Type>]) {
        let mut found = Vec::new();
        for (column, of) in types.iter().enumerate().filter_map(|(column, of)| Some((column, of.as_ref()?))) {
            let others = |row: &ListRow| -> Vec<String> {
                let others = row.words.iter().enumerate().filter(|(at, _)| *at != column);
                others.map(|(_, words)| words.clone()).collect()
            };
            let mut sorted: Vec<(&ListRow, KeyRange)> = rows
                .iter()
                .filter_map(|row| match row.keys[column] {
                    KeyCell::Range(range) => Some((row, range)),
                    KeyCell::Code(_) => None,
                })
                .collect();
            // Single values need not follow each other.
            let is_band = |range: &KeyRange| !range.closed || range.from != range.to;
            if !sorted.iter().any(|(_, range)| is_band(range)) {
                continue;
            }
            sorted.sort_by(|(one, at), (other, to)| others(one).cmp(&others(other)).then(at.from.cmp(&to.from)));
            let whole =
                sorted.iter().all(|(_, range)| range.from.into_iter().chain(range.to).all(|at| at.is_integer()));
            let step = match of {
                Type::Amount => Exact::new(1, 100),
                _ if whole => Exact::from_integer(1),
                _ => Exact::from_integer(0),
            };
            for pair in sorted.windows(2) {
                let ((first, below), (second, above)) = (&pair[0], &pair[1]);
                if others(first) != others(second) {
                    continue;
                }
                let (Some(to), Some(from)) = (below.to, above.from) else { continue };
                let apart = if below.closed { from - to > step } else { from > to };
                if apart {
                    found.push(errors::list_gap(second.span, first.span, &first.words[column], &second.words[column]));
                }
            }
        }
        self.diagnostics.extend(found);
    }
}

/// How many rows of the same codes are held against each other.
const MAX_PAIRED: usize = 2_000;

/// Whether values of a type stand on the line of numbers.
fn is_on_the_line(of: &Type) -> bool {
    match of {
        Type::Number | Type::Amount | Type::Percent | Type::Date | Type::Months | Type::Days => true,
        Type::Truth | Type::Text | Type::Code | Type::Enumeration(_) | Type::Scale(_) | Type::Periods | Type::Rows => {
            false
        }
    }
}

fn codes(row: &ListRow) -> Vec<Option<crate::plan::Symbol>> {
    row.keys.iter().map(KeyCell::code).collect()
}

/// The type of which all cells of a key are, where they are no codes.
fn type_of_cells(name: &str, tables: &[&Table]) -> Option<Type> {
    let mut found: Option<Type> = None;
    for table in tables {
        let column = table.column(name)?;
        for line in table.lines().filter(|line| !line.cell(column).is_empty()) {
            let of = literal_type(syntax::key_cell(line.cell(column))?.ends().next()?);
            if found.as_ref().is_some_and(|known| *known != of) {
                return None;
            }
            found = Some(of);
        }
    }
    found
}

fn literal_type(literal: &Literal) -> Type {
    match literal {
        Literal::Number(_) => Type::Number,
        Literal::Amount(_) => Type::Amount,
        Literal::Percent(_) => Type::Percent,
        Literal::Day(_) => Type::Date,
        Literal::Months(_) => Type::Months,
        Literal::Days(_) => Type::Days,
    }
}

/// A literal of a type, as a constant; a plain number is an amount where amounts stand.
fn constant(literal: &Literal, of: &Type) -> Option<TermKind> {
    match (literal, of) {
        (Literal::Number(value), Type::Number | Type::Amount)
        | (Literal::Amount(value), Type::Amount)
        | (Literal::Percent(value), Type::Percent) => Some(TermKind::Number(*value)),
        (Literal::Day(day), Type::Date) => Some(TermKind::Day(*day)),
        (Literal::Months(months), Type::Months) => Some(TermKind::Length(Length::Months(*months))),
        (Literal::Days(days), Type::Days) => Some(TermKind::Length(Length::Days(*days))),
        // A plain number of what is counted in months or days.
        (Literal::Number(value), Type::Months) => Some(TermKind::Length(Length::Months(whole(value)?))),
        (Literal::Number(value), Type::Days) => Some(TermKind::Length(Length::Days(whole(value)?))),
        _ => None,
    }
}

fn whole(value: &Exact) -> Option<i32> {
    value.is_integer().then(|| i32::try_from(value.to_integer()).ok()).flatten()
}

/// The numbers for which a cell stands.
fn range(cell: &Cell, of: &Type) -> Option<KeyRange> {
    let at = |literal: &Literal| constant(literal, of)?.literal();
    Some(match cell {
        Cell::Value(value) => KeyRange { from: Some(at(value)?), to: Some(at(value)?), closed: true },
        Cell::Between { from, to, closed } => KeyRange { from: Some(at(from)?), to: Some(at(to)?), closed: *closed },
        Cell::From(from) => KeyRange { from: Some(at(from)?), to: None, closed: false },
        Cell::Below(to) => KeyRange { from: None, to: Some(at(to)?), closed: false },
        Cell::Until(to) => KeyRange { from: None, to: Some(at(to)?), closed: true },
    })
}
