//! What a few conditions come to, day after day.

use crate::case::Case;
use crate::eval::{self, Scratch, Watched};
use crate::plan::{ConditionId, Plan, Reading, VersionId};
use crate::time::Day;
use crate::value::Truth;

/// Conditions of a version that are watched on a case.
pub struct Watch<'a> {
    plan: &'a Plan,
    case: &'a Case,
    version: VersionId,
    scratch: Scratch<Watched>,
    watched: Watched,
}

impl<'a> Watch<'a> {
    /// Watches conditions of a version, in force or not.
    pub fn new(plan: &'a Plan, case: &'a Case, version: VersionId, conditions: &[ConditionId]) -> Watch<'a> {
        let watched = Watched { conditions: conditions.to_vec(), came_to: vec![Truth::No; conditions.len()] };
        Watch { plan, case, version, scratch: Scratch::default(), watched }
    }

    /// What the conditions come to where the facts are assessed on a day, in their order.
    pub fn on(&mut self, reading: &Reading, day: Day) -> impl Iterator<Item = Truth> + '_ {
        self.watched.came_to.fill(Truth::No);
        let Watch { plan, case, version, scratch, watched } = self;
        eval::evaluate(plan, *version, case, reading, Some(day), scratch, watched);
        self.watched.came_to.iter().copied()
    }
}
