//! What an evaluation leaves behind.

use std::sync::Arc;

use super::windows::Windows;
use super::{
    Account, Aggregated, Averaged, Cause, Entered, Fault, FullAccount, Grouped, Held, LookedUp, Quantity, RowAccount,
    Skipped, Sliced, TermValue,
};
use crate::plan::{ConditionId, ConventionId, FactId, ListId, ParameterId, Plan, TermId};
use crate::time::{Continuity, Interval};
use crate::value::Truth;

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

/// A date on which a set is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnDate {
    /// What the dossier says of a fact.
    Fact(FactId),
    /// What a term comes to.
    Term(TermId),
}

/// What a condition found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// A set was looked at on the day of assessment, or on a date of the dossier.
    OnDay {
        /// The day.
        windows: Windows,
        /// The date, where it is not the day of assessment.
        date: Option<OnDate>,
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
    /// A working day was found from a day that is known.
    fn skipped(&mut self, _id: TermId, _days: impl FnOnce() -> Vec<Skipped>) {}
    /// A term was evaluated outside rows.
    fn term(&mut self, _id: TermId, _value: TermValue) {}
    /// The mean of a parameter was taken.
    fn averaged(&mut self, _id: TermId, _averaged: impl FnOnce() -> Averaged) {}
    /// Of bands or of a choice, one line is the only one to stand, and gives this term.
    fn line(&mut self, _id: TermId, _value: TermId) {}
    /// Something was made of rows.
    fn aggregated(&mut self, _id: TermId, _rows: impl FnOnce() -> Aggregated) {}
    /// Rows of it were taken together, or only the best of them taken.
    fn grouped(&mut self, _id: TermId, _groups: impl FnOnce() -> Vec<Grouped>) {}
    /// The row of a list that stands for a key is known.
    fn looked_up(&mut self, _id: TermId, _row: impl FnOnce() -> LookedUp) {}
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
    nodes: Met<ConditionId, NodeTrace>,
    /// What terms came to outside rows.
    terms: Met<TermId, TermValue>,
    /// Lengths that were measured outside rows, as they were met.
    measures: Vec<(TermId, Measured)>,
    /// What was made of rows, outside rows.
    aggregates: Vec<(TermId, Aggregated)>,
    /// Of what means of parameters were made, outside rows.
    means: Vec<(TermId, Averaged)>,
    /// What lay in the slices of scales, outside rows.
    slices: Vec<(TermId, Vec<Sliced>)>,
    /// Days that were passed over to find working days, outside rows.
    skipped: Vec<(TermId, Vec<Skipped>)>,
    /// The only line to stand, of bands and choices outside rows.
    lines: Vec<(TermId, TermId)>,
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
    /// Rows of lists that stand for a key, by the term that looks them up; several where it does so row by row.
    looked_up: Vec<(TermId, LookedUp)>,
}

/// What was met of nodes, by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Met<Id, T> {
    /// As they were met.
    found: Vec<(Id, T)>,
    /// By the id, its place in `found`, counted from 1.
    places: Vec<u32>,
}

impl<Id, T> Default for Met<Id, T> {
    fn default() -> Met<Id, T> {
        Met { found: Vec::new(), places: Vec::new() }
    }
}

impl<Id: NodeId, T> Met<Id, T> {
    /// With room for so many nodes.
    fn new(count: usize) -> Met<Id, T> {
        Met { found: Vec::with_capacity(count.min(64)), places: vec![0; count] }
    }

    fn place(&self, id: Id) -> Option<usize> {
        (self.places.get(id.place()).copied()? as usize).checked_sub(1)
    }

    fn get(&self, id: Id) -> Option<&T> {
        Some(&self.found[self.place(id)?].1)
    }

    fn get_mut(&mut self, id: Id) -> Option<&mut T> {
        let place = self.place(id)?;
        Some(&mut self.found[place].1)
    }

    #[inline]
    fn set(&mut self, id: Id, one: T) {
        if self.places.len() <= id.place() {
            self.places.resize(id.place() + 1, 0);
        }
        match self.places[id.place()] {
            0 => {
                self.found.push((id, one));
                self.places[id.place()] = self.found.len() as u32;
            }
            place => self.found[place as usize - 1].1 = one,
        }
    }
}

