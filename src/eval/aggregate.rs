//! What is made of rows: sums, means, extremes and numbers, with what they lie between.

use std::cmp::Reverse;

use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Zero};
use smallvec::SmallVec;

use super::pool::Days;
use super::rows::SetRef;
use super::weight::{Dated, Looked, Weight};
use super::{Aggregated, Cause, Evaluator, Recorder, TermValue, Weighed, Windows};
use crate::case::Row;
use crate::plan::{Aggregate, AggregateKind, Meaning, Role, Straddling, TermId};
use crate::time::{Day, Interval};
use crate::value::{Arithmetic, Bounds, Exact, Truth};

/// A row that weighs something, or may, the days on which it belongs to the set, and the value that it gives.
#[derive(Clone, Copy)]
pub(super) struct Taken {
    place: usize,
    mask: Days,
    pub(super) value: TermValue,
    pub(super) weight: Weight,
}

pub(super) type Rows = SmallVec<[Taken; 12]>;

/// The days that are looked at, by either reading of what stands for a day that a month lacks.
pub(super) type Readings = [Looked; 2];

impl<R: Recorder> Evaluator<'_, R> {
    pub(super) fn aggregate(&mut self, id: TermId, aggregate: &Aggregate) -> TermValue {
        let mark = self.recorder.mark();
        let way = aggregate.shared.then(|| match self.role(Role::Straddling) {
            Meaning::Straddling(way) => way,
            // INVARIANT: `check` gives this role no other options.
            _ => Straddling::Share,
        });
        let set = self.set(aggregate.set);
        self.recorder.truncate(mark);
        let windows = match aggregate.dated {
            false => Some([(Interval::ALL, None); 2]),
            true => {
                let readings = self.missing_days();
                self.windows(aggregate.window, readings)
            }
        };
        // Without a day, rows weigh what they may.
        let looked = windows.map(|windows| windows.map(|(window, _)| Looked { window, until: window.end }));
        let rows = self.taken(set, aggregate, looked, way);
        let months = match windows {
            Some([(_, months), _]) if aggregate.kind == AggregateKind::MonthlyMean => months,
            _ => None,
        };
        if self.has_node() {
            let windows = looked.filter(|_| aggregate.dated);
            let windows = windows.map(|looked| Windows::either(looked.map(|looked| looked.window)));
            let weighed = self.weighed(set, aggregate, looked, way, &rows);
            self.recorder.aggregated(id, || Aggregated { windows, way, months, rows: weighed, groups: Vec::new() });
        }
        if let Some(groups) = aggregate.groups {
            return self.grouped(id, aggregate, groups, &rows, looked, way);
        }
        match aggregate.kind {
            AggregateKind::Sum => self.sum(id, &rows, None),
            // Where a convention gives the window it has months, or no day of assessment is known.
            AggregateKind::MonthlyMean => months.map_or(TermValue::Unknown, |months| self.sum(id, &rows, Some(months))),
            AggregateKind::Mean => mean(&rows),
            AggregateKind::Least => extreme(&rows, true),
            AggregateKind::Greatest => extreme(&rows, false),
            AggregateKind::Count => TermValue::Number(count(&rows)),
        }
    }

    /// The rows of a set that weigh something, or may, each once, with the values that they give.
    fn taken(&mut self, set: SetRef, aggregate: &Aggregate, looked: Option<Readings>, way: Option<Straddling>) -> Rows {
        let mut taken = Rows::new();
        for (place, mask) in self.distinct(set) {
            let weight = self.weight(place, mask, aggregate.dated, looked, way);
            if weight.counts == Truth::No {
                continue;
            }
            if R::ON && weight.is_open() {
                for cause in self.causes_of(place..place + 1) {
                    self.recorder.cause(|| cause);
                }
            }
            let row = &self.scratch.rows[place];
            let (fact, index) = (row.fact, row.row.map(|row| row as usize));
            let value = aggregate.of.iter().find(|(of, _)| *of == fact);
            let value = value
                .map_or(TermValue::Unknown, |(_, term)| self.on_row((fact, index), |evaluator| evaluator.term(*term)));
            taken.push(Taken { place, mask, value, weight });
        }
        taken
    }

    /// What became of the rows of a set of which `taken` count, or may.
    fn weighed(
        &mut self,
        set: SetRef,
        aggregate: &Aggregate,
        looked: Option<Readings>,
        way: Option<Straddling>,
        taken: &Rows,
    ) -> Vec<Weighed> {
        let accounts = self.accounts(set);
        let first = self.rows(set).start;
        let mut rows = Vec::new();
        for (place, mask) in self.distinct(set) {
            let found = taken.iter().find(|row| row.place == place);
            // What is not taken weighs nothing.
            let weight = found.map_or(Weight::whole(Truth::No), |row| row.weight);
            let value = found.filter(|_| !aggregate.of.is_empty()).map(|row| row.value);
            let days = match (self.row_given(place), looked, way) {
                (Some(given), Some([one, other]), Some(Straddling::Share)) if aggregate.dated && one == other => {
                    Dated::new(given, &self.scratch.days[mask], one).kept()
                }
                _ => None,
            };
            rows.push(Weighed {
                account: accounts[place - first].clone(),
                value,
                share: weight.share,
                days,
                counts: weight.counts,
                gives: found.filter(|_| value.is_some()).and_then(|row| row.weighed()),
            });
        }
        rows
    }

    /// Those of some rows with dates that weigh something, or may, in some of their days.
    pub(super) fn within(&self, rows: &[Taken], looked: Readings, way: Option<Straddling>) -> Rows {
        let within = |row: &Taken| Taken { weight: self.weight(row.place, row.mask, true, Some(looked), way), ..*row };
        rows.iter().map(within).filter(|row| row.weight.counts != Truth::No).collect()
    }

    /// The row of the dossier that stands at a place; none for a fact of which nothing is known.
    fn row_given(&self, place: usize) -> Option<&Row> {
        let row = &self.scratch.rows[place];
        self.case.rows(row.fact)?.get(row.row? as usize)
    }

    fn weight(
        &self,
        place: usize,
        mask: Days,
        dated: bool,
        looked: Option<Readings>,
        way: Option<Straddling>,
    ) -> Weight {
        let mask = &self.scratch.days[mask];
        match (self.row_given(place), looked) {
            (None, _) => Weight::UNKNOWN,
            _ if !dated => Weight::whole(Truth::from_bounds(!mask.certain().is_empty(), !mask.possible().is_empty())),
            (Some(_), None) => Weight::whole(Truth::Unknown),
            (Some(given), Some([one, other])) => {
                let weight = Dated::new(given, mask, one).weight(way);
                if one == other { weight } else { weight.join(Dated::new(given, mask, other).weight(way)) }
            }
        }
    }

    /// The first day on which one of some rows may be.
    pub(super) fn earliest(&self, rows: &[Taken]) -> Option<Day> {
        rows.iter().map(|row| self.scratch.rows[row.place].possible.start).min()
    }

    /// The sum of the values by their weights; of a mean over months, divided by so many.
    fn sum(&mut self, id: TermId, rows: &[Taken], months: Option<i32>) -> TermValue {
        let parts = rows.iter().map(Taken::weighed).collect::<Option<SmallVec<[Bounds<Exact>; 12]>>>();
        let sum = parts.and_then(|parts| self.total(id, parts));
        let Some(sum) = sum else { return self.beyond(id) };
        let Some(months) = months else { return TermValue::Number(sum) };
        match sum.combine(Arithmetic::Divide, &Bounds::exact(Exact::from_integer(months.into()))) {
            Ok(mean) => TermValue::Number(mean),
            Err(_) => self.beyond(id),
        }
    }

    /// Numbers together; `None` for more digits than an exact number has.
    pub(super) fn total(
        &mut self,
        id: TermId,
        parts: impl IntoIterator<Item = Bounds<Exact>>,
    ) -> Option<Bounds<Exact>> {
        let mut sum = Bounds::exact(Exact::zero());
        let mut is_exact = true;
        for part in parts {
            sum = match sum.combine(Arithmetic::Add, &part) {
                Ok(sum) => sum,
                // Shares of many lengths have no common denominator that fits: the sum lies between two that do.
                Err(_) => {
                    is_exact = false;
                    let coarse = coarse(&sum).zip(coarse(&part));
                    coarse.and_then(|(sum, part)| sum.combine(Arithmetic::Add, &part).ok())?
                }
            };
        }
        if !is_exact {
            self.recorder.cause(|| Cause::Arithmetic(id));
        }
        Some(sum)
    }

    /// More digits than an exact number has.
    pub(super) fn beyond(&mut self, id: TermId) -> TermValue {
        self.recorder.cause(|| Cause::Arithmetic(id));
        TermValue::Unknown
    }
}

