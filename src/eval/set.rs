//! Sets of periods: rows, what is kept of their days, and why the rest is not.

use std::ops::Range;
use std::sync::Arc;

use smallvec::SmallVec;

use super::pool::Days;
use super::rows::{Entry, RowPart, SetRef};
use super::weight::Weight;
use super::{Account, Cause, Evaluator, Recorder, Removal, RemovalReason, RowAccount, Scratch, Weighed};

use crate::plan::{DefinitionBody, FactId, SetId, SetKind};
use crate::time::{DayBounds, DaySet, Interval};
use crate::value::Truth;

impl<R: Recorder> Evaluator<'_, R> {
    /// The set that a node stands for; definitions are computed once.
    pub(super) fn set(&mut self, id: SetId) -> SetRef {
        let plan = self.plan;
        match &plan.sets[id.index()].kind {
            SetKind::Defined(definition) => {
                let of = |evaluator: &mut Self| {
                    let faults = evaluator.scratch.faults.len();
                    let found = match plan.definitions[definition.index()].body {
                        DefinitionBody::Set(set) => evaluator.set(set),
                        // INVARIANT: `check` takes no rows from what is no set.
                        DefinitionBody::Term(_) | DefinitionBody::Condition(_) => {
                            evaluator.enter(evaluator.scratch.rows.len())
                        }
                    };
                    evaluator.keep_faults(*definition, faults);
                    found
                };
                let known = self.scratch.known[definition.index()].0 == self.scratch.evaluation;
                if known {
                    self.meet_again(*definition);
                }
                self.set_once(definition.index(), of)
            }
            SetKind::Fact(fact) => {
                self.set_once(plan.definitions.len() + fact.index(), |evaluator| evaluator.fact_rows(*fact))
            }
            SetKind::Row(fact) => self.lone_row(*fact),
            SetKind::Union(sets) => {
                let mark = self.scratch.pending.len();
                for set in sets {
                    let found = self.set(*set);
                    self.scratch.pending.push(found);
                }
                let start = self.scratch.rows.len();
                for index in mark..self.scratch.pending.len() {
                    let rows = self.rows(self.scratch.pending[index]);
                    self.scratch.rows.extend_from_within(rows);
                }
                self.scratch.pending.truncate(mark);
                self.enter(start)
            }
            SetKind::SuchThat(set, condition) => {
                let rows = self.copy(*set);
                for row in rows.clone() {
                    self.filter(row, *condition);
                }
                // The condition may have made sets of its own behind these rows.
                self.enter_rows(rows)
            }
            SetKind::Except(set, other) => {
                let excluded = self.set(*other);
                let excluded = self.rows(excluded);
                let rows = self.copy(*set);
                let mut at = excluded.start;
                for row in rows.clone() {
                    let key = self.scratch.rows[row].key();
                    if let Some(found) = self.find(&excluded, at, key) {
                        at = found + 1;
                        let days = self.scratch.rows[found].mask;
                        let causes = self.causes_of(found..found + 1);
                        self.exclude(row, days, &causes, RemovalReason::Excluded(*other));
                    }
                }
                self.enter(rows.start)
            }
            SetKind::ExceptDuring(set, other) => {
                let excluded = self.set(*other);
                let days = self.days(excluded);
                self.without(*set, days, excluded, RemovalReason::Excluded(*other))
            }
            SetKind::During(set, other) => {
                let kept = self.set(*other);
                let days = self.days(kept);
                let outside = self.scratch.days.minus(Days::ALWAYS, days);
                let found = self.without(*set, outside, kept, RemovalReason::Outside(*other));
                for row in self.rows(found) {
                    let base = self.scratch.rows[row].base;
                    self.scratch.rows[row].base = self.scratch.days.and(base, days);
                }
                found
            }
            SetKind::Excepted(excepted) => self.excepted(excepted),
        }
    }

    /// The set that has a place among those known; computed when it is not yet.
    fn set_once(&mut self, place: usize, compute: impl FnOnce(&mut Self) -> SetRef) -> SetRef {
        let (evaluation, known) = self.scratch.known[place];
        if evaluation == self.scratch.evaluation {
            return known;
        }
        let found = compute(self);
        self.scratch.known[place] = (self.scratch.evaluation, found);
        found
    }

    /// Where the rows of a set stand.
    pub(super) fn rows(&self, set: SetRef) -> Range<usize> {
        self.scratch.sets[set.0 as usize].rows.clone()
    }

    /// The rows from `start` on are a set.
    pub(super) fn enter(&mut self, start: usize) -> SetRef {
        self.enter_rows(start..self.scratch.rows.len())
    }

    /// These rows are a set.
    fn enter_rows(&mut self, rows: Range<usize>) -> SetRef {
        self.scratch.sets.push(Entry { rows, days: None, base: None, accounts: None });
        SetRef(self.scratch.sets.len() as u32 - 1)
    }

    /// The rows of a set once more, to be changed.
    fn copy(&mut self, set: SetId) -> Range<usize> {
        let set = self.set(set);
        let start = self.scratch.rows.len();
        self.scratch.rows.extend_from_within(self.rows(set));
        start..self.scratch.rows.len()
    }

    /// A row of a set, looked for from a place on: sets made of the same rows have them in the same order.
    pub(super) fn find(&self, rows: &Range<usize>, from: usize, key: (FactId, Option<u32>)) -> Option<usize> {
        (from..rows.end).chain(rows.start..from).find(|row| self.scratch.rows[*row].key() == key)
    }

    /// The days kept.
    pub(super) fn days(&mut self, set: SetRef) -> Days {
        if let Some(days) = self.scratch.sets[set.0 as usize].days {
            return days;
        }
        let days = self.gather(set, |row| row.mask);
        self.scratch.sets[set.0 as usize].days = Some(days);
        days
    }

    /// The days before exclusions.
    pub(super) fn base(&mut self, set: SetRef) -> Days {
        if let Some(days) = self.scratch.sets[set.0 as usize].base {
            return days;
        }
        let rows = &self.scratch.rows[self.rows(set)];
        let same = rows.iter().all(|row| row.mask == row.base);
        let days = if same { self.days(set) } else { self.gather(set, |row| row.base) };
        self.scratch.sets[set.0 as usize].base = Some(days);
        days
    }

    fn gather(&mut self, set: SetRef, mask: impl Fn(&RowPart<R::Account>) -> Days + Copy) -> Days {
        let rows = &self.scratch.rows[self.rows(set)];
        // Mostly whole rows are in a set or not.
        let whole = |row: &RowPart<_>| matches!(mask(row), Days::ALWAYS | Days::NEVER) && row.certain == row.possible;
        self.scratch.days.write(|pool, out| {
            if rows.iter().all(whole) {
                return out.assign_exact(rows.iter().filter(|row| mask(row) == Days::ALWAYS).map(|row| row.certain));
            }
            let certain = rows.iter().flat_map(|row| pool[mask(row)].certain().runs_within(row.certain));
            if rows.iter().all(|row| row.is_exact(&pool[mask(row)])) {
                out.assign_exact(certain);
            } else {
                let possible = rows.iter().flat_map(|row| pool[mask(row)].possible().runs_within(row.possible));
                out.assign(certain, possible);
            }
        })
    }

    /// The days that masks keep when one row is held at its least, or at its most.
    fn days_holding(
        &self,
        set: SetRef,
        held: usize,
        most: bool,
        mask: impl Fn(&RowPart<R::Account>) -> Days,
    ) -> DayBounds {
        let (mut certain, mut possible) = (Vec::new(), Vec::new());
        for (index, row) in self.scratch.rows[self.rows(set)].iter().enumerate() {
            let mask = &self.scratch.days[mask(row)];
            let least = mask.certain().runs_within(row.certain);
            let greatest = mask.possible().runs_within(row.possible);
            if index == held && most {
                certain.extend(greatest.clone());
            } else {
                certain.extend(least.clone());
            }
            if index == held && !most {
                possible.extend(least);
            } else {
                possible.extend(greatest);
            }
        }
        DayBounds::new(DaySet::from_intervals(certain), DaySet::from_intervals(possible))
    }

    /// Each row of a set once, with the days on which it belongs to it: sets that are joined may hold the same row.
    pub(super) fn distinct(&mut self, set: SetRef) -> SmallVec<[(usize, Days); 12]> {
        let rows = self.rows(set);
        let mut found: SmallVec<[(usize, Days); 12]> = rows.map(|row| (row, self.scratch.rows[row].mask)).collect();
        let key = |rows: &[RowPart<R::Account>], row: usize| rows[row].key();
        if found.windows(2).all(|pair| key(&self.scratch.rows, pair[0].0) < key(&self.scratch.rows, pair[1].0)) {
            return found;
        }
        found.sort_by_key(|(row, _)| key(&self.scratch.rows, *row));
        let mut once: SmallVec<[(usize, Days); 12]> = SmallVec::new();
        for (row, mask) in found {
            match once.last_mut() {
                Some((known, days)) if key(&self.scratch.rows, *known) == key(&self.scratch.rows, row) => {
                    *days = self.scratch.days.or(*days, mask);
                }
                _ => once.push((row, mask)),
            }
        }
        once
    }

    /// How many rows belong to the set for certain, and how many may; `None` when there is no limit.
    pub(super) fn row_counts(&mut self, set: SetRef) -> (u32, Option<u32>) {
        let mut certain = 0;
        let mut possible = Some(0);
        for (place, days) in self.distinct(set) {
            let belongs = self.belongs(place, days);
            if belongs == Truth::No {
                continue;
            }
            if self.scratch.rows[place].row.is_none() {
                possible = None;
                continue;
            }
            certain += u32::from(belongs == Truth::Yes);
            possible = possible.map(|count| count + 1);
        }
        (certain, possible)
    }

    /// Whether a row belongs to a set that has it on these days.
    fn belongs(&self, place: usize, days: Days) -> Truth {
        let row = &self.scratch.rows[place];
        if self.scratch.days.is_never(days) {
            return Truth::No;
        }
        if row.row.is_none() {
            return Truth::Unknown;
        }
        let mask = &self.scratch.days[days];
        let meets = |set: &DaySet, days: Interval| set.runs_within(days).next().is_some();
        let may = meets(mask.possible(), row.possible) || meets(mask.certain(), row.certain);
        // A row of which no day is left is in the set no more; one whose every day is kept is in it, known or not.
        if days != Days::ALWAYS && !may {
            return Truth::No;
        }
        let whole = days == Days::ALWAYS
            || row.possible.is_empty()
            || mask.certain().run_containing(row.possible.start).is_some_and(|run| row.possible.end <= run.end);
        Truth::from_bounds(whole || meets(mask.certain(), row.certain), true)
    }

    /// Why it is open whether rows belong to a set.
    pub(super) fn causes_of_membership(&mut self, set: SetRef) {
        if !R::ON {
            return;
        }
        for (place, days) in self.distinct(set) {
            if self.belongs(place, days) == Truth::Unknown {
                for cause in self.causes_of(place..place + 1) {
                    self.recorder.cause(|| cause);
                }
            }
        }
    }

    /// The rows of which some belong to a set: each once, and whether it does.
    pub(super) fn counted(&mut self, set: SetRef) -> Vec<Weighed> {
        let accounts = self.accounts(set);
        let first = self.rows(set).start;
        let rows = self.distinct(set);
        let counted = |(place, days): (usize, Days)| {
            let counts = self.belongs(place, days);
            Weighed {
                account: accounts[place - first].clone(),
                value: None,
                share: Weight::whole(counts).share,
                days: None,
                counts,
                gives: None,
            }
        };
        rows.into_iter().map(counted).collect()
    }

    /// The causes of rows that are uncertain within a window and make a difference to a measure.
    ///
    /// A row makes none when holding it at its least and at its most leaves the measure as it is: `same` is given the
    /// days kept and, with `base`, those before exclusions. Where rows cover for each other so that none makes a
    /// difference alone, all are named.
    pub(super) fn causes(
        &mut self,
        set: SetRef,
        window: Interval,
        base: bool,
        same: impl Fn(&DayBounds, &DayBounds) -> bool,
    ) {
        let range = self.rows(set);
        let rows = &self.scratch.rows[range.clone()];
        let is_open = |days: DayBounds| !days.possible().clip(window).difference(days.certain()).is_empty();
        let open = |row: &RowPart<R::Account>| {
            is_open(row.kept(&self.scratch.days)) || base && is_open(row.days(&self.scratch.days[row.base]))
        };
        let uncertain: Vec<usize> = (0..rows.len()).filter(|index| open(&rows[*index])).collect();
        let matters = |index: &usize| {
            [false, true].into_iter().any(|most| {
                let kept = self.days_holding(set, *index, most, |row| row.mask);
                match base {
                    true => !same(&kept, &self.days_holding(set, *index, most, |row| row.base)),
                    false => !same(&kept, &kept),
                }
            })
        };
        let mut relevant: Vec<usize> = uncertain.iter().copied().filter(matters).collect();
        if relevant.is_empty() {
            relevant = uncertain;
        }
        for index in relevant {
            for cause in rows[index].account.causes(&self.scratch.kept) {
                self.recorder.cause(|| cause.clone());
            }
        }
    }

    /// Whatever is uncertain in a set makes the answer open.
    pub(super) fn all_causes(&mut self, set: SetRef) {
        for cause in self.causes_of(self.rows(set)) {
            self.recorder.cause(|| cause);
        }
    }

    /// Why days of rows are open.
    pub(super) fn causes_of(&self, rows: Range<usize>) -> Vec<Cause> {
        if !R::ON {
            return Vec::new();
        }
        let rows = self.scratch.rows[rows].iter();
        let mut causes: Vec<Cause> = rows.flat_map(|row| row.account.causes(&self.scratch.kept)).cloned().collect();
        // Each definition that names the last one twice would double them.
        causes.sort_unstable();
        causes.dedup();
        causes
    }

    /// What became of each row.
    pub(super) fn accounts(&mut self, set: SetRef) -> Arc<[RowAccount]> {
        let Scratch { sets, rows, days, kept, .. } = &mut *self.scratch;
        let entry = &mut sets[set.0 as usize];
        let account = |row: &RowPart<R::Account>| RowAccount {
            fact: row.fact,
            row: row.row.map(|row| row as usize),
            days: row.kept(days),
            removed: row.account.removed(kept),
        };
        let made = || rows[entry.rows.clone()].iter().map(account).collect();
        Arc::clone(entry.accounts.get_or_insert_with(made))
    }

    /// The rows of a set without some days, which those of `other` decide.
    fn without(&mut self, set: SetId, days: Days, other: SetRef, reason: RemovalReason) -> SetRef {
        let causes = self.causes_of(self.rows(other));
        let rows = self.copy(set);
        for row in rows.clone() {
            self.exclude(row, days, &causes, reason);
        }
        self.enter(rows.start)
    }

    fn exclude(&mut self, row: usize, excluded: Days, causes: &[Cause], reason: RemovalReason) {
        let Scratch { days: pool, rows, kept, .. } = &mut *self.scratch;
        if pool.is_never(excluded) {
            return;
        }
        if R::ON {
            let row = &mut rows[row];
            let lost = row.kept(pool).possible().intersection(pool[excluded].possible());
            if !lost.is_empty() {
                let certain = lost.is_subset(pool[excluded].certain());
                row.account.remove(kept, Removal { reason, days: lost, certain });
                if !certain {
                    for cause in causes {
                        row.account.cause(kept, || cause.clone());
                    }
                }
            }
        }
        let mask = self.scratch.rows[row].mask;
        self.scratch.rows[row].mask = self.scratch.days.minus(mask, excluded);
    }
}
