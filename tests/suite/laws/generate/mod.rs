//! Dossiers of which everything is known, and the same with gaps; recueils of every sentence form.

mod choices;
mod dossier;
mod recueil;

use std::fmt;
use std::sync::Arc;

use alinea::case::{Case, End, Place, Row, Value};
use alinea::plan::{ConventionId, FactId, Plan, Type};
use alinea::query::Request;
use alinea::time::{Day, DayRange};
use proptest::prelude::*;

/// A dossier without gaps, the same with gaps, and a request: any reading of the conventions.
#[derive(Clone, Debug)]
pub struct Gapped {
    pub full: Case,
    pub gapped: Case,
    pub request: Request,
}

impl Gapped {
    /// The places that are known in full and not any more.
    pub fn gaps(&self) -> Vec<Place> {
        places(&self.full).into_iter().filter(|place| get(&self.full, *place) != get(&self.gapped, *place)).collect()
    }

    /// The gapped case with what the full one knows at some places.
    pub fn filled(&self, places: &[Place]) -> Case {
        let mut case = self.gapped.clone();
        for place in places {
            copy(&self.full, &mut case, *place);
        }
        case
    }
}

/// A recueil, and a dossier of it with gaps.
pub struct Generated {
    pub plan: Arc<Plan>,
    pub rules: String,
    pub case: Gapped,
}

pub use recueil::files;

/// Any recueil with any dossier.
pub fn generated() -> impl Strategy<Value = Generated> {
    with_dossiers(1).prop_map(|mut made| made.remove(0))
}

/// Any recueil, once with each of up to so many dossiers, and with one at least.
pub fn with_dossiers(count: usize) -> impl Strategy<Value = Vec<Generated>> {
    (choices::choices(160), prop::collection::vec(choices::choices(200), 1..=count)).prop_map(|(rules, dossiers)| {
        let recueil::Recueil { plan, rules } = recueil::recueil(&rules);
        let generated = |facts: &Vec<u16>| {
            let case = dossier::dossier(&plan, facts);
            Generated { plan: Arc::clone(&plan), rules: rules.clone(), case }
        };
        dossiers.iter().map(generated).collect()
    })
}

impl fmt::Debug for Generated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let options = self.plan.conventions.iter().enumerate().map(|(index, convention)| {
            let option = self.case.request.reading.option(ConventionId(index as u32));
            format!("{} : {}", convention.name, convention.options[option].name)
        });
        let written = |case: &Case| alinea::case::write(&self.plan, case);
        let (full, gapped) = (written(&self.case.full), written(&self.case.gapped));
        let options: Vec<String> = options.collect();
        write!(f, "\n{}\n{}\n# whole\n{full}\n# with gaps\n{gapped}", self.rules, options.join("\n"))
    }
}

pub fn gapped(plan: &Plan) -> impl Strategy<Value = Gapped> {
    let parts = (0..2500, stays(), jobs(), prop::collection::vec(any::<bool>(), plan.facts.len()));
    let gaps = prop::collection::vec(0..4_u8, 64);
    let options = prop::collection::vec(0..12_usize, plan.conventions.len());
    let plan = plan.clone();
    (parts, gaps, options).prop_map(move |((filed, stays, jobs, truths), gaps, options)| {
        let mut full = Case::unknown(&plan, "essai");
        for (index, fact) in plan.facts.iter().enumerate() {
            full.facts[index] = match (&fact.kind, fact.name.as_str()) {
                (Type::Truth, _) => Value::Truth(truths[index]),
                (Type::Date, "date de dépôt") => Value::Date(DayRange::exact(day(1500 + filed))),
                (Type::Date, _) => Value::Date(DayRange::exact(day(1600 + filed))),
                (Type::Periods, "séjours") => Value::Rows(rows(&plan, FactId(index as u32), &stays)),
                (Type::Periods, _) => Value::Rows(rows(&plan, FactId(index as u32), &jobs)),
                _ => Value::Unknown,
            };
        }
        let mut gapped = full.clone();
        for (place, gap) in places(&full).into_iter().zip(gaps.into_iter().cycle()) {
            open(&mut gapped, place, gap);
        }
        let mut request = Request::new(&plan);
        for (index, option) in options.iter().enumerate() {
            let options = plan.conventions[index].options.len();
            // Half of the requests follow the default of a convention.
            let option = if option % 2 == 0 { 0 } else { option % options };
            request.reading = request.reading.with(ConventionId(index as u32), option).expect("the option exists");
        }
        Gapped { full, gapped, request }
    })
}

/// Days since 1 January 2017.
fn day(number: i32) -> Day {
    Day::from_ymd(2017, 1, 1).expect("a day").plus_days(number)
}

/// First day, length, whether it goes on, and choices for the columns.
type Span = (i32, i32, bool, Vec<usize>);

fn columns() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..8_usize, 4)
}

/// Stays that follow each other: they may not overlap.
fn stays() -> impl Strategy<Value = Vec<Span>> {
    prop::collection::vec((0..200, 30..1500, columns()), 0..4).prop_map(|parts| {
        let mut at = 0;
        let count = parts.len();
        let place = |(index, (gap, length, columns)): (usize, (i32, i32, Vec<usize>))| {
            let start = at + if gap < 100 { 0 } else { gap - 100 };
            at = start + length;
            (start, length, index + 1 == count && gap % 2 == 0, columns)
        };
        parts.into_iter().enumerate().map(place).collect()
    })
}

