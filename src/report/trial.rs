//! Verdicts, coverage and mutants of a recueil: for the terminal, as JSON, and as a page.

use maud::{DOCTYPE, html};
use serde_json::{Value, json};

use super::json::errors;
use super::show::CSS;
use super::text::wrap;
use super::{Style, words};
use crate::trial::{Coverage, Mutant, PartCoverage, ThresholdCoverage, Verdict};

/// What was tried on a recueil.
#[derive(Clone, Debug, Default)]
pub struct Trial {
    /// The recueil.
    pub ruleset: String,
    /// Every expectation.
    pub verdicts: Vec<Verdict>,
    /// What the dossiers reach.
    pub coverage: Coverage,
    /// Mutants, when they were asked for.
    pub mutants: Option<Vec<Mutant>>,
}

/// Sections of sentences, as all three forms lay them out.
fn sections(trial: &Trial) -> Vec<(String, Vec<String>)> {
    let failed: Vec<&Verdict> = trial.verdicts.iter().filter(|verdict| !verdict.holds()).collect();
    let mut found = vec![(
        format!("{}, {}", counted(trial.verdicts.len(), "attente"), held(failed.len())),
        failed.into_iter().map(verdict).collect(),
    )];
    let parts: Vec<String> = trial.coverage.parts.iter().filter(|part| !part.is_complete()).map(part).collect();
    found.push((
        format!("voies, conditions et obstacles : {}, {}", trial.coverage.parts.len(), uncovered(parts.len())),
        parts,
    ));
    let thresholds: Vec<String> =
        trial.coverage.thresholds.iter().filter(|one| !one.is_complete()).map(threshold).collect();
    found.push((
        format!("{}, {}", counted(trial.coverage.thresholds.len(), "seuil"), uncovered(thresholds.len())),
        thresholds,
    ));
    if let Some(mutants) = &trial.mutants {
        let unnoticed: Vec<&Mutant> = mutants.iter().filter(|mutant| mutant.noticed_by.is_none()).collect();
        let noticed = mutants.len() - unnoticed.len();
        let score = if mutants.is_empty() { 100 } else { noticed * 100 / mutants.len() };
        let heading = format!("{}, dont remarqués : {noticed} ({score} %)", counted(mutants.len(), "mutant"));
        found.push((heading, unnoticed.into_iter().map(mutant).collect()));
    }
    found
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

fn verdict(verdict: &Verdict) -> String {
    let expected = &verdict.expected;
    let errors: String = verdict.errors.iter().map(|error| format!(" ; {error}")).collect();
    format!(
        "{} : {}, selon « {} » : attendu « {} », trouvé « {} »{errors}",
        verdict.dossier,
        expected.procedure,
        expected.text,
        expected.outcome,
        verdict.found.french()
    )
}

fn part(part: &PartCoverage) -> String {
    let sides = [(part.met, "réunie"), (part.not_met, "non réunie"), (part.open, "ouverte")];
    let missing: Vec<String> =
        sides.iter().filter(|(count, _)| *count == 0).map(|(_, side)| format!("« {side} »")).collect();
    format!("{}, {} « {} » : jamais {}", part.text, part.kind, part.name, words::or(&missing))
}

fn threshold(threshold: &ThresholdCoverage) -> String {
    let sides =
        [(threshold.below, "juste en dessous"), (threshold.on, "au seuil"), (threshold.above, "juste au-dessus")];
    let missing: Vec<String> =
        sides.iter().filter(|(count, _)| *count == 0).map(|(_, side)| (*side).to_string()).collect();
    format!("{} : « {} » : aucun cas {}", threshold.text, threshold.sentence, words::or(&missing))
}

/// « 8 mois devient 9 mois : aucun cas ne le remarque »
fn mutant(mutant: &Mutant) -> String {
    format!("{} : « {} » : {} : aucun cas ne le remarque", mutant.text, mutant.sentence, mutant.change)
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
            "expected": one.expected.outcome,
            "found": one.found.french(),
            "holds": one.holds(),
            "errors": errors(&one.errors),
        })).collect::<Vec<_>>(),
        "parts": trial.coverage.parts.iter().map(|one| json!({
            "procedure": one.procedure, "text": one.text, "kind": one.kind, "name": one.name,
            "met": one.met, "not_met": one.not_met, "open": one.open,
        })).collect::<Vec<_>>(),
        "thresholds": trial.coverage.thresholds.iter().map(|one| json!({
            "procedure": one.procedure, "text": one.text, "sentence": one.sentence,
            "below": one.below, "on": one.on, "above": one.above,
        })).collect::<Vec<_>>(),
        "mutants": trial.mutants.as_ref().map(|mutants| mutants.iter().map(|one| json!({
            "text": one.text, "sentence": one.sentence, "change": one.change, "noticed_by": one.noticed_by,
        })).collect::<Vec<_>>()),
    })
}

/// What was tried, as a page.
pub fn trial_html(trial: &Trial) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="fr" {
            head { meta charset="utf-8"; title { (trial.ruleset) } style { (maud::PreEscaped(CSS)) } }
            body {
                h1 { (trial.ruleset) }
                @for (heading, lines) in sections(trial) {
                    h2 { (heading) }
                    ul { @for line in lines { li { (line) } } }
                }
            }
        }
    };
    format!("{}\n", page.into_string())
}
