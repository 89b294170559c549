//! Days that a count of working days passes over.

use crate::time::{Day, Holiday};

/// A day that is no working day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The day.
    pub day: Day,
    /// Its holidays; where there is none, the day of the week alone is the reason.
    pub holidays: Vec<Holiday>,
}
