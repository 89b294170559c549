//! A comparison as JSON.

use serde_json::{Value, json};

use super::comparison_summary;
use super::differences::name;
use super::reasons::reason_words;
use super::{change_words, refusal, version};
use crate::compare::{
    Alike, CaseChange, Compared, Comparison, Deciding, Gathered, Group, Groups, Kind, Nature, OfPair, Pair, PartTurn,
    Quote, Refusals, Sides, Tally, ValueChange, Variant, Witness,
};
use crate::eval::TermValue;
use crate::explain::MeasureReason;
use crate::plan::Type;
use crate::report::values::{type_key, value_json};
use crate::report::words;
use crate::value::Outcome;

/// A comparison as JSON.
pub fn comparison_json(comparison: &Comparison) -> Value {
    json!({
        "before": comparison.before,
        "after": comparison.after,
        "differs": comparison.differs(),
        "summary": comparison_summary(comparison),
        "added": comparison.added.iter().map(version).collect::<Vec<_>>(),
        "removed": comparison.removed.iter().map(version).collect::<Vec<_>>(),
        "compared": comparison.compared.iter().map(compared).collect::<Vec<_>>(),
        "read_by_one": refused(&comparison.read_by_one),
        "unreadable": refused(&comparison.unreadable),
    })
}

/// How many dossiers change between two sides, as JSON.
pub fn impact_json(sides: &Sides, gathered: &Gathered) -> Value {
    let side = |side: &Variant| json!({ "procedure": side.procedure(), "text": side.text() });
    let one = |(pair, OfPair { tally, .. }): (&Pair, &OfPair)| {
        json!({
            "before": side(&pair.before),
            "after": side(&pair.after),
            "total": tally.total,
            "same": tally.same(),
            "left_to_earlier": tally.left_to_earlier,
            "counts": counts(tally),
        })
    };
    json!({
        "added": sides.added.iter().map(version).collect::<Vec<_>>(),
        "removed": sides.removed.iter().map(version).collect::<Vec<_>>(),
        "compared": sides.pairs.iter().zip(&gathered.pairs).map(one).collect::<Vec<_>>(),
        "read_by_one": refused(&gathered.read_by_one),
        "unreadable": refused(&gathered.unreadable),
    })
}

fn counts(tally: &Tally) -> Value {
    Kind::ALL.iter().map(|kind| (key(*kind).to_string(), json!(tally.of(*kind)))).collect()
}

fn refused(refusals: &Refusals) -> Value {
    json!({ "count": refusals.count, "told": refusals.told.iter().map(refusal).collect::<Vec<_>>() })
}

fn compared(one: &Compared) -> Value {
    let side = |(procedure, text): &(String, String)| json!({ "procedure": procedure, "text": text });
    let untold = Kind::ALL.iter().map(|kind| (key(*kind).to_string(), json!(one.of_kind(*kind).1)));
    let untold: serde_json::Map<String, Value> = untold.filter(|(_, count)| *count != json!(0)).collect();
    json!({
        "before": side(&one.before),
        "after": side(&one.after),
        "differs": one.differs(),
        "rules": one.rules.iter().map(|change| json!({
            "kind": change.subject.word(),
            "name": name(change),
            "nature": match change.nature {
                Nature::Added => "added",
                Nature::Removed => "removed",
                Nature::Renamed => "renamed",
                Nature::Changed => "changed",
            },
            "changes": change_words(change),
            "bears": change.bears,
            "before": change.before.as_ref().map(quote),
            "after": change.after.as_ref().map(quote),
        })).collect::<Vec<_>>(),
        "total": one.tally.total,
        "same": one.tally.same(),
        "left_to_earlier": one.tally.left_to_earlier,
        "counts": counts(&one.tally),
        "groups": groups(&one.groups),
        "supposed": one.supposed.as_ref().map(|supposed| json!({
            "facts": supposed.facts.iter().map(|(fact, value)| json!({ "fact": fact, "value": value })).collect::<Vec<_>>(),
            "same": supposed.tally.same(),
            "counts": counts(&supposed.tally),
            "groups": groups(&supposed.groups),
        })),
        "cases": one.changes.iter().map(change_json).collect::<Vec<_>>(),
        "untold": untold,
        "witnesses": one.search.as_ref().map(|search| json!({
            "tried": search.tried,
            // Beyond the numbers of JSON they are texts.
            "combinations": u64::try_from(search.combinations).map_or_else(|_| json!(search.combinations.to_string()), Value::from),
            "represented": u64::try_from(search.represented).map_or_else(|_| json!(search.represented.to_string()), Value::from),
            "exhausted": search.exhausted(),
            "days": search.days.iter().map(|day| day.to_string()).collect::<Vec<_>>(),
            "varied": search.varied.iter().map(|one| json!({
                "fact": one.fact, "fewest_values": one.values.0, "most_values": one.values.1,
            })).collect::<Vec<_>>(),
            "by_rule": search.by_rule.iter().map(|one| one.as_ref().map(witness)).collect::<Vec<_>>(),
            "by_kind": search.by_kind.iter().map(|(kind, one)| (key(*kind).to_string(), witness(one))).collect::<serde_json::Map<_, _>>(),
        })),
    })
}

