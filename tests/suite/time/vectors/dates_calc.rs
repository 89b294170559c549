//! Rows of CatalaLang/dates-calc: a date plus years, months and days.

use alinea::time::{DayRange, MissingDay};

use super::super::support::day;
use super::{held, number, separated};

/// Months, years among them, and days of `[1 years, 2 months, 3 days]`.
fn length(text: &str) -> (i32, i32) {
    let parts: Vec<i32> = text
        .trim_matches(['[', ']'])
        .split(',')
        .map(|part| number(part.split_whitespace().next().unwrap_or_default()))
        .collect();
    (parts[0] * 12 + parts[1], parts[2])
}

#[test]
fn where_the_day_exists_every_policy_agrees() {
    let path = "dates-calc/exact_computations.csv";
    let rows = separated(path, b';');
    for row in &rows {
        let (months, days) = length(&row[1]);
        for missing in [MissingDay::LastOfMonth, MissingDay::FirstOfNext, MissingDay::Refuse] {
            let found = day(&row[0]).plus_months(months, missing).map(|day| day.plus_days(days));
            assert_eq!(found, Ok(day(&row[2])), "{row:?}");
        }
    }
    held(path, rows.len(), 19);
}

#[test]
fn where_it_does_not_each_policy_answers_its_own_way() {
    let path = "dates-calc/ambiguous_computations.csv";
    let rows = separated(path, b';');
    for row in &rows {
        let (months, days) = length(&row[1]);
        let start = day(&row[0]);
        let found = |missing| start.plus_months(months, missing).map(|day| day.plus_days(days));
        assert_eq!(found(MissingDay::FirstOfNext), Ok(day(&row[2])), "{row:?}");
        assert_eq!(found(MissingDay::LastOfMonth), Ok(day(&row[3])), "{row:?}");
        assert!(found(MissingDay::Refuse).is_err(), "{row:?}");
    }
    held(path, rows.len(), 11);
}

#[test]
fn first_and_last_day_of_the_month() {
    let path = "dates-calc/first_last_day_of_month.csv";
    let rows = separated(path, b';');
    for row in &rows {
        let (year, month, _) = day(&row[0]).ymd();
        assert_eq!(DayRange::month(year, month), DayRange::new(day(&row[1]), day(&row[2])));
    }
    held(path, rows.len(), 2);
}
