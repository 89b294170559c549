//! Every convention but date to date grows with the set, so that the counts of certain and of
//! possible days are bounds. Date to date grows only while runs stay apart;
//! `date_to_date_shrinks_where_runs_join` shows where it does not.

use alinea::time::{Day, DaySet, Interval, MissingDay, MonthCount};
use proptest::prelude::*;

use super::support::generate::{cases, day_set, interval, rounding};

fn with_day(set: &DaySet, number: i32) -> DaySet {
    let day = Day::from_number(number);
    set.union(&DaySet::from(Interval::inclusive(day, day)))
}

proptest! {
    #![proptest_config(cases(4000))]

    #[test]
    fn a_day_more_is_never_less(
        set in day_set(),
        number in 17_800..19_700,
        floor in 0..=31u8,
        window in interval(),
    ) {
        let more = with_day(&set, number);
        for by in [
            MonthCount::ThirtyDays,
            MonthCount::ProRata,
            MonthCount::CivilStarted,
            MonthCount::CivilAtLeast(floor),
            MonthCount::CivilFull,
        ] {
            let missing = MissingDay::Refuse;
            prop_assert!(by.count(&set, missing).ok() <= by.count(&more, missing).ok());
            let within = |set: &DaySet| by.count_within(set, window, Some(1), missing).ok();
            prop_assert!(within(&set) <= within(&more));
        }
    }

    #[test]
    fn whole_months_of_each_run_never_shrink(
        set in day_set(),
        number in 17_800..19_700,
        missing in rounding(),
        window in interval(),
    ) {
        let more = with_day(&set, number);
        let by = MonthCount::WholeRuns;
        prop_assert!(by.count(&set, missing).ok() <= by.count(&more, missing).ok());
        let within = |set: &DaySet| by.count_within(set, window, None, missing).ok();
        prop_assert!(within(&set) <= within(&more));
    }

    #[test]
    fn date_to_date_of_runs_that_stay_apart(
        set in day_set(),
        number in 17_800..19_700,
        missing in rounding(),
    ) {
        let more = with_day(&set, number);
        prop_assume!(more.intervals().len() >= set.intervals().len());
        let count = |set: &DaySet| MonthCount::DateToDate.count(set, missing).ok();
        prop_assert!(count(&set) <= count(&more));
    }
}
