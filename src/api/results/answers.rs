//! What methods on one dossier give.

use serde_json::{Value, json};

use super::{
    count, day, day_range, days, either, flag, list, maybe, object, one_of, outcome, ruleset, shared, text, whole,
};

pub(in crate::api) fn answer() -> Value {
    let outside = object([("path", text()), ("within", text()), ("from", day()), ("to", maybe(day()))]);
    whole(object([
        ("dossier", text()),
        ("law_day", maybe(day_range())),
        ("ruleset", ruleset()),
        ("outside", list(outside)),
        ("results", list(result())),
    ]))
}

/// One procedure.
fn result() -> Value {
    let mentions = || list(shared("mention"));
    object([
        ("procedure", text()),
        ("text", maybe(text())),
        ("version", maybe(days())),
        ("end_notice", maybe(end_notice())),
        ("outcome", outcome()),
        ("summary", summary()),
        ("assessed_on", maybe(day_range())),
        ("routes", list(route())),
        ("conditions", list(condition())),
        ("obstacles", list(obstacle())),
        ("values", list(value())),
        ("appreciations", mentions()),
        ("missing", list(shared("missing"))),
        ("doubts", list(text())),
        ("errors", list(shared("error"))),
        ("papers", mentions()),
        ("steps", mentions()),
        ("effects", mentions()),
        ("decision_is_discretionary", flag()),
        ("conventions", list(object([("name", text()), ("option", text()), ("holder", maybe(text()))]))),
        ("lists", list(version_of_list())),
        ("parameters", list(value_of_parameter())),
        ("sensitivity", list(sensitivity())),
        ("sensitivity_in_pairs_only", flag()),
        ("to_verify", list(object([("of", text()), ("note", text())]))),
    ])
}

fn end_notice() -> Value {
    object([("text", text()), ("last_day", day()), ("words", text())])
}

fn summary() -> Value {
    object([
        ("untouched", flag()),
        ("routes", list(text())),
        ("conditions", list(text())),
        ("obstacles", list(text())),
        ("to_ask", list(text())),
        ("branches", maybe(branches())),
        ("earliest", maybe(shared("earliest"))),
        ("valid_until", maybe(day())),
    ])
}

fn branches() -> Value {
    let branch = object([
        ("answers", list(text())),
        ("outcome", outcome()),
        ("since", maybe(day())),
        ("until", maybe(day())),
        ("earliest", maybe(shared("earliest"))),
    ]);
    object([("fact", text()), ("path", text()), ("branches", list(branch))])
}

/// When what is missing will be there.
pub(super) fn earliest() -> Value {
    object([("day", day()), ("same_number", maybe(day())), ("route", maybe(text()))])
}

fn route() -> Value {
    object([
        ("name", text()),
        ("outcome", outcome()),
        ("exceptional", flag()),
        ("source", text()),
        ("conditions", list(shared("clause"))),
        ("missing", list(shared("missing"))),
    ])
}

fn condition() -> Value {
    object([
        ("name", text()),
        ("outcome", outcome()),
        ("source", text()),
        ("measures", list(shared("measure"))),
        ("clauses", list(shared("clause"))),
        ("missing", list(shared("missing"))),
    ])
}

fn obstacle() -> Value {
    object([
        ("name", text()),
        ("outcome", outcome()),
        ("state", one_of(&["stands", "absent", "discretionary", "undetermined", "not_applicable", "error"])),
        ("source", text()),
        ("clauses", list(shared("clause"))),
        ("missing", list(shared("missing"))),
    ])
}

pub(super) fn clause() -> Value {
    object([
        ("name", text()),
        ("outcome", outcome()),
        ("applies", maybe(outcome())),
        ("exception", maybe(text())),
        ("source", text()),
        ("exceptions", list(shared("exception"))),
        ("measures", list(shared("measure"))),
        ("comparisons", list(comparison())),
        ("several", list(several())),
        ("missing", list(shared("missing"))),
    ])
}

pub(super) fn exception() -> Value {
    object([
        ("name", text()),
        ("exception", maybe(text())),
        ("source", text()),
        ("applies", outcome()),
        ("missing", list(shared("missing"))),
    ])
}

pub(super) fn measure() -> Value {
    object([
        ("of", text()),
        ("outcome", outcome()),
        ("window", maybe(days())),
        ("certain", maybe(length())),
        ("possible", maybe(length())),
        ("threshold", maybe(length())),
        ("continuity", maybe(text())),
        ("bridged", list(days())),
        ("shortfall", maybe(length())),
        ("reached_on", maybe(day())),
        ("perhaps_on", maybe(day())),
        ("reached_on_same_number", maybe(day())),
        ("never_reached", flag()),
        ("counted", list(shared("row"))),
        ("set_aside", list(shared("row"))),
    ])
}

