//! On which days a version is in force, where readings part on the day on which a text begins.

use super::{ConventionId, Meaning, Plan, Reading, Version};
use crate::time::{Day, Interval};

impl Plan {
    /// The days on which a version is in force under a reading.
    ///
    /// A text may begin on a day that a convention gives; what it ends then ends on the day before.
    pub fn in_force(&self, version: &Version, reading: &Reading) -> Interval {
        let given = |convention: ConventionId| day(self.meaning(convention, reading));
        let start = version.begins_by.and_then(given).unwrap_or(version.validity.start);
        let end = version.ends_by.and_then(given).unwrap_or(version.validity.end);
        Interval { start, end: end.max(start) }
    }

    /// The days that the options of a convention give, in their order.
    pub fn days_of(&self, convention: ConventionId) -> impl Iterator<Item = Day> {
        self.conventions[convention.index()].options.iter().filter_map(|option| day(option.meaning))
    }
}

impl Version {
    /// The conventions on which its days hang.
    pub fn dated_by(&self) -> impl Iterator<Item = ConventionId> {
        self.begins_by.into_iter().chain(self.ends_by)
    }
}

fn day(meaning: Meaning) -> Option<Day> {
    match meaning {
        Meaning::Day(day) => Some(day),
        _ => None,
    }
}
