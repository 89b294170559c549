//! Codes: what the recueil knows of them decides, what it does not know leaves open, and a vocabulary says all there are.

use std::io::Cursor;
use std::sync::Arc;

use alinea::batch::{Table, Tables};
use alinea::case::{self, Reader};
use alinea::explain::{Doubt, Explanation, explain};
use alinea::plan::Plan;
use alinea::query::Request;
use alinea::report::{Style, diagnostics_text};
use alinea::source::{MemoryLoader, Sources};
use alinea::{Outcome, pipeline};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{dossier, plan, plan_with};

const LIST: &str = "région,métier\nBretagne,S1Z40\nCorse,S1Z40\nBretagne,A0Z41\n";
const OTHER_LIST: &str = "région\nNormandie\n";

/// Rules over one job, whose condition is given; the lists are complete or partial.
fn rules(columns: &str, complete: &str, condition: &str) -> String {
    format!(
        "recueil « Codes »\n\nfaits\n  date de dépôt : date\n  emplois : périodes\n{columns}    - ville : code\n    - quartier : code\n\n\
         texte « circulaire »\n  en vigueur à compter du 1er mars 2020\n\n\
         liste « métiers en tension », par région et métier\n  à compter du 1er avril 2021, {complete}, fichier « metiers.csv », selon « arrêté »\n\n\
         liste « régions normandes », par région\n  à compter du 1er avril 2021, complète, fichier « autres.csv », selon « arrêté »\n\n\
         procédure « Admission », selon « circulaire »\n  l'activité est l'ensemble des emplois\n    dont {condition}\n\n\
         les conditions sont réunies si :\n  condition « emploi », point 1 :\n    l'activité est en cours\n"
    )
}

const PLAIN: &str = "    - région : code « région »\n    - métier : code\n";
const TABLES: [(&str, &str); 2] = [("metiers.csv", LIST), ("autres.csv", OTHER_LIST)];

/// The answer to one job with these cells.
fn answer(plan: &Arc<Plan>, cells: &str) -> Explanation {
    let text = format!("faits:\n  date de dépôt: 2024-06-15\n  emplois:\n    - {{ du: 2023-01-01, {cells} }}\n");
    let case = dossier(plan, "essai", &text);
    let mut results = explain(plan, &case, &Request::new(plan)).results;
    assert_eq!(results.len(), 1);
    results.remove(0)
}

/// The outcome of one job under a condition, and the doubts that are told.
fn outcome(complete: &str, condition: &str, cells: &str) -> (Outcome, Vec<String>) {
    let plan = plan_with(&rules(PLAIN, complete, condition), &TABLES);
    let found = answer(&plan, cells);
    (found.outcome, found.doubts.iter().map(ToString::to_string).collect())
}

const LISTED: &str = "la région et le métier figurent dans la liste « métiers en tension »";

#[test]
fn what_the_list_holds_is_in_it_however_it_is_spelt() {
    for cells in
        ["région: Bretagne, métier: S1Z40", "région: BRETAGNE, métier: s1z40", "région: bretagne, métier: A0z41"]
    {
        assert_eq!(outcome("complète", LISTED, cells), (Outcome::Met, vec![]), "{cells}");
    }
}

#[test]
fn known_codes_that_a_complete_list_lacks_are_not_in_it() {
    assert_eq!(outcome("complète", LISTED, "région: Corse, métier: A0Z41"), (Outcome::NotMet, vec![]));
    // Normandy is known by another list that the same column is held against.
    let both = format!("({LISTED} ou la région figure dans la liste « régions normandes »)");
    assert_eq!(outcome("complète", &both, "région: Normandie, métier: S1Z40").0, Outcome::Met);
    let neither =
        format!("{LISTED}\n    et il n'est pas vrai que la région figure dans la liste « régions normandes »");
    assert_eq!(outcome("complète", &neither, "région: Normandie, métier: S1Z40").0, Outcome::NotMet);
}

