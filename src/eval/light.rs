//! Recorders that keep little: nothing, the values that answers tell, what a few conditions come to, what was held
//! against what.

use std::collections::{HashMap, HashSet};

use super::{Held, Recorder, TermValue};
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

/// Watches what a few conditions come to, and keeps nothing else.
#[derive(Clone, Debug, Default)]
pub struct Watched {
    /// The conditions.
    pub conditions: Vec<ConditionId>,
    /// What each of them came to; *no* for one that was not evaluated.
    pub came_to: Vec<Truth>,
}

impl Recorder for Watched {
    const ON: bool = false;
    const WHOLE: bool = true;
    type Account = ();

    fn evaluated(&mut self, id: ConditionId, truth: Truth) {
        for (known, found) in self.conditions.iter().zip(&mut self.came_to) {
            if *known == id {
                *found = truth;
            }
        }
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
