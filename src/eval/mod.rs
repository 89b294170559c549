//! The evaluator: a plan, a case and a day give an outcome.
//!
//! In: a version of the plan, a [`Case`], a [`Reading`] and the day of assessment. Out: a truth value for the version
//! and, when a recorder listens, for every part of it. One evaluator serves explanation, calendar, questions,
//! sensitivity and comparison; with [`Silent`] it records nothing. Never reads or writes anything, and makes no
//! sentences.

mod account;
mod aggregate;
mod aggregated;
mod averaged;
mod bands;
mod cause;
mod choice;
mod compare;
mod condition;
mod definition;
mod either;
mod elapsed;
mod entered;
mod exception;
mod fault;
mod filter;
mod groups;
mod held;
mod length;
mod light;
mod looked_up;
mod lookup;
mod mean;
mod measure;
mod met;
mod parameter;
mod pool;
mod quantity;
mod record;
mod rows;
mod scale;
mod scratch;
mod set;
mod skipped;
mod sliced;
mod term;
mod value;
mod weight;
mod windows;
mod working;

pub use account::{Account, FullAccount, Removal, RemovalReason, RowAccount};
pub use aggregated::{Aggregated, Grouped, Weighed};
pub use averaged::{Averaged, AveragedPart};
pub use cause::Cause;
pub use entered::Entered;
pub use fault::{BandFault, Contradiction, Fault, Misfit, ReversedDates};
pub use held::Held;
pub use light::{Decided, Reached, Silent, Told, Watched};
pub use looked_up::LookedUp;
pub use quantity::Quantity;
pub use record::{Detail, Measured, NodeTrace, OnDate, ParameterRead, PartTrace, Recorder, Trace};
pub use scratch::Scratch;
pub use skipped::Skipped;
pub use sliced::Sliced;
pub use value::TermValue;
pub use windows::Windows;

use crate::case::{Case, Place};
use crate::plan::{
    ConventionId, DefinitionBody, FactId, Length, Meaning, Part, Plan, Reading, Role, Version, VersionId,
};
use crate::time::{Day, DayRange, MissingDay};
use crate::value::{Outcome, Truth};
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
    let version = &plan.versions[version.index()];
    let mut evaluator = Evaluator {
        plan,
        case,
        reading,
        day,
        scratch,
        recorder,
        row: None,
        quiet: 0,
        supposed: 0,
        whole: R::WHOLE || version.may_fail,
        faulty: false,
    };
    let outcome = evaluator.version(version);
    evaluator.recorder.end();
    outcome
}

/// The fact whose date is the day of assessment under a reading.
pub fn assessment_fact(plan: &Plan, reading: &Reading) -> Option<FactId> {
    let convention = plan.role(Role::AssessmentDay);
    match plan.meaning(convention, reading) {
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
    /// Above zero while something is evaluated that may turn out not to be asked for.
    supposed: u32,
    /// Whether everything is evaluated, what can no longer change the outcome included: for a record, and where rules
    /// may be faulty, which must come out with and without a record.
    whole: bool,
    /// A fault of the rules bears on the case for certain.
    faulty: bool,
}

impl<R: Recorder> Evaluator<'_, R> {
    fn version(&mut self, version: &Version) -> Outcome {
        let scope = match version.scope {
            Some(condition) => self.condition(condition),
            None => Truth::Yes,
        };
        // Who may be out of scope gets no other answer, met or not.
        let outcome = match scope {
            Truth::No => Outcome::NotApplicable,
            Truth::Yes => Outcome::from(self.sections(version, true)),
            _ if !self.whole => Outcome::Undetermined,
            _ => {
                self.supposing(true, |evaluator| evaluator.sections(version, true));
                Outcome::Undetermined
            }
        };
        self.recorder.version(0);
        if self.whole && scope != Truth::No {
            self.supposing(scope.is_open(), |evaluator| evaluator.mentions(version));
        }
        if (self.whole || R::VALUES) && scope != Truth::No {
            self.supposing(scope.is_open(), |evaluator| evaluator.values(version));
        }
        if self.faulty { Outcome::Error } else { outcome }
    }

    /// Whether the conditions of a version are met: its routes, its conditions and its obstacles together; `told` where
    /// the answer is on this version, and names its parts.
    fn sections(&mut self, version: &Version, told: bool) -> Truth {
        let start = self.recorder.mark();
        let mut all = Truth::Yes;
        // A record follows the order of the text; without one, what mostly asks for no rows comes first.
        let mut order = [Section::Routes, Section::Conditions, Section::Obstacles];
        if !R::ON {
            order.reverse();
        }
        for section in order {
            all = all.and(self.section(version, section, told));
            if !self.whole && all == Truth::No {
                break;
            }
        }
        if !all.is_open() {
            self.recorder.truncate(start);
        }
        all
    }

    /// What applies besides the conditions.
    fn mentions(&mut self, version: &Version) {
        for mention in version.papers.iter().chain(&version.steps).chain(&version.effects).chain(&version.appreciations)
        {
            if let Some(condition) = mention.applies_if {
                let mark = self.recorder.mark();
                self.condition(condition);
                self.recorder.truncate(mark);
            }
        }
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

    /// Whether a section lets the conditions be met: by one of its routes, by all others of its parts.
    fn section(&mut self, version: &Version, section: Section, told: bool) -> Truth {
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
            let mark = self.recorder.mark();
            let found = self.admitted(section == Section::Obstacles, part);
            if told {
                self.recorder.part(section, index, found, mark);
            }
            truth = match section {
                Section::Routes => truth.or(found),
                Section::Conditions => truth.and(found),
                Section::Obstacles => truth.and(found.not()),
            };
            if !self.whole && truth == settled {
                break;
            }
        }
        if routes && !truth.is_open() {
            self.recorder.truncate(mark);
        }
        truth
    }

    /// A part, with the prefect's admission where it is left to him.
    fn admitted(&mut self, obstacle: bool, part: &Part) -> Truth {
        let mark = self.recorder.mark();
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
        self.plan.meaning(convention, self.reading)
    }

    /// Which day stands for one that a month lacks: the earliest and the latest by the convention. Where it refuses to
    /// choose, both readings are followed, and what they have in common stands.
    fn missing_days(&mut self) -> [MissingDay; 2] {
        match self.role(Role::MissingDay) {
            Meaning::MissingDay(MissingDay::Refuse) => [MissingDay::LastOfMonth, MissingDay::FirstOfNext],
            Meaning::MissingDay(policy) => [policy; 2],
            _ => [MissingDay::LastOfMonth; 2],
        }
    }

    /// The days that are so many months after those of a range, or before them.
    fn plus_months(&mut self, range: DayRange, months: i32) -> Option<DayRange> {
        let [earliest, latest] = self.missing_days();
        let moved = match (range.first.plus_months(months, earliest), range.last.plus_months(months, latest)) {
            (Ok(first), Ok(last)) => DayRange::new(first, last),
            _ => None,
        };
        if moved.is_none_or(|moved| range.is_exact() && !moved.is_exact()) {
            self.recorder.cause(|| Cause::MissingDay);
        }
        moved
    }

    /// The days that are so much after those of a range, or before them.
    fn later(&mut self, range: DayRange, by: Length) -> Option<DayRange> {
        match by {
            Length::Days(days) => DayRange::new(range.first.plus_days(days), range.last.plus_days(days)),
            Length::Months(months) => self.plus_months(range, months),
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
