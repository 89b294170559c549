//! Cells of tables, read as constants are in rules.

use pest::Parser;

use super::term::factor;
use super::{Builder, P, children, mismatch};
use crate::source::FileId;
use crate::syntax::ast::{self, TermKind, Unit};
use crate::syntax::cell::{Cell, Literal};
use crate::syntax::parser::{AlineaParser, Rule};
use crate::syntax::repair::Repaired;
use crate::value::Exact;

/// The cell of a key column; `None` where it is none.
pub(in crate::syntax) fn key_cell(words: &str) -> Option<Cell> {
    let cell = read(Rule::key_cell, words)?;
    let mut parts = Vec::new();
    let (rule, mut closed) = (cell.as_rule(), true);
    let literals: Vec<P<'_>> = match rule {
        Rule::cell_between | Rule::cell_from | Rule::cell_below | Rule::cell_until => children(cell).collect(),
        _ => vec![cell],
    };
    for part in literals {
        match part.as_rule() {
            Rule::cell_of | Rule::cell_to | Rule::from_threshold | Rule::as_of => {}
            Rule::before_day | Rule::until_threshold | Rule::until_kw => {}
            Rule::below_threshold => closed = false,
            _ => parts.push(literal(words, part)?),
        }
    }
    let mut parts = parts.into_iter();
    let first = parts.next()?;
    Some(match rule {
        Rule::cell_between => Cell::Between { from: first, to: parts.next()?, closed },
        Rule::cell_from => Cell::From(first),
        Rule::cell_below => Cell::Below(first),
        Rule::cell_until => Cell::Until(first),
        _ => Cell::Value(first),
    })
}

/// The cell of a value column; `None` where it is none.
pub(in crate::syntax) fn value_cell(words: &str) -> Option<Literal> {
    let whole = AlineaParser::parse(Rule::value_cell, words).ok()?.next()?;
    let parts: Vec<P<'_>> = children(whole).filter(|part| part.as_rule() != Rule::EOI).collect();
    let [minus @ .., value] = parts.as_slice() else { return None };
    let value = literal(words, value.clone())?;
    if minus.is_empty() { Some(value) } else { value.negated() }
}

fn read(rule: Rule, words: &str) -> Option<P<'_>> {
    let whole = AlineaParser::parse(rule, words).ok()?.next()?;
    children(whole).find(|part| part.as_rule() != Rule::EOI)
}

/// A constant; `None` where something is wrong with it: a number that can be read in two ways, a day that is none.
fn literal(words: &str, pair: P<'_>) -> Option<Literal> {
    let text = Repaired::new(words);
    let mut builder = Builder::new(FileId(0), &text);
    let term = factor(&mut builder, pair);
    if !builder.diagnostics.is_empty() {
        return None;
    }
    match term.kind {
        TermKind::Number(value) => Some(Literal::Number(value)),
        TermKind::Amount(value) => Some(Literal::Amount(value)),
        TermKind::Percent(value) => Some(Literal::Percent(value)),
        TermKind::Date(day) => Some(Literal::Day(day)),
        TermKind::Length(length) => of_length(&length),
        _ => mismatch(Rule::cell_value),
    }
}

/// A length of months, or of days; of both it has no number.
fn of_length(length: &ast::Length) -> Option<Literal> {
    let (mut months, mut days) = (0_i32, 0_i32);
    for (count, unit) in &length.parts {
        match unit {
            Unit::Years => months = months.checked_add(count.checked_mul(12)?)?,
            Unit::Months => months = months.checked_add(*count)?,
            Unit::Weeks => days = days.checked_add(count.checked_mul(7)?)?,
            Unit::Days => days = days.checked_add(*count)?,
        }
    }
    let counts_days = length.parts.iter().any(|(_, unit)| matches!(unit, Unit::Weeks | Unit::Days));
    let counts_months = length.parts.iter().any(|(_, unit)| matches!(unit, Unit::Years | Unit::Months));
    match (counts_months, counts_days) {
        (true, true) => None,
        (true, false) => Some(Literal::Months(months)),
        (false, _) => Some(Literal::Days(days)),
    }
}

impl Literal {
    fn negated(self) -> Option<Literal> {
        let less = |value: Exact| Exact::from_integer(0) - value;
        match self {
            Literal::Number(value) => Some(Literal::Number(less(value))),
            Literal::Amount(value) => Some(Literal::Amount(less(value))),
            Literal::Percent(value) => Some(Literal::Percent(less(value))),
            Literal::Day(_) | Literal::Months(_) | Literal::Days(_) => None,
        }
    }
}
