//! Windows that end on another day than that of assessment, and sets that are looked at on one.

use super::{MET, NOT_MET, OPEN, check_sentence};

const HALF: &str = "emplois: [{ du: 2022-01-01, au: 2022-06-30 }]";

#[test]
fn a_window_ends_the_day_before_a_date() {
    let facts = |day: &str| format!("{HALF}, arrivée: {day}");
    let check = |sentence: &str, expected: &[(&str, &str)]| {
        let told: Vec<(String, &str)> = expected.iter().map(|(day, outcome)| (facts(day), *outcome)).collect();
        let told: Vec<(&str, &str)> = told.iter().map(|(facts, outcome)| (facts.as_str(), *outcome)).collect();
        check_sentence(sentence, &told);
    };
    check(
        "les emplois totalisent au moins 6 mois dans les 12 mois précédant l'arrivée",
        &[
            ("2022-07-01", MET),
            // The day itself is not looked at.
            ("2022-06-30", NOT_MET),
            ("2023-01-01", MET),
            ("2023-01-02", NOT_MET),
            ("inconnue", OPEN),
            ("2022-07", OPEN),
        ],
    );
    check(
        "les emplois ont duré au moins 30 jours dans les 40 jours précédant 1 mois après arrivée",
        &[("2022-06-10", MET), ("2022-06-12", NOT_MET), ("2022-05-30", MET)],
    );
    check(
        "le nombre des emplois dans l'année précédant arrivée = 1",
        &[
            ("2022-07-01", MET),
            ("2023-06-30", MET),
            ("2023-07-01", NOT_MET),
            ("2022-01-01", NOT_MET),
            ("2022-01-02", MET),
        ],
    );
}

#[test]
fn nothing_after_the_assessment_is_looked_at() {
    // From 1 January to 14 June: five months and two weeks.
    let ongoing = "emplois: [{ du: 2024-01-01 }], arrivée: 2024-12-31";
    check_sentence("les emplois totalisent au moins 6 mois dans les 12 mois précédant arrivée", &[(ongoing, NOT_MET)]);
    check_sentence("les emplois totalisent au moins 5 mois dans les 12 mois précédant arrivée", &[(ongoing, MET)]);
}

#[test]
fn a_set_is_looked_at_on_another_day() {
    let with = |day: &str| format!("emplois: [{{ du: 2022-01-01, au: 2022-12-31 }}], arrivée: {day}");
    let on = |sentence: &str, expected: &[(&str, &str)]| {
        let told: Vec<(String, &str)> = expected.iter().map(|(day, outcome)| (with(day), *outcome)).collect();
        let told: Vec<(&str, &str)> = told.iter().map(|(facts, outcome)| (facts.as_str(), *outcome)).collect();
        check_sentence(sentence, &told);
    };
    on(
        "les emplois sont en cours au jour de l'arrivée",
        &[
            ("2022-01-01", MET),
            ("2022-12-31", MET),
            ("2023-01-01", NOT_MET),
            ("2022", MET),
            ("2022-06", MET),
            ("2021", NOT_MET),
            ("inconnue", OPEN),
        ],
    );
    on(
        "les emplois sont en cours au jour de 6 mois après arrivée",
        &[("2021-07-01", MET), ("2021-06-30", NOT_MET), ("2022", OPEN)],
    );
    on("les emplois sont en cours au jour d'appréciation", &[("2022-06-01", NOT_MET)]);
}
