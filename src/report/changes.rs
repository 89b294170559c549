//! What changes between two versions of one text, line by line.

use anstyle::{AnsiColor, Style as Ansi};
use similar::{ChangeTag, TextDiff};

use super::Style;

/// Changed lines with three lines around them, as `diff -u` writes them.
pub fn changes_text(name: &str, old: &str, new: &str, style: Style) -> String {
    let mut out = format!("--- {name}\n+++ {name}\n");
    for hunk in TextDiff::from_lines(old, new).unified_diff().context_radius(3).iter_hunks() {
        out.push_str(&format!("{}\n", hunk.header()));
        for change in hunk.iter_changes() {
            let (sign, colour) = match change.tag() {
                ChangeTag::Delete => ('-', AnsiColor::Red.on_default()),
                ChangeTag::Insert => ('+', AnsiColor::Green.on_default()),
                ChangeTag::Equal => (' ', Ansi::new()),
            };
            let line = change.value().trim_end_matches(['\n', '\r']);
            if style.colour {
                out.push_str(&format!("{colour}{sign}{line}{colour:#}\n"));
            } else {
                out.push_str(&format!("{sign}{line}\n"));
            }
        }
    }
    out
}
