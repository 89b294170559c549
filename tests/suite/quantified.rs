//! How many rows, or conditions, a sentence asks for.

use alinea::explain::explain;
use alinea::pipeline;
use alinea::query::Request;
use alinea::report::{Style, answer_text};
use alinea::source::MemoryLoader;

use crate::support::dossier;

const RULES: &str = "
recueil « Formation »

faits
  date de dépôt : date
  handicap : oui ou non
  revenu : montant
  contrats : périodes
    - nature : salariée ou indépendante
    - interrompu : oui ou non

texte « arrêté »
  en vigueur à compter du 1er janvier 2020

procédure « Aide », selon « arrêté »
  les conditions sont réunies si :
";

/// The clauses of a procedure with these conditions, and what they rest on.
fn told(conditions: &str, facts: &str) -> String {
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", format!("{RULES}{conditions}")));
    let plan = checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let case = dossier(&plan, "essai", &format!("faits:\n  date de dépôt: 2024-06-15\n{facts}"));
    let text = answer_text(&explain(&plan, &case, &Request::new(&plan)), Style { colour: false, width: 1000 });
    let lines = text.lines().skip_while(|line| !line.contains("Conditions, toutes")).skip(1);
    let answer = lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    format!("{conditions}───\n{facts}───\n{answer}")
}

const ROWS: &str = "  condition « durée », « art. 1 » :
    chacun des contrats a duré au moins 6 mois
  condition « suite », « art. 2 » :
    aucun des contrats n'est interrompu
  condition « salariat », « art. 3 » :
    au moins 2 des contrats sont salariée
  condition « ancienneté », « art. 4 » :
    pour exactement 1 des contrats, la nature est salariée et la période commence avant le 1er juillet 2022
";

/// The second contract lasted three months, the third is of another kind.
#[test]
fn rows_that_are_not_as_is_said_are_told() {
    let facts = "  contrats:
    - { du: 2022-01-01, au: 2022-12-31, nature: salariée, interrompu: non }
    - { du: 2023-02-01, au: 2023-04-30, nature: salariée, interrompu: oui }
    - { du: 2023-06-01, nature: indépendante, interrompu: non }
";
    insta::assert_snapshot!(told(ROWS, facts));
}

/// Of no row, « chacun » and « aucun » are true, and nothing else is.
#[test]
fn no_row_is_told() {
    insta::assert_snapshot!(told(ROWS, "  contrats: []\n"));
}

/// Whether the first lasted six months hangs on its end, whether the second was broken off on nothing else.
#[test]
fn what_is_not_known_of_a_row_leaves_open_what_hangs_on_it() {
    let facts = "  contrats:
    - { du: 2022-01-01, au: inconnu, nature: salariée, interrompu: non }
    - { du: 2023-02-01, au: 2023-12-31, nature: salariée }
";
    insta::assert_snapshot!(told(ROWS, facts));
}

const CONDITIONS: &str = "  condition « indices », « art. 5 » :
    au moins deux des conditions suivantes :
      - handicap
      - le revenu est inférieur à 1 000 €
      - au moins 1 des contrats est en cours
";

#[test]
fn two_conditions_of_three_are_enough() {
    insta::assert_snapshot!(told(CONDITIONS, "  handicap: oui\n  revenu: 900\n"));
}

#[test]
fn one_condition_of_two_that_may_hold_leaves_it_open() {
    insta::assert_snapshot!(told(CONDITIONS, "  handicap: oui\n  revenu: 1000\n"));
}

#[test]
fn one_condition_of_three_is_not_enough() {
    insta::assert_snapshot!(told(CONDITIONS, "  handicap: oui\n  revenu: 1000\n  contrats: []\n"));
}
