//! Findings as they are drawn: the place is told and shown, however long the line, and however many there are.

use alinea::diagnostic::{Diagnostic, Severity};
use alinea::report::{Style, diagnostics_json, diagnostics_text};
use alinea::source::{FileId, Sources, Span};
use proptest::prelude::*;

use crate::time::support::generate::cases;

fn sources(text: &str) -> Sources {
    let mut sources = Sources::default();
    sources.add("essai.alinea", text);
    sources
}

fn span(start: usize, end: usize) -> Span {
    Span { file: FileId(0), start: start as u32, end: end as u32 }
}

fn error(start: usize, end: usize) -> Diagnostic {
    Diagnostic::error("syntax", "message", span(start, end), "ici").help("aide")
}

fn drawn(text: &str, found: &[Diagnostic]) -> String {
    diagnostics_text(&sources(text), found, Style::PLAIN)
}

#[test]
fn a_place_far_to_the_right_is_shown_with_what_stands_around() {
    let text = format!("{} voici le mot fautif, {}\n", "é".repeat(80_000), "b".repeat(80_000));
    let at = text.find("fautif").expect("the word is there");
    let shown = drawn(&text, &[error(at, at + 6)]);
    assert!(shown.contains("[essai.alinea:1:80015]"), "{shown}");
    assert!(shown.contains("voici le mot fautif"), "{shown}");
    assert!(shown.contains('…'), "{shown}");
    assert!(shown.len() < 2_000, "{}", shown.len());
}

#[test]
fn a_place_of_many_lines_shows_the_first() {
    let text = "ligne\n".repeat(5_000);
    let shown = drawn(&text, &[error(6, text.len())]);
    assert!(shown.contains("[essai.alinea:2:1]"), "{shown}");
    assert!(shown.lines().count() < 20, "{shown}");
}

#[test]
fn lines_keep_their_numbers_where_places_are_far_apart() {
    let text = (1..=500).map(|line| format!("ligne {line}\n")).collect::<String>();
    let at = |line: u32| text.find(&format!("ligne {line}\n")).expect("a line");
    let places = [10, 13, 16, 250, 254, 400].map(|line| span(at(line), at(line) + 5));
    let found = places[1..].iter().fold(error(at(10), at(10) + 5), |found, place| found.and(*place, "là"));
    let shown = drawn(&text, &[found]);
    for line in 1..=500 {
        let is_near = [10, 13, 16, 250, 254, 400].iter().any(|place: &i32| place.abs_diff(line) <= 1);
        assert_eq!(shown.contains(&format!("{line:>3} │ ligne {line}\n")), is_near, "{line} {shown}");
    }
}

#[test]
fn of_many_findings_fifty_are_drawn_and_the_others_are_counted() {
    let text = "mot\n".repeat(800);
    let found: Vec<_> = (0..800).map(|line| error(4 * line, 4 * line + 3)).collect();
    let shown = drawn(&text, &found);
    assert_eq!(shown.matches("[essai.alinea:").count(), 50);
    assert!(shown.contains("\net 750 autres\n"), "{shown}");
    assert!(shown.ends_with("800 erreurs, 0 avertissement\n"), "{shown}");
}

#[test]
fn an_error_is_drawn_however_many_warnings_stand_before_it() {
    let text = "mot\n".repeat(100);
    let warning = |line: usize| Diagnostic { severity: Severity::Warning, ..error(4 * line, 4 * line + 3) };
    let mut found: Vec<_> = (0..99).map(warning).collect();
    found.push(error(4 * 99, 4 * 99 + 3));
    let shown = drawn(&text, &found);
    assert!(shown.contains("erreur [syntax]") && shown.contains("[essai.alinea:100:1]"), "{shown}");
}

#[test]
fn places_of_one_finding_are_counted_when_they_are_many() {
    let text = "mot\n".repeat(100);
    let found = (1..100).fold(error(0, 3), |found, line| found.and(span(4 * line, 4 * line + 3), "aussi"));
    let shown = drawn(&text, &[found]);
    assert_eq!(shown.matches("aussi").count(), 11);
    assert!(shown.contains("  et 88 autres endroits\n"), "{shown}");
}

/// A name from elsewhere must not move the pen of a terminal.
#[test]
fn characters_that_move_the_pen_are_shown_by_a_picture() {
    let shown = drawn("avant \u{1b}[2J\u{202e}après\r\nsuite\n", &[error(6, 10)]);
    assert!(shown.contains("avant ␛[2J\u{fffd}après"), "{shown}");
    assert!(!shown.contains('\u{1b}') && !shown.contains('\r'), "{shown:?}");
}

/// Drawing reads the lines of its places, not the text before them: the work for one finding does not grow with the text.
#[test]
fn places_are_those_of_the_text() {
    let piece = prop::sample::select(vec![
        "mot",
        " ",
        "\n",
        "\r\n",
        "\r",
        "\u{a0}",
        "é",
        "e\u{301}",
        "\u{200b}",
        "👩\u{200d}👧",
        "\t",
        "\u{1b}",
        "\u{202e}",
    ]);
    let line = prop_oneof![9 => piece.prop_map(str::to_string), 1 => (1..4_000usize).prop_map(|many| "x".repeat(many))];
    let text = prop::collection::vec(line, 0..40).prop_map(|parts| parts.concat());
    proptest!(cases(400), |(text in text, at in prop::collection::vec((any::<u16>(), any::<u16>()), 1..5))| {
        let boundary = |at: u16| text.floor_char_boundary(usize::from(at) % (text.len() + 1));
        let places = at.iter().map(|(a, b)| (boundary(*a), boundary(*b))).map(|(a, b)| (a.min(b), a.max(b)));
        let places: Vec<(usize, usize)> = places.collect();
        let first = error(places[0].0, places[0].1);
        let found = places[1..].iter().fold(first, |found, (start, end)| found.and(span(*start, *end), "aussi"));
        let shown = drawn(&text, std::slice::from_ref(&found));
        let place = sources(&text).position(span(places[0].0, places[0].1));
        let before = &text[..places[0].0];
        prop_assert_eq!(place.line, before.matches('\n').count() + 1);
        prop_assert_eq!(place.column, before.rsplit('\n').next().unwrap_or("").chars().count() + 1);
        let known = format!("[essai.alinea:{}:{}]", place.line, place.column);
        prop_assert!(shown.contains(&known), "{} {}", known, shown);
        let json = diagnostics_json(&sources(&text), &[found]);
        prop_assert_eq!(json[0]["labels"].as_array().map(Vec::len), Some(places.len()));
    });
}
