//! Lists that give values: what a row says, which keys it stands for, and whether some row stands for every key.

use std::collections::{BTreeSet, HashMap};

use super::{AggregateKind, ListId, Lookup, Plan, Symbol, TermId, TermKind, Type};
use crate::source::Span;
use crate::value::{Bounds, Exact, Truth};

/// More rows than this are not looked through to show that they stand for every number.
const MAX_SWEPT: usize = 500;

/// How many rows of a version are told cell by cell: by coverage, mutants and whoever else goes through nodes. More are
/// data rather than rules.
const MAX_TOLD: usize = 250;

/// A value column of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListColumn {
    /// As lookups and the first line of the tables name it.
    pub name: String,
    /// The type of its values.
    pub of: Type,
}

/// A row of a list that gives values.
#[derive(Clone, Debug)]
pub struct ListRow {
    /// For which keys it stands, in the order of the list's keys.
    pub keys: Vec<KeyCell>,
    /// What it gives, in the order of the list's value columns; nothing where the cell is empty.
    pub values: Vec<Option<TermId>>,
    /// The key as the table writes it.
    pub words: Vec<String>,
    /// The line of the table.
    pub span: Span,
}

/// For which keys a row stands, in one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyCell {
    /// A code or an option.
    Code(Symbol),
    /// Numbers, amounts, percentages, days or lengths, on the line of numbers.
    Range(KeyRange),
}

/// Numbers from one on, up to another; those of days and lengths as in [`TermKind::literal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyRange {
    /// The least, which belongs to it.
    pub from: Option<Exact>,
    /// Where it ends.
    pub to: Option<Exact>,
    /// Whether the end belongs to it.
    pub closed: bool,
}

impl KeyRange {
    /// Whether a value that is known as far as this lies in it.
    pub fn holds(&self, value: &Bounds<Exact>) -> Truth {
        let ends = |at: Exact, to: Exact| if self.closed { at <= to } else { at < to };
        let after = |bound: Option<Exact>| self.from.is_none_or(|from| bound.is_some_and(|at| from <= at));
        let before = |bound: Option<Exact>| self.to.is_none_or(|to| bound.is_some_and(|at| ends(at, to)));
        let outside = value.greatest.zip(self.from).is_some_and(|(at, from)| at < from)
            || value.least.zip(self.to).is_some_and(|(at, to)| !ends(at, to));
        if outside {
            Truth::No
        } else if after(value.least) && before(value.greatest) {
            Truth::Yes
        } else {
            Truth::Unknown
        }
    }

    /// Whether it holds no number.
    pub fn is_empty(&self) -> bool {
        self.from.zip(self.to).is_some_and(|(from, to)| if self.closed { to < from } else { to <= from })
    }

    /// Whether some number lies in both.
    pub fn meets(&self, other: &KeyRange) -> bool {
        let from = self.from.max(other.from);
        let (to, closed) = match (self.to, other.to) {
            (Some(one), Some(two)) if one == two => (Some(one), self.closed && other.closed),
            (Some(one), Some(two)) => (Some(one.min(two)), if one < two { self.closed } else { other.closed }),
            (Some(one), None) => (Some(one), self.closed),
            (None, end) => (end, other.closed),
        };
        !KeyRange { from, to, closed }.is_empty()
    }
}

impl KeyCell {
    /// The code, where it is one.
    pub fn code(&self) -> Option<Symbol> {
        match self {
            KeyCell::Code(code) => Some(*code),
            KeyCell::Range(_) => None,
        }
    }

    /// Whether some key is of both.
    pub fn meets(&self, other: &KeyCell) -> bool {
        match (self, other) {
            (KeyCell::Code(one), KeyCell::Code(two)) => one == two,
            (KeyCell::Range(one), KeyCell::Range(two)) => one.meets(two),
            (KeyCell::Code(_), KeyCell::Range(_)) | (KeyCell::Range(_), KeyCell::Code(_)) => false,
        }
    }
}

