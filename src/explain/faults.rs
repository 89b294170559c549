//! Faults of the rules that a case brought to light, told by their sentences.

use std::fmt;

use super::context::words;
use crate::eval::{BandFault, Cause, Contradiction, Fault, Misfit};
use crate::plan::{Plan, TermKind, Type};
use crate::source::Span;
use crate::time::Day;
use crate::value::{Exact, Outcome, Truth, format_amount, format_number, format_percent};

/// Why the rules give a case no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultReason {
    /// What is wrong, as a French sentence that quotes the rules and says where they stand.
    pub message: String,
    /// The sentences of the rules, in the order in which they stand.
    pub sentences: Vec<Sentence>,
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

impl fmt::Display for FaultReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "« {} » ({}, ligne {})", self.words, self.file, self.line)
    }
}

pub(super) fn reason(plan: &Plan, found: Fault) -> FaultReason {
    match found {
        Fault::Contradiction(found) => contradiction(plan, found),
        Fault::Band(found) => misfit(plan, found),
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
    let message = format!("deux exceptions s'appliquent ensemble et se contredisent : {first} et {second}");
    FaultReason { message, sentences: vec![first, second] }
}

/// The value, and the bands in which it should lie.
fn misfit(plan: &Plan, fault: BandFault) -> FaultReason {
    let bands = &plan.terms[fault.bands.index()];
    let sentence = sentence(plan, bands.span);
    let (what, value) = if let TermKind::Bands(of, _) = &bands.kind {
        let of = &plan.terms[of.index()];
        (words(plan, of.span), value(&of.of, fault.value))
    } else {
        (sentence.words.clone(), value(&Type::Number, fault.value))
    };
    let misfit = match fault.misfit {
        Misfit::Outside => "n'est dans aucune tranche",
        Misfit::Several => "est dans deux tranches à la fois",
    };
    let message = format!("« {what} », {value}, {misfit} ({}, ligne {})", sentence.file, sentence.line);
    FaultReason { message, sentences: vec![sentence] }
}

/// A number as values of the type are written.
fn value(of: &Type, value: Exact) -> String {
    match of {
        Type::Amount => format_amount(value),
        Type::Percent => format_percent(value, 6),
        Type::Date => {
            let day = i32::try_from(value.to_integer()).map(Day::from_number);
            day.map_or_else(|_| value.to_string(), |day| day.french().to_string())
        }
        Type::Months => format!("{} mois", value.to_integer()),
        Type::Days => format!("{} jours", value.to_integer()),
        _ => format_number(value, 6),
    }
}

/// What a part or a clause came to; where a certain fault of the rules makes it open, an error.
pub(super) fn outcome_of(truth: Truth, causes: &[Cause], certain: &[Fault]) -> Outcome {
    let is_fault = |cause: &Cause| match cause {
        Cause::Fault(found) => certain.iter().any(|known| known.is(*found)),
        _ => false,
    };
    if truth == Truth::Unknown && causes.iter().any(is_fault) { Outcome::Error } else { Outcome::from(truth) }
}
