//! What to say of text that no sentence understood, and what could be put in its place.
//!
//! The text is parsed again alone, from where a sentence can start, so that pest tells how far it got. What stands
//! there, and the habits that writers bring along, decide the message.

mod dates;
mod habits;
mod near;

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};

pub(super) use habits::digits;
use near::near_phrase;

use super::parser::{AlineaParser, MAX_DEPTH, Rule};
use super::repair::Fix;
use super::{errors, phrases::words};
use crate::diagnostic::Diagnostic;
use crate::names::{self, normalize_name};
use crate::source::{FileId, Span};

/// Stands for a clause that was stepped over.
pub(super) const UNREADABLE: &str = "illisible";

/// A finding, where in the text at hand reading stopped, and what could be put there.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) diagnostic: Diagnostic,
    /// Where the sentence begins.
    start: usize,
    pub(super) stopped: usize,
    /// What was meant, the likeliest first.
    pub(super) fixes: Vec<Fix>,
    /// Ways to go on when no fix helps.
    pub(super) step_over: Vec<Fix>,
}

impl Finding {
    /// The first byte that the finding is about.
    pub(super) fn first_byte(&self) -> usize {
        self.start.min(self.stopped)
    }
}

/// Lines of lists in procedures, each with its dash.
pub(super) const LINES: [Rule; 4] = [Rule::band, Rule::slice, Rule::choice_line, Rule::one_condition];

/// How many lines of a broken sentence are looked at: few sentences have as many, and a title that nothing closes has all
/// lines behind it.
const MAX_LINES: usize = 60;

/// Findings on `text[start..end]`, the first one on its beginning.
pub(super) fn bad_line(file: FileId, expected: Rule, text: &str, start: usize, end: usize) -> Vec<Finding> {
    let context = Context { file, text, start, end };
    let mut found = vec![context.diagnose(expected)];
    // A line that would open a sentence if it were spelt right was taken for more of the broken one.
    let lines = text[start..end].match_indices('\n').map(|(at, _)| start + at + 1).take(MAX_LINES);
    for line in lines {
        let line = line + (text[line..end].len() - text[line..end].trim_start().len());
        found.extend(context.opening(line));
    }
    let stopped = found[0].stopped;
    found[0].step_over = step_over(text, start, stopped, end);
    found
}

/// What is wrong with the words of an unknown name, when they give it away: a number in words, a verb of another
/// language or without its auxiliary.
pub(super) fn misspelt_name(span: Span, before: &str, words: &str) -> Option<Diagnostic> {
    let place = |range: std::ops::Range<usize>| Span {
        start: span.start + range.start as u32,
        end: span.start + range.end as u32,
        ..span
    };
    let first = first_word(words);
    let is_length = words.split_whitespace().nth(1).is_none_or(|unit| AlineaParser::parse(Rule::unit, unit).is_ok());
    if let Some((number, digits)) = digits(words).filter(|_| is_length) {
        return Some(errors::number_in_words(place(0..number.len()), number, digits));
    }
    if names::fold(first) == "non" && first.len() < words.len() {
        return Some(errors::near_miss(place(0..first.len()), first, "il n'est pas vrai que"));
    }
    if let Some((length, phrase)) = habits::near_opening(words).filter(|(_, phrase)| phrase.contains(' ')) {
        return Some(errors::near_miss(place(0..length), &words[..length], phrase));
    }
    let (range, meant) = habits::verb_inside(words)?;
    // « n'est pas antérieure au » negates what « est antérieure au » says.
    if let Some(negation) =
        ["n'est pas", "n’est pas", "ne sont pas"].iter().find(|negation| before.trim_end().ends_with(*negation))
    {
        return Some(errors::negated_verb(place(range.clone()), &format!("{negation} {}", &words[range]), meant));
    }
    // « est superieur a »: the verb is there already.
    let said = before.trim_end().ends_with("est") || before.trim_end().ends_with("sont");
    let meant = meant.strip_prefix("est ").filter(|_| said && range.start == 0).unwrap_or(meant);
    Some(errors::near_miss(place(range.clone()), &words[range], meant))
}

/// The day that a whole text names in another form than the language's, in French.
pub(super) fn loose_date(text: &str) -> Option<String> {
    dates::loose(text).filter(|(length, _)| *length == text.len()).map(|(_, day)| day.french().to_string())
}