#[test]
fn a_code_that_nothing_knows_leaves_a_complete_list_open() {
    let (found, doubts) = outcome("complète", LISTED, "région: Bretagnne, métier: S1Z40");
    assert_eq!(found, Outcome::Undetermined);
    assert_eq!(
        doubts,
        [
            "la région de l'emploi n° 1 : « Bretagnne » n'est connu d'aucune liste ni règle ; vouliez-vous dire « Bretagne » ?"
        ]
    );
    // What is known elsewhere is not known here.
    let (found, doubts) = outcome("complète", LISTED, "région: S1Z40, métier: S1Z40");
    assert_eq!(
        (found, doubts.as_slice()),
        (
            Outcome::Undetermined,
            &["la région de l'emploi n° 1 : « S1Z40 » n'est connu d'aucune liste ni règle".to_string()][..]
        )
    );
    let (found, doubts) = outcome("complète", LISTED, "région: Atlantide, métier: Z9Z99");
    assert_eq!((found, doubts.len()), (Outcome::Undetermined, 2));
}

#[test]
fn what_is_known_of_a_key_may_still_settle_it() {
    let rules = rules(PLAIN, "complète", &format!("{LISTED}\n    et le métier n'est pas « B2Z40 »"));
    let plan = plan_with(&rules, &TABLES);
    // No entry has this trade, whatever the region is.
    let found = answer(&plan, "région: Bretagnne, métier: B2Z40");
    assert_eq!((found.outcome, found.doubts), (Outcome::NotMet, vec![]));
}

#[test]
fn a_partial_list_is_named_beside_the_code() {
    let (found, doubts) = outcome("partielle", LISTED, "région: Bretagne, métier: S1Z4O");
    assert_eq!(found, Outcome::Undetermined);
    assert!(doubts.iter().any(|doubt| doubt.contains("« S1Z4O » n'est connu")), "{doubts:?}");
    assert!(doubts.iter().any(|doubt| doubt.contains("est partielle")), "{doubts:?}");
}

#[test]
fn the_list_of_each_day_is_open_too() {
    let worked = format!("{LISTED} le jour travaillé");
    assert_eq!(outcome("complète", &worked, "région: Bretagnne, métier: S1Z40").0, Outcome::Undetermined);
    assert_eq!(outcome("complète", &worked, "région: Corse, métier: A0Z41").0, Outcome::NotMet);
}

#[test]
fn a_comparison_with_a_word_is_open_for_what_nothing_knows() {
    let is = "la région est « Bretagne » ou « Corse »";
    assert_eq!(outcome("complète", is, "région: corse").0, Outcome::Met);
    let (found, doubts) = outcome("complète", is, "région: Bretagn");
    assert_eq!((found, doubts.len()), (Outcome::Undetermined, 1), "{doubts:?}");
    let is_not = "la région n'est pas « Bretagne »\n    et la région n'est pas « Corse »";
    assert_eq!(outcome("complète", is_not, "région: Bretagn").0, Outcome::Undetermined);
    assert_eq!(outcome("complète", is_not, "région: Corse").0, Outcome::NotMet);
    // Known by a rule of the same column.
    assert_eq!(
        outcome("complète", "la région est « Bretagne »\n    et la région n'est pas « Corse »", "région: Corse").0,
        Outcome::NotMet
    );
}

#[test]
fn two_facts_hold_what_the_other_is_compared_with() {
    let same = "la ville est le quartier";
    assert_eq!(outcome("complète", same, "ville: Brest, quartier: BREST").0, Outcome::Met, "equal, known or not");
    let (found, doubts) = outcome("complète", same, "ville: Brest, quartier: Brestt");
    assert_eq!(found, Outcome::Undetermined, "{doubts:?}");
    let known =
        "la ville est le quartier\n    et le quartier n'est pas « Quimper »\n    et la ville n'est pas « Brest »";
    assert_eq!(outcome("complète", known, "ville: Brest, quartier: Quimper").0, Outcome::NotMet);
}

