//! The recueils and the pages on findings that are built into the program.

use include_dir::{Dir, include_dir};

use crate::source::{CASES, Loader};

static RULESETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rulesets");

static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/docs/diagnostics");

/// What is said of a finding: French Markdown, by its code.
pub fn page(code: &str) -> Option<&'static str> {
    PAGES.get_file(format!("{code}.md"))?.contents_utf8()
}

/// The codes of all findings that have a page, sorted.
pub fn pages() -> Vec<&'static str> {
    let mut codes: Vec<&str> = PAGES.files().filter_map(|file| file.path().to_str()?.strip_suffix(".md")).collect();
    codes.sort_unstable();
    codes
}

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
        let cases = self.dir.get_dir(self.path(CASES)).into_iter().flat_map(|dir| dir.files());
        let relative = |file: &include_dir::File<'_>| {
            Some(file.path().strip_prefix(self.dir.path()).ok()?.to_string_lossy().replace('\\', "/"))
        };
        let mut names: Vec<String> = self.dir.files().chain(cases).filter_map(relative).collect();
        names.sort_unstable();
        names
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let file = self.dir.get_file(self.path(name));
        file.map(|file| file.contents().to_vec()).ok_or_else(|| format!("le fichier « {name} » n'existe pas"))
    }

    fn beside(&self, name: &str) -> Option<Box<dyn Loader>> {
        Embedded::named(name).map(|found| Box::new(found) as Box<dyn Loader>)
    }
}
