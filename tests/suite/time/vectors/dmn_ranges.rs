//! Rows of dmn-tck/tck: a date or a length against a range, a comparison, or a list of them.
//!
//! Out of scope: the `range` function, which reads a range from a text, except that a range of
//! dates in the wrong order is none; and operands of other types.

use alinea::time::{Day, DayRange, DaySet, Interval, MonthLength};

use super::super::support::day;
use super::{held, lines, number};

/// What the rows compare: a day, or a length in years or in days.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Literal {
    Day(Day),
    Length(MonthLength),
}

/// Reads `date("2018-12-08")`, `duration("P8Y")`, `@"2018-12-08"`, `@"P5D"`.
fn literal(text: &str) -> Option<Literal> {
    let text = text.trim();
    let quoted = ["date(\"", "duration(\"", "@\""].iter().find_map(|open| text.strip_prefix(open))?;
    let (word, rest) = quoted.split_once('"')?;
    if !matches!(rest, "" | ")") {
        return None;
    }
    let Some(count) = word.strip_prefix('P') else {
        return Some(Literal::Day(day(word)));
    };
    let (count, unit) = count.split_at(count.len() - 1);
    Some(Literal::Length(match unit {
        "Y" => MonthLength::of(number(count) * 12, 0),
        "D" => MonthLength::of(0, number(count)),
        other => panic!("{other} is no unit"),
    }))
}

/// Whether the value satisfies a comparison, a range, a list in brackets or parentheses, or equals
/// a literal.
fn satisfies(value: Literal, test: &str) -> Option<bool> {
    let test = test.trim();
    if let Some(same) = literal(test) {
        return Some(value == same);
    }
    if let Some(at) = test.find("..")
        && test.matches("..").count() == 1
    {
        return in_range(value, test, at);
    }
    for (operator, holds) in [
        ("<=", (|a, b| a <= b) as fn(Literal, Literal) -> bool),
        (">=", |a, b| a >= b),
        ("!=", |a, b| a != b),
        ("<", |a, b| a < b),
        (">", |a, b| a > b),
        ("=", |a, b| a == b),
    ] {
        if let Some(bound) = test.strip_prefix(operator) {
            return Some(holds(value, literal(bound)?));
        }
    }
    let inside = test.strip_prefix(['[', '('])?.strip_suffix([']', ')'])?;
    let mut any = false;
    for item in inside.split(',') {
        any |= satisfies(value, item)?;
    }
    Some(any)
}

/// Whether the value lies in a range, whose brackets say if its ends do.
fn in_range(value: Literal, range: &str, dots: usize) -> Option<bool> {
    let (open, close) = (range.starts_with('('), range.ends_with(')'));
    let first = literal(&range[1..dots])?;
    let last = literal(&range[dots + 2..range.len() - 1])?;
    match (value, first, last) {
        (Literal::Day(value), Literal::Day(first), Literal::Day(last)) => {
            let start = first.plus_days(i32::from(open));
            let end = last.plus_days(i32::from(!close));
            Some(DaySet::from(Interval::new(start, end)).contains(value))
        }
        _ => {
            let after = if open { value > first } else { value >= first };
            let before = if close { value < last } else { value <= last };
            Some(after && before)
        }
    }
}

fn eval(expr: &str) -> Option<bool> {
    if let Some((value, test)) = expr.split_once(" in ") {
        return satisfies(literal(value)?, test);
    }
    let (value, range) = expr.split_once(" between ")?;
    let (first, last) = range.split_once(" and ")?;
    satisfies(literal(value)?, &format!("[{first}..{last}]"))
}

#[test]
fn in_and_between() {
    let path = "dmn-tck/date_ranges_in_between.jsonl";
    let mut seen = 0;
    for row in lines(path) {
        let Some(found) = row["expr"].as_str().and_then(eval) else {
            continue;
        };
        assert_eq!(row["expected"], found.to_string(), "{row}");
        seen += 1;
    }
    held(path, seen, 138);
}

#[test]
fn a_range_in_the_wrong_order_is_none() {
    let backwards = r#"range("[@\"1970-01-02\"..@\"1970-01-01\"]")"#;
    for row in lines("dmn-tck/date_ranges_in_between.jsonl") {
        if row["expr"] == backwards {
            assert_eq!(row["expected"].as_str(), None, "{row}");
        }
    }
    assert_eq!(DayRange::new(day("1970-01-02"), day("1970-01-01")), None);
}
