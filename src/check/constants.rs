//! What a term always comes to, whatever the dossier: numbers, days and lengths that are written, and what is computed
//! from such alone.

use super::Checker;
use crate::plan::{DayFrom, DayWay, DefinitionBody, Excepted, Length, TermId, TermKind, Type};
use crate::time::{Day, MissingDay};
use crate::value::{Arithmetic, Exact};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Zero};

impl Checker<'_> {
    /// What a term always comes to: a number, the number of a day, the months or days of a length; `None` where it
    /// depends on the dossier, has no exact result, or is a text.
    pub(super) fn constant(&self, term: TermId) -> Option<Exact> {
        self.constants[term.index()]
    }

    /// As [`Self::constant`], of a term that is being made from others that are.
    pub(super) fn fold(&self, kind: &TermKind) -> Option<Exact> {
        let whole = |number: i32| Exact::from_integer(i128::from(number));
        let all = |terms: &[TermId]| terms.iter().map(|term| self.constant(*term)).collect::<Option<Vec<Exact>>>();
        match kind {
            TermKind::Number(value) => Some(*value),
            TermKind::Day(day) => Some(whole(day.number())),
            TermKind::Length(Length::Months(count) | Length::Days(count)) => Some(whole(*count)),
            TermKind::Symbol(_)
            | TermKind::Fact(_)
            | TermKind::Column(..)
            | TermKind::AssessmentDay
            | TermKind::Elapsed(_)
            | TermKind::Measured(_)
            | TermKind::Count(_)
            | TermKind::Aggregate(_)
            | TermKind::Rank(_)
            | TermKind::Parameter(..)
            | TermKind::Mean(_)
            | TermKind::Units(_)
            | TermKind::Lookup(_)
            | TermKind::InDefault(..)
            | TermKind::First(_)
            | TermKind::Last(_)
            | TermKind::Since(_) => None,
            TermKind::Defined(definition) => match self.plan.definitions[definition.index()].body {
                DefinitionBody::Term(term) => self.constant(term),
                DefinitionBody::Set(_) | DefinitionBody::Condition(_) => None,
            },
            TermKind::Binary(operator, left, right) => {
                arithmetic(*operator, self.constant(*left), self.constant(*right))
            }
            TermKind::Smallest(terms) => all(terms)?.into_iter().min(),
            TermKind::Largest(terms) => all(terms)?.into_iter().max(),
            TermKind::Shift(shift) => {
                let count = |term: TermId| i32::try_from(self.constant(term)?.to_integer()).ok();
                let day = Day::from_number(count(shift.from)?);
                let by = if shift.after { count(shift.by)? } else { -count(shift.by)? };
                let moved = match *self.type_of(shift.by) {
                    Type::Days => day.plus_days(by),
                    // What stands in for a day that does not exist is the reading's choice.
                    _ => day.plus_months(by, MissingDay::Refuse).ok()?,
                };
                Some(whole(moved.number()))
            }
            TermKind::DayFrom(DayFrom { from, way }) => {
                let from = Day::from_number(i32::try_from(self.constant(*from)?.to_integer()).ok()?);
                let found = match way {
                    // Holidays are the reading's choice.
                    DayWay::Postponed(_) | DayWay::Working { .. } => return None,
                    DayWay::MonthStart => from.first_of_month(),
                    DayWay::MonthEnd => from.last_of_month(),
                    DayWay::Next => from.plus_days(1),
                    DayWay::Previous => from.plus_days(-1),
                };
                Some(whole(found.number()))
            }
            TermKind::Rounded(inner, rounding) => rounding.apply(self.constant(*inner)?),
            TermKind::Bands(_, bands) => same(bands.iter().map(|band| self.constant(band.value))),
            TermKind::Scale(..) => None,
            TermKind::Choice { choices, otherwise, .. } => {
                let values = choices.iter().map(|choice| choice.value).chain(*otherwise);
                same(values.map(|value| self.constant(value)))
            }
            TermKind::Excepted(Excepted { base, cases }) => {
                same(std::iter::once(*base).chain(cases.iter().map(|case| case.then)).map(|term| self.constant(term)))
            }
        }
    }
}

/// The value that all have.
fn same(mut values: impl Iterator<Item = Option<Exact>>) -> Option<Exact> {
    let first = values.next()??;
    values.all(|value| value == Some(first)).then_some(first)
}

fn arithmetic(operator: Arithmetic, left: Option<Exact>, right: Option<Exact>) -> Option<Exact> {
    let nil = |value: Option<Exact>| value.filter(Exact::is_zero);
    match (operator, left, right) {
        (Arithmetic::Multiply, ..) if nil(left).or(nil(right)).is_some() => nil(left).or(nil(right)),
        (Arithmetic::Divide, _, Some(right)) if right.is_zero() => None,
        (Arithmetic::Add, Some(left), Some(right)) => left.checked_add(&right),
        (Arithmetic::Subtract, Some(left), Some(right)) => left.checked_sub(&right),
        (Arithmetic::Multiply, Some(left), Some(right)) => left.checked_mul(&right),
        (Arithmetic::Divide, Some(left), Some(right)) => left.checked_div(&right),
        _ => None,
    }
}
