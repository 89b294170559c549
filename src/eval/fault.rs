//! Faults of the rules that only a case brings to light.

use crate::plan::TermId;
use crate::source::Span;
use crate::time::Day;
use crate::value::Exact;

/// What is wrong in the rules, so that a case has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Two exceptions apply together and disagree.
    Contradiction(Contradiction),
    /// A value lies in no band, or in several that part.
    Band(BandFault),
    /// What is counted between two dates ends before it begins.
    Reversed(ReversedDates),
}

impl Fault {
    /// Whether two of them are the same fault of the rules; one value outside the bands stands for all.
    pub fn is(self, other: Fault) -> bool {
        match (self, other) {
            (Fault::Band(one), Fault::Band(other)) => (one.bands, one.misfit) == (other.bands, other.misfit),
            (Fault::Reversed(one), Fault::Reversed(other)) => one.term == other.term,
            (one, other) => one == other,
        }
    }
}

/// Two exceptions that apply together and certainly disagree: their sentences, in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Contradiction {
    /// The one that stands first.
    pub first: Span,
    /// The other.
    pub second: Span,
}

impl Contradiction {
    pub(super) fn between(one: Span, other: Span) -> Contradiction {
        Contradiction { first: one.min(other), second: one.max(other) }
    }
}

/// A value that is of no band, or of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BandFault {
    /// The bands.
    pub bands: TermId,
    /// The value: a number, the number of a day, the months or days of a length.
    pub value: Exact,
    /// What is wrong.
    pub misfit: Misfit,
}

/// Two dates of which the later one comes first, however the gaps are filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReversedDates {
    /// What is counted between them.
    pub term: TermId,
    /// From this day, or a later one.
    pub from: Day,
    /// To this day, or an earlier one.
    pub to: Day,
}

/// How a value fails to lie in one band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Misfit {
    /// It lies in none.
    Outside,
    /// It lies in several, which give different values.
    Several,
}
