use alinea::time::{MissingDay, whole_months};
use proptest::prelude::*;

use super::support::generate::{cases, rounding, tricky_day};
use super::support::{day, model};

#[test]
fn five_years_on_the_day() {
    let since = day("2019-03-10");
    let missing = MissingDay::Refuse;
    assert_eq!(whole_months(since, day("2024-03-09"), missing), Ok(59));
    assert_eq!(whole_months(since, day("2024-03-10"), missing), Ok(60));
}

#[test]
fn nothing_before_the_start() {
    assert_eq!(whole_months(day("2024-03-31"), day("2024-02-29"), MissingDay::Refuse), Ok(0));
}

#[test]
fn the_anchor_is_kept_over_a_short_month() {
    let missing = MissingDay::LastOfMonth;
    assert_eq!(whole_months(day("2022-12-31"), day("2023-03-30"), missing), Ok(2));
    assert_eq!(whole_months(day("2022-12-31"), day("2023-03-31"), missing), Ok(3));
}

proptest! {
    #![proptest_config(cases(4000))]

    #[test]
    fn the_greatest_number_that_fits(start in tricky_day(), days in 0..2500, missing in rounding()) {
        let end = start.plus_days(days);
        let months = whole_months(start, end, missing).expect("a rounding answers");
        prop_assert!(start.plus_months(months, missing).expect("a rounding answers") <= end);
        prop_assert!(start.plus_months(months + 1, missing).expect("a rounding answers") > end);
        prop_assert_eq!(months, model::whole_months(start, end, missing));
    }

    #[test]
    fn refused_exactly_where_the_roundings_differ(start in tricky_day(), days in -50..2500) {
        let end = start.plus_days(days);
        let down = whole_months(start, end, MissingDay::LastOfMonth);
        let up = whole_months(start, end, MissingDay::FirstOfNext);
        let refused = whole_months(start, end, MissingDay::Refuse);
        prop_assert_eq!(refused.is_err(), down != up);
        prop_assert!(refused.is_err() || refused == down);
    }
}
