//! An interview typed as people type: any French date, a letter for « oui », a label for a code, mistakes, second thoughts.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::questions::{KNOWN, asked};

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
    let answers = "non\noui\n2023-02-30\n2022-01-01\nen cours\n1\nA1Z40\nBretagne\n?\nnon\nnon\n";
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

/// A dossier in which only jobs are open.
fn without_jobs() -> String {
    KNOWN.replace("  emplois: [{ du: 2023-01-01, nature: salariée, métier: A1Z40, région: Bretagne }]\n", "")
        + "  polygamie: non\n  mention au bulletin n° 2: non\n"
}

/// The rows of `emplois`, as they were written.
fn rows(written: &str) -> Vec<&str> {
    let from = written.split("emplois:").nth(1).unwrap_or_default();
    from.lines().skip(1).map(str::trim).take_while(|line| line.starts_with('-')).collect()
}

#[test]
fn words_are_taken_as_they_are_said() {
    let answers = "o\n1er septembre 2022\ntoujours\nSalariée\ncuisiniers\nbretagne\n?\nn\n";
    let (written, said) = interview(&without_jobs(), answers);
    assert_eq!(
        rows(&written),
        ["- { du: 2022-09-01, nature: salariée, métier: S1Z40, région: Bretagne }"],
        "{written}\n{said}"
    );
    assert!(said.contains("→ 2022-09-01") && said.contains("→ S1Z40"), "{said}");
    for (typed, written_as) in
        [("4 mars 2024", "2024-03-04"), ("septembre 2021", "2021-09"), ("04/03/2024", "2024-03-04"), ("2021", "2021")]
    {
        let (written, said) =
            interview(&without_jobs(), &format!("Oui\n{typed}\nen cours\n1\nA1Z40\nBretagne\n?\nN\n"));
        assert!(rows(&written)[0].contains(&format!("du: {written_as}")), "{typed}: {written}\n{said}");
    }
}

/// What is not understood is said at once, and only that field is asked again.
#[test]
fn one_field_is_asked_again() {
    let answers = "oui\nhier\n30 février 2022\n1/9/2022\n1/9/2021\n31/8/2023\ncadre\n1\ntitre\nS1Z40\nBretagnne\nBretagne\n?\nnon\n";
    let (written, said) = interview(&without_jobs(), answers);
    assert_eq!(
        rows(&written),
        ["- { du: 2022-09-01, au: 2023-08-31, nature: salariée, métier: S1Z40, région: Bretagne }"],
        "{written}\n{said}"
    );
    for fault in [
        "« hier » n'est pas une date",
        "« 2022-02-30 » n'existe pas",
        "« cadre » n'est pas une valeur possible",
        "« titre » n'est connu d'aucune liste",
    ] {
        assert!(said.contains(fault), "{fault}: {said}");
    }
    assert!(said.contains("« retour » corrige la réponse d'avant"), "{said}");
    assert!(!said.contains("emplois["), "{said}");
    assert_eq!(said.matches("premier jour >").count() + said.matches("premier jour [").count(), 3, "{said}");
}

#[test]
fn retour_goes_back_one_field() {
    // The end turns out to be the start.
    let answers = "oui\n2023-09-01\n2023-12-31\nretour\nretour\n2022-09-01\nen cours\n1\nA1Z40\nBretagne\n?\nnon\n";
    let (written, said) = interview(&without_jobs(), answers);
    assert_eq!(
        rows(&written),
        ["- { du: 2022-09-01, nature: salariée, métier: A1Z40, région: Bretagne }"],
        "{written}\n{said}"
    );
    assert!(said.contains("premier jour [2023-09-01]"), "{said}");
    // From one question to the one before.
    let (written, said) = interview(KNOWN, "oui\nretour\nnon\nnon\n");
    assert!(written.contains("polygamie: non") || written.contains("bulletin n° 2: non"), "{written}\n{said}");
    assert!(!written.contains(": oui\n  mention") && !written.contains("polygamie: oui"), "{written}\n{said}");
    let (_, said) = interview(KNOWN, "retour\nfin\n");
    assert!(said.contains("c'est la première question"), "{said}");
}

/// A row once typed stays, whatever comes after it.
#[test]
fn no_row_is_dropped() {
    let row = "- { du: 2022-09-01, nature: salariée, métier: A1Z40, région: Bretagne }";
    let typed = "oui\n2022-09-01\nen cours\n1\nA1Z40\nBretagne\n?\n";
    // A second row that goes wrong, and an end in the middle of it.
    let (written, said) = interview(&without_jobs(), &format!("{typed}oui\n2021-01-01\nfin\n"));
    assert_eq!(rows(&written), [row, "- { du: 2021-01-01, au: inconnu }"], "{written}\n{said}");
    // A second row that is left again.
    let (written, said) = interview(&without_jobs(), &format!("{typed}oui\nretour\nnon\n"));
    assert_eq!(rows(&written), [row], "{written}\n{said}");
    // The answers end in the middle of the first.
    let (written, said) = interview(&without_jobs(), "oui\n2022-09-01\nen cours\n1\n");
    assert_eq!(rows(&written), ["- { du: 2022-09-01, nature: salariée }"], "{written}\n{said}");
}

/// « non » after a row that was begun does not write that there is none unless that is confirmed.
#[test]
fn no_empty_list_by_mistake() {
    let (written, said) = interview(&without_jobs(), "oui\npas une date\nretour\nnon\nnon\nfin\n");
    assert!(said.contains("Vous aviez commencé une ligne"), "{said}");
    assert!(!written.contains("emplois: []"), "{written}\n{said}");
    let (written, said) = interview(&without_jobs(), "oui\nretour\nnon\noui\n");
    assert!(written.contains("emplois: []"), "{written}\n{said}");
    let (written, said) = interview(&without_jobs(), "non\n");
    assert!(written.contains("emplois: []"), "{written}\n{said}");
}

/// Who types a date where « oui » is asked begins a row with it.
#[test]
fn a_date_begins_a_row() {
    let (written, said) = interview(&without_jobs(), "septembre 2022\nen cours\n1\nA1Z40\nBretagne\n?\nnon\n");
    assert_eq!(
        rows(&written),
        ["- { du: 2022-09, nature: salariée, métier: A1Z40, région: Bretagne }"],
        "{written}\n{said}"
    );
}
