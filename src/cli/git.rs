//! A recueil as it stands in a revision, read through git itself: the work tree is not touched.

use std::collections::BTreeMap;
use std::process::Command;

use super::Failure;
use crate::source::{CASES, Loader};

/// The files of a folder in a revision.
pub(super) struct Revision {
    files: BTreeMap<String, Vec<u8>>,
}

impl Revision {
    /// Reads `REV:path`.
    pub(super) fn open(name: &str) -> Result<Revision, Failure> {
        let listed = git(&["ls-tree", "-r", "-z", "--name-only", "--full-tree", name])
            .map_err(|why| Failure::misuse(format!("« {name} » ne peut être lu : {why}")))?;
        let mut files = BTreeMap::new();
        for path in String::from_utf8_lossy(&listed).split('\0').filter(|path| !path.is_empty()) {
            let in_cases = path.strip_prefix(CASES).is_some_and(|rest| rest.matches('/').count() == 1);
            if path.contains('/') && !in_cases {
                continue;
            }
            let bytes = git(&["show", &format!("{name}/{path}").replacen(":/", ":", 1)])
                .map_err(|why| Failure::misuse(format!("« {path} » ne peut être lu : {why}")))?;
            files.insert(path.to_string(), bytes);
        }
        Ok(Revision { files })
    }
}

impl Loader for Revision {
    fn names(&self) -> Vec<String> {
        self.files.keys().cloned().collect()
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        self.files.get(name).cloned().ok_or_else(|| format!("le fichier « {name} » n'existe pas dans cette révision"))
    }
}

fn git(arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = Command::new("git").args(arguments).output().map_err(|_| "git n'est pas installé".to_string())?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or("git refuse").to_string())
}
