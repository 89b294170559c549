//! A comparison as a page: ten lines, who changes and why, then rules side by side and dossiers, folded.

use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};

use super::reasons::{reason_words, turn_words};
use super::summary::{supposed_words, topic_sides};
use super::{
    Line, case, change_subject, change_words, comparison_summary, heading, others, place, refusal, refusals, title,
    version, witnesses,
};
use crate::compare::{CaseChange, Compared, Comparison, Group, Groups, Kind, Quote, RuleChange};
use crate::report::page::{Page, page};

/// How wide the bar of all dossiers is.
const BAR: usize = 240;

/// A comparison as a page.
pub fn comparison_html(comparison: &Comparison) -> Page {
    let sides = format!("{} → {}", comparison.before, comparison.after);
    let body = html! {
        main {
            h1 { (sides) }
            @let summary = comparison_summary(comparison);
            @if !summary.is_empty() {
                ul class="summary" { @for line in &summary { li { (line) } } }
            }
            @for one in &comparison.added { p { "Nouvelle version : " (version(one)) } }
            @for one in &comparison.removed { p { "Version disparue : " (version(one)) } }
            @for one in comparison.compared.iter().filter(|one| one.differs()) { (pair(one)) }
            @let same: Vec<String> = comparison.compared.iter().filter(|one| !one.differs()).map(title).collect();
            @if !same.is_empty() { p { "Sans différence : " (same.join(" ; ")) } }
            @for (refusals, heading) in refusals(comparison) {
                section {
                    h2 { (heading) }
                    @for one in &refusals.told { p { (refusal(one)) } }
                    @if let Some(words) = others(refusals.count - refusals.told.len()) { p { (words) } }
                }
            }
        }
    };
    page(&sides, CSS, body)
}

fn pair(one: &Compared) -> Markup {
    html! {
        section {
            h2 { (title(one)) }
            (topics(one))
            @if one.tally.total > 0 {
                h3 { "Qui change, et pourquoi" }
                (counts(one))
                (grouped(one, &one.groups))
                @if let Some(supposed) = &one.supposed {
                    p { strong { "Et " (supposed_words(supposed)) "." } }
                    details { summary { "Ces dossiers, par raison" } (grouped(one, &supposed.groups)) }
                }
            }
            @if !one.rules.is_empty() {
                details { summary { "Règles côte à côte" } (rules(one)) }
            }
            @if let Some(search) = &one.search {
                details {
                    summary { "Témoins" }
                    @let mut found = Vec::new();
                    @let () = witnesses(one, search, &mut found);
                    @for line in found {
                        @match line {
                            Line::Title(words) | Line::Section(words) => h4 { (words) },
                            Line::Item(_, words) => p { (words) },
                            Line::Dossier(yaml) => pre { (yaml) },
                        }
                    }
                }
            }
        }
    }
}

/// Thing by thing, what each side asks.
fn topics(one: &Compared) -> Markup {
    html! {
        @if !one.topics.is_empty() {
            h3 { "Ce que les règles demandent autrement" }
            table class="topics" {
                thead { tr { th scope="col" { "Sur" } th scope="col" { "Avant" } th scope="col" { "Après" } } }
                tbody {
                    @for topic in &one.topics {
                        tr {
                            th scope="row" { (topic.of) }
                            @for side in topic_sides(topic) { td { (side.unwrap_or_else(|| "–".to_string())) } }
                        }
                    }
                }
            }
        }
    }
}

/// How many dossiers are of each kind, with a bar.
fn counts(one: &Compared) -> Markup {
    let kinds = Kind::ALL.into_iter().map(|kind| (heading(kind), one.tally.of(kind)));
    let all = kinds.chain([("sans changement", one.tally.same())]).filter(|(_, count)| *count > 0);
    html! {
        table class="counts" {
            caption { (one.tally.total) " dossiers" }
            tbody {
                @for (name, count) in all {
                    @let width = (count * BAR).div_ceil(one.tally.total);
                    tr {
                        th scope="row" { (name) }
                        td class="number" { (count) }
                        td aria-hidden="true" {
                            svg width=(BAR) height="12" { rect width=(width) height="12" {} }
                        }
                    }
                }
            }
        }
    }
}

