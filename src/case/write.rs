//! A case back to YAML.

use super::{Case, End, Row, Value};
use crate::plan::{Fact, Plan, Type};
use crate::value::{Exact, format_exact, format_text};

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
                for row in rows {
                    facts.push_str(&format!("    - {}\n", mapping(&cells(plan, case, fact, row))));
                }
            }
            value => {
                let value = word(plan, case, &fact.kind, value).yaml();
                facts.push_str(&format!("  {}: {value}\n", scalar(&fact.name)));
            }
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

/// What stands in a row, by the name of its key; what is unknown is left out where that means the same.
pub(super) fn cells(plan: &Plan, case: &Case, fact: &Fact, row: &Row) -> Vec<(String, Word)> {
    let mut cells = Vec::new();
    if fact.kind == Type::Periods {
        cells.push(("du".to_string(), start(row)));
        if row.end != End::Ongoing {
            cells.push(("au".to_string(), end(row)));
        }
    }
    for (column, value) in fact.columns.iter().zip(&row.columns) {
        if *value != Value::Unknown {
            cells.push((column.name.clone(), word(plan, case, &column.kind, value)));
        }
    }
    cells
}

/// `{ du: 2019-03-10, document: sans document }`
pub(super) fn mapping(cells: &[(String, Word)]) -> String {
    let cells: Vec<String> = cells.iter().map(|(name, word)| format!("{}: {}", scalar(name), word.yaml())).collect();
    if cells.is_empty() { "{}".to_string() } else { format!("{{ {} }}", cells.join(", ")) }
}

/// The first day of a row.
pub(super) fn start(row: &Row) -> Word {
    Word::Plain(row.start.map_or("inconnu".to_string(), |start| start.to_string()))
}

/// The last day of a row.
pub(super) fn end(row: &Row) -> Word {
    Word::Plain(match row.end {
        End::Ongoing => "en cours".to_string(),
        End::Known(end) => end.to_string(),
        End::Unknown => "inconnu".to_string(),
    })
}

/// A value in the words of a dossier.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Word {
    /// A number without a unit.
    Number(Exact),
    /// Needs no quotes in YAML.
    Plain(String),
    /// Anything.
    Text(String),
}

impl Word {
    pub(super) fn yaml(&self) -> String {
        match self {
            // What is no number of JSON is a text, in which a point may part thousands.
            Word::Number(number) => format_text(*number),
            Word::Plain(word) => word.clone(),
            Word::Text(text) => scalar(text),
        }
    }

    /// A number where it is one, else a string.
    pub(super) fn json(&self) -> String {
        match self {
            Word::Number(number) => format_exact(*number),
            Word::Plain(word) if serde_json::from_str::<serde_json::Number>(word).is_ok() => word.clone(),
            Word::Plain(text) | Word::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
        }
    }
}

pub(super) fn word(plan: &Plan, case: &Case, of: &Type, value: &Value) -> Word {
    Word::Plain(match value {
        Value::Unknown | Value::Rows(_) => "inconnu".to_string(),
        Value::Truth(true) => "oui".to_string(),
        Value::Truth(false) => "non".to_string(),
        Value::Number(number) => match of {
            Type::Percent => {
                let share = format!("{} %", format_text(number.exact() * Exact::from_integer(100)));
                return Word::Text(share);
            }
            _ => return Word::Number(number.exact()),
        },
        Value::Date(days) => days.to_string(),
        Value::Symbol(symbol) => return Word::Text(case.text(plan, *symbol).to_string()),
        Value::Length(count) => count.to_string(),
    })
}

/// A YAML scalar: plain where nothing in it can be taken for syntax, else quoted as in JSON.
pub(super) fn scalar(text: &str) -> String {
    let safe = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '\'' | '’' | '-' | '°' | '/' | '.' | '_' | '(' | ')');
    let starts = text.starts_with(|c: char| c.is_alphanumeric());
    let null = matches!(text, "null" | "");
    if starts && !null && text.chars().all(safe) && text.trim() == text {
        text.to_string()
    } else {
        serde_json::Value::from(text).to_string()
    }
}
