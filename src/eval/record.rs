//! What an evaluation leaves behind.

use std::sync::Arc;

use super::{Account, Cause, Entered, Fault, FullAccount, Held, Quantity, Removal, RowAccount, Sliced, TermValue};
use crate::plan::{ConditionId, ConventionId, FactId, ListId, ParameterId, Plan, TermId};
use crate::time::{Continuity, DayBounds, DaySet, Interval};
use crate::value::Truth;

/// The days looked at, on each of the days of assessment that are possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    /// Days looked at on one of them at least.
    pub any: Interval,
    /// Days looked at on all of them.
    pub all: Interval,
}

impl Windows {
    /// Those of a day of assessment that is known.
    pub fn one(window: Interval) -> Windows {
        Windows { any: window, all: window }
    }

    pub(super) fn join(&mut self, other: Windows) {
        let any = Interval { start: self.any.start.min(other.any.start), end: self.any.end.max(other.any.end) };
        *self = Windows { any, all: self.all.intersection(other.all) };
    }
}

/// How a length was measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// The days looked at.
    pub windows: Windows,
    /// What keeps a duration going, by the reading.
    pub continuity: Continuity,
    /// The least that any filling gives.
    pub certain: Quantity,
    /// The most that some filling gives.
    pub possible: Quantity,
    /// The days that it was taken over.
    pub entered: Box<Entered>,
    /// What became of the rows.
    pub rows: Arc<[RowAccount]>,
}

/// What a condition found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// A set was looked at on the day of assessment, or on a date of the dossier.
    OnDay {
        /// The day.
        windows: Windows,
        /// The date, where it is not the day of assessment.
        date: Option<FactId>,
        /// What became of the rows.
        rows: Arc<[RowAccount]>,
    },
    /// Two things were held against each other.
    Held(Box<Held>),
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

/// A parameter was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ParameterRead {
    /// Which.
    pub parameter: ParameterId,
    /// Which line of it; none where none has the days.
    pub line: Option<usize>,
    /// From the first to the last of the days on which it was read, or may have been.
    pub days: Interval,
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

/// Listens to an evaluation. Causes form a stack: what a decided connective no longer needs is cut off.
pub trait Recorder {
    /// Whether details are worth computing.
    const ON: bool;
    /// Whether everything is to be evaluated, what can no longer change the outcome included.
    const WHOLE: bool = Self::ON;
    /// Whether the values that answers tell are worth computing.
    const VALUES: bool = Self::ON;
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
    /// What the condition that is being evaluated found; its node comes next.
    fn detail(&mut self, _detail: Detail) {}
    /// A length was measured.
    fn measured(&mut self, _id: TermId, _measured: Measured) {}
    /// A condition was evaluated; its causes stand above the mark.
    fn node(&mut self, _id: ConditionId, _truth: Truth, _mark: usize) {}
    /// A part was evaluated.
    fn part(&mut self, _section: Section, _index: usize, _truth: Truth, _mark: usize) {}
    /// A value that answers tell was computed; its causes stand above the mark.
    fn value(&mut self, _value: TermValue, _mark: usize) {}
    /// The rules are at fault for certain.
    fn fault(&mut self, _found: Fault) {}
    /// The conditions of the version were evaluated; its causes stand above the mark.
    fn version(&mut self, _mark: usize) {}
    /// A value was held against a threshold: by the condition whose evaluation ends next, or by the words of a term.
    fn held(&mut self, _by: Option<TermId>, _against: impl FnOnce() -> Held) {}
    /// The evaluation of a condition ends, on a row or outside rows.
    fn evaluated(&mut self, _id: ConditionId, _truth: Truth) {}
    /// A number that is written in a rule took part in a computation.
    fn computed(&mut self, _id: TermId) {}
    /// A value and the rates of a scale are known.
    fn sliced(&mut self, _id: TermId, _slices: impl FnOnce() -> Vec<Sliced>) {}
    /// Nothing more is evaluated.
    fn end(&mut self) {}
    /// A convention was followed.
    fn convention(&mut self, _id: ConventionId) {}
    /// Whether an exception applies, known by its « si … », was asked; on rows too.
    fn exception(&mut self, _when: ConditionId, _applies: Truth) {}
    /// A version of a list was read; `None` when none applies.
    fn list(&mut self, _id: ListId, _version: Option<usize>) {}
    /// A parameter was read, or may have been.
    fn parameter(&mut self, _read: ParameterRead) {}
}

