//! Working days: `jours-ouvrables.md`. Every day is asked by itself whether it is one.

use alinea::names::fold;
use alinea::time::{Day, Workdays};

use super::calendar::civil;
use super::dossier::Given;
use super::procedures::Scene;
use super::terms::Value;

impl Scene<'_> {
    /// The day itself where it is a working day, else the next that is.
    pub fn postponed(&self, day: Value, days: Workdays) -> Value {
        let Value::Day(mut day) = day else { return day };
        let place = self.place();
        while !self.is_working(day, days, place) {
            day = day.plus_days(1);
        }
        Value::Day(day)
    }

    /// So many working days after a day, or before it, which does not count.
    pub fn working_days(&self, from: Value, count: u32, days: Workdays, after: bool) -> Value {
        let Value::Day(mut day) = from else { return from };
        let place = self.place();
        for _ in 0..count {
            loop {
                day = day.plus_days(if after { 1 } else { -1 });
                if self.is_working(day, days, place) {
                    break;
                }
            }
        }
        Value::Day(day)
    }

    /// Whose holidays: an option of the convention, or what a fact says.
    fn place(&self) -> &str {
        let option = self.option("jours feries");
        match self.dossier.facts.iter().find(|(name, _)| fold(name) == option) {
            Some((_, Given::Text(place))) => place,
            _ => option,
        }
    }

    fn is_working(&self, day: Day, days: Workdays, place: &str) -> bool {
        // 3 January 2000 was a Monday.
        let monday = civil(2000, 1, 3).expect("a day");
        let of_week = monday.days_until(day).rem_euclid(7);
        let off = match days {
            Workdays::Ouvres => of_week >= 5,
            Workdays::Ouvrables => match self.option("jour ouvrable") {
                "du lundi au samedi" => of_week == 6,
                _ => of_week >= 5,
            },
        };
        !off && !self.is_holiday(day, place)
    }

    fn is_holiday(&self, day: Day, place: &str) -> bool {
        let (year, month, date) = day.ymd();
        let since = match place {
            "guadeloupe" | "martinique" | "guyane" | "la reunion" => 1984,
            "mayotte" => 1992,
            "saint-barthelemy" | "saint-martin" => 2013,
            _ => 1947,
        };
        let contested = place == "saint-martin" && year > 2017 && month == 5 && (date == 27 || date == 28);
        if year < since || contested {
            // Not every day may be one, or no working day would ever come.
            return self.world.choose(("holiday", day.number())) && date % 2 == 1;
        }
        let everywhere = [(1, 1), (5, 1), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
        let victory = (1953..=1958).contains(&year) || year == 1965 || year >= 1982;
        let here = match place {
            "mayotte" => Some((4, 27)),
            "martinique" => Some((5, 22)),
            "guadeloupe" | "saint-martin" => Some((5, 27)),
            "guyane" => Some((6, 10)),
            "saint-barthelemy" => Some((10, 9)),
            "la reunion" => Some((12, 20)),
            "alsace-moselle avec vendredi saint" | "alsace-moselle sans vendredi saint" => Some((12, 26)),
            _ => None,
        };
        let mut moving = vec![1, 39, 50];
        if place == "alsace-moselle avec vendredi saint" {
            moving.push(-2);
        }
        everywhere.contains(&(month, date))
            || victory && (month, date) == (5, 8)
            || here == Some((month, date))
            || moving.into_iter().any(|days| easter(year).plus_days(days) == day)
    }
}

/// Easter Sunday, by the rule of Oudin (1940), which is another than the program's.
fn easter(year: i32) -> Day {
    let (golden, century) = (year % 19, year / 100);
    let age = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    let age = age - (age / 28) * (1 - (29 / (age + 1)) * ((21 - golden) / 11));
    let weekday = (year + year / 4 + age + 2 - century + century / 4) % 7;
    let after = age - weekday;
    let month = 3 + (after + 40) / 44;
    let day = after + 28 - 31 * (month / 4);
    civil(year, month, day as u32).expect("Easter is a day")
}

/// The first day of the month of a day, or the last.
pub fn month_edge(day: Value, last: bool) -> Value {
    let Value::Day(day) = day else { return day };
    let (year, month, _) = day.ymd();
    let first = civil(year, month as i32, 1);
    let edge = if last { civil(year, month as i32 + 1, 1).map(|next| next.plus_days(-1)) } else { first };
    Value::Day(edge.expect("months have a first and a last day"))
}
