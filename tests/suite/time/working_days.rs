//! Easter, the holidays of France by their years and places, and working days.
//!
//! Easter Sundays: those of 1954, 1981 and 2049 as the open data of the French State on public holidays test them
//! (etalab/jours-feries-france, tests/test_compute.py), the earliest (22 March 1818, 2285) and the latest (25 April 1886, 1943,
//! 2038) that there are. Whole years: 2018 and 2020 of the same tables.

use alinea::time::{Day, Holiday, Territory, UnknownHolidays, Week, Weekday, WorkingDays, easter, holidays};
use proptest::prelude::*;

use super::support::day;

/// The holidays of a year, in order.
fn of_year(year: i32, territory: Territory) -> Vec<(String, Holiday)> {
    let first = Day::from_ymd(year, 1, 1).expect("a day");
    let days = (0..366).map(|number| first.plus_days(number)).filter(|day| day.ymd().0 == year);
    let told =
        |day: Day| holidays(day, territory).into_iter().flat_map(move |all| all.iter().map(move |one| (day, one)));
    days.flat_map(told).map(|(day, one)| (day.to_string()[5..].to_string(), one)).collect()
}

fn days_of(year: i32, territory: Territory) -> Vec<String> {
    of_year(year, territory).into_iter().map(|(day, _)| day).collect()
}

#[test]
fn easter_falls_where_it_is_known_to_fall() {
    for known in [
        "1954-04-18",
        "1981-04-19",
        "2049-04-18",
        "1943-04-25",
        "2038-04-25",
        "2000-04-23",
        "2008-03-23",
        "2024-03-31",
        "2027-03-28",
        // The two exceptions of the reform: 1954 and 1981 above, 2076 again.
        "2076-04-19",
    ] {
        let known = day(known);
        assert_eq!(easter(known.ymd().0), known);
    }
    assert_eq!(easter(1818), Day::from_ymd(1818, 3, 22).expect("a day"));
    assert_eq!(easter(1886), Day::from_ymd(1886, 4, 25).expect("a day"));
    assert_eq!(easter(2285), Day::from_ymd(2285, 3, 22).expect("a day"));
}

#[test]
fn whole_years_are_those_of_the_open_tables() {
    let of_2018 = ["01-01", "04-02", "05-01", "05-08", "05-10", "05-21", "07-14", "08-15", "11-01", "11-11", "12-25"];
    assert_eq!(days_of(2018, Territory::Mainland), of_2018);
    let of_2020 = ["01-01", "04-13", "05-01", "05-08", "05-21", "06-01", "07-14", "08-15", "11-01", "11-11", "12-25"];
    assert_eq!(days_of(2020, Territory::Mainland), of_2020);
    let with = |year: i32, territory: Territory, more: &[&str]| {
        let mut expected: Vec<&str> = if year == 2018 { of_2018.to_vec() } else { of_2020.to_vec() };
        expected.extend(more);
        expected.sort_unstable();
        assert_eq!(days_of(year, territory), expected, "{territory:?}");
    };
    with(2018, Territory::AlsaceMoselleGoodFriday, &["03-30", "12-26"]);
    with(2020, Territory::AlsaceMoselleGoodFriday, &["04-10", "12-26"]);
    with(2020, Territory::AlsaceMoselle, &["12-26"]);
    with(2020, Territory::Mayotte, &["04-27"]);
    with(2020, Territory::Martinique, &["05-22"]);
    with(2020, Territory::Guadeloupe, &["05-27"]);
    with(2020, Territory::Guyane, &["06-10"]);
    with(2020, Territory::SaintBarthelemy, &["10-09"]);
    with(2020, Territory::Reunion, &["12-20"]);
}

#[test]
fn the_eighth_of_may_has_its_years() {
    let kept = |year: i32| {
        let day = Day::from_ymd(year, 5, 8).expect("a day");
        holidays(day, Territory::Mainland).expect("the year is known").iter().any(|one| one == Holiday::Victory)
    };
    let found: Vec<i32> = (1947..1990).filter(|year| kept(*year)).collect();
    let expected: Vec<i32> = (1953..=1958).chain([1965]).chain(1982..1990).collect();
    assert_eq!(found, expected);
}

#[test]
fn two_holidays_on_one_day_are_both_named() {
    let on = |text: &str, territory| holidays(day(text), territory).expect("it is known").iter().collect::<Vec<_>>();
    assert_eq!(on("2008-05-01", Territory::Mainland), [Holiday::LabourDay, Holiday::Ascension]);
    assert_eq!(on("1997-05-08", Territory::Mainland), [Holiday::Victory, Holiday::Ascension]);
    // Whit Monday of 2015 was 25 May, of 1972 was 22 May, before Martinique kept that day; of 1983 and 1994 too.
    assert_eq!(on("1994-05-23", Territory::Martinique), [Holiday::WhitMonday]);
    assert_eq!(on("1999-05-24", Territory::Mainland), [Holiday::WhitMonday]);
    assert_eq!(on("2024-05-22", Territory::Martinique), [Holiday::Abolition]);
}

