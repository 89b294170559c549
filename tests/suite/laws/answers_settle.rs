use alinea::explain::under_one_reading;
use alinea::query;
use alinea::value::Outcome;
use proptest::prelude::*;

use super::generate::{Gapped, gapped};
use crate::support::plan;
use crate::time::support::generate::cases;

#[test]
fn answering_every_question_gives_the_outcome_of_the_whole_dossier() {
    let plan = plan("aes-travail");
    proptest!(cases(1000), |(case in gapped(&plan))| {
        let mut case: Gapped = case;
        for _ in 0..20 {
            let answer = under_one_reading(&plan, &case.gapped, &case.request);
            let asked: Vec<_> =
                answer.results.iter().flat_map(|result| &result.missing).map(|missing| missing.place).collect();
            if asked.is_empty() {
                break;
            }
            case.gapped = case.filled(&asked);
        }
        for result in under_one_reading(&plan, &case.gapped, &case.request).results {
            let Some(version) = result.version else { continue };
            let truth = query::outcome(&plan, &case.full, &case.request, version);
            prop_assert_eq!(result.outcome, truth, "{}: {:?}", result.procedure, result.missing);
            prop_assert!(truth == Outcome::Undetermined || result.missing.is_empty() || truth == Outcome::Discretionary);
        }
    });
}
