//! Rows of publicodes/publicodes: durations between two dates, months in proportion to the days
//! they cover.
//!
//! Out of scope: civil quarters and civil years, which no convention here counts.

use alinea::time::{DaySet, Interval, MissingDay, MonthLength, PER_MONTH, pro_rata, whole_months};

use super::super::support::day;
use super::{held, number, table};

/// The length written `1/31 + 1/29`.
fn length(text: &str) -> MonthLength {
    let units: i32 = text
        .split(" + ")
        .map(|share| match share.split_once('/') {
            Some((covered, len)) => number(covered) * (PER_MONTH / number(len)),
            None => number(share) * PER_MONTH,
        })
        .sum();
    MonthLength { months: units / PER_MONTH, part: units % PER_MONTH }
}

#[test]
fn durations() {
    let path = "publicodes/duree.json";
    let text = table(path).unwrap_or_else(|| "[]".to_owned());
    let rows: Vec<serde_json::Value> = serde_json::from_str(&text).expect("rows");
    let mut seen = 0;
    for row in &rows {
        let cell = |name: &str| row[name].as_str().unwrap_or_default();
        let expected = row["expected"].to_string();
        let expected = expected.trim_matches('"');
        let (from, to) = (day(cell("depuis")), day(cell("jusqua")));
        match cell("unit") {
            "jour" => assert_eq!(from.days_until(to), number(expected), "{row}"),
            "an" => {
                // Every row is a whole number of years.
                let months = whole_months(from, to, MissingDay::Refuse);
                assert_eq!(months, Ok(number(expected) * 12), "{row}");
            }
            "mois (prorata)" => {
                let days = DaySet::from(Interval::inclusive(from, to));
                assert_eq!(pro_rata(&days), length(expected), "{row}");
            }
            _ => continue,
        }
        seen += 1;
    }
    held(path, seen, 10);
}
