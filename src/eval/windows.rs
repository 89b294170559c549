//! The days that are looked at.

use crate::time::Interval;

/// The days looked at, on each of the days of assessment that are possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    /// Days looked at on one of them at least.
    pub any: Interval,
    /// Days looked at on all of them.
    pub all: Interval,
}

impl Windows {
    /// Those of a day of assessment that is known.
    pub fn one(window: Interval) -> Windows {
        Windows { any: window, all: window }
    }

    /// Those of either reading of a day of assessment that is known.
    pub(super) fn either([one, other]: [Interval; 2]) -> Windows {
        let mut windows = Windows::one(one);
        windows.join(Windows::one(other));
        windows
    }

    pub(super) fn join(&mut self, other: Windows) {
        *self = Windows { any: self.any.hull(other.any), all: self.all.intersection(other.all) };
    }
}
