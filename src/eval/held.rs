//! What a condition holds against what.

use super::{Quantity, TermValue};
use crate::plan::Length;
use crate::time::{Day, DayRange};

/// Two things that were held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// A length of a set that is known exactly, and the length that is asked for.
    Lengths(Quantity, Length),
    /// Two values.
    Values(TermValue, TermValue),
    /// A value, and the several that it may be.
    OneOf(TermValue),
    /// A day, the day on which an age is reached that is counted from it, the day of assessment, and the age.
    Age {
        /// From which the age is counted.
        since: DayRange,
        /// On which it is reached.
        reached: DayRange,
        /// The day of assessment.
        today: Day,
        /// The age.
        age: Length,
    },
    /// The number of rows that are of a set, the greatest that it may be, and the number that is asked for.
    Counts {
        /// The least that any filling gives.
        certain: u32,
        /// The most that some filling gives; `None` where nothing bounds it.
        possible: Option<u32>,
        /// The threshold.
        wanted: u32,
    },
}

impl Held {
    /// What holds on either of two days of assessment.
    pub(super) fn join(&mut self, other: Held) {
        match (self, other) {
            (Held::Values(left, right), Held::Values(other_left, other_right)) => {
                *left = left.join(other_left);
                *right = right.join(other_right);
            }
            (Held::OneOf(found), Held::OneOf(other)) => *found = found.join(other),
            (Held::Counts { certain, possible, .. }, Held::Counts { certain: least, possible: most, .. }) => {
                *certain = least.min(*certain);
                *possible = possible.zip(most).map(|(one, other)| one.max(other));
            }
            // An age is reached on the same day, whenever it is asked for; lengths are told by what was measured.
            (Held::Lengths(..) | Held::Values(..) | Held::OneOf(_) | Held::Age { .. } | Held::Counts { .. }, _) => {}
        }
    }
}
