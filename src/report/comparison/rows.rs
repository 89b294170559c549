//! A comparison as rows: for tables and workbooks.

use super::reasons::reason_words;
use super::{heading, value};
use crate::compare::{Compared, Comparison};
use crate::report::records::writer;

/// The columns of [`comparison_cases`].
pub const CASE_COLUMNS: [&str; 8] =
    ["procédure", "texte avant", "texte après", "dossier", "changement", "avant", "après", "raison"];

/// The columns of [`comparison_groups`].
pub const GROUP_COLUMNS: [&str; 8] =
    ["procédure", "texte avant", "texte après", "dossiers", "changement", "avant", "après", "raison"];

fn sides(one: &Compared) -> [String; 3] {
    let ((procedure, before), (other, after)) = (&one.before, &one.after);
    let procedure = if procedure == other { procedure.clone() } else { format!("{procedure} → {other}") };
    [procedure, before.clone(), after.clone()]
}

/// A row for each dossier that changes, as far as the comparison keeps them.
pub fn comparison_cases(comparison: &Comparison) -> impl Iterator<Item = Vec<String>> {
    comparison.compared.iter().flat_map(|one| {
        let head = sides(one);
        one.changes.iter().map(move |change| {
            let mut reason = reason_words(&change.alike());
            if !change.values.is_empty() {
                reason = change.values.iter().map(value).collect::<Vec<_>>().join(" ; ");
            }
            let (before, after) = (change.before.french().to_string(), change.after.french().to_string());
            let told = [change.dossier.clone(), heading(change.kind).to_string(), before, after, reason];
            head.iter().cloned().chain(told).collect()
        })
    })
}

/// A row for each group of dossiers.
pub fn comparison_groups(comparison: &Comparison) -> impl Iterator<Item = Vec<String>> {
    comparison.compared.iter().flat_map(|one| {
        let head = sides(one);
        one.groups.sorted().into_iter().map(move |group| {
            let alike = &group.alike;
            let (before, after) = (alike.before.french().to_string(), alike.after.french().to_string());
            let told = [group.count.to_string(), heading(alike.kind).to_string(), before, after, reason_words(alike)];
            head.iter().cloned().chain(told).collect()
        })
    })
}

/// All dossiers that change as a table with « ; », as spreadsheets of French offices read it.
pub fn comparison_csv(comparison: &Comparison) -> Vec<u8> {
    let mut table = writer(Vec::new());
    let header = CASE_COLUMNS.map(str::to_string).to_vec();
    for row in std::iter::once(header).chain(comparison_cases(comparison)) {
        // Memory takes whatever is written to it.
        let _ = table.write_record(row);
    }
    table.into_inner().unwrap_or_default()
}
