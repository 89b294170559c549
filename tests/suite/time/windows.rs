use alinea::time::{Interval, MissingDay, last_days, last_months};

use super::support::{day, period};

#[test]
fn the_day_of_assessment_is_not_counted() {
    let window = last_months(day("2025-03-10"), 24, MissingDay::Refuse);
    assert_eq!(window, Ok(period("2023-03-10", "2025-03-09")));
}

#[test]
fn the_start_is_rounded_as_the_convention_says() {
    let from = |missing| last_months(day("2025-03-31"), 1, missing).map(|window| window.start);
    assert_eq!(from(MissingDay::LastOfMonth), Ok(day("2025-02-28")));
    assert_eq!(from(MissingDay::FirstOfNext), Ok(day("2025-03-01")));
    assert!(from(MissingDay::Refuse).is_err());
}

#[test]
fn days_are_counted_back() {
    assert_eq!(last_days(day("2024-03-01"), 1), period("2024-02-29", "2024-02-29"));
    assert!(last_days(day("2024-03-01"), 0).is_empty());
}

#[test]
fn a_period_of_one_day_is_one_day() {
    let one = period("2024-02-29", "2024-02-29");
    assert_eq!(one, Interval::new(day("2024-02-29"), day("2024-03-01")));
    assert_eq!((one.days(), one.last()), (1, Some(day("2024-02-29"))));
    let backwards = period("2024-03-01", "2024-02-01");
    assert_eq!((backwards.days(), backwards.last()), (0, None));
}
