//! Questions answered by evaluating again.
//!
//! In: a plan, a case and a request. Out: which version applies, what the outcome is over all possible days of
//! assessment, which readings would change it. Nothing here knows a rule: every answer comes from the evaluator.

mod calendar;
mod force;
mod request;
mod sensitivity;
mod watch;

pub use crate::eval::{Scratch, Told};
pub use calendar::{Relied, Stretch, around, default_span, relied_on, stretches};
use force::open_transitions;
pub use force::{disputed, left_to_earlier, versions};
pub use request::Request;
pub use sensitivity::{Change, Changed, Chosen, Sensitivity, sensitivity};
pub use watch::Watch;

use crate::case::{Case, Place};
use crate::eval::{self, Cause, Decided, Reached, Recorder, Silent, TermValue, Trace};
use crate::plan::{FactId, Plan, Reading, VersionId};
use crate::time::{Day, DayRange};
use crate::value::{Outcome, Truth};

/// The days on which the facts may be assessed: the one given, else the date of the case that the reading names.
pub fn assessment_days(plan: &Plan, case: &Case, reading: &Reading, given: Option<Day>) -> Option<DayRange> {
    given.map(DayRange::exact).or_else(|| case.date(eval::assessment_fact(plan, reading)?))
}

/// The fact whose date is the day of assessment, when the request names no day.
pub fn assessment_fact_of(plan: &Plan, request: &Request) -> Option<FactId> {
    if request.day.is_some() { None } else { eval::assessment_fact(plan, &request.reading) }
}

/// The outcome of a version, joined over all possible days of assessment, without a record.
pub fn outcome(plan: &Plan, case: &Case, request: &Request, version: VersionId) -> Outcome {
    outcome_within(&mut Scratch::default(), plan, case, request, version)
}

/// As [`outcome`], in room that is kept from one call to the next.
pub fn outcome_within(
    scratch: &mut Scratch,
    plan: &Plan,
    case: &Case,
    request: &Request,
    version: VersionId,
) -> Outcome {
    over_days(scratch, plan, case, request, version, || Silent, |_, _| {}).0
}

/// The outcomes of a procedure under the versions that [`versions`] names, in one go.
pub fn outcomes(
    scratch: &mut Scratch,
    plan: &Plan,
    case: &Case,
    request: &Request,
    procedure: &str,
    mut found: impl FnMut(VersionId, Outcome),
) {
    let found = |version, outcome, _| found(version, outcome);
    outcomes_recorded(scratch, plan, case, request, procedure, (|| Silent, |_, _| {}), found);
}

/// As [`outcomes`], with what `recorder` makes and `join` puts together; no record for a version that is in force on no
/// possible day.
fn outcomes_recorded<R: Recorder>(
    scratch: &mut Scratch<R>,
    plan: &Plan,
    case: &Case,
    request: &Request,
    procedure: &str,
    (recorder, join): (impl Fn() -> R, impl Fn(&mut R, R)),
    mut found: impl FnMut(VersionId, Outcome, Option<R>),
) {
    for version in force::named(plan, request, procedure) {
        let (outcome, record) = over_days(scratch, plan, case, request, version, &recorder, &join);
        if record.is_some() || request.text.is_some() {
            found(version, outcome, record);
        }
    }
}

/// The outcome of a version and the joined record; `None` when the version is in force on no possible day.
pub fn recorded(plan: &Plan, case: &Case, request: &Request, version: VersionId) -> Option<(Outcome, Trace)> {
    recorded_within(&mut Scratch::default(), plan, case, request, version)
}

/// As [`recorded`], in room that is kept from one call to the next.
pub fn recorded_within(
    scratch: &mut Scratch<Trace>,
    plan: &Plan,
    case: &Case,
    request: &Request,
    version: VersionId,
) -> Option<(Outcome, Trace)> {
    let cause = assessment_cause(plan, &request.reading);
    let join = |known: &mut Trace, next: Trace| known.join(&next, &cause);
    let (outcome, trace) = over_days(scratch, plan, case, request, version, || Trace::new(plan), join);
    trace.map(|trace| (outcome, trace))
}

