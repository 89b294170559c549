use alinea::time::DaySet;
use proptest::prelude::*;

use super::support::generate::{cases, day_set, interval};
use super::support::{day, period, periods};

#[test]
fn periods_that_touch_are_one() {
    let set = periods([("2024-02-01", "2024-02-10"), ("2024-01-01", "2024-01-31")]);
    assert_eq!(set.intervals(), [period("2024-01-01", "2024-02-10")]);
}

#[test]
fn a_day_between_keeps_them_apart() {
    let set = periods([("2024-01-01", "2024-01-30"), ("2024-02-01", "2024-02-10")]);
    assert_eq!(set.intervals().len(), 2);
    assert_eq!(set.run_containing(day("2024-01-31")), None);
}

#[test]
fn the_universe_holds_every_day_a_dossier_may_name() {
    let all = DaySet::all();
    assert!(all.contains(day("1900-01-01")) && all.contains(day("2200-12-31")));
    assert!(!all.contains(day("2201-01-01")));
    assert_eq!(all.complement(), DaySet::empty());
    assert_eq!(DaySet::empty().complement(), all);
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn union_and_intersection(a in day_set(), b in day_set(), c in day_set()) {
        prop_assert_eq!(a.union(&b), b.union(&a));
        prop_assert_eq!(a.intersection(&b), b.intersection(&a));
        prop_assert_eq!(a.union(&b).union(&c), a.union(&b.union(&c)));
        prop_assert_eq!(a.intersection(&b).intersection(&c), a.intersection(&b.intersection(&c)));
        prop_assert_eq!(
            a.intersection(&b.union(&c)),
            a.intersection(&b).union(&a.intersection(&c))
        );
        prop_assert_eq!(a.union(&b.intersection(&c)), a.union(&b).intersection(&a.union(&c)));
        prop_assert_eq!(&a.union(&a), &a);
        prop_assert_eq!(&a.intersection(&a), &a);
        prop_assert_eq!(&a.union(&a.intersection(&b)), &a);
    }

    #[test]
    fn difference_and_complement(a in day_set(), b in day_set(), c in day_set()) {
        prop_assert_eq!(a.difference(&b), a.intersection(&b.complement()));
        prop_assert_eq!(a.difference(&b).union(&a.intersection(&b)), a.clone());
        prop_assert_eq!(a.difference(&b.union(&c)), a.difference(&b).difference(&c));
        prop_assert_eq!(a.complement().complement(), a.clone());
        prop_assert_eq!(
            a.union(&b).complement(),
            a.complement().intersection(&b.complement())
        );
        prop_assert!(a.difference(&a).is_empty());
    }

    #[test]
    fn clipping_is_meeting_the_window(a in day_set(), window in interval()) {
        prop_assert_eq!(a.clip(window), a.intersection(&DaySet::from(window)));
    }

    #[test]
    fn lengths_add_up(a in day_set(), b in day_set()) {
        let both = a.union(&b).len_days() + a.intersection(&b).len_days();
        prop_assert_eq!(both, a.len_days() + b.len_days());
    }
}
