//! Names, options and codes mean the same however they are spelt.

use alinea::case::{self, Case, Reader};
use alinea::names::{Index, closest, find, fold, fold_loosely, fold_name};
use alinea::plan::{Plan, Symbols};
use alinea::source::Sources;
use proptest::prelude::*;

use crate::support::{dossiers, plan};

#[test]
fn what_folds_to_the_same() {
    let same = [
        ("Île-de-France", "ile-de-france"),
        ("Île-de-France", "I\u{302}LE\u{2011}DE\u{2010}FRANCE"),
        ("Île-de-France", "\u{200b}Île-de-France\u{ad}\u{feff}"),
        ("Provence-Alpes-Côte d'Azur", "PROVENCE-ALPES-COTE D’AZUR"),
        ("l'œuvre", "L´OEUVRE"),
        ("n° 2", "N\u{ba}\u{a0}\u{202f}2"),
        ("s1z40", " S1Z40\t"),
        ("Straße", "STRASSE"),
        ("ΟΔΟΣ", "οδος"),
        ("Ÿ", "y"),
    ];
    for (one, other) in same {
        assert_eq!(fold(one), fold(other), "{one} {other}");
    }
}

#[test]
fn what_stays_apart() {
    for (one, other) in
        [("Île-de-France", "Île de France"), ("S1Z40", "S1Z4O"), ("A 1", "A1"), ("m²", "m2"), ("हिन्दी", "हन्द")]
    {
        assert_ne!(fold(one), fold(other), "{one} {other}");
    }
    assert_eq!(fold_loosely("Provence-Alpes-Côte d'Azur"), fold_loosely("PROVENCE ALPES COTE D AZUR"));
    assert_eq!(fold_loosely("La Réunion"), fold_loosely("reunion"));
    assert_eq!((fold_name("L’Âge").as_str(), fold_name("Les").as_str()), ("age", "les"));
}

#[test]
fn the_exact_name_comes_first() {
    assert_eq!(find("age", ["Âge", "age", "AGE"]), Some(1));
    assert_eq!(find("âgé", ["Âge", "age"]), None, "either may be meant");
    assert_eq!(find("AGE", ["nom", "Âge"]), Some(1));
    assert_eq!(Index::of_names(["le nom", "prénom"]).find("Nom"), Some(0));
}

#[test]
fn the_nearest_of_long_words_is_found_soon() {
    let long = "x".repeat(1_000_000);
    assert_eq!(closest(&long, ["région", "métier"]), None);
    assert_eq!(closest("Bretagnne", ["Corse", "Bretagne"]), Some("Bretagne"));
}

#[test]
fn a_symbol_is_shown_as_it_was_met_first() {
    let mut symbols = Symbols::default();
    let bretagne = symbols.intern("Bretagne");
    assert_eq!((symbols.intern("BRETAGNE"), symbols.get("bretagne")), (bretagne, Some(bretagne)));
    assert_eq!((symbols.text(bretagne), symbols.len()), (Some("Bretagne"), 1));
    assert_eq!(symbols.get("Corse"), None);
}

/// Another spelling of a text in quotes; `how` is used up bit by bit.
fn respelt(text: &str, how: &mut u64) -> String {
    let mut bit = || {
        *how = how.rotate_left(1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d;
        *how >> 63 == 1
    };
    let mut out = String::new();
    for c in text.chars() {
        match c {
            ' ' if bit() => out.push('\u{a0}'),
            '\'' if bit() => out.push('’'),
            '-' if bit() => out.push('\u{2011}'),
            'é' if bit() => out.push_str("e\u{301}"),
            'é' | 'è' if bit() => out.push('e'),
            'Î' if bit() => out.push_str("i\u{302}"),
            c if bit() => out.extend(c.to_uppercase()),
            c => out.push(c),
        }
    }
    out
}

/// A dossier in JSON with all its words spelt otherwise, dates and numbers aside.
fn respelt_dossier(value: &serde_json::Value, how: &mut u64) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::String(text) if text.starts_with(|c: char| c.is_ascii_digit()) => value.clone(),
        Value::String(text) => Value::String(respelt(text, how)),
        Value::Array(values) => values.iter().map(|value| respelt_dossier(value, how)).collect(),
        Value::Object(pairs) => pairs
            .iter()
            .map(|(key, value)| {
                let value = if key == "dossier" { value.clone() } else { respelt_dossier(value, how) };
                (respelt(key, how), value)
            })
            .collect(),
        other => other.clone(),
    }
}

fn told(plan: &Plan, case: &Case) -> String {
    format!("{}{:?}", case::write(plan, case), case.expected.iter().map(|one| &one.outcome).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(4), ..ProptestConfig::default() })]

    /// Both readers take a dossier for the same, whatever its spelling, and show what the recueil writes.
    #[test]
    fn a_dossier_spelt_otherwise(which in any::<prop::sample::Index>(), mut how in any::<u64>()) {
        let plan = plan("aes-travail");
        let all = dossiers("aes-travail");
        let (name, text) = &all[which.index(all.len())];
        let case = case::read(&plan, &mut Sources::default(), name, text.as_bytes()).expect("it is well formed");
        let as_json = crate::schema::as_json(text).expect("it is YAML");
        let line = respelt_dossier(&as_json, &mut how).to_string();
        let one = case::read(&plan, &mut Sources::default(), name, line.as_bytes());
        let one = one.unwrap_or_else(|found| panic!("{line}\n{found:#?}"));
        assert_eq!(told(&plan, &one), told(&plan, &case), "{line}");
        let mut reader = Reader::new(&plan);
        for _ in 0..2 {
            let many = reader.read(name, line.as_bytes()).expect("it is well formed");
            assert_eq!(told(&plan, many), told(&plan, &case), "{line}");
        }
    }
}

/// What no rule knows is shown as its own dossier writes it, whatever other dossiers wrote before.
#[test]
fn an_unknown_text_keeps_the_spelling_of_its_dossier() {
    let plan = plan("aes-travail");
    let mut reader = Reader::new(&plan);
    let line = |code: &str| format!(r#"{{"faits":{{"emplois":[{{"métier":"{code}"}},{{"métier":"{code}"}}]}}}}"#);
    for code in ["Z9Z99", "z9z99", "Z9Z99", "z9\u{a0}z99", "Z9Z99"] {
        let read = reader.read("essai", line(code).as_bytes()).expect("it is well formed");
        let shown = format!("métier: {}", code.replace('\u{a0}', " "));
        assert_eq!(case::write(&plan, read).matches(&shown).count(), 2, "{code}");
    }
}
