//! A recueil against its own dossiers: what they expect, what they cover, what they would notice.
//!
//! In: a plan and dossiers with expectations. Out: verdicts, coverage and mutants as data. Every verdict comes from the
//! evaluator; nothing here knows a rule.

mod change;
mod constants;
mod coverage;
mod mutants;
mod points;

pub use change::Mutation;
pub use coverage::{Coverage, NumberCoverage, PartCoverage, ThresholdCoverage, ThresholdOf, coverage};
pub use mutants::{Mutant, mutants};
pub use points::PointCoverage;

use crate::case::{Case, Expectation, Expected, ExpectedPart, ExpectedValue};
use crate::eval::{TermValue, Trace};
use crate::explain::{self, FaultReason, quoted};
use crate::plan::{Plan, Version, VersionId};
use crate::query;
use crate::query::Request;
use crate::source::Span;
use crate::value::Outcome;

/// What was tried on a recueil.
#[derive(Clone, Debug, Default)]
pub struct Trial {
    /// The recueil.
    pub ruleset: String,
    /// Every expectation.
    pub verdicts: Vec<Verdict>,
    /// What the dossiers reach.
    pub coverage: Coverage,
    /// Mutants, when they were asked for.
    pub mutants: Option<Vec<Mutant>>,
}

impl Trial {
    /// Holds a recueil against its dossiers; mutants are tried where somebody listens to how many are done, of how many.
    pub fn of(plan: &Plan, cases: &[Case], mutants: Option<impl FnMut(usize, usize)>) -> Trial {
        Trial {
            ruleset: plan.name.clone(),
            verdicts: verdicts(plan, cases),
            coverage: coverage(plan, cases),
            mutants: mutants.map(|progress| self::mutants(plan, cases, progress)),
        }
    }
}

/// What one dossier expects under one text, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What the dossier is called.
    pub dossier: String,
    /// What it expects.
    pub expected: Expectation,
    /// The outcome.
    pub found: Outcome,
    /// What it expects of values, and what they came to.
    pub values: Vec<ValueVerdict>,
    /// What it expects of parts, and what they came to.
    pub parts: Vec<PartVerdict>,
    /// Faults of the rules, where the outcome is an error.
    pub errors: Vec<FaultReason>,
}

impl Verdict {
    /// Whether the expectation holds.
    pub fn holds(&self) -> bool {
        self.found == self.expected.outcome
            && self.values.iter().all(ValueVerdict::holds)
            && self.parts.iter().all(PartVerdict::holds)
    }
}

/// What a dossier expects of a value, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueVerdict {
    /// What it expects.
    pub expected: ExpectedValue,
    /// What it came to; `None` where the answer tells no value, as one that is out of scope.
    pub found: Option<TermValue>,
}

impl ValueVerdict {
    /// Whether it came to exactly that.
    pub fn holds(&self) -> bool {
        self.found.is_some_and(|found| match self.expected.value {
            Expected::Open => !found.is_known(),
            expected => found.as_expected() == Some(expected),
        })
    }

    /// What is expected, in the words of a dossier.
    pub fn wanted(&self) -> String {
        self.expected.value.words(&self.expected.of)
    }

    /// What was found, exactly, likewise.
    pub fn came_to(&self) -> Option<String> {
        Some(self.found?.as_expected()?.words(&self.expected.of))
    }
}

/// What a dossier expects of a part, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartVerdict {
    /// What it expects.
    pub expected: ExpectedPart,
    /// What it came to; `None` where nothing was evaluated.
    pub found: Option<Outcome>,
}

impl PartVerdict {
    /// Whether it came to that.
    pub fn holds(&self) -> bool {
        self.found == Some(self.expected.outcome)
    }

    /// What was found, in the words of a dossier.
    pub fn came_to(&self) -> Option<&'static str> {
        self.found.map(|found| ExpectedPart::word(self.expected.kind, found))
    }
}

/// Words of a rule, and where they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The words, on one line.
    pub said: String,
    /// The rule file, as the recueil names it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

impl Words {
    fn of(plan: &Plan, span: Span) -> Words {
        let place = plan.sources.position(span);
        let file = plan.sources.file(span.file).name.clone();
        Words { said: quoted(plan, span), file, line: place.line, column: place.column }
    }
}

/// Evaluates each dossier under each text that it names.
pub fn verdicts(plan: &Plan, cases: &[Case]) -> Vec<Verdict> {
    let all = cases.iter().flat_map(|case| case.expected.iter().map(move |expected| (case, expected)));
    all.filter_map(|(case, expected)| Some(verdict(plan, case, expected, version_of(plan, expected)?))).collect()
}

fn verdict(plan: &Plan, case: &Case, expected: &Expectation, version: VersionId) -> Verdict {
    let request = request(plan, case, expected);
    let asks_for_more = !expected.values.is_empty() || !expected.parts.is_empty();
    let recorded = if asks_for_more { query::recorded(plan, case, &request, version) } else { None };
    let found = match &recorded {
        Some((outcome, _)) => *outcome,
        None => query::outcome(plan, case, &request, version),
    };
    let ruled = &plan.versions[version.index()];
    let trace = recorded.as_ref().map(|(_, trace)| trace);
    let value = |expected: &ExpectedValue| ValueVerdict {
        found: trace.and_then(|trace| value(plan, ruled, trace, expected)),
        expected: expected.clone(),
    };
    let part = |expected: &ExpectedPart| PartVerdict {
        found: trace.and_then(|trace| part(ruled, trace, expected)),
        expected: expected.clone(),
    };
    Verdict {
        dossier: case.name.clone(),
        values: expected.values.iter().map(value).collect(),
        parts: expected.parts.iter().map(part).collect(),
        errors: match found {
            Outcome::Error => explain::faults(plan, case, &request, version),
            _ => Vec::new(),
        },
        expected: expected.clone(),
        found,
    }
}

/// What an expected value came to.
fn value(plan: &Plan, version: &Version, trace: &Trace, expected: &ExpectedValue) -> Option<TermValue> {
    let place = version.values.iter().position(|id| plan.definitions[id.index()].name == expected.name)?;
    trace.values.get(place).map(|(value, _)| *value)
}

/// What an expected part came to.
fn part(version: &Version, trace: &Trace, expected: &ExpectedPart) -> Option<Outcome> {
    let found = [&trace.routes, &trace.conditions, &trace.obstacles];
    let mut sections = version.sections().into_iter().zip(found);
    let ((_, parts), found) = sections.find(|((kind, _), _)| *kind == expected.kind)?;
    let place = parts.iter().position(|part| part.name == expected.name)?;
    found.get(place).map(|part| Outcome::from(part.truth))
}

/// What an expectation is about: its text, and the reading that its dossier names.
pub fn request(plan: &Plan, case: &Case, expected: &Expectation) -> Request {
    let reading = case.reading.iter().fold(plan.default_reading(), |reading, (convention, option)| {
        // The reader of dossiers has refused options that do not exist.
        reading.with(*convention, *option).unwrap_or(reading)
    });
    Request { text: Some(expected.text.clone()), reading, ..Request::new(plan) }
}

/// The version that an expectation names; the reader of dossiers has refused unknown ones.
fn version_of(plan: &Plan, expected: &Expectation) -> Option<VersionId> {
    let is_meant = |id: &VersionId| {
        let version = &plan.versions[id.index()];
        version.procedure == expected.procedure && plan.texts[version.text.index()].name == expected.text
    };
    (0..plan.versions.len() as u32).map(VersionId).find(is_meant)
}