#[test]
fn a_code_may_come_through_a_definition() {
    let text = "recueil « Codes »\n\nfaits\n  date de dépôt : date\n  région : code\n  région du conjoint : code\n  marié : oui ou non\n\n\
        texte « circulaire »\n  en vigueur à compter du 1er mars 2020\n\n\
        procédure « Admission », selon « circulaire »\n  la zone est la région\n  par exception à « zone », si marié, la zone est la région du conjoint\n\n\
        les conditions sont réunies si :\n  condition « c », point 1 :\n    la zone est « Bretagne » ou « Corse »\n";
    let plan = plan_with(text, &[]);
    let told = |facts: &str| {
        let case = dossier(&plan, "essai", &format!("faits: {{ date de dépôt: 2024-06-15, {facts} }}"));
        let found = explain(&plan, &case, &Request::new(&plan)).results.remove(0);
        (found.outcome, found.doubts.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    assert_eq!(told("marié: oui, région du conjoint: corse").0, Outcome::Met);
    let (found, doubts) = told("marié: oui, région: Bretagne, région du conjoint: Corsse");
    assert_eq!(found, Outcome::Undetermined);
    assert_eq!(
        doubts,
        ["région du conjoint : « Corsse » n'est connu d'aucune liste ni règle ; vouliez-vous dire « Corse » ?"]
    );
}

// ── Vocabularies ──

const WITH_VOCABULARY: &str = "    - région : code « région », fichier « regions.csv »\n    - métier : code\n";
const REGIONS: &str = "code;région\n53;Bretagne\n94;Corse\n28;Normandie\n11;Île-de-France\n93;Provence-Alpes-Côte d'Azur\n04;La Réunion\n";

fn with_vocabulary() -> Arc<Plan> {
    let tables = [TABLES[0], TABLES[1], ("regions.csv", REGIONS)];
    plan_with(&rules(WITH_VOCABULARY, "complète", LISTED), &tables)
}

fn line(region: &Value) -> String {
    json!({ "dossier": "essai", "faits": { "date de dépôt": "2024-06-15", "emplois": [{ "du": "2023-01-01", "région": region }] } })
        .to_string()
}

#[test]
fn a_code_of_the_vocabulary_is_taken_in_any_reasonable_spelling() {
    let plan = with_vocabulary();
    let mut reader = Reader::new(&plan);
    for (written, shown) in [
        ("bretagne", "Bretagne"),
        ("ILE-DE-FRANCE", "Île-de-France"),
        ("Ile de France", "Île-de-France"),
        ("île‑de‑france", "Île-de-France"),
        ("PROVENCE ALPES COTE D AZUR", "Provence-Alpes-Côte d'Azur"),
        ("Provence-Alpes-Côte d’Azur", "Provence-Alpes-Côte d'Azur"),
        ("Réunion", "La Réunion"),
    ] {
        let line = line(&json!(written));
        let one = case::read(&plan, &mut Sources::default(), "essai", line.as_bytes()).expect("it is a region");
        let expected = case::write(&plan, &one);
        assert!(expected.contains(&format!("région: {shown}")), "{expected}");
        for _ in 0..2 {
            assert_eq!(case::write(&plan, reader.read("essai", line.as_bytes()).expect("as for one")), expected);
        }
    }
    // In the vocabulary and in no list: it is settled.
    assert_eq!(answer(&plan, "région: Normandie, métier: S1Z40").outcome, Outcome::NotMet);
}

#[test]
fn what_is_not_in_the_vocabulary_is_refused_with_the_nearest() {
    let plan = with_vocabulary();
    let line = line(&json!("Bretagnne"));
    let found = case::read(&plan, &mut Sources::default(), "essai", line.as_bytes()).expect_err("it is no region");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].message, "emplois[0].région : « Bretagnne » n'est pas une valeur possible");
    assert_eq!(found[0].help.as_deref(), Some("vouliez-vous dire « Bretagne » ?"));
    let many = Reader::new(&plan).read("essai", line.as_bytes()).map(|_| ()).expect_err("as for one").diagnostics;
    assert_eq!(many, found);
    let open = |name: &str, text: &str| Table::open(name, Box::new(Cursor::new(text.to_string()))).expect("it opens");
    let periods = open("périodes.csv", "dossier;fait;du;région\nessai;emplois;2023-01-01;Bretagnne\n");
    let mut tables = Tables::new(&plan, open("dossiers.csv", "dossier\nessai\n"), Some(periods)).expect("it fits");
    let (sources, found) = tables.next().expect("there is a row").1.expect_err("as for one");
    assert_eq!(found[0].help.as_deref(), Some("vouliez-vous dire « Bretagne » ?"));
    let place = found[0].place().expect("it has a place");
    assert_eq!((sources.file(place.file).name.as_str(), sources.slice(place)), ("périodes.csv, ligne 2", "Bretagnne"));
}

