//! Sets of days.

use alinea::time::Day;

/// The days that are looked at, one by one: all that dossiers and rules name lie well within.
const FIRST: (i32, u32, u32) = (1995, 1, 1);
const COUNT: i32 = 13_000;

/// A set of days. What goes on without end holds the last of them.
#[derive(Clone, PartialEq)]
pub struct Days(Vec<bool>);

pub fn first() -> Day {
    Day::from_ymd(FIRST.0, FIRST.1, FIRST.2).expect("a day")
}

fn index(day: Day) -> i32 {
    first().days_until(day)
}

impl Days {
    pub fn none() -> Days {
        Days(vec![false; COUNT as usize])
    }

    /// From a day to another, both included; without an end they go on.
    pub fn from_to(start: Day, end: Option<Day>) -> Days {
        let last = end.map_or(COUNT - 1, index);
        assert!(index(start) >= 0 && last < COUNT, "{start}: the days that are looked at must be widened");
        let mut days = Days::none();
        (index(start)..=last).for_each(|day| days.0[day as usize] = true);
        days
    }

    /// Some day, where it does not matter which.
    pub fn any() -> Days {
        Days::from_to(first(), Some(first()))
    }

    pub fn contains(&self, day: Day) -> bool {
        usize::try_from(index(day)).is_ok_and(|index| self.0.get(index).copied().unwrap_or(false))
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Day> {
        let first = first();
        self.0.iter().enumerate().filter(|(_, is)| **is).map(move |(index, _)| first.plus_days(index as i32))
    }

    pub fn filter(&self, mut keep: impl FnMut(Day) -> bool) -> Days {
        let first = first();
        let kept = |(index, is): (usize, &bool)| *is && keep(first.plus_days(index as i32));
        Days(self.0.iter().enumerate().map(kept).collect())
    }

    pub fn and(&self, other: &Days) -> Days {
        Days(self.0.iter().zip(&other.0).map(|(one, other)| *one && *other).collect())
    }

    pub fn or(&self, other: &Days) -> Days {
        Days(self.0.iter().zip(&other.0).map(|(one, other)| *one || *other).collect())
    }

    pub fn minus(&self, other: &Days) -> Days {
        Days(self.0.iter().zip(&other.0).map(|(one, other)| *one && !*other).collect())
    }

    pub fn is_empty(&self) -> bool {
        !self.0.contains(&true)
    }

    pub fn len(&self) -> i32 {
        self.0.iter().filter(|is| **is).count() as i32
    }

    pub fn first(&self) -> Option<Day> {
        self.iter().next()
    }

    pub fn last(&self) -> Option<Day> {
        self.iter().next_back()
    }

    /// Whether they go on without end.
    pub fn go_on(&self) -> bool {
        self.0.last() == Some(&true)
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
