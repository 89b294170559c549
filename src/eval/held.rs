//! What a condition holds against what.

use super::TermValue;
use crate::plan::Length;
use crate::time::{Day, DayRange};

/// Two things that were held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Two values.
    Values(TermValue, TermValue),
    /// A value, and the two that it may lie between.
    Between(TermValue, [TermValue; 2]),
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
}

impl Held {
    /// What holds on either of two days of assessment.
    pub(super) fn join(&mut self, other: Held) {
        match (self, other) {
            (Held::Values(left, right), Held::Values(other_left, other_right)) => {
                *left = left.join(other_left);
                *right = right.join(other_right);
            }
            (Held::Between(found, ends), Held::Between(other, other_ends)) => {
                *found = found.join(other);
                for (end, other) in ends.iter_mut().zip(other_ends) {
                    *end = end.join(other);
                }
            }
            (Held::OneOf(found), Held::OneOf(other)) => *found = found.join(other),
            // An age is reached on the same day, whenever it is asked for.
            (Held::Values(..) | Held::Between(..) | Held::OneOf(_) | Held::Age { .. }, _) => {}
        }
    }
}
