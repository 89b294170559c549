//! Which days a measure was taken over.

use super::{Method, bridged, fits_gap, longest, unbroken};
use crate::eval::Entered;
use crate::plan::MeasureKind;
use crate::time::{Continuity, DayBounds, DaySet, Interval, NoSuchDay};

pub(super) fn entered(days: &DayBounds, base: &DayBounds, method: Method) -> Result<Entered, NoSuchDay> {
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