/// The name that a broken declaration or definition would have given.
pub(super) fn head_name(chunk: &str) -> Option<String> {
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

/// A finding from pest's error on the text from byte `base` on.
pub(super) fn from_pest(file: FileId, text: &str, base: usize, error: &Error<Rule>) -> Diagnostic {
    let context = Context { file, text, start: base, end: text.len() };
    context.where_pest_stopped(base, error, &[]).diagnostic
}

/// The length of the words that begin a further clause, with the blanks after them.
fn connector(clause: &str) -> Option<usize> {
    let rest = ["et", "ou", "sauf si"].iter().find_map(|connector| clause.strip_prefix(connector))?;
    let next = rest.trim_start();
    (next.len() < rest.len()).then(|| clause.len() - next.len())
}

/// Fixes that put nothing right: the clause at `stopped` is taken for one unreadable name, or the words after a comma
/// are dropped.
fn step_over(text: &str, start: usize, stopped: usize, end: usize) -> Vec<Fix> {
    let line_end = |from: usize| text[from..end].find('\n').map_or(end, |at| from + at);
    let mut fixes = Vec::new();
    let Some(before) = text.get(start..stopped) else { return fixes };
    if let Some(comma) = before.rfind(',').filter(|comma| before[comma + 1..].trim().is_empty()) {
        let rest = &text[stopped..line_end(stopped)];
        let length = rest.find([',', ':']).unwrap_or(rest.len());
        fixes.push(Fix::replace(start + comma, stopped + length, " "));
    }
    // The clause may begin before the part that could not be read.
    let line = text[..stopped].rfind(['\n', ':', '(']).map_or(0, |at| at + 1);
    let joints = [" et ", " ou ", " dont ", " si "].iter();
    let clause = joints.filter_map(|joint| text[line..stopped].rfind(joint).map(|at| line + at + joint.len())).max();
    let clause = clause.unwrap_or(line);
    let clause = clause + (text[clause..end].len() - text[clause..end].trim_start().len());
    let clause = clause + connector(&text[clause..end]).unwrap_or(0);
    if clause <= stopped && clause < end {
        let rest = &text[stopped..line_end(stopped)];
        let length = [" et ", " ou ", " sauf si ", ")"].iter().filter_map(|mark| rest.find(mark)).min();
        let stop = stopped + length.unwrap_or(rest.trim_end().len());
        fixes.push(Fix::replace(clause, stop, UNREADABLE));
    }
    fixes
}

/// A stretch of the text that was not understood.
struct Context<'t> {
    file: FileId,
    text: &'t str,
    start: usize,
    end: usize,
}

