//! Which version applies: days of validity and transitional clauses.

use std::collections::BTreeSet;

use super::Request;
use super::assessment_days;
use crate::case::Case;
use crate::eval;
use crate::plan::{ConventionId, FactId, Plan, Reading, Transition, Version, VersionId};
use crate::time::{Day, DayRange};
use crate::value::Truth;

/// Whether a version applies on a day of law to a case that is assessed on a day.
///
/// A text with a transitional clause leaves the acts before it to the version that came before.
pub(super) fn applies(
    plan: &Plan,
    case: &Case,
    reading: &Reading,
    version: VersionId,
    law_day: Day,
    assessed: Option<Day>,
) -> Truth {
    let reached = |version: VersionId| match plan.texts[plan.versions[version.index()].text.index()].transition {
        None => Truth::Yes,
        Some(transition) => {
            let date = match assessed {
                Some(day) if eval::assessment_fact(plan, reading) == Some(transition.fact) => {
                    Some(DayRange::exact(day))
                }
                _ => case.date(transition.fact),
            };
            match date {
                Some(days) => Truth::from_bounds(days.first >= transition.from, days.last >= transition.from),
                None => Truth::Unknown,
            }
        }
    };
    covers(plan, reading, version, law_day, &reached).and(reached(version))
}

/// Whether a day belongs to a version, or to a later one that leaves the act to it.
fn covers(
    plan: &Plan,
    reading: &Reading,
    version: VersionId,
    law_day: Day,
    reached: &impl Fn(VersionId) -> Truth,
) -> Truth {
    let own = Truth::from_bool(plan.in_force(&plan.versions[version.index()], reading).contains(law_day));
    match next(plan, version) {
        Some(next) if own == Truth::No => covers(plan, reading, next, law_day, reached).and(reached(next).not()),
        _ => own,
    }
}

/// The version of the same procedure that follows.
fn next(plan: &Plan, version: VersionId) -> Option<VersionId> {
    // Versions stand by procedure, then by first day.
    let next = VersionId(version.0 + 1);
    let follows = plan.versions.get(next.index())?.procedure == plan.versions[version.index()].procedure;
    follows.then_some(next)
}

/// Whether the transitional clause of a version leaves a case for certain to the version that came before.
pub fn left_to_earlier(plan: &Plan, case: &Case, version: VersionId) -> bool {
    let transition = plan.texts[plan.versions[version.index()].text.index()].transition;
    transition.is_some_and(|one| case.date(one.fact).is_some_and(|days| days.last < one.from))
}

/// The dates of a case that leave open which of a version and those after it applies.
pub(super) fn open_transitions(plan: &Plan, case: &Case, version: VersionId) -> Vec<FactId> {
    let mut found = Vec::new();
    let mut at = Some(version);
    while let Some(version) = at {
        let text = &plan.texts[plan.versions[version.index()].text.index()];
        let open = |transition: &Transition| {
            case.date(transition.fact).is_none_or(|days| days.first < transition.from && transition.from <= days.last)
        };
        found.extend(text.transition.filter(open).map(|transition| transition.fact));
        at = next(plan, version);
    }
    found
}

/// The conventions that say on which day a version of a procedure begins, where a possible day of law lies between the
/// days that their options give.
pub fn disputed(plan: &Plan, case: &Case, request: &Request, procedure: &str) -> BTreeSet<ConventionId> {
    let assessed = assessment_days(plan, case, &request.reading, request.day);
    let Some(law) = request.law_day.map(DayRange::exact).or(assessed) else { return BTreeSet::new() };
    let between = |convention: &ConventionId| {
        let first = plan.days_of(*convention).min();
        first.zip(plan.days_of(*convention).max()).is_some_and(|(first, last)| first <= law.last && law.first < last)
    };
    let versions = plan.versions.iter().filter(|version| version.procedure == procedure);
    versions.flat_map(Version::dated_by).filter(between).collect()
}

/// The versions of a procedure to look at: the one under the text that is named, else those that may apply.
///
/// Without any day of law, every version is looked at.
pub fn versions<'q>(
    plan: &'q Plan,
    case: &'q Case,
    request: &'q Request,
    procedure: &'q str,
) -> impl Iterator<Item = VersionId> + 'q {
    let assessed = assessment_days(plan, case, &request.reading, request.day);
    let may_apply = move |version: VersionId| match (request.law_day, assessed) {
        (None, None) => true,
        (Some(law_day), None) => applies(plan, case, &request.reading, version, law_day, None) != Truth::No,
        (law_day, Some(days)) => (days.first.number()..=days.last.number())
            .map(Day::from_number)
            .any(|day| applies(plan, case, &request.reading, version, law_day.unwrap_or(day), Some(day)) != Truth::No),
    };
    named(plan, request, procedure).filter(move |id| request.text.is_some() || may_apply(*id))
}

/// The versions of a procedure, or the one under the text that is named, whether they apply or not.
pub(super) fn named<'q>(
    plan: &'q Plan,
    request: &'q Request,
    procedure: &'q str,
) -> impl Iterator<Item = VersionId> + 'q {
    let fits = move |version: &Version| {
        let is_text = |text: &String| plan.texts[version.text.index()].name == *text;
        version.procedure == procedure && request.text.as_ref().is_none_or(is_text)
    };
    (0..plan.versions.len() as u32).map(VersionId).filter(move |id| fits(&plan.versions[id.index()]))
}
