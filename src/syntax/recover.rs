//! What to say of text that no sentence understood.
//!
//! The text is parsed again alone, from where a sentence can start, so that pest tells how far it got. What stands
//! there, and the habits that writers bring along, decide the message. After a finding, the reading goes on at the
//! next clause of the same sentence, so that one sentence can give several findings.

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};

use super::build::normalize_name;
use super::errors;
use super::parser::{AlineaParser, Rule, words};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// Findings on `text[start..end]`, and the name at its head when it looks like a declaration.
pub(super) fn bad_line(
    file: FileId,
    expected: Rule,
    text: &str,
    start: usize,
    end: usize,
) -> (Vec<Diagnostic>, Option<String>) {
    let chunk = &text[start..end];
    let context = Context { file, text, start };
    let mut found = vec![context.diagnose(expected, chunk)];
    let mut from = found[0].place().map_or(end, |span| span.start as usize);
    // The rest of the sentence: what follows a heading without its colon, then clause by clause.
    let after_heading =
        found[0].place().filter(|_| found[0].code == errors::MISSING_COLON).map(|span| span.end as usize);
    let mut next = after_heading.or_else(|| next_clause(text, from, end));
    while let Some(at) = next {
        let at = at + (text[at..end].len() - text[at..end].trim_start().len());
        match AlineaParser::parse(Rule::expression, &text[at..end]) {
            Ok(pairs) => {
                let read = at + pairs.as_str().trim_end().len();
                if read >= end || text[read..end].trim_start().starts_with([',', ':', '(']) || read <= from {
                    break;
                }
                from = read;
            }
            Err(error) => {
                let finding = from_pest(file, at, &text[at..end], &error, &[]);
                let place = finding.place().map_or(end, |span| span.start as usize);
                if place <= from {
                    break;
                }
                from = place;
                found.push(finding);
            }
        }
        next = next_clause(text, from, end);
    }
    let swallowed = found[0].place().filter(|span| (span.start as usize) < start).map(|_| clause_before(text, start));
    (found, swallowed.or_else(|| head_name(chunk)))
}

/// The words of the clause that stands before `at` on its line: the name that took a misspelt verb.
fn clause_before(text: &str, at: usize) -> String {
    let line = &text[text[..at].rfind('\n').map_or(0, |line| line + 1)..at];
    let clause = line.rsplit([':', '(', ',']).next().unwrap_or(line).trim();
    let clause = CONNECTORS.iter().find_map(|connector| clause.strip_prefix(connector)).unwrap_or(clause);
    normalize_name(clause)
}

/// Words that begin a further clause.
const CONNECTORS: [&str; 3] = ["et ", "ou ", "sauf si "];

/// Where the clause after the next `et` or `ou` at a line's start begins.
fn next_clause(text: &str, from: usize, end: usize) -> Option<usize> {
    let rest = text.get(from..end)?;
    let mut at = from;
    for line in rest.split_inclusive('\n').skip(1).scan(rest.split_inclusive('\n').next()?.len(), |offset, line| {
        let start = *offset;
        *offset += line.len();
        Some((start, line))
    }) {
        let (offset, line) = line;
        let trimmed = line.trim_start();
        for connector in CONNECTORS {
            if trimmed.starts_with(connector) {
                at = from + offset + (line.len() - trimmed.len()) + connector.len();
                return Some(at);
            }
        }
    }
    let _ = at;
    None
}

/// The name that a broken declaration or definition would have given.
fn head_name(chunk: &str) -> Option<String> {
    let line = chunk.lines().next()?.trim_start_matches(['-', ' ', '\t']);
    let head = match line.split_once(':') {
        Some((head, _)) => head,
        None => {
            [" est ", " sont ", " signifie "].iter().find_map(|verb| line.split_once(verb)).map(|(head, _)| head)?
        }
    };
    let head = head.trim();
    (!head.is_empty() && !head.contains('«')).then(|| normalize_name(head))
}

/// A finding from pest's error on `slice`, which begins at byte `base` of the file.
///
/// `also` are words that could have stood a little before: pest only knows of those where it stopped.
pub(super) fn from_pest(
    file: FileId,
    base: usize,
    slice: &str,
    error: &Error<Rule>,
    also: &[&'static str],
) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) => at,
        InputLocation::Span((at, _)) => at,
    };
    let expected = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.as_slice(),
        ErrorVariant::CustomError { .. } => &[],
    };
    explain(file, base, slice, at, expected, also)
}

struct Context<'t> {
    file: FileId,
    text: &'t str,
    start: usize,
}

