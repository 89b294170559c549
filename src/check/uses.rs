//! Other recueils that a recueil uses: which files are read, and which of their blocks count.

use std::collections::{BTreeSet, HashMap};

use sha2::{Digest, Sha256};

use super::declarations::itself;
use super::errors;
use crate::diagnostic::Diagnostic;
use crate::embedded::Embedded;
use crate::names::closest;
use crate::source::{FileId, Loader, Sources, Span, is_rules, prefix_beside};
use crate::syntax::{self, ast};

/// The rule files of a recueil and of those that it uses, as they are read.
pub(super) struct Reading {
    pub(super) sources: Sources,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) hash: Sha256,
    /// The files of the recueil itself.
    pub(super) files: Vec<ast::File>,
    /// Those of the recueils that it uses.
    pub(super) used: Vec<(Used, Vec<ast::File>)>,
}

/// A recueil that another uses.
pub(super) struct Used {
    pub(super) name: String,
    pub(super) loader: Box<dyn Loader>,
    /// Its rule files.
    pub(super) files: BTreeSet<FileId>,
}

impl Used {
    /// What its files are called in messages.
    pub(super) fn file_name(&self, name: &str) -> String {
        prefix_beside(&self.name) + name
    }
}

impl Reading {
    /// Reads a recueil, then those that it uses and those that these use, each once.
    pub(super) fn of(loader: &dyn Loader) -> Reading {
        let mut reading = Reading {
            sources: Sources::default(),
            diagnostics: Vec::new(),
            hash: Sha256::new(),
            files: Vec::new(),
            used: Vec::new(),
        };
        reading.files = reading.rules(loader, "").1;
        let asked = uses(&reading.files);
        reading.follow(loader, asked, &mut Vec::new());
        reading
    }

    /// The rule files of a recueil, in the order of their names.
    fn rules(&mut self, loader: &dyn Loader, prefix: &str) -> (BTreeSet<FileId>, Vec<ast::File>) {
        let (mut ids, mut files) = (BTreeSet::new(), Vec::new());
        for name in loader.names().into_iter().filter(|name| is_rules(name)) {
            let bytes = loader.read(&name);
            let name = format!("{prefix}{name}");
            let bytes = match bytes {
                Ok(bytes) => bytes,
                Err(why) => {
                    let id = self.sources.add(name.clone(), "");
                    self.diagnostics.push(errors::file_unreadable(Span { file: id, start: 0, end: 0 }, &name, &why));
                    continue;
                }
            };
            self.hash.update((name.len() as u64).to_le_bytes());
            self.hash.update(name.as_bytes());
            self.hash.update((bytes.len() as u64).to_le_bytes());
            self.hash.update(&bytes);
            match String::from_utf8(bytes) {
                Ok(text) => {
                    let id = self.sources.add(name, text);
                    let (file, found) = syntax::parse(&self.sources, id);
                    self.diagnostics.extend(found);
                    ids.insert(id);
                    files.push(file);
                }
                Err(_) => {
                    let id = self.sources.add(name.clone(), "");
                    self.diagnostics.push(errors::not_utf8(Span { file: id, start: 0, end: 0 }, &name));
                }
            }
        }
        (ids, files)
    }

    /// Reads the recueils that one uses; `open` are those whose uses are being followed.
    fn follow(&mut self, loader: &dyn Loader, asked: Vec<ast::Quoted>, open: &mut Vec<String>) {
        for one in asked {
            let name = &one.text;
            if let Some(first) = open.iter().position(|known| known == name) {
                self.diagnostics.push(errors::ruleset_circle(one.span, &open[first..]));
                continue;
            }
            if self.used.iter().any(|(known, _)| known.name == *name) {
                continue;
            }
            let is_folder = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':']);
            let found = || loader.beside(name).or_else(|| Some(Box::new(Embedded::named(name)?)));
            let Some(loader) = is_folder.then(found).flatten() else {
                let near = closest(name, Embedded::names());
                let mut found = errors::unknown_ruleset(one.span, name, near);
                // A name is put in the place of a name: guillemets stay.
                for edit in found.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
                    edit.span = itself(&self.sources, edit.span);
                }
                self.diagnostics.push(found);
                continue;
            };
            let (ids, files) = self.rules(loader.as_ref(), &prefix_beside(name));
            let further = uses(&files);
            // Those that it uses in turn come before it, as declarations do.
            open.push(name.clone());
            self.follow(loader.as_ref(), further, open);
            open.pop();
            self.used.push((Used { name: name.clone(), loader, files: ids }, files));
        }
    }
}

/// The recueils that files say to use.
fn uses(files: &[ast::File]) -> Vec<ast::Quoted> {
    let named = |block: &ast::Block| match block {
        ast::Block::Ruleset(ruleset) => ruleset.used.clone(),
        _ => Vec::new(),
    };
    files.iter().flat_map(|file| &file.blocks).flat_map(named).collect()
}

