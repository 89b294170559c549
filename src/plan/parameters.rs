//! Parameters: values that texts set anew from a day on.

use super::{Mark, TermId, Type};
use crate::source::Span;
use crate::time::{Day, Interval};

/// A value in time.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// As rules name it; unique in the recueil.
    pub name: String,
    /// Its type: a number, an amount, a percentage, a date or a length.
    pub of: Type,
    /// A number that is a whole one.
    pub whole: bool,
    /// Its values by first day; they do not overlap, and days may lie between them.
    pub lines: Vec<ParameterLine>,
    /// What is to be verified of all of them.
    pub marks: Vec<Mark>,
    /// Where it is declared first.
    pub span: Span,
}

/// What a parameter is over some days.
#[derive(Clone, Debug)]
pub struct ParameterLine {
    /// The days.
    pub validity: Interval,
    /// A constant; none where the value is not known.
    pub value: Option<TermId>,
    /// What sets it.
    pub source: Option<String>,
    /// What is to be verified of it.
    pub marks: Vec<Mark>,
    /// The line, in a rule file or in a table.
    pub span: Span,
}

impl ParameterLine {
    /// Whether nothing ends it: what it says is supposed to hold on.
    pub fn is_open(&self) -> bool {
        self.validity.end >= Interval::ALL.end
    }
}

impl Parameter {
    /// The line of a day, by its place.
    pub fn line_on(&self, day: Day) -> Option<usize> {
        self.lines.iter().position(|line| line.validity.contains(day))
    }

    /// The days on which its value is not known, in order: before its first line, between lines, after the last, and those
    /// of lines without a value.
    pub fn unknown_days(&self) -> Vec<Interval> {
        let mut found = Vec::new();
        let mut at = Interval::ALL.start;
        for line in &self.lines {
            let before = Interval { start: at, end: line.validity.start };
            let own = line.value.is_none().then_some(line.validity);
            found.extend([Some(before), own].into_iter().flatten().filter(|days| !days.is_empty()));
            at = at.max(line.validity.end);
        }
        let after = Interval { start: at, end: Interval::ALL.end };
        found.extend((!after.is_empty()).then_some(after));
        found
    }
}
