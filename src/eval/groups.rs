//! Rows taken together before they are summed: by civil years or half-years, and the best of them.

use super::aggregate::{Readings, Taken, count};
use super::weight::Looked;
use super::{Evaluator, Grouped, Recorder, TermValue};
use crate::plan::{Aggregate, AggregateKind, Groups, Straddling, TermId};
use crate::time::{Day, Interval, period};
use crate::value::{Arithmetic, Bounds, Exact, Truth};
use num_traits::Zero;
use std::cmp::Reverse;

/// What rows come to that are taken together, and whether there are any.
struct Group {
    period: Option<Interval>,
    value: Bounds<Exact>,
    exists: Truth,
}

impl<R: Recorder> Evaluator<'_, R> {
    pub(super) fn grouped(
        &mut self,
        id: TermId,
        aggregate: &Aggregate,
        by: Groups,
        rows: &[Taken],
        looked: Option<Readings>,
        way: Option<Straddling>,
    ) -> TermValue {
        let is_mean = aggregate.kind == AggregateKind::Mean;
        if rows.is_empty() {
            return if is_mean { TermValue::Lacking } else { Exact::zero().into() };
        }
        let groups = match (by.months, looked) {
            // Without a day of assessment, nobody knows how many periods there are.
            (Some(_), None) => return TermValue::Number(Bounds { may_lack: is_mean, ..Bounds::UNKNOWN }),
            (Some(months), Some(looked)) => self.by_period(id, aggregate, months, rows, looked, way),
            (None, _) => {
                let group =
                    |row: &Taken| Some(Group { period: None, value: row.weighed()?, exists: row.weight.counts });
                rows.iter().map(group).collect()
            }
        };
        let Some(mut groups) = groups else { return self.beyond(id) };
        if let Some(most) = by.most {
            groups.iter_mut().for_each(|group| group.value = group.value.smaller(Bounds::exact(most)));
        }
        if self.has_node() {
            self.recorder.grouped(id, || told(&groups, by.best));
        }
        let (least, greatest) = best(&groups, by.best);
        let Some(sum) = self.summed(id, least, greatest) else { return self.beyond(id) };
        if is_mean { by_number(sum, &groups, by.best) } else { TermValue::Number(sum) }
    }

    /// What each civil period comes to that rows may lie in.
    fn by_period(
        &mut self,
        id: TermId,
        aggregate: &Aggregate,
        months: i32,
        rows: &[Taken],
        looked: Readings,
        way: Option<Straddling>,
    ) -> Option<Vec<Group>> {
        let first = self.earliest(rows)?;
        let start = looked[0].window.start.min(looked[1].window.start).max(first);
        let end = looked[0].until.max(looked[1].until);
        let mut groups = Vec::new();
        for period in periods(start, end, months) {
            let days = looked.map(|looked| Looked { window: looked.window.intersection(period), ..looked });
            let rows = self.within(rows, days, way);
            if rows.is_empty() {
                continue;
            }
            let exists = rows.iter().fold(Truth::No, |any, row| any.or(row.weight.counts));
            let value = match aggregate.kind {
                AggregateKind::Count => count(&rows),
                AggregateKind::Sum
                | AggregateKind::Mean
                | AggregateKind::MonthlyMean
                | AggregateKind::Least
                | AggregateKind::Greatest => {
                    let parts = rows.iter().map(Taken::weighed).collect::<Option<Vec<_>>>()?;
                    self.total(id, parts)?
                }
            };
            groups.push(Group { period: Some(period), value, exists });
        }
        Some(groups)
    }

    /// The sum of the least, and that of the greatest; where one has no end, neither has its sum.
    fn summed(&mut self, id: TermId, least: Vec<Option<Exact>>, greatest: Vec<Option<Exact>>) -> Option<Bounds<Exact>> {
        let mut end = |parts: Vec<Option<Exact>>| {
            let Some(parts) = parts.into_iter().collect::<Option<Vec<Exact>>>() else { return Some(Bounds::UNKNOWN) };
            self.total(id, parts.into_iter().map(Bounds::exact))
        };
        let (least, greatest) = (end(least)?, end(greatest)?);
        Some(Bounds { least: least.least, greatest: greatest.greatest, may_lack: false })
    }
}

