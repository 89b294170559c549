//! Exceptions that apply, or may: their sentences, where what they except was asked for.

use super::context::{Context, words};
use super::{Missing, missing};
use crate::plan::{Case, ConditionId, ConditionKind, Excepted, Exception, Node, SetKind, TermKind};
use crate::value::{Outcome, Truth};

/// An exception to a definition that a clause or a value uses.
#[derive(Clone, Debug)]
pub struct ExceptionReason {
    /// Its name, where it has one.
    pub name: Option<String>,
    /// The whole sentence of the rule, on one line.
    pub sentence: String,
    /// The points and articles that it cites, between semicolons.
    pub source: String,
    /// *Met* when it applies; open when that is not known.
    pub applies: Outcome,
    /// Facts that decide whether it applies.
    pub missing: Vec<Missing>,
}

impl Context<'_> {
    /// The exception of the version at hand that has this « si … ».
    pub(super) fn exception(&self, when: ConditionId) -> Option<&Exception> {
        self.version.exceptions.iter().find(|exception| exception.when == when)
    }

    /// Whether an exception applies, where it does or may.
    pub(super) fn applies(&self, when: ConditionId) -> Option<Outcome> {
        self.trace.applies(when).filter(|applies| *applies != Truth::No).map(Outcome::from)
    }

    /// What is missing to know whether an exception applies.
    pub(super) fn missing_for(&self, when: ConditionId) -> Vec<Missing> {
        self.trace.node(when).map(|node| missing(self.plan, &node.causes)).unwrap_or_default()
    }

    /// The exceptions that apply, or may, to what a node uses: of what is excepted for certain, only what stands instead
    /// is looked at.
    pub(super) fn exceptions(&self, start: Node) -> Vec<ExceptionReason> {
        let mut seen = vec![start];
        let mut left = vec![start];
        let mut found = Vec::new();
        while let Some(node) = left.pop() {
            let before = left.len();
            match self.standing(node) {
                Some((whens, standing)) => {
                    found.extend(whens.into_iter().filter_map(|when| self.reason(when)));
                    left.extend(standing);
                }
                None => self.plan.each_child(node, |child| left.push(child)),
            }
            let mut fresh = left.split_off(before);
            fresh.retain(|child| !seen.contains(child));
            seen.extend(&fresh);
            left.extend(fresh.into_iter().rev());
        }
        found
    }

    pub(super) fn reason(&self, when: ConditionId) -> Option<ExceptionReason> {
        let exception = self.exception(when)?;
        Some(ExceptionReason {
            name: exception.name.clone(),
            sentence: words(self.plan, exception.span),
            source: exception.citations.join(" ; "),
            applies: self.applies(when)?,
            missing: self.missing_for(when),
        })
    }

    /// For a node under exceptions: the « si … » of those that apply, or may, and the nodes that may stand.
    fn standing(&self, node: Node) -> Option<(Vec<ConditionId>, Vec<Node>)> {
        match node {
            Node::Condition(id) => {
                let ConditionKind::Excepted(excepted) = &self.plan.conditions[id.index()].kind else { return None };
                Some(self.of(excepted, Node::Condition))
            }
            Node::Set(id) => {
                let SetKind::Excepted(excepted) = &self.plan.sets[id.index()].kind else { return None };
                Some(self.of(excepted, Node::Set))
            }
            Node::Term(id) => {
                let TermKind::Excepted(excepted) = &self.plan.terms[id.index()].kind else { return None };
                Some(self.of(excepted, Node::Term))
            }
            Node::Definition(_) => None,
        }
    }

    fn of<T: Copy>(&self, excepted: &Excepted<T>, node: fn(T) -> Node) -> (Vec<ConditionId>, Vec<Node>) {
        let applying: Vec<(&Case<T>, Outcome)> =
            excepted.cases.iter().filter_map(|case| Some((case, self.applies(case.when)?))).collect();
        let certain = applying.iter().any(|(_, applies)| *applies == Outcome::Met);
        let excluding = self.excluding(excepted);
        let standing = applying.iter().flat_map(|(case, _)| [Node::Condition(case.when), node(case.then)]);
        let standing = standing.chain(excluding.iter().map(|when| Node::Condition(*when)));
        let standing = (!certain).then_some(node(excepted.base)).into_iter().chain(standing).collect();
        (applying.iter().map(|(case, _)| case.when).chain(excluding).collect(), standing)
    }

    /// The « si … » of the exceptions by which others do not apply, or may not.
    pub(super) fn excluding<T>(&self, excepted: &Excepted<T>) -> Vec<ConditionId> {
        let mut found = Vec::new();
        for case in &excepted.cases {
            case.each_unless(|one| found.extend(self.applies(one.when).map(|_| one.when)));
        }
        found
    }
}
