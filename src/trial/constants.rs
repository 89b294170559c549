//! Small changes of the constants that rules state: amounts, rates, numbers, lengths, ages, days, bands and windows.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Mutation};
use crate::plan::{Aggregate, Band, ConditionKind, Length, Measure, Node, Plan, TermId, TermKind, Type, Window};
use crate::source::Span;
use crate::time::Day;
use crate::value::Exact;

/// The constants of these nodes, each a little less and a little more.
pub(super) fn constants(plan: &Plan, nodes: &BTreeSet<Node>) -> Vec<Change> {
    let mut sentences: BTreeMap<TermId, Span> = BTreeMap::new();
    let mut bounds: BTreeSet<TermId> = BTreeSet::new();
    let mut found = Vec::new();
    for node in nodes {
        match node {
            Node::Condition(id) => {
                let condition = &plan.conditions[id.index()];
                if let ConditionKind::Compare(left, _, right) = &condition.kind {
                    sentences.extend([(*left, condition.span), (*right, condition.span)]);
                }
            }
            Node::Term(id) => {
                if let TermKind::Bands(_, bands) = &plan.terms[id.index()].kind {
                    bounds.extend(bands.iter().flat_map(|band| band.from.into_iter().chain(band.below)));
                    found.extend(moved_bands(plan, bands));
                }
            }
            Node::Set(_) | Node::Definition(_) => {}
        }
    }
    let terms = nodes.iter().filter_map(|node| match node {
        // A band that moves alone leaves a gap, which anybody notices.
        Node::Term(id) if !bounds.contains(id) => Some(*id),
        Node::Term(_) | Node::Condition(_) | Node::Set(_) | Node::Definition(_) => None,
    });
    for id in terms {
        let term = &plan.terms[id.index()];
        let span = sentences.get(&id).copied().unwrap_or(term.span);
        found.extend(
            others(&term.kind, &term.of).into_iter().map(|(mutation, kind)| replaced(span, vec![id], mutation, kind)),
        );
    }
    found
}

fn replaced(span: Span, ids: Vec<TermId>, mutation: Mutation, kind: TermKind) -> Change {
    let apply = move |plan: &mut Plan| ids.iter().for_each(|id| plan.terms[id.index()].kind = kind.clone());
    Change { span, mutation, apply: Box::new(apply) }
}

/// Where bands begin, elsewhere: « moins de 3 mois » and « à partir de 3 mois » move together, and past no other bound.
fn moved_bands(plan: &Plan, bands: &[Band]) -> Vec<Change> {
    let bounds = || bands.iter().flat_map(|band| band.from.into_iter().chain(band.below));
    let literal = |id: TermId| plan.terms[id.index()].kind.literal();
    let places: BTreeSet<Exact> = bounds().filter_map(literal).collect();
    let mut found = Vec::new();
    for at in &places {
        let same: Vec<TermId> = bounds().filter(|id| literal(*id) == Some(*at)).collect();
        let term = &plan.terms[same[0].index()];
        for (mutation, kind) in others(&term.kind, &term.of) {
            let is_between = |to: Exact| {
                places.iter().any(|other| other != at && (*other - at) * (*other - to) <= Exact::from_integer(0))
            };
            if kind.literal().is_some_and(|to| !is_between(to)) {
                found.push(replaced(term.span, same.clone(), mutation, kind));
            }
        }
    }
    found
}

/// What a term would be with a little less and a little more of the constant that it states.
fn others(kind: &TermKind, of: &Type) -> Vec<(Mutation, TermKind)> {
    match kind {
        TermKind::Number(number) => {
            let other = |is: Exact| (Mutation::Number(of.clone(), *number, is), TermKind::Number(is));
            numbers(*number, of).into_iter().map(other).collect()
        }
        TermKind::Day(day) => {
            let other = |is: Day| (Mutation::Day(*day, is), TermKind::Day(is));
            [-1, 1].map(|step| other(day.plus_days(step))).into()
        }
        TermKind::Length(was) => lengths(*was).map(|is| (Mutation::Length(*was, is), TermKind::Length(is))).collect(),
        TermKind::Shift(by, from) => {
            // So much before a day is less than nothing.
            let (was, sign) = match *by {
                Length::Months(count) => (Length::Months(count.abs()), count.signum()),
                Length::Days(count) => (Length::Days(count.abs()), count.signum()),
            };
            let signed = |length: Length| match length {
                Length::Months(count) => Length::Months(sign * count),
                Length::Days(count) => Length::Days(sign * count),
            };
            lengths(was).map(|is| (Mutation::Length(was, is), TermKind::Shift(signed(is), *from))).collect()
        }
        TermKind::Measured(measure) => {
            let with = |window: Window| TermKind::Measured(Measure { window, ..*measure });
            windows(measure.window).map(|(mutation, window)| (mutation, with(window))).collect()
        }
        TermKind::Aggregate(aggregate) => {
            let with = |window: Window| TermKind::Aggregate(Aggregate { window, ..aggregate.clone() });
            windows(aggregate.window).map(|(mutation, window)| (mutation, with(window))).collect()
        }
        TermKind::Symbol(_)
        | TermKind::Fact(_)
        | TermKind::Column(..)
        | TermKind::Defined(_)
        | TermKind::Binary(..)
        | TermKind::Smallest(_)
        | TermKind::Largest(_)
        | TermKind::AssessmentDay
        | TermKind::Parameter(..)
        | TermKind::Count(_)
        | TermKind::Rank(_)
        | TermKind::Units(_)
        | TermKind::InDefault(..)
        | TermKind::First(_)
        | TermKind::Last(_)
        | TermKind::Since(_)
        | TermKind::Rounded(..)
        | TermKind::Bands(..)
        | TermKind::Scale(..)
        | TermKind::Choice { .. }
        | TermKind::Excepted(_) => Vec::new(),
    }
}

/// One less and one more of what the last digit of a number counts: 54 % and 56 % of 55 %, 2,4 and 2,6 of 2,5. None on
/// the other side of zero.
fn numbers(number: Exact, of: &Type) -> Vec<Exact> {
    let tenth = Exact::new(1, 10);
    let mut step = if *of == Type::Percent { Exact::new(1, 100) } else { Exact::from_integer(1) };
    // A rule writes decimals, and no more than eighteen digits of them.
    for _ in 0..18 {
        if (number / step).is_integer() {
            break;
        }
        step *= tenth;
    }
    let zero = Exact::from_integer(0);
    [number - step, number + step].into_iter().filter(|is| number < zero || *is >= zero).collect()
}

fn windows(window: Window) -> impl Iterator<Item = (Mutation, Window)> {
    let was = match window {
        Window::Last(length) => Some(length),
        Window::All | Window::ByConvention(_) => None,
    };
    was.into_iter().flat_map(|was| lengths(was).map(move |is| (Mutation::Window(was, is), Window::Last(is))))
}

/// A length a little shorter, where it is one at all, and a little longer.
fn lengths(length: Length) -> impl Iterator<Item = Length> {
    let stepped = move |step: i32| match length {
        // Those in years move by a year: nobody writes five years and a month by mistake.
        Length::Months(months) if months % 12 == 0 => Length::Months(months + 12 * step),
        Length::Months(months) => Length::Months(months + step),
        Length::Days(days) => Length::Days(days + step),
    };
    [-1, 1].into_iter().map(stepped).filter(|other| match other {
        Length::Months(count) | Length::Days(count) => *count > 0,
    })
}
