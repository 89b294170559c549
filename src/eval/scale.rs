//! Progressive scales: what is owed of a value, slice by slice.
//!
//! What is owed is the sum, over the slices, of the rate times what lies in the slice. Of a value between two bounds it is
//! the least, and the greatest, at one of them or where a slice ends, for in between it is straight: so the bounds hold for
//! rates that fall as well. Below zero nothing lies in any slice.

use num_traits::{CheckedAdd, CheckedMul, CheckedSub, Zero};
use smallvec::SmallVec;

use super::{Evaluator, Held, Recorder, Sliced, TermValue};
use crate::plan::{Slice, TermId};
use crate::value::{Bounds, Exact, NoExactResult};

/// A slice into which the value may reach.
struct Cut {
    from: Exact,
    until: Option<Exact>,
    rate: Bounds<Exact>,
}

impl Cut {
    fn part(&self, value: Exact) -> Option<Exact> {
        let end = self.until.map_or(value, |until| until.min(value));
        if end > self.from { end.checked_sub(&self.from) } else { Some(Exact::zero()) }
    }
}

impl<R: Recorder> Evaluator<'_, R> {
    pub(super) fn scale(&mut self, id: TermId, of: TermId, slices: &[Slice]) -> TermValue {
        let value = self.term(of);
        let TermValue::Number(subject) = value else { return value };
        let mut reached: SmallVec<[Cut; 6]> = SmallVec::new();
        let mut from = Exact::zero();
        for slice in slices {
            let until = slice.until.and_then(|end| self.slice_end(end, value));
            if subject.greatest.is_none_or(|greatest| greatest > from) {
                let rate = match self.term(slice.rate) {
                    TermValue::Number(rate) => rate,
                    TermValue::Lacking => return TermValue::Lacking,
                    _ => Bounds::UNKNOWN,
                };
                reached.push(Cut { from, until, rate });
            }
            from = until.unwrap_or(from);
        }
        if R::ON
            && self.has_node()
            && let Some(told) = told(&subject, &reached)
        {
            self.recorder.sliced(id, || told);
        }
        let result = owed(&subject, &reached);
        self.number(id, result)
    }

    /// Where a slice ends: a constant.
    fn slice_end(&mut self, end: TermId, value: TermValue) -> Option<Exact> {
        let threshold = self.term(end);
        self.recorder.held(Some(end), || Held::Values(value, threshold));
        let TermValue::Number(end) = threshold else { return None };
        end.known().copied()
    }
}

/// The slices of a value that is known, where their rates are.
fn told(subject: &Bounds<Exact>, reached: &[Cut]) -> Option<Vec<Sliced>> {
    let value = *subject.known()?;
    let one = |slice: &Cut| {
        let (rate, part) = (*slice.rate.known()?, slice.part(value)?);
        Some(Sliced { from: slice.from, until: slice.until, rate, part, owed: rate.checked_mul(&part)? })
    };
    reached.iter().map(one).collect()
}

fn owed(subject: &Bounds<Exact>, reached: &[Cut]) -> Result<Bounds<Exact>, NoExactResult> {
    let zero = Exact::zero();
    let low = subject.least.map_or(zero, |least| least.max(zero));
    // Each side of what is owed, by the rates of that side: none where a rate has no such bound.
    let at = |value: Exact, rate: fn(&Bounds<Exact>) -> Option<Exact>| {
        let mut sum = Some(zero);
        for slice in reached {
            let part = slice.part(value).ok_or(NoExactResult::Possible)?;
            if part.is_zero() {
                continue;
            }
            let Some(rate) = rate(&slice.rate) else {
                sum = None;
                continue;
            };
            let owed = rate.checked_mul(&part).ok_or(NoExactResult::Possible)?;
            sum = match sum {
                Some(sum) => Some(sum.checked_add(&owed).ok_or(NoExactResult::Possible)?),
                None => None,
            };
        }
        Ok::<Option<Exact>, NoExactResult>(sum)
    };
    if let Some(value) = subject.known()
        && reached.iter().all(|slice| slice.rate.known().is_some())
    {
        let found = at(*value, |rate| rate.least).map_err(|_| NoExactResult::Certain)?;
        return found.map(Bounds::exact).ok_or(NoExactResult::Certain);
    }
    let mut ends: SmallVec<[Exact; 8]> = SmallVec::from_slice(&[low]);
    ends.extend(subject.greatest.map(|greatest| greatest.max(zero)));
    let inside = |end: &Exact| *end > low && subject.greatest.is_none_or(|greatest| *end < greatest);
    ends.extend(reached.iter().filter_map(|slice| slice.until).filter(inside));
    // Without a greatest value, what is owed goes on as the last rate does.
    let last = reached.last().filter(|_| subject.greatest.is_none()).map(|slice| slice.rate);
    let falls = last.is_some_and(|rate| rate.least.is_none_or(|least| least < zero));
    let rises = last.is_some_and(|rate| rate.greatest.is_none_or(|greatest| greatest > zero));
    let side = |open: bool, rate: fn(&Bounds<Exact>) -> Option<Exact>, pick: fn(Exact, Exact) -> Exact| {
        let found = ends.iter().map(|end| at(*end, rate)).collect::<Result<Vec<Option<Exact>>, NoExactResult>>()?;
        let found = found.into_iter().collect::<Option<Vec<Exact>>>().filter(|_| !open);
        Ok::<Option<Exact>, NoExactResult>(found.and_then(|found| found.into_iter().reduce(pick)))
    };
    Ok(Bounds {
        least: side(falls, |rate| rate.least, Exact::min)?,
        greatest: side(rises, |rate| rate.greatest, Exact::max)?,
        may_lack: subject.may_lack || reached.iter().any(|slice| slice.rate.may_lack),
    })
}
