//! How a set of days is counted in months: one convention each.
//!
//! The functions take the unbroken runs of a set, in order, as `&DaySet` and
//! [`DaySet::runs_within`] give them.

mod bounded;
mod civil;
mod date_to_date;
mod pro_rata;
mod thirty_days;
mod whole_runs;

pub use civil::{civil_at_least, civil_full, civil_started};
pub use date_to_date::date_to_date;
pub use pro_rata::pro_rata;
pub use thirty_days::thirty_days;
pub use whole_runs::whole_runs;

use super::{DaySet, Interval, MissingDay, MonthLength, NoSuchDay};

/// A convention for counting days in months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MonthCount {
    /// `de quantième à quantième`, see [`date_to_date`]
    DateToDate,
    /// `mois entiers de chaque période`, see [`whole_runs`]
    WholeRuns,
    /// `30 jours`, see [`thirty_days`]
    ThirtyDays,
    /// `au prorata`, see [`pro_rata`]
    ProRata,
    /// `mois civil entamé`, see [`civil_started`]
    CivilStarted,
    /// `mois civil d'au moins N jours`, see [`civil_at_least`]
    CivilAtLeast(u8),
    /// `mois civil complet`, see [`civil_full`]
    CivilFull,
}

impl MonthCount {
    /// The length of the set by this convention.
    ///
    /// # Errors
    ///
    /// From date to date, where an anniversary does not exist and `missing` refuses.
    pub fn count(self, set: &DaySet, missing: MissingDay) -> Result<MonthLength, NoSuchDay> {
        self.count_runs(set, missing)
    }

    /// The length of what lies in the window, never more than the window itself: in the middle of a
    /// month, twelve months touch thirteen civil months, and twelve are counted.
    ///
    /// `window_months` is the length of a window given in months. A window given otherwise is as
    /// long as this convention counts it.
    ///
    /// ```
    /// use alinea::time::{Day, DaySet, MissingDay, MonthCount, last_months};
    /// let end = Day::from_ymd(2025, 3, 10).unwrap();
    /// let missing = MissingDay::LastOfMonth;
    /// let year = last_months(end, 12, missing).unwrap();
    /// let started = MonthCount::CivilStarted;
    /// let set = DaySet::all();
    /// assert_eq!(started.count_within(&set, year, Some(12), missing).unwrap().months, 12);
    /// assert_eq!(started.count_within(&set, year, None, missing).unwrap().months, 13);
    /// ```
    ///
    /// # Errors
    ///
    /// From date to date, where an anniversary does not exist and `missing` refuses.
    pub fn count_within(
        self,
        set: &DaySet,
        window: Interval,
        window_months: Option<i32>,
        missing: MissingDay,
    ) -> Result<MonthLength, NoSuchDay> {
        let counted = self.count_runs(set.runs_within(window), missing)?;
        let cap = cap_of(self, window, window_months, missing)?;
        Ok(cap.map_or(counted, |cap| counted.min(cap)))
    }

    fn count_runs(
        self,
        runs: impl IntoIterator<Item = Interval>,
        missing: MissingDay,
    ) -> Result<MonthLength, NoSuchDay> {
        Ok(match self {
            MonthCount::DateToDate => date_to_date(runs, missing)?,
            MonthCount::WholeRuns => whole_runs(runs, missing)?,
            MonthCount::ThirtyDays => thirty_days(runs),
            MonthCount::ProRata => pro_rata(runs),
            MonthCount::CivilStarted => civil_started(runs),
            MonthCount::CivilAtLeast(floor) => civil_at_least(runs, floor),
            MonthCount::CivilFull => civil_full(runs),
        })
    }
}

/// The most that is counted in a window; `None` where no set of its days can count for more than all of them.
fn cap_of(
    by: MonthCount,
    window: Interval,
    window_months: Option<i32>,
    missing: MissingDay,
) -> Result<Option<MonthLength>, NoSuchDay> {
    match window_months {
        Some(months) => Ok(Some(MonthLength::of(months, 0))),
        // Only this one may count less when days are added.
        None if by == MonthCount::DateToDate => by.count_runs([window], missing).map(Some),
        None => Ok(None),
    }
}
