//! What two versions ask about one thing, whatever their parts are called.
//!
//! The clauses of routes, conditions and obstacles are gathered by what they look at: a set that is measured, a fact, a
//! value. What a reading decides by itself is left out. Two versions are then held together thing by thing.

use std::collections::BTreeSet;

use super::Variant;
use super::difference::Within;
use super::differences::{measured, within};
use super::shape::Shapes;
use super::words::said;
use crate::plan::{ConditionId, ConditionKind, Length, MeasureKind, Plan, RootKind, SetId, TermId};
use crate::value::Comparison;

/// A thing about which two versions do not ask the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// The words of what is looked at; those of the side after where both look at it.
    pub of: String,
    /// What the side before asks about it; nothing where it does not look at it.
    pub before: Vec<Ask>,
    /// What the side after asks.
    pub after: Vec<Ask>,
    /// The parts in which it is asked, by kind and name.
    pub parts: BTreeSet<(&'static str, String)>,
    /// What is looked at, however it is called.
    shape: String,
}

/// One thing that a version asks. Two are the same that say the same, in whatever words.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Whether a route, a condition or an obstacle asks it.
    pub root: AskedBy,
    /// Whether that part is left to the authority.
    pub discretionary: bool,
    /// What must hold.
    pub asked: Asked,
    /// Clauses of which one is enough instead, in the words of the rule.
    pub or: Vec<String>,
    /// What all these clauses say.
    shape: Vec<String>,
}

impl PartialEq for Ask {
    fn eq(&self, other: &Ask) -> bool {
        (self.root, self.discretionary, &self.shape) == (other.root, other.discretionary, &other.shape)
    }
}

impl Eq for Ask {}

/// Which kind of part asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedBy {
    /// A route, of which one suffices.
    Route,
    /// A condition.
    Condition,
    /// An obstacle.
    Obstacle,
}

/// What a clause asks about its thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// That it is so.
    Holds,
    /// That it is not so.
    Lacks,
    /// That it lasts so long.
    Lasts {
        /// How the length is measured.
        measured: Measured,
        /// How it is held against the threshold.
        comparison: Comparison,
        /// The threshold.
        length: Length,
        /// Over which days.
        within: Within,
    },
    /// That it compares so with this, in the words of the rule.
    Compares(Comparison, String),
    /// What the words of the rule say.
    Says(String),
}

/// How a length is measured, whatever keeps it going.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measured {
    /// Up to the day of assessment.
    Lasts,
    /// The longest run.
    Lasted,
    /// All days together.
    Totals,
}

/// The things about which two versions do not ask the same, in the order of the side before, then of the side after.
pub(super) fn topics(before: &Variant, after: &Variant) -> Vec<Topic> {
    let mut found: Vec<Topic> = Vec::new();
    for (side, number) in [(before, 0), (after, 1)] {
        for (About { of, shape }, ask, part) in asked(side) {
            let at = found.iter().position(|known| known.shape == shape).unwrap_or_else(|| {
                let of = of.clone();
                found.push(Topic { of, before: Vec::new(), after: Vec::new(), parts: BTreeSet::new(), shape });
                found.len() - 1
            });
            let topic = &mut found[at];
            topic.of = of;
            topic.parts.insert(part);
            let asks = if number == 0 { &mut topic.before } else { &mut topic.after };
            if !asks.contains(&ask) {
                asks.push(ask);
            }
        }
    }
    let within = |these: &[Ask], those: &[Ask]| these.iter().all(|one| those.contains(one));
    found.retain(|topic| !within(&topic.before, &topic.after) || !within(&topic.after, &topic.before));
    found
}

/// What a clause looks at.
struct About {
    /// In the words of the rule.
    of: String,
    /// However it is called.
    shape: String,
}

