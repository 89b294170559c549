//! Dossiers that change are counted by reason, those that lack new facts apart from those whose outcome turned, and it is
//! told what follows once facts are supposed.

use alinea::compare::{Comparison, Depth, MAX_DETAILS, Options, Sides};
use alinea::population::Population;
use alinea::report::{Detail, Style, comparison_text};
use alinea::ruleset::Ruleset;
use alinea::source::MemoryLoader;

const RULES: &str = "recueil « Aide »

faits
  date de dépôt : date
  salaire : montant
  résidence en France : oui ou non
  contrat signé : oui ou non
  dette fiscale : oui ou non

conventions
  jour d'appréciation : date de dépôt

texte « ancien texte »
  en vigueur du 1er janvier 2020 au 31 décembre 2023
texte « nouveau texte »
  en vigueur à compter du 1er janvier 2024
  TRANSITION

procédure « Aide », selon « ancien texte »
  les conditions sont réunies si :
  condition « salaire », point 1 :
    salaire ≤ 1 500 €
  condition « résidence », point 2 :
    résidence en France

procédure « Aide », selon « nouveau texte »
  les conditions sont réunies si :
  condition « ressources », point 1 :
    salaire ≤ 1 200 €
  condition « résidence », point 2 :
    résidence en France
  condition « contrat », point 3 :
    contrat signé
  font obstacle :
    dette fiscale, point 4
";

/// Nine dossiers: what is known of salary, residence, contract and debt.
const DOSSIERS: [(&str, &str); 9] = [
    ("tout-juste", "salaire: 1200, résidence en France: oui, contrat signé: oui, dette fiscale: non"),
    ("trop", "salaire: 1200.01, résidence en France: oui, contrat signé: oui, dette fiscale: non"),
    ("trop-aussi", "salaire: 1500, résidence en France: oui"),
    ("ancien-un", "salaire: 900, résidence en France: oui"),
    ("ancien-deux", "salaire: 1100, résidence en France: oui"),
    ("sans-contrat", "salaire: 900, résidence en France: oui, contrat signé: non"),
    ("sans-dette", "salaire: 900, résidence en France: oui, dette fiscale: non"),
    ("endetté", "salaire: 900, résidence en France: oui, contrat signé: oui, dette fiscale: oui"),
    ("inconnu", "salaire: 900"),
];

fn compared(transition: &str, supposed: &[(&str, &str)]) -> String {
    let rules = RULES.replace("TRANSITION", transition);
    let ruleset = Ruleset::load(&MemoryLoader::default().with("aide.alinea", rules)).expect("it is well formed");
    let owned = |(fact, value): &(&str, &str)| (fact.to_string(), value.to_string());
    let supposed: Vec<(String, String)> = supposed.iter().map(owned).collect();
    let sides = Sides::within(ruleset.plan(), "ancien texte", "nouveau texte", &[]).expect("there are two texts");
    let sides = match sides.supposing(&supposed) {
        Ok(sides) => sides,
        Err(why) => return alinea::diagnostic::Diagnostic::from(why).message,
    };
    let dossiers =
        DOSSIERS.map(|(name, facts)| (name.to_string(), format!("faits: {{ date de dépôt: 2024-06-15, {facts} }}\n")));
    let population = Population::read(&ruleset, dossiers);
    let depth = Depth { days: false, reasons: true, parts: true };
    let options = Options { depth, only: None, details: MAX_DETAILS };
    let gathered = population.gathered(&sides, options).expect("they are of these rules");
    let comparison = Comparison::new(["ancien texte", "nouveau texte"], sides, gathered, false);
    comparison_text(&comparison, Detail::Brief, Style::PLAIN)
}

#[test]
fn dossiers_are_grouped_by_reason() {
    crate::support::quietly(|| insta::assert_snapshot!("by_reason", compared("", &[])));
}

#[test]
fn facts_are_supposed_as_asked() {
    let told = compared("", &[("dette fiscale", "oui")]);
    assert!(told.contains("« dette fiscale » est oui : "), "{told}");
    assert_eq!(compared("", &[("dette", "oui")]), "on ne peut supposer « dette » : aucun des deux côtés n'a ce fait");
    assert!(
        compared("", &[("dette fiscale", "peut-être")])
            .starts_with("on ne peut supposer « dette fiscale » : « peut-être » ; ")
    );
}

/// What a transitional clause leaves to the old version loses nothing by the new one.
#[test]
fn what_is_left_to_the_version_before_does_not_change() {
    let told = compared("aux demandes déposées à compter du 1er janvier 2025, selon la date de dépôt", &[]);
    assert!(told.contains("sans changement : 9, dont 9 laissés à la version d'avant"), "{told}");
}
