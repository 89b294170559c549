use alinea::explain::under_one_reading;
use alinea::plan::Plan;
use alinea::query;
use alinea::value::Outcome;
use proptest::prelude::*;

use super::generate::{Gapped, Generated, gapped, generated};
use crate::support::plan;
use crate::time::support::generate::cases;

#[test]
fn a_fact_that_is_not_asked_for_changes_no_outcome() {
    let plan = plan("aes-travail");
    proptest!(cases(1500), |(case in gapped(&plan))| {
        unasked(&plan, &case)?;
    });
}

/// Filling what is not asked for leaves every outcome, unless it makes exceptions contradict each other.
fn unasked(plan: &Plan, case: &Gapped) -> Result<(), TestCaseError> {
    for result in under_one_reading(plan, &case.gapped, &case.request).results {
        let Some(version) = result.version else { continue };
        let others: Vec<_> =
            case.gaps().into_iter().filter(|gap| result.missing.iter().all(|missing| missing.place != *gap)).collect();
        let filled = query::outcome(plan, &case.filled(&others), &case.request, version);
        let same = filled == result.outcome || filled == Outcome::Error;
        prop_assert!(same, "{}: {filled:?}, not {:?}, after {others:?}", result.procedure, result.outcome);
    }
    Ok(())
}

#[test]
fn so_it_is_under_any_rules() {
    proptest!(cases(2000), |(one in generated())| {
        let Generated { plan, case, .. } = &one;
        unasked(plan, case)?;
    });
}
