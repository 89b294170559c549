//! The words and signs of a file, and what stands between them.

use pest::iterators::Pair;

use crate::names::normalize;
use crate::syntax::build;
use crate::syntax::parser::Rule;

/// Places of all words and signs of a file, in order.
pub(super) struct Tokens<'t> {
    pub(super) text: &'t str,
    tokens: Vec<(usize, usize)>,
    comments: Vec<(usize, usize)>,
}

/// A comment before a token.
pub(super) struct Comment {
    /// From `#` on.
    pub(super) text: String,
    /// Whether it has a line of its own; otherwise it follows words on their line.
    pub(super) own_line: bool,
    /// Whether a blank line stands before it.
    pub(super) after_blank: bool,
    /// Whether it begins at the left edge.
    pub(super) at_edge: bool,
}

/// What stands before a token.
pub(super) struct Gap {
    pub(super) comments: Vec<Comment>,
    /// Whether a blank line stands between the token and what is before it.
    pub(super) blank: bool,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str, root: &Pair<'_, Rule>) -> Self {
        let mut tokens = Vec::new();
        let mut comments = Vec::new();
        collect(root.clone(), &mut tokens, &mut comments);
        comments.sort_unstable();
        let mut covered: Vec<(usize, usize)> = tokens.iter().chain(&comments).copied().collect();
        covered.sort_unstable();
        // What no rule names are signs: commas, colons, brackets, dashes.
        let mut at = 0;
        for (start, end) in covered.into_iter().chain([(text.len(), text.len())]) {
            let between = text[at.min(start)..start].char_indices().filter(|(_, c)| !is_blank(*c));
            tokens.extend(between.map(|(offset, c)| (at + offset, at + offset + c.len_utf8())));
            at = at.max(end);
        }
        tokens.sort_unstable();
        Tokens { text, tokens, comments }
    }

    /// The tokens in `start..end`.
    pub(super) fn within(&self, start: usize, end: usize) -> &[(usize, usize)] {
        let first = self.tokens.partition_point(|(at, _)| *at < start);
        let last = self.tokens.partition_point(|(at, _)| *at < end);
        &self.tokens[first..last.max(first)]
    }

    /// Whether the token before `start` ends in an apostrophe, which no blank follows.
    pub(super) fn follows_apostrophe(&self, start: usize) -> bool {
        let index = self.tokens.partition_point(|(at, _)| *at < start);
        index > 0 && self.text[..self.tokens[index - 1].1].ends_with(['\'', '’'])
    }

    /// What stands before the token that begins at `start`; before the end of the file when none does.
    pub(super) fn gap(&self, start: usize) -> Gap {
        let index = self.tokens.partition_point(|(at, _)| *at < start);
        let from = if index == 0 { 0 } else { self.tokens[index - 1].1 };
        let first = self.comments.partition_point(|(at, _)| *at < from);
        let mut comments = Vec::new();
        let mut at = from;
        for (begin, end) in self.comments[first..].iter().take_while(|(begin, _)| *begin < start) {
            let before = &self.text[at..*begin];
            comments.push(Comment {
                text: self.text[*begin..*end].trim_end().to_string(),
                own_line: before.contains('\n') || at == 0,
                after_blank: before.matches('\n').count() > 1,
                at_edge: before.ends_with('\n') || *begin == 0,
            });
            at = *end;
        }
        Gap { comments, blank: self.text[at..start].matches('\n').count() > 1 }
    }
}

/// Blanks as the grammar knows them.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{a0}' | '\u{202f}' | '\u{feff}')
}

fn collect(pair: Pair<'_, Rule>, tokens: &mut Vec<(usize, usize)>, comments: &mut Vec<(usize, usize)>) {
    let span = (pair.as_span().start(), pair.as_span().start() + pair.as_str().trim_end_matches(is_blank).len());
    if pair.as_rule() == Rule::COMMENT {
        comments.push(span);
    } else if is_leaf(&pair) {
        if span.0 < span.1 {
            tokens.push(span);
        }
    } else {
        pair.into_inner().for_each(|child| collect(child, tokens, comments));
    }
}

/// Whether a pair is one token.
pub(super) fn is_leaf(pair: &Pair<'_, Rule>) -> bool {
    matches!(pair.as_rule(), Rule::string | Rule::date) || pair.clone().into_inner().next().is_none()
}

/// The words of a token as every file has them.
pub(super) fn canonical(pair: &Pair<'_, Rule>) -> String {
    let words = pair.as_str().trim_matches(is_blank);
    match pair.as_rule() {
        Rule::string => guillemets(words),
        Rule::date => build::day(pair).map_or_else(|| normalize(words), |day| day.french().to_string()),
        Rule::comparator_symbol => match words {
            ">=" => "≥".to_string(),
            "<=" => "≤".to_string(),
            "<>" => "≠".to_string(),
            other => other.to_string(),
        },
        Rule::mul_op if words == "*" => "×".to_string(),
        // A note is quoted to readers as it is written.
        Rule::verify_note | Rule::reference => words.split_whitespace().collect::<Vec<_>>().join(" "),
        _ => normalize(words),
    }
}

/// A title between guillemets, unless it holds guillemets that do not nest.
fn guillemets(words: &str) -> String {
    let blanks = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let inside = |open, close| words.strip_prefix(open)?.strip_suffix(close);
    let others = || inside('“', '”').or_else(|| inside('"', '"')).filter(|inner| !inner.contains(['«', '»']));
    match inside('«', '»').or_else(others) {
        Some(inner) => format!("« {} »", blanks(inner)),
        None => blanks(words),
    }
}
