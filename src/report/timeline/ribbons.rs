//! Outcomes, day by day: a ribbon for each procedure, thin lanes below what is open.

use maud::html;

use super::Drawing;
use super::canvas::{self, Text, framed};
use super::scale::{self, width};
use crate::explain::{ExplainedStretch, Lanes, ProcedureCalendar};
use crate::report::branches::{supposed, supposed_of};
use crate::report::text::mark;
use crate::report::words;
use crate::time::{Day, Interval};
use crate::value::Outcome;

/// Outcomes in order: stretches of one outcome under several texts are one.
pub(super) fn runs(stretches: &[ExplainedStretch]) -> impl Iterator<Item = (Interval, Outcome)> {
    let mut found: Vec<(Interval, Outcome)> = Vec::new();
    for one in stretches {
        match found.last_mut() {
            Some((days, outcome)) if *outcome == one.outcome => days.end = one.days.end,
            _ => found.push((one.days, one.outcome)),
        }
    }
    found.into_iter()
}

/// « ✔ réunies »
pub(super) fn signed(outcome: Outcome) -> String {
    format!("{} {}", mark(outcome), outcome.french())
}

/// Words for an outcome, the longest first; the sign alone comes last.
fn candidates(outcome: Outcome) -> Vec<String> {
    let sign = mark(outcome);
    match outcome {
        Outcome::Discretionary => {
            vec![signed(outcome), format!("{sign} appréciation"), format!("{sign} autorité"), sign.to_string()]
        }
        _ => vec![signed(outcome), sign.to_string()],
    }
}

