//! Which readings would change an outcome.

use std::collections::BTreeSet;

use super::outcome_within;
use crate::case::Case;
use crate::eval::{Outcome, Scratch};
use crate::explain::Request;
use crate::plan::{ConventionId, Plan, Reading, VersionId};

/// Beyond so many evaluations, options are tried alone and in pairs only.
const MAX_EVALUATIONS: usize = 50_000;

/// How an outcome depends on the options that are followed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sensitivity {
    /// The smallest sets of options that would change the outcome, fewest first.
    pub changes: Vec<Change>,
    /// More than two options together were too many to try.
    pub pairs_only: bool,
}

/// Options that, followed together, change the outcome; no part of them does so alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The conventions and the options, by name.
    pub options: Vec<(String, String)>,
    /// The outcome under these options.
    pub outcome: Outcome,
}

/// What would change the outcome of a version.
///
/// Only conventions in `met` are tried, alone and together.
pub fn sensitivity(
    plan: &Plan,
    case: &Case,
    request: &Request,
    version: VersionId,
    found: Outcome,
    met: &BTreeSet<ConventionId>,
) -> Sensitivity {
    let choices: Vec<(ConventionId, usize)> =
        met.iter().map(|id| (*id, plan.conventions[id.index()].options.len())).collect();
    let choices: Vec<(ConventionId, usize)> = choices.into_iter().filter(|(_, options)| *options > 1).collect();
    let total = choices.iter().try_fold(1_usize, |total, (_, options)| total.checked_mul(*options));
    let days = super::assessment_days(plan, case, &request.reading, request.day)
        .map_or(1, |days| days.first.days_until(days.last) as usize + 1);
    let all = total.and_then(|total| total.checked_mul(days)).is_some_and(|total| total <= MAX_EVALUATIONS);
    let depth = if all { choices.len() } else { choices.len().min(2) };
    let pairs_only = depth < choices.len();
    let scratch = Scratch::default();
    let mut search = Search { plan, case, request, version, found, choices, changes: Vec::new(), scratch };
    for size in 1..=depth {
        search.combine(size, 0, &mut Vec::new());
    }
    let changes = search.changes.into_iter().map(|(options, outcome)| name(plan, &options, outcome)).collect();
    Sensitivity { changes, pairs_only }
}

type Options = Vec<(ConventionId, usize)>;

struct Search<'a> {
    plan: &'a Plan,
    case: &'a Case,
    request: &'a Request,
    version: VersionId,
    found: Outcome,
    choices: Vec<(ConventionId, usize)>,
    changes: Vec<(Options, Outcome)>,
    scratch: Scratch,
}

impl Search<'_> {
    /// Tries every set of `size` options of distinct conventions that contains no change already found.
    fn combine(&mut self, size: usize, from: usize, chosen: &mut Options) {
        if chosen.len() == size {
            self.attempt(chosen);
            return;
        }
        for index in from..self.choices.len() {
            let (convention, options) = self.choices[index];
            let followed = self.request.reading.option(convention);
            for option in (0..options).filter(|option| *option != followed) {
                chosen.push((convention, option));
                if !self.changes.iter().any(|(known, _)| known.iter().all(|one| chosen.contains(one))) {
                    self.combine(size, index + 1, chosen);
                }
                chosen.pop();
            }
        }
    }

    fn attempt(&mut self, chosen: &Options) {
        let Some(reading) = apply(&self.request.reading, chosen) else { return };
        let request = Request { reading, ..self.request.clone() };
        let outcome = outcome_within(&mut self.scratch, self.plan, self.case, &request, self.version);
        if outcome != self.found {
            self.changes.push((chosen.clone(), outcome));
        }
    }
}

fn apply(reading: &Reading, options: &Options) -> Option<Reading> {
    options.iter().try_fold(reading.clone(), |reading, (convention, option)| reading.with(*convention, *option))
}

fn name(plan: &Plan, options: &Options, outcome: Outcome) -> Change {
    let names = options.iter().map(|(id, option)| {
        let convention = &plan.conventions[id.index()];
        (convention.name.clone(), convention.options[*option].name.clone())
    });
    Change { options: names.collect(), outcome }
}
