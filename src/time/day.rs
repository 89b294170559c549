//! A civil day.

use std::fmt;

use super::calendar;

/// A day of the proleptic Gregorian calendar, without hour or time zone.
///
/// Inside, the number of days since 1 January 1970: comparing two days, or counting the days
/// between them, is arithmetic on one integer. Months are another matter, see [`Day::plus_months`].
///
/// ```
/// use alinea::time::Day;
/// let day = Day::from_ymd(2024, 2, 29).unwrap();
/// assert_eq!(day.plus_days(1).to_string(), "2024-03-01");
/// assert_eq!(day.plus_days(1).french().to_string(), "1er mars 2024");
/// assert_eq!(Day::from_ymd(2023, 2, 29), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// 1 January 1900, the first day a dossier may name.
    pub const FIRST: Day = Day(calendar::to_number(1900, 1, 1) as i32);

    /// 31 December 2200, the last day a dossier may name.
    pub const LAST: Day = Day(calendar::to_number(2200, 12, 31) as i32);

    /// The day of that year, month and day of the month, where there is one.
    #[inline]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        let number = calendar::month_number(year, month);
        let (start, next) = (calendar::month_start(number), calendar::month_start(number + 1));
        let found = start + i64::from(day) - 1;
        if !(1..=12).contains(&month) || !(start..next).contains(&found) {
            return None;
        }
        i32::try_from(found).ok().map(Day)
    }

    /// Year, month (1 to 12) and day of the month (1 to 31).
    pub fn ymd(self) -> (i32, u32, u32) {
        calendar::from_number(self.0)
    }

    /// The day of that number; 0 is 1970-01-01.
    pub const fn from_number(number: i32) -> Day {
        Day(number)
    }

    /// Days since 1970-01-01; negative before.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day `days` later, or earlier where `days` is negative.
    #[must_use]
    pub const fn plus_days(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// The number of days from this one to `other`; negative where `other` comes before.
    pub const fn days_until(self, other: Day) -> i32 {
        other.0.saturating_sub(self.0)
    }

    /// Reads a date in the exact form `2024-06-15`; `None` for any other form and for a day that
    /// does not exist.
    pub fn parse_iso(text: &str) -> Option<Day> {
        let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
        if bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let year = digits(&bytes[..4])?;
        Day::from_ymd(year as i32, digits(&bytes[5..7])?, digits(&bytes[8..])?)
    }
}

/// The number written by ASCII digits alone: no sign, no blank.
pub(super) fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
