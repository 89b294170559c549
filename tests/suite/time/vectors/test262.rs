//! Rows of tc39/test262, its `Temporal.PlainDate`. `constrain` is `LastOfMonth`, `reject` is
//! `Refuse`.

use alinea::time::MissingDay;

use super::super::support::day;
use super::{held, months_and_days, number, rows};

#[test]
fn adding_and_subtracting() {
    let path = "test262/plaindate_add_subtract.csv";
    let rows = rows(path);
    for row in &rows {
        let sign = if row[0] == "subtract" { -1 } else { 1 };
        let missing = match row[6].as_str() {
            "reject" => MissingDay::Refuse,
            _ => MissingDay::LastOfMonth,
        };
        let months = sign * (number(&row[2]) * 12 + number(&row[3]));
        let days = sign * (number(&row[4]) * 7 + number(&row[5]));
        let found = day(&row[1]).plus_months(months, missing).map(|day| day.plus_days(days));
        let expected = (row[7] != "ERROR").then(|| day(&row[7]));
        assert_eq!(found.ok(), expected, "{row:?}");
    }
    held(path, rows.len(), 268);
}

/// The length between two dates counted from the earlier one. Rows counted from the later one
/// backwards are out of scope: a length is counted from its anchor, which is its start.
#[test]
fn until_and_since() {
    let path = "test262/plaindate_until_since.csv";
    let mut seen = 0;
    for row in rows(path) {
        // `since` is `until` with its sign turned, from the same anchor.
        let sign = if row[0] == "since" { -1 } else { 1 };
        let (anchor, other) = (day(&row[1]), day(&row[2]));
        if other < anchor {
            continue;
        }
        let cell = |column: usize| sign * number(&row[column]);
        let (months, days) = (cell(4) * 12 + cell(5), cell(6) * 7 + cell(7));
        match row[3].as_str() {
            "years" | "months" => {
                assert_eq!(months_and_days(anchor, other), (months, days), "{row:?}");
            }
            _ => assert_eq!((0, anchor.days_until(other)), (months, days), "{row:?}"),
        }
        seen += 1;
    }
    held(path, seen, 214);
}
