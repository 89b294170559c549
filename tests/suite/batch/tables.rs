//! Tables as spreadsheets write them: what is read of them, and what is refused.

use std::io::{Cursor, Read};

use alinea::batch::{Mismatch, Table, Tables};
use alinea::case;
use alinea::plan::Plan;
use alinea::report::refused_json;

use crate::support;

fn table(name: &str, text: &str) -> Result<Table, Mismatch> {
    let input: Box<dyn Read + Send> = Box::new(Cursor::new(text.as_bytes().to_vec()));
    Table::open(name, input)
}

fn tables<'p>(plan: &'p Plan, facts: &str, periods: Option<&str>) -> Result<Tables<'p>, Mismatch> {
    let periods = periods.map(|text| table("périodes.csv", text)).transpose()?;
    Tables::new(plan, table("dossiers.csv", facts)?, periods)
}

/// The tables, whether they fit together, and each dossier of them.
fn check(name: &str, facts: &str, periods: Option<&str>) {
    let plan = support::plan("aes-travail");
    let mut told = format!("── dossiers.csv\n{facts}\n");
    if let Some(periods) = periods {
        told.push_str(&format!("── périodes.csv\n{periods}\n"));
    }
    told.push_str("── lu\n");
    match tables(&plan, facts, periods).and_then(Tables::check).and_then(|()| tables(&plan, facts, periods)) {
        Err(Mismatch(why)) => told.push_str(&format!("{why}\n")),
        Ok(tables) => {
            for (line, case) in tables {
                match case {
                    Ok(case) => told.push_str(&format!("ligne {line}\n{}", case::write(&plan, &case))),
                    Err((sources, found)) => {
                        told.push_str(&String::from_utf8_lossy(&refused_json(line, &sources, &found)));
                    }
                }
            }
        }
    }
    support::quietly(|| insta::assert_snapshot!(name, told));
}

#[test]
fn facts_and_periods() {
    check(
        "facts_and_periods",
        "\u{feff}dossier;date de dépôt;polygamie;Admis : 3 ans de présence;menace pour l'ordre public\r\n\
         Awa;15/06/2024;non;oui;\r\n\
         \r\n\
         Bilal;2024-06;;;inconnu\r\n\
         Chloé;;;;\r\n",
        Some(
            "dossier;fait;du;au;document;nature;métier;région\n\
             Awa;séjours;01/03/2019;en cours;sans document;;;\n\
             Awa;emplois;2022-01-01;30/06/2023;;salariée;A0Z41;Bretagne\n\
             Awa;emplois;2023-07-01;inconnu;;salariée;;\n\
             Chloé;emplois;aucun;;;;;\n",
        ),
    );
}

#[test]
fn comma_and_no_periods() {
    check("comma_and_no_periods", "polygamie,dossier\noui,\"Awa, née B.\"\n", None);
}

#[test]
fn faulty_cells() {
    check(
        "faulty_cells",
        "dossier;date de dépôt;polygamie\nAwa;30/02/2024;peut-être\nBilal;2024-01-01\nChloé;;non\nDao;;\n",
        Some(
            "dossier;fait;du;au;document;nature\n\
             Awa;séjour;2020-01-01;en cours;;\n\
             Chloé;séjours;2020-01-01;;visa;\n\
             Chloé;séjours;2020-01-01;2019-01-01;;salariée\n\
             Chloé;emplois;aucun;;;\n\
             Chloé;emplois;2020-01-01;2020-02-01;;\n",
        ),
    );
}

#[test]
fn tables_that_do_not_fit() {
    check(
        "another_order",
        "dossier;polygamie\nAwa;oui\nBilal;non\n",
        Some("dossier;fait;du;au\nBilal;séjours;2020-01-01;en cours\nAwa;séjours;2020-01-01;en cours\n"),
    );
    check("unknown_column", "dossier;poligamie\nAwa;oui\n", None);
    check("periods_among_facts", "dossier;séjours\nAwa;2020\n", None);
    check("no_dossier", "nom;polygamie\nAwa;oui\n", None);
    check("no_fact", "dossier;polygamie\nAwa;oui\n", Some("dossier;du;au\nAwa;2020-01-01;en cours\n"));
}
