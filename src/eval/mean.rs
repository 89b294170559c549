//! The mean of a parameter over the months or the days of a window.
//!
//! A window of n months holds the first days of n civil months, wherever it begins: each gives one value. Parameters are
//! no facts of a dossier, so that days after the assessment are read like others.

use super::aggregate::number;
use super::{Averaged, AveragedPart, Cause, Evaluator, ParameterRead, Recorder, TermValue};
use crate::case::Value;
use crate::plan::{Each, ParameterMean, TermId, WindowSpan};
use crate::time::{Day, Interval, MissingDay, last_days, last_months};
use crate::value::{Arithmetic, Bounds, Exact};

/// Ends of windows that are tried one by one; beyond, the mean lies between the least and the greatest value.
const MOST: i64 = 1200;

/// Months by their number, or days by theirs: from the first up to the second, which is none of them.
type Units = (i64, i64);

/// A line of a parameter within the days looked at, or days without a value.
struct Piece {
    line: Option<usize>,
    units: Units,
    value: Bounds<Exact>,
}

impl<R: Recorder> Evaluator<'_, R> {
    pub(super) fn mean(&mut self, id: TermId, mean: &ParameterMean) -> TermValue {
        let mark = self.recorder.mark();
        let (ends, may_lack) = match mean.window.day() {
            None => (self.end().map(|day| Interval::inclusive(day, day)), false),
            Some(day) => match self.possible_days(day) {
                Some(days) => days,
                None => return TermValue::Lacking,
            },
        };
        let span = self.window_span(mean.window);
        let readings = match mean.each {
            Each::Month => None,
            Each::Day => Some(self.missing_days()),
        };
        let windows = ends.and_then(|ends| self.looked_at(ends, span, readings));
        let all = match &windows {
            Some(windows) => hull(windows),
            None => units(Interval::ALL, mean.each),
        };
        let pieces = self.pieces(mean, all);
        let value = match &windows {
            Some(windows) => {
                let means = windows.iter().map(|window| self.over(id, &pieces, *window));
                means.collect::<Vec<_>>().into_iter().reduce(TermValue::join)
            }
            None => pieces.iter().map(|piece| TermValue::Number(piece.value)).reduce(TermValue::join),
        };
        let value = value.unwrap_or(TermValue::Unknown);
        let value = if may_lack { TermValue::Lacking.join(value) } else { value };
        for piece in &pieces {
            let days = days(piece.units, all, mean.each);
            self.recorder.parameter(ParameterRead { parameter: mean.parameter, line: piece.line, days });
        }
        if self.has_node() {
            let only = windows.as_deref().and_then(|windows| <&[Units; 1]>::try_from(windows).ok());
            let count = |units: Units| only.map(|[window]| (common(units, *window)) as i32);
            let part = |piece: &Piece| AveragedPart {
                line: piece.line,
                days: days(piece.units, all, mean.each),
                count: count(piece.units),
            };
            let parts = pieces.iter().map(part).collect();
            self.recorder.averaged(id, || Averaged { parts, divided_by: count(all) });
        }
        if value.is_known() {
            self.recorder.truncate(mark);
        } else {
            for piece in pieces.iter().filter(|piece| piece.value.known().is_none()) {
                let day = days(piece.units, all, mean.each).start;
                self.recorder.cause(|| Cause::Parameter(mean.parameter, Some(day).filter(|_| windows.is_some())));
            }
        }
        value
    }

    /// The windows that end before one of these days, each once; `None` where these are too many or the first day of one
    /// cannot be told.
    fn looked_at(&mut self, ends: Interval, span: WindowSpan, readings: Option<[MissingDay; 2]>) -> Option<Vec<Units>> {
        let Some(readings) = readings else {
            // INVARIANT: `check` lets only windows in months stand there.
            let WindowSpan::LastMonths(months) = span else { return None };
            let (first, last) = (ends.start.plus_days(-1).month(), ends.end.plus_days(-2).month());
            let window = |month: i64| (month + 1 - i64::from(months), month + 1);
            return (last - first < MOST).then(|| (first..=last).map(window).collect());
        };
        if i64::from(ends.days()) > MOST {
            return None;
        }
        let mut found: Vec<Units> = Vec::new();
        for number in ends.start.number()..ends.end.number() {
            let end = Day::from_number(number);
            for missing in readings {
                let window = match span {
                    // INVARIANT: `check` lets only limited windows stand there.
                    WindowSpan::Unlimited => return None,
                    WindowSpan::LastDays(days) => last_days(end, days),
                    WindowSpan::LastMonths(months) => match last_months(end, months, missing) {
                        Ok(window) => window,
                        Err(_) => {
                            self.recorder.cause(|| Cause::MissingDay);
                            return None;
                        }
                    },
                };
                let window = (i64::from(window.start.number()), i64::from(window.end.number()));
                if found.last() != Some(&window) {
                    found.push(window);
                }
            }
        }
        Some(found)
    }

    /// The lines of a parameter that have some of the days looked at, and the days without a value, in order.
    fn pieces(&mut self, mean: &ParameterMean, all: Units) -> Vec<Piece> {
        let parameter = &self.plan.parameters[mean.parameter.index()];
        let mut pieces = Vec::new();
        for (index, line) in parameter.lines.iter().enumerate() {
            let units = units(line.validity, mean.each);
            if let (true, Some(value)) = (common(units, all) > 0, line.value) {
                pieces.push(Piece { line: Some(index), units, value: number(&self.term(value)) });
            }
        }
        for unknown in parameter.unknown_days() {
            let units = units(unknown, mean.each);
            if common(units, all) > 0 {
                let line = parameter.lines.iter().position(|line| line.validity == unknown);
                // No rule file and no table writes a number below zero.
                let value = number(&TermValue::said(&Value::Unknown, &parameter.of, true));
                pieces.push(Piece { line, units, value });
            }
        }
        pieces.sort_by_key(|piece| piece.units);
        pieces
    }

    /// The mean over one window.
    fn over(&mut self, id: TermId, pieces: &[Piece], window: Units) -> TermValue {
        let exact = |count: i64| Bounds::exact(Exact::from_integer(count.into()));
        let part = |piece: &Piece| match common(piece.units, window) {
            0 => None,
            count => Some(piece.value.combine(Arithmetic::Multiply, &exact(count))),
        };
        let parts: Result<Vec<Bounds<Exact>>, _> = pieces.iter().filter_map(part).collect();
        let sum = parts.ok().and_then(|parts| self.total(id, parts));
        let mean = sum.and_then(|sum| sum.combine(Arithmetic::Divide, &exact(window.1 - window.0)).ok());
        mean.map_or_else(|| self.beyond(id), TermValue::Number)
    }
}

