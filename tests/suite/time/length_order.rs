use alinea::time::{MonthLength, PER_DAY_OF_30, PER_MONTH};
use proptest::prelude::*;

use super::support::generate::cases;

#[test]
fn every_day_of_a_month_is_a_whole_number_of_units() {
    for len in 28..=31 {
        assert_eq!(PER_MONTH % len, 0);
    }
    assert_eq!(PER_DAY_OF_30 * 30, PER_MONTH);
}

#[test]
fn pooled_days_make_months_and_elapsed_days_do_not() {
    assert_eq!(MonthLength::pooled(2, 61), MonthLength::of(4, 1));
    assert!(MonthLength::of(2, 30) < MonthLength::of(3, 0));
    assert!(MonthLength::of(2, 30) > MonthLength::of(2, 29));
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn order_is_months_first(a in 0..100, b in 0..100, d in 0..=30, e in 0..=30) {
        let (left, right) = (MonthLength::of(a, d), MonthLength::of(b, e));
        prop_assert_eq!(left.cmp(&right), (a, d).cmp(&(b, e)));
        prop_assert_eq!(left.reaches(b), a >= b);
        prop_assert_eq!(left.reaches(b), left >= MonthLength::of(b, 0));
    }
}
