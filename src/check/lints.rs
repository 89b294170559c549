//! What can be used as it stands and deserves a look: names that serve nothing, parts without a source, lists that end.
//!
//! All but the sources look at the whole recueil, and only when it has no error: what seems unused may be meant by
//! words that could not be read.

use std::collections::HashSet;

use super::{Checker, errors};
use crate::plan::{
    ConditionKind, Fact, FactId, Meaning, Plan, SetKind, Symbol, TermId, TermKind, Type, Version, Window,
};
use crate::syntax::ast::{self, Item};
use crate::time::Interval;

impl Checker<'_> {
    /// Findings on a recueil without errors.
    pub(super) fn lints(&mut self, blocks: &[&ast::Block]) {
        self.unused_facts(blocks);
        self.unused_conventions();
        self.ending_lists();
        self.unreachable_parts();
    }

    /// Routes, conditions and obstacles that name no article and no point, where the writer marks no doubt.
    pub(super) fn unsourced(&mut self, tree: &super::amend::VersionTree) {
        let parts = tree.items.iter().filter_map(|item| match item {
            Item::Route(part) | Item::Condition(part) | Item::Obstacle(part) | Item::PossibleObstacle(part) => {
                Some(part)
            }
            _ => None,
        });
        let bare = parts.filter(|part| part.attributes.citations.is_empty() && part.attributes.verify.is_empty());
        let places: Vec<_> = bare.map(|part| part.name.as_ref().map_or(part.expr.span, |name| name.span)).collect();
        if !places.is_empty() {
            self.report(errors::no_source(&tree.name.text, &places));
        }
    }

    fn unused_facts(&mut self, blocks: &[&ast::Block]) {
        let used = Used::new(&self.plan);
        let marked: HashSet<_> = blocks
            .iter()
            .filter_map(|block| match block {
                ast::Block::Facts(facts) => Some(facts),
                _ => None,
            })
            .flatten()
            .flat_map(|fact| std::iter::once(fact).chain(&fact.columns))
            .filter(|fact| fact.verify.is_some())
            .map(|fact| fact.name.span)
            .collect();
        let mut found = Vec::new();
        for (index, fact) in self.plan.facts.iter().enumerate() {
            let id = FactId(index as u32);
            if !used.facts.contains(&id) {
                if !marked.contains(&fact.span) {
                    found.push(errors::unused_fact(fact.span, "le fait", &fact.name));
                }
                continue;
            }
            found.extend(
                self.untested(
                    fact,
                    &used.values_of(&self.plan, |kind| matches!(kind, TermKind::Fact(of) if *of == id)),
                ),
            );
            for (position, column) in fact.columns.iter().enumerate() {
                if used.columns.contains(&(id, position)) {
                    let is_column =
                        |kind: &TermKind| matches!(kind, TermKind::Column(of, at) if (*of, *at) == (id, position));
                    found.extend(self.untested(column, &used.values_of(&self.plan, is_column)));
                } else if !marked.contains(&column.span) {
                    found.push(errors::unused_fact(column.span, "la colonne", &column.name));
                }
            }
        }
        self.diagnostics.extend(found);
    }

    /// Values of an enumeration that no rule names. One of them is the rest, unless a value says that it is.
    fn untested(&self, fact: &Fact, tested: &Tested) -> Option<crate::diagnostic::Diagnostic> {
        let (Type::Enumeration(options), Tested::Values(tested)) = (&fact.kind, tested) else { return None };
        let words = |option: &Symbol| self.plan.symbols.text(*option).unwrap_or_default();
        let is_rest =
            |option: &&Symbol| ["autre", "aucun", "sans"].iter().any(|start| words(option).starts_with(start));
        let left: Vec<&Symbol> = options.iter().filter(|option| !tested.contains(option)).collect();
        let has_rest = left.iter().any(is_rest);
        let untested: Vec<&str> = left.into_iter().filter(|option| !is_rest(option)).map(words).collect();
        (untested.len() > usize::from(!has_rest)).then(|| errors::untested_values(fact.span, &fact.name, &untested))
    }

    fn unused_conventions(&mut self) {
        let mut used: HashSet<usize> = HashSet::new();
        for condition in &self.plan.conditions {
            match &condition.kind {
                ConditionKind::Follows(id, _) => drop(used.insert(id.index())),
                ConditionKind::Measure(measure) => {
                    if let Window::ByConvention(id) = measure.window {
                        used.insert(id.index());
                    }
                }
                _ => {}
            }
        }
        let idle = self.plan.conventions.iter().enumerate();
        let idle = idle.filter(|(index, convention)| convention.role.is_none() && !used.contains(index));
        let found: Vec<_> = idle
            .filter_map(|(_, convention)| Some(errors::unused_convention(convention.span?, &convention.name)))
            .collect();
        self.diagnostics.extend(found);
    }

    /// Lists whose last version ends while a procedure that reads them goes on.
    fn ending_lists(&mut self) {
        let mut found = Vec::new();
        for (list, span) in &self.list_ends {
            let known = &self.plan.lists[list.index()];
            let Some(end) = known.versions.last().map(|version| version.validity.end) else { continue };
            let reads = |version: &&Version| {
                let read = self.lists_read.contains(&(version.span, version.text, *list));
                read && version.validity.end > end
            };
            if let Some(version) = self.plan.versions.iter().filter(reads).max_by_key(|version| version.validity.end) {
                let last = end.plus_days(-1);
                let open = version.validity.end >= Interval::ALL.end;
                found.push(errors::list_ends(*span, &known.name, last, &version.procedure, version.span, open));
            }
        }
        self.diagnostics.extend(found);
    }
}

