//! Bands: bounds in order, each once, without a gap and without an overlap.

use super::{Checker, errors};
use crate::plan::{Band, FactId, Node, Term, TermId, TermKind, Type};
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
            let until = match &band.until {
                Some(until) => Some(self.last_of_band(subject, threshold, until)?),
                None => None,
            };
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
            compiled.push(Band { from, below, until, value });
        }
        self.bounds(&compiled);
        self.open_ends(subject, &compiled);
        let of = self.type_of(value_type?).clone();
        Some(self.add_term(TermKind::Bands(subject, compiled), of, span))
    }

    /// The last value of a band « de … à … », where all that is looked up is whole: nothing lies between two bands then.
    fn last_of_band(&mut self, subject: TermId, first: TermId, until: &ast::Term) -> Option<TermId> {
        let until = self.term(until)?;
        self.same_type(subject, until)?;
        for term in [subject, first, until] {
            if *self.type_of(term) != Type::Date {
                self.whole_only(term)?;
            }
        }
        if let Some((low, high)) = self.constant(first).zip(self.constant(until))
            && low > high
        {
            let [first, second] = [first, until].map(|end| self.plan.terms[end.index()].span);
            self.report(errors::ends_reversed(first, second));
            return None;
        }
        Some(until)
    }

    /// Whether a case may show that a node is at fault: that two exceptions contradict each other, that a value lies in
    /// no band or in two.
    pub(super) fn may_fail(&self, node: Node) -> bool {
        if let Node::Term(id) = node
            && let TermKind::Bands(subject, bands) = &self.plan.terms[id.index()].kind
        {
            let is_written = |band: &Band| band.bounds().all(|bound| self.constant(bound).is_some());
            return !bands.iter().all(is_written) || self.nothing_below(*subject, bands) || nothing_above(bands);
        }
        if let Node::Term(id) = node
            && matches!(self.plan.terms[id.index()].kind, TermKind::Elapsed(_))
        {
            return true;
        }
        self.plan.exceptions_to(node) > 1
    }

    /// Whether a value may lie below all bands.
    fn nothing_below(&self, subject: TermId, bands: &[Band]) -> bool {
        let lowest = bands.iter().filter_map(|band| self.constant(band.from?)).min();
        let reaches_zero = lowest.is_some_and(|lowest| lowest <= Exact::from_integer(0));
        bands.iter().all(|band| band.below.is_none()) && !(reaches_zero && self.is_never_negative(subject))
    }

    /// Whether a term is a count, or what a dossier says where no dossier may say less than zero.
    fn is_never_negative(&self, term: TermId) -> bool {
        if matches!(self.plan.terms[term.index()].kind, TermKind::Elapsed(_) | TermKind::Count(_)) {
            return true;
        }
        let fact = |fact: FactId| &self.plan.facts[fact.index()];
        let kind = &self.plan.terms[term.index()].kind;
        let said = if let TermKind::Fact(of) = kind {
            fact(*of)
        } else if let TermKind::Column(of, column) = kind {
            &fact(*of).columns[*column]
        } else {
            return false;
        };
        said.is_never_negative()
    }

    /// Tells where nothing is said of what is less than all bands, or more. Nothing needs to be said of what is below
    /// zero: where a computed value gets there, the evaluation tells.
    fn open_ends(&mut self, subject: TermId, bands: &[Band]) {
        let written: Option<Vec<(Exact, TermId)>> =
            bands.iter().map(|band| Some((self.constant(band.from?)?, band.from?))).collect();
        // Where the dossier gives a bound, the first one stands for the lowest.
        let lowest = written.and_then(|bounds| bounds.into_iter().min());
        let bound = lowest.map(|(_, bound)| bound).or(bands.first().and_then(|band| band.from));
        let from_zero = lowest.is_some_and(|(lowest, _)| lowest == Exact::from_integer(0));
        if let Some(bound) = bound
            && self.nothing_below(subject, bands)
            && (!from_zero || *self.type_of(subject) == Type::Date)
        {
            self.open_side(bound, "en dessous", "moins de");
        }
        if nothing_above(bands)
            && let Some(bound) = bands.iter().rev().find_map(|band| band.until.or(band.below))
        {
            let is_last = bands.iter().any(|band| band.until == Some(bound));
            let next = self.constant(bound).filter(|_| is_last).map(|last| last + Exact::from_integer(1));
            match next {
                Some(next) => {
                    let Term { of, span, .. } = &self.plan.terms[bound.index()];
                    let line = format!("- à partir de {} : …", errors::whole(of, next));
                    let found = errors::open_bands(*span, "au-dessus", &line);
                    self.report(found);
                }
                None => self.open_side(bound, "au-dessus", "à partir de"),
            }
        }
    }

    fn open_side(&mut self, bound: TermId, side: &str, opening: &str) {
        let place = self.plan.terms[bound.index()].span;
        let words = self.words(place);
        self.report(errors::open_bands(place, side, &format!("- {opening} {words} : …")));
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
        let mut last: Option<(Exact, Span)> = None;
        for (index, band) in bands.iter().enumerate() {
            let Some((value, place)) = constant(self, band.from) else {
                last = None;
                continue;
            };
            let words = self.words(place);
            // A band « de … à … » ends right before the next one begins.
            if let Some((end, at)) = std::mem::replace(&mut last, constant(self, band.until)) {
                let next = end + Exact::from_integer(1);
                let of = band.from.map_or(Type::Number, |from| self.type_of(from).clone());
                if value > next {
                    self.report(errors::band_gap_after(place, at, &of, next));
                } else if value < next && greatest.is_some_and(|(before, _)| value > before) {
                    self.report(errors::band_overlap_after(place, at, &of, next));
                }
            }
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

/// Whether a value may lie above all bands.
fn nothing_above(bands: &[Band]) -> bool {
    bands.iter().all(|band| band.from.is_none() || band.until.is_some())
}
