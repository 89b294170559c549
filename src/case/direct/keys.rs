//! What mostly comes next: the keys and words met before, and the bytes they stood in.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::json::{Cursor, Token};
use crate::names::{Index, normalize};
use crate::plan::Symbol;

/// Words and keys are forgotten when there are more, so that memory does not grow with the dossiers.
pub(super) const MAX_WORDS: usize = 4096;

pub(super) type Map<K, V> = HashMap<K, V, FixedState>;

/// Bytes that may come next.
#[derive(Default)]
pub(super) struct Expected {
    bytes: Vec<u8>,
    /// The first bytes once more, and which of them count: they are compared in one step, however many there are.
    head: [u64; 4],
    counts: [u64; 4],
}

impl Expected {
    const HEAD: usize = 32;

    fn new(bytes: &[u8]) -> Expected {
        let word = |bytes: &[u8], at: usize| {
            let mut word = [0; 8];
            let part = bytes.get(at * 8..).unwrap_or_default();
            let length = part.len().min(8);
            word[..length].copy_from_slice(&part[..length]);
            u64::from_ne_bytes(word)
        };
        let ones = vec![0xff; bytes.len()];
        Expected {
            head: std::array::from_fn(|at| word(bytes, at)),
            counts: std::array::from_fn(|at| word(&ones, at)),
            bytes: bytes.to_vec(),
        }
    }

    /// How many bytes they are.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether they come next.
    #[inline]
    pub(super) fn begin(&self, rest: &[u8]) -> bool {
        let Some(found) = rest.first_chunk::<{ Expected::HEAD }>() else { return rest.starts_with(&self.bytes) };
        let words = found.as_chunks::<8>().0.iter().zip(&self.head).zip(&self.counts);
        let differ = |(found, head): (&[u8; 8], &u64), counts: &u64| (u64::from_ne_bytes(*found) ^ head) & counts;
        words.fold(0, |all, (pair, counts)| all | differ(pair, counts)) == 0
            && (self.len() <= Expected::HEAD || rest[Expected::HEAD..].starts_with(&self.bytes[Expected::HEAD..]))
    }
}

/// The keys of one kind of mapping: what they are called, and how they were written.
pub(super) struct Keys {
    /// Names by slot.
    pub(super) slots: Vec<String>,
    by_name: Index,
    /// By place in the index, the slot.
    by_place: Vec<u32>,
    /// The keys as met; the first entry stands for the beginning of a mapping.
    met: Vec<Key>,
    by_bytes: Map<Box<[u8]>, usize>,
    /// By slot, the mapping in which it was last met.
    seen: Vec<u64>,
    mapping: u64,
}

/// A key as it is written.
#[derive(Default)]
struct Key {
    slot: u32,
    /// What came after it: mostly the same, or one of two where a key may be left out.
    next: [Next; 2],
}

/// What comes after a value.
#[derive(Default)]
struct Next {
    /// The key that follows; 0 when none is known.
    key: usize,
    /// All that stands before its value: the comma, the key, the colon and the blanks.
    gap: Expected,
}

impl Keys {
    /// `index` holds the names in this order.
    pub(super) fn new(names: Vec<(String, u32)>, index: Index) -> Keys {
        let count = names.iter().map(|(_, slot)| *slot as usize + 1).max().unwrap_or(0);
        let mut slots = vec![String::new(); count];
        for (name, slot) in &names {
            slots[*slot as usize].clone_from(name);
        }
        Keys {
            by_name: index,
            by_place: names.into_iter().map(|(_, slot)| slot).collect(),
            met: vec![Key::default()],
            by_bytes: Map::default(),
            seen: vec![0; count],
            slots,
            mapping: 0,
        }
    }

    /// A walk over the keys of the mapping that comes.
    pub(super) fn walk(&mut self, at: &mut Cursor) -> Option<Walk> {
        at.eat(b'{').then_some(())?;
        at.blanks();
        self.mapping += 1;
        Some(Walk { last: 0, mapping: self.mapping })
    }

    /// The key of these bytes, learnt when it is new; `None` when it is none of the names.
    fn find(&mut self, token: &Token) -> Option<usize> {
        if let Some(known) = self.by_bytes.get(token.bytes) {
            return Some(*known);
        }
        let mut name = String::new();
        token.unescape(&mut name)?;
        let slot = *self.by_place.get(self.by_name.find(&normalize(&name))?)?;
        if self.met.len() > MAX_WORDS {
            self.met.truncate(1);
            self.met[0] = Key::default();
            self.by_bytes.clear();
        }
        let key = self.met.len();
        self.met.push(Key { slot, ..Key::default() });
        self.by_bytes.insert(token.bytes.into(), key);
        Some(key)
    }
}

