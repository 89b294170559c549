//! Dossiers that are refused, with every finding, and tricky ones that are read.

use std::sync::Arc;

use alinea::case::{self, Case, End, Row, Value};
use alinea::explain::explain;
use alinea::plan::{Fact, Plan, Type};
use alinea::query::Request;
use alinea::report::{Style, diagnostics_text};
use alinea::time::DayRange;
use alinea::value::format_number;
use insta::{assert_snapshot, glob};

use crate::support::{file_name, plan, quietly};

/// What is said of a dossier that must be refused.
fn findings(plan: &Plan, name: &str, bytes: &[u8]) -> String {
    let mut sources = plan.sources.clone();
    match case::read(plan, &mut sources, name, bytes) {
        Ok(case) => panic!("{name} is accepted: {case:#?}"),
        Err(found) => diagnostics_text(&sources, &found, Style::PLAIN),
    }
}

#[test]
fn refused() {
    let plan = plan("aes-travail");
    glob!("dossiers/refused/*", |path| {
        let text = std::fs::read_to_string(path).expect("the dossier can be read");
        let found = findings(&plan, &file_name(path), text.as_bytes());
        quietly(|| assert_snapshot!(format!("{text}\n───\n{found}")));
    });
}

#[test]
fn accepted() {
    let plan = plan("aes-travail");
    glob!("dossiers/accepted/*", |path| {
        let bytes = std::fs::read(path).expect("the dossier can be read");
        let case = read(&plan, &file_name(path), &bytes);
        let text = String::from_utf8(bytes).expect("the dossier is UTF-8");
        quietly(|| assert_snapshot!(format!("{text}\n───\n{}", read_as(&plan, &case))));
    });
}

/// The outcome is the same in YAML as in JSON, with CRLF as without.
#[test]
fn the_form_of_a_file_changes_nothing() {
    let plan = plan("aes-travail");
    let text = "faits:\n  date de dépôt: 2024-06-15\n  emplois:\n    - { du: 2023-01-01, nature: salariée }\n";
    let reference = read(&plan, "forme", text.as_bytes());
    let json = r#"{"faits":{"date de dépôt":"2024-06-15","emplois":[{"du":"2023-01-01","nature":"salariée"}]}}"#;
    let crlf = text.replace('\n', "\r\n");
    let bom = format!("\u{feff}{text}");
    let decomposed_blanks = text.replace("date de", "\"date\u{a0}de").replace("dépôt:", "dépôt\":");
    for other in [json, &crlf, &bom, &decomposed_blanks] {
        assert_eq!(read(&plan, "forme", other.as_bytes()), reference, "{other}");
    }
}

#[test]
fn bytes_that_are_not_utf8_are_refused() {
    let plan = plan("aes-travail");
    // « date de dépôt » as Latin-1 writes it.
    let found = findings(&plan, "latin-1.yaml", b"faits:\n  date de d\xe9p\xf4t: 2024-06-15\n");
    assert_snapshot!(found);
}

#[test]
fn a_dossier_over_ten_mebibytes_is_refused() {
    let plan = plan("aes-travail");
    let mut bytes = b"faits:\n  polygamie: non\n#".to_vec();
    bytes.resize(case::MAX_BYTES, b'x');
    assert!(case::read(&plan, &mut plan.sources.clone(), "at the limit", &bytes).is_ok());
    bytes.push(b'x');
    assert_snapshot!(findings(&plan, "enorme.yaml", &bytes));
}

#[test]
fn a_dossier_nested_too_deep_is_refused() {
    let plan = plan("aes-travail");
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let refused = |depth| {
        let mut sources = plan.sources.clone();
        let found = case::read(&plan, &mut sources, "profond.json", nested(depth).as_bytes());
        found.expect_err("a list of lists is no dossier").iter().map(|found| found.code).collect::<Vec<_>>()
    };
    assert_eq!(refused(16), ["case-shape"]);
    assert_eq!(refused(17), ["case-too-deep"]);
    // The parser has a limit of its own, which no stack reaches.
    assert_eq!(refused(100_000), ["case-malformed"]);
    let deep = format!("faits:\n  polygamie: {}{}\n", "[".repeat(15), "]".repeat(15));
    assert_snapshot!(findings(&plan, "profond.yaml", deep.as_bytes()));
}

#[test]
fn every_prefix_of_a_dossier_is_read_or_refused() {
    let plan = plan("aes-travail");
    let text = include_str!("dossiers/accepted/whole.json");
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let read = case::read(&plan, &mut plan.sources.clone(), "début", &text.as_bytes()[..end]);
        let whole = text[end..].trim().is_empty();
        assert_eq!(read.is_ok(), whole, "{}", &text[..end]);
    }
}

fn read(plan: &Plan, name: &str, bytes: &[u8]) -> Case {
    let mut sources = plan.sources.clone();
    case::read(plan, &mut sources, name, bytes)
        .unwrap_or_else(|found| panic!("{}", diagnostics_text(&sources, &found, Style::PLAIN)))
}

/// Everything a dossier was read as, a line per known fact, and the outcomes.
fn read_as(plan: &Arc<Plan>, case: &Case) -> String {
    let mut lines = vec![format!("dossier {}", case.name)];
    for (fact, value) in plan.facts.iter().zip(&case.facts) {
        match value {
            Value::Unknown => {}
            Value::Rows(rows) => {
                lines.push(format!("{} : {} ligne(s)", fact.name, rows.len()));
                lines.extend(rows.iter().map(|row| format!("  - {}", row_words(plan, case, fact, row))));
            }
            value => lines.push(format!("{} : {}", fact.name, words(plan, case, &fact.kind, value))),
        }
    }
    let unknown: Vec<&str> = plan
        .facts
        .iter()
        .zip(&case.facts)
        .filter(|(_, value)| **value == Value::Unknown)
        .map(|(fact, _)| fact.name.as_str())
        .collect();
    lines.push(format!("inconnus : {}", unknown.join(", ")));
    for (part, admitted) in &case.admitted {
        lines.push(format!("admis : {part} = {admitted}"));
    }
    for result in explain(plan, case, &Request::new(plan)).results {
        lines.push(format!("→ {} : {}", result.procedure, result.outcome.french()));
    }
    lines.join("\n")
}

fn row_words(plan: &Plan, case: &Case, fact: &Fact, row: &Row) -> String {
    let start = row.start.map_or("?".to_string(), days);
    let end = match row.end {
        End::Ongoing => "en cours".to_string(),
        End::Unknown => "?".to_string(),
        End::Known(range) => days(range),
    };
    let columns = fact.columns.iter().zip(&row.columns).filter(|(_, value)| **value != Value::Unknown);
    let columns: Vec<String> = columns
        .map(|(column, value)| format!("{} = {}", column.name, words(plan, case, &column.kind, value)))
        .collect();
    format!("{start} → {end} ; {}", columns.join(" ; "))
}

fn words(plan: &Plan, case: &Case, kind: &Type, value: &Value) -> String {
    match value {
        Value::Unknown => "?".to_string(),
        Value::Truth(value) => value.to_string(),
        Value::Number(number) => format!("{} ({kind:?})", format_number(number.exact(), 6)),
        Value::Date(range) => days(*range),
        Value::Symbol(symbol) => format!("« {} »", case.text(plan, *symbol)),
        Value::Length(count) => format!("{count} ({kind:?})"),
        Value::Rows(_) => "des lignes".to_string(),
    }
}

fn days(range: DayRange) -> String {
    if range.is_exact() { range.first.to_string() } else { format!("[{} .. {}]", range.first, range.last) }
}
