//! The two procedures of 2024 as a developer would write them for one study: serde_json into typed structs, and the
//! rules as code. Complete dossiers only, months of activity as civil months begun.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::{Deserializer, Error};

/// `T` is `String`, as programs mostly have it, or `&str`, for one that takes care to copy no text.
#[derive(Deserialize)]
pub struct Dossier<T> {
    pub dossier: T,
    faits: Facts<T>,
}

#[derive(Deserialize)]
struct Facts<T> {
    #[serde(rename = "date de dépôt", deserialize_with = "day")]
    filed: i32,
    #[serde(rename = "séjours")]
    stays: Vec<Stay>,
    #[serde(rename = "emplois")]
    jobs: Vec<Job<T>>,
    #[serde(rename = "formulaire cerfa signé par l'employeur")]
    form: bool,
    #[serde(rename = "engagement de payer la taxe")]
    tax: bool,
    #[serde(rename = "mention au bulletin n° 2")]
    record: bool,
    #[serde(rename = "menace pour l'ordre public")]
    threat: bool,
    #[serde(rename = "polygamie")]
    polygamy: bool,
}

#[derive(Deserialize)]
struct Stay {
    #[serde(rename = "du", deserialize_with = "day")]
    from: i32,
    #[serde(rename = "au", deserialize_with = "last_day", default = "ongoing")]
    to: i32,
    document: Document,
}

#[derive(Deserialize, PartialEq)]
enum Document {
    #[serde(rename = "sans document")]
    None,
    #[serde(rename = "attestation de demande d'asile")]
    Asylum,
    #[serde(rename = "titre étudiant")]
    Student,
    #[serde(rename = "titre saisonnier")]
    Seasonal,
    #[serde(rename = "autre titre")]
    Other,
}

#[derive(Deserialize)]
struct Job<T> {
    #[serde(rename = "du", deserialize_with = "day")]
    from: i32,
    #[serde(rename = "au", deserialize_with = "last_day", default = "ongoing")]
    to: i32,
    nature: Nature,
    #[serde(rename = "métier")]
    trade: T,
    #[serde(rename = "région")]
    region: T,
}

#[derive(Deserialize, PartialEq)]
enum Nature {
    #[serde(rename = "salariée")]
    Employed,
    #[serde(rename = "indépendante")]
    SelfEmployed,
}

fn ongoing() -> i32 {
    i32::MAX
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i32, D::Error> {
    let text: Cow<'de, str> = Deserialize::deserialize(deserializer)?;
    let part = |range: std::ops::Range<usize>| text.get(range).and_then(|digits| digits.parse::<i32>().ok());
    match (part(0..4), part(5..7), part(8..10)) {
        (Some(year), Some(month), Some(day)) => Ok(number(year, month, day)),
        _ => Err(D::Error::custom("not a day")),
    }
}

/// Periods are half-open here: the day after the last.
fn last_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i32, D::Error> {
    day(deserializer).map(|day| day + 1)
}

/// Howard Hinnant's `days_from_civil`.
fn number(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Howard Hinnant's `civil_from_days`.
fn civil(number: i32) -> (i32, i32, i32) {
    let shifted = number + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted - era * 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i32::from(month <= 2), month, day_of_year - (153 * shifted_month + 2) / 5 + 1)
}

fn month_of(day: i32) -> i32 {
    let (year, month, _) = civil(day);
    year * 12 + month - 1
}

fn months_before(day: i32, months: i32) -> i32 {
    let (year, month, of_month) = civil(day);
    let target = year * 12 + month - 1 - months;
    let first = number(target.div_euclid(12), target.rem_euclid(12) + 1, 1);
    let next = number((target + 1).div_euclid(12), (target + 1).rem_euclid(12) + 1, 1);
    (first + of_month - 1).min(next - 1)
}

/// Whether `months` after `start` is not after `end`.
fn lasts(start: i32, end: i32, months: i32) -> bool {
    months_before(start, -months) <= end
}

type Run = (i32, i32);

/// Sorted, disjoint, not touching.
fn merged(mut runs: Vec<Run>) -> Vec<Run> {
    runs.sort_unstable();
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    for (start, end) in runs {
        match out.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => out.push((start, end)),
        }
    }
    out
}

