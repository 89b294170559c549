//! Files and folders, read.

use std::fs::{self, DirEntry, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::Failure;
use crate::case::MAX_BYTES;
use crate::names::closest;
use crate::report;
use crate::source::{CASES, Exclusion, LeftOut, Loader, case_stem, is_nearly_case, is_nearly_rules, is_rules};

/// The largest file of a recueil, in bytes.
pub(super) const MAX_FILE: u64 = 64 * 1024 * 1024;

/// The files of one folder, and the dossiers in its folder `cas`.
///
/// Links are followed inside the folder, never out of it; devices and pipes are not opened.
pub(super) struct Folder {
    path: PathBuf,
    names: Vec<String>,
    set_aside: Vec<LeftOut>,
}

impl Folder {
    pub(super) fn open(path: &Path) -> Result<Folder, Failure> {
        let unreadable = |error: std::io::Error| {
            Failure::misuse(format!("le dossier « {} » ne peut être lu : {}", path.display(), reason(&error)))
        };
        let root = fs::canonicalize(path).map_err(unreadable)?;
        let mut folder = Folder { path: path.to_path_buf(), names: Vec::new(), set_aside: Vec::new() };
        for entry in fs::read_dir(path).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            match what(&entry, &root) {
                Ok(Kind::File(name)) => folder.names.push(name),
                Ok(Kind::Folder(name)) if name == CASES => folder.cases(&root),
                Ok(Kind::Folder(name)) => {
                    let why = if holds(&entry.path(), is_rules) { Exclusion::OtherRuleset } else { Exclusion::Folder };
                    folder.set_aside.push(LeftOut { name: format!("{name}/"), why });
                }
                Err(left) => folder.set_aside.push(left),
            }
        }
        folder.names.sort_unstable();
        folder.set_aside.sort_unstable();
        Ok(folder)
    }

    /// The dossiers of the recueil; one without any has no such folder.
    fn cases(&mut self, root: &Path) {
        let below = |name: String| format!("{CASES}/{name}");
        let entries = fs::read_dir(self.path.join(CASES)).and_then(Iterator::collect::<Result<Vec<DirEntry>, _>>);
        let Ok(entries) = entries else {
            self.set_aside.push(LeftOut { name: below(String::new()), why: Exclusion::Unlistable });
            return;
        };
        for entry in entries {
            match what(&entry, root) {
                Ok(Kind::File(name)) => self.names.push(below(name)),
                Ok(Kind::Folder(name)) => {
                    self.set_aside.push(LeftOut { name: below(name) + "/", why: Exclusion::Folder });
                }
                Err(left) => self.set_aside.push(LeftOut { name: below(left.name), ..left }),
            }
        }
    }

    /// The recueil that a rule file belongs to: its folder, or the file alone beside another recueil's files.
    pub(super) fn around(file: &Path) -> Result<Folder, Failure> {
        let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut folder = Folder::open(parent)?;
        let own = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let declares = |name: &String| {
            let text = folder.read(name).unwrap_or_default();
            String::from_utf8_lossy(&text).lines().any(|line| line.trim_start().starts_with("recueil "))
        };
        if declares(&own) && folder.names.iter().any(|name| is_rules(name) && *name != own && declares(name)) {
            folder.names.retain(|name| *name == own || !is_rules(name));
        }
        Ok(folder)
    }

    pub(super) fn has_rules(&self) -> bool {
        self.names.iter().any(|name| is_rules(name))
    }

    /// The files that are nearly called as rules are.
    pub(super) fn nearly_rules(&self) -> Vec<&str> {
        self.names.iter().map(String::as_str).filter(|name| is_nearly_rules(name)).collect()
    }

    /// The rule files, by name.
    pub(super) fn rule_files(&self) -> impl Iterator<Item = PathBuf> {
        self.names.iter().filter(|name| is_rules(name)).map(|name| self.path.join(name))
    }
}