/// Records everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    stack: Vec<Cause>,
    /// Of the condition that is being evaluated, until its node takes it.
    detail: Option<Detail>,
    /// What the condition holds against each other that is being evaluated, and the one whose evaluation just ended.
    holds: [Option<Held>; 2],
    /// Conditions that were evaluated outside rows, as they were met.
    nodes: Vec<(ConditionId, NodeTrace)>,
    /// By [`ConditionId`], its place in `nodes`, counted from 1.
    places: Vec<u32>,
    /// Lengths that were measured outside rows, as they were met.
    measures: Vec<(TermId, Measured)>,
    /// What lay in the slices of scales, outside rows.
    slices: Vec<(TermId, Vec<Sliced>)>,
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
    /// Faults of the rules that certainly bear on the case, in order.
    pub faults: Vec<Fault>,
    /// Conventions that were followed, sorted once the version is evaluated.
    pub conventions: Vec<ConventionId>,
    /// Lists that were read, with the version read, sorted likewise.
    pub lists: Vec<(ListId, Option<usize>)>,
    /// Parameters that were read, each line once, sorted likewise.
    pub parameters: Vec<ParameterRead>,
    /// Exceptions that were asked for, by their « si … », and whether they apply.
    exceptions: Vec<(ConditionId, Truth)>,
}

impl Trace {
    /// An empty record, with room for the conditions of a plan.
    pub fn new(plan: &Plan) -> Trace {
        let count = plan.conditions.len();
        Trace { nodes: Vec::with_capacity(count.min(64)), places: vec![0; count], ..Trace::default() }
    }

    /// The record of a condition, when it was evaluated outside rows.
    pub fn node(&self, id: ConditionId) -> Option<&NodeTrace> {
        let place = *self.places.get(id.index())?;
        (place > 0).then(|| &self.nodes[place as usize - 1].1)
    }

    /// Lengths that were measured outside rows, as they were met.
    pub fn measures(&self) -> &[(TermId, Measured)] {
        &self.measures
    }

    /// How a length was measured, when it was outside rows.
    pub fn measured(&self, id: TermId) -> Option<&Measured> {
        self.measures.iter().find(|(known, _)| *known == id).map(|(_, measured)| measured)
    }

    /// What lay in the slices of a scale, where it is known.
    pub fn sliced(&self, id: TermId) -> Option<&[Sliced]> {
        self.slices.iter().find(|(known, _)| *known == id).map(|(_, slices)| slices.as_slice())
    }

    /// Whether an exception applies, known by its « si … »; `None` when that was not asked.
    pub fn applies(&self, when: ConditionId) -> Option<Truth> {
        self.exceptions.iter().find(|(known, _)| *known == when).map(|(_, applies)| *applies)
    }

    /// The conditions that were evaluated outside rows, in no order.
    pub fn nodes(&self) -> impl Iterator<Item = ConditionId> {
        self.nodes.iter().map(|(id, _)| *id)
    }

    #[inline]
    fn set_node(&mut self, id: ConditionId, node: NodeTrace) {
        if self.places.len() <= id.index() {
            self.places.resize(id.index() + 1, 0);
        }
        match self.places[id.index()] {
            0 => {
                self.nodes.push((id, node));
                self.places[id.index()] = self.nodes.len() as u32;
            }
            place => self.nodes[place as usize - 1].1 = node,
        }
    }
}

