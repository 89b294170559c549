//! Choices by case: the line on which an option or a code stands.

use super::{Evaluator, Recorder, TermValue};
use crate::plan::{Choice, TermId, TermKind};

impl<R: Recorder> Evaluator<'_, R> {
    pub(super) fn choice(
        &mut self,
        id: TermId,
        of: TermId,
        choices: &[Choice],
        otherwise: Option<TermId>,
    ) -> TermValue {
        let plan = self.plan;
        let found = self.term(of);
        if let TermValue::Symbol(code) = found {
            let is_it = |key: &TermId| matches!(plan.terms[key.index()].kind, TermKind::Symbol(known) if known == code);
            if let Some(choice) = choices.iter().find(|choice| choice.keys.iter().any(is_it)) {
                self.only_line(id, choice.value);
                return self.term(choice.value);
            }
            // A code that the recueil does not know may be meant for any other.
            if self.is_known(of, code) {
                // INVARIANT: `check` wants a line for each option, and `sinon` where there may be other codes.
                let Some(value) = otherwise else { return TermValue::Unknown };
                self.only_line(id, value);
                return self.term(value);
            }
            self.unknown_code(of);
        }
        let values = choices.iter().map(|choice| choice.value).chain(otherwise);
        let all = values.map(|value| self.supposing(true, |evaluator| evaluator.term(value)));
        all.reduce(TermValue::join).unwrap_or(TermValue::Unknown)
    }

    /// Of bands or of a choice, the line that gives this is the only one to stand.
    pub(super) fn only_line(&mut self, list: TermId, value: TermId) {
        if self.has_node() {
            self.recorder.line(list, value);
        }
    }
}
