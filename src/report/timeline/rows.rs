//! Periods of the dossier as a procedure sees them: counted, counted perhaps, excluded, set aside, ahead.

use maud::{Markup, html};

use super::Drawing;
use super::canvas::{self, Text, framed};
use super::scale::{cut, width};
use crate::explain::{Because, FactDays, MeasureReason, RowDays, RowReason};
use crate::report::words;
use crate::time::{Day, Interval};

/// How days of a period stand in a measure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Counted,
    Perhaps,
    Excluded,
    Aside,
    Ahead,
}

impl Standing {
    fn of(row: &RowReason, counts: bool) -> Standing {
        match (&row.reason, counts) {
            (_, true) if row.certain => Standing::Counted,
            (_, true) => Standing::Perhaps,
            (Some(Because::Excluded(_) | Because::CountedFrom(_)), false) => Standing::Excluded,
            (Some(Because::AfterDay(_)), false) => Standing::Ahead,
            (_, false) => Standing::Aside,
        }
    }

    /// « compté »
    pub(super) fn word(self) -> &'static str {
        match self {
            Standing::Counted => "compté",
            Standing::Perhaps => "compté peut-être",
            Standing::Excluded => "exclu",
            Standing::Aside => "écarté",
            Standing::Ahead => "à venir",
        }
    }
}

/// The days of a period, each with how they stand, in order.
pub(super) fn days(fact: &FactDays, row: &RowDays) -> Vec<(Interval, Standing, Option<String>)> {
    let one = |(reason, counts): (&RowReason, bool)| {
        let start = reason.from.unwrap_or(Day::FIRST);
        let end = reason.to.unwrap_or(Day::LAST).plus_days(1);
        (Interval { start, end }, Standing::of(reason, counts), words::reason(reason))
    };
    let mut found: Vec<_> = fact.days_of(row).map(one).collect();
    found.sort_by_key(|(days, ..)| days.start);
    found
}

/// « n° 2, du … au …, exclu »: a period in words, for who does not see it.
pub(super) fn spoken(fact: &FactDays, row: &RowDays) -> String {
    let number = number(row);
    let label = row.label.as_ref().map(|label| format!(" ({label})")).unwrap_or_default();
    let parts: Vec<String> = days(fact, row)
        .iter()
        .map(|(days, standing, _)| format!("{} {}", standing.word(), words::between(*days)))
        .collect();
    if parts.is_empty() {
        return format!("{number}{label} {}", words::between(row.possible));
    }
    format!("{number}{label} {}", parts.join(", "))
}

/// « n° 2 »
pub(super) fn number(row: &RowDays) -> String {
    let index = row.path.split_once('[').and_then(|(_, index)| index.trim_end_matches(']').parse::<usize>().ok());
    format!("n° {}", index.unwrap_or_default() + 1)
}

/// Rows in as few lines as there are without two of them sharing a day.
fn lines<'r>(rows: &'r [RowDays]) -> Vec<Vec<&'r RowDays>> {
    let mut lines: Vec<Vec<&RowDays>> = Vec::new();
    let mut sorted: Vec<&RowDays> = rows.iter().collect();
    sorted.sort_by_key(|row| row.possible.start);
    for row in sorted {
        let free =
            |line: &&mut Vec<&'r RowDays>| line.last().is_none_or(|last| last.possible.end <= row.possible.start);
        match lines.iter_mut().find(free) {
            Some(line) => line.push(row),
            None => lines.push(vec![row]),
        }
    }
    lines
}

