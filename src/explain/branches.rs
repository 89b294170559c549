//! Where one fact decides: what each of its possible answers would come to.
//!
//! A branch is the same evaluation with the answer put into the dossier; nothing is concluded from the open answer.

use super::{Explanation, Missing, Request, explain_version, gaps, questions};
use crate::case::{self, Case, Filling};
use crate::plan::{Plan, VersionId};
use crate::query::{self, Stretch};
use crate::time::{Day, DayRange, Interval};
use crate::value::Outcome;

/// The one fact whose every possible answer settles an outcome, and what each comes to.
#[derive(Clone, Debug)]
pub struct Branches {
    /// The fact.
    pub missing: Missing,
    /// One for each way in which answers come out, in the order of the answers.
    pub branches: Vec<Branch>,
}

/// Answers that come to the same.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The answers, in the words of a dossier.
    pub answers: Vec<String>,
    /// The first day from which on the outcome holds without a break up to the assessment; `None` where it holds as far
    /// back as a calendar would go, or where no one day is assessed.
    pub since: Option<Day>,
    /// The last day up to which it holds without a break; `None` where it holds as far as a calendar would go.
    pub until: Option<Day>,
    /// The answer with the fact given; its lengths are dated.
    pub result: Explanation,
}

/// An undetermined stretch of days under each answer to the fact that decides on one of them.
#[derive(Clone, Debug)]
pub struct Lanes {
    /// The fact.
    pub missing: Missing,
    /// One for each way in which answers come out.
    pub lanes: Vec<Lane>,
}

/// The days of a stretch under answers that come to the same on each of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The answers, in the words of a dossier.
    pub answers: Vec<String>,
    /// Outcomes in order, without a gap.
    pub days: Vec<(Interval, Outcome)>,
}

/// The first missing fact of a closed type of which each answer settles the outcome, with the case under each answer.
fn deciding<'m>(
    plan: &Plan,
    case: &Case,
    request: &Request,
    version: VersionId,
    missing: &'m [Missing],
) -> Option<(&'m Missing, Vec<(String, Case)>)> {
    missing.iter().find_map(|one| {
        let answers = questions::closed_answers(plan, one.place);
        let mut filled = Vec::with_capacity(answers.len());
        for answer in answers {
            // An answer that contradicts the rest of the dossier cannot be given.
            let Ok(case) = case::fill(plan, case, one.place, &Filling::Text(answer.clone())) else { continue };
            if query::outcome(plan, &case, request, version) == Outcome::Undetermined {
                return None;
            }
            filled.push((answer, case));
        }
        (filled.len() > 1).then_some((one, filled))
    })
}

/// The branches of an undetermined result, where one fact decides.
pub(super) fn branches(plan: &Plan, case: &Case, request: &Request, result: &Explanation) -> Option<Branches> {
    let version = result.version.filter(|_| result.outcome == Outcome::Undetermined)?;
    let (missing, filled) = deciding(plan, case, request, version, &result.missing)?;
    let mut branches: Vec<Branch> = Vec::new();
    for (answer, case) in filled {
        let assessed = query::assessment_days(plan, &case, &request.reading, request.day);
        let law_day = request.law_day.map(DayRange::exact).or(assessed);
        let mut settled = explain_version(plan, &case, request, version, assessed, law_day);
        gaps::date(plan, &case, request, &mut settled);
        let (since, until) = around(plan, &case, request, &settled).unwrap_or_default();
        let branch = Branch { answers: vec![answer], since, until, result: settled };
        match branches.iter_mut().find(|known| come_to_the_same(known, &branch)) {
            Some(known) => known.answers.extend(branch.answers),
            None => branches.push(branch),
        }
    }
    Some(Branches { missing: missing.clone(), branches })
}

fn come_to_the_same(one: &Branch, other: &Branch) -> bool {
    let told = |branch: &Branch| {
        let result = &branch.result;
        let standing = result.obstacles.iter().filter(|part| part.outcome == Outcome::Met);
        let standing: Vec<String> = standing.map(|part| part.name.clone()).collect();
        let earliest = result.earliest().map(|(day, route)| (day, route.map(str::to_string)));
        (result.outcome, branch.since, branch.until, earliest, standing)
    };
    told(one) == told(other)
}

/// The days from and up to which the outcome of the day of assessment holds.
fn around(plan: &Plan, case: &Case, request: &Request, result: &Explanation) -> Option<(Option<Day>, Option<Day>)> {
    let assessed = result.assessed_on.filter(|days| days.is_exact())?;
    // Under the law of another day, or a text that is not in force, no day of the calendar answers as the request does.
    if request.law_day.is_some() || request.text.is_some() {
        return None;
    }
    let span = query::default_span(plan, case, Some(assessed));
    let holds = query::around(plan, case, request, &result.procedure, assessed.first, span)?;
    let since = Some(holds.start).filter(|day| *day > span.start);
    let until = Some(holds.end).filter(|day| *day < span.end).map(|day| day.plus_days(-1));
    Some((since, until))
}

/// A stretch of days under each answer to the fact that decides on a day of it.
pub(super) fn lanes(
    plan: &Plan,
    case: &Case,
    request: &Request,
    (stretch, day): (&Stretch, Day),
    missing: &[Missing],
) -> Option<Lanes> {
    let version = stretch.version.filter(|_| stretch.outcome == Outcome::Undetermined)?;
    let on_day = Request { day: Some(day), law_day: None, ..request.clone() };
    let (missing, filled) = deciding(plan, case, &on_day, version, missing)?;
    let procedure = &plan.versions[version.index()].procedure;
    let mut lanes: Vec<Lane> = Vec::new();
    for (answer, case) in filled {
        let mut days: Vec<(Interval, Outcome)> = Vec::new();
        for one in query::stretches(plan, &case, request, procedure, stretch.days) {
            match days.last_mut() {
                Some((last, outcome)) if *outcome == one.outcome => last.end = one.days.end,
                _ => days.push((one.days, one.outcome)),
            }
        }
        match lanes.iter_mut().find(|lane| lane.days == days) {
            Some(lane) => lane.answers.push(answer),
            None => lanes.push(Lane { answers: vec![answer], days }),
        }
    }
    Some(Lanes { missing: missing.clone(), lanes })
}
