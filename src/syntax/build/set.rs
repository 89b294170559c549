//! Sets of periods.

use super::condition::{expression, inner_condition};
use super::{Builder, P, children, mismatch};
use crate::syntax::ast::{Name, PeriodSet, SetOperation};
use crate::syntax::parser::Rule;

impl Builder<'_> {
    /// `l'ensemble des …`, or a name that stands for it.
    pub(super) fn period_set_or_name(&mut self, pair: P<'_>) -> PeriodSet {
        match pair.as_rule() {
            Rule::name => {
                let name = self.name(pair);
                let span = name.span;
                PeriodSet { bases: vec![name], operations: Vec::new(), span }
            }
            _ => self.period_set(pair),
        }
    }

    pub(super) fn period_set(&mut self, pair: P<'_>) -> PeriodSet {
        let span = self.span(&pair);
        let mut bases = Vec::new();
        let mut operations = Vec::new();
        for child in children(pair) {
            match child.as_rule() {
                Rule::name => bases.push(self.name(child)),
                Rule::such_that | Rule::except | Rule::except_during | Rule::during => {
                    operations.push(self.set_operation(child));
                }
                Rule::set_of | Rule::and | Rule::of => {}
                other => mismatch(other),
            }
        }
        PeriodSet { bases, operations, span }
    }

    fn excluded(&mut self, pair: P<'_>) -> Name {
        let name = children(pair).last().unwrap_or_else(|| mismatch(Rule::except));
        self.name(name)
    }

    /// `dont …`, `sauf …`, `pendant …`
    pub(super) fn set_operation(&mut self, pair: P<'_>) -> SetOperation {
        match pair.as_rule() {
            Rule::such_that => {
                let inner = children(pair).last().unwrap_or_else(|| mismatch(Rule::such_that));
                SetOperation::SuchThat(inner_condition(self, inner, expression))
            }
            Rule::except => SetOperation::Except(self.excluded(pair)),
            Rule::except_during => SetOperation::ExceptDuring(self.excluded(pair)),
            Rule::during => SetOperation::During(self.excluded(pair)),
            other => mismatch(other),
        }
    }
}
