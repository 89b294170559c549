//! Sources, readings that were followed, and what is still to be verified.

use maud::{Markup, html};

use crate::explain::{Explanation, PartReason};
use crate::report::page::fr;
use crate::report::words;

/// How many points to verify, or points that the prefect weighs, are told.
const MOST: usize = 6;

pub(super) fn section(results: &[&Explanation]) -> Markup {
    let authority = results.first().map(|result| result.authority.clone()).unwrap_or_default();
    let weighing = words::capital(&authority.verb("apprécie", "apprécient"));
    let mut readings: Vec<String> = Vec::new();
    let mut weighed: Vec<String> = Vec::new();
    let mut lists: Vec<String> = Vec::new();
    let mut parameters: Vec<String> = Vec::new();
    let mut marks: Vec<String> = Vec::new();
    for result in results {
        push(
            &mut readings,
            result.conventions.iter().map(|one| format!("{} : {}", one.chosen.convention, one.chosen.option)),
        );
        push(&mut weighed, result.appreciations.iter().map(|one| one.name.clone()));
        push(&mut lists, result.lists.iter().map(words::list));
        push(&mut parameters, result.parameters.iter().map(words::parameter));
        push(
            &mut marks,
            words::marks(&result.marks)
                .into_iter()
                .map(|(of, note)| if note.is_empty() { of } else { note.to_string() }),
        );
    }
    for long in [&mut marks, &mut weighed] {
        let more = long.len().saturating_sub(MOST);
        long.truncate(MOST);
        if more > 0 {
            long.push(format!("et {more} autre{}", if more > 1 { "s" } else { "" }));
        }
    }
    html! {
        section class="sources" {
            h2 { "Les sources" }
            table {
                tbody {
                    @for result in results {
                        tr { th scope="row" style="width:24%" { (fr(&result.procedure)) } td { (fr(&sources(result))) } }
                    }
                    @for (heading, lines) in [(weighing.as_str(), &weighed), ("Listes", &lists), ("Paramètres", &parameters), ("Lectures suivies", &readings), ("À vérifier", &marks)] {
                        @if !lines.is_empty() { tr { th scope="row" { (fr(heading)) } td { (fr(&lines.join(" ; "))) } } }
                    }
                }
            }
        }
    }
}

fn push(known: &mut Vec<String>, new: impl Iterator<Item = String>) {
    for one in new {
        if !known.contains(&one) {
            known.push(one);
        }
    }
}

/// « circulaire du 5 février 2024, en vigueur du … au … ; points 1, 2.1 »
fn sources(result: &Explanation) -> String {
    let text = match (&result.text, result.validity) {
        (Some(text), Some(days)) => format!("{text}, en vigueur {}", words::interval(days)),
        _ => "aucune version en vigueur".to_string(),
    };
    let parts = result.routes.iter().chain(&result.conditions).chain(&result.obstacles);
    let mut cited: Vec<String> = Vec::new();
    push(&mut cited, parts.map(|part: &PartReason| part.source.clone()).filter(|source| !source.is_empty()));
    if cited.is_empty() { text } else { format!("{text} ; {}", cited.join(" ; ")) }
}
