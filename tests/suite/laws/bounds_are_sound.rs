use alinea::plan::VersionId;
use alinea::query;
use alinea::value::Outcome;
use proptest::prelude::*;

use super::generate::{Generated, gapped, generated};
use crate::support::plan;
use crate::time::support::generate::cases;

#[test]
fn a_decided_answer_stays_however_the_gaps_are_filled() {
    let plan = plan("aes-travail");
    proptest!(cases(5000), |(case in gapped(&plan))| {
        for version in (0..plan.versions.len() as u32).map(VersionId) {
            let found = query::outcome(&plan, &case.gapped, &case.request, version);
            let truth = query::outcome(&plan, &case.full, &case.request, version);
            prop_assert!(found == truth || found == Outcome::Undetermined, "{found:?}, in truth {truth:?}");
        }
    });
}

/// A decided answer stays, unless what is filled in makes exceptions contradict each other; such an error stays.
#[test]
fn so_it_is_under_any_rules() {
    proptest!(cases(3000), |(one in generated())| {
        let Generated { plan, case, .. } = &one;
        for version in (0..plan.versions.len() as u32).map(VersionId) {
            let found = query::outcome(plan, &case.gapped, &case.request, version);
            let truth = query::outcome(plan, &case.full, &case.request, version);
            let stays = found == truth || found == Outcome::Undetermined || truth == Outcome::Error;
            prop_assert!(stays, "{found:?}, in truth {truth:?}");
        }
    });
}
