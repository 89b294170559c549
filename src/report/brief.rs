//! An answer on one screen: per procedure what decides it, what is missing and from when.
//!
//! What is left out here stands in the whole outline; nothing is said otherwise.

use std::collections::HashSet;

use super::outline::{Line, beginning, exceptions, obstacle_state, part_name, reversed, ruleset, split, values};
use super::words;
use crate::eval::Outcome;
use crate::explain::{Answer, ClauseReason, Explanation, MeasureReason, PartReason};
use crate::time::Day;

/// How many periods that do not count are shown for a clause.
const MOST_ROWS: usize = 1;

/// How many missing facts are named before the others are counted.
const MOST_NAMED: usize = 6;

pub(super) fn brief(answer: &Answer) -> Vec<Line> {
    let mut lines = beginning(answer);
    // What was said of a period is not said again.
    let mut said = HashSet::new();
    for result in &answer.results {
        let versions = answer.results.iter().filter(|other| other.procedure == result.procedure).count();
        let text = result.text.as_ref().filter(|_| versions > 1);
        let mut name = result.procedure.clone();
        name.extend(text.map(|text| format!(", selon « {text} »")));
        explanation(&mut lines, result, name);
        if answer.law_day.is_some() {
            parts(&mut lines, &mut said, result);
        }
    }
    lines.push(Line::Remark(format!("{} « --complet » montre tout.", ruleset(answer))));
    lines
}

/// Whether a procedure is told by its name and outcome alone.
fn is_folded(result: &Explanation) -> bool {
    (result.untouched && result.outcome == Outcome::Undetermined) || result.outcome == Outcome::NotApplicable
}

fn explanation(lines: &mut Vec<Line>, result: &Explanation, name: String) {
    let untouched = if result.untouched && is_folded(result) { " (rien au dossier)" } else { "" };
    lines.push(Line::Procedure(format!("{name}{untouched}"), result.outcome));
    if is_folded(result) {
        return;
    }
    lines.extend(split(result).into_iter().map(Line::Remark));
    let summary = summary(result);
    if !summary.is_empty() {
        lines.push(Line::Remark(summary.join(" ")));
    }
    lines.extend(result.errors.iter().map(|error| Line::Plain(1, error.to_string())));
}

/// The parts that decide; they say little while it is not known whether the text applies.
fn parts(lines: &mut Vec<Line>, said: &mut HashSet<String>, result: &Explanation) {
    if is_folded(result) {
        return;
    }
    for (kind, parts) in [("voie", &result.routes), ("condition", &result.conditions)] {
        for part in parts.iter().filter(|part| decides(result, kind, part)) {
            lines.push(Line::Result(1, part_name(kind, part), part.outcome));
            part.clauses.iter().filter(|one| tells(part.outcome, one)).for_each(|one| clause(lines, said, one));
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
    values(lines, &result.values);
    if result.outcome == Outcome::Undetermined {
        lines.extend(result.doubts.iter().map(|doubt| Line::Plain(1, doubt.clone())));
    }
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
fn clause(lines: &mut Vec<Line>, said: &mut HashSet<String>, one: &ClauseReason) {
    let sentence =
        |measure: &MeasureReason| words::measured(measure).map(|measured| format!("{} : {measured}", measure.of));
    let line = match one.measures.as_slice() {
        [measure] if one.applies.is_none() => sentence(measure).unwrap_or_else(|| one.sentence.clone()),
        _ => one.sentence.clone(),
    };
    lines.push(Line::Result(2, format!("{line}{}", compared(one)), one.outcome));
    exceptions(lines, 3, &one.exceptions);
    if one.outcome == Outcome::Met {
        return;
    }
    for measure in &one.measures {
        let mut rows = measure.set_aside.iter().map(words::row).filter(|row| said.insert(row.clone()));
        lines.extend(rows.by_ref().take(MOST_ROWS).map(|row| Line::Plain(3, format!("écarté : {row}"))));
        let more = rows.count();
        if more > 0 {
            lines.push(Line::Plain(3, format!("et {more} autre{} écartée{}", plural(more), plural(more))));
        }
    }
}

/// What was compared for a clause, in brackets.
fn compared(clause: &ClauseReason) -> String {
    let said: Vec<String> = clause.comparisons.iter().filter_map(words::compared).collect();
    if said.is_empty() { String::new() } else { format!(" ({})", said.join(" ; ")) }
}

fn plural(count: usize) -> &'static str {
    if count > 1 { "s" } else { "" }
}

/// One or two sentences: what decides, what is missing, from when and until when.
fn summary(result: &Explanation) -> Vec<String> {
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
                        "Au plus tôt le {}{by}, si rien d'autre ne change{}.",
                        day.french(),
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
                said.push(format!("Au préfet d'apprécier : {}.", words::and(&all)));
            }
        }
        Outcome::Undetermined if !result.missing.is_empty() => {
            let places: Vec<String> = result.missing.iter().map(|missing| words::place(&missing.path)).collect();
            let rest = places.len().saturating_sub(MOST_NAMED);
            let more = match rest {
                0 => String::new(),
                1 => " ; et un autre fait".to_string(),
                more => format!(" ; et {more} autres faits"),
            };
            said.push(format!("Reste à savoir : {}{more}.", places[..places.len() - rest].join(" ; ")));
        }
        Outcome::Undetermined | Outcome::NotApplicable | Outcome::Error => {}
    }
    if let (Some(text), Some(last)) = (&result.text, result.last_day()) {
        said.push(format!("« {text} » vaut jusqu'au {}.", last.french()));
    }
    said
}

fn too_late(result: &Explanation, day: Day) -> String {
    match result.last_day() {
        Some(last) if last < day => " ; ce texte ne vaudra plus".to_string(),
        _ => String::new(),
    }
}
