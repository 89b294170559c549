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

    /// The same text with more fixes; each begins after the one before it ends.
    pub(super) fn with<'f>(&self, fixes: impl IntoIterator<Item = &'f Fix>) -> Repaired {
        let mut fixed = Repaired { text: String::new(), origins: Vec::new(), written: self.written };
        let mut done = 0;
        for fix in fixes {
            fixed.keep(self, done..fix.start);
            let (from, to) = self.origin(fix.start, fix.end);
            fixed.text.push_str(&fix.with);
            fixed.origins.extend(std::iter::repeat_n((from as u32, to as u32), fix.with.len()));
            done = fix.end;
        }
        fixed.keep(self, done..self.text.len());
        fixed
    }

    /// Goes on with a stretch of another text.
    fn keep(&mut self, other: &Repaired, stretch: std::ops::Range<usize>) {
        self.text.push_str(&other.text[stretch.clone()]);
        match other.origins.as_slice() {
            [] => self.origins.extend(stretch.map(|at| (at as u32, at as u32 + 1))),
            known => self.origins.extend_from_slice(&known[stretch]),
        }
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
