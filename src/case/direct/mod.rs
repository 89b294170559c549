//! JSON straight into the slots of the plan, for dossiers by the million.
//!
//! Dossiers of one source are alike: the same keys come in the same order, and the same words again and again. The
//! reader remembers the bytes of the keys and words it met, with what they mean; what comes is first held against what
//! came after the same key before. It builds no tree, and allocates nothing once it has met the words of a source.
//!
//! It knows no errors. At the first thing that is not plainly a well-formed dossier in JSON it gives up, and the reader
//! of single dossiers starts over, so that both have the same errors and there is one place that words them.

mod json;
mod keys;

use std::fmt::{Display, Write};

use json::Cursor;
use keys::{Keys, MAX_WORDS, Map, Words};

use super::MAX_BYTES;
use super::read::MAX_ROWS;
use super::scalar::{Allowed, date_of, is_ongoing, is_unknown, is_unknown_rows, length_of, number_of, truth_of};
use super::{Case, End, Row, Value, overlaps, read};
use crate::diagnostic::Diagnostic;
use crate::names::{Index, fold, normalize};
use crate::plan::{Fact, Plan, Symbol, Type};
use crate::source::Sources;
use crate::time::DayRange;

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

/// What cases before left behind, to be filled again.
#[derive(Default)]
struct Room {
    /// By fact, its rows in the dossier before.
    rows: Vec<Vec<Row>>,
    /// By fact, rows of dossiers that had more of them.
    more: Vec<Vec<Row>>,
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

impl Refused {
    /// The first mistake, in words.
    pub fn first_message(self) -> String {
        self.diagnostics.into_iter().next().map_or(String::new(), |one| one.message)
    }
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
        let of_words = |words: Vec<&str>| {
            let slots = words.iter().zip(0..).map(|(name, slot)| (name.to_string(), slot)).collect();
            Keys::new(slots, Index::of_words(words))
        };
        let of_names = |facts: &[Fact], first: u32, days: &[(&str, u32)]| {
            let days = days.iter().copied();
            let named = days.chain(facts.iter().zip(first..).map(|(fact, slot)| (fact.name.as_str(), slot)));
            let slots: Vec<(String, u32)> = named.map(|(name, slot)| (name.to_string(), slot)).collect();
            let index = Index::of_names(slots.iter().map(|(name, _)| name.as_str()));
            Keys::new(slots, index)
        };
        let row_keys = |fact: &Fact| match fact.kind {
            Type::Periods => of_names(&fact.columns, row::COLUMNS, &[("du", row::START), ("au", row::END)]),
            _ => of_names(&fact.columns, row::COLUMNS, &[]),
        };
        let words = |fact: &Fact| (Words::default(), fact.columns.iter().map(|_| Words::default()).collect());
        Reader {
            plan,
            case: Case::unknown(plan, ""),
            top: of_words(top::ALL.to_vec()),
            facts: of_names(&plan.facts, 0, &[]),
            rows: plan.facts.iter().map(row_keys).collect(),
            admitted: of_words(plan.admissible()),
            words: plan.facts.iter().map(words).collect(),
            texts: Map::default(),
            room: Room {
                rows: vec![Vec::new(); plan.facts.len()],
                more: vec![Vec::new(); plan.facts.len()],
                ..Room::default()
            },
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
        let Room { rows: room, names, .. } = &mut self.room;
        for (value, room) in self.case.facts.iter_mut().zip(room) {
            if let Value::Rows(rows) = std::mem::replace(value, Value::Unknown) {
                *room = rows;
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
        let mut at = Cursor::new(bytes);
        let mut keys = self.top.walk(&mut at)?;
        while let Some(slot) = keys.next(&mut at, &mut self.top)? {
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
        let mut keys = self.facts.walk(at)?;
        while let Some(slot) = keys.next(at, &mut self.facts)? {
            let index = slot as usize;
            let fact = &self.plan.facts[index];
            match fact.kind {
                Type::Periods | Type::Rows => {
                    if let Some(rows) = self.read_rows(at, index)? {
                        self.case.facts[index] = Value::Rows(rows);
                    }
                }
                _ => {
                    let mut texts = Texts { plan: self.plan, known: &mut self.texts, own: &mut self.case.texts };
                    let words = &mut self.words[index].0;
                    value(at, fact, words, &mut texts, &mut self.case.facts[index])?;
                }
            }
        }
        Some(())
    }

    /// Rows; `Some(None)` when nothing is known of them.
    fn read_rows(&mut self, at: &mut Cursor, index: usize) -> Option<Option<Vec<Row>>> {
        if !at.eat(b'[') {
            let token = at.scalar()?;
            let unknown = token.is_null() || is_unknown_rows(token.text()?);
            return unknown.then_some(None);
        }
        let fact = &self.plan.facts[index];
        // Rows are filled where they lie: moving them about costs more than reading them.
        let mut rows = std::mem::take(&mut self.room.rows[index]);
        let mut count = 0;
        if !at.eat(b']') {
            loop {
                if count == MAX_ROWS {
                    return None;
                }
                if count == rows.len() {
                    let columns = || vec![Value::Unknown; fact.columns.len()];
                    let new = || Row { start: None, end: End::Ongoing, columns: columns() };
                    rows.push(self.room.more[index].pop().unwrap_or_else(new));
                }
                self.read_row(at, index, &mut rows[count])?;
                count += 1;
                if at.eat(b']') {
                    break;
                }
                at.eat(b',').then_some(())?;
            }
        }
        self.room.more[index].extend(rows.drain(count..));
        let mut found = false;
        overlaps::find(fact.overlap, &rows, &mut self.room.overlaps, |_, _, _| found = true);
        if found {
            return None;
        }
        Some(Some(rows))
    }

    /// Reads a row into the place of an earlier one.
    fn read_row(&mut self, at: &mut Cursor, index: usize, read: &mut Row) -> Option<()> {
        let fact = &self.plan.facts[index];
        read.start = None;
        read.end = End::Ongoing;
        read.columns.iter_mut().for_each(|value| *value = Value::Unknown);
        let mut keys = self.rows[index].walk(at)?;
        while let Some(slot) = keys.next(at, &mut self.rows[index])? {
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
                    value(at, &fact.columns[column], words, &mut texts, &mut read.columns[column])?;
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
        let mut keys = self.admitted.walk(at)?;
        while let Some(slot) = keys.next(at, &mut self.admitted)? {
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
    if is_ongoing(text) {
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

/// Reads the value of a fact or column into `out`, where nothing is known yet.
fn value(at: &mut Cursor, fact: &Fact, words: &mut Words, texts: &mut Texts, out: &mut Value) -> Option<()> {
    let of = &fact.kind;
    match of {
        Type::Text | Type::Code | Type::Enumeration(_) | Type::Scale(_) => {
            if let Some(symbol) = symbol(at, fact, words, texts)? {
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
                Type::Number | Type::Amount | Type::Percent => {
                    let allowed = Allowed { whole: fact.whole, below_zero: fact.below_zero };
                    Value::Number(number_of(text, !token.quoted, of, allowed).ok()?)
                }
                Type::Months | Type::Days => Value::Length(length_of(text, of)?),
                _ => return None,
            };
        }
    }
    Some(())
}

/// The symbol of a text, a code or an option; `Some(None)` when it is not known.
fn symbol(at: &mut Cursor, fact: &Fact, words: &mut Words, texts: &mut Texts) -> Option<Option<Symbol>> {
    if let Some(symbol) = words.expected(at) {
        return Some(Some(symbol));
    }
    let rest = at.rest();
    let token = at.scalar()?;
    if token.is_null() {
        return Some(None);
    }
    if let Some(symbol) = words.known(&token, rest) {
        return Some(Some(symbol));
    }
    let mut text = String::new();
    token.unescape(&mut text)?;
    let text = normalize(&text);
    if is_unknown(&text) {
        return Some(None);
    }
    let symbol = match (&fact.kind, &fact.vocabulary) {
        (Type::Enumeration(options) | Type::Scale(options), _) => {
            texts.plan.symbols.get(&text).filter(|symbol| options.contains(symbol))?
        }
        (_, Some(vocabulary)) => vocabulary.find(&texts.plan.symbols, &text)?,
        (_, None) => texts.symbol(text)?,
    };
    words.learn(&token, symbol, rest);
    Some(Some(symbol))
}

/// The texts that have a symbol: those of the plan, and those of the case alone.
struct Texts<'t> {
    plan: &'t Plan,
    /// Those of the case alone, by what they are compared by.
    known: &'t mut Map<Box<str>, Symbol>,
    own: &'t mut Vec<String>,
}

impl Texts<'_> {
    /// The symbol of a text. `None` where an earlier dossier spelt it otherwise: it is shown as this dossier spells it.
    fn symbol(&mut self, text: String) -> Option<Symbol> {
        if let Some(symbol) = self.plan.symbols.get(&text) {
            return Some(symbol);
        }
        let new = Symbol((self.plan.symbols.len() + self.own.len()) as u32);
        let symbol = *self.known.entry(fold(&text).into_boxed_str()).or_insert(new);
        if symbol == new {
            self.own.push(text);
            return Some(new);
        }
        let spelt = self.own.get(symbol.0 as usize - self.plan.symbols.len());
        spelt.is_some_and(|spelt| *spelt == text).then_some(symbol)
    }
}
