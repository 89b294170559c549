//! Outcomes over a span of days.

use super::Request;
use super::{outcome_within, versions};
use crate::case::{Case, End, Row, Value};
use crate::eval::Scratch;
use crate::plan::{FactId, Plan, VersionId};
use crate::time::{Day, DayRange, Interval};
use crate::value::Outcome;

/// Days in a row on which one version is in force and gives one outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Days in a row, which end where the next stretch begins.
    pub days: Interval,
    /// The version in force; `None` where there is none.
    pub version: Option<VersionId>,
    /// What the conditions come to when they are assessed on any of these days.
    pub outcome: Outcome,
}

/// The stretches of a procedure over a span, in order, without a gap.
///
/// Each day is taken as day of assessment and as day of law, and evaluated: there is no other rule about which days
/// matter, so a calendar cannot differ from the answers of these days. Ongoing periods go on.
pub fn stretches(plan: &Plan, case: &Case, request: &Request, procedure: &str, span: Interval) -> Vec<Stretch> {
    let mut days = Days::new(plan, case, request, procedure);
    let mut found: Vec<Stretch> = Vec::new();
    let mut day = span.start;
    while day < span.end {
        let (version, outcome) = days.on(day);
        let next = day.plus_days(1);
        match found.last_mut() {
            Some(last) if last.version == version && last.outcome == outcome => last.days.end = next,
            _ => found.push(Stretch { days: Interval { start: day, end: next }, version, outcome }),
        }
        day = next;
    }
    found
}

/// Answers of days, each taken as day of assessment and as day of law.
struct Days<'a> {
    plan: &'a Plan,
    case: &'a Case,
    request: Request,
    procedure: &'a str,
    scratch: Scratch,
}

impl<'a> Days<'a> {
    fn new(plan: &'a Plan, case: &'a Case, request: &Request, procedure: &'a str) -> Days<'a> {
        let request = Request { law_day: None, ..request.clone() };
        Days { plan, case, request, procedure, scratch: Scratch::default() }
    }

    fn on(&mut self, day: Day) -> (Option<VersionId>, Outcome) {
        self.request.day = Some(day);
        let Days { plan, case, request, procedure, scratch } = self;
        let answers = versions(plan, case, request, procedure)
            .map(|id| (Some(id), outcome_within(scratch, plan, case, request, id)));
        // Where a date leaves open which version applies, the first that is not beside the point stands for all.
        answers.reduce(together).unwrap_or((None, Outcome::NotApplicable))
    }
}

/// The days around a day on which the outcome is that of the day, without a break and within a span; `None` where the
/// span does not hold the day.
pub fn around(
    plan: &Plan,
    case: &Case,
    request: &Request,
    procedure: &str,
    day: Day,
    span: Interval,
) -> Option<Interval> {
    if !span.contains(day) {
        return None;
    }
    let mut days = Days::new(plan, case, request, procedure);
    let mut outcome = |day: Day| days.on(day).1;
    let wanted = outcome(day);
    let mut found = Interval { start: day, end: day.plus_days(1) };
    while found.start > span.start && outcome(found.start.plus_days(-1)) == wanted {
        found.start = found.start.plus_days(-1);
    }
    while found.end < span.end && outcome(found.end) == wanted {
        found.end = found.end.plus_days(1);
    }
    Some(found)
}

/// The span of a calendar for which none is named: from the first day that the dossier names, or the first text, to ten
/// years after the assessment, or after the last day that the dossier names.
pub fn default_span(plan: &Plan, case: &Case, assessed: Option<DayRange>) -> Interval {
    let first_text = plan.versions.iter().map(|version| version.validity.start).min().unwrap_or(Day::FIRST);
    let mut named: Vec<Day> = assessed.into_iter().flat_map(|days| [days.first, days.last]).collect();
    for row in case.facts.iter().filter_map(rows).flatten() {
        named.extend(row.start.map(|start| start.first));
        if let End::Known(end) = row.end {
            named.push(end.last);
        }
    }
    let first = named.iter().min().copied().unwrap_or(first_text).max(first_text);
    let last = named.iter().max().copied().unwrap_or(first_text).max(first);
    // Ten years of the calendar, give or take the leap days: where a list ends changes no answer.
    Interval { start: first, end: last.plus_days(3653).min(Interval::ALL.end) }
}

fn rows(value: &Value) -> Option<&Vec<Row>> {
    match value {
        Value::Rows(rows) => Some(rows),
        _ => None,
    }
}

/// What two versions of which one applies come to together.
fn together(one: (Option<VersionId>, Outcome), other: (Option<VersionId>, Outcome)) -> (Option<VersionId>, Outcome) {
    let version = if one.1 == Outcome::NotApplicable { other.0 } else { one.0 };
    (version, one.1.join(other.1))
}

/// Ongoing rows without which something would not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relied {
    /// Each of them must go on.
    pub all: Vec<(FactId, usize)>,
    /// As well as these, one of them must: together they stand in for each other.
    pub one: Vec<(FactId, usize)>,
}

/// The ongoing rows without which what holds of the outcome of a day would not: tried by ending them on the day `ended`;
/// a row that begins after that day is left out.
pub fn relied_on(
    plan: &Plan,
    case: &Case,
    request: &Request,
    (version, day): (VersionId, Day),
    ended: Day,
    holds: impl Fn(Outcome) -> bool,
) -> Relied {
    let request = Request { day: Some(day), law_day: None, ..request.clone() };
    let mut scratch = Scratch::default();
    let mut holds_without = |rows: &[(FactId, usize)]| {
        holds(outcome_within(&mut scratch, plan, &without(case, rows, ended), &request, version))
    };
    let facts = (0..plan.facts.len() as u32).map(FactId);
    let rows = facts.flat_map(|fact| {
        let rows = case.rows(fact).unwrap_or_default().iter().enumerate();
        rows.filter(|(_, row)| row.end == End::Ongoing).map(move |(index, _)| (fact, index))
    });
    let rows: Vec<(FactId, usize)> = rows.collect();
    let (mut all, rest): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| !holds_without(&[*row]));
    let mut one = Vec::new();
    if rest.len() > 1 && !holds_without(&rest) {
        let others = |row: &(FactId, usize)| rest.iter().filter(|other| *other != row).copied().collect::<Vec<_>>();
        one = rest.iter().filter(|row| holds_without(&others(row))).copied().collect();
        if one.is_empty() {
            // Several of them must go on, and which ones are enough is not told: to name all is on the safe side.
            all.extend(rest);
            all.sort_unstable();
        }
    }
    Relied { all, one }
}

/// A case whose rows have ended, or were never begun.
fn without(case: &Case, rows: &[(FactId, usize)], ended: Day) -> Case {
    let mut case = case.clone();
    // From the last one on, so that places stay what they are.
    for (fact, index) in rows.iter().rev() {
        let Value::Rows(rows) = &mut case.facts[fact.index()] else { continue };
        if rows[*index].start.is_some_and(|start| start.first > ended) {
            rows.remove(*index);
        } else {
            rows[*index].end = End::Known(DayRange::exact(ended));
        }
    }
    case
}
