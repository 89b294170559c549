//! What is missing, where it stands, and from when on it will be there.

use maud::{Markup, html};

use crate::explain::{ClauseReason, Explanation, MeasureReason, PartReason};
use crate::names;
use crate::report::branches::after_the_text;
use crate::report::page::fr;
use crate::report::words;
use crate::value::Outcome;

/// How many lines a table of what is missing has.
const MOST_LINES: usize = 10;

/// A line: what, where it stands, when; and the procedures that it counts for.
struct Gap {
    what: String,
    stands: String,
    when: String,
    of: Vec<String>,
}

/// The table; nothing where nothing is missing.
pub(super) fn section(results: &[&Explanation]) -> Markup {
    let mut gaps: Vec<Gap> = Vec::new();
    for result in results {
        for gap in of(result) {
            let same =
                |known: &&mut Gap| (&known.what, &known.stands, &known.when) == (&gap.what, &gap.stands, &gap.when);
            match gaps.iter_mut().find(same) {
                Some(known) => known.of.extend(gap.of),
                None => gaps.push(gap),
            }
        }
    }
    let more = gaps.len().saturating_sub(MOST_LINES);
    if gaps.is_empty() {
        return html! {};
    }
    html! {
        section class="gaps" {
            h2 { "Ce qui manque, et quand" }
            table {
                thead { tr { th scope="col" style="width:42%" { "Quoi" } th scope="col" style="width:26%" { "Où l’on en est" } th scope="col" { "Quand" } } }
                tbody {
                    @for gap in gaps.iter().take(MOST_LINES) {
                        tr { td { b { (fr(&words::capital(&gap.what))) } " – " (fr(&gap.of.join(", "))) } td { (fr(&gap.stands)) } td { (fr(&gap.when)) } }
                    }
                }
            }
            @if more > 0 { p class="small" { "Et " (more) @if more > 1 { " autres points." } @else { " autre point." } } }
        }
    }
}

fn of(result: &Explanation) -> Vec<Gap> {
    if matches!(result.outcome, Outcome::Met | Outcome::NotApplicable | Outcome::Error) {
        return Vec::new();
    }
    let gap =
        |what: String, stands: String, when: String| Gap { what, stands, when, of: vec![result.procedure.clone()] };
    let deadline = result.last_day().map(|last| format!("avant le {}", last.french())).unwrap_or_default();
    let mut found: Vec<Gap> = Vec::new();
    let known = |one: &crate::explain::Missing| gap(names::place(&one.path), "inconnu".to_string(), deadline.clone());
    found.extend(result.missing.iter().map(known));
    let has_route = result.routes.iter().any(|part| part.outcome == Outcome::Met);
    let routes = result.routes.iter().filter(|_| !has_route);
    let lacking = |part: &&PartReason| !matches!(part.outcome, Outcome::Met | Outcome::NotApplicable);
    for part in routes.chain(&result.conditions).filter(lacking) {
        for clause in part.clauses.iter().filter(|clause| clause.outcome != Outcome::Met) {
            found.extend(clause_gap(result, clause).map(|(what, stands, when)| gap(what, stands, when)));
        }
    }
    let standing = result.obstacles.iter().filter(|part| part.outcome == Outcome::Met);
    found.extend(standing.map(|part| gap(part.name.clone(), "fait obstacle".to_string(), String::new())));
    found
}

/// A clause that is not met: its length with the day on which it will be enough, or its words.
fn clause_gap(result: &Explanation, clause: &ClauseReason) -> Option<(String, String, String)> {
    let short = clause.measures.iter().find(|measure| measure.shortfall.is_some());
    match short {
        Some(measure) => {
            let threshold = words::quantity(measure.threshold?);
            Some((format!("{} : {threshold}", measure.of), words::found_of(measure)?, when(result, measure)))
        }
        None if clause.outcome == Outcome::NotMet => Some((clause.sentence.clone(), "non".to_string(), String::new())),
        None => None,
    }
}

/// « le 14 mars 2027, si la situation continue », « jamais dans cette situation »
fn when(result: &Explanation, measure: &MeasureReason) -> String {
    let Some(reached) = words::reached(measure) else { return String::new() };
    let late = words::reach_day(measure).map(|day| after_the_text(result, day)).unwrap_or_default();
    format!("{reached}{late}")
}
