//! What neither the dossier nor the recueil tells: one way in which it may be.

use std::cell::Cell;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A way in which things may be. Asked twice for the same, it says the same.
pub struct World {
    seed: u64,
    open: Cell<bool>,
    fault: Cell<bool>,
}

impl World {
    /// In the first world nothing that is not told is so, in the second all of it.
    pub fn new(seed: u64) -> World {
        World { seed, open: Cell::new(false), fault: Cell::new(false) }
    }

    /// Whether something is so of which nothing is told.
    pub fn choose(&self, what: impl Hash) -> bool {
        self.open.set(true);
        match self.seed {
            0 => false,
            1 => true,
            seed => {
                let mut hasher = DefaultHasher::new();
                (seed, what).hash(&mut hasher);
                hasher.finish() & 1 == 1
            }
        }
    }

    /// What was found may be known to the evaluator, or open.
    pub fn may_be_open(&self) {
        self.open.set(true);
    }

    /// Whether something was chosen, or may be open.
    pub fn is_open(&self) -> bool {
        self.open.get()
    }

    /// The rules are at fault.
    pub fn fault(&self) {
        self.fault.set(true);
    }

    pub fn is_faulty(&self) -> bool {
        self.fault.get()
    }
}