impl Context<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span { file: self.file, start: (self.start + start) as u32, end: (self.start + end) as u32 }
    }

    fn diagnose(&self, expected: Rule, chunk: &str) -> Diagnostic {
        match unclosed(chunk) {
            Some((at, '(')) => return errors::unclosed_bracket(self.span(at, at + 1)),
            Some((at, mark)) => return errors::unclosed_guillemets(self.span(at, at + mark.len_utf8())),
            None => {}
        }
        // A clause after sound ones: they were read, it was not.
        if let Some(connector) = CONNECTORS.iter().find(|connector| chunk.starts_with(**connector)) {
            let clause = Context { start: self.start + connector.len(), ..*self };
            return clause.read(Rule::expression, &chunk[connector.len()..]);
        }
        if !self.text[..self.start].rsplit('\n').next().unwrap_or("").trim().is_empty() {
            return self.trailing(self.start);
        }
        self.read(rule_for(expected, chunk), chunk)
    }

    fn read(&self, rule: Rule, chunk: &str) -> Diagnostic {
        match AlineaParser::parse(rule, chunk) {
            Err(error) => {
                // An unknown type reads as the first option of an enumeration.
                let also = if matches!(rule, Rule::fact | Rule::column) { words(Rule::fact_type) } else { &[] };
                from_pest(self.file, self.start, chunk, &error, also)
            }
            Ok(pairs) => {
                // The sentence is whole; what follows it is not.
                let read = pairs.as_str().trim_end().len();
                self.trailing(self.start + read)
            }
        }
    }

    /// What stands at `at`, after a sentence that is whole without it.
    fn trailing(&self, at: usize) -> Diagnostic {
        let rest = &self.text[at..];
        if rest.trim_start().starts_with(',')
            && let Err(error) = AlineaParser::parse(Rule::attribute, rest)
        {
            return from_pest(self.file, at, rest, &error, &[]);
        }
        let at = at + (rest.len() - rest.trim_start().len());
        // A misspelt verb reads as the end of the name before it.
        explain(self.file, 0, self.text, at, &[], words(Rule::verb))
    }
}

/// The rule that the first words of a broken line ask for.
fn rule_for(expected: Rule, chunk: &str) -> Rule {
    let first = chunk.split_whitespace().next().unwrap_or("");
    let starts = |words: &str| chunk.trim_start().starts_with(words);
    match (expected, first) {
        (_, "recueil") => Rule::ruleset,
        (_, "procédure") => Rule::procedure,
        (_, "texte") => Rule::text,
        (_, "liste") => Rule::list,
        (Rule::procedure_item | Rule::block, "voie") => Rule::route,
        (Rule::procedure_item | Rule::block, "condition") => Rule::condition,
        (Rule::procedure_item | Rule::block, "pièce") => Rule::paper,
        (Rule::procedure_item | Rule::block, "démarche") => Rule::step,
        (Rule::procedure_item | Rule::block, "effet") => Rule::effect,
        (Rule::procedure_item | Rule::block, _) if starts("les conditions") || starts("il faut") => Rule::heading,
        (Rule::procedure_item | Rule::block, _) if starts("font obstacle") || starts("peuvent faire") => {
            Rule::obstacles
        }
        (Rule::procedure_item | Rule::block, _) if starts("par exception") => Rule::exception,
        (Rule::procedure_item | Rule::block, _) if starts("le préfet") => Rule::appreciation,
        (Rule::procedure_item | Rule::block, _) if starts("la décision") => Rule::discretion,
        (Rule::procedure_item, _) => Rule::definition,
        (Rule::text_clause, _) if starts("en vigueur") => Rule::validity,
        (Rule::text_clause, _) if starts("signé") => Rule::signed,
        (Rule::fact, "-") => Rule::column,
        (other, _) => other,
    }
}

/// The first guillemet or bracket that nothing closes.
fn unclosed(chunk: &str) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in chunk.char_indices() {
        let in_title = open.last().is_some_and(|(_, mark)| *mark == '«');
        match c {
            '«' => open.push((at, c)),
            '(' if !in_title => open.push((at, c)),
            '»' if in_title => drop(open.pop()),
            ')' if open.last().is_some_and(|(_, mark)| *mark == '(') => drop(open.pop()),
            _ => {}
        }
    }
    open.first().copied()
}

/// Words that writers use for a phrase of the language.
const HABITS: &[(&str, &str)] = &[
    (">=", "au moins"),
    ("≥", "au moins"),
    ("<=", "au plus"),
    ("≤", "au plus"),
    ("and", "et"),
    ("or", "ou"),
    ("not", "il n'est pas vrai que"),
    ("if", "si"),
    ("&&", "et"),
    ("||", "ou"),
    ("==", "est"),
    ("minimum", "au moins"),
    ("maximum", "au plus"),
    ("moins", "au moins"),
    ("vigueur", "en vigueur"),
];

/// Numbers in words.
const NUMBERS: &[(&str, &str)] = &[
    ("un", "1"),
    ("une", "1"),
    ("deux", "2"),
    ("trois", "3"),
    ("quatre", "4"),
    ("cinq", "5"),
    ("six", "6"),
    ("sept", "7"),
    ("huit", "8"),
    ("neuf", "9"),
    ("dix", "10"),
    ("onze", "11"),
    ("douze", "12"),
    ("quinze", "15"),
    ("dix-huit", "18"),
    ("vingt", "20"),
    ("vingt-quatre", "24"),
    ("trente", "30"),
    ("trente-six", "36"),
    ("soixante", "60"),
];

