//! Rows of facts, and which of them a condition keeps.

use super::pool::Days;
use super::rows::{RowPart, SetRef};
use super::{Account, Cause, Evaluator, Recorder, Removal, RemovalReason, Scratch};
use crate::case::{End, Place, Row};
use crate::plan::{ConditionId, ConditionKind, FactId, ListId, Meaning, Role, TermId, Type};
use crate::time::{DayBounds, DaySet, Interval};
use crate::value::ReadOn;

impl<R: Recorder> Evaluator<'_, R> {
    /// All rows of a fact; an unknown fact is one row of which nothing is known.
    pub(super) fn fact_rows(&mut self, fact: FactId) -> SetRef {
        let case = self.case;
        let rows = case.rows(fact);
        self.rows_given(fact, rows.map(|rows| rows.iter().enumerate()))
    }

    /// The row at hand, alone.
    pub(super) fn lone_row(&mut self, fact: FactId) -> SetRef {
        let case = self.case;
        // INVARIANT: `check` names the row at hand only where there is one of the fact.
        let index = self.row.and_then(|(_, index)| index);
        let row = index.and_then(|index| Some((index, case.rows(fact)?.get(index)?)));
        self.rows_given(fact, row.map(std::iter::once))
    }

    /// Rows of a fact; one of which nothing is known where none are given.
    fn rows_given<'c>(&mut self, fact: FactId, rows: Option<impl Iterator<Item = (usize, &'c Row)>>) -> SetRef {
        let dated = self.plan.facts[fact.index()].kind == Type::Periods;
        let part = |row: Option<u32>, certain: Interval, possible: Interval| RowPart {
            fact,
            row,
            certain,
            possible,
            mask: Days::ALWAYS,
            base: Days::ALWAYS,
            account: R::Account::default(),
        };
        let start = self.scratch.rows.len();
        let Some(rows) = rows else {
            let nothing = Interval { start: Interval::ALL.start, end: Interval::ALL.start };
            let mut unknown = part(None, nothing, Interval::ALL);
            unknown.account.cause(&mut self.scratch.kept, || Cause::At(Place::Fact(fact)));
            self.scratch.rows.push(unknown);
            return self.enter(start);
        };
        let Scratch { rows: parts, kept, .. } = &mut *self.scratch;
        let build = |(index, row): (usize, &Row)| {
            if !dated {
                return part(Some(index as u32), Interval::ALL, Interval::ALL);
            }
            let mut built = part(Some(index as u32), row.certain(), row.possible());
            if R::ON {
                if !row.start.is_some_and(|start| start.is_exact()) {
                    built.account.cause(kept, || Cause::At(Place::Start { fact, row: index }));
                }
                if !matches!(row.end, End::Ongoing) && !matches!(row.end, End::Known(end) if end.is_exact()) {
                    built.account.cause(kept, || Cause::At(Place::End { fact, row: index }));
                }
            }
            built
        };
        parts.extend(rows.map(build));
        self.enter(start)
    }

    /// Computes something on a row: its columns are in reach, and conditions on it are not those of the procedure.
    pub(super) fn on_row<T>(&mut self, row: (FactId, Option<usize>), compute: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.row.replace(row);
        self.quiet += 1;
        let found = compute(self);
        self.quiet -= 1;
        self.row = outer;
        found
    }

    pub(super) fn filter(&mut self, row: usize, condition: ConditionId) {
        let (fact, index) = self.scratch.rows[row].key();
        let mark = self.recorder.mark();
        let mut failing = std::mem::take(&mut self.scratch.failing);
        let at_hand = (fact, index.map(|index| index as usize));
        let mask = self.on_row(at_hand, |evaluator| evaluator.row_mask(condition, &mut failing));
        if R::ON {
            let Scratch { days: pool, rows, kept, .. } = &mut *self.scratch;
            let row = &mut rows[row];
            for cause in self.recorder.causes_since(mark) {
                row.account.cause(kept, || cause);
            }
            let before = if failing.is_empty() { DayBounds::default() } else { row.kept(pool) };
            for (id, part) in failing.drain(..) {
                let lost = before.possible().difference(pool[part].certain());
                let certain = before.possible().difference(pool[part].possible()) == lost;
                if !lost.is_empty() {
                    row.account.remove(kept, Removal { reason: RemovalReason::Filter(id), days: lost, certain });
                }
            }
        }
        self.scratch.failing = failing;
        self.recorder.truncate(mark);
        let (kept, base) = (self.scratch.rows[row].mask, self.scratch.rows[row].base);
        self.scratch.rows[row].mask = self.scratch.days.and(kept, mask);
        self.scratch.rows[row].base =
            if base == kept { self.scratch.rows[row].mask } else { self.scratch.days.and(base, mask) };
    }

    /// The days on which a condition on a row holds; `failing` gathers the clauses that do not hold on every day.
    fn row_mask(&mut self, id: ConditionId, failing: &mut Vec<(ConditionId, Days)>) -> Days {
        let plan = self.plan;
        let mask = match &plan.conditions[id.index()].kind {
            ConditionKind::All(parts) => {
                let mark = self.recorder.mark();
                let mut mask = Days::ALWAYS;
                for part in parts {
                    let next = self.row_mask(*part, failing);
                    mask = self.scratch.days.and(mask, next);
                    if !self.whole && mask == Days::NEVER {
                        break;
                    }
                }
                if self.scratch.days.is_never(mask) {
                    self.recorder.truncate(mark);
                }
                return mask;
            }
            ConditionKind::Any(parts) => {
                let mark = self.recorder.mark();
                let mut mask = Days::NEVER;
                for part in parts {
                    let next = self.row_mask(*part, &mut Vec::new());
                    mask = self.scratch.days.or(mask, next);
                    if !self.whole && mask == Days::ALWAYS {
                        break;
                    }
                }
                if mask == Days::ALWAYS {
                    self.recorder.truncate(mark);
                }
                mask
            }
            ConditionKind::Not(inner) => {
                let inner = self.row_mask(*inner, &mut Vec::new());
                self.scratch.days.minus(Days::ALWAYS, inner)
            }
            ConditionKind::Listed(list, keys, read_on) if self.reads_day_worked(*read_on) => {
                self.listed_days(*list, keys)
            }
            ConditionKind::Truth(_)
            | ConditionKind::Defined(_)
            | ConditionKind::Follows(..)
            | ConditionKind::Met(_)
            | ConditionKind::OneOf(..)
            | ConditionKind::Compare(..)
            | ConditionKind::Between(..)
            | ConditionKind::Listed(..)
            | ConditionKind::Ongoing(..)
            | ConditionKind::Several(_)
            | ConditionKind::Excepted(_) => Days::constant(self.condition(id)),
        };
        if R::ON && mask != Days::ALWAYS {
            failing.push((id, mask));
        }
        mask
    }

    /// The days on which the key is in the list as it stood on that day. Where no version stands, nothing is known.
    fn listed_days(&mut self, list: ListId, keys: &[TermId]) -> Days {
        let mark = self.recorder.mark();
        let versions = &self.plan.lists[list.index()].versions;
        let mut days = Days::UNKNOWN;
        for (index, version) in versions.iter().enumerate() {
            let found = Days::constant(self.listed_in(list, Some(index), keys));
            days = self.scratch.days.splice(days, version.validity, found);
        }
        if R::ON && !DaySet::from_intervals(versions.iter().map(|version| version.validity)).complement().is_empty() {
            self.recorder.cause(|| Cause::List(list));
        }
        if self.scratch.days.is_never(days) {
            self.recorder.truncate(mark);
        }
        days
    }

    fn reads_day_worked(&mut self, read_on: Option<ReadOn>) -> bool {
        match read_on {
            Some(on) => on == ReadOn::DayWorked,
            None => self.role(Role::ListReading) == Meaning::DayWorked(true),
        }
    }
}
