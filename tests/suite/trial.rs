//! The recueils against their own dossiers.

use std::process::Command;

use alinea::case::Case;
use alinea::embedded::Embedded;
use alinea::pipeline;
use alinea::plan::RootKind;
use alinea::report::{Style, trial_text};
use alinea::source::MemoryLoader;
use alinea::trial::{self, Trial};

use crate::support::plan;

fn cases(name: &str) -> Vec<Case> {
    let plan = plan(name);
    let recueil = Embedded::named(name).expect("the recueil is built in");
    let (cases, refused) = pipeline::cases(&plan, &recueil, &mut plan.sources.clone());
    assert!(refused.is_empty(), "{refused:#?}");
    cases.into_iter().map(|(_, case)| case).collect()
}

#[test]
fn what_every_recueil_expects_holds() {
    for name in Embedded::names() {
        let verdicts = trial::verdicts(&plan(name), &cases(name));
        let wrong: Vec<_> = verdicts.iter().filter(|verdict| !verdict.holds()).collect();
        // One that is made for others to use decides nothing.
        let decides = !plan(name).versions.is_empty();
        assert!(decides != verdicts.is_empty() && wrong.is_empty(), "{name}: {wrong:#?}");
    }
}

#[test]
fn every_side_of_every_part_is_reached() {
    for name in Embedded::names() {
        let coverage = trial::coverage(&plan(name), &cases(name));
        let parts: Vec<_> = coverage.parts.iter().filter(|part| !part.is_complete()).collect();
        assert!(parts.is_empty(), "{name}: {parts:#?}");
        let thresholds: Vec<_> = coverage.thresholds.iter().filter(|one| !one.is_complete()).collect();
        assert!(thresholds.is_empty(), "{name}: {thresholds:#?}");
        let numbers: Vec<_> = coverage.numbers.iter().filter(|one| one.computed == 0).collect();
        assert!(numbers.is_empty(), "{name}: {numbers:#?}");
    }
}

#[test]
fn small_changes_of_the_rules_are_noticed() {
    for name in Embedded::names() {
        let mutants = trial::mutants(&plan(name), &cases(name), |_, _| {});
        let unnoticed: Vec<_> = mutants.iter().filter(|mutant| mutant.noticed_by.is_none()).collect();
        assert!(
            unnoticed.len() * 20 <= mutants.len(),
            "{name}: {} of {}: {unnoticed:#?}",
            unnoticed.len(),
            mutants.len()
        );
    }
}

/// A recueil in which everything that can be a threshold is one: the scope, a column, an age, bands, a paper.
const RULES: &str = "recueil « Essai »

faits
  date de dépôt : date
  naissance : date
  emplois : périodes
    - salaire : montant
  part : pourcentage
  revenu : montant
  enfants : nombre

texte « T »
  en vigueur à compter du 1er janvier 2020

procédure « P », selon « T »
  la procédure s'applique si :
    personne visée
  personne visée signifie que la naissance remonte à au moins 18 ans
  les bons emplois sont les emplois dont le salaire atteint 1 500 €
  l'aide est selon la tranche de revenu :
    - moins de 1 000 € : 300 €
    - à partir de 1 000 € : 10 % de revenu
  les conditions sont réunies par l'une de ces voies :
  voie « a », point 1 :
    les bons emplois durent depuis au moins 2 ans
    et part atteint 50 %
  voie « b », point 2 :
    les bons emplois durent depuis au moins 2 ans
    et enfants dépasse 3
  pièce « acte », si la date de dépôt est antérieure au 1er juin 2024
";

fn tried(rules: &str, dossiers: &[(&str, &str)], mutants: bool) -> Trial {
    let mut files = MemoryLoader::default().with("essai.alinea", rules);
    for (name, text) in dossiers {
        files = files.with(format!("cas/{name}.yaml"), *text);
    }
    let checked = pipeline::load(&files);
    let plan = checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let (cases, refused) = pipeline::cases(&plan, &files, &mut plan.sources.clone());
    assert!(refused.is_empty(), "{refused:#?}");
    let cases: Vec<Case> = cases.into_iter().map(|(_, case)| case).collect();
    Trial::of(&plan, &cases, mutants.then_some(|_, _| {}))
}

