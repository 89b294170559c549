//! `de quantième à quantième`

use crate::time::{Interval, MissingDay, MonthLength, NoSuchDay, PER_DAY_OF_30, elapsed};

/// Each unbroken run is whole months from its first day, then days; the days left over are pooled
/// over the runs, and thirty make a month. Unit: the month for what is whole, the thirtieth of a
/// month for what is left.
///
/// Whole months are those of article 641 of the French code of civil procedure, from a day to the
/// day of the same number, or the last of the month where there is none. Pooling the days left over
/// is a choice of this convention.
///
/// From 31 January to 27 February, both included, is one month where the last day of February
/// stands in for the 31st, and 28 days where 1 March does.
///
/// ```
/// use alinea::time::{Day, DaySet, Interval, MissingDay::*, MonthLength, date_to_date};
/// let day = |text| Day::parse_iso(text).unwrap();
/// let run = DaySet::from(Interval::inclusive(day("2023-01-31"), day("2023-02-27")));
/// assert_eq!(date_to_date(&run, LastOfMonth), Ok(MonthLength::of(1, 0)));
/// assert_eq!(date_to_date(&run, FirstOfNext), Ok(MonthLength::of(0, 28)));
/// ```
///
/// # Not monotone
///
/// A day more can make the count smaller, when it joins two runs: months are then counted from the
/// start of the first one, and a short February that was a month of its own is one no longer. 29
/// January and the month from 31 January 2022 are a month and a day; with 30 January between them
/// they are a month. The bounds of a set that lies between two others are therefore not its counts:
/// [`MonthCount::count_bounds`](crate::time::MonthCount::count_bounds) widens them.
///
/// # Errors
///
/// Where an anniversary does not exist and `missing` refuses.
pub fn date_to_date(runs: impl IntoIterator<Item = Interval>, missing: MissingDay) -> Result<MonthLength, NoSuchDay> {
    let (mut months, mut days) = (0, 0);
    for run in runs {
        let length = elapsed(run.start, run.end, missing)?;
        months += length.months;
        days += length.part / PER_DAY_OF_30;
    }
    Ok(MonthLength::pooled(months, days))
}
