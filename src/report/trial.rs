//! Verdicts, coverage and mutants of a recueil: for the terminal, as JSON, and as a page.

use maud::{Markup, html};
use serde_json::{Value, json};

use super::json::errors;
use super::page::{Page, fr, page};
use super::text::wrap;
use super::{Style, words};
use crate::plan::{Length, RootKind};
use crate::trial::{
    Coverage, Mutant, Mutation, NumberCoverage, PartCoverage, PointCoverage, ThresholdCoverage, ThresholdOf, Trial,
    ValueVerdict, Verdict, Words,
};

/// Sections of sentences, as all three forms lay them out.
fn sections(trial: &Trial) -> Vec<(String, Vec<String>)> {
    let failed: Vec<&Verdict> = trial.verdicts.iter().filter(|verdict| !verdict.holds()).collect();
    let Coverage { parts, thresholds, numbers, points } = &trial.coverage;
    let mut found = vec![(
        format!("{}, {}", counted(trial.verdicts.len(), "attente"), held(failed.len())),
        failed.iter().map(|one| verdict(one)).collect(),
    )];
    let mut section = |heading: String, lines: Vec<String>| {
        found.push((format!("{heading}, {}", uncovered(lines.len())), lines));
    };
    let open = parts.iter().filter(|part| !part.is_complete());
    section(format!("voies, conditions et obstacles : {}", parts.len()), open.map(part).collect());
    let open = thresholds.iter().filter(|one| !one.is_complete());
    section(counted(thresholds.len(), "seuil"), open.map(threshold).collect());
    if !numbers.is_empty() {
        let open = numbers.iter().filter(|one| !one.is_complete());
        section(format!("montants, taux et autres nombres : {}", numbers.len()), open.map(number).collect());
    }
    if !points.is_empty() {
        let open = points.iter().filter(|one| !one.is_complete());
        let without = points.iter().filter(|one| !one.cited && one.ruleless.is_some()).count();
        let heading = format!("points des textes : {}, dont dits sans règle : {without}", points.len());
        section(heading, open.map(point).collect());
    }
    if let Some(mutants) = &trial.mutants {
        let unnoticed: Vec<&Mutant> = mutants.iter().filter(|mutant| mutant.noticed_by.is_none()).collect();
        found.push((
            score(mutants.len(), unnoticed.len(), trial.verdicts.len(), failed.len()),
            unnoticed.into_iter().map(mutant).collect(),
        ));
    }
    found
}

/// How many mutants were noticed. What fails as the rules stand notices nothing.
fn score(mutants: usize, unnoticed: usize, expectations: usize, failed: usize) -> String {
    let all = counted(mutants, "mutant");
    if mutants == 0 {
        return "aucun mutant".to_string();
    }
    if expectations == failed {
        return format!("{all}, rien ne les mesure : aucune attente ne tient sur les règles telles qu'elles sont");
    }
    let noticed = mutants - unnoticed;
    let share = format!("{all}, dont remarqués : {noticed} ({} %)", noticed * 100 / mutants);
    if failed == 0 {
        return share;
    }
    let left = counted(expectations - failed, "attente");
    let missing = match failed {
        1 => "1 autre ne tient pas".to_string(),
        count => format!("{count} autres ne tiennent pas"),
    };
    format!("{share}, mesurés sur {left} seulement ; {missing} sur les règles telles qu'elles sont")
}

fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count > 1 { "s" } else { "" })
}

fn held(failed: usize) -> String {
    match failed {
        0 => "toutes tenues".to_string(),
        1 => "1 non tenue".to_string(),
        count => format!("{count} non tenues"),
    }
}

fn uncovered(count: usize) -> String {
    match count {
        0 => "tous couverts".to_string(),
        1 => "1 incomplètement couvert".to_string(),
        count => format!("{count} incomplètement couverts"),
    }
}

