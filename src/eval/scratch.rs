//! Room that evaluations reuse: once it has grown, an evaluation that records nothing allocates nothing.

use std::ops::Index;

use super::set::{Entry, RowPart, SetRef};
use super::{Account, Cause, Fault, Recorder, Silent, TermValue};
use crate::plan::{ConditionId, DefinitionId, Plan, Symbol};
use crate::time::{DayBounds, DaySet, Interval};
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
    /// Faults of the rules, as they were met, on suppositions too.
    pub(super) faults: Vec<Fault>,
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
        self.days.used = Pool::CONSTANTS;
        self.days.last = Pool::NONE_LAST;
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
    pub(super) value: T,
    pub(super) causes: Vec<Cause>,
    /// Whether its nodes are in the record.
    pub(super) told: bool,
}

impl<T> Known<T> {
    fn nothing(value: T) -> Known<T> {
        Known { evaluation: 0, value, causes: Vec::new(), told: false }
    }
}

/// Days in the pool; equal values are equal days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Days(u32);

impl Days {
    /// Every day, for certain.
    pub(super) const ALWAYS: Days = Days(0);
    /// No day.
    pub(super) const NEVER: Days = Days(1);
    /// Nothing known.
    pub(super) const UNKNOWN: Days = Days(2);

    /// A truth that holds on every day alike.
    pub(super) fn constant(truth: Truth) -> Days {
        match truth {
            Truth::Yes => Days::ALWAYS,
            Truth::No => Days::NEVER,
            _ => Days::UNKNOWN,
        }
    }
}

/// Bounds of sets of days, written one after the other.
#[derive(Debug)]
pub(super) struct Pool {
    bounds: Vec<DayBounds>,
    used: usize,
    /// The last intersection and the last difference: the rows of a set mostly ask for the same ones again.
    last: [(Days, Days, Days); 2],
}

impl Default for Pool {
    fn default() -> Pool {
        let constants = vec![DayBounds::exact(DaySet::all()), DayBounds::exact(DaySet::empty()), DayBounds::unknown()];
        Pool { bounds: constants, used: Pool::CONSTANTS, last: Pool::NONE_LAST }
    }
}

impl Index<Days> for Pool {
    type Output = DayBounds;

    fn index(&self, days: Days) -> &DayBounds {
        &self.bounds[days.0 as usize]
    }
}

/// What the pool holds while more is written.
#[derive(Clone, Copy)]
pub(super) struct Written<'p>(&'p [DayBounds]);

impl Index<Days> for Written<'_> {
    type Output = DayBounds;

    fn index(&self, days: Days) -> &DayBounds {
        &self.0[days.0 as usize]
    }
}

impl Pool {
    const CONSTANTS: usize = 3;
    const NONE_LAST: [(Days, Days, Days); 2] = [(Days::NEVER, Days::NEVER, Days::NEVER); 2];

    /// Writes days of which nothing is kept from before.
    pub(super) fn write(&mut self, fill: impl FnOnce(Written, &mut DayBounds)) -> Days {
        if self.used == self.bounds.len() {
            self.bounds.push(DayBounds::default());
        }
        let (written, free) = self.bounds.split_at_mut(self.used);
        fill(Written(written), &mut free[0]);
        self.used += 1;
        Days(self.used as u32 - 1)
    }

    pub(super) fn is_never(&self, days: Days) -> bool {
        self[days].possible().is_empty()
    }

    pub(super) fn and(&mut self, a: Days, b: Days) -> Days {
        match (a, b) {
            (Days::ALWAYS, days) | (days, Days::ALWAYS) => days,
            (Days::NEVER, _) | (_, Days::NEVER) => Days::NEVER,
            _ => self.again(0, a, b, |pool, out| pool[a].intersection_into(&pool[b], out)),
        }
    }

    pub(super) fn or(&mut self, a: Days, b: Days) -> Days {
        match (a, b) {
            (Days::ALWAYS, _) | (_, Days::ALWAYS) => Days::ALWAYS,
            (Days::NEVER, days) | (days, Days::NEVER) => days,
            _ => self.write(|pool, out| pool[a].union_into(&pool[b], out)),
        }
    }

    pub(super) fn minus(&mut self, a: Days, b: Days) -> Days {
        match (a, b) {
            (_, Days::ALWAYS) | (Days::NEVER, _) => Days::NEVER,
            _ if self.is_never(b) => a,
            _ => self.again(1, a, b, |pool, out| pool[a].difference_into(&pool[b], out)),
        }
    }

    fn again(&mut self, kind: usize, a: Days, b: Days, fill: impl FnOnce(Written, &mut DayBounds)) -> Days {
        let (known_a, known_b, known) = self.last[kind];
        if (known_a, known_b) == (a, b) {
            return known;
        }
        let found = self.write(fill);
        self.last[kind] = (a, b, found);
        found
    }

    /// Days with what was found within a window in the place of what stood there.
    pub(super) fn splice(&mut self, days: Days, window: Interval, found: Days) -> Days {
        self.write(|pool, out| {
            let (days, found) = (&pool[days], &pool[found]);
            out.assign(
                spliced(days.certain(), window, found.certain()),
                spliced(days.possible(), window, found.possible()),
            );
        })
    }

    /// What holds in either of two worlds.
    pub(super) fn join(&mut self, a: Days, b: Days) -> Days {
        if a == b {
            return a;
        }
        self.write(|pool, out| {
            let (a, b) = (&pool[a], &pool[b]);
            *out = DayBounds::new(a.certain().intersection(b.certain()), a.possible().union(b.possible()));
        })
    }
}

fn spliced<'a>(days: &'a DaySet, window: Interval, found: &'a DaySet) -> impl Iterator<Item = Interval> + 'a {
    let before = Interval { start: Interval::ALL.start, end: window.start };
    let after = Interval { start: window.end, end: Interval::ALL.end };
    days.runs_within(before).chain(found.runs_within(window)).chain(days.runs_within(after))
}
