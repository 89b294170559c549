//! Values of each procedure, beside its outcome.

use alinea::report::{Fields, Form};
use serde_json::{Value, json};

use super::records;
use crate::support::plan;

/// A salary that is known, one that is not, and a day before any version.
const LINES: &str = r#"{"faits": {"date de l'autorisation de travail": "2024-06-15", "première admission comme salarié": "oui", "durée du contrat": 12, "salaire brut mensuel": 1900.5, "employeur particulier": "non"}}
{"faits": {"date de l'autorisation de travail": "2024-06-15", "première admission comme salarié": "oui", "durée du contrat": 12, "employeur particulier": "non"}}
{"faits": {"date de l'autorisation de travail": "2019-06-15"}}
{"faits": 3}
"#;

#[test]
fn a_table_has_a_column_for_each() {
    let fields = Fields { values: true, missing: true, ..Fields::default() };
    let (found, _) = records(&plan("taxe-employeur"), LINES, 1, Form::Csv, fields);
    insta::assert_snapshot!(found);
}

#[test]
fn a_line_has_them_under_one_key() {
    let fields = Fields { values: true, ..Fields::default() };
    let (found, _) = records(&plan("taxe-employeur"), LINES, 1, Form::Ndjson, fields);
    let lines: Vec<Value> = found.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let keys: Vec<&String> = lines[0]["results"][0].as_object().expect("a result").keys().collect();
    assert_eq!(keys, ["procedure", "text", "outcome", "values"]);
    let due = |line: usize| lines[line]["results"][0]["values"].as_array().and_then(|all| all.last()).cloned();
    // 55 % of 1 900,50 € make 1 045,275 €, and the tax is rounded to the euro.
    assert_eq!(due(0), Some(json!({ "name": "taxe due", "type": "amount", "value": "1045", "exact": null })));
    let open = json!({ "least": "0", "greatest": "2430" });
    assert_eq!(due(1), Some(json!({ "name": "taxe due", "type": "amount", "value": open, "exact": null })));
    assert_eq!(lines[2]["results"][0]["values"], json!([]));
    assert!(lines[3].get("results").is_none());
}
