//! Answers put into a case.

use super::read::read;
use super::reader::Reader;
use super::scalar::Wanted;
use super::tree::{Key, Node, NodeKind};
use super::{Case, Value, write};
use crate::diagnostic::Diagnostic;
use crate::plan::{FactId, Plan};
use crate::source::{Sources, Span};

/// A place of a dossier that one answer fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A whole fact.
    Fact(FactId),
    /// A column of a row.
    Column {
        /// The fact.
        fact: FactId,
        /// The row, from 0.
        row: usize,
        /// The column.
        column: usize,
    },
    /// The first day of a row.
    Start {
        /// The fact.
        fact: FactId,
        /// The row, from 0.
        row: usize,
    },
    /// The last day of a row.
    End {
        /// The fact.
        fact: FactId,
        /// The row, from 0.
        row: usize,
    },
}

/// What is put into a place.
#[derive(Clone, Debug)]
pub enum Filling {
    /// A single value, in the words of a dossier.
    Text(String),
    /// Rows: the columns that are known, `du` and `au` among them, and their values.
    Rows(Vec<Vec<(String, String)>>),
}

/// A case with one more answer.
///
/// # Errors
///
/// What a dossier with this answer would be refused for. Places point into the written dossier.
pub fn fill(plan: &Plan, case: &Case, place: Place, filling: &Filling) -> Result<Case, Vec<Diagnostic>> {
    let mut sources = Sources::default();
    let file = sources.add("réponse", "");
    let span = Span { file, start: 0, end: 0 };
    let scalar =
        |text: &str| Node { kind: NodeKind::Scalar { text: text.to_string(), plain: true, json_number: false }, span };
    let node = match filling {
        Filling::Text(text) => scalar(text),
        Filling::Rows(rows) => {
            let key = |text: &String| Key { text: text.clone(), span };
            let mapping = |row: &Vec<(String, String)>| Node {
                kind: NodeKind::Mapping(row.iter().map(|(name, value)| (key(name), scalar(value))).collect()),
                span,
            };
            Node { kind: NodeKind::Sequence(rows.iter().map(mapping).collect()), span }
        }
    };
    let mut reader = Reader::new(plan, file, case.texts.clone());
    let mut filled = case.clone();
    match place {
        Place::Fact(fact) => filled.facts[fact.index()] = reader.fact(fact, &node),
        Place::Column { fact, row, column } => {
            let kind = &plan.facts[fact.index()].columns[column];
            let value = reader.scalar(&node, kind.into(), &kind.name);
            if let Some(row) = row_of(&mut filled, fact, row) {
                row.columns[column] = value;
            }
        }
        Place::Start { fact, row } => {
            if let (Value::Date(days), Some(row)) =
                (reader.scalar(&node, Wanted::DATE, "du"), row_of(&mut filled, fact, row))
            {
                row.start = Some(days);
            }
        }
        Place::End { fact, row } => {
            let end = reader.end(&node, "au");
            if let Some(row) = row_of(&mut filled, fact, row) {
                row.end = end;
            }
        }
    }
    filled.texts = reader.finish()?;
    // What one value cannot show, as an end before its start, the reader of whole dossiers finds.
    read(plan, &mut sources, &filled.name, write(plan, &filled).as_bytes())
}

fn row_of(case: &mut Case, fact: FactId, row: usize) -> Option<&mut super::Row> {
    match &mut case.facts[fact.index()] {
        Value::Rows(rows) => rows.get_mut(row),
        _ => None,
    }
}
