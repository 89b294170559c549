//! Two variants held together: what their rules say differently, whose outcome changes, and the smallest dossiers that
//! part them.
//!
//! In: two [`Variant`]s and dossiers. Out: differences as data. Every outcome comes from the evaluator.

mod boundary;
mod cases;
mod change;
mod context;
mod difference;
mod differences;
mod domain;
mod errors;
mod exceptions;
mod gather;
mod groups;
mod reason;
mod renames;
mod rules;
mod shape;
mod sides;
mod suppose;
mod topics;
mod universe;
mod whole;
mod witness;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use cases::{CaseChange, Depth, Kind, Room, Tally, Turned, ValueChange, case_change};
pub use change::{Nature, Quote, RuleChange, Subject};
pub use difference::{Band, CompleteCode, Declared, Difference, Force, Restriction, Said, VersionDifference, Within};
pub use gather::{AsRead, Comparer, Found, Gathered, MAX_DETAILS, OfPair, Options, Refusal, Refusals, RefusedBy, Work};
pub use groups::{Alike, Group, Groups};
pub use reason::{Deciding, PartTurn, Reason};
pub use rules::rule_changes;
pub use sides::{Incomparable, Sides};
pub use suppose::{NotSupposed, Supposition};
pub use topics::{Ask, Asked, AskedBy, Measured, Topic};
pub use whole::{Compared, Comparison, Supposed};
pub use witness::{Search, Varied, Witness, witnesses};

use crate::case::Case;
use crate::plan::{DefinitionBody, Plan, Reading, Type, VersionId};
use crate::query::{self, Request};
use reason::facts_asked;
use renames::{Renaming, renamed_definitions};

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
    /// What is supposed of dossiers that do not say it.
    pub supposed: Supposition,
    /// The values that answers tell, side by side.
    values: Vec<ValuePair>,
    /// Facts that only the side after asks for.
    new_facts: BTreeSet<String>,
    /// What has another name on the side before; that side is read under the names of the side after.
    renamed: Vec<Renaming>,
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
        let (before, renamed) = renamed_definitions(&before, &after);
        let values = values(&before, &after);
        let supposed = Supposition::of_new_facts(&before, &after);
        let old = facts_asked(&before);
        let new_facts = facts_asked(&after).into_iter().filter(|fact| !old.contains(fact)).collect();
        Pair { before, after, supposed, values, new_facts, renamed }
    }

    /// Whether the text after leaves a dossier, which is compared as if it were in force, to the version before it.
    fn leaves_to_earlier(&self, new: &Case) -> bool {
        self.after.regardless && query::left_to_earlier(&self.after.plan, new, self.after.version)
    }

    /// The same variants as if they were in force on every day.
    fn anywhere(&self) -> Pair {
        let anywhere = |side: &Variant| Variant { regardless: true, ..side.clone() };
        Pair { before: anywhere(&self.before), after: anywhere(&self.after), ..self.clone() }
    }
}

/// Values by their names.
fn values(before: &Variant, after: &Variant) -> Vec<ValuePair> {
    let told = |side: &Variant| -> Vec<(String, Side)> {
        let plan = &side.plan;
        let values = plan.versions[side.version.index()].values.iter().enumerate();
        values
            .filter_map(|(index, id)| {
                let definition = &plan.definitions[id.index()];
                let DefinitionBody::Term(term) = definition.body else { return None };
                let of = plan.terms[term.index()].of.clone();
                Some((definition.name.clone(), Side { index, of }))
            })
            .collect()
    };
    let mut new = told(after);
    let mut found: Vec<ValuePair> = Vec::new();
    for (name, before) in told(before) {
        let after = new.iter().position(|(other, ..)| *other == name).map(|at| new.remove(at).1);
        found.push(ValuePair { name, before: Some(before), after });
    }
    found.extend(new.into_iter().map(|(name, side)| ValuePair { name, before: None, after: Some(side) }));
    found
}
