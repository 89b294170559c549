//! Texts and places in them.
//!
//! In: names and bytes from a [`Loader`]. Out: [`Sources`], the texts of one run, and [`Span`]s that point into them.
//! Never draws, and knows nothing of the language.

use std::fmt;

/// Identifies a text among the [`Sources`] of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A stretch of bytes in one text, `start..end`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text.
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
    /// The text.
    pub text: String,
}

/// All texts of a run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a text.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.files.push(SourceFile { name: name.into(), text: text.into() });
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

    /// The words a span covers.
    pub fn slice(&self, span: Span) -> &str {
        &self.file(span.file).text[span.start as usize..span.end as usize]
    }

    /// Where a span begins.
    pub fn position(&self, span: Span) -> Position {
        position_in(&self.file(span.file).text, span.start as usize)
    }
}

/// The line and column of a byte offset.
pub fn position_in(text: &str, offset: usize) -> Position {
    let before = &text[..offset.min(text.len())];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Position { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
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
}

/// A recueil held in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryLoader {
    files: std::collections::BTreeMap<String, Vec<u8>>,
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
        self.files.keys().cloned().collect()
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        self.files.get(name).cloned().ok_or_else(|| format!("le fichier « {name} » n'existe pas"))
    }
}
