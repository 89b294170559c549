//! The door in JSON: each method on the built-in recueils, held against its own schemas and against the facade.

mod pages;
mod populations;
mod results;

use std::path::Path;

use alinea::api::{Held, METHODS, call, call_text};
use alinea::embedded::Embedded;
use alinea::report::answer_json;
use alinea::{Request, Ruleset};
use serde_json::{Value, json};

use crate::support::{dossiers, pinned};

fn answered(method: &str, params: Value) -> Value {
    call(&Held::default(), method, &params).unwrap_or_else(|error| panic!("{method}: {error}"))
}

fn refused(method: &str, params: Value) -> String {
    call(&Held::default(), method, &params).expect_err("the call is refused").to_string()
}

fn valid(schema: &Value, value: &Value) -> bool {
    jsonschema::validator_for(schema).expect("the schema is one").is_valid(value)
}

/// For each method a call that works.
fn examples() -> Vec<(&'static str, Value)> {
    let (name, text) = dossiers("aes-travail").remove(0);
    let on_dossier = json!({ "ruleset": "aes-travail", "dossier": text, "name": name });
    let answer = answered("evaluate", on_dossier.clone());
    let mut verified = on_dossier.clone();
    verified["answer"] = answer;
    let sides = json!({ "before": "taxe-employeur", "after": "taxe-employeur", "dossiers": [{}] });
    vec![
        ("recueils", json!({})),
        ("hold", json!({ "handle": "mine", "ruleset": "aes-travail" })),
        ("populate", json!({ "handle": "people", "ruleset": "aes-travail", "dossiers": [text, {}] })),
        ("release", json!({ "handle": "mine" })),
        ("schema", json!({ "ruleset": "aes-travail" })),
        ("check", json!({ "ruleset": "aes-travail" })),
        ("evaluate", on_dossier.clone()),
        ("ask", json!({ "ruleset": "aes-travail", "dossier": { "faits": { "polygamie": "non" } } })),
        ("calendar", on_dossier),
        ("verify", verified),
        (
            "show",
            json!({ "ruleset": "aes-travail", "procedure": "AES classique", "day": "2024-06-15", "format": "html" }),
        ),
        ("test", json!({ "ruleset": "taxe-employeur" })),
        ("format", json!({ "source": "faits\n date de dépôt:date\n" })),
        ("diff", sides.clone()),
        ("impact", sides),
        ("page", json!({ "of": "ask", "params": { "ruleset": "aes-travail" } })),
    ]
}

#[test]
fn every_method_gives_what_its_schemas_say() {
    let examples = examples();
    assert!(METHODS.iter().map(|method| method.name).eq(examples.iter().map(|(name, _)| *name)));
    for (method, (name, params)) in METHODS.iter().zip(examples) {
        assert!(valid(&method.params_schema(), &params), "{name} takes {params}");
        let result = answered(name, params);
        assert!(valid(&method.result_schema(), &result), "{name} gives {result:#}");
    }
}

/// A value of a wrong kind is refused by the schema and by the reader alike.
#[test]
fn what_a_schema_refuses_is_refused() {
    for (method, (name, params)) in METHODS.iter().zip(examples()) {
        let schema = method.params_schema();
        for param in method.params() {
            for wrong in [json!(null), json!(7), json!([]), json!({ "x": 1 }), json!("2024-13-01"), json!(true)] {
                let mut params = params.clone();
                params[param.name] = wrong;
                if !valid(&schema, &params) {
                    assert!(call(&Held::default(), name, &params).is_err(), "{name} takes {params}");
                }
            }
        }
    }
}

#[test]
fn the_door_answers_as_the_facade_does() {
    let ruleset = Ruleset::builtin("aes-travail").expect("the recueil is built in");
    let held = Held::default();
    held.hold("mine", Embedded::named("aes-travail").expect("the recueil is built in")).expect("it has no error");
    for (name, text) in dossiers("aes-travail") {
        let dossier = ruleset.dossier(&name, &text).expect("the dossier is well formed");
        let direct = answer_json(&ruleset.answer(&dossier, &Request::default()).expect("the request is plain"));
        let called = call(&held, "evaluate", &json!({ "ruleset": "mine", "dossier": text, "name": name }));
        assert_eq!(called.expect("the call is well formed"), direct, "{name}");
    }
}

#[test]
fn rules_with_errors_are_told_with_their_places() {
    let found = answered("check", json!({ "ruleset": { "files": { "a.alinea": "faits\n  date : dates\n" } } }));
    assert_eq!(found["findings"][0]["severity"], "error");
    assert_eq!(found["findings"][0]["labels"][0]["line"], 2);
    let params = json!({ "ruleset": { "files": { "a.alinea": "faits\n  date : dates\n" } } });
    let error = call(&Held::default(), "evaluate", &params).expect_err("there is no plan").to_json();
    assert_eq!((&error["code"], &error["findings"][0]["labels"][0]["line"]), (&json!("findings"), &json!(2)));
}

