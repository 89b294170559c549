//! JSON straight into the slots of the plan, for dossiers by the million.
//!
//! Dossiers of one source are alike: the same keys come in the same order, and the same words again and again. The
//! reader remembers the bytes of the keys and words it met, with what they mean; what comes is first held against what
//! came after the same key before. It builds no tree, and allocates nothing once it has met the words of a source.
//!
//! It knows no errors. At the first thing that is not plainly a well-formed dossier in JSON it gives up, and the reader
//! of single dossiers starts over, so that both have the same errors and there is one place that words them.

use std::collections::HashMap;
use std::fmt::{Display, Write};

use foldhash::fast::FixedState;

use super::read::{MAX_BYTES, UNKNOWN_ROWS};
use super::scalar::{date_of, is_unknown, length_of, normalize, number_of, truth_of};
use super::{Case, End, Row, Value, overlaps, read};
use crate::diagnostic::Diagnostic;
use crate::plan::{Fact, Plan, Symbol, Type};
use crate::source::Sources;
use crate::syntax::normalize_name;
use crate::time::{Day, DayRange};

/// Words are forgotten when there are more, so that memory does not grow with the dossiers.
const MAX_WORDS: usize = 4096;

/// Up to so many, holding the words against what comes is faster than looking it up.
const FEW_WORDS: usize = 8;

/// Reads dossier after dossier into one case.
pub struct Reader<'p> {
    plan: &'p Plan,
    case: Case,
    top: Keys,
    facts: Keys,
    /// By fact, the keys of its rows.
    rows: Vec<Keys>,
    admitted: Keys,
    /// By fact, the words met in it; by fact and column, those of its rows.
    words: Vec<(Words, Vec<Words>)>,
    texts: Map<Box<str>, Symbol>,
    room: Room,
}

type Map<K, V> = HashMap<K, V, FixedState>;

/// What cases before left behind, to be filled again.
#[derive(Default)]
struct Room {
    rows: Vec<Vec<Row>>,
    columns: Vec<Vec<Value>>,
    names: Vec<String>,
    overlaps: overlaps::Room,
}

/// Why a dossier is refused: every mistake, and the text that the findings point into.
#[derive(Debug)]
pub struct Refused {
    /// The mistakes, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The dossier's text.
    pub sources: Sources,
}

/// What a key of a dossier stands for.
mod top {
    pub(super) const NAME: u32 = 0;
    pub(super) const FACTS: u32 = 1;
    pub(super) const ADMITTED: u32 = 2;
    pub(super) const ALL: [&str; 3] = ["dossier", "faits", "admis"];
}

/// What a key of a row stands for; columns come after these.
mod row {
    pub(super) const START: u32 = 0;
    pub(super) const END: u32 = 1;
    pub(super) const COLUMNS: u32 = 2;
}

