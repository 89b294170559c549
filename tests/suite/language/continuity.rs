//! What keeps a duration going: every day, short gaps, or a day in each civil period.

use super::{MET, NOT_MET, OPEN, check_sentence, compiled, following, procedure, read};
use alinea::explain::explain;

#[test]
fn gaps_of_so_many_days_are_part_of_the_duration() {
    check_sentence(
        "les séjours durent depuis au moins 1 an, interruptions de 10 jours au plus comprises",
        &[
            // From 15 June 2023 to 14 June 2024; ten days are missing, then eleven.
            ("séjours: [{ du: 2023-06-15, au: 2023-12-31 }, { du: 2024-01-11 }]", MET),
            ("séjours: [{ du: 2023-06-15, au: 2023-12-31 }, { du: 2024-01-12 }]", NOT_MET),
            ("séjours: [{ du: 2023-06-16, au: 2023-12-31 }, { du: 2024-01-11 }]", NOT_MET),
            // The last gap may still go on: ten days up to 14 June, then eleven.
            ("séjours: [{ du: 2023-06-15, au: 2024-06-04 }]", MET),
            ("séjours: [{ du: 2023-06-15, au: 2024-06-03 }]", NOT_MET),
            ("séjours: [{ du: 2023-06-15, au: 2023-12-31 }, { du: 2024-01 }]", OPEN),
            ("", OPEN),
        ],
    );
}

#[test]
fn a_day_in_each_civil_period_proves_it() {
    check_sentence(
        "les séjours durent depuis au moins 2 ans, par semestre",
        &[
            // The second half of 2022, both of 2023; that of 2024 goes on.
            (
                "séjours: [{ du: 2022-06-15, au: 2022-07-01 }, { du: 2023-01-02, au: 2023-01-03 }, { du: 2023-12-31, au: 2023-12-31 }]",
                MET,
            ),
            (
                "séjours: [{ du: 2022-06-15, au: 2022-06-30 }, { du: 2023-01-02, au: 2023-01-03 }, { du: 2023-12-31, au: 2023-12-31 }]",
                NOT_MET,
            ),
            (
                "séjours: [{ du: 2022-06-16, au: 2022-07-01 }, { du: 2023-01-02, au: 2023-01-03 }, { du: 2023-12-31, au: 2023-12-31 }]",
                NOT_MET,
            ),
            ("séjours: [{ du: 2022-06-15, au: 2023-06-30 }]", NOT_MET),
            ("séjours: [{ du: 2022-06-15, au: 2023-07-01 }]", MET),
            ("séjours: [{ du: 2022-06-15, au: 2022-07-01 }, { du: 2023, au: 2023-12-31 }]", OPEN),
        ],
    );
    check_sentence(
        "les séjours durent depuis au moins 2 ans, par année",
        &[
            ("séjours: [{ du: 2022-06-15, au: 2022-06-16 }, { du: 2023-05-01, au: 2023-05-01 }]", MET),
            ("séjours: [{ du: 2022-06-15, au: 2022-06-16 }]", NOT_MET),
        ],
    );
}

/// An excluded period is no gap: it is taken out, however short it is.
#[test]
fn what_is_excluded_is_bridged_by_nothing() {
    let definitions = "les exclus sont les séjours dont le document est récépissé\n\
                       la présence est l'ensemble des séjours, sauf les exclus";
    let sentence = "la présence dure depuis au moins 1 an, interruptions de 40 jours au plus comprises";
    let rows = |from: &str| {
        format!(
            "séjours: [{{ du: {from}, au: 2023-12-31, document: titre }}, \
             {{ du: 2024-01-01, au: 2024-01-05, document: récépissé }}, {{ du: 2024-02-01, document: titre }}]"
        )
    };
    super::check(
        &procedure(definitions, sentence),
        // Five days are taken out, the twenty-six days of the gap are not.
        &[(rows("2023-06-10").as_str(), MET), (rows("2023-06-11").as_str(), NOT_MET)],
    );
}

/// The reading decides what keeps the presence going, and the answer says what the other readings would change.
#[test]
fn a_convention_says_what_keeps_it_going() {
    let conventions =
        "conventions\n  continuité : par semestre selon « juge », ou sans interruption selon « guide »\n\n";
    let rules = procedure("", "les séjours durent depuis au moins 1 an, selon la convention « continuité »");
    let plan = compiled(&format!("{conventions}{rules}"));
    let facts = "séjours: [{ du: 2023-01-01, au: 2024-02-01 }, { du: 2024-02-03 }]";
    let outcome = |option: usize| {
        let answer = explain(&plan, &read(&plan, facts), &following(&plan, "continuité", option));
        let result = &answer.results[0];
        (result.outcome.french(), result.sensitivity.changes.len())
    };
    assert_eq!((outcome(0), outcome(1)), ((MET, 1), (NOT_MET, 1)));
}
