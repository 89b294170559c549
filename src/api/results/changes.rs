//! What methods on two sides give, and on many dossiers.

use serde_json::{Map, Value, json};

use super::answers::{known, type_key};
use super::{count, day, either, flag, list, maybe, object, one_of, outcome, shared, text, whole};
use crate::report::change_keys;

pub(in crate::api) fn populate() -> Value {
    object([("handle", text()), ("hash", text()), ("total", count()), ("refused", refused())])
}

pub(in crate::api) fn comparison() -> Value {
    let one = object([
        ("before", version()),
        ("after", version()),
        ("differs", flag()),
        ("rules", list(rule())),
        ("total", count()),
        ("same", count()),
        ("left_to_earlier", count()),
        ("counts", counts()),
        ("groups", list(shared("group"))),
        ("supposed", maybe(supposed())),
        ("cases", list(shared("case_change"))),
        ("untold", by_kind(count())),
        ("witnesses", maybe(search())),
    ]);
    whole(object([
        ("before", text()),
        ("after", text()),
        ("differs", flag()),
        ("summary", list(text())),
        ("added", list(text())),
        ("removed", list(text())),
        ("compared", list(one)),
        ("read_by_one", refused()),
        ("unreadable", refused()),
    ]))
}

pub(in crate::api) fn impact() -> Value {
    let one = object([
        ("before", version()),
        ("after", version()),
        ("total", count()),
        ("same", count()),
        ("left_to_earlier", count()),
        ("counts", counts()),
    ]);
    object([
        ("added", list(text())),
        ("removed", list(text())),
        ("compared", list(one)),
        ("read_by_one", refused()),
        ("unreadable", refused()),
    ])
}

/// What follows once facts are supposed that dossiers do not give.
fn supposed() -> Value {
    object([
        ("facts", list(object([("fact", text()), ("value", text())]))),
        ("same", count()),
        ("counts", counts()),
        ("groups", list(shared("group"))),
    ])
}

/// Dossiers that change alike and for one reason.
pub(super) fn group() -> Value {
    let part = object([
        ("kind", text()),
        ("name", text()),
        ("nature", one_of(&["kept", "added", "removed"])),
        ("outcome", maybe(outcome())),
    ]);
    object([
        ("kind", one_of(&change_keys())),
        ("before", outcome()),
        ("after", outcome()),
        ("count", count()),
        ("reason", text()),
        ("parts", list(part)),
        ("missing", list(text())),
        ("no_longer_missing", list(text())),
        ("values", list(text())),
        ("named", list(text())),
    ])
}

fn version() -> Value {
    object([("procedure", text()), ("text", text())])
}

/// Dossiers that cannot be read: how many, and the first of them.
fn refused() -> Value {
    object([("count", count()), ("told", list(text()))])
}

/// How many dossiers are of each kind of change.
fn counts() -> Value {
    object(change_keys().map(|key| (key, count())))
}

/// Something for some kinds of change.
fn by_kind(of: Value) -> Value {
    let properties: Map<String, Value> = change_keys().iter().map(|key| (key.to_string(), of.clone())).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn rule() -> Value {
    object([
        ("kind", text()),
        ("name", text()),
        ("nature", one_of(&["added", "removed", "renamed", "changed"])),
        ("changes", list(text())),
        ("bears", flag()),
        ("before", maybe(shared("quote"))),
        ("after", maybe(shared("quote"))),
    ])
}

pub(super) fn quote() -> Value {
    object([("sentence", text()), ("text", text()), ("file", text()), ("line", count())])
}

pub(super) fn case_change() -> Value {
    let part = || maybe(object([("outcome", outcome()), ("measures", list(text()))]));
    let turned = object([("kind", text()), ("name", text()), ("before", part()), ("after", part())]);
    let side = || maybe(object([("type", type_key()), ("value", known())]));
    let value = object([("name", text()), ("before", side()), ("after", side())]);
    object([
        ("dossier", text()),
        ("kind", one_of(&change_keys())),
        ("reason", text()),
        ("before", outcome()),
        ("after", outcome()),
        ("turned", list(turned)),
        ("values", list(value)),
        ("days", maybe(object([("before", list(text())), ("after", list(text()))]))),
    ])
}

fn search() -> Value {
    // Beyond the numbers of JSON they are texts.
    let large = || either([count(), text()]);
    let varied = object([("fact", text()), ("fewest_values", count()), ("most_values", count())]);
    object([
        ("tried", count()),
        ("combinations", large()),
        ("represented", large()),
        ("exhausted", flag()),
        ("days", list(day())),
        ("varied", list(varied)),
        ("by_rule", list(maybe(shared("witness")))),
        ("by_kind", by_kind(shared("witness"))),
    ])
}

/// The smallest dossier that parts two sides.
pub(super) fn witness() -> Value {
    object([("dossier", text()), ("change", shared("case_change")), ("out_of_force", flag())])
}
