//! A calendar for the terminal and as JSON.

use serde_json::{Value, json};

use super::branches::supposed_of;
use super::doubts;
use super::text::{colour, mark, wrap};
use super::{Style, json as answers, picture, values, words};
use crate::explain::{Calendar, ClauseTurn, Earliest, ExplainedStretch, Lane, Lanes, Turn};
use crate::names;
use crate::time::Interval;
use crate::value::Outcome;

/// A calendar as text: a picture, then each procedure's stretches.
pub fn calendar_text(calendar: &Calendar, style: Style) -> String {
    let mut out = String::new();
    let bold = Some(anstyle::Style::new().bold());
    wrap(&mut out, "", "", &format!("Dossier {} : {}", calendar.dossier, calendar.ruleset), style, bold);
    let span = format!("Calendrier {}, si les périodes en cours continuent.", between(calendar.span));
    wrap(&mut out, "", "", &span, style, None);
    out.push('\n');
    picture::draw(&mut out, calendar, style);
    for procedure in &calendar.procedures {
        out.push('\n');
        wrap(&mut out, "", "", &procedure.procedure, style, bold);
        for earliest in procedure.earliest_discretionary.iter().chain(&procedure.earliest) {
            let sentence = self::earliest(earliest, calendar.span);
            wrap(&mut out, "  ", "  ", &sentence, style, None);
        }
        if let Some(notice) = &procedure.end_notice {
            wrap(&mut out, "  ", "  ", &words::ending(notice), style, None);
        }
        for (index, one) in procedure.stretches.iter().enumerate() {
            let next_begins = procedure.stretches.get(index + 1).is_some_and(is_told);
            stretch(&mut out, calendar.span, one, next_begins, style);
        }
    }
    out.push('\n');
    let hash = &calendar.hash[..calendar.hash.len().min(16)];
    wrap(&mut out, "", "", &format!("Règles : empreinte {hash}."), style, None);
    out
}

/// « Conditions réunies au plus tôt le 1er mars 2027, si la période en cours continue (emploi n° 2). »; where not all is
/// known « peut-être dès le …, au plus tard le … ».
fn earliest(earliest: &Earliest, span: Interval) -> String {
    let what = match earliest.outcome {
        Outcome::Discretionary => "À l'appréciation de l'autorité",
        _ => "Conditions réunies",
    };
    let (possible, last) = (earliest.possible.french(), span.end.plus_days(-1).french());
    let when = match earliest.certain {
        Some(day) if day == earliest.possible => format!("au plus tôt le {possible}"),
        Some(day) if earliest.perhaps_already => format!("peut-être déjà, au plus tard le {}", day.french()),
        Some(day) => format!("peut-être dès le {possible}, au plus tard le {}", day.french()),
        None if earliest.perhaps_already => format!("peut-être déjà ; aucun jour n'est certain d'ici au {last}"),
        None => format!("peut-être dès le {possible} ; aucun jour n'est certain d'ici au {last}"),
    };
    format!("{what} {when}{}.", if_ongoing(earliest))
}

/// « , si la période en cours continue (emploi n° 2) »
fn if_ongoing(earliest: &Earliest) -> String {
    let names = |paths: &[String]| paths.iter().map(|path| names::row(path)).collect::<Vec<String>>();
    let all = match names(&earliest.if_ongoing).as_slice() {
        [] => None,
        [one] => Some(format!("si la période en cours continue ({one})")),
        several => Some(format!("si les périodes en cours continuent ({})", words::and(several))),
    };
    let one = match names(&earliest.if_one_ongoing).as_slice() {
        [] => None,
        several => Some(format!("si l'une des périodes en cours continue ({})", words::or(several))),
    };
    let conditions: Vec<String> = all.into_iter().chain(one).collect();
    if conditions.is_empty() { String::new() } else { format!(", {}", conditions.join(" et ")) }
}

