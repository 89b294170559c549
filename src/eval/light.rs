//! Recorders that keep little: nothing, the values that answers tell, what parts or a few conditions come to, what was
//! held against what.

use std::collections::{HashMap, HashSet};

use super::record::{add_causes, causes_above};
use super::{Cause, Held, Recorder, Section, TermValue};
use crate::plan::{ConditionId, Node, TermId};
use crate::value::Truth;

/// Records nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Recorder for Silent {
    const ON: bool = false;
    type Account = ();
}

/// Keeps the values that answers tell, in the order of the version, and nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told(pub Vec<TermValue>);

impl Told {
    /// What holds of this evaluation and of one on another day together.
    pub fn join(&mut self, other: &Told) {
        self.0.resize(self.0.len().max(other.0.len()), TermValue::Unknown);
        for (index, ours) in self.0.iter_mut().enumerate() {
            *ours = ours.join(other.0.get(index).copied().unwrap_or(TermValue::Unknown));
        }
    }
}

impl Recorder for Told {
    const ON: bool = false;
    const VALUES: bool = true;
    type Account = ();

    fn value(&mut self, value: TermValue, _mark: usize) {
        self.0.push(value);
    }
}

/// Keeps what routes, conditions and obstacles come to, and why the outcome is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    stack: Vec<Cause>,
    /// What routes come to, then conditions, then obstacles, each in their order; *Yes* means that an obstacle stands.
    pub parts: [Vec<Truth>; 3],
    /// Why the outcome is open.
    pub causes: Vec<Cause>,
}

impl Decided {
    /// What holds of this evaluation and of one on another day together. `cause` is why the day is not known.
    pub fn join(&mut self, other: &Decided, cause: &Cause) {
        let differs = self.parts != other.parts;
        for (ours, theirs) in self.parts.iter_mut().zip(&other.parts) {
            for (ours, theirs) in ours.iter_mut().zip(theirs) {
                *ours = ours.join(*theirs);
            }
        }
        add_causes(&mut self.causes, &other.causes);
        if differs {
            add_causes(&mut self.causes, std::slice::from_ref(cause));
        }
    }
}

impl Recorder for Decided {
    const ON: bool = true;
    const VALUES: bool = false;
    type Account = ();

    fn mark(&self) -> usize {
        self.stack.len()
    }

    fn truncate(&mut self, mark: usize) {
        self.stack.truncate(mark);
    }

    fn cause(&mut self, cause: impl FnOnce() -> Cause) {
        self.stack.push(cause());
    }

    fn causes_since(&self, mark: usize) -> Vec<Cause> {
        causes_above(&self.stack, mark)
    }

    fn part(&mut self, section: Section, _index: usize, truth: Truth, _mark: usize) {
        self.parts[section as usize].push(truth);
    }

    fn version(&mut self, mark: usize) {
        self.causes = causes_above(&self.stack, mark);
    }
}

/// Watches what a few conditions come to, and with `VALUES` the values that answers tell; keeps nothing else.
#[derive(Clone, Debug, Default)]
pub struct Watched<const VALUES: bool = false> {
    /// The conditions.
    pub conditions: Vec<ConditionId>,
    /// What each of them came to; *no* for one that was not evaluated.
    pub came_to: Vec<Truth>,
    /// The values, in the order of the version.
    pub values: Vec<TermValue>,
}

impl<const VALUES: bool> Watched<VALUES> {
    /// Watches these conditions.
    pub fn new(conditions: Vec<ConditionId>) -> Self {
        Watched { came_to: vec![Truth::No; conditions.len()], conditions, values: Vec::new() }
    }

    /// Forgets what was found.
    pub fn reset(&mut self) {
        self.came_to.fill(Truth::No);
        self.values.clear();
    }
}

impl<const VALUES: bool> Recorder for Watched<VALUES> {
    const ON: bool = false;
    const WHOLE: bool = true;
    const VALUES: bool = VALUES;
    type Account = ();

    fn evaluated(&mut self, id: ConditionId, truth: Truth) {
        for (known, found) in self.conditions.iter().zip(&mut self.came_to) {
            if *known == id {
                *found = truth;
            }
        }
    }

    fn value(&mut self, value: TermValue, _mark: usize) {
        self.values.push(value);
    }
}

/// Keeps what thresholds an evaluation came near, and what it computed with.
#[derive(Clone, Debug, Default)]
pub struct Reached {
    /// Conditions that were evaluated outside rows, and what they came to.
    pub truths: HashMap<ConditionId, Truth>,
    /// What was held against what, by the node whose words say so.
    pub held: HashMap<Node, Vec<Held>>,
    /// Numbers of the rules that took part in a computation.
    pub computed: HashSet<TermId>,
    /// What the condition held against each other whose evaluation ends next.
    pending: Option<Held>,
}

impl Reached {
    /// What holds of this evaluation and of one on another day together: a condition that came to another truth is open,
    /// and nothing was held against a threshold for certain.
    pub fn join(&mut self, other: Reached) {
        for (id, truth) in other.truths {
            self.truths.entry(id).and_modify(|known| *known = known.join(truth)).or_insert(truth);
        }
        self.held.clear();
        self.computed.extend(other.computed);
    }
}

impl Recorder for Reached {
    const ON: bool = true;
    type Account = ();

    fn node(&mut self, id: ConditionId, truth: Truth, _mark: usize) {
        self.truths.insert(id, truth);
    }

    fn held(&mut self, by: Option<TermId>, against: impl FnOnce() -> Held) {
        match by {
            Some(term) => self.held.entry(Node::Term(term)).or_default().push(against()),
            None => self.pending = Some(against()),
        }
    }

    fn evaluated(&mut self, id: ConditionId, _truth: Truth) {
        if let Some(held) = self.pending.take() {
            self.held.entry(Node::Condition(id)).or_default().push(held);
        }
    }

    fn computed(&mut self, id: TermId) {
        self.computed.insert(id);
    }
}
