//! Adding months to a day, and counting months between two days.
//!
//! Everything is counted from the anchor: two months after 31 December is the last of February, and
//! three months after it is 31 March, not the 28th. Adding month by month, or subtracting two dates
//! field by field, would drift.

use std::fmt;

use super::french::FrenchDay;
use super::{Day, MonthLength, calendar};

/// What « n mois plus tard » means where that day does not exist, as one month after 31 January.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MissingDay {
    /// The last day of the month: 28 or 29 February.
    LastOfMonth,
    /// The first of the next: 1 March.
    FirstOfNext,
    /// No answer: where the two readings differ, the computation is refused.
    Refuse,
}

/// A day that a computation came upon and that the calendar does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NoSuchDay {
    /// The year.
    pub year: i32,
    /// The month, from 1 to 12.
    pub month: u32,
    /// The day of the month, beyond its last.
    pub day: u32,
}

impl fmt::Display for NoSuchDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "le {} n'existe pas", FrenchDay::new(self.year, self.month, self.day))
    }
}

impl std::error::Error for NoSuchDay {}

impl Day {
    /// The month in which it lies, counted from January of the year 0.
    pub fn month(self) -> i64 {
        calendar::month_of(self.number())
    }

    /// The first day of a month counted from January of the year 0; `None` millions of years away, where days have no
    /// numbers.
    ///
    /// ```
    /// use alinea::time::Day;
    /// let day = Day::from_ymd(2024, 2, 29).unwrap();
    /// assert_eq!(Day::month_start(day.month()), Day::from_ymd(2024, 2, 1));
    /// ```
    pub fn month_start(month: i64) -> Option<Day> {
        let years = month.div_euclid(12);
        if !(-5_000_000..=5_000_000).contains(&years) {
            return None;
        }
        i32::try_from(calendar::month_start(month)).ok().map(Day::from_number)
    }

    /// The day of the same number `months` later, or earlier where `months` is negative. Years are
    /// twelve months: they are added together with the months, and what has no such day is rounded
    /// once.
    ///
    /// ```
    /// use alinea::time::{Day, MissingDay::*};
    /// let day = Day::from_ymd(2024, 1, 31).unwrap();
    /// assert_eq!(day.plus_months(1, LastOfMonth).unwrap().to_string(), "2024-02-29");
    /// assert_eq!(day.plus_months(1, FirstOfNext).unwrap().to_string(), "2024-03-01");
    /// assert_eq!(day.plus_months(1, Refuse).unwrap_err().to_string(), "le 31 février 2024 n'existe pas");
    /// assert_eq!(day.plus_months(-2, Refuse).unwrap_err().to_string(), "le 31 novembre 2023 n'existe pas");
    /// ```
    ///
    /// # Errors
    ///
    /// Under [`MissingDay::Refuse`] where the day does not exist; under any reading where it lies
    /// millions of years away, beyond the last day that has a number.
    pub fn plus_months(self, months: i32, missing: MissingDay) -> Result<Day, NoSuchDay> {
        let own = calendar::month_of(self.number());
        let day = i64::from(self.number()) - calendar::month_start(own);
        let month = own + i64::from(months);
        let (start, next) = (calendar::month_start(month), calendar::month_start(month + 1));
        let refusal = NoSuchDay {
            year: month.div_euclid(12) as i32,
            month: month.rem_euclid(12) as u32 + 1,
            day: day as u32 + 1,
        };
        let number = if start + day < next {
            start + day
        } else {
            match missing {
                MissingDay::LastOfMonth => next - 1,
                MissingDay::FirstOfNext => next,
                MissingDay::Refuse => return Err(refusal),
            }
        };
        i32::try_from(number).map(Day::from_number).map_err(|_| refusal)
    }
}

/// The greatest n, from 0 on, for which `start` + n months has come on `end`. Zero where `end`
/// comes before `start`.
///
/// This is the count of article 641 of the French code of civil procedure: a term in months expires
/// on the day that bears the same number as its start. There, the last day of the month stands in
/// for a missing one.
///
/// ```
/// use alinea::time::{Day, MissingDay::*, whole_months};
/// let (start, end) = (Day::from_ymd(2023, 1, 31).unwrap(), Day::from_ymd(2023, 2, 28).unwrap());
/// assert_eq!(whole_months(start, end, LastOfMonth), Ok(1));
/// assert_eq!(whole_months(start, end, FirstOfNext), Ok(0));
/// assert!(whole_months(start, end, Refuse).is_err());
/// ```
///
/// # Errors
///
/// Under [`MissingDay::Refuse`], where the two other readings give different counts.
pub fn whole_months(start: Day, end: Day, missing: MissingDay) -> Result<i32, NoSuchDay> {
    if end <= start {
        return Ok(0);
    }
    let (start_month, month) = (calendar::month_of(start.number()), calendar::month_of(end.number()));
    let of_month = |day: Day, month: i64| i64::from(day.number()) - calendar::month_start(month) + 1;
    let (start_day, day) = (of_month(start, start_month), of_month(end, month));
    let months = (month - start_month) as i32;
    if start_day <= day {
        return Ok(months);
    }
    // On the last day of a month too short, the next anniversary has come by one reading and not by
    // the other.
    if i64::from(end.number()) + 1 == calendar::month_start(month + 1) {
        match missing {
            MissingDay::LastOfMonth => return Ok(months),
            MissingDay::FirstOfNext => {}
            MissingDay::Refuse => {
                let (year, month, _) = end.ymd();
                return Err(NoSuchDay { year, month, day: start_day as u32 });
            }
        }
    }
    Ok(months - 1)
}

/// The time from `start` to `end`: whole months from the anchor, then days. Zero where `end` comes
/// before `start`.
///
/// The days left over number 30 at most: from 1 January to 31 January, 0 months and 30 days, which
/// is not a month.
///
/// # Errors
///
/// Under [`MissingDay::Refuse`], where the two other readings give different lengths.
pub fn elapsed(start: Day, end: Day, missing: MissingDay) -> Result<MonthLength, NoSuchDay> {
    if end <= start {
        return Ok(MonthLength::ZERO);
    }
    let months = whole_months(start, end, missing)?;
    let anchor = start.plus_months(months, missing)?;
    Ok(MonthLength::of(months, anchor.days_until(end)))
}
