//! Comparisons: two values held against each other.

use super::{Cause, Evaluator, Held, Recorder, TermValue};
use crate::case::Value;
use crate::plan::{Length, Node, Symbol, TermId, TermKind, Type};
use crate::time::DayRange;
use crate::value::{Bounds, Comparison, Truth};

impl<R: Recorder> Evaluator<'_, R> {
    pub(super) fn compare(&mut self, left: TermId, comparison: Comparison, right: TermId) -> Truth {
        let kind = |term: TermId| &self.plan.terms[term.index()].kind;
        if let (TermKind::Since(day), TermKind::Length(age)) = (kind(left), kind(right)) {
            return self.age(*day, comparison, *age);
        }
        let (a, b) = (self.term(left), self.term(right));
        self.recorder.held(None, || Held::Values(a, b));
        if let Some(truth) = self.on_scale((left, a), comparison, b) {
            return truth;
        }
        self.compared((left, a), comparison, (right, b))
    }

    /// Whether a value lies between two others, both included.
    pub(super) fn between(&mut self, value: TermId, [least, greatest]: [TermId; 2]) -> Truth {
        let (found, low, high) = (self.term(value), self.term(least), self.term(greatest));
        for (end, threshold) in [(least, low), (greatest, high)] {
            self.recorder.held(Some(end), || Held::Values(found, threshold));
        }
        self.recorder.held(None, || Held::Between(found, [low, high]));
        let sides = [(Comparison::AtLeast, low), (Comparison::AtMost, high)];
        if let [Some(above), Some(below)] =
            sides.map(|(comparison, end)| self.on_scale((value, found), comparison, end))
        {
            return above.and(below);
        }
        found.compare(Comparison::AtLeast, &low).and(found.compare(Comparison::AtMost, &high))
    }

    /// Holds two steps of a scale against each other; `None` for what is none. One that is not known is one of them.
    fn on_scale(&self, (left, a): (TermId, TermValue), comparison: Comparison, b: TermValue) -> Option<Truth> {
        let Type::Scale(steps) = &self.plan.terms[left.index()].of else { return None };
        let place = |value: TermValue| match value {
            TermValue::Symbol(step) => steps.iter().position(|known| *known == step).map(Bounds::exact),
            TermValue::Unknown => Some(Bounds::between(0, steps.len().saturating_sub(1))),
            // INVARIANT: `check` holds steps against steps only.
            TermValue::Lacking
            | TermValue::Truth(_)
            | TermValue::Number(_)
            | TermValue::Date(_)
            | TermValue::Length(_) => None,
        };
        Some(comparison.decide(&place(a)?, &place(b)?))
    }

    /// « remonte à au moins 18 ans »: the day, so much later, is reached by the day of assessment.
    fn age(&mut self, day: TermId, comparison: Comparison, age: Length) -> Truth {
        let since = self.term(day);
        let today = self.assessment_day();
        if since == TermValue::Lacking {
            return Truth::No;
        }
        let (Some(range), Some(today)) = (since.days(), today) else { return Truth::Unknown };
        let Some(reached) = self.later(range, age) else { return Truth::Unknown };
        self.recorder.held(None, || Held::Age { since: range, reached, today, age });
        let truth = TermValue::from(reached).compare(comparison.turned(), &DayRange::exact(today).into());
        // Of a day that there may not be, nothing is certain.
        if since.may_lack() { truth.and(Truth::Unknown) } else { truth }
    }

    /// Compares what two terms came to. Two codes that differ may be meant for the same one where the recueil does not
    /// know one of them.
    fn compared(&mut self, left: (TermId, TermValue), comparison: Comparison, right: (TermId, TermValue)) -> Truth {
        if let (TermValue::Symbol(a), TermValue::Symbol(b)) = (left.1, right.1)
            && a != b
        {
            for (term, code) in [(left.0, a), (right.0, b)] {
                if !self.is_known(term, code) {
                    return self.unknown_code(term);
                }
            }
        }
        left.1.compare(comparison, &right.1)
    }

    pub(super) fn one_of(&mut self, subject: TermId, values: &[TermId]) -> Truth {
        // Mostly an option is held against options.
        if let Some(Value::Symbol(found)) = self.given(subject) {
            let found = *found;
            self.recorder.held(None, || Held::OneOf(TermValue::Symbol(found)));
            let is_it = |value: &TermId| {
                let TermKind::Symbol(value) = &self.plan.terms[value.index()].kind else { return None };
                Some(found == *value)
            };
            if let Some(is_one) = values.iter().map(is_it).reduce(|one, other| Some(one? | other?)).flatten() {
                return if is_one || self.is_known(subject, found) {
                    Truth::from_bool(is_one)
                } else {
                    self.unknown_code(subject)
                };
            }
        }
        let found = self.term(subject);
        self.recorder.held(None, || Held::OneOf(found));
        let mut truth = Truth::No;
        for value in values {
            let other = self.term(*value);
            truth = truth.or(self.compared((subject, found), Comparison::Equal, (*value, other)));
        }
        truth
    }

    /// Whether a text is one that the recueil knows where it is compared.
    pub(super) fn is_known(&self, term: TermId, code: Symbol) -> bool {
        self.plan.known_codes(term).is_none_or(|known| known.contains(code))
    }

    /// A code that no list or rule knows may be misspelt: nothing can be said of it.
    pub(super) fn unknown_code(&mut self, term: TermId) -> Truth {
        if let Some(place) = self.place(term) {
            self.recorder.cause(|| Cause::UnknownCode(place));
        } else if R::ON {
            // It comes from one of the facts that the term is made of.
            for node in self.plan.below([Node::Term(term)]) {
                if let Node::Term(id) = node
                    && let (Some(Value::Symbol(code)), Some(place)) = (self.given(id), self.place(id))
                    && !self.is_known(term, *code)
                {
                    self.recorder.cause(|| Cause::UnknownCode(place));
                }
            }
        }
        Truth::Unknown
    }
}
