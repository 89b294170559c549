//! Days of the week.

use super::Day;

/// A day of the week, Monday first (ISO 8601).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Day {
    /// The day of the week.
    ///
    /// ```
    /// use alinea::time::{Day, Weekday};
    /// assert_eq!(Day::from_ymd(2027, 5, 1).unwrap().weekday(), Weekday::Saturday);
    /// ```
    pub const fn weekday(self) -> Weekday {
        // 1 January 1970 was a Thursday.
        match (self.number().rem_euclid(7) + 3) % 7 {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
    }

    /// The first day of the month in which this one lies.
    #[must_use]
    pub fn first_of_month(self) -> Day {
        let (_, _, day) = self.ymd();
        self.plus_days(1 - day as i32)
    }

    /// The last day of the month in which this one lies.
    #[must_use]
    pub fn last_of_month(self) -> Day {
        // Every month has 28 days, and no month has more than 31.
        self.first_of_month().plus_days(31).first_of_month().plus_days(-1)
    }
}
