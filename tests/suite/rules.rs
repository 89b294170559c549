//! Rule files with mistakes: one file per mistake, the findings as a jurist reads them.

use std::path::PathBuf;

use alinea::diagnostic::{Diagnostic, Severity};
use alinea::pipeline;
use alinea::report::{Style, diagnostics_text};
use alinea::source::MemoryLoader;
use proptest::prelude::*;

use crate::fixes::fixed;
use crate::support::{case_files, file_name, is_mended};
use crate::time::support::generate::cases;

mod helps;
mod tails;
mod texts;

/// The codes of what is found in rules, errors and warnings alike.
fn codes(rules: &str) -> Vec<&'static str> {
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", rules));
    checked.diagnostics.iter().map(|found| found.code).collect()
}

/// A rule file of the cases, with the tables and texts beside it.
pub fn with_tables(name: &str, text: &str) -> MemoryLoader {
    let circle = "recueil « Rond »\n  utilise le recueil « rond »\n";
    let mut files = MemoryLoader::default().with(name, text).with("../rond/rond.alinea", circle);
    for path in case_files() {
        if path.extension().is_some_and(|ending| ending == "csv" || ending == "md") {
            files = files.with(file_name(&path), std::fs::read(&path).expect("a table can be read"));
        }
    }
    files
}

/// The rule files with mistakes, or those that mend them: path and text.
pub fn rule_files(mended: bool) -> Vec<(PathBuf, String)> {
    let is_wanted =
        |path: &PathBuf| path.extension().is_some_and(|ending| ending == "alinea") && is_mended(path) == mended;
    let paths = case_files().into_iter().filter(is_wanted);
    paths.map(|path| (path.clone(), std::fs::read_to_string(&path).expect("a rule file can be read"))).collect()
}

/// The rules above, the findings below.
#[test]
fn each_mistake_gets_its_finding() {
    insta::glob!("../cases", "*/*.alinea", |path| {
        if is_mended(path) {
            return;
        }
        let text = std::fs::read_to_string(path).expect("a rule file can be read");
        let name = file_name(path);
        let checked = pipeline::load(&with_tables(&name, &text));
        for found in &checked.diagnostics {
            assert!(found.help.is_some(), "{name}: {} proposes nothing", found.code);
        }
        let findings = diagnostics_text(&checked.sources, &checked.diagnostics, Style::PLAIN);
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "../cases/snapshots" }, {
            insta::assert_snapshot!(format!("{text}\n───\n{findings}"));
        });
    });
}

/// A mistake names its kind; nothing else is found in these files.
#[test]
fn a_mistake_gives_one_finding() {
    let several = ["ten-mistakes", "two-findings-in-one-sentence", "word-without-accent"];
    for (path, text) in rule_files(false) {
        let name = file_name(&path);
        let checked = pipeline::load(&with_tables(&name, &text));
        let codes: Vec<_> = checked.diagnostics.iter().map(|found| found.code).collect();
        let has_several = several.contains(&name.trim_end_matches(".alinea"));
        assert_eq!(codes.len() > 1, has_several, "{name}: {codes:?}");
        assert!(!codes.is_empty(), "{name}");
    }
}

/// Beside the smallest file with a mistake stands the one that mends it: no error, and nothing of the mistake. Where the
/// finding knows the edit, that is what the edit gives.
#[test]
fn what_mends_a_mistake_leaves_nothing_of_it() {
    for (path, text) in rule_files(true) {
        let name = file_name(&path).replace(".ok.", ".");
        let wrong = std::fs::read_to_string(path.with_file_name(&name)).expect("the mistake stands beside");
        let [found] = &pipeline::load(&with_tables(&name, &wrong)).diagnostics[..] else {
            panic!("{name} has one mistake");
        };
        let left = pipeline::load(&with_tables(&name, &text)).diagnostics;
        let is_mistake = |one: &Diagnostic| one.severity == Severity::Error || one.code == found.code;
        assert!(!left.iter().any(is_mistake), "{}: {left:#?}", path.display());
        let edits: Vec<String> = found.fixes.iter().map(|fix| fixed(&wrong, fix)).collect();
        assert!(edits.is_empty() || edits.contains(&text), "{}: {edits:#?}", path.display());
    }
}