#[test]
fn the_schema_lists_the_codes() {
    let plan = plan_with(
        &rules(
            "    - région : code, fichier « regions.csv »\n    - métier : code « code », fichier « regions.csv »\n",
            "complète",
            "la région n'est pas « Corse »\n    et le métier n'est pas « 53 »",
        ),
        &[("metiers.csv", "région,métier\nCorse,53\n"), TABLES[1], ("regions.csv", REGIONS)],
    );
    let schema = case::json_schema(&plan);
    let validator = jsonschema::draft202012::new(&schema).expect("the schema compiles");
    let accepts = |region: Value| validator.is_valid(&serde_json::from_str(&line(&region)).expect("it is JSON"));
    assert!(accepts(json!("Bretagne")) && accepts(json!("inconnu")) && accepts(Value::Null));
    assert!(!accepts(json!("Bretagnne")) && !accepts(json!("53")) && !accepts(json!(53)));
    assert!(schema["$defs"]["codes-2"]["enum"].as_array().is_some_and(|codes| codes.contains(&json!(53))), "{schema}");
    assert!(schema["$defs"]["codes-2"]["enum"].as_array().is_some_and(|codes| !codes.contains(&json!(4))), "{schema}");
}

/// What `check` says of rules, codes and messages.
fn told(rules: &str, tables: &[(&str, &str)]) -> (Vec<&'static str>, String) {
    let loader = MemoryLoader::default().with("regles.alinea", rules);
    let checked = pipeline::load(&tables.iter().fold(loader, |loader, (name, text)| loader.with(*name, *text)));
    let codes = checked.diagnostics.iter().map(|found| found.code).filter(|code| *code != "unused-fact").collect();
    (codes, diagnostics_text(&checked.sources, &checked.diagnostics, Style::PLAIN))
}

#[test]
fn rules_and_lists_are_held_against_the_vocabulary() {
    let regions = ("regions.csv", REGIONS);
    let written = rules(WITH_VOCABULARY, "complète", "la région est « Bretagne » ou « Corsse »");
    let (codes, text) = told(&written, &[TABLES[0], TABLES[1], regions]);
    assert_eq!(codes, ["unknown-code"], "{text}");
    assert!(text.contains("vouliez-vous dire « Corse » ?"), "{text}");
    let wrong = ("metiers.csv", "région,métier\nBretagne,S1Z40\nNormandi,S1Z40\nNormandi,A0Z41\n");
    let (codes, text) = told(&rules(WITH_VOCABULARY, "complète", LISTED), &[wrong, TABLES[1], regions]);
    assert_eq!(codes, ["unknown-code"], "a code is told once: {text}");
    assert!(text.contains("metiers.csv:3:1") && text.contains("vouliez-vous dire « Normandie » ?"), "{text}");
    // A list that nothing of the vocabulary is held against is free.
    let (codes, text) =
        told(&rules(WITH_VOCABULARY, "complète", "la région est « Corse »"), &[wrong, TABLES[1], regions]);
    assert_eq!(codes, Vec::<&str>::new(), "{text}");
}

#[test]
fn a_vocabulary_that_cannot_be_used_is_told() {
    let rules = rules(WITH_VOCABULARY, "complète", LISTED);
    for (regions, expected) in [
        (vec![], vec!["list-file-missing"]),
        (vec![("regions.csv", "nom;code\nBretagne;53\n")], vec!["list-column-missing"]),
        (vec![("regions.csv", "région\n")], vec!["empty-vocabulary"]),
        (vec![("regions.csv", "région\nBretagne\nCorse\nBRETAGNE\nNormandie\n")], vec!["duplicate-key"]),
        (vec![("regions.csv", "noms\rBretagne\rCorse\rNormandie\r")], vec![]),
    ] {
        let tables: Vec<_> = TABLES.into_iter().chain(regions.clone()).collect();
        let (codes, text) = told(&rules, &tables);
        assert_eq!(codes, expected, "{regions:?}\n{text}");
    }
}

#[test]
fn two_spellings_of_a_code_in_a_list_are_told() {
    let rules = rules(PLAIN, "complète", LISTED);
    let spelt = ("metiers.csv", "région,métier\nBretagne,S1Z40\nbretagne,A0Z41\nBRETAGNE,A0Z41\nbretagne,B2Z40\n");
    let (codes, text) = told(&rules, &[spelt, TABLES[1]]);
    assert_eq!(codes, ["code-spelling", "duplicate-key"], "{text}");
    let (codes, _) =
        told(&rules, &[("metiers.csv", "région,métier\nÎle-de-France,S1Z40\nÎle de France,S1Z40\n"), TABLES[1]]);
    assert_eq!(codes, Vec::<&str>::new(), "a hyphen tells two codes apart");
}

