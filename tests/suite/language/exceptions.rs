//! What an exception excepts decides how its words are read.

use super::{MET, NOT_MET, OPEN, check, compiled, findings, procedure};

/// « l'état est pacsé » could say what « état » is; here it stands in for a condition.
#[test]
fn words_that_could_be_a_definition_stand_in_for_a_condition() {
    let rules = procedure("", "l'état est veuf") + "par exception à « essai », si malade, l'état est pacsé\n";
    check(
        &rules,
        &[
            ("malade: non, état: veuf", MET),
            ("malade: non, état: pacsé", NOT_MET),
            ("malade: oui, état: pacsé", MET),
            ("malade: oui, état: veuf", NOT_MET),
            ("malade: oui", OPEN),
            ("état: veuf", OPEN),
            ("état: célibataire", NOT_MET),
        ],
    );
}

/// Whatever the form of the words, and whatever sentence comes next.
#[test]
fn a_condition_may_be_excepted_in_any_form() {
    let forms = [
        ("l'état est pacsé ou célibataire", "état: pacsé", "état: veuf"),
        ("l'état est pacsé et marié", "état: pacsé, marié: oui", "état: pacsé, marié: non"),
        ("(marié ou l'état est pacsé)", "état: veuf, marié: oui", "état: veuf, marié: non"),
        ("l'état n'est pas pacsé", "état: veuf", "état: pacsé"),
        ("l'arrivée est 1er mars 2020", "arrivée: 2020-03-01", "arrivée: 2020-03-02"),
        ("l'arrivée est antérieure au 1er mars 2020", "arrivée: 2020-02-29", "arrivée: 2020-03-01"),
        ("la durée du contrat est 3 mois", "durée du contrat: 3", "durée du contrat: 4"),
        ("le salaire est 1 500 €", "salaire: 1500", "salaire: 1501"),
        ("le salaire est égal à 55 % du smic", "salaire: 55, smic: 100", "salaire: 56, smic: 100"),
        ("les emplois sont en cours", "emplois: [{ du: 2024-01-01 }]", "emplois: []"),
        ("essai signifie que l'état est pacsé", "état: pacsé", "état: veuf"),
    ];
    for (form, holds, fails) in forms {
        for next in ["", "le plafond est 3 €\n", "pièce « contrat »\n", "la famille signifie que marié\n"] {
            let rules = procedure("", "le salaire atteint 9 000 €")
                + &format!("par exception à « essai », si malade, {form}\n{next}");
            check(&rules, &[(&format!("malade: oui, {holds}"), MET), (&format!("malade: oui, {fails}"), NOT_MET)]);
        }
    }
}

#[test]
fn routes_and_obstacles_may_be_excepted() {
    let rules = "texte « loi »\n  en vigueur à compter du 1er janvier 1950\n\nprocédure « P », selon « loi »\n\
                 les conditions sont réunies par l'une de ces voies :\n  voie « revenus » :\n    le salaire atteint 1 500 €\n\
                 font obstacle :\n  malade\n  obstacle « âge » :\n    la naissance remonte à au moins 60 ans\n\
                 par exception à « revenus », si marié, l'état est pacsé\n\
                 par exception à « âge », si marié, l'état est célibataire\n\
                 par exception à malade, si marié, l'état est veuf\n";
    let known = "naissance: 1950-01-01, malade: oui, salaire: 2000";
    check(
        rules,
        &[
            (&format!("marié: non, état: pacsé, {known}"), NOT_MET),
            (&format!("marié: oui, état: pacsé, {known}"), MET),
            (&format!("marié: oui, état: veuf, {known}"), NOT_MET),
            (&format!("marié: oui, état: célibataire, {known}"), NOT_MET),
            ("marié: non, naissance: 2000-01-01, malade: non, salaire: 2000", MET),
        ],
    );
}

/// What a definition is decides too: one that means a condition takes a condition.
#[test]
fn a_definition_that_means_a_condition_is_excepted_by_one() {
    for then in ["l'état est pacsé", "le foyer signifie que l'état est pacsé"] {
        let rules = procedure("le foyer signifie que marié", "le foyer")
            + &format!("par exception à « foyer », si malade, {then}\n");
        check(
            &rules,
            &[
                ("malade: non, marié: oui", MET),
                ("malade: oui, marié: oui, état: veuf", NOT_MET),
                ("malade: oui, marié: non, état: pacsé", MET),
            ],
        );
    }
}

