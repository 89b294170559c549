//! The recueils against their own dossiers.

use std::process::Command;

use alinea::case::Case;
use alinea::embedded::Embedded;
use alinea::{pipeline, trial};

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
        assert!(!verdicts.is_empty() && wrong.is_empty(), "{name}: {wrong:#?}");
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
