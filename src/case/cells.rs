//! Dossiers from the cells of tables.

use super::read::Reader;
use super::tree::{Key, Node, NodeKind};
use super::{Case, errors};
use crate::diagnostic::Diagnostic;
use crate::plan::{Plan, Type};
use crate::source::{FileId, Span};
use crate::syntax::normalize_name;

/// A cell: the column it stands in, what it says, and where.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The name above the column.
    pub column: String,
    /// What the cell says.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A row of a table of periods.
#[derive(Clone, Debug)]
pub struct CellRow {
    /// The cell that names the fact.
    pub fact: Cell,
    /// The others: `du`, `au` and the columns of the fact.
    pub cells: Vec<Cell>,
}

/// The word in `du` of a row that says that there is no period at all.
const NONE: [&str; 2] = ["aucun", "aucune"];

/// The part in a column « admis : … », which says what the prefect decided on it.
pub fn admitted_part(column: &str) -> Option<&str> {
    let rest = column.strip_prefix("admis").or_else(|| column.strip_prefix("Admis"))?;
    rest.trim_start().strip_prefix(':').map(str::trim)
}

/// Reads the cells of one dossier against the facts of a plan; an empty cell says nothing.
///
/// # Errors
///
/// What [`super::read`] refuses in a dossier that says the same.
pub fn from_cells(
    plan: &Plan,
    file: FileId,
    name: &str,
    facts: &[Cell],
    rows: &[CellRow],
) -> Result<Case, Vec<Diagnostic>> {
    let whole = Span { file, start: 0, end: 0 };
    let said = |cell: &&Cell| !cell.text.trim().is_empty();
    let (admitted, plain): (Vec<&Cell>, Vec<&Cell>) =
        facts.iter().filter(said).partition(|cell| admitted_part(&cell.column).is_some());
    let admitted = admitted.into_iter().map(|cell| pair(admitted_part(&cell.column).unwrap_or_default(), cell));
    let admitted = Node { kind: NodeKind::Mapping(admitted.collect()), span: whole };
    let mut known: Vec<(Key, Node)> = plain.into_iter().map(|cell| pair(&cell.column, cell)).collect();
    let mut refused = Vec::new();
    let mut empty_facts: Vec<usize> = Vec::new();
    for row in rows {
        let name = normalize_name(&row.fact.text);
        let place = known.iter().position(|(key, _)| normalize_name(&key.text) == name).unwrap_or_else(|| {
            let none = Node { kind: NodeKind::Sequence(Vec::new()), span: row.fact.span };
            known.push((Key { text: row.fact.text.clone(), span: row.fact.span }, none));
            known.len() - 1
        });
        let dated = plan.fact(&name).is_some_and(|fact| plan.facts[fact.index()].kind == Type::Periods);
        let empty = |cell: &Cell| cell.text.trim().is_empty();
        let none = row.cells.iter().any(|cell| cell.column == "du" && NONE.contains(&cell.text.trim()));
        // Only an empty last day says something: that it was forgotten.
        let kept = row.cells.iter().filter(|cell| !empty(cell) || (dated && cell.column == "au"));
        let node =
            Node { kind: NodeKind::Mapping(kept.map(|cell| pair(&cell.column, cell)).collect()), span: row.fact.span };
        match &mut known[place].1.kind {
            NodeKind::Sequence(nodes) => {
                let alone = nodes.is_empty() && row.cells.iter().filter(|cell| !empty(cell)).count() == 1;
                if empty_facts.contains(&place) || (none && !alone) {
                    refused.push(errors::none_beside_others(row.fact.span, &name));
                } else if none {
                    empty_facts.push(place);
                } else {
                    nodes.push(node);
                }
            }
            _ => refused.push(errors::expected_shape(row.fact.span, &name, "une seule valeur")),
        }
    }
    let facts = Node { kind: NodeKind::Mapping(known), span: whole };
    let key = |text: &str| Key { text: text.to_string(), span: whole };
    let root = NodeKind::Mapping(vec![(key("faits"), facts), (key("admis"), admitted)]);
    let mut reader = Reader::new(plan, file, Vec::new());
    refused.into_iter().for_each(|found| reader.report(found));
    let mut case = reader.case(&Node { kind: root, span: whole }, name);
    case.texts = reader.finish()?;
    Ok(case)
}

fn pair(name: &str, cell: &Cell) -> (Key, Node) {
    let value = NodeKind::Scalar { text: cell.text.trim().to_string(), plain: true };
    (Key { text: name.to_string(), span: cell.span }, Node { kind: value, span: cell.span })
}
