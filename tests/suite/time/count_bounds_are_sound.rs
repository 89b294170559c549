use alinea::time::{Day, DayBounds, DaySet, Interval, MissingDay, MonthCount, last_months};
use proptest::prelude::*;

use super::support::generate::{cases, day_set, filled, interval, rounding, tricky_day};
use super::support::{period, periods};

const ALL: [MonthCount; 7] = [
    MonthCount::DateToDate,
    MonthCount::WholeRuns,
    MonthCount::ThirtyDays,
    MonthCount::ProRata,
    MonthCount::CivilStarted,
    MonthCount::CivilAtLeast(15),
    MonthCount::CivilFull,
];

/// One long possible run with few days missing from it, where a date-to-date count gains most.
fn run_with_holes() -> impl Strategy<Value = (Interval, DaySet, DaySet)> {
    let holes = || prop::collection::vec((0..800, 1..4), 0..12);
    (tricky_day(), 25..800, holes(), holes()).prop_map(|(start, len, holes, more_holes)| {
        let run = Interval::new(start, start.plus_days(len));
        let without = |holes: Vec<(i32, i32)>| {
            let holes =
                holes.into_iter().map(|(from, len)| Interval::new(start.plus_days(from), start.plus_days(from + len)));
            DaySet::from(run).difference(&DaySet::from_intervals(holes))
        };
        let actual = without(holes);
        let certain = actual.intersection(&without(more_holes));
        (run, certain, actual)
    })
}

#[test]
fn the_counterexample_lies_within() {
    let certain = periods([("2022-01-29", "2022-01-29"), ("2022-01-31", "2022-02-27")]);
    let possible = periods([("2022-01-29", "2022-02-27")]);
    let bounds = DayBounds::new(certain, possible);
    let (least, greatest) = MonthCount::DateToDate
        .count_bounds(&bounds, Interval::ALL, None, MissingDay::LastOfMonth)
        .expect("a rounding answers");
    assert_eq!((least.to_string(), greatest.to_string()), ("29 jours".into(), "1 mois et 2 jours".into()));
}

#[test]
fn runs_that_only_grow_are_not_widened() {
    let certain = DaySet::from(period("2022-01-15", "2022-06-14"));
    let possible = DaySet::from(period("2022-01-15", "2022-08-14"));
    let bounds = DayBounds::new(certain.clone(), possible);
    let missing = MissingDay::Refuse;
    let (least, _) =
        MonthCount::DateToDate.count_bounds(&bounds, Interval::ALL, None, missing).expect("the 15th exists");
    assert_eq!(MonthCount::DateToDate.count(&certain, missing), Ok(least));
}

#[test]
fn no_choice_of_days_gains_more_than_two() {
    // The heaviest part of each run, found by trying every last run of it.
    for (start, missing) in [
        ("2022-01-29", MissingDay::FirstOfNext),
        ("2022-01-31", MissingDay::LastOfMonth),
        ("2023-12-31", MissingDay::LastOfMonth),
        ("2096-12-01", MissingDay::LastOfMonth),
        ("2098-01-31", MissingDay::FirstOfNext),
    ] {
        let start = super::support::day(start);
        let weight = |from: i32, to: i32| {
            let run = Interval::new(start.plus_days(from), start.plus_days(to));
            let length = MonthCount::DateToDate.count(&DaySet::from(run), missing);
            length.map(|length| length.months * 30 + length.days().expect("whole days"))
        };
        let mut heaviest = vec![0];
        for len in 1..600 {
            let whole = weight(0, len).expect("a rounding answers");
            let parted = (1..len).filter_map(|from| Some(heaviest[from as usize - 1] + weight(from, len).ok()?));
            let best = parted.chain([whole, heaviest[len as usize - 1]]).max().unwrap_or(0);
            assert!(best <= whole + 2, "{start} and {len} days: {best} for {whole}");
            heaviest.push(best);
        }
    }
}

proptest! {
    #![proptest_config(cases(4000))]

    #[test]
    fn however_the_gaps_are_filled((bounds, actual) in filled(), window in interval(), missing in rounding()) {
        for by in ALL {
            for months in [None, Some(3)] {
                let (least, greatest) =
                    by.count_bounds(&bounds, window, months, missing).expect("a rounding answers");
                let counted =
                    by.count_within(&actual, window, months, missing).expect("a rounding answers");
                prop_assert!(least <= counted && counted <= greatest, "{by:?}");
            }
        }
    }

    #[test]
    fn however_a_long_run_is_parted((run, certain, actual) in run_with_holes(), missing in rounding()) {
        let bounds = DayBounds::new(certain, DaySet::from(run));
        let by = MonthCount::DateToDate;
        let window = Interval::new(Day::FIRST.plus_days(-1000), Day::LAST.plus_days(1000));
        let (least, greatest) = by
            .count_bounds(&bounds, window, None, missing)
            .expect("a rounding answers");
        let counted = by.count(&actual, missing).expect("a rounding answers");
        prop_assert!(least <= counted && counted <= greatest);
    }

    #[test]
    fn what_is_known_is_counted_exactly(set in day_set(), end in 17_900..19_500, missing in rounding()) {
        let window = last_months(Day::from_number(end), 24, missing).expect("a rounding answers");
        let bounds = DayBounds::exact(set.clone());
        for by in ALL {
            let counted =
                by.count_within(&set, window, Some(24), missing).expect("a rounding answers");
            let found = by.count_bounds(&bounds, window, Some(24), missing);
            prop_assert_eq!(found, Ok((counted, counted)));
        }
    }
}
