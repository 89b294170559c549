//! Conditions joined, negated and taken away, and what a convention retains.

use alinea::query::Request;

use super::{MET, NOT_MET, OPEN, check_reading, check_sentence, compiled, findings, following, procedure};

#[test]
fn a_sentence_may_ask_which_option_a_convention_follows() {
    let conventions = "conventions\n  cumul des emplois : permis, ou interdit\n\n";
    let rules = format!(
        "{conventions}{}",
        procedure("", "la convention « cumul des emplois » retient « permis »\n    ou marié")
    );
    let plan = compiled(&rules);
    check_reading(&plan, &Request::new(&plan), &[("marié: non", MET), ("", MET)]);
    let other = following(&plan, "cumul des emplois", 1);
    check_reading(&plan, &other, &[("marié: non", NOT_MET), ("marié: oui", MET), ("", OPEN)]);
}

#[test]
fn unless_takes_away() {
    check_sentence(
        "marié, sauf si malade",
        &[
            ("marié: oui, malade: non", MET),
            ("marié: oui, malade: oui", NOT_MET),
            ("marié: oui", OPEN),
            ("marié: non", NOT_MET),
            ("malade: oui", NOT_MET),
            ("malade: non", OPEN),
            ("", OPEN),
        ],
    );
}

#[test]
fn a_negation_leaves_open_what_is_open() {
    check_sentence("il n'est pas vrai que malade", &[("malade: non", MET), ("malade: oui", NOT_MET), ("", OPEN)]);
    check_sentence(
        "il n'est pas vrai que (marié et malade)",
        &[("marié: non", MET), ("marié: oui", OPEN), ("marié: oui, malade: oui", NOT_MET), ("", OPEN)],
    );
    check_sentence(
        "il n'est pas vrai que les emplois totalisent au moins 3 mois",
        &[
            ("emplois: [{ du: 2024-01-01, au: 2024-03-31 }]", NOT_MET),
            ("emplois: [{ du: 2024-01-01, au: inconnu }]", OPEN),
            ("emplois: []", MET),
            ("", OPEN),
        ],
    );
    check_sentence(
        "l'état n'est pas célibataire ou veuf",
        &[("état: pacsé", MET), ("état: veuf", NOT_MET), ("état: inconnu", OPEN), ("", OPEN)],
    );
}

#[test]
fn words_are_equal_or_not_and_of_the_list() {
    check_sentence(
        "l'état est égal à « veuf »",
        &[("état: veuf", MET), ("état: pacsé", NOT_MET), ("état: inconnu", OPEN), ("", OPEN)],
    );
    for sentence in ["l'état est égal à « veuve »", "l'état est veuve"] {
        let found = findings(&procedure("", sentence));
        assert!(found.contains("« veuve »") && found.contains("vouliez-vous dire « veuf » ?"), "{found}");
    }
    let found = findings(&procedure("", "l'état dépasse « veuf »"));
    assert!(found.contains("« l'état » est une valeur choisie dans une liste fermée"), "{found}");
}
