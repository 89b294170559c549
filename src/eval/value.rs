//! What terms come to: values, as far as the dossier tells them.

use super::Quantity;
use crate::case::{Expected, Value};
use crate::plan::{Length, Symbol, Type};
use crate::time::{Day, DayRange, MonthLength};
use crate::value::{Bounds, Comparison, Exact, Truth};

/// The value of a term: exact, or what it lies between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TermValue {
    /// Not known.
    Unknown,
    /// There is none: the first day of a set that is empty.
    Lacking,
    /// `oui` or `non`
    Truth(bool),
    /// A number, an amount, a percentage.
    Number(Bounds<Exact>),
    /// A date.
    Date(Bounds<Day>),
    /// A text.
    Symbol(Symbol),
    /// A length.
    Length(Bounds<Quantity>),
}

impl TermValue {
    /// As a dossier may expect it; `None` where answers tell no such value.
    pub fn as_expected(&self) -> Option<Expected> {
        match self {
            TermValue::Unknown => Some(Expected::Open),
            TermValue::Lacking => Some(Expected::Lacking),
            TermValue::Number(number) => Some(Expected::Number(*number)),
            TermValue::Date(day) => Some(Expected::Date(*day)),
            TermValue::Length(length) => lengths(length),
            TermValue::Truth(_) | TermValue::Symbol(_) => None,
        }
    }
}

/// A length in the unit of its ends; both are of one.
fn lengths(length: &Bounds<Quantity>) -> Option<Expected> {
    let months = |end: Option<Quantity>| match end {
        Some(Quantity::Months(length)) => Some(length),
        Some(Quantity::Days(_)) | None => None,
    };
    let days = |end: Option<Quantity>| match end {
        Some(Quantity::Days(days)) => Some(days),
        Some(Quantity::Months(_)) | None => None,
    };
    let Bounds { least, greatest, may_lack } = *length;
    match least.or(greatest) {
        None => Some(Expected::Open),
        Some(Quantity::Months(_)) => {
            Some(Expected::Months(Bounds { least: months(least), greatest: months(greatest), may_lack }))
        }
        Some(Quantity::Days(_)) => {
            Some(Expected::Days(Bounds { least: days(least), greatest: days(greatest), may_lack }))
        }
    }
}

impl From<DayRange> for TermValue {
    fn from(days: DayRange) -> TermValue {
        TermValue::Date(Bounds::between(days.first, days.last))
    }
}

impl From<Exact> for TermValue {
    fn from(number: Exact) -> TermValue {
        TermValue::Number(Bounds::exact(number))
    }
}

impl From<Length> for TermValue {
    fn from(length: Length) -> TermValue {
        TermValue::Length(Bounds::exact(length.into()))
    }
}

impl TermValue {
    /// What a dossier says. What it does not say of a number that is never negative is at least zero.
    pub(super) fn said(value: &Value, of: &Type, never_negative: bool) -> TermValue {
        match value {
            Value::Unknown if never_negative => match of {
                Type::Months => TermValue::Length(Bounds::at_least(Quantity::Months(MonthLength::ZERO))),
                Type::Days => TermValue::Length(Bounds::at_least(Quantity::Days(0))),
                _ => TermValue::Number(Bounds::at_least(Exact::from_integer(0))),
            },
            Value::Unknown | Value::Rows(_) => TermValue::Unknown,
            Value::Truth(value) => TermValue::Truth(*value),
            Value::Number(value) => value.exact().into(),
            Value::Date(range) => (*range).into(),
            Value::Symbol(symbol) => TermValue::Symbol(*symbol),
            Value::Length(count) if *of == Type::Days => Length::Days(*count).into(),
            Value::Length(count) => Length::Months(*count).into(),
        }
    }

    /// Whether no filling makes another value of it.
    pub fn is_known(&self) -> bool {
        match self {
            TermValue::Unknown => false,
            TermValue::Lacking | TermValue::Truth(_) | TermValue::Symbol(_) => true,
            TermValue::Number(number) => number.known().is_some(),
            TermValue::Date(day) => day.known().is_some(),
            TermValue::Length(length) => length.known().is_some(),
        }
    }

    /// Whether more is known of it than its type tells.
    pub fn says_something(&self) -> bool {
        match self {
            TermValue::Unknown => false,
            TermValue::Lacking | TermValue::Truth(_) | TermValue::Symbol(_) => true,
            TermValue::Number(number) => {
                number.greatest.is_some() || number.least.is_some_and(|least| least != Exact::from_integer(0))
            }
            TermValue::Date(day) => day.least.is_some() || day.greatest.is_some(),
            TermValue::Length(length) => {
                let is_none =
                    |least: Quantity| matches!(least, Quantity::Months(MonthLength::ZERO) | Quantity::Days(0));
                length.greatest.is_some() || length.least.is_some_and(|least| !is_none(least))
            }
        }
    }