/// Whether what begins and ends a stretch is told.
fn is_told(stretch: &ExplainedStretch) -> bool {
    !matches!(stretch.outcome, Outcome::NotApplicable | Outcome::NotMet)
}

/// `next_begins`: what ends this stretch is told as what begins the next one.
fn stretch(out: &mut String, span: Interval, stretch: &ExplainedStretch, next_begins: bool, style: Style) {
    let text = match &stretch.text {
        Some(text) => format!(", selon « {text} »"),
        None => ", aucune version en vigueur".to_string(),
    };
    let outcome = match stretch.outcome {
        Outcome::NotApplicable if stretch.text.is_none() => "hors champ",
        other => other.french(),
    };
    let line = format!("{} : {outcome}{text}", days(span, stretch.days));
    wrap(out, &format!("  {} ", mark(stretch.outcome)), "    ", &line, style, Some(colour(stretch.outcome)));
    if !is_told(stretch) {
        return;
    }
    if let Some(begins) = &stretch.begins {
        for reason in reasons(begins) {
            wrap(out, "    - début : ", "      ", &reason, style, None);
        }
    }
    if let Some(ends) = stretch.ends.as_ref().filter(|_| !next_begins) {
        for reason in reasons(ends) {
            wrap(out, &format!("    - cesse le {} : ", ends.day.french()), "      ", &reason, style, None);
        }
    }
    for (known, lane) in stretch.lanes.iter().flat_map(|known| known.lanes.iter().map(move |lane| (known, lane))) {
        let days = lane.days.iter().map(|(days, outcome)| format!("{} {}", outcome.french(), self::days(span, *days)));
        let line = format!("{} : {}", supposed_of(known, lane), days.collect::<Vec<String>>().join(" ; "));
        wrap(out, "    - ", "      ", &line, style, None);
    }
    let Some(open) = &stretch.open else { return };
    if !open.missing.is_empty() {
        let places: Vec<String> = open.missing.iter().map(|missing| names::place(&missing.path)).collect();
        wrap(out, "    - manque : ", "      ", &places.join(", "), style, None);
    }
    for doubt in doubts::sentences(&open.doubts) {
        wrap(out, "    - reste ouvert : ", "      ", &doubt, style, None);
    }
    for error in &open.errors {
        wrap(out, "    - erreur dans les règles : ", "      ", &error.to_string(), style, None);
    }
}

/// « du … au … », or « … au moins » where the calendar stops before the stretch does.
fn days(span: Interval, days: Interval) -> String {
    let sentence = between(days);
    if days.end == span.end { format!("{sentence} au moins") } else { sentence }
}

fn between(days: Interval) -> String {
    let last = days.end.plus_days(-1);
    if last == days.start {
        return format!("le {}", last.french());
    }
    format!("du {} au {}", days.start.french(), last.french())
}

/// What turned, one sentence each.
fn reasons(turn: &Turn) -> Vec<String> {
    match &turn.texts {
        Some((Some(before), Some(after))) => vec![format!("« {after} » succède à « {before} »")],
        Some((None, Some(after))) => vec![format!("« {after} » entre en vigueur")],
        Some((Some(before), None)) => vec![format!("« {before} » n'est plus en vigueur")],
        Some((None, None)) | None => {
            let lists = turn.lists.iter().map(|list| format!("la liste « {list} » change de version"));
            let parameters = turn.parameters.iter().map(|name| format!("« {name} » a une autre valeur"));
            lists.chain(parameters).chain(turn.clauses.iter().map(clause)).collect()
        }
    }
}

fn clause(turn: &ClauseTurn) -> String {
    let mut sentence = format!("{} : « {} » : {}", turn.part, turn.sentence, turn.after.french_singular());
    let measured: Vec<String> = turn.measures.iter().filter_map(words::measured).collect();
    if !measured.is_empty() {
        sentence.push_str(&format!(" ({})", measured.join(" ; ")));
    }
    if let Some(day) = turn.left_window {
        sentence.push_str(&format!(" ; le {} sort de la fenêtre", day.french()));
    }
    let rows: Vec<String> = turn.no_longer.iter().map(words::row).collect();
    if !rows.is_empty() {
        sentence.push_str(&format!(" ; ne compte plus : {}", rows.join(", ")));
    }
    sentence
}

