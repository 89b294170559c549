//! Dates known to the day, the month or the year.

use std::fmt;

use super::day::digits;
use super::{Day, Interval, calendar};

/// What a case says of a date: it is one of the days from `first` to `last`, both included.
///
/// ```
/// use alinea::time::DayRange;
/// let month = DayRange::parse_iso("2022-02").unwrap();
/// assert_eq!(month.last.to_string(), "2022-02-28");
/// assert_eq!(month.to_string(), "2022-02");
/// assert!(!month.is_exact());
/// ```
// INVARIANT: first <= last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DayRange {
    /// The earliest day it may be.
    pub first: Day,
    /// The latest day it may be.
    pub last: Day,
}

impl DayRange {
    /// One of the days from `first` to `last`; `None` where they are in the wrong order.
    pub fn new(first: Day, last: Day) -> Option<DayRange> {
        (first <= last).then_some(DayRange { first, last })
    }

    /// A date known to the day.
    pub const fn exact(day: Day) -> DayRange {
        DayRange { first: day, last: day }
    }

    /// A date known to the year.
    pub fn year(year: i32) -> DayRange {
        // Years without a day number are clamped to the first or last day that has one.
        let day = |month, day| {
            let number = calendar::to_number(i64::from(year), month, day);
            Day::from_number(number.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32)
        };
        DayRange { first: day(1, 1), last: day(12, 31) }
    }

    /// A date known to the month; `None` where `month` is not between 1 and 12.
    pub fn month(year: i32, month: u32) -> Option<DayRange> {
        let first = Day::from_ymd(year, month, 1)?;
        let next = calendar::month_start(calendar::month_number(year, month) + 1);
        Some(DayRange { first, last: Day::from_number(i32::try_from(next - 1).ok()?) })
    }

    /// Reads `2022-01-15`, `2022-01` or `2022`.
    pub fn parse_iso(text: &str) -> Option<DayRange> {
        match text.as_bytes() {
            year @ [_, _, _, _] => Some(DayRange::year(digits(year)? as i32)),
            [year @ .., b'-', m, n] if year.len() == 4 => DayRange::month(digits(year)? as i32, digits(&[*m, *n])?),
            _ => Day::parse_iso(text).map(DayRange::exact),
        }
    }

    /// Whether the date is known to the day.
    pub fn is_exact(self) -> bool {
        self.first == self.last
    }

    /// Whether the date may be that day.
    pub fn may_be(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// The days it may be, half-open.
    pub fn interval(self) -> Interval {
        Interval::inclusive(self.first, self.last)
    }
}

impl From<Day> for DayRange {
    fn from(day: Day) -> DayRange {
        DayRange::exact(day)
    }
}

impl fmt::Display for DayRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, _) = self.first.ymd();
        if self.is_exact() {
            write!(f, "{}", self.first)
        } else if DayRange::month(year, month) == Some(*self) {
            write!(f, "{year:04}-{month:02}")
        } else if DayRange::year(year) == *self {
            write!(f, "{year:04}")
        } else {
            write!(f, "du {} au {}", self.first, self.last)
        }
    }
}
