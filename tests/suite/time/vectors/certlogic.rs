//! Rows of ehn-dcc-development/eu-dcc-business-rules: `plusTime` in rules of border control.
//!
//! Times of day are cut off: instants are compared by their day. A birth date known to the month or
//! the year is read as its last day. Out of scope: the case that adds 40 hours, and the cases
//! without `plusTime`.

use alinea::time::{Day, DayRange, MissingDay};
use serde_json::Value;

use super::super::support::day;
use super::{held, table};

enum Term {
    Plain(Value),
    Day(Day),
}

fn falsy(value: &Value) -> bool {
    matches!(value, Value::Null | Value::Bool(false)) || value == "" || value == 0
}

fn eval(expr: &Value, data: &Value) -> Term {
    let Some((operator, args)) = expr.as_object().and_then(|object| object.iter().next()) else {
        return Term::Plain(expr.clone());
    };
    match operator.as_str() {
        "var" => {
            let path = args.as_str().expect("a path").split('.').filter(|step| !step.is_empty());
            Term::Plain(path.fold(data, |value, step| &value[step]).clone())
        }
        "and" => Term::Plain(conjunction(args, data)),
        "plusTime" => Term::Day(plus_time(args, data)),
        "dccDateOfBirth" => Term::Day(last_day(&args[0], data)),
        comparison => Term::Plain(Value::Bool(compares(comparison, args, data))),
    }
}

/// The first operand that is not true, or the last one.
fn conjunction(args: &Value, data: &Value) -> Value {
    let mut last = Value::Null;
    for arg in args.as_array().expect("operands") {
        let Term::Plain(value) = eval(arg, data) else { panic!("a date is no condition") };
        last = value;
        if falsy(&last) {
            break;
        }
    }
    last
}

fn plus_time(args: &Value, data: &Value) -> Day {
    let start = last_day(&args[0], data);
    let count = args[1].as_i64().expect("an amount") as i32;
    match args[2].as_str() {
        Some("year") => start.plus_months(count * 12, MissingDay::LastOfMonth).expect("a day"),
        Some("month") => start.plus_months(count, MissingDay::LastOfMonth).expect("a day"),
        Some("day") => start.plus_days(count),
        Some("hour") if count == 0 => start,
        other => panic!("{other:?} is out of scope"),
    }
}

fn last_day(expr: &Value, data: &Value) -> Day {
    let Term::Plain(Value::String(text)) = eval(expr, data) else { panic!("{expr} is no date") };
    let date = text.split('T').next().unwrap_or_default();
    DayRange::parse_iso(date).unwrap_or_else(|| panic!("{text} is no date")).last
}

fn compares(comparison: &str, args: &Value, data: &Value) -> bool {
    let days: Vec<Day> = args
        .as_array()
        .expect("operands")
        .iter()
        .map(|arg| match eval(arg, data) {
            Term::Day(day) => day,
            Term::Plain(value) => day(value.as_str().expect("a date")),
        })
        .collect();
    days.windows(2).all(|pair| match comparison {
        "after" => pair[0] > pair[1],
        "before" => pair[0] < pair[1],
        "not-after" => pair[0] <= pair[1],
        "not-before" => pair[0] >= pair[1],
        other => panic!("{other} is no comparison"),
    })
}

fn check(path: &str, expected: usize) {
    let text = table(path).unwrap_or_else(|| r#"{"cases": []}"#.to_owned());
    let file: Value = serde_json::from_str(&text).expect("cases");
    let mut seen = 0;
    for case in file["cases"].as_array().expect("cases") {
        let expr = &case["certLogicExpression"];
        let source = expr.to_string();
        if !source.contains("plusTime") || source.contains("40,\"hour\"") {
            continue;
        }
        for assertion in case["assertions"].as_array().expect("assertions") {
            let Term::Plain(found) = eval(expr, &assertion["data"]) else { panic!("a date") };
            assert_eq!(found, assertion["expected"], "{}: {assertion}", case["name"]);
            seen += 1;
        }
    }
    held(path, seen, expected);
}

#[test]
fn minors_by_adding_to_the_birth_date() {
    check("certlogic/recognising-minors-with-plusTime.json", 15);
}

#[test]
fn minors_by_subtracting_from_the_clock() {
    check("certlogic/recognising-minors-with-DCC-DOB.json", 15);
}

#[test]
fn validity_in_days() {
    check("certlogic/date-times.json", 9);
}

#[test]
fn a_date_behind_a_conjunction() {
    check("certlogic/and.json", 2);
}
