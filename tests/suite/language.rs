//! Forms that the built-in recueil does not use, each on dossiers whose outcome was worked out by hand.
//!
//! A missing fact leaves an outcome open unless the other facts decide it.

use std::sync::Arc;

use alinea::diagnostic::has_errors;
use alinea::plan::{ConventionId, Plan, VersionId};
use alinea::query::Request;
use alinea::report::{Style, diagnostics_text};
use alinea::source::MemoryLoader;
use alinea::{pipeline, query};

use crate::support::dossier;

mod amounts;
mod authority;
mod bands;
mod bounds;
mod computed_lengths;
mod connectives;
mod continuity;
mod counts;
mod dates;
mod exceptions;
mod lengths;
mod lookups;
mod named_exceptions;
mod other_days;
mod procedures;
mod scales;
mod whole_numbers;
mod working_days;

pub const MET: &str = "réunies";
pub const NOT_MET: &str = "non réunies";
pub const OPEN: &str = "indéterminé";
pub const FAULT: &str = "erreur";
const PREFECT: &str = "à l'appréciation de l'autorité";

/// Facts for every test of this file.
const FACTS: &str = include_str!("language/faits.alinea");

/// A recueil of these facts and rules.
pub fn compiled(rules: &str) -> Arc<Plan> {
    let loader = MemoryLoader::default().with("faits.alinea", FACTS).with("regles.alinea", rules);
    let checked = pipeline::load(&loader);
    let found = diagnostics_text(&checked.sources, &checked.diagnostics, Style::PLAIN);
    assert!(!has_errors(&checked.diagnostics), "{found}");
    checked.plan.unwrap_or_else(|| panic!("{found}"))
}

/// What is said of rules that must be refused.
fn findings(rules: &str) -> String {
    let loader = MemoryLoader::default().with("faits.alinea", FACTS).with("regles.alinea", rules);
    let checked = pipeline::load(&loader);
    assert!(has_errors(&checked.diagnostics), "accepted:\n{rules}");
    let sentences =
        checked.diagnostics.iter().map(|found| [found.message.as_str(), found.help.as_deref().unwrap_or("")]);
    sentences.map(|parts| parts.join(" ; ")).collect::<Vec<_>>().join("\n")
}

/// A procedure with one condition under the name « essai », and the definitions it uses.
pub fn procedure(definitions: &str, sentence: &str) -> String {
    format!(
        "texte « loi »\n  en vigueur à compter du 1er janvier 1950\n\nprocédure « P », selon « loi »\n{definitions}\n\
         les conditions sont réunies si :\n  condition « essai » :\n    {sentence}\n\
         la décision relève du pouvoir d'appréciation du préfet\n"
    )
}

/// Every dossier, told by its facts, gets the outcome beside it; the day of assessment is 2024-06-15 unless it is told.
pub fn check(rules: &str, expected: &[(&str, &str)]) {
    let plan = compiled(rules);
    check_reading(&plan, &Request::new(&plan), expected);
}

pub fn check_reading(plan: &Arc<Plan>, request: &Request, expected: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (facts, outcome) in expected {
        let found = query::outcome(plan, &read(plan, facts), request, VersionId(0)).french();
        if found != *outcome {
            wrong.push(format!("{facts}\n  {found}, not {outcome}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

pub fn read(plan: &Plan, facts: &str) -> alinea::case::Case {
    let day = if facts.contains("date de dépôt") { "" } else { "date de dépôt: 2024-06-15" };
    let text = match facts.split_once('|') {
        None => format!("faits: {{ {facts}{}{day} }}", if facts.is_empty() || day.is_empty() { "" } else { ", " }),
        Some((facts, admitted)) => format!("faits: {{ {facts}, {day} }}\nadmis: {{ {admitted} }}"),
    };
    dossier(plan, &text, &text)
}

pub fn check_sentence(sentence: &str, expected: &[(&str, &str)]) {
    check(&procedure("", sentence), expected);
}

/// A request that follows another option of a convention.
pub fn following(plan: &Plan, name: &str, option: usize) -> Request {
    let index = plan.conventions.iter().position(|known| known.name == name).expect("the convention is declared");
    let mut request = Request::new(plan);
    request.reading = request.reading.with(ConventionId(index as u32), option).expect("there is such an option");
    request
}