impl<'p> Reader<'p> {
    /// A reader of dossiers against the facts of a plan.
    pub fn new(plan: &'p Plan) -> Reader<'p> {
        let names = |facts: &[Fact], first: u32| -> Vec<(String, u32)> {
            facts.iter().zip(first..).map(|(fact, slot)| (fact.name.clone(), slot)).collect()
        };
        let row_keys = |fact: &Fact| {
            let mut slots = names(&fact.columns, row::COLUMNS);
            if fact.kind == Type::Periods {
                slots.extend([("du".to_string(), row::START), ("au".to_string(), row::END)]);
            }
            Keys::new(slots)
        };
        let words = |fact: &Fact| (Words::default(), fact.columns.iter().map(|_| Words::default()).collect());
        Reader {
            plan,
            case: Case::unknown(plan, ""),
            top: Keys::new(top::ALL.iter().zip(0..).map(|(name, slot)| (name.to_string(), slot)).collect()),
            facts: Keys::new(names(&plan.facts, 0)),
            rows: plan.facts.iter().map(row_keys).collect(),
            admitted: Keys::new(plan.admissible().into_iter().map(str::to_string).zip(0..).collect()),
            words: plan.facts.iter().map(words).collect(),
            texts: Map::default(),
            room: Room::default(),
        }
    }

    /// Reads one dossier; `name` is what it is called when it does not say so itself.
    ///
    /// # Errors
    ///
    /// What [`read`] refuses, for the same reasons.
    pub fn read(&mut self, name: impl Display, bytes: &[u8]) -> Result<&Case, Box<Refused>> {
        self.reset();
        if let Some(named) = self.dossier(bytes).filter(|_| bytes.len() <= MAX_BYTES) {
            if !named {
                self.case.name.clear();
                // A text takes whatever is written to it.
                let _ = write!(self.case.name, "{name}");
            }
            return Ok(&self.case);
        }
        let mut sources = Sources::default();
        match read(self.plan, &mut sources, &name.to_string(), bytes) {
            Ok(case) => {
                self.forget();
                self.case = case;
                Ok(&self.case)
            }
            Err(diagnostics) => Err(Box::new(Refused { diagnostics, sources })),
        }
    }

    /// A case of which nothing is known, in the room of the one before.
    fn reset(&mut self) {
        let Room { rows: room, columns, names, .. } = &mut self.room;
        for value in &mut self.case.facts {
            if let Value::Rows(mut rows) = std::mem::replace(value, Value::Unknown) {
                columns.extend(rows.drain(..).map(|row| row.columns));
                room.push(rows);
            }
        }
        names.extend(self.case.admitted.drain(..).map(|(name, _)| name));
        self.case.expected.clear();
        self.case.reading.clear();
        if self.case.texts.len() > MAX_WORDS {
            self.forget();
        }
    }

    /// Forgets the words met, and with them the symbols that only this case knows.
    fn forget(&mut self) {
        for (words, columns) in &mut self.words {
            words.clear();
            columns.iter_mut().for_each(Words::clear);
        }
        self.texts.clear();
        self.case.texts.clear();
    }

    /// Reads a whole dossier, and says whether it names itself.
    fn dossier(&mut self, bytes: &[u8]) -> Option<bool> {
        let mut named = false;
        let mut at = Cursor { bytes, position: 0 };
        let mut keys = at.mapping()?;
        while let Some(slot) = keys.next(&mut at, &mut self.top, normalize)? {
            match slot {
                top::NAME => {
                    let token = at.scalar()?;
                    if !token.is_null() {
                        named = true;
                        self.case.name.clear();
                        token.unescape(&mut self.case.name)?;
                    }
                }
                top::FACTS => self.read_facts(&mut at)?,
                top::ADMITTED => self.read_admitted(&mut at)?,
                _ => return None,
            }
        }
        at.is_at_end().then_some(named)
    }

    fn read_facts(&mut self, at: &mut Cursor) -> Option<()> {
        if at.null() {
            return Some(());
        }
        let mut keys = at.mapping()?;
        while let Some(slot) = keys.next(at, &mut self.facts, normalize_name)? {
            let index = slot as usize;
            let fact = &self.plan.facts[index];
            match fact.kind {
                Type::Periods | Type::Rows => self.case.facts[index] = self.read_rows(at, index)?,
                _ => {
                    let mut texts = Texts { plan: self.plan, known: &mut self.texts, own: &mut self.case.texts };
                    let words = &mut self.words[index].0;
                    value(at, &fact.kind, words, &mut texts, &mut self.case.facts[index])?;
                }
            }
        }
        Some(())
    }

    fn read_rows(&mut self, at: &mut Cursor, index: usize) -> Option<Value> {
        if !at.eat(b'[') {
            let token = at.scalar()?;
            let unknown = token.is_null() || UNKNOWN_ROWS.contains(&token.text()?);
            return unknown.then_some(Value::Unknown);
        }
        let fact = &self.plan.facts[index];
        let mut rows = self.room.rows.pop().unwrap_or_default();
        if !at.eat(b']') {
            loop {
                // Rows are filled where they lie: moving them about costs more than reading them.
                rows.push(self.empty_row(index));
                let row = rows.last_mut()?;
                self.read_row(at, index, row)?;
                if at.eat(b']') {
                    break;
                }
                at.eat(b',').then_some(())?;
            }
        }
        if fact.without_overlap {
            let mut found = false;
            overlaps::find(&rows, &mut self.room.overlaps, |_, _, _| found = true);
            if found {
                return None;
            }
        }
        Some(Value::Rows(rows))
    }

    /// A row of which nothing is said, in the room of an earlier one.
    fn empty_row(&mut self, index: usize) -> Row {
        let mut columns = self.room.columns.pop().unwrap_or_default();
        columns.clear();
        for _ in &self.plan.facts[index].columns {
            columns.push(Value::Unknown);
        }
        Row { start: None, end: End::Ongoing, columns }
    }

    fn read_row(&mut self, at: &mut Cursor, index: usize, read: &mut Row) -> Option<()> {
        let fact = &self.plan.facts[index];
        let mut keys = at.mapping()?;
        while let Some(slot) = keys.next(at, &mut self.rows[index], normalize_name)? {
            match slot {
                row::START => match at.day() {
                    Some(day) => read.start = Some(DayRange::exact(day)),
                    None => read.start = date(at)?,
                },
                row::END => match at.day() {
                    Some(day) => read.end = End::Known(DayRange::exact(day)),
                    None => read.end = end(at)?,
                },
                column => {
                    let column = (column - row::COLUMNS) as usize;
                    let words = &mut self.words[index].1[column];
                    let mut texts = Texts { plan: self.plan, known: &mut self.texts, own: &mut self.case.texts };
                    value(at, &fact.columns[column].kind, words, &mut texts, &mut read.columns[column])?;
                }
            }
        }
        match (read.start, read.end) {
            (Some(start), End::Known(end)) if end.last < start.first => None,
            _ => Some(()),
        }
    }

    fn read_admitted(&mut self, at: &mut Cursor) -> Option<()> {
        if at.null() {
            return Some(());
        }
        let mut keys = at.mapping()?;
        while let Some(slot) = keys.next(at, &mut self.admitted, normalize)? {
            let token = at.scalar()?;
            let text = token.text()?;
            if token.is_null() || is_unknown(text) {
                continue;
            }
            let mut name = self.room.names.pop().unwrap_or_default();
            name.clear();
            name.push_str(&self.admitted.slots[slot as usize]);
            self.case.admitted.push((name, truth_of(text)?));
        }
        Some(())
    }
}

fn end(at: &mut Cursor) -> Option<End> {
    let token = at.scalar()?;
    if token.is_null() {
        return None;
    }
    let text = token.text()?;
    if text == "en cours" {
        return Some(End::Ongoing);
    }
    if is_unknown(text) {
        return Some(End::Unknown);
    }
    date_of(text).ok().map(End::Known)
}

/// A date; `Some(None)` when it is not known.
fn date(at: &mut Cursor) -> Option<Option<DayRange>> {
    if let Some(day) = at.day() {
        return Some(Some(DayRange::exact(day)));
    }
    let token = at.scalar()?;
    let text = token.text()?;
    if token.is_null() || is_unknown(text) {
        return Some(None);
    }
    date_of(text).ok().map(Some)
}

/// Reads the value of a fact or column of type `of` into `out`, where nothing is known yet.
fn value(at: &mut Cursor, of: &Type, words: &mut Words, texts: &mut Texts, out: &mut Value) -> Option<()> {
    match of {
        Type::Text | Type::Code | Type::Enumeration(_) => {
            if let Some(symbol) = symbol(at, of, words, texts)? {
                *out = Value::Symbol(symbol);
            }
        }
        Type::Date => {
            if let Some(days) = date(at)? {
                *out = Value::Date(days);
            }
        }
        _ => {
            if matches!(of, Type::Truth)
                && let Some(truth) = at.truth()
            {
                *out = Value::Truth(truth);
                return Some(());
            }
            let token = at.scalar()?;
            let text = token.text()?;
            if token.is_null() || is_unknown(text) {
                return Some(());
            }
            *out = match of {
                Type::Truth => Value::Truth(truth_of(text)?),
                Type::Number | Type::Amount | Type::Percent => Value::Number(number_of(text, of)?),
                Type::Months | Type::Days => Value::Length(length_of(text, of)?),
                _ => return None,
            };
        }
    }
    Some(())
}

/// The symbol of a text, a code or an option; `Some(None)` when it is not known.
fn symbol(at: &mut Cursor, of: &Type, words: &mut Words, texts: &mut Texts) -> Option<Option<Symbol>> {
    if let Some(symbol) = words.expected(at) {
        return Some(Some(symbol));
    }
    let token = at.scalar()?;
    if token.is_null() {
        return Some(None);
    }
    if let Some(symbol) = words.known(&token) {
        return Some(Some(symbol));
    }
    let mut text = String::new();
    token.unescape(&mut text)?;
    let text = normalize(&text);
    if is_unknown(&text) {
        return Some(None);
    }
    let symbol = match of {
        Type::Enumeration(options) => texts.plan.symbols.get(&text).filter(|symbol| options.contains(symbol))?,
        _ => texts.symbol(text),
    };
    words.learn(&token, symbol);
    Some(Some(symbol))
}

/// The texts that have a symbol: those of the plan, and those of the case alone.
struct Texts<'t> {
    plan: &'t Plan,
    known: &'t mut Map<Box<str>, Symbol>,
    own: &'t mut Vec<String>,
}

