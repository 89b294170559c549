//! Findings, drawn with miette or as JSON.

use std::fmt;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode, ThemeCharacters, ThemeStyles,
};
use serde_json::{Value, json};

use super::Style;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{SourceFile, Sources};

/// Findings as text: one drawing each, then how many there are.
pub fn diagnostics_text(sources: &Sources, diagnostics: &[Diagnostic], style: Style) -> String {
    let theme = GraphicalTheme {
        characters: ThemeCharacters::unicode(),
        styles: if style.colour { ThemeStyles::ansi() } else { ThemeStyles::none() },
    };
    // miette's own words are English; links and causes are not used, the advice label is set here.
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(style.width)
        .with_links(false)
        // A date must not be broken at its hyphens.
        .with_word_splitter(textwrap::WordSplitter::NoHyphenation);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let drawn = Drawn::new(sources, diagnostic);
        let mut one = String::new();
        // Writing to a string cannot fail.
        let _ = handler.render_report(&mut one, &drawn);
        out.push_str(&placed(sources, diagnostic, one));
        out.push('\n');
    }
    let mut text = String::new();
    for line in out.lines() {
        text.push_str(line.trim_end().replace("  help: ", "  aide : ").as_str());
        text.push('\n');
    }
    text.push_str(&count(diagnostics));
    text
}

/// miette counts columns in bytes; readers count letters.
fn placed(sources: &Sources, diagnostic: &Diagnostic, drawn: String) -> String {
    let Some(span) = diagnostic.place() else { return drawn };
    let head = format!("[{}:", sources.file(span.file).name);
    let Some(from) = drawn.find(&head).map(|at| at + head.len()) else { return drawn };
    let Some(to) = drawn[from..].find(']').map(|at| from + at) else { return drawn };
    let position = sources.position(span);
    format!("{}{}:{}{}", &drawn[..from], position.line, position.column, &drawn[to..])
}

fn count(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
    let warnings = diagnostics.len() - errors;
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count > 1 { "s" } else { "" });
    format!("{}, {}\n", plural(errors, "erreur"), plural(warnings, "avertissement"))
}

/// A finding as miette wants it.
struct Drawn<'a> {
    diagnostic: &'a Diagnostic,
    source: Option<NamedSource<String>>,
    labels: Vec<LabeledSpan>,
}

impl<'a> Drawn<'a> {
    fn new(sources: &Sources, diagnostic: &'a Diagnostic) -> Self {
        let file = diagnostic.place().map(|span| span.file);
        let source = file.map(|id| {
            let SourceFile { name, text } = sources.file(id);
            NamedSource::new(name, text.clone())
        });
        let mut labels = Vec::new();
        for label in &diagnostic.labels {
            if Some(label.span.file) == file {
                let range = label.span.start as usize..label.span.end as usize;
                labels.push(LabeledSpan::new_with_span(Some(label.text.clone()), range));
            }
        }
        Drawn { diagnostic, source, labels }
    }
}

impl fmt::Debug for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.diagnostic, f)
    }
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.diagnostic.severity {
            Severity::Error => "erreur",
            Severity::Warning => "avertissement",
        };
        write!(f, "{severity} [{}] : {}", self.diagnostic.code, self.diagnostic.message)
    }
}

impl std::error::Error for Drawn<'_> {}

impl miette::Diagnostic for Drawn<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.diagnostic.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }
}

/// Findings as JSON, with lines and columns from 1.
pub fn diagnostics_json(sources: &Sources, diagnostics: &[Diagnostic]) -> Value {
    let one = |diagnostic: &Diagnostic| {
        let labels: Vec<Value> = diagnostic
            .labels
            .iter()
            .map(|label| {
                let position = sources.position(label.span);
                json!({
                    "file": sources.file(label.span.file).name,
                    "line": position.line,
                    "column": position.column,
                    "text": sources.slice(label.span),
                    "label": label.text,
                })
            })
            .collect();
        json!({
            "code": diagnostic.code,
            "severity": match diagnostic.severity { Severity::Error => "error", Severity::Warning => "warning" },
            "message": diagnostic.message,
            "labels": labels,
            "help": diagnostic.help,
        })
    };
    Value::Array(diagnostics.iter().map(one).collect())
}
