//! Bands: held against each other where they are written, and chosen by what their bounds come to.

use alinea::explain::explain;
use alinea::pipeline;
use alinea::plan::VersionId;
use alinea::query;
use alinea::query::Request;
use alinea::source::MemoryLoader;
use alinea::value::Outcome;

use super::{FAULT, MET, NOT_MET, OPEN, check, compiled, findings, procedure, read};

/// The tax by bands of something.
fn taxed(of: &str, bands: &[&str]) -> String {
    let lines: String = bands.iter().map(|band| format!("  - {band}\n")).collect();
    format!("la taxe est selon la tranche de {of} :\n{lines}")
}

#[test]
fn bounds_that_do_not_follow_each_other_are_refused() {
    let refused: [(&str, &[&str], &str); 15] = [
        ("durée du contrat", &["moins de 3 mois : 2 €", "à partir de 4 mois : 3 €"], "aucune tranche ne vaut"),
        ("durée du contrat", &["moins de 5 mois : 2 €", "à partir de 3 mois : 3 €"], "deux tranches valent"),
        ("salaire", &["à partir de 2 000 € : 2 €", "à partir de 1 000 € : 3 €"], "dans l'ordre"),
        ("salaire", &["à partir de 1 000 € : 2 €", "à partir de 1 000 € : 3 €"], "à la même borne"),
        // Computed from what is written.
        ("salaire", &["moins de 2 × 500 € : 2 €", "à partir de 1 001 € : 3 €"], "aucune tranche ne vaut"),
        ("salaire", &["à partir de le plafond : 2 €", "à partir de 3 000 € : 3 €"], "à la même borne"),
        ("salaire", &["moins de plafond : 2 €", "à partir de 2 999,99 € : 3 €"], "deux tranches valent"),
        ("part", &["moins de 50 % : 2 €", "à partir de 50 % : 3 €", "à partir de 20 % : 4 €"], "dans l'ordre"),
        ("arrivée", &["moins de 1er mai 2023 : 2 €", "à partir de 2 mai 2023 : 3 €"], "aucune tranche ne vaut"),
        ("arrivée", &["à partir de 1er mai 2023 : 2 €", "à partir de 30 avril 2023 : 3 €"], "dans l'ordre"),
        (
            "arrivée",
            &["moins de 1er mai 2023 : 2 €", "à partir de 10 jours avant 1er mai 2023 : 3 €"],
            "deux tranches valent",
        ),
        // Beside bounds that only the dossier knows.
        (
            "salaire",
            &["moins de 1 000 € : 2 €", "à partir de 900 € : 3 €", "à partir de smic : 4 €"],
            "deux tranches valent",
        ),
        (
            "salaire",
            &["à partir de 900 € : 3 €", "à partir de smic : 4 €", "à partir de 900 € : 5 €"],
            "à la même borne",
        ),
        (
            "salaire",
            &["moins de 1 000 € : 2 €", "à partir de smic : 3 €", "à partir de 900 € : 4 €"],
            "deux tranches valent",
        ),
        ("salaire", &["à partir de 900 € : 3 €", "moins de 900 € : 4 €"], "« moins de » n'est pas à sa place"),
    ];
    for (of, bands, expected) in refused {
        let definitions = format!("le plafond est 3 × 1 000 €\n{}", taxed(of, bands));
        let found = findings(&procedure(&definitions, "la taxe atteint 2 €"));
        assert!(found.contains(expected), "{bands:?}\n{found}");
    }
}

#[test]
fn bounds_that_follow_each_other_are_accepted() {
    let accepted: [(&str, &[&str]); 5] = [
        ("durée du contrat", &["moins de 1 an : 2 €", "à partir de 12 mois : 3 €", "à partir de 2 ans : 4 €"]),
        ("salaire", &["moins de smic : 2 €", "à partir de smic : 3 €", "à partir de 1,5 × smic : 4 €"]),
        ("salaire", &["à partir de 0 € : 2 €", "à partir de 500 € + 500 € : 3 €"]),
        ("salaire", &["moins de 1 000 € : 2 €", "à partir de smic : 3 €", "à partir de 1 500 € : 4 €"]),
        ("arrivée", &["moins de 1er mai 2023 : 2 €", "à partir de 1er mai 2023 : 3 €"]),
    ];
    for (of, bands) in accepted {
        compiled(&procedure(&taxed(of, bands), "la taxe atteint 2 €"));
    }
}

/// Whatever bounds come to in a dossier, a value gets the band in which it lies.
#[test]
fn bounds_are_what_they_come_to() {
    let bands = taxed("salaire", &["à partir de smic : 1 €", "à partir de 1 000 € : 2 €"]);
    check(
        &procedure(&bands, "la taxe est égale à 1 €"),
        &[
            // The minimum wage is the lower bound, then the higher one.
            ("smic: 500, salaire: 999.99", MET),
            ("smic: 500, salaire: 1000", NOT_MET),
            ("smic: 2000, salaire: 1999.99", NOT_MET),
            ("smic: 2000, salaire: 2000", MET),
            ("smic: 500, salaire: inconnu", OPEN),
            ("salaire: 3000", OPEN),
        ],
    );
}

