//! Terms.

use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub};

use super::{Cause, Evaluator, Recorder};
use crate::case::{Place, Value};
use crate::plan::{DefinitionBody, DefinitionId, FactId, Length, Symbol, TermId, TermKind, Type};
use crate::syntax::ast::{Arithmetic, Rounding};
use crate::time::{Day, DayRange};
use crate::value::{Exact, Truth};

/// The value of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TermValue {
    /// Not known.
    Unknown,
    /// `oui` or `non`
    Truth(bool),
    /// A number, an amount, a percentage.
    Number(Exact),
    /// A date, perhaps known to the month or year only.
    Date(DayRange),
    /// A text.
    Symbol(Symbol),
    /// A length.
    Length(Length),
}

impl TermValue {
    /// Whether two values differ however the gaps are filled.
    pub(super) fn disagrees(self, other: TermValue) -> bool {
        match (self, other) {
            (TermValue::Unknown, _) | (_, TermValue::Unknown) => false,
            (TermValue::Date(one), TermValue::Date(other)) => one.last < other.first || other.last < one.first,
            (one, other) => one != other,
        }
    }

    /// What holds in either of two worlds.
    pub(super) fn join(self, other: TermValue) -> TermValue {
        match (self, other) {
            (one, other) if one == other => one,
            (TermValue::Date(one), TermValue::Date(other)) => {
                TermValue::Date(DayRange { first: one.first.min(other.first), last: one.last.max(other.last) })
            }
            _ => TermValue::Unknown,
        }
    }
}