#[test]
fn names_that_a_dossier_cannot_tell_apart_are_told() {
    let rules = |facts: &str, condition: &str| {
        format!(
            "recueil « Noms »\n\nfaits\n  date de dépôt : date\n{facts}\ntexte « circulaire »\n  en vigueur à compter du 1er mars 2020\n\n\
             procédure « Admission », selon « circulaire »\n  les conditions sont réunies si :\n  condition « c », point 1 :\n    {condition}\n"
        )
    };
    for (one, other) in [("âgé", "age"), ("Marié", "marié"), ("n° étranger", "nº étranger")] {
        let facts = format!("  {one} : oui ou non\n  {other} : oui ou non\n");
        let (codes, text) = told(&rules(&facts, &format!("{one}\n    et {other}")), &[]);
        assert_eq!(codes, ["spelt-alike"], "{text}");
    }
}

/// The built-in recueil takes the regions of France as people and files write them.
#[test]
fn regions_of_the_built_in_recueil() {
    let plan = plan("aes-travail");
    for region in [
        "Ile-de-France",
        "ILE DE FRANCE",
        "bourgogne franche comté",
        "Auvergne Rhone Alpes",
        "Pays-de-la-Loire",
        "Centre Val de Loire",
        "Hauts de France",
        "GRAND-EST",
        "Reunion",
        "Saint Pierre et Miquelon",
    ] {
        let read = case::read(&plan, &mut Sources::default(), "essai", line(&json!(region)).as_bytes());
        assert!(read.is_ok(), "{region}: {read:#?}");
    }
    let found = case::read(&plan, &mut Sources::default(), "essai", line(&json!("Brtagne")).as_bytes());
    assert_eq!(found.expect_err("it is no region")[0].help.as_deref(), Some("vouliez-vous dire « Bretagne » ?"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(31), ..ProptestConfig::default() })]

    /// Whatever a code is, an answer that is decided stays when another spelling, a known code or nothing stands there.
    #[test]
    fn an_unknown_code_decides_nothing(code in "[A-Z][a-z]{2,8}", complete in any::<bool>(), negated in any::<bool>()) {
        let complete = if complete { "complète" } else { "partielle" };
        let condition = if negated { format!("il n'est pas vrai que {LISTED}") } else { LISTED.to_string() };
        let plan = plan_with(&rules(PLAIN, complete, &condition), &TABLES);
        let known = ["bretagne", "corse"].contains(&code.to_lowercase().as_str());
        let found = answer(&plan, &format!("région: {code}, métier: S1Z40"));
        let unknown = answer(&plan, "métier: S1Z40");
        prop_assert_eq!(found.outcome == Outcome::Undetermined, !known);
        prop_assert_eq!(unknown.outcome, Outcome::Undetermined);
        prop_assert_eq!(found.doubts.iter().any(|doubt| matches!(doubt, Doubt::UnknownCode { .. })), !known);
    }
}

/// Looking for the nearest of very many codes takes no time that anybody would notice.
#[test]
fn a_long_vocabulary() {
    let mut regions = "région\n".to_string();
    for number in 0..35_000 {
        regions.push_str(&format!("Commune numéro {number}\n"));
    }
    regions.push_str("Bretagne\nCorse\nNormandie\n");
    let plan =
        plan_with(&rules(WITH_VOCABULARY, "complète", LISTED), &[TABLES[0], TABLES[1], ("regions.csv", &regions)]);
    let rows: Vec<Value> =
        (0..150).map(|number| json!({ "région": format!("Comune numero {}", number * 200) })).collect();
    let text = json!({ "faits": { "emplois": rows } }).to_string();
    let begun = std::time::Instant::now();
    let found = case::read(&plan, &mut Sources::default(), "essai", text.as_bytes()).expect_err("they are misspelt");
    assert_eq!((found.len(), found[1].help.as_deref()), (101, Some("vouliez-vous dire « Commune numéro 200 » ?")));
    assert!(begun.elapsed() < std::time::Duration::from_secs(5), "{:?}", begun.elapsed());
}

const LABELLED: &str = "région,métier,libellé\nBretagne,S1Z40,Cuisiniers\nCorse,S1Z40,Cuisiniers\nBretagne,A0Z41,Éleveurs salariés\nCorse,T2A60,Aides\nCorse,T2B60,Aides\n";

fn labelled(complete: &str, condition: &str) -> Arc<Plan> {
    plan_with(&rules(PLAIN, complete, condition), &[("metiers.csv", LABELLED), ("autres.csv", OTHER_LIST)])
}

