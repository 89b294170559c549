//! Faults of the rules that a case brought to light, with their sentences.

use super::context::words;
use crate::eval::{BandFault, Cause, Contradiction, Fault, Misfit, ReversedDates};
use crate::plan::{Plan, TermKind, Type};
use crate::source::Span;
use crate::time::Day;
use crate::value::{Exact, Outcome, Truth};

/// Why the rules give a case no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultReason {
    /// What is wrong.
    pub kind: FaultKind,
    /// The sentences of the rules, in the order in which they stand.
    pub sentences: Vec<Sentence>,
}

/// What is wrong in rules that give a case no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultKind {
    /// Two exceptions apply together and contradict each other.
    Contradiction,
    /// A value lies in no band, or in several that part.
    Band {
        /// What has the value, in the words of the rule.
        what: String,
        /// The type of the value.
        of: Type,
        /// The value: a number, the number of a day, the months or days of a length.
        value: Exact,
        /// In none, or in several.
        misfit: Misfit,
    },
    /// What is counted between two dates ends before it begins.
    Reversed {
        /// What is counted, in the words of the rule.
        what: String,
        /// From which day, at the earliest.
        from: Day,
        /// To which day, at the latest.
        to: Day,
    },
}

/// A sentence of the rules, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its words, on one line.
    pub words: String,
    /// The rule file, as the recueil names it.
    pub file: String,
    /// The line of its first word, counted from 1.
    pub line: usize,
}

pub(super) fn reason(plan: &Plan, found: Fault) -> FaultReason {
    match found {
        Fault::Contradiction(found) => contradiction(plan, found),
        Fault::Band(found) => misfit(plan, found),
        Fault::Reversed(ReversedDates { term, from, to }) => {
            let sentence = sentence(plan, plan.terms[term.index()].span);
            FaultReason {
                kind: FaultKind::Reversed { what: sentence.words.clone(), from, to },
                sentences: vec![sentence],
            }
        }
    }
}

fn sentence(plan: &Plan, span: Span) -> Sentence {
    Sentence {
        words: words(plan, span),
        file: plan.sources.file(span.file).name.clone(),
        line: plan.sources.position(span).line,
    }
}

fn contradiction(plan: &Plan, found: Contradiction) -> FaultReason {
    let (first, second) = (sentence(plan, found.first), sentence(plan, found.second));
    FaultReason { kind: FaultKind::Contradiction, sentences: vec![first, second] }
}

/// The value, and the bands in which it should lie.
fn misfit(plan: &Plan, BandFault { bands, value, misfit }: BandFault) -> FaultReason {
    let bands = &plan.terms[bands.index()];
    let sentence = sentence(plan, bands.span);
    let (what, of) = if let TermKind::Bands(of, _) = &bands.kind {
        let of = &plan.terms[of.index()];
        (words(plan, of.span), of.of.clone())
    } else {
        (sentence.words.clone(), Type::Number)
    };
    FaultReason { kind: FaultKind::Band { what, of, value, misfit }, sentences: vec![sentence] }
}

/// What a part or a clause came to; where a certain fault of the rules makes it open, an error.
pub(super) fn outcome_of(truth: Truth, causes: &[Cause], certain: &[Fault]) -> Outcome {
    let is_fault = |cause: &Cause| match cause {
        Cause::Fault(found) => certain.iter().any(|known| known.is(*found)),
        _ => false,
    };
    if truth == Truth::Unknown && causes.iter().any(is_fault) { Outcome::Error } else { Outcome::from(truth) }
}
