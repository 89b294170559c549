//! The words of rules, as differences quote them.

use super::difference::{Difference, Said};
use crate::explain::quoted;
use crate::plan::{ListRow, Plan, TermId};
use crate::source::Span;

/// The words of a rule without its marks: a doubt is no rule.
pub(super) fn said(plan: &Plan, span: Span) -> String {
    let sentence = quoted(plan, span);
    let mut rest = sentence.as_str();
    let mut out = String::new();
    while let Some(at) = rest.find(", à vérifier") {
        out.push_str(&rest[..at]);
        rest = &rest[at + ", à vérifier".len()..];
        if let Some(note) = rest.strip_prefix(" (") {
            rest = note.split_once(')').map_or("", |(_, after)| after);
        }
    }
    out + rest
}

/// A rule that is said otherwise.
pub(super) fn turned(before: String, after: String) -> Difference {
    Difference::Turned(Said::Words(before), Said::Words(after))
}

/// What a row gives, in its words; nothing where a cell is empty.
pub(super) fn cells(plan: &Plan, row: &ListRow) -> Vec<String> {
    let words = |value: &Option<TermId>| {
        value.map_or(String::new(), |value| plan.sources.slice(plan.terms[value.index()].span).trim().to_string())
    };
    row.values.iter().map(words).collect()
}