#[test]
fn what_is_misspelt_is_told_with_what_was_meant() {
    assert_eq!(refused("evaluat", json!({})), "« evaluat » n'est pas une méthode ; vouliez-vous dire « evaluate » ?");
    assert_eq!(
        refused("evaluate", json!({ "ruleset": "aes-travail", "dosier": {} })),
        "« dosier » n'est pas un paramètre de cette méthode ; vouliez-vous dire « dossier » ?"
    );
    assert_eq!(refused("evaluate", json!({})), "il manque le paramètre « ruleset »");
    assert_eq!(
        refused("evaluate", json!({ "ruleset": "aes-travai" })),
        "aucun recueil fourni ne s'appelle « aes-travai »"
    );
    assert_eq!(
        refused("evaluate", json!({ "ruleset": "aes-travail", "day": "15/06/2024" })),
        "day : il faut ici un jour entre 1900 et 2200, par exemple 2024-06-15"
    );
}

#[test]
fn an_answer_that_was_changed_is_no_longer_verified() {
    let verify = examples().into_iter().find(|(method, _)| *method == "verify");
    let (_, mut params) = verify.expect("there is an example of it");
    assert_eq!(answered("verify", params.clone())["same_answer"], true);
    params["answer"]["results"][0]["outcome"] = json!("met");
    let verified = answered("verify", params);
    assert_eq!(verified, json!({ "same_rules": true, "same_answer": false, "differs": ["results[0].outcome"] }));
}

#[test]
fn what_is_held_can_be_given_up() {
    let held = Held::default();
    let kept = call(&held, "hold", &json!({ "handle": "mine", "ruleset": "taxe-employeur" })).expect("it has no error");
    let direct = Ruleset::builtin("taxe-employeur").expect("the recueil is built in");
    assert_eq!((&kept["handle"], &kept["hash"]), (&json!("mine"), &json!(direct.hash())));
    for method in ["schema", "check", "test"] {
        let params = |name| json!({ "ruleset": name });
        let mut by_handle = call(&held, method, &params("mine")).expect("it is held");
        if method == "check" {
            assert_eq!(by_handle["ruleset"], "mine");
            by_handle["ruleset"] = json!("taxe-employeur");
        }
        assert_eq!(by_handle, answered(method, params("taxe-employeur")), "{method}");
    }
    let release = || call(&held, "release", &json!({ "handle": "mine" })).expect("a handle may stand for nothing");
    assert_eq!((release(), release()), (json!({ "released": true }), json!({ "released": false })));
    assert!(call(&held, "schema", &json!({ "ruleset": "mine" })).is_err());
}

#[test]
fn rules_with_errors_leave_a_handle_as_it_was() {
    let held = Held::default();
    call(&held, "hold", &json!({ "handle": "mine", "ruleset": "taxe-employeur" })).expect("it has no error");
    let broken = json!({ "handle": "mine", "ruleset": { "files": { "a.alinea": "faits\n  date : dates\n" } } });
    assert_eq!(call(&held, "hold", &broken).expect_err("there is no plan").code, "findings");
    assert!(call(&held, "schema", &json!({ "ruleset": "mine" })).is_ok());
}

#[test]
fn a_call_in_text_has_a_result_or_an_error() {
    let told = |text: &str| call_text(&Held::default(), text.as_bytes());
    assert_eq!(
        told(r#"{"method": "recueils"}"#),
        r#"{"result":{"recueils":["aes-travail","indemnite-licenciement","parametres","regroupement-familial","taxe-employeur","travail-asile"]}}"#
    );
    let error = |text: &str| -> Value {
        let told: Value = serde_json::from_str(&told(text)).expect("it is JSON");
        told["error"]["code"].clone()
    };
    assert_eq!(error(r#"{"method": "recueil", "params": {}}"#), "unknown-method");
    for wrong in ["", "[]", "{}", "{\"method\": 1}", "{\"method\": \"recueils\", \"parms\": {}}", "\u{feff}{}"] {
        assert_eq!(error(wrong), "bad-params", "{wrong}");
    }
    assert!(call_text(&Held::default(), b"\xff").contains("bad-params"));
}

/// The page on the door is made from its table.
#[test]
fn the_page_lists_every_method() {
    let mut page = String::from(
        "# The door in JSON\n\nA service, a binding and a page call `alinea::api::call(held, method, params)`, or in text \
         `call_text`: `{\"method\", \"params\"}` in,\n`{\"result\"}` or `{\"error\"}` out. What is to outlive a call, rulesets \
         and populations, is held under handles (`hold`, `populate`,\n`release`). An error has `code`, `message` (French) and \
         `findings[]`, as `check --format json` writes them. What the keys of results\nmean stands in [json.md](json.md); \
         the program writes the same. `bindings/wasm` is this door in WebAssembly.\n",
    );
    for method in METHODS {
        page.push_str(&format!("\n## `{}`\n\n{}\n", method.name, method.about));
        let params: Vec<String> = method
            .params()
            .map(|param| {
                let must = if param.required { ", required" } else { "" };
                format!("| `{}` | `{:?}`{must} | {} |\n", param.name, param.kind, param.about)
            })
            .collect();
        if !params.is_empty() {
            page.push_str(&format!("\n| parameter | kind | meaning |\n|---|---|---|\n{}", params.concat()));
        }
        let schema = method.result_schema();
        let keys = schema["properties"].as_object().into_iter().flat_map(|keys| keys.keys());
        let keys: Vec<String> = keys.map(|key| format!("`{key}`")).collect();
        page.push_str(&format!("\nGives an object with {}.\n", keys.join(", ")));
    }
    pinned(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/api.md"), &page);
}