/// Says what is wrong at `at`, where one of `expected` could have stood.
fn explain(file: FileId, base: usize, slice: &str, at: usize, expected: &[Rule], also: &[&'static str]) -> Diagnostic {
    let rest = &slice[at..];
    let at = at + (rest.len() - rest.trim_start().len());
    let rest = &slice[at..];
    let span = |start: usize, end: usize| Span { file, start: (base + start) as u32, end: (base + end) as u32 };
    let word = first_word(rest);
    let word_span = span(at, at + word.len().max(rest.chars().next().map_or(0, char::len_utf8)));

    let mut wanted: Vec<&'static str> = expected.iter().flat_map(|rule| words(*rule)).copied().collect();
    wanted.sort_unstable();
    wanted.dedup();

    if expected.contains(&Rule::number)
        && let Some((_, digits)) = NUMBERS.iter().find(|(name, _)| *name == word.to_lowercase())
    {
        return errors::number_in_words(word_span, word, digits);
    }
    if let Some((habit, phrase)) = HABITS.iter().find(|(habit, _)| rest.starts_with(habit) && word.len() <= habit.len())
        && (wanted.is_empty() || wanted.contains(phrase))
    {
        return errors::near_miss(span(at, at + habit.len()), habit, phrase);
    }
    let near = near_phrase(slice, at, &wanted).or_else(|| near_phrase(slice, at, also));
    if let Some((start, end, phrase)) = near {
        return errors::near_miss(span(start, end), slice[start..end].trim(), phrase);
    }
    if wanted == ["un titre entre guillemets « … »"] {
        let words = rest.lines().next().unwrap_or("").split([',', ':']).next().unwrap_or("").trim();
        let words = words.split(" selon ").next().unwrap_or(words);
        return errors::missing_guillemets(span(at, at + words.len().max(1)), words);
    }
    let before = slice[..at].trim_end();
    let head = before.split_whitespace().next().unwrap_or("");
    let titled = before.contains('»') && !before.ends_with(',');
    let colon_due = titled && matches!(head, "voie" | "condition" | "obstacle")
        || ["réunies si", "de ces voies", "en outre", "obstacle"].iter().any(|heading| before.ends_with(heading));
    if colon_due && !before.contains(':') && !rest.starts_with([':', ',']) {
        let heading = before.len() - before.trim_start().len();
        return errors::missing_colon(span(heading, before.len()), "cet intitulé");
    }
    // A line of plain words begins like a definition.
    if wanted == ["est", "signifie que"] || (wanted.is_empty() && at == 0) {
        let line = slice.lines().next().unwrap_or("").trim_end();
        return errors::unknown_sentence(span(0, line.len().max(1)));
    }
    wanted.truncate(6);
    errors::unexpected(word_span, word, &wanted)
}

/// The phrase that the words at `at`, or the words just before it, nearly are.
///
/// Names take any word, so a misspelt verb ends up inside the name before it: those words are looked at too.
fn near_phrase(slice: &str, at: usize, wanted: &[&'static str]) -> Option<(usize, usize, &'static str)> {
    let phrases = wanted.iter().copied().filter(|phrase| !phrase.contains(['«', ',']) && !phrase.starts_with("un "));
    let mut best: Option<(usize, usize, usize, &'static str)> = None;
    for phrase in phrases {
        let count = phrase.split(' ').count();
        let line_start = slice[..at].rfind('\n').map_or(0, |line| line + 1);
        let starts = word_starts(&slice[line_start..at])
            .into_iter()
            .rev()
            .take(3)
            .map(|start| line_start + start)
            .chain([at])
            .filter(|start| *start < slice.len());
        for start in starts {
            let end = end_of_words(slice, start, count);
            let words = slice[start..end].trim();
            let distance = strsim::damerau_levenshtein(&words.to_lowercase(), phrase);
            let limit = if phrase.chars().count() <= 3 { 1 } else { 1 + phrase.chars().count() / 6 };
            let exact_before = distance == 0 && start < at;
            // Two letters are near too many words.
            let longer = words.chars().count() >= 2 && phrase.chars().count() > 2;
            if distance <= limit
                && !exact_before
                && longer
                && best.is_none_or(|(d, ..)| distance < d)
                && (start == at || distance > 0)
            {
                best = Some((distance, start, end, phrase));
            }
        }
    }
    best.filter(|(distance, ..)| *distance > 0).map(|(_, start, end, phrase)| (start, end, phrase))
}

fn word_starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        if !c.is_whitespace() && previous.is_whitespace() {
            starts.push(at);
        }
        previous = c;
    }
    starts
}

fn end_of_words(text: &str, start: usize, count: usize) -> usize {
    let mut seen = 0;
    let mut inside = false;
    for (offset, c) in text[start..].char_indices() {
        let blank = c.is_whitespace() || matches!(c, ',' | ':' | '«' | '(' | ')');
        if blank {
            if inside {
                seen += 1;
            }
            inside = false;
            if seen == count || !c.is_whitespace() {
                return start + offset;
            }
        } else {
            inside = true;
        }
    }
    text.len()
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '»' | ')')).unwrap_or(text.len());
    &text[..end]
}
