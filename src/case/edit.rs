//! Answers put into the text of a dossier, which keeps its comments and its layout.

use std::ops::Range;

use super::read::read;
use super::tree::{self, Key, Node, NodeKind};
use super::write::{Word, cells, end, mapping, scalar, start, word, write};
use super::{Case, Row, Value};
use crate::names::fold_name;
use crate::plan::{Fact, FactId, Plan, Type};
use crate::source::{FileId, Sources};

/// The text of a dossier in which the facts that a case says otherwise are put right, and nothing else is touched.
///
/// Reading the result gives `case`. JSON stays JSON. `None` when the text cannot take the values in place: when
/// anything but facts differs, or the number of known rows, or when it is laid out in one of the rarer forms of YAML.
pub fn edit(plan: &Plan, text: &str, case: &Case) -> Option<String> {
    let body = text.trim_start_matches('\u{feff}');
    let mark = &text[..text.len() - body.len()];
    let known = read(plan, &mut Sources::default(), &case.name, body.as_bytes()).ok()?;
    let mut editor = Editor {
        plan,
        known: &known,
        case,
        text: body,
        is_json: serde_json::from_str::<serde::de::IgnoredAny>(body).is_ok(),
        newline: if body.contains("\r\n") { "\r\n" } else { "\n" },
        edits: Vec::new(),
    };
    editor.facts(&tree::read(FileId(0), body).ok()?)?;
    let edited = editor.edited();
    // Whatever the layout, what was written is what is read.
    let again = read(plan, &mut Sources::default(), &case.name, edited.as_bytes()).ok()?;
    (write(plan, &again) == write(plan, case)).then(|| format!("{mark}{edited}"))
}

struct Editor<'a> {
    plan: &'a Plan,
    /// What the text says.
    known: &'a Case,
    /// What it shall say.
    case: &'a Case,
    text: &'a str,
    is_json: bool,
    newline: &'static str,
    /// What stands where instead; at one place in this order.
    edits: Vec<(Range<usize>, String)>,
}

/// What is put behind a key.
#[derive(PartialEq)]
enum Written {
    Word(Word),
    Rows(Vec<Vec<(String, Word)>>),
}

type Pair = (Key, Node);

/// Whether a key is a name, however it is spelt.
fn is_named(key: &Key, name: &str) -> bool {
    fold_name(&key.text) == fold_name(name)
}

