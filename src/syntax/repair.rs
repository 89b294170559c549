//! A text in which small mistakes are put right, so that what stands behind them can be read too.
//!
//! A finding that knows what was meant comes with the words to put in its place. They are tried on a copy of the text:
//! when the reading gets further, they stay, and the finding stands. Places in the copy lead back to the text as it was
//! written, so that nothing is ever shown in words that the writer did not type.

/// Words to put in place of others; both ends are bytes of the text at hand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Fix {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) with: String,
}

impl Fix {
    pub(super) fn replace(start: usize, end: usize, with: impl Into<String>) -> Fix {
        Fix { start, end, with: with.into() }
    }

    pub(super) fn insert(at: usize, words: impl Into<String>) -> Fix {
        Fix { start: at, end: at, with: words.into() }
    }
}

/// A text with fixes in it.
#[derive(Clone, Debug)]
pub(super) struct Repaired {
    pub(super) text: String,
    /// For each byte, the bytes of the text as written that it stands for; empty while both are the same.
    origins: Vec<(u32, u32)>,
    written: usize,
}

impl Repaired {
    pub(super) fn new(text: &str) -> Repaired {
        Repaired { text: text.to_string(), origins: Vec::new(), written: text.len() }
    }

    /// The same text with one more fix.
    pub(super) fn with(&self, fix: &Fix) -> Repaired {
        let mut text = self.text.clone();
        text.replace_range(fix.start..fix.end, &fix.with);
        let mut origins = match self.origins.as_slice() {
            [] => (0..self.text.len() as u32).map(|at| (at, at + 1)).collect(),
            known => known.to_vec(),
        };
        let place = self.origin(fix.start, fix.end);
        origins.splice(fix.start..fix.end, std::iter::repeat_n((place.0 as u32, place.1 as u32), fix.with.len()));
        Repaired { text, origins, written: self.written }
    }

    /// Where `start..end` lies in the text as written.
    pub(super) fn origin(&self, start: usize, end: usize) -> (usize, usize) {
        if self.origins.is_empty() {
            return (start, end);
        }
        let begins = self.origins.get(start).map_or(self.written, |(from, _)| *from as usize);
        if end <= start {
            return (begins, begins);
        }
        let ends = self.origins.get(end - 1).map_or(self.written, |(_, to)| *to as usize);
        (begins, ends.max(begins))
    }
}