impl Texts<'_> {
    fn symbol(&mut self, text: String) -> Symbol {
        if let Some(symbol) = self.plan.symbols.get(&text).or_else(|| self.known.get(text.as_str()).copied()) {
            return symbol;
        }
        let symbol = Symbol((self.plan.symbols.len() + self.own.len()) as u32);
        self.own.push(text.clone());
        self.known.insert(text.into_boxed_str(), symbol);
        symbol
    }
}

/// The keys of one kind of mapping: what they are called, and how they were written.
struct Keys {
    /// Names by slot.
    slots: Vec<String>,
    by_name: Map<String, u32>,
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
    gap: Vec<u8>,
}

impl Keys {
    fn new(names: Vec<(String, u32)>) -> Keys {
        let count = names.iter().map(|(_, slot)| *slot as usize + 1).max().unwrap_or(0);
        let mut slots = vec![String::new(); count];
        for (name, slot) in &names {
            slots[*slot as usize].clone_from(name);
        }
        Keys {
            by_name: names.into_iter().collect(),
            met: vec![Key::default()],
            by_bytes: Map::default(),
            seen: vec![0; count],
            slots,
            mapping: 0,
        }
    }

    /// The key of these bytes, learnt when it is new; `None` when it is none of the names.
    fn find(&mut self, token: &Token, folded: fn(&str) -> String) -> Option<usize> {
        if let Some(known) = self.by_bytes.get(token.bytes) {
            return Some(*known);
        }
        let mut name = String::new();
        token.unescape(&mut name)?;
        let slot = *self.by_name.get(&folded(&name))?;
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
struct Walk {
    /// The key before.
    last: usize,
    mapping: u64,
    first: bool,
}

impl Walk {
    /// The slot of the next key; the value is next. `Some(None)` at the end of the mapping.
    ///
    /// A mapping within the values must not use the same [`Keys`].
    fn next(&mut self, at: &mut Cursor, keys: &mut Keys, folded: fn(&str) -> String) -> Option<Option<u32>> {
        if self.mapping == 0 {
            keys.mapping += 1;
            self.mapping = keys.mapping;
        }
        let next = keys.met.get(self.last).map_or(&[][..], |last| &last.next);
        match next.iter().find(|next| next.key > 0 && begins_with(at.rest(), &next.gap)) {
            Some(next) => {
                at.position += next.gap.len();
                self.last = next.key;
            }
            None => {
                let from = at.position;
                if at.eat(b'}') {
                    return Some(None);
                }
                if !self.first {
                    at.eat(b',').then_some(())?;
                    at.blanks();
                }
                let token = at.scalar().filter(|token| token.quoted)?;
                at.colon()?;
                let found = keys.find(&token, folded)?;
                if let Some(last) = keys.met.get_mut(self.last) {
                    let place = usize::from(last.next[0].key > 0);
                    last.next[place].key = found;
                    last.next[place].gap.clear();
                    last.next[place].gap.extend_from_slice(&at.bytes[from..at.position]);
                }
                self.last = found;
            }
        }
        self.first = false;
        let slot = keys.met[self.last].slot;
        let seen = &mut keys.seen[slot as usize];
        if *seen == self.mapping {
            return None;
        }
        *seen = self.mapping;
        Some(Some(slot))
    }
}

/// The words met as values of one fact or column, with their symbols.
#[derive(Default)]
struct Words {
    /// The words as met, with their quotes.
    met: Vec<(Box<[u8]>, Symbol)>,
    by_bytes: Map<Box<[u8]>, u32>,
    /// The word met last.
    last: usize,
}

impl Words {
    /// The symbol of the word met last when it comes again, or of one of a few others.
    fn expected(&mut self, at: &mut Cursor) -> Option<Symbol> {
        let (bytes, symbol) = self.met.get(self.last)?;
        if at.pass(bytes) {
            return Some(*symbol);
        }
        let few = if self.met.len() <= FEW_WORDS { self.met.as_slice() } else { &[] };
        self.last = few.iter().position(|(bytes, _)| at.pass(bytes))?;
        Some(self.met[self.last].1)
    }

    fn known(&mut self, token: &Token) -> Option<Symbol> {
        if !token.quoted {
            return None;
        }
        self.last = *self.by_bytes.get(token.bytes)? as usize;
        Some(self.met[self.last].1)
    }

    fn learn(&mut self, token: &Token, symbol: Symbol) {
        // A number without quotes is no word that comes again between quotes.
        if !token.quoted {
            return;
        }
        if self.met.len() > MAX_WORDS {
            self.clear();
        }
        self.last = self.met.len();
        self.by_bytes.insert(token.bytes.into(), self.last as u32);
        self.met.push(([b"\"", token.bytes, b"\""].concat().into(), symbol));
    }

    fn clear(&mut self) {
        self.met.clear();
        self.by_bytes.clear();
    }
}

/// A text, a number or a word of JSON.
struct Token<'b> {
    /// What stands between the quotes, or the word.
    bytes: &'b [u8],
    quoted: bool,
    escaped: bool,
}

impl<'b> Token<'b> {
    fn is_null(&self) -> bool {
        !self.quoted && self.bytes == b"null"
    }

