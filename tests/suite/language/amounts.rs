//! Amounts and other values.

use alinea::eval::TermValue;
use alinea::explain::explain;
use alinea::query::Request;
use alinea::value::Exact;

use super::{MET, NOT_MET, OPEN, check, check_sentence, compiled, procedure, read};
use crate::support::dossier;

#[test]
fn amounts_are_exact() {
    check_sentence(
        "le salaire atteint 1 500,50 €",
        &[("salaire: 1500.50", MET), ("salaire: 1500.49", NOT_MET), ("salaire: 1 500.51 €", MET), ("", OPEN)],
    );
    check_sentence("le salaire dépasse 1500 €", &[("salaire: 1500", NOT_MET), ("salaire: 1500.01", MET), ("", OPEN)]);
    check_sentence("le salaire × 12 dépasse 18 000 €", &[("salaire: 1500", NOT_MET), ("salaire: 1500.01", MET)]);
    check_sentence(
        "le salaire est inférieur à 55 % du smic",
        &[
            ("salaire: 549.99, smic: 1000", MET),
            ("salaire: 550, smic: 1000", NOT_MET),
            ("salaire: 550", OPEN),
            ("smic: 1000", OPEN),
        ],
    );
    // 1 € / 3 × 3 is 1 €.
    check_sentence("le salaire / 3 × 3 est égal à 1 €", &[("salaire: 1", MET), ("salaire: 1.01", NOT_MET), ("", OPEN)]);
    check_sentence(
        "la part atteint 62,5 %",
        &[("part: \"62,5 %\"", MET), ("part: 62.4 %", NOT_MET), ("part: inconnue", OPEN), ("", OPEN)],
    );
}

#[test]
fn amounts_are_rounded_as_the_sentence_says() {
    // 55 % of 1 001 € is 550,55 €; of 1 010 €, 555,50 €.
    let rounded = |way: &str, expected: &[(&str, &str)]| {
        check_sentence(&format!("le salaire atteint 55 % du smic, arrondi à l'euro {way}"), expected);
    };
    rounded("supérieur", &[("salaire: 550.99, smic: 1001", NOT_MET), ("salaire: 551, smic: 1001", MET), ("", OPEN)]);
    rounded("inférieur", &[("salaire: 550, smic: 1001", MET), ("salaire: 549.99, smic: 1001", NOT_MET)]);
    rounded("le plus proche", &[("salaire: 550.99, smic: 1001", NOT_MET), ("salaire: 551, smic: 1001", MET)]);
    rounded("le plus proche", &[("salaire: 555.99, smic: 1010", NOT_MET), ("salaire: 556, smic: 1010", MET)]);
}

#[test]
fn each_kind_of_number_is_rounded_to_its_units() {
    // A third of 10 € is 3,33…; of 17,55 €, 5,85 €; of 75 €, 25 €.
    let amount = |to: &str, expected: &[(&str, &str)]| {
        check_sentence(&format!("(le salaire / 3, arrondi {to}) = smic"), expected);
    };
    amount("au centime le plus proche", &[("salaire: 10, smic: 3.33", MET), ("salaire: 10, smic: 3.34", NOT_MET)]);
    amount("au centime supérieur", &[("salaire: 10, smic: 3.34", MET), ("salaire: 17.55, smic: 5.85", MET)]);
    amount("à la dizaine d'euros la plus proche", &[("salaire: 75, smic: 30", MET), ("salaire: 74.99, smic: 20", MET)]);
    amount("à la dizaine d'euros inférieure", &[("salaire: 75, smic: 20", MET), ("salaire: 29.99, smic: 0", MET)]);
    // A seventh of an amount of itself is 0,142857…
    check_sentence("(1 / 7, arrondi au dixième supérieur) est égal à 0,2", &[("", MET)]);
    check_sentence("(0 - 2,5, arrondi à l'unité la plus proche) est égal à 0 - 3", &[("", MET)]);
    check_sentence("(0 - 2,5, arrondi à l'unité supérieure) est égal à 0 - 2", &[("", MET)]);
    check_sentence(
        "(la part, arrondie au dixième de point le plus proche) est égal à 12,3 %",
        &[("part: \"12,34 %\"", MET), ("part: \"12,35 %\"", NOT_MET), ("", OPEN)],
    );
    check_sentence(
        "(la part, arrondie au point supérieur) atteint 13 %",
        &[("part: \"12,01 %\"", MET), ("part: 12 %", NOT_MET)],
    );
}

#[test]
fn both_ends_belong_to_what_lies_between() {
    check_sentence(
        "le salaire est compris entre 1 000 € et 2 000 €",
        &[
            ("salaire: 1000", MET),
            ("salaire: 999.99", NOT_MET),
            ("salaire: 2000", MET),
            ("salaire: 2000.01", NOT_MET),
            ("", OPEN),
        ],
    );
    check_sentence(
        "le salaire n'est pas compris entre 1 000 € et smic",
        &[
            ("salaire: 1000, smic: 1500", NOT_MET),
            ("salaire: 1501, smic: 1500", MET),
            // Nothing lies between 1 000 € and less.
            ("salaire: 950, smic: 900", MET),
            ("salaire: 1000", OPEN),
            ("salaire: 999", MET),
        ],
    );
    check_sentence(
        "la naissance est comprise entre le 1er janvier 1990 et le 31 décembre 1999",
        &[
            ("naissance: 1990-01-01", MET),
            ("naissance: 1989-12-31", NOT_MET),
            ("naissance: 1999", MET),
            ("naissance: 2000", NOT_MET),
        ],
    );
}

