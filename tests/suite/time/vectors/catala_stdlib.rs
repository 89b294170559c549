//! Rows of CatalaLang/catala, its standard library of dates.

use alinea::time::whole_months;

use super::super::support::day;
use super::{held, number, rounding, rows};

fn months(count: &str, unit: &str) -> i32 {
    match unit {
        "mois" => number(count),
        "an" => number(count) * 12,
        other => panic!("{other} is no unit"),
    }
}

#[test]
fn adding_and_subtracting() {
    let path = "catala-stdlib/add_sub_rounding.csv";
    let rows = rows(path);
    for row in &rows {
        let sign = if row[0] == "sub" { -1 } else { 1 };
        let found = day(&row[2]).plus_months(sign * months(&row[3], &row[4]), rounding(&row[1]));
        assert_eq!(found, Ok(day(&row[5])), "{row:?}");
    }
    held(path, rows.len(), 8);
}

/// « Assez âgé » is a length that is reached, « assez jeune » one that is not.
#[test]
fn age_thresholds() {
    let path = "catala-stdlib/age_threshold.csv";
    let rows = rows(path);
    for row in &rows {
        let (predicate, word) = row[0].rsplit_once('_').expect("a rounding");
        let (count, unit) = row[2].split_once(' ').expect("a unit");
        let reached =
            whole_months(day(&row[1]), day(&row[3]), rounding(word)).map(|found| found >= months(count, unit));
        let expected = (row[4] == "vrai") == (predicate == "old_enough");
        assert_eq!(reached, Ok(expected), "{row:?}");
    }
    held(path, rows.len(), 8);
}
