//! What an explanation is made from.

use crate::case::Case;
use crate::eval::Trace;
use crate::plan::{Condition, ConditionId, ConditionKind, Plan, Version};
use crate::source::Span;

/// A version, a case, and the record of the one evaluated on the other.
pub(super) struct Context<'a> {
    pub(super) plan: &'a Plan,
    pub(super) version: &'a Version,
    pub(super) case: &'a Case,
    pub(super) trace: &'a Trace,
}

/// The words of a span on one line, without comments.
pub fn words(plan: &Plan, span: Span) -> String {
    plan.sources.slice(span).lines().map(without_comment).flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// Whether a condition is a negation that bears the words of what it negates.
pub(super) fn negates_its_words(plan: &Plan, id: ConditionId) -> bool {
    let Condition { kind, span, .. } = &plan.conditions[id.index()];
    matches!(kind, ConditionKind::Not(inner) if plan.conditions[inner.index()].span == *span)
}

fn without_comment(line: &str) -> &str {
    line.split('#').next().unwrap_or(line)
}
