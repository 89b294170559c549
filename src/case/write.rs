//! A case back to YAML.

use num_traits::CheckedMul;

use super::expected::{Expectation, Expected, OUTCOME, PARTS, VALUES};
use super::{Case, End, Row, Value};
use crate::plan::{Fact, Plan, Type};
use crate::time::{MonthLength, PER_MONTH};
use crate::value::{Bounds, Exact, format_exact, format_number, format_percent, format_text};

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
            out.push_str(&expectation(expected));
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

/// What is expected under one text: the outcome alone, or all that is expected, each on its line.
fn expectation(expected: &Expectation) -> String {
    let (text, outcome) = (scalar(&expected.text), scalar(expected.outcome.french()));
    if expected.values.is_empty() && expected.parts.is_empty() {
        return format!("    {text}: {outcome}\n");
    }
    let mut out = format!("    {text}:\n      {OUTCOME}: {outcome}\n");
    let mut section = |key: &str, pairs: Vec<(&str, String)>| {
        if !pairs.is_empty() {
            out.push_str(&format!("      {key}:\n"));
        }
        for (name, words) in pairs {
            out.push_str(&format!("        {}: {}\n", scalar(name), scalar(&words)));
        }
    };
    let values = expected.values.iter().map(|one| (one.name.as_str(), one.value.words(&one.of)));
    section(VALUES, values.collect());
    for (key, kind) in PARTS {
        let parts = expected.parts.iter().filter(|one| one.kind == kind);
        section(key, parts.map(|one| (one.name.as_str(), one.words().to_string())).collect());
    }
    out
}

impl Expected {
    /// As a dossier writes it: exactly, whatever it takes. `of` is the type of the value.
    ///
    /// ```
    /// use alinea::case::Expected;
    /// use alinea::plan::Type;
    /// use alinea::value::{Bounds, Exact};
    ///
    /// let third = Expected::Number(Bounds::exact(Exact::new(1, 3)));
    /// assert_eq!(third.words(&Type::Amount), "1/3 €");
    /// assert_eq!(third.words(&Type::Percent), "100/3 %");
    /// let open = Expected::Number(Bounds::at_least(Exact::new(1045, 2)));
    /// assert_eq!(open.words(&Type::Amount), "au moins 522,5 €");
    /// ```
    pub fn words(&self, of: &Type) -> String {
        match self {
            Expected::Open => "indéterminé".to_string(),
            Expected::Lacking => "sans valeur".to_string(),
            Expected::Number(bounds) => bounds_words(bounds, |value| number_words(*value, of)),
            Expected::Date(bounds) => bounds_words(bounds, ToString::to_string),
            Expected::Months(bounds) => bounds_words(bounds, months_words),
            Expected::Days(bounds) => {
                bounds_words(bounds, |days| format!("{days} jour{}", if *days > 1 { "s" } else { "" }))
            }
        }
    }
}

fn bounds_words<T: PartialOrd>(bounds: &Bounds<T>, write: impl Fn(&T) -> String) -> String {
    let words = match (&bounds.least, &bounds.greatest) {
        (Some(least), Some(greatest)) if least == greatest => write(least),
        (Some(least), Some(greatest)) => format!("entre {} et {}", write(least), write(greatest)),
        (Some(least), None) => format!("au moins {}", write(least)),
        (None, Some(greatest)) => format!("au plus {}", write(greatest)),
        (None, None) => return Expected::Open.words(&Type::Number),
    };
    if bounds.may_lack { format!("{words}, ou sans valeur") } else { words }
}

/// A number with its unit: in decimals where a dossier can hold them, else as a fraction.
fn number_words(value: Exact, of: &Type) -> String {
    let unit = match of {
        Type::Amount => " €",
        Type::Percent => " %",
        _ => "",
    };
    let shown = if *of == Type::Percent { value.checked_mul(&Exact::from_integer(100)) } else { Some(value) };
    match shown {
        Some(shown) if has_decimals(shown) => format!("{}{unit}", format_number(shown, MAX_DIGITS)),
        Some(shown) => format!("{}/{}{unit}", shown.numer(), shown.denom()),
        // A hundred times that many digits fit nowhere.
        None => format!("environ {}", format_percent(value, 20)),
    }
}

/// How many digits a dossier may give a number.
const MAX_DIGITS: u32 = 18;

fn has_decimals(value: Exact) -> bool {
    let exact = format_exact(value);
    !exact.contains('/') && exact.chars().filter(char::is_ascii_digit).count() <= MAX_DIGITS as usize
}

/// A length in months; a part of a month that is no whole number of days is a fraction of one.
fn months_words(length: &MonthLength) -> String {
    match length.days() {
        Some(_) => length.to_string(),
        None => {
            let part = num_rational::Ratio::new(length.part, PER_MONTH);
            format!("{} mois et {part} de mois", length.months)
        }
    }
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
pub fn scalar(text: &str) -> String {
    let safe = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '\'' | '’' | '-' | '°' | '/' | '.' | '_' | '(' | ')');
    let starts = text.starts_with(|c: char| c.is_alphanumeric());
    let null = matches!(text, "null" | "");
    if starts && !null && text.chars().all(safe) && text.trim() == text {
        text.to_string()
    } else {
        serde_json::Value::from(text).to_string()
    }
}
