//! What methods on rules give.

use serde_json::{Value, json};

use super::{count, flag, list, maybe, object, one_of, shared, text, whole};
use crate::plan::RootKind;
use crate::report::exclusion_keys;

pub(in crate::api) fn recueils() -> Value {
    object([("recueils", list(text()))])
}

pub(in crate::api) fn hold() -> Value {
    object([("handle", text()), ("title", text()), ("hash", text()), ("procedures", list(text()))])
}

pub(in crate::api) fn release() -> Value {
    object([("released", flag())])
}

/// A JSON Schema: what it says depends on the facts of the recueil.
pub(in crate::api) fn schema() -> Value {
    let object = || json!({ "type": "object" });
    json!({
        "type": "object",
        "properties": {
            "$schema": text(), "title": text(), "type": { "const": "object" }, "additionalProperties": { "const": false },
            "properties": object(), "$defs": object(),
        },
        "required": ["$schema", "title", "type", "properties", "$defs"],
        "additionalProperties": false,
    })
}

pub(in crate::api) fn check() -> Value {
    let left_out = object([("name", text()), ("why", one_of(&exclusion_keys())), ("message", text())]);
    whole(object([
        ("ruleset", maybe(text())),
        ("findings", list(shared("finding"))),
        ("read", list(text())),
        ("left_out", list(left_out)),
    ]))
}

pub(super) fn finding() -> Value {
    let label = object([("file", text()), ("line", count()), ("column", count()), ("text", text()), ("label", text())]);
    object([
        ("code", text()),
        ("severity", one_of(&["error", "warning"])),
        ("message", text()),
        ("labels", list(label)),
        ("help", maybe(text())),
        ("fixes", list(object([("edits", list(edit()))]))),
    ])
}

/// Words to put in the place of others.
fn edit() -> Value {
    object([
        ("file", text()),
        ("line", count()),
        ("column", count()),
        ("end_line", count()),
        ("end_column", count()),
        ("text", text()),
    ])
}

pub(in crate::api) fn show() -> Value {
    object([("content", text())])
}

pub(in crate::api) fn format() -> Value {
    object([("changed", flag()), ("formatted", text())])
}

pub(in crate::api) fn page() -> Value {
    object([("title", text()), ("style", text()), ("body", text())])
}

pub(in crate::api) fn trial() -> Value {
    whole(object([
        ("ruleset", text()),
        ("expectations", list(expectation())),
        ("parts", list(part())),
        ("thresholds", list(threshold())),
        ("numbers", list(number())),
        ("points", list(point())),
        ("mutants", maybe(list(mutant()))),
    ]))
}

fn expectation() -> Value {
    object([
        ("dossier", text()),
        ("procedure", text()),
        ("text", text()),
        ("expected", text()),
        ("found", text()),
        ("values", list(object([("name", text()), ("expected", text()), ("found", maybe(text())), ("holds", flag())]))),
        (
            "parts",
            list(object([
                ("kind", kind()),
                ("name", text()),
                ("expected", text()),
                ("found", maybe(text())),
                ("holds", flag()),
            ])),
        ),
        ("holds", flag()),
        ("errors", list(shared("error"))),
    ])
}

fn kind() -> Value {
    one_of(&RootKind::ALL.map(RootKind::word))
}

fn part() -> Value {
    object([
        ("procedure", text()),
        ("text", text()),
        ("kind", kind()),
        ("name", text()),
        ("met", count()),
        ("not_met", count()),
        ("open", count()),
    ])
}

fn threshold() -> Value {
    object([
        ("procedure", text()),
        ("text", text()),
        ("kind", kind()),
        ("name", text()),
        ("sentence", text()),
        ("file", text()),
        ("line", count()),
        ("column", count()),
        ("band", flag()),
        ("end", maybe(one_of(&["least", "greatest"]))),
        ("below", count()),
        ("on", count()),
        ("above", count()),
    ])
}

fn number() -> Value {
    object([
        ("procedure", text()),
        ("text", text()),
        ("kind", kind()),
        ("name", text()),
        ("number", text()),
        ("file", text()),
        ("line", count()),
        ("column", count()),
        ("computed", count()),
        ("pinned", maybe(count())),
    ])
}

fn point() -> Value {
    object([
        ("text", text()),
        ("name", text()),
        ("file", text()),
        ("line", count()),
        ("column", count()),
        ("cited", flag()),
        ("without_rule", maybe(text())),
    ])
}

fn mutant() -> Value {
    object([
        ("text", text()),
        ("sentence", text()),
        ("file", text()),
        ("line", count()),
        ("column", count()),
        ("change", text()),
        ("noticed_by", maybe(text())),
    ])
}
