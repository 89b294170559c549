//! Interned texts.

use std::collections::HashMap;

/// A text that rules, lists or dossiers compare; equal texts have equal symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub u32);

/// Texts by symbol.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    texts: Vec<String>,
    index: HashMap<String, Symbol>,
}

impl Symbols {
    /// The symbol of a text, made when it is new.
    pub fn intern(&mut self, text: &str) -> Symbol {
        if let Some(symbol) = self.index.get(text) {
            return *symbol;
        }
        let symbol = Symbol(self.texts.len() as u32);
        self.texts.push(text.to_string());
        self.index.insert(text.to_string(), symbol);
        symbol
    }

    /// The symbol of a known text.
    pub fn get(&self, text: &str) -> Option<Symbol> {
        self.index.get(text).copied()
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
