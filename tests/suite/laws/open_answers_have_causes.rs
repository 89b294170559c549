use alinea::eval::TermValue;
use alinea::explain::under_one_reading;
use alinea::plan::VersionId;
use alinea::query;
use alinea::value::{Outcome, Truth};
use proptest::prelude::*;

use super::generate::{Generated, generated};
use crate::time::support::generate::cases;

#[test]
fn whatever_is_open_says_why() {
    proptest!(cases(3000), |(one in generated())| {
        let Generated { plan, case, .. } = &one;
        for version in (0..plan.versions.len() as u32).map(VersionId) {
            let Some((_, trace)) = query::recorded(plan, &case.gapped, &case.request, version) else { continue };
            for id in trace.nodes() {
                let node = trace.node(id).expect("it was recorded");
                let sentence = plan.sources.slice(plan.conditions[id.index()].span);
                prop_assert!(node.truth != Truth::Unknown || !node.causes.is_empty(), "{sentence}");
            }
            for part in trace.routes.iter().chain(&trace.conditions).chain(&trace.obstacles) {
                prop_assert!(part.truth != Truth::Unknown || !part.causes.is_empty(), "{part:?}");
            }
            for (index, (value, causes)) in trace.values.iter().enumerate() {
                prop_assert!(*value != TermValue::Unknown || !causes.is_empty(), "value {index}");
            }
        }
        for result in under_one_reading(plan, &case.gapped, &case.request).results {
            let told = result.missing.len() + result.doubts.len();
            prop_assert!(result.outcome != Outcome::Undetermined || told > 0);
        }
    });
}
