//! An answer as JSON: a contract for programs, documented in `docs/json.md`.

use serde_json::{Value, json};

use super::branches::{branches_json, earliest_json};
use super::doubts;
use super::steps;
use super::values::{day_range, fraction, interval, last, quantity, row, side, type_key, value_json};
use super::words;
use crate::eval::TermValue;
use crate::explain::{
    Answer, ClauseReason, ComparisonReason, EndNotice, ExceptionReason, Explanation, FaultReason, ListReason,
    LookupReason, MeasureReason, MentionReason, Missing, Outside, ParameterReason, PartReason, Reach, Sentence,
    SeveralReason, ValueReason,
};
use crate::names;
use crate::query::{Change, Changed, Chosen};
use crate::time::Day;
use crate::value::Outcome;

/// An answer as JSON, with English keys and the recueil's own names as values.
pub fn answer_json(answer: &Answer) -> Value {
    json!({
        "dossier": answer.dossier,
        "law_day": answer.law_day.map(day_range),
        "ruleset": { "name": answer.ruleset, "hash": answer.hash },
        "outside": answer.outside.iter().map(outside).collect::<Vec<_>>(),
        "results": answer.results.iter().map(result_json).collect::<Vec<_>>(),
    })
}

/// Days of a period outside those within which the recueil expects it.
fn outside(outside: &Outside) -> Value {
    json!({
        "path": outside.path,
        "within": outside.within,
        "from": outside.from.to_string(),
        "to": last(outside.to),
    })
}

/// One procedure of an answer.
pub(super) fn result_json(result: &Explanation) -> Value {
    json!({
        "procedure": result.procedure,
        "text": result.text,
        "version": result.validity.map(interval),
        "end_notice": result.end_notice.as_ref().map(end_notice),
        "outcome": result.outcome.key(),
        "summary": summary(result),
        "assessed_on": result.assessed_on.map(day_range),
        "routes": result.routes.iter().map(route).collect::<Vec<_>>(),
        "conditions": result.conditions.iter().map(condition).collect::<Vec<_>>(),
        "obstacles": result.obstacles.iter().map(obstacle).collect::<Vec<_>>(),
        "values": result.values.iter().map(value).collect::<Vec<_>>(),
        "appreciations": mentions(&result.appreciations),
        "missing": missing(&result.missing),
        "doubts": doubts::sentences(&result.doubts),
        "errors": errors(&result.errors),
        "papers": mentions(&result.papers),
        "steps": mentions(&result.steps),
        "effects": mentions(&result.effects),
        "decision_is_discretionary": result.discretion,
        "conventions": result.conventions.iter().map(|one| json!({ "name": one.chosen.convention, "option": one.chosen.option, "holder": one.chosen.holder })).collect::<Vec<_>>(),
        "lists": result.lists.iter().map(list).collect::<Vec<_>>(),
        "parameters": result.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "sensitivity": result.sensitivity.changes.iter().flat_map(sensitivity).collect::<Vec<_>>(),
        "sensitivity_in_pairs_only": result.sensitivity.pairs_only,
        "to_verify": words::marks(&result.marks).iter().map(|(of, note)| json!({ "of": of, "note": note })).collect::<Vec<_>>(),
    })
}

/// What is told of the end of a procedure.
pub(super) fn end_notice(notice: &EndNotice) -> Value {
    json!({ "text": notice.text, "last_day": notice.last.to_string(), "words": notice.words })
}

fn list(list: &ListReason) -> Value {
    json!({
        "name": list.name,
        "version": list.validity.map(interval),
        "partial": list.partial,
        "source": list.source,
    })
}

fn parameter(read: &ParameterReason) -> Value {
    let known = read.value.as_ref().and_then(|found| words::value(found, &read.of));
    json!({
        "name": read.name,
        "value": known,
        "read_from": (read.days.start > Day::FIRST).then(|| read.days.start.to_string()),
        "read_to": read.days.last().filter(|day| *day < Day::LAST).map(|day| day.to_string()),
        "since": read.since.map(|day| day.to_string()),
        "supposed_unchanged": read.supposed,
        "source": read.source,
    })
}

