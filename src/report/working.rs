//! Working days in words: days of the week, holidays, and why a day is passed over.

use serde_json::{Value, json};

use super::words::{plural, told};
use crate::eval::Skipped;
use crate::explain::{Column, DayFound, Said};
use crate::time::{Day, Holiday, Weekday, Workdays};
use crate::value::format_decimal;

/// A day under its words.
pub(super) struct Told {
    name: String,
    /// With its day of the week, where it is known.
    pub(super) value: String,
}

impl Told {
    /// « la notification (vendredi 30 avril 2027) »
    pub(super) fn named(&self) -> String {
        if self.name.is_empty() { self.value.clone() } else { format!("{} ({})", self.name, self.value) }
    }
}

/// A side of a step that is a date.
pub(super) fn day(column: &Column) -> Told {
    let value = match &column.value {
        Said::Date(days) if days.is_exact() => dated(days.first),
        _ => told(column),
    };
    Told { name: column.name.clone(), value }
}

/// « samedi 1er mai 2027 »
fn dated(day: Day) -> String {
    format!("{} {}", weekday(day.weekday()), day.french())
}

/// « jour ouvrable »
pub(super) fn word(days: Workdays) -> &'static str {
    match days {
        Workdays::Ouvrables => "jour ouvrable",
        Workdays::Ouvres => "jour ouvré",
    }
}

/// « c'est un jour ouvrable »
pub(super) fn one(days: Workdays) -> String {
    format!("c'est un {}", word(days))
}

/// « 5 jours ouvrés après », « dernier jour du mois de »: before the words of the day.
pub(super) fn way(way: DayFound) -> String {
    match way {
        DayFound::Postponed(days) => format!("premier {} à compter de", word(days)),
        DayFound::Working(count, days, after) => {
            let days = match (days, format_decimal(count).as_str()) {
                (days, "0" | "1") => word(days),
                (Workdays::Ouvrables, _) => "jours ouvrables",
                (Workdays::Ouvres, _) => "jours ouvrés",
            };
            format!("{} {days} {}", format_decimal(count), if after { "après" } else { "avant" })
        }
        DayFound::MonthStart => "premier jour du mois de".to_string(),
        DayFound::MonthEnd => "dernier jour du mois de".to_string(),
        DayFound::Next => "lendemain de".to_string(),
        DayFound::Previous => "veille de".to_string(),
    }
}

/// More days than this are told by their holidays, and the others by their number.
const MOST: usize = 6;

/// The days passed over, with why: each where they are few, else the holidays, and how many others.
pub(super) fn skipped(days: &[Skipped]) -> Vec<String> {
    let few = days.len() <= MOST;
    let told = days.iter().filter(|one| few || !one.holidays.is_empty());
    let mut lines: Vec<String> = told.map(|one| format!("passé : {}", reason(one))).collect();
    let others = days.len() - lines.len();
    if others > 0 {
        let plural = plural(others);
        lines.push(format!("passé{plural} : {others} autre{plural} jour{plural} de fin de semaine"));
    }
    lines
}

/// « samedi 1er mai 2027, fête du Travail »
fn reason(one: &Skipped) -> String {
    let names: Vec<&str> = one.holidays.iter().map(|holiday| holiday_name(*holiday)).collect();
    let mut line = dated(one.day);
    if !names.is_empty() {
        line.push_str(&format!(", {}", names.join(" et ")));
    }
    line
}

/// A day passed over as JSON.
pub(super) fn json(one: &Skipped) -> Value {
    let holidays: Vec<&str> = one.holidays.iter().map(|holiday| holiday_key(*holiday)).collect();
    json!({
        "day": one.day.to_string(),
        "weekday": weekday_key(one.day.weekday()),
        "holidays": holidays,
        "words": reason(one),
    })
}

/// Which day was found: the key of the way, how many working days, and of which kind.
pub(super) fn keys(way: DayFound) -> (&'static str, Option<String>, Option<&'static str>) {
    let days = |days: Workdays| match days {
        Workdays::Ouvrables => "ouvrables",
        Workdays::Ouvres => "ouvrés",
    };
    match way {
        DayFound::Postponed(which) => ("postponed", None, Some(days(which))),
        DayFound::Working(count, which, after) => {
            (if after { "after" } else { "before" }, Some(format_decimal(count)), Some(days(which)))
        }
        DayFound::MonthStart => ("month_start", None, None),
        DayFound::MonthEnd => ("month_end", None, None),
        DayFound::Next => ("day_after", None, None),
        DayFound::Previous => ("day_before", None, None),
    }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "lundi",
        Weekday::Tuesday => "mardi",
        Weekday::Wednesday => "mercredi",
        Weekday::Thursday => "jeudi",
        Weekday::Friday => "vendredi",
        Weekday::Saturday => "samedi",
        Weekday::Sunday => "dimanche",
    }
}

fn weekday_key(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    }
}

fn holiday_name(holiday: Holiday) -> &'static str {
    match holiday {
        Holiday::NewYear => "jour de l'An",
        Holiday::GoodFriday => "Vendredi saint",
        Holiday::EasterMonday => "lundi de Pâques",
        Holiday::LabourDay => "fête du Travail",
        Holiday::Victory => "victoire de 1945",
        Holiday::Ascension => "Ascension",
        Holiday::WhitMonday => "lundi de Pentecôte",
        Holiday::NationalDay => "fête nationale",
        Holiday::Assumption => "Assomption",
        Holiday::AllSaints => "Toussaint",
        Holiday::Armistice => "armistice de 1918",
        Holiday::Christmas => "Noël",
        Holiday::SecondDayOfChristmas => "second jour de Noël",
        Holiday::Abolition => "abolition de l'esclavage",
    }
}

fn holiday_key(holiday: Holiday) -> &'static str {
    match holiday {
        Holiday::NewYear => "new_year",
        Holiday::GoodFriday => "good_friday",
        Holiday::EasterMonday => "easter_monday",
        Holiday::LabourDay => "labour_day",
        Holiday::Victory => "victory_1945",
        Holiday::Ascension => "ascension",
        Holiday::WhitMonday => "whit_monday",
        Holiday::NationalDay => "national_day",
        Holiday::Assumption => "assumption",
        Holiday::AllSaints => "all_saints",
        Holiday::Armistice => "armistice_1918",
        Holiday::Christmas => "christmas",
        Holiday::SecondDayOfChristmas => "second_day_of_christmas",
        Holiday::Abolition => "abolition_of_slavery",
    }
}
