//! Every kind of finding has a page, made from the smallest file that triggers it.

use std::collections::BTreeSet;
use std::path::Path;

use alinea::report::{Style, diagnostics_text};
use alinea::{case, embedded, pipeline};

use crate::support::{pinned, plan};

/// Findings whose smallest file would teach nothing to look at.
const WITHOUT_EXAMPLE: [&str; 11] = [
    "case-more-mistakes",
    "case-none-beside-others",
    "case-not-utf8",
    "case-table-row",
    "case-too-deep",
    "case-too-large",
    "case-unreadable",
    "file-unreadable",
    "internal-fault",
    "nested-too-deep",
    "not-utf8",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The codes that constructors of findings name.
fn codes() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for stage in ["syntax", "check", "case", "batch"] {
        let stage = root().join("src").join(stage);
        let mut text = std::fs::read_to_string(stage.join("errors.rs")).expect("the wording of the stage can be read");
        for more in std::fs::read_dir(stage.join("errors")).into_iter().flatten().flatten() {
            text += &std::fs::read_to_string(more.path()).expect("the wording of the stage can be read");
        }
        // The words of a sentence have blanks; a code has none.
        for (index, quoted) in text.split('"').enumerate() {
            let is_code =
                !quoted.is_empty() && quoted.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            if index % 2 == 1 && is_code && (quoted.contains('-') || quoted == "syntax") {
                found.insert(quoted.to_string());
            }
        }
    }
    found
}

#[test]
fn every_finding_has_a_page() {
    let pages: BTreeSet<String> = embedded::pages().into_iter().map(str::to_string).collect();
    assert_eq!(pages, codes());
}

/// The smallest file and what is said of it; `None` when there is no such file.
fn example(code: &str) -> Option<(String, &'static str, String, Vec<&'static str>)> {
    let folder = root().join("tests/cases");
    let rules = folder.join(format!("{code}.alinea"));
    if let Ok(text) = std::fs::read_to_string(rules) {
        let checked = pipeline::load(&crate::rules::with_tables(&format!("{code}.alinea"), &text));
        let codes = checked.diagnostics.iter().map(|found| found.code).collect();
        return Some((text, "alinea", diagnostics_text(&checked.sources, &checked.diagnostics, Style::PLAIN), codes));
    }
    let text = std::fs::read_to_string(folder.join(format!("{code}.yaml"))).ok()?;
    let plan = plan("aes-travail");
    let mut sources = plan.sources.clone();
    let found = case::read(&plan, &mut sources, code, text.as_bytes()).expect_err("the dossier is refused");
    let codes = found.iter().map(|found| found.code).collect();
    Some((text, "yaml", diagnostics_text(&sources, &found, Style::PLAIN), codes))
}

/// A page is its words and the example as it is today.
#[test]
fn pages_show_what_is_said_today() {
    for code in embedded::pages() {
        let path = root().join("docs/diagnostics").join(format!("{code}.md"));
        let page = std::fs::read_to_string(&path).expect("the page can be read");
        let words = page.split("\n## Exemple").next().expect("a page has words").trim_end();
        assert!(words.starts_with("# ") && words.contains(&format!("Code : `{code}`")), "{code}");
        assert!(words.contains("\n## Que faire\n"), "{code}");
        let Some((text, language, findings, codes)) = example(code) else {
            assert!(WITHOUT_EXAMPLE.contains(&code), "{code} has no example in tests/cases");
            continue;
        };
        assert_eq!(codes, [code], "the example shows one finding");
        let expected = format!(
            "{words}\n\n## Exemple\n\n```{language}\n{}\n```\n\n```text\n{}\n```\n",
            text.trim_end(),
            findings.trim_end()
        );
        pinned(&path, &expected);
    }
}