impl Context<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span { file: self.file, start: start as u32, end: end as u32 }
    }

    fn chunk(&self) -> &str {
        &self.text[self.start..self.end]
    }

    /// The end of the words at `at`; where there are none, that of the character there.
    fn end_of(&self, at: usize, words: &str) -> usize {
        at + if words.is_empty() { self.text[at..].chars().next().map_or(0, char::len_utf8) } else { words.len() }
    }

    fn finding(&self, stopped: usize, diagnostic: Diagnostic, fixes: impl IntoIterator<Item = Fix>) -> Finding {
        Finding { diagnostic, start: self.start, stopped, fixes: fixes.into_iter().collect(), step_over: Vec::new() }
    }

    /// Words that have one right spelling.
    fn misspelt(&self, start: usize, end: usize, wanted: &str) -> Finding {
        let typed = self.text[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
        let found = errors::near_miss(self.span(start, end), &typed, wanted);
        self.finding(start, found, [Fix::replace(start, end, wanted)])
    }

    fn diagnose(&self, expected: Rule) -> Finding {
        match unclosed(self.chunk()) {
            Some((at, '(')) => return self.unclosed_bracket(self.start + at),
            Some((at, mark)) => return self.unclosed_guillemets(self.start + at, mark),
            None => {}
        }
        // A clause after sound ones: they were read, it was not.
        if let Some(length) = connector(self.chunk()) {
            return self.read(self.start + length, Rule::expression);
        }
        let line_start = self.text[..self.start].rfind('\n').map_or(0, |line| line + 1);
        if let Some(found) = self.negated_verb(line_start) {
            return found;
        }
        let before = &self.text[line_start..self.start];
        if !before.trim().is_empty() {
            let first = line_start + (before.len() - before.trim_start().len());
            if let Some(found) = self.opening(first) {
                return found;
            }
            return self.trailing(expected, self.start);
        }
        if let Some(found) = self.dash(expected) {
            return found;
        }
        if let Some(found) = self.opening(self.start) {
            return found;
        }
        if matches!(expected, Rule::fact | Rule::convention)
            && let Some(found) = self.declaration(expected)
        {
            return found;
        }
        let rule = rule_for(expected, self.chunk());
        if rule == Rule::definition
            && let Ok(pairs) = AlineaParser::parse(Rule::expression, self.chunk())
            && pairs.as_str().trim_end().len() == self.chunk().trim_end().len()
        {
            let line = self.chunk().lines().next().unwrap_or("").trim_end();
            let found = errors::missing_connector(self.span(self.start, self.start + line.len()));
            return self.finding(self.start, found, [Fix::insert(self.start, "et ")]);
        }
        match AlineaParser::parse(rule, self.chunk()) {
            Err(_) => self.read(self.start, rule),
            // The sentence is whole; what follows it is not.
            Ok(pairs) => self.trailing(expected, self.start + pairs.as_str().trim_end().len()),
        }
    }

    /// A dash at the beginning of a line: one more line of the list above, or what was meant as a minus.
    fn dash(&self, expected: Rule) -> Option<Finding> {
        if expected != Rule::procedure_item || !self.chunk().starts_with("- ") {
            return None;
        }
        let mut above = self.text[..self.start].lines().rev().map(str::trim);
        let above = above.find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
        if !above.starts_with('-') && !above.ends_with(':') {
            let found = errors::leading_dash(self.span(self.start, self.start + 1));
            return Some(self.finding(self.start, found, []));
        }
        let readings = LINES.into_iter().map(|line| self.read(self.start, line));
        readings.max_by_key(|reading| reading.stopped)
    }

    /// « ne dure pas », « n'atteint pas » in the line that begins at `line`.
    fn negated_verb(&self, line: usize) -> Option<Finding> {
        let words: Vec<&str> = self.text[line..self.end].lines().next()?.split_whitespace().collect();
        let place = |word: &str| word.as_ptr() as usize - self.text.as_ptr() as usize;
        let (first, verb, last) = words.iter().enumerate().find_map(|(index, word)| {
            let (verb, last) = match ["n'", "n’"].iter().find_map(|negation| word.strip_prefix(negation)) {
                Some(verb) => (verb, *words.get(index + 1)?),
                None if *word == "ne" => (*words.get(index + 1)?, *words.get(index + 2)?),
                None => return None,
            };
            // « n'est pas » is a verb of the language.
            (last == "pas" && !matches!(verb, "est" | "sont")).then_some((*word, verb, last))
        })?;
        let (start, end) = (place(first), place(last) + last.len());
        let found = errors::negated_verb(self.span(start, end), &self.text[start..end], verb);
        Some(self.finding(start, found, [Fix::replace(start, end, verb)]))
    }

    /// What is wrong from `at` on, read as `rule`.
    fn read(&self, at: usize, rule: Rule) -> Finding {
        match AlineaParser::parse(rule, &self.text[at..self.end]) {
            Err(error) => {
                // An unknown type reads as the first option of an enumeration.
                let also = if matches!(rule, Rule::fact | Rule::column) { words(Rule::fact_type) } else { &[] };
                self.where_pest_stopped(at, &error, also)
            }
            Ok(pairs) => self.trailing(rule, at + pairs.as_str().trim_end().len()),
        }
    }

    fn where_pest_stopped(&self, base: usize, error: &Error<Rule>, also: &[&'static str]) -> Finding {
        let at = match error.location {
            InputLocation::Pos(at) | InputLocation::Span((at, _)) => base + at,
        };
        let expected = match &error.variant {
            ErrorVariant::ParsingError { positives, .. } => positives.as_slice(),
            ErrorVariant::CustomError { .. } => &[],
        };
        self.explain(base, at, expected, also)
    }

    /// What stands at `at`, after a sentence that is whole without it.
    fn trailing(&self, expected: Rule, at: usize) -> Finding {
        let rest = &self.text[at..self.end];
        let at = at + (rest.len() - rest.trim_start().len());
        let rest = &self.text[at..self.end];
        if let Some(clause) = rest.strip_prefix(',') {
            if expected == Rule::text_clause {
                let at = at + 1 + (clause.len() - clause.trim_start().len());
                return self.read(at, rule_for(expected, &self.text[at..self.end]));
            }
            if matches!(expected, Rule::list | Rule::list_version) {
                return self.explain(at, at + 1, &[Rule::list_attribute], &[]);
            }
            if expected == Rule::parameter_line {
                return self.explain(at, at + 1, &[Rule::parameter_attribute, Rule::parameter_source], &[]);
            }
            let rule = if matches!(expected, Rule::fact | Rule::column) { Rule::question } else { Rule::attribute };
            if let Err(error) = AlineaParser::parse(rule, rest) {
                return self.where_pest_stopped(at, &error, &[]);
            }
        }
        if let Some(kind) = rest.strip_prefix(':').filter(|_| expected == Rule::parameter_line) {
            let at = at + 1 + (kind.len() - kind.trim_start().len());
            return self.read(at, Rule::parameter_type);
        }
        if rest.starts_with(':') {
            let found = errors::idle_colon(self.span(at, at + 1));
            return self.finding(at, found, [Fix::replace(at, at + 1, "")]);
        }
        let attribute = ["fournie par", "fourni par", "point ", "article ", "à titre exceptionnel", "à vérifier"];
        // What is « fournie par » is a paper: behind anything else, the comma would lead to words without effect.
        let line = self.text[..at].rfind('\n').map_or(0, |line| line + 1);
        let is_paper = self.text[line..].trim_start().starts_with("pièce");
        let fits = |words: &&&str| is_paper || !words.starts_with("fourni");
        if attribute.iter().filter(fits).any(|words| rest.starts_with(words)) {
            let word = first_word(rest);
            let found = errors::missing_comma(self.span(at, at + word.len()), word);
            return self.finding(at, found, [Fix::insert(self.text[..at].trim_end().len(), ",")]);
        }
        // A misspelt verb reads as the end of the name before it.
        let also: Vec<&'static str> =
            [Rule::verb, Rule::modifier, Rule::set_operation].iter().flat_map(|rule| words(*rule)).copied().collect();
        self.explain(self.start, at, &[], &also)
    }

    /// A line whose first words nearly open a sentence or a block.
    fn opening(&self, line: usize) -> Option<Finding> {
        let (length, meant) = habits::near_opening(&self.text[line..self.end])?;
        Some(Finding { start: line, ..self.misspelt(line, line + length, meant) })
    }

    /// `nom : nature` without its colon, without `ou`, or with a word of the language in the name.
    fn declaration(&self, expected: Rule) -> Option<Finding> {
        let line = self.chunk().lines().next()?;
        let indent = line.len() - line.trim_start_matches(['-', ' ', '\t']).len();
        let Some(colon) = line.find(':') else {
            let kinds = words(Rule::fact_type).iter().filter(|_| expected == Rule::fact);
            let kind = kinds.filter_map(|kind| line.trim_end().strip_suffix(kind)).find(|name| name.ends_with(' '))?;
            let name_end = self.start + kind.trim_end().len();
            let found = errors::missing_colon(self.span(self.start + indent, name_end), "ce nom");
            return Some(self.finding(name_end, found, [Fix::insert(name_end, " :")]));
        };
        let name_start = self.start + indent;
        let name = line.get(indent..colon)?.trim_end();
        let read = AlineaParser::parse(Rule::name, name).map_or(0, |pairs| pairs.as_str().trim_end().len());
        if read < name.len() {
            let at = read + (name[read..].len() - name[read..].trim_start().len());
            let word = first_word(&name[at..]);
            let is_word = !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '’');
            if !is_word || AlineaParser::parse(Rule::reserved, word).is_err() {
                return None;
            }
            let place = name_start + at;
            let joined = name.split_whitespace().collect::<Vec<_>>().join("-");
            let found = errors::reserved_word(self.span(place, place + word.len()), word, &joined);
            return Some(self.finding(place, found, [Fix::replace(name_start, name_start + name.len(), joined)]));
        }
        let kind = &line[colon + 1..];
        let words_of = words(Rule::fact_type);
        let typed = kind.trim();
        let habit = habits::HABITS.iter().find(|(habit, phrase, _)| *habit == typed && words_of.contains(phrase));
        if let Some((_, _, meant)) = habit.filter(|_| expected == Rule::fact) {
            let at = self.start + colon + 1 + (kind.len() - kind.trim_start().len());
            return Some(self.misspelt(at, at + typed.len(), meant));
        }
        let plain = !kind.contains([':', '«', '"']) && !kind.contains(" ou ");
        if expected == Rule::fact
            && plain
            && let Some(comma) = kind.rfind(',')
            && AlineaParser::parse(Rule::fact_type, kind[..comma].trim()).is_err()
        {
            let at = self.start + colon + 1 + comma;
            let found = errors::missing_or(self.span(at, at + 1));
            return Some(self.finding(at, found, [Fix::replace(at, at + 1, " ou")]));
        }
        None
    }

    fn unclosed_bracket(&self, at: usize) -> Finding {
        let found = errors::unclosed_bracket(self.span(at, at + 1));
        let rest = &self.text[at..self.end];
        let line_ends = rest.match_indices('\n').map(|(end, _)| at + end).chain([self.end]);
        let fixes: Vec<Fix> = line_ends.map(|end| Fix::insert(at + self.text[at..end].trim_end().len(), ")")).collect();
        self.finding(at, found, fixes)
    }

    fn unclosed_guillemets(&self, at: usize, mark: char) -> Finding {
        let found = errors::unclosed_guillemets(self.span(at, at + mark.len_utf8()), mark);
        let close = match mark {
            '«' => " »",
            '“' => "”",
            _ => "\"",
        };
        let line = self.text[at..self.end].lines().next().unwrap_or("");
        let places = [line.find(','), line.find(" :").or(line.find(':')), Some(line.len())];
        let ends = places.into_iter().flatten().map(|end| at + line[..end].trim_end().len());
        self.finding(at, found, ends.map(|end| Fix::insert(end, close)).collect::<Vec<_>>())
    }

    /// Says what is wrong at `at`, where one of `expected` could have stood; the sentence begins at `base`.
    ///
    /// `also` are words that could have stood a little before: pest only knows of those where it stopped.
    fn explain(&self, base: usize, at: usize, expected: &[Rule], also: &[&'static str]) -> Finding {
        let text = &self.text[..self.end];
        let at = at + (text[at..].len() - text[at..].trim_start().len());
        let rest = &text[at..];
        let word = first_word(rest);
        let word_end = self.end_of(at, word);

        if expected.contains(&Rule::shallow) {
            let found = errors::nested_too_deep(self.span(at, word_end), MAX_DEPTH);
            return self.finding(at, found, []);
        }
        let mut wanted: Vec<&'static str> = expected.iter().flat_map(|rule| words(*rule)).copied().collect();
        wanted.sort_unstable();
        wanted.dedup();
        let wants = |phrase: &str| wanted.contains(&phrase);

        if expected.contains(&Rule::number)
            && let Some((number, digits)) = digits(rest)
        {
            let end = at + number.len();
            let found = errors::number_in_words(self.span(at, end), number, digits);
            return self.finding(at, found, [Fix::replace(at, end, digits)]);
        }
        if wanted.iter().any(|phrase| phrase.starts_with("une date"))
            && let Some((length, day)) = dates::loose(rest)
        {
            let day = day.french().to_string();
            let found = errors::date_form(self.span(at, at + length), &rest[..length], &day);
            return self.finding(at, found, [Fix::replace(at, at + length, day)]);
        }
        if matches!(word, "dure" | "durent")
            && (wants("dure depuis") || wanted.is_empty() && also.contains(&"dure depuis"))
        {
            let found = errors::which_duration(self.span(at, word_end), word);
            return self.finding(at, found, [Fix::insert(word_end, " depuis")]);
        }
        let habit = habits::HABITS.iter().find(|(habit, phrase, _)| {
            rest.starts_with(habit)
                && !rest[habit.len()..].starts_with(|c: char| c.is_alphanumeric())
                && (wants(phrase) || wanted.is_empty() && also.contains(phrase))
        });
        if let Some((habit, _, meant)) = habit {
            return self.misspelt(at, at + habit.len(), meant);
        }
        let near = near_phrase(text, at, &wanted).or_else(|| near_phrase(text, at, also));
        if let Some((start, end, phrase)) = near {
            let end = start + text[start..end].trim_end().len();
            return self.misspelt(start, end, phrase);
        }
        if wanted == ["un titre entre guillemets « … »"] && !rest.starts_with(':') && !word.is_empty() {
            return self.missing_guillemets(at);
        }
        if wants("par") && rest.starts_with(':') {
            return self.misspelt(at, at + 1, "par :");
        }
        let is_titled = wanted == ["un titre entre guillemets « … »"] || wanted == ["un numéro"];
        if is_titled && rest.starts_with(':') {
            let found = errors::idle_colon(self.span(at, at + 1));
            return self.finding(at, found, [Fix::replace(at, at + 1, "")]);
        }
        if let Some(found) = self.heading(base, at) {
            return found;
        }
        if wants("au moins") && rest.starts_with(|c: char| c.is_ascii_digit()) {
            let read = AlineaParser::parse(Rule::length, rest);
            let length = read.map_or(word.len(), |length| length.as_str().trim_end().len());
            let found = errors::missing_bound(self.span(at, at + length), &rest[..length]);
            return self.finding(at, found, [Fix::insert(at, "au moins ")]);
        }
        if wants("au moins")
            && let Some((number, digits)) = digits(rest)
        {
            let found = errors::number_in_words(self.span(at, at + number.len()), number, digits);
            return self.finding(at, found, [Fix::replace(at, at + number.len(), digits)]);
        }
        // « salaire pris en compte dépasse … »: the word before was read as a verb.
        let reserved = if wants("au moins") && AlineaParser::parse(Rule::verb, rest).is_ok() {
            let blanks = text[..at].trim_end().char_indices().rev().find(|(_, c)| c.is_whitespace());
            blanks.map(|(blank, c)| blank + c.len_utf8())
        } else {
            wanted.is_empty().then_some(at)
        };
        if let Some(found) = reserved.and_then(|word| self.reserved_word(word)) {
            return found;
        }
        // A line of plain words begins like a definition.
        if wanted == ["est", "signifie que"] || (wanted.is_empty() && at == base) {
            let line = text[base..].lines().next().unwrap_or("").trim_end();
            let found = errors::unknown_sentence(self.span(base, self.end_of(base, line)));
            return self.finding(base, found, []);
        }
        wanted.truncate(6);
        let before = text[..at].trim_end();
        self.finding(at, errors::unexpected(self.span(at, word_end), word, before.ends_with(':'), &wanted), [])
    }

    /// A name in a condition that holds a word of the language.
    fn reserved_word(&self, at: usize) -> Option<Finding> {
        let word = first_word(&self.text[at..self.end]);
        let joins = ["n'est", "n’est", "ne", "et", "ou", "si", "sauf", "dont", "selon", "pendant", "est", "sont"];
        let line = self.text[..at].rfind(['\n', ':', '(']).map_or(0, |mark| mark + 1);
        let start = line + (self.text[line..at].len() - self.text[line..at].trim_start().len());
        let start = start + connector(&self.text[start..at]).unwrap_or(0);
        let before = &self.text[start..at];
        let is_name =
            AlineaParser::parse(Rule::name, before).is_ok_and(|name| name.as_str().len() == before.trim_end().len());
        if joins.contains(&word) || !is_name || AlineaParser::parse(Rule::reserved, word).is_err() {
            return None;
        }
        let end = at + word.len();
        let joined = self.text[start..end].split_whitespace().collect::<Vec<_>>().join("-");
        let found = errors::reserved_word(self.span(at, end), word, &joined);
        Some(self.finding(at, found, [Fix::replace(start, end, joined)]))
    }

    /// A title that stands without guillemets.
    fn missing_guillemets(&self, at: usize) -> Finding {
        let rest = &self.text[at..self.end];
        let words = rest.lines().next().unwrap_or("").split([',', ':']).next().unwrap_or("").trim();
        let words = words.split(" selon ").next().unwrap_or(words).trim_end();
        if let Some(title) = words.find('«') {
            let idle = words[..title].trim_end();
            let place = self.span(at, at + idle.len());
            let found = match names::says_more_than_a_name(idle) {
                true => errors::words_before_title(place, idle),
                false => errors::idle_words(place, idle),
            };
            return self.finding(at, found, [Fix::replace(at, at + title, "")]);
        }
        let end = self.end_of(at, words);
        let found = errors::missing_guillemets(self.span(at, end), words);
        self.finding(at, found, [Fix::replace(at, end, format!("« {words} »"))])
    }

    /// What a heading lacks: its colon, or guillemets around a reference with blanks.
    fn heading(&self, base: usize, at: usize) -> Option<Finding> {
        let base = base + (self.text[base..].len() - self.text[base..].trim_start().len());
        let before = self.text.get(base..at)?.trim_end();
        let end = base + before.len();
        let head = before.split_whitespace().next().unwrap_or("");
        let titled = before.contains('»') && !before.ends_with(',');
        let announces = titled && matches!(head, "voie" | "condition" | "obstacle")
            || ["réunies si", "de ces voies", "en outre", "obstacle"].iter().any(|heading| before.ends_with(heading));
        if !announces || before.contains(':') || self.text[at..self.end].starts_with([':', ',']) {
            return None;
        }
        if before.ends_with('.')
            && let Some(comma) = before.rfind(',')
        {
            let start = base + comma + 1;
            return Some(
                self.missing_guillemets(start + (self.text[start..].len() - self.text[start..].trim_start().len())),
            );
        }
        let found = errors::missing_colon(self.span(base, end), "cet intitulé");
        Some(self.finding(end, found, [Fix::insert(end, " :")]))
    }
}

/// The rule that the first words of a broken line ask for.
fn rule_for(expected: Rule, chunk: &str) -> Rule {
    let chunk = chunk.trim_start();
    let starts = |words: &str| chunk.starts_with(words);
    let in_procedure = matches!(expected, Rule::procedure_item | Rule::block);
    match (expected, chunk.split_whitespace().next().unwrap_or("")) {
        (_, "recueil") => Rule::ruleset,
        (_, "procédure") => Rule::procedure,
        (_, "texte") => Rule::text,
        (_, "liste") => Rule::list,
        (_, "paramètre") => Rule::parameter,
        (_, "voie") if in_procedure => Rule::route,
        (_, "condition") if in_procedure => Rule::condition,
        (_, "obstacle") if in_procedure => Rule::obstacle,
        (_, "pièce") if in_procedure => Rule::paper,
        (_, "démarche") if in_procedure => Rule::step,
        (_, "effet") if in_procedure => Rule::effect,
        _ if in_procedure && (starts("les conditions") || starts("il faut")) => Rule::heading,
        _ if in_procedure && (starts("font obstacle") || starts("peuvent faire")) => Rule::obstacles,
        _ if in_procedure && (starts("par exception") || starts("exception «")) => Rule::exception,
        _ if in_procedure && starts("le préfet") => Rule::appreciation,
        _ if in_procedure && starts("la décision") => Rule::discretion,
        (Rule::procedure_item, _) => Rule::definition,
        (Rule::text_clause, _) if starts("en vigueur") => Rule::validity,
        (Rule::text_clause, _) if starts("signé") => Rule::signed,
        (Rule::fact, "-") => Rule::column,
        (other, _) => other,
    }
}

/// The first guillemet, quote or bracket that nothing closes.
fn unclosed(chunk: &str) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut straight: Option<usize> = None;
    for (at, c) in chunk.char_indices() {
        let in_title = open.last().is_some_and(|(_, mark)| *mark == '«');
        match c {
            '"' if !in_title => straight = if straight.is_some() { None } else { Some(at) },
            '\n' if straight.is_some() => break,
            '«' => open.push((at, c)),
            '(' if !in_title => open.push((at, c)),
            '»' if in_title => drop(open.pop()),
            ')' if open.last().is_some_and(|(_, mark)| *mark == '(') => drop(open.pop()),
            _ => {}
        }
    }
    straight.map(|at| (at, '"')).or(open.first().copied())
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '»' | ')')).unwrap_or(text.len());
    &text[..end]
}
