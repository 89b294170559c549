//! Answers as people type them, in the words of a dossier.

use alinea::case::{Heard, heard, heard_date, heard_end, yes_or_no};
use alinea::plan::Fact;

use crate::support::plan;

#[test]
fn dates_as_people_write_them() {
    let check = |said: &str, expected: &str| assert_eq!(heard_date(said).as_deref(), Some(expected), "{said}");
    check("4 mars 2024", "2024-03-04");
    check("1er Février 2024", "2024-02-01");
    check("le 04/03/2024", "2024-03-04");
    check("4.3.2024", "2024-03-04");
    check("2024-03-04", "2024-03-04");
    check("septembre 2021", "2021-09");
    check("sept. 2021", "2021-09");
    check("en août 2021", "2021-08");
    check("3/2021", "2021-03");
    check("2021", "2021");
    // Whether there is such a day is not its business.
    check("30 février 2024", "2024-02-30");
    for said in ["4 mars", "04/03/24", "hier", "jui 2020", "12", "", "mars", "20210", "1er 2e 2020"] {
        assert_eq!(heard_date(said), None, "{said}");
    }
}

#[test]
fn yes_and_no_however_they_are_written() {
    for said in ["o", "O", "oui", "Oui", "OUI."] {
        assert_eq!(yes_or_no(said), Some(true), "{said}");
    }
    for said in ["n", "N", "non", "NON !"] {
        assert_eq!(yes_or_no(said), Some(false), "{said}");
    }
    assert_eq!(yes_or_no("peut-être"), None);
}

#[test]
fn options_and_codes_by_what_they_are_called() {
    let plan = plan("aes-travail");
    let fact = |name: &str| &plan.facts[plan.fact(name).expect("a fact").index()];
    let column = |rows: &str, name: &str| -> &Fact {
        fact(rows).columns.iter().find(|column| column.name == name).expect("a column")
    };
    let one = |known: &Fact, said: &str| match heard(&plan, known, said) {
        Heard::One(value) => value,
        other => panic!("{said}: {other:?}"),
    };
    let document = column("séjours", "document");
    assert_eq!(one(document, "Sans document"), "sans document");
    assert_eq!(one(document, "asile"), "attestation de demande d'asile");
    assert_eq!(one(document, "autre"), "autre titre");
    assert_eq!(one(document, "carte bleue"), "carte bleue");
    let Heard::Several(titles) = heard(&plan, document, "titre") else { panic!("there are three titles") };
    assert_eq!(titles.len(), 3);
    let work = column("emplois", "métier");
    assert_eq!(one(work, "s1z40"), "S1Z40");
    assert_eq!(one(work, "cuisiniers"), "S1Z40");
    assert_eq!(heard(&plan, work, "boulanger-astronaute"), Heard::Nowhere("boulanger-astronaute".to_string()));
    assert_eq!(one(column("emplois", "région"), "bretagne"), "Bretagne");
    assert_eq!(one(fact("durée du contrat proposé"), "1 an et 6 mois"), "18 mois");
    assert_eq!(one(fact("polygamie"), "N"), "non");
    assert_eq!(heard_end("Toujours"), Heard::One("en cours".to_string()));
    assert_eq!(heard_end("mars 2024"), Heard::One("2024-03".to_string()));
}
