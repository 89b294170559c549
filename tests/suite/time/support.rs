//! What the tests of time share: literals, generators, and the model that walks single days.

pub mod generate;
pub mod model;

use alinea::time::{Day, DaySet, Interval};

/// A day from its ISO form.
pub fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap_or_else(|| panic!("{text} is not a day"))
}

/// The period `du first au last`, both days included.
pub fn period(first: &str, last: &str) -> Interval {
    Interval::inclusive(day(first), day(last))
}

/// The days of these periods, both ends included.
pub fn periods<const N: usize>(list: [(&str, &str); N]) -> DaySet {
    DaySet::from_intervals(list.map(|(first, last)| period(first, last)))
}
