//! An answer on one screen: per procedure what decides it, what is missing and from when.
//!
//! What is left out here stands in the whole outline; nothing is said otherwise.

use std::collections::HashSet;

use super::doubts;
use super::outline::{
    Line, beginning, branches, exceptions, obstacle_state, part_name, reversed, ruleset, split, values,
};
use super::words;
use crate::explain::{Answer, ClauseReason, Explanation, MeasureReason, PartReason};
use crate::names;
use crate::time::Day;
use crate::value::Outcome;

/// How many periods that do not count are shown for a clause.
const MOST_ROWS: usize = 1;

/// How much room there is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// For what is missing in figures, and for the first periods that do not count.
    Enough,
    /// For what was measured and when it will be enough.
    Scarce,
}

/// How many missing facts are named before the others are counted.
const MOST_NAMED: usize = 6;

pub(super) fn brief(answer: &Answer, room: Room) -> Vec<Line> {
    let mut lines = beginning(answer);
    // What was said of a period, of readings or of a text is not said again.
    let mut said = HashSet::new();
    for result in &answer.results {
        let versions = answer.results.iter().filter(|other| other.procedure == result.procedure).count();
        let text = result.text.as_ref().filter(|_| versions > 1);
        let mut name = result.procedure.clone();
        name.extend(text.map(|text| format!(", selon « {text} »")));
        explanation(&mut lines, &mut said, result, name);
        if answer.law_day.is_some() {
            parts(&mut lines, &mut said, result, room);
        }
    }
    lines.push(Line::Remark(format!("{} « --complet » montre tout.", ruleset(answer))));
    lines
}

/// Whether a procedure is told by its name and outcome alone.
fn is_folded(result: &Explanation) -> bool {
    (result.untouched && result.outcome == Outcome::Undetermined) || result.outcome == Outcome::NotApplicable
}

fn explanation(lines: &mut Vec<Line>, said: &mut HashSet<String>, result: &Explanation, name: String) {
    let untouched = if result.untouched && is_folded(result) { " (rien au dossier)" } else { "" };
    lines.push(Line::Procedure(format!("{name}{untouched}"), result.outcome));
    if is_folded(result) {
        if result.outcome == Outcome::NotApplicable {
            // Whoever comes too early or too late is told who reads the day otherwise, and whether the end was put off.
            lines.extend(split(result).into_iter().map(Line::Remark));
            lines.extend(result.end_notice.as_ref().map(|notice| Line::Remark(words::ending(notice))));
        }
        return;
    }
    // Under several procedures the same readings part.
    for line in split(result) {
        let is_new = said.insert(line.clone());
        lines.push(Line::Remark(if is_new { line } else { "Lectures partagées de même.".to_string() }));
    }
    let mut summary = summary(result);
    let ends = last_day(result).into_iter().chain(result.end_notice.as_ref().map(words::ending));
    summary.extend(ends.filter(|line| said.insert(line.clone())));
    if !summary.is_empty() {
        lines.push(Line::Remark(summary.join(" ")));
    }
    lines.extend(branches(result));
    lines.extend(result.errors.iter().map(|error| Line::Plain(1, error.to_string())));
}

/// The parts that decide; they say little while it is not known whether the text applies.
fn parts(lines: &mut Vec<Line>, said: &mut HashSet<String>, result: &Explanation, room: Room) {
    if is_folded(result) {
        return;
    }
    for (kind, parts) in [("voie", &result.routes), ("condition", &result.conditions)] {
        for part in parts.iter().filter(|part| decides(result, kind, part)) {
            let telling = part.clauses.iter().filter(|one| tells(part.outcome, one) && !is_branched(result, one));
            match telling.collect::<Vec<_>>().as_slice() {
                // A part that hangs on one clause is told with it in a line.
                [one] if one.outcome == part.outcome && !is_excepted(one) => {
                    let words = words_of(said, &part_name(kind, part), one, room);
                    lines.push(Line::Result(1, words, part.outcome));
                    rows(lines, said, 2, one, room);
                }
                several => {
                    lines.push(Line::Result(1, part_name(kind, part), part.outcome));
                    several.iter().for_each(|one| clause(lines, said, one, room));
                }
            }
        }
    }
    // One of which a fact is missing is named by that fact.
    let known = |part: &&PartReason| excepted(part) || !matches!(part.outcome, Outcome::NotMet | Outcome::Undetermined);
    for part in result.obstacles.iter().filter(known) {
        lines.push(Line::State(1, format!("{} : {}", part.name, obstacle_state(part.outcome)), reversed(part.outcome)));
        for one in part.clauses.iter().filter(|one| is_telling(one)) {
            let words = format!("{}{}", one.sentence, compared(one));
            lines.push(Line::State(2, words, reversed(one.outcome)));
            exceptions(lines, 3, &one.exceptions);
        }
    }
    values(lines, &result.values, false);
    // A procedure may be told under several texts that read the same.
    for read in result.parameters.iter().map(words::parameter) {
        if said.insert(read.clone()) {
            lines.push(Line::Plain(1, read));
        }
    }
    if result.outcome == Outcome::Undetermined {
        lines.extend(doubts::sentences(&result.doubts).into_iter().map(|doubt| Line::Plain(1, doubt)));
    }
}

