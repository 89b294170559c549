//! Lengths, days and lists in French.

use std::fmt;

use num_traits::CheckedMul;

use crate::eval::{Quantity, TermValue};
use crate::explain::{
    Because, Column, ComparisonReason, EndNotice, ListReason, LookupReason, Made, MarkReason, Marked, MeasureReason,
    Outside, ParameterReason, Reach, RowReason, Said, SeveralReason, Step,
};
use crate::names;
use crate::plan::Type;
use crate::time::{Day, DayRange, Interval, MonthLength};
use crate::value::{
    Bounds, Comparison, Exact, Outcome, format_amount, format_amount_exactly, format_exact, format_number,
    format_percent,
};

pub(super) fn quantity(quantity: Quantity) -> String {
    match quantity {
        Quantity::Months(length) if length == MonthLength::ZERO => "aucun jour".to_string(),
        Quantity::Months(length) => length.to_string(),
        Quantity::Days(1) => "1 jour".to_string(),
        Quantity::Days(days) => format!("{days} jours"),
    }
}

/// A computed value; `None` when it is not known.
pub(super) fn value(value: &TermValue, of: &Type) -> Option<String> {
    Some(match value {
        TermValue::Unknown | TermValue::Symbol(_) => return None,
        _ if !value.says_something() => return None,
        TermValue::Lacking => "sans valeur".to_string(),
        TermValue::Truth(true) => "oui".to_string(),
        TermValue::Truth(false) => "non".to_string(),
        TermValue::Number(value) => bounded(value, |value| number(*value, of)),
        TermValue::Date(_) => range(value.days()?),
        TermValue::Length(value) => bounded(value, |value| length(*value)),
    })
}

/// A value for a cell of a table: exact, and without the unit of an amount. What no decimal writes is a fraction, what is
/// not known has its bounds.
pub(super) fn plain(value: &TermValue, of: &Type) -> String {
    match value {
        TermValue::Unknown | TermValue::Symbol(_) => "inconnu".to_string(),
        TermValue::Lacking => "sans valeur".to_string(),
        TermValue::Truth(truth) => if *truth { "oui" } else { "non" }.to_string(),
        TermValue::Number(number) => bounded(number, |number| plain_number(*number, of)),
        TermValue::Date(day) => bounded(day, ToString::to_string),
        TermValue::Length(length) => bounded(length, |one| self::length(*one)),
    }
}

fn plain_number(value: Exact, of: &Type) -> String {
    let of_percent = if *of == Type::Percent { value.checked_mul(&Exact::from_integer(100)) } else { None };
    match of_percent {
        Some(shown) => format!("{} %", format_exact(shown).replace('.', ",")),
        None => format_exact(value).replace('.', ","),
    }
}

/// A value that is known; of another, what bounds it.
pub(super) fn bounded<T: PartialOrd>(bounds: &Bounds<T>, write: impl Fn(&T) -> String) -> String {
    let words = match (&bounds.least, &bounds.greatest) {
        (Some(least), Some(greatest)) if least == greatest => write(least),
        (Some(least), Some(greatest)) => format!("entre {} et {}", write(least), write(greatest)),
        (Some(least), None) => format!("au moins {}", write(least)),
        (None, Some(greatest)) => format!("au plus {}", write(greatest)),
        (None, None) => "inconnu".to_string(),
    };
    if bounds.may_lack { format!("{words}, ou sans valeur") } else { words }
}

/// A number, an amount or a percentage; one of more decimals than are shown is said to be about that much.
pub(super) fn number(value: Exact, of: &Type) -> String {
    let (written, places) = match of {
        Type::Amount => (format_amount(value), 2),
        Type::Percent => (format_percent(value, 6), 8),
        _ => (format_number(value, 6), 6),
    };
    about(written, value, places)
}

fn about(written: String, value: Exact, places: usize) -> String {
    if has_places(value, places) { written } else { format!("environ {written}") }
}

