//! Rows of ThreeTen/threetenbp, the back-port of java.time.

use alinea::time::MissingDay;

use super::super::support::day;
use super::{held, months_and_days, number, rows};

#[test]
fn adding_and_subtracting_lets_a_missing_day_fall_on_the_last() {
    let path = "threeten/period_add_subtract.csv";
    let rows = rows(path);
    for row in &rows {
        let sign = if row[0] == "subtract" { -1 } else { 1 };
        let months = sign * (number(&row[1]) * 12 + number(&row[2]));
        let found =
            day(&row[4]).plus_months(months, MissingDay::LastOfMonth).map(|day| day.plus_days(sign * number(&row[3])));
        assert_eq!(found, Ok(day(&row[5])), "{row:?}");
    }
    held(path, rows.len(), 37);
}

/// Rows that go backwards are out of scope, lengths being never negative.
#[test]
fn between_two_dates() {
    let path = "threeten/period_between.csv";
    let mut seen = 0;
    for row in rows(path) {
        let (from, to) = (day(&row[0]), day(&row[1]));
        if to < from {
            continue;
        }
        let expected = (number(&row[2]) * 12 + number(&row[3]), number(&row[4]));
        assert_eq!(months_and_days(from, to), expected, "{row:?}");
        seen += 1;
    }
    held(path, seen, 39);
}
