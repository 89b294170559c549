//! How values are told to have been computed, step by step.

use alinea::explain::explain;
use alinea::pipeline;
use alinea::query::Request;
use alinea::report::{Style, answer_text};
use alinea::source::MemoryLoader;

use crate::language::following;
use crate::support::dossier;

const RULES: &str = "
recueil « Allocation »

faits
  date de la demande : date
  zone : A ou B
  emplois : périodes
    - nature : salariée ou indépendante
    - salaire : montant
  primes : lignes
    - montant versé : montant

conventions
  jour d'appréciation : date de la demande
  période à cheval : retenue pour sa part, ou retenue si elle y commence, ou retenue si elle y finit

texte « règlement »
  en vigueur à compter du 1er janvier 2020

procédure « Allocation », selon « règlement »
  les emplois salariés sont l'ensemble des emplois dont la nature est salariée
  le salaire est la somme des salaires des emplois salariés dans les 12 derniers mois
  la meilleure prime est le plus grand des montants versés des primes, à défaut 50 €
  le taux est selon la zone :
    - A : 50 %
    - B : 40 %
  le complément est selon la tranche du salaire :
    - moins de 1 000 € : 30 €
    - à partir de 1 000 € : 10 € + 1 €
  l'allocation est taux × (salaire + la meilleure prime) − complément, arrondi à l'euro inférieur

  les conditions sont réunies si :
  condition « salaire », « art. 1 » :
    la somme des salaires des emplois dans les 12 derniers mois atteint 1 000 €
";

/// The lines of an answer that tell how its values were computed.
fn told(facts: &str, option: Option<usize>) -> String {
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", RULES));
    let plan = checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let case = dossier(&plan, "essai", &format!("faits:\n{facts}"));
    let request = option.map_or_else(|| Request::new(&plan), |option| following(&plan, "période à cheval", option));
    let text = answer_text(&explain(&plan, &case, &request), Style { colour: false, width: 1000 });
    let lines = text.lines().skip_while(|line| !line.contains("Conditions, toutes")).skip(1);
    lines.take_while(|line| !line.contains("Conventions suivies")).collect::<Vec<_>>().join("\n")
}

const WHOLE: &str = "  date de la demande: 2024-07-01
  zone: B
  emplois:
    - { du: 2022-01-01, au: 2023-06-30, nature: salariée, salaire: 9000 }
    - { du: 2023-05-01, au: 2023-08-31, nature: salariée, salaire: 1230 }
    - { du: 2024-01-01, nature: indépendante, salaire: 4000 }
    - { du: 2024-05-01, au: 2024-07-31, nature: salariée, salaire: 920 }
  primes: aucune
";

/// Two months of a row that lasts four are 62 days of 123: 1 230 × 62 / 123 = 620. The last row lies 61 days before the
/// day of assessment, of 92: 920 × 61 / 92 = 610. Their sum is 1 230, with 50 € in default of a bonus 1 280, of which
/// 40 % are 512, less 11.
#[test]
fn each_step_has_its_numbers() {
    insta::assert_snapshot!(told(WHOLE, None));
}

/// Only the row that begins in the window is whole: 920 €, below 1 000 €.
#[test]
fn rows_set_aside_have_their_reasons() {
    insta::assert_snapshot!(told(WHOLE, Some(1)));
}

/// A row that goes on, and one that ends after the window, end nowhere in it.
#[test]
fn rows_that_do_not_end_in_the_window_are_told() {
    insta::assert_snapshot!(told(WHOLE, Some(2)));
}

/// What is open has its bounds: the second row has no nature, its share is 620 € or nothing.
#[test]
fn open_rows_are_told_with_what_they_may_give() {
    let open = WHOLE.replace("au: 2023-08-31, nature: salariée,", "au: 2023-08-31,").replace("  zone: B\n", "");
    insta::assert_snapshot!(told(&open, None));
}
