use alinea::plan::VersionId;
use alinea::query;
use alinea::value::Outcome;
use proptest::prelude::*;

use super::generate::{Generated, gapped, generated};
use crate::support::plan;
use crate::time::support::generate::cases;

#[test]
fn an_evaluation_that_is_recorded_has_the_same_outcome() {
    let plan = plan("aes-travail");
    proptest!(cases(1500), |(case in gapped(&plan))| {
        for version in (0..plan.versions.len() as u32).map(VersionId) {
            let silent = query::outcome(&plan, &case.gapped, &case.request, version);
            let recorded = query::recorded(&plan, &case.gapped, &case.request, version);
            prop_assert_eq!(recorded.map_or(Outcome::NotApplicable, |(outcome, _)| outcome), silent);
        }
    });
}

#[test]
fn so_it_is_under_any_rules() {
    proptest!(cases(3000), |(one in generated())| {
        let Generated { plan, case, .. } = &one;
        for version in (0..plan.versions.len() as u32).map(VersionId) {
            let silent = query::outcome(plan, &case.gapped, &case.request, version);
            let recorded = query::recorded(plan, &case.gapped, &case.request, version);
            prop_assert_eq!(recorded.map_or(Outcome::NotApplicable, |(outcome, _)| outcome), silent);
        }
    });
}
