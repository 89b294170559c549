//! Days as French writes them.

use std::fmt;

use super::{Day, DayRange};

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// A day written out: « 15 juin 2024 », « 1er mars 2024 ».
#[derive(Clone, Copy, Debug)]
pub struct FrenchDay {
    year: i32,
    month: u32,
    day: u32,
}

impl FrenchDay {
    /// Also for a day that does not exist, to say that it does not.
    pub(super) fn new(year: i32, month: u32, day: u32) -> FrenchDay {
        FrenchDay { year, month, day }
    }
}

impl Day {
    /// The day written out in French.
    pub fn french(self) -> FrenchDay {
        let (year, month, day) = self.ymd();
        FrenchDay::new(year, month, day)
    }
}

impl DayRange {
    /// The days written out in French: « 15 juin 2024 », « juin 2024 », « 2024 », « du … au … ».
    pub fn french(self) -> String {
        let (year, month, _) = self.first.ymd();
        if self.is_exact() {
            self.first.french().to_string()
        } else if DayRange::month(year, month) == Some(self) {
            format!("{} {year}", month_name(month))
        } else if DayRange::year(year) == self {
            year.to_string()
        } else {
            format!("du {} au {}", self.first.french(), self.last.french())
        }
    }
}

/// The French name of a month, from 1 to 12.
pub(super) fn month_name(month: u32) -> &'static str {
    month.checked_sub(1).and_then(|index| MONTHS.get(index as usize)).copied().unwrap_or("?")
}

impl fmt::Display for FrenchDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ordinal = if self.day == 1 { "er" } else { "" };
        write!(f, "{}{ordinal} {} {}", self.day, month_name(self.month), self.year)
    }
}
