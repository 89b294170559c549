//! The recueil's own dossiers: what they expect, and their whole outcome under every text.

use alinea::explain::{Request, explain};
use alinea::query;

use crate::support::{dossier, dossiers, plan};

#[test]
fn every_dossier_gets_the_outcome_it_expects() {
    let plan = plan("aes-travail");
    let mut wrong = Vec::new();
    let mut held = 0;
    for (name, text) in dossiers("aes-travail") {
        let case = dossier(&plan, &name, &text);
        assert!(!case.expected.is_empty(), "{name} expects nothing");
        for expected in &case.expected {
            let version = query::versions(&plan, &expected.procedure, Some(&expected.text), None)[0];
            let found = query::outcome(&plan, &case, &Request::new(&plan), version);
            held += 1;
            if found.french() != expected.outcome {
                wrong.push(format!("{name}: {} {} ≠ {}", expected.procedure, found.french(), expected.outcome));
            }
        }
    }
    assert!(held >= 60, "too few expectations: {held}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn recording_changes_no_outcome() {
    let plan = plan("aes-travail");
    for (name, text) in dossiers("aes-travail") {
        let case = dossier(&plan, &name, &text);
        for result in explain(&plan, &case, &Request::new(&plan)).results {
            if let Some(version) = result.version {
                assert_eq!(query::outcome(&plan, &case, &Request::new(&plan), version), result.outcome, "{name}");
            }
        }
    }
}
