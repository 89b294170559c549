//! From pest's pairs to the tree.
//!
//! One file per kind of block. Functions take a pair of the rule they are named after; a pair of another rule is our
//! mistake, never the reader's, because the grammar accepted the text.

mod cell;
mod condition;
mod declarations;
mod lines;
mod modifiers;
mod parameters;
mod procedure;
mod set;
mod term;

pub(super) use cell::{key_cell, value_cell};
pub(super) use parameters::constant;
pub(super) use term::day;

use std::collections::HashSet;

use pest::Parser;
use pest::iterators::Pair;

use super::ast::{Block, File, Name, Quoted, Verify};
use super::parser::{AlineaParser, MAX_DEPTH, Rule};
use super::recover::Finding;
use super::repair::{Fix, Repaired};
use super::{errors, recover};
use crate::diagnostic::{self, Diagnostic};
use crate::names::{normalize, normalize_name};
use crate::source::{FileId, Span};

/// A pair and what builds from it.
pub(super) type P<'i> = Pair<'i, Rule>;

/// How often small mistakes are put right, all that are known at once, to look behind them.
const MAX_ROUNDS: usize = 60;

/// How many findings are looked into for that, in all rounds: a text of which nothing can be read is not read again and
/// again.
const MAX_LOOKED_INTO: usize = 2_000;

/// Reads a whole file.
pub(super) fn file(id: FileId, text: &str) -> (File, Vec<Diagnostic>) {
    let mut repaired = Repaired::new(text);
    let mut attempt = read(id, &repaired);
    let mut diagnostics = Vec::new();
    let mut refused = HashSet::new();
    let mut looked_into = 0;
    for _ in 0..MAX_ROUNDS {
        looked_into += attempt.findings.len();
        if looked_into > MAX_LOOKED_INTO {
            break;
        }
        let is_new = |fix: &&Fix| !refused.contains(&(repaired.origin(fix.start, fix.end), fix.with.clone()));
        let first = |fixes: &[Fix]| fixes.iter().find(is_new).cloned();
        let mut tried: Vec<(usize, Fix)> = Vec::new();
        for (index, finding) in attempt.findings.iter().enumerate() {
            let clear =
                |fix: &Fix| tried.last().is_none_or(|(_, before)| before.end < finding.first_byte().min(fix.start));
            let Some(fix) = first(&finding.fixes).filter(clear) else { continue };
            let opens = opens_block(&repaired.text[finding.first_byte()..], &fix);
            tried.push((index, fix));
            // What stands below was read in the wrong block.
            if opens {
                break;
            }
        }
        let meant = !tried.is_empty();
        if !meant {
            let over = attempt.findings.iter().enumerate();
            tried.extend(over.filter_map(|(index, finding)| Some((index, first(&finding.step_over)?))).take(1));
        }
        if tried.is_empty() {
            break;
        }
        let candidate = repaired.with(tried.iter().map(|(_, fix)| fix));
        let reading = read(id, &candidate);
        // A fix lets the reading get past it; stepping over must also leave a sentence that is whole.
        let mut stops: Vec<usize> = reading.findings.iter().map(|found| found.stopped).collect();
        stops.sort_unstable();
        let mut shift = 0_isize;
        let mut failed: Vec<Fix> = Vec::new();
        for (index, fix) in &tried {
            let moved = |at: usize| at.saturating_add_signed(shift);
            let from = moved(attempt.findings[*index].first_byte().min(fix.start));
            let next = stops.get(stops.partition_point(|stop| *stop < from));
            if next.is_some_and(|stop| *stop <= moved(fix.start) + fix.with.len()) {
                failed.push(fix.clone());
            }
            shift += fix.with.len() as isize - (fix.end - fix.start) as isize;
        }
        if !meant && reading.findings.len() >= attempt.findings.len() {
            failed = tried.iter().map(|(_, fix)| fix.clone()).collect();
        }
        if failed.is_empty() {
            let mut findings: Vec<Option<Finding>> = attempt.findings.into_iter().map(Some).collect();
            for (index, fix) in &tried {
                let Some(finding) = findings[*index].take() else { continue };
                let found = finding.diagnostic;
                let (start, end) = repaired.origin(fix.start, fix.end);
                let span = Span { file: id, start: start as u32, end: end as u32 };
                // What is only stepped over is not known.
                diagnostics.push(if meant { found.fix(span, fix.with.clone()) } else { found });
            }
            (repaired, attempt) = (candidate, reading);
        }
        refused.extend(failed.into_iter().map(|fix| (repaired.origin(fix.start, fix.end), fix.with)));
    }
    diagnostics.extend(attempt.diagnostics);
    let told = attempt.findings.into_iter().map(|finding| finding.diagnostic);
    // What was stepped over is told once.
    diagnostics.extend(told.filter(|found| !found.message.contains(recover::UNREADABLE)));
    diagnostic::sort(&mut diagnostics);
    (attempt.file, diagnostics)
}

