//! Lengths of sets.

mod entered;

use super::rows::SetRef;
use super::{Cause, Entered, Evaluator, Measured, Quantity, Recorder, TermValue, Windows};
use crate::plan::{Continued, ExcludedEffect, Length, Meaning, Measure, MeasureKind, Role, TermId, Window, WindowSpan};
use crate::time::{
    Continuity, Day, DayBounds, DaySet, Interval, MissingDay, MonthCount, MonthLength, NoSuchDay, elapsed, last_days,
    last_months,
};
use crate::value::Bounds;
use entered::entered;

/// What decides how a measure is taken.
#[derive(Clone, Copy)]
struct Method {
    kind: MeasureKind,
    /// What keeps a duration going.
    continuity: Continuity,
    in_months: bool,
    window: Interval,
    /// A count over the window never exceeds so many months.
    cap: Option<i32>,
    count: MonthCount,
    missing: MissingDay,
    effect: ExcludedEffect,
}

impl Method {
    /// Whether the days before exclusions are looked at: by what exclusions do not interrupt, and where gaps may be
    /// bridged, which exclusions are none of.
    fn needs_base(self) -> bool {
        let bridges = self.continuity != Continuity::Unbroken;
        matches!(self.kind, MeasureKind::Lasts(_)) && (bridges || self.effect != ExcludedEffect::Interrupts)
    }
}

impl<R: Recorder> Evaluator<'_, R> {
    pub(super) fn measure(&mut self, id: TermId, measure: &Measure) -> TermValue {
        let mark = self.recorder.mark();
        let readings = self.missing_days();
        let in_months = measure.in_months;
        let count = match measure.kind {
            MeasureKind::Totals if in_months => self.month_count(measure.counted),
            _ => MonthCount::DateToDate,
        };
        let effect = match measure.kind {
            MeasureKind::Lasts(_) => match self.role(Role::ExcludedPeriod) {
                Meaning::Excluded(effect) => effect,
                _ => ExcludedEffect::TakenOut,
            },
            _ => ExcludedEffect::Interrupts,
        };
        let continuity = match measure.kind {
            MeasureKind::Lasts(Continued::As(continuity)) => continuity,
            MeasureKind::Lasts(Continued::ByConvention(convention)) => match self.meaning(convention) {
                Meaning::Continuity(continuity) => continuity,
                // INVARIANT: `check` lets only such conventions stand there.
                _ => Continuity::Unbroken,
            },
            MeasureKind::Lasted { .. } | MeasureKind::Totals => Continuity::Unbroken,
        };
        let set = self.set(measure.set);
        self.recorder.truncate(mark);
        let Some(windows) = self.windows(measure.window, readings) else {
            self.all_causes(set);
            return TermValue::Unknown;
        };
        let method = |reading: usize| {
            let (missing, (window, cap)) = (readings[reading], windows[reading]);
            Method { kind: measure.kind, continuity, in_months, window, cap, count, missing, effect }
        };
        let methods = [method(0), method(1)];
        let kept = self.days(set);
        let before = if methods[0].needs_base() { self.base(set) } else { kept };
        let pool = &self.scratch.days;
        let (days, base) = (&pool[kept], &pool[before]);
        let Ok((certain, possible)) = bounds_by(days, base, methods) else {
            self.recorder.cause(|| Cause::MissingDay);
            self.all_causes(set);
            return TermValue::Unknown;
        };
        if certain != possible && days.is_exact() && base.is_exact() {
            self.recorder.cause(|| Cause::MissingDay);
        }
        if R::ON && certain != possible {
            self.measure_causes(set, methods, (certain, possible));
        }
        if self.has_node() {
            let pool = &self.scratch.days;
            let (days, base) = (&pool[kept], &pool[before]);
            // The anniversaries are those of the measure, which exist.
            if let Ok((windows, entered)) = entered_by(days, base, methods) {
                let rows = self.accounts(set);
                let entered = Box::new(entered);
                let measured = Measured { windows, continuity, certain, possible, entered, rows };
                self.recorder.measured(id, measured);
            }
        }
        TermValue::Length(Bounds::between(certain, possible))
    }

    fn month_count(&mut self, named: Option<MonthCount>) -> MonthCount {
        match named {
            Some(named) => named,
            None => match self.role(Role::MonthCount) {
                Meaning::MonthCount(count) => count,
                _ => MonthCount::DateToDate,
            },
        }
    }

    fn measure_causes(&mut self, set: SetRef, methods: [Method; 2], found: (Quantity, Quantity)) {
        let same =
            |held: &DayBounds, base: &DayBounds| bounds_by(held, base, methods).is_ok_and(|measured| measured == found);
        self.causes(set, methods[0].window, methods[0].needs_base(), same);
    }

    /// A date that is known to the day; otherwise why it is not is told.
    fn known_day(&mut self, day: TermId) -> Option<Day> {
        let range = self.term(day).days()?;
        range.is_exact().then_some(range.first)
    }

    /// How far back a window reaches.
    pub(super) fn window_span(&mut self, window: Window) -> WindowSpan {
        match window {
            Window::All => WindowSpan::Unlimited,
            Window::Last(Length::Months(months)) | Window::Before(Length::Months(months), _) => {
                WindowSpan::LastMonths(months)
            }
            Window::Last(Length::Days(days)) | Window::Before(Length::Days(days), _) => WindowSpan::LastDays(days),
            Window::ByConvention(convention) => match self.meaning(convention) {
                Meaning::Window(span) => span,
                _ => WindowSpan::Unlimited,
            },
        }
    }

    /// The days looked at by each reading, and the most months that can be counted in them.
    pub(super) fn windows(
        &mut self,
        window: Window,
        readings: [MissingDay; 2],
    ) -> Option<[(Interval, Option<i32>); 2]> {
        let looked_at = self.end()?;
        let end = match window.day() {
            None => looked_at,
            Some(day) => self.known_day(day)?,
        };
        let span = self.window_span(window);
        let until = |window: Interval| {
            let end = window.end.min(looked_at);
            Interval { start: window.start.min(end), end }
        };
        match span {
            WindowSpan::Unlimited => Some([(Interval { start: Day::FIRST.min(end), end }, None); 2]),
            WindowSpan::LastDays(days) => Some([(until(last_days(end, days)), None); 2]),
            WindowSpan::LastMonths(months) => match readings.map(|missing| last_months(end, months, missing)) {
                [Ok(one), Ok(other)] => Some([(until(one), Some(months)), (until(other), Some(months))]),
                _ => {
                    self.recorder.cause(|| Cause::MissingDay);
                    None
                }
            },
        }
    }
}

