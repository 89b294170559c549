//! The recueil's own dossiers: what they expect, and their whole outcome under every text.

use alinea::embedded::Embedded;
use alinea::explain::{Request, explain};
use alinea::query;
use alinea::report::{Style, answer_markdown, answer_text};

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

/// The dossier above, its explained answer below: one folder of snapshots per text.
#[test]
fn the_whole_answer_under_every_text_is_pinned() {
    Embedded::names().into_iter().for_each(pin);
}

fn pin(recueil: &str) {
    let plan = plan(recueil);
    for version in &plan.versions {
        let text = &plan.texts[version.text.index()].name;
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(format!("snapshots/{}", text.replace(' ', "-")));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        for (name, source) in dossiers(recueil) {
            let case = dossier(&plan, &name, &source);
            let mut request = Request::new(&plan);
            request.procedure = Some(version.procedure.clone());
            request.text = Some(text.clone());
            let answer = answer_text(&explain(&plan, &case, &request), Style::PLAIN).replace(&plan.hash[..16], "…");
            settings.bind(|| insta::assert_snapshot!(name.as_str(), format!("{source}\n───\n{answer}")));
        }
    }
}

/// Markdown never says of an obstacle that it is « réunie ».
#[test]
fn obstacles_in_markdown_say_how_they_bear() {
    let plan = plan("aes-travail");
    for (name, source) in dossiers("aes-travail") {
        let case = dossier(&plan, &name, &source);
        let markdown = answer_markdown(&explain(&plan, &case, &Request::new(&plan)));
        let wrong: Vec<&str> =
            markdown.lines().filter(|line| line.contains("obstacle") && line.contains("réunie")).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
    }
}
