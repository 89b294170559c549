//! Dossiers that change, counted together where they change alike and for one reason.

use std::collections::HashMap;

use super::{CaseChange, Kind, Reason};
use crate::value::Outcome;

/// Dossiers of a group that are named.
const MAX_NAMED: usize = 5;

/// Dossiers that change alike and for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// How they change, and why.
    pub alike: Alike,
    /// How many there are.
    pub count: usize,
    /// What the first of them are called.
    pub named: Vec<String>,
}

/// How dossiers change that are counted together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Alike {
    /// What the change does.
    pub kind: Kind,
    /// The outcome by the side before.
    pub before: Outcome,
    /// The outcome by the side after.
    pub after: Outcome,
    /// Why.
    pub reason: Reason,
}

/// Groups as dossiers are met.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    all: Vec<Group>,
    places: HashMap<Alike, usize>,
}

impl CaseChange {
    /// By what it is counted together with others.
    pub fn alike(&self) -> Alike {
        Alike { kind: self.kind, before: self.before, after: self.after, reason: self.reason.clone() }
    }
}

impl Groups {
    /// Counts a dossier that changes.
    pub(super) fn add(&mut self, change: &CaseChange) {
        self.put(change.alike(), 1, vec![change.dossier.clone()]);
    }

    /// Counts the dossiers of later groups.
    pub(super) fn join(&mut self, later: &mut Groups) {
        later.places.clear();
        for Group { alike, count, named } in later.all.drain(..) {
            self.put(alike, count, named);
        }
    }

    fn put(&mut self, alike: Alike, count: usize, named: Vec<String>) {
        let all = &mut self.all;
        let at = *self.places.entry(alike.clone()).or_insert_with(|| {
            all.push(Group { alike, count: 0, named: Vec::new() });
            all.len() - 1
        });
        let group = &mut all[at];
        group.count += count;
        let room = MAX_NAMED.saturating_sub(group.named.len());
        group.named.extend(named.into_iter().take(room));
    }

    /// The groups, by kind, the largest first.
    pub fn sorted(&self) -> Vec<&Group> {
        let mut all: Vec<&Group> = self.all.iter().collect();
        all.sort_by(|one, other| {
            one.alike.kind.cmp(&other.alike.kind).then(other.count.cmp(&one.count)).then(one.alike.cmp(&other.alike))
        });
        all
    }
}
