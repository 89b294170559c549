//! What changes between two sides: rules, dossiers, and the smallest dossiers that part them.

mod brute_force;
mod edits;
mod groups;
mod renames;
mod values;

use std::sync::Arc;

use alinea::compare::{Kind, Nature, Pair, RuleChange, Search, Variant, rule_changes, witnesses};
use alinea::pipeline;
use alinea::plan::{Plan, VersionId};
use alinea::report::{change_subject, change_words};
use alinea::source::MemoryLoader;

use crate::support::plan;

pub fn compiled(text: &str) -> Arc<Plan> {
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", text));
    checked.plan.unwrap_or_else(|| panic!("{text}\n{:#?}", checked.diagnostics))
}

pub fn pair(before: &Arc<Plan>, after: &Arc<Plan>) -> Pair {
    let side = |plan: &Arc<Plan>| Variant {
        plan: Arc::clone(plan),
        version: VersionId(0),
        reading: plan.default_reading(),
        regardless: false,
    };
    Pair::new(side(before), side(after))
}

/// A recueil with every kind of sentence that edits may touch.
const RULES: &str = include_str!("compare/regles.alinea");

fn check(from: &str, to: &str) -> (Vec<RuleChange>, Search) {
    assert!(RULES.contains(from), "{from}");
    let pair = pair(&compiled(RULES), &compiled(&RULES.replacen(from, to, 1)));
    let changes = rule_changes(&pair.before, &pair.after);
    let search = witnesses(&pair, &changes);
    (changes, search)
}

/// What is said of an edit.
fn said(from: &str, to: &str) -> String {
    let (changes, _) = check(from, to);
    changes.iter().map(|change| format!("{} : {}", change_subject(change), change_words(change).join(", "))).collect()
}

#[test]
fn thresholds_and_windows_are_said_in_words() {
    assert_eq!(
        said("au moins 5 ans", "au moins 7 ans"),
        "voie « longue présence » : la présence dure depuis : au moins 5 ans → au moins 7 ans"
    );
    assert_eq!(
        said("dans les 24 derniers mois", "dans les 12 derniers mois"),
        "voie « travail » : l'activité, fenêtre : les derniers 24 mois → les derniers 12 mois"
    );
    assert_eq!(
        said("atteint 1 500 €", "atteint 1 600 €"),
        "condition « salaire » : « salaire atteint 1 500 € » → « salaire atteint 1 600 € »"
    );
    assert_eq!(said(", sauf les séjours exclus", ""), "définition « présence » : retiré : « sauf les séjours exclus »");
    assert_eq!(
        said("marié\n    ou parent", "marié\n    et parent"),
        "condition « famille » : « ou » → « et » entre les conditions"
    );
}

#[test]
fn every_edit_that_says_something_else_has_a_witness() {
    let edits = [
        ("au moins 5 ans", "au moins 7 ans"),
        ("au moins 5 ans", "plus de 5 ans"),
        ("au moins 8 mois", "au moins 9 mois"),
        ("dans les 24 derniers mois", "dans les 12 derniers mois"),
        ("dans les 24 derniers mois", "dans les 25 derniers mois"),
        (", sauf les séjours exclus", ""),
        (" ou titre saisonnier", ""),
        ("dont la nature est salariée", "dont la nature est indépendante"),
        ("marié\n    ou parent", "marié\n    et parent"),
        ("atteint 1 500 €", "dépasse 1 500 €"),
        ("au moins 18 ans", "au moins 21 ans"),
        ("  font obstacle :\n    polygamie, point 4\n", ""),
        (", à titre exceptionnel", ""),
        ("non compté, ou compté", "compté, ou non compté"),
        ("de quantième à quantième, ou mois civil entamé", "mois civil entamé, ou de quantième à quantième"),
        ("retranchée, ou interrompt", "interrompt, ou retranchée"),
        ("1er mars 2020", "1er mars 2021"),
    ];
    for (from, to) in edits {
        let (changes, search) = check(from, to);
        assert!(!changes.is_empty(), "{from} → {to}: no difference of the rules");
        assert!(search.by_rule.iter().any(Option::is_some), "{from} → {to}: no witness\n{changes:#?}");
    }
}

