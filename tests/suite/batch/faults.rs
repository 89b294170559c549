//! A fault of the program costs the dossier that it meets, and no other.

use std::io::{Cursor, Read};

use alinea::batch::{Answered, Answers, Table, Tables};
use alinea::plan::{FactId, Plan, TermKind};
use alinea::query::Request;
use alinea::report::{Fields, Form};

use super::records;
use crate::support;

/// A plan that is broken where « marié » is asked for, which is looked at only of those who are of age.
fn broken() -> Plan {
    let rules = "recueil « Faute »\n\nfaits\n  date de dépôt : date\n  majeur : oui ou non\n  marié : oui ou non\n\n\
        texte « circulaire »\n  en vigueur à compter du 1er mars 2020\n\n\
        procédure « Admission », selon « circulaire »\n  les conditions sont réunies si :\n  condition « c », point 1 :\n    majeur\n    et marié\n";
    let mut plan = Plan::clone(&support::plan_of(rules));
    for term in &mut plan.terms {
        if matches!(term.kind, TermKind::Fact(fact) if fact == FactId(2)) {
            term.kind = TermKind::Fact(FactId(99));
        }
    }
    plan
}

/// Of four dossiers the second meets the fault.
const LINES: [&str; 4] = [
    r#"{"faits":{"date de dépôt":"2024-01-01","majeur":false}}"#,
    r#"{"faits":{"date de dépôt":"2024-01-01","majeur":true,"marié":true}}"#,
    r#"{"faits":{"majeur":1}}"#,
    r#"{"faits":{"date de dépôt":"2024-01-01","majeur":false}}"#,
];

#[test]
fn one_line_of_a_batch() {
    let plan = broken();
    // A record of everything looks at what an outcome does not need: then three lines meet the fault.
    let whole = Fields { whole: true, ..Fields::default() };
    let (all, _) = records(&plan, &LINES.join("\n"), 1, Form::Ndjson, whole);
    let codes: Vec<bool> = all.lines().map(|line| line.contains("internal-fault")).collect();
    assert_eq!(codes, [true, true, false, true], "{all}");
    let fields = Fields::default();
    for form in [Form::Ndjson, Form::Csv] {
        let (all, refused) = records(&plan, &LINES.join("\n"), 2, form, fields);
        let lines: Vec<&str> = all.lines().collect();
        assert_eq!(lines.len(), 4, "{all}");
        for (line, answered) in lines.iter().zip([true, false, false, true]) {
            let says = if form == Form::Csv { "non réunies" } else { "not_met" };
            assert_eq!(line.contains(says), answered, "{line}");
        }
        assert!(lines[1].contains("une faute du programme"), "{all}");
        assert!(lines[2].contains("n'est pas une valeur possible"), "{all}");
        let codes =
            [r#""line":2,"errors":[{"code":"internal-fault""#, r#""line":3,"errors":[{"code":"case-unknown-value""#];
        assert!(refused.lines().zip(codes).all(|(line, code)| line.contains(code)), "{refused}");
        assert_eq!(refused.lines().count(), 2);
    }
}

#[test]
fn one_row_of_a_table() {
    let plan = broken();
    let input: Box<dyn Read + Send> = Box::new(Cursor::new(
        "dossier;date de dépôt;majeur;marié\nAwa;2024-01-01;non;\nBilal;2024-01-01;oui;oui\nChloé;2024-01-01;non;\n",
    ));
    let table = Table::open("dossiers.csv", input).expect("the table can be read");
    let tables = Tables::new(&plan, table, None).expect("its columns are facts");
    let mut answers = Answers::new(&plan, &Request::new(&plan), Form::Ndjson, Fields::default());
    let mut well = Vec::new();
    for (number, case) in tables {
        let case = case.expect("the rows are well formed");
        well.push((number, answers.guarded(number, |answers| answers.case(number, &case))));
    }
    let mut answered = Answered::default();
    answers.take(&mut answered);
    let records = String::from_utf8(answered.records).expect("records are texts");
    assert_eq!(well, [(2, true), (3, false), (4, true)]);
    assert_eq!((answered.dossiers, answered.refusals.len(), records.lines().count()), (3, 1, 3), "{records}");
}
