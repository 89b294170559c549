//! Counts of a set of days of which not everything is known.

use super::{MonthCount, cap_of};
use crate::time::{Day, DayBounds, DaySet, Interval, MissingDay, MonthLength, NoSuchDay};

/// By how many days, thirty to the month, a part of one run may count for more than the run.
///
/// Found by trying, not proven: over every run of up to 1200 days that starts in the years 2021 to
/// 2024, and runs of up to 3000 days around the turns of centuries, the heaviest choice of days was
/// never heavier by more than this. The gain is that of one short February, and cannot be had
/// twice: what comes before the gap loses a 31st for it.
const GAIN_OF_A_GAP: i32 = 2;

impl MonthCount {
    /// The least and the greatest length of what lies in the window, whatever the set turns out to
    /// be. The lengths are those of [`MonthCount::count_within`].
    ///
    /// Most conventions grow with the set, and their bounds are the counts of the certain and of
    /// the possible days. Date to date does not, see [`date_to_date`](crate::time::date_to_date):
    /// there, where runs may join or part around the end of a February, the bounds are two days
    /// wider for each.
    ///
    /// ```
    /// use alinea::time::{Day, DayBounds, DaySet, Interval, MissingDay, MonthCount};
    /// let day = |text| Day::parse_iso(text).unwrap();
    /// let certain = DaySet::from(Interval::inclusive(day("2024-04-01"), day("2024-09-30")));
    /// let possible = DaySet::from(Interval::inclusive(day("2024-03-01"), day("2024-09-30")));
    /// let bounds = DayBounds::new(certain, possible);
    /// let (least, greatest) = MonthCount::DateToDate
    ///     .count_bounds(&bounds, Interval::ALL, None, MissingDay::LastOfMonth)
    ///     .unwrap();
    /// assert_eq!((least.months, greatest.months), (6, 7));
    /// ```
    ///
    /// # Errors
    ///
    /// Date to date, where an anniversary does not exist and `missing` refuses.
    pub fn count_bounds(
        self,
        bounds: &DayBounds,
        window: Interval,
        window_months: Option<i32>,
        missing: MissingDay,
    ) -> Result<(MonthLength, MonthLength), NoSuchDay> {
        let least = self.count_runs(bounds.certain().runs_within(window), missing)?;
        let cap = cap_of(self, window, window_months, missing)?;
        let capped = |length: MonthLength| cap.map_or(length, |cap| length.min(cap));
        if bounds.is_exact() {
            return Ok((capped(least), capped(least)));
        }
        let greatest = self.count_runs(bounds.possible().runs_within(window), missing)?;
        let slack = match self {
            MonthCount::DateToDate => Slack::of(bounds, window),
            _ => Slack::default(),
        };
        Ok((capped(shifted(least, -slack.below)), capped(shifted(greatest, slack.above))))
    }
}

/// How far a date-to-date count may lie outside the counts of the certain and of the possible days,
/// in days.
#[derive(Default)]
struct Slack {
    below: i32,
    above: i32,
}

impl Slack {
    fn of(bounds: &DayBounds, window: Interval) -> Slack {
        let mut slack = Slack::default();
        for run in bounds.possible().runs_within(window).filter(|run| meets_end_of_february(*run)) {
            if !holds_all(bounds.certain(), run) {
                slack.above += GAIN_OF_A_GAP;
            }
            // Two certain runs may turn out to be one, and four may turn out to be two.
            let certain = bounds.certain().runs_within(run).count() as i32;
            slack.below += certain / 2 * GAIN_OF_A_GAP;
        }
        slack
    }
}

fn holds_all(set: &DaySet, run: Interval) -> bool {
    set.runs_within(run).next() == Some(run)
}

/// Whether one of the two last days of a February is in the run. No month is short elsewhere.
fn meets_end_of_february(run: Interval) -> bool {
    let (year, month, _) = run.start.ymd();
    let next_march = Day::from_ymd(if month <= 2 { year } else { year + 1 }, 3, 1);
    next_march.is_some_and(|march| run.end > march.plus_days(-2))
}

fn shifted(length: MonthLength, days: i32) -> MonthLength {
    match length.days() {
        Some(part) if days != 0 => MonthLength::pooled(0, (length.months * 30 + part + days).max(0)),
        _ => length,
    }
}
