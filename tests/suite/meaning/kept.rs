//! Small recueils and dossiers, as they were shrunk when evaluator and meaning parted: each mistake that was made, or
//! put in on purpose, stays caught.

use std::path::{Path, PathBuf};

use alinea::pipeline;
use alinea::query::Request;

use super::spec::Recueil;
use super::{WORLDS, agrees};
use crate::laws::generate::files;
use crate::support::dossier;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/meaning/kept")
}

#[test]
fn kept_rules_mean_what_the_evaluator_says() {
    let entries = std::fs::read_dir(folder()).expect("the folder can be listed");
    let mut kept: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    kept.retain(|path| path.extension().is_some_and(|extension| extension == "alinea"));
    kept.sort();
    assert!(kept.len() > 6, "some cases are gone");
    for path in kept {
        let read = |path: &Path| std::fs::read_to_string(path).expect("the file can be read");
        let loader = files(&read(&path));
        let plan =
            pipeline::load(&loader).plan.unwrap_or_else(|| panic!("{}: the rules have an error", path.display()));
        let case = dossier(&plan, "essai.yaml", &read(&path.with_extension("yaml")));
        let mut request = Request::new(&plan);
        for (convention, option) in &case.reading {
            request.reading = request.reading.with(*convention, *option).expect("the option exists");
        }
        let found = agrees(&plan, &Recueil::read(&loader), &case, &request, 0..WORLDS);
        assert!(found.is_ok(), "{}: {}", path.display(), found.err().unwrap_or_default());
    }
}
