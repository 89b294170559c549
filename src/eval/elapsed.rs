//! How many whole months, years or days lie between two dates.

use super::{Cause, Evaluator, Fault, Recorder, ReversedDates, TermValue};
use crate::plan::{Elapsed, ElapsedUnit, TermId};
use crate::time::{Day, MissingDay, NoSuchDay, whole_months};
use crate::value::{Bounds, Exact};

impl<R: Recorder> Evaluator<'_, R> {
    /// `le nombre de mois entre A et B`: the greatest number of months after which B is not yet passed. Where B certainly
    /// comes before A the rules are at fault; where it may, nothing is said of the others.
    pub(super) fn elapsed(&mut self, id: TermId, elapsed: &Elapsed) -> TermValue {
        let (from, to) = match (self.term(elapsed.from), self.term(elapsed.to)) {
            (TermValue::Lacking, _) | (_, TermValue::Lacking) => return TermValue::Lacking,
            (TermValue::Date(from), TermValue::Date(to)) => (from, to),
            // INVARIANT: `check` counts between dates only: one of these is unknown.
            _ => return TermValue::Unknown,
        };
        if to.ends_before(&from) {
            if let (Some(from), Some(to)) = (from.least, to.greatest) {
                self.fault(Fault::Reversed(ReversedDates { term: id, from, to }));
            }
            return TermValue::Unknown;
        }
        if !from.ends_by(&to) {
            return TermValue::Unknown;
        }
        let readings = match elapsed.unit {
            ElapsedUnit::Days => [MissingDay::LastOfMonth; 2],
            ElapsedUnit::Months | ElapsedUnit::Years => self.missing_days(),
        };
        let count = |from: Option<Day>, to: Option<Day>, pick: fn(i32, i32) -> i32| {
            let Some((from, to)) = from.zip(to) else { return Ok::<_, NoSuchDay>(None) };
            let [one, other] = readings.map(|missing| between(from, to, elapsed.unit, missing));
            Ok(Some(pick(one?, other?)))
        };
        let (least, greatest) =
            match (count(from.greatest, to.least, i32::min), count(from.least, to.greatest, i32::max)) {
                (Ok(least), Ok(greatest)) => (least, greatest),
                (Err(_), _) | (_, Err(_)) => {
                    self.recorder.cause(|| Cause::MissingDay);
                    return TermValue::Unknown;
                }
            };
        if least != greatest && from.known().is_some() && to.known().is_some() {
            self.recorder.cause(|| Cause::MissingDay);
        }
        let number = |count: i32| Exact::from_integer(count.into());
        let may_lack = from.may_lack || to.may_lack;
        TermValue::Number(Bounds { least: least.map(number), greatest: greatest.map(number), may_lack })
    }
}

fn between(from: Day, to: Day, unit: ElapsedUnit, missing: MissingDay) -> Result<i32, NoSuchDay> {
    Ok(match unit {
        ElapsedUnit::Days => from.days_until(to),
        ElapsedUnit::Months => whole_months(from, to, missing)?,
        ElapsedUnit::Years => whole_months(from, to, missing)? / 12,
    })
}