/// « liste « surfaces » : zone A, personnes de 2 à 4 : 24 (surfaces.csv, ligne 3, selon « arrêté ») »
pub(super) fn looked_up(row: &LookupReason) -> String {
    let key: Vec<String> = row.key.iter().map(|(name, cell)| format!("{name} {cell}")).collect();
    let value = if row.value.is_empty() { "sans valeur" } else { &row.value };
    let source = row.source.as_ref().map(|source| format!(", selon « {source} »")).unwrap_or_default();
    let place = format!("{}, ligne {}{source}", row.file, row.line);
    format!("liste « {} », {} : {} : {value} ({place})", row.list, key.join(", "), row.column)
}

/// The type of a value, as a rule file declares it.
pub(super) fn type_name(of: &Type) -> &'static str {
    match of {
        Type::Truth => "oui ou non",
        Type::Number => "nombre",
        Type::Amount => "montant",
        Type::Percent => "pourcentage",
        Type::Date => "date",
        Type::Months => "durée en mois",
        Type::Days => "durée en jours",
        Type::Text => "texte",
        Type::Code => "code",
        Type::Scale(_) => "échelle",
        Type::Enumeration(_) => "valeur d'une liste fermée",
        Type::Periods => "périodes",
        Type::Rows => "lignes",
    }
}

/// « Prend fin le 31 décembre 2026 : aucune prorogation trouvée au 24 novembre 2026. »
pub(super) fn ending(notice: &EndNotice) -> String {
    format!("Prend fin le {} : {}.", notice.last.french(), notice.words)
}

/// What is to be verified, in the order of the words: what carries the mark, and its note.
pub(super) fn marks(marks: &[MarkReason]) -> Vec<(String, &str)> {
    let mut found: Vec<(String, &str)> = marks.iter().map(|mark| (mark.of.to_string(), mark.note.as_str())).collect();
    found.sort();
    found
}

/// « exception « réfugié » à « cinq ans » »
pub(super) fn exception(target: &str, name: Option<&str>) -> String {
    let own = name.map(|name| format!(" « {name} »")).unwrap_or_default();
    format!("exception{own} à « {target} »")
}

/// « convention « jour d'appréciation » »
impl fmt::Display for Marked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Marked::Named(name) => f.write_str(name),
            Marked::Exception(target, name) => f.write_str(&exception(target, name.as_deref())),
            Marked::List(name) => write!(f, "liste « {name} »"),
            Marked::Parameter(name) => write!(f, "paramètre « {name} »"),
            Marked::Convention(name) => write!(f, "convention « {name} »"),
        }
    }
}

/// « 9 mois sur 12 mois exigés ; il manque 3 mois »
pub(super) fn measured(measure: &MeasureReason) -> Option<String> {
    let (certain, possible) = (measure.certain?, measure.possible?);
    let asked = measure.threshold?;
    let threshold = quantity(asked);
    let found = found(certain, possible, asked);
    let wanted = match measure.comparison? {
        Comparison::AtLeast => format!("{threshold} exigés"),
        other => format!("{} {threshold}", other.french()),
    };
    let mut sentence = format!("{found} sur {wanted}");
    if let Some(continuity) = measure.over.continuity {
        sentence.push_str(&format!(", {continuity}"));
    }
    if let Some(shortfall) = measure.shortfall {
        let missing = quantity(shortfall);
        sentence.push_str(&if certain == possible {
            format!(" ; il manque {missing}")
        } else {
            format!(" ; il manque au plus {missing}")
        });
    }
    match (measure.reach, reached(measure)) {
        (Some(Reach::Never), _) => sentence.push_str(", jamais atteint dans cette situation"),
        (_, Some(reached)) => sentence.push_str(&format!(", atteint {reached}")),
        (_, None) => {}
    }
    Some(sentence)
}

/// « le 14 mars 2027 », « au plus tard le … », « jamais dans cette situation »: when a threshold is reached.
pub(super) fn reached(measure: &MeasureReason) -> Option<String> {
    let perhaps = measure.perhaps.map(|day| format!("peut-être dès le {}", day.french()));
    let is_open = measure.certain != measure.possible || perhaps.is_some();
    Some(match (measure.reach, perhaps) {
        (Some(Reach::On(day)), _) if !is_open => on_day(day, measure.same_number),
        (Some(Reach::On(day)), Some(perhaps)) => format!("{perhaps}, au plus tard le {}", day.french()),
        (Some(Reach::On(day)), None) => format!("peut-être déjà, au plus tard le {}", day.french()),
        (Some(Reach::Never), _) => "jamais dans cette situation".to_string(),
        (None, Some(perhaps)) => perhaps,
        (None, None) => return None,
    })
}

