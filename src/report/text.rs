//! An answer for the terminal.

use anstyle::{AnsiColor, Style as Ansi};

use super::Style;
use super::brief::{Room, brief};
use super::outline::{Line, outline};
use crate::explain::Answer;
use crate::value::Outcome;

/// An answer as text, wrapped to the width.
pub fn answer_text(answer: &Answer, style: Style) -> String {
    text(outline(answer), style)
}

/// What decides an answer, what is missing and from when, as text on one screen.
pub fn answer_brief(answer: &Answer, style: Style) -> String {
    let whole = text(brief(answer, Room::Enough), style);
    if whole.lines().count() <= SCREEN { whole } else { text(brief(answer, Room::Scarce), style) }
}

/// Lines of a screen.
const SCREEN: usize = 40;

fn text(lines: Vec<Line>, style: Style) -> String {
    let mut out = String::new();
    for line in lines {
        match line {
            Line::Title(title) => wrap(&mut out, "", "", &title, style, Some(Ansi::new().bold())),
            Line::Procedure(name, outcome) => {
                out.push('\n');
                procedure(&mut out, &name, outcome, style);
            }
            Line::Remark(remark) => wrap(&mut out, "", "", &remark, style, None),
            Line::Heading(heading) => {
                out.push('\n');
                wrap(&mut out, "  ", "  ", &heading, style, Some(Ansi::new().underline()));
            }
            Line::Result(depth, words, outcome) | Line::State(depth, words, outcome) => {
                let indent = "  ".repeat(depth);
                let first = format!("{indent}{} ", mark(outcome));
                wrap(&mut out, &first, &format!("{indent}  "), &words, style, Some(colour(outcome)));
            }
            Line::Plain(depth, words) => {
                let indent = "  ".repeat(depth);
                wrap(&mut out, &format!("{indent}- "), &format!("{indent}  "), &words, style, None);
            }
        }
    }
    out
}

/// The name on the left, the outcome on the right of the same line where there is room.
fn procedure(out: &mut String, name: &str, outcome: Outcome, style: Style) {
    let verdict = match outcome {
        Outcome::Met | Outcome::NotMet => format!("conditions {}", outcome.french()),
        other => other.french().to_string(),
    };
    let room =
        style.width.saturating_sub(textwrap::core::display_width(name) + textwrap::core::display_width(&verdict) + 2);
    let dots = ".".repeat(room.max(3));
    let painted = Some(colour(outcome).bold());
    if room >= 3 {
        paint(out, &format!("{name} {dots} {verdict}"), style, painted);
        out.push('\n');
    } else {
        wrap(out, "", "", &format!("{name} : {verdict}"), style, painted);
    }
}

pub(super) fn wrap(out: &mut String, first: &str, rest: &str, words: &str, style: Style, paint_with: Option<Ansi>) {
    let options = textwrap::Options::new(style.width).initial_indent(first).subsequent_indent(rest);
    for line in textwrap::wrap(words, options) {
        paint(out, &line, style, paint_with);
        out.push('\n');
    }
}

pub(super) fn paint(out: &mut String, words: &str, style: Style, with: Option<Ansi>) {
    match with.filter(|_| style.colour) {
        Some(with) => out.push_str(&format!("{}{words}{}", with.render(), with.render_reset())),
        None => out.push_str(words),
    }
}

pub(super) fn mark(outcome: Outcome) -> char {
    match outcome {
        Outcome::Met => '✔',
        Outcome::NotMet => '✘',
        Outcome::Discretionary => '◇',
        Outcome::Undetermined => '?',
        Outcome::NotApplicable => '–',
        Outcome::Error => '!',
    }
}

pub(super) fn colour(outcome: Outcome) -> Ansi {
    let colour = match outcome {
        Outcome::Met => AnsiColor::Green,
        Outcome::NotMet | Outcome::Error => AnsiColor::Red,
        Outcome::Discretionary => AnsiColor::Magenta,
        Outcome::Undetermined => AnsiColor::Yellow,
        Outcome::NotApplicable => AnsiColor::BrightBlack,
    };
    Ansi::new().fg_color(Some(colour.into()))
}
