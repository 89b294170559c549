//! Rows of ThreeTen/threeten-extra: half-open ranges of dates.
//!
//! An endless side is read as the first or last day a dossier may name. There, an empty range has a
//! place; here, a set without days has none, so rows that ask where an empty range stands are out
//! of scope, except before and after, which intervals answer.

use alinea::time::{Day, DaySet, Interval};

use super::super::support::day;
use super::{held, rows};

fn end(text: &str) -> Day {
    match text {
        "-inf" => Interval::ALL.start,
        "+inf" => Interval::ALL.end,
        date => day(date),
    }
}

fn interval(row: &[String], column: usize) -> Interval {
    Interval::new(end(&row[column]), end(&row[column + 1]))
}

fn sets(row: &[String]) -> (DaySet, DaySet) {
    (DaySet::from(interval(row, 0)), DaySet::from(interval(row, 2)))
}

#[test]
fn intersection() {
    let path = "threeten-extra/range_intersection.csv";
    let rows = rows(path);
    for row in &rows {
        let (a, b) = sets(row);
        let expected = DaySet::from(interval(row, 4));
        assert_eq!(a.intersection(&b), expected, "{row:?}");
        assert_eq!(b.intersection(&a), expected, "{row:?}");
    }
    held(path, rows.len(), 5);
}

#[test]
fn union() {
    let path = "threeten-extra/range_union_span.csv";
    let rows = rows(path);
    for row in &rows {
        let (a, b) = sets(row);
        assert_eq!(a.union(&b).intervals(), [interval(row, 4)], "{row:?}");
        assert_eq!(b.union(&a).intervals(), [interval(row, 4)], "{row:?}");
    }
    held(path, rows.len(), 5);
}

#[test]
fn enclosing_abutting_overlapping() {
    let path = "threeten-extra/range_queries.csv";
    let mut seen = 0;
    for row in rows(path) {
        let (a, b) = sets(&row);
        if a.is_empty() || b.is_empty() {
            continue;
        }
        let joined = a.union(&b).intervals().len() == 1;
        let apart = a.intersection(&b).is_empty();
        let found = [b.is_subset(&a), joined && apart, joined, !apart];
        let expected: Vec<bool> = row[4..].iter().map(|cell| cell == "true").collect();
        assert_eq!(found, expected.as_slice(), "{row:?}");
        seen += 1;
    }
    held(path, seen, 28);
}

#[test]
fn before_and_after() {
    let path = "threeten-extra/range_is_before.csv";
    let before = rows(path);
    for row in &before {
        let found = interval(row, 0).end <= interval(row, 2).start;
        assert_eq!(found, row[4] == "true", "{row:?}");
    }
    held(path, before.len(), 29);
    let path = "threeten-extra/range_is_after.csv";
    let after = rows(path);
    for row in &after {
        let found = interval(row, 2).end <= interval(row, 0).start;
        assert_eq!(found, row[4] == "true", "{row:?}");
    }
    held(path, after.len(), 31);
}
