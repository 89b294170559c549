//! Dossiers held against all pairs of two sides, by as many threads as there are, gathered in order.

use std::fmt::Display;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::groups::Groups;
use super::{CaseChange, Depth, Kind, Pair, Room, Tally, case_change};
use crate::case::{Case, Reader};

/// Details are worth keeping of so many dossiers of each kind.
pub const MAX_DETAILS: usize = 200;

/// How many changes of each kind are kept: there is no need to work out more.
type Kept = [AtomicUsize; Kind::ALL.len()];

/// What dossiers are compared by; threads share it.
#[derive(Debug)]
pub struct Work<'p> {
    /// They share their two plans.
    pairs: &'p [Pair],
    kept: Vec<Kept>,
    options: Options<'p>,
}

/// How far dossiers are compared.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'p> {
    /// How far each dossier is looked at; groups and what follows from suppositions need reasons.
    pub depth: Depth,
    /// Only the dossier of this name.
    pub only: Option<&'p str>,
    /// Of so many dossiers of each kind details are kept; the others are counted.
    pub details: usize,
}

/// What was found in some dossiers.
#[derive(Debug, Default)]
pub struct Found {
    /// How many there were, refused ones included.
    pub dossiers: u64,
    /// By pair.
    pairs: Vec<OfPair>,
    /// Dossiers that one side cannot read, and those that neither can.
    refused: [Refusals; 2],
}

/// What was found in all dossiers.
#[derive(Debug, Default)]
pub struct Gathered {
    /// By pair.
    pub pairs: Vec<OfPair>,
    /// Dossiers that one side cannot read.
    pub read_by_one: Refusals,
    /// Dossiers that neither can.
    pub unreadable: Refusals,
}

/// What was found in dossiers by one pair.
#[derive(Debug, Default)]
pub struct OfPair {
    /// How many change.
    pub tally: Tally,
    /// Dossiers that change; of each kind the first ones.
    pub changes: Vec<CaseChange>,
    /// All that change, by reason.
    pub groups: Groups,
    /// The same once what the pair supposes is supposed.
    pub supposed: (Tally, Groups),
}

impl OfPair {
    fn count(&mut self, change: Option<&CaseChange>, supposed: Option<&CaseChange>) {
        let [plain, then] = [(&mut self.tally, &mut self.groups), (&mut self.supposed.0, &mut self.supposed.1)];
        for ((tally, groups), change) in [(plain, change), (then, supposed)] {
            tally.add(change.map(|change| change.kind));
            if let Some(change) = change {
                groups.add(change);
            }
        }
    }

    /// Takes the counts of later dossiers; their details stay where they are.
    fn join(&mut self, later: &mut OfPair) {
        self.tally.join(&std::mem::take(&mut later.tally));
        self.groups.join(&mut later.groups);
        self.supposed.0.join(&std::mem::take(&mut later.supposed.0));
        self.supposed.1.join(&mut later.supposed.1);
    }
}

/// Dossiers that could not be read.
#[derive(Clone, Debug, Default)]
pub struct Refusals {
    /// How many.
    pub count: usize,
    /// The first of them, and why.
    pub told: Vec<Refusal>,
}

/// A dossier that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What it is called.
    pub dossier: String,
    /// By whom.
    pub by: RefusedBy,
    /// The message of the first finding.
    pub why: String,
}

/// Which side cannot read a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusedBy {
    /// The one before.
    Before,
    /// The one after.
    After,
    /// Neither can; the message is that of the side before.
    Both,
}

/// A dossier as one side reads it, or why it cannot.
pub type AsRead<'c> = Result<&'c Case, String>;

/// Compares dossier after dossier; each thread has its own.
pub struct Comparer<'w> {
    work: &'w Work<'w>,
    /// The reader of the plan before, and of the one after where it is another.
    readers: Option<(Reader<'w>, Option<Reader<'w>>)>,
    room: Room,
}

