//! The same notions written for clarity: sets are lists of single days, months are found by
//! walking, and chrono alone says which days exist.

use std::collections::{BTreeMap, BTreeSet};

use alinea::time::{Day, DaySet, Interval, MissingDay};
use chrono::{Datelike, NaiveDate};

/// A set of days, one by one.
pub type Days = BTreeSet<i32>;

/// The days of an interval.
pub fn days_of(interval: Interval) -> Days {
    (interval.start.number()..interval.end.number()).collect()
}

/// The days of a list of intervals.
pub fn days_of_all(intervals: &[Interval]) -> Days {
    intervals.iter().flat_map(|interval| days_of(*interval)).collect()
}

/// The set made of these days, each an interval of its own.
pub fn to_set(days: &Days) -> DaySet {
    DaySet::from_intervals(days.iter().map(|number| {
        let day = Day::from_number(*number);
        Interval::inclusive(day, day)
    }))
}

/// First day and day after the last of each unbroken run.
pub fn runs(days: &Days) -> Vec<(i32, i32)> {
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for &day in days {
        match runs.last_mut() {
            Some(run) if run.1 == day => run.1 = day + 1,
            _ => runs.push((day, day + 1)),
        }
    }
    runs
}

/// The date chrono gives to a day.
pub fn date(day: Day) -> NaiveDate {
    let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).expect("a day");
    epoch + chrono::TimeDelta::days(i64::from(day.number()))
}

/// The day so many months later; where it does not exist, the calendar is walked to the nearest day
/// that does.
pub fn plus_months(start: Day, months: i32, missing: MissingDay) -> Option<Day> {
    let from = date(start);
    let (mut year, mut month) = (from.year(), from.month());
    for _ in 0..months.abs() {
        (year, month) = match (month, months > 0) {
            (12, true) => (year + 1, 1),
            (1, false) => (year - 1, 12),
            (month, true) => (year, month + 1),
            (month, false) => (year, month - 1),
        };
    }
    let mut of_month = from.day();
    loop {
        match (NaiveDate::from_ymd_opt(year, month, of_month), missing) {
            (Some(found), _) if of_month == from.day() => return Some(Day::from(found)),
            (Some(found), MissingDay::LastOfMonth) => return Some(Day::from(found)),
            (Some(found), MissingDay::FirstOfNext) => return Some(Day::from(found).plus_days(1)),
            (_, MissingDay::Refuse) => return None,
            (None, _) => of_month -= 1,
        }
    }
}

/// How many months fit, tried one after the other.
pub fn whole_months(start: Day, end: Day, missing: MissingDay) -> i32 {
    let fits = |months: &i32| plus_months(start, *months, missing).expect("a rounding") <= end;
    (1..).take_while(fits).count() as i32
}

/// Whole months and days of the date-to-date convention, thirty pooled days to the month.
pub fn date_to_date(days: &Days, missing: MissingDay) -> (i32, i32) {
    let (mut months, mut left) = (0, 0);
    for (start, end) in runs(days) {
        let (start, end) = (Day::from_number(start), Day::from_number(end));
        let whole = whole_months(start, end, missing);
        months += whole;
        left += plus_months(start, whole, missing).expect("a rounding").days_until(end);
    }
    (months + left / 30, left % 30)
}

/// Days covered and length of each civil month with a day covered.
pub fn civil_months(days: &Days) -> Vec<(i32, i32)> {
    let mut months: BTreeMap<(i32, u32), i32> = BTreeMap::new();
    for &number in days {
        let date = date(Day::from_number(number));
        *months.entry((date.year(), date.month())).or_default() += 1;
    }
    let len =
        |(year, month)| (1..=31).filter(|day| NaiveDate::from_ymd_opt(year, month, *day).is_some()).count() as i32;
    months.into_iter().map(|(month, covered)| (covered, len(month))).collect()
}
