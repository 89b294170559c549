//! Two variants held together: what their rules say differently, whose outcome changes, and the smallest dossiers that
//! part them.
//!
//! In: two [`Variant`]s and dossiers. Out: differences as data. Every outcome comes from the evaluator.

mod cases;
mod rules;
mod shape;
mod universe;
mod witness;

use std::sync::Arc;

pub use cases::{CaseChange, Kind, Tally, Turned, case_change};
pub use rules::{Nature, Quote, RuleChange, rule_changes};
pub use witness::{Search, Witness, witnesses};

use crate::explain::Request;
use crate::plan::{Plan, Reading, VersionId};

/// A version of a procedure with a reading.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The recueil.
    pub plan: Arc<Plan>,
    /// The version.
    pub version: VersionId,
    /// Which options are followed.
    pub reading: Reading,
    /// Whether it is evaluated on days on which it is not in force.
    pub regardless: bool,
}

impl Variant {
    /// The procedure.
    pub fn procedure(&self) -> &str {
        &self.plan.versions[self.version.index()].procedure
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.plan.texts[self.plan.versions[self.version.index()].text.index()].name
    }

    fn request(&self) -> Request {
        Request {
            reading: self.reading.clone(),
            procedure: Some(self.procedure().to_string()),
            text: Some(self.text().to_string()),
            regardless: self.regardless,
            ..Request::new(&self.plan)
        }
    }
}

/// Two variants of one procedure, or of two that are compared.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The side before.
    pub before: Variant,
    /// The side after.
    pub after: Variant,
}