/// « le 1er septembre 2026 de quantième à quantième (dès le 31 août à trente jours par mois) »
pub(super) fn on_day(day: Day, same_number: Option<Day>) -> String {
    match same_number {
        Some(expected) => {
            let (year, month, number) = day.ymd();
            let (that_year, that_month, _) = expected.ymd();
            let earlier = match (year == that_year, month == that_month) {
                (true, true) => number.to_string(),
                (true, false) => day.french().to_string().replace(&format!(" {year}"), ""),
                (false, _) => day.french().to_string(),
            };
            format!("le {} de quantième à quantième (dès le {earlier} à trente jours par mois)", expected.french())
        }
        None => format!("le {}", day.french()),
    }
}

/// The day on which a threshold is reached.
pub(super) fn reach_day(measure: &MeasureReason) -> Option<Day> {
    match measure.reach? {
        Reach::On(day) => Some(day),
        Reach::Never => None,
    }
}

/// « 22 mois et 18 jours sur 12 mois »: what was found and what is wanted, in the same units.
pub(super) fn found_of(measure: &MeasureReason) -> Option<String> {
    let (certain, possible) = (measure.certain?, measure.possible?);
    let asked = measure.threshold?;
    let found = found(certain, possible, asked);
    Some(match measure.comparison? {
        Comparison::AtLeast => format!("{found} sur {}", quantity(asked)),
        other => format!("{found}, {} {}", other.french(), quantity(asked)),
    })
}

/// « de 2 ans à 3 ans »: a length, and the most that it may be, in the units of a threshold.
fn found(certain: Quantity, possible: Quantity, asked: Quantity) -> String {
    let quantity = |found: Quantity| match (found, asked) {
        (Quantity::Months(length), Quantity::Months(asked)) if length != MonthLength::ZERO => {
            length.like(asked).to_string()
        }
        _ => quantity(found),
    };
    // Half the calendar is more than any life: nothing bounds the measure from above.
    let unbounded = matches!(possible, Quantity::Months(length) if length.months >= 1200);
    if certain == possible {
        quantity(certain)
    } else if unbounded {
        format!("au moins {}", quantity(certain)).replace("au moins aucun jour", "durée inconnue")
    } else {
        format!("entre {} et {}", quantity(certain), quantity(possible))
    }
}

