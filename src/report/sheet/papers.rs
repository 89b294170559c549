//! Papers by who supplies them, then the steps, then what an admission brings.

use maud::{Markup, html};

use crate::explain::{Explanation, MentionReason};
use crate::report::page::fr;
use crate::report::words;

pub(super) fn section(results: &[&Explanation]) -> Markup {
    let papers = gathered(results, |result| &result.papers);
    let steps = gathered(results, |result| &result.steps);
    let effects = gathered(results, |result| &result.effects);
    let authority = results.first().map(|result| result.authority.clone()).unwrap_or_default();
    let mut suppliers: Vec<Option<&str>> = Vec::new();
    for (paper, _) in &papers {
        if !suppliers.contains(&paper.supplied_by.as_deref()) {
            suppliers.push(paper.supplied_by.as_deref());
        }
    }
    if papers.is_empty() && steps.is_empty() && effects.is_empty() {
        return html! {};
    }
    // What everybody supplies stands beside what one does, and the steps below it.
    html! {
        section {
            h2 { "Les papiers à réunir" }
            div class="three" {
                @for supplier in &suppliers {
                    div {
                        h3 { (fr(&supplier.map_or("À réunir".to_string(), |by| format!("Par {by}")))) }
                        ul class="ck" { @for (paper, of) in papers.iter().filter(|(paper, _)| paper.supplied_by.as_deref() == *supplier) { (item(paper, of, results.len())) } }
                    }
                }
                @if !steps.is_empty() || !effects.is_empty() {
                    div {
                        @if !steps.is_empty() {
                            h3 { "La démarche" }
                            ul { @for (step, of) in &steps { (plain(step, of, results.len())) } }
                        }
                        @if !effects.is_empty() {
                            h3 { (fr(&format!("Si {}", authority.verb("admet", "admettent")))) }
                            ul { @for (effect, of) in &effects { (plain(effect, of, results.len())) } }
                        }
                    }
                }
            }
        }
    }
}

/// Mentions of all procedures, each once, with the procedures that have it.
fn gathered<'r>(
    results: &[&'r Explanation],
    of: impl Fn(&'r Explanation) -> &'r Vec<MentionReason>,
) -> Vec<(&'r MentionReason, Vec<&'r str>)> {
    let mut found: Vec<(&MentionReason, Vec<&str>)> = Vec::new();
    for result in results {
        for mention in of(result) {
            let same = |known: &&mut (&MentionReason, Vec<&str>)| {
                (&known.0.name, &known.0.supplied_by) == (&mention.name, &mention.supplied_by)
            };
            match found.iter_mut().find(same) {
                Some((_, procedures)) if procedures.contains(&result.procedure.as_str()) => {}
                Some((_, procedures)) => procedures.push(&result.procedure),
                None => found.push((mention, vec![&result.procedure])),
            }
        }
    }
    found
}

fn item(mention: &MentionReason, of: &[&str], all: usize) -> Markup {
    html! { li { span { (said(mention, of, all)) } } }
}

fn plain(mention: &MentionReason, of: &[&str], all: usize) -> Markup {
    html! { li { (said(mention, of, all)) } }
}

/// What it is; for which procedures, where not for all; and whether that is open.
fn said(mention: &MentionReason, of: &[&str], all: usize) -> Markup {
    let only = (of.len() < all).then(|| of.join(", "));
    let open = mention.open.then_some("peut-être");
    let notes: Vec<String> = only.into_iter().chain(open.map(str::to_string)).collect();
    html! {
        (fr(&words::capital(&mention.name)))
        @if !notes.is_empty() { " " small { "(" (fr(&notes.join(" ; "))) ")" } }
    }
}
