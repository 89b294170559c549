//! What is made of rows: sums, means, extremes, numbers and lengths.
//!
//! « La somme des heures des emplois » says which column and whose rows by names alone, so that only declared names tell
//! where one ends and the other begins. A name that is declared with all the words wins over the form.

use super::types::length_type;
use super::{Checker, errors};
use crate::names::{normalize_name, without_number};
use crate::plan::{
    Aggregate, AggregateKind, Each, FactId, Groups, Length, Measure, MeasureKind, ParameterMean, Role, SetId, TermId,
    TermKind, Type, Window,
};
use crate::source::Span;
use crate::syntax::ast::{self, AggregateKind as Made};

impl Checker<'_> {
    pub(super) fn aggregate(&mut self, tree: &ast::Aggregate) -> Option<TermId> {
        if self.is_name(tree) {
            return self.name(&tree.whole);
        }
        let each = match tree.kind {
            Made::Mean | Made::MonthlyMean => Some(Each::Month),
            Made::DailyMean => Some(Each::Day),
            Made::Sum
            | Made::Greatest
            | Made::Least
            | Made::Count
            | Made::CountOfDays
            | Made::CountOfMonths
            | Made::Length
            | Made::LengthInDays => None,
        };
        if let Some(each) = each.filter(|_| self.is_parameter(&tree.of.text)) {
            return self.mean_of_parameter(tree, each);
        }
        match tree.kind {
            Made::Sum => self.made_of_column(tree, AggregateKind::Sum),
            Made::Mean => self.made_of_column(tree, AggregateKind::Mean),
            Made::MonthlyMean => self.made_of_column(tree, AggregateKind::MonthlyMean),
            Made::DailyMean => {
                self.not_a_parameter(&tree.of, errors::no_daily_mean);
                None
            }
            Made::Greatest => self.made_of_column(tree, AggregateKind::Greatest),
            Made::Least => self.made_of_column(tree, AggregateKind::Least),
            Made::Count => {
                self.uncounted(tree);
                let set = self.rows_called(tree, &tree.of)?;
                self.made(tree, AggregateKind::Count, set, Vec::new(), Type::Number)
            }
            Made::CountOfDays => self.units(tree, Length::Days(0)),
            Made::CountOfMonths => self.units(tree, Length::Months(0)),
            Made::Length => self.total(tree, Length::Months(0)),
            Made::LengthInDays => self.total(tree, Length::Days(0)),
        }
    }

    /// Whether all the words are a name that is declared.
    pub(super) fn is_name(&self, tree: &ast::Aggregate) -> bool {
        self.is_declared(&tree.whole.text)
    }

    /// `la moyenne mensuelle du SMIC mensuel dans les 12 derniers mois`
    fn mean_of_parameter(&mut self, tree: &ast::Aggregate, each: Each) -> Option<TermId> {
        self.uncounted(tree);
        self.ungrouped(tree);
        if !tree.operations.is_empty() {
            let rest = Span { start: tree.of.span.end, ..tree.span };
            self.report(errors::modifier_misplaced(rest, "ce qui trie des lignes, où il n'y a qu'un paramètre,"));
        }
        let parameter = self.used_parameter(&tree.of)?;
        let window = self.window(&tree.modifiers)?;
        let fits = |length: &Option<Length>| match length {
            Some(Length::Months(_)) => true,
            Some(Length::Days(_)) => each == Each::Day,
            None => false,
        };
        if !self.plan.window_lengths(window).iter().all(fits) {
            let said = tree.modifiers.window.as_ref().map(|window| window.span);
            let said = said.or(tree.modifiers.by_convention.as_ref().map(|name| name.span));
            self.report(errors::mean_without_window(said.unwrap_or(tree.span), each == Each::Month));
            return None;
        }
        let of = self.plan.parameters[parameter.index()].of.clone();
        let mean = self.add_term(TermKind::Mean(ParameterMean { parameter, window, each }), of, tree.span);
        self.expect(mean, &[Type::Number, Type::Amount, Type::Percent])?;
        Some(mean)
    }

    fn made_of_column(&mut self, tree: &ast::Aggregate, kind: AggregateKind) -> Option<TermId> {
        self.uncounted(tree);
        let (column, rows) = self.column_and_rows(tree)?;
        let set = self.rows_called(tree, &rows)?;
        let facts = self.plan.rows_of(set);
        let mut of = Vec::new();
        for fact in facts {
            let Some(named) = self.column_called(fact, &column.text) else {
                let columns: Vec<String> = self.columns(fact).map(str::to_string).collect();
                self.unknown_column(fact, &column, &columns);
                return None;
            };
            let outer = std::mem::replace(&mut self.row, vec![fact]);
            let value = self.name(&ast::Name { text: named, span: column.span });
            self.row = outer;
            of.push((fact, value?));
        }
        let (_, first) = *of.first()?;
        for (_, other) in &of[1..] {
            self.same_type(first, *other)?;
        }
        let numbers = [Type::Number, Type::Amount, Type::Percent];
        let ordered = [Type::Number, Type::Amount, Type::Percent, Type::Date, Type::Months, Type::Days];
        let extreme = matches!(kind, AggregateKind::Least | AggregateKind::Greatest);
        self.expect(first, if extreme { &ordered } else { &numbers })?;
        let value_of = self.type_of(first).clone();
        self.made(tree, kind, set, of, value_of)
    }

    /// The node, once its window is held against its rows.
    fn made(
        &mut self,
        tree: &ast::Aggregate,
        kind: AggregateKind,
        set: SetId,
        of: Vec<(FactId, TermId)>,
        value_of: Type,
    ) -> Option<TermId> {
        let window = self.window(&tree.modifiers)?;
        let dated = self.plan.rows_of(set).iter().all(|fact| self.plan.facts[fact.index()].kind == Type::Periods);
        let said = tree.modifiers.window.as_ref().map(|window| window.span);
        let said = said.or(tree.modifiers.by_convention.as_ref().map(|name| name.span));
        if let Some(said) = said.filter(|_| !dated) {
            let rows = self.plan.sets[set.index()].span;
            self.report(errors::window_without_dates(said, rows));
            return None;
        }
        let in_months = |length: &Option<Length>| matches!(length, Some(Length::Months(_)));
        if kind == AggregateKind::MonthlyMean && !self.plan.window_lengths(window).iter().all(in_months) {
            self.report(errors::monthly_without_months(said.unwrap_or(tree.span)));
            return None;
        }
        let groups = self.groups(tree, kind, dated)?;
        let by_period = groups.is_some_and(|groups| groups.months.is_some());
        let shared = dated && (by_period || window != Window::All || self.plan.cuts_rows(set));
        let stated = self.plan.conventions[self.plan.role(Role::Straddling).index()].span.is_some();
        // A number of rows is the same whether they weigh their share or all.
        if shared && !stated && kind != AggregateKind::Count {
            self.report(errors::straddling_unsaid(tree.span));
            return None;
        }
        Some(self.add_term(
            TermKind::Aggregate(Aggregate { set, kind, of, window, groups, dated, shared }),
            value_of,
            tree.span,
        ))
    }

    /// By what rows are taken together, where a sentence says so; `None` when something in it is reported.
    fn groups(&mut self, tree: &ast::Aggregate, kind: AggregateKind, dated: bool) -> Option<Option<Groups>> {
        let Some(first) = grouping(tree) else { return Some(None) };
        let summed = matches!(kind, AggregateKind::Sum | AggregateKind::Mean | AggregateKind::Count);
        if !summed || tree.best.is_some() && kind == AggregateKind::Count && tree.by_period.is_none() {
            self.report(errors::grouping_misplaced(first));
            return None;
        }
        if let (Some((_, span)), false) = (tree.by_period, dated) {
            self.report(errors::window_without_dates(span, tree.of.span));
            return None;
        }
        let most = match &tree.most_each {
            Some(most) if tree.by_period.is_none() => {
                self.report(errors::modifier_misplaced(most.span, "un plafond sans « par année civile »"));
                return None;
            }
            Some(most) => {
                let most = self.term(most)?;
                Some(self.constant(most)?)
            }
            None => None,
        };
        let months = tree.by_period.map(|(months, _)| months);
        Some(Some(Groups { months, most, best: tree.best.map(|best| best.value) }))
    }

    /// All days of a set together, in the unit of a length.
    fn total(&mut self, tree: &ast::Aggregate, unit: Length) -> Option<TermId> {
        let in_months = matches!(unit, Length::Months(_));
        if !in_months {
            self.uncounted(tree);
        }
        self.ungrouped(tree);
        let set = self.rows_called(tree, &tree.of)?;
        if self.plan.rows_of(set).iter().any(|fact| self.plan.facts[fact.index()].kind == Type::Rows) {
            self.report(errors::length_without_dates(tree.span, tree.of.span));
            return None;
        }
        let (window, counted) = (self.window(&tree.modifiers)?, self.counted_as(&tree.modifiers)?);
        let measure = Measure { set, kind: MeasureKind::Totals, in_months, window, counted };
        Some(self.add_term(TermKind::Measured(measure), length_type(unit), tree.span))
    }

    fn units(&mut self, tree: &ast::Aggregate, unit: Length) -> Option<TermId> {
        let length = self.total(tree, unit)?;
        Some(self.add_term(TermKind::Units(length), Type::Number, tree.span))
    }

    /// What groups rows says nothing of a length.
    fn ungrouped(&mut self, tree: &ast::Aggregate) {
        if let Some(span) = grouping(tree) {
            self.report(errors::grouping_misplaced(span));
        }
    }

    /// « Comptés … » says how months are counted, and of nothing else.
    fn uncounted(&mut self, tree: &ast::Aggregate) {
        if let Some(option) = &tree.modifiers.counted {
            self.report(errors::modifier_misplaced(option.span, "« comptés … », où l'on ne compte pas de mois,"));
        }
    }

    /// The rows that a name stands for, less what the sentence leaves out.
    fn rows_called(&mut self, tree: &ast::Aggregate, name: &ast::Name) -> Option<SetId> {
        let name = self.set_called(name);
        let span = tree.operations.last().map_or(name.span, |_| tree.whole.span.to(tree.span));
        // What is made of rows does not see the columns of those among which it is asked for.
        let outer = std::mem::take(&mut self.row);
        let set = self.set(&ast::PeriodSet { bases: vec![name], operations: tree.operations.clone(), span });
        self.row = outer;
        set
    }

    /// The name of rows that words stand for: the one that is declared so, else the one that differs by its number alone.
    fn set_called(&self, name: &ast::Name) -> ast::Name {
        if self.is_set(&name.text) {
            return name.clone();
        }
        let wanted = without_number(&name.text);
        let mut alike = self.sets().filter(|known| without_number(known) == wanted);
        match (alike.next(), alike.next()) {
            (Some(one), None) => ast::Name { text: one.to_string(), span: name.span },
            _ => name.clone(),
        }
    }

    /// The columns of a fact, those that are computed included.
    fn columns(&self, fact: FactId) -> impl Iterator<Item = &str> {
        let declared = self.plan.facts[fact.index()].columns.iter().map(|column| column.name.as_str());
        declared.chain(self.computed_columns(fact))
    }

    /// The column that words name, in the singular or in the plural.
    pub(super) fn column_called(&self, fact: FactId, words: &str) -> Option<String> {
        let wanted = without_number(words);
        let exact = self.columns(fact).find(|column| *column == words);
        exact.or_else(|| self.columns(fact).find(|column| without_number(column) == wanted)).map(str::to_string)
    }

    /// Names of what has rows.
    fn sets(&self) -> impl Iterator<Item = &str> {
        let facts = self.plan.facts.iter().filter(|fact| matches!(fact.kind, Type::Periods | Type::Rows));
        let defined = self.definitions.values().filter(|defined| matches!(defined.tree.body, ast::Body::Periods(_)));
        facts.map(|fact| fact.name.as_str()).chain(defined.map(|defined| defined.tree.name.text.as_str()))
    }

    fn is_set(&self, name: &str) -> bool {
        self.sets().any(|known| known == name)
    }

    /// « Heures des emplois »: the column, and the rows, by what is declared.
    fn column_and_rows(&mut self, tree: &ast::Aggregate) -> Option<(ast::Name, ast::Name)> {
        let splits = self.splits(&tree.of);
        let rows_known = |split: &&(ast::Name, ast::Name)| self.is_set(&self.set_called(&split.1).text);
        let known: Vec<&(ast::Name, ast::Name)> = splits.iter().filter(rows_known).collect();
        let has_column = |split: &&&(ast::Name, ast::Name)| {
            let rows = self.set_called(&split.1).text;
            match self.plan.fact(&rows) {
                Some(fact) => self.column_called(fact, &split.0.text).is_some(),
                // Of a set that is defined, the columns are known once it is made.
                None => (0..self.plan.facts.len() as u32)
                    .map(FactId)
                    .any(|fact| self.column_called(fact, &split.0.text).is_some()),
            }
        };
        let fitting: Vec<&(ast::Name, ast::Name)> = known.iter().filter(has_column).copied().collect();
        match (fitting.as_slice(), known.as_slice(), splits.as_slice()) {
            ([one], ..) | ([], [one, ..], _) => Some((*one).clone()),
            ([], [], [one, ..]) => Some(one.clone()),
            ([one, other, ..], ..) => {
                let words = |(column, rows): &(ast::Name, ast::Name)| (column.text.clone(), rows.text.clone());
                let found = errors::two_ways_to_read(tree.of.span, &words(one), &words(other));
                self.report(found);
                None
            }
            ([], [], []) => {
                self.report(errors::column_or_rows_missing(tree.of.span, &tree.of.text));
                None
            }
        }
    }

    /// The two names that words may be, parted at each « de ».
    fn splits(&self, words: &ast::Name) -> Vec<(ast::Name, ast::Name)> {
        let written = self.plan.sources.slice(words.span);
        let name = |start: usize, end: usize| {
            let text = normalize_name(written[start..end].trim());
            let start = words.span.start + start as u32;
            ast::Name { text, span: Span { start, end: words.span.start + end as u32, ..words.span } }
        };
        let mut found = Vec::new();
        for (at, blank) in written.char_indices().filter(|(_, sign)| sign.is_whitespace()) {
            let rest = &written[at + blank.len_utf8()..];
            let Some(of) = OF.iter().find(|of| rest.starts_with(**of)) else { continue };
            let after = at + blank.len_utf8() + of.len();
            if after < written.len() {
                found.push((name(0, at), name(after, written.len())));
            }
        }
        found
    }
}

/// The first words that say how rows are taken together.
fn grouping(tree: &ast::Aggregate) -> Option<Span> {
    let period = tree.by_period.map(|(_, span)| span);
    period.or(tree.most_each.as_ref().map(|most| most.span)).or(tree.best.map(|best| best.span))
}

/// What stands between a column and the rows that have it; longer ones first.
const OF: [&str; 8] = ["de la ", "de l'", "de l’", "des ", "du ", "de ", "d'", "d’"];
