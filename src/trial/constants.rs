//! Small changes of the constants that rules state: amounts, rates, numbers, lengths, ages, days, bands and windows.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Mutation};
use crate::plan::{
    Aggregate, Band, Condition, ConditionKind, DayFrom, DayWay, Length, Measure, Node, ParameterMean, Plan, TermId,
    TermKind, Type, Window,
};
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
                found.extend(steps(plan, condition));
                if let ConditionKind::Compare(left, _, right) = &condition.kind {
                    sentences.extend([(*left, condition.span), (*right, condition.span)]);
                }
            }
            Node::Term(id) => {
                // « 6 mois après … » tells more than « 6 mois ».
                if let TermKind::Shift(shift) = &plan.terms[id.index()].kind {
                    sentences.insert(shift.by, plan.terms[id.index()].span);
                }
                if let TermKind::DayFrom(DayFrom { way: DayWay::Working { count, .. }, .. }) =
                    &plan.terms[id.index()].kind
                {
                    sentences.insert(*count, plan.terms[id.index()].span);
                }
                if let TermKind::Bands(_, bands) = &plan.terms[id.index()].kind {
                    bounds.extend(bands.iter().flat_map(Band::bounds));
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
            others(&term.kind, &term.of).into_iter().map(|(mutation, kind)| replaced(span, mutation, vec![(id, kind)])),
        );
    }
    found
}

/// The steps of scales that a comparison states, each moved to those beside it.
fn steps(plan: &Plan, condition: &Condition) -> Vec<Change> {
    let stated: Vec<TermId> = if let ConditionKind::Compare(left, _, right) = &condition.kind {
        vec![*left, *right]
    } else if let ConditionKind::Between(_, ends) = &condition.kind {
        ends.to_vec()
    } else {
        Vec::new()
    };
    let mut found = Vec::new();
    for id in stated {
        let term = &plan.terms[id.index()];
        let (TermKind::Symbol(was), Type::Scale(scale)) = (&term.kind, &term.of) else { continue };
        let Some(place) = scale.iter().position(|step| step == was) else { continue };
        let beside = [place.checked_sub(1), Some(place + 1)].into_iter().flatten().filter_map(|at| scale.get(at));
        for is in beside {
            let [was, to] = [was, is].map(|step| plan.symbols.text(*step).unwrap_or_default().to_string());
            found.push(replaced(condition.span, Mutation::Step(was, to), vec![(id, TermKind::Symbol(*is))]));
        }
    }
    found
}

fn replaced(span: Span, mutation: Mutation, kinds: Vec<(TermId, TermKind)>) -> Change {
    let apply = move |plan: &mut Plan| kinds.iter().for_each(|(id, kind)| plan.terms[id.index()].kind = kind.clone());
    Change { span, mutation, apply: Box::new(apply) }
}

/// Where bands begin, elsewhere: « moins de 3 mois » and « à partir de 3 mois » move together, « de 2 à 4 » and « à partir de 5 »
/// as well, and past no other bound.
fn moved_bands(plan: &Plan, bands: &[Band]) -> Vec<Change> {
    let one = Exact::from_integer(1);
    let literal = |id: TermId| plan.terms[id.index()].kind.literal();
    // The last value of a band stands where the next one begins.
    let placed = |band: &Band| {
        let begins = band.from.or(band.below).and_then(|id| Some((id, literal(id)?)));
        let ends = band.until.and_then(|id| Some((id, literal(id)? + one)));
        begins.into_iter().chain(ends)
    };
    let all: Vec<(TermId, Exact)> = bands.iter().flat_map(placed).collect();
    let places: BTreeSet<Exact> = all.iter().map(|(_, at)| *at).collect();
    let mut found = Vec::new();
    for at in &places {
        let same: Vec<TermId> = all.iter().filter(|(_, place)| place == at).map(|(id, _)| *id).collect();
        let moved: Vec<Vec<(Mutation, TermKind)>> = same
            .iter()
            .map(|id| {
                let term = &plan.terms[id.index()];
                others(&term.kind, &term.of)
            })
            .collect();
        // One that begins there tells it best.
        let teller = same.iter().position(|id| literal(*id) == Some(*at)).unwrap_or(0);
        for (mutation, kind) in moved[teller].clone() {
            let Some(step) = kind.literal().zip(literal(same[teller])).map(|(to, was)| to - was) else { continue };
            let to = *at + step;
            let is_between =
                places.iter().any(|other| other != at && (*other - at) * (*other - to) <= Exact::from_integer(0));
            let by_step = |(id, others): (&TermId, &Vec<(Mutation, TermKind)>)| {
                let fits = |kind: &TermKind| kind.literal().zip(literal(*id)).is_some_and(|(to, was)| to - was == step);
                others.iter().find(|(_, kind)| fits(kind)).map(|(_, kind)| (*id, kind.clone()))
            };
            let kinds: Option<Vec<(TermId, TermKind)>> = same.iter().zip(&moved).map(by_step).collect();
            if let (Some(kinds), false) = (kinds, is_between) {
                found.push(replaced(plan.terms[same[teller].index()].span, mutation, kinds));
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
        TermKind::Measured(measure) => {
            let with = |window: Window| TermKind::Measured(Measure { window, ..*measure });
            windows(measure.window).map(|(mutation, window)| (mutation, with(window))).collect()
        }
        TermKind::Aggregate(aggregate) => {
            let with = |window: Window| TermKind::Aggregate(Aggregate { window, ..aggregate.clone() });
            windows(aggregate.window).map(|(mutation, window)| (mutation, with(window))).collect()
        }
        TermKind::Mean(mean) => {
            let with = |window: Window| TermKind::Mean(ParameterMean { window, ..*mean });
            windows(mean.window).map(|(mutation, window)| (mutation, with(window))).collect()
        }
        TermKind::Symbol(_)
        | TermKind::Fact(_)
        | TermKind::Column(..)
        | TermKind::Defined(_)
        | TermKind::Binary(..)
        | TermKind::Smallest(_)
        | TermKind::Largest(_)
        | TermKind::Shift(_)
        | TermKind::DayFrom(_)
        | TermKind::Elapsed(_)
        | TermKind::AssessmentDay
        | TermKind::Parameter(..)
        | TermKind::Count(_)
        | TermKind::Rank(_)
        | TermKind::Units(_)
        | TermKind::Lookup(_)
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
        Window::Last(length) | Window::Before(length, _) => Some(length),
        Window::All | Window::ByConvention(_) => None,
    };
    let other = move |is: Length| match window.day() {
        Some(day) => Window::Before(is, day),
        None => Window::Last(is),
    };
    was.into_iter().flat_map(move |was| lengths(was).map(move |is| (Mutation::Window(was, is), other(is))))
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
