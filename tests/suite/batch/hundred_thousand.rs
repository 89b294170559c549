//! A hundred thousand dossiers: each record is what the evaluation of that dossier alone says.

use std::fmt::Write;

use alinea::case;
use alinea::explain::under_one_reading;
use alinea::plan::Plan;
use alinea::query::Request;
use alinea::report::{Fields, Form};
use alinea::source::Sources;

use super::records;
use super::workload::{Shape, lines};
use crate::support;

/// The record of one line, made the long way.
fn record(plan: &Plan, number: usize, line: &str) -> String {
    let name = format!("ligne {number}");
    let Ok(case) = case::read(plan, &mut Sources::default(), &name, line.as_bytes()) else {
        return format!("{{\"line\":{number},\"errors\":");
    };
    let answer = under_one_reading(plan, &case, &Request::new(plan));
    let mut out = format!("{{\"dossier\":{},\"results\":[", serde_json::json!(answer.dossier));
    for (index, result) in answer.results.iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        let (procedure, text) = (serde_json::json!(result.procedure), serde_json::json!(result.text));
        write!(out, "{comma}{{\"procedure\":{procedure},\"text\":{text},\"outcome\":\"{}\"}}", result.outcome.key())
            .expect("a text can be written to");
    }
    out.push_str("]}");
    out
}

#[test]
fn as_one_by_one() {
    const COUNT: usize = 100_000;
    let plan = support::plan("aes-travail");
    let shape = Shape { periods: (2, 2), gaps: 3, faults: 10 };
    let text = lines(2, COUNT, shape);
    let (found, _) = records(&plan, &text, 2, Form::Ndjson, Fields::default());
    assert_eq!(found.lines().count(), COUNT);
    let pairs: Vec<((usize, &str), &str)> = (1..).zip(text.lines()).zip(found.lines()).collect();
    std::thread::scope(|scope| {
        for half in pairs.chunks(COUNT / 2) {
            let plan = &plan;
            scope.spawn(move || {
                for ((number, line), found) in half {
                    let expected = record(plan, *number, line);
                    let refused = expected.ends_with("\"errors\":");
                    assert!(*found == expected || (refused && found.starts_with(&expected)), "{line}\n{found}");
                }
            });
        }
    });
}
