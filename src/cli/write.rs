//! The one way in which this program writes files: whole or not at all.
//!
//! A new content is written beside the old file, brought to the disk, and takes its place in one step. Whatever ends
//! the program in between, a full disk or a kill, the old file is there, or the new one. Links are followed to the file
//! itself, which keeps its mode, and its owner where that is allowed. A file of several names (hard links) would lose
//! the others: it is told and left alone.

use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

use same_file::Handle;
use tempfile::{Builder, NamedTempFile};

use super::Failure;
use super::disk::reason;

/// How a file begins and ends that is not yet in its place: never like rules or a dossier.
const TEMPORARY: (&str, &str) = (".alinea-", ".tmp");

/// The modes of new files and folders.
const FILE: u32 = 0o666;
const FOLDER: u32 = 0o777;

/// A new content for a file; dropped without [`Replacement::commit`], it leaves nothing behind.
pub(super) struct Replacement {
    /// As it was named, for messages.
    path: PathBuf,
    place: Place,
}

enum Place {
    /// A pipe, a terminal or a device: there is no old content to keep.
    Stream(File),
    /// A file and where it really lies.
    File { target: PathBuf, fresh: Fresh },
}

/// A content that is not yet in its place.
enum Fresh {
    /// Without a name: nothing is left of it when the program is killed.
    #[cfg(target_os = "linux")]
    Unnamed(File),
    Named(NamedTempFile),
}

/// Gives a file a new content.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    Replacement::of(path)?.filled(text.as_bytes())
}

impl Replacement {
    /// Opens the new content of a file, which may not exist yet; the old one is not touched.
    ///
    /// # Errors
    ///
    /// What would make writing fail, or lose something, is told here rather than when all is done.
    pub(super) fn of(path: &Path) -> Result<Replacement, Failure> {
        let place = match fs::metadata(path) {
            Ok(old) if old.is_dir() => return Err(impossible(path, "c'est un dossier")),
            Ok(old) if old.is_file() => Place::over(path)?,
            Ok(old) if is_stream(&old) => Place::Stream(open(path).map_err(|error| refused(path, &error))?),
            Ok(_) => return Err(impossible(path, "ce n'est pas un fichier ordinaire")),
            Err(error) if error.kind() == ErrorKind::NotFound => Place::new(path)?,
            Err(error) => return Err(refused(path, &error)),
        };
        Ok(Replacement { path: path.to_path_buf(), place })
    }

    /// Whether it will take the place of this file, whatever its name.
    pub(super) fn is_for(&self, path: &Path) -> bool {
        // To look at a pipe would be to wait for it.
        self.is_over_a_file() && path.is_file() && same_file::is_same_file(&self.path, path).unwrap_or(false)
    }

    /// Whether it will take the place of the file that a stream of the program is joined to.
    pub(super) fn is_for_stream(&self, stream: io::Result<Handle>) -> bool {
        let own = self.is_over_a_file().then(|| Handle::from_path(&self.path));
        own.is_some_and(|own| own.is_ok_and(|own| stream.is_ok_and(|stream| stream == own)))
    }

    fn is_over_a_file(&self) -> bool {
        matches!(self.place, Place::File { .. }) && self.path.is_file()
    }

    /// Adds to the new content.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let file = match &mut self.place {
            Place::Stream(file) => file,
            Place::File { fresh, .. } => fresh.file(),
        };
        file.write_all(bytes).map_err(|error| refused(&self.path, &error))
    }

    /// Puts a whole content in the place of the old one.
    pub(super) fn filled(mut self, content: &[u8]) -> Result<(), Failure> {
        self.append(content)?;
        self.commit()
    }

    /// Puts the new content in the place of the old one.
    ///
    /// # Errors
    ///
    /// Then the old content stays.
    pub(super) fn commit(self) -> Result<(), Failure> {
        match self.place {
            Place::Stream(mut file) => file.flush(),
            Place::File { target, fresh } => fresh.put(&target),
        }
        .map_err(|error| refused(&self.path, &error))
    }
}

impl Place {
    /// In the place of a file that is there.
    fn over(path: &Path) -> Result<Place, Failure> {
        let target = fs::canonicalize(path).map_err(|error| refused(path, &error))?;
        // Who may not write into a file shall not replace it either.
        let old = open(&target).and_then(|file| file.metadata()).map_err(|error| refused(path, &error))?;
        if names(&old) > 1 {
            return Err(impossible(
                path,
                "ce fichier a plusieurs noms (liens physiques), et seul celui-ci changerait ; copiez-le d'abord sous un nom à lui",
            ));
        }
        let fresh = Fresh::beside(&target).and_then(|mut fresh| {
            keep_owner_and_mode(fresh.file(), &old)?;
            Ok(fresh)
        });
        Ok(Place::File { fresh: fresh.map_err(|error| refused(path, &error))?, target })
    }

