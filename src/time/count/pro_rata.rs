//! `au prorata`

use super::civil::for_each_month;
use crate::time::{Interval, MonthLength, PER_MONTH};

/// Each civil month weighs the share of its days that are covered. Unit: the day of its own month,
/// 1/28 to 1/31 of a month; every such share is exact.
///
/// A whole February is one month, like a whole January; one day of each is 1/28 and 1/31.
///
/// ```
/// use alinea::time::{Day, DaySet, Interval, MonthLength, PER_MONTH, pro_rata};
/// let day = |text| Day::parse_iso(text).unwrap();
/// let run = DaySet::from(Interval::inclusive(day("2023-01-31"), day("2023-02-28")));
/// assert_eq!(pro_rata(&run), MonthLength { months: 1, part: PER_MONTH / 31 });
/// ```
pub fn pro_rata(runs: impl IntoIterator<Item = Interval>) -> MonthLength {
    let mut units = 0;
    for_each_month(runs, |covered, len| units += i64::from(covered * (PER_MONTH / len)));
    MonthLength::from_units(0, units)
}