/// The groups, and which of them are summed.
fn told(groups: &[Group], best: Option<u32>) -> Vec<Grouped> {
    let known = groups.iter().all(|group| group.exists == Truth::Yes && group.value.known().is_some());
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|index| Reverse(groups[*index].value.least));
    let kept = |index: usize| {
        let Some(best) = best else { return groups[index].exists };
        let place = order.iter().position(|one| *one == index).unwrap_or(index);
        if known { Truth::from_bool(place < best as usize) } else { Truth::Unknown }
    };
    let one = |(index, group): (usize, &Group)| Grouped { period: group.period, value: group.value, kept: kept(index) };
    groups.iter().enumerate().map(one).collect()
}

type Ends = (Vec<Option<Exact>>, Vec<Option<Exact>>);

/// The ends of so many of the greatest groups, or of all. A group that there may not be gives nothing then.
///
/// Where all are at least zero, the greatest ends give the greatest sum and the least ends the least. Below zero, one
/// that is left out may raise the sum: nothing is told unless all is known.
fn best(groups: &[Group], best: Option<u32>) -> Ends {
    let zero = Exact::zero();
    let rises = groups.iter().all(|group| group.value.least.is_some_and(|least| least >= zero));
    let known = groups.iter().all(|group| group.exists == Truth::Yes && group.value.known().is_some());
    let least = |group: &Group| match (group.value.least, group.exists) {
        (Some(least), Truth::Unknown) => Some(least.min(zero)),
        (least, _) => least,
    };
    let greatest = |group: &Group| match (group.value.greatest, group.exists) {
        (Some(greatest), Truth::Unknown) => Some(greatest.max(zero)),
        (greatest, _) => greatest,
    };
    let (mut low, mut high): Ends = (groups.iter().map(least).collect(), groups.iter().map(greatest).collect());
    let Some(count) = best else { return (low, high) };
    if !rises && !known {
        return (vec![None], vec![None]);
    }
    // What has no end is the greatest.
    high.sort_by(|one, other| other.is_none().cmp(&one.is_none()).then(other.cmp(one)));
    low.sort_by(|one, other| other.cmp(one));
    low.truncate(count as usize);
    high.truncate(count as usize);
    (low, high)
}

/// A sum of groups by how many there are, or by how many of them are taken.
fn by_number(sum: Bounds<Exact>, groups: &[Group], best: Option<u32>) -> TermValue {
    let most = best.map_or(usize::MAX, |best| best as usize);
    let certain = groups.iter().filter(|group| group.exists == Truth::Yes).count().min(most);
    let possible = groups.iter().filter(|group| group.exists != Truth::No).count().min(most);
    if possible == 0 {
        return TermValue::Lacking;
    }
    let number = |count: usize| Exact::from_integer(count.max(1) as i128);
    let by = Bounds::between(number(certain), number(possible));
    match sum.combine(Arithmetic::Divide, &by) {
        Ok(mean) => TermValue::Number(Bounds { may_lack: certain == 0, ..mean }),
        Err(_) => TermValue::Unknown,
    }
}

/// The civil periods of so many months that days lie in.
fn periods(start: Day, end: Day, months: i32) -> impl Iterator<Item = Interval> {
    // The first day of a month; periods beyond the calendar end with it.
    let first = move |number: i32| {
        let month = number * months;
        Day::from_ymd(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1)
    };
    let begins = period(start, months);
    let last = if start < end { period(end.plus_days(-1), months) } else { begins - 1 };
    (begins..=last).map(move |number| Interval {
        start: first(number).unwrap_or(Day::FIRST),
        end: first(number + 1).unwrap_or(Day::LAST.plus_days(1)),
    })
}
