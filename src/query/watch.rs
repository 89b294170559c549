//! What a few conditions come to, day after day.

use crate::case::Case;
use crate::eval::{self, Scratch, TermValue, Watched};
use crate::plan::{ConditionId, Plan, Reading, VersionId};
use crate::time::Day;
use crate::value::Truth;

/// Conditions of a version that are watched on cases, and with `VALUES` the values that its answers tell.
pub struct Watch<'a, const VALUES: bool = false> {
    plan: &'a Plan,
    version: VersionId,
    scratch: Scratch<Watched<VALUES>>,
    watched: Watched<VALUES>,
}

impl<'a, const VALUES: bool> Watch<'a, VALUES> {
    /// Watches conditions of a version, in force or not.
    pub fn new(plan: &'a Plan, version: VersionId, conditions: Vec<ConditionId>) -> Self {
        Watch { plan, version, scratch: Scratch::default(), watched: Watched::new(conditions) }
    }

    /// What the conditions come to where the facts of a case are assessed on a day, in their order, and the values.
    pub fn on(&mut self, case: &Case, reading: &Reading, day: Option<Day>) -> (&[Truth], &[TermValue]) {
        self.watched.reset();
        let Watch { plan, version, scratch, watched } = self;
        eval::evaluate(plan, *version, case, reading, day, scratch, watched);
        (&self.watched.came_to, &self.watched.values)
    }
}