    /// Where there is no file yet.
    fn new(path: &Path) -> Result<Place, Failure> {
        if fs::symlink_metadata(path).is_ok() {
            return Err(impossible(path, "c'est un lien vers un fichier qui n'existe pas"));
        }
        let Some(name) = path.file_name().filter(|_| !ends_like_a_folder(path)) else {
            return Err(impossible(path, "c'est le nom d'un dossier"));
        };
        let folder = folder_of(path);
        let target = match fs::canonicalize(folder) {
            Ok(folder) => folder.join(name),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(impossible(path, &format!("le dossier « {} » n'existe pas", folder.display())));
            }
            Err(error) => return Err(refused(path, &error)),
        };
        let fresh = Fresh::beside(&target).map_err(|error| refused(path, &error))?;
        Ok(Place::File { target, fresh })
    }
}

impl Fresh {
    /// An empty content in the folder of a file, with the mode of new files.
    fn beside(target: &Path) -> io::Result<Fresh> {
        #[cfg(target_os = "linux")]
        if let Some(file) = unnamed(folder_of(target)) {
            return Ok(Fresh::Unnamed(file));
        }
        Ok(Fresh::Named(builder(FILE).tempfile_in(folder_of(target))?))
    }

    fn file(&mut self) -> &mut File {
        match self {
            #[cfg(target_os = "linux")]
            Fresh::Unnamed(file) => file,
            Fresh::Named(file) => file.as_file_mut(),
        }
    }

    /// Brings the content to the disk, then to its place, then the folder to the disk.
    fn put(mut self, target: &Path) -> io::Result<()> {
        self.file().sync_all()?;
        let folder = folder_of(target);
        let path = match self {
            #[cfg(target_os = "linux")]
            Fresh::Unnamed(file) => builder(FILE).make_in(folder, |path| name(&file, path))?.into_temp_path(),
            Fresh::Named(file) => file.into_temp_path(),
        };
        // When this fails, the temporary name goes with the path.
        path.persist(target).map_err(|failed| failed.error)?;
        sync_folder(folder)
    }
}

/// Makes names that nobody guesses; files and folders get this mode, less what the user's mask takes away.
fn builder(mode: u32) -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1).rand_bytes(12);
    #[cfg(unix)]
    builder.permissions(<fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(mode));
    builder
}

/// A file of a folder without a name, where the system and the disk know such files.
#[cfg(target_os = "linux")]
fn unnamed(folder: &Path) -> Option<File> {
    use rustix::fs::{CWD, Mode, OFlags, openat};
    // It is named through this folder, which a container may lack.
    if !Path::new(OWN_FILES).is_dir() {
        return None;
    }
    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    openat(CWD, folder, flags, Mode::from_raw_mode(FILE)).ok().map(File::from)
}

#[cfg(target_os = "linux")]
const OWN_FILES: &str = "/proc/self/fd";

/// Gives an unnamed file a name that nothing has yet.
#[cfg(target_os = "linux")]
fn name(file: &File, path: &Path) -> io::Result<()> {
    use std::os::fd::AsRawFd;

    use rustix::fs::{AtFlags, CWD, linkat};
    let source = Path::new(OWN_FILES).join(file.as_raw_fd().to_string());
    Ok(linkat(CWD, source, CWD, path, AtFlags::SYMLINK_FOLLOW)?)
}

/// Creates a folder with files in it, all of them or none; one that already holds something is left alone.
///
/// Files are named from the folder, and come in this order when the folder is already there.
pub(super) fn create(folder: &Path, files: &[(PathBuf, String)]) -> Result<(), Failure> {
    let failure =
        |error: io::Error| Failure::misuse(format!("« {} » ne peut être créé : {}", folder.display(), reason(&error)));
    match fs::read_dir(folder) {
        Ok(mut entries) => match entries.next() {
            Some(_) => Err(Failure::misuse(format!("« {} » existe déjà et n'est pas vide", folder.display()))),
            None => fill(folder, files).map_err(failure),
        },
        Err(error) if folder.is_dir() => Err(failure(error)),
        Err(_) if fs::symlink_metadata(folder).is_ok() => {
            Err(Failure::misuse(format!("« {} » existe déjà et n'est pas un dossier", folder.display())))
        }
        Err(_) => appear(folder, files).map_err(failure),
    }
}