/// Whether what a clause leaves open is told by the branches: it hangs on the fact that decides, and measures nothing.
fn is_branched(result: &Explanation, clause: &ClauseReason) -> bool {
    let by = result.branches.as_ref().map(|branches| &branches.missing);
    clause.outcome == Outcome::Undetermined
        && !is_excepted(clause)
        && clause.measures.is_empty()
        && matches!(clause.missing.as_slice(), [missing] if Some(missing) == by)
}

/// Whether a part bears on how the procedure came out.
fn decides(result: &Explanation, kind: &str, part: &PartReason) -> bool {
    match result.outcome {
        Outcome::Met if kind == "voie" => part.outcome == Outcome::Met,
        // Conditions that merely hold are left to the whole answer.
        Outcome::Met => part.clauses.iter().any(is_telling),
        Outcome::NotMet | Outcome::Discretionary => part.outcome == result.outcome || excepted(part),
        _ => part.outcome != Outcome::Met && (kind == "voie" || part.outcome != Outcome::NotMet),
    }
}

/// Whether an exception applied to a part, or may have.
fn excepted(part: &PartReason) -> bool {
    part.clauses.iter().any(is_excepted)
}

fn is_excepted(clause: &ClauseReason) -> bool {
    clause.applies.is_some() || !clause.exceptions.is_empty()
}

/// Whether a clause that is met says more than that.
fn is_telling(clause: &ClauseReason) -> bool {
    is_excepted(clause) || !clause.comparisons.is_empty()
}

/// Whether a clause bears on how its part came out: what is met says nothing of a part that is not.
fn tells(outcome: Outcome, clause: &ClauseReason) -> bool {
    outcome == Outcome::Met || clause.outcome != Outcome::Met || is_excepted(clause)
}

/// A clause in a line: what was measured for it, or its words with what was compared; then the first reasons for which
/// periods do not count.
fn clause(lines: &mut Vec<Line>, said: &mut HashSet<String>, one: &ClauseReason, room: Room) {
    lines.push(Line::Result(2, measured(said, one, room), one.outcome));
    exceptions(lines, 3, &one.exceptions);
    rows(lines, said, 3, one, room);
}

/// A part with the clause that it hangs on. Where there is little room, words that were told before are not told again,
/// nor those of what is met without being measured.
fn words_of(said: &mut HashSet<String>, part: &str, one: &ClauseReason, room: Room) -> String {
    let told = measured(said, one, room);
    let is_new = said.insert(told.clone()) || !one.measures.is_empty();
    match room {
        Room::Scarce if !is_new => format!("{part}, comme plus haut"),
        Room::Scarce if one.outcome == Outcome::Met && one.measures.is_empty() => part.to_string(),
        Room::Scarce | Room::Enough => format!("{part} : {told}"),
    }
}

/// What was measured for a clause, or its words, with what was compared. What was told of a measure before is not told in
/// full again.
fn measured(said: &mut HashSet<String>, one: &ClauseReason, room: Room) -> String {
    let mut sentence = |measure: &MeasureReason| {
        let full = format!("{} : {}", measure.of, words::measured(measure)?);
        let is_new = said.insert(full.clone());
        Some(match (words::found_of(measure), words::reached(measure)) {
            (Some(found), Some(_)) if !is_new => format!("{} : {found}, comme plus haut", measure.of),
            (Some(found), Some(reached)) if room == Room::Scarce => {
                let from = if reached.starts_with("le ") { "dès " } else { "" };
                format!("{} : {found}, {from}{reached}", measure.of)
            }
            _ => full,
        })
    };
    let line = match one.measures.as_slice() {
        [measure] if one.applies.is_none() => sentence(measure).unwrap_or_else(|| one.sentence.clone()),
        _ => one.sentence.clone(),
    };
    format!("{line}{}", compared(one))
}