/// Months and days, months and a fraction of one, or days.
fn length() -> Value {
    let number = || json!({ "type": "integer" });
    either([
        object([("months", number()), ("days", number())]),
        object([("months", number()), ("fraction", text())]),
        object([("months", number())]),
        object([("days", number())]),
    ])
}

pub(super) fn row() -> Value {
    object([
        ("path", text()),
        ("from", maybe(day())),
        ("to", maybe(day())),
        ("certain", flag()),
        ("reason", maybe(text())),
        ("labels", list(text())),
    ])
}

fn comparison() -> Value {
    object([
        ("outcome", outcome()),
        ("left", side()),
        ("written", flag()),
        ("forbids", flag()),
        ("right", list(side())),
        ("reached_on", maybe(day_range())),
        ("computation", list(shared("step"))),
    ])
}

fn several() -> Value {
    let condition = object([("name", text()), ("outcome", outcome())]);
    object([("outcome", outcome()), ("conditions", list(condition)), ("asked", side())])
}

fn value() -> Value {
    object([
        ("name", text()),
        ("type", type_key()),
        ("value", known()),
        ("exact", maybe(text())),
        ("rule", text()),
        ("rows", list(row_of_list())),
        ("computation", list(shared("step"))),
        ("exceptions", list(shared("exception"))),
        ("missing", list(shared("missing"))),
        ("doubts", list(text())),
    ])
}

/// The row of a list from which a value comes.
fn row_of_list() -> Value {
    object([
        ("list", text()),
        ("key", list(object([("name", text()), ("value", text())]))),
        ("column", text()),
        ("value", text()),
        ("source", maybe(text())),
        ("file", text()),
        ("line", count()),
    ])
}

/// A part of a rule, and how it came to its value.
pub(super) fn step() -> Value {
    let made = [
        ("computed", object([("formula", text()), ("operands", list(side()))])),
        ("rounded", object([("of", side()), ("to", text())])),
        ("length", object(taken_over())),
        ("rows", rows()),
        ("line", object([("of", side()), ("line", maybe(text()))])),
        ("scale", object([("of", side()), ("slices", list(slice()))])),
        ("mean", mean()),
        ("day", day_found()),
        ("default", object([])),
    ];
    either(made.map(|(made, detail)| object([("made", one_of(&[made])), ("result", side()), ("detail", detail)])))
}

/// Of what the mean of a parameter was made.
fn mean() -> Value {
    let part = object([("days", days()), ("value", maybe(side())), ("count", maybe(count()))]);
    object([("each", one_of(&["month", "day"])), ("parts", list(part)), ("divided_by", maybe(count()))])
}

/// A day that was found from another, and those that were passed over.
fn day_found() -> Value {
    let skipped = object([("day", day()), ("weekday", text()), ("holidays", list(text())), ("words", text())]);
    let ways = ["postponed", "after", "before", "month_start", "month_end", "day_after", "day_before"];
    object([
        ("way", one_of(&ways)),
        ("count", maybe(text())),
        ("days", maybe(one_of(&["ouvrables", "ouvrés"]))),
        ("from", side()),
        ("skipped", maybe(list(skipped))),
    ])
}

/// A value under the words of a rule.
fn side() -> Value {
    object([("name", maybe(text())), ("type", type_key()), ("value", known()), ("exact", maybe(text()))])
}

