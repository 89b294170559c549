//! A case back to YAML.

use super::{Case, End, Row, Value};
use crate::plan::{Fact, Plan, Type};
use crate::value::{Exact, format_exact};

/// The dossier of a case as YAML; reading it gives the same case.
///
/// Unknown facts are left out. Comments of the file that the case was read from are not part of it.
pub fn write(plan: &Plan, case: &Case) -> String {
    let mut out = format!("dossier: {}\nfaits:", scalar(&case.name));
    let known = plan.facts.iter().zip(&case.facts).filter(|(_, value)| **value != Value::Unknown);
    let mut facts = String::new();
    for (fact, value) in known {
        match value {
            Value::Rows(rows) if rows.is_empty() => facts.push_str(&format!("  {}: []\n", scalar(&fact.name))),
            Value::Rows(rows) => {
                facts.push_str(&format!("  {}:\n", scalar(&fact.name)));
                for one in rows {
                    facts.push_str(&format!("    - {}\n", row(plan, case, fact, one)));
                }
            }
            value => facts.push_str(&format!("  {}: {}\n", scalar(&fact.name), text(plan, case, &fact.kind, value))),
        }
    }
    out.push_str(if facts.is_empty() { " {}\n" } else { "\n" });
    out.push_str(&facts);
    if !case.admitted.is_empty() {
        out.push_str("admis:\n");
        for (part, admitted) in &case.admitted {
            out.push_str(&format!("  {}: {}\n", scalar(part), if *admitted { "oui" } else { "non" }));
        }
    }
    if !case.expected.is_empty() {
        out.push_str("attendu:\n");
        for (index, expected) in case.expected.iter().enumerate() {
            if index == 0 || case.expected[index - 1].procedure != expected.procedure {
                out.push_str(&format!("  {}:\n", scalar(&expected.procedure)));
            }
            out.push_str(&format!("    {}: {}\n", scalar(&expected.text), scalar(&expected.outcome)));
        }
    }
    if !case.reading.is_empty() {
        out.push_str("lecture:\n");
        for (convention, option) in &case.reading {
            let convention = &plan.conventions[convention.index()];
            out.push_str(&format!("  {}: {}\n", scalar(&convention.name), scalar(&convention.options[*option].name)));
        }
    }
    out
}

/// `{ du: 2019-03-10, document: sans document }`
fn row(plan: &Plan, case: &Case, fact: &Fact, row: &Row) -> String {
    let mut cells = Vec::new();
    if fact.kind == Type::Periods {
        cells.push(format!("du: {}", row.start.map_or("inconnu".to_string(), |start| start.to_string())));
        match row.end {
            End::Ongoing => {}
            End::Known(end) => cells.push(format!("au: {end}")),
            End::Unknown => cells.push("au: inconnu".to_string()),
        }
    }
    for (column, value) in fact.columns.iter().zip(&row.columns) {
        if *value != Value::Unknown {
            cells.push(format!("{}: {}", scalar(&column.name), text(plan, case, &column.kind, value)));
        }
    }
    if cells.is_empty() { "{}".to_string() } else { format!("{{ {} }}", cells.join(", ")) }
}

fn text(plan: &Plan, case: &Case, of: &Type, value: &Value) -> String {
    match value {
        Value::Unknown | Value::Rows(_) => "inconnu".to_string(),
        Value::Truth(true) => "oui".to_string(),
        Value::Truth(false) => "non".to_string(),
        Value::Number(number) => match of {
            Type::Percent => scalar(&format!("{} %", format_exact(number.exact() * Exact::from_integer(100)))),
            _ => format_exact(number.exact()),
        },
        Value::Date(days) => days.to_string(),
        Value::Symbol(symbol) => scalar(case.text(plan, *symbol)),
        Value::Length(count) => count.to_string(),
    }
}

/// A YAML scalar: plain where nothing in it can be taken for syntax, else quoted as in JSON.
fn scalar(text: &str) -> String {
    let safe = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '\'' | '’' | '-' | '°' | '/' | '.' | '_' | '(' | ')');
    let starts = text.starts_with(|c: char| c.is_alphanumeric());
    let null = matches!(text, "null" | "");
    if starts && !null && text.chars().all(safe) && text.trim() == text {
        text.to_string()
    } else {
        serde_json::Value::from(text).to_string()
    }
}
