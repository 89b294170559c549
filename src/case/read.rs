//! A whole dossier, with every mistake in it.

use super::scalar::normalize;
use super::tree::{self, Key, Node, NodeKind};
use super::{Case, End, Expectation, Row, Value, errors, overlaps};
use crate::check::closest;
use crate::diagnostic::{self, Diagnostic};
use crate::plan::{ConventionId, Fact, FactId, Plan, Type};
use crate::source::{FileId, Sources, Span};
use crate::syntax::normalize_name;

/// Largest dossier, in bytes.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;

/// Words for rows of which nothing is known.
pub(super) const UNKNOWN_ROWS: [&str; 4] = ["inconnu", "inconnue", "inconnus", "inconnues"];

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
        return Err(vec![errors::too_large(nowhere(file), MAX_BYTES / 1024 / 1024)]);
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        let file = sources.add(name, "");
        return Err(vec![errors::not_utf8(nowhere(file))]);
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file = sources.add(name, text);
    let root = tree::read(file, text).map_err(|found| vec![found])?;
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

pub(super) struct Reader<'p> {
    pub(super) plan: &'p Plan,
    file: FileId,
    diagnostics: Vec<Diagnostic>,
    pub(super) texts: Vec<String>,
}

impl<'p> Reader<'p> {
    /// `texts` are those that the case already holds.
    pub(super) fn new(plan: &'p Plan, file: FileId, texts: Vec<String>) -> Reader<'p> {
        Reader { plan, file, diagnostics: Vec::new(), texts }
    }

    /// The texts of the case, or every mistake.
    pub(super) fn finish(mut self) -> Result<Vec<String>, Vec<Diagnostic>> {
        diagnostic::sort(&mut self.diagnostics);
        if self.diagnostics.is_empty() { Ok(self.texts) } else { Err(self.diagnostics) }
    }
}

impl Reader<'_> {
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn case(&mut self, root: &Node, name: &str) -> Case {
        let mut case = Case::unknown(self.plan, name);
        let NodeKind::Mapping(pairs) = &root.kind else {
            let span = Span { file: self.file, start: root.span.start, end: root.span.start };
            self.report(errors::expected_shape(span, "dossier", "« faits: » et les faits du dossier"));
            return case;
        };
        self.duplicates(pairs, "dossier");
        let known = ["dossier", "faits", "admis", "attendu", "lecture"];
        for (key, node) in pairs {
            match normalize(&key.text).as_str() {
                // An empty name says nothing: the file's stays.
                "dossier" if node.is_null() => {}
                "dossier" => match &node.kind {
                    NodeKind::Scalar { text, .. } => case.name = text.clone(),
                    _ => self.report(errors::expected_shape(node.span, "dossier", "un nom")),
                },
                "faits" => self.facts(node, &mut case),
                "admis" => self.admitted(node, &mut case),
                "attendu" => self.expected(node, &mut case),
                "lecture" => self.reading(node, &mut case),
                other if self.plan.fact(&normalize_name(other)).is_some() => {
                    self.report(errors::misplaced_fact(key.span, other));
                }
                other => {
                    let suggestion = closest(other, known);
                    self.report(errors::unknown_key(
                        key.span,
                        "dossier",
                        other,
                        "une partie d'un dossier",
                        suggestion,
                        &known,
                    ));
                }
            }
        }
        case
    }

    fn duplicates(&mut self, pairs: &[(Key, Node)], path: &str) {
        for (index, (key, _)) in pairs.iter().enumerate() {
            let name = normalize_name(&key.text);
            if let Some((first, _)) = pairs[..index].iter().find(|(earlier, _)| normalize_name(&earlier.text) == name) {
                self.report(errors::duplicate_key(key.span, first.span, path, &name));
            }
        }
    }

    fn facts(&mut self, node: &Node, case: &mut Case) {
        if node.is_null() {
            return;
        }
        let NodeKind::Mapping(pairs) = &node.kind else {
            self.report(errors::expected_shape(node.span, "faits", "des faits, un par ligne : « nom: valeur »"));
            return;
        };
        self.duplicates(pairs, "faits");
        for (key, value) in pairs {
            let name = normalize_name(&key.text);
            match self.plan.fact(&name) {
                Some(id) => case.facts[id.index()] = self.fact(id, value),
                None => {
                    let known: Vec<&str> = self.plan.facts.iter().map(|fact| fact.name.as_str()).collect();
                    let suggestion = closest(&name, known.iter().copied());
                    self.report(errors::unknown_key(
                        key.span,
                        "faits",
                        &name,
                        "un fait de ce recueil",
                        suggestion,
                        &known,
                    ));
                }
            }
        }
    }

