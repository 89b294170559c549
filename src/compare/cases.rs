//! Whose outcome changes, and by which condition.

use super::{Pair, Side, Variant};
use crate::case::Case;
use crate::eval::{Scratch, TermValue, Told};
use crate::explain::{Explanation, MeasureReason, PartReason, under_one_reading};
use crate::plan::Type;
use crate::query;
use crate::time::Interval;
use crate::value::{Outcome, Truth};

/// What a change does to a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Conditions become met.
    Gain,
    /// Conditions are no longer met, or no longer left to the prefect.
    Loss,
    /// The outcome becomes the prefect's.
    Discretionary,
    /// The outcome becomes open for want of facts.
    Undetermined,
    /// The rules of one side are at fault: there is no answer to hold against the other's.
    Error,
    /// The dossier enters or leaves the scope without gaining anything.
    Scope,
    /// The same outcome, and an amount or another value that is not the same.
    OtherValue,
    /// The same outcome by another route.
    OtherRoute,
    /// The same outcome, but conditions are met on other days.
    OtherDays,
}

impl Kind {
    /// All kinds, in the order in which they are told.
    pub const ALL: [Kind; 9] = [
        Kind::Gain,
        Kind::Loss,
        Kind::Discretionary,
        Kind::Undetermined,
        Kind::Error,
        Kind::Scope,
        Kind::OtherValue,
        Kind::OtherRoute,
        Kind::OtherDays,
    ];

    fn of(before: Outcome, after: Outcome) -> Kind {
        let nothing = |outcome| matches!(outcome, Outcome::NotMet | Outcome::NotApplicable);
        match after {
            Outcome::Error => Kind::Error,
            _ if before == Outcome::Error => Kind::Error,
            Outcome::Met => Kind::Gain,
            Outcome::Discretionary => Kind::Discretionary,
            Outcome::Undetermined => Kind::Undetermined,
            Outcome::NotMet | Outcome::NotApplicable if nothing(before) => Kind::Scope,
            Outcome::NotMet | Outcome::NotApplicable => Kind::Loss,
        }
    }
}

/// A part that came to something else, or that only one side has.
#[derive(Clone, Debug)]
pub struct Turned {
    /// `voie`, `condition` or `obstacle`
    pub kind: &'static str,
    /// As its version names it.
    pub name: String,
    /// What it came to before, with what was measured; none when it was not there.
    pub before: Option<(Outcome, Vec<MeasureReason>)>,
    /// What it comes to after; none when it is no longer there.
    pub after: Option<(Outcome, Vec<MeasureReason>)>,
}

/// A value that an answer tells and that is not the same.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueChange {
    /// As answers name it; the new name where it was renamed.
    pub name: String,
    /// What it came to before, and its type; none where the side does not tell it.
    pub before: Option<(TermValue, Type)>,
    /// What it comes to after, likewise.
    pub after: Option<(TermValue, Type)>,
}

/// What both sides answer a dossier.
pub(super) struct Answers {
    pub(super) before: Outcome,
    pub(super) after: Outcome,
    pub(super) values: Vec<ValueChange>,
}

impl Answers {
    /// Evaluates a dossier, read under the plan of each side.
    pub(super) fn of(pair: &Pair, old: &Case, new: &Case, scratch: &mut Scratch<Told>) -> Answers {
        let mut told =
            |side: &Variant, case: &Case| query::told_within(scratch, &side.plan, case, &side.request(), side.version);
        let ((before, old), (after, new)) = (told(&pair.before, old), told(&pair.after, new));
        let said = |values: &[TermValue], side: &Option<Side>| {
            let side = side.as_ref()?;
            Some((*values.get(side.index)?, side.of.clone()))
        };
        let changes = pair.values.iter().filter_map(|value| {
            let (before, after) = (said(&old, &value.before), said(&new, &value.after));
            differ(&before, &after).then(|| ValueChange { name: value.name.clone(), before, after })
        });
        Answers { before, after, values: changes.collect() }
    }

