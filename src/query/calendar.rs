//! Outcomes over a span of days.

use super::{outcome_within, versions};
use crate::case::{Case, End, Row, Value};
use crate::eval::{Outcome, Scratch};
use crate::explain::Request;
use crate::plan::{FactId, Plan, VersionId};
use crate::time::{Day, DayRange, Interval};

/// Days in a row on which one version is in force and gives one outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The days.
    pub days: Interval,
    /// The version in force; `None` where there is none.
    pub version: Option<VersionId>,
    /// The outcome.
    pub outcome: Outcome,
}

/// The stretches of a procedure over a span, in order, without a gap.
///
/// Each day is taken as day of assessment and as day of law, and evaluated: there is no other rule about which days
/// matter, so a calendar cannot differ from the answers of these days. Ongoing periods go on.
pub fn stretches(plan: &Plan, case: &Case, request: &Request, procedure: &str, span: Interval) -> Vec<Stretch> {
    let mut request = Request { law_day: None, ..request.clone() };
    let mut found: Vec<Stretch> = Vec::new();
    let mut scratch = Scratch::default();
    let mut day = span.start;
    while day < span.end {
        request.day = Some(day);
        let version = versions(plan, case, &request, procedure).next();
        let outcome =
            version.map_or(Outcome::NotApplicable, |id| outcome_within(&mut scratch, plan, case, &request, id));
        let next = day.plus_days(1);
        match found.last_mut() {
            Some(last) if last.version == version && last.outcome == outcome => last.days.end = next,
            _ => found.push(Stretch { days: Interval { start: day, end: next }, version, outcome }),
        }
        day = next;
    }
    found
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

/// The ongoing rows without which the outcome of `day` would differ: each is closed in turn on `closed`.
pub fn relied_on(
    plan: &Plan,
    case: &Case,
    request: &Request,
    version: VersionId,
    day: Day,
    closed: Day,
) -> Vec<(FactId, usize)> {
    let request = Request { day: Some(day), law_day: None, ..request.clone() };
    let mut scratch = Scratch::default();
    let found = outcome_within(&mut scratch, plan, case, &request, version);
    let mut relied = Vec::new();
    for fact in (0..plan.facts.len() as u32).map(FactId) {
        let count = case.rows(fact).map_or(0, <[Row]>::len);
        for row in 0..count {
            let mut ended = case.clone();
            let Value::Rows(rows) = &mut ended.facts[fact.index()] else { continue };
            if rows[row].end != End::Ongoing || rows[row].start.is_some_and(|start| start.last > closed) {
                continue;
            }
            rows[row].end = End::Known(DayRange::exact(closed));
            if outcome_within(&mut scratch, plan, &ended, &request, version) != found {
                relied.push((fact, row));
            }
        }
    }
    relied
}
