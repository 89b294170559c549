//! Every kind of finding has a page, made from the smallest file that triggers it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use alinea::diagnostic::Diagnostic;
use alinea::report::{Style, diagnostics_text};
use alinea::source::Sources;
use alinea::{case, embedded, pipeline};

use crate::support::{case_files, file_name, is_mended, pinned, plan};

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

/// The codes that constructors of findings name, each with the stage, or the part of a stage, that words it.
fn codes() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut files: Vec<(String, PathBuf)> = Vec::new();
    for stage in ["syntax", "check", "case", "batch"] {
        let folder = root().join("src").join(stage);
        files.push((stage.to_string(), folder.join("errors.rs")));
        for part in std::fs::read_dir(folder.join("errors")).into_iter().flatten().flatten() {
            files.push((file_name(&part.path()).replace(".rs", ""), part.path()));
        }
    }
    for (stage, file) in files {
        let text = std::fs::read_to_string(file).expect("the wording of the stage can be read");
        // The words of a sentence have blanks; a code has none.
        for (index, quoted) in text.split('"').enumerate() {
            let is_code =
                !quoted.is_empty() && quoted.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            if index % 2 == 1 && is_code && (quoted.contains('-') || quoted == "syntax") {
                found.insert(quoted.to_string(), stage.clone());
            }
        }
    }
    found
}

#[test]
fn every_finding_has_a_page() {
    let pages: Vec<String> = embedded::pages().into_iter().map(str::to_string).collect();
    assert_eq!(pages, codes().into_keys().collect::<Vec<_>>());
}

/// The file of the cases that is named by a code, in the folder of the stage that words it.
fn case_file(code: &str) -> Option<PathBuf> {
    let is_named =
        |path: &PathBuf| ["alinea", "yaml"].iter().any(|ending| file_name(path) == format!("{code}.{ending}"));
    let found = case_files().into_iter().find(is_named)?;
    let stage = &codes()[code];
    assert!(found.parent().is_some_and(|folder| folder.ends_with(stage)), "{}: {stage}", found.display());
    Some(found)
}

/// What is found in a dossier of the first recueil.
fn found_in_dossier(name: &str, text: &str) -> (Sources, Vec<Diagnostic>) {
    let plan = plan("aes-travail");
    let mut sources = plan.sources.clone();
    let found = case::read(&plan, &mut sources, name, text.as_bytes()).err().unwrap_or_default();
    (sources, found)
}

/// Beside each dossier with a mistake stands one without.
#[test]
fn mended_dossiers_are_read() {
    let dossiers = || case_files().into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    for path in dossiers().filter(|path| is_mended(path)) {
        let text = std::fs::read_to_string(&path).expect("the dossier can be read");
        let (_, found) = found_in_dossier("dossier", &text);
        assert!(found.is_empty(), "{}: {found:#?}", path.display());
    }
    for path in dossiers().filter(|path| !is_mended(path)) {
        assert!(path.with_extension("ok.yaml").exists(), "{} is mended nowhere", path.display());
    }
}

/// The smallest file and what is said of it; `None` when there is no such file.
fn example(code: &str) -> Option<(String, &'static str, String, Vec<&'static str>)> {
    let path = case_file(code)?;
    let text = std::fs::read_to_string(&path).expect("the case can be read");
    if path.extension().is_some_and(|ending| ending == "alinea") {
        let checked = pipeline::load(&crate::rules::with_tables(&format!("{code}.alinea"), &text));
        let codes = checked.diagnostics.iter().map(|found| found.code).collect();
        return Some((text, "alinea", diagnostics_text(&checked.sources, &checked.diagnostics, Style::PLAIN), codes));
    }
    let (sources, found) = found_in_dossier(code, &text);
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
