//! What a row weighs in what is made of rows: nothing, its share of days in a window, or all.

use crate::case::{End, Row};
use crate::plan::Straddling;
use crate::time::{Day, DayBounds, DayRange, DaySet, Interval};
use crate::value::{Bounds, Exact, Truth};
use num_traits::{One, Zero};

/// What a row weighs, and whether it weighs anything.
///
/// A row of which the end is unknown weighs something for certain, although next to nothing bounds its share from below.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weight {
    /// From zero to one.
    pub(super) share: Bounds<Exact>,
    pub(super) counts: Truth,
}

impl Weight {
    /// Rows of which nothing is known, their number included.
    pub(super) const UNKNOWN: Weight =
        Weight { share: Bounds { least: Some(Exact::ZERO), greatest: None, may_lack: false }, counts: Truth::Unknown };

    /// A row that is taken whole or not at all.
    pub(super) fn whole(counts: Truth) -> Weight {
        let share = match counts {
            Truth::Yes => Bounds::exact(Exact::one()),
            Truth::No => Bounds::exact(Exact::zero()),
            Truth::Unknown | Truth::Discretion => Bounds::between(Exact::zero(), Exact::one()),
        };
        Weight { share, counts }
    }

    /// What holds in either of two worlds.
    pub(super) fn join(self, other: Weight) -> Weight {
        Weight { share: self.share.join(other.share), counts: self.counts.join(other.counts) }
    }

    /// Whether some filling makes another weight of it.
    pub(super) fn is_open(&self) -> bool {
        self.counts.is_open() || self.share.known().is_none()
    }
}

/// The days that are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Looked {
    /// In which a row must have a day.
    pub(super) window: Interval,
    /// The first day after all that are looked at, which those of a civil period are a part of.
    pub(super) until: Day,
}

/// A row with dates: its own days, those that a set keeps of it, and those that are looked at.
pub(super) struct Dated<'e> {
    pub(super) certain: Interval,
    pub(super) possible: Interval,
    pub(super) mask: &'e DayBounds,
    pub(super) window: Interval,
    /// The first day that is looked at no more: a row that goes on ends before it.
    until: Day,
    first: DayRange,
    /// The last day; that of a row that goes on is the end of time.
    last: DayRange,
    end: End,
}

impl<'e> Dated<'e> {
    pub(super) fn new(row: &Row, mask: &'e DayBounds, looked: Looked) -> Dated<'e> {
        let range = |first: Day, last: Day| DayRange::new(first, last.max(first)).unwrap_or(DayRange::exact(first));
        let first = row.start.unwrap_or_else(|| range(Day::FIRST, Day::LAST));
        let last = match row.end {
            End::Ongoing => DayRange::exact(Day::LAST),
            // A period has at least its first day.
            End::Unknown => range(first.first, Day::LAST),
            End::Known(end) => range(end.first.max(first.first), end.last),
        };
        let Looked { window, until } = looked;
        Dated { certain: row.certain(), possible: row.possible(), mask, window, until, first, last, end: row.end }
    }

    /// What it weighs; without a convention, a row of which one day is kept is whole.
    pub(super) fn weight(&self, way: Option<Straddling>) -> Weight {
        let kept = self.is_kept();
        let inside = |range: DayRange| {
            let certain = self.window.start <= range.first && range.last < self.window.end;
            let possible = range.first < self.window.end && self.window.start <= range.last;
            Truth::from_bounds(certain, possible)
        };
        match way {
            None | Some(Straddling::Whole) => Weight::whole(kept),
            Some(Straddling::Starts) => Weight::whole(kept.and(inside(self.first))),
            Some(Straddling::Ends) if self.end == End::Ongoing => Weight::whole(Truth::No),
            Some(Straddling::Ends) => Weight::whole(kept.and(inside(self.last))),
            Some(Straddling::Share) if kept == Truth::No => Weight::whole(Truth::No),
            Some(Straddling::Share) if kept == Truth::Yes => Weight { share: self.share(), counts: kept },
            // One that may begin after all that is looked at may weigh nothing.
            Some(Straddling::Share) => Weight { share: self.share().join(Bounds::exact(Exact::zero())), counts: kept },
        }
    }

    /// Its days that are kept, and all its days, where both are known.
    pub(super) fn kept(&self) -> Option<(i32, i32)> {
        let all = self.up_to_looked(self.possible);
        let kept = self.days(self.mask.possible(), all);
        let is_known = self.up_to_looked(self.certain) == all
            && self.days(self.mask.certain(), all) == kept
            && self.first.first > Day::FIRST
            && self.end != End::Unknown;
        is_known.then_some((kept, all.days()))
    }

    /// A row that goes on ends with what is looked at.
    fn up_to_looked(&self, days: Interval) -> Interval {
        match self.end {
            End::Ongoing => Interval { start: days.start, end: self.until.max(days.start) },
            End::Known(_) | End::Unknown => days,
        }
    }

    /// Whether one of its days in the window is kept.
    fn is_kept(&self) -> Truth {
        let (certain, possible) =
            (self.days(self.mask.certain(), self.certain), self.days(self.mask.possible(), self.possible));
        let looked_at = self.possible.intersection(self.window);
        let all_kept = self.mask.certain().runs_within(looked_at).map(Interval::days).sum::<i32>() == looked_at.days();
        // Of a window without days no row has any, one that goes on around it included.
        let meets =
            !self.window.is_empty() && self.first.last < self.window.end && self.window.start <= self.last.first;
        Truth::from_bounds(certain > 0 || all_kept && meets, possible > 0)
    }

    /// How many days of a stretch are kept and looked at.
    fn days(&self, mask: &DaySet, stretch: Interval) -> i32 {
        mask.runs_within(stretch.intersection(self.window)).map(Interval::days).sum()
    }

    /// The days kept by all its days; a row that goes on ends with what is looked at.
    ///
    /// Its bounds are those of the days kept and those of the days left out: where every day is kept the share is one,
    /// however long the row.
    fn share(&self) -> Bounds<Exact> {
        let (certain, possible) = (self.up_to_looked(self.certain), self.up_to_looked(self.possible));
        let is_bounded = self.first.first > Day::FIRST && self.end != End::Unknown;
        let left_out = possible.days() - self.days(self.mask.certain(), possible);
        // Mostly rows lie within the window: no fractions are needed for these.
        if is_bounded && left_out == 0 {
            return Bounds::exact(Exact::one());
        }
        let shortest = match self.end {
            End::Ongoing => self.first.last.days_until(self.until),
            End::Known(_) => self.first.last.days_until(self.last.first) + 1,
            End::Unknown => 1,
        };
        let shortest = Exact::from_integer(shortest.max(1).into());
        let longest = is_bounded.then(|| Exact::from_integer(possible.days().max(1).into()));
        let exact = |days: i32| Exact::from_integer(days.into());
        let kept = (self.days(self.mask.certain(), certain), self.days(self.mask.possible(), possible));
        let (mut least, mut greatest) = (Exact::zero(), Exact::one().min(exact(kept.1) / shortest));
        if let Some(longest) = longest {
            let least_left_out = certain.days() - self.days(self.mask.possible(), certain);
            least = least.max(exact(kept.0) / longest).max(Exact::one() - exact(left_out) / shortest);
            greatest = greatest.min(Exact::one() - exact(least_left_out) / longest);
        }
        Bounds::between(least, greatest)
    }
}
