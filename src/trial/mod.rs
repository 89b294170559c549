//! A recueil against its own dossiers: what they expect, what they cover, what they would notice.
//!
//! In: a plan and dossiers with expectations. Out: verdicts, coverage and mutants as data. Every verdict comes from the
//! evaluator; nothing here knows a rule.

mod coverage;
mod mutants;
mod points;

pub use coverage::{Coverage, NumberCoverage, PartCoverage, ThresholdCoverage, ThresholdOf, coverage};
pub use mutants::{Mutant, Mutation, mutants};
pub use points::PointCoverage;

use crate::case::{Case, Expectation};
use crate::explain::{self, FaultReason, quoted};
use crate::plan::{Plan, VersionId};
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
    /// Faults of the rules, where the outcome is an error.
    pub errors: Vec<FaultReason>,
}

impl Verdict {
    /// Whether the expectation holds.
    pub fn holds(&self) -> bool {
        self.found.french() == self.expected.outcome
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
    let mut found = Vec::new();
    for case in cases {
        for expected in &case.expected {
            if let Some(version) = version_of(plan, expected) {
                let request = request(plan, case, expected);
                let outcome = query::outcome(plan, case, &request, version);
                let errors = match outcome {
                    Outcome::Error => explain::faults(plan, case, &request, version),
                    _ => Vec::new(),
                };
                let dossier = case.name.clone();
                found.push(Verdict { dossier, expected: expected.clone(), found: outcome, errors });
            }
        }
    }
    found
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