/// « 1 an et 6 mois » is one length where another follows, and two where none does.
#[test]
fn lengths_lie_between_two_lengths() {
    let between = |ends: &str, expected: &[(&str, &str)]| {
        check_sentence(&format!("la durée du contrat est comprise entre {ends}"), expected);
    };
    let months = |months: i32, outcome: &'static str| (format!("durée du contrat: {months}"), outcome);
    let tried = |ends: &str, least: i32, greatest: i32| {
        let cases =
            [months(least - 1, NOT_MET), months(least, MET), months(greatest, MET), months(greatest + 1, NOT_MET)];
        between(ends, &cases.each_ref().map(|(facts, outcome)| (facts.as_str(), *outcome)));
    };
    tried("3 mois et 6 mois", 3, 6);
    tried("3 mois et 1 an", 3, 12);
    tried("1 an et 6 mois et 2 ans", 18, 24);
    tried("1 an et 2 ans et 6 mois", 12, 30);
    tried("1 an et 18 mois", 12, 18);
    tried("3 mois et 6 mois + 1 an", 3, 18);
    tried("2 mois et 3 mois et la durée du contrat atteint 1 mois", 2, 3);
}

#[test]
fn the_smallest_and_the_largest_are_chosen() {
    check_sentence(
        "le salaire atteint le plus petit de 1 000 € et 55 % du smic",
        &[
            ("salaire: 550, smic: 1000", MET),
            ("salaire: 549, smic: 1000", NOT_MET),
            ("salaire: 1000, smic: 9000", MET),
            ("salaire: 999, smic: 9000", NOT_MET),
            ("smic: 9000", OPEN),
        ],
    );
    check_sentence(
        "le salaire atteint le plus grand de 1 000 € et 55 % du smic",
        &[
            ("salaire: 999, smic: 1000", NOT_MET),
            ("salaire: 1000, smic: 1000", MET),
            ("salaire: 1000, smic: 9000", NOT_MET),
            ("salaire: 1000", OPEN),
        ],
    );
}

/// Amounts that the rules define are told with the answer, needed by a condition or not.
#[test]
fn values_are_told() {
    let rules = procedure("la part due est 55 % de salaire, arrondi à l'euro le plus proche", "marié");
    let plan = compiled(&rules);
    let told = |facts: &str| {
        let case = dossier(&plan, "essai", &format!("faits: {{ date de dépôt: 2024-06-15, {facts} }}"));
        let answer = explain(&plan, &case, &Request::new(&plan));
        let value = &answer.results[0].values[0];
        (value.name.clone(), value.value, value.missing.len())
    };
    // 55 % of 1 901 € is 1 045,55 €.
    assert_eq!(told("salaire: 1901"), ("part due".to_string(), TermValue::from(Exact::from_integer(1046)), 0));
    assert_eq!(told("").2, 1);
}

/// Each of sixty definitions names the one before twice. One that is computed as often as it is named would take
/// longer than anybody waits; what is missing is told once.
#[test]
fn definitions_are_computed_once() {
    let mut definitions = "  étape 0 signifie que marié et la présence dure depuis au moins 3 ans\n".to_string();
    for step in 1..=60 {
        definitions.push_str(&format!("  étape {step} signifie que étape {0} et étape {0}\n", step - 1));
    }
    let rules = procedure(&format!("  la présence est l'ensemble des séjours\n{definitions}"), "étape 60");
    check(
        &rules,
        &[
            ("marié: oui, séjours: [{ du: 2021-06-15 }]", MET),
            ("marié: oui, séjours: [{ du: 2021-06-16 }]", NOT_MET),
            ("séjours: [{ du: 2021-06-15 }]", OPEN),
        ],
    );
    let plan = compiled(&rules);
    let answer = explain(&plan, &read(&plan, "séjours: [{ du: 2021-06-15 }]"), &Request::new(&plan));
    let result = &answer.results[0];
    let missing: Vec<&str> = result.missing.iter().map(|one| one.path.as_str()).collect();
    assert_eq!((missing, result.conditions[0].clauses[0].measures.len()), (vec!["marié"], 1));
}

/// 30 000 € owe 11 % of 17 503 €, 1 925,33 €, and 30 % of 1 203 €, 360,90 €.
#[test]
fn a_scale_takes_each_rate_of_its_slice() {
    let scale = "  l'impôt est selon le barème progressif de salaire - smic :\n    - jusqu'à 11 294 € : 0 %\n    \
                 - jusqu'à 28 797 € : 11 %\n    - au-delà : part\n";
    let owes = |sentence: &str, expected: &[(&str, &str)]| check(&procedure(scale, sentence), expected);
    owes(
        "l'impôt = 2 286,23 €",
        &[
            ("salaire: 30000, smic: 0, part: 30 %", MET),
            ("salaire: 30000.01, smic: 0, part: 30 %", NOT_MET),
            ("salaire: 31000, smic: 1000, part: 30 %", MET),
        ],
    );
    // Below zero nothing is owed, whatever the rates.
    owes(
        "l'impôt = 0 €",
        &[("salaire: 10, smic: 20", MET), ("salaire: 11294, smic: 0", MET), ("salaire: 11295, smic: 0", NOT_MET)],
    );
    // Of 28 797 € 1 925,33 € are owed; what lies above only adds to it.
    owes(
        "l'impôt atteint 1 925,33 €",
        &[
            ("salaire: 28797, smic: 0", MET),
            ("salaire: 40000, smic: 0", MET),
            ("smic: 0, part: 30 %", OPEN),
            ("salaire: 28796", NOT_MET),
            ("salaire: 40000, part: 0 %", OPEN),
        ],
    );
    owes("l'impôt atteint 1 925,34 €", &[("smic: 0, part: 0 %", NOT_MET), ("smic: 0, part: 1 %", OPEN)]);
}
