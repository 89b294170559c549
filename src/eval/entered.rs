//! Which days a measure was taken over.

use crate::time::DayBounds;

/// The days that a measure was taken over, and those that it looked at to find them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Certain days are those that the least measure was taken over; possible ones may enter in some filling.
    pub days: DayBounds,
    /// Where a day is missing, a duration is interrupted: the days of the set, those that were excluded from it
    /// included where an exclusion does not interrupt.
    pub base: DayBounds,
    /// The longest run may be another than the one that is certain.
    pub rivalled: bool,
}

impl Entered {
    /// What holds of this and of a measure on another day together.
    pub(super) fn join(&mut self, other: &Entered) {
        let either = |one: &DayBounds, other: &DayBounds| {
            DayBounds::new(one.certain().intersection(other.certain()), one.possible().union(other.possible()))
        };
        self.days = either(&self.days, &other.days);
        self.base = either(&self.base, &other.base);
        self.rivalled |= other.rivalled;
    }
}
