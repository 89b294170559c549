//! The recueil's own dossiers: what they expect, and the facts of their answers under every text.

mod facts;

use alinea::embedded::Embedded;
use alinea::explain::{Answer, explain};
use alinea::plan::{Plan, Version};
use alinea::query;
use alinea::query::Request;
use alinea::report::{Style, answer_json, answer_markdown, answer_text};
use facts::facts;

use crate::support::{dossier, dossiers, plan};

#[test]
fn recording_changes_no_outcome() {
    let plan = plan("aes-travail");
    for (name, text) in dossiers("aes-travail") {
        let case = dossier(&plan, &name, &text);
        for result in explain(&plan, &case, &Request::new(&plan)).results {
            if let Some(version) = result.version {
                assert_eq!(query::outcome(&plan, &case, &Request::new(&plan), version), result.outcome, "{name}");
            }
        }
    }
}

/// The dossier above, below it the facts of its answer under every text: what is decided and by what.
#[test]
fn the_facts_of_every_dossier_under_every_text_are_pinned() {
    for recueil in Embedded::names() {
        let plan = plan(recueil);
        for (name, source) in dossiers(recueil) {
            let tables: Vec<String> = every_text(&plan, &name, &source)
                .iter()
                .map(|answer| facts(&answer_json(answer)["results"][0]))
                .collect();
            snapshot(recueil, &name, &format!("{source}\n───\n{}", tables.join("\n")));
        }
    }
}

/// How an answer is laid out: one dossier a feature, whole.
#[test]
fn the_layout_of_answers_is_pinned() {
    let features = [
        ("aes-travail", "deux-procedures-reunies"),
        ("aes-travail", "2025-arrivee-inconnue"),
        ("aes-travail", "trois-ans-refuses-par-le-prefet"),
        ("aes-travail", "travail-en-partie-hors-liste"),
        ("aes-travail", "metier-absent-de-la-liste-partielle"),
        ("aes-travail", "2025-mesure-d-eloignement"),
        ("aes-travail", "lendemain-des-metiers-en-tension"),
        ("taxe-employeur", "quatre-mois-bien-payes"),
        ("taxe-employeur", "particulier-inconnu"),
    ];
    for (recueil, name) in features {
        let plan = plan(recueil);
        let source = dossiers(recueil).into_iter().find(|(known, _)| known == name).expect("the dossier is there").1;
        let case = dossier(&plan, name, &source);
        let answer = answer_text(&explain(&plan, &case, &Request::new(&plan)), Style::PLAIN);
        snapshot("layout", name, &format!("{source}\n───\n{}", answer.replace(&plan.hash[..16], "…")));
    }
}

/// The answers on a dossier under each version of the recueil, in force or not.
fn every_text(plan: &Plan, name: &str, source: &str) -> Vec<Answer> {
    let case = dossier(plan, name, source);
    let answer = |version: &Version| {
        let mut request = Request::new(plan);
        request.procedure = Some(version.procedure.clone());
        request.text = Some(plan.texts[version.text.index()].name.clone());
        explain(plan, &case, &request)
    };
    plan.versions.iter().map(answer).collect()
}

fn snapshot(folder: &str, name: &str, content: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("snapshots/{folder}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, content));
}

/// Markdown never says of an obstacle that it is « réunie ».
#[test]
fn obstacles_in_markdown_say_how_they_bear() {
    let plan = plan("aes-travail");
    for (name, source) in dossiers("aes-travail") {
        let case = dossier(&plan, &name, &source);
        let markdown = answer_markdown(&explain(&plan, &case, &Request::new(&plan)));
        let wrong: Vec<&str> = markdown
            .lines()
            .filter(|line| line.contains("obstacle") && line.contains("réunie") && !line.contains(" si "))
            .collect();
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
    }
}
