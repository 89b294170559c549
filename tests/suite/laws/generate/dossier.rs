//! Dossiers of any recueil.

use std::collections::BTreeSet;

use alinea::case::{Case, End, Row, Value};
use alinea::plan::{ConventionId, Fact, Part, Plan, Type, Version};
use alinea::query::Request;
use alinea::time::{Day, DayRange};
use alinea::value::Decimal;

use super::choices::Choices;
use super::{Gapped, open, places};

/// A dossier of a plan, the same with gaps, and a request.
pub fn dossier(plan: &Plan, made: &[u16]) -> Gapped {
    let choices = &mut Choices::new(made);
    let mut request = Request::new(plan);
    for (index, convention) in plan.conventions.iter().enumerate() {
        // Half of the requests follow the default of a convention.
        let option = if choices.once_in(2) { choices.pick(convention.options.len()) } else { 0 };
        request.reading = request.reading.with(ConventionId(index as u32), option).expect("the option exists");
    }
    let mut full = Case::unknown(plan, "essai");
    for (index, fact) in plan.facts.iter().enumerate() {
        full.facts[index] = value(plan, fact, choices);
    }
    // What is left to the prefect has mostly not been decided yet.
    let parts = |version: &Version| [version.routes.clone(), version.obstacles.clone()].concat();
    let left = plan.versions.iter().flat_map(parts).filter(|part: &Part| part.discretionary);
    let left: BTreeSet<String> = left.map(|part| part.name).collect();
    for name in left {
        if choices.once_in(4) {
            full.admitted.push((name, choices.once_in(2)));
        }
    }
    let mut gapped = full.clone();
    for place in places(&full) {
        open(&mut gapped, place, choices.pick(5) as u8);
    }
    Gapped { full, gapped, request }
}

fn value(plan: &Plan, fact: &Fact, choices: &mut Choices) -> Value {
    let number = |choices: &mut Choices, texts: &[&str]| Decimal::parse(choices.of(texts)).expect("a number");
    match &fact.kind {
        Type::Truth => Value::Truth(choices.once_in(2)),
        Type::Number if fact.whole => Value::Number(number(choices, &["2", "0", "1", "3", "4", "5", "7"])),
        Type::Number => Value::Number(number(choices, &["2", "0", "1", "2,5", "3", "7"])),
        Type::Amount => Value::Number(number(choices, &["1500", "0", "999,99", "1000", "1500,01", "2000"])),
        Type::Percent => Value::Number(number(choices, &["55", "0", "12,5", "100"]).percent()),
        Type::Date => Value::Date(DayRange::exact(day(choices))),
        Type::Months => Value::Length(choices.of(&[6, 0, 2, 3, 11, 12])),
        Type::Days => Value::Length(choices.of(&[30, 0, 29, 31])),
        Type::Enumeration(options) | Type::Scale(options) => Value::Symbol(options[choices.pick(options.len())]),
        Type::Text | Type::Code => {
            let text = choices.of(&["A1", "B2", "C3", "Lyon", "Brest", "Paris"]);
            plan.symbols.get(text).map_or(Value::Unknown, Value::Symbol)
        }
        Type::Periods | Type::Rows => {
            let mut rows: Vec<Row> = Vec::new();
            for _ in 0..choices.pick(5) {
                let next = row(plan, fact, rows.last(), choices);
                rows.push(next);
            }
            Value::Rows(rows)
        }
    }
}

fn row(plan: &Plan, fact: &Fact, before: Option<&Row>, choices: &mut Choices) -> Row {
    let columns = fact.columns.iter().map(|column| value(plan, column, choices)).collect();
    if fact.kind == Type::Rows {
        return Row { start: None, end: End::Unknown, columns };
    }
    let after = before.and_then(|row| match row.end {
        End::Known(end) => Some(end.last.plus_days(1)),
        _ => None,
    });
    let start = match (after, choices.pick(3)) {
        // Without a gap, or with one that is just tolerated, or just not.
        (Some(after), 0) => after.plus_days(choices.of(&[0, 0, 15, 16, 40, 41])),
        _ => day(choices),
    };
    let end = match choices.pick(3) {
        0 => End::Ongoing,
        _ => End::Known(DayRange::exact(start.plus_days(choices.of(&[364, 0, 29, 30, 59, 181, 800])))),
    };
    Row { start: Some(DayRange::exact(start)), end, columns }
}

/// A day close to what the rules look at.
fn day(choices: &mut Choices) -> Day {
    let ymd = |year, month, day| Day::from_ymd(year, month, day).expect("a day");
    let near = choices.of(&[
        ymd(2023, 6, 15),
        ymd(2021, 6, 15),
        ymd(2020, 1, 1),
        ymd(2022, 12, 31),
        ymd(2005, 6, 15),
        ymd(2000, 1, 1),
        ymd(2022, 4, 1),
        ymd(2024, 2, 29),
    ]);
    near.plus_days(choices.of(&[0, -1, 1, 200, -45, 30, -181]))
}
