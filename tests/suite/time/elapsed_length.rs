use alinea::time::{MissingDay, MonthLength, elapsed};
use proptest::prelude::*;

use super::support::day;
use super::support::generate::{cases, rounding, tricky_day};

#[test]
fn thirty_days_of_january_are_not_a_month() {
    let missing = MissingDay::LastOfMonth;
    let almost = elapsed(day("2024-01-01"), day("2024-01-31"), missing);
    assert_eq!(almost, Ok(MonthLength::of(0, 30)));
    assert_eq!(almost.map(|length| length.reaches(1)), Ok(false));
    assert_eq!(elapsed(day("2024-01-01"), day("2024-02-01"), missing), Ok(MonthLength::of(1, 0)));
}

#[test]
fn no_time_before_the_start() {
    let length = elapsed(day("2024-02-01"), day("2024-01-01"), MissingDay::Refuse);
    assert_eq!(length, Ok(MonthLength::ZERO));
}

proptest! {
    #![proptest_config(cases(4000))]

    #[test]
    fn months_then_days_lead_back_to_the_end(
        start in tricky_day(),
        days in 0..2500,
        missing in rounding(),
    ) {
        let end = start.plus_days(days);
        let length = elapsed(start, end, missing).expect("a rounding answers");
        let left = length.days().expect("whole days");
        prop_assert!((0..=30).contains(&left));
        let anchor = start.plus_months(length.months, missing).expect("a rounding answers");
        prop_assert_eq!(anchor.plus_days(left), end);
    }

    #[test]
    fn a_day_more_is_never_less(start in tricky_day(), days in 0..2500, missing in rounding()) {
        let end = start.plus_days(days);
        let length = elapsed(start, end, missing).expect("a rounding answers");
        prop_assert!(elapsed(start, end.plus_days(1), missing).expect("a rounding answers") > length);
        prop_assert!(elapsed(start.plus_days(-1), end, missing).expect("a rounding answers") >= length);
    }

    #[test]
    fn a_length_is_reached_when_its_day_has_come(
        start in tricky_day(),
        days in 0..2500,
        months in 0..90,
        missing in rounding(),
    ) {
        let end = start.plus_days(days);
        let length = elapsed(start, end, missing).expect("a rounding answers");
        let due = start.plus_months(months, missing).expect("a rounding answers");
        prop_assert_eq!(length.reaches(months), due <= end);
    }

    #[test]
    fn refused_exactly_where_the_roundings_differ(start in tricky_day(), days in -50..2500) {
        let end = start.plus_days(days);
        let down = elapsed(start, end, MissingDay::LastOfMonth);
        let up = elapsed(start, end, MissingDay::FirstOfNext);
        let refused = elapsed(start, end, MissingDay::Refuse);
        prop_assert_eq!(refused.is_err(), down != up);
        prop_assert!(refused.is_err() || refused == down);
    }
}
