use alinea::explain::under_one_reading;
use alinea::query;
use proptest::prelude::*;

use super::generate::gapped;
use crate::support::plan;
use crate::time::support::generate::cases;

#[test]
fn a_fact_that_is_not_asked_for_changes_no_outcome() {
    let plan = plan("aes-travail");
    proptest!(cases(1500), |(case in gapped(&plan))| {
        for result in under_one_reading(&plan, &case.gapped, &case.request).results {
            let Some(version) = result.version else { continue };
            let others: Vec<_> = case
                .gaps()
                .into_iter()
                .filter(|gap| result.missing.iter().all(|missing| missing.place != *gap))
                .collect();
            let filled = query::outcome(&plan, &case.filled(&others), &case.request, version);
            prop_assert_eq!(filled, result.outcome, "{} after {:?}", result.procedure, others);
        }
    });
}