/// What a recueil takes of those that it uses: parameters, lists, shared definitions and conventions; the facts that these
/// name; procedures that a sentence asks for, with their texts. What it declares itself stands in the place of a fact, a
/// convention or a text of the same name.
pub(super) fn taken(reading: &mut Reading) -> Vec<ast::Block> {
    let mut known = Known::default();
    known.add_all(reading.files.iter().flat_map(|file| &file.blocks));
    let mut asked: BTreeSet<String> = reading.files.iter().flat_map(|file| file.asked.iter().cloned()).collect();
    let mut taken = Vec::new();
    let sources = &reading.sources;
    // What uses others comes after them, and may ask for their procedures.
    for (_, files) in reading.used.iter().rev() {
        let blocks = || files.iter().flat_map(|file| &file.blocks);
        let is_asked = |block: &&ast::Block| match block {
            ast::Block::Procedure(procedure) => asked.contains(&procedure.name.text),
            ast::Block::Amendment(amendment) => asked.contains(&amendment.procedure.text),
            ast::Block::Ruleset(..)
            | ast::Block::Facts(_)
            | ast::Block::Conventions(_)
            | ast::Block::Text(_)
            | ast::Block::List(_)
            | ast::Block::Parameter(_)
            | ast::Block::Common(_) => false,
        };
        let has_asked = blocks().any(|block| is_asked(&block));
        let words = words(sources, blocks(), &known);
        let mut found = Vec::new();
        for block in blocks() {
            let kept = match block {
                ast::Block::Parameter(_) | ast::Block::List(_) | ast::Block::Common(_) => Some(block.clone()),
                ast::Block::Procedure(_) | ast::Block::Amendment(_) => is_asked(&block).then(|| block.clone()),
                ast::Block::Text(text) => (has_asked && !known.texts.contains(&text.name.text)).then(|| block.clone()),
                ast::Block::Conventions(conventions) => {
                    let new = conventions.iter().filter(|one| !known.conventions.contains(&one.name.text));
                    Some(ast::Block::Conventions(new.cloned().collect()))
                }
                ast::Block::Facts(facts) => {
                    let is_named = |fact: &&ast::Fact| {
                        !known.facts.contains(&fact.name.text) && (has_asked || words.contains(&fact.name.text))
                    };
                    Some(ast::Block::Facts(facts.iter().filter(is_named).cloned().collect()))
                }
                ast::Block::Ruleset(..) => None,
            };
            found.extend(kept);
        }
        known.add_all(found.iter());
        asked.extend(files.iter().filter(|_| has_asked).flat_map(|file| file.asked.iter().cloned()));
        taken.splice(0..0, found);
    }
    taken
}

/// The words of what is taken whatever is asked: shared definitions, and conventions that are not replaced.
fn words<'b>(sources: &Sources, blocks: impl Iterator<Item = &'b ast::Block>, known: &Known) -> String {
    let mut words = String::new();
    for block in blocks {
        let spans: Vec<Span> = match block {
            ast::Block::Common(items) => items.iter().map(super::amend::place).collect(),
            ast::Block::Conventions(conventions) => {
                let new = conventions.iter().filter(|one| !known.conventions.contains(&one.name.text));
                new.flat_map(|one| one.options.iter().map(|option| option.name.span)).collect()
            }
            ast::Block::Ruleset(..)
            | ast::Block::Facts(_)
            | ast::Block::Text(_)
            | ast::Block::List(_)
            | ast::Block::Parameter(_)
            | ast::Block::Procedure(_)
            | ast::Block::Amendment(_) => Vec::new(),
        };
        for span in spans {
            words += &sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
            words.push('\n');
        }
    }
    words
}

/// Names that are declared.
#[derive(Default)]
struct Known {
    facts: BTreeSet<String>,
    conventions: BTreeSet<String>,
    texts: BTreeSet<String>,
}

impl Known {
    fn add_all<'b>(&mut self, blocks: impl Iterator<Item = &'b ast::Block>) {
        for block in blocks {
            match block {
                ast::Block::Facts(facts) => self.facts.extend(facts.iter().map(|fact| fact.name.text.clone())),
                ast::Block::Conventions(conventions) => {
                    self.conventions.extend(conventions.iter().map(|one| one.name.text.clone()));
                }
                ast::Block::Text(text) => _ = self.texts.insert(text.name.text.clone()),
                ast::Block::Ruleset(..)
                | ast::Block::List(_)
                | ast::Block::Parameter(_)
                | ast::Block::Common(_)
                | ast::Block::Procedure(_)
                | ast::Block::Amendment(_) => {}
            }
        }
    }
}

/// The recueil to which each file belongs that is not the recueil's own, by its place among those that are used.
pub(super) fn owners(used: &[Used]) -> HashMap<FileId, usize> {
    used.iter().enumerate().flat_map(|(index, one)| one.files.iter().map(move |file| (*file, index))).collect()
}
