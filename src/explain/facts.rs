//! What a case says, fact by fact, for whoever checks what an answer rests on.

use super::said::{Column, Said, column};
use crate::case::{Case, End, Row, Value};
use crate::plan::{Fact, Plan, Type};
use crate::time::DayRange;

/// A fact of which a case says something.
#[derive(Clone, Debug)]
pub struct ToldFact {
    /// As the recueil declares it.
    pub name: String,
    /// What is said.
    pub said: ToldValue,
}

/// What a case says of a fact.
#[derive(Clone, Debug)]
pub enum ToldValue {
    /// A single value.
    One(Column),
    /// Rows, of which there may be none.
    Rows(Vec<ToldRow>),
}

/// A row of a case.
#[derive(Clone, Debug)]
pub struct ToldRow {
    /// `emplois[0]`
    pub path: String,
    /// For a period: its first day and its last.
    pub days: Option<(Option<DayRange>, Last)>,
    /// Its columns; a code that has a label is told with it.
    pub columns: Vec<Column>,
}

/// The last day of a period, as a case says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Last {
    /// It goes on.
    Ongoing,
    /// It ended, or will end, on this day.
    On(DayRange),
    /// Nothing is said.
    Unknown,
}

/// The facts of which a case says something, in the order of the recueil.
pub fn told_facts(plan: &Plan, case: &Case) -> Vec<ToldFact> {
    let one = |(fact, value): (&Fact, &Value)| {
        let said = match value {
            Value::Unknown => return None,
            Value::Rows(rows) => ToldValue::Rows(
                rows.iter().enumerate().map(|(index, row)| told_row(plan, case, fact, (index, row))).collect(),
            ),
            Value::Truth(_) | Value::Number(_) | Value::Date(_) | Value::Symbol(_) | Value::Length(_) => {
                ToldValue::One(column(plan, case, fact, value))
            }
        };
        Some(ToldFact { name: fact.name.clone(), said })
    };
    plan.facts.iter().zip(&case.facts).filter_map(one).collect()
}

fn told_row(plan: &Plan, case: &Case, fact: &Fact, (index, row): (usize, &Row)) -> ToldRow {
    let columns = fact.columns.iter().zip(&row.columns);
    ToldRow {
        path: format!("{}[{index}]", fact.name),
        days: (fact.kind == Type::Periods).then_some((
            row.start,
            match row.end {
                End::Ongoing => Last::Ongoing,
                End::Known(days) => Last::On(days),
                End::Unknown => Last::Unknown,
            },
        )),
        columns: columns.map(|(known, value)| labelled(plan, column(plan, case, known, value), value)).collect(),
    }
}

/// « Cuisiniers (S1Z40) »
fn labelled(plan: &Plan, column: Column, value: &Value) -> Column {
    let (Value::Symbol(code), Said::Text(text)) = (value, &column.value) else { return column };
    match plan.symbols.label(*code) {
        Some(label) => Column { value: Said::Text(format!("{label} ({text})")), ..column },
        None => column,
    }
}