/// Over which days a length was taken, and what became of the periods.
fn taken_over() -> [(&'static str, Value); 5] {
    [
        ("window", maybe(days())),
        ("continuity", maybe(text())),
        ("bridged", list(days())),
        ("counted", list(shared("row"))),
        ("set_aside", list(shared("row"))),
    ]
}

/// What was made of rows.
fn rows() -> Value {
    let days_of = object([("kept", count()), ("all", count())]);
    let counted = [
        ("row", shared("row")),
        ("value", maybe(side())),
        ("weight", known()),
        ("days", maybe(days_of)),
        ("gives", maybe(known())),
        ("kept", maybe(flag())),
    ];
    let period = [("days", days()), ("gives", known()), ("kept", maybe(flag()))];
    object([
        ("window", maybe(days())),
        ("counted", list(object(counted))),
        ("set_aside", list(shared("row"))),
        ("periods", list(object(period))),
        ("divided_by", maybe(text())),
    ])
}

fn slice() -> Value {
    object([("from", text()), ("until", maybe(text())), ("rate", text()), ("part", text()), ("owed", text())])
}

pub(super) fn type_key() -> Value {
    one_of(&["amount", "share", "number", "date", "length", "other"])
}

/// A computed value; of one that is not known, what bounds it.
pub(super) fn known() -> Value {
    let bound = || maybe(either([text(), length()]));
    either([
        json!({ "type": ["null", "boolean", "string"] }),
        length(),
        object([("from", day()), ("to", day())]),
        object([("least", bound()), ("greatest", bound())]),
        object([("certain", count()), ("possible", count())]),
    ])
}

pub(super) fn missing() -> Value {
    object([("fact", text()), ("path", text())])
}

/// Rules at fault, with their sentences.
pub(super) fn error() -> Value {
    let sentence = object([("sentence", text()), ("file", text()), ("line", count())]);
    object([("message", text()), ("sentences", list(sentence))])
}

pub(super) fn mention() -> Value {
    object([("name", text()), ("supplied_by", maybe(text())), ("source", text()), ("certain", flag())])
}

fn version_of_list() -> Value {
    object([("name", text()), ("version", maybe(days())), ("partial", flag()), ("source", maybe(text()))])
}

fn value_of_parameter() -> Value {
    object([
        ("name", text()),
        ("value", maybe(text())),
        ("read_from", maybe(day())),
        ("read_to", maybe(day())),
        ("since", maybe(day())),
        ("supposed_unchanged", flag()),
        ("source", maybe(text())),
    ])
}

fn sensitivity() -> Value {
    let option = object([("convention", text()), ("option", text()), ("holder", maybe(text()))]);
    object([("options", list(option)), ("outcome", outcome()), ("text", maybe(text()))])
}

pub(in crate::api) fn questions() -> Value {
    let why = object([("procedure", text()), ("part", text()), ("condition", text())]);
    let effect = object([("answer", text()), ("procedure", text()), ("outcome", outcome())]);
    let question = object([
        ("fact", text()),
        ("path", text()),
        ("question", maybe(text())),
        ("options", list(text())),
        ("why", list(why)),
        ("effects", list(effect)),
    ]);
    whole(object([
        ("dossier", text()),
        ("outcomes", list(object([("procedure", text()), ("text", maybe(text())), ("outcome", outcome())]))),
        ("errors", list(shared("error"))),
        ("questions", list(question)),
    ]))
}

pub(in crate::api) fn calendar() -> Value {
    let procedure = object([
        ("procedure", text()),
        ("end_notice", maybe(end_notice())),
        ("stretches", list(stretch())),
        ("earliest", maybe(shared("first_days"))),
        ("earliest_discretionary", maybe(shared("first_days"))),
    ]);
    whole(object([
        ("dossier", text()),
        ("ruleset", ruleset()),
        ("from", day()),
        ("to", day()),
        ("assessed_on", maybe(day())),
        ("procedures", list(procedure)),
    ]))
}

fn stretch() -> Value {
    let lane_days = object([("from", day()), ("to", day()), ("outcome", outcome())]);
    let lane = object([("answers", list(text())), ("days", list(lane_days))]);
    object([
        ("from", day()),
        ("to", day()),
        ("outcome", outcome()),
        ("text", maybe(text())),
        ("begins", maybe(shared("turn"))),
        ("ends", maybe(shared("turn"))),
        ("branches", maybe(object([("fact", text()), ("path", text()), ("lanes", list(lane))]))),
        ("missing", list(shared("missing"))),
        ("doubts", list(text())),
        ("errors", list(shared("error"))),
    ])
}

/// What turned on a day.
pub(super) fn turn() -> Value {
    let condition = object([
        ("part", text()),
        ("name", text()),
        ("before", outcome()),
        ("after", outcome()),
        ("measures", list(shared("measure"))),
        ("left_window", maybe(day())),
        ("no_longer_counted", list(shared("row"))),
    ]);
    object([
        ("day", day()),
        ("text_before", maybe(text())),
        ("text_after", maybe(text())),
        ("lists", list(text())),
        ("parameters", list(text())),
        ("conditions", list(condition)),
    ])
}

/// When conditions will be met.
pub(super) fn first_days() -> Value {
    object([
        ("day", maybe(day())),
        ("possible_from", day()),
        ("perhaps_already", flag()),
        ("certain_by", maybe(day())),
        ("outcome", outcome()),
        ("if_ongoing", list(text())),
        ("if_one_ongoing", list(text())),
    ])
}

pub(in crate::api) fn verify() -> Value {
    object([("same_rules", flag()), ("same_answer", flag()), ("differs", list(text()))])
}
