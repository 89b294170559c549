//! Bands: bounds in order, each once, without a gap and without an overlap.

use super::{Checker, errors};
use crate::plan::{Band, TermId, TermKind};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Exact;

impl Checker<'_> {
    /// `selon la tranche de … :`
    pub(super) fn bands(&mut self, of: &ast::Term, bands: &[ast::Band], span: Span) -> Option<TermId> {
        let subject = self.term(of)?;
        let mut compiled: Vec<Band> = Vec::new();
        let mut value_type = None;
        for band in bands {
            let threshold = self.term(&band.threshold)?;
            self.same_type(subject, threshold)?;
            let value = self.term(&band.value)?;
            if let Some(first) = value_type {
                self.same_type(first, value)?;
            }
            value_type.get_or_insert(value);
            if !band.from && !compiled.is_empty() {
                self.report(errors::misplaced(
                    band.threshold.span,
                    "« moins de »",
                    "une tranche « moins de … » vient en premier ; les suivantes commencent par « à partir de … »",
                ));
                return None;
            }
            let (from, below) = if band.from { (Some(threshold), None) } else { (None, Some(threshold)) };
            compiled.push(Band { from, below, value });
        }
        self.bounds(&compiled);
        let of = self.type_of(value_type?).clone();
        Some(self.add_term(TermKind::Bands(subject, compiled), of, span))
    }

    /// Holds the bounds against each other, where what they come to is known; the dossiers decide on others.
    fn bounds(&mut self, bands: &[Band]) {
        let constant = |checker: &Self, term: Option<TermId>| {
            let term = term?;
            Some((checker.constant(term)?, checker.plan.terms[term.index()].span))
        };
        let below = bands.first().and_then(|band| constant(self, band.below));
        // Each bound is held against the greatest before it, so that one mistake is told once.
        let mut greatest: Option<(Exact, Span)> = None;
        for (index, band) in bands.iter().enumerate() {
            let Some((value, place)) = constant(self, band.from) else { continue };
            let words = self.words(place);
            match (greatest, below) {
                (Some((before, at)), _) if value == before => {
                    self.report(errors::duplicate_band(place, at, &words));
                }
                (Some((before, at)), _) if value < before => self.report(errors::band_order(place, at, &words)),
                (_, Some((before, at))) if value < before => self.report(errors::band_overlap(place, at, &words)),
                // Another band, of a bound that the dossier gives, may begin in between.
                (None, Some((before, at))) if value > before && index == 1 => {
                    self.report(errors::band_gap(place, at, &words));
                }
                _ => {}
            }
            if greatest.is_none_or(|(before, _)| value > before) {
                greatest = Some((value, place));
            }
        }
    }
}
