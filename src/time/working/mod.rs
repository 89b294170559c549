//! Working days: which days are, and the next or the nth from a day.
//!
//! A day of a period of days « ouvrables » or « ouvrés » is no Sunday and no public holiday; whether it may be a Saturday
//! depends on the words and on who counts, see [`Week`].

mod holiday;

pub use holiday::{Holiday, Holidays, Territory, easter, holidays};

use super::{Day, Weekday, calendar};

/// The days of a week on which work may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Week {
    /// Monday to Saturday: « jours ouvrables » of labour law (Code du travail, art. L. 3141-3 for paid leave).
    ToSaturday,
    /// Monday to Friday: « jours ouvrés », and « jour ouvrable » of procedure, where a period that ends on a Saturday is
    /// extended (Code de procédure civile, art. 642).
    ToFriday,
}

/// The words of a rule for days on which work is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Workdays {
    /// `jours ouvrables`: on Saturdays too or not, as a convention says.
    Ouvrables,
    /// `jours ouvrés`: never on Saturdays.
    Ouvres,
}

/// Which days are working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkingDays {
    /// The days of the week.
    pub week: Week,
    /// Where, for the holidays.
    pub territory: Territory,
}

/// The holidays of this day are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownHolidays(pub Day);

impl WorkingDays {
    /// Whether a day of the week is one on which work may be done.
    pub fn in_week(self, day: Day) -> bool {
        match (self.week, day.weekday()) {
            (_, Weekday::Sunday) | (Week::ToFriday, Weekday::Saturday) => false,
            (Week::ToSaturday, Weekday::Saturday)
            | (_, Weekday::Monday | Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday | Weekday::Friday) => {
                true
            }
        }
    }

    /// Whether a day is a working day; of one before [`Day::FIRST`] or after [`Day::LAST`] nothing is known.
    pub fn contains(self, day: Day) -> Result<bool, UnknownHolidays> {
        if !(Day::FIRST..=Day::LAST).contains(&day) {
            return Err(UnknownHolidays(day));
        }
        if !self.in_week(day) {
            return Ok(false);
        }
        holidays(day, self.territory).map(Holidays::is_empty).ok_or(UnknownHolidays(day))
    }

    /// The day itself where it is a working day, else the first that follows.
    ///
    /// ```
    /// use alinea::time::{Day, Territory, Week, WorkingDays};
    /// let days = WorkingDays { week: Week::ToFriday, territory: Territory::Mainland };
    /// let first_of_may = Day::from_ymd(2027, 5, 1).unwrap();
    /// assert_eq!(days.first_from(first_of_may), Ok(Day::from_ymd(2027, 5, 3).unwrap()));
    /// ```
    pub fn first_from(self, day: Day) -> Result<Day, UnknownHolidays> {
        let mut day = day;
        while !self.contains(day)? {
            day = day.plus_days(1);
        }
        Ok(day)
    }

    /// The nth working day after a day, or before it; the day itself does not count. None is the day itself.
    ///
    /// ```
    /// use alinea::time::{Day, Territory, Week, WorkingDays};
    /// let days = WorkingDays { week: Week::ToFriday, territory: Territory::Mainland };
    /// let friday = Day::from_ymd(2024, 6, 14).unwrap();
    /// assert_eq!(days.nth(friday, 1, true), Ok(Day::from_ymd(2024, 6, 17).unwrap()));
    /// ```
    pub fn nth(self, from: Day, count: i32, after: bool) -> Result<Day, UnknownHolidays> {
        let step = if after { 1 } else { -1 };
        let (mut day, mut left) = (from, count);
        while left > 0 {
            day = day.plus_days(step);
            left -= i32::from(self.contains(day)?);
        }
        Ok(day)
    }
}