impl Loader for Folder {
    fn names(&self) -> Vec<String> {
        self.names.clone()
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        // A rule file names tables beside it, never elsewhere on the disk.
        if !self.names.iter().any(|known| known == name) {
            let left = self.set_aside.iter().find(|left| left.name == name);
            return Err(match left {
                Some(left) => report::exclusion(left.why).to_string(),
                None => format!("le fichier « {name} » n'existe pas dans le recueil"),
            });
        }
        let file = File::open(self.path.join(name)).map_err(|error| reason(&error))?;
        let mut bytes = Vec::new();
        file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
        if bytes.len() as u64 > MAX_FILE {
            return Err(format!("il dépasse {} Mio", MAX_FILE / 1024 / 1024));
        }
        Ok(bytes)
    }

    fn set_aside(&self) -> Vec<LeftOut> {
        self.set_aside.clone()
    }

    /// The folder next to this one.
    fn beside(&self, name: &str) -> Option<Box<dyn Loader>> {
        let above = fs::canonicalize(&self.path).ok()?.parent()?.to_path_buf();
        let found = Folder::open(&above.join(name)).ok()?;
        found.has_rules().then(|| Box::new(found) as Box<dyn Loader>)
    }
}

/// What may be read, with its name.
enum Kind {
    File(String),
    Folder(String),
}

/// What an entry of a folder is, or why it is not read; `root` is the folder that no link may leave.
fn what(entry: &DirEntry, root: &Path) -> Result<Kind, LeftOut> {
    let name = entry.file_name().to_string_lossy().into_owned();
    let left = |why| LeftOut { name: name.clone(), why };
    if entry.file_name().to_str().is_none() {
        return Err(left(Exclusion::NameNotUtf8));
    }
    let path = entry.path();
    let is_link = entry.file_type().is_ok_and(|of| of.is_symlink());
    let Ok(of) = fs::metadata(&path) else {
        return Err(left(if is_link { Exclusion::BrokenLink } else { Exclusion::NotAFile }));
    };
    if is_link && !fs::canonicalize(&path).is_ok_and(|target| target.starts_with(root)) {
        return Err(left(Exclusion::LeadsOut));
    }
    match (of.is_file(), of.is_dir()) {
        (true, _) => Ok(Kind::File(name)),
        (_, true) => Ok(Kind::Folder(name)),
        _ => Err(left(Exclusion::NotAFile)),
    }
}

/// Whether a folder holds files with such names.
fn holds(folder: &Path, such: impl Fn(&str) -> bool) -> bool {
    fs::read_dir(folder).is_ok_and(|entries| {
        entries.flatten().any(|entry| entry.file_name().to_str().is_some_and(&such) && entry.path().is_file())
    })
}

/// The folders of a folder, by name.
pub(super) fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    found.sort_unstable();
    found
}

/// The folders of a folder that hold rules, or what was meant as such, by name.
pub(super) fn rulesets(folder: &Path) -> Vec<PathBuf> {
    folders(folder).into_iter().filter(|path| holds(path, |name| is_rules(name) || is_nearly_rules(name))).collect()
}

/// The dossiers that a path names: itself, or those of a folder, or of a recueil's folder `cas`, by name.
///
/// What was probably meant as one and is not read is told on standard error.
pub(super) fn dossiers(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let folder = Folder::open(path)?;
    let (files, others): (Vec<&String>, Vec<&String>) = folder.names.iter().partition(|name| case_stem(name).is_some());
    let nearly = others.into_iter().filter(|name| is_nearly_case(name));
    let mut left: Vec<LeftOut> =
        nearly.map(|name| LeftOut { name: name.clone(), why: Exclusion::NearlyCase }).collect();
    left.extend(folder.set_aside.iter().filter(|one| one.why != Exclusion::OtherRuleset).cloned());
    let told = report::left_out_text(&left, super::style_of_stderr());
    if !told.is_empty() {
        super::print_error(&told);
    }
    if files.is_empty() {
        return Err(Failure::misuse(format!(
            "« {} » ne contient aucun dossier : aucun fichier .yaml, .yml ou .json",
            path.display()
        )));
    }
    Ok(files.iter().map(|name| path.join(name)).collect())
}