fn groups(groups: &Groups) -> Vec<Value> {
    let turn = |turn: PartTurn| match turn {
        PartTurn::Is(outcome) => ("kept", Some(outcome.key())),
        PartTurn::New(outcome) => ("added", Some(outcome.key())),
        PartTurn::Gone => ("removed", None),
    };
    let part = |part: &Deciding| {
        let (nature, outcome) = turn(part.turn);
        json!({ "kind": part.kind, "name": part.name, "nature": nature, "outcome": outcome })
    };
    let one = |group: &Group| {
        let Alike { kind, before, after, reason } = &group.alike;
        json!({
            "kind": key(*kind),
            "before": before.key(),
            "after": after.key(),
            "count": group.count,
            "reason": reason_words(&group.alike),
            "parts": reason.parts.iter().map(part).collect::<Vec<_>>(),
            "missing": reason.missing,
            "no_longer_missing": reason.no_longer_missing,
            "values": reason.values,
            "named": group.named,
        })
    };
    groups.sorted().into_iter().map(one).collect()
}

fn quote(quote: &Quote) -> Value {
    json!({ "sentence": quote.sentence, "text": quote.text, "file": quote.file, "line": quote.line })
}

/// The keys of all kinds of change, in the order in which they are told.
pub fn change_keys() -> [&'static str; Kind::ALL.len()] {
    Kind::ALL.map(key)
}

fn key(kind: Kind) -> &'static str {
    match kind {
        Kind::Gain => "gains",
        Kind::Loss => "losses",
        Kind::Discretionary => "discretionary",
        Kind::Undetermined => "undetermined",
        Kind::NewFacts => "new_facts",
        Kind::Error => "error",
        Kind::Scope => "scope",
        Kind::OtherValue => "other_value",
        Kind::OtherRoute => "other_route",
        Kind::OtherDays => "other_days",
    }
}

fn witness(one: &Witness) -> Value {
    json!({ "dossier": one.yaml, "change": change_json(&one.change), "out_of_force": one.out_of_force })
}

fn change_json(change: &CaseChange) -> Value {
    let side = |side: &Option<(Outcome, Vec<MeasureReason>)>| {
        side.as_ref().map(|(outcome, measures)| {
            let said: Vec<String> = measures
                .iter()
                .filter_map(|one| words::measured(one).map(|said| format!("{} : {said}", one.of)))
                .collect();
            json!({ "outcome": outcome.key(), "measures": said })
        })
    };
    let days = |days: &[crate::time::Interval]| days.iter().map(|days| words::interval(*days)).collect::<Vec<_>>();
    json!({
        "dossier": change.dossier,
        "kind": key(change.kind),
        "reason": reason_words(&change.alike()),
        "before": change.before.key(),
        "after": change.after.key(),
        "turned": change.turned.iter().map(|part| json!({
            "kind": part.kind,
            "name": part.name,
            "before": side(&part.before),
            "after": side(&part.after),
        })).collect::<Vec<_>>(),
        "values": change.values.iter().map(value).collect::<Vec<_>>(),
        "days": change.days.as_ref().map(|(before, after)| json!({ "before": days(before), "after": days(after) })),
    })
}

fn value(change: &ValueChange) -> Value {
    let side = |side: &Option<(TermValue, Type)>| {
        side.as_ref().map(|(value, of)| json!({ "type": type_key(of), "value": value_json(value) }))
    };
    json!({ "name": change.name, "before": side(&change.before), "after": side(&change.after) })
}
