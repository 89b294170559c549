//! Dossiers from the cells of tables.

use std::collections::HashSet;

use super::read::MAX_ROWS;
use super::reader::Reader;
use super::scalar::is_one_of;
use super::tree::{Key, Node, NodeKind};
use super::{Case, Row, Value, errors};
use crate::diagnostic::Diagnostic;
use crate::names::{fold_name, normalize};
use crate::plan::{Plan, Type};
use crate::source::{FileId, Span};

/// A cell: the column it stands in, what it says, and where.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'t> {
    /// The name above the column.
    pub column: &'t str,
    /// What the cell says.
    pub text: &'t str,
    /// Where it stands.
    pub span: Span,
}

impl Cell<'_> {
    fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The cell as a key and its value.
    fn pair(&self, name: &str) -> (Key, Node) {
        let value = NodeKind::Scalar { text: self.text.trim().to_string(), plain: true, json_number: false };
        (Key { text: name.to_string(), span: self.span }, Node { kind: value, span: self.span })
    }
}

/// The words in `du` of a row that say that there is no period at all.
const NONE: [&str; 2] = ["aucun", "aucune"];

/// The part in a column « admis : … », which says what the prefect decided on it.
pub fn admitted_part(column: &str) -> Option<&str> {
    let (word, rest) = column.split_at_checked("admis".len())?;
    rest.trim_start().strip_prefix(':').filter(|_| is_one_of(word, &["admis"])).map(str::trim)
}

/// Reads dossiers from the cells of tables: first the rows of one, then its plain facts.
pub struct CellReader<'p> {
    plan: &'p Plan,
    reader: Reader<'p>,
    /// By fact, the rows of the dossier at hand.
    rows: Vec<Rows>,
    /// Names that are no facts, each told once.
    unknown: HashSet<String>,
}

/// The rows of one fact.
#[derive(Default)]
struct Rows {
    /// `None` as long as no row was met.
    rows: Option<Vec<Row>>,
    /// Where each stands.
    spans: Vec<Span>,
    /// Whether a row says that there are none.
    none: bool,
}

impl<'p> CellReader<'p> {
    /// A reader of dossiers of a plan.
    pub fn new(plan: &'p Plan) -> CellReader<'p> {
        // The spans of cells name their texts themselves.
        let reader = Reader::new(plan, FileId(0), Vec::new());
        let rows = plan.facts.iter().map(|_| Rows::default()).collect();
        CellReader { plan, reader, rows, unknown: HashSet::new() }
    }

    /// Reads a row of the dossier at hand: `fact` is the cell that names the fact, `cells` are `du`, `au` and its
    /// columns. An empty cell says nothing.
    pub fn row(&mut self, fact: Cell, cells: &[Cell]) {
        let span = fact.span;
        let Some(id) = self.reader.fact_named(&normalize(fact.text)) else {
            if self.unknown.insert(fold_name(fact.text)) {
                self.reader.unknown_fact(&Key { text: fact.text.to_string(), span });
            }
            return;
        };
        let known = &self.plan.facts[id.index()];
        let dated = known.kind == Type::Periods;
        if !dated && known.kind != Type::Rows {
            self.reader.report(span, |span| errors::expected_shape(span, &known.name, "une seule valeur"));
            return;
        }
        let Rows { rows, spans, none } = &mut self.rows[id.index()];
        let rows = rows.get_or_insert_default();
        let is_none = cells.iter().any(|cell| cell.column == "du" && is_one_of(cell.text.trim(), &NONE));
        let alone = rows.is_empty() && cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
        if *none || (is_none && !alone) {
            self.reader.report(span, |span| errors::none_beside_others(span, &known.name));
        } else if is_none {
            *none = true;
        } else if rows.len() == MAX_ROWS {
            if spans.len() == MAX_ROWS {
                spans.push(span);
                self.reader.report(span, |span| errors::too_many_rows(span, &known.name, MAX_ROWS));
            }
        } else {
            // Only an empty last day says something: that it was forgotten.
            let kept = cells.iter().filter(|cell| !cell.is_empty() || (dated && cell.column == "au"));
            let kind = NodeKind::Mapping(kept.map(|cell| cell.pair(cell.column)).collect());
            let path = format!("{}[{}]", known.name, rows.len());
            rows.push(self.reader.row(id, &Node { kind, span }, &path));
            spans.push(span);
        }
    }

    /// Notes a row that cannot be read; `why` says so, and that there must be so many `cells`.
    pub fn refuse(&mut self, span: Span, why: &str, cells: usize) {
        self.reader.report(span, |span| errors::table_row(span, why, cells));
    }

    /// Notes that the rows of the dossier at hand are more than a dossier may hold, from a place on.
    pub fn refuse_as_too_large(&mut self, span: Span) {
        self.reader.report(span, errors::too_large);
    }

    /// Reads the plain facts of the dossier at hand and ends it; what comes next is another dossier.
    ///
    /// # Errors
    ///
    /// What [`super::read`] refuses in a dossier that says the same.
    pub fn finish(&mut self, name: &str, facts: &[Cell]) -> Result<Case, Vec<Diagnostic>> {
        let whole = Span { file: FileId(0), start: 0, end: 0 };
        let (mut plain, mut admitted) = (Vec::new(), Vec::new());
        for cell in facts.iter().filter(|cell| !cell.is_empty()) {
            match admitted_part(cell.column) {
                Some(part) => admitted.push(cell.pair(part)),
                None => plain.push(cell.pair(cell.column)),
            }
        }
        let part = |name: &str, pairs| {
            let node = Node { kind: NodeKind::Mapping(pairs), span: whole };
            (Key { text: name.to_string(), span: whole }, node)
        };
        let root = NodeKind::Mapping(vec![part("faits", plain), part("admis", admitted)]);
        let mut case = self.reader.case(&Node { kind: root, span: whole }, name);
        for (index, found) in self.rows.iter_mut().enumerate() {
            let Rows { rows, spans, .. } = std::mem::take(found);
            if let Some(rows) = rows {
                self.reader.overlaps(&self.plan.facts[index], &rows, |row| spans[row]);
                case.facts[index] = Value::Rows(rows);
            }
        }
        self.unknown.clear();
        case.texts = self.reader.finish()?;
        Ok(case)
    }
}