/// Words with a capital at their beginning.
pub(super) fn capital(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// « du 15 juin 2022 au 14 juin 2024 », both days included.
pub(super) fn interval(days: Interval) -> String {
    match days.last() {
        Some(last) if last < Day::LAST => format!("du {} au {}", days.start.french(), last.french()),
        _ => format!("à compter du {}", days.start.french()),
    }
}

/// « juillet 2023 à décembre 2023 », « janvier 2024 »: months by days of the first and of the last one.
pub(super) fn months(read: Interval) -> String {
    let of = |day: Day| {
        let (year, month, _) = day.ymd();
        DayRange::month(year, month).map_or_else(|| day.french().to_string(), DayRange::french)
    };
    match read.last() {
        Some(last) if read.start > Day::FIRST && last < Day::LAST => {
            let (first, last) = (of(read.start), of(last));
            if first == last { first } else { format!("{first} à {last}") }
        }
        _ => days(read),
    }
}

/// « du 1er janvier au 31 décembre 2024 », « jusqu'au 31 décembre 2023 », « en tout temps »: days of which either end may
/// be open.
pub(super) fn days(days: Interval) -> String {
    match days.last() {
        Some(last) if days.start <= Day::FIRST && last < Day::LAST => format!("jusqu'au {}", last.french()),
        Some(_) | None if days.start <= Day::FIRST => "en tout temps".to_string(),
        Some(_) | None => interval(days),
    }
}

pub(super) fn range(days: DayRange) -> String {
    if days.is_exact() {
        days.first.french().to_string()
    } else {
        format!("un jour du {} au {}", days.first.french(), days.last.french())
    }
}

/// « emploi n° 1, du … au … (nature : indépendante) »
pub(super) fn row(row: &RowReason) -> String {
    let name = names::row(&row.path);
    let labels: String = row.labels.iter().map(|label| format!(" ({label})")).collect();
    let dates = match (row.from, row.to) {
        (Some(from), Some(to)) if from == to => format!(", le {}", from.french()),
        (Some(from), Some(to)) => format!(", du {} au {}", from.french(), to.french()),
        (Some(from), None) => format!(", depuis le {}", from.french()),
        (None, Some(to)) => format!(", jusqu'au {}", to.french()),
        (None, None) => String::new(),
    };
    let reason = reason(row).map(|reason| format!(" ({reason})")).unwrap_or_default();
    format!("{name}{labels}{dates}{reason}")
}

/// « salaire : 1 943,606 € ; seuil : 1 943,61 € »: both sides, where the sentence does not say them already.
pub(super) fn compared(comparison: &ComparisonReason) -> Option<String> {
    let left = &comparison.left;
    if left.value == Said::Unknown && comparison.written {
        return None;
    }
    if comparison.forbids {
        return Some(format!("{} : {}", left.name, contrary(comparison)));
    }
    let mut found = format!("{} : {}", left.name, told(left));
    if let Some(reached) = comparison.reached {
        let age = comparison.right.iter().map(told).collect::<Vec<_>>().join(", ");
        let day = if reached.is_exact() { format!("le {}", range(reached)) } else { range(reached) };
        return Some(format!("{found} ; {age} atteints {day}"));
    }
    if let [least, greatest] = comparison.right.as_slice()
        && !matches!(least.value, Said::Text(_))
    {
        let named = |end: &Column| format!("{} : {}", end.name, told(end));
        return Some(match comparison.written {
            true => format!("{found} ; bornes : {} et {}", told(least), told(greatest)),
            false => format!("{found} ; {} ; {}", named(least), named(greatest)),
        });
    }
    // What words are compared with stands in the sentence.
    let Some(right) = comparison.right.first().filter(|right| !matches!(right.value, Said::Text(_))) else {
        return Some(found);
    };
    let name = if comparison.written { "seuil" } else { &right.name };
    let mut threshold = format!("{name} : {}", told(right));
    if let (Said::Number(one), Said::Number(other)) = (&left.value, &right.value)
        && one != other
        && told(left) == told(right)
    {
        // Rounded, two numbers may look alike that are not.
        let exactly = |bounds: &Bounds<Exact>| bounded(bounds, Exact::to_string);
        found.push_str(&format!(" (exactement {})", exactly(one)));
        threshold.push_str(&format!(" (exactement {})", exactly(other)));
    }
    Some(format!("{found} ; {threshold}"))
}

/// The « s » of what there are more than one of.
pub(super) fn plural(count: usize) -> &'static str {
    if count > 1 { "s" } else { "" }
}

/// The rows of which a sentence on each, or on none, is not true.
fn contrary(comparison: &ComparisonReason) -> String {
    let is_empty = |step: &Step| match &step.made {
        Made::Rows(rows) => rows.counted.is_empty() && rows.set_aside.is_empty(),
        Made::Computed(_)
        | Made::Rounded(..)
        | Made::Length(_)
        | Made::Mean(_)
        | Made::DayFrom { .. }
        | Made::Line { .. }
        | Made::Slices(..)
        | Made::InDefault => false,
    };
    match comparison.left.value {
        _ if comparison.steps.iter().any(is_empty) => "aucune ligne à examiner".to_string(),
        Said::Count(0, Some(0)) => "aucune ligne contraire".to_string(),
        Said::Count(least, Some(most)) if least == most => {
            format!("{least} ligne{0} contraire{0}", plural(least as usize))
        }
        Said::Count(0, _) => "une ligne peut-être contraire".to_string(),
        Said::Count(least, _) => format!("au moins {least} ligne{0} contraire{0}", plural(least as usize)),
        _ => told(&comparison.left),
    }
}

