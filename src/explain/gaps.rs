//! When a length that is too short will be long enough, if what goes on goes on and nothing else changes.
//!
//! Found by evaluating one day after another: windows move, months have their lengths, and no formula knows all of it.

use super::{Explanation, MeasureReason, PartReason, Reach, Request};
use crate::case::{Case, End, Value};
use crate::eval::Quantity;
use crate::plan::{ConditionId, ConditionKind, Length, Meaning, MeasureKind, Plan, Role, TermKind, VersionId};
use crate::query;
use crate::time::{Day, Interval, MissingDay, MonthCount, elapsed};
use crate::value::{Outcome, Truth};

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
    // A new value of a parameter moves what is held against it.
    let lines = plan.parameters.iter().flat_map(|parameter| &parameter.lines).map(|line| line.validity.start).max();
    let last = last.max(lists.max(lines).unwrap_or(Day::FIRST).plus_days(longest + 1));
    let last = last.min(day.first.plus_days(MOST_DAYS)).min(Day::LAST.plus_days(-1));
    let mut found: Vec<Found> = vec![Found::default(); conditions.len()];
    let mut watch = query::Watch::<false>::new(plan, version, conditions);
    let mut next = day.first.plus_days(1);
    while next <= last && found.iter().any(|one| one.certain.is_none()) {
        for (found, truth) in found.iter_mut().zip(watch.on(case, &request.reading, Some(next)).0) {
            if *truth != Truth::No {
                found.perhaps.get_or_insert(next);
            }
            if *truth == Truth::Yes {
                found.certain.get_or_insert(next);
            }
        }
        next = next.plus_days(1);
    }
    for (measure, found) in open.into_iter().zip(found) {
        // What is open may still turn out to get there.
        let is_settled = measure.certain == measure.possible && found.perhaps.is_none();
        measure.reach = found.certain.map(Reach::On).or(is_settled.then_some(Reach::Never));
        measure.perhaps = found.perhaps.filter(|day| measure.outcome == Outcome::NotMet && found.certain != Some(*day));
        // Of what is open, the day is a bound and no day of any number.
        let exact = found.certain.filter(|_| measure.certain == measure.possible);
        measure.same_number = exact.and_then(|day| same_number(plan, case, request, version, measure.condition, day));
    }
}

/// When a condition may be met, and when it is.
#[derive(Clone, Copy, Default)]
struct Found {
    perhaps: Option<Day>,
    certain: Option<Day>,
}

/// The day of the same number as the one on which a run began, where a total is reached on an earlier one because thirty
/// days that are left over make a month: a job from 1 September is twelve months on 31 August, and lawyers expect them
/// on 1 September. Nothing where days left over of several runs are put together: no day of any number is meant then.
fn same_number(
    plan: &Plan,
    case: &Case,
    request: &Request,
    version: VersionId,
    condition: ConditionId,
    reached: Day,
) -> Option<Day> {
    let ConditionKind::Compare(measured, _, threshold) = plan.conditions[condition.index()].kind else { return None };
    let TermKind::Measured(measure) = &plan.terms[measured.index()].kind else { return None };
    let TermKind::Length(Length::Months(wanted)) = plan.terms[threshold.index()].kind else { return None };
    if measure.kind != MeasureKind::Totals {
        return None;
    }
    let meaning = |role: Role| plan.meaning(plan.role(role), &request.reading);
    let by_convention = || match meaning(Role::MonthCount) {
        Meaning::MonthCount(count) => count,
        _ => MonthCount::DateToDate,
    };
    if measure.counted.unwrap_or_else(by_convention) != MonthCount::DateToDate {
        return None;
    }
    let missing = match meaning(Role::MissingDay) {
        Meaning::MissingDay(missing) => missing,
        _ => MissingDay::LastOfMonth,
    };
    let on_day = Request { day: Some(reached), regardless: true, ..request.clone() };
    let (_, trace) = query::recorded(plan, case, &on_day, version)?;
    let entered = &trace.measured(measured)?.entered;
    let (last, closed) = entered.days.certain().intervals().split_last()?;
    let whole = |run: &Interval| {
        let length = elapsed(run.start, run.end, missing).ok()?;
        (length.days() == Some(0)).then_some(length.months)
    };
    let months = closed.iter().map(whole).sum::<Option<i32>>()?;
    let day = last.start.plus_months(wanted - months, missing).ok()?;
    // A short month may make it the other way round: what is counted is never told to come later than it does.
    (reached < day && reached.days_until(day) <= 3).then_some(day)
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

impl Explanation {
    /// Whether what brings the earliest day about may come sooner, by facts that are open.
    pub fn earliest_is_open(&self) -> bool {
        self.measure_of_earliest().is_some_and(|measure| measure.certain != measure.possible)
    }

    /// The day of the same number that lawyers expect in place of the earliest, where that is another.
    pub fn earliest_same_number(&self) -> Option<Day> {
        self.measure_of_earliest().and_then(|measure| measure.same_number)
    }

    /// The length that is long enough on the earliest day.
    fn measure_of_earliest(&self) -> Option<&MeasureReason> {
        let (day, _) = self.earliest()?;
        let parts = self.routes.iter().chain(&self.conditions);
        let mut measures = parts.flat_map(|part| &part.clauses).flat_map(|clause| &clause.measures);
        measures.find(|measure| measure.reach == Some(Reach::On(day)))
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
