//! Which terms come to whole numbers, and which lengths to whole months, whatever the dossier says.

use std::collections::BTreeSet;

use super::{AggregateKind, DefinitionBody, Excepted, Plan, TermId, TermKind, Type};
use crate::value::{Arithmetic, RoundingUnit};

impl Plan {
    /// Whether a term is a whole number in every dossier, or a length of whole months or days. Of some that always are
    /// one this does not tell.
    pub fn is_whole(&self, term: TermId) -> bool {
        // Definitions may name each other often: each term is looked at once.
        let mut seen = BTreeSet::new();
        let mut left = vec![term];
        while let Some(id) = left.pop() {
            if seen.insert(id) && !self.may_be_whole(id, &mut left) {
                return false;
            }
        }
        true
    }

    /// Whether a term is whole where those that `left` takes are.
    fn may_be_whole(&self, term: TermId, left: &mut Vec<TermId>) -> bool {
        match &self.terms[term.index()].kind {
            TermKind::Number(value) => value.is_integer(),
            TermKind::Length(_)
            | TermKind::Elapsed(_)
            | TermKind::Count(_)
            | TermKind::Rank(_)
            | TermKind::Units(_) => true,
            TermKind::Fact(fact) => self.facts[fact.index()].is_whole(),
            TermKind::Column(fact, column) => self.facts[fact.index()].columns[*column].is_whole(),
            // Days that have passed since an anniversary are a part of a month.
            TermKind::Measured(measure) => !measure.in_months,
            TermKind::Aggregate(aggregate) => match aggregate.kind {
                AggregateKind::Count => {
                    aggregate.groups.and_then(|groups| groups.most).is_none_or(|most| most.is_integer())
                }
                AggregateKind::Least | AggregateKind::Greatest => {
                    left.extend(aggregate.of.iter().map(|(_, value)| *value));
                    true
                }
                AggregateKind::Sum | AggregateKind::Mean | AggregateKind::MonthlyMean => false,
            },
            TermKind::Defined(definition) => match self.definitions[definition.index()].body {
                DefinitionBody::Term(term) => {
                    left.push(term);
                    true
                }
                DefinitionBody::Set(_) | DefinitionBody::Condition(_) => false,
            },
            TermKind::Binary(operator, one, other) => {
                left.extend([*one, *other]);
                match operator {
                    Arithmetic::Add | Arithmetic::Subtract | Arithmetic::Multiply => true,
                    Arithmetic::Divide => false,
                }
            }
            TermKind::Smallest(terms) | TermKind::Largest(terms) => {
                left.extend(terms);
                true
            }
            TermKind::InDefault(value, instead) => {
                left.extend([*value, *instead]);
                true
            }
            TermKind::Rounded(inner, rounding) => match rounding.unit {
                RoundingUnit::One | RoundingUnit::Euro | RoundingUnit::TenEuros => true,
                RoundingUnit::Cent | RoundingUnit::Tenth | RoundingUnit::TenthOfPoint | RoundingUnit::Point => {
                    left.push(*inner);
                    true
                }
            },
            TermKind::Bands(_, bands) => {
                left.extend(bands.iter().map(|band| band.value));
                true
            }
            TermKind::Choice { choices, otherwise, .. } => {
                left.extend(choices.iter().map(|choice| choice.value).chain(*otherwise));
                true
            }
            TermKind::Excepted(Excepted { base, cases }) => {
                left.push(*base);
                left.extend(cases.iter().map(|case| case.then));
                true
            }
            TermKind::Parameter(parameter, _) => {
                let parameter = &self.parameters[parameter.index()];
                if parameter.whole {
                    return true;
                }
                left.extend(parameter.lines.iter().filter_map(|line| line.value));
                // Lengths are written in whole months or days; a number that is not known on some day may be any.
                matches!(parameter.of, Type::Months | Type::Days) || parameter.unknown_days().is_empty()
            }
            TermKind::Shift(_)
            | TermKind::Mean(_)
            | TermKind::DayFrom(_)
            | TermKind::Lookup(_)
            | TermKind::Day(_)
            | TermKind::Symbol(_)
            | TermKind::AssessmentDay
            | TermKind::First(_)
            | TermKind::Last(_)
            | TermKind::Since(_)
            | TermKind::Scale(..) => false,
        }
    }
}