/// What an adviser looks for first, as data.
fn summary(result: &Explanation) -> Value {
    let named = |parts: &[PartReason]| -> Vec<String> {
        let such = parts.iter().filter(|part| part.outcome == result.outcome);
        such.map(|part| part.name.clone()).collect()
    };
    json!({
        "untouched": result.untouched,
        "routes": named(&result.routes),
        "conditions": if result.outcome == Outcome::Met { Vec::new() } else { named(&result.conditions) },
        "obstacles": result.obstacles.iter().filter(|part| part.outcome != Outcome::NotMet).map(|part| &part.name).collect::<Vec<_>>(),
        "to_ask": result.missing.iter().map(|missing| names::place(&missing.path)).collect::<Vec<_>>(),
        "branches": result.branches.as_ref().map(branches_json),
        "earliest": earliest_json(result),
        "valid_until": result.last_day().map(|day| day.to_string()),
    })
}

/// One for each answer under the other options: there are several where a date leaves open which version applies.
fn sensitivity(change: &Change) -> Vec<Value> {
    let option = |one: &Chosen| json!({ "convention": one.convention, "option": one.option, "holder": one.holder });
    let options: Vec<Value> = change.options.iter().map(option).collect();
    let answer = |answer: &Changed| json!({ "options": options, "outcome": answer.outcome.key(), "text": answer.text });
    change.answers.iter().map(answer).collect()
}

fn value(value: &ValueReason) -> Value {
    let (of, known) = (type_key(&value.of), value_json(&value.value));
    json!({
        "name": value.name,
        "type": of,
        "value": known,
        "exact": match value.value {
            TermValue::Number(number) => number.known().copied().and_then(fraction),
            _ => None,
        },
        "rule": value.sentence,
        "rows": value.lookups.iter().map(looked_up).collect::<Vec<_>>(),
        "computation": steps::json(&value.steps),
        "exceptions": exceptions(&value.exceptions),
        "missing": missing(&value.missing),
        "doubts": doubts::sentences(&value.doubts),
    })
}

/// The row of a list from which a value comes.
fn looked_up(row: &LookupReason) -> Value {
    json!({
        "list": row.list,
        "key": row.key.iter().map(|(name, cell)| json!({ "name": name, "value": cell })).collect::<Vec<_>>(),
        "column": row.column,
        "value": row.value,
        "source": row.source,
        "file": row.file,
        "line": row.line,
    })
}

fn exceptions(exceptions: &[ExceptionReason]) -> Vec<Value> {
    let one = |exception: &ExceptionReason| {
        json!({
            "name": exception.sentence,
            "exception": exception.name,
            "source": exception.source,
            "applies": exception.applies.key(),
            "missing": missing(&exception.missing),
        })
    };
    exceptions.iter().map(one).collect()
}

fn route(route: &PartReason) -> Value {
    json!({
        "name": route.name,
        "outcome": route.outcome.key(),
        "exceptional": route.discretionary,
        "source": route.source,
        "conditions": route.clauses.iter().map(|one| clause(one, &route.source)).collect::<Vec<_>>(),
        "missing": missing(&route.missing),
    })
}

fn clause(clause: &ClauseReason, source: &str) -> Value {
    json!({
        "name": clause.sentence,
        "outcome": clause.outcome.key(),
        "applies": clause.applies.map(Outcome::key),
        "exception": clause.exception,
        "source": if clause.source.is_empty() { source } else { &clause.source },
        "exceptions": exceptions(&clause.exceptions),
        "measures": clause.measures.iter().map(measure).collect::<Vec<_>>(),
        "comparisons": clause.comparisons.iter().map(comparison).collect::<Vec<_>>(),
        "several": clause.several.iter().map(several).collect::<Vec<_>>(),
        "missing": missing(&clause.missing),
    })
}

