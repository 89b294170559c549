//! What belongs to each row of a fact: computed columns, and places among the rows.

use super::{Checker, errors};
use crate::names::without_number;
use crate::plan::{DefinitionId, Fact, FactId, Rank, TermId, TermKind, Type};
use crate::source::Span;
use crate::syntax::ast;

impl Checker<'_> {
    /// The fact whose rows are meant, named in the singular or in the plural; reported when there is none.
    pub(super) fn each(&mut self, rows: &ast::Name) -> Option<FactId> {
        let wanted = without_number(&rows.text);
        let is_it = |name: &str| without_number(name) == wanted;
        let has_rows = |of: &Type| matches!(of, Type::Periods | Type::Rows);
        let found = self.plan.facts.iter().position(|fact| has_rows(&fact.kind) && is_it(&fact.name));
        match found {
            Some(index) => {
                let fact = FactId(index as u32);
                self.used_fact(fact, rows.span);
                Some(fact)
            }
            None => {
                let known = self.plan.facts.iter().filter(|fact| has_rows(&fact.kind)).map(|fact| fact.name.as_str());
                let known: Vec<&str> = known.collect();
                let near = self.closest(&rows.text, known.iter().copied());
                let known = errors::known_names(known, "déclarez ces lignes sous « faits »");
                let what = "un fait de ce recueil qui ait des lignes";
                self.report(errors::unknown_name(rows.span, &rows.text, what, near, known));
                None
            }
        }
    }

    /// Columns of a fact, and facts with rows, that differ by the plural alone are reported: sentences on rows name them in
    /// either number.
    pub(super) fn same_but_for_number(&mut self) {
        let with_rows = self.plan.facts.iter().filter(|fact| matches!(fact.kind, Type::Periods | Type::Rows));
        let with_rows: Vec<&Fact> = with_rows.collect();
        let columns = with_rows.iter().map(|fact| fact.columns.iter().collect());
        let mut found = Vec::new();
        for names in columns.chain([with_rows.clone()]) {
            for (index, one) in names.iter().enumerate() {
                let is_it =
                    |other: &&&Fact| other.name != one.name && without_number(&other.name) == without_number(&one.name);
                found.extend(names[..index].iter().find(is_it).map(|first| errors::one_but_for_number(one, first)));
            }
        }
        found.into_iter().for_each(|one| self.report(one));
    }

    /// The computed columns of a fact, by their names.
    pub(super) fn computed_columns(&self, fact: FactId) -> impl Iterator<Item = &str> {
        let rows = without_number(&self.plan.facts[fact.index()].name);
        let each = move |tree: &ast::Definition| tree.each.as_ref().is_some_and(|of| without_number(&of.text) == rows);
        let names = self.definitions.values().filter(move |defined| each(&defined.tree));
        names.map(|defined| defined.tree.name.text.as_str())
    }

    /// Reports what belongs to each row of a fact where no row of it is at hand.
    pub(super) fn on_its_row(&mut self, definition: DefinitionId, name: &ast::Name) -> Option<()> {
        let Some(fact) = self.plan.definitions[definition.index()].each else { return Some(()) };
        if self.row.contains(&fact) {
            return Some(());
        }
        let rows = self.plan.facts[fact.index()].name.clone();
        self.report(errors::outside_rows(name.span, &name.text, &rows));
        None
    }

    /// `son rang par naissance`
    pub(super) fn rank(&mut self, by: &ast::Name, descending: bool, without_gaps: bool, span: Span) -> Option<TermId> {
        let Some(fact) = self.row.last().copied() else {
            self.report(errors::rank_without_rows(span));
            return None;
        };
        let columns = &self.plan.facts[fact.index()].columns;
        let Some(column) = columns.iter().position(|column| column.name == by.text) else {
            let columns: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
            self.unknown_column(fact, by, &columns);
            return None;
        };
        self.used_column(fact, column, by.span);
        let of = self.plan.facts[fact.index()].columns[column].kind.clone();
        let ordered = self.add_term(TermKind::Column(fact, column), of, by.span);
        self.expect(ordered, &[Type::Number, Type::Amount, Type::Percent, Type::Date, Type::Months, Type::Days])?;
        let rank = Rank { fact, column, descending, without_gaps };
        Some(self.add_term(TermKind::Rank(rank), Type::Number, span))
    }

    /// Reports a name that is none of the columns of a fact.
    pub(super) fn unknown_column(&mut self, fact: FactId, name: &ast::Name, columns: &[String]) {
        let near = self.closest(&name.text, columns.iter().map(String::as_str));
        let known = columns.iter().map(String::as_str);
        let known = errors::known_names(known, "donnez-lui cette colonne sous « faits »");
        let what = format!("une colonne de « {} »", self.plan.facts[fact.index()].name);
        self.report(errors::unknown_name(name.span, &name.text, &what, near, known));
    }
}