/// A node that has a place among those of its kind.
trait NodeId: Copy {
    fn place(self) -> usize;
}

impl NodeId for ConditionId {
    fn place(self) -> usize {
        self.index()
    }
}

impl NodeId for TermId {
    fn place(self) -> usize {
        self.index()
    }
}

impl Trace {
    /// An empty record, with room for the conditions of a plan.
    pub fn new(plan: &Plan) -> Trace {
        Trace { nodes: Met::new(plan.conditions.len()), terms: Met::new(plan.terms.len()), ..Trace::default() }
    }

    /// The record of a condition, when it was evaluated outside rows.
    pub fn node(&self, id: ConditionId) -> Option<&NodeTrace> {
        self.nodes.get(id)
    }

    /// What a term came to, when it was evaluated outside rows.
    pub fn term_value(&self, id: TermId) -> Option<TermValue> {
        self.terms.get(id).copied()
    }

    /// What was made of rows.
    pub fn aggregate(&self, id: TermId) -> Option<&Aggregated> {
        self.aggregates.iter().find(|(known, _)| *known == id).map(|(_, made)| made)
    }

    /// The term of the line that is the only one to stand, of bands or of a choice.
    pub fn only_line(&self, id: TermId) -> Option<TermId> {
        self.lines.iter().find(|(known, _)| *known == id).map(|(_, value)| *value)
    }

    /// Lengths that were measured outside rows, as they were met.
    pub fn measures(&self) -> &[(TermId, Measured)] {
        &self.measures
    }

    /// How a length was measured, when it was outside rows.
    pub fn measured(&self, id: TermId) -> Option<&Measured> {
        self.measures.iter().find(|(known, _)| *known == id).map(|(_, measured)| measured)
    }

    /// Of what the mean of a parameter was made.
    pub fn averaged(&self, id: TermId) -> Option<&Averaged> {
        self.means.iter().find(|(known, _)| *known == id).map(|(_, averaged)| averaged)
    }

    /// What lay in the slices of a scale, where it is known.
    pub fn sliced(&self, id: TermId) -> Option<&[Sliced]> {
        self.slices.iter().find(|(known, _)| *known == id).map(|(_, slices)| slices.as_slice())
    }

    /// The days that a term passed over to find a working day, where they are known.
    pub fn skipped(&self, id: TermId) -> Option<&[Skipped]> {
        self.skipped.iter().find(|(known, _)| *known == id).map(|(_, days)| days.as_slice())
    }

    /// The row of a list that a term found; `None` where it found none, or several as rows were looked at.
    pub fn looked_up(&self, id: TermId) -> Option<LookedUp> {
        let mut found = self.looked_up.iter().filter(|(known, _)| *known == id).map(|(_, row)| *row);
        found.next().filter(|_| found.next().is_none())
    }

    /// Whether an exception applies, known by its « si … »; `None` when that was not asked.
    pub fn applies(&self, when: ConditionId) -> Option<Truth> {
        self.exceptions.iter().find(|(known, _)| *known == when).map(|(_, applies)| *applies)
    }

    /// The conditions that were evaluated outside rows, in no order.
    pub fn nodes(&self) -> impl Iterator<Item = ConditionId> {
        self.nodes.found.iter().map(|(id, _)| *id)
    }
}