/// What is told of a value that has no band, or two.
fn told(definitions: &str, facts: &str) -> String {
    let plan = compiled(&procedure(definitions, "la taxe est égale à 1 €"));
    let answer = explain(&plan, &read(&plan, facts), &Request::new(&plan));
    let result = &answer.results[0];
    let errors: Vec<String> = result.errors.iter().map(ToString::to_string).collect();
    assert_eq!(result.outcome == Outcome::Error, !errors.is_empty());
    errors.join(" ; ")
}

#[test]
fn a_value_outside_all_bands_is_told() {
    let bands = taxed("salaire", &["moins de smic : 1 €", "à partir de 2 × smic : 2 €"]);
    check(
        &procedure(&bands, "la taxe est égale à 1 €"),
        &[
            ("smic: 1000, salaire: 999", MET),
            ("smic: 1000, salaire: 1500", FAULT),
            ("smic: 1000, salaire: 2000", NOT_MET),
        ],
    );
    let found = told(&bands, "smic: 1000, salaire: 1500");
    assert_eq!(found, "« salaire », 1\u{202f}500 €, n'est dans aucune tranche (regles.alinea, ligne 5)");
    let found = told(&taxed("durée du contrat", &["à partir de 3 mois : 1 €"]), "durée du contrat: 2");
    assert_eq!(found, "« durée du contrat », 2 mois, n'est dans aucune tranche (regles.alinea, ligne 5)");
    let found = told(&taxed("arrivée", &["à partir de 1er mai 2023 : 1 €"]), "arrivée: 2023-04-30");
    assert_eq!(found, "« arrivée », 30 avril 2023, n'est dans aucune tranche (regles.alinea, ligne 5)");
}

#[test]
fn a_value_in_two_bands_is_told_when_they_part() {
    let bands = taxed("salaire", &["moins de 2 × smic : 1 €", "à partir de smic : 2 €", "à partir de 3 × smic : 1 €"]);
    assert_eq!(told(&bands, "smic: 1000, salaire: 999"), "");
    let found = told(&bands, "smic: 1000, salaire: 1500");
    assert_eq!(found, "« salaire », 1\u{202f}500 €, est dans deux tranches à la fois (regles.alinea, ligne 5)");
    let bands = taxed("salaire", &["à partir de smic : 1 €", "à partir de 1 000 € : 2 €"]);
    let found = told(&bands, "smic: 1000, salaire: 1000");
    assert_eq!(found, "« salaire », 1\u{202f}000 €, est dans deux tranches à la fois (regles.alinea, ligne 5)");
    // Both say the same.
    let bands = taxed("salaire", &["à partir de smic : 1 €", "à partir de 1 000 € : 1 €"]);
    check(&procedure(&bands, "la taxe est égale à 1 €"), &[("smic: 1000, salaire: 1000", MET)]);
}

/// A date known to the year has the band in which the whole year lies, or what all its bands have in common.
#[test]
fn a_date_known_in_part_has_its_band_where_it_can() {
    let bands = taxed(
        "arrivée",
        &["moins de 1er juillet 2020 : 1 €", "à partir de 1er juillet 2020 : 2 €", "à partir de 1er mars 2022 : 2 €"],
    );
    check(
        &procedure(&bands, "la taxe est égale à 1 €"),
        &[
            ("arrivée: 2019", MET),
            ("arrivée: 2020-06", MET),
            ("arrivée: 2020", OPEN),
            ("arrivée: 2020-07", NOT_MET),
            ("arrivée: 2021", NOT_MET),
            // Two bands of one amount.
            ("arrivée: 2022", NOT_MET),
            ("", OPEN),
        ],
    );
    let bands = taxed("arrivée", &["à partir de 1er juillet 2020 : 1 €"]);
    check(
        &procedure(&bands, "la taxe est égale à 1 €"),
        &[("arrivée: 2021", MET), ("arrivée: 2020-07", MET), ("arrivée: 2020", OPEN), ("arrivée: 2019", FAULT)],
    );
    assert!(told(&bands, "arrivée: 2019").contains("n'est dans aucune tranche"));
    assert_eq!(told(&bands, "arrivée: 2020"), "");
}

/// A value on which nothing hangs tells why it is not known, and the fault leaves the procedure no answer.
#[test]
fn a_told_value_outside_all_bands_is_an_error() {
    let bands = taxed("salaire", &["à partir de 1 000 € : 1 €"]);
    let plan = compiled(&procedure(&bands, "marié"));
    let result = explain(&plan, &read(&plan, "marié: oui, salaire: 999"), &Request::new(&plan)).results.remove(0);
    let cause = "« salaire », 999 €, n'est dans aucune tranche (regles.alinea, ligne 5)";
    let doubts: Vec<String> = result.values[0].doubts.iter().map(ToString::to_string).collect();
    assert_eq!((result.outcome, doubts), (Outcome::Error, vec![cause.to_string()]));
    let sentence = &result.errors[0].sentences[0];
    assert_eq!(
        (sentence.words.as_str(), sentence.line),
        ("selon la tranche de salaire : - à partir de 1 000 € : 1 €", 5)
    );
    // Where it is not asked for, it is none.
    let plan = compiled(&procedure(&bands, "marié ou la taxe est égale à 1 €"));
    let outcome = |facts: &str| explain(&plan, &read(&plan, facts), &Request::new(&plan)).results[0].outcome;
    assert_eq!(outcome("marié: oui, salaire: 1000"), Outcome::Met);
}

