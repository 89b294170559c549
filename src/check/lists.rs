//! Lists: tables beside the rules, loaded and validated.

use super::tables::Table;
use super::{Checker, errors};
use crate::plan::{Complete, KeyCell, Keys, List, ListColumn, ListId, ListRow, ListRows, ListVersion, Symbol, Type};
use crate::source::Span;
use crate::syntax::ast;
use crate::time::{Day, Interval};

impl Checker<'_> {
    pub(super) fn list(&mut self, list: &ast::List) {
        if self.plan.lists.iter().any(|known| known.name == list.name.text) {
            self.report(errors::declared_twice(list.name.span, list.name.span, "la liste", &list.name.text));
            return;
        }
        let list = &self.with_known_keys(list);
        let tables: Vec<Option<Table>> = list.versions.iter().map(|version| self.version_table(version)).collect();
        let is_lookup = !list.values.is_empty();
        let values = self.value_columns(list);
        let known: Vec<&Table> = tables.iter().flatten().collect();
        let types = if is_lookup { self.key_types(list, &known) } else { vec![None; list.keys.len()] };
        let columns = is_lookup.then_some((types.as_slice(), values.as_slice()));
        let mut versions: Vec<(ListVersion, Span)> = Vec::new();
        for (version, table) in list.versions.iter().zip(&tables) {
            if let Some(compiled) = table.as_ref().and_then(|table| self.list_version(list, version, table, columns)) {
                versions.push((compiled, version.span));
            }
        }
        versions.sort_by_key(|(version, _)| version.validity.start);
        // A version « à compter du … » lasts until the next one begins.
        for index in 1..versions.len() {
            let start = versions[index].0.validity.start;
            let before = &mut versions[index - 1].0.validity;
            if before.end == Interval::ALL.end && before.start < start {
                before.end = start;
            }
        }
        for pair in versions.windows(2) {
            let ((first, first_span), (second, second_span)) = (&pair[0], &pair[1]);
            let what = format!("la liste « {} »", list.name.text);
            let common = first.validity.intersection(second.validity);
            if !common.is_empty() {
                self.diagnostics.push(errors::overlap(*second_span, *first_span, &what, common));
            } else if first.validity.end < second.validity.start {
                let days = Interval { start: first.validity.end, end: second.validity.start };
                self.diagnostics.push(errors::gap(*second_span, *first_span, &what, days));
            }
        }
        self.list_spans.push(versions.iter().map(|(_, span)| *span).collect());
        self.plan.lists.push(List {
            name: list.name.text.clone(),
            keys: list.keys.iter().map(|key| key.name.text.clone()).collect(),
            key_types: types,
            values,
            versions: versions.into_iter().map(|(version, _)| version).collect(),
        });
    }

    /// A key that is nearly a column of the facts is meant to be that column, and is read on as such.
    fn with_known_keys(&mut self, list: &ast::List) -> ast::List {
        let mut list = list.clone();
        // The key of a list that gives values is what is looked up, whatever it is called.
        let keys = if list.values.is_empty() { list.keys.as_mut_slice() } else { &mut [] };
        for key in keys.iter_mut().map(|key| &mut key.name) {
            let facts = self.plan.facts.iter();
            let known: Vec<&str> = facts
                .flat_map(|fact| std::iter::once(&fact.name).chain(fact.columns.iter().map(|column| &column.name)))
                .map(String::as_str)
                .collect();
            if known.contains(&key.text.as_str()) {
                continue;
            }
            if let Some(near) = self.closest(&key.text, known).map(str::to_string) {
                self.report(errors::unknown_name(key.span, &key.text, "une colonne des faits", Some(&near), ""));
                key.text = near;
            }
        }
        list
    }

    /// The table of a version; `None` where it cannot be used.
    fn version_table(&mut self, version: &ast::ListVersion) -> Option<Table> {
        match &version.file {
            Some(file) => self.read_table(file),
            None => {
                self.report(errors::list_without_file(version.span));
                None
            }
        }
    }

    /// `columns` are the types of the keys and the value columns, of a list that gives values.
    fn list_version(
        &mut self,
        list: &ast::List,
        version: &ast::ListVersion,
        table: &Table,
        columns: Option<(&[Option<Type>], &[ListColumn])>,
    ) -> Option<ListVersion> {
        let file = version.file.as_ref()?;
        let id = ListId(self.plan.lists.len() as u32);
        let mut rows = ListRows::default();
        let (entries, cells) = match columns {
            Some((types, values)) => {
                rows = self.value_rows((list, id), types, values, (file, table))?;
                keys_of(&rows, list.keys.len())
            }
            None => self.table(list, file, table)?,
        };
        let complete_for = version.complete_for.iter().flat_map(|said| self.complete_for(list, &cells, said)).collect();
        Some(ListVersion {
            complete_for,
            validity: interval(version.validity),
            partial: version.partial,
            source: version.source.as_ref().map(|source| source.text.clone()),
            entries,
            rows,
            marks: self.marks(&version.verify),
        })
    }

    /// `complète pour « S1Z40 »`, under a reading where one is named.
    fn complete_for(&mut self, list: &ast::List, cells: &[Vec<Symbol>], said: &ast::CompleteFor) -> Vec<Complete> {
        let when = match &said.when {
            Some((convention, option)) => match self.followed(convention, option) {
                Some(followed) => Some(followed),
                None => return Vec::new(),
            },
            None => None,
        };
        let codes = said.codes.iter().filter_map(|code| self.key_code(list, cells, code));
        codes.map(|(column, code)| Complete { column, code, when }).collect()
    }

    /// The key column in which a code stands, in the table or among the codes that the fact of that name may hold.
    fn key_code(&mut self, list: &ast::List, cells: &[Vec<Symbol>], code: &ast::Quoted) -> Option<(usize, Symbol)> {
        if let Some(symbol) = self.plan.symbols.get(&code.text) {
            let in_table = cells.iter().position(|codes| codes.contains(&symbol));
            let columns = self.plan.facts.iter().flat_map(|fact| &fact.columns).chain(&self.plan.facts);
            let held = |key: &ast::ListColumn| {
                let mut of_key = columns.clone().filter(|fact| fact.name == key.name.text);
                of_key.any(|fact| fact.vocabulary.as_ref().is_some_and(|known| known.contains(symbol)))
            };
            if let Some(column) = in_table.or_else(|| list.keys.iter().position(held)) {
                return Some((column, symbol));
            }
        }
        let known: Vec<&str> = cells.iter().flatten().filter_map(|code| self.plan.symbols.text(*code)).collect();
        let near = self.closest(&code.text, known).map(str::to_string);
        let otherwise = "écrivez un code du tableau, tel qu'il y figure";
        let found = errors::unknown_name(code.span, &code.text, "un code de cette liste", near.as_deref(), otherwise);
        self.report(found);
        None
    }

    /// The keys of a table, and the codes of each key column; `None` when it cannot be used.
    fn table(&mut self, list: &ast::List, file: &ast::Quoted, table: &Table) -> Option<(Keys, Vec<Vec<Symbol>>)> {
        let mut columns = Vec::new();
        for key in list.keys.iter().map(|key| &key.name) {
            match table.column(&key.text) {
                Some(column) => columns.push(column),
                None => {
                    self.report(errors::list_column_missing(key.span, &file.text, &key.text, table.header_span));
                    return None;
                }
            }
        }
        let found = self.keys(table, file, &columns);
        // A label calls the code in the column just before it, where that has one label for each code.
        if let Some(label) = table.column("libellé").filter(|label| *label > 0)
            && columns.contains(&(label - 1))
        {
            for (code, label) in table.labels(label - 1, label) {
                let code = self.plan.symbols.intern(&code);
                self.plan.symbols.call(code, &label);
            }
        }
        let cells = found.cells.iter().map(|cells| cells.iter().map(|cell| cell.code).collect()).collect();
        let list_id = ListId(self.plan.lists.len() as u32);
        for (key, cells) in found.cells.into_iter().enumerate() {
            self.list_cells.entry((list_id, key)).or_default().extend(cells);
        }
        Some((Keys::new(list.keys.len(), found.keys), cells))
    }
}

/// The half-open interval of a validity; an open end is the end of the calendar.
pub(super) fn interval(validity: ast::Validity) -> Interval {
    let start = validity.from.unwrap_or(Day::FIRST);
    let last = validity.until.unwrap_or(Day::LAST);
    Interval { start, end: last.plus_days(1).max(start) }
}

/// The keys of rows, of which all columns are codes, and the codes of each column.
fn keys_of(rows: &ListRows, width: usize) -> (Keys, Vec<Vec<Symbol>>) {
    let codes = |row: &ListRow| row.keys.iter().map(KeyCell::code).collect::<Option<Vec<Symbol>>>();
    let whole = rows.all().iter().filter_map(codes);
    let cells = (0..width).map(|column| rows.all().iter().filter_map(|row| row.keys.get(column)?.code()).collect());
    (Keys::new(width, whole.collect()), cells.collect())
}
