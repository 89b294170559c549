//! Date tables of other projects, each under the policy its rows presume. They stand beside the
//! repository; a test whose table is absent says that it was skipped.

mod catala_stdlib;
mod certlogic;
mod dates_calc;
mod dmn_boolean;
mod dmn_date_arithmetic;
mod dmn_date_parse;
mod dmn_ranges;
mod dmn_years_and_months;
mod nodatime;
mod publicodes;
mod test262;
mod threeten;
mod threeten_extra;

use std::path::Path;

use alinea::time::{Day, MissingDay, whole_months};

/// The text of a table, or `None` and a word about it where there is none.
fn table(path: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors").join(path);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: {} is absent", path.display());
    }
    text
}

/// The rows of a table of comma-separated values, without its header; none where the table is
/// absent.
fn rows(path: &str) -> Vec<Vec<String>> {
    separated(path, b',')
}

/// The rows of a table with another separator.
fn separated(path: &str, delimiter: u8) -> Vec<Vec<String>> {
    let Some(text) = table(path) else {
        return Vec::new();
    };
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes())
        .records()
        .map(|row| row.expect("a row").iter().map(str::to_owned).collect())
        .collect()
}

/// The objects of a table with one on each line; none where the table is absent.
fn lines(path: &str) -> Vec<serde_json::Value> {
    let text = table(path).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).expect("an object")).collect()
}

/// Says how many rows were held against the code, so that a table that changed shape does not pass
/// by silence.
#[track_caller]
fn held(path: &str, found: usize, expected: usize) {
    let present = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors").join(path).exists();
    assert_eq!(found, if present { expected } else { 0 }, "rows of {path} in scope");
}

fn number(text: &str) -> i32 {
    text.parse().unwrap_or_else(|_| panic!("{text} is not a number"))
}

/// The rounding a table calls `up` or `down`.
fn rounding(word: &str) -> MissingDay {
    match word {
        "up" => MissingDay::FirstOfNext,
        "down" => MissingDay::LastOfMonth,
        other => panic!("{other} is no rounding"),
    }
}

/// Months and days as java.time and Temporal give them, which mix two readings that are one choice
/// here: a month is not over before the first of the next (`FirstOfNext`), but days are counted on
/// from the last of the month (`LastOfMonth`).
fn months_and_days(from: Day, to: Day) -> (i32, i32) {
    let months = whole_months(from, to, MissingDay::FirstOfNext).expect("a rounding answers");
    let anchor = from.plus_months(months, MissingDay::LastOfMonth).expect("a rounding answers");
    (months, anchor.days_until(to))
}
