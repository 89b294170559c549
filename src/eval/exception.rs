//! Exceptions: what stands of a condition, a term or a set under those that apply.

use smallvec::SmallVec;

use super::{Contradiction, Evaluator, Fault, Recorder, TermValue};
use crate::plan::{Case, ConditionId, ConditionKind, Excepted, Plan, TermId, TermKind, Unless};
use crate::source::Span;
use crate::value::Truth;

/// A node that exceptions may replace.
pub(super) trait Replaceable<R: Recorder>: Copy {
    /// What it comes to.
    type Found: Copy;
    /// The exceptions under which it stands itself.
    fn exceptions(self, plan: &Plan) -> Option<&Excepted<Self>>;
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
            let applies = self.applies(case);
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

    /// Whether an exception applies, with the exceptions to it by which it does not.
    fn applies<N: Replaceable<R>>(&mut self, case: &Case<N>) -> Truth {
        let when = self.condition(case.when);
        let mut applies = when;
        if when != Truth::No && !case.unless.is_empty() {
            let mark = self.recorder.mark();
            applies = self.supposing(when.is_open(), |evaluator| {
                let (excluded, by) = evaluator.excluded(when, &case.unless);
                if by.is_some_and(|by| evaluator.is_replaced(by, case)) {
                    return Truth::Unknown;
                }
                when.and(excluded.not())
            });
            if !applies.is_open() {
                self.recorder.truncate(mark);
            }
        }
        self.recorder.exception(case.when, applies);
        applies
    }

    /// Whether one of these applies, and the first that certainly does. `outer` is whether what they except would apply.
    fn excluded(&mut self, outer: Truth, unless: &[Unless]) -> (Truth, Option<Span>) {
        let (mut excluded, mut by) = (Truth::No, None);
        for one in unless {
            let when = self.condition(one.when);
            let applies = match when {
                Truth::No => Truth::No,
                _ => {
                    when.and(self.supposing(when.is_open(), |evaluator| evaluator.excluded(when, &one.unless).0).not())
                }
            };
            self.recorder.exception(one.when, outer.and(applies));
            if applies == Truth::Yes {
                by.get_or_insert(one.span);
            }
            excluded = excluded.or(applies);
        }
        (excluded, by)
    }

    /// An exception that does not apply, by the sentence `by`, and that another sentence replaces: the two contradict each
    /// other.
    fn is_replaced<N: Replaceable<R>>(&mut self, by: Span, case: &Case<N>) -> bool {
        let mark = self.recorder.mark();
        let plan = self.plan;
        let inner = case.then.exceptions(plan).into_iter().flat_map(|excepted| &excepted.cases);
        let mut found = false;
        for one in inner {
            if self.applies(one) == Truth::Yes {
                found = true;
                self.fault(Fault::Contradiction(Contradiction::between(by, one.span)));
            }
        }
        if !found {
            self.recorder.truncate(mark);
        }
        found
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

    fn exceptions(self, plan: &Plan) -> Option<&Excepted<ConditionId>> {
        if let ConditionKind::Excepted(excepted) = &plan.conditions[self.index()].kind { Some(excepted) } else { None }
    }

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

    fn exceptions(self, plan: &Plan) -> Option<&Excepted<TermId>> {
        if let TermKind::Excepted(excepted) = &plan.terms[self.index()].kind { Some(excepted) } else { None }
    }

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
