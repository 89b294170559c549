//! JSON Schemas of what methods give: each key, what it may be, and that there is no other.
//!
//! `report` writes these results; a test holds the two against each other on all that comes with the program.

mod answers;
mod changes;
mod rules;

use serde_json::{Map, Value, json};

pub(super) use answers::{answer, calendar, questions, verify};
pub(super) use changes::{comparison, impact, populate};
pub(super) use rules::{check, format, hold, page, recueils, release, schema, show, trial};

use crate::value::Outcome;

/// What names a recueil and its files.
fn ruleset() -> Value {
    object([("name", text()), ("hash", text())])
}

/// An object with these keys, each of them always there, and no other.
fn object<const N: usize>(keys: [(&str, Value); N]) -> Value {
    let names: Vec<&str> = keys.iter().map(|(name, _)| *name).collect();
    let properties: Map<String, Value> = keys.iter().map(|(name, of)| (name.to_string(), of.clone())).collect();
    json!({ "type": "object", "properties": properties, "required": names, "additionalProperties": false })
}

fn list(of: Value) -> Value {
    json!({ "type": "array", "items": of })
}

/// That, or `null`.
fn maybe(of: Value) -> Value {
    either([of, json!({ "type": "null" })])
}

fn either<const N: usize>(of: [Value; N]) -> Value {
    json!({ "anyOf": of.as_slice() })
}

fn one_of(words: &[&str]) -> Value {
    json!({ "enum": words })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn flag() -> Value {
    json!({ "type": "boolean" })
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn day() -> Value {
    json!({ "type": "string", "format": "date" })
}

/// The first and the last day; an open end is `null`.
fn days() -> Value {
    object([("from", day()), ("to", maybe(day()))])
}

/// A day, or the first and the last possible ones.
fn day_range() -> Value {
    either([day(), object([("from", day()), ("to", day())])])
}

fn outcome() -> Value {
    one_of(&Outcome::ALL.map(Outcome::key))
}

/// A schema that several results share, and its name.
type Definition = (&'static str, fn() -> Value);

const DEFINITIONS: &[Definition] = &[
    ("finding", rules::finding),
    ("row", answers::row),
    ("measure", answers::measure),
    ("clause", answers::clause),
    ("step", answers::step),
    ("missing", answers::missing),
    ("error", answers::error),
    ("exception", answers::exception),
    ("mention", answers::mention),
    ("turn", answers::turn),
    ("earliest", answers::earliest),
    ("first_days", answers::first_days),
    ("case_change", changes::case_change),
    ("group", changes::group),
    ("quote", changes::quote),
    ("witness", changes::witness),
];

/// One of the definitions.
fn shared(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// A schema with the definitions that it names, and those that they name.
fn whole(mut schema: Value) -> Value {
    let mut defined = Map::new();
    let mut left = vec![schema.clone()];
    while let Some(next) = left.pop() {
        let text = next.to_string();
        for (name, define) in DEFINITIONS {
            if !defined.contains_key(*name) && text.contains(&format!("\"#/$defs/{name}\"")) {
                let definition = define();
                left.push(definition.clone());
                defined.insert(name.to_string(), definition);
            }
        }
    }
    if !defined.is_empty() {
        schema["$defs"] = Value::Object(defined);
    }
    schema
}
