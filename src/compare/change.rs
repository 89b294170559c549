//! What changed in the rules.

/// What became of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nature {
    /// It says something else.
    Changed,
    /// It was not there.
    Added,
    /// It is no longer there.
    Removed,
    /// It says the same under another name.
    Renamed,
}

/// A rule as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Its words.
    pub sentence: String,
    /// The text it stands in.
    pub text: String,
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// A difference between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChange {
    /// `voie`, `condition`, `définition` …
    pub kind: &'static str,
    /// The part's name; the new one when it was renamed.
    pub name: String,
    /// What became of it.
    pub nature: Nature,
    /// What changed, in words, such as « la présence dure depuis : au moins 5 ans → au moins 7 ans ».
    pub changes: Vec<String>,
    /// The rule before.
    pub before: Option<Quote>,
    /// The rule after.
    pub after: Option<Quote>,
    /// Whether it can bear on an outcome; papers, steps and the like do not.
    pub bears: bool,
}