    /// The text when it is written as it is compared: no escape, one blank between words.
    fn text(&self) -> Option<&'b str> {
        let text = std::str::from_utf8(self.bytes).ok()?;
        let plain = !self.escaped
            && text.bytes().zip(text.bytes().skip(1)).all(|pair| pair != (b' ', b' '))
            && !text.starts_with(' ')
            && !text.ends_with(' ')
            && text.chars().all(|c| c == ' ' || !(c.is_whitespace() || c == '’'));
        plain.then_some(text)
    }

    /// Adds the text to `out`, escapes resolved.
    fn unescape(&self, out: &mut String) -> Option<()> {
        let text = std::str::from_utf8(self.bytes).ok()?;
        // What YAML does not take as it stands is left to its reader.
        if text.chars().any(|c| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}')) {
            return None;
        }
        if !self.escaped {
            out.push_str(text);
            return Some(());
        }
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            if c != '\\' {
                out.push(c);
                continue;
            }
            out.push(match chars.next()? {
                c @ ('"' | '\\' | '/') => c,
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let digits = chars.as_str().get(..4)?;
                    chars = chars.as_str()[4..].chars();
                    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                        return None;
                    }
                    // Half of a pair is no character.
                    char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
                }
                _ => return None,
            });
        }
        Some(())
    }
}

