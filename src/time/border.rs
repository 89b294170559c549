//! To and from chrono's `NaiveDate`.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::Day;

/// The day lies outside the years chrono knows, 262 000 either side of year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfRange(pub Day);

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "le jour {} est hors du calendrier", self.0)
    }
}

impl std::error::Error for OutOfRange {}

/// Days from 0000-12-31, where chrono counts from, to 1970-01-01.
const CHRONO_EPOCH: i32 = 719_163;

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Day {
        Day::from_number(date.num_days_from_ce() - CHRONO_EPOCH)
    }
}

impl TryFrom<Day> for NaiveDate {
    type Error = OutOfRange;

    fn try_from(day: Day) -> Result<NaiveDate, OutOfRange> {
        day.number().checked_add(CHRONO_EPOCH).and_then(NaiveDate::from_num_days_from_ce_opt).ok_or(OutOfRange(day))
    }
}
