//! Whether another procedure is met, asked for by a condition.

use super::{Cause, Evaluator, Recorder};
use crate::case::{Place, Value};
use crate::plan::{Plan, Version};
use crate::value::Truth;

impl<R: Recorder> Evaluator<'_, R> {
    /// Whether the version that is in force on the day of assessment is met; one that is none is not. What is left to the
    /// authority is open until it has decided.
    pub(super) fn met(&mut self, procedure: &str) -> Truth {
        let plan = self.plan;
        let Some(day) = self.assessment_day() else {
            // Whatever the day may be, and there are days before all texts.
            let all = versions(plan, procedure).into_iter();
            let found = all.map(|version| self.supposing(true, |evaluator| evaluator.met_under(version)));
            return found.fold(Truth::No, Truth::join);
        };
        let reading = self.reading;
        for version in plan.versions.iter().filter(|version| version.procedure == procedure) {
            version.dated_by().for_each(|convention| self.recorder.convention(convention));
        }
        let known = versions(plan, procedure);
        let in_force = known.iter().position(|version| plan.in_force(version, reading).contains(day));
        in_force.map_or(Truth::No, |at| self.met_among(&known[..=at]))
    }

    /// The last version decides, unless its text leaves earlier acts to the one before.
    fn met_among(&mut self, versions: &[&Version]) -> Truth {
        let Some((last, earlier)) = versions.split_last() else { return Truth::No };
        let Some(transition) = self.plan.texts[last.text.index()].transition else { return self.met_under(last) };
        match self.case.value(transition.fact) {
            Value::Date(days) if days.first >= transition.from => self.met_under(last),
            Value::Date(days) if days.last < transition.from => self.met_among(earlier),
            _ => {
                self.recorder.cause(|| Cause::At(Place::Fact(transition.fact)));
                let one = self.supposing(true, |evaluator| evaluator.met_under(last));
                let other = self.supposing(true, |evaluator| evaluator.met_among(earlier));
                one.join(other)
            }
        }
    }

    fn met_under(&mut self, version: &Version) -> Truth {
        let scope = version.scope.map_or(Truth::Yes, |scope| self.condition(scope));
        let truth = scope.and(self.sections(version, false));
        // The decision that is asked for is another's: until it is known, this one is open.
        if truth == Truth::Discretion { Truth::Unknown } else { truth }
    }
}

/// The versions of a procedure by first day.
fn versions<'p>(plan: &'p Plan, procedure: &str) -> Vec<&'p Version> {
    plan.versions.iter().filter(|version| version.procedure == procedure).collect()
}