/// A calendar as JSON.
pub fn calendar_json(calendar: &Calendar) -> Value {
    let interval = |days: Interval| (days.start.to_string(), days.end.plus_days(-1).to_string());
    let (from, to) = interval(calendar.span);
    let turn_json = |turn: &Turn| {
        json!({
            "day": turn.day.to_string(),
            "text_before": turn.texts.as_ref().and_then(|(before, _)| before.clone()),
            "text_after": turn.texts.as_ref().and_then(|(_, after)| after.clone()),
            "lists": turn.lists,
            "parameters": turn.parameters,
            "conditions": turn.clauses.iter().map(|one| json!({
                "part": one.part,
                "name": one.sentence,
                "before": one.before.key(),
                "after": one.after.key(),
                "measures": one.measures.iter().map(answers::measure).collect::<Vec<_>>(),
                "left_window": one.left_window.map(|day| day.to_string()),
                "no_longer_counted": one.no_longer.iter().map(values::row).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        })
    };
    let stretch_json = |one: &ExplainedStretch| {
        let (from, to) = interval(one.days);
        json!({
            "from": from,
            "to": to,
            "outcome": one.outcome.key(),
            "text": one.text,
            "begins": one.begins.as_ref().map(turn_json),
            "ends": one.ends.as_ref().map(turn_json),
            "branches": one.lanes.as_ref().map(lanes_json),
            "missing": one.open.as_ref().map_or_else(Vec::new, |open| answers::missing(&open.missing)),
            "doubts": one.open.as_ref().map_or_else(Vec::new, |open| doubts::sentences(&open.doubts)),
            "errors": one.open.as_ref().map_or_else(Vec::new, |open| answers::errors(&open.errors)),
        })
    };
    json!({
        "dossier": calendar.dossier,
        "ruleset": { "name": calendar.ruleset, "hash": calendar.hash },
        "from": from,
        "to": to,
        "assessed_on": calendar.assessed_on.map(|day| day.to_string()),
        "procedures": calendar.procedures.iter().map(|one| json!({
            "procedure": one.procedure,
            "end_notice": one.end_notice.as_ref().map(answers::end_notice),
            "stretches": one.stretches.iter().map(stretch_json).collect::<Vec<_>>(),
            "earliest": one.earliest.as_ref().map(earliest_json),
            "earliest_discretionary": one.earliest_discretionary.as_ref().map(earliest_json),
        })).collect::<Vec<_>>(),
    })
}

/// What an open stretch would be under each answer.
fn lanes_json(lanes: &Lanes) -> Value {
    let days = |(days, outcome): &(Interval, Outcome)| {
        json!({
            "from": days.start.to_string(),
            "to": days.end.plus_days(-1).to_string(),
            "outcome": outcome.key(),
        })
    };
    let lane = |lane: &Lane| json!({ "answers": lane.answers, "days": lane.days.iter().map(days).collect::<Vec<_>>() });
    json!({
        "fact": lanes.missing.fact,
        "path": lanes.missing.path,
        "lanes": lanes.lanes.iter().map(lane).collect::<Vec<_>>(),
    })
}

/// `day` is one only where nothing that is not known can change it.
fn earliest_json(earliest: &Earliest) -> Value {
    let exact = earliest.certain.filter(|day| *day == earliest.possible);
    json!({
        "day": exact.map(|day| day.to_string()),
        "possible_from": earliest.possible.to_string(),
        "perhaps_already": earliest.perhaps_already,
        "certain_by": earliest.certain.map(|day| day.to_string()),
        "outcome": earliest.outcome.key(),
        "if_ongoing": earliest.if_ongoing,
        "if_one_ongoing": earliest.if_one_ongoing,
    })
}