/// Each kind of error has a file that mends it, named by its code.
#[test]
fn every_error_is_mended_once() {
    let mended: Vec<String> = rule_files(true).iter().map(|(path, _)| file_name(path)).collect();
    for (path, text) in rule_files(false) {
        let name = file_name(&path);
        for found in pipeline::load(&with_tables(&name, &text)).diagnostics {
            let ok = format!("{}.ok.alinea", found.code);
            assert!(found.severity == Severity::Warning || mended.contains(&ok), "{ok} is missing");
        }
    }
}

/// Whatever is typed, there is an answer, and places lie in the text.
#[test]
fn no_text_is_too_broken() {
    let whole = include_str!("../cases/syntax/ten-mistakes.alinea");
    let snippets = [
        "«",
        "»",
        "(",
        ")",
        ":",
        ",",
        "\n",
        " et ",
        " ou ",
        "dont ",
        "au moins ",
        "5 ans",
        "« a »",
        "é",
        "\"",
        "- ",
        "# ",
        "2012-11-28",
        "compte ",
        "voie ",
    ];
    let edit = (0..400_usize, 0..30_usize, prop::sample::select(snippets.to_vec()));
    proptest!(cases(150), |(edits in prop::collection::vec(edit, 1..6))| {
        let mut text = whole.to_string();
        for (at, length, snippet) in edits {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let start = at * places.len() / 400;
            let end = (start + length).min(places.len() - 1);
            text.replace_range(places[start]..places[end], snippet);
        }
        let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", text.clone()));
        for label in checked.diagnostics.iter().flat_map(|found| &found.labels) {
            let found = checked.sources.file(label.span.file).text.get(label.span.start as usize..label.span.end as usize);
            prop_assert!(found.is_some(), "{label:?} in {text}");
        }
        prop_assert!(diagnostics_text(&checked.sources, &checked.diagnostics, Style::PLAIN).contains("erreur"));
    });
}

/// Tables: what a list's files and dates may get wrong.
#[test]
fn lists_are_checked_with_their_tables() {
    let rules = "recueil « Essai »\n\nfaits\n  emplois : périodes, à vérifier\n    - métier : code\n\nliste « métiers », par métier\n  \
                 du 1er janvier 2021 au 31 mars 2022, fichier « a.csv »\n  à compter du 1er avril 2022, fichier « b.csv »\n";
    let codes = |rules: &str, a: &str, b: &str| {
        let files = MemoryLoader::default().with("essai.alinea", rules).with("a.csv", a).with("b.csv", b);
        pipeline::load(&files).diagnostics.iter().map(|found| found.code).collect::<Vec<_>>()
    };
    let table = "métier,libellé\nA1,Un\nA2,Deux\n";
    assert_eq!(codes(rules, table, table), Vec::<&str>::new());
    assert_eq!(codes(&rules.replace("1er avril 2022", "1er mars 2022"), table, table), ["overlapping-versions"]);
    // The new list of a year is one line: the one before it ends by itself.
    let open = rules.replace("du 1er janvier 2021 au 31 mars 2022", "à compter du 1er janvier 2021");
    assert_eq!(codes(&open, table, table), Vec::<&str>::new());
    assert_eq!(codes(&open.replace("1er avril 2022", "1er janvier 2021"), table, table), ["overlapping-versions"]);
    assert_eq!(codes(rules, table, "code,libellé\nA1,Un\n"), ["list-column-missing"]);
    assert_eq!(codes(rules, table, "métier,libellé\nA1,Un\nA1,Deux\n"), ["duplicate-key"]);
    assert_eq!(codes(&rules.replace("31 mars 2022", "31 avril 2022"), table, table), ["impossible-date"]);
}

/// An amendment belongs to the text above it, never to one of another file.
#[test]
fn an_amendment_without_a_text_takes_none_from_another_file() {
    let rules = "recueil « Essai »\n\nfaits\n  marié : oui ou non\n\ntexte « ancien »\n  en vigueur à compter du 1er janvier 2020\n\n\
                 procédure « P », selon « ancien »\n  les conditions sont réunies si :\n  condition « a », point 1 : marié\n";
    let text = "\ntexte « nouveau »\n  en vigueur à compter du 1er janvier 2024\n";
    let change = "modifie la procédure « P »\n  ajoute la condition « b », point 1 : marié\n";
    let codes = |first: String, second: String| {
        let files = MemoryLoader::default().with("a.alinea", first).with("b.alinea", second);
        pipeline::load(&files).diagnostics.iter().map(|found| found.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(rules.to_string(), format!("{text}{change}")), Vec::<&str>::new());
    assert_eq!(codes(format!("{rules}{text}"), change.to_string()), ["amendment-without-text"]);
}
