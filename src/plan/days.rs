//! Days that are found from others on the calendar.

use super::TermId;
use crate::time::Workdays;

/// A day found from another on the calendar. Whichever way, a later day never gives an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DayFrom {
    /// From which day.
    pub from: TermId,
    /// Which day it is.
    pub way: DayWay,
}

/// Which day is found from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayWay {
    /// The day itself where it is a working day, else the next that is.
    Postponed(Workdays),
    /// The nth working day after it, or before it; it does not count itself.
    Working {
        /// How many; a whole number.
        count: TermId,
        /// Which days.
        days: Workdays,
        /// Later; otherwise earlier.
        after: bool,
    },
    /// The first day of its month.
    MonthStart,
    /// The last day of its month.
    MonthEnd,
    /// The day after it: the end of a period in clear days, or the first of the days after it.
    Next,
    /// The day before it: the last of the days before it.
    Previous,
}

impl DayFrom {
    /// The terms that it has its value of.
    pub fn terms(self) -> impl Iterator<Item = TermId> {
        let count = match self.way {
            DayWay::Working { count, .. } => Some(count),
            DayWay::Postponed(_) | DayWay::MonthStart | DayWay::MonthEnd | DayWay::Next | DayWay::Previous => None,
        };
        count.into_iter().chain([self.from])
    }
}