impl Trace {
    /// What holds of this evaluation and of one on another day together. `cause` is why the day is not known: where
    /// the two differ, it makes the answer open.
    pub fn join(&mut self, other: &Trace, cause: &Cause) {
        for (id, theirs) in &other.nodes.found {
            match self.nodes.get_mut(*id) {
                Some(ours) => ours.join(theirs, cause),
                None => self.nodes.set(*id, theirs.clone()),
            }
        }
        for (id, theirs) in &other.terms.found {
            let found = self.terms.get(*id).map_or(*theirs, |ours| ours.join(*theirs));
            self.terms.set(*id, found);
        }
        for (id, theirs) in &other.aggregates {
            match self.aggregates.iter_mut().find(|(known, _)| known == id) {
                Some((_, ours)) => ours.join(theirs),
                None => self.aggregates.push((*id, theirs.clone())),
            }
        }
        for (id, theirs) in &other.means {
            match self.means.iter_mut().find(|(known, _)| known == id) {
                Some((_, ours)) => ours.join(theirs),
                None => self.means.push((*id, theirs.clone())),
            }
        }
        self.lines.retain(|ours| other.lines.contains(ours));
        for (id, theirs) in &other.measures {
            match self.measures.iter_mut().find(|(known, _)| known == id) {
                Some((_, ours)) => ours.join(theirs),
                None => self.measures.push((*id, theirs.clone())),
            }
        }
        self.slices.retain(|ours| other.slices.contains(ours));
        self.skipped.retain(|ours| other.skipped.contains(ours));
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
        other.looked_up.iter().for_each(|one| add(&mut self.looked_up, *one));
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
        let same = |other: &&RowAccount| other.is_of(row);
        // Rows mostly stand in the same places.
        match theirs.get(index).filter(same).or_else(|| theirs.iter().find(same)) {
            Some(other) => row.join(other),
            None => row.maybe(),
        }
    }
    for other in theirs {
        if !rows.iter().any(|row| other.is_of(row)) {
            let mut other = other.clone();
            other.maybe();
            rows.push(other);
        }
    }
    *ours = rows.into();
}

fn join_truth(ours: (&mut Truth, &mut Vec<Cause>), theirs: (Truth, &[Cause]), cause: &Cause) {
    let (truth, causes) = ours;
    add_causes(causes, theirs.1);
    if *truth != theirs.0 {
        *truth = truth.join(theirs.0);
        add_causes(causes, std::slice::from_ref(cause));
    }
}

/// Puts down what was met last of a term; there are few.
fn put<T>(known: &mut Vec<(TermId, T)>, id: TermId, one: T) {
    match known.iter_mut().find(|(known, _)| *known == id) {
        Some((_, known)) => *known = one,
        None => known.push((id, one)),
    }
}

/// Adds what is not there yet; there are few.
fn add<T: PartialEq>(known: &mut Vec<T>, one: T) {
    if !known.contains(&one) {
        known.push(one);
    }
}

/// The causes of a stack above a mark, each once.
pub(super) fn causes_above(stack: &[Cause], mark: usize) -> Vec<Cause> {
    let mut causes = stack[mark.min(stack.len())..].to_vec();
    if causes.len() > 1 {
        causes.sort();
        causes.dedup();
    }
    causes
}

pub(super) fn add_causes(ours: &mut Vec<Cause>, theirs: &[Cause]) {
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
        causes_above(&self.stack, mark)
    }

    fn detail(&mut self, detail: Detail) {
        self.detail = Some(detail);
    }

    fn measured(&mut self, id: TermId, measured: Measured) {
        put(&mut self.measures, id, measured);
    }

    fn node(&mut self, id: ConditionId, truth: Truth, mark: usize) {
        let causes = self.causes_since(mark);
        let held = self.holds[1].take().map(|held| Detail::Held(Box::new(held)));
        let detail = self.detail.take().or(held);
        self.nodes.set(id, NodeTrace { truth, detail, causes });
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

    fn looked_up(&mut self, id: TermId, row: impl FnOnce() -> LookedUp) {
        add(&mut self.looked_up, (id, row()));
    }

    fn sliced(&mut self, id: TermId, slices: impl FnOnce() -> Vec<Sliced>) {
        put(&mut self.slices, id, slices());
    }

    fn averaged(&mut self, id: TermId, averaged: impl FnOnce() -> Averaged) {
        put(&mut self.means, id, averaged());
    }

    fn skipped(&mut self, id: TermId, days: impl FnOnce() -> Vec<Skipped>) {
        put(&mut self.skipped, id, days());
    }

    fn term(&mut self, id: TermId, value: TermValue) {
        self.terms.set(id, value);
    }

    fn line(&mut self, id: TermId, value: TermId) {
        put(&mut self.lines, id, value);
    }

    fn aggregated(&mut self, id: TermId, rows: impl FnOnce() -> Aggregated) {
        put(&mut self.aggregates, id, rows());
    }

    fn grouped(&mut self, id: TermId, groups: impl FnOnce() -> Vec<Grouped>) {
        if let Some((_, made)) = self.aggregates.iter_mut().find(|(known, _)| *known == id) {
            made.groups = groups();
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
            Some(known) => known.days = known.days.hull(read.days),
            None => self.parameters.push(read),
        }
    }
}
