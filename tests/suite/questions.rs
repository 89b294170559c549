//! The questions left on a dossier: which, in which order, and what an interview does with the answers.

use std::io::Write;
use std::process::{Command, Stdio};

use alinea::explain::{Request, questions};

use crate::support::{dossier, plan};

const KNOWN: &str = "
faits:
  date de dépôt: 2024-06-15
  séjours: [{ du: 2018-01-01, document: sans document }]
  emplois: [{ du: 2023-01-01, nature: salariée, métier: A1Z40, région: Bretagne }]
  formulaire cerfa signé par l'employeur: oui
  engagement de payer la taxe: oui
  menace pour l'ordre public: non
  années d'école d'un enfant: []
  périodes de vie commune: []
  scolarité suivie avec sérieux: non
";

fn asked(text: &str) -> Vec<String> {
    let plan = plan("aes-travail");
    let case = dossier(&plan, "essai", text);
    let left = questions(&plan, &case, &Request::new(&plan));
    left.questions.iter().map(|question| question.missing.path.clone()).collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(asked(text), expected);
}

#[test]
fn only_what_can_change_an_outcome_is_asked() {
    check(KNOWN, &["polygamie", "mention au bulletin n° 2"]);
    check(&(KNOWN.to_string() + "  polygamie: non\n  mention au bulletin n° 2: non\n"), &[]);
    // The obstacle stands: nothing else matters to the one procedure that knows it.
    check(&(KNOWN.to_string() + "  polygamie: oui\n"), &["mention au bulletin n° 2"]);
}

#[test]
fn a_start_known_to_the_year_is_asked_where_it_decides() {
    let late = KNOWN.replace("2018-01-01", "2019") + "  polygamie: non\n  mention au bulletin n° 2: non\n";
    // Five years before 15 June 2024 lie in 2019; three years are certain.
    check(&late, &["séjours[0].du"]);
    check(&late.replace("du: 2019,", "du: 2018,"), &[]);
}

#[test]
fn the_date_comes_first() {
    let without = KNOWN.replace("  date de dépôt: 2024-06-15\n", "");
    assert_eq!(asked(&without)[0], "date de dépôt");
}

/// Runs an interview; gives the completed dossier and what was said.
fn interview(dossier: &str, answers: &str) -> (String, String) {
    let folder = tempfile();
    let path = folder.join("dossier.yaml");
    std::fs::write(&path, dossier).expect("the folder takes a file");
    let mut child = Command::new(env!("CARGO_BIN_EXE_alinea"))
        .arg("ask")
        .arg(&path)
        .arg("--interactive")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(answers.as_bytes()).expect("the program listens");
    let output = child.wait_with_output().expect("the program ends");
    std::fs::remove_dir_all(folder).expect("the folder can go");
    assert!(output.status.success());
    (String::from_utf8(output.stdout).expect("UTF-8"), String::from_utf8(output.stderr).expect("UTF-8"))
}

fn tempfile() -> std::path::PathBuf {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("alinea-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is a place for temporary files");
    folder
}

#[test]
fn an_interview_stops_when_the_outcomes_are_settled() {
    let (written, said) = interview(KNOWN, "peut-être\noui\nnon\nnever read\n");
    assert!(written.contains("mention au bulletin n° 2: non\n") && written.contains("polygamie: oui\n"), "{written}");
    assert!(said.contains("« peut-être » n'est pas une valeur possible"), "{said}");
    assert!(said.contains("✘ AES classique") && said.contains("✔ AES métiers en tension"), "{said}");
    assert_eq!(asked(&written), Vec::<String>::new());
}

#[test]
fn an_interview_takes_periods_line_by_line() {
    let dossier =
        KNOWN.replace("  emplois: [{ du: 2023-01-01, nature: salariée, métier: A1Z40, région: Bretagne }]\n", "");
    let answers = "non\noui\n2023-02-30\n2023-12-31\n1\nA1Z40\nBretagne\n?\noui\n2022-01-01\nen cours\n1\nA1Z40\nBretagne\n?\nnon\nnon\n";
    let (written, said) = interview(&dossier, answers);
    assert!(said.contains("« 2023-02-30 » n'existe pas"), "{said}");
    let row = "- { du: 2022-01-01, nature: salariée, métier: A1Z40, région: Bretagne }";
    assert!(written.contains(row), "{written}\n{said}");
}

#[test]
fn an_interview_leaves_what_is_not_known() {
    let (written, said) = interview(KNOWN, "?\nfin\n");
    assert!(!written.contains("bulletin") && !written.contains("polygamie"), "{written}");
    assert!(said.contains("? AES classique"), "{said}");
}
