//! An answer as Markdown.

use super::brief::{Room, brief};
use super::outline::{Line, outline};
use super::text::mark;
use crate::explain::Answer;
use crate::value::Outcome;

/// An answer as Markdown.
pub fn answer_markdown(answer: &Answer) -> String {
    markdown(outline(answer))
}

/// What decides an answer, what is missing and from when, as Markdown.
pub fn answer_brief_markdown(answer: &Answer) -> String {
    markdown(brief(answer, Room::Enough))
}

fn markdown(lines: Vec<Line>) -> String {
    let mut out = String::new();
    let mut in_list = false;
    for line in lines {
        let item = matches!(line, Line::Result(..) | Line::State(..) | Line::Plain(..));
        if in_list && !item {
            out.push('\n');
        }
        in_list = item;
        match line {
            Line::Title(title) => out.push_str(&format!("# {}\n\n", escape(&title))),
            Line::Procedure(name, outcome) => {
                out.push_str(&format!("## {} : {}\n\n", escape(&name), verdict(outcome)));
            }
            Line::Remark(remark) => out.push_str(&format!("{}\n\n", escape(&remark))),
            Line::Heading(heading) => out.push_str(&format!("### {heading}\n\n")),
            Line::Result(depth, words, outcome) => {
                let indent = "  ".repeat(depth - 1);
                out.push_str(&format!(
                    "{indent}- {} {} : **{}**\n",
                    mark(outcome),
                    escape(&words),
                    outcome.french_singular()
                ));
            }
            Line::State(depth, words, outcome) => {
                let indent = "  ".repeat(depth - 1);
                out.push_str(&format!("{indent}- {} {}\n", mark(outcome), escape(&words)));
            }
            Line::Plain(depth, words) => {
                let indent = "  ".repeat(depth - 1);
                out.push_str(&format!("{indent}- {}\n", escape(&words)));
            }
        }
    }
    out
}

fn verdict(outcome: Outcome) -> String {
    match outcome {
        Outcome::Met | Outcome::NotMet => format!("conditions {}", outcome.french()),
        other => other.french().to_string(),
    }
}

/// Characters that Markdown would take for its own.
pub(super) fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '>' | '|' | '\\' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
