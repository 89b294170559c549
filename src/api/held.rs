//! What lives longer than a call, by the handles under which parameters name it.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::diagnostic::Findings;
use crate::population::Population;
use crate::ruleset::Ruleset;
use crate::source::Loader;

/// Where the files of a recueil come from, for as long as it is held.
pub(super) type Files = Arc<dyn Loader + Send + Sync>;

/// What a skin keeps from one call to the next: rulesets and populations, by handle.
///
/// It can be shared between threads. A call works with what a handle stood for when it began.
#[derive(Default)]
pub struct Held {
    kept: RwLock<BTreeMap<String, Kept>>,
}

/// What a handle stands for.
#[derive(Clone)]
pub(super) enum Kept {
    /// A ruleset, with the files of its recueil: its dossiers are read when a method asks for them.
    Ruleset(Ruleset, Files),
    /// Dossiers that were read.
    Population(Arc<Population>),
}

impl Held {
    /// Reads a recueil and keeps it under a handle; what was held there before is gone. A handle goes before a built-in
    /// recueil of the same name.
    ///
    /// # Errors
    ///
    /// Every error in the rules, with its place; then the handle keeps what it had.
    pub fn hold(
        &self,
        handle: impl Into<String>,
        files: impl Loader + Send + Sync + 'static,
    ) -> Result<Ruleset, Findings> {
        let ruleset = Ruleset::load(&files)?;
        self.keep(handle, Kept::Ruleset(ruleset.clone(), Arc::new(files)));
        Ok(ruleset)
    }

    /// Gives up what is held under a handle; whether something was.
    pub fn release(&self, handle: &str) -> bool {
        // What is kept is whole whatever panicked elsewhere: entries are put in and taken out in one step.
        self.kept.write().unwrap_or_else(PoisonError::into_inner).remove(handle).is_some()
    }

    pub(super) fn keep(&self, handle: impl Into<String>, kept: Kept) {
        self.kept.write().unwrap_or_else(PoisonError::into_inner).insert(handle.into(), kept);
    }

    pub(super) fn under(&self, handle: &str) -> Option<Kept> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).get(handle).cloned()
    }
}