    pub(super) fn fact(&mut self, id: FactId, node: &Node) -> Value {
        let fact = &self.plan.facts[id.index()];
        match fact.kind {
            Type::Periods | Type::Rows => self.rows(fact, node),
            _ => self.scalar(node, &fact.kind, &fact.name),
        }
    }

    fn rows(&mut self, fact: &Fact, node: &Node) -> Value {
        match &node.kind {
            NodeKind::Scalar { text, .. } if node.is_null() || UNKNOWN_ROWS.contains(&normalize(text).as_str()) => {
                Value::Unknown
            }
            NodeKind::Sequence(nodes) => {
                let rows: Vec<Row> = nodes
                    .iter()
                    .enumerate()
                    .map(|(index, node)| self.row(fact, node, &format!("{}[{index}]", fact.name)))
                    .collect();
                if fact.without_overlap {
                    overlaps::find(&rows, &mut overlaps::Room::default(), |first, second, column| {
                        let path = format!("{}[{second}]", fact.name);
                        let column = &fact.columns[column].name;
                        self.report(errors::overlap(nodes[second].span, nodes[first].span, &path, column));
                    });
                }
                Value::Rows(rows)
            }
            _ => {
                self.report(errors::expected_shape(
                    node.span,
                    &fact.name,
                    "une liste, une ligne « - … » par période, ou « inconnu »",
                ));
                Value::Unknown
            }
        }
    }

    fn row(&mut self, fact: &Fact, node: &Node, path: &str) -> Row {
        let dated = fact.kind == Type::Periods;
        let mut row = Row { start: None, end: End::Ongoing, columns: vec![Value::Unknown; fact.columns.len()] };
        let NodeKind::Mapping(pairs) = &node.kind else {
            let wanted = if dated { "une période : « { du: …, au: … } »" } else { "une ligne : « { … } »" };
            self.report(errors::expected_shape(node.span, path, wanted));
            return row;
        };
        self.duplicates(pairs, path);
        let mut start_span = None;
        let mut end_span = None;
        for (key, value) in pairs {
            let name = normalize_name(&key.text);
            let place = format!("{path}.{name}");
            match name.as_str() {
                "du" if dated => {
                    start_span = Some(value.span);
                    if let Value::Date(range) = self.scalar(value, &Type::Date, &place) {
                        row.start = Some(range);
                    }
                }
                "au" if dated => {
                    end_span = Some(value.span);
                    row.end = self.end(value, &place);
                }
                _ => match fact.columns.iter().position(|column| column.name == name) {
                    Some(index) => row.columns[index] = self.scalar(value, &fact.columns[index].kind, &place),
                    None => {
                        let dates = if dated { &["du", "au"][..] } else { &[] };
                        let columns = fact.columns.iter().map(|column| column.name.as_str());
                        let known: Vec<&str> = dates.iter().copied().chain(columns).collect();
                        let suggestion = closest(&name, known.iter().copied());
                        let what = format!("une colonne de « {} »", fact.name);
                        self.report(errors::unknown_key(key.span, path, &name, &what, suggestion, &known));
                    }
                },
            }
        }
        if let (Some(start), End::Known(end), Some(span)) = (row.start, row.end, end_span)
            && end.last < start.first
        {
            self.report(errors::end_before_start(span, start_span, path));
        }
        row
    }

    pub(super) fn end(&mut self, node: &Node, path: &str) -> End {
        if node.is_null() {
            self.report(errors::null_end(node.span, path));
            return End::Unknown;
        }
        if matches!(&node.kind, NodeKind::Scalar { text, .. } if normalize(text) == "en cours") {
            return End::Ongoing;
        }
        match self.scalar(node, &Type::Date, path) {
            Value::Date(range) => End::Known(range),
            _ => End::Unknown,
        }
    }

