//! The sheet that is handed over: two pages to print. On the first the answer, the days, what is missing and from when;
//! on the second papers, the facts it rests on, sources, and the reminder that the conditions are not the decision.

mod facts;
mod gaps;
mod law;
mod papers;
mod summary;

use maud::{Markup, html};

use super::page::{Page, fr, page};
use super::timeline::{self, Form};
use super::words;
use crate::explain::{Answer, Explanation, Timeline, ToldFact};
use crate::names::Authority;
use crate::value::Outcome;

/// What a sheet is made of.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// What it tells, across procedures.
    pub answer: &'a Answer,
    /// Its days.
    pub timeline: &'a Timeline,
    /// The facts that it rests on.
    pub facts: &'a [ToldFact],
    /// Who hands it over.
    pub letterhead: Option<&'a Letterhead>,
}

/// Who hands a page over.
#[derive(Clone, Debug, Default)]
pub struct Letterhead {
    /// A name and an address, line by line.
    pub lines: Vec<String>,
    /// Lines for the foot of a page.
    pub foot: Vec<String>,
    /// A logo: its media type, and its bytes in base64.
    pub logo: Option<(&'static str, String)>,
}

/// A sheet as a page.
pub fn sheet_html(sheet: &Sheet<'_>) -> Page {
    let Sheet { answer, timeline, facts, letterhead } = sheet;
    let results: Vec<&Explanation> = answer.results.iter().filter(|result| !is_folded(result)).collect();
    let title = format!("{} : {}", answer.dossier, answer.ruleset);
    let day = answer.law_day.map_or("jour d'appréciation inconnu".to_string(), |day| {
        format!("Feuille établie pour le {}", words::range(day).replace("un jour du", "jour, du"))
    });
    let body = html! {
        main {
            (head(*letterhead, &day))
            h1 { (fr(&title)) }
            (summary::boxes(answer, &results))
            @if !timeline.procedures.is_empty() {
                section class="keep" {
                    h2 { "Les jours" }
                    (timeline::fragment(timeline, Form::Paper, "frise"))
                    (timeline::fragment(timeline, Form::Narrow, "frise-etroite"))
                    (legend())
                }
                details class="noprint" { summary { "Les jours en tableau" } (timeline::table(timeline)) }
            }
            (gaps::section(&results))
            div class="page-2" {
                // Pages part.
                p class="again" { b { (fr(&answer.dossier)) } span { (fr(&day)) } }
                (papers::section(&results))
                (facts::section(facts, timeline, &results))
                (law::section(&results))
                @if let Some(result) = results.iter().find(|result| result.discretion) {
                    p class="discretion" { (fr(&decision(&result.authority))) }
                }
                (foot(*letterhead, answer))
            }
        }
    };
    page(&title, timeline::CSS, body)
}

/// Whether nothing is said of a procedure but its outcome.
fn is_folded(result: &Explanation) -> bool {
    (result.untouched && result.outcome == Outcome::Undetermined) || result.outcome == Outcome::NotApplicable
}

/// Who hands the page over, and for which day it was made.
pub(super) fn head(letterhead: Option<&Letterhead>, day: &str) -> Markup {
    html! {
        header class="head" {
            div class="who" {
                @if let Some((kind, bytes)) = letterhead.and_then(|one| one.logo.as_ref()) {
                    img src={ "data:" (kind) ";base64," (bytes) } alt="";
                }
                div {
                    @for (index, line) in letterhead.iter().flat_map(|one| &one.lines).enumerate() {
                        div { @if index == 0 { b { (fr(line)) } } @else { (fr(line)) } }
                    }
                }
            }
            div { (fr(day)) }
        }
    }
}

/// The receipt: with what the page can be made again.
fn foot(letterhead: Option<&Letterhead>, answer: &Answer) -> Markup {
    let receipt = receipt(&answer.ruleset, &answer.hash);
    html! {
        footer class="foot" {
            span { (fr(&receipt)) }
            @for line in letterhead.iter().flat_map(|one| &one.foot) { span { (fr(line)) } }
        }
    }
}

/// « Reçu : alinea 0.1.0, recueil « … », empreinte … »
pub(super) fn receipt(ruleset: &str, hash: &str) -> String {
    let hash = &hash[..hash.len().min(16)];
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "Reçu : alinea {version}, recueil « {ruleset} », règles {hash}. Aux mêmes faits, les mêmes règles répondent de même."
    )
}

/// The sign of an outcome, beside words that say it.
fn sign(outcome: Outcome) -> Markup {
    let class = match outcome {
        Outcome::Met => "sign ok",
        Outcome::NotMet => "sign no",
        Outcome::Discretionary => "sign pr",
        Outcome::Undetermined => "sign ind",
        Outcome::NotApplicable => "sign hc",
        Outcome::Error => "sign er",
    };
    html! { span class=(class) aria-hidden="true" { (super::text::mark(outcome)) } }
}

fn legend() -> Markup {
    let swatch = |class: &str, pattern: Option<&str>| {
        let fill = pattern.map(|pattern| format!("fill:url(#legende-{pattern})"));
        html! {
            svg class="tl" viewBox="0 0 28 14" aria-hidden="true" {
                rect x=".75" y=".75" width="26.5" height="12.5" class=(class) style=[fill] {}
            }
        }
    };
    html! {
        // Patterns of a picture that is not shown on this screen are not there either.
        svg class="tl" style="position:absolute;width:0;height:0" aria-hidden="true" { (timeline::patterns("legende")) }
        div class="legend" {
            span { (swatch("bar-c", None)) "compté" }
            span { (swatch("bar-m", Some("m"))) "compté peut-être" }
            span { (swatch("bar-o", Some("h"))) "exclu" }
            span { (swatch("bar-o", None)) "écarté" }
            span { (swatch("bar-f", None)) "à venir, ou incertain" }
            @for outcome in [Outcome::Met, Outcome::NotMet, Outcome::Discretionary, Outcome::Undetermined] {
                span { (sign(outcome)) (fr(outcome.french())) }
            }
        }
    }
}

fn decision(authority: &Authority) -> String {
    let decides = authority.verb("décide", "décident");
    format!(
        "Ces conditions ne sont pas la décision. Même réunies, elles n'obligent pas : {decides}, au vu de toute la situation."
    )
}