/// « dossier : procédure, selon « texte » : attendu « … », trouvé « … » ; taxe due : attendu « … », trouvé « … » »
fn verdict(verdict: &Verdict) -> String {
    let expected = &verdict.expected;
    let mut differences = Vec::new();
    if verdict.found != expected.outcome {
        differences.push(format!("attendu « {} », trouvé « {} »", expected.outcome, verdict.found));
    }
    let values = verdict.values.iter().filter(|value| !value.holds());
    differences.extend(
        values.map(|value| format!("{} : attendu « {} », {}", value.expected.name, value.wanted(), found_value(value))),
    );
    let parts = verdict.parts.iter().filter(|part| !part.holds());
    differences.extend(parts.map(|part| {
        let (kind, name) = (part.expected.kind, &part.expected.name);
        let found = part.came_to().map_or(NOTHING.to_string(), |found| format!("trouvé « {found} »"));
        format!("{} « {name} » : attendu « {} », {found}", kind.word(), part.expected.words())
    }));
    differences.extend(verdict.errors.iter().map(ToString::to_string));
    format!("{} : {}, selon « {} » : {}", verdict.dossier, expected.procedure, expected.text, differences.join(" ; "))
}

/// What is said of a value or a part that the answer does not tell.
const NOTHING: &str = "rien à comparer";

/// « trouvé « 80660/73 », environ 1 104,931507 »
fn found_value(value: &ValueVerdict) -> String {
    let Some(exactly) = value.came_to() else { return NOTHING.to_string() };
    let is_fraction = exactly.contains('/');
    let about = value.found.and_then(|found| words::value(&found, &value.expected.of)).filter(|_| is_fraction);
    format!("trouvé « {exactly} »{}", about.map(|about| format!(", environ {about}")).unwrap_or_default())
}

/// « AES classique, circulaire du 28 novembre 2012, voie « 8 mois sur 24 » »
fn within(procedure: &str, text: &str, kind: RootKind, name: &str) -> String {
    let name = if name.is_empty() { "d'application".to_string() } else { format!("« {name} »") };
    format!("{procedure}, {text}, {} {name}", kind.word())
}

/// « circulaire.alinea:14:5 »: two sentences that read alike stand in two places.
fn place(words: &Words) -> String {
    format!("{}:{}:{}", words.file, words.line, words.column)
}

fn missing<'s>(sides: &[(usize, &'s str)], quoted: impl Fn(&'s str) -> String) -> String {
    let missing: Vec<String> = sides.iter().filter(|(count, _)| *count == 0).map(|(_, side)| quoted(side)).collect();
    words::or(&missing)
}

fn part(part: &PartCoverage) -> String {
    let sides = [(part.met, "réunie"), (part.not_met, "non réunie"), (part.open, "ouverte")];
    let missing = missing(&sides, |side| format!("« {side} »"));
    format!("{} : jamais {missing}", within(&part.procedure, &part.text, part.kind, &part.name))
}

fn threshold(one: &ThresholdCoverage) -> String {
    let sides = [(one.below, "juste en dessous"), (one.on, "au seuil"), (one.above, "juste au-dessus")];
    let said = &one.words.said;
    let words = match one.of {
        ThresholdOf::Sentence => format!("« {said} »"),
        ThresholdOf::Band => format!("« tranche à partir de {said} »"),
        ThresholdOf::Slice => format!("« tranche jusqu'à {said} »"),
        ThresholdOf::LeastEnd => format!("borne inférieure de « {said} »"),
        ThresholdOf::GreatestEnd => format!("borne supérieure de « {said} »"),
    };
    format!(
        "{}, {} : {words} : aucun cas {}",
        within(&one.procedure, &one.text, one.kind, &one.name),
        place(&one.words),
        missing(&sides, str::to_string)
    )
}

/// The key of the end of which a threshold is.
fn end(of: ThresholdOf) -> Option<&'static str> {
    match of {
        ThresholdOf::LeastEnd => Some("least"),
        ThresholdOf::GreatestEnd => Some("greatest"),
        ThresholdOf::Sentence | ThresholdOf::Band | ThresholdOf::Slice => None,
    }
}

