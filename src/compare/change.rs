//! What changed in the rules.

use super::Difference;
use crate::plan::RootKind;

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The scope, a part, a definition or a mention.
    Rule(RootKind),
    /// That the decision is left to the prefect whatever the conditions.
    Discretion,
    /// The days on which the text is in force, or its name.
    Text,
    /// The name of a procedure.
    Procedure,
    /// A convention.
    Convention,
    /// A list.
    List,
    /// A parameter.
    Parameter,
    /// A fact.
    Fact,
}

impl Subject {
    /// The word under which a rule file declares it.
    pub fn word(self) -> &'static str {
        match self {
            Subject::Rule(kind) => kind.word(),
            Subject::Discretion => "mention",
            Subject::Text => "texte",
            Subject::Procedure => "procédure",
            Subject::Convention => "convention",
            Subject::List => "liste",
            Subject::Parameter => "paramètre",
            Subject::Fact => "fait",
        }
    }
}

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
    /// The rule file, as its recueil names it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// A difference between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChange {
    /// What it is about.
    pub subject: Subject,
    /// Its name, the new one when it was renamed; empty for the scope and for what is left to the prefect, of which
    /// there is one.
    pub name: String,
    /// What became of it.
    pub nature: Nature,
    /// What is said differently; of a renamed part, its names; nothing where one side lacks it.
    pub differences: Vec<Difference>,
    /// The rule before.
    pub before: Option<Quote>,
    /// The rule after.
    pub after: Option<Quote>,
    /// Whether it can bear on an outcome; papers, steps and the like do not.
    pub bears: bool,
}
