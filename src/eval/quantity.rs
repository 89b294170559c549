//! Measured lengths.

use crate::plan::Length;
use crate::time::MonthLength;

/// A measured length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Hash)]
pub enum Quantity {
    /// In months.
    Months(MonthLength),
    /// In days.
    Days(i32),
}

impl From<Length> for Quantity {
    fn from(length: Length) -> Quantity {
        match length {
            Length::Months(months) => Quantity::Months(MonthLength::of(months, 0)),
            Length::Days(days) => Quantity::Days(days),
        }
    }
}
