//! Why an answer is open.

use super::Fault;
use crate::case::Place;
use crate::plan::{ListId, ParameterId, TermId};
use crate::time::Day;

/// Why an answer is open: what is not known, and where it stands in the dossier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Something is absent, unknown, or not known to the day.
    At(Place),
    /// A code that no list or rule knows: it may be misspelt.
    UnknownCode(Place),
    /// A list is partial, or has no version on the day.
    List(ListId),
    /// A parameter has no known value on a day; on any that is possible, where the day is not told.
    Parameter(ParameterId, Option<Day>),
    /// The prefect's admission of a part.
    Admission(String),
    /// No fact gives the day of assessment.
    AssessmentDay,
    /// A day that does not exist, under the policy that refuses to replace it.
    MissingDay,
    /// The holidays of a day are not known, by the sources.
    Holidays(Day),
    /// The rules are at fault.
    Fault(Fault),
    /// A computation that has no exact result.
    Arithmetic(TermId),
}
