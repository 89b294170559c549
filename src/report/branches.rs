//! What each answer to the fact that decides would come to, in sentences and as data.

use serde_json::{Value, json};

use super::words;
use crate::explain::{Branch, Branches, Explanation, Lane, Lanes, MeasureReason, Reach};
use crate::names;
use crate::time::Day;
use crate::value::Outcome;

/// « si « sans document » ou « autre titre » », « si oui »: answers as a supposition.
pub(super) fn supposed(answers: &[String]) -> String {
    let is_plain = |answer: &str| matches!(answer, "oui" | "non");
    let quoted: Vec<String> =
        answers.iter().map(|answer| if is_plain(answer) { answer.clone() } else { format!("« {answer} »") }).collect();
    format!("si {}", words::or(&quoted))
}

/// The same where the fact is not named above: « si polygamie : oui », « quelle que soit la réponse ».
pub(super) fn supposed_of(lanes: &Lanes, lane: &Lane) -> String {
    if lanes.lanes.len() == 1 {
        return "quelle que soit la réponse".to_string();
    }
    match lane.answers.as_slice() {
        [answer] if answer == "oui" || answer == "non" => {
            format!("si {} : {answer}", names::place(&lanes.missing.path))
        }
        answers => supposed(answers),
    }
}

/// One sentence a branch, with its outcome; where all answers come to the same, one sentence says so.
pub(super) fn sentences(branches: &Branches, of: &Explanation) -> Vec<(String, Outcome)> {
    let is_alone = branches.branches.len() == 1;
    let given = |branch: &Branch| match is_alone {
        true => "quelle que soit la réponse".to_string(),
        false => supposed(&branch.answers),
    };
    let one = |branch: &Branch| (format!("{} : {}", given(branch), told(branch, of)), branch.result.outcome);
    branches.branches.iter().map(one).collect()
}

/// « réunies depuis le 13 août 2025, jusqu'au 31 décembre 2026 (fin de « … ») », « non réunies ; 3 ans seulement le 15 mai
/// 2027, après la fin de « … » »
pub(super) fn told(branch: &Branch, of: &Explanation) -> String {
    let result = &branch.result;
    let mut said = result.outcome.french().to_string();
    if matches!(result.outcome, Outcome::Met | Outcome::Discretionary) {
        if let Some(day) = branch.since {
            said.push_str(&format!(" depuis le {}", day.french()));
        }
        if let Some(day) = branch.until {
            let ends = result.text.as_ref().filter(|_| of.last_day() == Some(day));
            let ends = ends.map(|text| format!(" (fin de « {text} »)")).unwrap_or_default();
            said.push_str(&format!(", jusqu'au {}{ends}", day.french()));
        }
    }
    said.push_str(&later(result));
    said
}

/// What stands in the way, or the day on which what is missing will be there.
fn later(result: &Explanation) -> String {
    if result.outcome != Outcome::NotMet {
        return String::new();
    }
    let standing = result.obstacles.iter().filter(|part| part.outcome == Outcome::Met);
    let standing: Vec<String> = standing.map(|part| format!("« {} »", part.name)).collect();
    if !standing.is_empty() {
        return format!(" ; fait obstacle : {}", words::and(&standing));
    }
    match result.earliest() {
        Some((day, _)) => {
            let what = threshold_reached(result, day);
            let open = if result.earliest_is_open() { "au plus tard" } else { "au plus tôt" };
            let what = match what {
                Some(threshold) if !result.earliest_is_open() => format!("{threshold} seulement"),
                _ => open.to_string(),
            };
            let on = words::on_day(day, result.earliest_same_number());
            format!(" ; {what} {on}{}", after_the_text(result, day))
        }
        None => String::new(),
    }
}

/// « 3 ans »: the length that is reached on a day, where it is the only one.
fn threshold_reached(result: &Explanation, day: Day) -> Option<String> {
    let parts = result.routes.iter().chain(&result.conditions);
    let measures = parts.flat_map(|part| &part.clauses).flat_map(|clause| &clause.measures);
    let reached = |measure: &&MeasureReason| measure.reach.is_some_and(|reach| reach == Reach::On(day));
    let mut thresholds: Vec<String> =
        measures.filter(reached).filter_map(|measure| Some(words::quantity(measure.threshold?))).collect();
    thresholds.dedup();
    match thresholds.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    }
}

/// « , après la fin de « … » »
pub(super) fn after_the_text(result: &Explanation, day: Day) -> String {
    match (&result.text, result.last_day()) {
        (Some(text), Some(last)) if last < day => format!(", après la fin de « {text} »"),
        _ => String::new(),
    }
}

/// When what is missing will be there, where conditions are not met.
pub(super) fn earliest_json(result: &Explanation) -> Option<Value> {
    let (day, route) = result.earliest().filter(|_| result.outcome == Outcome::NotMet)?;
    let same_number = result.earliest_same_number().map(|day| day.to_string());
    Some(json!({ "day": day.to_string(), "same_number": same_number, "route": route }))
}

/// Branches as JSON.
pub(super) fn branches_json(branches: &Branches) -> Value {
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    let one = |branch: &Branch| {
        json!({
            "answers": branch.answers,
            "outcome": branch.result.outcome.key(),
            "since": day(branch.since),
            "until": day(branch.until),
            "earliest": earliest_json(&branch.result),
        })
    };
    json!({
        "fact": branches.missing.fact,
        "path": branches.missing.path,
        "branches": branches.branches.iter().map(one).collect::<Vec<_>>(),
    })
}
