//! Procedures as they stand: every version of the recueils, as text and as Markdown; the page to print.

use alinea::embedded::Embedded;
use alinea::plan::VersionId;
use alinea::report::{Style, show_html, show_markdown, show_text};

use crate::support::{plan, quietly};

#[test]
fn every_version_reads_as_its_circular() {
    for name in Embedded::names() {
        let plan = plan(name);
        for (index, version) in plan.versions.iter().enumerate() {
            let id = [VersionId(index as u32)];
            let text = show_text(&plan, &id, Style::PLAIN).replace(&plan.hash[..16], "…");
            let markdown = show_markdown(&plan, &id).replace(&plan.hash[..16], "…");
            assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
            quietly(|| {
                let mut settings = insta::Settings::clone_current();
                settings.set_snapshot_path("snapshots/show");
                settings.set_prepend_module_to_snapshot(false);
                let of = format!("{} {}", version.procedure, plan.texts[version.text.index()].name).replace(' ', "-");
                settings.bind(|| insta::assert_snapshot!(of, format!("{text}\n───\n{markdown}")));
            });
        }
    }
}

#[test]
fn the_page_needs_nothing_else_and_escapes_what_it_quotes() {
    for name in Embedded::names() {
        let plan = plan(name);
        let all: Vec<VersionId> = (0..plan.versions.len() as u32).map(VersionId).collect();
        let page = show_html(&plan, &all).document();
        assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
        assert_eq!(page.matches("<article>").count(), plan.versions.len());
        for outside in ["http://", "https://", "<script", "<link", "src="] {
            assert!(!page.contains(outside), "{name}: {outside}");
        }
        for part in plan.versions.iter().flat_map(|version| &version.conditions) {
            let shown = part.name.replace('&', "&amp;").replace('<', "&lt;");
            assert!(page.contains(&shown), "{name}: {shown}");
        }
    }
}

/// A part keeps the text in which its words stand, whatever version it now belongs to.
#[test]
fn an_amended_version_tells_where_each_part_comes_from() {
    use alinea::pipeline;
    use alinea::source::MemoryLoader;

    let rules = "recueil « Essai »\n\nfaits\n  date de dépôt : date\n  marié : oui ou non\n  malade : oui ou non\n\n\
                 texte « ancien »\n  en vigueur à compter du 1er janvier 2020\n\n\
                 procédure « P », selon « ancien »\n  les conditions sont réunies si :\n  \
                 condition « a » : marié\n  condition « b » : malade\n  la décision relève du pouvoir d'appréciation du préfet\n";
    let change = "texte « nouveau »\n  en vigueur à compter du 1er janvier 2024\n\n\
                  modifie la procédure « P », selon « nouveau »\n  remplace la condition « b » par :\n    condition « b » : marié ou malade\n";
    let loader = MemoryLoader::default().with("a.alinea", rules).with("b.alinea", change);
    let checked = pipeline::load(&loader);
    let plan = checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let shown = show_text(&plan, &[VersionId(1)], Style::PLAIN);
    assert!(shown.contains("[ancien, a.alinea:13]\n  condition « a »"), "{shown}");
    assert!(shown.contains("[nouveau, b.alinea:6]\n  condition « b »"), "{shown}");
}
