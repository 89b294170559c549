//! When a length that is too short will be long enough, if what goes on goes on and nothing else changes.
//!
//! Found by evaluating one day after another: windows move, months have their lengths, and no formula knows all of it.

use super::{Explanation, MeasureReason, PartReason, Request};
use crate::case::{Case, End, Value};
use crate::eval::{Outcome, Quantity};
use crate::plan::{ConditionId, Plan};
use crate::query;
use crate::time::Day;

/// When a threshold is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// On this day for the first time, whatever the day whose law applies then.
    On(Day),
    /// On no day: nothing that goes on leads there.
    Never,
}

/// Days after which nothing more can happen: no threshold and no window of a rule is longer.
const MOST_DAYS: i32 = 40 * 366;

/// Dates the unmet minimums of an answer whose day of assessment is known.
pub(super) fn date(plan: &Plan, case: &Case, request: &Request, result: &mut Explanation) {
    let (Some(version), Some(day)) = (result.version, result.assessed_on) else { return };
    let mut open: Vec<&mut MeasureReason> = Vec::new();
    let parts = result.routes.iter_mut().chain(&mut result.conditions).chain(&mut result.obstacles);
    for part in parts {
        let measures = part.clauses.iter_mut().flat_map(|clause| &mut clause.measures);
        open.extend(measures.filter(|measure| measure.shortfall.is_some()));
    }
    if open.is_empty() || !day.is_exact() {
        return;
    }
    let conditions: Vec<ConditionId> = open.iter().map(|measure| measure.condition).collect();
    let longest = open.iter().filter_map(|measure| days_of(measure.threshold?)).max().unwrap_or_default();
    let last = day.first.plus_days((longest + 400).min(MOST_DAYS)).max(last_day_of(case).plus_days(longest + 1));
    // Another version of a list may take in what the one before did not.
    let lists = plan.lists.iter().flat_map(|list| &list.versions).map(|version| version.validity.start).max();
    let last = last.max(lists.unwrap_or(Day::FIRST).plus_days(longest + 1));
    let last = last.min(day.first.plus_days(MOST_DAYS)).min(Day::LAST.plus_days(-1));
    let mut found = vec![None; conditions.len()];
    let mut watch = query::Watch::new(plan, case, version, &conditions);
    let mut next = day.first.plus_days(1);
    while next <= last && found.contains(&None) {
        for (found, is_met) in found.iter_mut().zip(watch.on(&request.reading, next)) {
            if found.is_none() && is_met {
                *found = Some(next);
            }
        }
        next = next.plus_days(1);
    }
    for (measure, day) in open.into_iter().zip(found) {
        // What is open may still turn out to get there.
        let is_settled = measure.certain == measure.possible;
        measure.reach = day.map(Reach::On).or(is_settled.then_some(Reach::Never));
    }
}

fn days_of(threshold: Quantity) -> Option<i32> {
    match threshold {
        Quantity::Months(length) => Some(length.months.checked_add(1)?.checked_mul(31)?),
        Quantity::Days(days) => Some(days),
    }
}

/// The last day that a dossier names for its rows, some of which may lie ahead.
fn last_day_of(case: &Case) -> Day {
    let rows = case.facts.iter().filter_map(|value| match value {
        Value::Rows(rows) => Some(rows),
        _ => None,
    });
    let days = rows.flatten().flat_map(|row| {
        let end = match &row.end {
            End::Known(days) => Some(days.last),
            End::Ongoing | End::Unknown => None,
        };
        [row.start.map(|days| days.last), end]
    });
    days.flatten().max().unwrap_or(Day::FIRST)
}

impl Explanation {
    /// The last day of the version, where it has one.
    pub fn last_day(&self) -> Option<Day> {
        self.validity.and_then(|days| days.last()).filter(|day| *day < Day::LAST)
    }

    /// The first day on which what is missing will be there, and the route that gets there first; `None` where something
    /// that is missing has no date.
    pub fn earliest(&self) -> Option<(Day, Option<&str>)> {
        if self.obstacles.iter().any(|part| part.outcome != Outcome::NotMet) {
            return None;
        }
        let lacking = self.conditions.iter().filter(|part| part.outcome != Outcome::Met);
        let conditions = lacking.map(reach).collect::<Option<Vec<Day>>>()?.into_iter().max();
        if self.routes.is_empty() || self.routes.iter().any(|part| part.outcome == Outcome::Met) {
            return conditions.map(|day| (day, None));
        }
        let routes = self.routes.iter().filter(|part| !part.discretionary);
        let dated = routes.filter_map(|part| Some((reach(part)?, part.name.as_str())));
        let (day, name) = dated.min_by_key(|(day, _)| *day)?;
        Some((conditions.map_or(day, |other| other.max(day)), Some(name)))
    }
}

/// The day on which all that a part lacks will be there.
fn reach(part: &PartReason) -> Option<Day> {
    let lacking = part.clauses.iter().filter(|clause| clause.outcome != Outcome::Met);
    let days = lacking.map(|clause| match clause.measures.as_slice() {
        [MeasureReason { reach: Some(Reach::On(day)), .. }] if clause.applies.is_none() => Some(*day),
        _ => None,
    });
    days.collect::<Option<Vec<Day>>>()?.into_iter().max()
}
