//! The questions left on a dossier as a form on paper: boxes to tick, lines to write on.

use maud::{Markup, html};

use super::page::{Page, fr, page};
use super::questions::wording;
use super::sheet::{Letterhead, head, receipt};
use super::words;
use crate::explain::{Asked, Question, Questions};
use crate::names;
use crate::plan::Type;

/// How many rows a table to fill in has.
const ROWS: usize = 5;

/// The questions as a page to print and fill in.
pub fn questions_html(questions: &Questions, letterhead: Option<&Letterhead>) -> Page {
    let title = format!("Questions sur le dossier {}", questions.dossier);
    let count = match questions.questions.len() {
        0 => "Aucun fait manquant ne peut changer une issue.".to_string(),
        1 => "Une réponse peut encore changer une issue.".to_string(),
        count => format!("{count} réponses peuvent encore changer une issue."),
    };
    let body = html! {
        main class="form" {
            (head(letterhead, "Rempli le : ……………… par : ………………………"))
            h1 { (fr(&title)) }
            p {
                (fr(&count))
                " Cochez, ou écrivez ; « je ne sais pas » est une réponse. Une date peut n’être connue qu’au mois ou à l’année."
            }
            ol { @for (index, question) in questions.questions.iter().enumerate() { (one(index + 1, question)) } }
            footer class="foot" {
                span { (fr(&receipt(&questions.ruleset, &questions.hash))) }
                @for line in letterhead.iter().flat_map(|one| &one.foot) { span { (fr(line)) } }
            }
        }
    };
    page(&title, STYLE, body)
}

const STYLE: &str = include_str!("form.css");

fn one(number: usize, question: &Question) -> Markup {
    let place = names::place(&question.missing.path);
    let asked = wording(question).map_or_else(|| words::capital(&place), str::to_string);
    html! {
        li class="q" {
            p { b { (number) ". " (fr(&asked)) } @if wording(question).is_some() { " " small { "(" (fr(&place)) ")" } } }
            @let why = why(question);
            @if !why.is_empty() { p class="small" { (fr(&format!("Compte pour {}.", why.join(" ; ")))) } }
            (answers(question))
        }
    }
}

/// The procedures and parts that a question counts for.
fn why(question: &Question) -> Vec<String> {
    let mut procedures: Vec<&str> = Vec::new();
    for why in &question.why {
        if !procedures.contains(&why.procedure.as_str()) {
            procedures.push(&why.procedure);
        }
    }
    procedures
        .into_iter()
        .map(|procedure| {
            let parts = question.why.iter().filter(|why| why.procedure == procedure);
            let mut parts: Vec<String> = parts.map(|why| format!("« {} »", why.part)).collect();
            parts.dedup();
            format!("{procedure}, {}", words::and(&parts))
        })
        .collect()
}

fn answers(question: &Question) -> Markup {
    match &question.of {
        Type::Truth | Type::Enumeration(_) | Type::Scale(_) => html! {
            ul class="ticks" {
                @for option in &question.options {
                    li {
                        span { (fr(option)) }
                        @for effect in question.effects.iter().filter(|effect| effect.answer == *option) {
                            " " small { "→ " (fr(&format!("{} : {}", effect.procedure, effect.outcome.french()))) }
                        }
                    }
                }
                li { span { "je ne sais pas" } }
            }
        },
        Type::Periods | Type::Rows => table(question),
        Type::Date => blank("jour … / mois … / année ………"),
        Type::Amount => blank("……………… €"),
        Type::Percent => blank("……… %"),
        Type::Months => blank("……… mois"),
        Type::Days => blank("……… jours"),
        Type::Number | Type::Text | Type::Code => blank("………………………………"),
    }
}

fn blank(line: &str) -> Markup {
    html! { ul class="ticks" { li class="write" { span { (line) } } li { span { "je ne sais pas" } } } }
}

/// An empty table, with the options of its columns below.
fn table(question: &Question) -> Markup {
    let dated = question.of == Type::Periods;
    let named: Vec<&Asked> = question.columns.iter().filter(|column| !column.options.is_empty()).collect();
    html! {
        table class="fill" {
            thead { tr {
                th scope="col" { "n°" }
                @if dated { th scope="col" { "Du" } th scope="col" { "Au, ou « en cours »" } }
                @for column in &question.columns { th scope="col" { (fr(&words::capital(&column.name))) } }
            } }
            tbody { @for row in 1..=ROWS { tr {
                td { (row) }
                @for _ in 0..question.columns.len() + if dated { 2 } else { 0 } { td {} }
            } } }
        }
        @for column in named { p class="small" { (fr(&format!("{} : {}.", words::capital(&column.name), words::or(&column.options)))) } }
        ul class="ticks" { li { span { "il n’y en a pas" } } li { span { "je ne sais pas" } } }
    }
}