/// « 1 condition remplie sur 3, 1 ouverte »: how many conditions hold.
pub(super) fn several(reason: &SeveralReason) -> String {
    let number = |wanted: fn(Outcome) -> bool| reason.conditions.iter().filter(|(_, outcome)| wanted(*outcome)).count();
    let met = number(|outcome| outcome == Outcome::Met);
    let open = number(|outcome| !matches!(outcome, Outcome::Met | Outcome::NotMet));
    let maybe = if open > 0 { format!(", {open} ouverte{}", plural(open)) } else { String::new() };
    format!("{met} condition{0} remplie{0} sur {1}{maybe}", plural(met), reason.conditions.len())
}

/// Whether a number is a decimal of so many places at most.
fn has_places(value: Exact, places: usize) -> bool {
    let exact = format_exact(value);
    !exact.contains('/') && exact.split_once('.').is_none_or(|(_, decimals)| decimals.len() <= places)
}

/// What a side of a comparison came to, with all its decimals.
pub(super) fn told(side: &Column) -> String {
    match (&side.value, &side.of) {
        (Said::Number(value), of) => bounded(value, |value| {
            let (written, places) = match of {
                Type::Amount => (format_amount_exactly(*value), 6),
                Type::Percent => (format_percent(*value, 6), 8),
                _ => (format_number(*value, 6), 6),
            };
            about(written, *value, places)
        }),
        (Said::Length(value), _) => bounded(value, |value| match value {
            Quantity::Months(MonthLength { months, part: 0 }) if *months > 0 && months % 12 == 0 => {
                format!("{} an{}", months / 12, if *months > 12 { "s" } else { "" })
            }
            other => length(*other),
        }),
        (Said::Date(days), _) => range(*days),
        (Said::Count(certain, Some(possible)), _) if certain == possible => certain.to_string(),
        (Said::Count(certain, Some(possible)), _) => format!("entre {certain} et {possible}"),
        (Said::Count(certain, None), _) => format!("au moins {certain}"),
        (Said::Text(text), _) => format!("« {text} »"),
        _ => cell(side),
    }
}

/// Why days of a period are set aside, or only may count.
pub(super) fn reason(row: &RowReason) -> Option<String> {
    let perhaps = if row.certain { "" } else { "peut-être " };
    Some(match row.reason.as_ref()? {
        Because::UnknownFact => "inconnu".to_string(),
        Because::Dates => "dates incomplètes".to_string(),
        Because::OpenFacts => "dépend de faits inconnus".to_string(),
        Because::OpenDay => "dépend du jour d'appréciation".to_string(),
        Because::Columns { columns, partial_list } => {
            let said: Vec<String> =
                columns.iter().map(|column| format!("{} : {}", column.name, cell(column))).collect();
            let absent = if *partial_list { " : absent d'une liste partielle" } else { "" };
            format!("{}{absent}", said.join(", "))
        }
        Because::Clause(words) => format!("hors de « {words} »"),
        Because::Holds(words) => format!("{perhaps}« {words} »"),
        Because::Excluded(set) => format!("{perhaps}exclu : {set}"),
        Because::Outside(set) => format!("hors de : {set}"),
        Because::BeforeWindow => "avant la fenêtre".to_string(),
        Because::AfterWindow => "après la fenêtre".to_string(),
        Because::BeforeDay(date) => format!("avant {}", asked_day(date.as_deref())),
        Because::AfterDay(date) => format!("après {}", asked_day(date.as_deref())),
        Because::Interrupted(gap) => format!("{perhaps}interrompue {}", between(*gap)),
        Because::CountedFrom(day) => format!("la durée est plus longue à compter du {}", day.french()),
        Because::ShorterRun(gap) => format!("hors de la plus longue suite, interrompue {}", between(*gap)),
        Because::OpenRun if row.certain => "sauf si une autre suite est plus longue".to_string(),
        Because::OpenRun => "si cette suite est la plus longue".to_string(),
        Because::BeginsOutside => "commencée avant la fenêtre".to_string(),
        Because::EndsOutside => "finie après la fenêtre".to_string(),
        Because::GoesOn => "en cours : n'est pas finie dans la fenêtre".to_string(),
    })
}

