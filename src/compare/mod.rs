//! Two variants held together: what their rules say differently, whose outcome changes, and the smallest dossiers that
//! part them.
//!
//! In: two [`Variant`]s and dossiers. Out: differences as data. Every outcome comes from the evaluator.

mod cases;
mod change;
mod context;
mod difference;
mod differences;
mod domain;
mod errors;
mod exceptions;
mod gather;
mod rules;
mod shape;
mod sides;
mod universe;
mod whole;
mod witness;
mod words;

use std::sync::Arc;

pub use cases::{CaseChange, Kind, Tally, Turned, ValueChange, case_change};
pub use change::{Nature, Quote, RuleChange, Subject};
pub use difference::{Band, CompleteCode, Declared, Difference, Force, Restriction, Said, VersionDifference, Within};
pub use gather::{AsRead, Comparer, Found, Gathered, MAX_DETAILS, Options, Refusal, Refusals, RefusedBy, Work};
pub use rules::rule_changes;
pub use sides::{Incomparable, Sides};
pub use whole::{Compared, Comparison};
pub use witness::{Search, Varied, Witness, witnesses};

use crate::plan::{DefinitionBody, Plan, Reading, Type, VersionId};
use crate::query::Request;
use shape::Shapes;

/// A version of a procedure with a reading.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The recueil.
    pub plan: Arc<Plan>,
    /// The version, by its place in the plan.
    pub version: VersionId,
    /// Which options are followed.
    pub reading: Reading,
    /// Whether it is evaluated on days on which it is not in force.
    pub regardless: bool,
}

impl Variant {
    /// The name of the procedure.
    pub fn procedure(&self) -> &str {
        &self.plan.versions[self.version.index()].procedure
    }

    /// The name of the text.
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
    /// The values that answers tell, side by side.
    values: Vec<ValuePair>,
}

/// A value that the answers of both sides tell, or of one.
#[derive(Clone, Debug)]
struct ValuePair {
    /// Its name; the new one when it was renamed.
    name: String,
    before: Option<Side>,
    after: Option<Side>,
}

/// Where a side tells a value.
#[derive(Clone, Debug)]
struct Side {
    /// Its place among the values of the version.
    index: usize,
    of: Type,
}

impl Pair {
    /// Puts two variants side by side.
    pub fn new(before: Variant, after: Variant) -> Pair {
        let values = values(&before, &after);
        Pair { before, after, values }
    }

    /// The same variants as if they were in force on every day.
    fn anywhere(&self) -> Pair {
        let anywhere = |side: &Variant| Variant { regardless: true, ..side.clone() };
        Pair { before: anywhere(&self.before), after: anywhere(&self.after), values: self.values.clone() }
    }
}

/// Values by their names; what says the same under another name was renamed.
fn values(before: &Variant, after: &Variant) -> Vec<ValuePair> {
    let told = |side: &Variant| -> Vec<(String, String, Side)> {
        let plan = &side.plan;
        let values = plan.versions[side.version.index()].values.iter().enumerate();
        values
            .filter_map(|(index, id)| {
                let definition = &plan.definitions[id.index()];
                let DefinitionBody::Term(term) = definition.body else { return None };
                let of = plan.terms[term.index()].of.clone();
                Some((definition.name.clone(), Shapes { plan }.definition(*id), Side { index, of }))
            })
            .collect()
    };
    let (old, mut new) = (told(before), told(after));
    let mut found = Vec::new();
    let mut left = Vec::new();
    for (name, shape, side) in old {
        match new.iter().position(|(other, ..)| *other == name) {
            Some(at) => found.push(ValuePair { name, before: Some(side), after: Some(new.remove(at).2) }),
            None => left.push((name, shape, side)),
        }
    }
    for (name, shape, side) in left {
        match new.iter().position(|(_, other, _)| *other == shape) {
            Some(at) => {
                let (name, _, other) = new.remove(at);
                found.push(ValuePair { name, before: Some(side), after: Some(other) });
            }
            None => found.push(ValuePair { name, before: Some(side), after: None }),
        }
    }
    found.extend(new.into_iter().map(|(name, _, side)| ValuePair { name, before: None, after: Some(side) }));
    found
}