/// What rules, conventions and texts name.
struct Used {
    facts: HashSet<FactId>,
    columns: HashSet<(FactId, usize)>,
}

/// The values that rules hold a fact against.
enum Tested {
    /// Any: it is held against something that is not written as a value.
    All,
    /// These.
    Values(HashSet<Symbol>),
}

impl Used {
    fn new(plan: &Plan) -> Used {
        let mut used = Used { facts: HashSet::new(), columns: HashSet::new() };
        for set in &plan.sets {
            if let SetKind::Fact(fact) = set.kind {
                used.facts.insert(fact);
            }
        }
        for term in &plan.terms {
            match term.kind {
                TermKind::Fact(fact) => drop(used.facts.insert(fact)),
                TermKind::Column(fact, column) => drop(used.columns.insert((fact, column))),
                _ => {}
            }
        }
        let options = plan.conventions.iter().flat_map(|convention| &convention.options);
        used.facts.extend(options.filter_map(|option| match option.meaning {
            Meaning::Date(fact) => Some(fact),
            _ => None,
        }));
        used.facts.extend(plan.texts.iter().filter_map(|text| text.transition.map(|transition| transition.fact)));
        used
    }

    fn values_of(&self, plan: &Plan, is_subject: impl Fn(&TermKind) -> bool) -> Tested {
        let is_subject = |term: TermId| is_subject(&plan.terms[term.index()].kind);
        let mut values = HashSet::new();
        let mut add = |term: TermId| match plan.terms[term.index()].kind {
            TermKind::Symbol(symbol) => {
                values.insert(symbol);
                true
            }
            _ => false,
        };
        for condition in &plan.conditions {
            let all_are_values = match &condition.kind {
                ConditionKind::OneOf(subject, of) if is_subject(*subject) => of.iter().all(|term| add(*term)),
                ConditionKind::Compare(left, _, right) if is_subject(*left) => add(*right),
                ConditionKind::Compare(left, _, right) if is_subject(*right) => add(*left),
                ConditionKind::Listed(_, terms, _) => !terms.iter().any(|term| is_subject(*term)),
                _ => true,
            };
            if !all_are_values {
                return Tested::All;
            }
        }
        Tested::Values(values)
    }
}