/// The outcome of a version and the values that its answer tells, by their order in the version; `None` when the version
/// is in force on no possible day.
pub fn told_within(
    scratch: &mut Scratch<Told>,
    plan: &Plan,
    case: &Case,
    request: &Request,
    version: VersionId,
) -> (Outcome, Option<Vec<TermValue>>) {
    let join = |known: &mut Told, next: Told| known.join(&next);
    let (outcome, told) = over_days(scratch, plan, case, request, version, Told::default, join);
    (outcome, told.map(|told| told.0))
}

/// The outcome of a version, what its parts come to, and why it is open; `None` when the version is in force on no
/// possible day.
pub fn decided(
    scratch: &mut Scratch<Decided>,
    plan: &Plan,
    case: &Case,
    request: &Request,
    version: VersionId,
) -> Option<(Outcome, Decided)> {
    let cause = assessment_cause(plan, &request.reading);
    let join = |known: &mut Decided, next: Decided| known.join(&next, &cause);
    let (outcome, decided) = over_days(scratch, plan, case, request, version, Decided::default, join);
    decided.map(|decided| (outcome, decided))
}

/// Why what hangs on the day of assessment is open.
fn assessment_cause(plan: &Plan, reading: &Reading) -> Cause {
    eval::assessment_fact(plan, reading).map_or(Cause::AssessmentDay, |fact| Cause::At(Place::Fact(fact)))
}

/// Why an outcome of a version is open beside what its rules leave so: the dates that say whether it applies, and the
/// day of assessment.
pub fn open_beside(plan: &Plan, case: &Case, request: &Request, version: VersionId) -> Vec<Cause> {
    let at = |fact| Cause::At(Place::Fact(fact));
    let mut causes: Vec<Cause> = open_transitions(plan, case, version).into_iter().map(at).collect();
    let assessed = assessment_days(plan, case, &request.reading, request.day);
    if !assessed.is_some_and(DayRange::is_exact) {
        causes.push(assessment_cause(plan, &request.reading));
    }
    causes
}

/// What an evaluation of a version reaches; `None` when the version is in force on no possible day.
pub fn reached(plan: &Plan, case: &Case, request: &Request, version: VersionId) -> Option<Reached> {
    over_days(&mut Scratch::default(), plan, case, request, version, Reached::default, Reached::join).1
}

fn over_days<R: Recorder>(
    scratch: &mut Scratch<R>,
    plan: &Plan,
    case: &Case,
    request: &Request,
    version: VersionId,
    recorder: impl Fn() -> R,
    join: impl Fn(&mut R, R),
) -> (Outcome, Option<R>) {
    let applies = |law_day: Day, day: Option<Day>| match request.regardless {
        true => Truth::Yes,
        false => force::applies(plan, case, &request.reading, version, law_day, day),
    };
    let Some(days) = assessment_days(plan, case, &request.reading, request.day) else {
        let mut record = recorder();
        eval::evaluate(plan, version, case, &request.reading, None, scratch, &mut record);
        // Without a day one cannot tell that the version applies.
        return match request.law_day {
            Some(day) if applies(day, None) == Truth::No => (Outcome::NotApplicable, None),
            _ => (Outcome::Undetermined, Some(record)),
        };
    };
    let mut joined: Option<Outcome> = None;
    let mut known: Option<R> = None;
    let mut day = days.first;
    while day <= days.last {
        let applies = applies(request.law_day.unwrap_or(day), Some(day));
        let mut outcome = Outcome::NotApplicable;
        if applies != Truth::No {
            let mut record = recorder();
            outcome = eval::evaluate(plan, version, case, &request.reading, Some(day), scratch, &mut record);
            match &mut known {
                Some(known) => join(known, record),
                None => known = Some(record),
            }
            if applies.is_open() {
                outcome = outcome.join(Outcome::NotApplicable);
            }
        }
        joined = Some(joined.map_or(outcome, |before| before.join(outcome)));
        day = day.plus_days(1);
    }
    (joined.unwrap_or(Outcome::NotApplicable), known)
}
