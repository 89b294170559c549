//! Small changes of the rules, and whether a dossier notices them.

use std::collections::BTreeSet;

use super::change::{Change, Mutation};
use super::constants::constants;
use super::{Verdict, Words, verdicts};
use crate::case::Case;
use crate::explain::quoted;
use crate::plan::{ConditionKind, Excepted, Node, Plan, Root, RootKind, SetKind, TermKind};
use crate::source::Span;
use crate::value::Comparison;

/// A small change of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutant {
    /// The text whose words are changed.
    pub text: String,
    /// The sentence or the part as it stands, and where.
    pub words: Words,
    /// What is changed there.
    pub change: Mutation,
    /// A dossier whose expectation held and no longer does; none when nobody notices.
    pub noticed_by: Option<String>,
}

/// All mutants of a recueil, each tried on the dossiers: noticed is what makes an expectation fail that holds as the
/// rules stand.
///
/// `progress` hears how many were tried, and how many there are.
pub fn mutants(plan: &Plan, cases: &[Case], mut progress: impl FnMut(usize, usize)) -> Vec<Mutant> {
    let held: Vec<bool> = verdicts(plan, cases).iter().map(Verdict::holds).collect();
    let changes = changes(plan);
    let total = changes.len();
    let mut found = Vec::new();
    for (index, change) in changes.into_iter().enumerate() {
        progress(index, total);
        let mut mutated = plan.clone();
        (change.apply)(&mut mutated);
        let noticed =
            verdicts(&mutated, cases).into_iter().zip(&held).find(|(verdict, held)| **held && !verdict.holds());
        found.push(Mutant {
            text: plan.origin(change.span).map(|id| plan.texts[id.index()].name.clone()).unwrap_or_default(),
            words: Words::of(plan, change.span),
            change: change.mutation,
            noticed_by: noticed.map(|(verdict, _)| verdict.dossier),
        });
    }
    found
}

