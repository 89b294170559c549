//! Parameters: the value that stands on a day, or on each of the days that are possible.

use super::{Cause, Evaluator, ParameterRead, Recorder, TermValue};
use crate::case::{End, Place, Value};
use crate::plan::{DayRead, FactId, ParameterId, TermId, Type};
use crate::time::{Day, DayRange, Interval};

impl<R: Recorder> Evaluator<'_, R> {
    pub(super) fn parameter(&mut self, id: ParameterId, on: &DayRead) -> TermValue {
        let mark = self.recorder.mark();
        let plan = self.plan;
        let parameter = &plan.parameters[id.index()];
        let (days, may_lack) = match on {
            DayRead::Assessment => (self.assessment_day().map(exactly), false),
            DayRead::FirstOfRow(_) => (self.first_of_row(), false),
            DayRead::LastOfRow(_) => (self.last_of_row(), false),
            DayRead::On(day) => match self.possible_days(*day) {
                Some(days) => days,
                None => return TermValue::Lacking,
            },
        };
        let all = days.unwrap_or(Interval::ALL);
        let mut found: Vec<TermValue> = Vec::new();
        let mut is_known = false;
        for (index, line) in parameter.lines.iter().enumerate() {
            let days = line.validity.intersection(all);
            if let (false, Some(value)) = (days.is_empty(), line.value) {
                self.recorder.parameter(ParameterRead { parameter: id, line: Some(index), days });
                is_known = true;
                found.push(self.term(value));
            }
        }
        for unknown in parameter.unknown_days() {
            let days = unknown.intersection(all);
            if !days.is_empty() {
                let line = parameter.lines.iter().position(|line| line.validity == unknown);
                self.recorder.parameter(ParameterRead { parameter: id, line, days });
                // No rule file and no table writes a number below zero.
                found.push(TermValue::said(&Value::Unknown, &parameter.of, parameter.of != Type::Date));
            }
        }
        let value = found.into_iter().reduce(TermValue::join).unwrap_or(TermValue::Unknown);
        let value = if may_lack { TermValue::Lacking.join(value) } else { value };
        if value.is_known() {
            self.recorder.truncate(mark);
        } else if !is_known {
            self.recorder.cause(|| Cause::Parameter(id, days.map(|days| days.start)));
        }
        value
    }

    /// The days that a date may be, where anything is known of it, and whether there may be none; `None` where there is none.
    pub(super) fn possible_days(&mut self, day: TermId) -> Option<(Option<Interval>, bool)> {
        match self.term(day) {
            TermValue::Date(day) => {
                let first = day.least.unwrap_or(Interval::ALL.start);
                Some((Some(Interval::inclusive(first, day.greatest.unwrap_or(Day::LAST))), day.may_lack))
            }
            TermValue::Lacking => None,
            // INVARIANT: `check` reads parameters on dates only.
            TermValue::Unknown
            | TermValue::Truth(_)
            | TermValue::Number(_)
            | TermValue::Symbol(_)
            | TermValue::Length(_) => Some((None, false)),
        }
    }

    /// The days that the first day of the row at hand may be; what is not known of it is a cause.
    fn first_of_row(&mut self) -> Option<Interval> {
        let (fact, row) = self.row_at_hand()?;
        let start = self.case.rows(fact)?[row].start;
        if !start.is_some_and(DayRange::is_exact) {
            self.recorder.cause(|| Cause::At(Place::Start { fact, row }));
        }
        start.map(|days| Interval::inclusive(days.first, days.last))
    }

    /// The days that its last day may be, the day before the assessment for one that goes on.
    fn last_of_row(&mut self) -> Option<Interval> {
        let (fact, row) = self.row_at_hand()?;
        let (start, end) = {
            let given = &self.case.rows(fact)?[row];
            (given.start, given.end)
        };
        // What is not known of the end may be anything from the beginning on.
        let from = start.map_or(Interval::ALL.start, |start| start.first);
        match end {
            End::Known(days) => {
                if !days.is_exact() {
                    self.recorder.cause(|| Cause::At(Place::End { fact, row }));
                }
                Some(Interval::inclusive(days.first, days.last))
            }
            End::Unknown => {
                self.recorder.cause(|| Cause::At(Place::End { fact, row }));
                Some(Interval { start: from, ..Interval::ALL })
            }
            End::Ongoing => {
                let last = self.end()?.plus_days(-1);
                // One that begins later has no day yet: it is read on its first.
                let latest = start.map_or(Day::LAST, |start| start.last);
                if latest > last && !start.is_some_and(DayRange::is_exact) {
                    self.recorder.cause(|| Cause::At(Place::Start { fact, row }));
                }
                Some(Interval::inclusive(last.max(from), last.max(latest)))
            }
        }
    }

    /// The row at hand; the fact of which nothing is known is a cause.
    fn row_at_hand(&mut self) -> Option<(FactId, usize)> {
        // INVARIANT: `check` reads the day of a row only where one is at hand.
        let (fact, row) = self.row?;
        if row.is_none() || self.case.rows(fact).is_none() {
            self.recorder.cause(|| Cause::At(Place::Fact(fact)));
            return None;
        }
        Some((fact, row?))
    }
}

fn exactly(day: Day) -> Interval {
    Interval::inclusive(day, day)
}