/// What a column says, as the dossier would.
pub(super) fn cell(column: &Column) -> String {
    match &column.value {
        Said::Unknown => "inconnu".to_string(),
        Said::Truth(true) => "oui".to_string(),
        Said::Truth(false) => "non".to_string(),
        Said::Lacking => "sans valeur".to_string(),
        Said::Number(value) => bounded(value, |value| number(*value, &column.of)),
        Said::Date(range) => range.to_string(),
        Said::Text(text) => text.clone(),
        Said::Length(value) => bounded(value, |value| length(*value)),
        Said::Count(certain, _) => certain.to_string(),
    }
}

fn length(length: Quantity) -> String {
    match length {
        Quantity::Months(MonthLength { months, part: 0 }) => format!("{months} mois"),
        other => quantity(other),
    }
}

/// « le 1er janvier 2024 », « du 1er au 5 … », both days included.
pub(super) fn between(days: Interval) -> String {
    match days.last() {
        Some(last) if last == days.start => format!("le {}", last.french()),
        _ => interval(days),
    }
}

/// « Attention : emploi n° 1, du … au …, hors de « séjours » ; ces jours comptent comme les autres. »
pub(super) fn outside(outside: &Outside) -> String {
    let days = match outside.to {
        Some(to) if to == outside.from => format!("le {}", to.french()),
        Some(to) => format!("du {} au {}", outside.from.french(), to.french()),
        None => format!("depuis le {}", outside.from.french()),
    };
    let name = names::row(&outside.path);
    format!("Attention : {name}, {days}, hors de « {} » ; ces jours comptent comme les autres.", outside.within)
}

/// « métiers en tension, du … au …, partielle, selon « … » »
pub(super) fn list(list: &ListReason) -> String {
    let days = list.validity.map_or(", sans version ce jour-là".to_string(), |days| format!(", {}", interval(days)));
    let partial = if list.partial { ", partielle" } else { "" };
    let source = list.source.as_ref().map(|source| format!(", selon « {source} »")).unwrap_or_default();
    format!("{}{days}{partial}{source}", list.name)
}

/// « SMIC mensuel : 1 801,80 €, lu au 10 mars 2025, supposé inchangé depuis le 1er novembre 2024, selon « … » »
pub(super) fn parameter(read: &ParameterReason) -> String {
    let known = read.value.as_ref().and_then(|found| value(found, &read.of));
    let days = match read.days.last() {
        Some(last) if last == read.days.start => format!(", lu au {}", last.french()),
        Some(last) if read.days.start > Day::FIRST && last < Day::LAST => {
            format!(", lu du {} au {}", read.days.start.french(), last.french())
        }
        // The day is not known, or is bounded on one side only.
        Some(_) | None => String::new(),
    };
    let since = read.since.map(|day| day.french());
    let since = match (since, read.supposed) {
        (Some(day), true) => format!(", supposé inchangé depuis le {day}"),
        (Some(day), false) => format!(", valeur à compter du {day}"),
        (None, _) => String::new(),
    };
    let source = read.source.as_ref().map(|source| format!(", selon « {source} »")).unwrap_or_default();
    format!("{} : {}{days}{since}{source}", read.name, known.unwrap_or_else(|| "inconnu".to_string()))
}

/// « les conditions ne seraient pas réunies »: an outcome that is only supposed.
pub(super) fn would_be(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "les conditions seraient réunies",
        Outcome::NotMet => "les conditions ne seraient pas réunies",
        Outcome::Discretionary => "ce serait à l'appréciation de l'autorité",
        Outcome::Undetermined => "l'issue serait indéterminée",
        Outcome::NotApplicable => "la procédure serait hors champ",
        Outcome::Error => "les règles seraient en défaut",
    }
}

pub(super) fn and(words: &[String]) -> String {
    joined(words, "et")
}

pub(super) fn or(words: &[String]) -> String {
    joined(words, "ou")
}

fn joined(words: &[String], last_word: &str) -> String {
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} {last_word} {last}", first.join(", ")),
    }
}

/// « le jour d'appréciation », or « le jour retenu (date de décision) »
fn asked_day(date: Option<&str>) -> String {
    match date {
        Some(date) => format!("le jour retenu ({date})"),
        None => "le jour d'appréciation".to_string(),
    }
}
