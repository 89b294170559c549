//! The questions left on a dossier: which, and in which order.

use alinea::explain::questions;
use alinea::query::Request;

use crate::support::{dossier, plan};

pub(crate) const KNOWN: &str = "
faits:
  date de dépôt: 2024-06-15
  séjours: [{ du: 2018-01-01, document: sans document }]
  emplois: [{ du: 2023-01-01, nature: salariée, métier: A1Z40, région: Bretagne }]
  formulaire cerfa signé par l'employeur: oui
  engagement de payer la taxe: oui
  menace pour l'ordre public: non
  années d'école d'un enfant: []
  périodes de vie commune: []
  scolarité suivie avec sérieux: non
";

pub(crate) fn asked(text: &str) -> Vec<String> {
    let plan = plan("aes-travail");
    let case = dossier(&plan, "essai", text);
    let left = questions(&plan, &case, &Request::new(&plan));
    left.questions.iter().map(|question| question.missing.path.clone()).collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(asked(text), expected);
}

#[test]
fn only_what_can_change_an_outcome_is_asked() {
    check(KNOWN, &["polygamie", "mention au bulletin n° 2"]);
    check(&(KNOWN.to_string() + "  polygamie: non\n  mention au bulletin n° 2: non\n"), &[]);
    // The obstacle stands: nothing else matters to the one procedure that knows it.
    check(&(KNOWN.to_string() + "  polygamie: oui\n"), &["mention au bulletin n° 2"]);
}

#[test]
fn a_start_known_to_the_year_is_asked_where_it_decides() {
    let late = KNOWN.replace("2018-01-01", "2019") + "  polygamie: non\n  mention au bulletin n° 2: non\n";
    // Five years before 15 June 2024 lie in 2019; three years are certain.
    check(&late, &["séjours[0].du"]);
    check(&late.replace("du: 2019,", "du: 2018,"), &[]);
}

#[test]
fn the_date_comes_first() {
    let without = KNOWN.replace("  date de dépôt: 2024-06-15\n", "");
    assert_eq!(asked(&without)[0], "date de dépôt");
}
