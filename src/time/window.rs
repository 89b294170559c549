//! Windows that end on the day of assessment.

use super::{Day, Interval, MissingDay, NoSuchDay};

/// « Les n derniers mois » before `end`: from n months earlier up to `end`, which is not counted.
///
/// ```
/// use alinea::time::{Day, MissingDay, last_months};
/// let day = |text| Day::parse_iso(text).unwrap();
/// let window = last_months(day("2025-03-10"), 24, MissingDay::LastOfMonth).unwrap();
/// assert_eq!(window.start, day("2023-03-10"));
/// assert!(!window.contains(day("2025-03-10")));
/// ```
///
/// # Errors
///
/// Where the first day does not exist and `missing` refuses.
pub fn last_months(end: Day, months: i32, missing: MissingDay) -> Result<Interval, NoSuchDay> {
    let months_back = months.saturating_neg();
    Ok(Interval::new(end.plus_months(months_back, missing)?, end))
}

/// « Les n derniers jours » before `end`, which is not counted.
pub fn last_days(end: Day, days: i32) -> Interval {
    Interval::new(end.plus_days(days.saturating_neg()), end)
}
