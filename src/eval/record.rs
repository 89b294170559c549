//! What an evaluation leaves behind.

use std::collections::BTreeSet;

use super::{Quantity, TermValue};
use crate::case::Place;
use crate::plan::{ConditionId, ConventionId, FactId, ListId, SetId, TermId};
use crate::source::Span;
use crate::time::{DaySet, Interval};
use crate::value::Truth;

/// Why an answer is open: what is not known, and where it stands in the dossier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Something is absent, unknown, or not known to the day.
    At(Place),
    /// A list is partial, or has no version on the day.
    List(ListId),
    /// The prefect's admission of a part.
    Admission(String),
    /// No fact gives the day of assessment.
    AssessmentDay,
    /// A day that does not exist, under the policy that refuses to replace it.
    MissingDay,
    /// Two exceptions apply together and disagree.
    Conflict(Span, Span),
    /// A computation that has no exact result.
    Arithmetic(TermId),
}

/// What became of one row in a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowAccount {
    /// The fact.
    pub fact: FactId,
    /// The row; `None` for a fact of which nothing is known.
    pub row: Option<usize>,
    /// Days that count however the gaps are filled.
    pub certain: DaySet,
    /// Days that some filling counts.
    pub possible: DaySet,
    /// What was taken away, in order.
    pub removed: Vec<Removal>,
}

/// Days of a row that were set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// Why.
    pub reason: RemovalReason,
    /// Which days of the row, as far as they lie in the window.
    pub days: DaySet,
    /// Whether it is certain.
    pub certain: bool,
}

/// Why days of a row are set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemovalReason {
    /// The row does not satisfy this condition.
    Filter(ConditionId),
    /// The row or its days belong to this excluded set.
    Excluded(SetId),
    /// The days do not belong to this set.
    Outside(SetId),
}

/// What a node of the plan came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// A length was measured.
    Measured {
        /// The days looked at; `None` when the day of assessment is unknown.
        window: Option<Interval>,
        /// The least that any filling gives.
        certain: Quantity,
        /// The most that some filling gives.
        possible: Quantity,
        /// What became of the rows.
        rows: Vec<RowAccount>,
    },
    /// A set was looked at on the day of assessment.
    OnDay {
        /// What became of the rows.
        rows: Vec<RowAccount>,
    },
    /// Values were compared.
    Values(Vec<TermValue>),
}

/// The record of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeTrace {
    /// What it came to.
    pub truth: Truth,
    /// What was found.
    pub detail: Option<Detail>,
    /// Why it is open.
    pub causes: Vec<Cause>,
}

/// The record of a route, a condition or an obstacle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartTrace {
    /// What it came to.
    pub truth: Truth,
    /// Why it is open.
    pub causes: Vec<Cause>,
}

/// Which parts of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Routes.
    Routes,
    /// Conditions.
    Conditions,
    /// Obstacles.
    Obstacles,
}

/// What is kept of a row while sets are made: why its days are open, and why some were set aside.
pub trait Account: Clone + Default + std::fmt::Debug {
    /// Adds a reason for which days are open.
    fn cause(&mut self, _cause: impl FnOnce() -> Cause) {}
    /// Adds days that were set aside.
    fn remove(&mut self, _removal: Removal) {}
    /// Why days are open.
    fn causes(&self) -> &[Cause] {
        &[]
    }
    /// What was set aside, in order.
    fn removed(&self) -> &[Removal] {
        &[]
    }
}

/// Nothing is kept.
impl Account for () {}

/// Everything is kept.
#[derive(Clone, Debug, Default)]
pub struct FullAccount {
    causes: Vec<Cause>,
    removed: Vec<Removal>,
}

impl Account for FullAccount {
    fn cause(&mut self, cause: impl FnOnce() -> Cause) {
        self.causes.push(cause());
    }

    fn remove(&mut self, removal: Removal) {
        self.removed.push(removal);
    }

    fn causes(&self) -> &[Cause] {
        &self.causes
    }

    fn removed(&self) -> &[Removal] {
        &self.removed
    }
}

/// Listens to an evaluation. Causes form a stack: what a decided connective no longer needs is cut off.
pub trait Recorder {
    /// Whether details are worth computing.
    const ON: bool;
    /// What is kept of rows.
    type Account: Account;
    /// The height of the stack of causes.
    fn mark(&self) -> usize {
        0
    }
    /// Cuts the stack back.
    fn truncate(&mut self, _mark: usize) {}
    /// Adds a cause.
    fn cause(&mut self, _cause: impl FnOnce() -> Cause) {}
    /// The causes above a mark.
    fn causes_since(&self, _mark: usize) -> Vec<Cause> {
        Vec::new()
    }
    /// A condition was evaluated; its causes stand above the mark.
    fn node(&mut self, _id: ConditionId, _truth: Truth, _detail: Option<Detail>, _mark: usize) {}
    /// A part was evaluated.
    fn part(&mut self, _section: Section, _index: usize, _truth: Truth, _mark: usize) {}
    /// A value that answers tell was computed; its causes stand above the mark.
    fn value(&mut self, _value: TermValue, _mark: usize) {}
    /// The version was evaluated.
    fn version(&mut self, _truth: Truth, _mark: usize) {}
    /// A convention was followed.
    fn convention(&mut self, _id: ConventionId) {}
    /// A version of a list was read; `None` when none applies.
    fn list(&mut self, _id: ListId, _version: Option<usize>) {}
}

