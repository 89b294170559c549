//! From when on conditions may be met after the assessment, and from when on at the latest.

use super::Request;
use crate::case::Case;
use crate::plan::{FactId, Plan};
use crate::query::{self, Stretch};
use crate::time::{Day, DayRange, Interval};
use crate::value::Outcome;

/// When an outcome may come about, and when it will have: bounds over all that is not known, equal where all is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earliest {
    /// Met, or left to the prefect at least.
    pub outcome: Outcome,
    /// The first day on which some filling has it; not after the last possible day of assessment where it may have come
    /// about already.
    pub possible: Day,
    /// It may have come about on the day of assessment already.
    pub perhaps_already: bool,
    /// The first day after the assessment on which every filling has it; `None` where no day of the calendar is one.
    pub certain: Option<Day>,
    /// Ongoing periods without each of which it would not be so: `emplois[1]`. Those that begin after the assessment
    /// are among them.
    pub if_ongoing: Vec<String>,
    /// Ongoing periods of which one must go on as well.
    pub if_one_ongoing: Vec<String>,
}

/// What is known of a procedure's future from the stretches of a calendar that begins on the first possible day of
/// assessment or before.
pub(super) struct Future<'a> {
    pub(super) plan: &'a Plan,
    pub(super) case: &'a Case,
    pub(super) request: &'a Request,
    pub(super) stretches: &'a [Stretch],
    pub(super) assessed: DayRange,
}

impl Future<'_> {
    /// When conditions are met, where they are not on the day of assessment; else when the prefect may admit. And when he
    /// may, where that comes for certain before conditions are.
    pub(super) fn earliest(&self) -> (Option<Earliest>, Option<Earliest>) {
        let met = self.bounds(Outcome::Met);
        let discretionary = self.bounds(Outcome::Discretionary);
        match (met, discretionary) {
            (None, _) if self.already(Outcome::Met) => (None, None),
            (None, other) => (other.map(|bounds| self.explained(bounds)), None),
            (Some(met), other) => {
                let sooner = |one: &Bounds| one.certain.is_some_and(|day| met.certain.is_none_or(|met| day < met));
                let other = other.filter(sooner).map(|bounds| self.explained(bounds));
                (Some(self.explained(met)), other)
            }
        }
    }

    /// Whether every possible day of assessment has the outcome already.
    fn already(&self, wanted: Outcome) -> bool {
        let within = |stretch: &&Stretch| !stretch.days.intersection(self.assessed.interval()).is_empty();
        let mut days = self.stretches.iter().filter(within).peekable();
        days.peek().is_some() && days.all(|stretch| has(stretch.outcome, wanted))
    }

    fn bounds(&self, wanted: Outcome) -> Option<Bounds> {
        if self.already(wanted) {
            return None;
        }
        let (first, last) = (self.assessed.first, self.assessed.last);
        // The part of a stretch that does not come before a day.
        let from =
            |day: Day| move |stretch: &Stretch| Interval { start: stretch.days.start.max(day), end: stretch.days.end };
        let possible = self.stretches.iter().filter(|stretch| may_have(stretch.outcome, wanted)).map(from(first));
        let certain = self.stretches.iter().filter(|stretch| has(stretch.outcome, wanted));
        let certain = certain.map(|stretch| (from(last.plus_days(1))(stretch), stretch));
        let possible = possible.into_iter().find(|days| !days.is_empty())?.start;
        let certain = certain.into_iter().find(|(days, _)| !days.is_empty());
        Some(Bounds { wanted, possible, certain: certain.map(|(days, _)| days.start) })
    }

    fn explained(&self, bounds: Bounds) -> Earliest {
        let Bounds { wanted, possible, certain } = bounds;
        let day = certain.unwrap_or(possible);
        let stretch = self.stretches.iter().find(|stretch| stretch.days.contains(day));
        let relied = stretch.and_then(|stretch| stretch.version).map(|version| {
            let holds = |outcome: Outcome| match certain {
                Some(_) => has(outcome, wanted),
                None => may_have(outcome, wanted),
            };
            query::relied_on(self.plan, self.case, self.request, (version, day), self.assessed.first, holds)
        });
        let relied = relied.unwrap_or_default();
        let name = |(fact, row): &(FactId, usize)| format!("{}[{row}]", self.plan.facts[fact.index()].name);
        Earliest {
            outcome: wanted,
            possible,
            perhaps_already: possible <= self.assessed.last,
            certain,
            if_ongoing: relied.all.iter().map(name).collect(),
            if_one_ongoing: relied.one.iter().map(name).collect(),
        }
    }
}

/// When an outcome may come about, and when it will have.
struct Bounds {
    wanted: Outcome,
    possible: Day,
    certain: Option<Day>,
}

/// Whether an outcome is the one that is wanted, or better.
fn has(outcome: Outcome, wanted: Outcome) -> bool {
    outcome == Outcome::Met || outcome == wanted
}

fn may_have(outcome: Outcome, wanted: Outcome) -> bool {
    has(outcome, wanted) || outcome == Outcome::Undetermined
}
