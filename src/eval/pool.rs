//! Sets of days of an evaluation, written one after the other.

use std::ops::Index;

use crate::time::{DayBounds, DaySet, Interval};
use crate::value::Truth;

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

    /// Forgets all that was written.
    pub(super) fn clear(&mut self) {
        self.used = Pool::CONSTANTS;
        self.last = Pool::NONE_LAST;
    }

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
