//! Rows that certainly share a day and differ.

use super::{Row, Value};

/// Room that is kept from one search to the next.
#[derive(Default)]
pub(super) struct Room {
    order: Vec<usize>,
    active: Vec<usize>,
}

/// Calls `found` with the earlier row, the later one, and the first column that both know and in which they differ.
///
/// A row is held against those that have not ended when it begins: where few overlap, the time grows with the rows.
pub(super) fn find(rows: &[Row], room: &mut Room, mut found: impl FnMut(usize, usize, usize)) {
    let Room { order, active } = room;
    order.clear();
    order.extend((0..rows.len()).filter(|index| !rows[*index].certain().is_empty()));
    order.sort_unstable_by_key(|index| (rows[*index].certain().start, *index));
    active.clear();
    for second in order.iter().copied() {
        let start = rows[second].certain().start;
        active.retain(|first| rows[*first].certain().end > start);
        for first in active.iter().copied() {
            let pairs = rows[first].columns.iter().zip(&rows[second].columns);
            let mut both_known = pairs.map(|(a, b)| a != b && *a != Value::Unknown && *b != Value::Unknown);
            if let Some(column) = both_known.position(|differs| differs) {
                found(first, second, column);
            }
        }
        active.push(second);
    }
}