fn changes(plan: &Plan) -> Vec<Change> {
    // A dossier expects outcomes and values: when something is weighed or asked for bears on none.
    let is_expected = |root: &Root<'_>| match root.kind {
        RootKind::Scope | RootKind::Route | RootKind::Condition | RootKind::Obstacle | RootKind::Definition => true,
        RootKind::Appreciation | RootKind::Paper | RootKind::Step | RootKind::Effect => false,
    };
    let bearing = |version| plan.below(plan.roots(version).filter(is_expected).map(|root| root.node));
    let mut evaluated: BTreeSet<Node> = plan.versions.iter().flat_map(bearing).collect();
    // A value that holds on no day of any version bears on nothing.
    for beyond in plan.values_beyond(&plan.versions) {
        evaluated.remove(&Node::Term(beyond));
    }
    let mut found = constants(plan, &evaluated);
    found.extend(evaluated.iter().flat_map(|node| exceptions(plan, *node)));
    for node in evaluated {
        let Node::Condition(id) = node else { continue };
        let condition = &plan.conditions[id.index()];
        let mut add = |mutation: Mutation, kind: ConditionKind| {
            found.push(Change {
                span: condition.span,
                mutation,
                apply: Box::new(move |plan| plan.conditions[id.index()].kind = kind.clone()),
            });
        };
        match &condition.kind {
            ConditionKind::Compare(left, comparison, right) => {
                if matches!(plan.terms[left.index()].kind, TermKind::Measured(_)) {
                    let opposite = comparison.negated();
                    let mutation = Mutation::Comparison(*comparison, opposite);
                    add(mutation, ConditionKind::Compare(*left, opposite, *right));
                }
            }
            ConditionKind::Between(value, [least, greatest]) => {
                add(Mutation::WithoutLeast, ConditionKind::Compare(*value, Comparison::AtMost, *greatest));
                add(Mutation::WithoutGreatest, ConditionKind::Compare(*value, Comparison::AtLeast, *least));
            }
            ConditionKind::All(parts) => {
                add(Mutation::OneIsEnough, ConditionKind::Any(parts.clone()));
                for (index, part) in parts.iter().enumerate() {
                    let mut fewer = parts.clone();
                    fewer.remove(index);
                    let words = quoted(plan, plan.conditions[part.index()].span);
                    add(Mutation::Without(words), ConditionKind::All(fewer));
                }
            }
            ConditionKind::Any(parts) => {
                add(Mutation::AllAreNeeded, ConditionKind::All(parts.clone()));
            }
            ConditionKind::Several(several) => {
                for (index, part) in several.parts.iter().enumerate() {
                    let mut fewer = several.clone();
                    fewer.parts.remove(index);
                    let words = quoted(plan, plan.conditions[part.index()].span);
                    add(Mutation::Without(words), ConditionKind::Several(fewer));
                }
            }
            ConditionKind::OneOf(term, options) => {
                for (index, option) in options.iter().enumerate().filter(|_| options.len() > 1) {
                    let mut fewer = options.clone();
                    fewer.remove(index);
                    let words = quoted(plan, plan.terms[option.index()].span);
                    add(Mutation::Without(words), ConditionKind::OneOf(*term, fewer));
                }
            }
            ConditionKind::Not(_)
            | ConditionKind::Truth(_)
            | ConditionKind::Defined(_)
            | ConditionKind::Follows(..)
            | ConditionKind::Met(_)
            | ConditionKind::Listed(..)
            | ConditionKind::Ongoing(..)
            | ConditionKind::Excepted(_) => {}
        }
    }
    for (index, version) in plan.versions.iter().enumerate() {
        let mut add = |span: Span, mutation: Mutation, apply: Box<dyn Fn(&mut Plan)>| {
            found.push(Change { span, mutation, apply });
        };
        for (part, route) in version.routes.iter().enumerate() {
            let apply = move |plan: &mut Plan| drop(plan.versions[index].routes.remove(part));
            add(route.span, Mutation::WithoutRoute, Box::new(apply));
            if route.discretionary {
                let apply = move |plan: &mut Plan| plan.versions[index].routes[part].discretionary = false;
                add(route.span, Mutation::WithoutDiscretion, Box::new(apply));
            }
        }
        for (part, condition) in version.conditions.iter().enumerate() {
            let apply = move |plan: &mut Plan| drop(plan.versions[index].conditions.remove(part));
            add(condition.span, Mutation::WithoutCondition, Box::new(apply));
        }
        for (part, obstacle) in version.obstacles.iter().enumerate() {
            let apply = move |plan: &mut Plan| drop(plan.versions[index].obstacles.remove(part));
            add(obstacle.span, Mutation::WithoutObstacle, Box::new(apply));
        }
    }
    found.sort_by_key(|change| change.span);
    found
}

/// The exceptions to a node, and the exceptions by which they do not apply, each left out.
fn exceptions(plan: &Plan, node: Node) -> Vec<Change> {
    if let Node::Condition(id) = node
        && let ConditionKind::Excepted(excepted) = &plan.conditions[id.index()].kind
    {
        without_each(excepted, move |plan, fewer| plan.conditions[id.index()].kind = ConditionKind::Excepted(fewer))
    } else if let Node::Set(id) = node
        && let SetKind::Excepted(excepted) = &plan.sets[id.index()].kind
    {
        without_each(excepted, move |plan, fewer| plan.sets[id.index()].kind = SetKind::Excepted(fewer))
    } else if let Node::Term(id) = node
        && let TermKind::Excepted(excepted) = &plan.terms[id.index()].kind
    {
        without_each(excepted, move |plan, fewer| plan.terms[id.index()].kind = TermKind::Excepted(fewer))
    } else {
        Vec::new()
    }
}

fn without_each<T: Clone + 'static>(
    excepted: &Excepted<T>,
    put: impl Fn(&mut Plan, Excepted<T>) + Clone + 'static,
) -> Vec<Change> {
    let mut found = Vec::new();
    let mut add = |span: Span, fewer: Excepted<T>| {
        let put = put.clone();
        let apply = Box::new(move |plan: &mut Plan| put(plan, fewer.clone()));
        found.push(Change { span, mutation: Mutation::WithoutException, apply });
    };
    for (at, case) in excepted.cases.iter().enumerate() {
        let mut fewer = excepted.clone();
        fewer.cases.remove(at);
        add(case.span, fewer);
        for (inner, unless) in case.unless.iter().enumerate() {
            let mut fewer = excepted.clone();
            fewer.cases[at].unless.remove(inner);
            add(unless.span, fewer);
        }
    }
    found
}
