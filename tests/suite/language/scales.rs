//! Ordered scales.

use super::{MET, NOT_MET, OPEN, check_sentence, compiled, findings, procedure};

#[test]
fn steps_stand_in_their_order() {
    check_sentence(
        "le français atteint B1",
        &[("français: A2", NOT_MET), ("français: B1", MET), ("français: B2", MET), ("", OPEN)],
    );
    check_sentence("le français dépasse B1", &[("français: B1", NOT_MET), ("français: B2", MET)]);
    check_sentence("le français est inférieur à B1", &[("français: A2", MET), ("français: B1", NOT_MET)]);
    check_sentence(
        "le français est compris entre A2 et B1",
        &[
            ("français: A1", NOT_MET),
            ("français: A2", MET),
            ("français: B1", MET),
            ("français: B2", NOT_MET),
            ("", OPEN),
        ],
    );
    check_sentence("le français est B1 ou « B2 »", &[("français: A1", NOT_MET), ("français: B2", MET)]);
    check_sentence(
        "le français atteint anglais",
        &[
            ("français: B1, anglais: A2", MET),
            ("français: A1, anglais: A2", NOT_MET),
            // Whatever the other may be.
            ("français: B2", MET),
            ("anglais: A1", MET),
            ("français: B1", OPEN),
        ],
    );
}

#[test]
fn a_step_that_is_not_known_is_one_of_them() {
    check_sentence("le français atteint A1", &[("", MET)]);
    check_sentence("le français dépasse B2", &[("", NOT_MET)]);
}

#[test]
fn only_steps_are_held_against_steps() {
    assert!(findings(&procedure("", "le français atteint C1")).contains("C1"));
    findings(&procedure("", "le français atteint 3"));
    findings(&procedure("", "l'état atteint veuf"));
}

#[test]
fn a_choice_has_a_line_for_each_step() {
    let choice = "la durée exigée est selon le français :\n  - A1 ou A2 : 2 mois\n  - B1 ou B2 : 1 mois\n";
    compiled(&procedure(choice, "la durée exigée = 1 mois"));
    let short = "la durée exigée est selon le français :\n  - A1 ou A2 : 2 mois\n  - B1 : 1 mois\n";
    assert!(findings(&procedure(short, "la durée exigée = 1 mois")).contains("B2"));
}
