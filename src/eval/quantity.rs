//! Measured lengths.

use crate::plan::Length;
use crate::time::MonthLength;
use crate::value::Exact;

/// A measured length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Hash)]
pub enum Quantity {
    /// In months.
    Months(MonthLength),
    /// In days.
    Days(i32),
}

impl Quantity {
    /// Its days, or its whole months.
    pub(super) fn whole(self) -> Exact {
        Exact::from_integer(match self {
            Quantity::Days(days) => days.into(),
            Quantity::Months(length) => length.months.into(),
        })
    }
}

impl From<Length> for Quantity {
    fn from(length: Length) -> Quantity {
        match length {
            Length::Months(months) => Quantity::Months(MonthLength::of(months, 0)),
            Length::Days(days) => Quantity::Days(days),
        }
    }
}
