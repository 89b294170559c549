use alinea::time::{DaySet, Interval};
use proptest::prelude::*;
use rangemap::RangeSet;

use super::support::generate::{cases, day_set, intervals};

fn ranges(set: &DaySet) -> RangeSet<i32> {
    set.into_iter().map(|run| run.start.number()..run.end.number()).collect()
}

fn assert_same(set: &DaySet, expected: &RangeSet<i32>) -> Result<(), TestCaseError> {
    let found: Vec<_> = set.into_iter().map(|run| run.start.number()..run.end.number()).collect();
    prop_assert_eq!(found, expected.iter().cloned().collect::<Vec<_>>());
    Ok(())
}

proptest! {
    #![proptest_config(cases(3000))]

    #[test]
    fn building(list in intervals()) {
        let mut expected = RangeSet::new();
        for interval in list.iter().filter(|interval| !interval.is_empty()) {
            expected.insert(interval.start.number()..interval.end.number());
        }
        assert_same(&DaySet::from_intervals(list), &expected)?;
    }

    #[test]
    fn combining(left in day_set(), right in day_set()) {
        let (a, b) = (ranges(&left), ranges(&right));
        assert_same(&left.union(&right), &a.union(&b).collect())?;
        assert_same(&left.intersection(&right), &a.intersection(&b).collect())?;
        let mut without = a.clone();
        for range in b.iter() {
            without.remove(range.clone());
        }
        assert_same(&left.difference(&right), &without)?;
    }

    #[test]
    fn complementing(set in day_set()) {
        let all = Interval::ALL.start.number()..Interval::ALL.end.number();
        assert_same(&set.complement(), &ranges(&set).gaps(&all).collect())?;
    }
}