impl Trace {
    /// What holds of this evaluation and of one on another day together. `cause` is why the day is not known: where
    /// the two differ, it makes the answer open.
    pub fn join(&mut self, other: &Trace, cause: &Cause) {
        for (id, theirs) in &other.nodes {
            match self.places.get(id.index()).copied().unwrap_or(0) {
                0 => self.set_node(*id, theirs.clone()),
                place => self.nodes[place as usize - 1].1.join(theirs, cause),
            }
        }
        for (id, theirs) in &other.measures {
            match self.measures.iter_mut().find(|(known, _)| known == id) {
                Some((_, ours)) => ours.join(theirs),
                None => self.measures.push((*id, theirs.clone())),
            }
        }
        self.slices.retain(|ours| other.slices.contains(ours));
        let sections = [
            (&mut self.routes, &other.routes),
            (&mut self.conditions, &other.conditions),
            (&mut self.obstacles, &other.obstacles),
        ];
        for (ours, theirs) in sections {
            for (ours, theirs) in ours.iter_mut().zip(theirs) {
                join_truth((&mut ours.truth, &mut ours.causes), (theirs.truth, &theirs.causes), cause);
            }
        }
        for ((ours, causes), (theirs, other)) in self.values.iter_mut().zip(&other.values) {
            add_causes(causes, other);
            if ours != theirs {
                *ours = ours.join(*theirs);
                add_causes(causes, std::slice::from_ref(cause));
            }
        }
        for (when, theirs) in &other.exceptions {
            match self.exceptions.iter_mut().find(|(known, _)| known == when) {
                Some((_, ours)) => *ours = ours.join(*theirs),
                None => self.exceptions.push((*when, *theirs)),
            }
        }
        add_causes(&mut self.causes, &other.causes);
        other.faults.iter().for_each(|found| self.fault(*found));
        self.faults.sort_unstable();
        other.conventions.iter().for_each(|id| add(&mut self.conventions, *id));
        other.lists.iter().for_each(|read| add(&mut self.lists, *read));
        other.parameters.iter().for_each(|read| self.parameter(*read));
        self.conventions.sort_unstable();
        self.lists.sort_unstable();
        self.parameters.sort_unstable();
    }
}

impl NodeTrace {
    fn join(&mut self, other: &NodeTrace, cause: &Cause) {
        join_truth((&mut self.truth, &mut self.causes), (other.truth, &other.causes), cause);
        match (&mut self.detail, &other.detail) {
            (Some(ours), Some(theirs)) => ours.join(theirs),
            (ours @ None, Some(theirs)) => *ours = Some(theirs.clone()),
            (_, None) => {}
        }
    }
}

impl Measured {
    fn join(&mut self, other: &Measured) {
        self.windows.join(other.windows);
        if other.certain < self.certain {
            self.certain = other.certain;
        }
        if other.possible > self.possible {
            self.possible = other.possible;
        }
        self.entered.join(&other.entered);
        join_rows(&mut self.rows, &other.rows);
    }
}

impl Detail {
    fn join(&mut self, other: &Detail) {
        match (self, other) {
            (Detail::OnDay { windows, rows, .. }, Detail::OnDay { windows: their_windows, rows: their_rows, .. }) => {
                windows.join(*their_windows);
                join_rows(rows, their_rows);
            }
            (Detail::Held(ours), Detail::Held(theirs)) => ours.join(**theirs),
            // INVARIANT: a condition leaves details of its own form.
            (Detail::OnDay { .. } | Detail::Held(_), _) => {}
        }
    }
}

/// What became of rows on either of two days of assessment.
fn join_rows(ours: &mut Arc<[RowAccount]>, theirs: &[RowAccount]) {
    if **ours == *theirs {
        return;
    }
    let mut rows = ours.to_vec();
    for (index, row) in rows.iter_mut().enumerate() {
        let same = |other: &&RowAccount| (other.fact, other.row) == (row.fact, row.row);
        // Rows mostly stand in the same places.
        match theirs.get(index).filter(same).or_else(|| theirs.iter().find(same)) {
            Some(other) => row.join(other),
            None => row.maybe(),
        }
    }
    for other in theirs {
        if !rows.iter().any(|row| (other.fact, other.row) == (row.fact, row.row)) {
            let mut other = other.clone();
            other.maybe();
            rows.push(other);
        }
    }
    *ours = rows.into();
}

