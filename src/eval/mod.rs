//! The evaluator: a plan, a case and a day give an outcome.
//!
//! In: a version of the plan, a [`Case`], a [`Reading`] and the day of assessment. Out: a truth value for the version
//! and, when a recorder listens, for every part of it. One evaluator serves explanation, calendar, questions,
//! sensitivity and comparison; with [`Silent`] it records nothing. Never reads or writes anything, and makes no
//! sentences.

mod bands;
mod condition;
mod measure;
mod outcome;
mod record;
mod scratch;
mod set;
mod term;

pub use bands::{BandFault, Misfit};
pub use measure::{Entered, Quantity};
pub use outcome::Outcome;
pub use record::{
    Account, Cause, Detail, FullAccount, NodeTrace, PartTrace, Recorder, Removal, RemovalReason, RowAccount, Silent,
    Trace, Windows,
};
pub use scratch::Scratch;
pub use term::TermValue;

use crate::case::{Case, Place};
use crate::plan::{ConventionId, DefinitionBody, FactId, Meaning, Part, Plan, Reading, Role, Version, VersionId};
use crate::time::{Day, MissingDay};
use crate::value::Truth;
use record::Section;

/// Evaluates one version on one day.
///
/// Whether the version is in force on that day is not looked at here: the caller chose it. Without a day, whatever
/// depends on it is open. `scratch` is room for any plan and case; kept from one evaluation to the next, it spares the
/// time of making it.
pub fn evaluate<R: Recorder>(
    plan: &Plan,
    version: VersionId,
    case: &Case,
    reading: &Reading,
    day: Option<Day>,
    scratch: &mut Scratch<R>,
    recorder: &mut R,
) -> Outcome {
    scratch.begin(plan);
    let mut evaluator = Evaluator { plan, case, reading, day, scratch, recorder, row: None, quiet: 0 };
    let outcome = evaluator.version(&plan.versions[version.index()]);
    evaluator.recorder.end();
    outcome
}

/// The fact whose date is the day of assessment under a reading.
pub fn assessment_fact(plan: &Plan, reading: &Reading) -> Option<FactId> {
    let convention = plan.role(Role::AssessmentDay);
    match plan.conventions[convention.index()].options[reading.option(convention)].meaning {
        Meaning::Date(fact) => Some(fact),
        _ => None,
    }
}

struct Evaluator<'a, R: Recorder> {
    plan: &'a Plan,
    case: &'a Case,
    reading: &'a Reading,
    day: Option<Day>,
    recorder: &'a mut R,
    scratch: &'a mut Scratch<R>,
    /// The row whose columns are in reach; `None` as index for a fact of which nothing is known.
    row: Option<(FactId, Option<usize>)>,
    /// Above zero while rows are sorted: conditions on rows are not conditions of the procedure.
    quiet: u32,
}

