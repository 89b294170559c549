//! The facts of an answer, without its layout: a table that is read in one look.

use std::fmt::Write;

use serde_json::Value;

/// One procedure of a JSON answer: its outcome, then a line a part, then what stays open.
pub fn facts(result: &Value) -> String {
    let mut out =
        format!("{} · {} : {}\n", word(&result["procedure"]), word(&result["text"]), word(&result["outcome"]));
    for kind in ["routes", "conditions"] {
        for part in rows(&result[kind]) {
            let clauses = if kind == "routes" { &part["conditions"] } else { &part["clauses"] };
            let _ = writeln!(out, "  {} {}{}", sign(part), word(&part["name"]), measures(clauses));
        }
    }
    let stands = |part: &Value| format!("{} {}", sign(part), word(&part["name"]));
    line(&mut out, "obstacles", rows(&result["obstacles"]).map(stands));
    let value = |one: &Value| format!("{} = {}", word(&one["name"]), length(&one["value"]));
    line(&mut out, "values", rows(&result["values"]).map(value));
    line(&mut out, "missing", rows(&result["missing"]).map(|one| word(&one["path"])));
    line(&mut out, "doubts", rows(&result["doubts"]).map(word));
    let change = |one: &Value| format!("{} → {}", options(one), word(&one["outcome"]));
    line(&mut out, "otherwise", rows(&result["sensitivity"]).map(change));
    out
}

fn line(out: &mut String, name: &str, items: impl Iterator<Item = String>) {
    let items: Vec<String> = items.collect();
    if !items.is_empty() {
        let _ = writeln!(out, "  {name}: {}", items.join(" ; "));
    }
}

/// « (la présence 4 years … of 5 years) »: what was measured for the clauses, each measure once.
fn measures(clauses: &Value) -> String {
    let mut said: Vec<String> = Vec::new();
    for measure in rows(clauses).flat_map(|clause| rows(&clause["measures"])) {
        let (least, most) = (length(&measure["certain"]), length(&measure["possible"]));
        let found = if least == most { least } else { format!("{least}..{most}") };
        let aside = rows(&measure["set_aside"]).count();
        let aside = if aside > 0 { format!(", {aside} set aside") } else { String::new() };
        let one = match &measure["threshold"] {
            Value::Null => format!("{}{aside}", word(&measure["of"])),
            threshold => format!("{} {found} of {}{aside}", word(&measure["of"]), length(threshold)),
        };
        if !said.contains(&one) {
            said.push(one);
        }
    }
    if said.is_empty() { String::new() } else { format!(" ({})", said.join(" ; ")) }
}

fn sign(part: &Value) -> char {
    match part["outcome"].as_str() {
        Some("met") => '✔',
        Some("not_met") => '✘',
        Some("discretionary") => '◇',
        Some("undetermined") => '?',
        _ => '!',
    }
}

fn options(change: &Value) -> String {
    let option = |one: &Value| format!("{} = {}", word(&one["convention"]), word(&one["option"]));
    rows(&change["options"]).map(option).collect::<Vec<_>>().join(", ")
}

/// `51m 2d` for a length; any other value as it is written.
fn length(value: &Value) -> String {
    let Some(parts) = value.as_object() else { return word(value) };
    if let (Some(least), Some(greatest)) = (parts.get("least"), parts.get("greatest")) {
        return format!("{}..{}", length(least), length(greatest));
    }
    let unit = |key: &str| match key {
        "months" => "m".to_string(),
        "days" => "d".to_string(),
        other => other.to_string(),
    };
    let parts: Vec<String> = parts
        .iter()
        .filter(|(_, count)| **count != 0)
        .map(|(key, count)| format!("{}{}", word(count), unit(key)))
        .collect();
    if parts.is_empty() { "0".to_string() } else { parts.join(" ") }
}

fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_string)
}

fn rows(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
