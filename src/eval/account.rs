//! What became of the rows of sets.

use super::Cause;
use crate::plan::{ConditionId, FactId, SetId};
use crate::time::{DayBounds, DaySet};

/// What became of one row in a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowAccount {
    /// The fact.
    pub fact: FactId,
    /// The row; `None` for a fact of which nothing is known.
    pub row: Option<usize>,
    /// Its days that belong to the set.
    pub days: DayBounds,
    /// What was taken away, in order.
    pub removed: Vec<Removal>,
}

impl RowAccount {
    /// Whether both are of the same row.
    pub(super) fn is_of(&self, other: &RowAccount) -> bool {
        (self.fact, self.row) == (other.fact, other.row)
    }

    pub(super) fn join(&mut self, other: &RowAccount) {
        let certain = self.days.certain().intersection(other.days.certain());
        self.days = DayBounds::new(certain, self.days.possible().union(other.days.possible()));
        for removal in &mut self.removed {
            removal.certain &= other.removed.contains(removal);
        }
        for removal in &other.removed {
            if !self.removed.iter().any(|known| (known.reason, &known.days) == (removal.reason, &removal.days)) {
                self.removed.push(Removal { certain: false, ..removal.clone() });
            }
        }
    }

    /// The row is of the set on one of the days only.
    pub(super) fn maybe(&mut self) {
        self.days = DayBounds::new(DaySet::empty(), self.days.possible().clone());
        self.removed.iter_mut().for_each(|removal| removal.certain = false);
    }
}

/// Days of a row that were set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// Why.
    pub reason: RemovalReason,
    /// Which days of the row.
    pub days: DaySet,
    /// Whether it is certain.
    pub certain: bool,
}

/// Why days of a row are set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemovalReason {
    /// The row does not satisfy this condition.
    Filter(ConditionId),
    /// The row or its days belong to this excluded set.
    Excluded(SetId),
    /// The days do not belong to this set.
    Outside(SetId),
}

/// What is kept of a row while sets are made: why its days are open, and why some were set aside.
///
/// Rows are copied from set to set; all copies share what was kept of them before.
pub trait Account: Copy + Default + std::fmt::Debug {
    /// Where it is kept, for all rows.
    type Kept: Default + std::fmt::Debug;
    /// Forgets what was kept of all rows.
    fn forget(_kept: &mut Self::Kept) {}
    /// Adds a reason for which days are open.
    fn cause(&mut self, _kept: &mut Self::Kept, _cause: impl FnOnce() -> Cause) {}
    /// Adds days that were set aside.
    fn remove(&mut self, _kept: &mut Self::Kept, _removal: Removal) {}
    /// Why days are open.
    fn causes(self, _kept: &Self::Kept) -> impl Iterator<Item = &Cause> {
        std::iter::empty()
    }
    /// What was set aside, in order.
    fn removed(self, _kept: &Self::Kept) -> Vec<Removal> {
        Vec::new()
    }
}

/// Nothing is kept.
impl Account for () {
    type Kept = ();
}

/// Everything is kept.
#[derive(Clone, Copy, Debug, Default)]
pub struct FullAccount {
    causes: Link,
    removed: Link,
}

/// What is kept of all rows.
#[derive(Debug, Default)]
pub struct Kept {
    causes: Chains<Cause>,
    removed: Chains<Removal>,
}

impl Account for FullAccount {
    type Kept = Kept;

    fn forget(kept: &mut Kept) {
        kept.causes.items.clear();
        kept.removed.items.clear();
    }

    fn cause(&mut self, kept: &mut Kept, cause: impl FnOnce() -> Cause) {
        kept.causes.add(&mut self.causes, cause());
    }

    fn remove(&mut self, kept: &mut Kept, removal: Removal) {
        kept.removed.add(&mut self.removed, removal);
    }

    fn causes(self, kept: &Kept) -> impl Iterator<Item = &Cause> {
        kept.causes.last_first(self.causes)
    }

    fn removed(self, kept: &Kept) -> Vec<Removal> {
        let mut removed: Vec<Removal> = kept.removed.last_first(self.removed).cloned().collect();
        removed.reverse();
        removed
    }
}

/// The last item of a chain.
type Link = Option<usize>;

/// Items, each with the one before it in its chain; chains that began alike share their beginning.
#[derive(Debug)]
struct Chains<T> {
    items: Vec<(Link, T)>,
}

impl<T> Default for Chains<T> {
    fn default() -> Chains<T> {
        Chains { items: Vec::new() }
    }
}

impl<T> Chains<T> {
    fn add(&mut self, chain: &mut Link, item: T) {
        self.items.push((*chain, item));
        *chain = Some(self.items.len() - 1);
    }

    fn last_first(&self, chain: Link) -> impl Iterator<Item = &T> {
        let item = |link: usize| self.items.get(link);
        let before = move |(before, _): &&(Link, T)| before.and_then(item);
        std::iter::successors(chain.and_then(item), before).map(|(_, item)| item)
    }
}
