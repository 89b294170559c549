//! Answers put into the text of a dossier, shape by shape.

use alinea::case::{self, Filling, Place};
use alinea::plan::Plan;

use crate::support::{dossier, plan};

/// A place by the name of the fact, and of a row's cell: « emplois[0].région ».
fn place(plan: &Plan, path: &str) -> Place {
    let (fact, cell) = path.split_once('[').map_or((path, None), |(fact, cell)| (fact, cell.split_once("].")));
    let fact = plan.fact(fact).expect("the fact exists");
    let Some((row, name)) = cell else { return Place::Fact(fact) };
    let row = row.parse().expect("a row is a number");
    match name {
        "du" => Place::Start { fact, row },
        "au" => Place::End { fact, row },
        name => {
            let columns = &plan.facts[fact.index()].columns;
            let column = columns.iter().position(|column| column.name == name).expect("the column exists");
            Place::Column { fact, row, column }
        }
    }
}

/// The text with answers; rows are given as « du=2019-01-01, document=sans document ; … ».
fn edited(text: &str, answers: &[(&str, &str)]) -> Option<String> {
    let plan = plan("aes-travail");
    let mut filled = dossier(&plan, "essai", text);
    for (path, answer) in answers {
        let place = place(&plan, path);
        let is_rows = matches!(place, Place::Fact(fact) if !plan.facts[fact.index()].columns.is_empty());
        let cells = |row: &str| {
            let cells = row.split(", ").filter_map(|cell| cell.split_once('='));
            cells.map(|(name, value)| (name.to_string(), value.to_string())).collect()
        };
        let filling = match is_rows {
            true => Filling::Rows(answer.split(" ; ").filter(|row| !row.is_empty()).map(cells).collect()),
            false => Filling::Text(answer.to_string()),
        };
        filled = case::fill(&plan, &filled, place, &filling).unwrap_or_else(|found| panic!("{path}: {found:#?}"));
    }
    case::edit(&plan, text, &filled)
}

fn check(before: &str, answers: &[(&str, &str)], after: &str) {
    assert_eq!(edited(before, answers).as_deref(), Some(after));
}

#[test]
fn an_unknown_value_is_replaced_where_it_stands() {
    for unknown in ["inconnu", "\"inconnu\"", "~", "null"] {
        check(
            &format!("faits:\n  polygamie: {unknown} # ?\n"),
            &[("polygamie", "oui")],
            "faits:\n  polygamie: oui # ?\n",
        );
    }
    check("faits:\n  polygamie:\n", &[("polygamie", "oui")], "faits:\n  polygamie: oui\n");
    check("faits: { polygamie: inconnu }", &[("polygamie", "oui")], "faits: { polygamie: oui }");
    check("{\"faits\": {\"polygamie\": null}}", &[("polygamie", "non")], "{\"faits\": {\"polygamie\": \"non\"}}");
}

#[test]
fn an_absent_fact_follows_the_others() {
    check(
        "# début\nfaits:\n  polygamie: non # su\n  # rien d'autre\n\nadmis: {}\n",
        &[("mention au bulletin n° 2", "non")],
        "# début\nfaits:\n  polygamie: non # su\n  mention au bulletin n° 2: non\n  # rien d'autre\n\nadmis: {}\n",
    );
    check(
        "faits:\n    polygamie: non",
        &[("menace pour l'ordre public", "oui")],
        "faits:\n    polygamie: non\n    menace pour l'ordre public: oui",
    );
    check(
        "faits: {polygamie: non}",
        &[("menace pour l'ordre public", "oui")],
        "faits: {polygamie: non, menace pour l'ordre public: oui}",
    );
    check("dossier: x\n", &[("polygamie", "oui")], "dossier: x\nfaits:\n  polygamie: oui\n");
    for nothing in ["faits:", "faits: ~", "faits: {}", "faits: null"] {
        check(
            &format!("{nothing} # à remplir\ndossier: x\n"),
            &[("polygamie", "oui")],
            "faits: # à remplir\n  polygamie: oui\ndossier: x\n",
        );
    }
}

#[test]
fn rows_stand_in_lines_of_their_own() {
    let two = [("séjours", "du=2018-01-01, au=2019, document=sans document ; du=2020-01-01, document=sans document")];
    check(
        "faits:\n  séjours: inconnu # à voir\n  polygamie: non\n",
        &two,
        "faits:\n  séjours: # à voir\n    - { du: 2018-01-01, au: 2019, document: sans document }\n    - { du: 2020-01-01, document: sans document }\n  polygamie: non\n",
    );
    check("faits:\n  séjours: inconnu\n", &[("séjours", "")], "faits:\n  séjours: []\n");
    check(
        "{\"faits\": {\"séjours\": \"inconnu\"}}",
        &[("séjours", "du=2018-01-01, document=sans document")],
        "{\"faits\": {\"séjours\": [{\"du\": \"2018-01-01\", \"document\": \"sans document\"}]}}",
    );
}

#[test]
fn a_cell_is_filled_in_its_row() {
    check(
        "faits:\n  séjours:\n  - du: 2018-01-01 # visa\n    document: inconnu\n  - du: inconnu\n",
        &[
            ("séjours[0].document", "sans document"),
            ("séjours[1].du", "2021"),
            ("séjours[1].document", "sans document"),
        ],
        "faits:\n  séjours:\n  - du: 2018-01-01 # visa\n    document: sans document\n  - du: 2021\n    document: sans document\n",
    );
    check(
        "faits:\n  emplois: [{ du: 2023, au: inconnu }, { métier: A1Z40 }]\n",
        &[("emplois[0].au", "2024-01-31"), ("emplois[0].région", "Bretagne"), ("emplois[1].du", "2020-02")],
        "faits:\n  emplois: [{ du: 2023, au: 2024-01-31, région: Bretagne }, { métier: A1Z40, du: 2020-02 }]\n",
    );
}

#[test]
fn json_keeps_its_lines() {
    check(
        "{\n  \"faits\": {\n    \"polygamie\": \"non\"\n  }\n}\n",
        &[("mention au bulletin n° 2", "non"), ("séjours", "")],
        "{\n  \"faits\": {\n    \"polygamie\": \"non\",\n    \"séjours\": [],\n    \"mention au bulletin n° 2\": \"non\"\n  }\n}\n",
    );
    check("{}", &[("polygamie", "oui")], "{\"faits\": {\"polygamie\": \"oui\"}}");
}

#[test]
fn line_ends_and_the_mark_of_the_encoding_stay() {
    check(
        "\u{feff}faits:\r\n  polygamie: inconnu\r\n",
        &[("polygamie", "non"), ("mention au bulletin n° 2", "non")],
        "\u{feff}faits:\r\n  polygamie: non\r\n  mention au bulletin n° 2: non\r\n",
    );
}

/// Forms of YAML in which nothing can be put without care are not touched at all.
#[test]
fn what_cannot_be_edited_is_not() {
    assert_eq!(
        edited("faits:\n  ? polygamie\n  # deux points plus loin : ici\n  : inconnu\n", &[("polygamie", "oui")]),
        None
    );
    assert_eq!(edited("faits:\n  séjours: [du: 2018]\n", &[("séjours[0].document", "sans document")]), None);
}