/// A label stands for its code, in dossiers and in rules, alone and among others; that of several codes stands for none.
#[test]
fn a_label_may_be_written_for_its_code() {
    let plan = labelled("partielle", LISTED);
    for métier in ["Cuisiniers", "cuisiniers", "CUISINIERS", "S1Z40"] {
        assert_eq!(answer(&plan, &format!("région: Corse, métier: {métier}")).outcome, Outcome::Met, "{métier}");
    }
    assert_eq!(answer(&plan, "région: Corse, métier: eleveurs salaries").outcome, Outcome::Undetermined);
    assert_eq!(answer(&plan, "région: Corse, métier: Aides").outcome, Outcome::Undetermined);
    let line = |métier: &str| {
        format!(
            "{{\"faits\":{{\"date de dépôt\":\"2024-06-15\",\"emplois\":[{{\"du\":\"2023-01-01\",\"région\":\"Corse\",\"métier\":\"{métier}\"}}]}}}}"
        )
    };
    let mut reader = Reader::new(&plan);
    let by_label = reader.read("a", line("cuisiniers").as_bytes()).expect("it is well formed").facts.clone();
    let by_code = reader.read("b", line("S1Z40").as_bytes()).expect("it is well formed").facts.clone();
    assert_eq!(by_label, by_code);

    let plan = labelled("complète", "le métier est « Cuisiniers »");
    assert_eq!(answer(&plan, "métier: S1Z40").outcome, Outcome::Met);
    assert_eq!(answer(&plan, "métier: Cuisiniers").outcome, Outcome::Met);
}

#[test]
fn an_answer_calls_codes_by_their_label_and_names_the_list() {
    let plan = labelled("partielle", LISTED);
    let found = answer(&plan, "région: Corse, métier: A0Z41");
    let row = &found.conditions[0].clauses[0].measures[0].over.counted[0];
    assert_eq!(row.labels, ["A0Z41 Éleveurs salariés"]);
    let list = &found.lists[0];
    assert_eq!(
        (list.name.as_str(), list.partial, list.source.as_deref()),
        ("métiers en tension", true, Some("arrêté"))
    );
    assert_eq!(list.validity.map(|days| days.start.to_string()).as_deref(), Some("2021-04-01"));
}

/// A partial list that is complete for a code decides wherever that code is known.
#[test]
fn a_partial_list_may_be_complete_for_a_code() {
    let plan = labelled("partielle, complète pour « S1Z40 » et « Corse »", LISTED);
    for (cells, outcome) in [
        ("région: Corse, métier: S1Z40", Outcome::Met),
        ("région: Corse, métier: A0Z41", Outcome::NotMet),
        ("région: Bretagne, métier: T2A60", Outcome::Undetermined),
        ("métier: S1Z40", Outcome::Undetermined),
        // Where the region is not known, the occupation has no entry that agrees.
        ("région: Corse", Outcome::Undetermined),
    ] {
        assert_eq!(answer(&plan, cells).outcome, outcome, "{cells}");
    }
    let found = |code: &str| {
        let files = MemoryLoader::default()
            .with("regles.alinea", rules(PLAIN, &format!("partielle, complète pour « {code} »"), LISTED))
            .with("metiers.csv", LABELLED)
            .with("autres.csv", OTHER_LIST);
        let checked = pipeline::load(&files);
        checked.diagnostics.into_iter().filter_map(|found| found.help).collect::<Vec<_>>().join("\n")
    };
    assert!(found("Corze").contains("vouliez-vous dire « Corse » ?"), "{}", found("Corze"));
}

/// Two amounts are compared: what decides which they are, an option here and a code there, is not.
#[test]
fn what_decides_between_amounts_is_not_compared_with_them() {
    let rules = "
recueil « Essai »

faits
  état : célibataire ou pacsé
  commune : texte
  marié : oui ou non

texte « loi »
  en vigueur à compter du 1er janvier 2020

procédure « P », selon « loi »
  la prime est selon la commune :
    - « Paris » : 10 €
    - sinon : 0 €
  le loyer est selon l'état :
    - célibataire : 5 €
    - pacsé : 7 €

  les conditions sont réunies si :
  condition « c », « art. 1 » : la prime dépasse loyer
";
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", rules));
    let codes: Vec<&str> = checked.diagnostics.iter().map(|found| found.code).collect();
    assert!(checked.plan.is_some() && !codes.contains(&"unknown-option"), "{codes:?}");
}
