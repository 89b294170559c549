use alinea::case::Case;
use alinea::eval::Scratch;
use alinea::explain::{Earliest, calendar};
use alinea::plan::Plan;
use alinea::query;
use alinea::query::Request;
use alinea::time::{Day, Interval};
use alinea::value::Outcome;
use proptest::prelude::*;

use super::generate::gapped;
use crate::support::plan;
use crate::time::support::generate::cases;

/// The outcome of a procedure on a day, with everything known.
fn outcome(scratch: &mut Scratch, plan: &Plan, case: &Case, request: &Request, procedure: &str, day: Day) -> Outcome {
    let request = Request { day: Some(day), law_day: None, ..request.clone() };
    let mut found = Outcome::NotApplicable;
    query::outcomes(scratch, plan, case, &request, procedure, |_, outcome| found = outcome);
    found
}

/// The first day from the assessment on with an outcome that is good enough; the day of assessment stands for « already ».
fn first(outcomes: &[(Day, Outcome)], wanted: Outcome) -> Option<Day> {
    outcomes.iter().find(|(_, outcome)| *outcome == Outcome::Met || *outcome == wanted).map(|(day, _)| *day)
}

#[test]
fn whatever_the_gaps_turn_out_to_be_the_day_lies_between_the_two_that_are_told() {
    let plan = plan("aes-travail");
    let day = |year| Day::from_ymd(year, 1, 1).expect("a day");
    let span = Interval { start: day(2019), end: day(2031) };
    proptest!(cases(80), |(case in gapped(&plan))| {
        let known = query::assessment_days(&plan, &case.gapped, &case.request.reading, None);
        let (Some(_), Some(assessed)) = (known, query::assessment_days(&plan, &case.full, &case.request.reading, None)) else {
            return Ok(());
        };
        let mut scratch = Scratch::default();
        for procedure in calendar(&plan, &case.gapped, &case.request, span).procedures {
            let mut outcomes = Vec::new();
            let mut today = assessed.first;
            while today < span.end {
                let name = &procedure.procedure;
                outcomes.push((today, outcome(&mut scratch, &plan, &case.full, &case.request, name, today)));
                today = today.plus_days(1);
            }
            for wanted in [Outcome::Met, Outcome::Discretionary] {
                let told: Vec<&Earliest> = [&procedure.earliest, &procedure.earliest_discretionary]
                    .into_iter()
                    .flatten()
                    .filter(|earliest| earliest.outcome == wanted)
                    .collect();
                let truth = first(&outcomes, wanted);
                for earliest in told {
                    if let Some(truth) = truth {
                        prop_assert!(earliest.possible <= truth, "{earliest:?}, in truth {truth}");
                        prop_assert!(earliest.perhaps_already || truth > assessed.first, "{earliest:?}: already");
                    }
                    if let Some(certain) = earliest.certain {
                        prop_assert!(truth.is_some_and(|truth| truth <= certain), "{earliest:?}, in truth {truth:?}");
                    }
                }
            }
            if procedure.earliest.is_none() {
                let later = first(&outcomes, Outcome::Met).is_some_and(|day| day > assessed.first);
                prop_assert!(!later, "nothing is told of {later:?}");
            }
        }
    });
}
