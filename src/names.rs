//! How words are matched: names of facts, titles, codes and options.
//!
//! In: words as somebody wrote them. Out: the form in which they are held against others, and the name that was probably
//! meant. People write « Ile de france » for « Île-de-France » and paste texts in which an accent is a character of its
//! own; none of this may decide a right. What is shown keeps the spelling of the recueil.

mod authority;
mod french;
mod sense;

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

pub use authority::Authority;
pub use french::{place, row, singular, the, without_number};
pub use sense::{NUMBERS, is_misspelling, is_number, same_sense, says_more_than_a_name};

/// Words on one line: single blanks, one kind of apostrophe.
pub fn normalize(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").replace('’', "'")
}

/// A name on one line, without the article before it.
pub fn normalize_name(words: &str) -> String {
    let name = normalize(words);
    match article(&name) {
        0 => name,
        length => name[length..].to_string(),
    }
}

/// The form in which words are compared: two that differ in case, accents, composition, apostrophes, dashes of another
/// length or blanks have the same. A hyphen is not a blank.
///
/// ```
/// use alinea::names::fold;
///
/// assert_eq!(fold("Île-de-France"), fold("ILE-DE-FRANCE"));
/// assert_eq!(fold("jour d’appréciation"), fold(" jour  d'appre\u{301}ciation"));
/// assert_ne!(fold("Île-de-France"), fold("Île de France"));
/// ```
pub fn fold(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    let mut push = |c: char| {
        if !(c == ' ' && (folded.is_empty() || folded.ends_with(' '))) {
            folded.push(c);
        }
    };
    if words.is_ascii() {
        let plain = |c: char| if c.is_whitespace() { ' ' } else { like(c).to_ascii_lowercase() };
        words.chars().map(plain).for_each(&mut push);
    } else {
        // Upper case first: « ß » and « ſ » have none of their own.
        let lower = |c: char| c.to_uppercase().flat_map(char::to_lowercase);
        for c in words.nfd().filter(|c| !is_silent(*c)).map(like).flat_map(lower) {
            match c {
                'œ' => "oe".chars().for_each(&mut push),
                'æ' => "ae".chars().for_each(&mut push),
                c if c.is_whitespace() => push(' '),
                c => push(c),
            }
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// As [`fold`], without the article before a name.
pub fn fold_name(words: &str) -> String {
    let mut name = fold(words);
    name.drain(..article(&name));
    name
}

/// As [`fold_name`], with blanks for hyphens and apostrophes: « PROVENCE ALPES COTE D AZUR ».
pub fn fold_loosely(words: &str) -> String {
    fold_name(&words.nfd().map(|c| if matches!(like(c), '-' | '\'') { ' ' } else { c }).collect::<String>())
}

/// A name as it is written, without the article before it.
pub(crate) fn without_article(name: &str) -> &str {
    // The other apostrophe, as long as it is not made one with the first.
    name.strip_prefix("l’").unwrap_or(&name[article(name)..])
}

/// The length of an article and the blank after it.
fn article(name: &str) -> usize {
    let articles = ["le ", "la ", "les ", "l'", "un ", "une ", "des "];
    articles.iter().find(|article| name.starts_with(**article)).map_or(0, |article| article.len())
}

/// The common sign for those that look like it.
fn like(c: char) -> char {
    match c {
        '‘' | '’' | '‛' | 'ʼ' | '′' | '´' | '`' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        'º' | '˚' => '°',
        c => c,
    }
}

/// Whether a character is an accent upon the one before it, or is not seen at all.
fn is_silent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}')
}

/// Names by the words that may stand for them.
#[derive(Clone, Debug)]
pub struct Index {
    exact: HashMap<String, usize>,
    /// `None` where several names are the same once they are folded.
    folded: HashMap<String, Option<usize>>,
    folding: fn(&str) -> String,
}

impl Index {
    /// Titles and words, compared by [`fold`]; each is found by its place among them.
    pub fn of_words<'n>(names: impl IntoIterator<Item = &'n str>) -> Index {
        Index::new(names, fold)
    }

    /// Names, compared by [`fold_name`]; each is found by its place among them.
    pub fn of_names<'n>(names: impl IntoIterator<Item = &'n str>) -> Index {
        Index::new(names, fold_name)
    }

    fn new<'n>(names: impl IntoIterator<Item = &'n str>, folding: fn(&str) -> String) -> Index {
        let mut index = Index { exact: HashMap::new(), folded: HashMap::new(), folding };
        for (place, name) in names.into_iter().enumerate() {
            index.exact.entry(name.to_string()).or_insert(place);
            let known = index.folded.entry(folding(name)).or_insert(Some(place));
            if known.is_some_and(|known| index.exact.get(name) != Some(&known)) {
                *known = None;
            }
        }
        index
    }

    /// The place of the name that is written so, or else of the one that these words can only mean.
    pub fn find(&self, words: &str) -> Option<usize> {
        self.exact.get(words).copied().or_else(|| *self.folded.get(&(self.folding)(words))?)
    }
}

/// The place of the title that is written so, or else of the only one that these words can mean.
pub fn find<'n>(words: &str, titles: impl IntoIterator<Item = &'n str>) -> Option<usize> {
    Index::of_words(titles).find(words)
}

/// The candidate nearest to `word`, when it is near enough to be what was meant and says the same as far as can be told:
/// see [`same_sense`].
pub fn closest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let folded = fold(word);
    let limit = nearness(&folded);
    let length = folded.chars().count();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let number = digits(&folded);
    let distance = |candidate: &str| {
        let candidate = fold(candidate);
        // Another number is another thing.
        let other = digits(&candidate);
        if !number.is_empty() && !other.is_empty() && number != other {
            return None;
        }
        // Long words are far from short ones, however they are counted.
        let apart = candidate.chars().count().abs_diff(length);
        (apart <= limit).then(|| distance(&folded, &candidate))
    };
    candidates
        .into_iter()
        .filter_map(|candidate| Some((distance(candidate)?, candidate)))
        .filter(|(distance, candidate)| *distance <= limit && is_misspelling(word, candidate))
        .min()
        .map(|(_, candidate)| candidate)
}

/// What to say of a word that is none of the known ones: the nearest of them, else all, after words that say what they
/// are.
pub fn meant(word: &str, known: &[&str], all: &str) -> String {
    match closest(word, known.iter().copied()) {
        Some(near) => format!("vouliez-vous dire « {near} » ?"),
        None => format!("{all} : {}", known.join(", ")),
    }
}

/// How many changes away from a folded word another may be to be what was meant.
pub fn nearness(folded: &str) -> usize {
    // A name of two letters is near to many.
    match folded.chars().count() {
        0..=2 => 0,
        length => 1 + length / 5,
    }
}

/// How many changes lead from one folded word to another.
pub fn distance(one: &str, other: &str) -> usize {
    strsim::damerau_levenshtein(one, other)
}
