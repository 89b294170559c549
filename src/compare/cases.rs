//! Whose outcome changes, and by which condition.

use super::reason::{Parts, Reason, other_routes, reason};
use super::{Pair, Side, Variant};
use crate::case::Case;
use crate::eval::{Decided, Scratch, TermValue, Told};
use crate::explain::{Explanation, MeasureReason, PartReason, under_one_reading};
use crate::plan::{Type, VersionId};
use crate::query::{self, Request};
use crate::time::Interval;
use crate::value::Outcome;

/// What a change does to a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Conditions become met.
    Gain,
    /// Conditions are no longer met, or no longer left to the prefect.
    Loss,
    /// The outcome becomes the prefect's.
    Discretionary,
    /// The outcome becomes open for want of facts that the side before asked for as well.
    Undetermined,
    /// The outcome becomes open for want of facts that only the side after asks for.
    NewFacts,
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
    pub const ALL: [Kind; 10] = [
        Kind::Gain,
        Kind::Loss,
        Kind::Discretionary,
        Kind::Undetermined,
        Kind::NewFacts,
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

/// What one side answers a dossier: its version, or the one that rules the dossier in its place.
struct Answer {
    outcome: Outcome,
    version: VersionId,
    values: Vec<TermValue>,
}

impl Answer {
    /// `None` where the version is in force on no possible day.
    fn of(side: &Variant, version: VersionId, case: &Case, scratch: &mut Scratch<Told>) -> Option<Answer> {
        let (outcome, values) = query::told_within(scratch, &side.plan, case, &side.request(), version);
        values.map(|values| Answer { outcome, version, values })
    }

    /// What the only other version answers that may rule the dossier.
    fn of_other(side: &Variant, case: &Case, scratch: &mut Scratch<Told>) -> Option<Answer> {
        let request = Request { text: None, ..side.request() };
        let mut others = query::versions(&side.plan, case, &request, side.procedure());
        let (first, second) = (others.next()?, others.next());
        if second.is_some() { None } else { Answer::of(side, first, case, scratch) }
    }

    /// The value that a side tells, and its type; another version tells it by its name.
    fn value(&self, side: &Variant, told: &Side, name: &str) -> Option<(TermValue, Type)> {
        let at = match self.version == side.version {
            true => told.index,
            false => side.plan.versions[self.version.index()]
                .values
                .iter()
                .position(|id| side.plan.definitions[id.index()].name == name)?,
        };
        Some((*self.values.get(at)?, told.of.clone()))
    }
}

impl Answers {
    /// Evaluates a dossier, read under the plan of each side.
    pub(super) fn of(pair: &Pair, old: &Case, new: &Case, scratch: &mut Scratch<Told>) -> Answers {
        let mut before = Answer::of(&pair.before, pair.before.version, old, scratch);
        if pair.leaves_to_earlier(new) {
            let outcome = before.map_or(Outcome::NotApplicable, |answer| answer.outcome);
            return Answers { before: outcome, after: outcome, values: Vec::new() };
        }
        let mut after = Answer::of(&pair.after, pair.after.version, new, scratch);
        // Where one side's version rules the dossier and the other's does not, another version of it may.
        if before.is_none() && after.is_some() {
            before = Answer::of_other(&pair.before, old, scratch);
        } else if after.is_none() && before.is_some() {
            after = Answer::of_other(&pair.after, new, scratch);
        }
        let nothing = |version| Answer { outcome: Outcome::NotApplicable, version, values: Vec::new() };
        let before = before.unwrap_or_else(|| nothing(pair.before.version));
        let after = after.unwrap_or_else(|| nothing(pair.after.version));
        let changes = pair.values.iter().filter_map(|value| {
            let said =
                |answer: &Answer, side: &Variant, told: &Option<Side>| answer.value(side, told.as_ref()?, &value.name);
            let before = said(&before, &pair.before, &value.before);
            let after = said(&after, &pair.after, &value.after);
            differ(&before, &after).then(|| ValueChange { name: value.name.clone(), before, after })
        });
        Answers { before: before.outcome, after: after.outcome, values: changes.collect() }
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
    /// Why, as dossiers are grouped by.
    pub reason: Reason,
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
    /// Those that the text after leaves to the version that came before it: they keep their answer.
    pub left_to_earlier: usize,
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
        self.left_to_earlier += other.left_to_earlier;
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

/// How far a dossier is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Depth {
    /// Whether one that keeps its outcome is held together over all the days of its calendar.
    pub days: bool,
    /// Whether it is said why it changes.
    pub reasons: bool,
    /// Whether the parts that turned are worked out.
    pub parts: bool,
}

/// Room for evaluations, kept from one dossier to the next.
#[derive(Debug, Default)]
pub struct Room {
    told: Scratch<Told>,
    decided: Scratch<Decided>,
}

/// What changes for a dossier, read under the plan of each side; `None` when nothing does.
///
/// The parts that turned are worked out for the kinds that `told` wants to hear of; the others are only counted.
pub fn case_change(
    pair: &Pair,
    old: &Case,
    new: &Case,
    depth: Depth,
    room: &mut Room,
    told: impl Fn(Kind) -> bool,
) -> Option<CaseChange> {
    if pair.leaves_to_earlier(new) {
        return None;
    }
    let Answers { before, after, values } = Answers::of(pair, old, new, &mut room.told);
    let change = |kind, reason, turned| {
        let dossier = new.name.clone();
        CaseChange { dossier, kind, before, after, reason, turned, values: values.clone(), days: None }
    };
    let turned = |kind, deciding| if depth.parts && told(kind) { turned(pair, old, new, deciding) } else { Vec::new() };
    if before != after {
        let is_open = after == Outcome::Undetermined;
        let after_parts = (depth.reasons || is_open).then(|| Parts::of(&pair.after, new, &mut room.decided));
        let lacks_new = |parts: &Parts| !parts.missing.is_empty() && parts.missing.is_subset(&pair.new_facts);
        let kind = match Kind::of(before, after) {
            Kind::Undetermined if after_parts.as_ref().is_some_and(lacks_new) => Kind::NewFacts,
            kind => kind,
        };
        let reason = match after_parts.filter(|_| depth.reasons) {
            Some(parts) => reason([before, after], &Parts::of(&pair.before, old, &mut room.decided), &parts),
            None => Reason::default(),
        };
        return Some(change(kind, reason, turned(kind, true)));
    }
    if !values.is_empty() {
        let names = values.iter().map(|value| value.name.clone()).collect();
        let reason = Reason { values: names, ..Reason::default() };
        return Some(change(Kind::OtherValue, reason, turned(Kind::OtherValue, false)));
    }
    if matches!(before, Outcome::Met | Outcome::Discretionary) {
        let [was, is] =
            [(&pair.before, old), (&pair.after, new)].map(|(side, case)| Parts::of(side, case, &mut room.decided));
        let parts = other_routes(before, &was, &is);
        if !parts.is_empty() {
            let reason = Reason { parts, ..Reason::default() };
            return Some(change(Kind::OtherRoute, reason, turned(Kind::OtherRoute, false)));
        }
    }
    if depth.days {
        let (was, is) = (met_days(&pair.before, old), met_days(&pair.after, new));
        if was != is {
            let days = Some((was, is));
            return Some(CaseChange { days, ..change(Kind::OtherDays, Reason::default(), Vec::new()) });
        }
    }
    None
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
