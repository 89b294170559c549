//! `mois entiers de chaque période`

use crate::time::{Interval, MissingDay, MonthLength, NoSuchDay, elapsed};

/// Each unbroken run counts for its whole months from its first day; the days left over are lost. Unit: the month.
///
/// The strict reading beside [`date_to_date`](crate::time::date_to_date), which pools the days left over: two jobs of a month
/// and a half are two months here, and three there. Whole months are those of article 641 of the French code of civil
/// procedure.
///
/// ```
/// use alinea::time::{Day, DaySet, Interval, MissingDay, MonthLength, whole_runs};
/// let day = |text| Day::parse_iso(text).unwrap();
/// let run = |from, to| Interval::inclusive(day(from), day(to));
/// let jobs = DaySet::from_intervals([run("2024-01-01", "2024-02-15"), run("2024-04-01", "2024-05-15")]);
/// assert_eq!(whole_runs(&jobs, MissingDay::LastOfMonth), Ok(MonthLength::of(2, 0)));
/// ```
///
/// # Errors
///
/// Where an anniversary does not exist and `missing` refuses.
pub fn whole_runs(runs: impl IntoIterator<Item = Interval>, missing: MissingDay) -> Result<MonthLength, NoSuchDay> {
    let mut months = 0;
    for run in runs {
        months += elapsed(run.start, run.end, missing)?.months;
    }
    Ok(MonthLength::of(months, 0))
}
