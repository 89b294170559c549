//! The facts that an answer rests on: periods in tables, with what became of each; the rest in sentences.

use maud::{Markup, html};

use crate::explain::{Column, Explanation, FactDays, Last, Said, Timeline, ToldFact, ToldRow, ToldValue};
use crate::names;
use crate::report::page::fr;
use crate::report::{timeline, words};
use crate::time::DayRange;

/// How many rows of a fact are shown one by one.
const MOST_ROWS: usize = 8;

pub(super) fn section(facts: &[ToldFact], timeline: &Timeline, results: &[&Explanation]) -> Markup {
    let rows = facts.iter().filter_map(|fact| match &fact.said {
        ToldValue::Rows(rows) => Some((fact.name.as_str(), rows.as_slice())),
        ToldValue::One(_) => None,
    });
    let single = |wanted: &dyn Fn(&Said) -> bool| -> Vec<String> {
        let columns = facts.iter().filter_map(|fact| match &fact.said {
            ToldValue::One(column) if wanted(&column.value) => Some(column),
            ToldValue::One(_) | ToldValue::Rows(_) => None,
        });
        columns.map(told).collect()
    };
    let names = |wanted: bool| single(&move |said: &Said| *said == Said::Truth(wanted));
    let others = single(&|said: &Said| !matches!(said, Said::Truth(_) | Said::Unknown));
    let empty: Vec<String> =
        rows.clone().filter(|(_, rows)| rows.is_empty()).map(|(name, _)| name.to_string()).collect();
    let mut unknown: Vec<String> = Vec::new();
    for missing in results.iter().flat_map(|result| &result.missing) {
        let place = names::place(&missing.path);
        if !unknown.contains(&place) {
            unknown.push(place);
        }
    }
    let lines = [
        ("Oui", names(true)),
        ("Non", names(false)),
        ("Aucune ligne", empty),
        ("Inconnu, et peut encore compter", unknown),
    ];
    html! {
        section {
            h2 { "Les faits sur lesquels cette feuille repose" }
            @for (name, rows) in rows.filter(|(_, rows)| !rows.is_empty()) {
                (table(name, rows, timeline.facts.iter().find(|fact| fact.name == name), timeline.seen_by.as_deref()))
            }
            @if !others.is_empty() { p { (fr(&others.join(" ; "))) "." } }
            @for (heading, names) in &lines {
                @if !names.is_empty() { p { b { (fr(heading)) "\u{a0}:" } " " (fr(&names.join(" ; "))) "." } }
            }
        }
    }
}

/// « polygamie », « date de dépôt : 1er décembre 2026 »
fn told(column: &Column) -> String {
    match &column.value {
        Said::Truth(_) => column.name.clone(),
        Said::Date(days) => format!("{} : {}", column.name, days.french()),
        _ => format!("{} : {}", column.name, words::cell(column)),
    }
}

fn table(name: &str, rows: &[ToldRow], seen: Option<&FactDays>, by: Option<&str>) -> Markup {
    let columns: Vec<usize> = (0..rows[0].columns.len())
        .filter(|index| rows.iter().any(|row| row.columns[*index].value != Said::Unknown))
        .collect();
    let dated = rows.iter().any(|row| row.days.is_some());
    let by = by.filter(|_| seen.is_some_and(|fact| fact.measure.is_some()));
    let more = rows.len().saturating_sub(MOST_ROWS);
    html! {
        table {
            thead { tr {
                th scope="col" { (fr(&words::capital(name))) }
                @if dated { th scope="col" { "Jours" } }
                @for index in &columns { th scope="col" { (fr(&words::capital(&rows[0].columns[*index].name))) } }
                @if let Some(by) = by { th scope="col" { (fr(&format!("Pour {by}"))) } }
            } }
            tbody {
                @for (index, row) in rows.iter().take(MOST_ROWS).enumerate() {
                    tr {
                        td { (fr(&format!("n° {}", index + 1))) }
                        @if dated { td { (fr(&row.days.map(|(first, last)| between(first, last)).unwrap_or_default())) } }
                        @for index in &columns { td { (fr(&cell(&row.columns[*index]))) } }
                        @if by.is_some() { td { (fr(&became(seen, row))) } }
                    }
                }
            }
        }
        @if more > 0 { p class="small" { "Et " (more) @if more > 1 { " autres lignes." } @else { " autre ligne." } } }
    }
}

fn cell(column: &Column) -> String {
    match &column.value {
        Said::Date(days) => days.french(),
        _ => words::cell(column),
    }
}

/// « 14 mars 2020 – 30 juin 2020 », « depuis le 3 février 2025 »
fn between(first: Option<DayRange>, last: Last) -> String {
    let first = first.map_or("début inconnu".to_string(), DayRange::french);
    match last {
        Last::Ongoing => format!("{first} – en cours"),
        Last::On(days) => format!("{first} – {}", days.french()),
        Last::Unknown => format!("{first} – fin inconnue"),
    }
}

/// « compté », « exclu : séjours exclus »
fn became(seen: Option<&FactDays>, row: &ToldRow) -> String {
    let Some(fact) = seen else { return String::new() };
    let row = fact.rows.iter().find(|known| known.path == row.path);
    row.and_then(|row| timeline::became(fact, row)).unwrap_or_else(|| "–".to_string())
}
