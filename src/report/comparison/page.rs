//! A comparison as a page.

use maud::html;

use super::{
    Line, case, change_subject, change_words, heading, others, place, refusal, refusals, table, title, version,
    witnesses,
};
use crate::compare::{CaseChange, Compared, Comparison, Kind, Quote, RuleChange};
use crate::report::page::Page;

/// A comparison as a page: rules side by side, and the dossiers that each change turns.
pub fn comparison_html(comparison: &Comparison) -> Page {
    let sides = format!("{} → {}", comparison.before, comparison.after);
    let said = |quote: &Option<Quote>| quote.clone();
    let flipped = |one: &Compared, change: &RuleChange| -> Vec<String> {
        let kind = change.subject.word();
        let turns = |case: &&CaseChange| case.turned.iter().any(|part| part.kind == kind && part.name == change.name);
        one.changes.iter().filter(turns).flat_map(told).collect()
    };
    let body = html! {
                h1 { (sides) }
                @for one in &comparison.added { p { "Nouvelle version : " (version(one)) } }
                @for one in &comparison.removed { p { "Version disparue : " (version(one)) } }
                @for one in &comparison.compared {
                    h2 { (title(one)) }
                    @if !one.differs() { p { "Sans différence." } }
                    @if !one.rules.is_empty() {
                        table {
                            tr { th { "Avant" } th { "Après" } }
                            @for change in &one.rules {
                                tr class="part" { td colspan="2" {
                                    strong { (change_subject(change)) }
                                    @for words in change_words(change) { " — " (words) }
                                } }
                                tr {
                                    @for side in [said(&change.before), said(&change.after)] {
                                        td { @if let Some(quote) = side { (quote.sentence) br; small { (place(&quote)) } } }
                                    }
                                }
                                @let cases = flipped(one, change);
                                @if !cases.is_empty() {
                                    tr { td colspan="2" { details {
                                        summary { "Dossiers qui changent" }
                                        @for line in cases { p { (line) } }
                                    } } }
                                }
                            }
                        }
                    }
                    h3 { "Dossiers" }
                    p { (table(&one.tally)) }
                    @for kind in Kind::ALL {
                        @let (cases, more) = one.of_kind(kind);
                        @if one.tally.of(kind) > 0 {
                            details {
                                summary { (heading(kind)) " : " (one.tally.of(kind)) }
                                @for line in cases.into_iter().flat_map(told) { p { (line) } }
                                @if let Some(words) = others(more) { p { (words) } }
                            }
                        }
                    }
                    @if let Some(search) = &one.search {
                        @let mut found = Vec::new();
                        @let () = witnesses(one, search, &mut found);
                        @for line in found {
                            @match line {
                                Line::Title(words) | Line::Section(words) => h3 { (words) },
                                Line::Item(_, words) => p { (words) },
                                Line::Dossier(yaml) => pre { (yaml) },
                            }
                        }
                    }
                }
                @for (refusals, heading) in refusals(comparison) {
                    h3 { (heading) }
                    @for one in &refusals.told { p { (refusal(one)) } }
                    @if let Some(words) = others(refusals.count - refusals.told.len()) { p { (words) } }
                }
    };
    Page::new(&sides, CSS.to_string(), body)
}

/// A dossier that changes, in lines.
fn told(change: &CaseChange) -> Vec<String> {
    let mut out = Vec::new();
    case(change, 0, &mut out);
    let words = out.into_iter().filter_map(|line| match line {
        Line::Item(depth, words) => Some(format!("{}{words}", "\u{a0}\u{a0}\u{a0}".repeat(depth))),
        _ => None,
    });
    words.collect()
}

const CSS: &str = "body{font-family:sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;line-height:1.4}\
table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.4rem;vertical-align:top;width:50%;text-align:left}\
.part td{background:#eee}small{color:#555}p{margin:.2rem 0}pre{background:#f4f4f4;padding:.5rem}details{margin:.3rem 0}\
@media print{details{display:block}}";