/// Records nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Recorder for Silent {
    const ON: bool = false;
    type Account = ();
}

/// Records everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    stack: Vec<Cause>,
    /// By [`ConditionId`].
    pub nodes: Vec<Option<NodeTrace>>,
    /// Routes, in order.
    pub routes: Vec<PartTrace>,
    /// Conditions, in order.
    pub conditions: Vec<PartTrace>,
    /// Obstacles, in order; *Yes* means that the obstacle stands.
    pub obstacles: Vec<PartTrace>,
    /// The values of the version, in order, and why they are not known.
    pub values: Vec<(TermValue, Vec<Cause>)>,
    /// Why the version's outcome is open.
    pub causes: Vec<Cause>,
    /// Conventions that were followed.
    pub conventions: BTreeSet<ConventionId>,
    /// Lists that were read, with the version read.
    pub lists: BTreeSet<(ListId, Option<usize>)>,
}

impl Trace {
    /// The record of a condition, when it was evaluated outside rows.
    pub fn node(&self, id: ConditionId) -> Option<&NodeTrace> {
        self.nodes.get(id.index())?.as_ref()
    }
}

impl Trace {
    /// What holds of this evaluation and of one on another day together.
    pub fn join(&mut self, other: &Trace) {
        for (index, theirs) in other.nodes.iter().enumerate() {
            match (self.nodes.get_mut(index), theirs) {
                (Some(Some(ours)), Some(theirs)) => ours.join(theirs),
                (Some(ours @ None), Some(theirs)) => *ours = Some(theirs.clone()),
                _ => {}
            }
        }
        let sections = [
            (&mut self.routes, &other.routes),
            (&mut self.conditions, &other.conditions),
            (&mut self.obstacles, &other.obstacles),
        ];
        for (ours, theirs) in sections {
            for (ours, theirs) in ours.iter_mut().zip(theirs) {
                ours.truth = ours.truth.join(theirs.truth);
                add_causes(&mut ours.causes, &theirs.causes);
            }
        }
        for ((ours, causes), (theirs, other)) in self.values.iter_mut().zip(&other.values) {
            if ours != theirs {
                *ours = TermValue::Unknown;
            }
            add_causes(causes, other);
        }
        add_causes(&mut self.causes, &other.causes);
        self.conventions.extend(&other.conventions);
        self.lists.extend(&other.lists);
    }
}

impl NodeTrace {
    fn join(&mut self, other: &NodeTrace) {
        self.truth = self.truth.join(other.truth);
        add_causes(&mut self.causes, &other.causes);
        if let (
            Some(Detail::Measured { certain, possible, .. }),
            Some(Detail::Measured { certain: theirs, possible: their_possible, .. }),
        ) = (&mut self.detail, &other.detail)
        {
            if theirs < certain {
                *certain = *theirs;
            }
            if their_possible > possible {
                *possible = *their_possible;
            }
        }
    }
}

fn add_causes(ours: &mut Vec<Cause>, theirs: &[Cause]) {
    ours.extend_from_slice(theirs);
    ours.sort();
    ours.dedup();
}

impl Recorder for Trace {
    const ON: bool = true;
    type Account = FullAccount;

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
        let mut causes = self.stack[mark.min(self.stack.len())..].to_vec();
        causes.sort();
        causes.dedup();
        causes
    }

    fn node(&mut self, id: ConditionId, truth: Truth, detail: Option<Detail>, mark: usize) {
        let causes = self.causes_since(mark);
        if self.nodes.len() <= id.index() {
            self.nodes.resize(id.index() + 1, None);
        }
        self.nodes[id.index()] = Some(NodeTrace { truth, detail, causes });
    }

    fn part(&mut self, section: Section, _index: usize, truth: Truth, mark: usize) {
        let trace = PartTrace { truth, causes: self.causes_since(mark) };
        match section {
            Section::Routes => self.routes.push(trace),
            Section::Conditions => self.conditions.push(trace),
            Section::Obstacles => self.obstacles.push(trace),
        }
    }

    fn value(&mut self, value: TermValue, mark: usize) {
        self.values.push((value, self.causes_since(mark)));
    }

    fn version(&mut self, _truth: Truth, mark: usize) {
        self.causes = self.causes_since(mark);
    }

    fn convention(&mut self, id: ConventionId) {
        self.conventions.insert(id);
    }

    fn list(&mut self, id: ListId, version: Option<usize>) {
        self.lists.insert((id, version));
    }
}
