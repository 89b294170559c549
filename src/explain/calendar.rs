//! The calendar of a case: stretches of days with one outcome, and what begins and ends each.

use super::branches::{self, Lanes};
use super::earliest::{Earliest, Future};
use super::{ClauseReason, MeasureReason, PartReason};
use super::{Doubt, EndNotice, FaultReason, Missing, Request, RowReason, explain_version};
use crate::case::Case;
use crate::plan::{List, Parameter, Plan, VersionId};
use crate::query::{self, Stretch};
use crate::time::{Day, Interval};
use crate::value::Outcome;

/// The calendar of a case.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// The case's name.
    pub dossier: String,
    /// The recueil's title.
    pub ruleset: String,
    /// SHA-256 of the recueil.
    pub hash: String,
    /// The days looked at.
    pub span: Interval,
    /// The day of assessment, where one is known: what comes after it is the future of the case.
    pub assessed_on: Option<Day>,
    /// The periods of the case, for a picture.
    pub periods: Vec<Period>,
    /// One per procedure.
    pub procedures: Vec<ProcedureCalendar>,
}

impl Calendar {
    /// Whether rules are at fault on some of its days.
    pub fn has_errors(&self) -> bool {
        let stretches = self.procedures.iter().flat_map(|one| &one.stretches);
        stretches.into_iter().any(|stretch| stretch.outcome == Outcome::Error)
    }
}

/// A period of the case.
#[derive(Clone, Debug)]
pub struct Period {
    /// `emplois[0]`
    pub path: String,
    /// Days that it covers for certain.
    pub certain: Interval,
    /// Days that it may cover.
    pub possible: Interval,
}

/// The stretches of one procedure, across its versions.
#[derive(Clone, Debug)]
pub struct ProcedureCalendar {
    /// The name of the procedure.
    pub procedure: String,
    /// What is told of its end, where that is one of the days.
    pub end_notice: Option<EndNotice>,
    /// Stretches in order, without a gap.
    pub stretches: Vec<ExplainedStretch>,
    /// When the conditions are met, where they are not on the day of assessment; else when they are left to the prefect.
    pub earliest: Option<Earliest>,
    /// When they are left to the prefect, where that is certain before they are met.
    pub earliest_discretionary: Option<Earliest>,
}

/// A stretch, what begins it and what ends it.
#[derive(Clone, Debug)]
pub struct ExplainedStretch {
    /// Days in a row, which end where the next stretch begins.
    pub days: Interval,
    /// The text of the version in force.
    pub text: Option<String>,
    /// What the conditions come to when they are assessed on any of these days.
    pub outcome: Outcome,
    /// What turned on the first day; nothing on the first day of the calendar.
    pub begins: Option<Turn>,
    /// What turned on the day after the last; nothing at the end of the calendar.
    pub ends: Option<Turn>,
    /// What the days would be under each answer, where one fact decides.
    pub lanes: Option<Lanes>,
    /// Why the outcome of the first day is open or an error, where it is.
    pub open: Option<Open>,
}

/// Why an outcome is open, or an error.
#[derive(Clone, Debug)]
pub struct Open {
    /// Facts that can still change it.
    pub missing: Vec<Missing>,
    /// Other reasons.
    pub doubts: Vec<Doubt>,
    /// Faults of the rules, where the outcome is an error.
    pub errors: Vec<FaultReason>,
}

/// What turned from one day to the next.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The first day of the new outcome.
    pub day: Day,
    /// The texts in force before and after, where they differ.
    pub texts: Option<(Option<String>, Option<String>)>,
    /// Lists of which another version begins to apply, or one ceases to.
    pub lists: Vec<String>,
    /// Parameters that have another value from this day on.
    pub parameters: Vec<String>,
    /// Clauses that turned.
    pub clauses: Vec<ClauseTurn>,
}