/// Computations go on to the end of the sentence, however the words before could be cut.
#[test]
fn values_keep_their_whole_computation() {
    let values = [
        ("2 × 500 €", "1000"),
        ("55 % du smic", "550"),
        ("le plus petit de smic et 800 €", "800"),
        ("smic - 400 €, arrondi à l'euro supérieur", "600"),
        ("(smic + 1 €) / 7", "143"),
        ("smic", "1000"),
    ];
    for (value, threshold) in values {
        for next in ["", "le plafond est 3 €\n", "pièce « contrat »\n"] {
            let rules = procedure("le seuil est 9 000 €", "le salaire atteint le seuil")
                + &format!("par exception à « seuil », si malade, le seuil est {value}, point 3\n{next}");
            let paid = |salary: &str| format!("malade: oui, smic: 1000, salaire: {salary}");
            let below = format!("{}.99", threshold.parse::<u32>().expect("a whole number") - 1);
            check(&rules, &[(&paid(threshold), MET), (&paid(&below), NOT_MET)]);
        }
    }
}

#[test]
fn a_definition_and_a_condition_of_one_name_are_told_apart() {
    let rules = procedure("l'essai est l'ensemble des séjours", "l'essai dure depuis au moins 5 ans");
    let stay = "séjours: [{ du: 2021-01-01 }]";
    // A condition can only stand in for the condition, periods only for the periods.
    check(
        &format!("{rules}par exception à « essai », si malade, l'essai dure depuis au moins 3 ans\n"),
        &[(&format!("malade: oui, {stay}"), MET), (&format!("malade: non, {stay}"), NOT_MET)],
    );
    check(
        &format!("{rules}par exception à « essai », si malade, l'essai est l'ensemble des emplois\n"),
        &[
            ("malade: oui, séjours: [], emplois: [{ du: 2019-01-01 }]", MET),
            ("malade: non, séjours: [], emplois: [{ du: 2019-01-01 }]", NOT_MET),
        ],
    );
    let both = procedure("l'essai signifie que marié", "l'essai");
    let found = findings(&format!("{both}par exception à « essai », si malade, l'état est pacsé\n"));
    assert!(found.contains("« essai » est à la fois une définition et une condition"), "{found}");
}

#[test]
fn what_fits_nothing_is_refused() {
    let value = procedure("le seuil est 1 500 €\n  le plafond est 3 000 €", "le salaire atteint le seuil");
    let cases = [
        // Another definition than the one that is named.
        ("par exception à « seuil », si malade, le plafond est 1 000 €", "l'exception à « seuil » définit « plafond »"),
        ("par exception à « essai », si malade, le seuil est 1 000 €", "l'exception à « essai » définit « seuil »"),
        // A condition for a value, periods for a condition.
        ("par exception à « seuil », si malade, marié", "n'est pas de la même nature"),
        ("par exception à « seuil », si malade, l'état est pacsé", "n'est pas de la même nature"),
        ("par exception à « essai », si malade, l'activité est l'ensemble des emplois", "n'est pas de la même nature"),
        ("par exception à « seuil », si malade, le seuil est l'ensemble des emplois", "n'est pas de la même nature"),
        ("par exception à « rien », si malade, marié", "aucune définition ni condition ne s'appelle « rien »"),
    ];
    for (exception, expected) in cases {
        let found = findings(&format!("{value}{exception}\n"));
        assert!(found.contains(expected), "{exception}\n{found}");
    }
}

