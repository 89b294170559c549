//! What the stages' tests share.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use alinea::embedded::Embedded;
use alinea::plan::Plan;
use alinea::source::MemoryLoader;
use alinea::{case, pipeline};

/// The plan of a built-in recueil.
pub fn plan(name: &str) -> Arc<Plan> {
    let recueil = Embedded::named(name).expect("the recueil is built in");
    let checked = pipeline::load(&recueil);
    checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

/// The plan of rules that must be without error.
pub fn plan_of(rules: &str) -> Arc<Plan> {
    plan_with(rules, &[])
}

/// The plan of rules and the tables beside them, which must be without error.
pub fn plan_with(rules: &str, tables: &[(&str, &str)]) -> Arc<Plan> {
    let loader = MemoryLoader::default().with("regles.alinea", rules);
    let checked = pipeline::load(&tables.iter().fold(loader, |loader, (name, text)| loader.with(*name, *text)));
    checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

/// A dossier that must be well formed.
pub fn dossier(plan: &Plan, name: &str, text: &str) -> case::Case {
    let mut sources = plan.sources.clone();
    case::read(plan, &mut sources, name, text.as_bytes()).unwrap_or_else(|found| panic!("{name}: {found:#?}"))
}

/// The dossiers of a built-in recueil, by name.
pub fn dossiers(recueil: &str) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("rulesets").join(recueil).join("cas");
    // A recueil that is made for others to use has no procedure, and no dossiers.
    let mut found: Vec<(String, String)> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.expect("the folder can be read").path())
        .map(|path| {
            let name = path.file_stem().expect("a dossier has a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("a dossier can be read"))
        })
        .collect();
    found.sort();
    found
}

/// Every file of the library, by its path below `src`, in order.
pub fn rust_sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the sources can be listed") {
            let path = entry.expect("the sources can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source can be read");
                found.push((path.strip_prefix(&root).expect("it lies in the folder").to_path_buf(), text));
            }
        }
    }
    found.sort();
    found
}

/// The files of `tests/cases`, in order: in the folder of the stage that words the finding the smallest file with each
/// mistake, the tables and texts that it names, and beside it, as `….ok.alinea` or `….ok.yaml`, what mends it.
pub fn case_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let listed = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).expect("the cases can be listed");
        entries.map(|entry| entry.expect("the cases can be listed").path()).collect()
    };
    let folders = listed(&root).into_iter().filter(|folder| !folder.ends_with("snapshots"));
    let mut found: Vec<PathBuf> = folders.flat_map(|folder| listed(&folder)).collect();
    found.sort();
    found
}

/// Whether a file of the cases is one that mends a mistake.
pub fn is_mended(path: &Path) -> bool {
    file_name(path).contains(".ok.")
}

/// The last part of a path.
pub fn file_name(path: &Path) -> String {
    path.file_name().expect("a file has a name").to_string_lossy().into_owned()
}

/// Snapshots that say nothing of how they were made.
pub fn quietly(check: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.remove_input_file();
    settings.bind(check);
}

/// A file of the project that is made from others: rewritten where snapshots are, else held against what it should be.
pub fn pinned(path: &Path, expected: &str) {
    let found = std::fs::read_to_string(path).unwrap_or_default();
    if found != expected && std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(path, expected).expect("the project can be written");
        return;
    }
    assert_eq!(found, expected, "{}: run the tests with INSTA_UPDATE=always and read what changes", path.display());
}
