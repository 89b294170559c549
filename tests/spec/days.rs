//! Sets of days.

use alinea::time::Day;

/// The days that are looked at, one by one: all that dossiers and rules name lie well within.
const FIRST: (i32, u32, u32) = (1995, 1, 1);
const COUNT: i32 = 18_000;

/// Days are kept as bits, 64 to a word.
const WORDS: usize = (COUNT as usize).div_ceil(64);

/// A set of days. What goes on without end holds the last of them.
#[derive(Clone, PartialEq)]
pub struct Days([u64; WORDS]);

pub fn first() -> Day {
    Day::from_ymd(FIRST.0, FIRST.1, FIRST.2).expect("a day")
}

fn index(day: Day) -> i32 {
    first().days_until(day)
}

/// The bits of a word that are set, by their numbers.
struct Bits(u64);

impl Iterator for Bits {
    type Item = i32;

    fn next(&mut self) -> Option<i32> {
        let bit = self.0.trailing_zeros();
        self.0 &= self.0.checked_sub(1)?;
        Some(bit as i32)
    }
}

impl DoubleEndedIterator for Bits {
    fn next_back(&mut self) -> Option<i32> {
        let bit = self.0.checked_ilog2()?;
        self.0 ^= 1 << bit;
        Some(bit as i32)
    }
}

impl Days {
    pub fn none() -> Days {
        Days([0; WORDS])
    }

    /// From a day to another, both included; without an end they go on.
    pub fn from_to(start: Day, end: Option<Day>) -> Days {
        let last = end.map_or(COUNT - 1, index);
        assert!(index(start) >= 0 && last < COUNT, "{start}: the days that are looked at must be widened");
        let first = index(start);
        let word = |word: i32| {
            let from = if word == first / 64 { u64::MAX << (first % 64) } else { u64::MAX };
            let to = if word == last / 64 { u64::MAX >> (63 - last % 64) } else { u64::MAX };
            from & to
        };
        let mut days = Days::none();
        (first / 64..=last / 64).for_each(|at| days.0[at as usize] = word(at));
        days
    }

    fn add(&mut self, index: i32) {
        self.0[index as usize / 64] |= 1 << (index % 64);
    }

    fn has(&self, index: i32) -> bool {
        (0..COUNT).contains(&index) && self.0[index as usize / 64] >> (index % 64) & 1 == 1
    }

    /// Some day, where it does not matter which.
    pub fn any() -> Days {
        Days::from_to(first(), Some(first()))
    }

    pub fn contains(&self, day: Day) -> bool {
        self.has(index(day))
    }

    /// The days, in their order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Day> {
        let first = first();
        let words = (0..WORDS as i32).zip(self.0);
        let days = words.flat_map(|(word, bits)| Bits(bits).map(move |bit| 64 * word + bit));
        days.map(move |index| first.plus_days(index))
    }

    pub fn filter(&self, mut keep: impl FnMut(Day) -> bool) -> Days {
        let mut days = Days::none();
        self.iter().filter(|day| keep(*day)).for_each(|day| days.add(index(day)));
        days
    }

    fn with(&self, other: &Days, combine: impl Fn(u64, u64) -> u64) -> Days {
        Days(std::array::from_fn(|word| combine(self.0[word], other.0[word])))
    }

    pub fn and(&self, other: &Days) -> Days {
        self.with(other, |one, other| one & other)
    }

    pub fn or(&self, other: &Days) -> Days {
        self.with(other, |one, other| one | other)
    }

    pub fn minus(&self, other: &Days) -> Days {
        self.with(other, |one, other| one & !other)
    }

    pub fn is_empty(&self) -> bool {
        self.0 == [0; WORDS]
    }

    pub fn len(&self) -> i32 {
        self.0.iter().map(|word| word.count_ones() as i32).sum()
    }

    pub fn first(&self) -> Option<Day> {
        self.iter().next()
    }

    pub fn last(&self) -> Option<Day> {
        self.iter().next_back()
    }

    /// Whether they go on without end.
    pub fn go_on(&self) -> bool {
        self.has(COUNT - 1)
    }

    /// Days before another.
    pub fn before(&self, end: Day) -> Days {
        self.filter(|day| day < end)
    }

    /// Runs of days that follow each other: the first of each, and the day after its last.
    pub fn runs(&self) -> Vec<(Day, Day)> {
        let mut runs: Vec<(Day, Day)> = Vec::new();
        for day in self.iter() {
            match runs.last_mut() {
                Some((_, end)) if *end == day => *end = day.plus_days(1),
                _ => runs.push((day, day.plus_days(1))),
            }
        }
        runs
    }
}