/// Groups of dossiers, each with the first of them in full.
fn grouped(one: &Compared, groups: &Groups) -> Markup {
    html! {
        @for group in groups.sorted() {
            details class="group" {
                summary { strong { (group.count) } " · " (turn_words(&group.alike)) (after_colon(&reason_words(&group.alike))) }
                p { (group.named.join(", ")) @if let Some(more) = others(group.count - group.named.len()) { " " (more) } }
                @if let Some(change) = example(one, group) {
                    @for line in told(change) { p { (line) } }
                }
            }
        }
    }
}

/// Of the dossiers that are kept in full, the first of a group.
fn example<'c>(one: &'c Compared, group: &Group) -> Option<&'c CaseChange> {
    one.changes.iter().find(|change| change.alike() == group.alike)
}

fn after_colon(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!(" : {words}") }
}

/// The words of both sides, with what changed marked.
fn rules(one: &Compared) -> Markup {
    let (quoted, named): (Vec<&RuleChange>, Vec<&RuleChange>) =
        one.rules.iter().partition(|change| change.before.is_some() || change.after.is_some());
    html! {
        table class="rules" {
            thead { tr { th scope="col" { "Avant" } th scope="col" { "Après" } } }
            tbody {
                @for change in quoted {
                    tr class="part" {
                        th colspan="2" scope="colgroup" {
                            (change_subject(change))
                            @for words in change_words(change) { " — " (words) }
                        }
                    }
                    tr { @for side in marked(change) { td { (side) } } }
                }
            }
        }
        @for change in named {
            p { (change_subject(change)) @for words in change_words(change) { " — " (words) } }
        }
    }
}

/// The sentences of both sides; where there are two, what one has and the other has not is marked.
fn marked(change: &RuleChange) -> [Markup; 2] {
    let sentence = |quote: &Option<Quote>| quote.as_ref().map(|quote| quote.sentence.clone()).unwrap_or_default();
    let (old, new) = (sentence(&change.before), sentence(&change.after));
    let both = change.before.is_some() && change.after.is_some();
    let diff = TextDiff::from_words(&old, &new);
    let side = |own: ChangeTag, words: &str, quote: &Option<Quote>| {
        html! {
            @if both {
                @for part in diff.iter_all_changes().filter(|part| part.tag() == ChangeTag::Equal || part.tag() == own) {
                    @match part.tag() {
                        ChangeTag::Equal => (part.value()),
                        ChangeTag::Delete => del { (part.value()) },
                        ChangeTag::Insert => ins { (part.value()) },
                    }
                }
            } @else { (words) }
            @if let Some(quote) = quote { br; small { (place(quote)) } }
        }
    };
    [side(ChangeTag::Delete, &old, &change.before), side(ChangeTag::Insert, &new, &change.after)]
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

const CSS: &str = "main{max-width:76rem}.summary{margin-bottom:1rem;font:400 1.05rem/1.45 var(--serif)}\
.summary li{margin:.25rem 0 .25rem 1.1em;text-indent:-1.1em}.summary li::before{content:\"– \"}\
.topics{table-layout:fixed}.topics thead th:first-child{width:28%}.rules{table-layout:fixed}td,th{overflow-wrap:anywhere}\
.part th{background:var(--sunk);padding:.3rem .5rem}.counts{width:auto}.counts caption{text-align:left;font-weight:600}\
.counts tbody th{font-weight:400}.number{text-align:right}svg rect{fill:var(--bar)}\
del{background:var(--no-t);color:var(--no)}ins{background:var(--ok-t);color:var(--ok)}h4{margin:.6rem 0 .2rem}\
pre{background:var(--sunk);padding:.5rem;overflow-x:auto}details.group p{margin-left:1.2em;font-size:.9rem}";
