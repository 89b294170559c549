//! Bytes that nobody wrote as a dossier: whatever comes is read or refused, soon, with places that lie in the text.

use std::time::{Duration, Instant};

use alinea::case::{self, Reader};
use alinea::plan::Plan;
use alinea::report::refused_json;
use alinea::source::Sources;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::support::{dossiers, plan};

/// What a reader of YAML or JSON may stumble over, wherever it comes to stand.
const SNIPPETS: [&str; 66] = [
    "\u{a0}",
    "\u{202f}",
    "\u{2007}",
    "\u{3000}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{200b}",
    "\u{301}",
    "\u{1f600}",
    "\0",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{9b}",
    "\r",
    "\r\n",
    "\n",
    "\t",
    " ",
    "!",
    "!!str ",
    "!t ",
    ":!t 1",
    "!<tag:x> ",
    "&a ",
    "&a\u{a0}",
    "*a",
    "*a ",
    "<<: *a",
    "<<: {}",
    "? ",
    "? [a]\n: b",
    "- ",
    "-",
    ":",
    ": ",
    "::",
    "#",
    " #",
    "|",
    "|-\n  x\n",
    ">",
    ">+9\n",
    "%YAML 1.2\n---\n",
    "%TAG ! tag:x,2000:\n---\n",
    "---\n",
    "...\n",
    "--- ",
    "{",
    "}",
    "[",
    "]",
    "[]",
    "{}",
    ",",
    "\"",
    "'",
    "\\",
    "\"\\x1b\\u0000\\e\"",
    "\"\\ud83d\"",
    "null",
    "~",
    ".nan",
    "0x1F",
    "1e400",
];

/// A change of some bytes.
#[derive(Clone, Debug)]
enum Spoil {
    /// A snippet comes in between.
    Insert(Index, Index),
    /// A byte is another.
    Byte(Index, u8),
    /// Some bytes are left out.
    Cut(Index, usize),
    /// Some bytes come again, so many times.
    Repeat(Index, usize, usize),
    /// What comes after a place is left out.
    End(Index),
}

fn spoil() -> impl Strategy<Value = Spoil> {
    prop_oneof![
        6 => (any::<Index>(), any::<Index>()).prop_map(|(place, which)| Spoil::Insert(place, which)),
        2 => (any::<Index>(), any::<u8>()).prop_map(|(place, byte)| Spoil::Byte(place, byte)),
        2 => (any::<Index>(), 1..20_usize).prop_map(|(place, length)| Spoil::Cut(place, length)),
        1 => (any::<Index>(), 1..30_usize, 2..2000_usize).prop_map(|(place, length, times)| Spoil::Repeat(place, length, times)),
        1 => any::<Index>().prop_map(Spoil::End),
    ]
}

fn spoilt(mut bytes: Vec<u8>, spoils: &[Spoil]) -> Vec<u8> {
    for spoil in spoils {
        let at = |place: &Index| place.index(bytes.len() + 1);
        match spoil {
            Spoil::Insert(place, which) => {
                let at = at(place);
                bytes.splice(at..at, SNIPPETS[which.index(SNIPPETS.len())].bytes());
            }
            Spoil::Byte(place, byte) => {
                let at = at(place);
                if let Some(found) = bytes.get_mut(at) {
                    *found = *byte;
                }
            }
            Spoil::Cut(place, length) => {
                let at = at(place);
                bytes.drain(at..(at + length).min(bytes.len()));
            }
            Spoil::Repeat(place, length, times) => {
                let at = at(place);
                let again = bytes[at..(at + length).min(bytes.len())].repeat(*times);
                bytes.splice(at..at, again);
            }
            Spoil::End(place) => {
                let at = at(place);
                bytes.truncate(at);
            }
        }
        bytes.truncate(100_000);
    }
    bytes
}

/// Reads bytes in both ways, and looks at every place that is told.
fn read(plan: &Plan, bytes: &[u8]) {
    let begun = Instant::now();
    let mut sources = Sources::default();
    let found = case::read(plan, &mut sources, "octets", bytes).err().unwrap_or_default();
    for label in found.iter().flat_map(|found| &found.labels) {
        sources.slice(label.span);
        sources.position(label.span);
    }
    refused_json(1, &sources, &found);
    let many = Reader::new(plan).read("octets", bytes).err().map(|refused| refused.diagnostics).unwrap_or_default();
    assert_eq!(found, many);
    assert!(begun.elapsed() < Duration::from_secs(200), "{:?} for {} bytes", begun.elapsed(), bytes.len());
}

/// Well-formed dossiers to begin with.
fn beginnings() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> =
        dossiers("aes-travail").into_iter().step_by(16).map(|(_, text)| text.into_bytes()).collect();
    all.push(include_bytes!("dossiers/accepted/whole.json").to_vec());
    all.push(include_bytes!("dossiers/accepted/truths.yaml").to_vec());
    all.push(br#"{"faits":{"date de d\u00e9p\u00f4t":"2024-06-15","polygamie":false,"emplois":[{"du":"2020-01-01","nature":"salari\u00e9e"}]}}"#.to_vec());
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(8), ..ProptestConfig::default() })]

    #[test]
    fn spoilt_bytes_are_read_or_refused(which in any::<Index>(), spoils in prop::collection::vec(spoil(), 1..6)) {
        let plan = plan("aes-travail");
        let mut all = beginnings();
        let beginning = all.swap_remove(which.index(all.len()));
        read(&plan, &spoilt(beginning, &spoils));
    }
}

/// Each snippet at each place of a small dossier.
#[test]
fn every_snippet_at_every_place() {
    let plan = plan("aes-travail");
    for text in
        ["faits:\n  mention au bulletin n° 2: !t non\n  séjours: [{ du: 2020 }]\n", r#"{"a b":1,"faits":{"é":[1]}}"#]
    {
        for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            for one in SNIPPETS {
                for other in ["", ":!t 1", " &a ", "*a"] {
                    read(&plan, format!("{}{one}{other}{}", &text[..at], &text[at..]).as_bytes());
                }
            }
        }
    }
}

/// The same few bytes over and over, up to a hundred thousand: the time grows with the bytes.
#[test]
fn long_repetitions_are_refused_soon() {
    let plan = plan("aes-travail");
    let units = [
        "[",
        "{",
        "[[]",
        "{a: ",
        "- ",
        "-\n",
        "? ",
        ": ",
        "a: ",
        "a: b\n",
        "&a ",
        "*a ",
        "!t ",
        "\"",
        "'",
        "\\",
        "#",
        "\n",
        " ",
        "\t",
        "|\n",
        "%a\n",
        "---\n",
        "...\n",
        ",",
        "é",
        "\u{a0}",
        "a\u{a0}",
        "a\n",
        "a #",
        "\u{301}",
        "[a,",
        "{a,",
        "[{",
        "[? ",
        "\"a\":",
        "[\"a\":1],",
        "a\r",
        "!<",
        "<<: ",
    ];
    for unit in units {
        for before in ["", "faits: ", "faits: [", "{\"faits\": {", "faits:\n  - "] {
            let b = Instant::now();
            read(&plan, format!("{before}{}", unit.repeat(100_000 / unit.len())).as_bytes());
            if b.elapsed() > Duration::from_millis(80) {
                eprintln!("{unit:?} after {before:?}: {:?}", b.elapsed());
            }
        }
    }
}
