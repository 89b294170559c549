//! Lists that give values: keys, bands, gaps, and what is told of the row.

use std::sync::Arc;

use alinea::check::Model;
use alinea::diagnostic::has_errors;
use alinea::explain::explain;
use alinea::plan::Plan;
use alinea::query::Request;
use alinea::report::{Style, answer_json, diagnostics_text};
use alinea::source::MemoryLoader;

use super::{FACTS, MET, NOT_MET, OPEN, check_reading, procedure, read};

const TABLE: &str = "état;revenu;surface;loyer\ncélibataire;moins de 1 000 €;22;500 €\n\
                     célibataire;à partir de 1 000 €;30;\npacsé;de 0 à 500;40;600\npacsé;de 500,01 à 2 000;50;1 200,50 €\n";

fn loaded(table: &str, columns: &str, version: &str, rules: &str) -> Model {
    let list = format!("\nliste « surfaces », {columns}\n  {version}, fichier « surfaces.csv »\n\n");
    let loader = MemoryLoader::default()
        .with("faits.alinea", FACTS)
        .with("surfaces.csv", table)
        .with("regles.alinea", format!("{list}{rules}"));
    alinea::pipeline::load(&loader)
}

fn plan(table: &str, columns: &str, version: &str, rules: &str) -> Arc<Plan> {
    let checked = loaded(table, columns, version, rules);
    let found = diagnostics_text(&checked.sources, &checked.diagnostics, Style::PLAIN);
    assert!(!has_errors(&checked.diagnostics), "{found}");
    checked.plan.unwrap_or_else(|| panic!("{found}"))
}

const COLUMNS: &str = "par état et revenu : montant, donne surface : nombre, loyer : montant";
const ALWAYS: &str = "à compter du 1er janvier 2000";

fn check(version: &str, sentence: &str, expected: &[(&str, &str)]) {
    let plan = plan(TABLE, COLUMNS, version, &procedure("", sentence));
    check_reading(&plan, &Request::new(&plan), expected);
}

#[test]
fn the_row_of_the_key_gives_the_value() {
    check(
        ALWAYS,
        "la surface de la liste « surfaces » pour l'état et le salaire, à défaut 0 ≥ 40",
        &[
            ("état: pacsé, salaire: 0", MET),
            ("état: pacsé, salaire: 500", MET),
            ("état: célibataire, salaire: 999.99", NOT_MET),
            ("état: célibataire, salaire: 5000", NOT_MET),
            // No row: neither this option nor so much.
            ("état: veuf, salaire: 100", NOT_MET),
            ("état: pacsé, salaire: 2000.01", NOT_MET),
        ],
    );
    check(
        ALWAYS,
        "la surface de la liste « surfaces » pour l'état et le salaire, à défaut 100 ≥ 40",
        &[
            ("état: veuf, salaire: 100", MET),
            ("état: pacsé, salaire: 2000.01", MET),
            ("état: célibataire, salaire: 3", NOT_MET),
        ],
    );
}

#[test]
fn all_rows_that_may_be_meant_bound_the_value() {
    check(
        ALWAYS,
        "la surface de la liste « surfaces » pour l'état et le salaire, à défaut 25 ≥ 31",
        &[
            ("état: célibataire", NOT_MET),
            ("état: pacsé", OPEN),
            ("salaire: 100", OPEN),
            ("salaire: 3000", NOT_MET),
            ("état: veuf", NOT_MET),
        ],
    );
    // Whatever the pay of a single person is, some row stands for it: no default may come of it.
    check(
        ALWAYS,
        "la surface de la liste « surfaces » pour l'état et le salaire, à défaut 90 ≥ 31",
        &[("état: célibataire", NOT_MET), ("état: pacsé", MET), ("état: veuf", MET)],
    );
}

#[test]
fn a_cell_that_is_empty_gives_nothing() {
    check(
        ALWAYS,
        "le loyer de la liste « surfaces » pour l'état et le salaire, à défaut 10 000 € ≥ 9 000 €",
        &[
            ("état: célibataire, salaire: 1000", MET),
            ("état: célibataire, salaire: 10", NOT_MET),
            ("état: pacsé, salaire: 600", NOT_MET),
        ],
    );
}

