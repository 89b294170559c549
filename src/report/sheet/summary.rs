//! The answer in boxes: a procedure each, with what decides it.

use maud::{Markup, html};

use super::{is_folded, sign};
use crate::explain::{Answer, Explanation, PartReason};
use crate::report::branches;
use crate::report::brief;
use crate::report::outline::{self, obstacle_state, part_name, split};
use crate::report::page::fr;
use crate::report::steps;
use crate::report::words;
use crate::value::Outcome;

/// How many parts that are not met are told of a procedure.
const MOST_PARTS: usize = 3;

/// The procedures that the dossier touches, each in a box; the others in a line.
pub(super) fn boxes(answer: &Answer, results: &[&Explanation]) -> Markup {
    let folded = answer.results.iter().filter(|result| is_folded(result));
    let folded: Vec<String> = folded
        .map(|result| {
            let nothing = if result.untouched { " (rien au dossier)" } else { "" };
            format!("{} : {}{nothing}", name(answer, result), result.outcome.french())
        })
        .collect();
    let mut shared: Vec<(String, Vec<String>)> = Vec::new();
    for result in results {
        for line in split(result) {
            match shared.iter_mut().find(|(known, _)| *known == line) {
                Some((_, of)) => of.push(name(answer, result)),
                None => shared.push((line, vec![name(answer, result)])),
            }
        }
    }
    html! {
        div class="boxes" style=(shares(results)) { @for result in results { (one(&name(answer, result), result)) } }
        @for (line, of) in &shared {
            p class="small" { b { (fr(&of.join(", "))) "\u{a0}: " } (fr(line)) }
        }
        @if !folded.is_empty() { p class="small" { (fr(&folded.join(" ; "))) "." } }
        @for outside in &answer.outside { p class="small" { (fr(&words::outside(outside))) } }
    }
}

/// How wide the boxes of a row are: the more there is to say the wider, within bounds.
fn shares(results: &[&Explanation]) -> String {
    let said = |result: &&Explanation| {
        let lines = result.branches.as_ref().map_or_else(|| parts(result), |known| branches::sentences(known, result));
        let words = lines.iter().map(|(line, _)| line.chars().count() + 30).sum::<usize>();
        words + brief::summary(result).join(" ").chars().count() + 60
    };
    let said: Vec<usize> = results.iter().map(said).collect();
    let least = said.iter().min().copied().unwrap_or(1).max(1);
    let share = |words: &usize| format!("minmax(0,{:.1}fr)", (*words as f64 / least as f64).sqrt().clamp(1.0, 2.0));
    let columns: Vec<String> = said.iter().take(3).map(share).collect();
    format!("--boxes:{}", columns.join(" "))
}

/// The name of a procedure; where several texts of it may apply, with the text.
fn name(answer: &Answer, result: &Explanation) -> String {
    let versions = answer.results.iter().filter(|other| other.procedure == result.procedure).count();
    match &result.text {
        Some(text) if versions > 1 => format!("{}, selon « {text} »", result.procedure),
        _ => result.procedure.clone(),
    }
}

fn one(name: &str, result: &Explanation) -> Markup {
    let mut lines: Vec<(String, Outcome)> =
        result.branches.as_ref().map(|known| branches::sentences(known, result)).unwrap_or_default();
    if lines.is_empty() {
        lines = parts(result);
    }
    let summary = brief::summary(result).into_iter().chain(brief::last_day(result)).collect::<Vec<_>>().join(" ");
    html! {
        div class="box" {
            p class="q" {
                b { (fr(name)) "\u{a0}: " (sign(result.outcome)) " " (fr(result.outcome.french())) "." }
                " " (fr(&summary))
            }
            @if !lines.is_empty() {
                ul class="lines" { @for (said, outcome) in &lines { li { (sign(*outcome)) span { (fr(said)) } } } }
            }
            @for value in &result.values {
                p { (fr(&words::capital(&outline::value(value)))) }
                @if !value.steps.is_empty() {
                    ul class="steps" { @for (_, line) in &steps::lines(&value.steps) { li { (fr(line)) } } }
                }
            }
            @for error in &result.errors { p class="small" { (fr(&error.to_string())) } }
        }
    }
}

/// The parts that keep a procedure from being met, with what was measured for each.
fn parts(result: &Explanation) -> Vec<(String, Outcome)> {
    if matches!(result.outcome, Outcome::Met | Outcome::NotApplicable | Outcome::Error) {
        return Vec::new();
    }
    let lacks = |part: &&PartReason| match result.outcome {
        Outcome::Undetermined => part.outcome == Outcome::Undetermined,
        _ => part.outcome != Outcome::Met,
    };
    let has_route = result.routes.iter().any(|part| part.outcome == Outcome::Met);
    let routes = result.routes.iter().filter(lacks).filter(|_| !has_route).map(|part| (part, part_name("voie", part)));
    let conditions = result.conditions.iter().filter(lacks).map(|part| (part, part_name("condition", part)));
    let mut found: Vec<(String, Outcome)> =
        routes.chain(conditions).map(|(part, name)| (format!("{name}{}", measured(part)), part.outcome)).collect();
    let obstacles = result.obstacles.iter().filter(|part| part.outcome != Outcome::NotMet);
    found.extend(obstacles.map(|part| {
        let bears = if part.outcome == Outcome::Met { Outcome::NotMet } else { part.outcome };
        (format!("{} : {}", part.name, obstacle_state(part.outcome)), bears)
    }));
    let more = found.len().saturating_sub(MOST_PARTS);
    if more > 1 {
        found.truncate(MOST_PARTS);
        found.push((format!("et {more} autres points"), result.outcome));
    }
    found
}

/// « : 4 ans et 3 mois sur 5 ans »
fn measured(part: &PartReason) -> String {
    let lacking = part.clauses.iter().filter(|clause| clause.outcome != Outcome::Met);
    let said = lacking.flat_map(|clause| &clause.measures).find_map(words::found_of);
    said.map(|said| format!(" : {said}")).unwrap_or_default()
}
