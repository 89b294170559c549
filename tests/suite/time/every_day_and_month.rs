//! Months added to every day of three centuries, against the calendar counted out month by month.

use alinea::time::{Day, MissingDay, NoSuchDay};

/// Months before 1900 and after 2200 that are looked at.
const MONTHS: i32 = 600;

/// The number of the first day of each month, from fifty years before 1900 on: lengths of months added up.
fn first_days() -> Vec<i32> {
    let mut next = Day::from_ymd(1850, 1, 1).expect("a day").number();
    let mut found = Vec::new();
    for year in 1850..2260 {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        for length in [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
            found.push(next);
            next += length;
        }
    }
    found
}

#[test]
fn every_day_and_month_of_three_centuries() {
    let firsts = first_days();
    let length = |month: usize| firsts[month + 1] - firsts[month];
    for month in 50 * 12..351 * 12 {
        for number in 0..length(month) {
            let day = Day::from_number(firsts[month] + number);
            for months in -MONTHS..=MONTHS {
                let target = (month as i32 + months) as usize;
                let added = |missing| day.plus_months(months, missing).map(Day::number);
                let missing: [Result<i32, NoSuchDay>; 3] =
                    [MissingDay::LastOfMonth, MissingDay::FirstOfNext, MissingDay::Refuse].map(added);
                if number < length(target) {
                    let expected = firsts[target] + number;
                    assert!(missing.iter().all(|found| *found == Ok(expected)), "{day} and {months} months");
                } else {
                    let [last, next, refused] = &missing;
                    assert_eq!(*last, Ok(firsts[target + 1] - 1), "{day} and {months} months");
                    assert_eq!(*next, Ok(firsts[target + 1]), "{day} and {months} months");
                    assert!(refused.is_err(), "{day} and {months} months");
                }
            }
        }
    }
}