/// As `starts_with`, which calls a function that pays only for long texts.
#[inline]
fn begins_with(bytes: &[u8], with: &[u8]) -> bool {
    let Some(bytes) = bytes.get(..with.len()) else { return false };
    match (bytes.last_chunk::<8>(), with.last_chunk::<8>()) {
        // Eight bytes at a time; the last eight may take some of those before once more.
        (Some(last), Some(wanted)) => {
            let (found, wanted_chunks) = (bytes.as_chunks::<8>().0, with.as_chunks::<8>().0);
            found.iter().zip(wanted_chunks).all(|(found, wanted)| found == wanted) && last == wanted
        }
        _ => bytes.iter().zip(with).all(|(found, wanted)| found == wanted),
    }
}

/// A place in the bytes of a dossier. Each step is `None` or false where something else stands.
struct Cursor<'b> {
    bytes: &'b [u8],
    position: usize,
}

impl<'b> Cursor<'b> {
    fn rest(&self) -> &'b [u8] {
        &self.bytes[self.position..]
    }

    fn blanks(&mut self) {
        while self.bytes.get(self.position) == Some(&b' ') {
            self.position += 1;
        }
    }

    /// Passes a character, after blanks.
    fn eat(&mut self, byte: u8) -> bool {
        self.blanks();
        let found = self.bytes.get(self.position) == Some(&byte);
        self.position += usize::from(found);
        found
    }

    fn mapping(&mut self) -> Option<Walk> {
        let open = self.eat(b'{');
        self.blanks();
        open.then_some(Walk { last: 0, mapping: 0, first: true })
    }

    /// The colon after a key, and the blanks after it.
    fn colon(&mut self) -> Option<()> {
        let found = self.bytes.get(self.position) == Some(&b':');
        self.position += 1;
        self.blanks();
        found.then_some(())
    }

    /// Whether nothing follows.
    fn is_at_end(&mut self) -> bool {
        self.blanks();
        self.position == self.bytes.len()
    }

    /// Passes these bytes.
    fn pass(&mut self, bytes: &[u8]) -> bool {
        let found = begins_with(self.rest(), bytes);
        self.position += if found { bytes.len() } else { 0 };
        found
    }

    /// Passes a word of JSON.
    fn word(&mut self, word: &[u8]) -> bool {
        let rest = self.rest();
        let found = rest.starts_with(word) && matches!(rest.get(word.len()), Some(b',' | b'}' | b']' | b' '));
        if found {
            self.position += word.len();
        }
        found
    }

    fn null(&mut self) -> bool {
        self.word(b"null")
    }

    fn truth(&mut self) -> Option<bool> {
        if self.word(b"true") || self.pass(b"\"oui\"") {
            Some(true)
        } else {
            (self.word(b"false") || self.pass(b"\"non\"")).then_some(false)
        }
    }

    /// Passes a date known to the day, in the form that sorts.
    #[inline]
    fn day(&mut self) -> Option<Day> {
        let text: &[u8; 12] = self.bytes.get(self.position..self.position + 12)?.try_into().ok()?;
        let [b'"', date @ .., b'"'] = text else { return None };
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = date else { return None };
        let number = |digits: &[&u8]| {
            let mut number = 0;
            for digit in digits {
                number = number * 10 + u32::from(digit.is_ascii_digit().then(|| **digit - b'0')?);
            }
            Some(number)
        };
        let year = number(&[y1, y2, y3, y4]).filter(|year| (1900..=2200).contains(year))?;
        let day = Day::from_ymd(year as i32, number(&[m1, m2])?, number(&[d1, d2])?)?;
        self.position += 12;
        Some(day)
    }

    /// A text, a number or a word.
    fn scalar(&mut self) -> Option<Token<'b>> {
        let rest = self.rest();
        if rest.first() != Some(&b'"') {
            let length = rest.iter().position(|byte| matches!(byte, b',' | b'}' | b']' | b' '))?;
            let bytes = &rest[..length];
            let number = |word: &[u8]| {
                matches!(word, [b'0'..=b'9', ..] | [b'-', b'0'..=b'9', ..])
                    && word.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'))
            };
            let known = matches!(bytes, b"true" | b"false" | b"null") || number(bytes);
            self.position += length;
            return known.then_some(Token { bytes, quoted: false, escaped: false });
        }
        let mut escaped = false;
        let mut length = 1;
        loop {
            match *rest.get(length)? {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    length += 2;
                }
                0..0x20 => return None,
                _ => length += 1,
            }
        }
        self.position += length + 1;
        Some(Token { bytes: &rest[1..length], quoted: true, escaped })
    }
}
