use alinea::time::{Day, OutOfRange};
use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;

use super::support::generate::cases;

#[test]
fn every_day_of_the_universe() {
    let mut date = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day");
    for number in Day::FIRST.number()..=Day::LAST.number() {
        let day = Day::from_number(number);
        assert_eq!(day.ymd(), (date.year(), date.month(), date.day()));
        assert_eq!(Day::from_ymd(date.year(), date.month(), date.day()), Some(day));
        assert_eq!(Day::from(date), day);
        assert_eq!(NaiveDate::try_from(day), Ok(date));
        assert_eq!(day.to_string(), date.to_string());
        assert_eq!(Day::parse_iso(&day.to_string()), Some(day));
        date = date.succ_opt().expect("a next day");
    }
    assert_eq!(date.to_string(), "2201-01-01");
}

#[test]
fn days_before_and_beyond_what_chrono_knows() {
    for number in [i32::MIN, i32::MAX] {
        let day = Day::from_number(number);
        assert_eq!(NaiveDate::try_from(day), Err(OutOfRange(day)));
        let (year, month, of_month) = day.ymd();
        assert_eq!(Day::from_ymd(year, month, of_month), Some(day));
    }
    assert_eq!(Day::from_ymd(i32::MAX, 1, 1), None);
}

proptest! {
    #![proptest_config(cases(4000))]

    #[test]
    fn any_year_month_and_day(year in -9999..9999, month in 0..15u32, day in 0..35u32) {
        let date = NaiveDate::from_ymd_opt(year, month, day);
        prop_assert_eq!(Day::from_ymd(year, month, day), date.map(Day::from));
        if let Some(date) = date {
            prop_assert_eq!(Day::from(date).ymd(), (year, month, day));
        }
    }

    #[test]
    fn days_apart(from in -100_000..100_000, days in -100_000..100_000) {
        let from = Day::from_number(from);
        let to = from.plus_days(days);
        prop_assert_eq!(from.days_until(to), days);
        prop_assert_eq!(to.days_until(from), -days);
        prop_assert_eq!(from < to, days > 0);
    }
}
