use alinea::time::DaySet;
use proptest::prelude::*;

use super::support::generate::{cases, day_set, interval, intervals};

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn what_the_room_held_leaves_no_trace(
        a in day_set(),
        b in day_set(),
        window in interval(),
        list in intervals(),
        old in day_set(),
    ) {
        let mut out = old;
        a.union_into(&b, &mut out);
        prop_assert_eq!(&out, &a.union(&b));
        a.intersection_into(&b, &mut out);
        prop_assert_eq!(&out, &a.intersection(&b));
        a.difference_into(&b, &mut out);
        prop_assert_eq!(&out, &a.difference(&b));
        a.clip_into(window, &mut out);
        prop_assert_eq!(&out, &a.clip(window));
        out.assign(list.iter().copied());
        prop_assert_eq!(&out, &DaySet::from_intervals(list));
        out.clear();
        prop_assert!(out.is_empty());
    }
}