/// All that a version asks: about what, what, and in which part.
fn asked(side: &Variant) -> Vec<(About, Ask, (&'static str, String))> {
    let plan = &side.plan;
    let mut found = Vec::new();
    for (kind, parts) in plan.versions[side.version.index()].sections() {
        let root = match kind {
            RootKind::Route => AskedBy::Route,
            RootKind::Condition => AskedBy::Condition,
            RootKind::Obstacle => AskedBy::Obstacle,
            RootKind::Scope
            | RootKind::Definition
            | RootKind::Appreciation
            | RootKind::Paper
            | RootKind::Step
            | RootKind::Effect => continue,
        };
        for part in parts {
            for clause in clauses(side, part.condition).unwrap_or_default() {
                let Some((first, others)) = clause.split_first() else { continue };
                let (about, asked) = about(plan, *first);
                let or = others.iter().map(|one| condition_words(plan, *one)).collect();
                let shape = clause.iter().map(|one| Shapes { plan }.condition(*one)).collect();
                let ask = Ask { root, discretionary: part.discretionary, asked, or, shape };
                found.push((about, ask, (kind.word(), part.name.clone())));
            }
        }
    }
    found
}

/// Whether a reading alone decides a condition.
fn settled(side: &Variant, id: ConditionId) -> Option<bool> {
    let every = |parts: &[ConditionId], idle: bool| {
        let decided: Vec<Option<bool>> = parts.iter().map(|part| settled(side, *part)).collect();
        match decided.contains(&Some(!idle)) {
            true => Some(!idle),
            false => decided.iter().all(Option::is_some).then_some(idle),
        }
    };
    match &side.plan.conditions[id.index()].kind {
        ConditionKind::Follows(convention, option) => Some(side.reading.option(*convention) == *option),
        ConditionKind::All(parts) => every(parts, true),
        ConditionKind::Any(parts) => every(parts, false),
        ConditionKind::Not(inner) => settled(side, *inner).map(|holds| !holds),
        ConditionKind::Truth(_)
        | ConditionKind::Defined(_)
        | ConditionKind::Met(_)
        | ConditionKind::OneOf(..)
        | ConditionKind::Compare(..)
        | ConditionKind::Between(..)
        | ConditionKind::Listed(..)
        | ConditionKind::Ongoing(..)
        | ConditionKind::Several(_)
        | ConditionKind::Excepted(_) => None,
    }
}

/// What must hold for a condition to hold under a reading: each of these, or of each one of its alternatives; `None`
/// where it never does.
fn clauses(side: &Variant, id: ConditionId) -> Option<Vec<Vec<ConditionId>>> {
    if let Some(holds) = settled(side, id) {
        return holds.then(Vec::new);
    }
    let plan = &side.plan;
    match &plan.conditions[id.index()].kind {
        ConditionKind::All(parts) => {
            let all: Option<Vec<_>> = parts.iter().map(|part| clauses(side, *part)).collect();
            all.map(|all| all.concat())
        }
        ConditionKind::Any(parts) => {
            let open: Vec<ConditionId> = parts.iter().copied().filter(|part| settled(side, *part).is_none()).collect();
            match open[..] {
                [only] => clauses(side, only),
                _ => Some(vec![open]),
            }
        }
        // The exceptions to it are told with the part.
        ConditionKind::Excepted(excepted) => clauses(side, excepted.base),
        ConditionKind::Not(_)
        | ConditionKind::Truth(_)
        | ConditionKind::Defined(_)
        | ConditionKind::Met(_)
        | ConditionKind::Follows(..)
        | ConditionKind::OneOf(..)
        | ConditionKind::Compare(..)
        | ConditionKind::Between(..)
        | ConditionKind::Listed(..)
        | ConditionKind::Ongoing(..)
        | ConditionKind::Several(_) => Some(vec![vec![id]]),
    }
}

fn condition_words(plan: &Plan, id: ConditionId) -> String {
    said(plan, plan.conditions[id.index()].span)
}

/// What a clause looks at, and what it asks about it.
fn about(plan: &Plan, id: ConditionId) -> (About, Asked) {
    let shapes = Shapes { plan };
    let term = |id: TermId| About { of: said(plan, plan.terms[id.index()].span), shape: shapes.term(id) };
    let set = |id: SetId| About { of: said(plan, plan.sets[id.index()].span), shape: shapes.set(id) };
    let words = condition_words(plan, id);
    let whole = || About { of: words.clone(), shape: shapes.condition(id) };
    match &plan.conditions[id.index()].kind {
        ConditionKind::Truth(of) => (term(*of), Asked::Holds),
        ConditionKind::Defined(definition) => {
            let of = plan.definitions[definition.index()].name.clone();
            (About { of, shape: shapes.condition(id) }, Asked::Holds)
        }
        ConditionKind::Not(inner) => match about(plan, *inner) {
            (of, Asked::Holds) => (of, Asked::Lacks),
            (of, _) => (of, Asked::Says(words)),
        },
        ConditionKind::Compare(left, comparison, right) => match measured(shapes, id) {
            Some((measure, (comparison, length))) => {
                let measured = match measure.kind {
                    MeasureKind::Lasts(_) => Measured::Lasts,
                    MeasureKind::Lasted { .. } => Measured::Lasted,
                    MeasureKind::Totals => Measured::Totals,
                };
                let within = within(shapes, measure.window);
                (set(measure.set), Asked::Lasts { measured, comparison, length, within })
            }
            None => (term(*left), Asked::Compares(*comparison, term(*right).of)),
        },
        ConditionKind::OneOf(of, _) | ConditionKind::Between(of, _) => (term(*of), Asked::Says(words)),
        ConditionKind::Listed(_, keys, _) => {
            let keys: Vec<About> = keys.iter().map(|key| term(*key)).collect();
            let joined = |of: fn(&About) -> &str| keys.iter().map(of).collect::<Vec<_>>().join(", ");
            let about = About { of: joined(|key| &key.of), shape: joined(|key| &key.shape) };
            (about, Asked::Says(words))
        }
        ConditionKind::Ongoing(of, _) => (set(*of), Asked::Says(words)),
        ConditionKind::Met(procedure) => {
            let of = procedure.clone();
            (About { of, shape: shapes.condition(id) }, Asked::Says(words))
        }
        ConditionKind::All(_)
        | ConditionKind::Any(_)
        | ConditionKind::Follows(..)
        | ConditionKind::Several(_)
        | ConditionKind::Excepted(_) => (whole(), Asked::Says(words.clone())),
    }
}
