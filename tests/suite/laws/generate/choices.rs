//! Choices, made in advance: what is generated from them shrinks with them.

use proptest::prelude::*;

/// Choices that are still to be made; once they are used up, the first alternative is always taken.
pub struct Choices<'c> {
    rest: std::slice::Iter<'c, u16>,
}

/// So many choices.
pub fn choices(count: usize) -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), 0..count)
}

impl<'c> Choices<'c> {
    pub fn new(made: &'c [u16]) -> Choices<'c> {
        Choices { rest: made.iter() }
    }

    /// One of the numbers below `count`.
    pub fn pick(&mut self, count: usize) -> usize {
        self.rest.next().map_or(0, |choice| usize::from(*choice) % count)
    }

    /// True once in `count` times.
    pub fn once_in(&mut self, count: usize) -> bool {
        self.pick(count) == count - 1
    }

    /// One of these.
    pub fn of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.pick(items.len())]
    }
}
