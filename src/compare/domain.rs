//! The values of a fact that rules may tell apart, and the dossiers made of them.
//!
//! For each fact what the rules hold it against gives a short list of values, on, just below and just above: its
//! domain. Periods are built from the thresholds and windows that lie before the day of assessment, alone, in pairs and
//! around an excluded stretch.

use std::collections::{BTreeMap, BTreeSet};

use crate::case::{Case, End, Row, Value};
use crate::plan::{Fact, Plan, Type};
use crate::time::{Day, DayRange, MissingDay};
use crate::value::{Decimal, Exact};

/// More values than this are not tried for one fact.
const MAX_VALUES: usize = 400;
/// More kinds of rows than this are not told apart.
const MAX_CLASSES: usize = 12;

/// What the rules of both sides hold one fact, or one column, against.
#[derive(Clone, Debug, Default)]
pub(super) struct Needs {
    pub(super) numbers: BTreeSet<Exact>,
    pub(super) days: BTreeSet<Day>,
    pub(super) words: BTreeSet<String>,
    pub(super) lengths: BTreeSet<i32>,
    pub(super) thresholds: BTreeSet<(bool, i32)>,
    pub(super) windows: BTreeSet<(bool, i32)>,
    pub(super) counts: BTreeSet<u32>,
    pub(super) gaps: BTreeSet<i32>,
    pub(super) columns: BTreeMap<String, Needs>,
    /// Values that columns take together: keys of lists.
    pub(super) keys: BTreeSet<Vec<(String, String)>>,
}

/// A value that does not depend on a plan.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Abstract {
    Truth(bool),
    Number(Exact),
    Day(Day),
    Word(String),
    Length(i32),
    Rows(Vec<AbstractRow>),
}

/// A row with its last day; none while it goes on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct AbstractRow {
    pub(super) start: Day,
    pub(super) last: Option<Day>,
    pub(super) columns: Vec<(String, Abstract)>,
}

/// Values by the names of facts.
pub(super) type Dossier = BTreeMap<String, Abstract>;

/// The values of a fact that rules with these needs may tell apart on a day of assessment, simplest first.
pub(super) fn domain(plan: &Plan, needs: &Needs, fact: &Fact, day: Day) -> Vec<Abstract> {
    let mut values = match fact.kind {
        Type::Periods => periods(plan, needs, fact, day),
        Type::Rows => rows(plan, needs, fact, day),
        _ => scalars(plan, needs, fact, day),
    };
    values.truncate(MAX_VALUES);
    values
}

/// The day so far before another.
fn before(day: Day, (in_days, length): (bool, i32)) -> Day {
    if in_days {
        return day.plus_days(-length);
    }
    // The last day of a shorter month stands for a day that it lacks.
    day.plus_months(-length, MissingDay::LastOfMonth).unwrap_or(day)
}