/// The name of a dossier, from that of its file.
pub(super) fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The text of a file.
pub(super) fn text(path: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    open(path)?.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(|error| unread(path, &reason(&error)))?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(unread(path, &format!("il dépasse {} Mio", MAX_FILE / 1024 / 1024)));
    }
    String::from_utf8(bytes).map_err(|_| unread(path, "il n'est pas en UTF-8"))
}

/// A file to be read bit by bit.
pub(super) fn open(path: &Path) -> Result<File, Failure> {
    let file = File::open(path).map_err(|error| match near(path) {
        Some(near) if error.kind() == ErrorKind::NotFound => {
            unread(path, &format!("{} ; vouliez-vous dire « {} » ?", reason(&error), near.display()))
        }
        _ => unread(path, &reason(&error)),
    })?;
    // Opening a folder succeeds; only reading it fails.
    if file.metadata().is_ok_and(|of| of.is_dir()) {
        return Err(unread(path, &reason(&ErrorKind::IsADirectory.into())));
    }
    Ok(file)
}

/// The bytes of a dossier, « - » being standard input; one byte more than allowed is enough to refuse it.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let input: Box<dyn Read> = match is_stdin(path) {
        true => Box::new(std::io::stdin()),
        false => Box::new(open(path)?),
    };
    let mut bytes = Vec::new();
    input.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| unread(path, &reason(&error)))?;
    Ok(bytes)
}

/// Whether a path stands for standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn unread(path: &Path, why: &str) -> Failure {
    Failure::misuse(format!("« {} » ne peut être lu : {why}", path.display()))
}

/// What was probably meant by a path that leads nowhere: the nearest name where it first goes astray.
pub(super) fn near(path: &Path) -> Option<PathBuf> {
    // As written under Windows.
    let slashed = PathBuf::from(path.to_str()?.replace('\\', "/"));
    if slashed.exists() {
        return Some(slashed);
    }
    let mut there = PathBuf::new();
    let mut components = slashed.components();
    for component in components.by_ref() {
        let next = there.join(component);
        if next.exists() {
            there = next;
            continue;
        }
        let listed = if there.as_os_str().is_empty() { Path::new(".") } else { &there };
        let entries = fs::read_dir(listed).ok()?.flatten();
        let names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        let wanted = component.as_os_str().to_str()?;
        let name = closest(wanted, names.iter().map(String::as_str))?;
        let found: PathBuf = there.join(name).components().chain(components).collect();
        return found.exists().then_some(found);
    }
    None
}

/// Why a file cannot be read or written, in French.
pub(super) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "il n'existe pas",
        ErrorKind::PermissionDenied => "ce n'est pas permis",
        ErrorKind::IsADirectory => "c'est un dossier",
        ErrorKind::NotADirectory => "l'un des noms de ce chemin n'est pas celui d'un dossier",
        ErrorKind::StorageFull => "le disque est plein",
        ErrorKind::QuotaExceeded => "le quota est atteint",
        ErrorKind::FileTooLarge => "il deviendrait trop grand",
        ErrorKind::ReadOnlyFilesystem => "ce disque ne se lit qu'en lecture seule",
        ErrorKind::AlreadyExists => "il existe déjà",
        ErrorKind::DirectoryNotEmpty => "ce dossier n'est pas vide",
        ErrorKind::InvalidFilename => "ce nom ne peut être celui d'un fichier",
        ErrorKind::ResourceBusy => "un autre programme s'en sert",
        // The kind has no stable name yet.
        kind if format!("{kind:?}") == "FilesystemLoop" => "ces liens tournent en rond",
        _ => "une erreur du système l'empêche",
    }
    .to_string()
}