/// A clause that turned.
#[derive(Clone, Debug)]
pub struct ClauseTurn {
    /// The route, condition or obstacle that it belongs to.
    pub part: String,
    /// The clause as the rule words it.
    pub sentence: String,
    /// What it came to the day before; *not applicable* for what stood under an exception, or for one that did not apply.
    pub before: Outcome,
    /// What it came to on the day.
    pub after: Outcome,
    /// What was measured on the day.
    pub measures: Vec<MeasureReason>,
    /// A day that counted and left the window.
    pub left_window: Option<Day>,
    /// Periods that counted the day before and count no more.
    pub no_longer: Vec<RowReason>,
}

/// The calendar of a case over a span of days; see [`query::default_span`] for a good one.
pub fn calendar(plan: &Plan, case: &Case, request: &Request, span: Interval) -> Calendar {
    let assessed = query::assessment_days(plan, case, &request.reading, request.day);
    let assessed_on = assessed.filter(|days| days.is_exact()).map(|days| days.first);
    let wanted = |name: &&str| request.procedure.as_ref().is_none_or(|wanted| wanted == name);
    let mut procedures = Vec::new();
    for procedure in plan.procedures().into_iter().filter(wanted) {
        let stretches = query::stretches(plan, case, request, procedure, span);
        let (earliest, earliest_discretionary) = match assessed {
            Some(assessed) => {
                // What lies between the assessment and the calendar counts as well.
                let before = Interval { start: assessed.first, end: span.start.max(assessed.first) };
                let mut all = query::stretches(plan, case, request, procedure, before);
                all.extend(stretches.iter().copied());
                Future { plan, case, request, stretches: &all, assessed }.earliest()
            }
            None => (None, None),
        };
        let stretches = explained(plan, case, request, &stretches, assessed_on);
        let procedure = procedure.to_string();
        let end_notice = EndNotice::of(plan, &request.reading, &procedure).filter(|notice| span.contains(notice.last));
        procedures.push(ProcedureCalendar { procedure, end_notice, stretches, earliest, earliest_discretionary });
    }
    Calendar {
        dossier: case.name.clone(),
        ruleset: plan.name.clone(),
        hash: plan.hash.clone(),
        span,
        assessed_on,
        periods: periods(plan, case),
        procedures,
    }
}

fn periods(plan: &Plan, case: &Case) -> Vec<Period> {
    let mut found = Vec::new();
    for (fact, value) in plan.facts.iter().zip(&case.facts) {
        if let (crate::plan::Type::Periods, crate::case::Value::Rows(rows)) = (&fact.kind, value) {
            found.extend(rows.iter().enumerate().map(|(index, row)| Period {
                path: format!("{}[{index}]", fact.name),
                certain: row.certain(),
                possible: row.possible(),
            }));
        }
    }
    found
}

/// What an undetermined stretch would be under each answer to the fact that decides on its day of assessment, or else on
/// its first day.
fn lanes_of(plan: &Plan, case: &Case, request: &Request, stretch: &Stretch, assessed: Option<Day>) -> Option<Lanes> {
    let version = stretch.version.filter(|_| stretch.outcome == Outcome::Undetermined)?;
    let day = assessed.filter(|day| stretch.days.contains(*day)).unwrap_or(stretch.days.start);
    let missing = on_day(plan, case, request, version, day).missing;
    branches::lanes(plan, case, request, (stretch, day), &missing)
}

fn explained(
    plan: &Plan,
    case: &Case,
    request: &Request,
    stretches: &[Stretch],
    assessed: Option<Day>,
) -> Vec<ExplainedStretch> {
    let text_of =
        |version: Option<VersionId>| version.map(|id| plan.texts[plan.versions[id.index()].text.index()].name.clone());
    let turns: Vec<Turn> = stretches
        .windows(2)
        .map(|pair| {
            let (before, after) = (&pair[0], &pair[1]);
            let day = after.days.start;
            let changed = before.version != after.version;
            let clauses = match after.version {
                Some(version) if !changed => clause_turns(plan, case, request, version, day),
                _ => Vec::new(),
            };
            let texts = changed.then(|| (text_of(before.version), text_of(after.version)));
            Turn {
                day,
                texts,
                lists: lists_that_change(plan, day),
                parameters: parameters_that_change(plan, day),
                clauses,
            }
        })
        .collect();
    let one = |(index, stretch): (usize, &Stretch)| ExplainedStretch {
        days: stretch.days,
        text: text_of(stretch.version),
        outcome: stretch.outcome,
        begins: index.checked_sub(1).map(|before| turns[before].clone()),
        ends: turns.get(index).cloned(),
        lanes: lanes_of(plan, case, request, stretch, assessed),
        open: match (stretch.outcome, stretch.version) {
            (Outcome::Undetermined | Outcome::Discretionary | Outcome::Error, Some(version)) => {
                let found = on_day(plan, case, request, version, stretch.days.start);
                Some(Open { missing: found.missing, doubts: found.doubts, errors: found.errors })
            }
            _ => None,
        },
    };
    stretches.iter().enumerate().map(one).collect()
}

