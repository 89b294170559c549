use alinea::explain::{calendar, under_one_reading};
use alinea::query::Request;
use alinea::time::{Day, Interval};
use proptest::prelude::*;

use super::generate::gapped;
use crate::support::plan;
use crate::time::support::generate::cases;

#[test]
fn over_ten_years_each_day_has_the_outcome_of_an_evaluation_on_that_day() {
    let plan = plan("aes-travail");
    let day = |year| Day::from_ymd(year, 1, 1).expect("a day");
    let span = Interval { start: day(2018), end: day(2028) };
    proptest!(cases(12), |(case in gapped(&plan))| {
        let calendar = calendar(&plan, &case.gapped, &case.request, span);
        let mut today = span.start;
        while today < span.end {
            let request = Request { day: Some(today), ..case.request.clone() };
            let answer = under_one_reading(&plan, &case.gapped, &request);
            for procedure in &calendar.procedures {
                let stretch = procedure.stretches.iter().find(|stretch| stretch.days.contains(today));
                let result = answer.results.iter().find(|result| result.procedure == procedure.procedure);
                let (stretch, result) = (stretch.expect("no gap"), result.expect("an answer"));
                prop_assert_eq!(stretch.outcome, result.outcome, "{} on {}", &procedure.procedure, today);
                prop_assert_eq!(&stretch.text, &result.text);
            }
            // A step that meets every day of the week, of the month and of the year.
            today = today.plus_days(11);
        }
    });
}

#[test]
fn stretches_follow_each_other_and_differ() {
    let plan = plan("aes-travail");
    let day = |year| Day::from_ymd(year, 1, 1).expect("a day");
    let span = Interval { start: day(2012), end: day(2032) };
    proptest!(cases(30), |(case in gapped(&plan))| {
        for procedure in calendar(&plan, &case.gapped, &case.request, span).procedures {
            let stretches = &procedure.stretches;
            prop_assert_eq!(stretches.first().map(|one| one.days.start), Some(span.start));
            prop_assert_eq!(stretches.last().map(|one| one.days.end), Some(span.end));
            for pair in stretches.windows(2) {
                prop_assert_eq!(pair[0].days.end, pair[1].days.start);
                prop_assert!(pair[0].outcome != pair[1].outcome || pair[0].text != pair[1].text);
            }
        }
    });
}
