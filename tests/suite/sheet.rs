//! The sheet to hand over, and the questions as a form: whole pages that need nothing else.

use alinea::explain::{explain, questions, timeline, told_facts};
use alinea::query::Request;
use alinea::report::{Letterhead, Sheet, questions_html, sheet_html};

use crate::support::{dossier, dossiers, plan};

const COOK: &str = include_str!("cook.yaml");

fn sheet(recueil: &str, text: &str, letterhead: Option<&Letterhead>) -> String {
    let plan = plan(recueil);
    let case = dossier(&plan, "essai", text);
    let request = Request::new(&plan);
    let answer = explain(&plan, &case, &request);
    let (timeline, facts) = (timeline(&plan, &case, &request, &answer), told_facts(&plan, &case));
    sheet_html(&Sheet { answer: &answer, timeline: &timeline, facts: &facts, letterhead }).document()
}

/// Without the spaces that do not break, as a test would write it.
fn plain(page: &str) -> String {
    page.replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'")
}

#[test]
fn a_sheet_says_the_answer_the_papers_and_the_sources() {
    let page = plain(&sheet("aes-travail", COOK, None));
    for said in [
        "Tout dépend de ceci : le document du séjour n° 3.",
        "réunies depuis le 13 août 2025",
        "Les jours en tableau",
        "Ce qui manque, et quand",
        "Les papiers à réunir",
        "Par l'employeur",
        "1er juillet 2020 – 30 novembre 2022",
        "Les sources",
        "le préfet décide",
        "Reçu : alinea ",
    ] {
        assert!(page.contains(said), "{said}");
    }
}

#[test]
fn pages_need_nothing_else_and_escape_what_they_quote() {
    let letterhead = Letterhead {
        lines: vec!["Permanence <b>Exemple</b>".to_string(), "1 rue des Essais".to_string()],
        foot: vec!["Ouvert le mardi".to_string()],
        logo: Some(("image/svg+xml", "PHN2Zy8+".to_string())),
    };
    let hostile = COOK.replace("Cuisinier à Lyon", "\"<script>alert(1)</script>\"");
    let plan = plan("aes-travail");
    let left = questions(&plan, &dossier(&plan, "essai", &hostile), &Request::new(&plan));
    for page in [sheet("aes-travail", &hostile, Some(&letterhead)), questions_html(&left, Some(&letterhead)).document()]
    {
        assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n") && page.contains("lang=\"fr\""));
        for outside in ["http://", "https://", "<script", "<link", "@import", "<b>Exemple"] {
            assert!(!page.contains(outside), "{outside}");
        }
        for said in ["Permanence &lt;b&gt;Exemple", "Ouvert le mardi", "data:image/svg+xml;base64,PHN2Zy8+"] {
            assert!(page.contains(said), "{said}");
        }
    }
}

#[test]
fn every_dossier_has_a_sheet() {
    for recueil in ["aes-travail", "taxe-employeur"] {
        for (_, text) in dossiers(recueil).into_iter().step_by(6) {
            let page = sheet(recueil, &text, None);
            assert!(page.contains("class=\"box\"") || page.contains("class=\"small\""), "{page}");
        }
    }
}

#[test]
fn the_form_has_boxes_to_tick_and_tables_to_fill_in() {
    let plan = plan("aes-travail");
    let left = questions(&plan, &dossier(&plan, "essai", "faits: {}"), &Request::new(&plan));
    let page = plain(&questions_html(&left, None).document());
    assert!(page.contains("Quand la demande a-t-elle été déposée, ou le sera-t-elle ?"), "{page}");
    assert!(page.contains("jour … / mois … / année"), "{page}");
    assert!(page.contains("Document : sans document, attestation de demande d'asile"), "{page}");
    assert!(page.matches("je ne sais pas").count() > left.questions.len(), "{page}");
}
