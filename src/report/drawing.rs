//! Findings, drawn with miette.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters, ThemeStyles};

use super::Style;
use super::excerpt::Excerpt;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::Sources;

/// Findings that are drawn; how many others there are is said.
const MAX_DRAWN: usize = 50;
/// Places of one finding that are drawn.
const MAX_PLACES: usize = 12;
/// Letters of a message that are shown.
const MAX_LETTERS: usize = 1_000;

/// Findings as text: one drawing each, then how many there are.
///
/// Of more than fifty, the first fifty are drawn, errors before warnings.
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
    let drawn = first_of(diagnostics);
    for diagnostic in &drawn {
        // Writing to a string cannot fail.
        let _ = handler.render_report(&mut out, &Drawn::new(sources, diagnostic));
        if let others @ 1.. = diagnostic.labels.len().saturating_sub(MAX_PLACES) {
            out.push_str(&format!("  et {others} autre{0} endroit{0}\n", if others > 1 { "s" } else { "" }));
        }
        out.push('\n');
    }
    let mut text = String::new();
    for line in out.lines() {
        text.push_str(line.trim_end().replace("  help: ", "  aide : ").as_str());
        text.push('\n');
    }
    if let others @ 1.. = diagnostics.len() - drawn.len() {
        text.push_str(&match others {
            1 => "et un autre\n\n".to_string(),
            _ => format!("et {others} autres\n\n"),
        });
    }
    text.push_str(&count(diagnostics));
    text
}

/// The findings that are drawn, in their order: errors first take what room there is.
fn first_of(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let of = |severity: Severity| diagnostics.iter().filter(move |found| found.severity == severity);
    let errors = of(Severity::Error).count().min(MAX_DRAWN);
    let warnings = MAX_DRAWN - errors;
    let mut left = (errors, warnings);
    let fits = |found: &&Diagnostic| {
        let left = if found.severity == Severity::Error { &mut left.0 } else { &mut left.1 };
        let fits = *left > 0;
        *left -= usize::from(fits);
        fits
    };
    diagnostics.iter().filter(fits).collect()
}

/// A message with its middle left out when it is longer than anyone reads.
fn shortened(words: &str) -> String {
    if words.len() <= MAX_LETTERS || words.chars().nth(MAX_LETTERS).is_none() {
        return words.to_string();
    }
    let head = words.char_indices().nth(MAX_LETTERS - MAX_LETTERS / 4).map_or(0, |(at, _)| at);
    let tail = words.char_indices().rev().nth(MAX_LETTERS / 4).map_or(words.len(), |(at, _)| at);
    format!("{} … {}", &words[..head], &words[tail..])
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
    source: Option<Excerpt>,
    labels: Vec<LabeledSpan>,
}

impl<'a> Drawn<'a> {
    fn new(sources: &Sources, diagnostic: &'a Diagnostic) -> Self {
        let Some(file) = diagnostic.place().map(|span| span.file) else {
            return Drawn { diagnostic, source: None, labels: Vec::new() };
        };
        let labels = diagnostic.labels.iter().filter(|label| label.span.file == file);
        let shown: Vec<&Label> = labels.take(MAX_PLACES).collect();
        let places: Vec<_> = shown.iter().map(|label| label.span.start as usize..label.span.end as usize).collect();
        let source = Excerpt::new(sources.file(file), &places);
        let mut labels = Vec::new();
        for (place, label) in source.places.iter().zip(&shown) {
            let text = Some(shortened(&label.text));
            // The heading of the lines around the main place tells where that place is.
            labels.push(match labels.is_empty() {
                true => LabeledSpan::new_primary_with_span(text, place.clone()),
                false => LabeledSpan::new_with_span(text, place.clone()),
            });
        }
        Drawn { diagnostic, source: Some(source), labels }
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
        write!(f, "{severity} [{}] : {}", self.diagnostic.code, shortened(&self.diagnostic.message))
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
        self.diagnostic.help.as_ref().map(|help| Box::new(shortened(help)) as Box<dyn fmt::Display>)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }
}
