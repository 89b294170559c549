//! Tables beside the rules, read cell by cell.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use sha2::Digest;

use super::{Checker, errors};
use crate::diagnostic::Diagnostic;
use crate::names::{Index, normalize, normalize_name};
use crate::plan::{Symbol, Vocabulary};
use crate::source::{FileId, Span};
use crate::syntax::ast;

/// A table, its lines in order.
pub(super) struct Table {
    header: Vec<String>,
    pub(super) header_span: Span,
    delimiter: char,
    rows: Vec<(Vec<String>, Span)>,
}

/// A cell of a table that names a code, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct CodeCell {
    pub(super) code: Symbol,
    pub(super) span: Span,
}

/// A line of a table.
pub(super) struct Line<'t> {
    cells: &'t [String],
    pub(super) span: Span,
}

impl Line<'_> {
    /// The words of a cell; none where the line ends before it.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl Table {
    /// What one column calls the codes of another, where no code is called twice.
    pub(super) fn labels(&self, codes: usize, labels: usize) -> Vec<(String, String)> {
        let mut called: BTreeMap<&str, &str> = BTreeMap::new();
        for (cells, _) in &self.rows {
            let (Some(code), Some(label)) = (cells.get(codes), cells.get(labels)) else { continue };
            if *called.entry(code).or_insert(label) != label {
                return Vec::new();
            }
        }
        let said = called.into_iter().filter(|(code, label)| !code.is_empty() && !label.is_empty());
        said.map(|(code, label)| (code.to_string(), label.to_string())).collect()
    }

    /// Its lines, in order.
    pub(super) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.rows.iter().map(|(cells, span)| Line { cells, span: *span })
    }

    /// Where a cell of a line stands, whose words are these.
    fn place(&self, words: &str, line: Span, column: usize) -> Span {
        let (mut start, mut at, mut quoted) = (0, 0, false);
        let mut end = words.len();
        for (index, c) in words.char_indices() {
            if c == '"' {
                quoted = !quoted;
            } else if c == self.delimiter && !quoted {
                if at == column {
                    end = index;
                    break;
                }
                at += 1;
                start = index + c.len_utf8();
            }
        }
        let cell = &words[start..end];
        let inner = cell.trim();
        if at != column || inner.is_empty() {
            return line;
        }
        let start = start + (cell.len() - cell.trim_start().len());
        let start = line.start + start as u32;
        Span { start, end: start + inner.len() as u32, ..line }
    }

    /// The place of a column.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        Index::of_names(self.header.iter().map(String::as_str)).find(name)
    }
}