    /// Whether both sides answer the same.
    pub(super) fn are_same(&self) -> bool {
        self.before == self.after && self.values.is_empty()
    }
}

/// Whether two values are not the same: known ones, or such as no filling makes the same. A side that does not tell a
/// value, and one that cannot, do not differ.
fn differ(before: &Option<(TermValue, Type)>, after: &Option<(TermValue, Type)>) -> bool {
    let known = |value: &Option<(TermValue, Type)>| value.clone().filter(|(value, _)| value.is_known());
    let apart = before.as_ref().zip(after.as_ref()).is_some_and(|((before, _), (after, _))| before.disagrees(after));
    known(before) != known(after) || apart
}

/// A dossier that changes.
#[derive(Clone, Debug)]
pub struct CaseChange {
    /// What the dossier is called.
    pub dossier: String,
    /// What the change does to it.
    pub kind: Kind,
    /// The outcome by the side before.
    pub before: Outcome,
    /// The outcome by the side after.
    pub after: Outcome,
    /// The parts that turned.
    pub turned: Vec<Turned>,
    /// The values that are not the same.
    pub values: Vec<ValueChange>,
    /// Days on which conditions are met, before and after, where they differ.
    pub days: Option<(Vec<Interval>, Vec<Interval>)>,
}

/// How many dossiers change, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All dossiers.
    pub total: usize,
    counts: [usize; Kind::ALL.len()],
}

impl Tally {
    /// Counts one dossier.
    pub fn add(&mut self, kind: Option<Kind>) {
        self.total += 1;
        if let Some(index) = kind.and_then(|kind| Kind::ALL.iter().position(|known| *known == kind)) {
            self.counts[index] += 1;
        }
    }

    /// Counts the dossiers of another tally.
    pub fn join(&mut self, other: &Tally) {
        self.total += other.total;
        for (ours, theirs) in self.counts.iter_mut().zip(other.counts) {
            *ours += theirs;
        }
    }

    /// How many are of a kind.
    pub fn of(&self, kind: Kind) -> usize {
        Kind::ALL.iter().position(|known| *known == kind).map_or(0, |index| self.counts[index])
    }

    /// How many keep outcome, values, route and days.
    pub fn same(&self) -> usize {
        self.total - self.counts.iter().sum::<usize>()
    }
}

/// What changes for a dossier, read under the plan of each side; `None` when nothing does.
///
/// With `days`, dossiers that keep their outcome are held together over all the days of their calendar. Why an outcome
/// changes is worked out for the kinds that `told` wants to hear of; the others are only counted. `scratch` is room for
/// evaluations.
pub fn case_change(
    pair: &Pair,
    old: &Case,
    new: &Case,
    days: bool,
    scratch: &mut Scratch<Told>,
    told: impl Fn(Kind) -> bool,
) -> Option<CaseChange> {
    let Answers { before, after, values } = Answers::of(pair, old, new, scratch);
    let change = |kind, turned| {
        let dossier = new.name.clone();
        CaseChange { dossier, kind, before, after, turned, values: values.clone(), days: None }
    };
    let turned = |kind, deciding| if told(kind) { turned(pair, old, new, deciding) } else { Vec::new() };
    if before != after {
        let kind = Kind::of(before, after);
        return Some(change(kind, turned(kind, true)));
    }
    if !values.is_empty() {
        return Some(change(Kind::OtherValue, turned(Kind::OtherValue, false)));
    }
    if matches!(before, Outcome::Met | Outcome::Discretionary) {
        let (was, is) = (routes(&pair.before, old), routes(&pair.after, new));
        let reached = |truth: Truth| Outcome::from(truth) == before;
        let other = |(name, truth): &(&str, Truth)| {
            is.iter().any(|(known, now)| known == name && reached(*now) != reached(*truth))
        };
        if was.iter().any(other) {
            return Some(change(Kind::OtherRoute, turned(Kind::OtherRoute, false)));
        }
    }
    if days {
        let (was, is) = (met_days(&pair.before, old), met_days(&pair.after, new));
        if was != is {
            return Some(CaseChange { days: Some((was, is)), ..change(Kind::OtherDays, Vec::new()) });
        }
    }
    None
}

