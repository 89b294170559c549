//! What a dossier is read with: the facts of the plan by their names, the texts of the dossier, and its mistakes.

use std::collections::HashMap;

use super::errors;
use super::tree::{Key, Node};
use crate::diagnostic::{self, Diagnostic};
use crate::names::{self, closest, fold_name, normalize_name};
use crate::plan::{Fact, Plan, Symbol, Type};
use crate::source::{FileId, Span};

/// How many mistakes of a dossier are told one by one.
const MAX_TOLD: usize = 100;

pub(super) struct Reader<'p> {
    pub(super) plan: &'p Plan,
    pub(super) file: FileId,
    diagnostics: Vec<Diagnostic>,
    /// How many mistakes are not told, and where the first of them stands.
    untold: Option<(usize, Span)>,
    pub(super) facts: names::Index,
    /// By fact, the keys of its rows: those of periods begin with their days.
    pub(super) keys: Vec<names::Index>,
    pub(super) texts: Vec<String>,
    /// The texts by what they are compared by.
    own: HashMap<String, Symbol>,
}

impl<'p> Reader<'p> {
    /// `texts` are those that the case already holds.
    pub(super) fn new(plan: &'p Plan, file: FileId, texts: Vec<String>) -> Reader<'p> {
        let symbols = (plan.symbols.len() as u32..).map(Symbol);
        Reader {
            plan,
            file,
            diagnostics: Vec::new(),
            untold: None,
            facts: names::Index::of_names(plan.facts.iter().map(|fact| fact.name.as_str())),
            keys: plan.facts.iter().map(|fact| names::Index::of_names(row_keys(fact))).collect(),
            own: texts.iter().map(|text| names::fold(text)).zip(symbols).collect(),
            texts,
        }
    }

    /// The texts of the case, or every mistake; what comes next is another case.
    pub(super) fn finish(&mut self) -> Result<Vec<String>, Vec<Diagnostic>> {
        self.own.clear();
        let texts = std::mem::take(&mut self.texts);
        let mut found = std::mem::take(&mut self.diagnostics);
        diagnostic::sort(&mut found);
        found.extend(self.untold.take().map(|(count, span)| errors::untold(span, count)));
        if found.is_empty() { Ok(texts) } else { Err(found) }
    }

    /// Tells a mistake at a place, or counts it where there are many.
    pub(super) fn report(&mut self, span: Span, mistake: impl FnOnce(Span) -> Diagnostic) {
        match &mut self.untold {
            Some((count, _)) => *count += 1,
            None if self.diagnostics.len() == MAX_TOLD => self.untold = Some((1, span)),
            None => self.diagnostics.push(mistake(span)),
        }
    }

    /// How many mistakes were told.
    pub(super) fn told(&self) -> usize {
        self.diagnostics.len()
    }

    /// Reports a key that is none of the known names, which are gathered where it is told.
    pub(super) fn unknown_key<'n>(&mut self, key: &Key, path: &str, what: &str, known: impl FnOnce() -> Vec<&'n str>) {
        self.report(key.span, |span| {
            let (name, known) = (normalize_name(&key.text), known());
            let near = closest(&name, known.iter().copied());
            errors::unknown_key(span, path, &name, what, near, &known)
        });
    }

    /// Reports keys that stand twice.
    pub(super) fn duplicates(&mut self, pairs: &[(Key, Node)], path: &str) {
        let mut first = HashMap::with_capacity(pairs.len());
        for (key, _) in pairs {
            if let Some(first) = first.get(&fold_name(&key.text)).copied() {
                let name = || normalize_name(&key.text);
                self.report(key.span, |span| errors::duplicate_key(span, first, path, &name()));
            } else {
                first.insert(fold_name(&key.text), key.span);
            }
        }
    }

    /// The symbol of a text: the plan's, or one of this case alone.
    pub(super) fn symbol(&mut self, text: &str) -> Symbol {
        if let Some(symbol) = self.plan.symbols.get(text) {
            return symbol;
        }
        let next = Symbol((self.plan.symbols.len() + self.texts.len()) as u32);
        let symbol = *self.own.entry(names::fold(text)).or_insert(next);
        if symbol == next {
            self.texts.push(text.to_string());
        }
        symbol
    }
}

/// The keys of a row: its days, where it is a period, then its columns.
pub(super) fn row_keys(fact: &Fact) -> impl Iterator<Item = &str> {
    let days = if fact.kind == Type::Periods { &["du", "au"][..] } else { &[] };
    days.iter().copied().chain(fact.columns.iter().map(|column| column.name.as_str()))
}