#[test]
fn what_the_sources_do_not_tell_is_unknown() {
    for (text, territory) in [
        ("1946-07-14", Territory::Mainland),
        ("1900-01-01", Territory::AlsaceMoselle),
        ("1983-12-20", Territory::Reunion),
        ("1991-04-27", Territory::Mayotte),
        ("2012-10-09", Territory::SaintBarthelemy),
        // Texts and circulars part.
        ("2024-05-27", Territory::SaintMartin),
        ("2024-05-28", Territory::SaintMartin),
    ] {
        assert_eq!(holidays(day(text), territory), None, "{text} {territory:?}");
    }
    for (text, territory) in [
        ("1947-07-14", Territory::Mainland),
        ("1984-12-20", Territory::Reunion),
        ("1992-04-27", Territory::Mayotte),
        ("2013-10-09", Territory::SaintBarthelemy),
        ("2017-05-27", Territory::SaintMartin),
    ] {
        assert!(holidays(day(text), territory).is_some_and(|found| !found.is_empty()), "{text} {territory:?}");
    }
}

#[test]
fn working_days_pass_over_ends_of_weeks_and_holidays() {
    let days = |week| WorkingDays { week, territory: Territory::Mainland };
    let (office, labour) = (days(Week::ToFriday), days(Week::ToSaturday));
    // Wednesday 25 December 2024.
    assert_eq!(office.nth(day("2024-12-20"), 5, true), Ok(day("2024-12-30")));
    assert_eq!(labour.nth(day("2024-12-20"), 5, true), Ok(day("2024-12-27")));
    // Wednesday 8 May 2024, and Ascension on the 9th.
    assert_eq!(office.nth(day("2024-05-13"), 3, false), Ok(day("2024-05-06")));
    assert_eq!(office.first_from(day("2027-05-01")), Ok(day("2027-05-03")));
    assert_eq!(labour.first_from(day("2024-06-15")), Ok(day("2024-06-15")));
    assert_eq!(office.first_from(day("2024-06-15")), Ok(day("2024-06-17")));
    assert_eq!(office.nth(day("2024-06-15"), 0, true), Ok(day("2024-06-15")));
    assert_eq!(office.first_from(day("1946-05-01")), Err(UnknownHolidays(day("1946-05-01"))));
    // Saturday is no working day whatever is known of holidays; Monday is the first that is asked.
    assert_eq!(office.first_from(day("1946-05-04")), Err(UnknownHolidays(day("1946-05-06"))));
    assert_eq!(office.first_from(Day::from_number(i32::MAX)), Err(UnknownHolidays(Day::from_number(i32::MAX))));
}

fn territories() -> impl Strategy<Value = Territory> {
    prop::sample::select(Territory::ALL.to_vec())
}

proptest! {
    #[test]
    fn easter_is_a_sunday_from_22_march_to_25_april(year in 1583..5000) {
        let found = easter(year);
        let (_, month, number) = found.ymd();
        prop_assert_eq!(found.weekday(), Weekday::Sunday);
        prop_assert!((month, number) >= (3, 22) && (month, number) <= (4, 25), "{}", found);
        prop_assert_eq!(found.ymd().0, year);
    }

    /// A later day never gives an earlier one.
    #[test]
    fn working_days_keep_the_order_of_days(
        number in 0..90_000, apart in 0..60, count in 0..40, territory in territories(), saturday in any::<bool>()
    ) {
        let week = if saturday { Week::ToSaturday } else { Week::ToFriday };
        let days = WorkingDays { week, territory };
        let first = Day::FIRST.plus_days(number);
        let later = first.plus_days(apart);
        for found in [
            [days.first_from(first), days.first_from(later)],
            [days.nth(first, count, true), days.nth(later, count, true)],
            [days.nth(first, count, false), days.nth(later, count, false)],
        ] {
            if let [Ok(one), Ok(other)] = found {
                prop_assert!(one <= other);
            }
        }
        if let Ok(found) = days.nth(first, count, true) {
            let passed = (1..=first.days_until(found)).map(|number| first.plus_days(number));
            prop_assert_eq!(passed.filter(|day| days.contains(*day) == Ok(true)).count() as i32, count);
        }
    }

    #[test]
    fn a_month_has_its_ends(number in 0..109_000) {
        let day = Day::FIRST.plus_days(number);
        let (year, month, _) = day.ymd();
        prop_assert_eq!(Some(day.first_of_month()), Day::from_ymd(year, month, 1));
        prop_assert_eq!(day.last_of_month().plus_days(1).ymd().2, 1);
        prop_assert_eq!(day.last_of_month().ymd().1, month);
        prop_assert!(day.first_of_month() <= day && day <= day.last_of_month());
    }
}