/// What the routes of a variant come to.
fn routes<'s>(side: &'s Variant, case: &Case) -> Vec<(&'s str, Truth)> {
    let recorded = query::recorded(&side.plan, case, &side.request(), side.version);
    let Some((_, trace)) = recorded else { return Vec::new() };
    let routes = &side.plan.versions[side.version.index()].routes;
    routes.iter().zip(&trace.routes).map(|(route, found)| (route.name.as_str(), found.truth)).collect()
}

/// The stretches of days on which the conditions of a variant are met.
fn met_days(side: &Variant, case: &Case) -> Vec<Interval> {
    let mut request = side.request();
    let assessed = query::assessment_days(&side.plan, case, &request.reading, None);
    let span = query::default_span(&side.plan, case, assessed);
    let mut found: Vec<Interval> = Vec::new();
    let mut scratch = Scratch::default();
    let mut day = span.start;
    while day < span.end {
        request.day = Some(day);
        let next = day.plus_days(1);
        if query::outcome_within(&mut scratch, &side.plan, case, &request, side.version) == Outcome::Met {
            match found.last_mut() {
                Some(last) if last.end == day => last.end = next,
                _ => found.push(Interval { start: day, end: next }),
            }
        }
        day = next;
    }
    found
}

/// The parts that came to something else. With `deciding`, those that only one side has count too, where they bear on
/// its outcome.
fn turned(pair: &Pair, old: &Case, new: &Case, deciding: bool) -> Vec<Turned> {
    let explained = |side: &Variant, case: &Case| -> Option<Explanation> {
        under_one_reading(&side.plan, case, &side.request()).results.into_iter().next()
    };
    let (before, after) = (explained(&pair.before, old), explained(&pair.after, new));
    let (old_parts, new_parts) = (parts(before.as_ref()), parts(after.as_ref()));
    let measured = |part: &PartReason| {
        let measures = part.clauses.iter().flat_map(|clause| clause.measures.clone()).collect();
        (part.outcome, measures)
    };
    let find = |kind: &str, name: &str, list: &[(&'static str, &PartReason)]| {
        list.iter().position(|(known, part)| *known == kind && part.name == name)
    };
    let mut found = Vec::new();
    for (kind, part) in &old_parts {
        let other = find(kind, &part.name, &new_parts).map(|index| new_parts[index].1);
        let is_turned = match other {
            Some(other) => other.outcome != part.outcome,
            None => deciding && bears(kind, part.outcome),
        };
        if is_turned {
            let (before, after) = (Some(measured(part)), other.map(measured));
            found.push(Turned { kind, name: part.name.clone(), before, after });
        }
    }
    for (kind, part) in &new_parts {
        if deciding && find(kind, &part.name, &old_parts).is_none() && bears(kind, part.outcome) {
            found.push(Turned { kind, name: part.name.clone(), before: None, after: Some(measured(part)) });
        }
    }
    found
}

/// Whether a part that stands alone bears on an outcome: a route that is not refused, a condition that is not met, an
/// obstacle that is not absent.
fn bears(kind: &str, outcome: Outcome) -> bool {
    match kind {
        "condition" => outcome != Outcome::Met,
        _ => outcome != Outcome::NotMet,
    }
}

fn parts(explanation: Option<&Explanation>) -> Vec<(&'static str, &PartReason)> {
    let Some(explanation) = explanation else { return Vec::new() };
    let routes = explanation.routes.iter().map(|part| ("voie", part));
    let conditions = explanation.conditions.iter().map(|part| ("condition", part));
    let obstacles = explanation.obstacles.iter().map(|part| ("obstacle", part));
    routes.chain(conditions).chain(obstacles).collect()
}
