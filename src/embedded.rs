//! The recueils that are built into the program.

use include_dir::{Dir, include_dir};

use crate::source::Loader;

static RULESETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rulesets");

/// One of the built-in recueils.
#[derive(Clone, Copy, Debug)]
pub struct Embedded {
    dir: &'static Dir<'static>,
}

impl Embedded {
    /// The recueil with this name, the name of its folder.
    pub fn named(name: &str) -> Option<Embedded> {
        RULESETS.get_dir(name).map(|dir| Embedded { dir })
    }

    /// Names of all built-in recueils.
    pub fn names() -> Vec<&'static str> {
        let mut names: Vec<&str> = RULESETS.dirs().filter_map(|dir| dir.path().to_str()).collect();
        names.sort_unstable();
        names
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.dir.path().join(name)
    }
}

impl Loader for Embedded {
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.dir.files().filter_map(|file| file.path().file_name()?.to_str()).map(str::to_string).collect();
        names.sort_unstable();
        names
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let file = self.dir.get_file(self.path(name));
        file.map(|file| file.contents().to_vec()).ok_or_else(|| format!("le fichier « {name} » n'existe pas"))
    }
}