/// A walk over the keys of one mapping.
pub(super) struct Walk {
    /// The key before; 0 at the beginning.
    last: usize,
    mapping: u64,
}

impl Walk {
    /// The slot of the next key; the value is next. `Some(None)` at the end of the mapping.
    ///
    /// A mapping within the values must not use the same [`Keys`].
    pub(super) fn next(&mut self, at: &mut Cursor, keys: &mut Keys) -> Option<Option<u32>> {
        let next = &keys.met.get(self.last)?.next;
        match next.iter().find(|next| next.key > 0 && next.gap.begin(at.rest())) {
            Some(next) => {
                at.skip(next.gap.len());
                self.last = next.key;
            }
            None => {
                if at.eat(b'}') {
                    return Some(None);
                }
                self.meet(at, keys)?;
            }
        }
        let slot = keys.met[self.last].slot;
        let seen = &mut keys.seen[slot as usize];
        if *seen == self.mapping {
            return None;
        }
        *seen = self.mapping;
        Some(Some(slot))
    }

    /// Reads a key that was not expected, and expects it from now on.
    #[cold]
    fn meet(&mut self, at: &mut Cursor, keys: &mut Keys) -> Option<()> {
        let from = at.rest();
        if self.last > 0 {
            at.eat(b',').then_some(())?;
            at.blanks();
        }
        let token = at.scalar().filter(|token| token.quoted)?;
        at.colon()?;
        let found = keys.find(&token)?;
        if let Some(last) = keys.met.get_mut(self.last) {
            let place = usize::from(last.next[0].key > 0);
            let gap = Expected::new(&from[..from.len() - at.rest().len()]);
            last.next[place] = Next { key: found, gap };
        }
        self.last = found;
        Some(())
    }
}

/// The words met as values of one fact or column, with their symbols.
#[derive(Default)]
pub(super) struct Words {
    /// The words as met, with their quotes.
    met: Vec<(Expected, Symbol)>,
    by_bytes: Map<Box<[u8]>, u16>,
    /// By what its first bytes come to, the word that was met there last.
    near: Vec<u16>,
}

impl Words {
    const PLACES: usize = 256;

    /// Where a word is looked for that begins like this. Nothing is searched or counted: a wrong word does not fit.
    fn place(rest: &[u8]) -> Option<usize> {
        let first = u64::from_ne_bytes(*rest.get(1..)?.first_chunk()?);
        Some((first.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as usize)
    }

    /// Passes a word that was met before.
    #[inline]
    pub(super) fn expected(&self, at: &mut Cursor) -> Option<Symbol> {
        let near = *self.near.get(Words::place(at.rest())?)?;
        let (word, symbol) = self.met.get(usize::from(near))?;
        word.begin(at.rest()).then(|| {
            at.skip(word.len());
            *symbol
        })
    }

    /// The symbol of a word met elsewhere; `rest` begins with it.
    pub(super) fn known(&mut self, token: &Token, rest: &[u8]) -> Option<Symbol> {
        let word = *self.by_bytes.get(token.bytes).filter(|_| token.quoted)?;
        self.put_near(word, rest);
        Some(self.met[usize::from(word)].1)
    }

    /// Remembers a word; `rest` begins with it.
    pub(super) fn learn(&mut self, token: &Token, symbol: Symbol, rest: &[u8]) {
        // A number without quotes is no word that comes again between quotes.
        if !token.quoted {
            return;
        }
        if self.met.len() > MAX_WORDS {
            self.clear();
        }
        let word = self.met.len() as u16;
        self.by_bytes.insert(token.bytes.into(), word);
        self.met.push((Expected::new(&[b"\"", token.bytes, b"\""].concat()), symbol));
        self.put_near(word, rest);
    }

    fn put_near(&mut self, word: u16, rest: &[u8]) {
        if let Some(place) = Words::place(rest) {
            self.near.resize(Words::PLACES, 0);
            self.near[place] = word;
        }
    }

    pub(super) fn clear(&mut self) {
        self.met.clear();
        self.by_bytes.clear();
    }
}
