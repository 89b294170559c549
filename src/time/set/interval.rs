//! Half-open intervals of days.

use std::fmt;

use crate::time::Day;

/// The days from `start` up to `end`, which is not one of them. Empty where `end` does not come
/// after `start`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    /// The first day.
    pub start: Day,
    /// The day after the last.
    pub end: Day,
}

impl Interval {
    /// Every day a dossier may name.
    pub const ALL: Interval = Interval::inclusive(Day::FIRST, Day::LAST);

    /// No day at all.
    pub const NONE: Interval = Interval { start: Day::FIRST, end: Day::FIRST };

    /// The days from `start` up to `end`, without `end`.
    pub const fn new(start: Day, end: Day) -> Interval {
        Interval { start, end }
    }

    /// The period `du first au last` of a case, which includes both days.
    pub const fn inclusive(first: Day, last: Day) -> Interval {
        Interval { start: first, end: last.plus_days(1) }
    }

    /// Whether there is no day.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The number of days.
    pub fn days(self) -> i32 {
        self.start.days_until(self.end).max(0)
    }

    /// The last day, where there is one.
    pub fn last(self) -> Option<Day> {
        (!self.is_empty()).then(|| self.end.plus_days(-1))
    }

    /// Whether the day is one of them.
    pub fn contains(self, day: Day) -> bool {
        self.start <= day && day < self.end
    }

    /// The days of both; possibly none, but then with a `start` and an `end` that still bound the
    /// gap.
    #[must_use]
    pub fn intersection(self, other: Interval) -> Interval {
        Interval { start: self.start.max(other.start), end: self.end.min(other.end) }
    }

    /// From the first day of either to the last of either, with what lies between them.
    #[must_use]
    pub fn hull(self, other: Interval) -> Interval {
        Interval { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl fmt::Debug for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}, {})", self.start, self.end)
    }
}
