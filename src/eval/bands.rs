//! Bands: the one in which a value lies.
//!
//! A band `à partir de` reaches from its threshold up to the next greater one, in whatever order they stand; `moins de`
//! holds what is less. Thresholds may be computed from the dossier, so that a value may turn out to lie in no band, or in
//! two: that is a fault of the rules, and no band is taken for another.

use smallvec::SmallVec;

use super::{Evaluator, Fault, Held, Recorder, TermValue};
use crate::plan::{Band, Length, TermId};
use crate::value::Exact;

/// A value that is of no band, or of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BandFault {
    /// The bands.
    pub bands: TermId,
    /// The value: a number, the number of a day, the months or days of a length.
    pub value: Exact,
    /// What is wrong.
    pub misfit: Misfit,
}

/// How a value fails to lie in one band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Misfit {
    /// It lies in none.
    Outside,
    /// It lies in several, which give different values.
    Several,
}

/// The least and the greatest that a value may be.
type Bounds = (Exact, Exact);

/// What is known of a band: its threshold, and whether a value is in it.
struct Fit<'b> {
    band: &'b Band,
    threshold: Bounds,
    /// The value has reached it, or is below it: for certain, and perhaps.
    meets: (bool, bool),
}

impl<R: Recorder> Evaluator<'_, R> {
    pub(super) fn bands(&mut self, id: TermId, of: TermId, bands: &[Band]) -> TermValue {
        let value = self.term(of);
        let Some(subject) = bounds(&value) else { return TermValue::Unknown };
        let mut fits: SmallVec<[Fit<'_>; 4]> = SmallVec::new();
        let mut all_known = true;
        for band in bands {
            let Some(bound) = band.from.or(band.below) else { continue };
            let threshold = self.term(bound);
            self.recorder.held(Some(bound), || Held::Values(value, threshold));
            let Some(threshold) = bounds(&threshold) else {
                all_known = false;
                continue;
            };
            let fit = Fit { band, threshold, meets: meets(band, subject, threshold) };
            // Only bands in which the value may lie are of interest: mostly one is left.
            if fit.meets.1 && !fits.iter().any(|known| fit.gives_way_to(known)) {
                fits.retain(|known| !known.gives_way_to(&fit));
                fits.push(fit);
            }
        }
        if !all_known {
            return TermValue::Unknown;
        }
        let mut found: SmallVec<[(TermValue, bool); 2]> = SmallVec::new();
        for fit in &fits {
            // Another band may begin in between.
            let alone = fits.iter().all(|other| !fit.may_give_way_to(other));
            found.push((self.term(fit.band.value), fit.meets.0 && alone));
        }
        let Some((first, _)) = found.first().copied() else { return self.misfit(id, subject.0, Misfit::Outside) };
        if found.iter().all(|(value, _)| *value == first) {
            return if is_covered(&fits) { first } else { TermValue::Unknown };
        }
        let mut certain = found.iter().filter(|(value, certain)| *certain && *value != TermValue::Unknown);
        let fault = certain.next().is_some_and(|(one, _)| certain.any(|(other, _)| other != one));
        if fault { self.misfit(id, subject.0, Misfit::Several) } else { TermValue::Unknown }
    }

    fn misfit(&mut self, bands: TermId, value: Exact, misfit: Misfit) -> TermValue {
        self.fault(Fault::Band(BandFault { bands, value, misfit }));
        TermValue::Unknown
    }
}

/// Where a value stands on the line of numbers; `None` where it is not known.
fn bounds(value: &TermValue) -> Option<Bounds> {
    let whole = |number: i32| Exact::from_integer(i128::from(number));
    match value {
        TermValue::Number(number) => Some((*number, *number)),
        TermValue::Length(Length::Months(count) | Length::Days(count)) => Some((whole(*count), whole(*count))),
        TermValue::Date(days) => Some((whole(days.first.number()), whole(days.last.number()))),
        TermValue::Unknown | TermValue::Truth(_) | TermValue::Symbol(_) => None,
    }
}

/// Whether a value has reached the threshold of a band, or is below it: for certain, and perhaps.
fn meets(band: &Band, (least, greatest): Bounds, (low, high): Bounds) -> (bool, bool) {
    if band.from.is_some() { (least >= high, greatest >= low) } else { (greatest < low, least < high) }
}

impl Fit<'_> {
    /// The value has certainly reached the other band, which begins later.
    fn gives_way_to(&self, other: &Fit<'_>) -> bool {
        self.both_begin(other) && other.threshold.0 > self.threshold.1 && other.meets.0
    }

    /// As [`Self::gives_way_to`], in some filling.
    fn may_give_way_to(&self, other: &Fit<'_>) -> bool {
        self.both_begin(other) && other.threshold.1 > self.threshold.0 && other.meets.1 && !std::ptr::eq(self, other)
    }

    fn both_begin(&self, other: &Fit<'_>) -> bool {
        self.band.from.is_some() && other.band.from.is_some()
    }
}

/// Whether a value lies in some band for certain.
fn is_covered(fits: &[Fit<'_>]) -> bool {
    let certain = fits.iter().any(|fit| fit.meets.0);
    let below = fits.iter().filter(|fit| fit.band.below.is_some()).map(|fit| fit.threshold.0).max();
    let from = fits.iter().filter(|fit| fit.band.from.is_some()).map(|fit| fit.threshold.1).min();
    certain || below.zip(from).is_some_and(|(below, from)| from <= below)
}