/// One applies whenever the other does, and a dossier can have only one answer.
#[test]
fn contradictions_that_can_be_seen_are_refused() {
    let excepted = |definitions: &str, sentence: &str, first: &str, second: &str| {
        let rules = procedure(definitions, sentence);
        format!("{rules}par exception à « {first}\npar exception à « {second}\n")
    };
    let value = |first: &str, second: &str| {
        excepted(
            "le seuil est 1 500 €",
            "le salaire atteint le seuil",
            &format!("seuil », si {first}"),
            &format!("seuil », si {second}"),
        )
    };
    let condition = |first: &str, second: &str| {
        excepted("", "le salaire atteint 1 500 €", &format!("essai », si {first}"), &format!("essai », si {second}"))
    };
    let refused = [
        value("malade, le seuil est 1 000 €", "malade, le seuil est 2 000 €"),
        value("malade, le seuil est 1 000 €", "malade et marié, le seuil est 900 € + 200 €"),
        value("l'état est pacsé ou veuf, le seuil est 1 000 €", "l'état est veuf, le seuil est 1 200 €"),
        value("le salaire atteint 500 €, le seuil est 1 000 €", "le salaire atteint 700 €, le seuil est 1 200 €"),
        value(
            "le salaire atteint 300 € + 400 €, le seuil est 1 000 €",
            "le salaire atteint 300 € + 400 €, le seuil est 1 €",
        ),
        condition("malade, marié", "malade, il n'est pas vrai que marié"),
        condition("malade, le salaire atteint 1 000 €", "malade, le salaire atteint 2 000 €"),
        condition("malade, marié", "malade, l'état est veuf"),
        condition("malade, l'état est pacsé ou veuf", "malade, l'état n'est pas veuf"),
        condition("malade, la durée du contrat dépasse 2 mois", "malade, la durée du contrat dépasse 3 mois"),
        excepted(
            "l'activité est l'ensemble des emplois",
            "l'activité est en cours",
            "activité », si malade, l'activité est l'ensemble des séjours",
            "activité », si malade, l'activité est l'ensemble des emplois",
        ),
    ];
    for rules in refused {
        let found = findings(&rules);
        assert!(found.contains("s'appliquent ensemble et se contredisent"), "{rules}\n{found}");
    }
    let accepted = [
        // The same, said twice or otherwise.
        value("malade, le seuil est 1 000 €", "malade, le seuil est 500 € + 500 €"),
        condition("malade, marié", "malade, marié"),
        condition("malade, la durée du contrat dépasse 2 mois", "malade, la durée du contrat atteint 3 mois"),
        condition("malade, l'état est pacsé ou veuf", "malade, l'état n'est pas célibataire"),
        // Each may apply without the other: whether both ever do is for the dossiers to say.
        value("malade, le seuil est 1 000 €", "marié, le seuil est 2 000 €"),
        // Never together.
        value("malade, le seuil est 1 000 €", "il n'est pas vrai que malade, le seuil est 2 000 €"),
        value("le salaire atteint 500 €, le seuil est 1 000 €", "le salaire est inférieur à 500 €, le seuil est 1 €"),
    ];
    for rules in accepted {
        compiled(&rules);
    }
}

#[test]
fn an_exception_stands_in_for_a_condition() {
    let rules = procedure("", "le salaire atteint 1 500 €") + "par exception à « essai », si malade, marié\n";
    check(
        &rules,
        &[
            ("malade: non, salaire: 1500", MET),
            ("malade: non, salaire: 1499, marié: oui", NOT_MET),
            ("malade: oui, salaire: 100, marié: oui", MET),
            ("malade: oui, salaire: 2000, marié: non", NOT_MET),
            ("malade: oui, salaire: 2000", OPEN),
            // Whether it applies is not known: the outcome is settled only where both ways agree.
            ("salaire: 2000, marié: oui", MET),
            ("salaire: 2000, marié: non", OPEN),
            ("salaire: 100, marié: oui", OPEN),
            ("salaire: 100, marié: non", NOT_MET),
            ("salaire: 2000", OPEN),
            ("", OPEN),
        ],
    );
}

#[test]
fn an_exception_stands_in_for_a_value_and_for_a_set() {
    let rules = procedure("le seuil est 1 500 €", "le salaire atteint le seuil")
        + "par exception à seuil, si malade, le seuil est 1 000 €\n";
    check(
        &rules,
        &[
            ("malade: non, salaire: 1499", NOT_MET),
            ("malade: non, salaire: 1500", MET),
            ("malade: oui, salaire: 1000", MET),
            ("malade: oui, salaire: 999", NOT_MET),
            ("salaire: 1200", OPEN),
            ("", OPEN),
        ],
    );
    let rules = procedure("l'activité est l'ensemble des emplois", "l'activité totalise au moins 3 mois")
        + "par exception à activité, si malade, l'activité est l'ensemble des emplois dont la nature est salariée\n";
    let work = "emplois: [{ du: 2024-01-01, au: 2024-03-31, nature: indépendante }]";
    check(
        &rules,
        &[
            (&format!("malade: non, {work}"), MET),
            (&format!("malade: oui, {work}"), NOT_MET),
            (work, OPEN),
            ("emplois: [{ du: 2024-01-01, au: 2024-03-31, nature: salariée }]", MET),
            ("emplois: [{ du: 2024-01-01, au: 2024-03-29, nature: salariée }]", NOT_MET),
        ],
    );
}
