//! Tables as machines spoil them: other line ends, quotes that are not closed, more rows than a life has.

use std::io::{Cursor, Error, Read};

use alinea::batch::{Mismatch, Table, Tables};
use alinea::case::{self, Case};
use alinea::plan::Plan;

use crate::support;

fn table(name: &str, input: impl Read + Send + 'static) -> Result<Table, Mismatch> {
    Table::open(name, Box::new(input))
}

/// Every dossier of two tables, with the line of its row; the codes of what is wrong with it where it is refused.
fn read(plan: &Plan, facts: &str, periods: &str) -> Vec<(u64, Result<String, Vec<&'static str>>)> {
    let open = || {
        let facts = table("dossiers.csv", Cursor::new(facts.to_string()))?;
        Tables::new(plan, facts, Some(table("périodes.csv", Cursor::new(periods.to_string()))?))
    };
    open().and_then(Tables::check).expect("the tables fit together");
    let told = |case: Case| case::write(plan, &case);
    let codes = |found: &[alinea::diagnostic::Diagnostic]| found.iter().map(|found| found.code).collect();
    let tables = open().expect("the tables can be read");
    tables.map(|(line, case)| (line, case.map(told).map_err(|(_, found)| codes(&found)))).collect()
}

#[test]
fn all_ends_of_lines_are_the_same() {
    let plan = support::plan("aes-travail");
    let facts = "dossier;polygamie\nAwa;non\n\n\"Bilal\nB.\";oui\nChloé;peut-être\n";
    let periods = "dossier;fait;du;au\nAwa;séjours;2020;2021\nAwa;séjours;2022;en cours\n";
    let expected = read(&plan, facts, periods);
    assert_eq!(expected.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4, 6]);
    assert_eq!(expected[2].1, Err(vec!["case-unknown-value"]));
    for end in ["\r\n", "\r"] {
        assert_eq!(read(&plan, &facts.replace('\n', end), &periods.replace('\n', end)), expected, "{end:?}");
    }
    // Each line ends as another program writes it, and the last one not at all.
    let mixed = "dossier;polygamie\rAwa;non\r\n\n\"Bilal\rB.\";oui\nChloé;peut-être";
    assert_eq!(read(&plan, mixed, &periods.replace('\n', "\r\n")), expected);
}

/// The bytes come one by one, as from a slow pipe: a line end is not cut in two.
#[test]
fn a_line_end_may_come_in_two_parts() {
    struct Slow(Cursor<&'static str>);
    impl Read for Slow {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            let most = out.len().min(1);
            self.0.read(&mut out[..most])
        }
    }
    let plan = support::plan("aes-travail");
    let slow = Slow(Cursor::new("dossier,polygamie\r\nAwa,oui\r\nBilal,non\r\n"));
    let tables = Tables::new(&plan, table("dossiers.csv", slow).expect("it opens"), None).expect("it fits");
    assert_eq!(tables.map(|(line, case)| (line, case.is_ok())).collect::<Vec<_>>(), [(2, true), (3, true)]);
}

#[test]
fn columns_and_facts_may_be_spelt_otherwise() {
    let plan = support::plan("aes-travail");
    let facts = "Dossier;POLYGAMIE;Date de de\u{301}po\u{302}t;ADMIS : 3 ans de Presence\nAwa;NON;2024-06-15;Oui\n";
    let periods = "DOSSIER;Fait;Du;AU;Nature;Region\nAwa;EMPLOIS;2020-01-01;En cours;SALARIEE;ile-de-france\n";
    let plain = "dossier;polygamie;date de dépôt;admis : 3 ans de présence\nAwa;non;2024-06-15;oui\n";
    let plain_periods = "dossier;fait;du;au;nature;région\nAwa;emplois;2020-01-01;en cours;salariée;Île-de-France\n";
    assert_eq!(read(&plan, facts, periods), read(&plan, plain, plain_periods));
    let twice = table("dossiers.csv", Cursor::new("dossier;polygamie;Polygamie\n")).expect("it opens");
    let Err(Mismatch(why)) = Tables::new(&plan, twice, None) else { panic!("two columns are one fact") };
    assert_eq!(why, "« dossiers.csv » : deux colonnes s'appellent « polygamie »");
}

/// What cannot be read to its end is no end.
#[test]
fn a_table_that_breaks_off_says_so() {
    struct Broken(Cursor<&'static str>);
    impl Read for Broken {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            match self.0.read(out)? {
                0 => Err(Error::other("the disk is gone")),
                read => Ok(read),
            }
        }
    }
    let plan = support::plan("aes-travail");
    let broken = Broken(Cursor::new("dossier;polygamie\nAwa;oui\nBilal;non\n"));
    let mut tables = Tables::new(&plan, table("dossiers.csv", broken).expect("it opens"), None).expect("it fits");
    assert!(tables.by_ref().count() <= 2);
    let Mismatch(why) = tables.failure().expect("it is told");
    assert!(
        why.starts_with("« dossiers.csv », à partir de la ligne ") && why.ends_with("la suite ne peut être lue"),
        "{why}"
    );
}

#[test]
fn a_quote_that_is_not_closed_does_not_fill_the_memory() {
    let plan = support::plan("aes-travail");
    let endless = Cursor::new("dossier;polygamie\nAwa;oui\n\"Bilal;non\n").chain(std::io::repeat(b'x'));
    let mut tables = Tables::new(&plan, table("dossiers.csv", endless).expect("it opens"), None).expect("it fits");
    let counted = allocation_counter::measure(|| assert_eq!(tables.by_ref().count(), 1));
    assert!(counted.bytes_max < 64 << 20, "{counted:?}");
    let Mismatch(why) = tables.failure().expect("it is told");
    assert!(why.contains("un guillemet n'est sans doute pas fermé"), "{why}");
}

/// Rows of one dossier, made as they are read.
struct Rows {
    row: &'static str,
    left: usize,
    at: usize,
}

impl Read for Rows {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let mut count = 0;
        for byte in out {
            if self.at == self.row.len() {
                (self.at, self.left) = (0, self.left - 1);
            }
            if self.left == 0 {
                break;
            }
            *byte = self.row.as_bytes()[self.at];
            self.at += 1;
            count += 1;
        }
        Ok(count)
    }
}

#[test]
fn a_dossier_of_a_million_periods_is_refused_in_little_room() {
    let plan = support::plan("aes-travail");
    for (row, faults) in [
        // Too many rows, and in the end too many bytes.
        ("Awa;emplois;2020-01-01;2020-01-02\n", vec!["case-too-large"; 2]),
        ("Awa;emplois;2020-01-01;2020-01-02;\n", [&["case-table-row"; 100][..], &["case-more-mistakes"]].concat()),
        ("Awa;emploi;2020-01-01;2020-01-02\n", vec!["case-unknown-key", "case-too-large"]),
    ] {
        let open = || {
            let facts = table("dossiers.csv", Cursor::new("dossier;polygamie\nAwa;oui\nBilal;non\n"));
            let rows = Cursor::new("dossier;fait;du;au\n").chain(Rows { row, left: 1_000_000, at: 0 });
            Tables::new(&plan, facts.expect("it opens"), Some(table("périodes.csv", rows).expect("it opens")))
        };
        let counted = allocation_counter::measure(|| {
            open().and_then(Tables::check).expect("the tables fit together");
            let read: Vec<_> = open().expect("the columns are facts").collect();
            let [(2, Err((_, found))), (3, Ok(_))] = &read[..] else { panic!("{row}: two dossiers") };
            assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), faults, "{row}");
        });
        assert!(counted.bytes_max < 128 << 20, "{row}: {counted:?}");
    }
}
