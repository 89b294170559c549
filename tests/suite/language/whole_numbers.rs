//! Whole numbers, and bands between which nothing lies.

use alinea::case;
use alinea::source::Sources;

use super::{FAULT, MET, NOT_MET, OPEN, check, compiled, findings, procedure};

fn bands(lines: &str) -> String {
    let lines: Vec<String> = lines.split(" / ").map(|line| format!("  - {line}\n")).collect();
    format!("la surface est selon la tranche de personnes :\n{}", lines.concat())
}

#[test]
fn a_band_holds_both_its_ends() {
    let open = bands("moins de 2 : 22 / de 2 à 4 : 32 / à partir de 5 : 43");
    check(
        &procedure(&open, "la surface = 32"),
        &[
            ("personnes: 1", NOT_MET),
            ("personnes: 2", MET),
            ("personnes: 4", MET),
            ("personnes: 5", NOT_MET),
            ("", OPEN),
        ],
    );
    // Nothing lies between four and five.
    check(&procedure(&open, "la surface ≥ 22"), &[("", MET)]);
    let closed = bands("de 0 à 1 : 22 / de 2 à 4 : 32");
    check(
        &procedure(&closed, "la surface ≥ 22"),
        &[("personnes: 0", MET), ("personnes: 4", MET), ("personnes: 5", FAULT), ("", OPEN)],
    );
    // A band that begins ends the one before it for good.
    let inner = bands("à partir de 0 : 22 / de 2 à 4 : 32 / à partir de 5 : 43");
    check(&procedure(&inner, "la surface = 22"), &[("personnes: 1", MET), ("personnes: 5", NOT_MET)]);
}

#[test]
fn days_are_whole_too() {
    let years = "le tarif est selon la tranche de arrivée :\n  - moins de 1er janvier 2020 : 1\n  - du 1er janvier 2020 au 31 décembre 2020 : 2\n  - à partir de 1er janvier 2021 : 3\n";
    check(
        &procedure(years, "le tarif = 2"),
        &[
            ("arrivée: 2020", MET),
            ("arrivée: 2020-12-31", MET),
            ("arrivée: 2021-01-01", NOT_MET),
            ("arrivée: 2019", NOT_MET),
        ],
    );
    check(&procedure(years, "le tarif ≥ 1"), &[("arrivée: 2020", MET)]);
}

#[test]
fn gaps_and_overlaps_are_found() {
    let found = |lines: &str| findings(&procedure(&bands(lines), "la surface ≥ 22"));
    assert!(found("de 0 à 1 : 22 / de 3 à 4 : 32").contains("faites commencer la seconde tranche à 2"));
    assert!(found("de 0 à 2 : 22 / de 2 à 4 : 32").contains("deux tranches"));
    assert!(found("de 0 à 1 : 22 / à partir de 3 : 32").contains("aucune tranche"));
    assert!(found("moins de 1 : 22 / de 2 à 4 : 32").contains("aucune tranche"));
    found("de 4 à 2 : 22");
    let of_any = "le tarif est selon la tranche de effectif :\n  - de 0 à 4 : 1\n";
    assert!(findings(&procedure(of_any, "le tarif = 1")).contains("un nombre entier"));
}

#[test]
fn a_dossier_gives_whole_numbers_only() {
    let plan = compiled(&procedure("", "personnes atteint 2"));
    let read = |value: &str| {
        let text = format!("faits:\n  personnes: {value}\n");
        case::read(&plan, &mut Sources::default(), "essai", text.as_bytes())
    };
    for whole in ["4", "\"4,0\"", "4.0", "1 000", "inconnu"] {
        assert!(read(whole).is_ok(), "{whole}");
    }
    let refused = read("4,5").expect_err("it is no whole number");
    assert_eq!(refused[0].message, "personnes : « 4,5 » n'est pas un nombre entier");
}