fn scalars(plan: &Plan, needs: &Needs, fact: &Fact, day: Day) -> Vec<Abstract> {
    let around = |value: &Exact, step: Exact| [*value - step, *value, *value + step];
    match &fact.kind {
        Type::Truth => vec![Abstract::Truth(false), Abstract::Truth(true)],
        Type::Number | Type::Amount | Type::Percent => {
            let step = match fact.kind {
                Type::Number => Exact::from_integer(1),
                _ => Exact::new(1, 100),
            };
            let mut values: BTreeSet<Exact> = needs.numbers.iter().flat_map(|value| around(value, step)).collect();
            if fact.whole {
                values = values.iter().flat_map(|value| [value.floor(), value.ceil()]).collect();
            }
            // Shares of what is nothing are nothing; a cap shows beyond all that is written.
            let ordinary = if fact.kind == Type::Percent { 1 } else { 1000 };
            let beyond = values.last().map(|greatest| *greatest * Exact::from_integer(10));
            values.extend([Exact::from_integer(0), Exact::from_integer(ordinary)]);
            values.extend(beyond);
            values.into_iter().filter(|value| *value >= Exact::from_integer(0)).map(Abstract::Number).collect()
        }
        Type::Date => {
            let mut values: BTreeSet<Day> =
                needs.days.iter().flat_map(|at| [at.plus_days(-1), *at, at.plus_days(1)]).collect();
            for threshold in &needs.thresholds {
                let at = before(day, *threshold);
                values.extend([at.plus_days(-1), at, at.plus_days(1)]);
            }
            values.extend([day, day.plus_days(1), before(day, (false, -12))]);
            values.into_iter().map(Abstract::Day).collect()
        }
        Type::Months | Type::Days => {
            let mut values: BTreeSet<i32> = needs.lengths.iter().flat_map(|at| [at - 1, *at, at + 1]).collect();
            values.extend([0, 12]);
            values.into_iter().filter(|value| *value >= 0).map(Abstract::Length).collect()
        }
        Type::Text | Type::Code => {
            let mut values: Vec<String> = needs.words.iter().cloned().collect();
            values.push("autre".to_string());
            values.into_iter().map(Abstract::Word).collect()
        }
        Type::Scale(options) => {
            let words = options.iter().filter_map(|option| plan.symbols.text(*option));
            words.map(|word| Abstract::Word(word.to_string())).collect()
        }
        Type::Enumeration(options) => {
            let words = options.iter().filter_map(|option| plan.symbols.text(*option));
            let (named, rest): (Vec<&str>, Vec<&str>) = words.partition(|word| needs.words.contains(*word));
            // One word stands for all that no rule names.
            rest.into_iter().take(1).chain(named).map(|word| Abstract::Word(word.to_string())).collect()
        }
        Type::Periods | Type::Rows => Vec::new(),
    }
}

/// The kinds of rows that the rules tell apart: one for each combination of column values.
fn classes(plan: &Plan, needs: &Needs, fact: &Fact, day: Day) -> Vec<Vec<(String, Abstract)>> {
    let key = |key: &Vec<(String, String)>| -> Vec<(String, Abstract)> {
        key.iter().map(|(column, word)| (column.clone(), Abstract::Word(word.clone()))).collect()
    };
    let mut classes: Vec<Vec<(String, Abstract)>> = needs.keys.iter().map(key).collect();
    let covered: BTreeSet<String> = classes.iter().flatten().map(|(column, _)| column.clone()).collect();
    if classes.is_empty() {
        classes.push(Vec::new());
    }
    for column in fact.columns.iter().filter(|column| !covered.contains(&column.name)) {
        let Some(needs) = needs.columns.get(&column.name) else { continue };
        let values = scalars(plan, needs, column, day);
        let longer = values.iter().flat_map(|value| {
            classes.iter().map(move |class| {
                let mut class = class.clone();
                class.push((column.name.clone(), value.clone()));
                class
            })
        });
        classes = longer.collect();
    }
    spread(classes, MAX_CLASSES)
}

/// At most so many of all combinations, the first one among them, so that each part takes as many of its values as it
/// can.
pub(super) fn spread<T: Clone>(all: Vec<T>, most: usize) -> Vec<T> {
    let count = all.len();
    if count <= most {
        return all;
    }
    // Steps of about the golden section, which no row of combinations is a multiple of.
    let common = |mut one: usize, mut other: usize| {
        while other > 0 {
            (one, other) = (other, one % other);
        }
        one
    };
    let near = count * 618 / 1000;
    let step = (near..count).find(|step| common(*step, count) == 1).unwrap_or(1);
    (0..most).map(|index| all[index * step % count].clone()).collect()
}

