//! The JSON Schema of a dossier takes what the reader takes, and refuses what a schema can tell to be wrong.

use alinea::case;
use granit_parser::{Event, Parser, ScalarStyle};
use jsonschema::Validator;
use serde_json::{Map, Value, json};

use crate::support::{dossiers, file_name, plan};

fn validator() -> Validator {
    jsonschema::draft202012::new(&case::json_schema(&plan("aes-travail"))).expect("the schema compiles")
}

#[test]
fn the_schema_is_one_of_the_2020_12_draft() {
    let schema = case::json_schema(&plan("aes-travail"));
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    if let Err(error) = jsonschema::draft202012::meta::validate(&schema) {
        panic!("{error}");
    }
}

#[test]
fn the_recueils_own_dossiers_validate() {
    let validator = validator();
    for (name, text) in dossiers("aes-travail") {
        check_valid(&validator, &name, &as_json(&text).expect("the dossier is YAML"));
    }
}

#[test]
fn tricky_dossiers_validate() {
    let validator = validator();
    for (name, text) in folder("accepted") {
        // A schema names things in one spelling.
        if name == "other-spellings.yaml" {
            continue;
        }
        check_valid(&validator, &name, &as_json(&text).expect("the dossier is YAML"));
    }
}

/// Refused dossiers that only the calendar, the order of days or the form of the file shows to be wrong.
const BEYOND_A_SCHEMA: [&str; 16] = [
    "date-1850.yaml",
    "date-2300.yaml",
    "duplicate-column.yaml",
    "duplicate-fact-other-apostrophe.json",
    "duplicate-fact.yaml",
    "duplicate-top-level.yaml",
    "end-before-start.yaml",
    "end-month-before-start.yaml",
    "month-13.yaml",
    "no-29-february.yaml",
    "overlap.yaml",
    "percent-too-long.yaml",
    // What follows is no single tree of plain values: an editor reports it before any schema.
    "anchor.yaml",
    "anchor-on-scalar.yaml",
    "tag.yaml",
    "two-documents.yaml",
];

#[test]
fn refused_dossiers_do_not_validate() {
    let validator = validator();
    let mut wrong = Vec::new();
    for (name, text) in folder("refused") {
        let Some(dossier) = as_json(&text) else { continue };
        let beyond = BEYOND_A_SCHEMA.contains(&name.as_str());
        if validator.is_valid(&dossier) != beyond {
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn wrong_dossiers_do_not_validate() {
    let validator = validator();
    let row = |fact: &str, row: Value| json!({ "faits": { fact: [row] } });
    let table = [
        ("unknown fact", json!({ "faits": { "couleur": "bleu" } })),
        ("unknown part", json!({ "fait": {} })),
        ("facts in a list", json!({ "faits": [] })),
        ("unknown option", row("séjours", json!({ "document": "passeport" }))),
        ("option of another fact", row("emplois", json!({ "nature": "sans document" }))),
        ("unknown column", row("emplois", json!({ "salaire": 1500 }))),
        ("date with a time", json!({ "faits": { "date de dépôt": "2024-06-15T10:00" } })),
        ("date without zeros", json!({ "faits": { "date de dépôt": "2024-6-15" } })),
        ("date in words", json!({ "faits": { "date de dépôt": "15 juin 2024" } })),
        ("year out of bounds", json!({ "faits": { "date de dépôt": 1850 } })),
        ("date that is a truth", json!({ "faits": { "date de dépôt": true } })),
        ("truth that is a number", json!({ "faits": { "polygamie": 1 } })),
        ("truth in words", json!({ "faits": { "polygamie": "peut-être" } })),
        ("truth in a list", json!({ "faits": { "polygamie": ["oui"] } })),
        ("share without a sign", row("emplois", json!({ "part d'un temps plein": 0.5 }))),
        ("share in words", row("emplois", json!({ "part d'un temps plein": "la moitié %" }))),
        ("end left empty", row("emplois", json!({ "du": "2023-01-01", "au": null }))),
        ("start that goes on", row("emplois", json!({ "du": "en cours" }))),
        ("periods without a list", json!({ "faits": { "emplois": { "du": "2023-01-01" } } })),
        ("periods in words", json!({ "faits": { "emplois": "aucun" } })),
        ("code in a list", row("emplois", json!({ "métier": ["A1Z40"] }))),
        ("admission of a route that is not the prefect's", json!({ "admis": { "8 mois sur 24": "oui" } })),
        ("admission in words", json!({ "admis": { "3 ans de présence": "accordée" } })),
        ("unknown procedure", json!({ "attendu": { "AES": {} } })),
        (
            "text of another procedure",
            json!({ "attendu": { "AES classique": { "circulaire du 5 février 2024": "réunies" } } }),
        ),
        ("unknown outcome", json!({ "attendu": { "AES classique": { "circulaire du 28 novembre 2012": "refusé" } } })),
        ("list at the root", json!([])),
    ];
    for (name, dossier) in table {
        assert!(!validator.is_valid(&dossier), "{name}: {dossier}");
        // What the schema refuses, the reader refuses too.
        let text = dossier.to_string();
        let plan = plan("aes-travail");
        assert!(case::read(&plan, &mut plan.sources.clone(), name, text.as_bytes()).is_err(), "{name} is read");
    }
}

fn check_valid(validator: &Validator, name: &str, dossier: &Value) {
    let errors: Vec<String> =
        validator.iter_errors(dossier).map(|error| format!("{} : {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{name}\n{}", errors.join("\n"));
}

fn folder(name: &str) -> Vec<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/dossiers").join(name);
    let mut found: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("the folder can be read").path())
        .map(|path| (file_name(&path), std::fs::read_to_string(&path).expect("the dossier can be read")))
        .collect();
    found.sort();
    found
}

enum Open {
    Sequence(Vec<Value>),
    Mapping(Map<String, Value>, Option<String>),
}

/// YAML as an editor hands it to a schema; `None` when it is broken or empty.
///
/// Blanks and apostrophes are folded as the reader folds them: a schema names facts in one form only.
pub fn as_json(text: &str) -> Option<Value> {
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    for event in Parser::new_from_str(text.trim_start_matches('\u{feff}')) {
        let value = match event.ok()?.0 {
            Event::Scalar(value, style, ..) => scalar(&value, style == ScalarStyle::Plain),
            Event::SequenceStart(..) => {
                open.push(Open::Sequence(Vec::new()));
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open::Mapping(Map::new(), None));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop()? {
                Open::Sequence(values) => Value::Array(values),
                Open::Mapping(pairs, _) => Value::Object(pairs),
            },
            Event::Alias(_) => Value::Null,
            _ => continue,
        };
        match open.last_mut() {
            None => root = Some(value),
            Some(Open::Sequence(values)) => values.push(value),
            Some(Open::Mapping(pairs, key)) => match key.take() {
                Some(key) => {
                    pairs.insert(key, value);
                }
                None => {
                    *key = Some(match value {
                        Value::String(key) => key,
                        other => other.to_string(),
                    });
                }
            },
        }
    }
    root
}

fn scalar(text: &str, plain: bool) -> Value {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('’', "'");
    if !plain {
        return Value::String(folded);
    }
    match folded.as_str() {
        "" | "~" | "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        other => match (other.parse::<i64>(), other.parse::<f64>()) {
            (Ok(whole), _) => json!(whole),
            (_, Ok(number)) if number.is_finite() => json!(number),
            _ => Value::String(folded),
        },
    }
}
