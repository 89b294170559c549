//! What the mean of a parameter was made of.

use crate::time::Interval;

/// The values of a parameter over a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Averaged {
    /// What it was, or may have been, in the order of its days.
    pub parts: Vec<AveragedPart>,
    /// By how many months or days the sum is divided; `None` where that is open.
    pub divided_by: Option<i32>,
}

/// One line of a parameter within a window, or days of which no line tells the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AveragedPart {
    /// Which line; none where none has the days.
    pub line: Option<usize>,
    /// From the first to the last of the days on which it was read, or may have been.
    pub days: Interval,
    /// On how many of these days; `None` where that is open.
    pub count: Option<i32>,
}

impl Averaged {
    /// What holds where one of the two does.
    pub(super) fn join(&mut self, other: &Averaged) {
        if self.divided_by != other.divided_by {
            self.divided_by = None;
        }
        for part in &other.parts {
            match self.parts.iter_mut().find(|known| known.meets(part)) {
                Some(known) => known.join(part),
                None => self.parts.push(AveragedPart { count: None, ..*part }),
            }
        }
        for part in &mut self.parts {
            if !other.parts.iter().any(|theirs| theirs.meets(part)) {
                part.count = None;
            }
        }
        self.parts.sort_by_key(|part| part.days.start);
    }
}

impl AveragedPart {
    /// Whether both are of one line, or of one stretch without a value.
    fn meets(&self, other: &AveragedPart) -> bool {
        self.line == other.line && (self.line.is_some() || !self.days.intersection(other.days).is_empty())
    }

    fn join(&mut self, other: &AveragedPart) {
        self.days = self.days.hull(other.days);
        if self.count != other.count {
            self.count = None;
        }
    }
}
