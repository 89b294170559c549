//! What is told of a computation makes its value: rows by their weights, civil periods, divisors, formulas.

use alinea::eval::Skipped;
use alinea::explain::{Column, DayFound, Formula, Made, MeanMade, RowsMade, Said, Step, under_one_reading};
use alinea::plan::AggregateKind;
use alinea::value::{Arithmetic, Bounds, Exact};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub};
use proptest::prelude::*;

use super::generate::generated;

fn known(said: &Said) -> Option<Exact> {
    match said {
        Said::Number(Bounds { least: Some(least), greatest: Some(greatest), may_lack: false }) if least == greatest => {
            Some(*least)
        }
        _ => None,
    }
}

/// What the rows that are told make; `None` where something of them is open.
fn made(rows: &RowsMade) -> Option<Exact> {
    let is_kept = |kept: Option<bool>| kept.is_none_or(|kept| kept);
    let certain = rows.counted.iter().all(|one| one.row.certain);
    if rows.kind == AggregateKind::Count && rows.periods.is_empty() {
        return certain.then(|| Exact::from_integer(rows.counted.len() as i128));
    }
    let values: Option<Vec<Exact>> = match rows.periods.as_slice() {
        [] => {
            let counted = rows.counted.iter().filter(|one| is_kept(one.kept));
            counted.map(|one| one.gives.as_ref()?.known().copied()).collect()
        }
        periods => periods.iter().filter(|one| is_kept(one.kept)).map(|one| one.value.known().copied()).collect(),
    };
    let values = values.filter(|_| certain)?;
    let sum = values.iter().try_fold(Exact::ZERO, |sum, one| sum.checked_add(one))?;
    match rows.kind {
        AggregateKind::Sum | AggregateKind::Count => Some(sum),
        AggregateKind::Mean | AggregateKind::MonthlyMean => sum.checked_div(&rows.divided_by?),
        AggregateKind::Least => {
            rows.counted.iter().map(|one| known(one.value.as_ref()?)).collect::<Option<Vec<_>>>()?.into_iter().min()
        }
        AggregateKind::Greatest => {
            rows.counted.iter().map(|one| known(one.value.as_ref()?)).collect::<Option<Vec<_>>>()?.into_iter().max()
        }
    }
}

/// The values of a parameter by the days on which they were read, divided.
fn averaged(mean: &MeanMade) -> Option<Exact> {
    let mut sum = Exact::ZERO;
    for part in &mean.parts {
        let count = Exact::from_integer(part.count?.into());
        sum = sum.checked_add(&known(part.value.as_ref()?)?.checked_mul(&count)?)?;
    }
    sum.checked_div(&Exact::from_integer(mean.divided_by?.into()))
}

fn computed(formula: &Formula) -> Option<Exact> {
    let all = |formulas: &[Formula]| formulas.iter().map(computed).collect::<Option<Vec<Exact>>>();
    match formula {
        Formula::Written(column) | Formula::Value(column) => known(&column.value),
        Formula::Binary(operator, left, right) => {
            let (left, right) = (computed(left)?, computed(right)?);
            match operator {
                Arithmetic::Add => left.checked_add(&right),
                Arithmetic::Subtract => left.checked_sub(&right),
                Arithmetic::Multiply => left.checked_mul(&right),
                Arithmetic::Divide => left.checked_div(&right),
            }
        }
        Formula::Smallest(formulas) => all(formulas)?.into_iter().min(),
        Formula::Largest(formulas) => all(formulas)?.into_iter().max(),
        Formula::Shift { .. } | Formula::Elapsed(..) => None,
    }
}

/// From the one day to the other there are the days passed over, and the working days.
fn day_holds(step: &Step, from: &Column, way: DayFound, skipped: Option<&[Skipped]>) -> Result<bool, TestCaseError> {
    let (Said::Date(from), Said::Date(found), Some(skipped)) = (&from.value, &step.value, skipped) else {
        return Ok(false);
    };
    let moved = from.first.days_until(found.first);
    let passed = skipped.len() as i32;
    let expected = match way {
        DayFound::Postponed(_) => passed,
        DayFound::Working(count, _, true) => count.to_integer() as i32 + passed,
        DayFound::Working(count, _, false) => -(count.to_integer() as i32 + passed),
        DayFound::MonthStart | DayFound::MonthEnd | DayFound::Next | DayFound::Previous => moved,
    };
    prop_assert_eq!(moved, expected, "{:#?}", step);
    Ok(true)
}

/// Holds a step against its value; says whether both were known.
fn holds(step: &Step) -> Result<bool, TestCaseError> {
    let found = match &step.made {
        Made::Computed(formula) => computed(formula),
        Made::Rows(rows) => made(rows),
        Made::Rounded(of, way) => known(&of.value).and_then(|value| way.apply(value)),
        Made::Slices(_, slices) => slices.iter().try_fold(Exact::ZERO, |sum, slice| sum.checked_add(&slice.owed)),
        Made::Mean(mean) => averaged(mean),
        Made::DayFrom { from, way, skipped } => return day_holds(step, from, *way, skipped.as_deref()),
        Made::Length(_) | Made::Line { .. } | Made::InDefault => None,
    };
    match (found, known(&step.value)) {
        (Some(found), Some(value)) => {
            prop_assert_eq!(found, value, "{:#?}", step);
            Ok(true)
        }
        _ => Ok(false),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever the recueil and the dossier.
    #[test]
    fn what_is_told_makes_the_value(generated in generated()) {
        for case in [&generated.case.full, &generated.case.gapped] {
            let answer = under_one_reading(&generated.plan, case, &generated.case.request);
            for result in &answer.results {
                let parts = result.routes.iter().chain(&result.conditions).chain(&result.obstacles);
                let clauses = parts.flat_map(|part| &part.clauses).flat_map(|clause| &clause.comparisons);
                for step in result.values.iter().flat_map(|one| &one.steps).chain(clauses.flat_map(|one| &one.steps)) {
                    holds(step)?;
                }
            }
        }
    }
}