    /// Whether there may be none.
    pub(super) fn may_lack(&self) -> bool {
        match self {
            TermValue::Lacking => true,
            TermValue::Number(number) => number.may_lack,
            TermValue::Date(day) => day.may_lack,
            TermValue::Length(length) => length.may_lack,
            TermValue::Unknown | TermValue::Truth(_) | TermValue::Symbol(_) => false,
        }
    }

    /// The value, or another where there is none.
    pub(super) fn in_default(self, instead: TermValue) -> TermValue {
        let known = match self {
            TermValue::Lacking => return instead,
            TermValue::Number(number) => TermValue::Number(Bounds { may_lack: false, ..number }),
            TermValue::Date(day) => TermValue::Date(Bounds { may_lack: false, ..day }),
            TermValue::Length(length) => TermValue::Length(Bounds { may_lack: false, ..length }),
            TermValue::Unknown | TermValue::Truth(_) | TermValue::Symbol(_) => self,
        };
        if self.may_lack() { known.join(instead) } else { known }
    }

    /// A length as a number: its days, or its whole months.
    pub(super) fn units(self) -> TermValue {
        match self {
            TermValue::Length(length) => TermValue::Number(length.map(Quantity::whole)),
            TermValue::Lacking => TermValue::Lacking,
            // INVARIANT: `check` takes units of lengths only; one of which nothing is known is not below zero.
            TermValue::Unknown
            | TermValue::Truth(_)
            | TermValue::Number(_)
            | TermValue::Date(_)
            | TermValue::Symbol(_) => TermValue::Number(Bounds::at_least(Exact::from_integer(0))),
        }
    }

    /// The days that a date may be, where it is one and bounded.
    pub fn days(&self) -> Option<DayRange> {
        let TermValue::Date(day) = self else { return None };
        DayRange::new(day.least?, day.greatest?)
    }

    /// What is known of the comparison with another value. One that there is not stands in no relation.
    pub(super) fn compare(&self, comparison: Comparison, other: &TermValue) -> Truth {
        match (self, other) {
            (TermValue::Lacking, _) | (_, TermValue::Lacking) => Truth::No,
            (TermValue::Number(one), TermValue::Number(other)) => comparison.decide(one, other),
            (TermValue::Date(one), TermValue::Date(other)) => comparison.decide(one, other),
            (TermValue::Length(one), TermValue::Length(other)) => comparison.decide(one, other),
            (TermValue::Symbol(one), TermValue::Symbol(other)) => Truth::from_bool(comparison.holds(one, other)),
            (TermValue::Truth(one), TermValue::Truth(other)) => Truth::from_bool(comparison.holds(one, other)),
            // INVARIANT: `check` lets only values of one type be compared: one of these is unknown.
            _ => Truth::Unknown,
        }
    }

    /// Whether two values differ however the gaps are filled.
    pub fn disagrees(&self, other: &TermValue) -> bool {
        match (self, other) {
            (TermValue::Unknown, _) | (_, TermValue::Unknown) => false,
            (TermValue::Number(one), TermValue::Number(other)) => one.disagrees(other),
            (TermValue::Date(one), TermValue::Date(other)) => one.disagrees(other),
            (TermValue::Length(one), TermValue::Length(other)) => one.disagrees(other),
            (one, other) => one != other,
        }
    }

    /// What holds in either of two worlds.
    pub(super) fn join(self, other: TermValue) -> TermValue {
        match (self, other) {
            (one, other) if one == other => one,
            (TermValue::Number(one), TermValue::Number(other)) => TermValue::Number(one.join(other)),
            (TermValue::Date(one), TermValue::Date(other)) => TermValue::Date(one.join(other)),
            (TermValue::Length(one), TermValue::Length(other)) => TermValue::Length(one.join(other)),
            (TermValue::Lacking, TermValue::Number(known)) | (TermValue::Number(known), TermValue::Lacking) => {
                TermValue::Number(Bounds { may_lack: true, ..known })
            }
            (TermValue::Lacking, TermValue::Date(known)) | (TermValue::Date(known), TermValue::Lacking) => {
                TermValue::Date(Bounds { may_lack: true, ..known })
            }
            (TermValue::Lacking, TermValue::Length(known)) | (TermValue::Length(known), TermValue::Lacking) => {
                TermValue::Length(Bounds { may_lack: true, ..known })
            }
            _ => TermValue::Unknown,
        }
    }

    /// The smaller of two values, or the larger.
    pub(super) fn extreme(self, other: TermValue, smallest: bool) -> TermValue {
        match (self, other) {
            (TermValue::Number(one), TermValue::Number(other)) => {
                TermValue::Number(if smallest { one.smaller(other) } else { one.larger(other) })
            }
            (TermValue::Date(one), TermValue::Date(other)) => {
                TermValue::Date(if smallest { one.smaller(other) } else { one.larger(other) })
            }
            (TermValue::Length(one), TermValue::Length(other)) => {
                TermValue::Length(if smallest { one.smaller(other) } else { one.larger(other) })
            }
            (TermValue::Lacking, _) | (_, TermValue::Lacking) => TermValue::Lacking,
            _ => TermValue::Unknown,
        }
    }
}