impl Drawing<'_> {
    pub(super) fn rows(&mut self) {
        let timeline = self.timeline;
        for fact in &timeline.facts {
            self.fact(fact);
        }
        if !timeline.facts.is_empty() {
            self.rule();
        }
    }

    fn fact(&mut self, fact: &FactDays) {
        let seen = fact.measure.as_ref().and(self.timeline.seen_by.as_ref());
        let seen = seen.map(|by| format!("vus par {by}")).unwrap_or_default();
        let top = self.y;
        if self.frame.names_above {
            self.name(&words::capital(&fact.name), &seen);
        } else {
            self.y += 12.0;
            self.name(&words::capital(&fact.name), &seen);
            self.y = top;
        }
        let from = self.y;
        for line in lines(&fact.rows) {
            self.line_of_rows(fact, &line);
        }
        let measured = fact.measure.as_ref().and_then(|measure| self.measured(measure, from));
        self.y = measured.unwrap_or(self.y).max(top + if self.frame.names_above { 0.0 } else { 44.0 }) + 1.0;
    }

    /// Periods beside each other: what they are above, what became of them below.
    fn line_of_rows(&mut self, fact: &FactDays, rows: &[&RowDays]) {
        let (font, bar) = (self.frame.font, self.frame.bar);
        let y = self.y + 16.0;
        let mut below = false;
        let spans: Vec<Option<(f64, f64)>> = rows.iter().map(|row| self.scale.over(row.possible)).collect();
        for (index, row) in rows.iter().enumerate() {
            let Some((x, long)) = spans[index] else { continue };
            let shapes = self.bar_of(fact, row, y);
            let spoken = spoken(fact, row);
            self.canvas.shapes.push(html! { g role="img" aria-label=(spoken) { title { (spoken) } (shapes) } });
            // Words may run on up to what comes next.
            let end = spans[index + 1..].iter().flatten().next().map_or(self.right(), |(next, _)| *next - 6.0);
            let room = (end - x).max(long);
            let ongoing = if row.ongoing { ", en cours" } else { "" };
            let full = row.label.as_ref().map(|label| format!("{} · {label}{ongoing}", number(row)));
            let above = full.iter().find_map(|full| {
                let said = cut(full, room, font)?;
                // A number and half a word say less than the number.
                (said == *full || said.contains("· ")).then_some(said)
            });
            let above = above.or_else(|| Some(number(row)).filter(|number| width(number, font) <= room));
            if let Some(said) = above {
                self.canvas.text(Text::new(x, y - 5.0, &said).size(font));
            }
            if let Some(said) = became(fact, row).into_iter().find(|said| width(said, font - 0.5) <= room) {
                below = true;
                self.canvas.text(Text::new(x, y + bar + 12.0, &said).class("m").size(font - 0.5));
            }
        }
        self.y = y + bar + if below { 17.0 } else { 5.0 };
    }

    fn bar_of(&self, fact: &FactDays, row: &RowDays, y: f64) -> Markup {
        let bar = self.frame.bar;
        let parts = days(fact, row);
        let draw = |days: Interval, class: &str, pattern: Option<&str>| {
            let pattern = pattern.map(|pattern| format!("{}-{pattern}", self.id));
            self.scale.over(days).map(|(x, long)| framed((x, y), (long, bar), class, pattern))
        };
        html! {
            // What is not parted below is not certain, or lies ahead.
            @if let Some(shape) = draw(row.possible, "bar-f", None) { (shape) }
            @if parts.is_empty() { @if let Some(shape) = draw(row.certain, "bar-o", None) { (shape) } }
            @for (days, standing, _) in &parts {
                @let shape = match standing {
                    Standing::Counted => draw(*days, "bar-c", None),
                    Standing::Perhaps => draw(*days, "bar-m", Some("m")),
                    Standing::Excluded => draw(*days, "bar-o", Some("h")),
                    Standing::Aside => draw(*days, "bar-o", None),
                    Standing::Ahead => None,
                };
                @if let Some(shape) = shape { (shape) }
            }
        }
    }

    /// What was measured: its window behind the bars, or the sentence alone; gives the bottom.
    fn measured(&mut self, measure: &MeasureReason, from: f64) -> Option<f64> {
        let said = sum(measure)?;
        let font = self.frame.font;
        let wide = width(&said, font) * 1.08;
        let y = self.y;
        let Some((x, long)) = measure.over.window.and_then(|window| self.scale.over(window)) else {
            let said = cut(&said, self.frame.width - self.left(), font)?;
            self.canvas.text(Text::new(self.left(), y + 11.0, &said).class("win-t"));
            return Some(y + 17.0);
        };
        self.canvas.shapes.insert(0, canvas::rect((x, from + 10.0), (long, y - from - 8.0), "win", None));
        let path = format!("M{} {} v5 H{} v-5", canvas::px(x), canvas::px(y), canvas::px(x + long));
        self.canvas.shapes.push(html! { path d=(path) class="win-l" {} });
        let said = format!("fenêtre : {said}");
        let wide = wide + width("fenêtre : ", font);
        let at = (x + long - wide).max(0.0).max(if self.frame.names_above { 0.0 } else { self.left() });
        let said = cut(&said, self.frame.width - at, font)?;
        self.canvas.text(Text::new(at, y + 18.0, &said).class("win-t"));
        Some(y + 23.0)
    }
}

/// What became of a period, in full; nothing where nothing was measured over it.
pub(in crate::report) fn told(fact: &FactDays, row: &RowDays) -> Option<String> {
    became(fact, row).into_iter().next()
}

/// « compté », « exclu : séjours exclus »: what became of a period, the longest way of saying it first.
fn became(fact: &FactDays, row: &RowDays) -> Vec<String> {
    let parts = days(fact, row);
    let told = |standing: Standing| parts.iter().any(|(_, other, _)| *other == standing);
    let only =
        |standing: Standing| parts.iter().all(|(_, other, _)| matches!(other, Standing::Ahead) || *other == standing);
    let reason = |standing: Standing| {
        let found = parts.iter().find(|(_, other, _)| *other == standing);
        found.and_then(|(_, _, reason)| reason.clone())
    };
    if parts.is_empty() {
        return Vec::new();
    }
    for standing in [Standing::Counted, Standing::Perhaps, Standing::Excluded, Standing::Aside] {
        if told(standing) && only(standing) {
            let word = standing.word();
            // A reason that begins with the word says it itself.
            let why = reason(standing);
            let why = why.map(|why| match why.strip_prefix("peut-être ") {
                Some(otherwise) => format!("{word}, ou {otherwise}"),
                None if why.starts_with(word) => why,
                None => format!("{word} : {why}"),
            });
            return why.into_iter().chain([word.to_string()]).collect();
        }
    }
    if told(Standing::Counted) || told(Standing::Perhaps) {
        let why = reason(Standing::Aside).or_else(|| reason(Standing::Excluded));
        let long = why.map(|why| format!("compté en partie : {why}"));
        return long.into_iter().chain(["compté en partie".to_string(), "en partie".to_string()]).collect();
    }
    vec!["écarté".to_string()]
}

/// « présence : 22 mois et 18 jours sur 12 mois »
fn sum(measure: &MeasureReason) -> Option<String> {
    Some(format!("{} : {}", measure.of, words::found_of(measure)?))
}
