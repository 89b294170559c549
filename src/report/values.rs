//! Values, lengths, days and rows as JSON.

use serde_json::{Map, Value, json};

use super::words;
use crate::eval::{Quantity, TermValue};
use crate::explain::{Column, RowReason, Said};
use crate::plan::Type;
use crate::time::{Day, DayRange, Interval, MonthLength, PER_DAY_OF_30, PER_MONTH};
use crate::value::{Bounds, Exact, format_decimal, format_exact};

/// A computed value. Numbers are decimal strings: JSON's own are not exact everywhere.
pub(super) fn value_json(value: &TermValue) -> Value {
    match value {
        TermValue::Unknown | TermValue::Lacking | TermValue::Symbol(_) => Value::Null,
        _ if !value.says_something() => Value::Null,
        TermValue::Truth(truth) => json!(truth),
        TermValue::Number(number) => bounds(number, |number| json!(format_decimal(*number))),
        TermValue::Date(_) => value.days().map_or(Value::Null, day_range),
        TermValue::Length(length) => bounds(length, whole),
    }
}

/// A value that is known; of another, what bounds it: `{"least": "12", "greatest": null}`.
pub(super) fn bounds<T: PartialOrd>(bounds: &Bounds<T>, write: impl Fn(&T) -> Value) -> Value {
    match bounds.known() {
        Some(known) => write(known),
        None => json!({ "least": bounds.least.as_ref().map(&write), "greatest": bounds.greatest.as_ref().map(&write) }),
    }
}

/// A length in whole months or in days; a part of a month is told as of a measure.
pub(super) fn whole(length: &Quantity) -> Value {
    match length {
        Quantity::Months(MonthLength { months, part: 0 }) => json!({ "months": months }),
        other => quantity(*other),
    }
}

/// `16000/3`, for a number that no decimal writes.
pub(super) fn fraction(number: Exact) -> Option<String> {
    Some(format_exact(number)).filter(|written| written.contains('/'))
}

/// The key of a type.
pub(super) fn type_key(of: &Type) -> &'static str {
    match of {
        Type::Amount => "amount",
        Type::Percent => "share",
        Type::Number => "number",
        Type::Date => "date",
        Type::Months | Type::Days => "length",
        _ => "other",
    }
}

/// A side of a comparison: its words, its type, its value.
pub(super) fn side(side: &Column) -> Value {
    let (value, exact) = match &side.value {
        Said::Unknown => (Value::Null, None),
        Said::Truth(truth) => (json!(truth), None),
        Said::Lacking => (Value::Null, None),
        Said::Number(number) => {
            let exact = number.known().copied().and_then(fraction);
            (bounds(number, |number| json!(format_decimal(*number))), exact)
        }
        Said::Date(days) => (day_range(*days), None),
        Said::Text(text) => (json!(text), None),
        Said::Length(length) => (bounds(length, whole), None),
        Said::Count(certain, possible) => (json!({ "certain": certain, "possible": possible }), None),
    };
    let name = Some(&side.name).filter(|name| !name.is_empty());
    json!({ "name": name, "type": type_key(&side.of), "value": value, "exact": exact })
}

pub(super) fn row(row: &RowReason) -> Value {
    json!({
        "path": row.path,
        "from": row.from.map(|day| day.to_string()),
        "to": row.to.map(|day| day.to_string()),
        "certain": row.certain,
        "reason": words::reason(row),
        "labels": row.labels,
    })
}

/// `{"months": 9, "days": 12}`; a remainder that is no whole number of thirtieths is an exact fraction of a month.
pub(super) fn quantity(quantity: Quantity) -> Value {
    match quantity {
        Quantity::Days(days) => json!({ "days": days }),
        Quantity::Months(length) => {
            let mut out = Map::new();
            out.insert("months".into(), json!(length.months));
            if length.part % PER_DAY_OF_30 == 0 {
                out.insert("days".into(), json!(length.part / PER_DAY_OF_30));
            } else {
                let fraction = num_rational::Ratio::new(length.part, PER_MONTH);
                out.insert("fraction".into(), json!(format!("{}/{}", fraction.numer(), fraction.denom())));
            }
            Value::Object(out)
        }
    }
}

/// The ISO day, or the first and last possible ones.
pub(super) fn day_range(days: DayRange) -> Value {
    if days.is_exact() {
        json!(days.first.to_string())
    } else {
        json!({ "from": days.first.to_string(), "to": days.last.to_string() })
    }
}

/// The first and the last day.
pub(super) fn interval(days: Interval) -> Value {
    json!({ "from": days.start.to_string(), "to": last(days.last()) })
}

/// The last day; `null` when there is none.
pub(super) fn last(day: Option<Day>) -> Option<String> {
    day.filter(|day| *day < Day::LAST).map(|day| day.to_string())
}
