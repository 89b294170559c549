//! Rule files as no one should write them: an answer or a finding for each, and no panic.

use std::path::Path;

use alinea::report::{Style, diagnostics_json, diagnostics_text};
use alinea::source::{FileId, Sources};
use alinea::{pipeline, syntax};
use proptest::prelude::*;

use crate::rules::with_tables;
use crate::support::{file_name, is_mended};
use crate::time::support::generate::cases;

/// What keyboards, word processors and copied web pages leave in a text.
const STRANGERS: [&str; 24] = [
    "\u{a0}",
    "\u{202f}",
    "\u{2009}",
    "\u{3000}",
    "\u{200b}",
    "\u{ad}",
    "\u{feff}",
    "\r\n",
    "\r",
    "\t",
    "\u{85}",
    "\u{2028}",
    "\u{301}",
    "e\u{301}",
    "É",
    "İ",
    "ß",
    "œ",
    "👩\u{200d}👧",
    "\u{202e}",
    "\0",
    "’",
    "–",
    "½",
];

/// Rule files with the tables that they name: those of the project, and those with a mistake.
fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join("rulesets"), root.join("tests/cases"), root.join("src/cli/nouveau")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the folder can be listed") {
            let path = entry.expect("the folder can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "alinea") && !is_mended(&path) {
                found.push((file_name(&path), std::fs::read_to_string(&path).expect("a rule file can be read")));
            }
        }
    }
    found.sort();
    found
}

/// Everything that is done with a rule file.
fn worked_through(name: &str, text: &str) {
    let checked = pipeline::load(&with_tables(name, text));
    for label in checked.diagnostics.iter().flat_map(|found| &found.labels) {
        let file = checked.sources.file(label.span.file);
        let place = label.span.start as usize..label.span.end as usize;
        assert!(file.text.get(place).is_some(), "{label:?} in {text:?}");
    }
    diagnostics_text(&checked.sources, &checked.diagnostics, Style::PLAIN);
    diagnostics_json(&checked.sources, &checked.diagnostics);
    let mut sources = Sources::default();
    sources.add(name, text);
    if let Err(found) = syntax::format(&sources, FileId(0)) {
        assert!(!found.is_empty(), "nothing is said of {text:?}");
        diagnostics_text(&sources, &found, Style::PLAIN);
    }
}

/// Words and signs that end what stands before them, or want something behind them.
const WORDS: [&str; 34] = [
    "et",
    "ou",
    "est",
    "sont",
    "si",
    "sauf",
    "dont",
    "pendant",
    "selon",
    "compte",
    "dure",
    "dure depuis",
    "totalise",
    "au moins",
    "fournie par le demandeur",
    "point 2.2.1",
    "à vérifier",
    "à titre exceptionnel",
    "atteint",
    "dépasse",
    "« a »",
    "«",
    "»",
    "(",
    ")",
    ":",
    ",",
    "5 ans",
    "1 500 €",
    "28.11.2012",
    "cinq",
    "voie",
    "condition",
    "-",
];

/// A line typed anew: words dropped, doubled, mistyped or put in, and blanks of all kinds between them.
fn mistyped(line: &str, edits: &[(u8, u8, &'static str, &'static str)]) -> String {
    let mut words: Vec<(&str, &str)> = line.split(' ').map(|word| (word, " ")).collect();
    for (at, how, word, stranger) in edits {
        let at = usize::from(*at) * words.len() / 256;
        match how {
            0 => drop(words.remove(at)),
            1 => words.insert(at, (word, " ")),
            2 => words.insert(at, (word, stranger)),
            3 => words[at].0 = word,
            4 => words[at].0 = words[at].0.trim_end_matches([',', ':', '»']),
            5 => words.insert(at, (stranger, "")),
            _ => words[at].1 = stranger,
        }
        if words.is_empty() {
            words.push(("", ""));
        }
    }
    words.iter().flat_map(|(word, blank)| [*word, *blank]).collect()
}

#[test]
fn no_character_is_too_strange() {
    let texts = texts();
    let edit = (any::<u8>(), 0..9_u8, prop::sample::select(WORDS.to_vec()), prop::sample::select(STRANGERS.to_vec()));
    let edits = prop::collection::vec(edit, 1..6);
    proptest!(cases(1_500), |(file in 0..texts.len(), at in any::<u16>(), edits in edits)| {
        let (name, whole) = &texts[file];
        let mut lines: Vec<String> = whole.lines().map(str::to_string).collect();
        let at = usize::from(at) * lines.len() / 65_536;
        lines[at] = mistyped(&lines[at], &edits);
        worked_through(name, &lines.join("\n"));
    });
}

/// Every blank of every file with a mistake, all at once, as a word processor leaves them.
#[test]
fn blanks_may_all_be_of_another_kind() {
    for (name, text) in texts() {
        for blank in ["\u{a0}", "\u{202f}", "\u{3000}", "\t"] {
            worked_through(&name, &text.replace(' ', blank));
        }
        worked_through(&name, &text.replace('\n', "\r\n"));
        worked_through(&name, &text.replace('\n', "\r"));
    }
}