fn number(one: &NumberCoverage) -> String {
    let within = within(&one.procedure, &one.text, one.kind, &one.name);
    let missing = match one.computed {
        0 => "aucun cas ne l'emploie",
        _ => "aucun cas n'attend la valeur qui en dépend",
    };
    format!("{within}, {} : « {} » : {missing}", place(&one.words), one.words.said)
}

fn point(one: &PointCoverage) -> String {
    format!("{}, {} : « {} » : aucune règle", one.text, place(&one.words), one.words.said)
}

/// « 8 mois devient 9 mois : aucun cas ne le remarque »
fn mutant(mutant: &Mutant) -> String {
    let Mutant { text, words, change, .. } = mutant;
    let change = mutation(change);
    format!("{text}, {} : « {} » : {change} : aucun cas ne le remarque", place(words), words.said)
}

/// « 8 mois devient 9 mois »
fn mutation(mutation: &Mutation) -> String {
    match mutation {
        Mutation::Comparison(was, is) => format!("« {} » devient « {} »", was.french(), is.french()),
        Mutation::OneIsEnough => "« et » devient « ou »".to_string(),
        Mutation::AllAreNeeded => "« ou » devient « et »".to_string(),
        Mutation::Without(words) => format!("sans « {words} »"),
        Mutation::Length(was, is) => format!("{} devient {}", length(*was), length(*is)),
        Mutation::Number(of, was, is) => {
            format!("{} devient {}", words::number(*was, of), words::number(*is, of))
        }
        Mutation::Step(was, is) => format!("« {was} » devient « {is} »"),
        Mutation::Day(was, is) => format!("{} devient {}", was.french(), is.french()),
        Mutation::Window(was, is) => format!("la fenêtre de {} devient {}", length(*was), length(*is)),
        Mutation::WithoutLeast => "sans la borne inférieure".to_string(),
        Mutation::WithoutGreatest => "sans la borne supérieure".to_string(),
        Mutation::WithoutRoute => "sans cette voie".to_string(),
        Mutation::WithoutException => "sans l'exception".to_string(),
        Mutation::WithoutDiscretion => "sans « à titre exceptionnel »".to_string(),
        Mutation::WithoutCondition => "sans cette condition".to_string(),
        Mutation::WithoutObstacle => "sans cet obstacle".to_string(),
    }
}

/// Years as soon as they are whole: thresholds in years move by a year.
fn length(length: Length) -> String {
    match length {
        Length::Months(12) => "1 an".to_string(),
        Length::Months(months) if months % 12 == 0 => format!("{} ans", months / 12),
        Length::Months(months) => format!("{months} mois"),
        Length::Days(1) => "1 jour".to_string(),
        Length::Days(days) => format!("{days} jours"),
    }
}

/// What was tried, for the terminal.
pub fn trial_text(trial: &Trial, style: Style) -> String {
    let mut out = String::new();
    wrap(&mut out, "", "", &trial.ruleset, style, Some(anstyle::Style::new().bold()));
    for (heading, lines) in sections(trial) {
        wrap(&mut out, "", "  ", &heading, style, None);
        lines.iter().for_each(|line| wrap(&mut out, "  - ", "    ", line, style, None));
    }
    out
}

