//! Where lines break.

use pest::iterators::Pair;
use pretty::{Arena, DocAllocator, DocBuilder};

use super::tokens::{Tokens, canonical, is_leaf};
use crate::syntax::parser::Rule;

/// A layout in the making. Its parts lie in an arena: one that owned its parts would be dropped by as many calls, one in
/// another, as it has lines.
type Doc<'a> = DocBuilder<'a, Arena<'a>>;

/// Columns by which what belongs to a line is moved in.
const INDENT: isize = 2;

/// What stands between two pieces of a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Nothing.
    None,
    /// A blank.
    Blank,
    /// A blank, or a new line when the next piece does not fit.
    Fill,
    /// A blank, or a new line here and at all such places of the phrase when the phrase does not fit.
    Line,
    /// A new line.
    Break,
    /// A new line, and the blank line that the writer left before it.
    Paragraph,
}

/// A part of a sentence: what a rule read, or a sign that no rule names.
struct Piece<'i> {
    rule: Option<Rule>,
    pair: Option<Pair<'i, Rule>>,
    sign: &'i str,
    first: Option<char>,
    start: usize,
}

impl Piece<'_> {
    /// Whether nothing stands between what comes before and the piece.
    fn hugs(&self) -> bool {
        matches!(self.first, Some(',' | ')'))
    }

    fn is(&self, rules: &[Rule]) -> bool {
        self.rule.is_some_and(|rule| rules.contains(&rule))
    }
}

/// The layout of a whole file: one blank line between blocks.
pub(super) fn file<'a>(arena: &'a Arena<'a>, tokens: &Tokens<'_>, root: Pair<'_, Rule>) -> Doc<'a> {
    let layout = Layout { arena, tokens };
    let mut doc = arena.nil();
    let mut is_first = true;
    let mut line = |doc: Doc<'a>, blank: bool| {
        let doc = if is_first { doc } else { doc.append(arena.hardline()) };
        let doc = if is_first || !blank { doc } else { doc.append(arena.hardline()) };
        is_first = false;
        doc
    };
    for piece in layout.pieces(root) {
        let gap = tokens.gap(piece.start);
        let mut apart = false;
        for comment in &gap.comments {
            let words = arena.text(comment.text.clone());
            if !comment.own_line {
                doc = doc.append(arena.space()).append(words);
            } else if comment.at_edge {
                doc = line(doc, !apart || comment.after_blank).append(words);
                apart = true;
            } else {
                // A sentence of the block above that was put aside stays in it.
                doc = line(doc, comment.after_blank).append(arena.text(" ".repeat(INDENT as usize))).append(words);
            }
        }
        if piece.rule != Some(Rule::EOI) {
            doc = line(doc, !apart || gap.blank).append(layout.piece(&piece));
        }
    }
    doc
}

struct Layout<'t, 'a> {
    arena: &'a Arena<'a>,
    tokens: &'t Tokens<'t>,
}

