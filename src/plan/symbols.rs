//! Interned texts.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use crate::names::fold;

/// A text that rules, lists or dossiers compare; texts that mean the same have equal symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub u32);

/// Texts by symbol.
///
/// Texts that [`fold`] makes the same have one symbol, and are shown in the spelling that was met first.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    texts: Vec<String>,
    /// Texts as they were met, so that most are found without being folded.
    exact: HashMap<String, Symbol>,
    folded: HashMap<String, Symbol>,
    /// What tables beside the rules call a code.
    labels: HashMap<Symbol, String>,
    /// Labels that stand for their code, by what they are compared by; `None` for those of several codes.
    by_label: HashMap<String, Option<Symbol>>,
}

impl Symbols {
    /// The symbol of a text, made when it is new.
    pub fn intern(&mut self, text: &str) -> Symbol {
        if let Some(symbol) = self.exact.get(text) {
            return *symbol;
        }
        let new = Symbol(self.texts.len() as u32);
        let symbol = *self.folded.entry(fold(text)).or_insert(new);
        if symbol == new {
            self.texts.push(text.to_string());
        }
        self.exact.insert(text.to_string(), symbol);
        symbol
    }

    /// The symbol of a known text, however it is spelt.
    pub fn get(&self, text: &str) -> Option<Symbol> {
        self.exact.get(text).or_else(|| self.folded.get(&fold(text))).copied()
    }

    /// Calls a code by a label, which may be written for it unless it is a text of its own or the label of another code.
    pub fn call(&mut self, code: Symbol, label: &str) {
        self.labels.insert(code, label.to_string());
        let folded = fold(label);
        if self.folded.contains_key(&folded) && !self.by_label.contains_key(&folded) {
            return;
        }
        let known = self.by_label.entry(folded.clone()).or_insert(Some(code));
        if *known != Some(code) {
            if known.take().is_some() {
                self.folded.remove(&folded);
            }
            return;
        }
        self.folded.entry(folded).or_insert(code);
    }

    /// What a code is called.
    pub fn label(&self, code: Symbol) -> Option<&str> {
        self.labels.get(&code).map(String::as_str)
    }

    /// The text of a symbol; `None` for a symbol of another table.
    pub fn text(&self, symbol: Symbol) -> Option<&str> {
        self.texts.get(symbol.0 as usize).map(String::as_str)
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

/// The keys of a list: for each, one symbol a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    width: usize,
    // INVARIANT: sorted, no key twice.
    symbols: Vec<Symbol>,
    known: HashSet<Box<[Option<Symbol>]>, FixedState>,
}

impl Keys {
    /// Keys of `width` columns, in whatever order they come; a key given twice counts once.
    pub fn new(width: usize, mut keys: Vec<Vec<Symbol>>) -> Keys {
        keys.sort_unstable();
        keys.dedup();
        Keys {
            width,
            symbols: keys.concat(),
            known: keys.into_iter().map(|key| key.into_iter().map(Some).collect()).collect(),
        }
    }

    /// The keys, sorted.
    pub fn iter(&self) -> impl Iterator<Item = &[Symbol]> {
        self.symbols.chunks_exact(self.width.max(1))
    }

    /// Whether a key of which some columns may not be known can be one of them.
    pub fn agrees(&self, key: &[Option<Symbol>]) -> bool {
        if key.iter().all(Option::is_some) {
            return self.known.contains(key);
        }
        let agrees = |(one, known): (&Symbol, &Option<Symbol>)| known.is_none_or(|known| known == *one);
        self.iter().any(|entry| entry.iter().zip(key).all(agrees))
    }
}