fn condition(part: &PartReason) -> Value {
    let measures: Vec<Value> = part.clauses.iter().flat_map(|clause| &clause.measures).map(measure).collect();
    json!({
        "name": part.name,
        "outcome": part.outcome.key(),
        "source": part.source,
        "measures": measures,
        "clauses": part.clauses.iter().map(|one| clause(one, &part.source)).collect::<Vec<_>>(),
        "missing": missing(&part.missing),
    })
}

fn obstacle(part: &PartReason) -> Value {
    let stands = match part.outcome {
        Outcome::Met => "stands",
        Outcome::NotMet => "absent",
        other => other.key(),
    };
    json!({
        "name": part.name,
        "outcome": part.outcome.key(),
        "state": stands,
        "source": part.source,
        "clauses": part.clauses.iter().map(|one| clause(one, &part.source)).collect::<Vec<_>>(),
        "missing": missing(&part.missing),
    })
}

pub(super) fn measure(measure: &MeasureReason) -> Value {
    json!({
        "of": measure.of,
        "outcome": measure.outcome.key(),
        "window": measure.over.window.map(interval),
        "certain": measure.certain.map(quantity),
        "possible": measure.possible.map(quantity),
        "threshold": measure.threshold.map(quantity),
        "continuity": measure.over.continuity.map(|continuity| continuity.to_string()),
        "bridged": measure.over.bridged.iter().copied().map(interval).collect::<Vec<_>>(),
        "shortfall": measure.shortfall.map(quantity),
        "reached_on": match measure.reach {
            Some(Reach::On(day)) => Some(day.to_string()),
            Some(Reach::Never) | None => None,
        },
        "perhaps_on": measure.perhaps.map(|day| day.to_string()),
        "reached_on_same_number": measure.same_number.map(|day| day.to_string()),
        "never_reached": measure.reach == Some(Reach::Never),
        "counted": measure.over.counted.iter().map(row).collect::<Vec<_>>(),
        "set_aside": measure.over.set_aside.iter().map(row).collect::<Vec<_>>(),
    })
}

fn comparison(comparison: &ComparisonReason) -> Value {
    json!({
        "outcome": comparison.outcome.key(),
        "left": side(&comparison.left),
        "written": comparison.written,
        "forbids": comparison.forbids,
        "right": comparison.right.iter().map(side).collect::<Vec<_>>(),
        "reached_on": comparison.reached.map(day_range),
        "computation": steps::json(&comparison.steps),
    })
}

fn several(several: &SeveralReason) -> Value {
    let condition = |(sentence, outcome): &(String, Outcome)| json!({ "name": sentence, "outcome": outcome.key() });
    json!({
        "outcome": several.outcome.key(),
        "conditions": several.conditions.iter().map(condition).collect::<Vec<_>>(),
        "asked": side(&several.asked),
    })
}

fn mentions(mentions: &[MentionReason]) -> Vec<Value> {
    let one = |mention: &MentionReason| {
        json!({
            "name": mention.name,
            "supplied_by": mention.supplied_by,
            "source": mention.source,
            "certain": !mention.open,
        })
    };
    mentions.iter().map(one).collect()
}

/// What is wrong in the rules: in words, and by their sentences.
pub(super) fn errors(errors: &[FaultReason]) -> Vec<Value> {
    let sentence = |one: &Sentence| json!({ "sentence": one.words, "file": one.file, "line": one.line });
    let one = |error: &FaultReason| {
        json!({
            "message": error.to_string(),
            "sentences": error.sentences.iter().map(sentence).collect::<Vec<_>>(),
        })
    };
    errors.iter().map(one).collect()
}

pub(super) fn missing(missing: &[Missing]) -> Vec<Value> {
    missing.iter().map(|one| json!({ "fact": one.fact, "path": one.path })).collect()
}