/// The least and the greatest measure over all fillings and by either reading.
fn bounds_by(days: &DayBounds, base: &DayBounds, methods: [Method; 2]) -> Result<(Quantity, Quantity), NoSuchDay> {
    let [one, other] = methods;
    let (mut least, mut greatest) = bounds(days, base, one)?;
    if one.missing != other.missing {
        let (other_least, other_greatest) = bounds(days, base, other)?;
        least = if other_least < least { other_least } else { least };
        greatest = if other_greatest > greatest { other_greatest } else { greatest };
    }
    Ok((least, greatest))
}

/// The days looked at and those that the measure was taken over, by either reading.
fn entered_by(days: &DayBounds, base: &DayBounds, methods: [Method; 2]) -> Result<(Windows, Entered), NoSuchDay> {
    let [one, other] = methods;
    let windows = Windows::either([one.window, other.window]);
    let mut found = entered(days, base, one)?;
    if one.missing != other.missing {
        found.join(&entered(days, base, other)?);
    }
    Ok((windows, found))
}

/// The least and the greatest measure over all fillings.
fn bounds(days: &DayBounds, base: &DayBounds, method: Method) -> Result<(Quantity, Quantity), NoSuchDay> {
    let window = method.window;
    match method.kind {
        MeasureKind::Totals if method.in_months => {
            let (least, greatest) = method.count.count_bounds(days, window, method.cap, method.missing)?;
            Ok((Quantity::Months(least), Quantity::Months(greatest)))
        }
        MeasureKind::Totals => {
            let total = |set: &DaySet| Quantity::Days(set.runs_within(window).map(Interval::days).sum());
            Ok((total(days.certain()), total(days.possible())))
        }
        MeasureKind::Lasted { tolerance } => {
            let (least, _) = longest(days.certain(), tolerance, method)?;
            let greatest = if days.is_exact() { least } else { longest(days.possible(), tolerance, method)?.0 };
            Ok((least, greatest))
        }
        MeasureKind::Lasts(_) => {
            let bridged = (method.continuity != Continuity::Unbroken).then(|| bridged(days, base, method));
            let (days, base) = bridged.as_ref().map_or((days, base), |(days, base)| (days, base));
            // The suspended clock is not monotone to the day: where gaps are open, both bounds give way.
            let slack = |set: &DaySet| {
                if days.is_exact() || method.effect != ExcludedEffect::Suspends {
                    0
                } else {
                    3 * set.intervals().len() as i32
                }
            };
            let (least, _) = unbroken(days.certain(), base.certain(), -slack(days.possible()), method)?;
            if days.is_exact() && base.is_exact() {
                return Ok((least, least));
            }
            let (greatest, _) = unbroken(days.possible(), base.possible(), slack(days.possible()), method)?;
            Ok((least, greatest))
        }
    }
}

