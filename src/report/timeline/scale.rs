//! Days on the axis, widths of words, short dates.

use crate::time::{Day, Interval};

/// Days along a line.
pub(super) struct Scale {
    pub(super) span: Interval,
    /// Where the first day begins.
    pub(super) left: f64,
    /// Where the last day ends.
    pub(super) right: f64,
}

impl Scale {
    /// Where a day begins, to the hundredth: the axis is parted by whole days, so what ends on a day meets what begins
    /// on the next. Days outside the span are held to its ends.
    pub(super) fn x(&self, day: Day) -> f64 {
        let day = day.clamp(self.span.start, self.span.end);
        let (passed, all) = (i64::from(self.span.start.days_until(day)), i64::from(self.span.days().max(1)));
        let length = ((self.right - self.left) * 100.0) as i64;
        self.left + (length * passed / all) as f64 / 100.0
    }

    /// Where days begin and how far they go; nothing for days outside the span.
    pub(super) fn over(&self, days: Interval) -> Option<(f64, f64)> {
        let days = days.intersection(self.span);
        (!days.is_empty()).then(|| (self.x(days.start), self.x(days.end) - self.x(days.start)))
    }

    /// The first days of the years, and the end of the last.
    pub(super) fn years(&self) -> impl Iterator<Item = Day> {
        let (first, last) = (self.span.start.ymd().0, self.span.end.ymd().0);
        (first..=last).filter_map(|year| Day::from_ymd(year, 1, 1))
    }
}

const MONTHS: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

/// « 1er févr. 2024 »
pub(super) fn short(day: Day) -> String {
    let (year, month, day) = day.ymd();
    let ordinal = if day == 1 { "er" } else { "" };
    let month = MONTHS.get(month as usize - 1).copied().unwrap_or("?");
    format!("{day}{ordinal} {month} {year}")
}

/// About how wide words are in a sans serif of a size; rather too wide than too narrow.
pub(super) fn width(words: &str, size: f64) -> f64 {
    let of = |c: char| match c {
        'i' | 'l' | '.' | ',' | ';' | ':' | '\'' | '’' | '!' | '|' => 0.30,
        'f' | 'r' | 't' | 'j' | ' ' | '\u{a0}' | '\u{202f}' | '(' | ')' | '-' => 0.36,
        'm' | 'w' | 'M' | 'W' | 'œ' | '…' | '✔' | '✘' | '◇' => 0.87,
        c if c.is_uppercase() => 0.70,
        _ => 0.565,
    };
    words.chars().map(of).sum::<f64>() * size
}

/// Words in at most so many lines of a width; what does not find room is left out, which three dots tell.
pub(super) fn wrapped(words: &str, room: f64, size: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(word, size) + 0.36 * size <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = format!("{last}…");
        }
    }
    lines
}

/// Words within a width, cut at a blank where they are too long; nothing where not even the first finds room.
pub(super) fn cut(words: &str, room: f64, size: f64) -> Option<String> {
    if width(words, size) <= room {
        return Some(words.to_string());
    }
    let first = wrapped(words, room - size, size, 1).into_iter().next()?;
    (width(&first, size) <= room && first != "…").then_some(first)
}
