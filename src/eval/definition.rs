//! Definitions, each computed once in an evaluation, and the faults of the rules that hang on them.

use super::scratch::Known;
use super::{Cause, Evaluator, Fault, Recorder, Scratch, TermValue};
use crate::plan::{ConditionId, DefinitionId, TermId};
use crate::value::Truth;

impl<R: Recorder> Evaluator<'_, R> {
    /// What a definition of a condition stands for, computed once.
    pub(super) fn defined_condition(&mut self, definition: DefinitionId, condition: ConditionId) -> Truth {
        self.once(definition, |scratch| &mut scratch.truths, |evaluator| evaluator.condition(condition))
    }

    fn once<T: Copy>(
        &mut self,
        definition: DefinitionId,
        known: impl Fn(&mut Scratch<R>) -> &mut [Known<T>],
        compute: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let evaluation = self.scratch.evaluation;
        // What was computed among rows left no nodes in the record.
        let heard = self.has_node();
        // Rows are looked at one after the other: what was computed of the last one is kept.
        let row = self.row.filter(|_| self.plan.definitions[definition.index()].each.is_some());
        let before = &known(self.scratch)[definition.index()];
        if before.evaluation == evaluation && before.row == row && (before.told || !heard) {
            for cause in &before.causes {
                self.recorder.cause(|| cause.clone());
            }
            let value = before.value;
            self.meet_again(definition);
            return value;
        }
        let (mark, faults) = (self.recorder.mark(), self.scratch.faults.len());
        let value = compute(self);
        let causes = self.recorder.causes_since(mark);
        known(self.scratch)[definition.index()] = Known { evaluation, row, value, causes, told: heard };
        self.keep_faults(definition, faults);
        value
    }

    /// What a definition of a value stands for, computed once.
    pub(super) fn defined_term(&mut self, definition: DefinitionId, term: TermId) -> TermValue {
        self.once(definition, |scratch| &mut scratch.terms, |evaluator| evaluator.term(term))
    }

    /// A fault is certain, unless what met it may turn out not to be asked for.
    pub(super) fn fault(&mut self, found: Fault) {
        self.recorder.cause(|| Cause::Fault(found));
        self.meet(found);
    }

    fn meet(&mut self, found: Fault) {
        self.scratch.faults.push((found, self.supposed));
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
        let supposed = self.supposed;
        // What was met on a supposition within the definition may not be one of it.
        let certain = self.scratch.faults.drain(before..).filter(|(_, met)| *met == supposed);
        let mut met: Vec<Fault> = certain.map(|(found, _)| found).collect();
        met.sort_unstable();
        met.dedup_by(|one, other| one.is(*other));
        for found in &met {
            if !self.scratch.faults_of.iter().any(|(of, known)| *of == definition && known.is(*found)) {
                self.scratch.faults_of.push((definition, *found));
            }
        }
        self.scratch.faults.extend(met.into_iter().map(|found| (found, supposed)));
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