/// The bounds of a number.
pub(super) fn number(value: &TermValue) -> Bounds<Exact> {
    match value {
        TermValue::Number(number) => *number,
        // INVARIANT: `check` sums and counts numbers only.
        TermValue::Unknown
        | TermValue::Lacking
        | TermValue::Truth(_)
        | TermValue::Date(_)
        | TermValue::Symbol(_)
        | TermValue::Length(_) => Bounds::UNKNOWN,
    }
}

impl Taken {
    /// Its value by its weight.
    pub(super) fn weighed(&self) -> Option<Bounds<Exact>> {
        let (value, share) = (number(&self.value), &self.weight.share);
        if share.known() == Some(&Exact::from_integer(1)) {
            return Some(value);
        }
        value.combine(Arithmetic::Multiply, share).ok()
    }
}

/// Bounds of millionths around those of a number.
fn coarse(bounds: &Bounds<Exact>) -> Option<Bounds<Exact>> {
    let end = |end: Option<Exact>, up: bool| match end {
        Some(end) => Some(Some(millionths(end, up)?)),
        None => Some(None),
    };
    Some(Bounds { least: end(bounds.least, false)?, greatest: end(bounds.greatest, true)?, ..*bounds })
}

/// A number of millionths that is no greater than another, or no less; next to it, or nearly.
fn millionths(value: Exact, up: bool) -> Option<Exact> {
    const PARTS: i128 = 1_000_000;
    let whole = value.floor();
    let rest = value - whole;
    // Of a denominator that is too long its first digits tell enough.
    let shift = (128 - rest.denom().leading_zeros()).saturating_sub(90);
    let (number, by) = (rest.numer() >> shift, rest.denom() >> shift);
    let lost = i128::from(shift > 0);
    let parts = match up {
        true => -(-(number + lost) * PARTS).div_euclid(by),
        false => (number * PARTS).div_euclid(by + lost),
    };
    let all = whole.to_integer().checked_mul(PARTS)?.checked_add(parts)?;
    Some(Exact::new(all, PARTS))
}

