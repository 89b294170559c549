//! Exceptions that apply together and contradict each other: an error of the rules, told by their sentences.

use std::fmt;

use super::parts::words;
use crate::eval::{Cause, Contradiction, Outcome};
use crate::plan::Plan;
use crate::source::Span;
use crate::value::Truth;

/// Two sentences of the rules that apply together and contradict each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContradictionReason {
    /// Both, in the order in which they stand.
    pub sentences: [Sentence; 2],
}

/// A sentence of the rules, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its words, on one line.
    pub words: String,
    /// The file.
    pub file: String,
    /// The line of its first word, counted from 1.
    pub line: usize,
}

impl fmt::Display for ContradictionReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = &self.sentences;
        write!(f, "deux exceptions s'appliquent ensemble et se contredisent : {first} et {second}")
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "« {} » ({}, ligne {})", self.words, self.file, self.line)
    }
}

pub(super) fn reason(plan: &Plan, found: Contradiction) -> ContradictionReason {
    let sentence = |span: Span| Sentence {
        words: words(plan, span),
        file: plan.sources.file(span.file).name.clone(),
        line: plan.sources.position(span).line,
    };
    ContradictionReason { sentences: [sentence(found.first), sentence(found.second)] }
}

/// What a part or a clause came to; where exceptions to it contradict each other, an error.
pub(super) fn outcome_of(truth: Truth, causes: &[Cause], certain: &[Contradiction]) -> Outcome {
    let contradicted = |cause: &Cause| match cause {
        Cause::Contradiction(found) => certain.contains(found),
        _ => false,
    };
    if truth == Truth::Unknown && causes.iter().any(contradicted) { Outcome::Error } else { Outcome::from(truth) }
}
