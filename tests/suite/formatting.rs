//! The canonical layout: stable, complete, and without effect on what the rules say.

mod generate;

use alinea::diagnostic::has_errors;
use alinea::source::{FileId, Sources};
use alinea::syntax;
use proptest::prelude::*;

use crate::support::{file_name, quietly};
use crate::time::support::generate::cases;
use generate::{Sentences, laid_out, plain, rule_file};

fn sources(text: &str) -> Sources {
    let mut sources = Sources::default();
    sources.add("essai.alinea", text);
    sources
}

fn formatted(text: &str) -> String {
    syntax::format(&sources(text), FileId(0)).unwrap_or_else(|found| panic!("{found:#?}\n{text}"))
}

/// What a text says: its tree, without the places of the words.
fn meaning(text: &str) -> String {
    let (file, found) = syntax::parse(&sources(text), FileId(0));
    assert!(!has_errors(&found), "{found:#?}\n{text}");
    let tree = format!("{:?}", file.blocks);
    // A place is written `0:12..34`.
    let mut out = String::new();
    let mut rest = tree.as_str();
    while let Some(at) = rest.find("0:") {
        out.push_str(&rest[..at]);
        rest = rest[at + 2..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    }
    out + rest
}

fn comments(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.find('#').map(|at| line[at..].trim_end())).collect()
}

/// The text as it is laid out by a careless writer above, as `fmt` lays it out below.
#[test]
fn layouts_are_as_pinned() {
    insta::glob!("formatting/*.alinea", |path| {
        let text = std::fs::read_to_string(path).expect("a rule file can be read");
        quietly(|| {
            let name = file_name(path).replace(".alinea", "");
            insta::assert_snapshot!(name, format!("{text}\n───\n{}", formatted(&text)));
        });
    });
}

#[test]
fn the_rule_files_of_the_project_have_the_layout() {
    for recueil in std::fs::read_dir("rulesets").expect("the rulesets can be listed") {
        for file in std::fs::read_dir(recueil.expect("a folder").path()).expect("a recueil can be listed") {
            let path = file.expect("a file").path();
            if path.extension().is_some_and(|ending| ending == "alinea") {
                let text = std::fs::read_to_string(&path).expect("a rule file can be read");
                assert_eq!(formatted(&text), text, "{}: run alinea fmt", path.display());
            }
        }
    }
}

#[test]
fn a_text_that_cannot_be_read_is_left_alone() {
    let found = syntax::format(&sources("recueil « Essai »\n\nvioe « a » : marié\n"), FileId(0));
    assert!(found.is_err_and(|found| !found.is_empty()));
}

#[test]
fn formatting_changes_neither_words_nor_comments_and_is_done_once() {
    proptest!(cases(600), |(file in rule_file(), layout in any::<u64>())| {
        let Sentences { text } = &file;
        let careless = laid_out(text, layout, true);
        let once = formatted(&careless);
        prop_assert_eq!(meaning(&once), meaning(&careless), "{}\n───\n{}", careless, once);
        prop_assert_eq!(comments(&once), comments(&careless), "{}\n───\n{}", careless, once);
        prop_assert_eq!(formatted(&once), once.clone(), "{}\n───\n{}", careless, once);
    });
}

/// One layout, wherever the lines were broken before.
#[test]
fn line_breaks_of_the_writer_leave_no_trace() {
    proptest!(cases(300), |(file in rule_file(), layout in any::<u64>())| {
        let careless = laid_out(&file.text, layout, false);
        let without_blanks = |text: &str| formatted(text).replace("\n\n", "\n");
        prop_assert_eq!(without_blanks(&careless), without_blanks(&plain(&file.text)), "{}", careless);
    });
}