/// A new folder takes its name when all is in it.
fn appear(folder: &Path, files: &[(PathBuf, String)]) -> io::Result<()> {
    let mut missing: Vec<OsString> = Vec::new();
    let mut home = folder;
    while !home.is_dir() {
        let Some(Component::Normal(name)) = home.components().next_back() else {
            return Err(ErrorKind::NotFound.into());
        };
        missing.insert(0, name.to_os_string());
        home = folder_of(home);
    }
    let Some((first, below)) = missing.split_first() else { return Err(ErrorKind::AlreadyExists.into()) };
    let whole = builder(FOLDER).tempdir_in(home)?;
    let inner: PathBuf =
        std::iter::once(whole.path().as_os_str()).chain(below.iter().map(OsString::as_os_str)).collect();
    write_all(&inner, files)?;
    fs::rename(whole.path(), home.join(first))?;
    // The folder has another name now: there is nothing left to take away.
    let _ = whole.keep();
    sync_folder(home)
}

/// A folder that is there may be the one a shell stands in: its files come one by one, or go again.
fn fill(folder: &Path, files: &[(PathBuf, String)]) -> io::Result<()> {
    let whole = builder(FOLDER).tempdir_in(folder)?;
    write_all(whole.path(), files)?;
    let mut tops: Vec<&OsString> = Vec::new();
    let names: Vec<OsString> = files
        .iter()
        .filter_map(|(path, _)| path.components().next().map(|top| top.as_os_str().to_os_string()))
        .collect();
    for top in &names {
        if tops.contains(&top) {
            continue;
        }
        if let Err(error) = fs::rename(whole.path().join(top), folder.join(top)) {
            for placed in tops {
                let placed = folder.join(placed);
                // The first failure is the one to tell.
                let _ = if placed.is_dir() { fs::remove_dir_all(&placed) } else { fs::remove_file(&placed) };
            }
            return Err(error);
        }
        tops.push(top);
    }
    sync_folder(folder)
}

fn write_all(folder: &Path, files: &[(PathBuf, String)]) -> io::Result<()> {
    for (name, text) in files {
        let path = folder.join(name);
        let parent = folder_of(&path);
        fs::create_dir_all(parent)?;
        let mut file = File::create_new(&path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        sync_folder(parent)?;
    }
    sync_folder(folder)
}

/// The folder that a path lies in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn ends_like_a_folder(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().last().is_some_and(|last| std::path::is_separator(char::from(*last)))
}

/// Opens a file for writing as it is.
fn open(path: &Path) -> io::Result<File> {
    File::options().write(true).open(path)
}

fn impossible(path: &Path, why: &str) -> Failure {
    Failure::misuse(format!("« {} » ne peut être écrit : {why}", path.display()))
}

fn refused(path: &Path, error: &io::Error) -> Failure {
    impossible(path, &reason(error))
}

#[cfg(unix)]
fn is_stream(of: &Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    of.file_type().is_fifo() || of.file_type().is_char_device()
}

#[cfg(not(unix))]
fn is_stream(_: &Metadata) -> bool {
    false
}

/// How many names a file has.
#[cfg(unix)]
fn names(of: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(of)
}

#[cfg(not(unix))]
fn names(_: &Metadata) -> u64 {
    1
}

#[cfg(unix)]
fn keep_owner_and_mode(fresh: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let mut mode = old.mode() & 0o7777;
    // Only an administrator gives files away; the group can be kept by whoever belongs to it.
    if fchown(fresh, Some(old.uid()), Some(old.gid())).is_err() {
        mode &= 0o777;
        if fchown(fresh, None, Some(old.gid())).is_err() {
            // What one group was allowed is not granted to another.
            mode &= 0o707 | (mode & 0o007) << 3;
        }
    }
    fresh.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn keep_owner_and_mode(fresh: &File, old: &Metadata) -> io::Result<()> {
    fresh.set_permissions(old.permissions())
}

/// Brings the names in a folder to the disk.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    // A folder may be open for new files and not for reading.
    let Ok(folder) = File::open(folder) else { return Ok(()) };
    match folder.sync_all() {
        // Some disks shared over a network do not know this for folders.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
