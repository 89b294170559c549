//! Texts beside the rules: their points, the citations that lead there, and how both are shown.

use std::sync::Arc;

use alinea::explain::explain;
use alinea::pipeline;
use alinea::plan::{Plan, VersionId};
use alinea::query::Request;
use alinea::report::{Style, show_html, show_markdown, show_text};
use alinea::source::{MemoryLoader, Recorded};
use alinea::{query, trial};

use crate::support::dossier;

const TEXT: &str = "# Circulaire

Notice.

## 2. Travail

### 2.1 Durée

Cinq ans, <b>prouvés</b> par [deux pièces](https://exemple.fr).

### Art. 3 – Contrat

- un contrat ;
- ou une promesse.

## L. 435-4 du CESEDA

### al. 1

Douze mois.

### al. 2

Sans les études.

## Suites
";

fn rules(citations: &str) -> String {
    format!(
        "recueil « Essai »\n\nfaits\n  marié : oui ou non\n\ntexte « circulaire »\n  en vigueur à compter du 1er janvier 2020\n  \
         fichier « texte.md »\n  point 2.1, article 3, « L. 435-4 », sans règle (pour l'essai)\n\n\
         procédure « P », selon « circulaire »\n  les conditions sont réunies si :\n  condition « c »{citations} : marié\n"
    )
}

fn loader(rules: &str, text: &str) -> MemoryLoader {
    MemoryLoader::default().with("regles.alinea", rules).with("texte.md", text)
}

fn compiled(rules: &str, text: &str) -> Arc<Plan> {
    let checked = pipeline::load(&loader(rules, text));
    checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

/// The points to which the citations of the one condition lead, and the codes of what is found.
fn led(citations: &str, text: &str) -> (Vec<String>, Vec<&'static str>) {
    let rules = rules(citations);
    let checked = pipeline::load(&loader(&rules, text));
    let codes = checked.diagnostics.iter().map(|found| found.code).filter(|code| *code != "point-with-rule").collect();
    let plan = checked.plan.expect("nothing of this is an error");
    let points = plan.points_cited(plan.versions[0].conditions[0].span);
    (points.into_iter().filter_map(|id| plan.point(id)).map(|point| point.name()).collect(), codes)
}

#[test]
fn citations_lead_to_the_points_that_they_name() {
    for (citations, points) in [
        (", point 2.1", &["2, 2.1"][..]),
        (", « point 2, 2.1 »", &["2, 2.1"]),
        (", article 3", &["2, Art. 3"]),
        (", « Article 3 »", &["2, Art. 3"]),
        (", « circulaire, art. 3 »", &["2, Art. 3"]),
        (", « L. 435-4, al. 1 »", &["L. 435-4 du CESEDA, al. 1"]),
        (", « L. 435-4 du CESEDA, alinéa 2 »", &["L. 435-4 du CESEDA, al. 2"]),
        (", « L. 435-4, al. 1 et 2 »", &["L. 435-4 du CESEDA, al. 1", "L. 435-4 du CESEDA, al. 2"]),
        (", « suites »", &["Suites"]),
        // The text as a whole, and what no file holds.
        (", « circulaire »", &[]),
        (", « fiche officielle »", &[]),
        (", « L. 412-5, al. 9 »", &[]),
        (", « article 9 de la loi »", &[]),
    ] {
        assert_eq!(led(citations, TEXT), (points.iter().map(|name| name.to_string()).collect(), vec![]), "{citations}");
    }
    for (citations, code) in [
        (", point 2.7", "unknown-point"),
        (", article 9", "unknown-point"),
        (", « point 2, contrat »", "unknown-point"),
        (", « L. 435-4, al. 9 »", "unknown-point"),
        (", « L. 435-4, al. 2 et 9 »", "unknown-point"),
        (", « circulaire, annexe »", "unknown-point"),
    ] {
        assert_eq!(led(citations, TEXT), (vec![], vec![code]), "{citations}");
    }
}

#[test]
fn texts_are_read_however_they_are_saved() {
    let windows = format!("\u{feff}{}", TEXT.replace('\n', "\r\n"));
    assert_eq!(led(", point 2.1", &windows).0, ["2, 2.1"]);
    let underlined = "Circulaire\n==========\n\n2.1 Durée\n---------\n\nCinq ans.\n";
    assert_eq!(led(", point 2.1", underlined).0, ["2.1"]);
}

/// Without a file nothing changes: points are words.
#[test]
fn a_text_without_a_file_is_as_before() {
    let rules =
        rules(", point 9").replace("  fichier « texte.md »\n", "").replace("  point 2.1, article 3", "  # point");
    let checked = pipeline::load(&loader(&rules, TEXT));
    assert!(checked.diagnostics.is_empty(), "{:#?}", checked.diagnostics);
    let plan = checked.plan.expect("there is no error");
    assert!(!show_html(&plan, &[VersionId(0)]).document().contains("beside"));
}

/// What a text says is part of the mark of the rules and of no answer.
#[test]
fn a_text_counts_in_the_fingerprint_and_not_in_answers() {
    let rules = rules(", point 2.1");
    let (one, other) = (compiled(&rules, TEXT), compiled(&rules, &TEXT.replace("Cinq ans", "Six ans")));
    assert_ne!(one.hash, other.hash);
    let outcome = |plan: &Plan| {
        let case = dossier(plan, "essai", "faits: { marié: oui }");
        query::outcome(
            plan,
            &case,
            &Request { day: alinea::time::Day::parse_iso("2024-01-01"), ..Request::new(plan) },
            VersionId(0),
        )
    };
    assert_eq!(outcome(&one), outcome(&other));
    let files = loader(&rules, TEXT);
    let recorded = Recorded::new(&files);
    pipeline::load(&recorded);
    assert_eq!(recorded.read_files(), ["regles.alinea", "texte.md"]);
}

#[test]
fn text_and_rules_stand_side_by_side() {
    let plan = compiled(&rules(", « L. 435-4, al. 1 »"), TEXT);
    let page = show_html(&plan, &[VersionId(0)]).document();
    let (before, after) = page.split_once("Douze mois.").expect("the words of the point are shown");
    assert!(before.contains("al. 1") && after.contains("condition «\u{a0}c\u{a0}»"), "{page}");
    // Markup of the text is words, and nothing is loaded.
    assert!(page.contains("&lt;b&gt;prouvés&lt;/b&gt; par deux pièces."), "{page}");
    assert!(!page.contains("https://") && !page.contains("<b>"), "{page}");
    assert!(page.contains("Sans règle : pour l'essai."), "{page}");
    let text = show_text(&plan, &[VersionId(0)], Style::PLAIN);
    assert!(text.contains("al. 1 [texte.md:18]\n        Douze mois.\n        règles : condition « c »"), "{text}");
    let markdown = show_markdown(&plan, &[VersionId(0)]);
    assert!(markdown.contains("### al. 1\n\n> Douze mois.\n\n- condition « c »"), "{markdown}");
}

/// A point that only holds others needs no rule; what is said of it is said of those below it.
#[test]
fn points_without_a_rule_are_told() {
    let lacking = |rules: &str| {
        let plan = compiled(rules, TEXT);
        let all = trial::coverage(&plan, &[]).points;
        all.iter().filter(|one| !one.is_complete()).map(|one| one.words.said.clone()).collect::<Vec<_>>()
    };
    assert_eq!(lacking(&rules(", point 2.1")), Vec::<String>::new());
    let bare = rules(", point 2.1").replace("  point 2.1, article 3, « L. 435-4 », sans règle (pour l'essai)\n", "");
    assert_eq!(lacking(&bare), ["2, Art. 3", "L. 435-4 du CESEDA, al. 1", "L. 435-4 du CESEDA, al. 2"]);
    let found = pipeline::load(&loader(&bare, TEXT)).diagnostics;
    let codes: Vec<&str> = found.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["point-without-rule"]);
    assert_eq!(found[0].labels.len(), 3);
}

/// A rule may stand in one text and be made of another: the point is looked for in its own first.
#[test]
fn a_citation_leads_to_the_text_that_has_it() {
    let rules = rules(", point 2.1, « L. 99, al. 1 »").replace(
        "procédure",
        "texte « loi »\n  en vigueur à compter du 1er janvier 2019\n  fichier « loi.md »\n\nprocédure",
    );
    let loader = loader(&rules, TEXT).with("loi.md", "# Loi\n\n## L. 99\n\n### al. 1\n\nLe mariage.\n");
    let checked = pipeline::load(&loader);
    let codes: Vec<&str> = checked.diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["point-with-rule"]);
    let plan = checked.plan.expect("there is no error");
    let page = show_html(&plan, &[VersionId(0)]).document();
    assert!(page.contains("Le mariage.") && page.contains("L. 99"), "{page}");
    let answer = explain(&plan, &dossier(&plan, "essai", "faits: { marié: oui }"), &Request::new(&plan));
    assert_eq!(answer.results[0].conditions[0].source, "point 2.1 ; L. 99, al. 1");
}
