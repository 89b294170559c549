//! Schemas of results: all that comes with the program is as they say, and `docs` has each of their keys.

use std::collections::BTreeSet;

use alinea::Ruleset;
use alinea::api::{Held, METHODS, call};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::support::dossiers;

fn validator(method: &str) -> Validator {
    let known = METHODS.iter().find(|known| known.name == method).expect("there is this method");
    jsonschema::validator_for(&known.result_schema()).expect("the schema is one")
}

fn assert_valid(validator: &Validator, method: &str, params: &Value) {
    let result = call(&Held::default(), method, params).unwrap_or_else(|error| panic!("{method}: {error}"));
    let wrong: Vec<String> =
        validator.iter_errors(&result).map(|error| format!("{} : {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{method} {}: {wrong:#?}", params["name"]);
}

#[test]
fn answers_to_every_dossier_are_as_their_schemas_say() {
    for method in ["evaluate", "ask"] {
        let validator = validator(method);
        for recueil in Ruleset::builtins() {
            let held = recueil.to_string();
            for (name, text) in dossiers(recueil) {
                assert_valid(&validator, method, &json!({ "ruleset": held, "dossier": text, "name": name }));
            }
        }
    }
}

#[test]
fn calendars_are_as_their_schema_says() {
    let validator = validator("calendar");
    for recueil in Ruleset::builtins() {
        for (name, text) in dossiers(recueil).into_iter().step_by(5) {
            assert_valid(&validator, "calendar", &json!({ "ruleset": recueil, "dossier": text, "name": name }));
        }
    }
}

#[test]
fn what_is_said_of_every_recueil_is_as_its_schemas_say() {
    for method in ["hold", "check", "schema", "show", "test"] {
        let validator = validator(method);
        for recueil in Ruleset::builtins() {
            let mut params = json!({ "ruleset": recueil });
            if method == "hold" {
                params["handle"] = json!("mine");
            }
            assert_valid(&validator, method, &params);
        }
    }
    assert_valid(&validator("test"), "test", &json!({ "ruleset": "taxe-employeur", "mutants": true }));
    let broken = json!({ "ruleset": { "files": { "a.alinea": "faits\n  date : dates\n", "b.csv": "x" } } });
    assert_valid(&validator("check"), "check", &broken);
}

#[test]
fn comparisons_are_as_their_schema_says() {
    let validator = validator("diff");
    let texts = json!({
        "ruleset": "aes-travail",
        "before": "circulaire du 28 novembre 2012",
        "after": "circulaire du 23 janvier 2025",
    });
    assert_valid(&validator, "diff", &texts);
    let procedures = json!({
        "ruleset": "taxe-employeur", "before": "défaut", "after": "défaut", "days": true, "witnesses": true,
    });
    assert_valid(&validator, "diff", &procedures);
}

/// A schema that says nothing of a key, or lets others be, would hold of anything.
#[test]
fn schemas_name_every_key() {
    fn objects(schema: &Value, at: &str) {
        if schema["type"] == "object" && schema.get("properties").is_some() {
            assert_eq!(schema["additionalProperties"], false, "{at} lets other keys be");
        }
        match schema {
            Value::Object(map) => map.iter().for_each(|(key, value)| objects(value, &format!("{at}.{key}"))),
            Value::Array(list) => list.iter().for_each(|value| objects(value, at)),
            _ => {}
        }
    }
    METHODS.iter().for_each(|method| objects(&method.result_schema(), method.name));
}

#[test]
fn every_key_of_a_result_is_documented() {
    fn keys(schema: &Value, found: &mut BTreeSet<String>) {
        if let Some(properties) = schema["properties"].as_object().filter(|_| schema["type"] == "object") {
            found.extend(properties.keys().cloned());
        }
        match schema {
            Value::Object(map) => map.values().for_each(|value| keys(value, found)),
            Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    // What a schema of dossiers is made of, JSON Schema says.
    METHODS
        .iter()
        .filter(|method| method.name != "schema")
        .for_each(|method| keys(&method.result_schema(), &mut found));
    let docs = include_str!("../../../docs/json.md");
    let words = |code: &'static str| code.split(|c: char| !c.is_alphanumeric() && c != '_');
    let said: BTreeSet<&str> = docs.split('`').skip(1).step_by(2).flat_map(words).collect();
    let silent: Vec<&String> = found.iter().filter(|key| !said.contains(key.as_str())).collect();
    assert!(silent.is_empty(), "docs/json.md says nothing of {silent:?}");
}
