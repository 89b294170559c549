//! Exceptions: what stands of a condition, a term or a set under those that apply.

use smallvec::SmallVec;

use super::{Contradiction, Evaluator, Fault, Recorder, TermValue};
use crate::plan::{ConditionId, Excepted, TermId};
use crate::source::Span;
use crate::value::Truth;

/// A node that exceptions may replace.
pub(super) trait Replaceable<R: Recorder>: Copy {
    /// What it comes to.
    type Found: Copy;
    /// Computes it.
    fn find(self, evaluator: &mut Evaluator<'_, R>) -> Self::Found;
    /// Whether two of them differ however the gaps are filled.
    fn disagree(evaluator: &Evaluator<'_, R>, one: Self::Found, other: Self::Found) -> bool;
    /// What holds in either of two worlds. What parts them was met since `mark`.
    fn join(evaluator: &mut Evaluator<'_, R>, one: Self::Found, other: Self::Found, mark: usize) -> Self::Found;
}

impl<R: Recorder> Evaluator<'_, R> {
    /// What stands under exceptions. No order settles which of two that apply together prevails: where they certainly
    /// disagree it is a contradiction. Where it is open which one applies, what all have in common stands.
    pub(super) fn excepted<N: Replaceable<R>>(&mut self, excepted: &Excepted<N>) -> N::Found {
        let mark = self.recorder.mark();
        let mut applied: SmallVec<[(N::Found, Span); 2]> = SmallVec::new();
        let mut joined: Option<N::Found> = None;
        let mut some_open = false;
        for case in &excepted.cases {
            let applies = self.condition(case.when);
            self.recorder.exception(case.when, applies);
            if applies == Truth::No {
                continue;
            }
            let certain = applies == Truth::Yes;
            let found = self.supposing(!certain, |evaluator| case.then.find(evaluator));
            some_open |= !certain;
            if certain {
                let against = applied.iter().find(|(known, _)| N::disagree(self, *known, found)).map(|(_, span)| *span);
                if let Some(span) = against {
                    self.fault(Fault::Contradiction(Contradiction::between(span, case.span)));
                }
                applied.push((found, case.span));
            }
            joined = Some(match joined {
                Some(known) => N::join(self, known, found, mark),
                None => found,
            });
        }
        match joined {
            Some(joined) if !applied.is_empty() => joined,
            Some(joined) => {
                let base = self.supposing(some_open, |evaluator| excepted.base.find(evaluator));
                N::join(self, base, joined, mark)
            }
            None => excepted.base.find(self),
        }
    }

    /// Evaluates what may turn out not to be asked for: a fault met there is none yet.
    pub(super) fn supposing<T>(&mut self, open: bool, find: impl FnOnce(&mut Self) -> T) -> T {
        self.supposed += u32::from(open);
        let found = find(self);
        self.supposed -= u32::from(open);
        found
    }
}

impl<R: Recorder> Replaceable<R> for ConditionId {
    type Found = Truth;

    fn find(self, evaluator: &mut Evaluator<'_, R>) -> Truth {
        evaluator.condition(self)
    }

    fn disagree(_: &Evaluator<'_, R>, one: Truth, other: Truth) -> bool {
        !one.is_open() && other == one.not()
    }

    fn join(_: &mut Evaluator<'_, R>, one: Truth, other: Truth, _: usize) -> Truth {
        one.join(other)
    }
}

impl<R: Recorder> Replaceable<R> for TermId {
    type Found = TermValue;

    fn find(self, evaluator: &mut Evaluator<'_, R>) -> TermValue {
        evaluator.term(self)
    }

    fn disagree(_: &Evaluator<'_, R>, one: TermValue, other: TermValue) -> bool {
        one.disagrees(&other)
    }

    fn join(_: &mut Evaluator<'_, R>, one: TermValue, other: TermValue, _: usize) -> TermValue {
        one.join(other)
    }
}
