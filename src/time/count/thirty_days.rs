//! `30 jours`

use crate::time::{Interval, MonthLength};

/// Days ÷ 30, whichever months they lie in. Unit: the thirtieth of a month.
///
/// February from its first to its last day is 28 days, not a month; January is a month and one day.
///
/// ```
/// use alinea::time::{Day, DaySet, Interval, MonthLength, thirty_days};
/// let day = |text| Day::parse_iso(text).unwrap();
/// let february = DaySet::from(Interval::inclusive(day("2023-02-01"), day("2023-02-28")));
/// assert_eq!(thirty_days(&february), MonthLength::of(0, 28));
/// let january = DaySet::from(Interval::inclusive(day("2023-01-01"), day("2023-01-31")));
/// assert_eq!(thirty_days(&january), MonthLength::of(1, 1));
/// ```
pub fn thirty_days(runs: impl IntoIterator<Item = Interval>) -> MonthLength {
    MonthLength::pooled(0, runs.into_iter().map(Interval::days).sum())
}
