//! Spaces that do not break, as French prints them.

/// Words for a reader: narrow no-break spaces before « ; », « ! » and « ? », no-break spaces inside guillemets, before a
/// colon and between a number and its unit, typographic apostrophes. Words of rules that are quoted are words as well.
pub(in crate::report) fn fr(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 16);
    let chars: Vec<char> = words.chars().collect();
    for (index, c) in chars.iter().copied().enumerate() {
        let before = index.checked_sub(1).and_then(|index| chars.get(index)).copied();
        let after = chars.get(index + 1).copied();
        out.push(match c {
            ' ' if matches!(after, Some(';' | '!' | '?')) => '\u{202f}',
            ' ' if matches!(after, Some(':' | '»' | '€' | '%')) || before == Some('«') => '\u{a0}',
            // « 3 ans », « n° 2 », « 1er mars »
            ' ' if before.is_some_and(|c| c.is_ascii_digit()) && is_unit(&chars[index + 1..]) => '\u{a0}',
            ' ' if before == Some('°') => '\u{a0}',
            '\'' => '’',
            c => c,
        });
    }
    out
}

/// Whether words begin with a unit of time or the name of a month.
fn is_unit(words: &[char]) -> bool {
    const UNITS: [&str; 16] = [
        "an", "mois", "jour", "janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov",
        "déc", "ans",
    ];
    UNITS.iter().any(|unit| unit.chars().zip(words).filter(|(a, b)| a == *b).count() == unit.chars().count())
}
