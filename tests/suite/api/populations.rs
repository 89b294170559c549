//! Many dossiers, read once: the same answers as one by one, and only by the rules that they were read against.

use alinea::api::{Held, call};
use alinea::embedded::Embedded;
use alinea::source::Loader;
use serde_json::{Value, json};

use crate::support::dossiers;

const BEFORE: &str = "circulaire du 28 novembre 2012";
const AFTER: &str = "circulaire du 23 janvier 2025";

fn texts() -> Vec<String> {
    dossiers("aes-travail").into_iter().map(|(_, text)| text).collect()
}

fn populated(dossiers: &Value) -> Held {
    let held = Held::default();
    let params = json!({ "handle": "people", "ruleset": "aes-travail", "dossiers": dossiers });
    call(&held, "populate", &params).expect("a population is read");
    held
}

/// The built-in recueil with other words in one of its files, as parameters give it.
fn edited(file: &str, from: &str, to: &str) -> Value {
    let recueil = Embedded::named("aes-travail").expect("the recueil is built in");
    let text = |name: &str| String::from_utf8(recueil.read(name).expect("it is there")).expect("it is UTF-8");
    let named = recueil.names().into_iter().filter(|name| !name.starts_with("cas/"));
    let mut files: serde_json::Map<String, Value> = named.map(|name| (name.clone(), json!(text(&name)))).collect();
    assert!(text(file).contains(from), "{file} has no « {from} »");
    files[file] = json!(text(file).replace(from, to));
    json!({ "files": files })
}

fn sides(more: Value) -> Value {
    let mut params = json!({ "ruleset": "aes-travail", "before": BEFORE, "after": AFTER });
    params.as_object_mut().expect("it is an object").extend(more.as_object().cloned().unwrap_or_default());
    params
}

#[test]
fn what_is_read_once_answers_as_what_is_read_each_time() {
    let texts = json!(texts());
    let held = populated(&texts);
    let impact = |more| call(&held, "impact", &sides(more)).expect("both texts are there");
    let by_handle = impact(json!({ "population": "people" }));
    assert_eq!(by_handle, impact(json!({ "population": "people" })), "twice the same");
    assert_eq!(by_handle, impact(json!({ "dossiers": texts })));
    let told = call(&held, "diff", &sides(json!({ "dossiers": texts }))).expect("both texts are there");
    let pairs = by_handle["compared"].as_array().expect("it is a list");
    assert!(pairs.iter().any(|pair| pair["same"] != pair["total"]), "something changes: {by_handle:#}");
    for (counted, told) in pairs.iter().zip(told["compared"].as_array().expect("it is a list")) {
        for key in ["before", "after", "total", "same", "counts"] {
            assert_eq!(counted[key], told[key], "{key}");
        }
    }
}

#[test]
fn rules_that_are_being_edited_read_the_texts_again() {
    let held = populated(&json!(texts()));
    let after = edited("circulaire-2012-11-28.alinea", "5 ans", "7 ans");
    let by = |dossiers: Value| {
        let mut params = json!({ "before": "aes-travail", "after": after });
        params.as_object_mut().expect("it is an object").extend(dossiers.as_object().cloned().unwrap_or_default());
        call(&held, "impact", &params).expect("the edited rules are well formed")
    };
    let by_handle = by(json!({ "population": "people" }));
    assert_eq!(by_handle, by(json!({ "dossiers": texts() })));
    let losses = |pair: &Value| pair["counts"]["losses"].as_u64().unwrap_or_default();
    assert!(by_handle["compared"].as_array().is_some_and(|pairs| pairs.iter().any(|pair| losses(pair) > 0)));
}

#[test]
fn a_population_of_other_rules_is_refused() {
    let held = populated(&json!([{ "faits": {} }]));
    let params = json!({ "before": "taxe-employeur", "after": "taxe-employeur", "population": "people" });
    let error = call(&held, "impact", &params).expect_err("these are other rules");
    assert_eq!(error.to_json()["findings"][0]["code"], "population-of-other-rules");
}

#[test]
fn a_dossier_that_cannot_be_read_keeps_its_place() {
    let held = Held::default();
    let dossiers = json!(["faits: {}", "faits: { polygamie: peut-être }", { "dossier": "troisième", "faits": {} }]);
    let params = json!({ "handle": "people", "ruleset": "aes-travail", "dossiers": dossiers });
    let read = call(&held, "populate", &params).expect("a population is read");
    assert_eq!((&read["total"], &read["refused"]["count"]), (&json!(3), &json!(1)));
    let told = read["refused"]["told"][0].as_str().expect("it is a text");
    assert!(told.starts_with("dossier 2 : polygamie"), "{told}");
    let impact = call(&held, "impact", &sides(json!({ "population": "people" }))).expect("both texts are there");
    assert_eq!(impact["unreadable"], read["refused"]);
    assert_eq!(impact["compared"][0]["total"], 2);
}

#[test]
fn a_handle_stands_for_what_was_put_under_it() {
    let held = populated(&json!([]));
    let refused = |method: &str, params: Value| call(&held, method, &params).expect_err("it is refused").to_string();
    assert_eq!(
        refused("schema", json!({ "ruleset": "people" })),
        "ruleset : ce qui est tenu sous « people » n'est pas un recueil"
    );
    call(&held, "hold", &json!({ "handle": "rules", "ruleset": "aes-travail" })).expect("it has no error");
    assert_eq!(
        refused("impact", sides(json!({ "population": "rules" }))),
        "population : ce qui est tenu sous « rules » n'est pas une population"
    );
    assert_eq!(
        refused("impact", sides(json!({ "population": "people", "dossiers": [] }))),
        "« population » ou « dossiers » : l'un des deux"
    );
    assert_eq!(refused("impact", sides(json!({}))), "il manque le paramètre « population », ou « dossiers »");
    call(&held, "release", &json!({ "handle": "people" })).expect("it is held");
    assert_eq!(
        refused("impact", sides(json!({ "population": "people" }))),
        "population : rien n'est tenu sous « people »"
    );
}

#[test]
fn sides_that_cannot_be_compared_are_told() {
    let refused = |params: Value| call(&Held::default(), "impact", &params).expect_err("it is refused").to_json();
    let error = refused(json!({ "ruleset": "aes-travail", "before": BEFORE, "after": "x", "dossiers": [] }));
    let message = "« x » n'est ni un texte ni une procédure du recueil, ni une lecture « convention=option »";
    assert_eq!((&error["message"], &error["findings"][0]["code"]), (&json!(message), &json!("nothing-to-compare")));
    let error = refused(json!({ "ruleset": "aes-travail", "before": { "files": {} }, "after": AFTER, "dossiers": [] }));
    assert_eq!(
        error["message"],
        "before : avec « ruleset », il faut ici un texte, une procédure ou une lecture du recueil"
    );
}
