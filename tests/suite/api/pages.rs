//! Fragments of pages are what stands in the pages that the program writes.

use alinea::api::{Held, call};
use alinea::{Request, Ruleset};
use serde_json::{Value, json};

use super::examples;

fn page(of: &str, params: Value) -> Value {
    let called = call(&Held::default(), "page", &json!({ "of": of, "params": params }));
    called.unwrap_or_else(|error| panic!("{of}: {error}"))
}

#[test]
fn every_method_that_is_shown_has_a_fragment() {
    let shown = ["evaluate", "ask", "calendar", "show", "test", "diff"];
    for (method, params) in examples().into_iter().filter(|(method, _)| shown.contains(method)) {
        let page = page(method, params);
        let body = page["body"].as_str().expect("it is a text");
        assert!(body.starts_with('<') && !body.contains("<!DOCTYPE") && !body.contains("<body"), "{method}: {body}");
        assert!(!body.contains("<script") && !body.contains("http-equiv"), "{method}");
        assert!(!page["title"].as_str().expect("it is a text").is_empty(), "{method}");
    }
}

#[test]
fn a_fragment_is_the_body_of_the_page() {
    let ruleset = Ruleset::builtin("aes-travail").expect("the recueil is built in");
    let empty = ruleset.empty_dossier("vide");
    let questions = ruleset.questions(&empty, &Request::default()).expect("the request is plain");
    let document = alinea::report::questions_html(&questions, None).document();
    let page = page("ask", json!({ "ruleset": "aes-travail", "name": "vide" }));
    let has = |key: &str| document.contains(page[key].as_str().expect("it is a text"));
    assert!(has("body") && has("style") && has("title"));
}

#[test]
fn what_cannot_be_shown_is_refused() {
    let refused = |params: Value| call(&Held::default(), "page", &params).expect_err("it is refused").to_string();
    assert!(refused(json!({ "of": "verify", "params": {} })).starts_with("of : il faut ici l'un de : evaluate"));
    let misspelt = json!({ "of": "ask", "params": { "ruleset": "aes-travail", "nom": "x" } });
    assert!(refused(misspelt).starts_with("« nom » n'est pas un paramètre de cette méthode"));
}
