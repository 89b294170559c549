//! Generators. Seeds are fixed, so that two runs see the same cases.

use alinea::time::{Day, DayBounds, DaySet, Interval, MissingDay};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

/// That many cases, always the same.
pub fn cases(count: u32) -> Config {
    Config { cases: count, rng_seed: RngSeed::Fixed(0x00A1_14EA), failure_persistence: None, ..Config::default() }
}

/// 1 December 2018: the sets below live in the years after it, of which two are leap years.
pub const FROM: i32 = 17_866;

/// A day of the universe of dossiers.
pub fn any_day() -> impl Strategy<Value = Day> {
    (Day::FIRST.number()..=Day::LAST.number()).prop_map(Day::from_number)
}

/// A day close to a month end, where conventions differ, or any day.
pub fn tricky_day() -> impl Strategy<Value = Day> {
    let month_end = (1990..2060, 1..=12u32, -4..4).prop_map(|(year, month, days)| {
        Day::from_ymd(year, month, 1).expect("the first of a month exists").plus_days(days)
    });
    prop_oneof![3 => month_end, 1 => any_day()]
}

/// A stretch of days in a few years, possibly empty.
pub fn interval() -> impl Strategy<Value = Interval> {
    (0..1500, prop_oneof![0..6, 20..40, 0..200]).prop_map(|(start, len)| {
        let start = Day::from_number(FROM + start);
        Interval::new(start, start.plus_days(len))
    })
}

/// Intervals in any order, that may overlap, touch or be empty.
pub fn intervals() -> impl Strategy<Value = Vec<Interval>> {
    prop::collection::vec(interval(), 0..9)
}

/// A set of days in a few years.
pub fn day_set() -> impl Strategy<Value = DaySet> {
    intervals().prop_map(DaySet::from_intervals)
}

/// One of the two readings that always answer.
pub fn rounding() -> impl Strategy<Value = MissingDay> {
    prop_oneof![Just(MissingDay::LastOfMonth), Just(MissingDay::FirstOfNext)]
}

/// Bounds, and a set they may turn out to be.
pub fn filled() -> impl Strategy<Value = (DayBounds, DaySet)> {
    (day_set(), day_set(), day_set()).prop_map(|(certain, open, chosen)| {
        let possible = certain.union(&open);
        let actual = certain.union(&open.intersection(&chosen));
        (DayBounds::new(certain, possible), actual)
    })
}
