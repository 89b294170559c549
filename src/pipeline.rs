//! The stages in order, one call each.

use std::collections::BTreeSet;

use crate::case::{self, Case};
use crate::check::{self, Model};
use crate::diagnostic::Diagnostic;
use crate::plan::Plan;
use crate::source::{BESIDE, CASES, LeftOut, Loader, Recorded, Sources, case_stem};

/// Reads, checks and compiles a recueil.
pub fn load(loader: &dyn Loader) -> Model {
    check::check(loader)
}

/// Rules that were checked, and which files they were read from.
#[derive(Debug)]
pub struct Read {
    /// What was found, and the plan.
    pub checked: Model,
    /// The files that were read, sorted; then those of recueils that are used.
    pub files: Vec<String>,
    /// What lies beside them and was not.
    pub left_out: Vec<LeftOut>,
}

/// As [`load`], with the files that were read and those that were not.
pub fn read(loader: &dyn Loader) -> Read {
    let recorded = Recorded::new(loader);
    let checked = load(&recorded);
    let mut files = recorded.read_files();
    let used: BTreeSet<&str> =
        checked.sources.iter().map(|(_, file)| file.name.as_str()).filter(|name| name.starts_with(BESIDE)).collect();
    files.extend(used.into_iter().map(str::to_string));
    Read { checked, files, left_out: recorded.left_out() }
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

/// The texts of a recueil's dossiers, by name.
///
/// # Errors
///
/// One cannot be had; why, in French.
pub fn dossiers(loader: &dyn Loader) -> Result<Vec<(String, Vec<u8>)>, String> {
    let names = loader.names();
    let own = names.iter().filter_map(|name| Some((name, dossier_name(name)?)));
    own.map(|(name, stem)| Ok((stem.to_string(), loader.read(name)?))).collect()
}

/// The name of a dossier from its place in a recueil.
fn dossier_name(file: &str) -> Option<&str> {
    case_stem(file.strip_prefix(CASES)?.strip_prefix('/')?)
}
