//! Which days a measure was taken over.

use super::{Method, bridged, fits_gap, longest, unbroken};
use crate::plan::MeasureKind;
use crate::time::{Continuity, DayBounds, DaySet, Interval, NoSuchDay};

/// The days that a measure was taken over, and those that it looked at to find them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Certain days are those that the least measure was taken over; possible ones may enter in some filling.
    pub days: DayBounds,
    /// Where a day is missing, a duration is interrupted: the days of the set, those that were excluded from it
    /// included where an exclusion does not interrupt.
    pub base: DayBounds,
    /// The longest run may be another than the one that is certain.
    pub rivalled: bool,
}

impl Entered {
    pub(super) fn of(days: &DayBounds, base: &DayBounds, method: Method) -> Result<Entered, NoSuchDay> {
        let base = base.clone();
        let (entered, rivalled) = match method.kind {
            MeasureKind::Totals => (days.clip(method.window), false),
            MeasureKind::Lasts(_) if method.continuity != Continuity::Unbroken => {
                let (counted, since) = bridged(days, &base, method);
                let run = |held: &DaySet, counted: &DaySet, since: &DaySet| {
                    Ok(held.clip(unbroken(counted, since, 0, method)?.1.unwrap_or(Interval::NONE)))
                };
                let certain = run(days.certain(), counted.certain(), since.certain())?;
                (DayBounds::new(certain, run(days.possible(), counted.possible(), since.possible())?), false)
            }
            MeasureKind::Lasts(_) => {
                let run = |kept: &DaySet, base: &DaySet| {
                    Ok(kept.clip(unbroken(kept, base, 0, method)?.1.unwrap_or(Interval::NONE)))
                };
                let certain = run(days.certain(), base.certain())?;
                (DayBounds::new(certain, run(days.possible(), base.possible())?), false)
            }
            MeasureKind::Lasted { tolerance } => longest_days(days, tolerance, method)?,
        };
        Ok(Entered { days: entered, base, rivalled })
    }

    /// What holds of this and of a measure on another day together.
    pub(in crate::eval) fn join(&mut self, other: &Entered) {
        let either = |one: &DayBounds, other: &DayBounds| {
            DayBounds::new(one.certain().intersection(other.certain()), one.possible().union(other.possible()))
        };
        self.days = either(&self.days, &other.days);
        self.base = either(&self.base, &other.base);
        self.rivalled |= other.rivalled;
    }
}

/// The days of the longest run, and of those that may be the longest; whether there are such beside the first.
fn longest_days(days: &DayBounds, tolerance: i32, method: Method) -> Result<(DayBounds, bool), NoSuchDay> {
    let (least, run) = longest(days.certain(), tolerance, method)?;
    let certain = days.certain().clip(run.unwrap_or(Interval::NONE));
    if days.is_exact() {
        return Ok((DayBounds::exact(certain), false));
    }
    // Whatever the run turns out to be, it holds the certain one or has no day of it.
    let others = match run {
        Some(run) => longest(&days.possible().difference(&DaySet::from(run)), tolerance, method)?.0,
        None => least,
    };
    let mut possible: Vec<Interval> = Vec::new();
    let mut runs: Vec<Interval> = Vec::new();
    for next in days.possible().runs_within(method.window) {
        match runs.last_mut() {
            Some(run) if fits_gap(*run, next, tolerance) => run.end = next.end,
            _ => runs.push(next),
        }
    }
    for run in runs {
        if super::quantity(run.start, run.end, method)? >= least {
            possible.extend(days.possible().runs_within(run));
        }
    }
    Ok((DayBounds::new(certain, DaySet::from_intervals(possible)), others > least))
}
