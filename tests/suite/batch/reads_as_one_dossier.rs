//! The reader of many dossiers takes and refuses what the reader of one does, for the same reasons.

use alinea::case::{self, Case, Reader};
use alinea::plan::Plan;
use alinea::source::Sources;
use proptest::prelude::*;

use super::workload::{Shape, lines};
use crate::support;

/// What is read, in a form that does not depend on the order in which texts were met.
fn told(plan: &Plan, case: &Case) -> String {
    format!("{:?}\n{}{:?}{:?}", case.name, case::write(plan, case), case.expected, case.reading)
}

fn check(plan: &Plan, reader: &mut Reader, line: &[u8]) {
    let one = case::read(plan, &mut Sources::default(), "essai", line);
    let many = reader.read("essai", line);
    let shown = String::from_utf8_lossy(line);
    match (one, many) {
        (Ok(one), Ok(many)) => assert_eq!(told(plan, &one), told(plan, many), "{shown}"),
        (Err(one), Err(many)) => assert_eq!(one, many.diagnostics, "{shown}"),
        (Ok(_), Err(many)) => panic!("refused though well formed: {shown}\n{:?}", many.diagnostics),
        (Err(one), Ok(many)) => panic!("taken though faulty: {shown}\n{one:?}\n{many:?}"),
    }
}

#[test]
fn generated_dossiers() {
    let plan = support::plan("aes-travail");
    let mut reader = Reader::new(&plan);
    let shape = Shape { periods: (3, 4), gaps: 20, faults: 100 };
    for line in lines(11, 1500, shape).lines() {
        check(&plan, &mut reader, line.as_bytes());
    }
}

#[test]
fn ways_to_write_the_same() {
    let plan = support::plan("aes-travail");
    let mut reader = Reader::new(&plan);
    let texts = [
        r#"{"faits":{}}"#,
        r#"{}"#,
        r#" { "faits" : { } } "#,
        r#"{"faits":null,"admis":null}"#,
        r#"{"dossier":null,"faits":{}}"#,
        r#"{"dossier":"","faits":{}}"#,
        r#"{"dossier":12,"faits":{}}"#,
        r#"{"dossier":"d\u00e9j\u00e0 \"vu\"","faits":{"date de d\u00e9p\u00f4t":"2024-06-15"}}"#,
        r#"{"dossier":"\ud83d\ude00","faits":{}}"#,
        r#"{"faits":{"la date  de dépôt":"15/06/2024","polygamie":"oui","engagement de payer la taxe":false}}"#,
        r#"{"faits":{"date de dépôt":2024,"polygamie":"inconnu","menace pour l’ordre public":null}}"#,
        r#"{"faits":{"date de dépôt":" 2024-06 ","polygamie":" oui"}}"#,
        r#"{"faits":{"polygamie":1}}"#,
        r#"{"faits":{"polygamie":"true","menace pour l'ordre public":true}}"#,
        r#"{"faits":{"séjours":[],"emplois":"inconnu"}}"#,
        r#"{"faits":{"séjours":"inconnus","emplois":null}}"#,
        r#"{"faits":{"séjours":[{}]}}"#,
        r#"{"faits":{"séjours":[{"du":"2020-01-01","au":null}]}}"#,
        r#"{"faits":{"séjours":[{"du":null,"au":"en cours","document":"inconnu"}]}}"#,
        r#"{"faits":{"séjours":[{"du":"2020","au":"2021-02","document":"titre  étudiant"}]}}"#,
        r#"{"faits":{"séjours":[{"du":"2020-01-01","document":"visa"}]}}"#,
        r#"{"faits":{"séjours":[{"du":"2020-01-01"},{"du":"2019-01-01","au":"2020-01-01"}]}}"#,
        r#"{"faits":{"séjours":[{"du":"2020-01-01","document":"autre titre"},{"du":"2019-01-01","au":"2020-01-01","document":"titre étudiant"}]}}"#,
        r#"{"faits":{"emplois":[{"du":"2020-01-01","métier":"Z9Z99","région":"Île-de-France","part d'un temps plein":"50 %"}]}}"#,
        r#"{"faits":{"emplois":[{"du":"2020-01-01","métier":12,"part d'un temps plein":"12,5%"}]}}"#,
        r#"{"faits":{"emplois":[{"du":"2020-01-01","part d'un temps plein":50}]}}"#,
        r#"{"faits":{"emplois":[{"du":"2020-01-01","du":"2020-01-02"}]}}"#,
        r#"{"faits":{"polygamie":"oui","polygamie":"non"}}"#,
        r#"{"faits":{"polygamie":"oui"},"faits":{}}"#,
        r#"{"admis":{"3 ans de présence":"oui"},"faits":{}}"#,
        r#"{"admis":{"3 ans de présence":"inconnu","appréciation d'ensemble":false}}"#,
        r#"{"admis":{"8 mois sur 24":"oui"}}"#,
        r#"{"faits":{},"attendu":{"AES classique":{"circulaire du 28 novembre 2012":"réunies"}}}"#,
        r#"{"faits":{},"lecture":{"mois d'activité":"30 jours"}}"#,
        r#"{"faits":{"polygamie":"oui",}}"#,
        r#"{"faits":{"polygamie":"oui"}"#,
        r#"{"faits":{"polygamie":"oui"}} x"#,
        r#"{faits: {polygamie: oui}}"#,
        "{\"faits\":\t{\"polygamie\":\"oui\"}}",
        "\u{feff}{\"faits\":{}}",
        "{\"faits\":{\"polygamie\":\"o\u{85}ui\"}}",
        "faits",
        "",
    ];
    for _ in 0..2 {
        for text in texts {
            check(&plan, &mut reader, text.as_bytes());
        }
    }
    check(&plan, &mut reader, b"{\"faits\":{\"polygamie\":\"\xff\"}}");
}

#[test]
fn numbers_amounts_and_lengths() {
    let plan = support::plan("taxe-employeur");
    let mut reader = Reader::new(&plan);
    for fact in &plan.facts {
        for value in ["12", "1500.50", "\"1 500,50 €\"", "\"50 %\"", "\"18 mois\"", "\"90 jours\"", "-3", "1e3", "true"]
        {
            check(&plan, &mut reader, format!(r#"{{"faits":{{"{}":{value}}}}}"#, fact.name).as_bytes());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(5), ..ProptestConfig::default() })]

    /// One byte of a dossier is another.
    #[test]
    fn spoilt_dossiers(seed in 0..1000_u64, spoils in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..3)) {
        let plan = support::plan("aes-travail");
        let mut reader = Reader::new(&plan);
        let text = lines(seed, 2, Shape { periods: (1, 1), gaps: 10, faults: 0 });
        let mut dossiers = text.lines();
        let (first, second) = (dossiers.next().expect("there are two"), dossiers.next().expect("there are two"));
        check(&plan, &mut reader, first.as_bytes());
        let mut bytes = second.as_bytes().to_vec();
        for (place, byte) in spoils {
            let place = place.index(bytes.len());
            bytes[place] = if byte < 128 { byte } else { b"{}[],:\"\\ 0"[usize::from(byte) % 10] };
        }
        check(&plan, &mut reader, &bytes);
    }
}
