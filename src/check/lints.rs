//! What can be used as it stands and deserves a look: names that serve nothing, parts without a source, lists that end.
//!
//! All but the sources look at the whole recueil, and only when it has no error: what seems unused may be meant by
//! words that could not be read.

use std::collections::HashSet;

use super::{Checker, errors};
use crate::plan::{
    ConditionKind, ConventionId, Fact, FactId, List, ListId, Node, Plan, Symbol, TermId, TermKind, Type, Use, Version,
};
use crate::source::Span;
use crate::syntax::ast::{self, Item};
use crate::time::Interval;

impl Checker<'_> {
    /// Findings on a recueil without errors.
    pub(super) fn lints(&mut self, blocks: &[&ast::Block]) {
        // A recueil without procedures is made for others to use.
        if !self.plan.versions.is_empty() {
            self.unused_facts(blocks);
            self.unused_conventions();
            self.unused_parameters();
        }
        self.unset_parameters();
        self.ending_lists();
        self.lists_after_the_law();
        self.unreachable_parts();
        self.points_without_rule();
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
        let used = uses(&self.plan);
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
            if !used.contains(&Use::Fact(id)) {
                if !marked.contains(&fact.span) {
                    found.push(errors::unused_fact(fact.span, "le fait", &fact.name));
                }
                continue;
            }
            found.extend(self.untested(fact, Use::Fact(id)));
            for (position, column) in fact.columns.iter().enumerate() {
                let used_as = Use::Column(id, position);
                if used.contains(&used_as) {
                    found.extend(self.untested(column, used_as));
                } else if !marked.contains(&column.span) {
                    found.push(errors::unused_fact(column.span, "la colonne", &column.name));
                }
            }
        }
        self.diagnostics.extend(found);
    }

    /// Values of an enumeration that no rule names. One of them is the rest, unless a value says that it is.
    fn untested(&self, fact: &Fact, used_as: Use) -> Option<crate::diagnostic::Diagnostic> {
        let Type::Enumeration(options) = &fact.kind else { return None };
        let Tested::Values(tested) = held_against(&self.plan, used_as) else { return None };
        let words = |option: &Symbol| self.plan.symbols.text(*option).unwrap_or_default();
        let is_rest =
            |option: &&Symbol| ["autre", "aucun", "sans"].iter().any(|start| words(option).starts_with(start));
        let left: Vec<&Symbol> = options.iter().filter(|option| !tested.contains(option)).collect();
        let has_rest = left.iter().any(is_rest);
        let untested: Vec<&str> = left.into_iter().filter(|option| !is_rest(option)).map(words).collect();
        (untested.len() > usize::from(!has_rest)).then(|| errors::untested_values(fact.span, &fact.name, &untested))
    }

    fn unused_conventions(&mut self) {
        let used = uses(&self.plan);
        let mut found = Vec::new();
        for (index, convention) in self.plan.conventions.iter().enumerate() {
            let is_used = used.contains(&Use::Convention(ConventionId(index as u32)));
            if convention.role.is_none() && !is_used {
                found.extend(convention.span.map(|span| errors::unused_convention(span, &convention.name)));
            }
        }
        self.diagnostics.extend(found);
    }

    /// Lists whose last version ends while a procedure that reads them goes on.
    fn ending_lists(&mut self) {
        let mut found = Vec::new();
        for (known, reader, spans) in self.last_readers() {
            let (Some(last), Some(span)) = (known.versions.last(), spans.last()) else { continue };
            let end = last.validity.end;
            if end < reader.validity.end {
                let open = reader.validity.end >= Interval::ALL.end;
                let last = end.plus_days(-1);
                found.push(errors::list_ends(*span, &known.name, last, &reader.procedure, reader.span, open));
            }
        }
        self.diagnostics.extend(found);
    }

    /// Versions of lists that begin when no procedure that reads them is in force any more.
    fn lists_after_the_law(&mut self) {
        let mut found = Vec::new();
        for (known, reader, spans) in self.last_readers() {
            let Some(last) = reader.validity.last() else { continue };
            for (version, span) in known.versions.iter().zip(spans) {
                let from = version.validity.start;
                if from > last {
                    let (list, procedure) = (&known.name, &reader.procedure);
                    found.push(errors::list_after_law(*span, list, from, procedure, last, reader.span));
                }
            }
        }
        self.diagnostics.extend(found);
    }

    /// Each list with the version of a procedure that reads it longest, and where its own versions are written.
    fn last_readers(&self) -> impl Iterator<Item = (&List, &Version, &[Span])> {
        let plan = &self.plan;
        plan.lists.iter().zip(&self.list_spans).enumerate().filter_map(|(index, (list, spans))| {
            let reads = |version: &&Version| plan.uses_of(version).contains(&Use::List(ListId(index as u32)));
            let reader = plan.versions.iter().filter(reads).max_by_key(|version| version.validity.end)?;
            Some((list, reader, spans.as_slice()))
        })
    }
}

/// What rules, conventions and texts use, definitions that no version needs included: those have a finding of their own.
fn uses(plan: &Plan) -> HashSet<Use> {
    let mut used = HashSet::new();
    for node in plan.nodes() {
        plan.each_use(node, |one| _ = used.insert(one));
    }
    let conventions = (0..plan.conventions.len() as u32).map(ConventionId);
    used.extend(conventions.flat_map(|id| plan.facts_named_by(id)).map(Use::Fact));
    used.extend(plan.texts.iter().filter_map(|text| text.begins_by).map(Use::Convention));
    used.extend(plan.texts.iter().filter_map(|text| text.transition.map(|transition| Use::Fact(transition.fact))));
    used
}

/// The values that rules hold a fact against.
enum Tested {
    /// Any: it is held against something that is not written as a value.
    All,
    /// These.
    Values(HashSet<Symbol>),
}

/// The values that conditions hold a fact or a column against.
fn held_against(plan: &Plan, subject: Use) -> Tested {
    let is_subject = |term: &TermId| {
        let mut found = false;
        plan.each_use(Node::Term(*term), |used| found |= used == subject);
        found
    };
    // The holidays of a place hang on each of its options.
    let mut conventions = (0..plan.conventions.len() as u32).map(ConventionId);
    if conventions.any(|id| plan.facts_named_by(id).any(|fact| Use::Fact(fact) == subject)) {
        return Tested::All;
    }
    let mut values = HashSet::new();
    for node in plan.nodes() {
        let mut terms = Vec::new();
        plan.each_child(node, |child| {
            if let Node::Term(term) = child {
                terms.push(term);
            }
        });
        if !terms.iter().any(is_subject) {
            continue;
        }
        let holds_together = matches!(node, Node::Condition(id)
            if matches!(plan.conditions[id.index()].kind, ConditionKind::OneOf(..) | ConditionKind::Compare(..)));
        if !holds_together {
            return Tested::All;
        }
        for term in terms.iter().filter(|term| !is_subject(term)) {
            let TermKind::Symbol(symbol) = plan.terms[term.index()].kind else { return Tested::All };
            values.insert(symbol);
        }
    }
    Tested::Values(values)
}
