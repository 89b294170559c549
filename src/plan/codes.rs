//! Which codes a fact may hold, and which of them the recueil knows.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use super::{Symbol, Symbols};
use crate::names::{distance, fold, fold_loosely, nearness};

/// How many codes are looked at in search of those that are meant.
const MAX_SEARCHED: usize = 500_000;

/// The codes of a table beside the rules: a fact that names it holds one of them and no other.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// Name of the table.
    pub file: String,
    codes: Vec<Symbol>,
    known: HashSet<Symbol, FixedState>,
    /// By code, how it is compared, how long that is and which letters it has: tables may be long.
    looks: Vec<(String, usize, u64)>,
    /// Codes by their words with blanks for hyphens and apostrophes; `None` where several are the same then.
    loose: HashMap<String, Option<Symbol>>,
}

impl Vocabulary {
    /// The codes of a table, in its order.
    pub fn new(file: impl Into<String>, codes: Vec<Symbol>, symbols: &Symbols) -> Vocabulary {
        let mut loose: HashMap<String, Option<Symbol>> = HashMap::new();
        for code in &codes {
            let words = fold_loosely(symbols.text(*code).unwrap_or_default());
            loose.entry(words).and_modify(|known| *known = known.filter(|known| known == code)).or_insert(Some(*code));
        }
        let look = |code: &Symbol| {
            let words = fold(symbols.text(*code).unwrap_or_default());
            let (length, letters) = look(&words);
            (words, length, letters)
        };
        let looks = codes.iter().map(look).collect();
        Vocabulary { file: file.into(), known: codes.iter().copied().collect(), codes, looks, loose }
    }

    /// The codes, in the order of the table.
    pub fn codes(&self) -> &[Symbol] {
        &self.codes
    }

    /// Whether a code is one of them.
    pub fn contains(&self, code: Symbol) -> bool {
        self.known.contains(&code)
    }

    /// The code that a text writes, or can only mean: with blanks for hyphens and apostrophes, where no two codes
    /// differ by these alone.
    pub fn find(&self, symbols: &Symbols, text: &str) -> Option<Symbol> {
        let written = symbols.get(text).filter(|code| self.contains(*code));
        written.or_else(|| *self.loose.get(&fold_loosely(text))?)
    }

    /// The code that was probably meant, as it is shown. `told` is how many others were looked for: a long table is not
    /// searched for each of many.
    pub fn nearest<'s>(&self, symbols: &'s Symbols, text: &str, told: usize) -> Option<&'s str> {
        let words = fold(text);
        let (length, letters) = look(&words);
        let limit = nearness(&words);
        if told * self.codes.len() > MAX_SEARCHED {
            return None;
        }
        let mut nearest = None;
        for (code, (candidate, candidate_length, candidate_letters)) in self.codes.iter().zip(&self.looks) {
            // A change adds a letter, takes one away, or does both.
            let may_be = candidate_length.abs_diff(length) <= limit
                && (candidate_letters ^ letters).count_ones() as usize <= 2 * limit;
            let distance = if may_be { distance(&words, candidate) } else { usize::MAX };
            if distance <= limit && nearest.is_none_or(|(known, _)| distance < known) {
                nearest = Some((distance, *code));
            }
            if distance <= 1 && limit > 0 {
                break;
            }
        }
        symbols.text(nearest?.1)
    }
}

/// How long words are, and which letters they have, as bits that several letters may share.
fn look(words: &str) -> (usize, u64) {
    words.chars().fold((0, 0), |(length, letters), c| (length + 1, letters | 1 << (u32::from(c) % 64)))
}

/// The codes that the recueil knows for some facts: those of the lists and rules that they are compared with.
#[derive(Clone, Debug, Default)]
pub struct KnownCodes {
    /// A bit for each symbol of the plan.
    bits: Vec<u64>,
}

impl KnownCodes {
    /// Adds a code.
    pub fn insert(&mut self, code: Symbol) {
        let place = code.0 as usize / 64;
        if self.bits.len() <= place {
            self.bits.resize(place + 1, 0);
        }
        self.bits[place] |= 1 << (code.0 % 64);
    }

    /// Whether a code is known.
    pub fn contains(&self, code: Symbol) -> bool {
        self.bits.get(code.0 as usize / 64).is_some_and(|bits| bits >> (code.0 % 64) & 1 == 1)
    }

    /// The codes, in the order of their symbols.
    pub fn iter(&self) -> impl Iterator<Item = Symbol> {
        (0..self.bits.len() as u32 * 64).map(Symbol).filter(|code| self.contains(*code))
    }
}

impl FromIterator<Symbol> for KnownCodes {
    fn from_iter<I: IntoIterator<Item = Symbol>>(codes: I) -> KnownCodes {
        let mut known = KnownCodes::default();
        codes.into_iter().for_each(|code| known.insert(code));
        known
    }
}
