//! From text to tree.
//!
//! In: the text of one rule file. Out: an [`ast::File`] and findings. Never returns `Err` for a bad line: broken text
//! is set aside, diagnosed alone, and the rest is read. pest stays behind this door.

pub mod ast;
mod build;
mod cell;
mod errors;
mod format;
mod parser;
mod phrases;
mod recover;
mod repair;

use pest::Parser;

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Sources, Span};
use crate::time::Day;
pub use cell::{Cell, Literal};
use parser::{AlineaParser, Rule};

/// Reads one rule file.
pub fn parse(sources: &Sources, file: FileId) -> (ast::File, Vec<Diagnostic>) {
    build::file(file, &sources.file(file).text)
}

/// The canonical layout of a rule file.
///
/// # Errors
///
/// The findings of [`parse`] when a line cannot be read: where its words belong, or what they mean, is not known.
pub fn format(sources: &Sources, file: FileId) -> Result<String, Vec<Diagnostic>> {
    let found = parse(sources, file).1;
    if found.iter().any(|found| errors::UNTOLD.contains(&found.code)) {
        return Err(found);
    }
    format::format(&sources.file(file).text).ok_or(found)
}

/// What is wrong with the words of an unknown name, when they give it away: a number in words, a verb of another
/// language or without its auxiliary.
pub fn misspelt_name(sources: &Sources, span: Span) -> Option<Diagnostic> {
    let before = &sources.file(span.file).text[..span.start as usize];
    recover::misspelt_name(span, before, sources.slice(span))
}

/// The day that some words are, in one of the forms of rule files: « 23 janvier 2025 ».
pub fn day(words: &str) -> Option<Day> {
    let mut read = AlineaParser::parse(Rule::date, words).ok()?;
    let date = read.next().filter(|date| date.as_str().len() == words.len())?;
    build::day(&date)
}

/// The number, the amount, the percentage, the date or the length that the cell of a table holds, which stands at `span`.
pub fn constant(cell: &str, span: Span) -> Option<ast::Term> {
    build::constant(cell, span)
}

/// What a cell of a key column says: a value, or those between two; `None` where it is none.
pub fn key_cell(words: &str) -> Option<Cell> {
    build::key_cell(words)
}

/// The constant that a cell of a value column is; `None` where it is none.
pub fn value_cell(words: &str) -> Option<Literal> {
    build::value_cell(words)
}

/// Whether a name stands for words that could not be read and are reported.
pub fn is_unreadable(name: &str) -> bool {
    name.split(' ').any(|word| word == recover::UNREADABLE)
}

/// Lower case without accents, one kind of apostrophe, so that `sejours` is near `séjours`.
pub fn without_accents(words: &str) -> String {
    words
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'à' | 'â' | 'ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' | 'ö' => 'o',
            'ù' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            '’' => '\'',
            other => other,
        })
        .collect()
}
