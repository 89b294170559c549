//! Numbers of dossiers: the schema, the reader of one dossier, that of many and that of tables take the same ones.

use std::io::Cursor;
use std::sync::LazyLock;

use alinea::batch::{Table, Tables};
use alinea::case::{self, Case, Reader};
use alinea::plan::Plan;
use alinea::source::Sources;
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::plan_of;

const RULES: &str = "recueil « Nombres »

faits
  date de dépôt : date
  enfants : nombre
  personnes : nombre entier
  écart : nombre entier, même négatif
  solde : nombre, même négatif
  salaire : montant
  bénéfice : montant, même négatif
  part : pourcentage

texte « circulaire »
  en vigueur à compter du 1er mars 2020

procédure « Admission », selon « circulaire »
  les conditions sont réunies si :
  condition « c », point 1 :
    enfants atteint 1
    et personnes atteint 1
    et écart atteint 1
    et solde atteint 1
    et salaire atteint 1 €
    et bénéfice atteint 1 €
    et part atteint 1 %
";

/// Each fact, its unit, and whether it may be below zero.
const FACTS: [(&str, &str, bool); 5] = [
    ("enfants", "", false),
    ("solde", "", true),
    ("salaire", " €", false),
    ("bénéfice", " €", true),
    ("part", " %", false),
];

/// Those that are whole.
const WHOLE: [(&str, bool); 2] = [("personnes", false), ("écart", true)];

fn named(index: usize) -> &'static str {
    FACTS
        .iter()
        .map(|(fact, ..)| *fact)
        .chain(WHOLE.iter().map(|(fact, _)| *fact))
        .nth(index)
        .expect("there is such a fact")
}

static PLAN: LazyLock<std::sync::Arc<Plan>> = LazyLock::new(|| plan_of(RULES));
static SCHEMA: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::draft202012::new(&case::json_schema(&PLAN)).expect("the schema compiles"));

/// What a case says, or nothing where it is refused.
fn told(case: Option<&Case>) -> Option<String> {
    case.map(|case| case::write(&PLAN, case))
}

/// Whether a value is taken as a fact, by all that read it alike.
fn is_taken(fact: &str, value: &Value) -> bool {
    let dossier = json!({ "dossier": "essai", "faits": { fact: value } });
    let line = dossier.to_string();
    let one = case::read(&PLAN, &mut Sources::default(), "essai", line.as_bytes()).ok();
    let mut reader = Reader::new(&PLAN);
    let many = reader.read("essai", line.as_bytes()).ok().cloned();
    assert_eq!(told(one.as_ref()), told(many.as_ref()), "{line}: one dossier and many");
    // A cell is a text: a point may part thousands in it.
    let cell = value.as_str().map_or_else(|| value.to_string().replace('.', ","), str::to_string);
    let table = format!("dossier;{fact}\nessai;\"{cell}\"\n");
    let table = Table::open("essai", Box::new(Cursor::new(table))).expect("it opens");
    let row = Tables::new(&PLAN, table, None).expect("it fits").next().expect("there is a row");
    assert_eq!(told(one.as_ref()), told(row.1.ok().as_ref()), "{line}: one dossier and a table");
    assert_eq!(one.is_some(), SCHEMA.is_valid(&dossier), "{line}: reader and schema");
    one.is_some()
}

#[test]
fn a_sign_is_taken_where_the_fact_allows_it() {
    for (fact, unit, below_zero) in FACTS {
        for number in ["0", "1,5", "120", "1 000 000", "0,001"] {
            assert!(is_taken(fact, &json!(format!("{number}{unit}"))), "{fact}: {number}{unit}");
        }
        for number in ["-20", "-0,5", "−3", "- 3", "-1 000"] {
            assert_eq!(is_taken(fact, &json!(format!("{number}{unit}"))), below_zero, "{fact}: {number}{unit}");
        }
        assert!(is_taken(fact, &json!(format!("-0{unit}"))), "{fact}: zero has no sign");
    }
    assert!(is_taken("enfants", &json!(2)) && is_taken("salaire", &json!(1500.5)) && !is_taken("part", &json!(0.5)));
    assert!(!is_taken("enfants", &json!(-2)) && is_taken("solde", &json!(-2)) && is_taken("bénéfice", &json!(-0.5)));
}

#[test]
fn whole_numbers_have_no_decimals() {
    for (fact, below_zero) in WHOLE {
        for number in ["0", "4", "4,0", "1 000 000", "12.00"] {
            assert!(is_taken(fact, &json!(number)), "{fact}: {number}");
        }
        for number in ["4,5", "0,001", "1.5"] {
            assert!(!is_taken(fact, &json!(number)), "{fact}: {number}");
        }
        assert_eq!(is_taken(fact, &json!("-3")), below_zero, "{fact}");
        assert!(is_taken(fact, &json!(4)) && is_taken(fact, &json!(4.0)) && !is_taken(fact, &json!(4.5)), "{fact}");
    }
}

#[test]
fn a_sign_that_is_not_allowed_is_told() {
    let text = "faits:\n  part: -20 %\n  salaire: -3 €\n";
    let found = case::read(&PLAN, &mut Sources::default(), "essai", text.as_bytes()).expect_err("it is refused");
    let told: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(told, ["part : « -20 % » est inférieur à zéro", "salaire : « -3 € » est inférieur à zéro"]);
    let help = found[1].help.as_deref().expect("there is advice");
    assert!(help.contains("même négatif"), "{help}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(12), ..ProptestConfig::default() })]

    /// Whatever looks like a number.
    #[test]
    fn what_looks_like_a_number(fact in 0..FACTS.len() + WHOLE.len(), text in "[-−]?[ 0]?[0-9]{0,4}[ \u{a0}\u{202f}]?[0-9]{0,3}[.,]?[0-9]{0,3}[ \u{a0}]?(€|%|euros|mois|)[ .,%€-]?") {
        // An empty cell says nothing, and an empty text is none of these.
        prop_assume!(!text.trim().is_empty());
        is_taken(named(fact), &json!(text));
    }

    /// Numbers without quotes.
    #[test]
    fn numbers_of_json(fact in 0..FACTS.len() + WHOLE.len(), digits in -99_999_i64..99_999, places in 0..4_u32) {
        let number: Value = serde_json::from_str(&format!("{}", digits as f64 / 10_f64.powi(places as i32))).expect("it is a number");
        is_taken(named(fact), &number);
    }
}
