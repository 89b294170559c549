//! Faults of the program: one costs the dossier at hand, and no other.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::errors;
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span};

/// Does some work on one dossier.
///
/// # Errors
///
/// Where the program itself fails, with what is told in the place of an answer. Whatever the work has written may then
/// be half done: the caller throws it away.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, (Sources, Vec<Diagnostic>)> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let mut sources = Sources::default();
        let file = sources.add("", "");
        let why = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
        (sources, vec![errors::fault(Span { file, start: 0, end: 0 }, why.unwrap_or("sans autre indication"))])
    })
}
