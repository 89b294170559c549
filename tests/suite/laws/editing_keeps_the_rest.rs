//! Answers put into a dossier: it reads as the filled case, and all else stays as it was.

use alinea::case::{self, Case};
use alinea::plan::Type;
use proptest::prelude::*;

use super::generate::gapped;
use crate::support::{dossier, plan};
use crate::time::support::generate::cases;

/// How the text of a dossier is laid out.
#[derive(Clone, Copy, Debug)]
struct Layout {
    json: bool,
    pretty: bool,
    block_rows: bool,
    told_unknown: u8,
    remarks: bool,
    carriage_returns: bool,
    final_newline: bool,
}

fn layouts() -> impl Strategy<Value = Layout> {
    (any::<[bool; 6]>(), 0..4_u8).prop_map(
        |([json, pretty, block_rows, remarks, carriage_returns, final_newline], told_unknown)| Layout {
            json: json && pretty != remarks,
            pretty,
            block_rows,
            told_unknown,
            remarks,
            carriage_returns,
            final_newline,
        },
    )
}

/// The dossier of a case, written in another way than the program does.
fn text(plan: &alinea::plan::Plan, case: &Case, layout: Layout) -> String {
    let mut text = String::new();
    for line in case::write(plan, case).lines() {
        match line.trim_start().strip_prefix("- { ").and_then(|row| row.strip_suffix(" }")) {
            Some(cells) if layout.block_rows => {
                let cells: Vec<&str> = cells.split(", ").collect();
                text.push_str(&format!("    - {}\n", cells.join("\n      ")));
            }
            _ => text.push_str(&format!("{line}\n")),
        }
        if line == "faits:" {
            let unknown = plan.facts.iter().zip(&case.facts).filter(|(_, value)| **value == case::Value::Unknown);
            for (fact, _) in unknown.take(usize::from(layout.told_unknown)) {
                let said = ["inconnu", "~", "", "\"inconnu\""][fact.name.len() % 4];
                text.push_str(&format!("  {}: {said}\n", fact.name));
            }
        }
    }
    if layout.json {
        return json(&text, layout);
    }
    if layout.remarks {
        let remark = |(number, line): (usize, &str)| format!("  # avant {number}\n{line} # à côté {number}\n");
        text = text.lines().enumerate().map(remark).collect();
    }
    if !layout.final_newline {
        text = text.trim_end().to_string();
    }
    if layout.carriage_returns { text.replace('\n', "\r\n") } else { text }
}

/// The same as JSON, read from the lines above.
fn json(yaml: &str, layout: Layout) -> String {
    let mut facts = serde_json::Map::new();
    let mut name = String::new();
    let unquoted = |value: &str| serde_json::from_str::<String>(value).unwrap_or_else(|_| value.to_string());
    for line in yaml.lines().skip(2) {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        if let Some(row) = line.trim_start().strip_prefix("- ") {
            let mut cells = serde_json::Map::new();
            for cell in row.trim_start_matches("{ ").trim_end_matches(" }").split(", ") {
                let Some((key, value)) = cell.split_once(": ") else { continue };
                cells.insert(key.to_string(), unquoted(value).into());
            }
            if let Some(rows) = facts.get_mut(&name).and_then(serde_json::Value::as_array_mut) {
                rows.push(cells.into());
            }
        } else if line.starts_with("      ") {
            let last = facts.get_mut(&name).and_then(|rows| rows.as_array_mut()?.last_mut()?.as_object_mut());
            last.expect("cells follow a row").insert(key.trim().to_string(), unquoted(value).into());
        } else {
            name = key.trim().to_string();
            let value = match value {
                "[]" => serde_json::json!([]),
                "" if plan("aes-travail").fact(&name).is_some_and(|id| {
                    !matches!(plan("aes-travail").facts[id.index()].kind, Type::Periods | Type::Rows)
                }) =>
                {
                    serde_json::Value::Null
                }
                "" => serde_json::json!([]),
                "~" => serde_json::Value::Null,
                value => unquoted(value).into(),
            };
            facts.insert(name.clone(), value);
        }
    }
    let whole = serde_json::json!({ "dossier": "essai", "faits": facts });
    if layout.pretty { format!("{whole:#}") } else { whole.to_string() }
}

#[test]
fn an_edited_dossier_reads_as_the_filled_case() {
    let plan = plan("aes-travail");
    proptest!(cases(1000), |(case in gapped(&plan), layout in layouts(), chosen in prop::collection::vec(any::<bool>(), 64))| {
        let before = text(&plan, &case.gapped, layout);
        // What JSON cannot leave open is not what is tried here.
        let read = dossier(&plan, "essai", &before);
        let places: Vec<_> = case.gaps().into_iter().zip(chosen.iter().cycle()).filter(|(_, taken)| **taken).map(|(place, _)| place).collect();
        let filled = super::generate::Gapped { gapped: read, ..case.clone() }.filled(&places);
        let after = case::edit(&plan, &before, &filled);
        prop_assert!(after.is_some(), "{layout:?}\n{before}");
        let after = after.unwrap_or_default();
        prop_assert_eq!(case::write(&plan, &dossier(&plan, "essai", &after)), case::write(&plan, &filled), "{}\n{}", before, after);
        let remarks = |text: &str| text.lines().filter_map(|line| line.split_once("# ").map(|(_, remark)| remark.to_string())).collect::<Vec<_>>();
        prop_assert_eq!(remarks(&after), remarks(&before), "{}\n{}", before, after);
        if layout.json {
            prop_assert!(serde_json::from_str::<serde_json::Value>(&after).is_ok(), "{}", after);
        }
        prop_assert_eq!(after.matches("\r\n").count() == after.matches('\n').count(), layout.carriage_returns && !layout.json || !after.contains('\n'));
    });
}

#[test]
fn a_dossier_that_says_it_already_is_not_touched() {
    let plan = plan("aes-travail");
    proptest!(cases(200), |(case in gapped(&plan), layout in layouts())| {
        let before = text(&plan, &case.gapped, layout);
        prop_assert_eq!(case::edit(&plan, &before, &dossier(&plan, "essai", &before)), Some(before));
    });
}
