use alinea::time::{MissingDay, MonthCount, MonthLength, PER_MONTH};
use proptest::prelude::*;

use super::support::generate::{cases, day_set, rounding};
use super::support::model;
use super::support::periods;

proptest! {
    #![proptest_config(cases(3000))]

    #[test]
    fn date_to_date(set in day_set(), missing in rounding()) {
        let (months, days) = model::date_to_date(&model::days_of_all(set.intervals()), missing);
        let counted = MonthCount::DateToDate.count(&set, missing);
        prop_assert_eq!(counted, Ok(MonthLength::of(months, days)));
    }

    #[test]
    fn thirty_days(set in day_set()) {
        let days = model::days_of_all(set.intervals()).len() as i32;
        let counted = MonthCount::ThirtyDays.count(&set, MissingDay::Refuse);
        prop_assert_eq!(counted, Ok(MonthLength::of(days / 30, days % 30)));
    }

    #[test]
    fn pro_rata(set in day_set()) {
        let months = model::civil_months(&model::days_of_all(set.intervals()));
        let units: i32 = months.iter().map(|(covered, len)| PER_MONTH / len * covered).sum();
        let expected = MonthLength { months: units / PER_MONTH, part: units % PER_MONTH };
        prop_assert_eq!(MonthCount::ProRata.count(&set, MissingDay::Refuse), Ok(expected));
    }

    #[test]
    fn civil_months(set in day_set(), floor in 0..=33u8) {
        let months = model::civil_months(&model::days_of_all(set.intervals()));
        let number = |counts: &dyn Fn(i32, i32) -> bool| {
            let kept = months.iter().filter(|(covered, len)| counts(*covered, *len)).count();
            Ok(MonthLength::of(kept as i32, 0))
        };
        let counted = |by: MonthCount| by.count(&set, MissingDay::Refuse);
        prop_assert_eq!(counted(MonthCount::CivilStarted), number(&|_, _| true));
        prop_assert_eq!(
            counted(MonthCount::CivilAtLeast(floor)),
            number(&|covered, _| covered >= i32::from(floor))
        );
        prop_assert_eq!(counted(MonthCount::CivilFull), number(&|covered, len| covered == len));
    }
}

#[test]
fn two_runs_of_one_civil_month_add_up() {
    let set = periods([("2024-02-01", "2024-02-08"), ("2024-02-20", "2024-02-26")]);
    let counted = |floor| MonthCount::CivilAtLeast(floor).count(&set, MissingDay::Refuse);
    assert_eq!(counted(15), Ok(MonthLength::of(1, 0)));
    assert_eq!(counted(16), Ok(MonthLength::ZERO));
}

#[test]
fn days_left_over_are_lost_or_pooled() {
    let set = periods([("2024-01-01", "2024-02-15"), ("2024-04-01", "2024-05-15"), ("2024-07-01", "2024-07-20")]);
    let counted = |by: MonthCount| by.count(&set, MissingDay::Refuse);
    assert_eq!(counted(MonthCount::WholeRuns), Ok(MonthLength::of(2, 0)));
    assert_eq!(counted(MonthCount::DateToDate), Ok(MonthLength::of(3, 20)));
}

#[test]
fn days_left_over_are_pooled_over_runs() {
    let set = periods([
        ("2024-01-10", "2024-02-24"), // 1 month from 10 January, and 15 days from 10 February
        ("2024-04-01", "2024-05-15"), // 1 month from 1 April, and 15 days from 1 May
    ]);
    let counted = MonthCount::DateToDate.count(&set, MissingDay::LastOfMonth);
    assert_eq!(counted, Ok(MonthLength::of(3, 0)));
}

#[test]
fn date_to_date_refuses_a_missing_anniversary() {
    let set = periods([("2024-01-31", "2024-03-10")]);
    let counted = MonthCount::DateToDate.count(&set, MissingDay::Refuse);
    assert_eq!(counted.err().map(|error| error.to_string()).as_deref(), Some("le 31 février 2024 n'existe pas"));
}