impl<'p> Work<'p> {
    /// Compares dossiers by these pairs.
    pub fn new(pairs: &'p [Pair], options: Options<'p>) -> Work<'p> {
        Work { pairs, kept: pairs.iter().map(|_| Kept::default()).collect(), options }
    }

    /// One that compares.
    pub fn comparer(&self) -> Comparer<'_> {
        let readers = self.pairs.first().map(|pair| {
            let other = !Arc::ptr_eq(&pair.before.plan, &pair.after.plan);
            (Reader::new(&pair.before.plan), other.then(|| Reader::new(&pair.after.plan)))
        });
        Comparer { work: self, readers, room: Room::default() }
    }

    /// Adds what was found in the dossiers that come next, and leaves its room to be filled again.
    pub fn gather(&self, all: &mut Gathered, found: &mut Found) {
        all.pairs.resize_with(self.pairs.len(), Default::default);
        for ((ours, kept), later) in all.pairs.iter_mut().zip(&self.kept).zip(&mut found.pairs) {
            ours.join(later);
            for change in later.changes.drain(..) {
                let kept = &kept[change.kind as usize];
                if kept.load(Ordering::Relaxed) < self.options.details {
                    kept.fetch_add(1, Ordering::Relaxed);
                    ours.changes.push(change);
                }
            }
        }
        let [one, none] = &mut found.refused;
        all.read_by_one.take(one);
        all.unreadable.take(none);
        found.dossiers = 0;
    }

    fn hold(&self, room: &mut Room, name: &impl Display, old: AsRead<'_>, new: AsRead<'_>, found: &mut Found) {
        found.dossiers += 1;
        found.pairs.resize_with(self.pairs.len(), Default::default);
        let [by_one, by_none] = &mut found.refused;
        let (old, new) = match (old, new) {
            (Ok(old), Ok(new)) => (old, new),
            (Err(why), Err(_)) => return by_none.add(name, RefusedBy::Both, why),
            (Ok(_), Err(why)) => return by_one.add(name, RefusedBy::After, why),
            (Err(why), Ok(_)) => return by_one.add(name, RefusedBy::Before, why),
        };
        if self.options.only.is_some_and(|wanted| wanted != new.name) {
            return;
        }
        let depth = self.options.depth;
        for ((pair, kept), found) in self.pairs.iter().zip(&self.kept).zip(&mut found.pairs) {
            let has_room = |kind: Kind| kept[kind as usize].load(Ordering::Relaxed) < self.options.details;
            let change = case_change(pair, old, new, depth, room, has_room);
            found.tally.left_to_earlier += usize::from(pair.leaves_to_earlier(new));
            let supposed = match pair.supposed.within(old, new).filter(|_| depth.reasons) {
                Some([old, new]) => case_change(pair, &old, &new, depth, room, |_| false),
                None => change.clone(),
            };
            found.count(change.as_ref(), supposed.as_ref());
            found.changes.extend(change.filter(|change| has_room(change.kind)));
        }
    }
}

impl Refusals {
    fn add(&mut self, name: &impl Display, by: RefusedBy, why: String) {
        self.count += 1;
        if self.told.len() < MAX_DETAILS {
            self.told.push(Refusal { dossier: name.to_string(), by, why });
        }
    }

    fn take(&mut self, other: &mut Refusals) {
        self.count += std::mem::take(&mut other.count);
        self.told.append(&mut other.told);
        self.told.truncate(MAX_DETAILS);
    }
}

impl Comparer<'_> {
    /// Reads a dossier once for all pairs and compares it; `name` is what it is called when it does not say so itself.
    pub fn compare(&mut self, name: impl Display, bytes: &[u8], found: &mut Found) {
        let Comparer { work, readers, room } = self;
        // Where no version is compared, no dossier is read.
        let Some((before, after)) = readers else { return };
        let old = read(before, &name, bytes);
        let new = match after {
            Some(after) => read(after, &name, bytes),
            None => old.clone(),
        };
        work.hold(room, &name, old, new, found);
    }

    /// Compares a dossier that was read under the plan of each side.
    pub fn hold(&mut self, name: impl Display, old: AsRead<'_>, new: AsRead<'_>, found: &mut Found) {
        self.work.hold(&mut self.room, &name, old, new, found);
    }
}

fn read<'r>(reader: &'r mut Reader<'_>, name: &impl Display, bytes: &[u8]) -> AsRead<'r> {
    reader.read(name, bytes).map_err(|refused| refused.first_message())
}
