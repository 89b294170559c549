//! Periods that lie outside those of the fact within which the recueil expects them.

use crate::case::{Case, End};
use crate::plan::Plan;
use crate::time::{Day, DayRange, DaySet, Interval};

/// Days of a period that lie outside; they count as the rules say, the same as others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// `emplois[0]`
    pub path: String,
    /// The fact within whose periods it is expected.
    pub within: String,
    /// The first of these days.
    pub from: Day,
    /// The last of these days; `None` when the period goes on.
    pub to: Option<Day>,
}

/// The days outside, as far as they are certain: whatever is not known of the dossier may lie inside.
///
/// A period that goes on is looked at up to the day of assessment; where that day is not known, on its first day.
pub(super) fn outside(plan: &Plan, case: &Case, assessed: Option<DayRange>) -> Vec<Outside> {
    let mut found = Vec::new();
    for (fact, value) in plan.facts.iter().zip(&case.facts) {
        let (Some(outer), crate::case::Value::Rows(rows)) = (fact.within, value) else { continue };
        let Some(cover) = case.rows(outer) else { continue };
        let cover = DaySet::from_intervals(cover.iter().map(crate::case::Row::possible));
        for (index, row) in rows.iter().enumerate() {
            let mut days = row.certain();
            if days.is_empty() {
                continue;
            }
            let goes_on = row.end == End::Ongoing;
            if goes_on {
                let last = assessed.map_or(days.start, |day| day.first.max(days.start));
                days = days.intersection(Interval { start: days.start, end: last.plus_days(1) });
            }
            for run in DaySet::from_intervals([days]).difference(&cover).intervals() {
                let to = run.last().filter(|_| !(goes_on && run.end == days.end));
                let within = plan.facts[outer.index()].name.clone();
                found.push(Outside { path: format!("{}[{index}]", fact.name), within, from: run.start, to });
            }
        }
    }
    found
}
