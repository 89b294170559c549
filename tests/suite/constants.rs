//! Constants of rules: how each is changed, and what dossiers pin it.

use alinea::report::{Style, trial_json, trial_text};
use alinea::source::MemoryLoader;
use alinea::trial::Trial;
use alinea::{case, pipeline};

/// A constant of each kind; the outcome rests on the age and on the number of children alone.
const RULES: &str = "recueil « Essai »

faits
  date de dépôt : date
  naissance : date
  revenu : montant
  bulletins : périodes
    - salaire : montant
  enfants : lignes
    - à charge : oui ou non

conventions
  jour d'appréciation : date de dépôt
  période à cheval : retenue si elle y commence

texte « T »
  en vigueur à compter du 1er janvier 2020

procédure « P », selon « T »
  le salaire de référence est la moyenne mensuelle des salaires des bulletins dans les 12 derniers mois
  l'aide est selon la tranche de revenu :
    - moins de 1 000 € : 300 €
    - à partir de 1 000 € : 2,5 × salaire de référence
  le nombre d'enfants est le nombre des enfants dont à charge
  la retenue est 0,5 % de aide
  l'échéance est 3 mois avant la date de dépôt
  les conditions sont réunies si :
  condition « âge », point 1 : la naissance remonte à au moins 18 ans
  condition « enfants », point 2 : nombre d'enfants atteint 2
  condition « dépôt », point 3 : la date de dépôt est antérieure au 1er juillet 2024
";

fn tried(expected: &str) -> Trial {
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", RULES));
    let plan = checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    // Référence : 2 400 / 12 = 200 €. Aide : 2,5 × 200 = 500 €. Retenue : 0,5 % de 500 = 2,50 €.
    let facts = "faits:\n  date de dépôt: 2024-06-30\n  naissance: 2006-06-30\n  revenu: 1000\n  \
                 bulletins: [{ du: 2023-07-01, au: 2023-07-31, salaire: 2400 }]\n  enfants: [{ à charge: oui }, { à charge: oui }]\n";
    let text = format!("{facts}attendu: {{ P: {{ T: {expected} }} }}\n");
    let case = case::read(&plan, &mut plan.sources.clone(), "d", text.as_bytes());
    Trial::of(&plan, &[case.unwrap_or_else(|found| panic!("{found:#?}"))], Some(|_, _| {}))
}

/// Each mutant of a constant, with whether the dossier notices it.
fn told(trial: &Trial) -> Vec<String> {
    let json = trial_json(trial);
    let mutants = json["mutants"].as_array().expect("they were asked for").iter();
    let line = |one: &serde_json::Value| {
        let noticed = if one["noticed_by"].is_null() { "" } else { ", remarqué" };
        let change = one["change"].as_str().expect("it is told").replace(['\u{a0}', '\u{202f}'], " ");
        change.contains("devient").then(|| format!("{change}{noticed}"))
    };
    mutants.filter_map(line).collect()
}

#[test]
fn each_constant_is_changed_by_its_last_digit() {
    let values = "{ issue: réunies, valeurs: { salaire de référence: 200 €, aide: 500 €, retenue: 2.5 €, échéance: 2024-03-30 } }";
    insta::assert_snapshot!(told(&tried(values)).join("\n"));
}

#[test]
fn a_number_that_no_expected_value_rests_on_is_told() {
    let said = |expected: &str| {
        let trial = tried(expected);
        let pinned: Vec<_> =
            trial.coverage.numbers.iter().map(|one| (one.words.said.clone(), one.computed, one.pinned)).collect();
        let text = trial_text(&trial, Style { width: 1000, ..Style::PLAIN });
        (pinned, text.lines().filter(|line| line.contains("aucun cas n'attend la valeur")).count())
    };
    let (pinned, lines) = said("{ issue: réunies, valeurs: { aide: 500 € } }");
    let of =
        |words: &str| pinned.iter().find(|(said, ..)| said == words).map(|(_, computed, pinned)| (*computed, *pinned));
    assert_eq!(of("2,5"), Some((1, Some(1))));
    assert_eq!(of("0,5 %"), Some((1, Some(0))));
    assert_eq!(of("300 €"), Some((0, Some(0))));
    // Nobody expects the deduction.
    assert_eq!(lines, 1, "{pinned:?}");
    let (pinned, _) = said("{ issue: réunies, valeurs: { aide: indéterminé } }");
    assert!(pinned.iter().all(|(.., pinned)| *pinned == Some(0)), "{pinned:?}");
}
