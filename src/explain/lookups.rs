//! Rows of lists from which values come.

use super::context::{Context, words};
use crate::plan::{Node, TermId, TermKind};
use crate::time::Interval;

/// The row of a list that gave a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookupReason {
    /// The list.
    pub list: String,
    /// The days of the version that was read.
    pub validity: Interval,
    /// Where the version comes from.
    pub source: Option<String>,
    /// The key columns, each with the cell that stands for the key.
    pub key: Vec<(String, String)>,
    /// The value column.
    pub column: String,
    /// What the row gives, as the table writes it; empty where it gives nothing.
    pub value: String,
    /// The table.
    pub file: String,
    /// The line of the row, counted from 1.
    pub line: usize,
}

/// The rows from which a value comes, those of other definitions apart.
pub(super) fn lookups(context: &Context<'_>, value: TermId) -> Vec<LookupReason> {
    let plan = context.plan;
    let mut found = Vec::new();
    let mut left = vec![value];
    while let Some(id) = left.pop() {
        if let TermKind::Lookup(lookup) = &plan.terms[id.index()].kind {
            found.extend(reason(context, id, lookup.column));
            left.extend(&lookup.keys);
            continue;
        }
        plan.each_child(Node::Term(id), |child| {
            if let Node::Term(child) = child {
                left.push(child);
            }
        });
    }
    found
}

fn reason(context: &Context<'_>, id: TermId, column: usize) -> Option<LookupReason> {
    let plan = context.plan;
    let read = context.trace.looked_up(id)?;
    let list = &plan.lists[read.list.index()];
    let version = list.versions.get(read.version)?;
    let row = version.rows.all().iter().find(|row| row.span == read.row)?;
    let value = row.values.get(column).copied().flatten();
    Some(LookupReason {
        list: list.name.clone(),
        validity: version.validity,
        source: version.source.clone(),
        key: list.keys.iter().cloned().zip(row.words.iter().cloned()).collect(),
        column: list.values.get(column)?.name.clone(),
        value: value.map(|value| words(plan, plan.terms[value.index()].span)).unwrap_or_default(),
        file: plan.sources.file(row.span.file).name.clone(),
        line: plan.sources.position(row.span).line,
    })
}
