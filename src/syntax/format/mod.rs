//! From text to the one canonical layout of the same text.
//!
//! In: a rule file that reads without a broken line. Out: the same words in the same order, comments among them, with
//! the line breaks, the indentation, the guillemets, the signs and the dates that every file has. White space carries
//! no meaning between words, so that the layout cannot change what the rules say. Blank lines between paragraphs stay,
//! one at a time.

mod layout;
mod tokens;

use pest::Parser;
use pretty::Arena;

use super::parser::{AlineaParser, Rule};

/// Columns of a line; titles and notes are never broken, and may reach beyond.
const WIDTH: usize = 110;

/// The canonical text; `None` where a line cannot be read.
pub(super) fn format(text: &str) -> Option<String> {
    let root = AlineaParser::parse(Rule::file, text).ok()?.next()?;
    if root.clone().into_inner().flatten().any(|pair| pair.as_rule() == Rule::bad_line) {
        return None;
    }
    let arena = Arena::new();
    let doc = layout::file(&arena, &tokens::Tokens::new(text, &root), root);
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = doc.render_fmt(WIDTH, &mut out);
    let mut lines: Vec<&str> = out.lines().map(str::trim_end).collect();
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    Some(lines.iter().map(|line| format!("{line}\n")).collect())
}
