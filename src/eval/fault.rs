//! Faults of the rules that only a case brings to light.

use super::{BandFault, Cause, Contradiction, Evaluator, Recorder};
use crate::plan::DefinitionId;

/// What is wrong in the rules, so that a case has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Two exceptions apply together and disagree.
    Contradiction(Contradiction),
    /// A value lies in no band, or in several that part.
    Band(BandFault),
}

impl Fault {
    /// Whether two of them are the same fault of the rules; one value outside the bands stands for all.
    pub fn is(self, other: Fault) -> bool {
        match (self, other) {
            (Fault::Band(one), Fault::Band(other)) => (one.bands, one.misfit) == (other.bands, other.misfit),
            (one, other) => one == other,
        }
    }
}

impl<R: Recorder> Evaluator<'_, R> {
    /// A fault is certain, unless what met it may turn out not to be asked for.
    pub(super) fn fault(&mut self, found: Fault) {
        self.recorder.cause(|| Cause::Fault(found));
        self.meet(found);
    }

    fn meet(&mut self, found: Fault) {
        self.scratch.faults.push(found);
        if self.supposed == 0 {
            self.faulty = true;
            self.recorder.fault(found);
        }
    }

    /// Notes the faults met since there were so many as those of a definition.
    pub(super) fn keep_faults(&mut self, definition: DefinitionId, before: usize) {
        if self.scratch.faults.len() == before {
            return;
        }
        // However often a definition names another one, and on however many rows, its faults are few.
        let mut met: Vec<Fault> = self.scratch.faults.drain(before..).collect();
        met.sort_unstable();
        met.dedup_by(|one, other| one.is(*other));
        for found in &met {
            if !self.scratch.faults_of.iter().any(|(of, known)| *of == definition && known.is(*found)) {
                self.scratch.faults_of.push((definition, *found));
            }
        }
        self.scratch.faults.extend(met);
    }

    /// Meets the faults of a definition again, which may have been met on a supposition only.
    pub(super) fn meet_again(&mut self, definition: DefinitionId) {
        for index in 0..self.scratch.faults_of.len() {
            let (of, found) = self.scratch.faults_of[index];
            if of == definition {
                self.meet(found);
            }
        }
    }
}