/// What is known of one part of a key.
#[derive(Clone, Debug)]
pub enum KeyPart {
    /// This code.
    Code(Symbol),
    /// One of these options.
    OneOf(Vec<Symbol>),
    /// Some code.
    AnyCode,
    /// A number between bounds; only whole ones where it is counted.
    Line {
        /// Between what it lies.
        bounds: Bounds<Exact>,
        /// Whether it is whole.
        whole: bool,
    },
}

impl KeyPart {
    /// Whether a key of which this is known is one for which a cell stands.
    pub fn is_of(&self, cell: &KeyCell) -> Truth {
        match (self, cell) {
            (KeyPart::Code(one), KeyCell::Code(two)) => Truth::from_bool(one == two),
            (KeyPart::OneOf(options), KeyCell::Code(code)) if !options.contains(code) => Truth::No,
            (KeyPart::OneOf(_) | KeyPart::AnyCode, KeyCell::Code(_)) => Truth::Unknown,
            (KeyPart::Line { bounds, .. }, KeyCell::Range(range)) => range.holds(bounds),
            // INVARIANT: `check` looks up codes among codes, and numbers among numbers.
            (KeyPart::Line { .. }, KeyCell::Code(_))
            | (KeyPart::Code(_) | KeyPart::OneOf(_) | KeyPart::AnyCode, KeyCell::Range(_)) => Truth::No,
        }
    }
}

/// The rows of one version of a list, found by the codes of their keys.
#[derive(Clone, Debug, Default)]
pub struct ListRows {
    rows: Vec<ListRow>,
    by_codes: HashMap<Vec<Symbol>, Vec<usize>>,
}

impl ListRows {
    /// The rows of a table, in its order.
    pub fn new(rows: Vec<ListRow>) -> ListRows {
        let mut by_codes: HashMap<Vec<Symbol>, Vec<usize>> = HashMap::new();
        for (at, row) in rows.iter().enumerate() {
            by_codes.entry(row.keys.iter().filter_map(KeyCell::code).collect()).or_default().push(at);
        }
        ListRows { rows, by_codes }
    }

    /// All rows, in the order of the table.
    pub fn all(&self) -> &[ListRow] {
        &self.rows
    }

    /// Rows that may stand for a key, each with whether it certainly does.
    pub fn fitting<'r>(&'r self, key: &[KeyPart]) -> Vec<(&'r ListRow, Truth)> {
        let codes: Option<Vec<Symbol>> = key
            .iter()
            .filter(|part| !matches!(part, KeyPart::Line { .. }))
            .map(|part| match part {
                KeyPart::Code(code) => Some(*code),
                KeyPart::OneOf(_) | KeyPart::AnyCode | KeyPart::Line { .. } => None,
            })
            .collect();
        let fits = |row: &'r ListRow| {
            let truth = key.iter().zip(&row.keys).fold(Truth::Yes, |all, (part, cell)| all.and(part.is_of(cell)));
            (truth != Truth::No).then_some((row, truth))
        };
        match codes {
            Some(codes) => {
                let found = self.by_codes.get(&codes).into_iter().flatten();
                found.filter_map(|at| fits(&self.rows[*at])).collect()
            }
            None => self.rows.iter().filter_map(fits).collect(),
        }
    }
}

/// Whether rows stand for every key of which so much is known.
pub fn covers(rows: &[&ListRow], key: &[KeyPart]) -> bool {
    covered(rows, key, 0)
}

fn covered(rows: &[&ListRow], key: &[KeyPart], at: usize) -> bool {
    let Some(part) = key.get(at) else { return !rows.is_empty() };
    let with = |part: &KeyPart| {
        let left: Vec<&ListRow> = rows.iter().copied().filter(|row| part.is_of(&row.keys[at]) == Truth::Yes).collect();
        covered(&left, key, at + 1)
    };
    match part {
        KeyPart::Code(_) => with(part),
        KeyPart::OneOf(options) => options.iter().all(|option| with(&KeyPart::Code(*option))),
        KeyPart::AnyCode => false,
        KeyPart::Line { bounds, whole } => {
            rows.len() <= MAX_SWEPT
                && points(rows, at, bounds, *whole)
                    .into_iter()
                    .all(|point| with(&KeyPart::Line { bounds: Bounds::exact(point), whole: *whole }))
        }
    }
}

