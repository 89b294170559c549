use alinea::time::{Day, DayRange};
use proptest::prelude::*;

use super::support::generate::{any_day, cases};
use super::support::{day, period};

fn read(text: &str) -> DayRange {
    DayRange::parse_iso(text).unwrap_or_else(|| panic!("{text} is not a date"))
}

#[test]
fn a_month_is_its_days() {
    let month = read("2024-02");
    assert_eq!((month.first, month.last), (day("2024-02-01"), day("2024-02-29")));
    assert_eq!(month.interval(), period("2024-02-01", "2024-02-29"));
    assert!(month.may_be(day("2024-02-29")) && !month.may_be(day("2024-03-01")));
}

#[test]
fn a_year_is_its_days() {
    let year = read("2022");
    assert_eq!((year.first, year.last), (day("2022-01-01"), day("2022-12-31")));
    assert_eq!(DayRange::year(2022), year);
}

#[test]
fn a_day_is_exact() {
    assert!(read("2022-01-15").is_exact());
    assert!(!read("2022-01").is_exact());
    assert_eq!(read("2022-01-15"), DayRange::from(day("2022-01-15")));
}

#[test]
fn dates_are_shown_as_precisely_as_known() {
    for text in ["2022", "2022-01", "2022-12", "2024-02", "2022-01-01", "2022-12-31"] {
        assert_eq!(read(text).to_string(), text);
    }
    let range = DayRange::new(day("2022-01-15"), day("2022-02-03"));
    assert_eq!(range.map(|range| range.to_string()).as_deref(), Some("du 2022-01-15 au 2022-02-03"));
    let two_years = DayRange::new(day("2021-01-01"), day("2022-12-31"));
    assert_eq!(two_years.map(|range| range.to_string()).as_deref(), Some("du 2021-01-01 au 2022-12-31"));
}

#[test]
fn what_is_not_a_date_is_not_read() {
    for text in ["", "22", "2022-13", "2022-00", "2022-1", "202a", "2022-", "2022-01-", "-2022", "02022"] {
        assert_eq!(DayRange::parse_iso(text), None, "{text}");
    }
    assert_eq!(DayRange::new(day("2022-01-02"), day("2022-01-01")), None);
    assert_eq!(DayRange::month(2022, 13), None);
}

#[test]
fn years_beyond_all_days_are_clamped() {
    assert!(DayRange::year(i32::MAX).is_exact());
    assert_eq!(DayRange::year(i32::MIN).first, Day::from_number(i32::MIN));
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn what_is_shown_is_read_back(first in any_day(), month in 1..=12u32) {
        let year = first.ymd().0;
        for range in [Some(DayRange::exact(first)), DayRange::month(year, month), Some(DayRange::year(year))] {
            let text = range.map(|range| range.to_string()).unwrap_or_default();
            prop_assert_eq!(DayRange::parse_iso(&text), range);
        }
    }
}
