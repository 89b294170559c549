//! An answer on one screen: per procedure what decides it, what is missing and from when.
//!
//! What is left out here stands in the whole outline; nothing is said otherwise.

use super::outline::{Line, beginning, details, ending, split, value};
use super::words;
use crate::eval::Outcome;
use crate::explain::{Answer, ClauseReason, Explanation, MeasureReason, PartReason, Reach};
use crate::time::Day;

/// How many missing facts are named before the others are counted.
const MOST_NAMED: usize = 6;

pub(super) fn brief(answer: &Answer) -> Vec<Line> {
    let mut lines = beginning(answer);
    for result in &answer.results {
        explanation(&mut lines, result);
    }
    lines.push(Line::Remark(
        "Tout le détail, les pièces, les démarches et les points à vérifier : « --complet ».".to_string(),
    ));
    lines.extend(ending(answer));
    lines
}

fn explanation(lines: &mut Vec<Line>, result: &Explanation) {
    let untouched = result.untouched && result.outcome == Outcome::Undetermined;
    let name = if untouched { format!("{} (rien au dossier)", result.procedure) } else { result.procedure.clone() };
    lines.push(Line::Procedure(name, result.outcome));
    if untouched || result.outcome == Outcome::NotApplicable {
        return;
    }
    lines.extend(split(result).into_iter().map(Line::Remark));
    lines.extend(summary(result).into_iter().map(Line::Remark));
    lines.extend(result.errors.iter().map(|error| Line::Plain(1, error.to_string())));
    for (kind, parts) in [("voie", &result.routes), ("condition", &result.conditions)] {
        for part in parts.iter().filter(|part| decides(result.outcome, kind, part)) {
            let exceptional = if part.discretionary { ", à titre exceptionnel" } else { "" };
            lines.push(Line::Result(1, format!("{kind} « {} »{exceptional}", part.name), part.outcome));
            part.clauses.iter().filter(|one| tells(part.outcome, one)).for_each(|one| clause(lines, one));
        }
    }
    for part in result.obstacles.iter().filter(|part| part.outcome != Outcome::NotMet) {
        let state = match part.outcome {
            Outcome::Met => "fait obstacle",
            Outcome::Discretionary => "peut faire obstacle, à l'appréciation du préfet",
            _ => "on ne sait pas s'il fait obstacle",
        };
        lines.push(Line::State(1, format!("{} : {state}", part.name), reversed(part.outcome)));
    }
    lines.extend(result.values.iter().map(|one| Line::Plain(1, value(one))));
    lines.extend(result.doubts.iter().map(|doubt| Line::Plain(1, doubt.clone())));
}

/// Whether a part bears on how the procedure came out.
fn decides(outcome: Outcome, kind: &str, part: &PartReason) -> bool {
    match outcome {
        Outcome::Met => kind == "voie" && part.outcome == Outcome::Met,
        Outcome::NotMet => part.outcome == Outcome::NotMet,
        _ => part.outcome != Outcome::Met && (kind == "voie" || part.outcome != Outcome::NotMet),
    }
}

/// Whether a clause bears on how its part came out: what is met says nothing of a part that is not.
fn tells(outcome: Outcome, clause: &ClauseReason) -> bool {
    outcome == Outcome::Met || clause.outcome != Outcome::Met
}

fn clause(lines: &mut Vec<Line>, one: &ClauseReason) {
    lines.push(Line::Result(2, one.sentence.clone(), one.outcome));
    let short = ClauseReason {
        measures: one.measures.iter().map(|measure| without_rows(measure, one.outcome)).collect(),
        missing: Vec::new(),
        ..one.clone()
    };
    details(lines, &short);
}

/// A measure with the rows that explain a minimum that is not reached: those that do not count.
fn without_rows(measure: &MeasureReason, outcome: Outcome) -> MeasureReason {
    let set_aside = if outcome == Outcome::Met { Vec::new() } else { measure.set_aside.clone() };
    MeasureReason { window: None, counted: Vec::new(), set_aside, ..measure.clone() }
}

fn reversed(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Met => Outcome::NotMet,
        Outcome::NotMet => Outcome::Met,
        other => other,
    }
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
            match earliest(result) {
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
    if let (Some(text), Some(last)) = (&result.text, last_day(result)) {
        said.push(format!("« {text} » vaut jusqu'au {}.", last.french()));
    }
    said
}

/// The last day of the version, where it has one.
pub(super) fn last_day(result: &Explanation) -> Option<Day> {
    result.validity.and_then(|days| days.last()).filter(|day| *day < Day::LAST)
}

fn too_late(result: &Explanation, day: Day) -> String {
    match last_day(result) {
        Some(last) if last < day => " ; ce texte ne vaudra plus".to_string(),
        _ => String::new(),
    }
}

/// The first day on which what is missing will be there, by the route that gets there first; `None` where something
/// that is missing has no date.
pub(super) fn earliest(result: &Explanation) -> Option<(Day, Option<&str>)> {
    let conditions = result.conditions.iter().filter(|part| part.outcome != Outcome::Met).map(reach);
    let conditions: Option<Vec<Day>> = conditions.collect();
    let conditions = conditions?.into_iter().max();
    let obstacles = result.obstacles.iter().all(|part| part.outcome == Outcome::NotMet);
    if !obstacles {
        return None;
    }
    if result.routes.is_empty() || result.routes.iter().any(|part| part.outcome == Outcome::Met) {
        return conditions.map(|day| (day, None));
    }
    let routes = result.routes.iter().filter(|part| !part.discretionary);
    let dated = routes.filter_map(|part| Some((reach(part)?, part.name.as_str())));
    let (day, name) = dated.min_by_key(|(day, _)| *day)?;
    Some((conditions.map_or(day, |other| other.max(day)), Some(name)))
}

/// The day on which all that a part lacks will be there.
fn reach(part: &PartReason) -> Option<Day> {
    let lacking = part.clauses.iter().filter(|clause| clause.outcome != Outcome::Met);
    let days = lacking.map(|clause| match clause.measures.as_slice() {
        [MeasureReason { reach: Some(Reach::On(day)), .. }] if clause.applies.is_none() => Some(*day),
        _ => None,
    });
    days.collect::<Option<Vec<Day>>>()?.into_iter().max()
}
