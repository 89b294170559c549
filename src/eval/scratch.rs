//! Room that evaluations reuse: once it has grown, an evaluation that records nothing allocates nothing.

use super::pool::{Days, Pool};
use super::rows::{Entry, RowPart, SetRef};
use super::{Account, Cause, Fault, Recorder, Silent, TermValue};
use crate::plan::{ConditionId, DefinitionId, FactId, Plan, Symbol};
use crate::value::Truth;

/// Room for the sets of an evaluation. What it held before leaves no trace in the next one.
#[derive(Debug)]
pub struct Scratch<R: Recorder = Silent> {
    pub(super) days: Pool,
    /// Rows of all sets, each set's in a row.
    pub(super) rows: Vec<RowPart<R::Account>>,
    /// What is kept of them.
    pub(super) kept: <R::Account as Account>::Kept,
    pub(super) sets: Vec<Entry>,
    /// Sets that definitions stand for, then those of facts, with the evaluation that computed them.
    pub(super) known: Vec<(u64, SetRef)>,
    /// What definitions of conditions and of terms came to.
    pub(super) truths: Vec<Known<Truth>>,
    pub(super) terms: Vec<Known<TermValue>>,
    pub(super) evaluation: u64,
    /// A stack of sets to be joined.
    pub(super) pending: Vec<SetRef>,
    /// Clauses that a row does not satisfy on every day.
    pub(super) failing: Vec<(ConditionId, Days)>,
    /// The key that is looked up in a list.
    pub(super) key: Vec<Option<Symbol>>,
    /// Faults of the rules as they were met, each with how many suppositions it rests on.
    pub(super) faults: Vec<(Fault, u32)>,
    /// The same, by the definitions that hang on them.
    pub(super) faults_of: Vec<(DefinitionId, Fault)>,
}

impl<R: Recorder> Default for Scratch<R> {
    fn default() -> Self {
        Scratch {
            days: Pool::default(),
            rows: Vec::new(),
            kept: Default::default(),
            sets: Vec::new(),
            known: Vec::new(),
            truths: Vec::new(),
            terms: Vec::new(),
            evaluation: 0,
            pending: Vec::new(),
            failing: Vec::new(),
            key: Vec::new(),
            faults: Vec::new(),
            faults_of: Vec::new(),
        }
    }
}

impl<R: Recorder> Scratch<R> {
    /// Empties the room for an evaluation with so many definitions and facts.
    pub(super) fn begin(&mut self, plan: &Plan) {
        self.days.clear();
        self.rows.clear();
        R::Account::forget(&mut self.kept);
        self.sets.clear();
        self.pending.clear();
        self.faults.clear();
        self.faults_of.clear();
        self.evaluation += 1;
        let named = plan.definitions.len() + plan.facts.len();
        if self.known.len() < named {
            self.known.resize(named, (0, SetRef::default()));
            self.truths.resize(named, Known::nothing(Truth::Unknown));
            self.terms.resize(named, Known::nothing(TermValue::Unknown));
        }
    }
}

/// What was computed in an evaluation, and why it is open.
#[derive(Clone, Debug)]
pub(super) struct Known<T> {
    pub(super) evaluation: u64,
    /// The row of which it was computed, where each has its own.
    pub(super) row: Option<(FactId, Option<usize>)>,
    pub(super) value: T,
    pub(super) causes: Vec<Cause>,
    /// Whether its nodes are in the record.
    pub(super) told: bool,
}

impl<T> Known<T> {
    fn nothing(value: T) -> Known<T> {
        Known { evaluation: 0, row: None, value, causes: Vec::new(), told: false }
    }
}