/// What was tried, as JSON.
pub fn trial_json(trial: &Trial) -> Value {
    json!({
        "ruleset": trial.ruleset,
        "expectations": trial.verdicts.iter().map(|one| json!({
            "dossier": one.dossier,
            "procedure": one.expected.procedure,
            "text": one.expected.text,
            "expected": one.expected.outcome.french(),
            "found": one.found.french(),
            "values": one.values.iter().map(|value| json!({
                "name": value.expected.name, "expected": value.wanted(), "found": value.came_to(), "holds": value.holds(),
            })).collect::<Vec<_>>(),
            "parts": one.parts.iter().map(|part| json!({
                "kind": part.expected.kind.word(), "name": part.expected.name,
                "expected": part.expected.words(), "found": part.came_to(), "holds": part.holds(),
            })).collect::<Vec<_>>(),
            "holds": one.holds(),
            "errors": errors(&one.errors),
        })).collect::<Vec<_>>(),
        "parts": trial.coverage.parts.iter().map(|one| json!({
            "procedure": one.procedure, "text": one.text, "kind": one.kind.word(), "name": one.name,
            "met": one.met, "not_met": one.not_met, "open": one.open,
        })).collect::<Vec<_>>(),
        "thresholds": trial.coverage.thresholds.iter().map(|one| json!({
            "procedure": one.procedure, "text": one.text, "kind": one.kind.word(), "name": one.name,
            "sentence": one.words.said, "file": one.words.file, "line": one.words.line, "column": one.words.column,
            "band": matches!(one.of, ThresholdOf::Band | ThresholdOf::Slice), "end": end(one.of), "below": one.below, "on": one.on, "above": one.above,
        })).collect::<Vec<_>>(),
        "numbers": trial.coverage.numbers.iter().map(|one| json!({
            "procedure": one.procedure, "text": one.text, "kind": one.kind.word(), "name": one.name,
            "number": one.words.said, "file": one.words.file, "line": one.words.line, "column": one.words.column,
            "computed": one.computed, "pinned": one.pinned,
        })).collect::<Vec<_>>(),
        "points": trial.coverage.points.iter().map(|one| json!({
            "text": one.text, "name": one.words.said, "file": one.words.file, "line": one.words.line,
            "column": one.words.column, "cited": one.cited, "without_rule": one.ruleless,
        })).collect::<Vec<_>>(),
        "mutants": trial.mutants.as_ref().map(|mutants| mutants.iter().map(|one| json!({
            "text": one.text, "sentence": one.words.said, "file": one.words.file, "line": one.words.line,
            "column": one.words.column, "change": mutation(&one.change), "noticed_by": one.noticed_by,
        })).collect::<Vec<_>>()),
    })
}

/// How many dossiers reach each side of each part and threshold.
fn counts(coverage: &Coverage) -> Markup {
    let head = |names: [&str; 4]| html! { thead { tr { @for name in names { th scope="col" { (name) } } } } };
    let count = |count: usize| if count == 0 { "–".to_string() } else { count.to_string() };
    html! {
        h2 { "Ce que les dossiers atteignent" }
        table {
            (head(["Voie, condition, obstacle", "Réunie", "Non réunie", "Ouverte"]))
            tbody { @for one in &coverage.parts {
                tr {
                    td { (fr(&within(&one.procedure, &one.text, one.kind, &one.name))) }
                    @for side in [one.met, one.not_met, one.open] { td { (count(side)) } }
                }
            } }
        }
        table {
            (head(["Seuil", "Au-dessous", "Au seuil", "Au-dessus"]))
            tbody { @for one in &coverage.thresholds {
                tr {
                    td {
                        (fr(&within(&one.procedure, &one.text, one.kind, &one.name))) " – « " (one.words.said) " » "
                        small { (place(&one.words)) }
                    }
                    @for side in [one.below, one.on, one.above] { td { (count(side)) } }
                }
            } }
        }
    }
}

/// What was tried, as a page.
pub fn trial_html(trial: &Trial) -> Page {
    let sections = sections(trial);
    let body = html! {
        main {
            h1 { (fr(&trial.ruleset)) }
            ul class="lines" {
                @for (heading, lines) in &sections {
                    li { span class="sign" aria-hidden="true" { @if lines.is_empty() { "✔" } @else { "✘" } } span { (fr(&words::capital(heading))) } }
                }
            }
            @for (heading, lines) in sections.iter().filter(|(_, lines)| !lines.is_empty()) {
                h2 { (fr(&words::capital(heading))) }
                table { tbody { @for line in lines { tr { td { (fr(line)) } } } } }
            }
            (counts(&trial.coverage))
        }
    };
    page(&trial.ruleset, "", body)
}
