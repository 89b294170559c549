//! What is not known of a value leaves it between bounds, and a comparison is decided where both lie on one side.

use super::{MET, NOT_MET, OPEN, check, check_sentence, procedure};

#[test]
fn an_amount_that_is_not_known_is_no_less_than_nothing() {
    check(
        &procedure("le total est salaire + 500 €\n", "le total atteint 500 €"),
        &[("", MET), ("salaire: inconnu", MET), ("salaire: 0", MET)],
    );
    check(
        &procedure("le total est salaire + 500 €\n", "le total est inférieur à 600 €"),
        &[("", OPEN), ("salaire: 99", MET), ("salaire: 100", NOT_MET)],
    );
    check(
        &procedure("le reste est 500 € - salaire\n", "le reste dépasse 500 €"),
        &[("", NOT_MET), ("salaire: 0", NOT_MET)],
    );
    check(&procedure("le reste est 500 € - salaire\n", "le reste dépasse 499 €"), &[("", OPEN)]);
    // Whatever a percentage is, it takes nothing off nothing.
    check(&procedure("la charge est part × 0 €\n", "la charge est égale à 0 €"), &[("", MET)]);
}

#[test]
fn the_bands_of_a_year_bound_what_they_give() {
    let bands = "la taxe est selon la tranche de arrivée :\n  - moins de 1er juillet 2020 : 10 €\n  - à partir de 1er juillet 2020 : 20 €\n  - à partir de 1er janvier 2022 : 50 €\n";
    check(
        &procedure(bands, "la taxe atteint 10 €"),
        &[("arrivée: 2020", MET), ("arrivée: 2020-03", MET), ("arrivée: 2021", MET), ("", OPEN)],
    );
    check(
        &procedure(bands, "la taxe dépasse 20 €"),
        &[("arrivée: 2020", NOT_MET), ("arrivée: 2022", MET), ("arrivée: inconnue", OPEN)],
    );
    check(&procedure(bands, "la taxe dépasse 10 €"), &[("arrivée: 2020", OPEN), ("arrivée: 2021", MET)]);
    let doubled = format!("{bands}le double est 2 × taxe\n");
    check(&procedure(&doubled, "le double atteint 20 €"), &[("arrivée: 2020", MET)]);
    check(&procedure(&doubled, "le double dépasse 20 €"), &[("arrivée: 2020", OPEN)]);
}

#[test]
fn an_exception_that_may_apply_bounds_what_stands() {
    let rules = "la taxe est 100 €\npar exception à « taxe », si malade, la taxe est 40 €\n";
    check(&procedure(rules, "la taxe atteint 40 €"), &[("", MET), ("malade: oui", MET), ("malade: non", MET)]);
    check(&procedure(rules, "la taxe dépasse 100 €"), &[("", NOT_MET)]);
    check(&procedure(rules, "la taxe dépasse 40 €"), &[("", OPEN), ("malade: oui", NOT_MET), ("malade: non", MET)]);
}

#[test]
fn a_divisor_that_may_be_zero_leaves_all_open() {
    let rules = "le rapport est salaire / smic\n";
    check(
        &procedure(rules, "le rapport est inférieur à 1"),
        &[("salaire: 100", OPEN), ("salaire: 100, smic: 200", MET)],
    );
    // Divided by nothing it has no result, and the smaller of the two neither.
    let rules = "le rapport est le plus petit de 1 et salaire / smic\n";
    check(&procedure(rules, "le rapport ≤ 1"), &[("salaire: 100", OPEN), ("salaire: 100, smic: 0", OPEN)]);
    let rules = "le rapport est salaire / (smic + 100 €)\n";
    check(
        &procedure(rules, "le rapport dépasse 1"),
        &[("salaire: 100", NOT_MET), ("salaire: 101", OPEN), ("salaire: 101, smic: 1", NOT_MET)],
    );
}

#[test]
fn the_smaller_of_two_values_is_bounded_by_each() {
    let rules = "l'assiette est le plus petit de salaire et smic\n";
    check(
        &procedure(rules, "l'assiette dépasse 1 000 €"),
        &[("smic: 1000", NOT_MET), ("smic: 1001", OPEN), ("smic: 1001, salaire: 1001", MET)],
    );
    let rules = "l'assiette est le plus grand de salaire et smic\n";
    check(&procedure(rules, "l'assiette atteint 1 000 €"), &[("smic: 1000", MET), ("smic: 999", OPEN)]);
}

/// A date known to the year decides an age on one side of which the whole year lies.
#[test]
fn a_year_decides_an_age_where_it_can() {
    check_sentence(
        "la naissance remonte à au moins 18 ans",
        &[
            ("naissance: 2005", MET),
            ("naissance: 2006", OPEN),
            ("naissance: 2007", NOT_MET),
            ("naissance: 2006-05", MET),
        ],
    );
    check_sentence(
        "la naissance remonte à moins de 18 ans",
        &[("naissance: 2005", NOT_MET), ("naissance: 2006", OPEN), ("naissance: 2007", MET)],
    );
}

/// A set that may be empty may have no first day; one that is empty has none, and nothing can be said of it.
#[test]
fn a_day_that_there_is_not_stands_in_no_relation() {
    let stays = "séjours: [{ document: titre, du: 2020-01-01, au: 2020-12-31 }]";
    check_sentence("les séjours commencent avant le 1er juin 2020", &[(stays, MET), ("séjours: []", NOT_MET)]);
    check_sentence(
        "il n'est pas vrai que les séjours commencent avant le 1er juin 2020",
        &[(stays, NOT_MET), ("séjours: []", MET)],
    );
    check_sentence("les séjours commencent après le 1er juin 2030", &[("séjours: inconnu", OPEN), ("", OPEN)]);
}
