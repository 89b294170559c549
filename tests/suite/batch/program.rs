//! The command, run as people run it.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use super::workload::{Shape, lines};
use crate::reference::blocks;

const FAULTY: Shape = Shape { periods: (1, 1), gaps: 0, faults: 100 };

fn start(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_alinea"))
        .arg("batch")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs")
}

/// Feeds the program and waits for it: its exit code, its answers and its messages.
fn run(arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut child = start(arguments);
    let mut stdin = child.stdin.take().expect("the input is a pipe");
    let input = input.to_string();
    let feed = std::thread::spawn(move || {
        // The program may have enough before all is written.
        let _ = stdin.write_all(input.as_bytes());
    });
    let output = child.wait_with_output().expect("the program ends");
    feed.join().expect("the input is written");
    let text = |bytes| String::from_utf8(bytes).expect("what is written is UTF-8");
    (output.status.code().expect("the program ends by itself"), text(output.stdout), text(output.stderr))
}

fn temporary(name: &str, text: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("alinea-batch-{}-{name}", std::process::id()));
    std::fs::write(&path, text).expect("temp can be written");
    path
}

#[test]
fn a_refused_line_stands_in_its_place() {
    let text = lines(21, 400, FAULTY);
    let errors = temporary("erreurs.ndjson", "");
    let errors = errors.to_str().expect("the path is a text");
    let (code, out, err) = run(&["--erreurs", errors, "--jobs", "3"], &text);
    let refused: Vec<&str> = out.lines().filter(|line| line.starts_with(r#"{"line":"#)).collect();
    assert_eq!((code, out.lines().count()), (1, 400));
    assert_eq!(std::fs::read_to_string(errors).expect("errors are written").lines().collect::<Vec<_>>(), refused);
    assert!(err.starts_with(&format!("400 dossiers, {} refusés, ", refused.len())), "{err}");
    for (number, (line, found)) in (1..).zip(text.lines().zip(out.lines())) {
        let expected = if line.starts_with(r#"{"dossier""#) {
            r#"{"dossier":"#.to_string()
        } else {
            format!("{{\"line\":{number},")
        };
        assert!(found.starts_with(&expected), "{line}\n{found}");
    }
}

#[test]
fn too_many_refusals_end_it_in_the_same_place() {
    let text = lines(22, 3000, FAULTY);
    let runs: Vec<_> = ["1", "4"].iter().map(|jobs| run(&["--max-erreurs", "5", "--jobs", jobs], &text)).collect();
    let (code, out, err) = &runs[0];
    assert_eq!(*code, 1);
    assert_eq!(out.lines().filter(|line| line.starts_with(r#"{"line":"#)).count(), 6);
    assert!(out.lines().last().is_some_and(|line| line.starts_with(r#"{"line":"#)));
    assert!(err.contains("arrêt au 6e refus"), "{err}");
    assert_eq!(out, &runs[1].1);
}

#[test]
fn all_well_ends_with_0() {
    let (code, out, _) = run(&["-"], "{\"faits\":{}}\r\n\r\n{\"faits\":{}}");
    assert_eq!((code, out.lines().count()), (0, 2));
    assert!(out.contains(r#""dossier":"ligne 3""#), "{out}");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = start(&[]);
    let mut stdin = child.stdin.take().expect("the input is a pipe");
    let feed = std::thread::spawn(move || stdin.write_all(lines(23, 20_000, FAULTY).as_bytes()).is_ok());
    let mut first = String::new();
    let mut out = BufReader::new(child.stdout.take().expect("the output is a pipe"));
    out.read_line(&mut first).expect("there is a line");
    drop(out);
    let mut err = String::new();
    child.stderr.take().expect("messages are a pipe").read_to_string(&mut err).expect("messages are UTF-8");
    assert_eq!((child.wait().expect("the program ends").code(), err.as_str()), (Some(0), ""));
    assert!(!feed.join().expect("the input is written"), "the program stopped reading");
}

#[test]
fn a_reader_that_goes_away_ends_a_run_whose_input_is_open() {
    let text = lines(25, 300, Shape::USUAL);
    let mut child = start(&[]);
    let mut stdin = child.stdin.take().expect("the input is a pipe");
    stdin.write_all(text.as_bytes()).expect("the program reads");
    let mut first = String::new();
    let mut out = BufReader::new(child.stdout.take().expect("the output is a pipe"));
    out.read_line(&mut first).expect("there is a line");
    drop(out);
    // It learns that nobody reads when it writes again.
    let _ = stdin.write_all(text.as_bytes());
    assert_eq!(child.wait().expect("the program ends").code(), Some(0));
    drop(stdin);
}

#[cfg(unix)]
#[test]
fn an_interruption_keeps_what_is_finished() {
    let text = lines(24, 300, Shape::USUAL);
    let (_, whole, _) = run(&[], &text);
    for signal in ["-INT", "-TERM"] {
        let mut child = start(&["--jobs", "2"]);
        let mut stdin = child.stdin.take().expect("the input is a pipe");
        stdin.write_all(text.as_bytes()).expect("the program reads");
        let mut out = BufReader::new(child.stdout.take().expect("the output is a pipe"));
        let mut found = String::new();
        while found.lines().count() < 250 {
            out.read_line(&mut found).expect("there is a line");
        }
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("signals are sent");
        assert!(sent.success());
        out.read_to_string(&mut found).expect("records are UTF-8");
        // The input is still open: nothing waits for its end.
        assert_eq!(child.wait().expect("the program ends").code(), Some(130), "{signal}");
        // How much was begun when the signal came is chance; all of it is there, and whole.
        assert!(found.lines().count() >= 250 && found.ends_with('\n') && whole.starts_with(&found), "{signal}");
    }
}

/// The guide's tables give the answers that the guide shows.
#[test]
fn tables_give_rows() {
    let guide = blocks(include_str!("../../../docs/guide/etude-d-impact.md"));
    let blocks = |kind: &str| -> Vec<String> {
        guide.iter().filter(|(found, _)| found == kind).map(|(_, text)| text.clone()).collect()
    };
    let facts = temporary("dossiers.csv", &blocks("csv dossiers.csv").concat());
    let periods = temporary("périodes.csv", &blocks("csv periodes.csv").concat());
    let (facts, periods) = (facts.to_str().expect("a text"), periods.to_str().expect("a text"));
    assert!(blocks("sh")[0].contains("--periodes periodes.csv --format csv"));
    let (code, out, _) = run(&[facts, "--periodes", periods, "--format", "csv"], "");
    assert_eq!((code, vec![out]), (1, blocks("text")));
}

#[test]
fn misuse_ends_with_2() {
    for arguments in [
        &["absent.ndjson"][..],
        &["--champs", "tout", "--format", "csv"],
        &["--periodes", "absent.csv"],
        &["--entree", "csv", "--periodes", "absent.csv"],
        &["--jobs", "0"],
        &["--jobs", "129"],
        &["--jobs", "1000000000000"],
    ] {
        let (code, out, err) = run(arguments, "");
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(!err.is_empty(), "{arguments:?}");
    }
}