/// Faults come out with and without a record.
#[test]
fn a_fault_is_the_same_with_and_without_a_record() {
    let bands = taxed("salaire", &["moins de smic : 1 €", "à partir de 2 × smic : 2 €"]);
    let plan = compiled(&procedure(&bands, "marié et la taxe est égale à 1 €"));
    for facts in
        ["marié: non, smic: 1000, salaire: 1500", "marié: oui, smic: 1000, salaire: 1500", "marié: non, salaire: 1500"]
    {
        let case = read(&plan, facts);
        let request = Request::new(&plan);
        let recorded = explain(&plan, &case, &request).results[0].outcome;
        assert_eq!(query::outcome(&plan, &case, &request, VersionId(0)), recorded, "{facts}");
    }
}

#[test]
fn bands_that_leave_a_side_open_are_told() {
    let told = |of: &str, bands: &[&str]| {
        let rules = procedure(&taxed(of, bands), "la taxe atteint 2 €");
        let files = MemoryLoader::default().with("faits.alinea", super::FACTS).with("regles.alinea", rules);
        let checked = pipeline::load(&files);
        let found: String = checked.diagnostics.iter().map(|found| found.message.as_str()).collect();
        (found.contains("en dessous"), found.contains("au-dessus"))
    };
    assert_eq!(told("salaire", &["à partir de 1 000 € : 2 €"]), (true, false));
    assert_eq!(told("salaire", &["à partir de smic : 2 €", "à partir de 1 000 € : 3 €"]), (true, false));
    assert_eq!(told("arrivée", &["à partir de 1er mai 2023 : 2 €"]), (true, false));
    assert_eq!(told("salaire", &["moins de 1 000 € : 2 €"]), (false, true));
    assert_eq!(told("salaire", &["à partir de 0 € : 2 €", "à partir de 1 000 € : 3 €"]), (false, false));
    assert_eq!(told("salaire - smic", &["à partir de 0 € : 2 €"]), (false, false));
    assert_eq!(told("durée du contrat", &["moins de 1 an : 2 €", "à partir de 1 an : 3 €"]), (false, false));
}

#[test]
fn a_band_reaches_up_to_the_next() {
    let bands = "la taxe est selon la tranche de la durée du contrat :\n  - moins de 3 mois : 50 €\n  - à partir de 3 mois : 74 €\n  - à partir de 12 mois : 300 €\n";
    check(
        &procedure(bands, "la taxe est égale à 74 €"),
        &[
            ("durée du contrat: 2 mois", NOT_MET),
            ("durée du contrat: 3 mois", MET),
            ("durée du contrat: 11", MET),
            ("durée du contrat: 12 mois", NOT_MET),
            ("durée du contrat: inconnue", OPEN),
            ("", OPEN),
        ],
    );
    // Below the lowest band nothing is said: the rules are at fault, and the amount is not nil.
    let bands = "la taxe est selon la tranche du salaire :\n  - à partir de 1 000 € : 50 €\n  - à partir de 2 000 € : 55 % du salaire\n";
    check(
        &procedure(bands, "la taxe dépasse 1 100 €"),
        &[
            ("salaire: 999.99", FAULT),
            ("salaire: 1999.99", NOT_MET),
            ("salaire: 2000", NOT_MET),
            ("salaire: 2000.01", MET),
            ("", OPEN),
        ],
    );
}

#[test]
fn each_case_has_its_value() {
    let rules = |lines: &str| procedure(&format!("  la prime est selon l'état :\n{lines}"), "la prime atteint 20 €");
    check(
        &rules("    - célibataire : 10 €\n    - pacsé ou veuf : 20 €\n"),
        &[("état: célibataire", NOT_MET), ("état: pacsé", MET), ("état: veuf", MET), ("", OPEN)],
    );
    // Whatever the case, it is enough, or is not.
    check(
        &rules("    - veuf : 30 €\n    - sinon : le plus petit de 25 € et 20 €\n"),
        &[("", MET), ("état: veuf", MET)],
    );
    check(
        &rules("    - veuf : 5 €\n    - sinon : salaire - smic\n"),
        &[
            ("salaire: 19, smic: 1", NOT_MET),
            ("salaire: 21, smic: 1", OPEN),
            ("état: pacsé, salaire: 21, smic: 1", MET),
        ],
    );
}

/// What stands before the colon is computed to its end, a name behind its minus included.
#[test]
fn a_difference_has_its_band() {
    let rules =
        "  la taxe est selon la tranche de salaire - smic :\n    - moins de 10 € : 1 €\n    - à partir de 10 € : 2 €\n";
    check(
        &procedure(rules, "la taxe atteint 2 €"),
        &[("salaire: 30, smic: 20", MET), ("salaire: 30, smic: 20.01", NOT_MET)],
    );
}