fn jobs() -> impl Strategy<Value = Vec<Span>> {
    prop::collection::vec((0..3500, prop_oneof![1..40, 200..800], any::<bool>(), columns()), 0..4)
}

fn rows(plan: &Plan, fact: FactId, spans: &[Span]) -> Vec<Row> {
    let row = |(start, length, ongoing, choices): &Span| Row {
        start: Some(DayRange::exact(day(*start))),
        end: if *ongoing { End::Ongoing } else { End::Known(DayRange::exact(day(start + length - 1))) },
        columns: plan.facts[fact.index()]
            .columns
            .iter()
            .zip(choices)
            .map(|(column, choice)| match (&column.kind, column.name.as_str()) {
                (Type::Enumeration(options) | Type::Scale(options), _) => {
                    Value::Symbol(options[choice % options.len()])
                }
                (_, "région") => symbol(plan, ["Bretagne", "Île-de-France"][choice % 2]),
                (_, "métier") => symbol(plan, ["A1Z40", "S1Z40", "T4Z60"][choice % 3]),
                _ => Value::Unknown,
            })
            .collect(),
    };
    spans.iter().map(row).collect()
}

fn symbol(plan: &Plan, text: &str) -> Value {
    plan.symbols.get(text).map_or(Value::Unknown, Value::Symbol)
}

fn places(case: &Case) -> Vec<Place> {
    let mut found = Vec::new();
    for (index, value) in case.facts.iter().enumerate() {
        let fact = FactId(index as u32);
        if let Value::Rows(rows) = value {
            for (row, values) in rows.iter().enumerate() {
                found.push(Place::Start { fact, row });
                found.push(Place::End { fact, row });
                found.extend((0..values.columns.len()).map(|column| Place::Column { fact, row, column }));
            }
        }
        found.push(Place::Fact(fact));
    }
    found
}

/// Loses what stands at a place: 0 and 1 leave it, 2 blurs a date, 3 forgets; whole lists are forgotten seldom.
fn open(case: &mut Case, place: Place, gap: u8) {
    let blurred = |range: DayRange| {
        let (year, month, day) = range.first.ymd();
        if day % 2 == 0 { DayRange::year(year) } else { DayRange::month(year, month).expect("a month") }
    };
    match place {
        Place::Fact(fact) => {
            let value = &mut case.facts[fact.index()];
            match (gap, &value) {
                (2, Value::Date(range)) => *value = Value::Date(blurred(*range)),
                (3, Value::Rows(rows)) if rows.len() != 1 => {}
                (3, _) => *value = Value::Unknown,
                _ => {}
            }
        }
        Place::Column { .. } | Place::Start { .. } | Place::End { .. } => {
            let Some(row) = row_mut(case, place) else {
                return;
            };
            match (place, gap) {
                (Place::Column { column, .. }, 3) => row.columns[column] = Value::Unknown,
                (Place::Column { column, .. }, 2) => {
                    if let Value::Date(range) = row.columns[column] {
                        row.columns[column] = Value::Date(blurred(range));
                    }
                }
                (Place::Start { .. }, 2) => row.start = row.start.map(blurred),
                (Place::Start { .. }, 3) => row.start = None,
                (Place::End { .. }, 2) => {
                    if let End::Known(range) = row.end {
                        row.end = End::Known(blurred(range));
                    }
                }
                (Place::End { .. }, 3) => row.end = End::Unknown,
                _ => {}
            }
        }
    }
}

fn row_mut(case: &mut Case, place: Place) -> Option<&mut Row> {
    let (Place::Column { fact, row, .. } | Place::Start { fact, row } | Place::End { fact, row }) = place else {
        return None;
    };
    match &mut case.facts[fact.index()] {
        Value::Rows(rows) => rows.get_mut(row),
        _ => None,
    }
}

/// What stands at a place, as words to compare.
fn get(case: &Case, place: Place) -> String {
    let value = |fact: FactId| &case.facts[fact.index()];
    match place {
        // A list that is known is looked at place by place.
        Place::Fact(fact) if matches!(value(fact), Value::Rows(_)) => "des lignes".to_string(),
        Place::Fact(fact) => format!("{:?}", value(fact)),
        Place::Column { fact, row, .. } | Place::Start { fact, row } | Place::End { fact, row } => {
            let row = match value(fact) {
                Value::Rows(rows) => rows.get(row),
                _ => None,
            };
            match (place, row) {
                (Place::Column { column, .. }, Some(row)) => format!("{:?}", row.columns[column]),
                (Place::Start { .. }, Some(row)) => format!("{:?}", row.start),
                (_, Some(row)) => format!("{:?}", row.end),
                (_, None) => "rien".to_string(),
            }
        }
    }
}

fn copy(from: &Case, to: &mut Case, place: Place) {
    if let Place::Fact(fact) = place {
        to.facts[fact.index()] = from.facts[fact.index()].clone();
        return;
    }
    let mut source = from.clone();
    let (Some(known), Some(row)) = (row_mut(&mut source, place).cloned(), row_mut(to, place)) else {
        return;
    };
    match place {
        Place::Column { column, .. } => row.columns[column] = known.columns[column].clone(),
        Place::Start { .. } => row.start = known.start,
        _ => row.end = known.end,
    }
}
