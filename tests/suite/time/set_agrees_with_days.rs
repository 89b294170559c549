use alinea::time::{Day, DaySet};
use proptest::prelude::*;

use super::support::generate::{cases, day_set, interval, intervals};
use super::support::model::{Days, days_of, days_of_all, runs, to_set};

fn days(set: &DaySet) -> Days {
    days_of_all(set.intervals())
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn of_intervals(list in intervals()) {
        let set = DaySet::from_intervals(list.iter().copied());
        let naive = days_of_all(&list);
        prop_assert_eq!(days(&set), naive.clone());
        prop_assert_eq!(&to_set(&naive), &set);
        let bounds: Vec<_> =
            set.intervals().iter().map(|run| (run.start.number(), run.end.number())).collect();
        prop_assert_eq!(bounds, runs(&naive));
        prop_assert_eq!(set.len_days() as usize, naive.len());
        prop_assert_eq!(set.is_empty(), naive.is_empty());
        prop_assert_eq!(set.first().map(Day::number), naive.first().copied());
        prop_assert_eq!(set.last_end().map(|end| end.number() - 1), naive.last().copied());
    }

    #[test]
    fn of_two_sets(left in day_set(), right in day_set()) {
        let (a, b) = (days(&left), days(&right));
        prop_assert_eq!(left.union(&right), to_set(&(&a | &b)));
        prop_assert_eq!(left.intersection(&right), to_set(&(&a & &b)));
        prop_assert_eq!(left.difference(&right), to_set(&(&a - &b)));
        prop_assert_eq!(left.is_subset(&right), a.is_subset(&b));
    }

    #[test]
    fn of_a_window(set in day_set(), window in interval()) {
        let expected = to_set(&(&days(&set) & &days_of(window)));
        prop_assert_eq!(set.runs_within(window).collect::<Vec<_>>(), expected.intervals());
        prop_assert_eq!(set.clip(window), expected);
    }

    #[test]
    fn of_one_day(set in day_set(), number in 17_800..19_700) {
        let naive = days(&set);
        let day = Day::from_number(number);
        prop_assert_eq!(set.contains(day), naive.contains(&number));
        let expected = runs(&naive).into_iter().find(|(start, end)| *start <= number && number < *end);
        let found = set.run_containing(day).map(|run| (run.start.number(), run.end.number()));
        prop_assert_eq!(found, expected);
    }
}
