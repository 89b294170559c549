//! Dates as people write them, where the language has another form.

use crate::time::Day;

const MONTHS: [(&str, u32); 36] = [
    ("janvier", 1),
    ("février", 2),
    ("fevrier", 2),
    ("mars", 3),
    ("avril", 4),
    ("mai", 5),
    ("juin", 6),
    ("juillet", 7),
    ("août", 8),
    ("aout", 8),
    ("septembre", 9),
    ("octobre", 10),
    ("novembre", 11),
    ("décembre", 12),
    ("decembre", 12),
    ("janv", 1),
    ("févr", 2),
    ("fév", 2),
    ("avr", 4),
    ("juil", 7),
    ("sept", 9),
    ("oct", 10),
    ("nov", 11),
    ("déc", 12),
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
];

/// The number of a month in French, in short or in English.
fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    MONTHS.iter().find(|(name, _)| *name == word).map(|(_, number)| *number)
}

/// The date at the head of `text` in another form than the language's, and how many bytes it takes.
///
/// Numbers alone are read day before month unless the year comes first, as French writes them.
pub(super) fn loose(text: &str) -> Option<(usize, Day)> {
    let mut day = None;
    let mut named = None;
    let mut year = None;
    let mut numbers = 0;
    let mut year_first = false;
    let mut end = 0;
    for (at, part) in parts(text) {
        let number = if part == "premier" { Ok(1) } else { part.trim_end_matches("er").parse::<u32>() };
        if let Ok(number) = number {
            numbers += 1;
            match number {
                1000..=9999 if year.is_none() => {
                    year_first = numbers == 1;
                    year = Some(number);
                }
                // After the year comes the month: 2012/12/03.
                1..=12 if year_first && named.is_none() => named = Some(number),
                1..=31 if day.is_none() => day = Some(number),
                1..=12 if named.is_none() => named = Some(number),
                _ => return None,
            }
        } else if let Some(number) = month(part) {
            if named.is_some() {
                return None;
            }
            named = Some(number);
        } else if !matches!(part, "le" | "er") {
            break;
        }
        end = at + part.len();
        if day.is_some() && named.is_some() && year.is_some() {
            break;
        }
    }
    Some((end, Day::from_ymd(year? as i32, named?, day?)?))
}

/// Words and numbers with their places; blanks, dots, commas, slashes and dashes part them.
fn parts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let line = text.split('\n').next().unwrap_or("");
    let mut at = 0;
    let is_between = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | '/' | '-');
    std::iter::from_fn(move || {
        at += line[at..].len() - line[at..].trim_start_matches(is_between).len();
        let rest = &line[at..];
        let length = rest.find(|c: char| is_between(c) || c == ':' || c == '»').unwrap_or(rest.len());
        let found = (at, &rest[..length]);
        at += length;
        (length > 0).then_some(found)
    })
}