/// The first periods that do not count for a clause that is not met.
fn rows(lines: &mut Vec<Line>, said: &mut HashSet<String>, depth: usize, one: &ClauseReason, room: Room) {
    if one.outcome == Outcome::Met || room == Room::Scarce {
        return;
    }
    for measure in &one.measures {
        let mut rows = measure.over.set_aside.iter().map(words::row).filter(|row| said.insert(row.clone()));
        lines.extend(rows.by_ref().take(MOST_ROWS).map(|row| Line::Plain(depth, format!("écarté : {row}"))));
        let more = rows.count();
        if more > 0 {
            lines.push(Line::Plain(
                depth,
                format!("et {more} autre{} écartée{}", words::plural(more), words::plural(more)),
            ));
        }
    }
}

/// What was compared for a clause, in brackets.
fn compared(clause: &ClauseReason) -> String {
    // Of several conditions each would be told with its own.
    let said: Vec<String> = match clause.several.as_slice() {
        [] => clause.comparisons.iter().filter_map(words::compared).collect(),
        several => several.iter().map(words::several).collect(),
    };
    if said.is_empty() { String::new() } else { format!(" ({})", said.join(" ; ")) }
}

/// One or two sentences: what decides, what is missing, from when and until when.
pub(super) fn summary(result: &Explanation) -> Vec<String> {
    let named = |parts: &[PartReason], outcome: Outcome| -> Vec<String> {
        let such = parts.iter().filter(|part| part.outcome == outcome);
        such.map(|part| format!("« {} »", part.name)).collect()
    };
    let mut said = Vec::new();
    match result.outcome {
        Outcome::Met => {
            let routes = named(&result.routes, Outcome::Met);
            said.push(match routes.as_slice() {
                [] => "Toutes les conditions sont réunies.".to_string(),
                [one] => format!("Réunies par la voie {one}."),
                several => format!("Réunies par les voies {}.", words::and(several)),
            });
        }
        Outcome::NotMet => {
            let standing = named(&result.obstacles, Outcome::Met);
            if !standing.is_empty() {
                said.push(format!("Fait obstacle : {}.", words::and(&standing)));
            }
            match result.earliest() {
                Some((day, route)) if standing.is_empty() => {
                    let by = route.map(|route| format!(" par la voie « {route} »")).unwrap_or_default();
                    said.push(format!(
                        "{} {}{by}, si rien d'autre ne change{}.",
                        if result.earliest_is_open() { "Au plus tard" } else { "Au plus tôt" },
                        words::on_day(day, result.earliest_same_number()),
                        too_late(result, day)
                    ));
                }
                _ => {}
            }
        }
        Outcome::Discretionary => {
            let routes = named(&result.routes, Outcome::Discretionary);
            let obstacles = named(&result.obstacles, Outcome::Discretionary);
            let all: Vec<String> = routes.into_iter().chain(obstacles).collect();
            if !all.is_empty() {
                let to = words::capital(&result.authority.to());
                said.push(format!("{to} d'apprécier : {}.", words::and(&all)));
            }
        }
        Outcome::Undetermined if !result.missing.is_empty() => {
            let parting = result.branches.as_ref().filter(|known| known.branches.len() > 1);
            let deciding = parting.map(|known| &known.missing);
            said.extend(deciding.map(|one| format!("Tout dépend de ceci : {}.", names::place(&one.path))));
            let others = result.missing.iter().filter(|one| Some(*one) != deciding);
            let places: Vec<String> = others.map(|missing| names::place(&missing.path)).collect();
            let rest = places.len().saturating_sub(MOST_NAMED);
            let more = match rest {
                0 => String::new(),
                1 => " ; et un autre fait".to_string(),
                more => format!(" ; et {more} autres faits"),
            };
            let also = if deciding.is_some() { "Reste aussi à savoir" } else { "Reste à savoir" };
            if !places.is_empty() {
                said.push(format!("{also} : {}{more}.", places[..places.len() - rest].join(" ; ")));
            }
        }
        Outcome::Undetermined | Outcome::NotApplicable | Outcome::Error => {}
    }
    said
}

/// « « circulaire » vaut jusqu'au 31 décembre 2026. », where no notice of the end says so.
pub(super) fn last_day(result: &Explanation) -> Option<String> {
    let last = result.last_day().filter(|last| result.end_notice.as_ref().is_none_or(|notice| notice.last != *last))?;
    Some(format!("« {} » vaut jusqu'au {}.", result.text.as_ref()?, last.french()))
}

fn too_late(result: &Explanation, day: Day) -> String {
    match result.last_day() {
        Some(last) if last < day => " ; ce texte ne vaudra plus".to_string(),
        _ => String::new(),
    }
}