/// Whether a line opens a block, or would with a fix in it.
fn opens_block(line: &str, fix: &Fix) -> bool {
    [line, &fix.with].iter().any(|words| AlineaParser::parse(Rule::block_kw, words).is_ok())
}

/// What one reading of a text gave.
struct Reading {
    file: File,
    diagnostics: Vec<Diagnostic>,
    /// Findings on what could not be read, in order.
    findings: Vec<Finding>,
}

fn read(id: FileId, repaired: &Repaired) -> Reading {
    let text = &repaired.text;
    let mut builder = Builder::new(id, repaired);
    let mut file = File::default();
    match AlineaParser::parse(Rule::file, text) {
        Ok(mut pairs) => {
            if let Some(root) = pairs.next() {
                file.blocks = blocks(&mut builder, root, text);
            }
        }
        Err(error) => builder.diagnostics.push(recover::from_pest(id, text, 0, &error)),
    }
    file.unreadable = builder.unreadable;
    file.asked = builder.asked;
    Reading { file, diagnostics: builder.diagnostics, findings: builder.findings }
}

fn blocks(builder: &mut Builder<'_>, root: P<'_>, text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for pair in children(root) {
        match pair.as_rule() {
            Rule::ruleset => blocks.push(Block::Ruleset(declarations::ruleset(builder, pair))),
            Rule::common => blocks.push(Block::Common(procedure::common(builder, pair, text))),
            Rule::facts => blocks.push(Block::Facts(declarations::facts(builder, pair, text))),
            Rule::conventions => blocks.push(Block::Conventions(declarations::conventions(builder, pair, text))),
            Rule::text => blocks.push(Block::Text(declarations::text_block(builder, pair, text))),
            Rule::list => blocks.push(Block::List(declarations::list(builder, pair, text))),
            Rule::parameter => blocks.push(Block::Parameter(parameters::parameter(builder, pair, text))),
            Rule::procedure => blocks.push(Block::Procedure(procedure::procedure(builder, pair, text))),
            Rule::amendment => blocks.push(Block::Amendment(procedure::amendment(builder, pair, text))),
            Rule::bad_line => builder.bad_line(&pair, Rule::block, text),
            Rule::EOI => {}
            other => mismatch(other),
        }
    }
    blocks
}

/// What the builders share: where the text lies, and what was found.
pub(super) struct Builder<'t> {
    file: FileId,
    text: &'t Repaired,
    pub(super) diagnostics: Vec<Diagnostic>,
    findings: Vec<Finding>,
    unreadable: Vec<String>,
    /// Procedures whose outcome is asked for.
    asked: Vec<String>,
    /// Where in the text the words stand that are read at the moment: 0, or further on for words that are read again.
    base: usize,
    /// How many constructs are open around what is built.
    depth: usize,
    /// Whether something was reported to stand too deep.
    told_depth: bool,
}

