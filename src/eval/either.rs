//! What holds of sets in either of two worlds.

use super::exception::Replaceable;
use super::pool::Days;
use super::rows::SetRef;
use super::{Account, Cause, Evaluator, Recorder};
use crate::plan::{Excepted, FactId, Plan, SetId, SetKind};
use crate::time::DayBounds;

impl<R: Recorder> Evaluator<'_, R> {
    /// Whether the rows of two sets differ however the gaps are filled: a day of a row is certainly in the one and
    /// cannot be in the other.
    fn sets_disagree(&self, one: SetRef, other: SetRef) -> bool {
        // A row of a fact of which nothing is known may not be there.
        let known = |set: SetRef| self.rows(set).filter(|row| self.scratch.rows[*row].row.is_some());
        let mut keys: Vec<(FactId, Option<u32>)> =
            known(one).chain(known(other)).map(|row| self.scratch.rows[row].key()).collect();
        keys.sort_unstable();
        keys.dedup();
        let kept = |set: SetRef| {
            let mut kept: Vec<DayBounds> = vec![DayBounds::default(); keys.len()];
            for row in known(set).map(|row| &self.scratch.rows[row]) {
                if let Ok(index) = keys.binary_search(&row.key()) {
                    kept[index] = kept[index].union(&row.kept(&self.scratch.days));
                }
            }
            kept
        };
        let beyond = |one: &DayBounds, other: &DayBounds| !one.certain().is_subset(other.possible());
        kept(one).iter().zip(&kept(other)).any(|(one, other)| beyond(one, other) || beyond(other, one))
    }

    /// The rows of either of two sets, as certain as both together make them.
    fn either_set(&mut self, one: SetRef, other: SetRef, mark: usize) -> SetRef {
        if one == other {
            return one;
        }
        let causes = self.recorder.causes_since(mark);
        let start = self.scratch.rows.len();
        self.scratch.rows.extend_from_within(self.rows(one));
        self.join(start, other, &causes);
        self.enter(start)
    }

    /// Joins the rows from `start` on with those of another world.
    fn join(&mut self, start: usize, world: SetRef, causes: &[Cause]) {
        let theirs = self.rows(world);
        let ours = start..self.scratch.rows.len();
        let mut at = theirs.start;
        for row in ours.clone() {
            let found = self.find(&theirs, at, self.scratch.rows[row].key());
            at = found.map_or(at, |found| found + 1);
            let none = (Days::NEVER, Days::NEVER);
            let other = found.map_or(none, |found| (self.scratch.rows[found].mask, self.scratch.rows[found].base));
            let theirs = found.map(|found| self.causes_of(found..found + 1)).unwrap_or_default();
            self.hold_either(row, other, causes.iter().chain(&theirs));
        }
        let mut at = ours.start;
        for other in theirs {
            match self.find(&ours, at, self.scratch.rows[other].key()) {
                Some(found) => at = found + 1,
                None => {
                    self.scratch.rows.extend_from_within(other..other + 1);
                    self.hold_either(self.scratch.rows.len() - 1, (Days::NEVER, Days::NEVER), causes.iter());
                }
            }
        }
    }

    fn hold_either<'c>(&mut self, row: usize, other: (Days, Days), causes: impl Iterator<Item = &'c Cause>) {
        let (mask, base) = (self.scratch.rows[row].mask, self.scratch.rows[row].base);
        if (mask, base) == other {
            return;
        }
        self.scratch.rows[row].mask = self.scratch.days.join(mask, other.0);
        self.scratch.rows[row].base = self.scratch.days.join(base, other.1);
        for cause in causes {
            self.scratch.rows[row].account.cause(&mut self.scratch.kept, || cause.clone());
        }
    }
}

impl<R: Recorder> Replaceable<R> for SetId {
    type Found = SetRef;

    fn exceptions(self, plan: &Plan) -> Option<&Excepted<SetId>> {
        if let SetKind::Excepted(excepted) = &plan.sets[self.index()].kind { Some(excepted) } else { None }
    }

    fn find(self, evaluator: &mut Evaluator<'_, R>) -> SetRef {
        evaluator.set(self)
    }

    fn disagree(evaluator: &Evaluator<'_, R>, one: SetRef, other: SetRef) -> bool {
        evaluator.sets_disagree(one, other)
    }

    fn join(evaluator: &mut Evaluator<'_, R>, one: SetRef, other: SetRef, mark: usize) -> SetRef {
        evaluator.either_set(one, other, mark)
    }
}