fn rows(plan: &Plan, needs: &Needs, fact: &Fact, day: Day) -> Vec<Abstract> {
    let counts: BTreeSet<u32> =
        needs.counts.iter().flat_map(|count| [count.saturating_sub(1), *count, count + 1]).chain([0, 1]).collect();
    let mut values = Vec::new();
    for class in classes(plan, needs, fact, day) {
        for count in &counts {
            let row = AbstractRow { start: day, last: None, columns: class.clone() };
            values.push(Abstract::Rows(vec![row; *count as usize]));
        }
    }
    values
}

/// Periods before a day of assessment: none; one that goes on or has ended; two; one around an excluded stretch.
fn periods(plan: &Plan, needs: &Needs, fact: &Fact, day: Day) -> Vec<Abstract> {
    let classes = classes(plan, needs, fact, day);
    let mut spans: Vec<Vec<(Day, Option<Day>, usize)>> = vec![Vec::new()];
    let ends: BTreeSet<(bool, i32)> = needs.windows.clone();
    let lengths: Vec<(bool, i32)> = needs.thresholds.iter().chain(&needs.windows).copied().collect();
    let starts = |end: Day| -> BTreeSet<Day> {
        let mut starts: BTreeSet<Day> = lengths.iter().map(|length| before(end, *length)).collect();
        starts.extend(lengths.iter().map(|length| before(end, *length).plus_days(1)));
        // From the end of a month of 31 days to the end of February.
        if end.ymd().1 == 2 && end.ymd().2 == 28 {
            starts.extend(lengths.iter().map(|length| before(end, *length).plus_days(3)));
        }
        // Thirty days a month, for conventions that count so.
        let months = needs.thresholds.iter().filter(|(in_days, _)| !in_days);
        starts.extend(months.flat_map(|(_, length)| [end.plus_days(-30 * length), end.plus_days(1 - 30 * length)]));
        starts.retain(|start| *start < end);
        starts
    };
    let mut singles: Vec<(Day, Option<Day>)> = starts(day).into_iter().map(|start| (start, None)).collect();
    for end in [day].into_iter().chain(ends.iter().map(|window| before(day, *window))) {
        singles.extend(starts(end).into_iter().map(|start| (start, Some(end.plus_days(-1)))));
    }
    for at in &needs.days {
        singles.extend([(at.plus_days(-1), None), (*at, None), (at.plus_days(1), None)]);
        singles.extend([(at.plus_days(-40), Some(*at)), (at.plus_days(-40), Some(at.plus_days(1)))]);
        singles.push((at.plus_days(-40), Some(at.plus_days(-1))));
    }
    let length = |(start, last): (Day, Option<Day>)| last.unwrap_or(day).number() - start.number();
    singles.sort_by_key(|span| length(*span));
    singles.dedup();
    for class in 0..classes.len() {
        spans.extend(singles.iter().map(|(start, last)| vec![(*start, *last, class)]));
    }
    let ongoing: Vec<Day> = singles.iter().filter(|(_, last)| last.is_none()).map(|(start, _)| *start).collect();
    let mut several = Vec::new();
    for newer in &ongoing {
        let gaps = needs.gaps.iter().map(|gap| newer.plus_days(-gap));
        let borders = ends.iter().map(|window| before(day, *window)).filter(|end| end < newer);
        for end in [*newer].into_iter().chain(gaps).chain(borders) {
            let mut olds: BTreeSet<Day> = starts(end);
            // Together with the newer one.
            olds.extend(starts(day).into_iter().filter(|start| *start < end));
            for old in olds {
                for (older, newest) in (0..classes.len()).flat_map(|a| (0..classes.len()).map(move |b| (a, b))) {
                    several.push(vec![(old, Some(end.plus_days(-1)), older), (*newer, None, newest)]);
                }
            }
        }
    }
    if classes.len() > 1 {
        // An excluded month, half a year before the day.
        let (from, to) = (before(day, (false, 7)), before(day, (false, 6)));
        for (a, b) in (0..classes.len()).flat_map(|a| (0..classes.len()).map(move |b| (a, b))).filter(|(a, b)| a != b) {
            for start in starts(day).into_iter().flat_map(|start| [start, before(start, (false, 1))]) {
                if start < from {
                    several.push(vec![
                        (start, Some(from.plus_days(-1)), a),
                        (from, Some(to.plus_days(-1)), b),
                        (to, None, a),
                    ]);
                }
            }
        }
    }
    let counts = needs.counts.iter().flat_map(|count| [*count, count.saturating_sub(1), count + 1]);
    for count in counts {
        let row = |index: u32| (day.plus_days(-10 - 30 * index as i32), Some(day.plus_days(-5 - 30 * index as i32)), 0);
        several.push((0..count).map(row).collect());
    }
    several.sort_by_key(|rows| (rows.len(), rows.iter().map(|(start, last, _)| length((*start, *last))).sum::<i32>()));
    several.dedup();
    // Those with the fewest days may all say the same: some of every length are kept.
    let room = MAX_VALUES.saturating_sub(spans.len()).max(MAX_VALUES / 4);
    let step = several.len().div_ceil(room).max(1);
    spans.truncate(MAX_VALUES - MAX_VALUES / 4);
    spans.extend(several.into_iter().step_by(step));
    let row = |(start, last, class): (Day, Option<Day>, usize)| AbstractRow {
        start,
        last,
        columns: classes.get(class).cloned().unwrap_or_default(),
    };
    spans.into_iter().map(|rows| Abstract::Rows(rows.into_iter().map(row).collect())).collect()
}

