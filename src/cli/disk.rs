//! A recueil in a folder.

use std::path::{Path, PathBuf};

use super::Failure;
use crate::case::MAX_BYTES;
use crate::source::{CASES, Loader};

/// The files of one folder, and the dossiers in its folder `cas`.
pub(super) struct Folder {
    path: PathBuf,
    names: Vec<String>,
}

impl Folder {
    pub(super) fn open(path: &Path) -> Result<Folder, Failure> {
        let unreadable = |error: std::io::Error| {
            Failure::misuse(format!("le dossier « {} » ne peut être lu : {}", path.display(), reason(&error)))
        };
        let mut names = Vec::new();
        for entry in std::fs::read_dir(path).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            if entry.path().is_file() {
                names.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        // A recueil without dossiers has no such folder.
        if let Ok(entries) = std::fs::read_dir(path.join(CASES)) {
            for entry in entries {
                let name = entry.map_err(unreadable)?.file_name();
                names.push(format!("{CASES}/{}", name.to_string_lossy()));
            }
        }
        names.sort_unstable();
        Ok(Folder { path: path.to_path_buf(), names })
    }

    /// The recueil that a rule file belongs to: its folder, or the file alone beside another recueil's files.
    pub(super) fn around(file: &Path) -> Result<Folder, Failure> {
        let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut folder = Folder::open(parent)?;
        let own = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let declares = |name: &String| {
            let text = std::fs::read_to_string(parent.join(name)).unwrap_or_default();
            text.lines().any(|line| line.trim_start().starts_with("recueil "))
        };
        let rules = |name: &&String| name.ends_with(".alinea");
        if declares(&own) && folder.names.iter().filter(rules).any(|name| *name != own && declares(name)) {
            folder.names.retain(|name| *name == own || !name.ends_with(".alinea"));
        }
        Ok(folder)
    }
}

impl Loader for Folder {
    fn names(&self) -> Vec<String> {
        self.names.clone()
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        // A rule file names tables beside it, never elsewhere on the disk.
        if !self.names.iter().any(|known| known == name) {
            return Err(format!("le fichier « {name} » n'existe pas dans le recueil"));
        }
        std::fs::read(self.path.join(name)).map_err(|error| reason(&error))
    }
}

/// The rule files of a folder, by name.
pub(super) fn rule_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let names = Folder::open(folder)?.names;
    Ok(names
        .iter()
        .filter(|name| name.ends_with(".alinea") && !name.contains('/'))
        .map(|name| folder.join(name))
        .collect())
}

/// The dossiers that a path names: itself, or the YAML and JSON files of a folder, by name.
pub(super) fn dossiers(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let folder = Folder::open(path)?;
    let is_dossier = |name: &&String| [".yaml", ".yml", ".json"].iter().any(|ending| name.ends_with(ending));
    Ok(folder.names.iter().filter(is_dossier).map(|name| path.join(name)).collect())
}

/// The text of a file.
pub(super) fn text(path: &Path) -> Result<String, Failure> {
    let failure = |why: &str| Failure::misuse(format!("« {} » ne peut être lu : {why}", path.display()));
    let bytes = std::fs::read(path).map_err(|error| failure(&reason(&error)))?;
    String::from_utf8(bytes).map_err(|_| failure("il n'est pas en UTF-8"))
}

/// Writes a file whole or not at all: a reader sees the old text or the new one.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let failure = |error: std::io::Error| {
        Failure::misuse(format!("« {} » ne peut être écrit : {}", path.display(), reason(&error)))
    };
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.tmp", std::process::id()));
    std::fs::write(&beside, text).map_err(failure)?;
    std::fs::rename(&beside, path).map_err(failure)
}

/// Creates a folder with files in it; one that already holds something is left alone.
pub(super) fn create(folder: &Path, files: &[(PathBuf, String)]) -> Result<(), Failure> {
    let failure = |path: &Path, error: &std::io::Error| {
        Failure::misuse(format!("« {} » ne peut être créé : {}", path.display(), reason(error)))
    };
    let is_taken = match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => folder.exists(),
    };
    if is_taken {
        return Err(Failure::misuse(format!("« {} » existe déjà et n'est pas vide", folder.display())));
    }
    for (path, text) in files {
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).map_err(|error| failure(parent, &error))?;
        std::fs::write(path, text).map_err(|error| failure(path, &error))?;
    }
    Ok(())
}

/// Why a file cannot be read, in French.
pub(super) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "il n'existe pas".to_string(),
        std::io::ErrorKind::PermissionDenied => "la lecture n'est pas permise".to_string(),
        std::io::ErrorKind::IsADirectory => "c'est un dossier".to_string(),
        _ => "une erreur du système l'empêche".to_string(),
    }
}

/// A file to be read bit by bit.
pub(super) fn open(path: &Path) -> Result<std::fs::File, Failure> {
    std::fs::File::open(path)
        .map_err(|error| Failure::misuse(format!("« {} » ne peut être lu : {}", path.display(), reason(&error))))
}

/// The bytes of a dossier; one byte more than allowed is enough to refuse it.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    use std::io::Read;
    let failure =
        |error: std::io::Error| Failure::misuse(format!("« {} » ne peut être lu : {}", path.display(), reason(&error)));
    let mut bytes = Vec::new();
    open(path)?.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(failure)?;
    Ok(bytes)
}
