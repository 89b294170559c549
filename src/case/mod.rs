//! Dossiers: from YAML or JSON to the slots of the plan.
//!
//! In: bytes, and the plan whose facts they are read against. Out: a [`Case`], or every mistake with its path and
//! place. Never guesses and never defaults: what is absent is unknown, what is wrong is refused.

mod cells;
mod direct;
mod edit;
mod errors;
mod expected;
mod fill;
mod heard;
mod overlaps;
mod read;
mod reader;
mod scalar;
mod schema;
mod tree;
mod write;

pub use cells::{Cell, CellReader, admitted_part};
pub use direct::{Reader, Refused};
pub use edit::edit;
pub use expected::{Expectation, Expected, ExpectedPart, ExpectedValue};
pub use fill::{Filling, Place, fill};
pub use heard::{Heard, date as heard_date, heard, heard_end, heard_start, yes_or_no};
pub use read::{read, unreadable};
pub use schema::json_schema;
pub use write::{scalar, write};

use crate::plan::{ConventionId, FactId, Plan, Symbol};
use crate::time::{Day, DayRange, Interval};
use crate::value::Decimal;

/// Largest dossier, in bytes.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;

/// The facts of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Its name: what it says of itself, else the file's.
    pub name: String,
    /// Values by [`FactId`].
    pub facts: Vec<Value>,
    /// What the prefect admitted or refused, by the name of the part.
    pub admitted: Vec<(String, bool)>,
    /// What the recueil's own cases expect.
    pub expected: Vec<Expectation>,
    /// The options under which they expect it, where not the first of each convention.
    pub reading: Vec<(ConventionId, usize)>,
    /// Texts that no rule names; their symbols follow those of the plan.
    pub texts: Vec<String>,
}

impl Case {
    /// A case of which nothing is known.
    pub fn unknown(plan: &Plan, name: impl Into<String>) -> Case {
        Case {
            name: name.into(),
            facts: vec![Value::Unknown; plan.facts.len()],
            admitted: Vec::new(),
            expected: Vec::new(),
            reading: Vec::new(),
            texts: Vec::new(),
        }
    }

    /// The value of a fact.
    pub fn value(&self, fact: FactId) -> &Value {
        &self.facts[fact.index()]
    }

    /// The days that a date may be; `None` when the fact is unknown.
    pub fn date(&self, fact: FactId) -> Option<DayRange> {
        match self.value(fact) {
            Value::Date(range) => Some(*range),
            _ => None,
        }
    }

    /// The rows of a fact; `None` when the fact is unknown.
    pub fn rows(&self, fact: FactId) -> Option<&[Row]> {
        match self.value(fact) {
            Value::Rows(rows) => Some(rows),
            _ => None,
        }
    }

    /// The text of a symbol, of the plan or of this case.
    pub fn text<'a>(&'a self, plan: &'a Plan, symbol: Symbol) -> &'a str {
        plan.symbols
            .text(symbol)
            .or_else(|| self.texts.get(symbol.0 as usize - plan.symbols.len()).map(String::as_str))
            .unwrap_or("")
    }

    /// What the prefect decided on a part.
    pub fn admission(&self, part: &str) -> Option<bool> {
        self.admitted.iter().find(|(name, _)| name == part).map(|(_, admitted)| *admitted)
    }
}

/// The value of a fact or of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Absent, or said to be `inconnu`.
    Unknown,
    /// `oui` or `non`
    Truth(bool),
    /// A number, an amount, a percentage.
    Number(Decimal),
    /// A date, known to the day, the month or the year.
    Date(DayRange),
    /// An option, a code, a text.
    Symbol(Symbol),
    /// A length, in the unit of the fact.
    Length(i32),
    /// Rows.
    Rows(Vec<Row>),
}

/// One row: a period, or a row without dates.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The first day; `None` when nothing is known of it.
    pub start: Option<DayRange>,
    /// The last day.
    pub end: End,
    /// Values of the columns.
    pub columns: Vec<Value>,
}

/// The last day of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It goes on.
    Ongoing,
    /// It ended, or will end, on this day.
    Known(DayRange),
    /// Nothing is known.
    Unknown,
}

impl Row {
    /// Whether both ends are known to the day, or the period goes on.
    pub fn is_exact(&self) -> bool {
        self.start.is_some_and(DayRange::is_exact)
            && match self.end {
                End::Ongoing => true,
                End::Known(range) => range.is_exact(),
                End::Unknown => false,
            }
    }

    /// The days that the period covers however its dates are filled; both ends belong to a period.
    pub fn certain(&self) -> Interval {
        let Some(start) = self.start else { return Interval { start: Day::FIRST, end: Day::FIRST } };
        let last = match self.end {
            End::Ongoing => Day::LAST,
            End::Known(range) => range.first.max(start.first),
            // The period has at least its first day.
            End::Unknown => start.first,
        };
        Interval { start: start.last, end: last.plus_days(1).max(start.last) }
    }

    /// The days that some filling of its dates covers.
    pub fn possible(&self) -> Interval {
        let first = self.start.map_or(Day::FIRST, |start| start.first);
        let last = match self.end {
            End::Ongoing | End::Unknown => Day::LAST,
            End::Known(range) => range.last,
        };
        Interval { start: first, end: last.plus_days(1).max(first) }
    }
}
