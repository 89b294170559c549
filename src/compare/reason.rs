//! Why a dossier changes, so that dossiers with one reason can be counted together.

use std::collections::BTreeSet;

use super::Variant;
use crate::case::Case;
use crate::eval::{self, Cause, Decided, Scratch};
use crate::explain;
use crate::plan::{FactId, RootKind, Use};
use crate::query;
use crate::value::{Outcome, Truth};

/// Why an outcome, a value or a route is not the same on both sides.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reason {
    /// The parts that make the answer of the side after what it is.
    pub parts: Vec<Deciding>,
    /// Facts that left the answer of the side before open, and leave it so no longer.
    pub no_longer_missing: Vec<String>,
    /// Facts that leave the answer of the side after open.
    pub missing: Vec<String>,
    /// Values that are not the same.
    pub values: Vec<String>,
}

/// A part that decides.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Deciding {
    /// `voie`, `condition` or `obstacle`
    pub kind: &'static str,
    /// As its version names it.
    pub name: String,
    /// What became of it.
    pub turn: PartTurn,
}

/// What became of a part that decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartTurn {
    /// Both sides have it; what it comes to after.
    Is(Outcome),
    /// Only the side after has it.
    New(Outcome),
    /// Only the side before has it.
    Gone,
}

/// What the parts of a variant come to for a dossier, and what is missing.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    /// By kind and name, routes first.
    pub(super) all: Vec<(RootKind, String, Truth)>,
    /// Facts that leave the outcome open.
    pub(super) missing: BTreeSet<String>,
}

impl Parts {
    /// None where the variant is in force on no possible day.
    pub(super) fn of(side: &Variant, case: &Case, scratch: &mut Scratch<Decided>) -> Parts {
        let (plan, request) = (&side.plan, side.request());
        let Some((outcome, decided)) = query::decided(scratch, plan, case, &request, side.version) else {
            return Parts::default();
        };
        let sections = plan.versions[side.version.index()].sections().into_iter().zip(&decided.parts);
        let all = sections.flat_map(|((kind, parts), truths)| {
            parts.iter().zip(truths).map(move |(part, truth)| (kind, part.name.clone(), *truth))
        });
        let mut causes: Vec<Cause> = Vec::new();
        if outcome == Outcome::Undetermined {
            causes.clone_from(&decided.causes);
            causes.extend(query::open_beside(plan, case, &request, side.version));
        }
        let missing = explain::missing(plan, &causes).into_iter().map(|one| one.fact).collect();
        Parts { all: all.collect(), missing }
    }

    fn of_kind(&self, kind: RootKind) -> impl Iterator<Item = &(RootKind, String, Truth)> {
        self.all.iter().filter(move |(known, ..)| *known == kind)
    }

    fn find(&self, kind: RootKind, name: &str) -> Option<Truth> {
        self.of_kind(kind).find(|(_, known, _)| known == name).map(|(.., truth)| *truth)
    }

    /// Conditions that are not met for certain, and obstacles that stand for certain.
    fn against(&self) -> impl Iterator<Item = &(RootKind, String, Truth)> {
        self.all.iter().filter(|(kind, _, truth)| match kind {
            RootKind::Condition => *truth == Truth::No,
            RootKind::Obstacle => *truth == Truth::Yes,
            _ => false,
        })
    }

    fn left_to_authority(&self) -> impl Iterator<Item = &(RootKind, String, Truth)> {
        // A route that is open by itself leaves others without weight.
        let is_open = self.of_kind(RootKind::Route).any(|(.., truth)| *truth == Truth::Yes);
        self.all
            .iter()
            .filter(move |(kind, _, truth)| *truth == Truth::Discretion && (*kind != RootKind::Route || !is_open))
    }
}

/// Why the outcome of the side after is another than that of the side before.
pub(super) fn reason([before, after]: [Outcome; 2], old: &Parts, new: &Parts) -> Reason {
    let turn = |(kind, name, truth): &(RootKind, String, Truth)| Deciding {
        kind: kind.word(),
        name: name.clone(),
        turn: match old.find(*kind, name) {
            Some(_) => PartTurn::Is(Outcome::from(*truth)),
            None => PartTurn::New(Outcome::from(*truth)),
        },
    };
    let turned = |(kind, name, _): &(RootKind, String, Truth)| Deciding {
        kind: kind.word(),
        name: name.clone(),
        turn: new.find(*kind, name).map_or(PartTurn::Gone, |truth| PartTurn::Is(Outcome::from(truth))),
    };
    let mut parts: Vec<Deciding> = match after {
        Outcome::Met => match old.against().map(turned).collect::<Vec<_>>() {
            stood if stood.is_empty() => {
                new.of_kind(RootKind::Route).filter(|(.., truth)| *truth == Truth::Yes).map(turn).collect()
            }
            stood => stood,
        },
        Outcome::Discretionary => new.left_to_authority().map(turn).collect(),
        Outcome::NotMet => match new.against().map(turn).collect::<Vec<_>>() {
            stand if stand.is_empty() => {
                let was_open = |(.., truth): &&(RootKind, String, Truth)| *truth != Truth::No;
                old.of_kind(RootKind::Route).filter(was_open).map(turned).collect()
            }
            stand => stand,
        },
        Outcome::Undetermined | Outcome::NotApplicable | Outcome::Error => Vec::new(),
    };
    parts.dedup();
    // What stands against the person decides whatever was missing.
    let settled = before == Outcome::Undetermined && matches!(after, Outcome::Met | Outcome::Discretionary);
    let no_longer_missing = if settled { old.missing.iter().cloned().collect() } else { Vec::new() };
    Reason { parts, no_longer_missing, missing: new.missing.iter().cloned().collect(), values: Vec::new() }
}

/// The routes of both sides that reach an outcome on one side only.
pub(super) fn other_routes(outcome: Outcome, old: &Parts, new: &Parts) -> Vec<Deciding> {
    let reached = |truth: Truth| Outcome::from(truth) == outcome;
    let other = |(kind, name, was): &(RootKind, String, Truth)| {
        let is = new.find(*kind, name)?;
        let turn = PartTurn::Is(Outcome::from(is));
        (reached(is) != reached(*was)).then(|| Deciding { kind: kind.word(), name: name.clone(), turn })
    };
    old.of_kind(RootKind::Route).filter_map(other).collect()
}

/// The facts that the outcome of a variant may hang on, by their names.
pub(super) fn facts_asked(side: &Variant) -> BTreeSet<String> {
    let plan = &side.plan;
    let version = &plan.versions[side.version.index()];
    let mut found: Vec<FactId> = plan.texts[version.text.index()].transition.iter().map(|one| one.fact).collect();
    for node in plan.below(plan.roots(version).filter(|root| decides(root.kind)).map(|root| root.node)) {
        plan.each_use(node, |used| match used {
            Use::Fact(fact) | Use::Column(fact, _) => found.push(fact),
            Use::Convention(convention) => found.extend(plan.facts_named_by(convention)),
            Use::List(_) | Use::Parameter(_) => {}
        });
    }
    found.extend(eval::assessment_fact(plan, &side.reading));
    found.into_iter().map(|fact| plan.facts[fact.index()].name.clone()).collect()
}

/// Whether what a version names can turn its outcome.
pub(super) fn decides(kind: RootKind) -> bool {
    match kind {
        RootKind::Scope | RootKind::Route | RootKind::Condition | RootKind::Obstacle => true,
        RootKind::Definition | RootKind::Appreciation | RootKind::Paper | RootKind::Step | RootKind::Effect => false,
    }
}