fn lists_that_change(plan: &Plan, day: Day) -> Vec<String> {
    let changes =
        |list: &&List| list.versions.iter().any(|version| version.validity.start == day || version.validity.end == day);
    plan.lists.iter().filter(changes).map(|list| list.name.clone()).collect()
}

fn parameters_that_change(plan: &Plan, day: Day) -> Vec<String> {
    let changes = |parameter: &&Parameter| {
        parameter.lines.iter().any(|line| line.validity.start == day || line.validity.end == day)
    };
    plan.parameters.iter().filter(changes).map(|parameter| parameter.name.clone()).collect()
}

fn on_day(plan: &Plan, case: &Case, request: &Request, version: VersionId, day: Day) -> super::Explanation {
    let request = Request { day: Some(day), law_day: None, ..request.clone() };
    let exact = Some(crate::time::DayRange::exact(day));
    explain_version(plan, case, &request, version, exact, exact)
}

/// The clauses that differ between a day and the day before: those of the parts that turned, where some did.
fn clause_turns(plan: &Plan, case: &Case, request: &Request, version: VersionId, day: Day) -> Vec<ClauseTurn> {
    let before = on_day(plan, case, request, version, day.plus_days(-1));
    let after = on_day(plan, case, request, version, day);
    let pairs: Vec<(&PartReason, &PartReason)> = before.parts().zip(after.parts()).collect();
    let some_part_turned = pairs.iter().any(|(before, after)| before.outcome != after.outcome);
    let mut found = Vec::new();
    for (before, after) in pairs {
        if some_part_turned && before.outcome == after.outcome {
            continue;
        }
        // An exception that begins to apply is a new clause, and what it excepted no clause any more.
        for new in &after.clauses {
            let old = before.clauses.iter().find(|old| old.sentence == new.sentence);
            if old.is_none_or(|old| (old.outcome, old.applies) != (new.outcome, new.applies)) {
                found.push(clause_turn(&after.name, old, new));
            }
        }
    }
    found
}

fn clause_turn(part: &str, before: Option<&ClauseReason>, after: &ClauseReason) -> ClauseTurn {
    let measured = || before.into_iter().flat_map(|before| &before.measures);
    let left_window = measured().zip(&after.measures).find_map(|(old, new)| {
        let (day, moved) = (old.over.window?.start, new.over.window?.start);
        let counted = |row: &RowReason| row.from.is_some_and(|from| from <= day) && row.to.is_none_or(|to| to >= day);
        let lowers = new.certain < old.certain || new.possible < old.possible;
        (day < moved && lowers && old.over.counted.iter().any(counted)).then_some(day)
    });
    let still =
        |row: &RowReason| after.measures.iter().flat_map(|one| &one.over.counted).any(|known| known.path == row.path);
    let mut no_longer: Vec<RowReason> =
        measured().flat_map(|one| &one.over.counted).filter(|row| !still(row)).cloned().collect();
    no_longer.dedup();
    ClauseTurn {
        part: part.to_string(),
        sentence: after.sentence.clone(),
        before: before.map_or(Outcome::NotApplicable, |before| before.outcome),
        after: after.outcome,
        measures: after.measures.clone(),
        left_window,
        no_longer,
    }
}
