//! Rows of sets, as the evaluation at hand holds them.

use std::ops::Range;
use std::sync::Arc;

use super::pool::{Days, Pool};
use super::{Account, RowAccount};
use crate::plan::FactId;
use crate::time::{DayBounds, Interval};

/// A set of the evaluation at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SetRef(pub(super) u32);

/// Where the rows of a set stand, and its days once they are asked for.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) rows: Range<usize>,
    pub(super) days: Option<Days>,
    pub(super) base: Option<Days>,
    pub(super) accounts: Option<Arc<[RowAccount]>>,
}

/// One row in a set.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowPart<A> {
    pub(super) fact: FactId,
    /// `None` for a fact of which nothing is known.
    pub(super) row: Option<u32>,
    pub(super) certain: Interval,
    pub(super) possible: Interval,
    /// The days on which it belongs to the set.
    pub(super) mask: Days,
    /// As [`Self::mask`], before exclusions.
    pub(super) base: Days,
    pub(super) account: A,
}

impl<A: Account> RowPart<A> {
    pub(super) fn key(&self) -> (FactId, Option<u32>) {
        (self.fact, self.row)
    }

    /// The days of the row that a mask keeps.
    pub(super) fn days(&self, mask: &DayBounds) -> DayBounds {
        let mut days = DayBounds::default();
        if self.is_exact(mask) {
            days.assign_exact(mask.certain().runs_within(self.certain));
        } else {
            days.assign(mask.certain().runs_within(self.certain), mask.possible().runs_within(self.possible));
        }
        days
    }

    pub(super) fn kept(&self, pool: &Pool) -> DayBounds {
        self.days(&pool[self.mask])
    }

    pub(super) fn is_exact(&self, mask: &DayBounds) -> bool {
        self.certain == self.possible && mask.is_exact()
    }
}
