//! What each sentence of a version came to, so that not the outcome alone can be held against what was evaluated.

use std::cell::RefCell;
use std::collections::BTreeMap;

use alinea::source::Span;
use num_rational::Ratio;

use super::terms::Value;

/// What is held against a threshold.
#[derive(Clone, Debug, PartialEq)]
pub enum Side {
    Value(Value),
    /// Whole months and a part of one, or days.
    Length(i32, Ratio<i64>),
}

/// A condition that was looked at outside rows.
#[derive(Clone, Debug, Default)]
pub struct Came {
    pub holds: bool,
    /// What was held against what.
    pub sides: Option<(Side, Side)>,
}

/// Sentences by their place in the rule files.
#[derive(Default)]
pub struct Sentences(RefCell<BTreeMap<Span, Came>>);

impl Sentences {
    pub fn holds(&self, span: Span, holds: bool) {
        self.0.borrow_mut().entry(span).or_default().holds = holds;
    }

    pub fn sides(&self, span: Span, one: Side, other: Side) {
        self.0.borrow_mut().entry(span).or_default().sides = Some((one, other));
    }

    pub fn take(self) -> BTreeMap<Span, Came> {
        self.0.into_inner()
    }
}