#[test]
fn a_key_that_a_partial_list_lacks_is_open() {
    check(
        "à compter du 1er janvier 2000, partielle",
        "la surface de la liste « surfaces » pour l'état et le salaire, à défaut 0 ≥ 40",
        &[("état: veuf, salaire: 100", OPEN), ("état: pacsé, salaire: 100", MET)],
    );
    check(
        "à compter du 1er janvier 2025",
        "la surface de la liste « surfaces » pour l'état et le salaire, à défaut 0 ≥ 40",
        &[("état: pacsé, salaire: 100", OPEN)],
    );
}

#[test]
fn answers_tell_the_row() {
    let rules = procedure(
        "la surface exigée est la surface de la liste « surfaces » pour l'état et le salaire, à défaut 0",
        "la surface exigée ≥ 40",
    );
    let version = "à compter du 1er janvier 2000, selon « arrêté »";
    let plan = plan(TABLE, COLUMNS, version, &rules);
    let answer = explain(&plan, &read(&plan, "état: pacsé, salaire: 500"), &Request::new(&plan));
    let row = &answer_json(&answer)["results"][0]["values"][0]["rows"][0];
    assert_eq!(row["list"], "surfaces");
    assert_eq!(row["key"][1]["value"], "de 0 à 500");
    assert_eq!((row["value"].as_str(), row["line"].as_u64()), (Some("40"), Some(4)));
    assert_eq!((row["source"].as_str(), row["file"].as_str()), (Some("arrêté"), Some("surfaces.csv")));
}

/// The codes of what is found, each with the line and the column of the table.
fn findings(table: &str) -> Vec<(&'static str, String, usize, usize)> {
    let rules = procedure("", "la surface de la liste « surfaces » pour l'état et le salaire, à défaut 0 ≥ 40");
    let checked = loaded(table, "par état et revenu : montant, donne surface : nombre", ALWAYS, &rules);
    let found =
        checked.diagnostics.iter().filter(|found| found.code.starts_with("list-") || found.code == "duplicate-key");
    found
        .filter_map(|found| {
            let place = found.place()?;
            let at = checked.sources.position(place);
            Some((found.code, checked.sources.file(place.file).name.clone(), at.line, at.column))
        })
        .collect()
}

#[test]
fn tables_are_checked_cell_by_cell() {
    let found = |table: &str| {
        findings(&format!("état;revenu;surface\n{table}"))
            .into_iter()
            .map(|(code, file, line, column)| {
                assert_eq!(file, "surfaces.csv");
                (code, line, column)
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(found("veuf;moins de 3;22\nveuf;à partir de 3;x\n"), [("list-cell", 3, 20)]);
    assert_eq!(found("veuf;peu;22\n"), [("list-cell", 2, 6)]);
    assert_eq!(found("veuf;de 4 à 2;22\n"), [("list-cell", 2, 6)]);
    assert_eq!(found("veuf;moins de 3;22\nveuf;à partir de 2;30\n"), [("list-overlap", 3, 1)]);
    assert_eq!(found("veuf;moins de 3;22\nveuf;moins de 3;30\n"), [("duplicate-key", 3, 1)]);
    assert_eq!(found("veuf;moins de 3;22\nveuf;à partir de 4;30\n"), [("list-gap", 3, 1)]);
    assert_eq!(found("veuf;de 0 à 2,99;22\nveuf;à partir de 3;30\nmarié;1;2\n"), []);
}

#[test]
fn what_may_lack_wants_a_default() {
    let lacks = |columns: &str, table: &str| {
        let checked = loaded(table, columns, ALWAYS, &procedure("", "celle de la liste « surfaces » pour l'état ≥ 40"));
        checked.diagnostics.iter().any(|found| found.code == "may-lack")
    };
    let columns = "par état, donne surface : nombre";
    assert!(lacks(columns, "état;surface\ncélibataire;1\npacsé;2\n"));
    assert!(!lacks(columns, "état;surface\ncélibataire;1\npacsé;2\nveuf;50\n"));
    assert!(lacks(columns, "état;surface\ncélibataire;1\npacsé;\nveuf;50\n"));
}
