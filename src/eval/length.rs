//! Lengths in computations: so many times a length, and a day so far from another.

use super::{Cause, Evaluator, Quantity, Recorder, TermValue};
use crate::plan::{Length, Shift, TermId};
use crate::time::{Day, DayRange, MonthLength};
use crate::value::{Arithmetic, Bounds, Exact};

impl<R: Recorder> Evaluator<'_, R> {
    /// So many times a length of whole months, or of days.
    pub(super) fn times(&mut self, id: TermId, count: &Bounds<Exact>, length: &Bounds<Quantity>) -> TermValue {
        let in_months = [length.least, length.greatest].iter().any(|end| matches!(end, Some(Quantity::Months(_))));
        let product = count.combine(Arithmetic::Multiply, &length.map(Quantity::whole));
        let TermValue::Number(product) = self.number(id, product) else { return TermValue::Unknown };
        let end = |end: Option<Exact>| match end {
            None => Some(None),
            Some(count) => {
                // INVARIANT: `check` takes whole numbers of lengths only.
                let count = i32::try_from(count.to_integer()).ok()?;
                Some(Some(if in_months { Quantity::Months(MonthLength::of(count, 0)) } else { Quantity::Days(count) }))
            }
        };
        match (end(product.least), end(product.greatest)) {
            (Some(least), Some(greatest)) => TermValue::Length(Bounds { least, greatest, may_lack: product.may_lack }),
            _ => {
                self.recorder.cause(|| Cause::Arithmetic(id));
                TermValue::Unknown
            }
        }
    }

    /// A day so far from another: the least length gives the earliest, or the latest where days before are meant.
    pub(super) fn shift(&mut self, shift: &Shift) -> TermValue {
        let (by, from) = match (self.term(shift.by), self.term(shift.from)) {
            (TermValue::Lacking, _) | (_, TermValue::Lacking) => return TermValue::Lacking,
            (TermValue::Length(by), TermValue::Date(from)) => (by, from),
            // INVARIANT: `check` moves days by lengths only: one of these is unknown.
            _ => return TermValue::Unknown,
        };
        let may_lack = by.may_lack || from.may_lack;
        let (least, greatest) = if shift.after { (by.least, by.greatest) } else { (by.greatest, by.least) };
        if let (Some(length), Some(range)) = (least.filter(|_| least == greatest), TermValue::Date(from).days()) {
            let Some(moved) = self.moved(range, length, shift.after) else { return TermValue::Unknown };
            return TermValue::Date(Bounds { may_lack, ..Bounds::between(moved.first, moved.last) });
        }
        let mut end = |day: Option<Day>, length: Option<Quantity>| match (day, length) {
            (Some(day), Some(length)) => self.moved(DayRange::exact(day), length, shift.after).map(Some),
            _ => Some(None),
        };
        match (end(from.least, least), end(from.greatest, greatest)) {
            (Some(first), Some(last)) => TermValue::Date(Bounds {
                least: first.map(|days| days.first),
                greatest: last.map(|days| days.last),
                may_lack,
            }),
            _ => TermValue::Unknown,
        }
    }

    fn moved(&mut self, days: DayRange, by: Quantity, after: bool) -> Option<DayRange> {
        let signed = |count: i32| if after { count } else { count.saturating_neg() };
        self.later(
            days,
            match by {
                // INVARIANT: `check` moves days by whole months only.
                Quantity::Months(MonthLength { months, .. }) => Length::Months(signed(months)),
                Quantity::Days(days) => Length::Days(signed(days)),
            },
        )
    }
}
