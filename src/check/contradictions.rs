//! Exceptions to one thing that apply together and cannot both be right.
//!
//! Found here are those of which one applies whenever the other does, and that give two values or part on facts that any
//! dossier may hold. What this cannot decide is an error of the evaluation.

use super::reach::{Alternatives, Reader, implies, together};
use super::{Checker, errors};
use crate::diagnostic::Diagnostic;
use crate::plan::{Case, ConditionId, ConditionKind, Excepted, SetId, SetKind, TermId, TermKind};

impl Checker<'_> {
    pub(super) fn contradictions(&mut self) {
        let reader = Reader::new(&self.plan);
        let mut found = Vec::new();
        for term in &self.plan.terms {
            if let TermKind::Excepted(Excepted { cases, .. }) = &term.kind {
                self.pairs(&reader, cases, &mut found, |_, one, other| self.give_two_values(one, other));
            }
        }
        for condition in &self.plan.conditions {
            if let ConditionKind::Excepted(Excepted { cases, .. }) = &condition.kind {
                self.pairs(&reader, cases, &mut found, |when, one, other| {
                    parts(&reader, when, one, other) || parts(&reader, when, other, one)
                });
            }
        }
        for set in &self.plan.sets {
            if let SetKind::Excepted(Excepted { cases, .. }) = &set.kind {
                self.pairs(&reader, cases, &mut found, |_, one, other| {
                    let kind = |id: SetId| &self.plan.sets[id.index()].kind;
                    matches!((kind(one), kind(other)), (SetKind::Fact(one), SetKind::Fact(other)) if one != other)
                });
            }
        }
        self.diagnostics.extend(found);
    }

    /// Looks at all pairs of exceptions of which one applies whenever the other does.
    fn pairs<T: Copy>(
        &self,
        reader: &Reader<'_>,
        cases: &[Case<T>],
        found: &mut Vec<Diagnostic>,
        disagree: impl Fn(&Alternatives, T, T) -> bool,
    ) {
        // Where an exception has exceptions of its own, only a dossier shows whether it applies.
        let alternatives = |case: &Case<T>| match case.unless.is_empty() {
            true => reader.alternatives(case.when, false),
            false => None,
        };
        let whens: Vec<Option<Alternatives>> = cases.iter().map(alternatives).collect();
        for (index, (second, second_when)) in cases.iter().zip(&whens).enumerate() {
            for (first, first_when) in cases[..index].iter().zip(&whens) {
                let (Some(one), Some(other)) = (first_when, second_when) else { continue };
                let both = [(one, other), (other, one)].into_iter().find(|(strong, weak)| implies(strong, weak));
                let Some((when, _)) = both.filter(|(when, _)| !when.is_empty()) else { continue };
                if disagree(when, first.then, second.then) {
                    let target = self.plan.exception(first.when).map(|one| one.target.clone()).unwrap_or_default();
                    found.push(errors::contradicting_exceptions(second.span, first.span, &target));
                }
            }
        }
    }

    fn give_two_values(&self, one: TermId, other: TermId) -> bool {
        let kind = |term: TermId| &self.plan.terms[term.index()].kind;
        matches!((self.constant(one), self.constant(other)), (Some(one), Some(other)) if one != other)
            || matches!((kind(one), kind(other)), (TermKind::Symbol(one), TermKind::Symbol(other)) if one != other)
    }
}

/// Whether some dossier satisfies `one` and not `other` while both exceptions apply.
fn parts(reader: &Reader<'_>, when: &Alternatives, one: ConditionId, other: ConditionId) -> bool {
    let (Some(one), Some(other)) = (reader.alternatives(one, false), reader.alternatives(other, true)) else {
        return false;
    };
    let apart = together(&one, &other).and_then(|apart| together(&apart, when));
    apart.is_some_and(|apart| reader.is_possible(&apart))
}