impl<'t> Builder<'t> {
    fn new(file: FileId, text: &'t Repaired) -> Builder<'t> {
        let (diagnostics, findings) = (Vec::new(), Vec::new());
        Builder {
            file,
            text,
            diagnostics,
            findings,
            unreadable: Vec::new(),
            asked: Vec::new(),
            base: 0,
            depth: 0,
            told_depth: false,
        }
    }

    /// Builds from words that were read a second time, alone: they stand at `start`. What is wrong with them was said
    /// when they were read first.
    fn reread(&mut self, start: usize, build: impl FnOnce(&mut Self)) {
        let (base, found) = (self.base, self.diagnostics.len());
        self.base = start;
        build(self);
        self.base = base;
        self.diagnostics.truncate(found);
    }

    /// Keeps what is said once; the second time it is reported, and what was said first stays.
    pub(super) fn once<T>(&mut self, said: &mut Option<(T, Span)>, value: T, span: Span, what: &str) {
        match said {
            Some((_, first)) => self.diagnostics.push(errors::said_twice(span, *first, what)),
            None => *said = Some((value, span)),
        }
    }

    /// Builds what stands so many levels further in; `None` when that is too deep, which is reported at `span`.
    pub(super) fn nested<T>(&mut self, levels: usize, span: Span, build: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth + levels > MAX_DEPTH {
            if !std::mem::replace(&mut self.told_depth, true) {
                self.diagnostics.push(errors::nested_too_deep(span, MAX_DEPTH));
            }
            return None;
        }
        self.depth += levels;
        let built = build(self);
        self.depth -= levels;
        Some(built)
    }

    /// A place in the text as it was written.
    fn at(&self, start: usize, end: usize) -> Span {
        let (start, end) = self.text.origin(start, end);
        Span { file: self.file, start: start as u32, end: end as u32 }
    }

    /// The span of a pair, without the blanks around it: a line of a list has its line break in front.
    pub(super) fn span(&self, pair: &P<'_>) -> Span {
        let words = pair.as_str().trim_end();
        let end = self.base + pair.as_span().start() + words.len();
        self.at(end - words.trim_start().len(), end)
    }

    pub(super) fn name(&self, pair: P<'_>) -> Name {
        Name { text: normalize_name(pair.as_str()), span: self.span(&pair) }
    }

    pub(super) fn quoted(&self, pair: P<'_>) -> Quoted {
        let span = self.span(&pair);
        let inner = pair.into_inner().next().map_or("", |text| text.as_str());
        Quoted { text: normalize_blanks(inner), span }
    }

    /// A name, written plainly or between guillemets.
    pub(super) fn name_or_quoted(&self, pair: P<'_>) -> Name {
        match pair.as_rule() {
            Rule::string => {
                let quoted = self.quoted(pair);
                Name { text: normalize(&quoted.text), span: quoted.span }
            }
            _ => self.name(pair),
        }
    }

    pub(super) fn verify(&self, pair: P<'_>) -> Verify {
        let span = self.span(&pair);
        let note = children(pair)
            .find(|child| child.as_rule() == Rule::verify_note)
            .map(|note| normalize_blanks(note.as_str().trim_matches(['(', ')'])));
        Verify { note, span }
    }

    /// Whether text that stands where it cannot would be right elsewhere.
    pub(super) fn is_sound(&self, pair: &P<'_>, rule: Rule) -> bool {
        AlineaParser::parse(rule, pair.as_str()).is_ok_and(|read| read.as_str().trim_end() == pair.as_str().trim_end())
    }

    /// Diagnoses text that no sentence understood, and remembers the name at its head.
    pub(super) fn bad_line(&mut self, pair: &P<'_>, expected: Rule, text: &str) {
        let span = pair.as_span();
        let start = span.end() - pair.as_str().trim_start().len();
        let mut found = recover::bad_line(self.file, expected, text, start, span.end());
        for label in found.iter_mut().flat_map(|finding| &mut finding.diagnostic.labels) {
            label.span = self.at(label.span.start as usize, label.span.end as usize);
        }
        self.findings.extend(found);
        self.unreadable.extend(recover::head_name(pair.as_str()));
    }
}

/// Children that carry meaning.
pub(super) fn children(pair: P<'_>) -> impl Iterator<Item = P<'_>> {
    pair.into_inner().filter(|child| child.as_rule() != Rule::COMMENT)
}

/// The last child, where the grammar guarantees one.
pub(super) fn last_child(pair: P<'_>) -> P<'_> {
    let rule = pair.as_rule();
    children(pair).last().unwrap_or_else(|| mismatch(rule))
}

/// The first child, where the grammar guarantees one.
pub(super) fn first_child(pair: P<'_>) -> P<'_> {
    let rule = pair.as_rule();
    children(pair).next().unwrap_or_else(|| mismatch(rule))
}

/// Grammar and builder disagree: our bug, found by the first test that meets the rule.
pub(super) fn mismatch(rule: Rule) -> ! {
    unreachable!("the grammar and the builder disagree on {rule:?}")
}

/// Stands for what is not built because something in it is reported: its name is never reported again.
pub(super) fn unreadable_name(span: Span) -> Name {
    Name { text: recover::UNREADABLE.to_string(), span }
}

pub(super) fn normalize_blanks(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