/// How many rows weigh anything.
pub(super) fn count(rows: &[Taken]) -> Bounds<Exact> {
    let number = |count: usize| Exact::from_integer(count as i128);
    let certain = rows.iter().filter(|row| row.weight.counts == Truth::Yes).count();
    // Of rows that are not given, nobody knows how many there are.
    let is_bounded = rows.iter().all(|row| row.weight.share.greatest.is_some());
    let greatest = is_bounded.then(|| number(rows.len()));
    Bounds { least: Some(number(certain)), greatest, may_lack: false }
}

/// The least or the greatest of the values. One of a row that may weigh nothing may be left out.
fn extreme(rows: &[Taken], smallest: bool) -> TermValue {
    let of = |one: TermValue, other: TermValue| one.extreme(other, smallest);
    let certain = rows.iter().filter(|row| row.weight.counts == Truth::Yes).map(|row| row.value).reduce(of);
    let all = rows.iter().map(|row| row.value);
    match certain {
        Some(certain) => all.reduce(of).map_or(certain, |all| certain.join(all)),
        None => all.reduce(TermValue::join).map_or(TermValue::Lacking, |any| TermValue::Lacking.join(any)),
    }
}

/// The sum of the values by the sum of their weights.
fn mean(rows: &[Taken]) -> TermValue {
    if rows.is_empty() {
        return TermValue::Lacking;
    }
    let may_lack = !rows.iter().any(|row| row.weight.counts == Truth::Yes);
    let values = |end: fn(Bounds<Exact>) -> Option<Exact>| {
        let value = |row: &Taken| Some((end(number(&row.value))?, row.weight.share));
        rows.iter().map(value).collect::<Option<SmallVec<[(Exact, Bounds<Exact>); 12]>>>()
    };
    // Where no mean can be told exactly, none is beyond the values themselves.
    let least = values(|value| value.least).and_then(|mut values| {
        values.sort_by_key(|(value, _)| *value);
        furthest(&values, |one, other| one < other).or(values.first().map(|(value, _)| *value))
    });
    let greatest = values(|value| value.greatest).and_then(|mut values| {
        values.sort_by_key(|(value, _)| Reverse(*value));
        furthest(&values, |one, other| one > other).or(values.first().map(|(value, _)| *value))
    });
    TermValue::Number(Bounds { least, greatest, may_lack })
}

/// The mean that is furthest to the side on which the values begin: the first ones weigh the most that they may, the
/// others the least. `None` where it cannot be told exactly.
fn furthest(values: &[(Exact, Bounds<Exact>)], is_better: fn(&Exact, &Exact) -> bool) -> Option<Exact> {
    let (mut sum, mut weights) = (Exact::zero(), Exact::zero());
    for (value, share) in values {
        let least = share.least?;
        sum = sum.checked_add(&value.checked_mul(&least)?)?;
        weights = weights.checked_add(&least)?;
    }
    let mut best: Option<Exact> = None;
    let mut hold = |sum: &Exact, weights: &Exact| -> Option<()> {
        if !weights.is_zero() {
            let mean = sum.checked_div(weights)?;
            best = Some(best.filter(|best| !is_better(&mean, best)).unwrap_or(mean));
        }
        Some(())
    };
    hold(&sum, &weights)?;
    for (value, share) in values {
        let more = share.greatest?.checked_sub(&share.least?)?;
        sum = sum.checked_add(&value.checked_mul(&more)?)?;
        weights = weights.checked_add(&more)?;
        hold(&sum, &weights)?;
    }
    best
}