#[test]
fn order_spelling_and_layout_make_no_difference() {
    let edits = [
        ("au moins 5 ans", "au moins 60 mois"),
        ("la présence dure", "présence   dure"),
        ("marié\n    ou parent", "parent ou\n    marié # relu"),
        ("titre étudiant ou titre saisonnier", "titre saisonnier ou titre étudiant"),
        ("1er mars 2020", "2020-03-01"),
        ("atteint 1 500 €", ">= 1500 €"),
    ];
    for (from, to) in edits {
        let (changes, search) = check(from, to);
        assert!(changes.is_empty(), "{from} → {to}: {changes:#?}");
        assert!(search.by_kind.is_empty(), "{from} → {to}");
    }
}

#[test]
fn a_part_under_another_name_is_renamed() {
    let (changes, search) = check("voie « travail »", "voie « huit mois de travail »");
    assert_eq!(changes.iter().map(|change| change.nature).collect::<Vec<_>>(), [Nature::Renamed]);
    assert!(search.by_kind.is_empty());
}

/// Nobody gains by a higher threshold, nobody loses by a lower one.
#[test]
fn nobody_gains_by_a_higher_threshold() {
    let (_, search) = check("au moins 5 ans", "au moins 7 ans");
    assert!(search.by_kind.contains_key(&Kind::Loss) && !search.by_kind.contains_key(&Kind::Gain));
    let (_, search) = check("au moins 5 ans", "au moins 4 ans");
    assert!(search.by_kind.contains_key(&Kind::Gain) && !search.by_kind.contains_key(&Kind::Loss));
}

/// The witness of a threshold lies on it, to the day, and states nothing else than what is needed.
#[test]
fn the_witness_of_a_threshold_is_small() {
    let (_, search) = check("au moins 5 ans", "plus de 5 ans");
    let yaml = &search.by_rule[0].as_ref().expect("there is one").yaml;
    assert!(yaml.contains("date de dépôt: 2021-08-15") && yaml.contains("du: 2016-08-15"), "{yaml}");
    assert_eq!(yaml.matches("- {").count(), 1, "{yaml}");
}

#[test]
fn the_circulars_are_compared_as_pinned() {
    let plan = plan("aes-travail");
    let version = |procedure: &str, text: &str| {
        let found = (0..plan.versions.len() as u32).map(VersionId).find(|id| {
            let version = &plan.versions[id.index()];
            version.procedure == procedure && plan.texts[version.text.index()].name == text
        });
        let version = found.expect("the version is there");
        Variant { plan: Arc::clone(&plan), version, reading: plan.default_reading(), regardless: true }
    };
    let classic = || version("AES classique", "circulaire du 28 novembre 2012");
    let pairs = [
        ("2012-2025", classic(), version("AES classique", "circulaire du 23 janvier 2025")),
        ("classique-tension", classic(), version("AES métiers en tension", "circulaire du 5 février 2024")),
    ];
    for (name, before, after) in pairs {
        let changes = rule_changes(&before, &after);
        let told: Vec<String> = changes
            .iter()
            .map(|change| {
                let quote = |side: &Option<alinea::compare::Quote>| {
                    side.as_ref().map_or(String::new(), |quote| quote.sentence.clone())
                };
                let changed = change_words(change).join(", ");
                format!(
                    "{:?} {} {changed}\n  - {}\n  + {}",
                    change.nature,
                    change_subject(change),
                    quote(&change.before),
                    quote(&change.after)
                )
            })
            .collect();
        crate::support::quietly(|| insta::assert_snapshot!(name, told.join("\n")));
    }
}
