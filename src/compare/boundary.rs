//! Values of numbers and amounts at which a comparison turns whose threshold the rules compute.
//!
//! « 110 % of the SMIC » is no constant at which a fact could be tried. What the two ends of a comparison come to is
//! linear in most facts, at least from one point to the next: two evaluations give the value at which they meet.

use std::collections::{BTreeSet, HashMap};

use super::domain::{Abstract, Dossier, case};
use super::{Pair, Variant};
use crate::eval::{Held, TermValue};
use crate::plan::{Fact, Node, Type};
use crate::query::{self, Request};
use crate::value::Exact;

/// The values between which a line is drawn.
const POINTS: [i128; 4] = [0, 100, 1_000, 10_000];

/// A number of a dossier: a fact, or a column that all rows of a fact share.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) fact: &'p Fact,
    pub(super) column: Option<&'p Fact>,
}

impl<'p> Place<'p> {
    /// The numbers of a fact.
    pub(super) fn of(fact: &'p Fact) -> Vec<Place<'p>> {
        let is_number = |kind: &Type| matches!(kind, Type::Number | Type::Amount | Type::Percent);
        let columns = fact.columns.iter().filter(|column| is_number(&column.kind));
        let own = is_number(&fact.kind).then_some(Place { fact, column: None });
        own.into_iter().chain(columns.map(|column| Place { fact, column: Some(column) })).collect()
    }

    /// A dossier with another number there; `None` where it has no room for it.
    pub(super) fn with(self, dossier: &Dossier, number: Exact) -> Option<Dossier> {
        let mut other = dossier.clone();
        let Some(column) = self.column else {
            other.insert(self.fact.name.clone(), Abstract::Number(number));
            return Some(other);
        };
        let Abstract::Rows(rows) = other.get_mut(&self.fact.name)? else { return None };
        if rows.is_empty() {
            return None;
        }
        for row in rows {
            row.columns.retain(|(name, _)| *name != column.name);
            row.columns.push((column.name.clone(), Abstract::Number(number)));
        }
        Some(other)
    }

    fn is_whole(self) -> bool {
        let of = self.column.unwrap_or(self.fact);
        of.whole || of.kind == Type::Number
    }
}

/// On, just below and just above each number at which a comparison of either side turns for a dossier.
pub(super) fn boundaries(pair: &Pair, dossier: &Dossier, place: Place<'_>) -> BTreeSet<Exact> {
    let mut found = BTreeSet::new();
    for side in [&pair.before, &pair.after] {
        let at: Vec<(Exact, HashMap<Node, Exact>)> = POINTS
            .iter()
            .filter_map(|point| {
                let number = Exact::from_integer(*point);
                Some((number, apart(side, &place.with(dossier, number)?)))
            })
            .collect();
        for pair in at.windows(2) {
            let [(x, f), (y, g)] = pair else { continue };
            let meets = f.iter().filter_map(|(node, start)| {
                let end = g.get(node)?;
                let rise = *end - *start;
                let run = *y - *x;
                let zero = Exact::from_integer(0);
                (rise != zero).then(|| *x - *start * run / rise).filter(|meet| *meet >= zero)
            });
            found.extend(meets.flat_map(|meet| around(meet, place.is_whole())));
        }
    }
    found
}

/// A number on the grid of cents, or of whole numbers, with its neighbours.
fn around(number: Exact, whole: bool) -> impl Iterator<Item = Exact> {
    let step = if whole { Exact::from_integer(1) } else { Exact::new(1, 100) };
    let below = (number / step).floor() * step;
    (-1..=2).map(move |steps| below + Exact::from_integer(steps) * step).filter(|one| *one >= Exact::from_integer(0))
}

/// How far the two ends of each comparison lie apart that a side makes of exact numbers.
fn apart(side: &Variant, dossier: &Dossier) -> HashMap<Node, Exact> {
    let request = Request { regardless: true, ..side.request() };
    let case = case(&side.plan, "", dossier);
    let Some(reached) = query::reached(&side.plan, &case, &request, side.version) else { return HashMap::new() };
    let exact = |value: &TermValue| match value {
        TermValue::Number(bounds) => bounds.least.filter(|least| bounds.greatest == Some(*least)),
        _ => None,
    };
    let gap = |held: &[Held]| match held {
        [Held::Values(left, right)] => Some(exact(left)? - exact(right)?),
        _ => None,
    };
    reached.held.iter().filter_map(|(node, held)| Some((*node, gap(held)?))).collect()
}