impl<R: Recorder> Evaluator<'_, R> {
    fn version(&mut self, version: &Version) -> Outcome {
        let scope = match version.scope {
            Some(condition) => self.condition(condition),
            None => Truth::Yes,
        };
        if scope == Truth::No {
            self.recorder.version(Truth::No, 0);
            return Outcome::NotApplicable;
        }
        let start = self.recorder.mark();
        let mut all = scope;
        // A record follows the order of the text; without one, what mostly asks for no rows comes first.
        let mut order = [Section::Routes, Section::Conditions, Section::Obstacles];
        if !R::ON {
            order.reverse();
        }
        for section in order {
            all = all.and(self.section(version, section));
            if !R::ON && all == Truth::No {
                return Outcome::NotMet;
            }
        }
        if !all.is_open() {
            self.recorder.truncate(start);
        }
        self.recorder.version(all, start);
        if !R::ON {
            return Outcome::from(all);
        }
        for mention in version.papers.iter().chain(&version.steps).chain(&version.effects).chain(&version.appreciations)
        {
            if let Some(condition) = mention.applies_if {
                let mark = self.recorder.mark();
                self.condition(condition);
                self.recorder.truncate(mark);
            }
        }
        self.values(version);
        Outcome::from(all)
    }

    /// Whether a section lets the conditions be met: by one of its routes, by all others of its parts.
    fn section(&mut self, version: &Version, section: Section) -> Truth {
        let parts = match section {
            Section::Routes => &version.routes,
            Section::Conditions => &version.conditions,
            Section::Obstacles => &version.obstacles,
        };
        let routes = section == Section::Routes && !parts.is_empty();
        let mark = self.recorder.mark();
        let settled = Truth::from_bool(routes);
        let mut truth = settled.not();
        for (index, part) in parts.iter().enumerate() {
            let found = self.part(section, index, part);
            truth = match section {
                Section::Routes => truth.or(found),
                Section::Conditions => truth.and(found),
                Section::Obstacles => truth.and(found.not()),
            };
            if !R::ON && truth == settled {
                break;
            }
        }
        if routes && !truth.is_open() {
            self.recorder.truncate(mark);
        }
        truth
    }

    /// The values that an answer tells.
    fn values(&mut self, version: &Version) {
        for definition in &version.values {
            let mark = self.recorder.mark();
            if let DefinitionBody::Term(term) = self.plan.definitions[definition.index()].body {
                let value = self.defined_term(*definition, term);
                self.recorder.value(value, mark);
            }
            self.recorder.truncate(mark);
        }
    }

    /// A part, with the prefect's admission where it is left to him.
    fn part(&mut self, section: Section, index: usize, part: &Part) -> Truth {
        let mark = self.recorder.mark();
        let obstacle = section == Section::Obstacles;
        let mut truth = self.condition(part.condition);
        if part.discretionary && truth != Truth::No {
            truth = match self.case.admission(&part.name) {
                // An obstacle that was set aside does not stand; one that was opposed does.
                Some(true) if obstacle => Truth::No,
                Some(false) if !obstacle => Truth::No,
                Some(_) => truth,
                None if truth == Truth::Yes => Truth::Discretion,
                None => truth,
            };
            if truth.is_open() && self.case.admission(&part.name).is_none() {
                self.recorder.cause(|| Cause::Admission(part.name.clone()));
            }
        }
        if !truth.is_open() {
            self.recorder.truncate(mark);
        }
        self.recorder.part(section, index, truth, mark);
        truth
    }

    /// Whether the condition at hand leaves a node in the record: one on a row leaves none.
    fn has_node(&self) -> bool {
        R::ON && self.quiet == 0
    }

    /// What the reading's option of a built-in convention means.
    fn role(&mut self, role: Role) -> Meaning {
        let convention = self.plan.role(role);
        self.meaning(convention)
    }

    fn meaning(&mut self, convention: ConventionId) -> Meaning {
        self.recorder.convention(convention);
        self.plan.conventions[convention.index()].options[self.reading.option(convention)].meaning
    }

    fn missing_day(&mut self) -> MissingDay {
        match self.role(Role::MissingDay) {
            Meaning::MissingDay(policy) => policy,
            _ => MissingDay::LastOfMonth,
        }
    }

    /// The first day that is no longer counted: the day of assessment, or the day after when it counts.
    fn end(&mut self) -> Option<Day> {
        let counts = self.role(Role::AssessmentDayCounts) == Meaning::Counts(true);
        let day = self.assessment_day()?;
        Some(if counts { day.plus_days(1) } else { day })
    }

    /// The day of assessment; when it is unknown, its fact is a cause.
    fn assessment_day(&mut self) -> Option<Day> {
        self.recorder.convention(self.plan.role(Role::AssessmentDay));
        if self.day.is_none() {
            let fact = assessment_fact(self.plan, self.reading);
            self.recorder.cause(|| fact.map_or(Cause::AssessmentDay, |fact| Cause::At(Place::Fact(fact))));
        }
        self.day
    }
}