impl<R: Recorder> Evaluator<'_, R> {
    pub(super) fn term(&mut self, id: TermId) -> TermValue {
        let plan = self.plan;
        let term = &plan.terms[id.index()];
        match &term.kind {
            TermKind::Number(value) => {
                self.recorder.computed(id);
                TermValue::Number(*value)
            }
            TermKind::Day(day) => TermValue::Date(DayRange::exact(*day)),
            TermKind::Length(length) => TermValue::Length(*length),
            TermKind::Symbol(symbol) => TermValue::Symbol(*symbol),
            TermKind::Fact(fact) => {
                let value = self.case.value(*fact);
                if R::ON && is_open(value) {
                    self.recorder.cause(|| Cause::At(Place::Fact(*fact)));
                }
                from_case(value, &term.of)
            }
            TermKind::Column(fact, column) => self.column(*fact, *column, &term.of),
            TermKind::Defined(definition) => match plan.definitions[definition.index()].body {
                DefinitionBody::Term(term) => self.defined_term(*definition, term),
                DefinitionBody::Condition(condition) => match self.defined_condition(*definition, condition) {
                    Truth::Yes => TermValue::Truth(true),
                    Truth::No => TermValue::Truth(false),
                    _ => TermValue::Unknown,
                },
                DefinitionBody::Set(_) => TermValue::Unknown,
            },
            TermKind::Binary(operator, left, right) => {
                let (left, right) = (self.term(*left), self.term(*right));
                self.arithmetic(id, *operator, left, right)
            }
            TermKind::Smallest(terms) => self.extreme(terms, true),
            TermKind::Largest(terms) => self.extreme(terms, false),
            TermKind::Shift(by, from) => {
                let from = self.term(*from);
                self.shift(*by, from)
            }
            TermKind::AssessmentDay => {
                self.assessment_day().map_or(TermValue::Unknown, |day| TermValue::Date(DayRange::exact(day)))
            }
            TermKind::Rounded(inner, way) => match self.term(*inner) {
                TermValue::Number(value) => TermValue::Number(match way {
                    Rounding::Nearest => value.round(),
                    Rounding::Up => value.ceil(),
                    Rounding::Down => value.floor(),
                }),
                other => other,
            },
            TermKind::Bands(of, bands) => self.bands(id, *of, bands),
            TermKind::Excepted(base, cases) => self.excepted(*base, cases),
        }
    }

    /// What a definition stands for, computed once.
    pub(super) fn defined_term(&mut self, definition: DefinitionId, term: TermId) -> TermValue {
        self.once(definition, |scratch| &mut scratch.terms, |evaluator| evaluator.term(term))
    }

    /// Where the dossier says what the term is, when it is a fact or a column of the row at hand.
    #[inline]
    pub(super) fn place(&self, id: TermId) -> Option<Place> {
        match self.plan.terms[id.index()].kind {
            TermKind::Column(fact, column) => Some(Place::Column { fact, row: self.row?.1?, column }),
            TermKind::Fact(fact) => Some(Place::Fact(fact)),
            TermKind::Number(_)
            | TermKind::Day(_)
            | TermKind::Length(_)
            | TermKind::Symbol(_)
            | TermKind::Defined(_)
            | TermKind::Binary(..)
            | TermKind::Smallest(_)
            | TermKind::Largest(_)
            | TermKind::Shift(..)
            | TermKind::AssessmentDay
            | TermKind::Rounded(..)
            | TermKind::Bands(..)
            | TermKind::Excepted(..) => None,
        }
    }

    /// What the dossier says there.
    #[inline]
    pub(super) fn given(&self, id: TermId) -> Option<&Value> {
        match self.place(id)? {
            Place::Fact(fact) => Some(self.case.value(fact)),
            Place::Column { fact, row, column } => Some(&self.case.rows(fact)?[row].columns[column]),
            Place::Start { .. } | Place::End { .. } => None,
        }
    }

    fn column(&mut self, fact: FactId, column: usize, of: &Type) -> TermValue {
        // INVARIANT: `check` compiles columns only inside conditions on rows of their fact.
        let row = self.row.and_then(|(_, row)| row);
        let rows = self.case.rows(fact);
        match (row, rows) {
            (Some(row), Some(rows)) => {
                let value = &rows[row].columns[column];
                if R::ON && is_open(value) {
                    self.recorder.cause(|| Cause::At(Place::Column { fact, row, column }));
                }
                from_case(value, of)
            }
            _ => {
                self.recorder.cause(|| Cause::At(Place::Fact(fact)));
                TermValue::Unknown
            }
        }
    }

    fn arithmetic(&mut self, id: TermId, operator: Arithmetic, left: TermValue, right: TermValue) -> TermValue {
        let result = match (left, right) {
            (TermValue::Unknown, _) | (_, TermValue::Unknown) => return TermValue::Unknown,
            (TermValue::Number(a), TermValue::Number(b)) => match operator {
                Arithmetic::Add => a.checked_add(&b),
                Arithmetic::Subtract => a.checked_sub(&b),
                Arithmetic::Multiply => a.checked_mul(&b),
                Arithmetic::Divide if b == Exact::from_integer(0) => None,
                Arithmetic::Divide => a.checked_div(&b),
            }
            .map(TermValue::Number),
            (TermValue::Length(a), TermValue::Length(b)) => add_lengths(operator, a, b).map(TermValue::Length),
            _ => None,
        };
        result.unwrap_or_else(|| {
            self.recorder.cause(|| Cause::Arithmetic(id));
            TermValue::Unknown
        })
    }

    fn extreme(&mut self, terms: &[TermId], smallest: bool) -> TermValue {
        let keep = |a: TermValue, b: TermValue| {
            let a_first = match (&a, &b) {
                (TermValue::Number(x), TermValue::Number(y)) => x <= y,
                (TermValue::Date(x), TermValue::Date(y)) => {
                    let pick = |p: Day, q: Day| if smallest { p.min(q) } else { p.max(q) };
                    let range = DayRange::new(pick(x.first, y.first), pick(x.last, y.last));
                    return range.map_or(TermValue::Unknown, TermValue::Date);
                }
                (TermValue::Length(Length::Months(x)), TermValue::Length(Length::Months(y)))
                | (TermValue::Length(Length::Days(x)), TermValue::Length(Length::Days(y))) => x <= y,
                _ => return TermValue::Unknown,
            };
            if a_first == smallest { a } else { b }
        };
        terms.iter().map(|term| self.term(*term)).reduce(keep).unwrap_or(TermValue::Unknown)
    }

    fn shift(&mut self, by: Length, from: TermValue) -> TermValue {
        let TermValue::Date(range) = from else { return TermValue::Unknown };
        let moved = match by {
            Length::Days(days) => DayRange::new(range.first.plus_days(days), range.last.plus_days(days)),
            Length::Months(months) => self.plus_months(range, months),
        };
        moved.map_or(TermValue::Unknown, TermValue::Date)
    }
}

fn add_lengths(operator: Arithmetic, a: Length, b: Length) -> Option<Length> {
    let combine = |a: i32, b: i32| match operator {
        Arithmetic::Add => a.checked_add(b),
        Arithmetic::Subtract => a.checked_sub(b),
        _ => None,
    };
    match (a, b) {
        (Length::Months(a), Length::Months(b)) => combine(a, b).map(Length::Months),
        (Length::Days(a), Length::Days(b)) => combine(a, b).map(Length::Days),
        _ => None,
    }
}

/// Whether a value may still turn out to be another; a date known to the month or year may.
fn is_open(value: &Value) -> bool {
    match value {
        Value::Unknown => true,
        Value::Date(range) => !range.is_exact(),
        _ => false,
    }
}

fn from_case(value: &Value, of: &Type) -> TermValue {
    match value {
        Value::Unknown | Value::Rows(_) => TermValue::Unknown,
        Value::Truth(value) => TermValue::Truth(*value),
        Value::Number(value) => TermValue::Number(value.exact()),
        Value::Date(range) => TermValue::Date(*range),
        Value::Symbol(symbol) => TermValue::Symbol(*symbol),
        Value::Length(count) if *of == Type::Days => TermValue::Length(Length::Days(*count)),
        Value::Length(count) => TermValue::Length(Length::Months(*count)),
    }
}
