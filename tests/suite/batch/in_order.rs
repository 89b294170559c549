//! The records do not depend on how many threads there are, and are those of `eval`.

use alinea::explain::explain;
use alinea::query::Request;
use alinea::report::{Fields, Form, answer_json};
use alinea::source::Sources;
use alinea::{case, report};
use serde_json::Value;

use super::records;
use super::workload::{Shape, lines};
use crate::support;

const MIXED: Shape = Shape { periods: (2, 3), gaps: 10, faults: 30 };

#[test]
fn any_number_of_threads() {
    let plan = support::plan("aes-travail");
    let text = lines(3, 3000, MIXED);
    let one = records(&plan, &text, 1, Form::Ndjson, Fields::default());
    for jobs in [2, 3, 7] {
        assert_eq!(one, records(&plan, &text, jobs, Form::Ndjson, Fields::default()));
    }
    let csv = records(&plan, &text, 1, Form::Csv, Fields::default());
    assert_eq!(csv, records(&plan, &text, 3, Form::Csv, Fields::default()));
    let refused: Vec<&str> = one.0.lines().filter(|line| line.contains(r#","errors":["#)).collect();
    assert_eq!(refused, one.1.lines().collect::<Vec<_>>());
}

#[test]
fn the_whole_answer_is_that_of_eval() {
    let plan = support::plan("aes-travail");
    let text = lines(4, 60, Shape { faults: 0, ..MIXED });
    let whole = Fields { whole: true, ..Fields::default() };
    let (found, _) = records(&plan, &text, 2, Form::Ndjson, whole);
    let (outcomes, _) = records(&plan, &text, 1, Form::Ndjson, Fields::default());
    for (index, ((line, found), outcome)) in text.lines().zip(found.lines()).zip(outcomes.lines()).enumerate() {
        let name = format!("ligne {}", index + 1);
        let case = case::read(&plan, &mut Sources::default(), &name, line.as_bytes()).expect("it is well formed");
        let answer = explain(&plan, &case, &Request::new(&plan));
        assert_eq!(found, answer_json(&answer).to_string());
        assert_eq!(outcome, outcomes_of(answer_json(&answer)).to_string());
    }
}

/// What a record of outcomes holds of a whole answer.
fn outcomes_of(mut answer: Value) -> Value {
    let top = answer.as_object_mut().expect("an answer is an object");
    top.retain(|key, _| matches!(key.as_str(), "dossier" | "results"));
    for result in top["results"].as_array_mut().expect("results are a list") {
        let result = result.as_object_mut().expect("a result is an object");
        result.retain(|key, _| matches!(key.as_str(), "procedure" | "text" | "outcome"));
    }
    answer
}

#[test]
fn what_is_asked_for_and_no_more() {
    let plan = support::plan("aes-travail");
    let sample = [
        r#"{"dossier":"Awa","faits":{"date de dépôt":"2024-06-15","séjours":[{"du":"2020-01-01","document":"sans document"}]}}"#,
        r#"{"dossier":"Bilal","faits":{"date de dépôt":"2024-02-30"}}"#,
        "",
        r#"{"faits":{"date de dépôt":"2010-06-15"}}"#,
    ]
    .join("\n");
    let fields = Fields { missing: true, measures: true, ..Fields::default() };
    let mut told = format!("{sample}\n\n");
    for (form, fields) in [
        (Form::Ndjson, Fields::default()),
        (Form::Ndjson, Fields { missing: true, ..Fields::default() }),
        (Form::Ndjson, Fields { calendar: true, ..Fields::default() }),
        (Form::Csv, Fields::default()),
        (Form::Csv, fields),
    ] {
        let header = String::from_utf8(report::Records::new(&plan, form, fields).header()).expect("a header is a text");
        told.push_str(&format!("── {form:?} {fields:?}\n{header}{}\n", records(&plan, &sample, 1, form, fields).0));
    }
    support::quietly(|| insta::assert_snapshot!("what_is_asked_for", told));
}
