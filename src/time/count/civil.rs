//! `mois civil entamé`, `mois civil d'au moins N jours`, `mois civil complet`

use crate::time::{Interval, MonthLength, calendar};

/// The number of civil months with at least one day covered. Unit: the civil month; nothing is left
/// over.
///
/// From 31 January to 1 March, two days and a whole month touch three civil months.
///
/// ```
/// use alinea::time::{Day, DaySet, Interval, civil_full, civil_started};
/// let day = |text| Day::parse_iso(text).unwrap();
/// let run = DaySet::from(Interval::inclusive(day("2023-01-31"), day("2023-03-01")));
/// assert_eq!(civil_started(&run).months, 3);
/// assert_eq!(civil_full(&run).months, 1);
/// ```
pub fn civil_started(runs: impl IntoIterator<Item = Interval>) -> MonthLength {
    civil_at_least(runs, 1)
}

/// The number of civil months with at least `floor` days covered, in one run or several. Unit: the
/// civil month; nothing is left over.
///
/// A floor beyond the length of a month is not reached by covering all of it: with a floor of 30,
/// February never counts. A floor of 0 is one of 1, since a month without a covered day is not one
/// of activity.
///
/// ```
/// use alinea::time::{Day, DaySet, Interval, civil_at_least};
/// let day = |text| Day::parse_iso(text).unwrap();
/// let run = DaySet::from(Interval::inclusive(day("2023-01-17"), day("2023-02-28")));
/// assert_eq!(civil_at_least(&run, 15).months, 2);
/// assert_eq!(civil_at_least(&run, 16).months, 1);
/// assert_eq!(civil_at_least(&run, 30).months, 0);
/// ```
pub fn civil_at_least(runs: impl IntoIterator<Item = Interval>, floor: u8) -> MonthLength {
    count_months(runs, |covered, _| covered >= i32::from(floor))
}

/// The number of civil months of which every day is covered. Unit: the civil month; nothing is left
/// over.
///
/// ```
/// use alinea::time::{Day, DaySet, Interval, civil_full};
/// let day = |text| Day::parse_iso(text).unwrap();
/// let run = DaySet::from(Interval::inclusive(day("2023-02-01"), day("2023-03-30")));
/// assert_eq!(civil_full(&run).months, 1);
/// ```
pub fn civil_full(runs: impl IntoIterator<Item = Interval>) -> MonthLength {
    count_months(runs, |covered, len| covered == len)
}

fn count_months(runs: impl IntoIterator<Item = Interval>, counts: impl Fn(i32, i32) -> bool) -> MonthLength {
    let mut months = 0;
    for_each_month(runs, |covered, len| months += i32::from(counts(covered, len)));
    MonthLength::of(months, 0)
}

/// Calls `see` with the days covered and the length of each civil month that has a day covered, in
/// order.
pub(super) fn for_each_month(runs: impl IntoIterator<Item = Interval>, mut see: impl FnMut(i32, i32)) {
    // The last month met, and its days covered so far: two runs of one month add up before it is seen.
    let mut pending: Option<(i64, i32)> = None;
    let start_of = |month: i64| calendar::month_start(month) as i32;
    let len = |month: i64| start_of(month + 1) - start_of(month);
    for run in runs.into_iter().filter(|run| !run.is_empty()) {
        let (start, end) = (run.start.number(), run.end.number());
        let (first, last) = (calendar::month_of(start), calendar::month_of(end - 1));
        let before = match pending {
            Some((month, covered)) if month == first => covered,
            Some((month, covered)) => {
                see(covered, len(month));
                0
            }
            None => 0,
        };
        if first == last {
            pending = Some((first, before + end - start));
            continue;
        }
        see(before + start_of(first + 1) - start, len(first));
        for month in first + 1..last {
            see(len(month), len(month));
        }
        pending = Some((last, end - start_of(last)));
    }
    if let Some((month, covered)) = pending {
        see(covered, len(month));
    }
}
