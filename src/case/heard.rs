//! Answers as people type them, in the words of a dossier.
//!
//! In: « 4 mars 2024 », « o », « cuisinier ». Out: « 2024-03-04 », « oui », « S1Z40 ». Nothing is guessed: what may mean
//! two things is told with both, what means nothing is left as it was typed, and refused like any value of a dossier.

use crate::names::{fold, normalize};
use crate::plan::{Fact, Plan, Symbol, Type};

/// What was understood of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// One value, in the words of a dossier.
    One(String),
    /// A code that no list and no rule knows, and that no label of a known one resembles: as it was typed.
    Nowhere(String),
    /// It may mean any of these: their words in a dossier, and what they are called.
    Several(Vec<(String, String)>),
}

/// How many things that an answer may mean are told.
const MOST: usize = 9;

/// What an answer to a fact or a column means.
pub fn heard(plan: &Plan, known: &Fact, answer: &str) -> Heard {
    let answer = normalize(answer);
    let as_it_is = || Heard::One(answer.clone());
    match &known.kind {
        Type::Truth => {
            yes_or_no(&answer).map_or_else(as_it_is, |yes| Heard::One(if yes { "oui" } else { "non" }.to_string()))
        }
        Type::Date => date(&answer).map_or_else(as_it_is, Heard::One),
        Type::Months => months(&answer).map_or_else(as_it_is, Heard::One),
        Type::Percent if answer.ends_with(|c: char| c.is_ascii_digit()) => Heard::One(format!("{answer} %")),
        Type::Enumeration(options) | Type::Scale(options) => {
            let options = options.iter().filter_map(|option| plan.symbols.text(*option));
            meant(&answer, options.map(|option| (option.to_string(), option.to_string())).collect())
        }
        Type::Code => {
            let codes: Vec<Symbol> = match (&known.vocabulary, known.codes) {
                (Some(vocabulary), _) => vocabulary.codes().to_vec(),
                (None, Some(codes)) => plan.codes[codes.index()].iter().collect(),
                (None, None) => Vec::new(),
            };
            let called = codes.iter().filter_map(|code| {
                let text = plan.symbols.text(*code)?;
                Some((text.to_string(), plan.symbols.label(*code).unwrap_or(text).to_string()))
            });
            let called: Vec<(String, String)> = called.collect();
            let known = |value: &String| called.is_empty() || called.iter().any(|(code, _)| code == value);
            match meant(&answer, called.clone()) {
                Heard::One(value) if !known(&value) => Heard::Nowhere(value),
                heard => heard,
            }
        }
        Type::Number | Type::Amount | Type::Percent | Type::Days | Type::Text | Type::Periods | Type::Rows => {
            as_it_is()
        }
    }
}

/// What an answer to the last day of a period means.
pub fn heard_end(answer: &str) -> Heard {
    let answer = normalize(answer);
    let goes_on = ["en cours", "encours", "toujours", "toujours en cours", "maintenant", "aujourd'hui", "continue"];
    if goes_on.contains(&fold(&answer).as_str()) {
        return Heard::One("en cours".to_string());
    }
    heard_start(&answer)
}

/// What an answer to the first day of a period means.
pub fn heard_start(answer: &str) -> Heard {
    let answer = normalize(answer);
    Heard::One(date(&answer).unwrap_or(answer))
}

/// « o », « Oui », « OUI. » and their contraries.
pub fn yes_or_no(answer: &str) -> Option<bool> {
    match fold(answer.trim().trim_end_matches(['.', '!'])).as_str() {
        "o" | "oui" | "ouais" | "vrai" => Some(true),
        "n" | "non" | "faux" => Some(false),
        _ => None,
    }
}

const MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

/// A date as people write it, as a dossier does: « 1er mars 2024 », « 4/3/2024 », « 04.03.2024 », « mars 2024 »,
/// « sept. 2021 », « 3/2021 ». Whether there is such a day is for the reader of dossiers to say.
pub fn date(answer: &str) -> Option<String> {
    let folded = fold(answer.trim());
    let folded = folded.strip_prefix("le ").unwrap_or(&folded);
    let words: Vec<&str> =
        folded.split([' ', '/', '.', '-', ',']).filter(|word| !word.is_empty() && *word != "en").collect();
    let number = |word: &str, digits: &[usize]| {
        let plain = digits.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| word.parse::<u32>().ok()).flatten()
    };
    let year = |word: &str| number(word, &[4]);
    let day = |word: &str| number(word.strip_suffix("er").unwrap_or(word), &[1, 2]);
    let month = |word: &str| {
        number(word, &[1, 2]).or_else(|| {
            // Three letters tell a month from all others but « jui ».
            let fits = |name: &&str| word.len() >= 3 && name.starts_with(word);
            let mut found = (1u32..).zip(MONTHS.iter()).filter(|(_, name)| fits(name));
            let one = found.next()?;
            found.next().is_none().then_some(one.0)
        })
    };
    match words.as_slice() {
        [y, m, d] if year(y).is_some() => Some(format!("{:04}-{:02}-{:02}", year(y)?, month(m)?, day(d)?)),
        [d, m, y] => Some(format!("{:04}-{:02}-{:02}", year(y)?, month(m)?, day(d)?)),
        [y, m] if year(y).is_some() => Some(format!("{:04}-{:02}", year(y)?, month(m)?)),
        [m, y] => Some(format!("{:04}-{:02}", year(y)?, month(m)?)),
        [y] => Some(format!("{:04}", year(y)?)),
        _ => None,
    }
}

/// « 2 ans », « 1 an et 6 mois » in months.
fn months(answer: &str) -> Option<String> {
    let folded = fold(answer);
    let words: Vec<&str> = folded.split(' ').filter(|word| *word != "et").collect();
    let count = |word: &str| word.parse::<u32>().ok().filter(|count| *count < 10_000);
    let total = match words.as_slice() {
        [years, "an" | "ans"] => count(years)? * 12,
        [years, "an" | "ans", months, "mois"] => count(years)? * 12 + count(months)?,
        _ => return None,
    };
    Some(format!("{total} mois"))
}

/// The choices that an answer names: by its number among them, by its words, by what it is called, or by the beginnings of words in
/// it. The words as they were typed, where it names none.
fn meant(answer: &str, choices: Vec<(String, String)>) -> Heard {
    let wanted = fold(answer);
    let is = |(value, called): &&(String, String)| fold(value) == wanted || fold(called) == wanted;
    if let Some((value, _)) = choices.iter().find(is) {
        return Heard::One(value.clone());
    }
    let starts = |called: &str| {
        let called = fold(called);
        let words: Vec<&str> = called.split([' ', ',', '\'', '(', ')', '-']).collect();
        let mut wanted = wanted.split([' ', ',', '\'', '-']).filter(|word| !word.is_empty()).peekable();
        wanted.peek().is_some() && wanted.all(|wanted| words.iter().any(|word| word.starts_with(wanted)))
    };
    let mut found: Vec<(String, String)> = choices.into_iter().filter(|(_, called)| starts(called)).collect();
    match found.len() {
        0 => Heard::One(answer.to_string()),
        1 => Heard::One(found.remove(0).0),
        _ => {
            found.truncate(MOST);
            Heard::Several(found)
        }
    }
}
