//! A day more can make a date-to-date count smaller. These are the smallest sets for which it does.

use alinea::time::{DaySet, MissingDay, MonthCount, MonthLength};

use super::support::periods;

fn counted(set: &DaySet, missing: MissingDay) -> MonthLength {
    MonthCount::DateToDate.count(set, missing).expect("a rounding answers")
}

#[test]
fn where_the_last_of_the_month_stands_in() {
    // Joined, the month runs from 29 January to 28 February, and not from the 31st.
    let missing = MissingDay::LastOfMonth;
    let apart = periods([("2022-01-29", "2022-01-29"), ("2022-01-31", "2022-02-27")]);
    let joined = periods([("2022-01-29", "2022-02-27")]);
    assert_eq!(counted(&apart, missing), MonthLength::of(1, 1));
    assert_eq!(counted(&joined, missing), MonthLength::of(1, 0));
}

#[test]
fn where_the_first_of_the_next_does() {
    let missing = MissingDay::FirstOfNext;
    let apart = periods([("2022-01-30", "2022-01-30"), ("2022-02-01", "2022-02-28")]);
    let joined = periods([("2022-01-30", "2022-02-28")]);
    assert_eq!(counted(&apart, missing), MonthLength::of(1, 1));
    assert_eq!(counted(&joined, missing), MonthLength::of(1, 0));
}
