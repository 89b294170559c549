//! Days found from others on the calendar: working days, months, clear days.

use super::{Cause, Evaluator, Recorder, Skipped, TermValue};
use crate::case::{Place, Value};
use crate::plan::{DayFrom, DayWay, FactId, Meaning, Role, TermId};
use crate::time::{Day, Territory, UnknownHolidays, Week, Workdays, WorkingDays, holidays};
use crate::value::Bounds;

/// How a working day is found from a day.
#[derive(Clone, Copy)]
enum Step {
    /// The day itself, or the next that is one.
    First,
    /// So many after it, or before it.
    Nth(i32, bool),
}

impl Step {
    fn from(self, days: WorkingDays, day: Day) -> Result<Day, UnknownHolidays> {
        match self {
            Step::First => days.first_from(day),
            Step::Nth(count, after) => days.nth(day, count, after),
        }
    }

    fn is_later(self) -> bool {
        match self {
            Step::First => true,
            Step::Nth(_, after) => after,
        }
    }
}

impl<R: Recorder> Evaluator<'_, R> {
    /// A later day never gives an earlier one, so the ends of a date give those of what is found from it.
    pub(super) fn day_from(&mut self, id: TermId, found: &DayFrom) -> TermValue {
        let from = match self.term(found.from) {
            TermValue::Date(from) => from,
            TermValue::Lacking => return TermValue::Lacking,
            // INVARIANT: `check` finds days from dates only.
            TermValue::Unknown
            | TermValue::Truth(_)
            | TermValue::Number(_)
            | TermValue::Symbol(_)
            | TermValue::Length(_) => return TermValue::Unknown,
        };
        match found.way {
            DayWay::MonthStart => TermValue::Date(from.map(Day::first_of_month)),
            DayWay::MonthEnd => TermValue::Date(from.map(Day::last_of_month)),
            DayWay::Next => TermValue::Date(from.map(|day| day.plus_days(1))),
            DayWay::Previous => TermValue::Date(from.map(|day| day.plus_days(-1))),
            DayWay::Postponed(days) => self.working_day(id, from, days, Step::First),
            DayWay::Working { count, days, after } => {
                let TermValue::Number(count) = self.term(count) else { return TermValue::Unknown };
                // INVARIANT: `check` takes numbers that are written, and whole.
                let count = count.known().and_then(|count| i32::try_from(count.to_integer()).ok());
                let Some(count) = count else { return TermValue::Unknown };
                self.working_day(id, from, days, Step::Nth(count, after))
            }
        }
    }

    fn working_day(&mut self, id: TermId, from: Bounds<Day>, words: Workdays, step: Step) -> TermValue {
        let week = match words {
            Workdays::Ouvres => Week::ToFriday,
            Workdays::Ouvrables => match self.role(Role::WorkingDay) {
                Meaning::Week(week) => week,
                // INVARIANT: `check` refuses the words where the convention is not stated.
                _ => return TermValue::Unknown,
            },
        };
        let (territory, by) = match self.role(Role::Holidays) {
            Meaning::Territory(territory) => (Some(territory), None),
            Meaning::TerritoryOf(fact) => (self.place_of(fact), Some(fact)),
            // INVARIANT: `check` refuses the words where the convention is not stated.
            _ => return TermValue::Unknown,
        };
        let Some(territory) = territory else { return self.anywhere(by, from, week, step) };
        let days = WorkingDays { week, territory };
        let (found, unknown) = bounds(days, from, step);
        if let Some(at) = unknown {
            self.recorder.cause(|| Cause::Holidays(at));
        }
        if let (Some(from), Some(to)) = (from.known(), found.known()) {
            self.recorder.skipped(id, || skipped(days, *from, *to, step));
        }
        TermValue::Date(found)
    }

    /// Where, by a fact of the dossier.
    fn place_of(&self, fact: FactId) -> Option<Territory> {
        match self.case.value(fact) {
            Value::Symbol(option) => self.plan.territory(*option),
            // INVARIANT: the reader of dossiers takes an option of the fact only.
            Value::Unknown
            | Value::Truth(_)
            | Value::Number(_)
            | Value::Date(_)
            | Value::Length(_)
            | Value::Rows(_) => None,
        }
    }

    /// What holds wherever it may be, by the options of the fact that does not say it.
    fn anywhere(&mut self, fact: Option<FactId>, from: Bounds<Day>, week: Week, step: Step) -> TermValue {
        let options = fact.map_or(&[][..], |fact| self.plan.facts[fact.index()].kind.options());
        let (mut all, mut agree, mut unknown): (Option<Bounds<Day>>, _, _) = (None, true, None);
        for option in options {
            let Some(territory) = self.plan.territory(*option) else { continue };
            let (found, at) = bounds(WorkingDays { week, territory }, from, step);
            unknown = unknown.or(at);
            agree &= all.is_none_or(|other| other == found);
            all = Some(all.map_or(found, |other| other.join(found)));
        }
        if let Some(at) = unknown {
            self.recorder.cause(|| Cause::Holidays(at));
        }
        if let (Some(fact), false) = (fact, agree) {
            self.recorder.cause(|| Cause::At(Place::Fact(fact)));
        }
        all.map_or(TermValue::Unknown, TermValue::Date)
    }
}

/// The working day that is found from a date, and the first day of which the holidays would have to be known. Where they are
/// not, the day found is still no earlier than the date, or no later.
fn bounds(days: WorkingDays, from: Bounds<Day>, step: Step) -> (Bounds<Day>, Option<Day>) {
    let mut unknown = None;
    let mut end = |day: Option<Day>, is_least: bool| {
        let day = day?;
        match step.from(days, day) {
            Ok(found) => Some(found),
            Err(UnknownHolidays(at)) => {
                unknown = unknown.or(Some(at));
                (is_least == step.is_later()).then_some(day)
            }
        }
    };
    let found = Bounds { least: end(from.least, true), greatest: end(from.greatest, false), ..from };
    (found, unknown)
}

/// The days between that are no working days, in the order in which they are passed.
fn skipped(days: WorkingDays, from: Day, to: Day, step: Step) -> Vec<Skipped> {
    let one = if step.is_later() { 1 } else { -1 };
    let mut day = match step {
        Step::First => from,
        Step::Nth(..) => from.plus_days(one),
    };
    let mut found = Vec::new();
    while day != to && (day < to) == step.is_later() {
        if days.contains(day) == Ok(false) {
            let holidays = holidays(day, days.territory).into_iter().flat_map(|holidays| holidays.iter()).collect();
            found.push(Skipped { day, holidays });
        }
        day = day.plus_days(one);
    }
    found
}
