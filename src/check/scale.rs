//! Progressive scales: slices from zero up, each end once, and a last one without end.

use num_traits::Zero;

use super::{Checker, errors};
use crate::plan::{Slice, TermId, TermKind, Type};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Exact;

impl Checker<'_> {
    /// `selon le barème progressif de revenu :`
    pub(super) fn scale(&mut self, of: &ast::Term, slices: &[ast::Slice], span: Span) -> Option<TermId> {
        let subject = self.term(of)?;
        self.expect(subject, &[Type::Amount, Type::Number])?;
        let mut compiled = Vec::new();
        for slice in slices {
            let until = slice.until.as_ref().map(|until| self.term(until));
            let rate = self.term(&slice.rate)?;
            self.expect(rate, &[Type::Percent])?;
            let until = match until {
                Some(until) => Some(until?),
                None => None,
            };
            if let Some(until) = until {
                self.same_type(subject, until)?;
            }
            compiled.push(Slice { until, rate });
        }
        self.ends_rise(&compiled)?;
        let beyond = slices.iter().position(|slice| slice.until.is_none());
        if beyond != Some(slices.len() - 1) {
            let place = beyond.map_or(slices[slices.len() - 1].span, |at| slices[at].span);
            self.report(errors::scale_open(place, beyond.is_some()));
            return None;
        }
        let of = self.type_of(subject).clone();
        Some(self.add_term(TermKind::Scale(subject, compiled), of, span))
    }

    /// Holds the ends of slices against each other.
    fn ends_rise(&mut self, slices: &[Slice]) -> Option<()> {
        let mut before: Option<(Exact, Span)> = None;
        for until in slices.iter().filter_map(|slice| slice.until) {
            let place = self.plan.terms[until.index()].span;
            let Some(end) = self.constant(until) else {
                self.report(errors::scale_bound(place));
                return None;
            };
            if end <= before.map_or(Exact::zero(), |(before, _)| before) {
                self.report(errors::scale_order(place, before.map(|(_, place)| place)));
                return None;
            }
            before = Some((end, place));
        }
        Some(())
    }
}
