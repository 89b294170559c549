//! Texts and places in them.
//!
//! In: names and bytes from a [`Loader`]. Out: [`Sources`], the texts of one run, and [`Span`]s that point into them.
//! Never draws, and knows nothing of the language.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Identifies a text among the [`Sources`] of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A stretch of bytes in one text, `start..end`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text it lies in.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The smallest span that covers both; both must lie in the same text.
    pub fn to(self, other: Span) -> Span {
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}..{}", self.file.0, self.start, self.end)
    }
}

/// A line and a column, both counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// One text and its name.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Name shown to people, relative to the recueil.
    pub name: String,
    /// All of it, as it was given.
    pub text: String,
    /// The first byte of each line: a text has at least one.
    lines: Vec<u32>,
}

impl SourceFile {
    fn new(name: String, text: String) -> SourceFile {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1);
        let lines = std::iter::once(0).chain(breaks).collect();
        SourceFile { name, text, lines }
    }

    /// How many lines the text has; an empty text and what follows the last line break count as one.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The index of the line on which a byte stands, from 0.
    pub fn line_at(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start as usize <= offset).saturating_sub(1)
    }

    /// The bytes of a line, from 0, without its line break; empty past the last line.
    pub fn line_range(&self, index: usize) -> std::ops::Range<usize> {
        let Some(start) = self.lines.get(index).map(|start| *start as usize) else {
            return self.text.len()..self.text.len();
        };
        let end = self.lines.get(index + 1).map_or(self.text.len(), |next| *next as usize - 1);
        let line = &self.text[start..end];
        start..start + line.strip_suffix('\r').map_or(line.len(), str::len)
    }

    /// The line and the column of a byte; a byte inside a character counts for the character.
    pub fn position(&self, offset: usize) -> Position {
        let line = self.line_at(offset);
        Position { line: line + 1, column: self.before_on_line(offset).chars().count() + 1 }
    }

    /// What stands before a byte on its line.
    pub fn before_on_line(&self, offset: usize) -> &str {
        let start = self.lines[self.line_at(offset)] as usize;
        &self.text[start..self.text.floor_char_boundary(offset).max(start)]
    }
}

/// All texts of a run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a text.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.files.push(SourceFile::new(name.into(), text.into()));
        FileId(self.files.len() as u32 - 1)
    }

    /// The text with this id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All texts in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(index as u32), file))
    }

    /// The words a span covers; none where it ends before it starts, as a span between two others may.
    pub fn slice(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// Where a span begins.
    pub fn position(&self, span: Span) -> Position {
        self.file(span.file).position(span.start as usize)
    }
}

/// The folder of a recueil that holds its dossiers.
pub const CASES: &str = "cas";

/// Where the texts and tables of a recueil come from.
///
/// The library never opens a file itself: the command line passes a loader for a folder, for the recueils built
/// into the program, or for texts in memory.
pub trait Loader {
    /// Names of all files of the recueil, relative to it, sorted; dossiers stand below [`CASES`].
    fn names(&self) -> Vec<String>;
    /// The bytes of a file, or why they cannot be had.
    fn read(&self, name: &str) -> Result<Vec<u8>, String>;
    /// What lies among these files and is never read, sorted by name.
    fn set_aside(&self) -> Vec<LeftOut> {
        Vec::new()
    }
    /// The recueil of this name that lies beside this one: in the folder next to it, of the same revision.
    fn beside(&self, _name: &str) -> Option<Box<dyn Loader>> {
        None
    }
}

/// What stands before the names of the files of the recueil that lies beside another, in messages and in memory.
pub fn prefix_beside(name: &str) -> String {
    format!("{BESIDE}{name}/")
}

/// How names begin of files that lie beside a recueil.
pub const BESIDE: &str = "../";

/// A file or a folder of a recueil that was not read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// Its name, relative to the recueil.
    pub name: String,
    /// Why it was not read.
    pub why: Exclusion,
}

/// Why a file or a folder is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exclusion {
    /// It is called nearly as rules are: `x.alinea.txt`, `X.ALINEA`.
    NearlyRules,
    /// It is called nearly as a dossier is: `x.yaml.txt`, `X.YAML`.
    NearlyCase,
    /// A table that no list names.
    IdleTable,
    /// A folder with rules of its own.
    OtherRuleset,
    /// A folder without rules.
    Folder,
    /// A link that leads out of the recueil's folder.
    LeadsOut,
    /// A link that leads nowhere.
    BrokenLink,
    /// A device, a pipe or a socket.
    NotAFile,
    /// A name that is not UTF-8.
    NameNotUtf8,
    /// A folder that cannot be listed.
    Unlistable,
    /// Neither rules, nor a table, nor a dossier.
    Other,
}

impl Exclusion {
    /// All reasons.
    pub const ALL: [Exclusion; 11] = [
        Exclusion::NearlyRules,
        Exclusion::NearlyCase,
        Exclusion::IdleTable,
        Exclusion::OtherRuleset,
        Exclusion::Folder,
        Exclusion::LeadsOut,
        Exclusion::BrokenLink,
        Exclusion::NotAFile,
        Exclusion::NameNotUtf8,
        Exclusion::Unlistable,
        Exclusion::Other,
    ];

