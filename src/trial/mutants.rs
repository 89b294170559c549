//! Small changes of the rules, and whether a dossier notices them.

use std::collections::BTreeSet;

use super::{Verdict, Words, verdicts};
use crate::case::Case;
use crate::explain::quoted;
use crate::plan::{ConditionKind, Length, Measure, Node, Plan, Root, RootKind, TermId, TermKind, Window};
use crate::source::Span;
use crate::value::{Comparison, Exact};

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

/// What is changed: to something else, or left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mutation {
    /// A comparison, to its opposite.
    Comparison(Comparison, Comparison),
    /// Where all conditions must hold, one is enough.
    OneIsEnough,
    /// Where one condition is enough, all must hold.
    AllAreNeeded,
    /// A condition or an option is left out: its words.
    Without(String),
    /// A threshold of a length.
    Length(Length, Length),
    /// A threshold of a count.
    Count(Exact, Exact),
    /// The length of the window over which something is measured.
    Window(Length, Length),
    /// Of two ends between which a value must lie, the lower is left out.
    WithoutLeast,
    /// The upper is.
    WithoutGreatest,
    /// A route is left out.
    WithoutRoute,
    /// A route is no longer left to the prefect.
    WithoutDiscretion,
    /// A condition of the procedure is left out.
    WithoutCondition,
    /// An obstacle is left out.
    WithoutObstacle,
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

struct Change {
    span: Span,
    mutation: Mutation,
    apply: Box<dyn Fn(&mut Plan)>,
}

fn changes(plan: &Plan) -> Vec<Change> {
    let mut found = Vec::new();
    // A dossier expects outcomes: when something is weighed or asked for decides none.
    let decides = |root: &Root<'_>| {
        matches!(root.kind, RootKind::Scope | RootKind::Route | RootKind::Condition | RootKind::Obstacle)
    };
    let deciding = |version| plan.below(plan.roots(version).filter(decides).map(|root| root.node));
    let evaluated: BTreeSet<Node> = plan.versions.iter().flat_map(deciding).collect();
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
                let threshold = &plan.terms[right.index()].kind;
                found.extend(thresholds(condition.span, *right, threshold, &plan.terms[left.index()].kind));
                if let TermKind::Measured(measure) = &plan.terms[left.index()].kind {
                    found.extend(windows(condition.span, *left, measure));
                    let (left, right, opposite) = (*left, *right, comparison.negated());
                    let mutation = Mutation::Comparison(*comparison, opposite);
                    let kind = ConditionKind::Compare(left, opposite, right);
                    let apply = move |plan: &mut Plan| plan.conditions[id.index()].kind = kind.clone();
                    found.push(Change { span: condition.span, mutation, apply: Box::new(apply) });
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

/// Other thresholds of lengths, ages and counts.
fn thresholds(span: Span, id: TermId, threshold: &TermKind, of: &TermKind) -> Vec<Change> {
    let change = |mutation: Mutation, kind: TermKind| Change {
        span,
        mutation,
        apply: Box::new(move |plan| plan.terms[id.index()].kind = kind.clone()),
    };
    if let (TermKind::Measured(_) | TermKind::Since(_), TermKind::Length(asked)) = (of, threshold) {
        let other = |step: i32| {
            let other = stepped(*asked, step)?;
            Some(change(Mutation::Length(*asked, other), TermKind::Length(other)))
        };
        return [-1, 1].into_iter().filter_map(other).collect();
    }
    if let (TermKind::Count(_), TermKind::Number(asked)) = (of, threshold) {
        let more = asked + Exact::from_integer(1);
        return vec![change(Mutation::Count(*asked, more), TermKind::Number(more))];
    }
    Vec::new()
}

/// Other windows of a length.
fn windows(span: Span, id: TermId, measure: &Measure) -> Vec<Change> {
    let Window::Last(window) = measure.window else { return Vec::new() };
    let other = |step: i32| {
        let other = stepped(window, step)?;
        let kind = TermKind::Measured(Measure { window: Window::Last(other), ..*measure });
        let apply = move |plan: &mut Plan| plan.terms[id.index()].kind = kind.clone();
        Some(Change { span, mutation: Mutation::Window(window, other), apply: Box::new(apply) })
    };
    [-1, 1].into_iter().filter_map(other).collect()
}

fn stepped(length: Length, step: i32) -> Option<Length> {
    let stepped = match length {
        // Thresholds in years move by a year: nobody writes five years and a month by mistake.
        Length::Months(months) if months % 12 == 0 => Length::Months(months + 12 * step),
        Length::Months(months) => Length::Months(months + step),
        Length::Days(days) => Length::Days(days + step),
    };
    match stepped {
        Length::Months(count) | Length::Days(count) if count <= 0 => None,
        kept => Some(kept),
    }
}
