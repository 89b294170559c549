//! Findings as plain data.
//!
//! Every stage returns what it could understand plus a list of [`Diagnostic`]s. Nothing here draws: `report` turns
//! findings into text, JSON or an editor's squiggles. Messages are French, in a jurist's words; codes are English.

use std::fmt;

use crate::source::{Sources, Span};

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The rules cannot be used.
    Error,
    /// The rules can be used; something deserves a look.
    Warning,
}

/// A place that a finding points at, and what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The exact words.
    pub span: Span,
    /// What stands there, without a full stop.
    pub text: String,
}

/// Words to put in the place of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; nothing where words are put in.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// Edits that together put right what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// In the order of the text; none overlaps another.
    pub edits: Vec<Edit>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code, such as `unknown-name`.
    pub code: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong, in French.
    pub message: String,
    /// The place in a dossier, as `séjours[0].du`; the message begins with it.
    pub path: Option<String>,
    /// Places, the main one first.
    pub labels: Vec<Label>,
    /// What to do or to type.
    pub help: Option<String>,
    /// What was meant, as far as that is known, the likeliest first.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: &'static str, message: impl Into<String>, span: Span, label: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: Severity::Error,
            message: message.into(),
            path: None,
            labels: vec![Label { span, text: label.into() }],
            help: None,
            fixes: Vec::new(),
        }
    }

    /// An error that stands at no place of a text.
    pub fn general(code: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        Diagnostic {
            code,
            severity: Severity::Error,
            message,
            path: None,
            labels: Vec::new(),
            help: None,
            fixes: Vec::new(),
        }
    }

    /// A warning at a place.
    pub fn warning(code: &'static str, message: impl Into<String>, span: Span, label: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Self::error(code, message, span, label) }
    }

    /// Adds a second place.
    pub fn and(mut self, span: Span, label: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: label.into() });
        self
    }

    /// Adds advice.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds words that were meant in the place of others.
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fixes.push(Fix { edits: vec![Edit { span, text: text.into() }] });
        self
    }

    /// Proposes a name in the place of the one that it is about.
    pub fn meant(self, name: &str) -> Self {
        let place = self.place();
        let found = self.help(format!("vouliez-vous dire « {name} » ?"));
        match place {
            Some(place) => found.fix(place, name),
            None => found,
        }
    }

    /// The place that comes first in the text, for sorting.
    pub fn place(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }
}

/// Whether any finding is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Orders findings by place, then by code, so that the same text gives the same report.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| (a.place(), a.code, &a.message).cmp(&(b.place(), b.code, &b.message)));
}

/// Findings, with the texts that they point into: what is wrong with rules, a dossier or a request.
///
/// Displayed, each is a line `file:line:column : message`, with its advice on the next.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    sources: Sources,
    found: Vec<Diagnostic>,
}

impl Findings {
    /// Findings that point into `sources`.
    pub fn new(sources: Sources, found: Vec<Diagnostic>) -> Findings {
        Findings { sources, found }
    }

    /// The findings, by place.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// The findings, by place.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.found
    }

    /// The texts that they point into.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, found) in self.found.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            if let Some(place) = found.place() {
                let at = self.sources.position(place);
                write!(f, "{}:{}:{} : ", self.sources.file(place.file).name, at.line, at.column)?;
            }
            write!(f, "{}", found.message)?;
            if let Some(help) = &found.help {
                write!(f, "\n  aide : {help}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Findings {}
