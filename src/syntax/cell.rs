//! What a cell of a table says.

use crate::time::Day;
use crate::value::Exact;

/// A constant, as rules write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `2,5`
    Number(Exact),
    /// `1 500 €`
    Amount(Exact),
    /// `55 %`; the value is the share, 55/100
    Percent(Exact),
    /// `28 novembre 2012`
    Day(Day),
    /// `5 ans`: 60 months
    Months(i32),
    /// `90 jours`
    Days(i32),
}

/// The values for which a row of a table stands, in one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// `2`
    Value(Literal),
    /// `de 2 à 4`, `de 2 à moins de 4`
    Between {
        /// The least.
        from: Literal,
        /// The greatest.
        to: Literal,
        /// Whether the greatest belongs to it.
        closed: bool,
    },
    /// `à partir de 5`
    From(Literal),
    /// `moins de 2`
    Below(Literal),
    /// `jusqu'à 4`
    Until(Literal),
}

impl Cell {
    /// The constants that it names.
    pub fn ends(&self) -> impl Iterator<Item = &Literal> {
        let (first, second) = match self {
            Cell::Value(one) | Cell::From(one) | Cell::Below(one) | Cell::Until(one) => (one, None),
            Cell::Between { from, to, .. } => (from, Some(to)),
        };
        std::iter::once(first).chain(second)
    }
}
