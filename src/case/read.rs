//! A whole dossier, with every mistake in it.

use super::reader::{Reader, row_keys};
use super::scalar::{Wanted, is_ongoing, is_unknown_rows};
use super::tree::{self, Key, Node, NodeKind};
use super::{Case, End, MAX_BYTES, Row, Value, errors, overlaps};
use crate::diagnostic::Diagnostic;
use crate::names::{self, closest, normalize};
use crate::plan::{ConventionId, Fact, FactId, Plan, Type};
use crate::source::{Sources, Span};

/// Reads a dossier against the facts of a plan.
///
/// The text is added to `sources`, so that findings can point into it. `name` names the file.
///
/// # Errors
///
/// Every mistake of the dossier, by place.
pub fn read(plan: &Plan, sources: &mut Sources, name: &str, bytes: &[u8]) -> Result<Case, Vec<Diagnostic>> {
    let nowhere = |file| Span { file, start: 0, end: 0 };
    if bytes.len() > MAX_BYTES {
        let file = sources.add(name, "");
        return Err(vec![errors::too_large(nowhere(file))]);
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        let file = sources.add(name, "");
        return Err(vec![errors::not_utf8(nowhere(file))]);
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file = sources.add(name, text);
    let root = tree::read(file, text).map_err(|found| vec![*found])?;
    let mut reader = Reader::new(plan, file, Vec::new());
    let mut case = reader.case(&root, name);
    case.texts = reader.finish()?;
    Ok(case)
}

/// What is told of a dossier whose bytes cannot be had: `why` says so, `name` names it.
pub fn unreadable(sources: &mut Sources, name: &str, why: &str) -> Diagnostic {
    let file = sources.add(name, "");
    errors::unreadable(Span { file, start: 0, end: 0 }, name, why)
}

/// How many rows one fact may have.
pub(super) const MAX_ROWS: usize = 100_000;

impl Reader<'_> {
    pub(super) fn case(&mut self, root: &Node, name: &str) -> Case {
        let mut case = Case::unknown(self.plan, name);
        let NodeKind::Mapping(pairs) = &root.kind else {
            let span = Span { file: self.file, start: root.span.start, end: root.span.start };
            self.report(span, |span| errors::expected_shape(span, "dossier", "« faits: » et les faits du dossier"));
            return case;
        };
        self.duplicates(pairs, "dossier");
        let known = ["dossier", "faits", "admis", "attendu", "lecture"];
        let index = names::Index::of_words(known);
        for (key, node) in pairs {
            let name = normalize(&key.text);
            match index.find(&name).map(|place| known[place]) {
                // An empty name says nothing: the file's stays.
                Some("dossier") if node.is_null() => {}
                Some("dossier") => match &node.kind {
                    NodeKind::Scalar { text, .. } => case.name = text.clone(),
                    _ => self.report(node.span, |span| errors::expected_shape(span, "dossier", "un nom")),
                },
                Some("faits") => self.facts(node, &mut case),
                Some("admis") => self.admitted(node, &mut case),
                Some("attendu") => self.expected(node, &mut case),
                Some("lecture") => self.reading(node, &mut case),
                _ if self.fact_named(&name).is_some() => {
                    self.report(key.span, |span| errors::misplaced_fact(span, &name));
                }
                _ => self.unknown_key(key, "dossier", "une partie d'un dossier", || known.to_vec()),
            }
        }
        case
    }

    fn facts(&mut self, node: &Node, case: &mut Case) {
        if node.is_null() {
            return;
        }
        let NodeKind::Mapping(pairs) = &node.kind else {
            self.report(node.span, |span| {
                errors::expected_shape(span, "faits", "des faits, un par ligne : « nom: valeur »")
            });
            return;
        };
        self.duplicates(pairs, "faits");
        for (key, value) in pairs {
            match self.fact_named(&normalize(&key.text)) {
                Some(id) => case.facts[id.index()] = self.fact(id, value),
                None => self.unknown_fact(key),
            }
        }
    }

    /// The fact that words mean.
    pub(super) fn fact_named(&self, words: &str) -> Option<FactId> {
        self.facts.find(words).map(|index| FactId(index as u32))
    }

    /// Reports a key that is no fact.
    pub(super) fn unknown_fact(&mut self, key: &Key) {
        let facts = &self.plan.facts;
        let known = || facts.iter().map(|fact| fact.name.as_str()).collect();
        self.unknown_key(key, "faits", "un fait de ce recueil", known);
    }

    pub(super) fn fact(&mut self, id: FactId, node: &Node) -> Value {
        let fact = &self.plan.facts[id.index()];
        match fact.kind {
            Type::Periods | Type::Rows => self.rows(id, node),
            _ => self.scalar(node, fact.into(), &fact.name),
        }
    }

    fn rows(&mut self, id: FactId, node: &Node) -> Value {
        let fact = &self.plan.facts[id.index()];
        match &node.kind {
            NodeKind::Scalar { text, .. } if node.is_null() || is_unknown_rows(&normalize(text)) => Value::Unknown,
            NodeKind::Sequence(nodes) if nodes.len() > MAX_ROWS => {
                self.report(nodes[MAX_ROWS].span, |span| errors::too_many_rows(span, &fact.name, MAX_ROWS));
                Value::Unknown
            }
            NodeKind::Sequence(nodes) => {
                let rows = nodes.iter().enumerate();
                let rows: Vec<Row> =
                    rows.map(|(index, node)| self.row(id, node, &format!("{}[{index}]", fact.name))).collect();
                self.overlaps(fact, &rows, |row| nodes[row].span);
                Value::Rows(rows)
            }
            _ => {
                let wanted = "une liste, une ligne « - … » par période, ou « inconnu »";
                self.report(node.span, |span| errors::expected_shape(span, &fact.name, wanted));
                Value::Unknown
            }
        }
    }

    /// Reports rows of one day that contradict each other, where the fact does not allow it.
    pub(super) fn overlaps(&mut self, fact: &Fact, rows: &[Row], span: impl Fn(usize) -> Span) {
        overlaps::find(fact.overlap, rows, &mut overlaps::Room::default(), |first, second, column| {
            self.report(span(second), |second_span| {
                let path = format!("{}[{second}]", fact.name);
                errors::overlap(second_span, span(first), &path, &fact.columns[column].name)
            });
        });
    }

    pub(super) fn row(&mut self, id: FactId, node: &Node, path: &str) -> Row {
        let plan = self.plan;
        let fact = &plan.facts[id.index()];
        let dated = fact.kind == Type::Periods;
        let mut row = Row { start: None, end: End::Ongoing, columns: vec![Value::Unknown; fact.columns.len()] };
        let NodeKind::Mapping(pairs) = &node.kind else {
            let wanted = if dated { "une période : « { du: …, au: … } »" } else { "une ligne : « { … } »" };
            self.report(node.span, |span| errors::expected_shape(span, path, wanted));
            return row;
        };
        self.duplicates(pairs, path);
        let mut start_span = None;
        let mut end_span = None;
        let columns_from = row_keys(fact).count() - fact.columns.len();
        for (key, value) in pairs {
            match self.keys[id.index()].find(&normalize(&key.text)) {
                Some(0) if dated => {
                    start_span = Some(value.span);
                    if let Value::Date(range) = self.scalar(value, Wanted::DATE, &format!("{path}.du")) {
                        row.start = Some(range);
                    }
                }
                Some(1) if dated => {
                    end_span = Some(value.span);
                    row.end = self.end(value, &format!("{path}.au"));
                }
                Some(place) => {
                    let index = place - columns_from;
                    let column = &fact.columns[index];
                    row.columns[index] = self.scalar(value, column.into(), &format!("{path}.{}", column.name));
                }
                None => {
                    let what = format!("une colonne de « {} »", fact.name);
                    self.unknown_key(key, path, &what, || row_keys(fact).collect());
                }
            }
        }
        if let (Some(start), End::Known(end), Some(span)) = (row.start, row.end, end_span)
            && end.last < start.first
        {
            self.report(span, |span| errors::end_before_start(span, start_span, path));
        }
        row
    }

    pub(super) fn end(&mut self, node: &Node, path: &str) -> End {
        if node.is_null() {
            self.report(node.span, |span| errors::null_end(span, path));
            return End::Unknown;
        }
        if matches!(&node.kind, NodeKind::Scalar { text, .. } if is_ongoing(&normalize(text))) {
            return End::Ongoing;
        }
        match self.scalar(node, Wanted::DATE, path) {
            Value::Date(range) => End::Known(range),
            _ => End::Unknown,
        }
    }

    fn admitted(&mut self, node: &Node, case: &mut Case) {
        let NodeKind::Mapping(pairs) = &node.kind else {
            if !node.is_null() {
                self.report(node.span, |span| {
                    errors::expected_shape(span, "admis", "« nom de la voie: oui » ou « non »")
                });
            }
            return;
        };
        self.duplicates(pairs, "admis");
        let plan = self.plan;
        let known = plan.admissible();
        let index = names::Index::of_words(known.iter().copied());
        for (key, value) in pairs {
            let Some(name) = index.find(&normalize(&key.text)).map(|place| known[place]) else {
                self.unknown_key(key, "admis", "une voie laissée à l'autorité", || known.clone());
                continue;
            };
            if let Value::Truth(admitted) = self.scalar(value, Wanted::TRUTH, &format!("admis.{name}")) {
                case.admitted.push((name.to_string(), admitted));
            }
        }
    }

    fn expected(&mut self, node: &Node, case: &mut Case) {
        let NodeKind::Mapping(procedures) = &node.kind else {
            self.report(node.span, |span| errors::expected_shape(span, "attendu", "« procédure: { texte: issue } »"));
            return;
        };
        self.duplicates(procedures, "attendu");
        let plan = self.plan;
        let known = plan.procedures();
        let index = names::Index::of_words(known.iter().copied());
        for (procedure, node) in procedures {
            let Some(name) = index.find(&normalize(&procedure.text)).map(|place| known[place]) else {
                self.unknown_key(procedure, "attendu", "une procédure de ce recueil", || known.clone());
                continue;
            };
            let path = format!("attendu.{name}");
            let NodeKind::Mapping(texts) = &node.kind else {
                self.report(node.span, |span| errors::expected_shape(span, &path, "« texte: issue »"));
                continue;
            };
            self.duplicates(texts, &path);
            for (text, outcome) in texts {
                self.expectation(name, &path, text, outcome, case);
            }
        }
    }

    fn reading(&mut self, node: &Node, case: &mut Case) {
        let NodeKind::Mapping(pairs) = &node.kind else {
            self.report(node.span, |span| errors::expected_shape(span, "lecture", "« convention: option »"));
            return;
        };
        self.duplicates(pairs, "lecture");
        let plan = self.plan;
        let known: Vec<&str> = plan.conventions.iter().map(|one| one.name.as_str()).collect();
        let index = names::Index::of_words(known.iter().copied());
        for (key, value) in pairs {
            let Some(convention) = index.find(&normalize(&key.text)) else {
                self.unknown_key(key, "lecture", "une convention de ce recueil", || known.clone());
                continue;
            };
            let path = format!("lecture.{}", known[convention]);
            let NodeKind::Scalar { text, .. } = &value.kind else {
                self.report(value.span, |span| errors::expected_shape(span, &path, "une option"));
                continue;
            };
            let word = normalize(text);
            let options: Vec<&str> = plan.conventions[convention].options.iter().map(|one| one.name.as_str()).collect();
            match names::find(&word, options.iter().copied()) {
                Some(option) => case.reading.push((ConventionId(convention as u32), option)),
                None => self.report(value.span, |span| {
                    let near = closest(&word, options.iter().copied());
                    errors::unknown_value(span, &path, &word, &options, near)
                }),
            }
        }
    }
}