/// What lies in some days: the months that begin in them, or the days themselves. Of days without a beginning or an end,
/// those before all dates and after them too.
fn units(days: Interval, each: Each) -> Units {
    let unit = |day: Day| match each {
        Each::Month => day.plus_days(-1).month() + 1,
        Each::Day => i64::from(day.number()),
    };
    let first = if days.start <= Interval::ALL.start { i64::MIN / 4 } else { unit(days.start) };
    let end = if days.end >= Interval::ALL.end { i64::MAX / 4 } else { unit(days.end) };
    (first, end.max(first))
}

/// How many units two stretches share.
fn common(one: Units, other: Units) -> i64 {
    (one.1.min(other.1) - one.0.max(other.0)).max(0)
}

/// From the first unit of some windows to the last.
fn hull(windows: &[Units]) -> Units {
    let (first, end) =
        windows.iter().fold((i64::MAX, i64::MIN), |(first, end), window| (first.min(window.0), end.max(window.1)));
    (first, end)
}

/// From the first to the last day that is read of some units within others.
fn days(units: Units, within: Units, each: Each) -> Interval {
    let (first, end) = (units.0.max(within.0), units.1.min(within.1));
    let day = |unit: i64| match each {
        Each::Month => Day::month_start(unit),
        Each::Day => i32::try_from(unit).ok().map(Day::from_number),
    };
    let limit = |day: Option<Day>, other: Day| day.unwrap_or(other).clamp(Day::FIRST, Day::LAST);
    Interval::inclusive(limit(day(first), Day::FIRST), limit(day(end - 1), Day::LAST))
}