impl RowAccount {
    fn join(&mut self, other: &RowAccount) {
        let certain = self.days.certain().intersection(other.days.certain());
        self.days = DayBounds::new(certain, self.days.possible().union(other.days.possible()));
        for removal in &mut self.removed {
            removal.certain &= other.removed.contains(removal);
        }
        for removal in &other.removed {
            if !self.removed.iter().any(|known| (known.reason, &known.days) == (removal.reason, &removal.days)) {
                self.removed.push(Removal { certain: false, ..removal.clone() });
            }
        }
    }

    /// The row is of the set on one of the days only.
    fn maybe(&mut self) {
        self.days = DayBounds::new(DaySet::empty(), self.days.possible().clone());
        self.removed.iter_mut().for_each(|removal| removal.certain = false);
    }
}

fn join_truth(ours: (&mut Truth, &mut Vec<Cause>), theirs: (Truth, &[Cause]), cause: &Cause) {
    let (truth, causes) = ours;
    add_causes(causes, theirs.1);
    if *truth != theirs.0 {
        *truth = truth.join(theirs.0);
        add_causes(causes, std::slice::from_ref(cause));
    }
}

/// Adds what is not there yet; there are few.
fn add<T: PartialEq>(known: &mut Vec<T>, one: T) {
    if !known.contains(&one) {
        known.push(one);
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
        if causes.len() > 1 {
            causes.sort();
            causes.dedup();
        }
        causes
    }

    fn detail(&mut self, detail: Detail) {
        self.detail = Some(detail);
    }

    fn measured(&mut self, id: TermId, measured: Measured) {
        match self.measures.iter_mut().find(|(known, _)| *known == id) {
            Some((_, known)) => *known = measured,
            None => self.measures.push((id, measured)),
        }
    }

    fn node(&mut self, id: ConditionId, truth: Truth, mark: usize) {
        let causes = self.causes_since(mark);
        let held = self.holds[1].take().map(|held| Detail::Held(Box::new(held)));
        let detail = self.detail.take().or(held);
        self.set_node(id, NodeTrace { truth, detail, causes });
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

    fn held(&mut self, by: Option<TermId>, against: impl FnOnce() -> Held) {
        if by.is_none() {
            self.holds[0] = Some(against());
        }
    }

    fn evaluated(&mut self, _id: ConditionId, _truth: Truth) {
        // Few conditions hold anything.
        if self.holds.iter().any(Option::is_some) {
            self.holds[1] = self.holds[0].take();
        }
    }

    fn sliced(&mut self, id: TermId, slices: impl FnOnce() -> Vec<Sliced>) {
        match self.slices.iter_mut().find(|(known, _)| *known == id) {
            Some((_, known)) => *known = slices(),
            None => self.slices.push((id, slices())),
        }
    }

    fn fault(&mut self, found: Fault) {
        if !self.faults.iter().any(|known| known.is(found)) {
            self.faults.push(found);
        }
    }

    fn version(&mut self, mark: usize) {
        self.causes = self.causes_since(mark);
    }

    fn end(&mut self) {
        self.faults.sort_unstable();
        self.conventions.sort_unstable();
        self.lists.sort_unstable();
        self.parameters.sort_unstable();
    }

    fn convention(&mut self, id: ConventionId) {
        add(&mut self.conventions, id);
    }

    fn exception(&mut self, when: ConditionId, applies: Truth) {
        add(&mut self.exceptions, (when, applies));
    }

    fn list(&mut self, id: ListId, version: Option<usize>) {
        add(&mut self.lists, (id, version));
    }

    fn parameter(&mut self, read: ParameterRead) {
        let same = |known: &&mut ParameterRead| (known.parameter, known.line) == (read.parameter, read.line);
        match self.parameters.iter_mut().find(same) {
            Some(known) => {
                let (start, end) = (known.days.start.min(read.days.start), known.days.end.max(read.days.end));
                known.days = Interval { start, end };
            }
            None => self.parameters.push(read),
        }
    }
}
