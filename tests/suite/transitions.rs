//! Transitional clauses: an act before their day stays with the version that came before.

use alinea::explain::explain;
use alinea::pipeline;
use alinea::query::Request;
use alinea::source::MemoryLoader;
use alinea::time::Day;

use crate::support::dossier;

const RULES: &str = "
recueil « Essai »

faits
  date de dépôt : date
  date de décision : date
  polygamie : oui ou non

conventions
  jour d'appréciation : date de décision, ou date de dépôt

texte « ancien »
  en vigueur du 1er janvier 2020 au 30 juin 2024
texte « nouveau »
  en vigueur à compter du 1er juillet 2024
  aux demandes déposées à compter du 17 juillet 2024, selon la date de dépôt

procédure « P », selon « ancien »
  les conditions sont réunies si :
  condition « c », « art. 1 » : il n'est pas vrai que polygamie
  la décision relève du pouvoir d'appréciation du préfet

procédure « P », selon « nouveau »
  les conditions sont réunies si :
  condition « c », « art. 1 » : polygamie
  la décision relève du pouvoir d'appréciation du préfet
";

/// Texts that apply and their outcomes.
fn check(facts: &str, day: &str, expected: &[(&str, &str)]) {
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", RULES));
    let plan = checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let case = dossier(&plan, "essai", &format!("faits: {{ polygamie: non, {facts} }}"));
    let request = Request { day: Day::parse_iso(day), ..Request::new(&plan) };
    let answer = explain(&plan, &case, &request);
    let found: Vec<(String, &str)> = answer
        .results
        .iter()
        .map(|result| (result.text.clone().unwrap_or_default(), result.outcome.french()))
        .collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(text, outcome)| (text.as_str(), *outcome)).collect();
    assert_eq!(found, expected, "{facts}, {day}");
}

#[test]
fn an_application_filed_before_the_day_stays_with_the_old_text() {
    check("date de dépôt: 2024-07-16", "2024-09-01", &[("ancien", "réunies")]);
    check("date de dépôt: 2024-07-17", "2024-09-01", &[("nouveau", "non réunies")]);
    check("date de dépôt: 2024-05-01", "2024-06-30", &[("ancien", "réunies")]);
}

#[test]
fn a_date_that_is_not_known_leaves_both_open() {
    check("", "2024-09-01", &[("ancien", "indéterminé"), ("nouveau", "indéterminé")]);
    check("date de dépôt: 2024-07", "2024-09-01", &[("ancien", "indéterminé"), ("nouveau", "indéterminé")]);
    check("date de dépôt: 2024-06", "2024-09-01", &[("ancien", "réunies")]);
    // Before the new text nothing is left to choose.
    check("", "2024-06-30", &[("ancien", "réunies")]);
}

#[test]
fn the_open_date_is_asked() {
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", RULES));
    let plan = checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let case = dossier(&plan, "essai", "faits: { polygamie: non }");
    let request = Request { day: Day::parse_iso("2024-09-01"), ..Request::new(&plan) };
    let answer = explain(&plan, &case, &request);
    assert!(answer.results.iter().all(|result| result.missing.iter().any(|one| one.path == "date de dépôt")));
}

#[test]
fn a_clause_needs_its_date_among_the_facts() {
    let rules = RULES.replace("  date de dépôt : date\n", "").replace(", ou date de dépôt", "");
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", rules));
    assert!(checked.diagnostics.iter().any(|found| found.code == "transition-without-date"));
}

#[test]
fn an_old_number_is_pointed_at_once_it_is_replaced() {
    let rules = RULES.to_string()
        + "\ntexte « ordonnance »\n  en vigueur à compter du 1er mai 2021\n  renumérote « L. 313-14 » en « L. 435-1 » à compter du 1er mai 2021\n"
        + "\ntexte « circulaire »\n  en vigueur à compter du 1er janvier 2022\n  applique « L. 313-14 »\n"
        + "\ntexte « plus ancienne »\n  en vigueur à compter du 1er janvier 2013\n  applique « L. 313-14 »\n";
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", rules));
    let codes: Vec<_> = checked.diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["old-number"]);
}
