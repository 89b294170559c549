use alinea::time::{Day, MissingDay, NoSuchDay};
use proptest::prelude::*;

use super::support::generate::{cases, rounding, tricky_day};
use super::support::{day, model};

#[test]
fn the_day_that_is_missing_is_named() {
    let refused = day("2023-12-31").plus_months(2, MissingDay::Refuse);
    assert_eq!(refused, Err(NoSuchDay { year: 2024, month: 2, day: 31 }));
    let message = refused.err().map(|error| error.to_string());
    assert_eq!(message.as_deref(), Some("le 31 février 2024 n'existe pas"));
}

#[test]
fn years_and_months_are_rounded_once() {
    // A year first would stop on 28 February 2025 and never come back to the 29th.
    let leap = day("2024-02-29");
    assert_eq!(leap.plus_months(13, MissingDay::LastOfMonth), Ok(day("2025-03-29")));
    assert_eq!(leap.plus_months(48, MissingDay::Refuse), Ok(day("2028-02-29")));
}

#[test]
fn beyond_the_calendar_is_an_error() {
    let last = Day::from_number(i32::MAX);
    assert!(last.plus_months(1, MissingDay::LastOfMonth).is_err());
    assert!(day("2024-01-01").plus_months(i32::MIN, MissingDay::FirstOfNext).is_err());
}

proptest! {
    #![proptest_config(cases(4000))]

    #[test]
    fn as_walking_the_calendar(
        start in tricky_day(),
        months in -150..150,
        missing in prop_oneof![rounding(), Just(MissingDay::Refuse)],
    ) {
        let expected = model::plus_months(start, months, missing);
        prop_assert_eq!(start.plus_months(months, missing).ok(), expected);
    }

    #[test]
    fn refused_exactly_where_the_roundings_differ(start in tricky_day(), months in -150..150) {
        let down = start.plus_months(months, MissingDay::LastOfMonth);
        let up = start.plus_months(months, MissingDay::FirstOfNext);
        let refused = start.plus_months(months, MissingDay::Refuse);
        prop_assert_eq!(refused.is_err(), down != up);
        prop_assert!(refused.is_err() || refused == down);
    }

    #[test]
    fn a_later_start_never_ends_earlier(
        start in tricky_day(),
        days in 0..70,
        months in -150..150,
        missing in rounding(),
    ) {
        let later = start.plus_days(days).plus_months(months, missing);
        prop_assert!(start.plus_months(months, missing).ok() <= later.ok());
    }
}