/// The days that a duration with gaps is counted among, and those since its beginning: a gap is part of it as a day of the
/// set is, and only what was excluded is not.
///
/// What is certainly of it are the days since the beginning that is certain, less what may be excluded; what may be of it
/// are those since the earliest beginning, less what is certainly excluded.
fn bridged(kept: &DayBounds, base: &DayBounds, method: Method) -> (DayBounds, DayBounds) {
    let since = |days: &DaySet| {
        let days = method.continuity.since(days, method.window.end);
        days.map_or_else(DaySet::empty, DaySet::from)
    };
    let (certain, possible) = (since(base.certain()), since(base.possible()));
    let may_be_excluded = base.possible().difference(kept.certain());
    let excluded = base.certain().difference(kept.possible());
    let counted = DayBounds::new(certain.difference(&may_be_excluded), possible.difference(&excluded));
    (counted, DayBounds::new(certain, possible))
}

fn quantity(start: Day, end: Day, method: Method) -> Result<Quantity, NoSuchDay> {
    if method.in_months {
        Ok(Quantity::Months(elapsed(start, end.max(start), method.missing)?))
    } else {
        Ok(Quantity::Days(start.days_until(end).max(0)))
    }
}

fn none(method: Method) -> Quantity {
    if method.in_months { Quantity::Months(MonthLength::ZERO) } else { Quantity::Days(0) }
}

/// Whether a run goes on in the next one, for the days between them are few.
fn fits_gap(run: Interval, next: Interval, tolerance: i32) -> bool {
    run.end.days_until(next.start) <= tolerance
}

/// The length of the longest run within the window, and the first such run; gaps of up to `tolerance` days do not break
/// it.
fn longest(set: &DaySet, tolerance: i32, method: Method) -> Result<(Quantity, Option<Interval>), NoSuchDay> {
    let mut best = (none(method), None);
    let mut run: Option<Interval> = None;
    for next in set.runs_within(method.window) {
        let joined = match run {
            Some(known) if fits_gap(known, next, tolerance) => Interval { start: known.start, end: next.end },
            _ => next,
        };
        run = Some(joined);
        let found = quantity(joined.start, joined.end, method)?;
        if found > best.0 {
            best = (found, run);
        }
    }
    Ok(best)
}

/// The unbroken run up to the end of the window, as the effect of excluded periods says: its length, and the days among
/// which those that are kept were counted.
fn unbroken(
    kept: &DaySet,
    base: &DaySet,
    slack: i32,
    method: Method,
) -> Result<(Quantity, Option<Interval>), NoSuchDay> {
    let end = method.window.end;
    let last = end.plus_days(-1);
    let run = match method.effect {
        ExcludedEffect::Interrupts => kept.run_containing(last),
        ExcludedEffect::TakenOut | ExcludedEffect::Suspends => base.run_containing(last),
    };
    let Some(run) = run else { return Ok((none(method), None)) };
    let stretch = Interval { start: run.start, end };
    match method.effect {
        ExcludedEffect::Interrupts => Ok((quantity(run.start, end, method)?, Some(stretch))),
        ExcludedEffect::Suspends if method.in_months => Ok((suspended(kept, stretch, slack, method)?, Some(stretch))),
        ExcludedEffect::TakenOut | ExcludedEffect::Suspends => taken_out(kept, stretch, method),
    }
}

/// From each day on which a kept piece begins, the excluded days since are taken off the end; the best counts.
fn taken_out(kept: &DaySet, stretch: Interval, method: Method) -> Result<(Quantity, Option<Interval>), NoSuchDay> {
    let mut best = (none(method), None);
    let mut later = 0;
    for piece in kept.runs_within(stretch).rev() {
        later += piece.days();
        let found = quantity(piece.start, piece.start.plus_days(later), method)?;
        if found >= best.0 {
            best = (found, Some(Interval { start: piece.start, end: stretch.end }));
        }
    }
    Ok(best)
}

/// Time run before a suspension stays acquired, in months and days; the rest runs from the end of the suspension.
fn suspended(kept: &DaySet, stretch: Interval, slack: i32, method: Method) -> Result<Quantity, NoSuchDay> {
    let mut earlier = kept.runs_within(stretch);
    let Some(last) = earlier.next_back() else { return Ok(none(method)) };
    let (mut months, mut days) = (0, 0);
    for piece in earlier {
        let run = elapsed(piece.start, piece.end, method.missing)?;
        months += run.months;
        days += run.days().unwrap_or(0);
    }
    let end = last.end.plus_days(days + slack).max(last.start);
    let run = elapsed(last.start, end, method.missing)?;
    Ok(Quantity::Months(MonthLength { months: run.months + months, part: run.part }))
}
