//! What a dossier says, without the dossier.

use super::context::{Context, words};
use crate::case::{Case, Value};
use crate::eval::{Quantity, TermValue};
use crate::plan::{Fact, Length, Plan, Term, TermId, TermKind, Type};
use crate::time::DayRange;
use crate::value::{Bounds, Exact};

/// What a dossier says in a column of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The column's name.
    pub name: String,
    /// Its type.
    pub of: Type,
    /// What is said.
    pub value: Said,
}

/// A value of a dossier, without the dossier.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// Nothing.
    Unknown,
    /// `oui` or `non`
    Truth(bool),
    /// There is none: the first day of a set that is empty.
    Lacking,
    /// A number, an amount in euros, a share of one.
    Number(Bounds<Exact>),
    /// A date, perhaps known to the month or year only.
    Date(DayRange),
    /// A text, a code, an option.
    Text(String),
    /// A length.
    Length(Bounds<Quantity>),
    /// A number of rows, and the greatest that it may be; `None` where nothing bounds it.
    Count(u32, Option<u32>),
}

/// A value under the name of its fact or column.
pub(super) fn column(plan: &Plan, case: &Case, known: &Fact, value: &Value) -> Column {
    let value = match value {
        // Rows have no rows in their columns.
        Value::Unknown | Value::Rows(_) => Said::Unknown,
        Value::Truth(value) => Said::Truth(*value),
        Value::Number(number) => Said::Number(Bounds::exact(number.exact())),
        Value::Date(range) => Said::Date(*range),
        Value::Symbol(symbol) => Said::Text(case.text(plan, *symbol).to_string()),
        Value::Length(days) if known.kind == Type::Days => Said::Length(Bounds::exact(Quantity::Days(*days))),
        Value::Length(months) => Said::Length(Bounds::exact(Length::Months(*months).into())),
    };
    Column { name: known.name.clone(), of: known.kind.clone(), value }
}

/// A term under its words, with what it came to.
pub(super) fn of_term(context: &Context<'_>, term: TermId, value: TermValue) -> Column {
    let Term { kind, span, of } = &context.plan.terms[term.index()];
    // The words of an age stand in its sentence.
    let of = if matches!(kind, TermKind::Since(_)) { Type::Date } else { of.clone() };
    Column { name: words(context.plan, *span), of, value: said(context, value) }
}

/// A value, without the plan.
pub(super) fn said(context: &Context<'_>, value: TermValue) -> Said {
    match value {
        TermValue::Unknown => Said::Unknown,
        _ if !value.says_something() => Said::Unknown,
        TermValue::Lacking => Said::Lacking,
        TermValue::Truth(truth) => Said::Truth(truth),
        TermValue::Number(number) => Said::Number(number),
        TermValue::Date(_) => value.days().map_or(Said::Unknown, Said::Date),
        TermValue::Symbol(symbol) => Said::Text(context.case.text(context.plan, symbol).to_string()),
        TermValue::Length(length) => Said::Length(length),
    }
}
