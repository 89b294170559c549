//! The stages in order, one call each.

use std::sync::Arc;

use crate::case::{self, Case};
use crate::check::{self, Checked};
use crate::diagnostic::Diagnostic;
use crate::explain::{self, Answer, Request};
use crate::plan::Plan;
use crate::source::{Loader, Sources};

/// Reads, checks and compiles a recueil.
pub fn load(loader: &dyn Loader) -> Checked {
    check::check(loader)
}

/// Reads a dossier and answers a request on it.
///
/// # Errors
///
/// Every mistake of the dossier; its text is added to `sources`.
pub fn answer(
    plan: &Arc<Plan>,
    sources: &mut Sources,
    name: &str,
    bytes: &[u8],
    request: &Request,
) -> Result<Answer, Vec<Diagnostic>> {
    let case: Case = case::read(plan, sources, name, bytes)?;
    Ok(explain::explain(plan, &case, request))
}
