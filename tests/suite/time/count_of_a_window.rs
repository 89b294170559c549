use alinea::time::{DaySet, MissingDay, MonthCount, MonthLength, last_months};
use proptest::prelude::*;

use super::support::generate::{cases, day_set, interval, rounding, tricky_day};
use super::support::{day, period, periods};

#[test]
fn twelve_months_touch_thirteen_and_count_twelve() {
    let missing = MissingDay::Refuse;
    let window = last_months(day("2025-03-10"), 12, missing).expect("the 10th exists");
    let counted = |set: &DaySet, months| MonthCount::CivilStarted.count_within(set, window, months, missing);
    let all = DaySet::all();
    assert_eq!(counted(&all, Some(12)), Ok(MonthLength::of(12, 0)));
    assert_eq!(counted(&all, None), Ok(MonthLength::of(13, 0)));
    let few = periods([("2024-03-20", "2024-04-02"), ("2025-03-01", "2025-03-31")]);
    assert_eq!(counted(&few, Some(12)), Ok(MonthLength::of(3, 0)));
}

#[test]
fn thirty_day_months_do_not_outgrow_a_window_of_civil_months() {
    let missing = MissingDay::Refuse;
    let window = last_months(day("2025-01-01"), 12, missing).expect("the 1st exists");
    let by = MonthCount::ThirtyDays;
    let all = DaySet::all();
    assert_eq!(by.count_within(&all, window, Some(12), missing), Ok(MonthLength::of(12, 0)));
    assert_eq!(by.count_within(&all, window, None, missing), Ok(MonthLength::of(12, 6)));
}

#[test]
fn joined_februaries_do_not_outgrow_a_window_given_in_days() {
    // Two runs count a month and two days, more than the 31 days around them date to date.
    let runs = periods([("2023-01-29", "2023-01-30"), ("2023-02-01", "2023-02-28")]);
    let window = period("2023-01-29", "2023-02-28");
    let missing = MissingDay::LastOfMonth;
    let by = MonthCount::DateToDate;
    assert_eq!(by.count(&runs, missing), Ok(MonthLength::of(1, 2)));
    assert_eq!(by.count_within(&runs, window, None, missing), Ok(MonthLength::of(1, 1)));
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn what_lies_outside_is_not_counted(set in day_set(), window in interval(), missing in rounding()) {
        for by in [
            MonthCount::WholeRuns,
            MonthCount::ThirtyDays,
            MonthCount::ProRata,
            MonthCount::CivilStarted,
            MonthCount::CivilAtLeast(15),
            MonthCount::CivilFull,
        ] {
            let within = by.count_within(&set, window, None, missing);
            prop_assert_eq!(within, by.count(&set.clip(window), missing));
        }
    }

    #[test]
    fn never_more_than_the_window(
        set in day_set(),
        end in tricky_day(),
        months in 0..30,
        missing in rounding(),
    ) {
        let window = last_months(end, months, missing).expect("a rounding answers");
        for by in [
            MonthCount::DateToDate,
            MonthCount::WholeRuns,
            MonthCount::ThirtyDays,
            MonthCount::ProRata,
            MonthCount::CivilStarted,
            MonthCount::CivilAtLeast(15),
            MonthCount::CivilFull,
        ] {
            let cap = MonthLength::of(months, 0);
            for set in [&set, &DaySet::all()] {
                let within = by.count_within(set, window, Some(months), missing);
                prop_assert!(within.expect("a rounding answers") <= cap);
            }
        }
    }
}
