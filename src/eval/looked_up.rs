//! Rows of lists that were read.

use crate::plan::ListId;
use crate::source::Span;

/// The row of a list that stands for a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LookedUp {
    /// The list.
    pub list: ListId,
    /// Its version, by its place.
    pub version: usize,
    /// The line of its table.
    pub row: Span,
}
