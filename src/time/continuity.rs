//! What keeps a presence going: an unbroken one, one with short gaps, or one that is proved in each civil period.

use super::{Day, DaySet, Interval};

/// How a duration goes on from one run of days to the next.
///
/// Texts ask for a presence of so many years and mostly do not say whether every day of it must be proved. Courts judge
/// a habitual presence from proofs spread over each year, and associations and prefectures ask for one in each half-year;
/// the strict reading asks for every day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Continuity {
    /// `sans interruption`: no day is missing.
    Unbroken,
    /// `interruptions de 30 jours au plus comprises`: gaps of so many days at most are part of the duration.
    Gaps(i32),
    /// `par semestre`: in each civil period of so many months (1, 3, 6 or 12) there is a day at least; the period in which
    /// the duration ends need have none yet.
    Each(i32),
}

impl Continuity {
    /// Whether the duration ends in a gap between the last day of one run and the first of the next.
    pub fn breaks(self, last: Day, next: Day) -> bool {
        match self {
            Continuity::Unbroken => last.days_until(next) > 1,
            Continuity::Gaps(days) => last.days_until(next) > days + 1,
            Continuity::Each(months) => period(next, months) - period(last, months) > 1,
        }
    }

    /// The days from the beginning of the duration that goes on up to the day before `end`; none where it has ended.
    ///
    /// ```
    /// use alinea::time::{Continuity, Day, DaySet, Interval};
    ///
    /// let day = |text: &str| Day::parse_iso(text).expect("it is a day");
    /// let run = |from: &str, end: &str| Interval { start: day(from), end: day(end) };
    /// let stays = DaySet::from_intervals([run("2020-02-01", "2020-03-01"), run("2020-12-01", "2021-01-10")]);
    /// let since = |continuity: Continuity| continuity.since(&stays, day("2021-01-10")).map(|days| days.start);
    /// assert_eq!(since(Continuity::Unbroken), Some(day("2020-12-01")));
    /// assert_eq!(since(Continuity::Gaps(274)), Some(day("2020-12-01")));
    /// assert_eq!(since(Continuity::Gaps(275)), Some(day("2020-02-01")));
    /// assert_eq!(since(Continuity::Each(6)), Some(day("2020-02-01")));
    /// ```
    pub fn since(self, days: &DaySet, end: Day) -> Option<Interval> {
        let today = end.plus_days(-1);
        let mut start: Option<Day> = None;
        for run in days.runs_within(Interval { start: Day::FIRST.min(end), end }).rev() {
            let last = run.end.plus_days(-1);
            let ends = match (start, self) {
                (Some(next), _) => self.breaks(last, next),
                // Days up to today may be missing like those of any gap.
                (None, Continuity::Gaps(most)) => last.days_until(today) > most,
                (None, Continuity::Unbroken) => last != today,
                (None, Continuity::Each(_)) => self.breaks(last, today),
            };
            if ends {
                break;
            }
            start = Some(run.start);
        }
        start.map(|start| Interval { start, end })
    }
}

/// The number of a civil period of so many months; those of one length follow each other without a gap.
pub fn period(day: Day, months: i32) -> i32 {
    let (year, month, _) = day.ymd();
    (year * 12 + month as i32 - 1).div_euclid(months)
}

/// As a rule says it.
impl std::fmt::Display for Continuity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Continuity::Unbroken => f.write_str("sans interruption"),
            Continuity::Gaps(1) => f.write_str("interruptions de 1 jour au plus comprises"),
            Continuity::Gaps(days) => write!(f, "interruptions de {days} jours au plus comprises"),
            Continuity::Each(1) => f.write_str("par mois"),
            Continuity::Each(3) => f.write_str("par trimestre"),
            Continuity::Each(6) => f.write_str("par semestre"),
            Continuity::Each(_) => f.write_str("par année"),
        }
    }
}
