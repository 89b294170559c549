//! Periods and stretches as lines of blocks over the years.

use super::Style;
use super::branches::supposed;
use super::text::{colour, paint};
use crate::explain::{Calendar, ExplainedStretch, Period};
use crate::names;
use crate::time::{Day, Interval};
use crate::value::Outcome;

/// Columns for the names on the left.
const NAMES: usize = 24;

/// Draws the years, one line per period, one line per procedure.
pub(super) fn draw(out: &mut String, calendar: &Calendar, style: Style) {
    let scale = Scale { span: calendar.span, columns: style.width.saturating_sub(NAMES + 1).max(20) };
    out.push_str(&format!("{:NAMES$} {}\n", "", scale.years().trim_end()));
    for period in &calendar.periods {
        let line: String = scale.cells().map(|cell| period_sign(period, cell)).collect();
        out.push_str(&format!("{} {}\n", name(&names::row(&period.path)), line.trim_end()));
    }
    for procedure in &calendar.procedures {
        out.push_str(&name(&procedure.procedure));
        out.push(' ');
        for cell in scale.cells() {
            let outcome = best(&procedure.stretches, cell);
            paint(out, &sign(outcome).to_string(), style, Some(colour(outcome)));
        }
        out.push('\n');
        procedure.stretches.iter().for_each(|stretch| lanes(out, &scale, stretch, style));
    }
    if let Some(day) = calendar.assessed_on.filter(|day| calendar.span.contains(*day)) {
        let at = scale.column(day);
        out.push_str(&format!("{:NAMES$} {}▲ {}\n", "", " ".repeat(at.min(scale.columns - 12)), day.french()));
    }
    out.push_str(&format!("{:NAMES$} █ réunies  ▒ autorité  ? indéterminé  · non réunies\n", ""));
}

/// A line an answer, below a stretch that is open and wide enough to be seen.
fn lanes(out: &mut String, scale: &Scale, stretch: &ExplainedStretch, style: Style) {
    for lane in stretch.lanes.iter().flat_map(|known| &known.lanes) {
        let within = |cell: Interval| {
            let days = lane.days.iter().filter(|(days, _)| !days.intersection(cell).is_empty());
            days.map(|(_, outcome)| *outcome).max_by_key(rank)
        };
        let cells: Vec<Option<Outcome>> = scale.cells().map(within).collect();
        let Some(last) = cells.iter().rposition(Option::is_some) else { continue };
        out.push_str(&name(&format!("  {}", supposed(&lane.answers))));
        out.push(' ');
        for outcome in &cells[..=last] {
            match outcome {
                Some(outcome) => paint(out, &sign(*outcome).to_string(), style, Some(colour(*outcome))),
                None => out.push(' '),
            }
        }
        out.push('\n');
    }
}

struct Scale {
    span: Interval,
    columns: usize,
}

impl Scale {
    /// The days of each column.
    fn cells(&self) -> impl Iterator<Item = Interval> + '_ {
        let edge = |column: usize| {
            let days = self.span.days() as i64 * column as i64 / self.columns as i64;
            self.span.start.plus_days(days as i32)
        };
        (0..self.columns).map(move |column| Interval { start: edge(column), end: edge(column + 1) })
    }

    fn column(&self, day: Day) -> usize {
        let days = i64::from(self.span.start.days_until(day));
        (days * self.columns as i64 / i64::from(self.span.days().max(1))) as usize
    }

    /// Years at the columns of their first day, as many as find room.
    fn years(&self) -> String {
        let mut line = String::new();
        let (first, ..) = self.span.start.ymd();
        let (last, ..) = self.span.end.ymd();
        for year in first..=last {
            let Some(day) = Day::from_ymd(year, 1, 1).filter(|day| self.span.contains(*day)) else { continue };
            let at = self.column(day);
            let used = line.chars().count();
            if (used == 0 || at > used) && at + 4 <= self.columns {
                line.push_str(&" ".repeat(at - used));
                line.push_str(&year.to_string());
            }
        }
        line
    }
}

fn name(words: &str) -> String {
    let short: String = words.chars().take(NAMES).collect();
    format!("{short:NAMES$}")
}

fn period_sign(period: &Period, cell: Interval) -> char {
    let covers = |days: Interval| !days.intersection(cell).is_empty();
    match (covers(period.certain), covers(period.possible)) {
        (true, _) => '━',
        (false, true) => '╌',
        _ => ' ',
    }
}

/// The most favourable outcome of the days of a column, or an error: a short stretch must not vanish.
fn best(stretches: &[ExplainedStretch], cell: Interval) -> Outcome {
    stretches
        .iter()
        .filter(|stretch| !stretch.days.intersection(cell).is_empty())
        .map(|stretch| stretch.outcome)
        .max_by_key(rank)
        .unwrap_or(Outcome::NotApplicable)
}

fn rank(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::Error => 5,
        Outcome::Met => 4,
        Outcome::Discretionary => 3,
        Outcome::Undetermined => 2,
        Outcome::NotMet => 1,
        Outcome::NotApplicable => 0,
    }
}

fn sign(outcome: Outcome) -> char {
    match outcome {
        Outcome::Met => '█',
        Outcome::Discretionary => '▒',
        Outcome::Undetermined => '?',
        Outcome::NotMet => '·',
        Outcome::NotApplicable => ' ',
        Outcome::Error => '!',
    }
}
