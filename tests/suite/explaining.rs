//! What an answer says of itself, line by line: what other readings would change, what counted and what did not.

use alinea::explain::{Request, explain};
use alinea::pipeline;
use alinea::report::{Style, answer_text};
use alinea::source::MemoryLoader;

use crate::support::dossier;

/// The lines of an answer, unwrapped and without their indent.
fn answer(rules: &str, text: &str) -> Vec<String> {
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", rules));
    let plan = checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let style = Style { colour: false, width: 1000 };
    let case = dossier(&plan, "essai", text);
    let text = answer_text(&explain(&plan, &case, &Request::new(&plan)), style);
    text.lines().map(|line| line.trim().trim_start_matches("- ").to_string()).collect()
}

/// The lines that begin with a word.
fn lines(rules: &str, dossier: &str, begin: &str) -> Vec<String> {
    answer(rules, dossier).into_iter().filter(|line| line.starts_with(begin)).collect()
}

/// A procedure that one text words after another, with a gap between the last two.
const TEXTS: &str = "
recueil « Essai »

faits
  date de dépôt : date
  date de décision : date
  accord : oui ou non

conventions
  jour d'appréciation : date de dépôt, ou date de décision
  sens de l'accord : simple, ou double

texte « premier »
  en vigueur du 1er janvier 2020 au 31 décembre 2021
texte « deuxième »
  en vigueur du 1er janvier 2022 au 31 décembre 2022
texte « troisième »
  en vigueur à compter du 1er janvier 2024

procédure « P », selon « premier »
  les conditions sont réunies si :
  condition « c », « art. 1 » : accord
  la décision relève du pouvoir d'appréciation du préfet

procédure « P », selon « deuxième »
  les conditions sont réunies si :
  condition « c », « art. 1 » : il n'est pas vrai que accord
  la décision relève du pouvoir d'appréciation du préfet

procédure « P », selon « troisième »
  les conditions sont réunies si :
  condition « c », « art. 1 » :
    accord
    et la convention « sens de l'accord » retient « simple »
  la décision relève du pouvoir d'appréciation du préfet
";

fn readings(filed: &str, decided: &str) -> Vec<String> {
    let text = format!("faits: {{ accord: oui, date de dépôt: {filed}, date de décision: {decided} }}");
    let mut found = lines(TEXTS, &text, "serait");
    found.extend(lines(TEXTS, &text, "aucune convention"));
    found
}

#[test]
fn another_day_of_assessment_means_another_version() {
    assert_eq!(
        readings("2021-12-31", "2022-01-01"),
        ["serait non réunies avec “date de décision” (jour d'appréciation), selon « deuxième »"]
    );
    // The third text says the same as the first, unless another convention is followed as well.
    assert_eq!(
        readings("2021-12-31", "2024-01-01"),
        [
            "serait non réunies avec “date de décision” (jour d'appréciation) et “double” (sens de l'accord), selon « troisième »"
        ]
    );
    assert_eq!(
        readings("2021-12-31", "2023-06-01"),
        ["serait hors champ avec “date de décision” (jour d'appréciation), aucune version n'étant en vigueur"]
    );
    assert_eq!(readings("2021-12-30", "2021-12-31"), ["aucune convention ne change l'issue"]);
}

#[test]
fn where_no_version_is_in_force_another_day_may_have_one() {
    assert_eq!(
        readings("2023-06-01", "2024-01-01"),
        ["serait réunies avec “date de décision” (jour d'appréciation), selon « troisième »"]
    );
    assert_eq!(
        readings("2019-12-31", "2022-01-01"),
        ["serait non réunies avec “date de décision” (jour d'appréciation), selon « deuxième »"]
    );
    assert_eq!(readings("2019-12-30", "2019-12-31"), ["aucune convention ne change l'issue"]);
}

#[test]
fn a_date_known_to_the_year_may_leave_open_which_version_applies() {
    assert_eq!(
        readings("2020-06-01", "2022"),
        ["serait non réunies avec “date de décision” (jour d'appréciation), selon « deuxième »"]
    );
    assert_eq!(
        readings("2020-06-01", "inconnue"),
        [
            "serait indéterminé avec “date de décision” (jour d'appréciation), selon « premier », « deuxième » ou « troisième »"
        ]
    );
}

#[test]
fn an_answer_without_a_version_says_which_day_it_took() {
    let found = answer(TEXTS, "faits: { date de dépôt: 2019-06-01 }");
    assert!(found.contains(&"jour d'appréciation : date de dépôt".to_string()), "{found:#?}");
}
