//! A name that changed and nothing else is told as a name: who uses it is not told as changed, and dossiers keep their
//! outcomes.

use std::sync::Arc;

use alinea::compare::{Comparison, Depth, MAX_DETAILS, Options, Sides};
use alinea::plan::Plan;
use alinea::population::Population;
use alinea::report::{change_subject, change_words};
use alinea::ruleset::Ruleset;
use alinea::source::MemoryLoader;

use super::RULES;

/// One dossier in the words of the side after.
const DOSSIER: &str = "faits:
  date de dépôt: 2024-06-15
  naissance: 1990-01-01
  séjours: [{ du: 2015-01-01, document: titre étudiant }, { du: 2017-01-01, document: sans document }]
  emplois: [{ du: 2022-01-01, nature: salariée }]
  salaire: 2000
  marié: oui
  parent: non
  polygamie: non
";

fn ruleset(text: &str) -> Ruleset {
    Ruleset::load(&MemoryLoader::default().with("essai.alinea", text))
        .unwrap_or_else(|found| panic!("{text}\n{found:#?}"))
}

/// The differences that are told of edits, how many of one dossier change, and how many things are asked differently.
fn check(edits: &[(&str, &str)]) -> (Vec<String>, usize, usize) {
    let edited = |text: &str| edits.iter().fold(text.to_string(), |text, (from, to)| text.replace(from, to));
    for (from, _) in edits {
        assert!(RULES.contains(from) || DOSSIER.contains(from), "{from}");
    }
    let (before, after) = (ruleset(RULES), ruleset(&edited(RULES)));
    let plans: [&Arc<Plan>; 2] = [before.plan(), after.plan()];
    let sides = Sides::of_rulesets(plans[0], plans[1]);
    let population = Population::read(&after, [("d".to_string(), edited(DOSSIER))]);
    let depth = Depth { days: true, reasons: true, parts: true };
    let options = Options { depth, only: None, details: MAX_DETAILS };
    let gathered = population.gathered(&sides, options).expect("it was read by the side after");
    let comparison = Comparison::new(["avant", "après"], sides, gathered, false);
    assert!(comparison.added.is_empty() && comparison.removed.is_empty(), "{comparison:#?}");
    assert_eq!(comparison.read_by_one.count, 0, "{comparison:#?}");
    let one = &comparison.compared[0];
    let told =
        one.rules.iter().map(|change| format!("{} : {}", change_subject(change), change_words(change).join(", ")));
    (told.collect(), one.tally.total - one.tally.same(), one.topics.len())
}

#[test]
fn names_are_told_as_names() {
    for (edits, told) in [
        (&[("marié", "conjoint marié")][..], "fait « conjoint marié » : « marié » → « conjoint marié »"),
        (&[("emplois", "contrats")], "fait « contrats » : « emplois » → « contrats »"),
        (
            &[
                ("- document :", "- titre du séjour :"),
                ("le document est", "le titre du séjour est"),
                ("document: ", "titre du séjour: "),
            ],
            "fait « séjours, titre du séjour » : « séjours, document » → « séjours, titre du séjour »",
        ),
        (&[("l'activité", "l'expérience")], "définition « expérience » : « activité » → « expérience »"),
        (
            &[("« circulaire »", "« circulaire de mars »")],
            "texte « circulaire de mars » : « circulaire » → « circulaire de mars »",
        ),
        (
            &[("« Admission »", "« Admission au séjour »")],
            "procédure « Admission au séjour » : « Admission » → « Admission au séjour »",
        ),
    ] {
        assert_eq!(check(edits), (vec![told.to_string()], 0, 0), "{edits:?}");
    }
}

#[test]
fn several_names_at_once_are_each_told() {
    let (told, turned, asked) =
        check(&[("marié", "conjoint marié"), ("parent", "père"), ("la présence", "la permanence")]);
    assert_eq!((turned, asked), (0, 0));
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told.contains(&"fait « père » : « parent » → « père »".to_string()), "{told:#?}");
    assert!(told.iter().all(|line| line.starts_with("fait ") || line.starts_with("définition ")), "{told:#?}");
}

/// A name and what it stands for: no renaming.
#[test]
fn what_also_says_something_else_is_no_name() {
    let (told, ..) = check(&[
        (
            "l'activité est l'ensemble des emplois dont la nature est salariée",
            "l'expérience est l'ensemble des emplois",
        ),
        ("l'activité totalise", "l'expérience totalise"),
    ]);
    assert!(told.iter().all(|line| !line.contains("« activité » → « expérience »")), "{told:#?}");
    assert!(told.len() > 1, "{told:#?}");
}

#[test]
fn a_reference_is_told_as_a_reference() {
    let told = "condition « famille » : référence : point 3 → point 3.1";
    assert_eq!(check(&[("« famille », point 3", "« famille », point 3.1")]), (vec![told.to_string()], 0, 0));
    assert_eq!(
        check(&[("point 2,", "point 7,")]),
        (vec!["voie « travail » : référence : point 2 → point 7".to_string()], 0, 0)
    );
}