impl Editor<'_> {
    fn edited(mut self) -> String {
        self.edits.sort_by_key(|(place, _)| (place.start, place.end));
        let (mut out, mut at) = (String::new(), 0);
        for (place, words) in &self.edits {
            out.push_str(&self.text[at..place.start.max(at)]);
            out.push_str(words);
            at = place.end.max(at);
        }
        out + &self.text[at..]
    }

    fn facts(&mut self, root: &Node) -> Option<()> {
        let NodeKind::Mapping(parts) = &root.kind else { return None };
        let facts = parts.iter().find(|(key, _)| is_named(key, "faits"));
        let pairs: &[Pair] = match facts {
            Some((_, Node { kind: NodeKind::Mapping(pairs), .. })) => pairs,
            _ => &[],
        };
        let mut absent = Vec::new();
        for (index, fact) in self.plan.facts.iter().enumerate() {
            let id = FactId(index as u32);
            let wanted = self.written(self.case, id);
            if wanted == self.written(self.known, id) {
                continue;
            }
            match pairs.iter().find(|(key, _)| is_named(key, &fact.name)) {
                Some(pair) => self.fact(id, fact, pair, wanted)?,
                None => absent.push((fact.name.clone(), wanted)),
            }
        }
        match facts {
            _ if absent.is_empty() => Some(()),
            Some((_, node)) if !pairs.is_empty() => self.insert(node, pairs, absent),
            Some(pair) if self.is_flow(root) => self.put(pair, &self.braces(&self.entries(&absent))),
            // « faits: » with nothing behind it, or « {} ».
            Some(pair) => self.put_below(pair, |editor, indent| editor.lines(&absent, indent)),
            None if self.is_flow(root) => {
                let facts = self.braces(&self.entries(&absent));
                self.insert_in_flow(root, parts, &[format!("{}: {facts}", self.key("faits"))])
            }
            None => {
                let column = self.column(parts.first()?.0.span.start as usize);
                let lines = self.line(column, "faits:") + &self.lines(&absent, column + 2);
                self.insert_below(parts, lines)
            }
        }
    }

    /// A fact that stands in the text and has another value now.
    fn fact(&mut self, id: FactId, fact: &Fact, pair: &Pair, wanted: Written) -> Option<()> {
        match (&pair.1.kind, self.known.value(id), self.case.value(id)) {
            (NodeKind::Sequence(nodes), Value::Rows(before), Value::Rows(after)) if before.len() == after.len() => {
                let mut rows = nodes.iter().zip(before.iter().zip(after));
                rows.try_for_each(|(node, (before, after))| self.row(fact, before, after, node))
            }
            (NodeKind::Scalar { .. }, ..) => match wanted {
                Written::Rows(rows) if !rows.is_empty() && !self.is_json && !self.is_in_flow(pair) => {
                    self.put_below(pair, |editor, indent| editor.row_lines(&rows, indent))
                }
                wanted => self.put(pair, &self.in_line(&wanted)),
            },
            _ => None,
        }
    }

    /// Cells that are known otherwise now.
    fn row(&mut self, fact: &Fact, before: &Row, after: &Row, node: &Node) -> Option<()> {
        let NodeKind::Mapping(pairs) = &node.kind else { return None };
        let mut absent = Vec::new();
        for ((name, wanted), (_, word)) in
            self.all_cells(self.case, fact, after).into_iter().zip(self.all_cells(self.known, fact, before))
        {
            if wanted == word {
                continue;
            }
            match pairs.iter().find(|(key, _)| is_named(key, &name)) {
                Some(pair) => self.put(pair, &self.in_line(&Written::Word(wanted)))?,
                None => absent.push((name, Written::Word(wanted))),
            }
        }
        if absent.is_empty() { Some(()) } else { self.insert(node, pairs, absent) }
    }

    /// All that can stand in a row, known or not.
    fn all_cells(&self, case: &Case, fact: &Fact, row: &Row) -> Vec<(String, Word)> {
        let mut all = Vec::new();
        if fact.kind == Type::Periods {
            all.push(("du".to_string(), start(row)));
            all.push(("au".to_string(), end(row)));
        }
        let columns = fact.columns.iter().zip(&row.columns);
        all.extend(columns.map(|(column, value)| (column.name.clone(), word(self.plan, case, &column.kind, value))));
        all
    }

    fn written(&self, case: &Case, id: FactId) -> Written {
        let fact = &self.plan.facts[id.index()];
        match case.value(id) {
            Value::Rows(rows) => Written::Rows(rows.iter().map(|row| cells(self.plan, case, fact, row)).collect()),
            value => Written::Word(word(self.plan, case, &fact.kind, value)),
        }
    }

    /// Puts words where the value of a key stands.
    fn put(&mut self, pair: &Pair, words: &str) -> Option<()> {
        let place = self.value_place(pair)?;
        let blank = if place.is_empty() { " " } else { "" };
        self.edits.push((place, format!("{blank}{words}")));
        Some(())
    }

    /// Puts lines below a key in the place of its value, after what is remarked on its line.
    fn put_below(&mut self, pair: &Pair, lines: impl Fn(&Self, usize) -> String) -> Option<()> {
        let colon = self.after_colon(&pair.0)?;
        let value = self.value_place(pair)?;
        let at = self.line_end(value.end);
        let lines = lines(self, self.column(pair.0.span.start as usize) + 2);
        self.edits.push((colon..value.end, String::new()));
        self.edits.push((at..at, lines));
        Some(())
    }

    /// Adds entries to a mapping that has some.
    fn insert(&mut self, node: &Node, pairs: &[Pair], entries: Vec<(String, Written)>) -> Option<()> {
        if self.is_flow(node) {
            return self.insert_in_flow(node, pairs, &self.entries(&entries));
        }
        let lines = self.lines(&entries, self.column(pairs.first()?.0.span.start as usize));
        self.insert_below(pairs, lines)
    }

    fn insert_below(&mut self, pairs: &[Pair], lines: String) -> Option<()> {
        let at = self.line_end(self.pair_end(pairs.last()?)?);
        self.edits.push((at..at, lines));
        Some(())
    }

    /// Adds entries between braces: on lines of their own when the last one stands so.
    fn insert_in_flow(&mut self, node: &Node, pairs: &[Pair], entries: &[String]) -> Option<()> {
        let close = self.end(node).checked_sub(1)?;
        let Some(last) = pairs.last() else {
            let inner = node.span.start as usize + 1..close;
            let blank = if self.is_json || !self.text[inner.clone()].trim().is_empty() { "" } else { " " };
            let place = if blank.is_empty() { inner.start..inner.start } else { inner };
            self.edits.push((place, format!("{blank}{}{blank}", entries.join(", "))));
            return Some(());
        };
        let end = self.pair_end(last)?;
        let comma = self.comma(end..close);
        let key = last.0.span.start as usize;
        let line_end = self.line_end(comma.map_or(end, |comma| comma + 1));
        let indent = &self.text[self.line_start(key)..key];
        if indent.trim().is_empty() && line_end < close {
            let between = format!(",{}{indent}", self.newline);
            let after = if comma.is_some() { "," } else { "" };
            if comma.is_none() {
                self.edits.push((end..end, ",".to_string()));
            }
            let lines = format!("{}{indent}{}{after}", self.newline, entries.join(&between));
            self.edits.push((line_end..line_end, lines));
        } else {
            self.edits.push((end..end, format!(", {}", entries.join(", "))));
        }
        Some(())
    }

    /// The comma behind the last entry of a mapping in braces, past remarks.
    fn comma(&self, place: Range<usize>) -> Option<usize> {
        let mut in_remark = false;
        for (at, c) in self.text.get(place.clone())?.char_indices() {
            match c {
                '\n' => in_remark = false,
                '#' => in_remark = true,
                ',' if !in_remark => return Some(place.start + at),
                _ => {}
            }
        }
        None
    }

    fn line(&self, indent: usize, words: &str) -> String {
        format!("{}{}{words}", self.newline, " ".repeat(indent))
    }

    fn lines(&self, entries: &[(String, Written)], indent: usize) -> String {
        let line = |(name, written): &(String, Written)| match written {
            Written::Rows(rows) if !rows.is_empty() => {
                self.line(indent, &format!("{}:", scalar(name))) + &self.row_lines(rows, indent + 2)
            }
            written => self.line(indent, &format!("{}: {}", scalar(name), self.in_line(written))),
        };
        entries.iter().map(line).collect()
    }

    fn row_lines(&self, rows: &[Vec<(String, Word)>], indent: usize) -> String {
        rows.iter().map(|cells| self.line(indent, &format!("- {}", mapping(cells)))).collect()
    }

    /// Entries of a mapping in braces.
    fn entries(&self, entries: &[(String, Written)]) -> Vec<String> {
        entries.iter().map(|(name, written)| format!("{}: {}", self.key(name), self.in_line(written))).collect()
    }

    fn in_line(&self, written: &Written) -> String {
        match written {
            Written::Word(word) if self.is_json => word.json(),
            Written::Word(word) => word.yaml(),
            Written::Rows(rows) => {
                let cell = |(name, word): &(String, Word)| {
                    format!("{}: {}", self.key(name), self.in_line(&Written::Word(word.clone())))
                };
                let rows: Vec<String> =
                    rows.iter().map(|cells| self.braces(&cells.iter().map(cell).collect::<Vec<_>>())).collect();
                format!("[{}]", rows.join(", "))
            }
        }
    }

    fn braces(&self, entries: &[String]) -> String {
        match entries {
            [] => "{}".to_string(),
            entries if self.is_json => format!("{{{}}}", entries.join(", ")),
            entries => format!("{{ {} }}", entries.join(", ")),
        }
    }

    fn key(&self, name: &str) -> String {
        if self.is_json { Word::Text(name.to_string()).json() } else { scalar(name) }
    }

    fn is_flow(&self, node: &Node) -> bool {
        self.text[node.span.start as usize..].starts_with(['{', '['])
    }

    /// Whether a key stands between braces: what comes before it on its line is no indent.
    fn is_in_flow(&self, (key, _): &Pair) -> bool {
        let at = key.span.start as usize;
        !self.text[self.line_start(at)..at].chars().all(|c| matches!(c, ' ' | '-'))
    }

    /// Just behind the colon of a key.
    fn after_colon(&self, key: &Key) -> Option<usize> {
        let from = key.span.end as usize;
        let colon = self.text[from..].find(':')?;
        self.text[from..from + colon].trim().is_empty().then_some(from + colon + 1)
    }

    /// Where the value of a key stands; empty, behind the colon, when there is none.
    fn value_place(&self, (key, node): &Pair) -> Option<Range<usize>> {
        let colon = self.after_colon(key)?;
        let place = node.span.start as usize..self.end(node);
        Some(if place.is_empty() { colon..colon } else { place })
    }

    fn pair_end(&self, pair: &Pair) -> Option<usize> {
        Some(self.value_place(pair)?.end)
    }

    /// Where a node ends, without the blanks and remarks behind it.
    fn end(&self, node: &Node) -> usize {
        let last = match &node.kind {
            _ if self.is_flow(node) => None,
            NodeKind::Mapping(pairs) => pairs.last().and_then(|pair| self.pair_end(pair)),
            NodeKind::Sequence(nodes) => nodes.last().map(|node| self.end(node)),
            NodeKind::Scalar { .. } => None,
        };
        last.unwrap_or_else(|| {
            let (start, end) = (node.span.start as usize, node.span.end as usize);
            start + self.text[start..end].trim_end().len()
        })
    }

    /// How many characters stand before a place on its line.
    fn column(&self, at: usize) -> usize {
        self.text[self.line_start(at)..at].chars().count()
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// Before the end of the line in which a place lies.
    fn line_end(&self, at: usize) -> usize {
        let end = self.text[at..].find('\n').map_or(self.text.len(), |end| at + end);
        if self.text[at..end].ends_with('\r') { end - 1 } else { end }
    }
}
