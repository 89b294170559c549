//! Rows of dmn-tck/tck: the `date` function over a text or over year, month and day. Where FEEL
//! answers null with an error, there is no day here.
//!
//! Out of scope: instants cut down to their day; operands of other types or missing ones; years
//! written with a sign or more than four digits, and years beyond the five million a day number can
//! tell.

use alinea::time::Day;

use super::{held, lines};

/// The day, where the row is in scope and names one.
fn eval(expr: &str) -> Option<Option<Day>> {
    let args = expr.strip_prefix("date(")?.strip_suffix(')')?;
    let args: Vec<&str> = args.split(',').map(without_name).collect();
    match args.as_slice() {
        [text] => {
            let text = text.strip_prefix('"')?.strip_suffix('"')?;
            if text.starts_with("-") {
                return None;
            }
            Some(Day::parse_iso(text))
        }
        [year, month, day] => {
            let year: i32 = year.parse().ok()?;
            // No month and no day is below nought, and no row hopes for one.
            let part = |text: &str| text.parse::<i32>().ok().map(|part| u32::try_from(part).unwrap_or(0));
            Some(Day::from_ymd(year, part(month)?, part(day)?))
        }
        _ => None,
    }
}

/// The argument of `from:"2012-12-25"` or `year:2017`.
fn without_name(arg: &str) -> &str {
    let names = ["from:", "year:", "month:", "day:"];
    names.iter().find_map(|name| arg.strip_prefix(name)).unwrap_or(arg)
}

#[test]
fn the_date_function() {
    let path = "dmn-tck/date_parse.jsonl";
    let mut seen = 0;
    for row in lines(path) {
        let Some(found) = row["expr"].as_str().and_then(eval) else {
            continue;
        };
        assert_eq!(found.map(|day| day.to_string()).as_deref(), row["expected"].as_str(), "{row}");
        seen += 1;
    }
    held(path, seen, 25);
}
