//! Sets of days of which not everything is known.

use super::{DaySet, Interval};

/// What is known of a set of days: those that are certainly of it and those that may be.
///
/// Bounds are sound: whatever set the facts turn out to be, it holds the certain days and lies
/// within the possible ones, and so does the result of each operation. Operations whose name ends
/// in `_into` write into bounds that already exist and reuse their room.
// INVARIANT: certain is a subset of possible. Where nothing is open only `certain` is kept, so that each operation is
// done once; `possible` is then room for later.
#[derive(Clone, Debug, Default)]
pub struct DayBounds {
    certain: DaySet,
    possible: DaySet,
    open: bool,
}

impl DayBounds {
    /// Nothing left open.
    pub const fn exact(set: DaySet) -> DayBounds {
        DayBounds { certain: set, possible: DaySet::empty(), open: false }
    }

    /// Nothing known: any day may be of it, none certainly is.
    pub fn unknown() -> DayBounds {
        DayBounds { certain: DaySet::empty(), possible: DaySet::all(), open: true }
    }

    /// Bounds from two sets; days that are certain are possible too.
    pub fn new(certain: DaySet, possible: DaySet) -> DayBounds {
        let mut bounds = DayBounds { certain, possible, open: true };
        bounds.settle();
        bounds
    }

    /// Becomes the set of the days of any of the intervals, with nothing left open.
    pub fn assign_exact(&mut self, intervals: impl IntoIterator<Item = Interval>) {
        self.certain.assign(intervals);
        self.open = false;
    }

    /// Becomes the bounds that [`DayBounds::new`] gives for the days of these intervals.
    pub fn assign(
        &mut self,
        certain: impl IntoIterator<Item = Interval>,
        possible: impl IntoIterator<Item = Interval>,
    ) {
        self.certain.assign(certain);
        self.possible.assign(possible);
        self.settle();
    }

    /// The days that are of it however the gaps are filled.
    pub fn certain(&self) -> &DaySet {
        &self.certain
    }

    /// The days that are of it for some filling of the gaps.
    pub fn possible(&self) -> &DaySet {
        if self.open { &self.possible } else { &self.certain }
    }

    /// Whether nothing is left open.
    pub fn is_exact(&self) -> bool {
        !self.open
    }

    /// The days of either.
    pub fn union(&self, other: &DayBounds) -> DayBounds {
        into_new(|out| self.union_into(other, out))
    }

    /// Writes the days of either to `out`.
    pub fn union_into(&self, other: &DayBounds, out: &mut DayBounds) {
        self.certain.union_into(&other.certain, &mut out.certain);
        out.open = self.open || other.open;
        if out.open {
            self.possible().union_into(other.possible(), &mut out.possible);
            out.settle();
        }
    }

    /// The days of both.
    pub fn intersection(&self, other: &DayBounds) -> DayBounds {
        into_new(|out| self.intersection_into(other, out))
    }

    /// Writes the days of both to `out`.
    pub fn intersection_into(&self, other: &DayBounds, out: &mut DayBounds) {
        self.certain.intersection_into(&other.certain, &mut out.certain);
        out.open = self.open || other.open;
        if out.open {
            self.possible().intersection_into(other.possible(), &mut out.possible);
            out.settle();
        }
    }

    /// The days of this one without those of the other. Crosses over: a day is certainly left only
    /// where it cannot be of the other, and may be left unless it certainly is.
    pub fn difference(&self, other: &DayBounds) -> DayBounds {
        into_new(|out| self.difference_into(other, out))
    }

    /// Writes the days of this one without those of the other to `out`.
    pub fn difference_into(&self, other: &DayBounds, out: &mut DayBounds) {
        self.certain.difference_into(other.possible(), &mut out.certain);
        out.open = self.open || other.open;
        if out.open {
            self.possible().difference_into(&other.certain, &mut out.possible);
            out.settle();
        }
    }

    /// The days in the window.
    pub fn clip(&self, window: Interval) -> DayBounds {
        DayBounds::new(self.certain.clip(window), self.possible().clip(window))
    }

    /// Restores the invariant after both sets were written.
    fn settle(&mut self) {
        self.open = self.certain != self.possible;
        if self.open && !self.certain.is_subset(&self.possible) {
            self.possible = self.possible.union(&self.certain);
            self.open = self.certain != self.possible;
        }
    }
}

impl PartialEq for DayBounds {
    fn eq(&self, other: &DayBounds) -> bool {
        self.certain == other.certain && self.possible() == other.possible()
    }
}

impl Eq for DayBounds {}

fn into_new(fill: impl FnOnce(&mut DayBounds)) -> DayBounds {
    let mut out = DayBounds::default();
    fill(&mut out);
    out
}
