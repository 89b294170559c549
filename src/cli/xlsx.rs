//! A comparison as a workbook: its summary, its groups, and one row for each dossier that changes.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::Failure;
use crate::compare::Comparison;
use crate::report::{self, CASE_COLUMNS, GROUP_COLUMNS};

/// Rows that a sheet may have.
const MAX_ROWS: usize = 1_048_576;
/// Characters wide, as far as a screen goes.
const WIDEST: usize = 70;

/// The bytes of a workbook.
///
/// # Errors
///
/// More dossiers change than a sheet has rows.
pub(super) fn workbook(comparison: &Comparison) -> Result<Vec<u8>, Failure> {
    let cases: Vec<Vec<String>> = report::comparison_cases(comparison).collect();
    if cases.len() >= MAX_ROWS {
        return Err(Failure::misuse(format!(
            "{} dossiers changent, plus qu'une feuille n'a de lignes : « --format csv »",
            cases.len()
        )));
    }
    let summary = report::comparison_summary(comparison).into_iter().map(|line| vec![line]).collect::<Vec<_>>();
    let groups: Vec<Vec<String>> = report::comparison_groups(comparison).collect();
    let sides = format!("{} → {}", comparison.before, comparison.after);
    written(&[
        ("En bref", &[&sides], &summary),
        ("Groupes", &GROUP_COLUMNS, &groups),
        ("Dossiers", &CASE_COLUMNS, &cases),
    ])
    .map_err(|error| Failure::misuse(format!("le classeur ne peut être fait : {error}")))
}

/// A sheet: its name, its header, its rows.
type Sheet<'s> = (&'s str, &'s [&'s str], &'s [Vec<String>]);

fn written(sheets: &[Sheet<'_>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The library would write the hour: the same comparison gives the same bytes.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    for (name, header, rows) in sheets {
        fill(book.add_worksheet().set_name(*name)?, header, rows)?;
    }
    book.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, header: &[&str], rows: &[Vec<String>]) -> Result<(), XlsxError> {
    let (bold, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap());
    sheet.set_freeze_panes(1, 0)?;
    for (column, title) in (0..).zip(header) {
        sheet.write_string_with_format(0, column, *title, &bold)?;
        let cells = rows.iter().filter_map(|row| row.get(usize::from(column))).map(|cell| cell.chars().count());
        let widest = cells.chain([title.chars().count()]).max().unwrap_or(0).min(WIDEST);
        sheet.set_column_width(column, widest as f64 + 2.0)?;
    }
    for (place, row) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            match cell.parse::<u32>() {
                Ok(number) => sheet.write_number(place, column, number)?,
                Err(_) => sheet.write_string_with_format(place, column, cell, &wrapped)?,
            };
        }
    }
    Ok(())
}
