use alinea::time::{Continuity, Day};
use proptest::prelude::*;

use super::support::generate::{FROM, cases, day_set};

/// The first day of the duration, looked for day by day from the end.
fn by_days(continuity: Continuity, has: impl Fn(Day) -> bool, first: Day, end: Day) -> Option<Day> {
    let period = |day: Day, months: i32| {
        let (year, month, _) = day.ymd();
        (year * 12 + month as i32 - 1) / months
    };
    let mut start = None;
    let mut missing = 0;
    let mut proved = period(end.plus_days(-1), 1);
    let mut day = end.plus_days(-1);
    if let Continuity::Each(months) = continuity {
        proved = period(day, months);
    }
    while day >= first {
        if has(day) {
            missing = 0;
            start = Some(day);
            if let Continuity::Each(months) = continuity {
                proved = period(day, months);
            }
        } else {
            missing += 1;
        }
        let ended = match continuity {
            Continuity::Unbroken => missing > 0,
            Continuity::Gaps(days) => missing > days,
            // A whole period before the last one that is proved, or goes on, has no day.
            Continuity::Each(months) => period(day.plus_days(-1), months) < proved - 1,
        };
        if ended {
            break;
        }
        day = day.plus_days(-1);
    }
    start
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn the_duration_begins_where_counting_back_ends(
        set in day_set(),
        end in (0..1700).prop_map(|at| Day::from_number(FROM + at)),
        continuity in prop_oneof![
            Just(Continuity::Unbroken),
            (0..60).prop_map(Continuity::Gaps),
            prop_oneof![Just(1), Just(3), Just(6), Just(12)].prop_map(Continuity::Each),
        ],
    ) {
        let found = continuity.since(&set, end);
        let first = set.first().unwrap_or(Day::FIRST);
        let expected = by_days(continuity, |day| set.contains(day), first, end);
        prop_assert_eq!(found.map(|days| days.start), expected);
        prop_assert!(found.is_none_or(|days| days.end == end));
    }

    /// More days never make it shorter.
    #[test]
    fn it_grows_with_days(one in day_set(), other in day_set(), end in (0..1700).prop_map(|at| Day::from_number(FROM + at)), months in prop_oneof![Just(1), Just(6)], gap in 1..50) {
        for continuity in [Continuity::Unbroken, Continuity::Gaps(gap), Continuity::Each(months)] {
            let since = |set| continuity.since(set, end).map(|days| days.start);
            let (less, more) = (since(&one), since(&one.union(&other)));
            prop_assert!(less.is_none_or(|less| more.is_some_and(|more| more <= less)), "{continuity:?} {less:?} {more:?}");
        }
    }
}
