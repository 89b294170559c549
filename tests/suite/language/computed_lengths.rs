//! Lengths that are computed, the days that they lead to, and what is counted between two days.

use super::{FAULT, MET, NOT_MET, OPEN, check, check_sentence, findings, procedure};

const NOTICE: &str = "la durée du préavis est selon la tranche de contrat :\n  - moins de 6 mois : 0 mois\n  - à partir de 6 mois : 1 mois\n  - à partir de 2 ans : 2 mois\n";

#[test]
fn a_length_is_a_value() {
    check(
        &procedure(NOTICE, "2 × durée du préavis + 1 mois atteint 3 mois"),
        &[("contrat: 5", NOT_MET), ("contrat: 6", MET), ("contrat: 24", MET), ("", OPEN)],
    );
    check(&procedure(NOTICE, "durée du préavis < 3 mois"), &[("", MET)]);
    let excepted = "par exception à « durée du préavis », si marié, la durée du préavis est 3 mois\n";
    check(
        &procedure(&format!("{NOTICE}{excepted}"), "durée du préavis = 3 mois"),
        &[("marié: oui", MET), ("marié: non", NOT_MET), ("", OPEN)],
    );
}

#[test]
fn a_day_moves_by_a_length_between_bounds() {
    // From 31 January by nothing, one month or two: 31 January, 29 February, 31 March.
    let end = format!("{NOTICE}la fin est durée du préavis après arrivée\n");
    let on = |day: &str| procedure(&end, &format!("la fin est antérieure à {day}"));
    check(
        &on("1er mars 2024"),
        &[
            ("arrivée: 2024-01-31, contrat: 12", MET),
            ("arrivée: 2024-01-31, contrat: 24", NOT_MET),
            ("arrivée: 2024-01-31", OPEN),
            ("arrivée: 2024", OPEN),
        ],
    );
    check(
        &on("1er avril 2024"),
        &[("arrivée: 2024-01-31", MET), ("arrivée: 2024-01", MET), ("arrivée: 2024-02", OPEN)],
    );
    check(&on("31 janvier 2024"), &[("arrivée: 2024-01-31", NOT_MET)]);
    let before = format!("{NOTICE}le terme est durée du préavis avant arrivée\n");
    check(
        &procedure(&before, "le terme est postérieur à 30 janvier 2024"),
        &[("arrivée: 2024-03-31", MET), ("arrivée: 2024-03-30, contrat: 24", NOT_MET), ("arrivée: 2024-03-30", OPEN)],
    );
    // An unknown length is no less than nothing.
    let days = "la fin est préavis après arrivée\n";
    check(
        &procedure(days, "la fin est antérieure à 1er janvier 2024"),
        &[("arrivée: 2024-01-01", NOT_MET), ("arrivée: 2023-12-31", OPEN), ("arrivée: 2023-12-21, préavis: 10", MET)],
    );
}

#[test]
fn the_longest_declared_name_wins() {
    let names = "le délai est 1 mois\nle délai après avis est 2 mois\nle revenu après impôt est 1 an\n";
    check(
        &procedure(names, "délai après avis après arrivée = 31 mars 2024\n    et revenu après impôt = 12 mois"),
        &[("arrivée: 2024-01-31", MET)],
    );
    check(
        &procedure(names, "délai avant délai après arrivée = 29 janvier 2024"),
        &[("arrivée: 2024-01-31", MET), ("arrivée: 2024-01-29", MET), ("arrivée: 2024-01-28", NOT_MET)],
    );
}

#[test]
fn parts_of_months_and_of_numbers_move_nothing() {
    let measured = "la durée travaillée est la durée des emplois\n";
    assert!(findings(&procedure(measured, "durée travaillée après arrivée = arrivée")).contains("mois entiers"));
    assert!(findings(&procedure("", "2,5 × contrat atteint 3 mois")).contains("un nombre entier"));
    assert!(findings(&procedure("", "salaire après arrivée = arrivée")).contains("un montant"));
}

#[test]
fn months_and_years_between_two_days_are_whole() {
    let between =
        |unit: &str, comparison: &str| format!("le nombre {unit} entre arrivée et le jour d'appréciation {comparison}");
    check_sentence(
        &between("d'années", "dépasse 18"),
        &[
            ("arrivée: 2006-06-14", NOT_MET),
            ("arrivée: 2005-06-15", MET),
            ("arrivée: 2005", OPEN),
            ("arrivée: 2004", MET),
        ],
    );
    check_sentence(
        &between("d'années", "atteint 18"),
        &[("arrivée: 2006-06-15", MET), ("arrivée: 2006-06-16", NOT_MET)],
    );
    check_sentence(
        &between("de mois", "= 5"),
        &[("arrivée: 2024-01-15", MET), ("arrivée: 2024-01-16", NOT_MET), ("arrivée: 2024-01", OPEN), ("", OPEN)],
    );
    check_sentence(&between("de jours", "= 0"), &[("arrivée: 2024-06-15", MET), ("arrivée: 2024-06-14", NOT_MET)]);
    check_sentence(
        &between("de mois", "≥ 0"),
        &[("arrivée: 2024-06-16", FAULT), ("arrivée: 2024-06", OPEN), ("arrivée: 2025", FAULT)],
    );
}

#[test]
fn percentages_mix_with_numbers_as_arithmetic_does() {
    let rate = "le taux est 150 % + 30 % × effectif\npar exception à « taux », si marié, le taux est 0 %\n";
    check(
        &procedure(rate, "le taux est égal à 210 %"),
        &[("effectif: 2, marié: non", MET), ("effectif: 2, marié: oui", NOT_MET), ("effectif: 2", OPEN)],
    );
    check(&procedure(rate, "le taux / 30 % = 7"), &[("effectif: 2, marié: non", MET)]);
    check(&procedure("", "50 % de effectif = 2"), &[("effectif: 4", MET)]);
    check(&procedure("", "salaire / 50 % × 10 % = 20 €"), &[("salaire: 100", MET)]);
}
