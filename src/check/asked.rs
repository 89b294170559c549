//! Procedures of which conditions ask whether they are met.

use std::collections::{BTreeMap, BTreeSet};

use super::{Checker, MAX_DEPTH, errors};
use crate::plan::{ConditionKind, Node};
use crate::source::Span;
use crate::syntax::ast;

impl Checker<'_> {
    /// Reports procedures that are asked for and not there, and those that ask for themselves by whatever way round.
    pub(super) fn asked_procedures(&mut self) {
        let asked = std::mem::take(&mut self.asked);
        let known: BTreeSet<String> = self.plan.versions.iter().map(|version| version.procedure.clone()).collect();
        for (_, procedure) in asked.iter().filter(|(_, procedure)| !known.contains(&procedure.text)) {
            let near = self.closest(&procedure.text, known.iter().map(String::as_str)).map(str::to_string);
            let names = errors::known_names(known.iter().map(String::as_str), "écrivez cette procédure");
            let what = "une procédure de ce recueil, ni de ceux qu'il utilise";
            self.report(errors::unknown_name(procedure.span, &procedure.text, what, near.as_deref(), names));
        }
        let mut asks: BTreeMap<&str, Vec<&ast::Quoted>> = BTreeMap::new();
        for (by, procedure) in &asked {
            asks.entry(by).or_default().push(procedure);
        }
        // A circle is told once, wherever it is entered.
        let mut told: BTreeSet<&str> = BTreeSet::new();
        for start in asks.keys() {
            if !told.contains(start) {
                self.follow_asked(&asks, start, &mut Vec::new(), &mut told);
            }
        }
    }

    /// Follows what a procedure asks for: back to a procedure that is being followed, or too far in.
    fn follow_asked<'a>(
        &mut self,
        asks: &BTreeMap<&'a str, Vec<&'a ast::Quoted>>,
        procedure: &'a str,
        way: &mut Vec<(&'a str, Span)>,
        told: &mut BTreeSet<&'a str>,
    ) {
        for next in asks.get(procedure).into_iter().flatten() {
            let again = way.iter().any(|(known, _)| *known == next.text) || next.text == procedure;
            way.push((procedure, next.span));
            let deep: usize = way.iter().filter_map(|(name, _)| self.procedure_heights.get(*name)).sum();
            let deep = deep + self.procedure_heights.get(&next.text).copied().unwrap_or_default();
            if again {
                told.extend(way.iter().map(|(name, _)| *name));
                let places: Vec<Span> = way.iter().map(|(_, span)| *span).collect();
                self.report(errors::procedure_circle(&next.text, &places));
            } else if deep > MAX_DEPTH {
                self.report(errors::too_deep(next.span, MAX_DEPTH));
            } else {
                self.follow_asked(asks, &next.text, way, told);
            }
            way.pop();
        }
    }

    /// A version that asks for another may be at fault where that one may.
    pub(super) fn faults_of_asked(&mut self) {
        let plan = &self.plan;
        if !plan.conditions.iter().any(|condition| matches!(condition.kind, ConditionKind::Met(_))) {
            return;
        }
        let may = |nodes: Vec<Node>| nodes.into_iter().any(|node| self.may_fail(node));
        let found: Vec<bool> = plan.versions.iter().map(|version| may(plan.nodes_of(version))).collect();
        for (version, may_fail) in self.plan.versions.iter_mut().zip(found) {
            version.may_fail = may_fail;
        }
    }
}