/// The dossier as a plan's facts hold it; facts that the plan does not know are left out.
pub(super) fn case(plan: &Plan, name: &str, dossier: &Dossier) -> Case {
    let mut case = Case::unknown(plan, name);
    for (index, fact) in plan.facts.iter().enumerate() {
        if let Some(value) = dossier.get(&fact.name) {
            case.facts[index] = instance(plan, &mut case.texts, fact, value).unwrap_or(Value::Unknown);
        }
    }
    case
}

fn instance(plan: &Plan, texts: &mut Vec<String>, fact: &Fact, value: &Abstract) -> Option<Value> {
    Some(match (value, &fact.kind) {
        (Abstract::Truth(truth), Type::Truth) => Value::Truth(*truth),
        (Abstract::Number(number), Type::Number | Type::Amount | Type::Percent) => {
            Value::Number(Decimal::try_from(*number).ok()?)
        }
        (Abstract::Day(day), Type::Date) => Value::Date(DayRange::exact(*day)),
        (Abstract::Length(length), Type::Months | Type::Days) => Value::Length(*length),
        (Abstract::Word(word), Type::Enumeration(options) | Type::Scale(options)) => {
            Value::Symbol(plan.symbols.get(word).filter(|symbol| options.contains(symbol))?)
        }
        (Abstract::Word(word), Type::Text | Type::Code) => Value::Symbol(match plan.symbols.get(word) {
            Some(symbol) => symbol,
            None => {
                let at = texts.iter().position(|known| known == word).unwrap_or_else(|| {
                    texts.push(word.clone());
                    texts.len() - 1
                });
                crate::plan::Symbol((plan.symbols.len() + at) as u32)
            }
        }),
        (Abstract::Rows(rows), Type::Periods | Type::Rows) => {
            let dated = fact.kind == Type::Periods;
            let mut found = Vec::new();
            for row in rows {
                let mut columns = vec![Value::Unknown; fact.columns.len()];
                for (name, value) in &row.columns {
                    if let Some(at) = fact.columns.iter().position(|column| column.name == *name) {
                        columns[at] = instance(plan, texts, &fact.columns[at], value)?;
                    }
                }
                found.push(Row {
                    start: dated.then(|| DayRange::exact(row.start)),
                    end: row.last.map_or(End::Ongoing, |last| End::Known(DayRange::exact(last))),
                    columns,
                });
            }
            Value::Rows(found)
        }
        _ => return None,
    })
}