    fn admitted(&mut self, node: &Node, case: &mut Case) {
        let NodeKind::Mapping(pairs) = &node.kind else {
            if !node.is_null() {
                self.report(errors::expected_shape(node.span, "admis", "« nom de la voie: oui » ou « non »"));
            }
            return;
        };
        self.duplicates(pairs, "admis");
        let known = self.plan.admissible();
        for (key, value) in pairs {
            let name = normalize(&key.text);
            if !known.contains(&name.as_str()) {
                let suggestion = closest(&name, known.iter().copied());
                self.report(errors::unknown_key(
                    key.span,
                    "admis",
                    &name,
                    "une voie laissée au préfet",
                    suggestion,
                    &known,
                ));
                continue;
            }
            let place = format!("admis.{name}");
            if let Value::Truth(admitted) = self.scalar(value, &Type::Truth, &place) {
                case.admitted.push((name, admitted));
            }
        }
    }

    fn expected(&mut self, node: &Node, case: &mut Case) {
        let NodeKind::Mapping(procedures) = &node.kind else {
            self.report(errors::expected_shape(node.span, "attendu", "« procédure: { texte: issue } »"));
            return;
        };
        self.duplicates(procedures, "attendu");
        for (procedure, node) in procedures {
            let name = normalize(&procedure.text);
            let known = self.plan.procedures();
            if !known.contains(&name.as_str()) {
                let suggestion = closest(&name, known.iter().copied());
                let found = errors::unknown_key(
                    procedure.span,
                    "attendu",
                    &name,
                    "une procédure de ce recueil",
                    suggestion,
                    &known,
                );
                self.report(found);
                continue;
            }
            let path = format!("attendu.{name}");
            let NodeKind::Mapping(texts) = &node.kind else {
                self.report(errors::expected_shape(node.span, &path, "« texte: issue »"));
                continue;
            };
            self.duplicates(texts, &path);
            for (text, outcome) in texts {
                self.expectation(&name, &path, text, outcome, case);
            }
        }
    }

    fn reading(&mut self, node: &Node, case: &mut Case) {
        let NodeKind::Mapping(pairs) = &node.kind else {
            self.report(errors::expected_shape(node.span, "lecture", "« convention: option »"));
            return;
        };
        self.duplicates(pairs, "lecture");
        let plan = self.plan;
        for (key, value) in pairs {
            let name = normalize(&key.text);
            let conventions: Vec<&str> = plan.conventions.iter().map(|one| one.name.as_str()).collect();
            let Some(index) = conventions.iter().position(|known| *known == name) else {
                let suggestion = closest(&name, conventions.iter().copied());
                self.report(errors::unknown_key(
                    key.span,
                    "lecture",
                    &name,
                    "une convention de ce recueil",
                    suggestion,
                    &conventions,
                ));
                continue;
            };
            let path = format!("lecture.{name}");
            let NodeKind::Scalar { text, .. } = &value.kind else {
                self.report(errors::expected_shape(value.span, &path, "une option"));
                continue;
            };
            let word = normalize(text);
            let options: Vec<&str> = plan.conventions[index].options.iter().map(|one| one.name.as_str()).collect();
            match options.iter().position(|known| *known == word) {
                Some(option) => case.reading.push((ConventionId(index as u32), option)),
                None => {
                    let suggestion = closest(&word, options.iter().copied());
                    self.report(errors::unknown_value(value.span, &path, &word, &options, suggestion));
                }
            }
        }
    }

    fn expectation(&mut self, procedure: &str, path: &str, text: &Key, outcome: &Node, case: &mut Case) {
        let name = normalize(&text.text);
        let plan = self.plan;
        let versions = plan.versions.iter().filter(|version| version.procedure == procedure);
        let known: Vec<&str> = versions.map(|version| plan.texts[version.text.index()].name.as_str()).collect();
        if !known.contains(&name.as_str()) {
            let suggestion = closest(&name, known.iter().copied());
            self.report(errors::unknown_key(text.span, path, &name, "un texte de cette procédure", suggestion, &known));
            return;
        }
        let outcomes = crate::eval::Outcome::ALL.map(crate::eval::Outcome::french);
        match &outcome.kind {
            NodeKind::Scalar { text: word, .. } if outcomes.contains(&normalize(word).as_str()) => {
                case.expected.push(Expectation {
                    procedure: procedure.to_string(),
                    text: name,
                    outcome: normalize(word),
                    span: outcome.span,
                });
            }
            NodeKind::Scalar { text: word, .. } => {
                let suggestion = closest(word, outcomes);
                self.report(errors::unknown_outcome(
                    outcome.span,
                    &format!("{path}.{name}"),
                    word,
                    &outcomes,
                    suggestion,
                ));
            }
            _ => self.report(errors::expected_shape(outcome.span, path, "une issue")),
        }
    }
}
