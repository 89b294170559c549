//! Sets of days of which not everything is known.

use super::{DaySet, Interval};

/// What is known of a set of days: those that are certainly of it and those that may be.
///
/// Bounds are sound: whatever set the facts turn out to be, it holds the certain days and lies
/// within the possible ones, and so does the result of each operation.
// INVARIANT: certain is a subset of possible.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DayBounds {
    certain: DaySet,
    possible: DaySet,
}

impl DayBounds {
    /// Nothing left open.
    pub fn exact(set: DaySet) -> DayBounds {
        DayBounds { possible: set.clone(), certain: set }
    }

    /// Nothing known: any day may be of it, none certainly is.
    pub fn unknown() -> DayBounds {
        DayBounds { certain: DaySet::empty(), possible: DaySet::all() }
    }

    /// Bounds from two sets; days that are certain are possible too.
    pub fn new(certain: DaySet, possible: DaySet) -> DayBounds {
        let possible = if certain.is_subset(&possible) { possible } else { possible.union(&certain) };
        DayBounds { certain, possible }
    }

    /// The days that are of it however the gaps are filled.
    pub fn certain(&self) -> &DaySet {
        &self.certain
    }

    /// The days that are of it for some filling of the gaps.
    pub fn possible(&self) -> &DaySet {
        &self.possible
    }

    /// Whether nothing is left open.
    pub fn is_exact(&self) -> bool {
        self.certain == self.possible
    }

    /// The days of either.
    pub fn union(&self, other: &DayBounds) -> DayBounds {
        DayBounds { certain: self.certain.union(&other.certain), possible: self.possible.union(&other.possible) }
    }

    /// The days of both.
    pub fn intersection(&self, other: &DayBounds) -> DayBounds {
        DayBounds {
            certain: self.certain.intersection(&other.certain),
            possible: self.possible.intersection(&other.possible),
        }
    }

    /// The days of this one without those of the other. Crosses over: a day is certainly left only
    /// where it cannot be of the other, and may be left unless it certainly is.
    pub fn difference(&self, other: &DayBounds) -> DayBounds {
        DayBounds {
            certain: self.certain.difference(&other.possible),
            possible: self.possible.difference(&other.certain),
        }
    }

    /// The days in the window.
    pub fn clip(&self, window: Interval) -> DayBounds {
        DayBounds { certain: self.certain.clip(window), possible: self.possible.clip(window) }
    }
}