fn without(runs: &[Run], holes: &[Run]) -> Vec<Run> {
    let mut out = Vec::with_capacity(runs.len() + holes.len());
    for &(mut start, end) in runs {
        for &(hole, after) in holes {
            if after <= start || hole >= end {
                continue;
            }
            if start < hole {
                out.push((start, hole));
            }
            start = after.min(end);
        }
        if start < end {
            out.push((start, end));
        }
    }
    out
}

/// Civil months begun by the runs within the window.
fn months(runs: &[Run], from: i32, to: i32, most: i32) -> i32 {
    let (mut count, mut seen) = (0, i32::MIN);
    for &(start, end) in runs {
        let (start, end) = (start.max(from), end.min(to));
        if start < end {
            let (first, last) = (month_of(start).max(seen.saturating_add(1)), month_of(end - 1));
            count += (last - first + 1).max(0);
            seen = last;
        }
    }
    count.min(most)
}

fn run_at(runs: &[Run], day: i32) -> Option<Run> {
    runs.iter().copied().find(|run| run.0 <= day && day < run.1)
}

/// The list of trades, by region and trade.
pub type Listed = std::collections::HashSet<(String, String)>;

/// The outcomes of the two procedures, by the keys of the interpreter.
pub fn outcomes<T: AsRef<str>>(dossier: &Dossier<T>, listed: &Listed) -> (&'static str, &'static str) {
    let facts = &dossier.faits;
    (ordinary(facts), in_tension(facts, listed))
}

fn ordinary<T>(facts: &Facts<T>) -> &'static str {
    let end = facts.filed;
    if !facts.form || !facts.tax || facts.threat || facts.polygamy {
        return "not_met";
    }
    let presence = merged(facts.stays.iter().map(|stay| (stay.from, stay.to)).collect());
    let work = merged(facts.jobs.iter().map(|job| (job.from, job.to)).collect());
    let since = run_at(&presence, end - 1).map(|run| run.0);
    let present = |years: i32| since.is_some_and(|since| lasts(since, end, years * 12));
    let worked = |window: i32| months(&work, months_before(end, window), end, window);
    if present(5) && (worked(24) >= 8 || worked(60) >= 30) {
        "met"
    } else if present(3) && months(&work, i32::MIN, end, i32::MAX) >= 24 && worked(12) >= 8 {
        "discretionary"
    } else {
        "not_met"
    }
}

fn in_tension<T: AsRef<str>>(facts: &Facts<T>, listed: &Listed) -> &'static str {
    let end = facts.filed;
    if facts.record {
        return "not_met";
    }
    let excluded = |stay: &&Stay| matches!(stay.document, Document::Asylum | Document::Student | Document::Seasonal);
    let stays = merged(facts.stays.iter().map(|stay| (stay.from, stay.to)).collect());
    let holes = merged(facts.stays.iter().filter(excluded).map(|stay| (stay.from, stay.to)).collect());
    let kept = merged(facts.stays.iter().filter(|stay| !excluded(stay)).map(|stay| (stay.from, stay.to)).collect());
    let mut present = false;
    if let Some(run) = run_at(&stays, end - 1) {
        let mut later = 0;
        for &(start, stop) in kept.iter().rev() {
            let (start, stop) = (start.max(run.0), stop.min(end));
            if start < stop {
                later += stop - start;
                present |= lasts(start, start + later, 36);
            }
        }
    }
    if !present {
        return "not_met";
    }
    // No list is complete: a trade that is not in it may be.
    let employed = facts.jobs.iter().filter(|job| job.nature == Nature::Employed);
    let possible = without(&merged(employed.clone().map(|job| (job.from, job.to)).collect()), &holes);
    let in_list = |job: &&Job<T>| listed.contains(&(job.region.as_ref().to_string(), job.trade.as_ref().to_string()));
    let certain = without(&merged(employed.filter(in_list).map(|job| (job.from, job.to)).collect()), &holes);
    let holds = |work: &[Run]| months(work, months_before(end, 24), end, 24) >= 12 && run_at(work, end).is_some();
    match (holds(&certain), holds(&possible)) {
        (true, _) => "met",
        (false, true) => "undetermined",
        (false, false) => "not_met",
    }
}
