use alinea::time::{DayBounds, DaySet};
use proptest::prelude::*;

use super::support::generate::{cases, day_set, filled, interval};

fn assert_holds(bounds: &DayBounds, actual: &DaySet) -> Result<(), TestCaseError> {
    prop_assert!(bounds.certain().is_subset(actual));
    prop_assert!(actual.is_subset(bounds.possible()));
    Ok(())
}

#[test]
fn nothing_known_is_any_day_and_none() {
    let unknown = DayBounds::unknown();
    assert!(unknown.certain().is_empty());
    assert_eq!(*unknown.possible(), DaySet::all());
    assert!(!unknown.is_exact());
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn however_the_gaps_are_filled((left, a) in filled(), (right, b) in filled(), window in interval()) {
        assert_holds(&left.union(&right), &a.union(&b))?;
        assert_holds(&left.intersection(&right), &a.intersection(&b))?;
        assert_holds(&left.difference(&right), &a.difference(&b))?;
        assert_holds(&left.clip(window), &a.clip(window))?;
    }

    #[test]
    fn exact_sets_stay_exact(a in day_set(), b in day_set()) {
        let (left, right) = (DayBounds::exact(a.clone()), DayBounds::exact(b.clone()));
        prop_assert_eq!(left.union(&right), DayBounds::exact(a.union(&b)));
        prop_assert_eq!(left.intersection(&right), DayBounds::exact(a.intersection(&b)));
        prop_assert_eq!(left.difference(&right), DayBounds::exact(a.difference(&b)));
        prop_assert!(left.is_exact());
    }

    #[test]
    fn what_is_certain_is_possible(certain in day_set(), possible in day_set()) {
        let bounds = DayBounds::new(certain.clone(), possible.clone());
        prop_assert_eq!(bounds.certain(), &certain);
        prop_assert_eq!(bounds.possible(), &certain.union(&possible));
    }
}
