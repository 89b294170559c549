//! What the stages' tests share.

use std::path::PathBuf;
use std::sync::Arc;

use alinea::embedded::Embedded;
use alinea::plan::Plan;
use alinea::source::Loader;
use alinea::{case, pipeline};

/// The plan of a built-in recueil.
pub fn plan(name: &str) -> Arc<Plan> {
    let recueil = Embedded::named(name).expect("the recueil is built in");
    let checked = pipeline::load(&recueil);
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
    let mut found: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the recueil has dossiers")
        .map(|entry| entry.expect("the folder can be read").path())
        .map(|path| {
            let name = path.file_stem().expect("a dossier has a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("a dossier can be read"))
        })
        .collect();
    found.sort();
    found
}

/// A recueil in memory.
pub struct Files(Vec<(String, String)>);

impl<const N: usize> From<[(String, String); N]> for Files {
    fn from(files: [(String, String); N]) -> Files {
        Files(files.into())
    }
}

impl Loader for Files {
    fn names(&self) -> Vec<String> {
        self.0.iter().map(|(name, _)| name.clone()).collect()
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let file = self.0.iter().find(|(known, _)| known == name);
        file.map(|(_, text)| text.clone().into_bytes()).ok_or_else(|| format!("{name} n'existe pas"))
    }
}
