//! The phrase of the language that some words nearly are.

use crate::names;

/// The phrase that the words at `at`, or the words just before it, nearly are.
///
/// Names take any word, so a misspelt verb ends up inside the name before it: those words are looked at too.
pub(super) fn near_phrase(text: &str, at: usize, wanted: &[&'static str]) -> Option<(usize, usize, &'static str)> {
    let phrases = wanted.iter().copied().filter(|phrase| !phrase.contains(['«', ',']) && !phrase.starts_with("un "));
    let mut best: Option<(usize, usize, usize, &'static str)> = None;
    let line_start = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let mut starts = last_words(&text[line_start..at], 3).map(|start| line_start + start).collect::<Vec<_>>();
    starts.push(at);
    starts.retain(|start| *start < text.len());
    for phrase in phrases {
        let count = phrase.split(' ').count();
        let length = phrase.chars().count();
        let limit = if length <= 3 { 1 } else { 1 + length / 6 };
        for start in &starts {
            let start = *start;
            let end = end_of_words(text, start, count);
            let words = text[start..end].trim();
            if words.chars().take(length + limit + 1).count().abs_diff(length) > limit {
                continue;
            }
            let distance = strsim::damerau_levenshtein(&words.to_lowercase(), phrase);
            // Two letters are near too many words.
            let longer = words.chars().count() >= 2 && length > 2;
            // A connector is no misspelt verb.
            let is_other = matches!(words, "et" | "ou" | "si" | "du" | "au" | "le" | "la");
            let fits = (1..=limit).contains(&distance)
                && longer
                && !is_other
                && names::is_misspelling(words, phrase)
                && !turns_a_bound(words, &text[end..], phrase);
            if fits && best.is_none_or(|(d, ..)| distance < d) {
                best = Some((distance, start, end, phrase));
            }
        }
    }
    best.map(|(_, start, end, phrase)| (start, end, phrase))
}

/// Whether putting `phrase` for `words` could make another bound of one: « à plus [de] » is no « au plus », and « remonte
/// au » before « moins » is not « remonte à ».
fn turns_a_bound(words: &str, after: &str, phrase: &str) -> bool {
    let bounds = |text: &str| text.split_whitespace().any(|word| matches!(word, "plus" | "moins"));
    let joints = |text: &str| -> Vec<String> {
        text.split_whitespace().filter(|word| matches!(*word, "à" | "au" | "de")).map(str::to_string).collect()
    };
    if bounds(words) || bounds(phrase) {
        return bounds(words) && joints(words) != joints(phrase);
    }
    let takes_joint = words.ends_with(" au") && after.trim_start().starts_with(['p', 'm']);
    takes_joint && bounds(after.split_whitespace().next().unwrap_or_default())
}

/// Where the last words of a line begin, the last one last.
fn last_words(line: &str, count: usize) -> impl Iterator<Item = usize> {
    let begins = |(at, c): &(usize, char)| !c.is_whitespace() && !line[..*at].ends_with(|c: char| !c.is_whitespace());
    let last: Vec<usize> = line.char_indices().rev().filter(begins).take(count).map(|(at, _)| at).collect();
    last.into_iter().rev()
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
