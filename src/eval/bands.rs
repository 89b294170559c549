//! Bands: the one in which a value lies.
//!
//! A band `à partir de` reaches from its threshold up to the next greater one, in whatever order they stand; `moins de`
//! holds what is less. Thresholds may be computed from the dossier, so that a value may turn out to lie in no band, or in
//! two: that is a fault of the rules, and no band is taken for another.

use smallvec::SmallVec;

use super::{BandFault, Evaluator, Fault, Held, Misfit, Quantity, Recorder, TermValue};
use crate::plan::{Band, TermId};
use crate::time::{MonthLength, PER_MONTH};
use crate::value::{Bounds, Comparison, Exact, Truth};

/// What is known of a band: its threshold, and whether a value has reached it, or is below it.
struct Fit<'b> {
    band: &'b Band,
    threshold: Bounds<Exact>,
    meets: Truth,
    /// The last value of the band, where it has one, and whether the value is no greater.
    until: Option<(Bounds<Exact>, Truth)>,
}

impl<R: Recorder> Evaluator<'_, R> {
    pub(super) fn bands(&mut self, id: TermId, of: TermId, bands: &[Band]) -> TermValue {
        let value = self.term(of);
        let mut may_lack = value.may_lack();
        let Some(subject) = on_line(&value) else {
            return if may_lack { TermValue::Lacking } else { TermValue::Unknown };
        };
        let mut fits: SmallVec<[Fit<'_>; 4]> = SmallVec::new();
        let mut all_known = true;
        for band in bands {
            let Some(bound) = band.from.or(band.below) else { continue };
            let threshold = self.term(bound);
            self.recorder.held(Some(bound), || Held::Values(value, threshold));
            may_lack |= threshold.may_lack();
            let Some(threshold) = on_line(&threshold) else {
                all_known = false;
                continue;
            };
            let until = match band.until {
                None => None,
                Some(end) => {
                    let last = self.term(end);
                    self.recorder.held(Some(end), || Held::Values(value, last));
                    may_lack |= last.may_lack();
                    let Some(last) = on_line(&last) else {
                        all_known = false;
                        continue;
                    };
                    Some((last, Comparison::AtMost.decide(&subject, &last)))
                }
            };
            let comparison = if band.from.is_some() { Comparison::AtLeast } else { Comparison::LessThan };
            let fit = Fit { band, threshold, meets: comparison.decide(&subject, &threshold), until };
            // Only bands in which the value may lie are of interest: mostly one is left.
            if fit.meets != Truth::No && !fits.iter().any(|known| fit.gives_way_to(known)) {
                fits.retain(|known| !known.gives_way_to(&fit));
                fits.push(fit);
            }
        }
        if !all_known {
            return TermValue::Unknown;
        }
        if let [fit] = fits.as_slice()
            && fit.holds()
        {
            self.only_line(id, fit.band.value);
        }
        let mut found: SmallVec<[(TermValue, bool); 2]> = SmallVec::new();
        for fit in fits.iter().filter(|fit| !fit.is_passed()) {
            // Another band may begin in between.
            let alone = fits.iter().all(|other| !fit.may_give_way_to(other));
            found.push((self.term(fit.band.value), fit.holds() && alone));
        }
        let Some((first, _)) = found.first().copied() else { return self.misfit(id, &subject, Misfit::Outside) };
        let mut certain = found.iter().filter(|(_, certain)| *certain);
        if let Some((one, _)) = certain.next()
            && certain.any(|(other, _)| one.disagrees(other))
        {
            return self.misfit(id, &subject, Misfit::Several);
        }
        if !is_covered(&fits) {
            return TermValue::Unknown;
        }
        let found = found.iter().fold(first, |joined, (value, _)| joined.join(*value));
        if may_lack { TermValue::Lacking.join(found) } else { found }
    }

    fn misfit(&mut self, bands: TermId, subject: &Bounds<Exact>, misfit: Misfit) -> TermValue {
        if let Some(value) = subject.least.or(subject.greatest) {
            self.fault(Fault::Band(BandFault { bands, value, misfit }));
        }
        TermValue::Unknown
    }
}

/// Where a value stands on the line of numbers; `None` where nothing is known of it.
pub(super) fn on_line(value: &TermValue) -> Option<Bounds<Exact>> {
    let whole = |number: i32| Exact::from_integer(i128::from(number));
    match value {
        TermValue::Number(number) => Some(*number),
        TermValue::Length(length) => Some(length.map(|length| match length {
            Quantity::Days(days) => whole(days),
            // Thirty days that have elapsed of a month of thirty-one are not yet a month.
            Quantity::Months(MonthLength { months, part }) => {
                whole(months) + Exact::new(part.min(PER_MONTH - 1).into(), PER_MONTH.into())
            }
        })),
        TermValue::Date(day) => Some(day.map(|day| whole(day.number()))),
        TermValue::Unknown | TermValue::Lacking | TermValue::Truth(_) | TermValue::Symbol(_) => None,
    }
}

impl Fit<'_> {
    /// The value has certainly reached the other band, which begins later.
    fn gives_way_to(&self, other: &Fit<'_>) -> bool {
        self.both_begin(other) && self.threshold.ends_before(&other.threshold) && other.meets == Truth::Yes
    }

    /// As [`Self::gives_way_to`], in some filling.
    fn may_give_way_to(&self, other: &Fit<'_>) -> bool {
        self.both_begin(other)
            && !other.threshold.ends_by(&self.threshold)
            && other.meets != Truth::No
            && !std::ptr::eq(self, other)
    }

    /// The value is in the band for certain, unless another one begins before it.
    fn holds(&self) -> bool {
        self.meets == Truth::Yes && self.until.is_none_or(|(_, within)| within == Truth::Yes)
    }

    /// The value is certainly greater than all that the band holds.
    fn is_passed(&self) -> bool {
        self.until.is_some_and(|(_, within)| within == Truth::No)
    }

    fn both_begin(&self, other: &Fit<'_>) -> bool {
        self.band.from.is_some() && other.band.from.is_some()
    }
}

/// Whether a value lies in some band for certain: it has reached one, and none that it may have reached ends before the next.
fn is_covered(fits: &[Fit<'_>]) -> bool {
    let reached = fits.iter().any(|fit| fit.meets == Truth::Yes);
    let below = fits.iter().filter(|fit| fit.band.below.is_some()).filter_map(|fit| fit.threshold.least).max();
    let from = fits.iter().filter(|fit| fit.band.from.is_some()).filter_map(|fit| fit.threshold.greatest).min();
    let goes_on = |fit: &Fit<'_>| match fit.until {
        None | Some((_, Truth::Yes)) => true,
        // What is looked up is whole: the next band begins one later.
        Some((last, _)) => fits.iter().any(|next| {
            let begins = next.band.from.and(next.threshold.greatest).filter(|_| !std::ptr::eq(fit, next));
            let after = begins.zip(fit.threshold.greatest).is_some_and(|(begins, own)| begins > own);
            after && begins.zip(last.least).is_some_and(|(begins, last)| begins <= last + Exact::from_integer(1))
        }),
    };
    (reached || below.zip(from).is_some_and(|(below, from)| from <= below)) && fits.iter().all(goes_on)
}