impl Checker<'_> {
    /// What a file beside the rules holds; `None` where it cannot be read, which is reported.
    pub(super) fn read_beside(
        &mut self,
        file: &ast::Quoted,
        missing: fn(Span, &str, Option<&str>) -> Diagnostic,
    ) -> Option<(FileId, String)> {
        let owner = self.owners.get(&file.span.file).copied();
        let loader = owner.map_or(self.loader, |owner| self.used[owner].loader.as_ref());
        let bytes = match loader.read(&file.text) {
            Ok(bytes) => bytes,
            Err(why) => {
                let names = loader.names();
                let set_aside = loader.set_aside();
                let is_there = names.iter().chain(set_aside.iter().map(|one| &one.name)).any(|name| *name == file.text);
                self.report(if is_there {
                    errors::file_unreadable(file.span, &file.text, &why)
                } else {
                    let near = self.closest(&file.text, names.iter().map(String::as_str));
                    missing(file.span, &file.text, near)
                });
                return None;
            }
        };
        self.hash.update((bytes.len() as u64).to_le_bytes());
        self.hash.update(&bytes);
        let Ok(text) = String::from_utf8(bytes) else {
            self.report(errors::not_utf8(file.span, &file.text));
            return None;
        };
        let name = owner.map_or(file.text.clone(), |owner| self.used[owner].file_name(&file.text));
        let id = self.plan.sources.add(name, text.clone());
        self.owners.extend(owner.map(|owner| (id, owner)));
        Some((id, text))
    }

    /// The table that a file holds; `None` where it cannot be used, which is reported.
    pub(super) fn read_table(&mut self, file: &ast::Quoted) -> Option<Table> {
        let (id, text) = self.read_beside(file, errors::list_file_missing)?;
        let body = text.trim_start_matches('\u{feff}');
        let shift = text.len() - body.len();
        let header_line = body.split(['\n', '\r']).next().unwrap_or_default();
        let header_span = Span { file: id, start: shift as u32, end: (shift + header_line.len()) as u32 };
        let delimiter = if header_line.contains(';') { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(body.as_bytes());
        let header: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(normalize_name).collect(),
            Err(_) => Vec::new(),
        };
        let mut rows = Vec::new();
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let span = line_span(id, &text, record.position().map_or(0, |at| at.byte() as usize) + shift);
                    rows.push((record.iter().map(normalize).collect(), span));
                }
                Err(error) => {
                    let line = error.position().map_or(0, |at| at.line());
                    let span = line_span(id, &text, error.position().map_or(0, |at| at.byte() as usize) + shift);
                    let message =
                        format!("la ligne {line} du fichier « {} » n'a pas le bon nombre de colonnes", file.text);
                    self.report(errors::list_row(span, message, "ligne mal formée"));
                    return None;
                }
            }
        }
        Some(Table { header, header_span, delimiter: delimiter.into(), rows })
    }

    /// The keys that stand in some columns of a table, each once, in the order of its lines; the cells of each column.
    pub(super) fn keys(&mut self, table: &Table, file: &ast::Quoted, columns: &[usize]) -> Keys {
        let mut keys = Keys { keys: Vec::new(), cells: vec![Vec::new(); columns.len()] };
        let mut places: HashMap<Vec<Symbol>, Span> = HashMap::new();
        // By column and code, the spelling met first; by spelling, that it was told.
        let mut spellings: Vec<HashMap<Symbol, Vec<(&str, Span)>>> = vec![HashMap::new(); columns.len()];
        for (cells, line) in &table.rows {
            let words: Vec<&str> = columns.iter().map(|column| cells.get(*column).map_or("", String::as_str)).collect();
            if words.iter().any(|word| word.is_empty()) {
                let message = format!("une clé est vide dans le fichier « {} »", file.text);
                self.report(errors::list_row(*line, message, "clé vide"));
                continue;
            }
            let key: Vec<Symbol> = words.iter().map(|word| self.plan.symbols.intern(word)).collect();
            if let Some(first) = places.get(&key) {
                self.report(errors::duplicate_key(*line, *first, &words.join(", ")));
                continue;
            }
            places.insert(key.clone(), *line);
            for ((word, code), (known, cells)) in words.iter().zip(&key).zip(spellings.iter_mut().zip(&mut keys.cells))
            {
                let span = self.cell_span(*line, word);
                let known = known.entry(*code).or_default();
                match known.first() {
                    None => cells.push(CodeCell { code: *code, span }),
                    Some((first, first_span)) if known.iter().all(|(known, _)| known != word) => {
                        self.report(errors::code_spelling(span, *first_span, word, first));
                    }
                    Some(_) => continue,
                }
                known.push((word, span));
            }
            keys.keys.push(key);
        }
        keys
    }

    /// Where a cell stands.
    pub(super) fn place_of_cell(&self, table: &Table, line: &Line<'_>, column: usize) -> Span {
        table.place(self.plan.sources.slice(line.span), line.span, column)
    }

    /// The words of a cell within its line, where they are written so.
    fn cell_span(&self, line: Span, words: &str) -> Span {
        match self.plan.sources.slice(line).find(words) {
            Some(at) => {
                let start = line.start + at as u32;
                Span { file: line.file, start, end: start + words.len() as u32 }
            }
            None => line,
        }
    }

    /// The codes of the table that a fact or column names.
    pub(super) fn vocabulary(
        &mut self,
        fact: &ast::Name,
        title: Option<&ast::Quoted>,
        file: &ast::Quoted,
    ) -> Option<Arc<Vocabulary>> {
        let table = self.read_table(file)?;
        let named = [Some(fact.text.as_str()), title.map(|title| title.text.as_str())].into_iter().flatten();
        let column = named.filter_map(|name| table.column(name)).next();
        let Some(column) = column.or((table.header.len() == 1).then_some(0)) else {
            self.report(errors::vocabulary_column(fact.span, &file.text, &fact.text, table.header_span));
            return None;
        };
        let codes: Vec<Symbol> = self.keys(&table, file, &[column]).keys.concat();
        if codes.is_empty() {
            self.report(errors::empty_vocabulary(file.span, &file.text));
            return None;
        }
        Some(Arc::new(Vocabulary::new(&file.text, codes, &self.plan.symbols)))
    }
}

/// Keys of a table, and by column the cells in which a code stands first.
pub(super) struct Keys {
    pub(super) keys: Vec<Vec<Symbol>>,
    pub(super) cells: Vec<Vec<CodeCell>>,
}

/// The line that begins at a place, or just after the end of the line before.
fn line_span(file: FileId, text: &str, start: usize) -> Span {
    let start = start.min(text.len());
    let rest = text[start..].trim_start_matches(['\n', '\r']);
    let start = text.len() - rest.len();
    let end = rest.find(['\n', '\r']).map_or(text.len(), |at| start + at);
    Span { file, start: start as u32, end: end as u32 }
}
