//! Why dossiers change, in words.

use super::{heading, others, state};
use crate::compare::{Alike, Deciding, Group, PartTurn};
use crate::report::words::and;
use crate::value::Outcome;

/// Names that one reason tells; the others are counted.
const MAX_NAMES: usize = 3;

/// « réunies → indéterminé : contrat d'engagement signé à renseigner »
pub(super) fn group_words(group: &Group) -> String {
    let turn = turn_words(&group.alike);
    match reason_words(&group.alike) {
        reason if reason.is_empty() => turn,
        reason => format!("{turn} : {reason}"),
    }
}

/// « réunies → indéterminé »; of dossiers that keep their outcome, what else changes.
pub(super) fn turn_words(alike: &Alike) -> String {
    match alike.before == alike.after {
        true => heading(alike.kind).to_string(),
        false => format!("{} → {}", alike.before.french(), alike.after.french()),
    }
}

/// Why dossiers change: the parts that decide, the facts that are missing, the values that are not the same.
pub(super) fn reason_words(alike: &Alike) -> String {
    let reason = &alike.reason;
    let mut said: Vec<String> = Vec::new();
    if !reason.missing.is_empty() {
        said.push(format!("{} à renseigner", few(&reason.missing)));
    }
    let (told, more) = reason.parts.split_at(reason.parts.len().min(MAX_NAMES));
    said.extend(told.iter().map(deciding));
    said.extend(others(more.len()));
    if !reason.no_longer_missing.is_empty() {
        said.push(format!("ne dépend plus de : {}", few(&reason.no_longer_missing)));
    }
    if !reason.values.is_empty() {
        said.push(few(&reason.values));
    }
    said.join(" ; ")
}

/// « A, B et C », « A, B, C et 2 autres »
fn few(names: &[String]) -> String {
    let (told, more) = names.split_at(names.len().min(MAX_NAMES));
    match others(more.len()) {
        Some(more) => format!("{} {more}", told.join(", ")),
        None => and(told),
    }
}

/// « nouvelle voie « appréciation d'ensemble » », « condition « formulaire » : non réunie »
fn deciding(part: &Deciding) -> String {
    let (new, gone) = if part.kind == "obstacle" { ("nouvel", "supprimé") } else { ("nouvelle", "supprimée") };
    let named = format!("{} « {} »", part.kind, part.name);
    match part.turn {
        PartTurn::Gone => format!("{named} {gone}"),
        PartTurn::New(Outcome::Met) => format!("{new} {named}"),
        PartTurn::New(outcome) => format!("{new} {named} : {}", state(part.kind, outcome)),
        PartTurn::Is(outcome) => format!("{named} : {}", state(part.kind, outcome)),
    }
}