impl<'t, 'a> Layout<'t, 'a> {
    /// The parts of what a rule read, signs among them.
    fn pieces<'i>(&self, pair: Pair<'i, Rule>) -> Vec<Piece<'i>>
    where
        't: 'i,
    {
        let span = pair.as_span();
        let mut pieces: Vec<Piece<'i>> = Vec::new();
        let mut at = span.start();
        let signs = |from: usize, to: usize, pieces: &mut Vec<Piece<'i>>| {
            for (start, end) in self.tokens.within(from, to) {
                let sign = &self.tokens.text[*start..*end];
                pieces.push(Piece { rule: None, pair: None, sign, first: sign.chars().next(), start: *start });
            }
        };
        for child in pair.into_inner().filter(|child| child.as_rule() != Rule::COMMENT) {
            let inner = child.as_span();
            signs(at, inner.start(), &mut pieces);
            at = inner.end();
            // A line of a list has its line break in front.
            let words = child.as_str().trim_start();
            let (rule, first, start) = (Some(child.as_rule()), words.chars().next(), inner.end() - words.len());
            pieces.push(Piece { rule, pair: Some(child), sign: "", first, start });
        }
        signs(at, span.end(), &mut pieces);
        pieces
    }

    fn piece(&self, piece: &Piece<'_>) -> Doc<'a> {
        match &piece.pair {
            Some(pair) => self.pair(pair.clone()),
            None => self.arena.text(piece.sign.to_string()),
        }
    }

    /// What one rule read.
    fn pair(&self, pair: Pair<'_, Rule>) -> Doc<'a> {
        if is_leaf(&pair) {
            return self.arena.text(canonical(&pair));
        }
        let rule = pair.as_rule();
        let pieces = self.pieces(pair);
        match rule {
            Rule::route | Rule::condition | Rule::obstacle | Rule::scope => self.with_body(&pieces),
            Rule::expression | Rule::disjunction | Rule::conjunction => self.row(&pieces, connectors).group(),
            Rule::convention => self.row(&pieces, connectors).nest(INDENT).group(),
            Rule::period_set => self.restricted(&pieces).group(),
            Rule::text => self.row(&without_idle_commas(pieces), text_clauses).nest(INDENT),
            _ if BLOCKS.contains(&rule)
                || SENTENCES.contains(&rule)
                || LINES.contains(&rule)
                || rule == Rule::ruleless =>
            {
                self.row(&pieces, ordinary).nest(INDENT)
            }
            _ => self.row(&pieces, ordinary),
        }
    }

    /// Pieces in a row.
    fn row(&self, pieces: &[Piece<'_>], gap: fn(&Piece<'_>, &Piece<'_>) -> Gap) -> Doc<'a> {
        let mut doc = self.arena.nil();
        for (index, piece) in pieces.iter().enumerate() {
            if let Some(before) = index.checked_sub(1) {
                doc = doc.append(self.gap(gap(&pieces[before], piece), piece.start));
            }
            doc = doc.append(self.piece(piece));
        }
        doc
    }

    /// `voie « … » :` and, further in, its clauses one by one.
    fn with_body(&self, pieces: &[Piece<'_>]) -> Doc<'a> {
        let Some(colon) = pieces.iter().position(|piece| piece.sign == ":") else {
            return self.row(pieces, ordinary).nest(INDENT);
        };
        let (head, body) = pieces.split_at(colon + 1);
        let head = self.row(head, ordinary).nest(2 * INDENT);
        let Some((Piece { pair: Some(expression), start, .. }, attributes)) = body.split_first() else { return head };
        let clauses = self.gap(Gap::Break, *start).append(self.clauses(expression.clone()));
        let mut doc = self.arena.nil();
        for (before, piece) in body.iter().zip(attributes) {
            doc = doc.append(self.gap(ordinary(before, piece), piece.start)).append(self.piece(piece));
        }
        head.append(clauses.append(doc.nest(INDENT)).nest(INDENT))
    }

    /// The clauses of a condition, each on a line.
    fn clauses(&self, pair: Pair<'_, Rule>) -> Doc<'a> {
        if !matches!(pair.as_rule(), Rule::expression | Rule::disjunction | Rule::conjunction) {
            return self.pair(pair).nest(INDENT);
        }
        let mut pieces = self.pieces(pair);
        if pieces.len() == 1
            && let Some(pair) = pieces.pop().and_then(|only| only.pair)
        {
            return self.clauses(pair);
        }
        let mut doc = self.arena.nil();
        for (index, piece) in pieces.iter().enumerate() {
            let gap = match index.checked_sub(1).map(|before| connectors(&pieces[before], piece)) {
                None => self.arena.nil(),
                Some(Gap::Line) => self.gap(Gap::Break, piece.start),
                Some(gap) => self.gap(gap, piece.start),
            };
            doc = doc.append(gap).append(self.piece(piece).nest(INDENT));
        }
        doc
    }

    /// `l'ensemble des emplois` and, when they do not fit, a line for each restriction.
    fn restricted(&self, pieces: &[Piece<'_>]) -> Doc<'a> {
        let mut doc = self.arena.nil();
        for (index, piece) in pieces.iter().enumerate() {
            if let Some(before) = index.checked_sub(1).map(|before| &pieces[before]) {
                let leads = piece.is(&[Rule::and]) && pieces.get(index + 1).is_some_and(|next| next.is(&OPERATIONS));
                let gap = match ordinary(before, piece) {
                    Gap::None => Gap::None,
                    _ if leads || piece.is(&OPERATIONS) && !before.is(&[Rule::and]) => Gap::Line,
                    gap => gap,
                };
                doc = doc.append(self.gap(gap, piece.start));
            }
            doc = doc.append(self.piece(piece));
        }
        doc
    }

    /// The gap before the token that begins at `start`, with the comments that stand in it.
    fn gap(&self, gap: Gap, start: usize) -> Doc<'a> {
        let found = self.tokens.gap(start);
        let line = |blank: bool| match gap {
            Gap::Paragraph if blank => self.arena.hardline().append(self.arena.hardline()),
            _ => self.arena.hardline(),
        };
        if found.comments.is_empty() {
            return match gap {
                Gap::None => self.arena.nil(),
                _ if self.tokens.follows_apostrophe(start) => self.arena.nil(),
                Gap::Blank => self.arena.space(),
                Gap::Fill => self.arena.softline(),
                Gap::Line => self.arena.line(),
                Gap::Break | Gap::Paragraph => line(found.blank),
            };
        }
        let mut doc = self.arena.nil();
        for comment in found.comments {
            let before = if comment.own_line { line(comment.after_blank) } else { self.arena.space() };
            doc = doc.append(before).append(self.arena.text(comment.text));
        }
        doc.append(line(found.blank))
    }
}

/// What restricts or reduces a set of periods.
const OPERATIONS: [Rule; 4] = [Rule::such_that, Rule::except_during, Rule::except, Rule::during];

/// Blocks, whose sentences stand further in.
const BLOCKS: [Rule; 8] = [
    Rule::ruleset,
    Rule::facts,
    Rule::conventions,
    Rule::list,
    Rule::parameter,
    Rule::common,
    Rule::procedure,
    Rule::amendment,
];

/// Sentences that begin a paragraph of their own.
const SENTENCES: [Rule; 22] = [
    Rule::use_ruleset,
    Rule::authority_line,
    Rule::fact,
    Rule::convention,
    Rule::list_version,
    Rule::parameter_line,
    Rule::heading,
    Rule::obstacles,
    Rule::route,
    Rule::condition,
    Rule::paper,
    Rule::step,
    Rule::effect,
    Rule::appreciation,
    Rule::discretion,
    Rule::scope,
    Rule::exception,
    Rule::definition,
    Rule::amend_replace,
    Rule::amend_add,
    Rule::amend_repeal,
    Rule::obstacle,
];

/// Lines of lists, each with its dash.
const LINES: [Rule; 5] = [Rule::column, Rule::band, Rule::choice_line, Rule::slice, Rule::one_condition];

fn ordinary(before: &Piece<'_>, piece: &Piece<'_>) -> Gap {
    if piece.hugs() || before.sign == "(" {
        Gap::None
    } else if before.is(&[Rule::adds_kw, Rule::article_word]) {
        // The sentence that an amendment holds goes on with it.
        Gap::Blank
    } else if piece.is(&SENTENCES) {
        Gap::Paragraph
    } else if piece.is(&LINES) {
        Gap::Break
    } else if before.sign == "," || piece.is(&FILLED) && piece.first != Some('-') {
        Gap::Fill
    } else {
        Gap::Blank
    }
}

/// What goes to the next line when it does not fit; a dash never does, for it would open a line of a list.
const FILLED: [Rule; 13] = [
    Rule::or,
    Rule::if_followed,
    Rule::window,
    Rule::window_before,
    Rule::by_convention,
    Rule::counted_by,
    Rule::unbroken,
    Rule::gaps_included,
    Rule::by_period,
    Rule::non_consecutive,
    Rule::add_op,
    Rule::mul_op,
    Rule::in_default,
];

fn connectors(before: &Piece<'_>, piece: &Piece<'_>) -> Gap {
    if piece.is(&[Rule::and, Rule::or, Rule::unless]) { Gap::Line } else { ordinary(before, piece) }
}

/// The number and the signature of a text share a line; every other thing said of it has its own.
fn text_clauses(before: &Piece<'_>, piece: &Piece<'_>) -> Gap {
    let own_line = [
        Rule::nor,
        Rule::number_of,
        Rule::signed,
        Rule::validity,
        Rule::end_notice,
        Rule::relation,
        Rule::renumbers,
        Rule::transition,
        Rule::list_file,
        Rule::ruleless,
    ];
    if piece.is(&own_line) && !(piece.is(&[Rule::signed]) && before.sign == ",") {
        Gap::Paragraph
    } else {
        ordinary(before, piece)
    }
}

/// The pieces of a text without the commas at the end of lines.
fn without_idle_commas(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let is_idle = |index: usize| {
        pieces[index].sign == ","
            && pieces.get(index + 1).is_some_and(|next| {
                let shares_line =
                    index > 0 && next.is(&[Rule::signed]) && pieces[index - 1].is(&[Rule::nor, Rule::number_of]);
                !shares_line && !next.is(&[Rule::verify])
            })
    };
    let idle: Vec<bool> = (0..pieces.len()).map(is_idle).collect();
    pieces.into_iter().zip(idle).filter(|(_, idle)| !idle).map(|(piece, _)| piece).collect()
}