    /// Whether something was probably meant to be read.
    pub fn is_suspect(self) -> bool {
        !matches!(self, Exclusion::Folder | Exclusion::Other)
    }
}

/// The ending of rule files.
pub const RULES_ENDING: &str = ".alinea";

/// The endings of dossiers.
pub const CASE_ENDINGS: [&str; 3] = [".yaml", ".yml", ".json"];

/// Whether a name, relative to a recueil, is that of a rule file.
pub fn is_rules(name: &str) -> bool {
    name.ends_with(RULES_ENDING) && !name.contains('/')
}

/// The name of a dossier without its ending; `None` when the file is no dossier.
pub fn case_stem(name: &str) -> Option<&str> {
    CASE_ENDINGS.iter().find_map(|ending| name.strip_suffix(ending))
}

/// A loader that remembers which files were read.
pub struct Recorded<'a> {
    loader: &'a dyn Loader,
    read: RefCell<BTreeSet<String>>,
}

impl<'a> Recorded<'a> {
    /// Nothing is read yet.
    pub fn new(loader: &'a dyn Loader) -> Self {
        Recorded { loader, read: RefCell::default() }
    }

    /// The files that were read, sorted by name.
    pub fn read_files(&self) -> Vec<String> {
        self.read.borrow().iter().cloned().collect()
    }

    /// What was not read, and why, sorted by name; dossiers are not meant to be read with the rules.
    pub fn left_out(&self) -> Vec<LeftOut> {
        let read = self.read.borrow();
        let files = self.loader.names().into_iter().filter(|name| !read.contains(name));
        let mut left: Vec<LeftOut> =
            files.filter_map(|name| exclusion(&name).map(|why| LeftOut { name, why })).collect();
        left.extend(self.loader.set_aside());
        left.sort();
        left
    }
}

impl Loader for Recorded<'_> {
    fn names(&self) -> Vec<String> {
        self.loader.names()
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let bytes = self.loader.read(name)?;
        self.read.borrow_mut().insert(name.to_string());
        Ok(bytes)
    }

    fn set_aside(&self) -> Vec<LeftOut> {
        self.loader.set_aside()
    }

    fn beside(&self, name: &str) -> Option<Box<dyn Loader>> {
        self.loader.beside(name)
    }
}

/// Why a file that no rule asked for was not read; `None` for a dossier.
fn exclusion(name: &str) -> Option<Exclusion> {
    if name.starts_with(&format!("{CASES}/")) {
        return match case_stem(name) {
            Some(_) => None,
            None if is_nearly_case(name) => Some(Exclusion::NearlyCase),
            None => Some(Exclusion::Other),
        };
    }
    if is_nearly_rules(name) {
        return Some(Exclusion::NearlyRules);
    }
    Some(if name.to_lowercase().ends_with(".csv") { Exclusion::IdleTable } else { Exclusion::Other })
}

/// Whether a file that is none of rules was probably meant as such: its ending is misspelt, in capitals, or has another
/// one behind it.
pub fn is_nearly_rules(name: &str) -> bool {
    let lower = name.to_lowercase();
    let is_near = |part: &str| strsim::osa_distance(part.trim_matches(['~', '#', ' ']), &RULES_ENDING[1..]) <= 1;
    !is_rules(name) && lower.split('.').skip(1).any(is_near)
}

/// Whether a file that is no dossier was probably meant as one, for like reasons.
pub fn is_nearly_case(name: &str) -> bool {
    let lower = name.to_lowercase();
    case_stem(name).is_none() && CASE_ENDINGS.iter().any(|ending| lower.contains(ending))
}

/// A recueil held in memory, with those beside it: their files are named `../parametres/smic.alinea`.
#[derive(Clone, Debug, Default)]
pub struct MemoryLoader {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryLoader {
    /// Adds a file.
    pub fn with(mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(name.into(), bytes.into());
        self
    }
}

impl Loader for MemoryLoader {
    fn names(&self) -> Vec<String> {
        self.files.keys().filter(|name| !name.starts_with(BESIDE)).cloned().collect()
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        self.files.get(name).cloned().ok_or_else(|| format!("le fichier « {name} » n'existe pas"))
    }

    fn beside(&self, name: &str) -> Option<Box<dyn Loader>> {
        let prefix = prefix_beside(name);
        let own = self.files.iter().filter_map(|(file, bytes)| Some((file.strip_prefix(&prefix)?, bytes)));
        let others = self.files.iter().filter(|(file, _)| file.starts_with(BESIDE) && !file.starts_with(&prefix));
        let files = own.chain(others.map(|(file, bytes)| (file.as_str(), bytes)));
        let files: BTreeMap<String, Vec<u8>> = files.map(|(file, bytes)| (file.to_string(), bytes.clone())).collect();
        let found = MemoryLoader { files };
        found.names().iter().any(|name| is_rules(name)).then(|| Box::new(found) as Box<dyn Loader>)
    }
}
