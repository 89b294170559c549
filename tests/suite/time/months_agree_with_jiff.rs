//! jiff adds months as `LastOfMonth` does and counts them as `FirstOfNext` does: it lets a missing
//! day fall on the last of the month, but holds no month to be over before a day of the same
//! number, or the month after, has come.

use alinea::time::{Day, MissingDay, whole_months};
use jiff::civil::Date;
use jiff::{ToSpan, Unit};
use proptest::prelude::*;

use super::support::generate::{cases, tricky_day};

fn date(day: Day) -> Date {
    let (year, month, of_month) = day.ymd();
    Date::new(year as i16, month as i8, of_month as i8).expect("a day of the universe")
}

proptest! {
    #![proptest_config(cases(4000))]

    #[test]
    fn adding(start in tricky_day(), months in -1000..1000i32) {
        let expected = date(start).checked_add(months.months()).expect("within jiff's calendar");
        let later = start.plus_months(months, MissingDay::LastOfMonth).expect("a rounding answers");
        prop_assert_eq!(date(later), expected);
    }

    #[test]
    fn counting(start in tricky_day(), days in 0..2500) {
        let end = start.plus_days(days);
        let span = date(start).until((Unit::Month, date(end))).expect("within jiff's calendar");
        prop_assert_eq!(whole_months(start, end, MissingDay::FirstOfNext), Ok(span.get_months()));
    }

    #[test]
    fn days_apart(start in tricky_day(), days in -2500..2500) {
        let end = start.plus_days(days);
        let span = date(start).until((Unit::Day, date(end))).expect("within jiff's calendar");
        prop_assert_eq!(start.days_until(end), span.get_days());
    }
}
