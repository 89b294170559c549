//! Progressive scales, slice by slice.

use super::context::{Context, words};
use crate::eval::Sliced;
use crate::plan::{Node, TermId, TermKind, Type};

/// What a scale makes of a value that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScaleReason {
    /// What is cut into slices, in the words of the rule.
    pub name: String,
    /// Its type.
    pub of: Type,
    /// The slices that it reaches.
    pub slices: Vec<Sliced>,
}

/// The scales of which a value is made, those of other definitions apart.
pub(super) fn scales(context: &Context<'_>, value: TermId) -> Vec<ScaleReason> {
    let mut found = Vec::new();
    let mut left = vec![value];
    while let Some(id) = left.pop() {
        if let TermKind::Scale(of, _) = context.plan.terms[id.index()].kind
            && let Some(slices) = context.trace.sliced(id)
        {
            let of = &context.plan.terms[of.index()];
            found.push(ScaleReason { name: words(context.plan, of.span), of: of.of.clone(), slices: slices.to_vec() });
        }
        context.plan.each_child(Node::Term(id), |child| {
            if let Node::Term(child) = child {
                left.push(child);
            }
        });
    }
    found
}
