//! From pest's pairs to the tree.
//!
//! One file per kind of block. Functions take a pair of the rule they are named after; a pair of another rule is our
//! mistake, never the reader's, because the grammar accepted the text.

mod condition;
mod declarations;
mod procedure;
mod term;

pub(super) use term::day;

use pest::Parser;
use pest::iterators::Pair;

use super::ast::{Block, File, Name, Quoted, Verify};
use super::parser::{AlineaParser, Rule};
use super::{errors, recover};
use crate::diagnostic::{self, Diagnostic};
use crate::source::{FileId, Span};

/// How deeply brackets and guillemets may nest.
const MAX_DEPTH: usize = 64;

/// A pair and what builds from it.
pub(super) type P<'i> = Pair<'i, Rule>;

/// Reads a whole file.
pub(super) fn file(id: FileId, text: &str) -> (File, Vec<Diagnostic>) {
    let mut builder = Builder { file: id, base: 0, diagnostics: Vec::new(), unreadable: Vec::new() };
    if let Some(span) = too_deep(text) {
        return (File::default(), vec![errors::nested_too_deep(builder.at(span.0, span.1), MAX_DEPTH)]);
    }
    let mut file = File::default();
    match AlineaParser::parse(Rule::file, text) {
        Ok(mut pairs) => {
            if let Some(root) = pairs.next() {
                file.blocks = blocks(&mut builder, root, text);
            }
        }
        Err(error) => builder.diagnostics.push(recover::from_pest(id, 0, text, &error, &[])),
    }
    file.unreadable = builder.unreadable;
    diagnostic::sort(&mut builder.diagnostics);
    (file, builder.diagnostics)
}

fn blocks(builder: &mut Builder, root: P<'_>, text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for pair in children(root) {
        match pair.as_rule() {
            Rule::ruleset => blocks.push(Block::Ruleset(builder.quoted(last_child(pair)))),
            Rule::facts => blocks.push(Block::Facts(declarations::facts(builder, pair, text))),
            Rule::conventions => blocks.push(Block::Conventions(declarations::conventions(builder, pair, text))),
            Rule::text => blocks.push(Block::Text(declarations::text_block(builder, pair, text))),
            Rule::list => blocks.push(Block::List(declarations::list(builder, pair, text))),
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
pub(super) struct Builder {
    pub(super) file: FileId,
    /// Offset of the parsed slice in the file.
    pub(super) base: usize,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) unreadable: Vec<String>,
}

impl Builder {
    pub(super) fn at(&self, start: usize, end: usize) -> Span {
        Span { file: self.file, start: (self.base + start) as u32, end: (self.base + end) as u32 }
    }

    /// The words a span covers, blanks normalised.
    pub(super) fn slice(&self, span: Span, text: &str) -> String {
        normalize_blanks(&text[span.start as usize - self.base..span.end as usize - self.base])
    }

    /// The span of a pair, without trailing blanks.
    pub(super) fn span(&self, pair: &P<'_>) -> Span {
        let span = pair.as_span();
        self.at(span.start(), span.start() + span.as_str().trim_end().len())
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
                Name { text: fold(&quoted.text), span: quoted.span }
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
        let (found, name) = recover::bad_line(self.file, expected, text, span.start(), span.end());
        self.diagnostics.extend(found);
        self.unreadable.extend(name);
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

/// Where brackets, guillemets or negations nest too deep for the parser's stack.
pub(super) fn too_deep(text: &str) -> Option<(usize, usize)> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '«' => depth += 1,
            ')' | '»' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Some((at, at + c.len_utf8()));
        }
    }
    let negation = "n'est pas vrai que";
    let mut run = 0;
    let mut previous_end = 0;
    for (at, _) in text.match_indices(negation) {
        run = if at < previous_end + 16 { run + 1 } else { 0 };
        previous_end = at + negation.len();
        if run > MAX_DEPTH {
            return Some((at, previous_end));
        }
    }
    None
}

/// One kind of apostrophe and blank, single blanks.
pub(super) fn fold(words: &str) -> String {
    normalize_blanks(words).replace('’', "'")
}

fn normalize_blanks(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words by which names are matched: one kind of apostrophe and blank, no leading article.
pub(super) fn normalize_name(words: &str) -> String {
    let folded = fold(words);
    for article in ["le ", "la ", "les ", "l'", "un ", "une ", "des "] {
        if let Some(rest) = folded.strip_prefix(article) {
            return rest.to_string();
        }
    }
    folded
}
