//! Parameters: their values in time, from rule files and tables, and the days on which sentences read them.

use super::lists::interval;
use super::{Checker, DeclarationKind, errors};
use crate::diagnostic::Diagnostic;
use crate::names::normalize_name;
use crate::plan::{DayRead, Mark, Parameter, ParameterId, ParameterLine, Plan, TermId, TermKind, Type, Use, Version};
use crate::source::Span;
use crate::syntax::{self, ast};
use crate::time::Interval;

/// A line before the type of its parameter is known.
struct Line {
    validity: ast::Validity,
    value: Option<ast::Term>,
    source: Option<String>,
    marks: Vec<Mark>,
    span: Span,
    /// Where a cell holds the value: the file, the line and the column.
    cell: Option<(String, usize, String)>,
}

impl Checker<'_> {
    /// The parameters of a recueil; blocks of one name are one.
    pub(super) fn parameters(&mut self, blocks: &[&ast::Block]) {
        let mut named: Vec<(&str, Vec<&ast::Parameter>)> = Vec::new();
        for block in blocks {
            let ast::Block::Parameter(block) = block else { continue };
            match named.iter_mut().find(|(name, _)| *name == normalize_name(&block.name.text)) {
                Some((_, same)) => same.push(block),
                None => named.push((&block.name.text, vec![block])),
            }
        }
        for (name, blocks) in named {
            self.parameter(&normalize_name(name), &blocks);
        }
    }

    fn parameter(&mut self, name: &str, blocks: &[&ast::Parameter]) {
        let place = blocks[0].name.span;
        if let Some(fact) = self.plan.fact(name) {
            let fact = self.plan.facts[fact.index()].span;
            self.report(errors::declared_twice(place, fact, "le nom", name));
            return;
        }
        let mut said: Option<(Type, Span)> = None;
        let is_whole = blocks.iter().any(|block| block.kind.is_some_and(|(kind, _)| kind == ast::ParameterType::Whole));
        let mut lines = Vec::new();
        for block in blocks {
            lines.extend(block.lines.iter().map(|line| self.written(line)));
            let Some((kind, span)) = block.kind else { continue };
            // Whether a length is one in months is told by its values.
            let Some(of) = type_of(kind) else { continue };
            match &said {
                Some((known, first)) if *known != of || is_whole && kind == ast::ParameterType::Number => {
                    let found = errors::two_types(span, *first, name);
                    self.report(found);
                }
                Some(_) => {}
                None => said = Some((of, span)),
            }
        }
        let found = self.diagnostics.len();
        for block in blocks {
            let Some(file) = &block.file else { continue };
            lines.extend(self.values_in_table(&block.name, file, said.as_ref().map(|(of, _)| of)));
        }
        let shown = lines.iter().find_map(|line| Some((self.type_of_value(line.value.as_ref()?)?, line.span)));
        let length = blocks.iter().filter_map(|block| block.kind).find(|(kind, _)| type_of(*kind).is_none());
        let length = length.map(|(_, span)| match &shown {
            Some((Type::Days, _)) => (Type::Days, span),
            _ => (Type::Months, span),
        });
        if let (Some((_, first)), Some((_, second))) = (&said, &length) {
            let found = errors::two_types(*second, *first, name);
            self.report(found);
        }
        let Some((of, kind)) = said.or(length).or(shown) else {
            // What a table that cannot be read would have shown is not known.
            if self.diagnostics.len() == found {
                self.report(errors::without_type(place, name));
            }
            self.unreadable.insert(name.to_string());
            return;
        };
        let marks = blocks.iter().flat_map(|block| self.marks(&block.verify)).collect();
        let mut compiled: Vec<ParameterLine> =
            lines.into_iter().filter_map(|line| self.line(name, line, &of, kind)).collect();
        compiled.sort_by_key(|line| (line.validity.start, line.span));
        if is_whole {
            self.whole_values(name, &compiled);
        }
        self.on_the_calendar(name, &mut compiled);
        self.plan.parameters.push(Parameter {
            name: name.to_string(),
            of,
            whole: is_whole,
            lines: compiled,
            marks,
            span: place,
        });
    }

    /// Reports values that are no whole numbers.
    fn whole_values(&mut self, name: &str, lines: &[ParameterLine]) {
        for value in lines.iter().filter_map(|line| line.value) {
            let term = &self.plan.terms[value.index()];
            if term.kind.literal().is_some_and(|number| !number.is_integer()) {
                let found = errors::parameter_not_whole(term.span, name);
                self.report(found);
            }
        }
    }

    fn written(&self, line: &ast::ParameterLine) -> Line {
        Line {
            validity: line.validity,
            value: line.value.clone(),
            source: line.source.as_ref().map(|source| source.text.clone()),
            marks: self.marks(&line.verify),
            span: line.span,
            cell: None,
        }
    }

    /// What a table gives: a column for the first day and one for the value, which may bear the parameter's name; the last
    /// day, the source and what is to be verified where there are columns for them.
    fn values_in_table(&mut self, name: &ast::Quoted, file: &ast::Quoted, of: Option<&Type>) -> Vec<Line> {
        let Some(table) = self.read_table(file) else { return Vec::new() };
        let column = |names: &[&str]| names.iter().find_map(|name| table.column(name).map(|at| (at, name.to_string())));
        let own = normalize_name(&name.text);
        let (from, value) = (column(&["du", "à compter du"]), column(&["valeur", &own]));
        let (until, source) = (column(&["au", "jusqu'au"]), column(&["selon", "source"]));
        let verify = column(&["à vérifier"]);
        let (Some(from), Some(value)) = (from.clone(), value.clone()) else {
            let missing = if from.is_none() { "à compter du" } else { "valeur" };
            let found = errors::list_column_missing(name.span, &file.text, missing, table.header_span);
            self.report(found);
            return Vec::new();
        };
        let mut found = Vec::new();
        for row in table.lines() {
            let span = row.span;
            let cell = |column: &(usize, String)| row.cell(column.0);
            let written = |column: &Option<(usize, String)>| {
                column.as_ref().map(cell).filter(|cell| !cell.is_empty()).map(str::to_string)
            };
            let line = self.plan.sources.position(span).line;
            let place = |column: &(usize, String)| (file.text.clone(), line, column.1.clone());
            let mut day = |column: &(usize, String)| {
                let day = syntax::day(cell(column));
                if day.is_none() {
                    let (file, line, named) = place(column);
                    let at = self.place_of_cell(&table, &row, column.0);
                    let bad = errors::parameter_cell(at, (&file, line, &named), cell(column), &Type::Date);
                    self.report(bad);
                }
                day
            };
            let first = day(&from);
            let last = until.as_ref().filter(|column| !cell(column).is_empty()).map(&mut day);
            let (Some(first), None | Some(Some(_))) = (first, last) else { continue };
            let at = self.place_of_cell(&table, &row, value.0);
            let known = !matches!(cell(&value), "" | "inconnu" | "inconnue");
            let read = syntax::constant(cell(&value), at);
            if known && read.is_none() {
                let (file, line, named) = place(&value);
                let wanted = of.cloned().unwrap_or(Type::Number);
                let bad = errors::parameter_cell(at, (&file, line, &named), cell(&value), &wanted);
                self.report(bad);
                continue;
            }
            let marks = written(&verify).map(|note| Mark { note, span }).into_iter().collect();
            found.push(Line {
                validity: ast::Validity { from: Some(first), until: last.flatten(), span },
                value: read.filter(|_| known),
                source: written(&source),
                marks,
                span,
                cell: Some(place(&value)),
            });
        }
        found
    }

    /// The type that a value shows.
    fn type_of_value(&self, value: &ast::Term) -> Option<Type> {
        match &value.kind {
            ast::TermKind::Number(_) => Some(Type::Number),
            ast::TermKind::Amount(_) => Some(Type::Amount),
            ast::TermKind::Percent(_) => Some(Type::Percent),
            ast::TermKind::Date(_) => Some(Type::Date),
            ast::TermKind::Length(length) => {
                let in_days = |unit: ast::Unit| matches!(unit, ast::Unit::Days | ast::Unit::Weeks);
                let days = length.parts.iter().all(|(_, unit)| in_days(*unit));
                Some(if days { Type::Days } else { Type::Months })
            }
            _ => None,
        }
    }

    /// A line whose value, where it has one, is of the type; reported when it is not, or when its last day comes before
    /// its first.
    fn line(&mut self, name: &str, line: Line, of: &Type, kind: Span) -> Option<ParameterLine> {
        if let (Some(from), Some(until)) = (line.validity.from, line.validity.until)
            && until < from
        {
            self.report(errors::parameter_days(line.span));
            return None;
        }
        let mut marks = line.marks;
        if line.value.is_none() && marks.is_empty() {
            marks.push(Mark { note: String::new(), span: line.span });
        }
        let value = match &line.value {
            Some(value) => Some(self.value_of_line(name, value, of, kind, line.cell.as_ref())?),
            None => None,
        };
        let validity = interval(line.validity);
        Some(ParameterLine { validity, value, source: line.source, marks, span: line.span })
    }

    fn value_of_line(
        &mut self,
        name: &str,
        value: &ast::Term,
        of: &Type,
        kind: Span,
        cell: Option<&(String, usize, String)>,
    ) -> Option<TermId> {
        // A column of amounts need not repeat their sign.
        if let (ast::TermKind::Number(number), Type::Amount, Some(_)) = (&value.kind, of, cell) {
            return Some(self.add_term(TermKind::Number(*number), Type::Amount, value.span));
        }
        let constant = self.term(value)?;
        if self.type_of(constant) == of {
            return Some(constant);
        }
        let found = match cell {
            Some((file, line, column)) => {
                let words = self.words(value.span);
                errors::parameter_cell(value.span, (file, *line, column), &words, of)
            }
            None => errors::parameter_value(value.span, name, of, kind),
        };
        self.report(found);
        None
    }

    /// A line « à compter du … » lasts until the next one begins; lines that share a day are an error, days between them
    /// are told.
    fn on_the_calendar(&mut self, name: &str, lines: &mut [ParameterLine]) {
        for index in 1..lines.len() {
            let start = lines[index].validity.start;
            let before = &mut lines[index - 1].validity;
            if before.end == Interval::ALL.end && before.start < start {
                before.end = start;
            }
        }
        for pair in lines.windows(2) {
            let (first, second) = (&pair[0], &pair[1]);
            let common = first.validity.intersection(second.validity);
            if !common.is_empty() {
                self.report(errors::parameter_overlap(second.span, first.span, name, common));
            } else if first.validity.end < second.validity.start {
                let days = Interval { start: first.validity.end, end: second.validity.start };
                self.report(errors::parameter_gap(second.span, first.span, name, days));
            }
        }
    }

    /// The parameter of a name, read on the day of assessment.
    pub(super) fn named_parameter(&mut self, name: &ast::Name) -> Option<TermId> {
        let id = self.used_parameter(name)?;
        let of = self.plan.parameters[id.index()].of.clone();
        Some(self.add_term(TermKind::Parameter(id, DayRead::Assessment), of, name.span))
    }

    /// The parameter of a name, noted where it is used.
    pub(super) fn used_parameter(&mut self, name: &ast::Name) -> Option<ParameterId> {
        let id = self.parameter_called(&name.text)?;
        self.used(DeclarationKind::Parameter, None, &name.text, name.span);
        Some(id)
    }

    fn parameter_called(&self, name: &str) -> Option<ParameterId> {
        let index = self.plan.parameters.iter().position(|parameter| parameter.name == name)?;
        Some(ParameterId(index as u32))
    }

    /// Whether a parameter has this name.
    pub(super) fn is_parameter(&self, name: &str) -> bool {
        self.parameter_called(name).is_some()
    }

    /// `SMIC mensuel au jour de la signature`
    pub(super) fn read_on(&mut self, name: &ast::Name, day: &ast::DayRead, span: Span) -> Option<TermId> {
        let Some(id) = self.used_parameter(name) else {
            self.not_a_parameter(name, errors::not_a_parameter);
            return None;
        };
        let on = match day {
            ast::DayRead::Assessment => DayRead::Assessment,
            ast::DayRead::FirstOfRow | ast::DayRead::LastOfRow => {
                let facts = self.row.clone();
                let dated = facts.iter().all(|fact| self.plan.facts[fact.index()].kind == Type::Periods);
                if facts.is_empty() || !dated {
                    self.report(errors::day_without_row(span));
                    return None;
                }
                match day {
                    ast::DayRead::FirstOfRow => DayRead::FirstOfRow(facts),
                    _ => DayRead::LastOfRow(facts),
                }
            }
            ast::DayRead::Of(day) => {
                let day = self.term(day)?;
                self.expect(day, &[Type::Date])?;
                DayRead::On(day)
            }
        };
        let of = self.plan.parameters[id.index()].of.clone();
        Some(self.add_term(TermKind::Parameter(id, on), of, span))
    }

    /// Reports a name where only a parameter has a meaning.
    pub(super) fn not_a_parameter(&mut self, name: &ast::Name, told: fn(Span, &str, Option<&str>) -> Diagnostic) {
        if !self.is_unreadable(&name.text) {
            let known = self.plan.parameters.iter().map(|parameter| parameter.name.as_str());
            let near = self.closest(&name.text, known).map(str::to_string);
            self.report(told(name.span, &name.text, near.as_deref()));
        }
    }

    /// Parameters without a value.
    pub(super) fn unset_parameters(&mut self) {
        let is_unset = |parameter: &&Parameter| parameter.lines.iter().all(|line| line.value.is_none());
        let unset = self.plan.parameters.iter().filter(is_unset);
        let found: Vec<_> = unset.map(|parameter| errors::parameter_unset(parameter.span, &parameter.name)).collect();
        self.diagnostics.extend(found);
    }

    /// Parameters that serve no rule, or that end while a procedure that reads them goes on.
    pub(super) fn unused_parameters(&mut self) {
        let mut found = Vec::new();
        for (index, parameter) in self.plan.parameters.iter().enumerate() {
            let id = ParameterId(index as u32);
            if !is_read(&self.plan, id) {
                if parameter.marks.is_empty() {
                    found.push(errors::unused_parameter(parameter.span, &parameter.name));
                }
                continue;
            }
            let reads = |version: &&Version| self.plan.uses_of(version).contains(&Use::Parameter(id));
            let reader = self.plan.versions.iter().filter(reads).max_by_key(|version| version.validity.end);
            let (Some(last), Some(reader)) = (parameter.lines.last(), reader) else { continue };
            let end = last.validity.end;
            if end < reader.validity.end && end > reader.validity.start {
                let open = reader.validity.end >= Interval::ALL.end;
                let (name, last_day) = (&parameter.name, end.plus_days(-1));
                found.push(errors::parameter_ends(last.span, name, last_day, &reader.procedure, reader.span, open));
            }
        }
        self.diagnostics.extend(found);
    }
}

/// Whether anything in the rules reads a parameter.
fn is_read(plan: &Plan, id: ParameterId) -> bool {
    let mut found = false;
    for node in plan.nodes() {
        plan.each_use(node, |used| found |= used == Use::Parameter(id));
    }
    found
}

/// The type that a block says; none for `durée`, whose values tell whether it is one in months.
fn type_of(kind: ast::ParameterType) -> Option<Type> {
    match kind {
        ast::ParameterType::Number | ast::ParameterType::Whole => Some(Type::Number),
        ast::ParameterType::Amount => Some(Type::Amount),
        ast::ParameterType::Percent => Some(Type::Percent),
        ast::ParameterType::Date => Some(Type::Date),
        ast::ParameterType::Months => Some(Type::Months),
        ast::ParameterType::Days => Some(Type::Days),
        ast::ParameterType::Length => None,
    }
}
