//! Lists: tables beside the rules, loaded and validated.

use std::collections::HashMap;

use sha2::Digest;

use super::{Checker, errors};
use crate::names::{normalize, normalize_name};
use crate::plan::{Keys, List, ListId, ListVersion, Symbol};
use crate::source::{FileId, Span};
use crate::syntax::ast;
use crate::time::{Day, Interval};

impl Checker<'_> {
    pub(super) fn list(&mut self, list: &ast::List) {
        if self.plan.lists.iter().any(|known| known.name == list.name.text) {
            self.report(errors::declared_twice(list.name.span, list.name.span, "la liste", &list.name.text));
            return;
        }
        let list = &self.with_known_keys(list);
        let mut versions: Vec<(ListVersion, Span)> = Vec::new();
        for version in &list.versions {
            if let Some(compiled) = self.list_version(list, version) {
                versions.push((compiled, version.span));
            }
        }
        versions.sort_by_key(|(version, _)| version.validity.start);
        // A version « à compter du … » lasts until the next one begins.
        for index in 1..versions.len() {
            let start = versions[index].0.validity.start;
            let before = &mut versions[index - 1].0.validity;
            if before.end == Interval::ALL.end && before.start < start {
                before.end = start;
            }
        }
        for pair in versions.windows(2) {
            let ((first, first_span), (second, second_span)) = (&pair[0], &pair[1]);
            let what = format!("la liste « {} »", list.name.text);
            let common = first.validity.intersection(second.validity);
            if !common.is_empty() {
                self.diagnostics.push(errors::overlap(*second_span, *first_span, &what, common));
            } else if first.validity.end < second.validity.start {
                let days = Interval { start: first.validity.end, end: second.validity.start };
                self.diagnostics.push(errors::gap(*second_span, *first_span, &what, days));
            }
        }
        if let Some((last, span)) = versions.last()
            && last.validity.end < Interval::ALL.end
        {
            self.list_ends.push((ListId(self.plan.lists.len() as u32), *span));
        }
        self.plan.lists.push(List {
            name: list.name.text.clone(),
            keys: list.keys.iter().map(|key| key.text.clone()).collect(),
            versions: versions.into_iter().map(|(version, _)| version).collect(),
        });
    }

    /// A key that is nearly a column of the facts is meant to be that column, and is read on as such.
    fn with_known_keys(&mut self, list: &ast::List) -> ast::List {
        let mut list = list.clone();
        for key in &mut list.keys {
            let facts = self.plan.facts.iter();
            let known: Vec<&str> = facts
                .flat_map(|fact| std::iter::once(&fact.name).chain(fact.columns.iter().map(|column| &column.name)))
                .map(String::as_str)
                .collect();
            if known.contains(&key.text.as_str()) {
                continue;
            }
            if let Some(near) = super::closest(&key.text, known).map(str::to_string) {
                self.report(errors::unknown_name(key.span, &key.text, "une colonne des faits", Some(&near), ""));
                key.text = near;
            }
        }
        list
    }

    fn list_version(&mut self, list: &ast::List, version: &ast::ListVersion) -> Option<ListVersion> {
        let Some(file) = &version.file else {
            self.report(errors::list_without_file(version.span));
            return None;
        };
        let entries = self.table(list, file)?;
        Some(ListVersion {
            validity: interval(version.validity),
            partial: version.partial,
            source: version.source.as_ref().map(|source| source.text.clone()),
            entries,
            marks: self.marks(&version.verify),
        })
    }

    /// The keys of a table; `None` when it cannot be used.
    fn table(&mut self, list: &ast::List, file: &ast::Quoted) -> Option<Keys> {
        let bytes = match self.loader.read(&file.text) {
            Ok(bytes) => bytes,
            Err(why) => {
                let names = self.loader.names();
                let set_aside = self.loader.set_aside();
                let is_there = names.iter().chain(set_aside.iter().map(|one| &one.name)).any(|name| *name == file.text);
                self.report(if is_there {
                    errors::file_unreadable(file.span, &file.text, &why)
                } else {
                    let near = super::closest(&file.text, names.iter().map(String::as_str));
                    errors::list_file_missing(file.span, &file.text, near)
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
        let id = self.plan.sources.add(file.text.clone(), text.clone());
        let body = text.trim_start_matches('\u{feff}');
        let shift = text.len() - body.len();
        let header_line = body.lines().next().unwrap_or("");
        let header_span = Span { file: id, start: shift as u32, end: (shift + header_line.len()) as u32 };
        let delimiter = if header_line.contains(';') { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(body.as_bytes());
        let header: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(normalize_name).collect(),
            Err(_) => Vec::new(),
        };
        let mut columns = Vec::new();
        for key in &list.keys {
            match header.iter().position(|column| *column == key.text) {
                Some(column) => columns.push(column),
                None => {
                    self.report(errors::list_column_missing(key.span, &file.text, &key.text, header_span));
                    return None;
                }
            }
        }
        let mut entries = Vec::new();
        let mut places: HashMap<Vec<Symbol>, Span> = HashMap::new();
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let line = error.position().map_or(0, |at| at.line());
                    let span = line_span(id, &text, error.position().map_or(0, |at| at.byte() as usize) + shift);
                    let message =
                        format!("la ligne {line} du fichier « {} » n'a pas le bon nombre de colonnes", file.text);
                    self.report(errors::list_row(span, message, "ligne mal formée"));
                    return None;
                }
            };
            let span = line_span(id, &text, record.position().map_or(0, |at| at.byte() as usize) + shift);
            let cells: Vec<String> =
                columns.iter().map(|column| record.get(*column).unwrap_or("").trim().to_string()).collect();
            if cells.iter().any(String::is_empty) {
                let message = format!("une clé est vide dans le fichier « {} »", file.text);
                self.report(errors::list_row(span, message, "clé vide"));
                continue;
            }
            let key: Vec<Symbol> = cells.iter().map(|cell| self.plan.symbols.intern(&normalize(cell))).collect();
            if let Some(first) = places.get(&key) {
                self.diagnostics.push(errors::duplicate_key(span, *first, &cells.join(", ")));
                continue;
            }
            places.insert(key.clone(), span);
            entries.push(key);
        }
        Some(Keys::new(list.keys.len(), entries))
    }
}

fn line_span(file: FileId, text: &str, start: usize) -> Span {
    let start = start.min(text.len());
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    Span { file, start: start as u32, end: end as u32 }
}

/// The half-open interval of a validity; an open end is the end of the calendar.
pub(super) fn interval(validity: ast::Validity) -> Interval {
    let start = validity.from.unwrap_or(Day::FIRST);
    let last = validity.until.unwrap_or(Day::LAST);
    Interval { start, end: last.plus_days(1).max(start) }
}