/// Numbers of which every other one between the bounds has a like: where ranges begin and end, and some between, below and
/// above.
fn points(rows: &[&ListRow], at: usize, bounds: &Bounds<Exact>, whole: bool) -> Vec<Exact> {
    let one = Exact::from_integer(1);
    let mut cuts: BTreeSet<Exact> = bounds.least.into_iter().chain(bounds.greatest).collect();
    for row in rows {
        if let KeyCell::Range(range) = &row.keys[at] {
            cuts.extend(range.from.into_iter().chain(range.to));
        }
    }
    let cuts: Vec<Exact> = cuts.into_iter().collect();
    let mut points = cuts.clone();
    points.extend(
        cuts.windows(2).map(
            |pair| {
                if whole { pair[0].floor() + one } else { (pair[0] + pair[1]) / Exact::from_integer(2) }
            },
        ),
    );
    match (cuts.first(), cuts.last()) {
        (Some(first), Some(last)) => points.extend([first.floor() - one, last.floor() + one]),
        _ => points.push(Exact::from_integer(0)),
    }
    points.retain(|point| {
        (!whole || point.is_integer())
            && bounds.least.is_none_or(|least| least <= *point)
            && bounds.greatest.is_none_or(|greatest| *point <= greatest)
    });
    points
}

impl Plan {
    /// The constants of a value column of a list, of versions whose tables are not too long.
    pub fn cells(&self, list: ListId, column: usize) -> Vec<TermId> {
        let versions = self.lists[list.index()].versions.iter();
        let rows = versions.map(|version| version.rows.all()).filter(|rows| rows.len() <= MAX_TOLD).flatten();
        rows.filter_map(|row| row.values.get(column).copied()?).collect()
    }

    /// What a part of a key may be, whatever a dossier says.
    pub fn key_part(&self, term: TermId) -> KeyPart {
        let found = &self.terms[term.index()];
        match &found.of {
            Type::Enumeration(options) | Type::Scale(options) => KeyPart::OneOf(options.clone()),
            Type::Code | Type::Text | Type::Truth | Type::Periods | Type::Rows => KeyPart::AnyCode,
            Type::Number | Type::Amount | Type::Percent | Type::Date | Type::Months | Type::Days => {
                let least = self.is_never_negative(term).then(|| Exact::from_integer(0));
                // A day is a whole number of days.
                let whole = found.of == Type::Date || self.is_whole(term);
                KeyPart::Line { bounds: Bounds { least, ..Bounds::UNKNOWN }, whole }
            }
        }
    }

    fn is_never_negative(&self, term: TermId) -> bool {
        let kind = &self.terms[term.index()].kind;
        if let TermKind::Fact(fact) = kind {
            self.facts[fact.index()].is_never_negative()
        } else if let TermKind::Column(fact, column) = kind {
            self.facts[fact.index()].columns[*column].is_never_negative()
        } else {
            self.is_counted(term)
        }
    }

    /// Whether a term is a number of rows, or the place of one among them.
    fn is_counted(&self, term: TermId) -> bool {
        let kind = &self.terms[term.index()].kind;
        matches!(kind, TermKind::Count(_) | TermKind::Rank(_))
            || matches!(kind, TermKind::Aggregate(aggregate) if aggregate.kind == AggregateKind::Count)
    }

    /// Whether some key has no row in a version of the list, or a row gives nothing.
    pub(super) fn lookup_may_lack(&self, lookup: &Lookup) -> bool {
        let key: Vec<KeyPart> = lookup.keys.iter().map(|term| self.key_part(*term)).collect();
        self.lists[lookup.list.index()].versions.iter().any(|version| {
            let rows: Vec<&ListRow> = version.rows.all().iter().collect();
            let absent = !version.partial && !covers(&rows, &key);
            absent || rows.iter().any(|row| row.values.get(lookup.column).is_none_or(Option::is_none))
        })
    }
}