impl Drawing<'_> {
    pub(super) fn ribbons(&mut self) {
        let timeline = self.timeline;
        for (index, one) in timeline.procedures.iter().enumerate() {
            self.ribbon(index, one);
        }
        self.rule();
    }

    fn ribbon(&mut self, index: usize, one: &ProcedureCalendar) {
        let top = self.y;
        if self.frame.names_above {
            self.name(&one.procedure, "");
        }
        // Room for the days of turns above.
        let turns = runs(&one.stretches).count() > 1;
        let y = self.y + if turns { 16.0 } else { 4.0 };
        self.edges(one, y);
        let height = self.frame.ribbon;
        for (days, outcome) in runs(&one.stretches) {
            self.segment(days, outcome, (y, height), candidates(outcome), self.frame.font);
        }
        for pair in one.stretches.windows(2).filter(|pair| pair[0].text != pair[1].text) {
            self.turns.push((index, pair[1].days.start, y + height));
        }
        let mut bottom = y + height;
        for stretch in &one.stretches {
            if let Some(lanes) = &stretch.lanes {
                bottom = bottom.max(self.lanes(lanes, y + height + 3.0));
            }
        }
        if !self.frame.names_above {
            self.y = y - 1.0;
            self.name(&one.procedure, "");
        }
        self.y = bottom.max(top + self.frame.ribbon) + 4.0;
    }

    /// One stretch of days with one outcome.
    fn segment(&mut self, days: Interval, outcome: Outcome, (y, height): (f64, f64), said: Vec<String>, font: f64) {
        let Some((x, long)) = self.scale.over(days) else { return };
        let spoken = format!("{}, {}", outcome.french(), words::between(days.intersection(self.scale.span)));
        let key = canvas::key(outcome);
        let body = framed((x, y), (long, height), &format!("r-{key}"), canvas::pattern(self.id, outcome));
        let is_scope = outcome == Outcome::NotApplicable;
        let shape = html! { @if !is_scope { (body) } };
        let cursor = self.timeline.assessed_on.filter(|day| days.contains(*day)).map(|day| self.scale.x(day));
        let fitting = said.into_iter().find_map(|words| {
            let wide = width(&words, font) * 1.06;
            // The line of the day of assessment must not run through words: they go to its other side.
            let places = [x + 7.0, cursor.map_or(f64::MAX, |cursor| cursor + 6.0)];
            let free = |at: &f64| {
                let end = at + wide;
                end + 5.0 <= x + long && cursor.is_none_or(|cursor| end + 3.0 < cursor || *at > cursor)
            };
            places.into_iter().find(free).map(|at| (at, wide, words))
        });
        let class = match outcome {
            Outcome::Met => "t-ok",
            Outcome::NotMet => "t-no",
            Outcome::Discretionary => "t-pr",
            Outcome::Undetermined => "t-ind",
            Outcome::NotApplicable => "t-hc",
            Outcome::Error => "t-er",
        };
        let middle = y + height / 2.0;
        let words =
            fitting.as_ref().map(|(at, _, words)| Text::new(*at, middle + font * 0.36, words).class(class).size(font));
        // Words on a pattern have a ground of their own.
        let plate = fitting.as_ref().filter(|_| canvas::pattern(self.id, outcome).is_some()).map(|(at, wide, _)| {
            let (from, to) = (at - 4.0, (at + wide + 3.0).min(x + long - 1.6));
            canvas::rect((from, y + 1.6), (to - from, height - 3.2), &format!("plate-{key}"), None)
        });
        let line = is_scope.then(|| {
            let from = fitting.as_ref().map_or(x + 2.0, |(at, wide, _)| at + wide + 4.0);
            (from, x + long - 2.0)
        });
        self.canvas.shapes.push(html! {
            g role="img" aria-label=(spoken) {
                title { (spoken) }
                (shape)
                @if let Some((from, to)) = line.filter(|(from, to)| from < to) {
                    line x1=(canvas::px(from)) y1=(canvas::px(middle)) x2=(canvas::px(to)) y2=(canvas::px(middle)) class="r-hc" {}
                }
                @if let Some(plate) = plate { (plate) }
                @if let Some(words) = words { (words.element()) }
            }
        });
    }

    /// The days on which the outcome turns, above the ribbon: those around the assessment first, as many as find room.
    fn edges(&mut self, one: &ProcedureCalendar, y: f64) {
        let runs: Vec<(Interval, Outcome)> = runs(&one.stretches).collect();
        let now = self.timeline.assessed_on.and_then(|day| runs.iter().position(|(days, _)| days.contains(day)));
        let mut order: Vec<usize> = (1..runs.len()).collect();
        let is_near = |turn: usize| now.is_some_and(|now| turn == now || turn == now + 1);
        order.sort_by_key(|turn| !is_near(*turn));
        let font = self.frame.font - 0.5;
        let mut taken: Vec<(f64, f64)> = Vec::new();
        for turn in order {
            let day = runs[turn].0.start;
            let x = self.scale.x(day);
            self.canvas.line((x, y - 3.0), (x, y + 2.0), "tick");
            let near = is_near(turn);
            let class = if near { "b" } else { "m" };
            for said in self.turn_words(one, day, near) {
                let wide = width(&said, font) * if near { 1.08 } else { 1.0 };
                let fits = |from: f64| {
                    let clear = |(start, end): &(f64, f64)| from + wide + 5.0 < *start || *end + 5.0 < from;
                    from >= self.left() - 40.0 && from + wide <= self.frame.width && taken.iter().all(clear)
                };
                let Some(from) = [x - wide / 2.0, x - 2.0, x - wide + 2.0].into_iter().find(|from| fits(*from)) else {
                    continue;
                };
                taken.push((from, from + wide));
                self.canvas.text(Text::new(from, y - 6.0, &said).class(class).size(font));
                break;
            }
        }
    }

    /// « 31 déc. 2026 : fin du texte », then the day alone.
    fn turn_words(&self, one: &ProcedureCalendar, day: Day, near: bool) -> Vec<String> {
        let begins = one.stretches.iter().find(|stretch| stretch.days.start == day);
        let texts = begins.and_then(|stretch| stretch.begins.as_ref()).and_then(|turn| turn.texts.as_ref());
        let short = scale::short(day);
        match texts {
            Some((Some(_), None)) => {
                let last = scale::short(day.plus_days(-1));
                vec![format!("{last} : fin du texte"), last]
            }
            Some((_, Some(_))) if near && !self.frame.names_above => vec![format!("{short} : nouveau texte"), short],
            _ => vec![short],
        }
    }

    /// What an open stretch would be under each answer; gives the bottom.
    fn lanes(&mut self, lanes: &Lanes, top: f64) -> f64 {
        let (height, font) = (self.frame.lane, 11.5);
        let mut y = top;
        for lane in &lanes.lanes {
            let first = lane.days.first().and_then(|(days, _)| self.scale.over(*days)).map_or(self.left(), |(x, _)| x);
            let before = first - self.left() - 10.0;
            let fits_inside = |name: &str| {
                lane.days.first().is_some_and(|(days, outcome)| {
                    let long = self.scale.over(*days).map_or(0.0, |(_, long)| long);
                    let on_day = self.timeline.assessed_on.filter(|day| days.contains(*day));
                    let cursor = on_day.map(|day| self.scale.x(day) - first);
                    let wide = width(&format!("{} {name}", mark(*outcome)), font) * 1.06 + 12.0;
                    wide <= long && cursor.is_none_or(|cursor| wide < cursor)
                })
            };
            // The fact is named where there is room for it; the table names it in any case.
            let whole = supposed_of(lanes, lane);
            let has_room = fits_inside(&whole) || width(&whole, font) <= before;
            let name = if has_room { whole } else { supposed(&lane.answers) };
            // The name stands in the first stretch, else left of the lane.
            let inside = fits_inside(&name);
            if !inside && let Some(said) = scale::cut(&name, before, font) {
                self.canvas
                    .text(Text::new(first - 5.0, y + height / 2.0 + font * 0.36, &said).class("m").end().size(font));
            }
            for (index, (days, outcome)) in lane.days.iter().enumerate() {
                let said = if index == 0 && inside {
                    vec![format!("{} {name}", mark(*outcome))]
                } else {
                    let mut said = candidates(*outcome);
                    said.drain(..said.len().min(1));
                    said
                };
                self.segment(*days, *outcome, (y, height), said, font);
            }
            y += height + 2.0;
        }
        y
    }
}
