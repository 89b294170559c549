//! What a progressive scale makes of a value.

use crate::value::Exact;

/// What lies in one slice of a scale, and what is owed of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sliced {
    /// Where the slice begins.
    pub from: Exact,
    /// Where it ends.
    pub until: Option<Exact>,
    /// The share that is owed.
    pub rate: Exact,
    /// How much of the value lies in it.
    pub part: Exact,
    /// What is owed of that.
    pub owed: Exact,
}
