//! The stages in order, one call each.

use crate::case::{self, Case};
use crate::check::{self, Model};
use crate::diagnostic::Diagnostic;
use crate::plan::Plan;
use crate::source::{CASES, Loader, Sources, case_stem};

/// Reads, checks and compiles a recueil.
pub fn load(loader: &dyn Loader) -> Model {
    check::check(loader)
}

/// The dossiers of a recueil with the names of their files, and the mistakes of those that cannot be read.
pub fn cases(plan: &Plan, loader: &dyn Loader, sources: &mut Sources) -> (Vec<(String, Case)>, Vec<Diagnostic>) {
    let (mut cases, mut found) = (Vec::new(), Vec::new());
    for name in loader.names() {
        let Some(stem) = dossier_name(&name) else { continue };
        let read = match loader.read(&name) {
            Ok(bytes) => case::read(plan, sources, stem, &bytes),
            Err(why) => Err(vec![case::unreadable(sources, stem, &why)]),
        };
        match read {
            Ok(case) => cases.push((name, case)),
            Err(mistakes) => found.extend(mistakes),
        }
    }
    (cases, found)
}

/// The name of a dossier from its place in a recueil.
fn dossier_name(file: &str) -> Option<&str> {
    case_stem(file.strip_prefix(CASES)?.strip_prefix('/')?)
}
