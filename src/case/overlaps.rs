//! Rows that certainly share a day and differ.

use super::{Row, Value};
use crate::plan::Overlap;
use crate::time::Day;

/// Room that is kept from one search to the next.
#[derive(Default)]
pub(super) struct Room {
    order: Vec<usize>,
    /// By column, the row that lasts longest, and the longest of those that differ from it.
    longest: Vec<[Option<Reach>; 2]>,
}

/// A row, and the first day that it does not cover.
#[derive(Clone, Copy)]
struct Reach {
    row: usize,
    end: Day,
}

/// Calls `found` once for each row that contradicts an earlier one: with that one, the row, and the first column that
/// both know and in which they differ.
///
/// Rows are taken in the order in which they begin. Of those before, the one that lasts longest and the longest that
/// differs from it are enough to know whether a row contradicts any, so that the time grows with the rows alone.
pub(super) fn find(overlap: Overlap, rows: &[Row], room: &mut Room, mut found: impl FnMut(usize, usize, usize)) {
    let agree = |one: &Value, other: &Value| match overlap {
        Overlap::Allowed => true,
        Overlap::Refused => one == other,
        Overlap::RefusedWith(symbol) => (*one == Value::Symbol(symbol)) == (*other == Value::Symbol(symbol)),
    };
    if overlap == Overlap::Allowed {
        return;
    }
    let Room { order, longest } = room;
    order.clear();
    order.extend((0..rows.len()).filter(|index| !rows[*index].certain().is_empty()));
    order.sort_unstable_by_key(|index| (rows[*index].certain().start, *index));
    longest.clear();
    longest.resize(rows.iter().map(|row| row.columns.len()).max().unwrap_or(0), [None; 2]);
    for row in order.iter().copied() {
        let days = rows[row].certain();
        let mut told = false;
        for (column, (value, longest)) in rows[row].columns.iter().zip(&mut *longest).enumerate() {
            if *value == Value::Unknown {
                continue;
            }
            let differs = |reach: &Reach| !agree(&rows[reach.row].columns[column], value);
            let contradicted = longest.iter().flatten().find(|reach| reach.end > days.start && differs(reach));
            if let Some(reach) = contradicted.filter(|_| !told) {
                found(reach.row, row, column);
                told = true;
            }
            keep(longest, Reach { row, end: days.end }, |a, b| {
                agree(&rows[a].columns[column], &rows[b].columns[column])
            });
        }
    }
}

/// Keeps the two longest that differ, when one more comes.
fn keep(longest: &mut [Option<Reach>; 2], new: Reach, same: impl Fn(usize, usize) -> bool) {
    let [first, second] = longest;
    match first {
        Some(known) if same(known.row, new.row) => {
            if new.end > known.end {
                *known = new;
            }
        }
        Some(known) if new.end > known.end => *second = first.replace(new),
        Some(_) => {
            if second.is_none_or(|known| new.end > known.end) {
                *second = Some(new);
            }
        }
        None => *first = Some(new),
    }
}