/// On each threshold, a dossier; the next one lies just below each, the last one just above.
#[test]
fn thresholds_of_every_kind_are_covered() {
    let dossier = |day: &str, birth: &str, from: &str, salary: &str, share: &str, income: &str, children: u32| {
        format!(
            "faits:\n  date de dépôt: {day}\n  naissance: {birth}\n  part: {share}\n  revenu: {income}\n  enfants: {children}\n  \
             emplois:\n    - {{ du: {from}, salaire: {salary} }}\nattendu: {{ P: {{ T: réunies }} }}\n"
        )
    };
    let on = dossier("2024-06-01", "2006-06-01", "2022-06-01", "1500", "50 %", "1000", 3);
    let below = dossier("2024-05-31", "2006-05-31", "2022-06-02", "1499.01", "49.5 %", "999.99", 2);
    let above = dossier("2024-06-02", "2006-06-01", "2022-05-31", "1501", "51 %", "1001", 4);
    // The job that is paid a little less is no good one: another stands next to the threshold of two years.
    let short = dossier("2024-06-02", "2006-06-01", "2022-06-15", "1501", "90 %", "5000", 9);
    // A minor is out of scope: nothing else is looked at.
    let minor = dossier("2024-05-31", "2006-06-01", "2022-06-01", "1500", "50 %", "1000", 3);
    let dossiers = [("au", &on), ("dessous", &below), ("dessus", &above), ("court", &short), ("mineur", &minor)];
    let trial = tried(RULES, &dossiers.map(|(name, text)| (name, text.as_str())), false);
    let found: Vec<(RootKind, &str, usize, usize, usize)> = trial
        .coverage
        .thresholds
        .iter()
        .map(|one| (one.kind, one.words.said.as_str(), one.below, one.on, one.above))
        .collect();
    assert_eq!(
        found,
        [
            (RootKind::Definition, "la naissance remonte à au moins 18 ans", 1, 2, 2),
            (RootKind::Route, "les bons emplois durent depuis au moins 2 ans", 1, 1, 1),
            (RootKind::Definition, "le salaire atteint 1 500 €", 1, 1, 2),
            (RootKind::Route, "part atteint 50 %", 1, 1, 1),
            (RootKind::Route, "les bons emplois durent depuis au moins 2 ans", 1, 1, 1),
            (RootKind::Route, "enfants dépasse 3", 1, 1, 1),
            (RootKind::Definition, "1 000 €", 1, 1, 1),
            (RootKind::Paper, "la date de dépôt est antérieure au 1er juin 2024", 1, 1, 2),
        ]
    );
    let numbers: Vec<(&str, usize)> =
        trial.coverage.numbers.iter().map(|one| (one.words.said.as_str(), one.computed)).collect();
    assert_eq!(numbers, [("300 €", 1), ("10 %", 3)]);
}

/// The same sentence stands in two routes: two lines, each with its place.
#[test]
fn no_two_lines_are_alike() {
    let dossier = "faits: { date de dépôt: 2024-06-01 }\nattendu: { P: { T: indéterminé } }\n";
    let said = trial_text(&tried(RULES, &[("vide", dossier)], true), Style::PLAIN);
    // A line that is too long goes on below, deeper.
    let lines: Vec<String> = said.replace("\n    ", " ").lines().map(str::to_string).collect();
    let mut known = std::collections::BTreeSet::new();
    for line in lines.iter().filter(|line| line.starts_with("  - ")) {
        assert!(known.insert(line), "{line} stands twice\n{said}");
    }
    assert!(said.contains("voie « a »") && said.contains("champ d'application"), "{said}");
}

/// What fails as the rules stand notices nothing.
#[test]
fn mutants_are_measured_on_expectations_that_hold() {
    let on = |outcome: &str| {
        format!(
            "faits:\n  date de dépôt: 2024-06-01\n  naissance: 1990-06-01\n  part: 50 %\n  revenu: 1000\n  enfants: 3\n  \
             emplois:\n    - {{ du: 2022-06-01, salaire: 1500 }}\nattendu: {{ P: {{ T: {outcome} }} }}\n"
        )
    };
    let (right, wrong) = (on("réunies"), on("non réunies"));
    let holding = tried(RULES, &[("a", &right)], true);
    let noticed = |trial: &Trial| trial.mutants.iter().flatten().filter(|mutant| mutant.noticed_by.is_some()).count();
    assert!(noticed(&holding) > 0);
    // One more dossier that fails from the start notices no more.
    let mixed = tried(RULES, &[("a", &right), ("b", &wrong)], true);
    assert_eq!(noticed(&mixed), noticed(&holding));
    let said = trial_text(&mixed, Style { width: 400, ..Style::PLAIN });
    assert!(said.contains("mesurés sur 1 attente seulement ; 1 autre ne tient pas"), "{said}");
    let failing = tried(RULES, &[("b", &wrong)], true);
    assert_eq!(noticed(&failing), 0);
    let said = trial_text(&failing, Style { width: 400, ..Style::PLAIN });
    assert!(said.contains("aucune attente ne tient") && !said.contains("dont remarqués"), "{said}");
}

/// A threshold that moves is seen by the dossiers, and `--update` writes what is found.
#[test]
fn update_rewrites_the_expectation_that_does_not_hold() {
    let folder = std::env::temp_dir().join(format!("alinea-trial-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("cas")).expect("there is a place for temporary files");
    let rules = "recueil « Essai »\n\nfaits\n  date de dépôt : date\n  séjours : périodes\n\ntexte « T »\n  en vigueur à compter du 1er janvier 2020\n\n\
                 procédure « P », selon « T »\n  la présence est l'ensemble des séjours\n  les conditions sont réunies si :\n  \
                 condition « c » : la présence dure depuis au moins 5 ans\n  la décision relève du pouvoir d'appréciation du préfet\n";
    let dossier = "# cinq ans, au jour près\nfaits: { date de dépôt: 2025-03-01, séjours: [{ du: 2020-03-01 }] }\nattendu: { P: { T: réunies } }\n";
    let file = folder.join("cas/cinq-ans.yaml");
    let write = |rules: &str| std::fs::write(folder.join("essai.alinea"), rules).expect("a file can be written");
    std::fs::write(&file, dossier).expect("a file can be written");
    let run = |extra: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_alinea")).arg("test").arg(&folder).args(extra).output().expect("it runs");
        (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"))
    };
    write(rules);
    assert_eq!(run(&[]).0, Some(0));
    write(&rules.replace("5 ans", "6 ans"));
    let (code, said) = run(&[]);
    assert_eq!(code, Some(1));
    assert!(said.contains("attendu « réunies », trouvé « non réunies »"), "{said}");
    assert_eq!(run(&["--update"]).0, Some(0));
    let now = std::fs::read_to_string(&file).expect("the dossier is there");
    assert_eq!(now, dossier.replace("T: réunies", "T: non réunies"));
    assert_eq!(run(&[]).0, Some(0));
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
}
