//! Months, by the civil calendar: `durees.md`, and « mois sans ce quantième » of `conventions.md`.

use alinea::time::Day;

/// What stands for a day that a month lacks.
#[derive(Clone, Copy, PartialEq)]
pub enum Missing {
    /// `dernier jour du mois`
    Last,
    /// `premier jour du mois suivant`
    Next,
}

pub fn civil(year: i32, month: i32, day: u32) -> Option<Day> {
    Day::from_ymd(year + (month - 1).div_euclid(12), (month - 1).rem_euclid(12) as u32 + 1, day)
}

/// The day that bears the same number so many months later, or what stands for it.
pub fn months_later(day: Day, months: i32, missing: Missing) -> Day {
    let (year, month, number) = day.ymd();
    let month = month as i32 + months;
    civil(year, month, number).unwrap_or_else(|| match missing {
        Missing::Last => (28..=31).rev().find_map(|last| civil(year, month, last)).expect("months have 28 days"),
        Missing::Next => civil(year, month + 1, 1).expect("months have a first day"),
    })
}

/// Whether no month that bears on it lacks the number of a day.
pub fn always_exists(day: Day) -> bool {
    day.ymd().2 <= 28
}

/// Whole months from one day to another, and the days that are left.
pub fn elapsed(start: Day, end: Day, missing: Missing) -> (i32, i32) {
    let mut months = 0;
    while months_later(start, months + 1, missing) <= end {
        months += 1;
    }
    (months, months_later(start, months, missing).days_until(end).max(0))
}

/// The number of the civil period of so many months in which a day lies.
pub fn period(day: Day, months: i32) -> i32 {
    let (year, month, _) = day.ymd();
    (12 * year + month as i32 - 1).div_euclid(months)
}

pub fn days_in_month(day: Day) -> i32 {
    let (year, month, _) = day.ymd();
    let first = |month| civil(year, month, 1).expect("months have a first day");
    first(month as i32).days_until(first(month as i32 + 1))
}
