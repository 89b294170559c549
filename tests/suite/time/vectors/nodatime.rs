//! Rows of nodatime/nodatime. A month is over on the last day of one too short: `LastOfMonth`.

use alinea::time::{MissingDay, elapsed, whole_months};

use super::super::support::day;
use super::{held, number, rows};

/// Months and days of `P1Y2M3D`.
fn length(text: &str) -> (i32, i32) {
    let (mut months, mut days) = (0, 0);
    let mut digits = String::new();
    for letter in text.trim_start_matches('P').chars() {
        match letter {
            'Y' => months += number(&std::mem::take(&mut digits)) * 12,
            'M' => months += number(&std::mem::take(&mut digits)),
            'D' => days += number(&std::mem::take(&mut digits)),
            digit => digits.push(digit),
        }
    }
    (months, days)
}

/// Rows that go backwards are out of scope.
#[test]
fn between_two_dates() {
    let path = "nodatime/between_full.csv";
    let mut seen = 0;
    for row in rows(path).iter().filter(|row| !row[2].starts_with('-')) {
        let found = elapsed(day(&row[0]), day(&row[1]), MissingDay::LastOfMonth);
        let (months, days) = length(&row[2]);
        let found = found.map(|length| (length.months, length.days()));
        assert_eq!(found, Ok((months, Some(days))), "{row:?}");
        seen += 1;
    }
    held(path, seen, 4);
}

#[test]
fn in_one_unit() {
    let path = "nodatime/between_single_unit.csv";
    let rows = rows(path);
    for row in &rows {
        let (from, to) = (day(&row[0]), day(&row[1]));
        let months = whole_months(from, to, MissingDay::LastOfMonth).expect("a rounding answers");
        let found = match row[2].as_str() {
            "years" => months / 12,
            "months" => months,
            "weeks" => from.days_until(to) / 7,
            "days" => from.days_until(to),
            other => panic!("{other} is no unit"),
        };
        assert_eq!(found, number(&row[3]), "{row:?}");
    }
    held(path, rows.len(), 14);
}
