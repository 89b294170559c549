//! What the program writes as JSON is what the door gives, byte for byte.

use alinea::api::{Held, call};
use serde_json::{Value, json};

use super::{answer, cas, run};
use crate::support::dossiers;

fn door(method: &str, params: Value) -> String {
    let result = call(&Held::default(), method, &params).unwrap_or_else(|error| panic!("{method}: {error}"));
    format!("{result:#}\n")
}

fn on(name: &str, more: Value) -> Value {
    let (_, text) =
        dossiers("aes-travail").into_iter().find(|(known, _)| known == name).expect("there is this dossier");
    let mut params = json!({ "ruleset": "aes-travail", "dossier": text, "name": name });
    params.as_object_mut().expect("it is an object").extend(more.as_object().cloned().unwrap_or_default());
    params
}

const NAME: &str = "2025-menace";

#[test]
fn of_one_dossier() {
    let case = cas(NAME);
    for (method, command) in [("evaluate", "eval"), ("ask", "ask"), ("calendar", "calendar")] {
        assert_eq!(answer(&[command, "--format", "json", &case]), door(method, on(NAME, json!({}))), "{command}");
        let request =
            ["--le", "2025-03-01", "--procedure", "AES classique", "--convention", "mois d'activité=30 jours"];
        let conventions = json!({ "mois d'activité": "30 jours" });
        let asked = json!({ "day": "2025-03-01", "procedure": "AES classique", "conventions": conventions });
        let out = answer(&[&[command, "--format", "json", &case], &request[..]].concat());
        assert_eq!(out, door(method, on(NAME, asked)), "{command}");
    }
}

#[test]
fn of_a_calendar_between_two_days() {
    let days = ["calendar", "--format", "json", "--from", "2024-01-01", "--to", "2026-12-31"];
    let between = json!({ "from": "2024-01-01", "to": "2026-12-31" });
    assert_eq!(answer(&[&days[..], &[&cas(NAME)]].concat()), door("calendar", on(NAME, between)));
}

#[test]
fn a_calendar_that_ends_before_it_begins_is_refused_in_the_same_words() {
    let said = run(&["calendar", "--from", "2026-01-01", "--to", "2024-01-01", &cas(NAME)]).err;
    let params = on(NAME, json!({ "from": "2026-01-01", "to": "2024-01-01" }));
    let error = call(&Held::default(), "calendar", &params).expect_err("there is no such calendar");
    assert_eq!(said, format!("{error}\n"));
}

#[test]
fn of_a_recueil() {
    for recueil in ["aes-travail", "taxe-employeur"] {
        for method in ["check", "schema", "test"] {
            let arguments = match method {
                "schema" => vec![method, "--recueil", recueil],
                _ => vec![method, "--recueil", recueil, "--format", "json"],
            };
            // Warnings are findings: the exit code tells them.
            assert_eq!(run(&arguments).out, door(method, json!({ "ruleset": recueil })), "{arguments:?}");
        }
    }
}

#[test]
fn of_two_sides() {
    let (before, after) = ("circulaire du 28 novembre 2012", "circulaire du 23 janvier 2025");
    let told = run(&["diff", before, after, "--format", "json", "--procedure", "AES classique"]);
    assert_eq!(told.code, 1, "{}", told.err);
    let sides = json!({ "ruleset": "aes-travail", "before": before, "after": after, "procedure": "AES classique" });
    assert_eq!(told.out, door("diff", sides));
    let told = run(&["diff", "taxe-employeur", "aes-travail", "--format", "json"]);
    assert_eq!(told.out, door("diff", json!({ "before": "taxe-employeur", "after": "aes-travail" })));
    let days = run(&["diff", "défaut", "mois d'activité=30 jours", "--jours", "--name", NAME, "--format", "json"]);
    let sides = json!({ "ruleset": "aes-travail", "before": "défaut", "after": "mois d'activité=30 jours" });
    let mut sides = sides.clone();
    sides["days"] = json!(true);
    sides["name"] = json!(NAME);
    assert_eq!(days.out, door("diff", sides));
}
