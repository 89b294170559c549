//! Sets of days.

mod interval;
mod merge;

pub use interval::Interval;

use smallvec::{SmallVec, smallvec};

use super::Day;

/// A set of days, as the unbroken runs it is made of.
///
/// Days given twice count once, and periods that touch are one run. Every operation is a single
/// pass over the runs; those whose name ends in `_into` write into a set that already exists and
/// reuse its room.
///
/// ```
/// use alinea::time::{Day, DaySet, Interval};
/// let day = |text| Day::parse_iso(text).unwrap();
/// let stays = DaySet::from_intervals([
///     Interval::inclusive(day("2024-01-01"), day("2024-01-31")),
///     Interval::inclusive(day("2024-02-01"), day("2024-02-10")),
/// ]);
/// assert_eq!(stays.intervals().len(), 1);
/// assert_eq!(stays.len_days(), 41);
/// ```
// INVARIANT: intervals are not empty, ascend, and leave at least one day between one and the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct DaySet {
    runs: Runs,
}

/// Most sets are one run or two, which take no room elsewhere.
type Runs = SmallVec<[Interval; 2]>;

impl DaySet {
    /// No day.
    pub const fn empty() -> DaySet {
        DaySet { runs: SmallVec::new_const() }
    }

    /// Every day a dossier may name, from [`Day::FIRST`] to [`Day::LAST`].
    pub fn all() -> DaySet {
        DaySet { runs: smallvec![Interval::ALL] }
    }

    /// The days of any of the intervals, in whatever order they come; empty ones are nothing.
    pub fn from_intervals(intervals: impl IntoIterator<Item = Interval>) -> DaySet {
        let mut set = DaySet::empty();
        set.assign(intervals);
        set
    }

    /// Becomes the days of any of the intervals, keeping the room it has.
    pub fn assign(&mut self, intervals: impl IntoIterator<Item = Interval>) {
        self.runs.clear();
        let mut in_order = true;
        for next in intervals {
            match self.runs.last_mut() {
                _ if next.is_empty() => {}
                Some(run) if run.start <= next.start && next.start <= run.end => run.end = run.end.max(next.end),
                last => {
                    in_order &= last.is_none_or(|run| run.end < next.start);
                    self.runs.push(next);
                }
            }
        }
        if !in_order {
            self.runs.sort_unstable();
            self.runs.dedup_by(|next, run| {
                let touches = next.start <= run.end;
                if touches {
                    run.end = run.end.max(next.end);
                }
                touches
            });
        }
    }

    /// Removes every day, keeping the room it has.
    pub fn clear(&mut self) {
        self.runs.clear();
    }

    /// The unbroken runs, in order.
    pub fn intervals(&self) -> &[Interval] {
        &self.runs
    }

    /// The parts of the runs that lie in the window, in order and without a set to hold them.
    pub fn runs_within(&self, window: Interval) -> impl DoubleEndedIterator<Item = Interval> + Clone + '_ {
        let from = self.runs.partition_point(|run| run.end <= window.start);
        let to = self.runs.partition_point(|run| run.start < window.end).max(from);
        self.runs[from..to].iter().map(move |run| run.intersection(window)).filter(|run| !run.is_empty())
    }

    /// The days of this set or of the other.
    pub fn union(&self, other: &DaySet) -> DaySet {
        into_new(|out| self.union_into(other, out))
    }

    /// Writes the days of this set or of the other to `out`.
    pub fn union_into(&self, other: &DaySet, out: &mut DaySet) {
        merge::union(&self.runs, &other.runs, &mut out.runs);
    }

    /// The days of this set and of the other.
    pub fn intersection(&self, other: &DaySet) -> DaySet {
        into_new(|out| self.intersection_into(other, out))
    }

    /// Writes the days of this set and of the other to `out`.
    pub fn intersection_into(&self, other: &DaySet, out: &mut DaySet) {
        merge::intersection(&self.runs, &other.runs, &mut out.runs);
    }

    /// The days of this set that are not of the other.
    pub fn difference(&self, other: &DaySet) -> DaySet {
        into_new(|out| self.difference_into(other, out))
    }

    /// Writes the days of this set that are not of the other to `out`.
    pub fn difference_into(&self, other: &DaySet, out: &mut DaySet) {
        merge::difference(&self.runs, &other.runs, &mut out.runs);
    }

    /// The days of this set in the window.
    pub fn clip(&self, window: Interval) -> DaySet {
        into_new(|out| self.clip_into(window, out))
    }

    /// Writes the days of this set in the window to `out`.
    pub fn clip_into(&self, window: Interval, out: &mut DaySet) {
        out.runs.clear();
        out.runs.extend(self.runs_within(window));
    }

    /// The days a dossier may name that are not of this set.
    pub fn complement(&self) -> DaySet {
        into_new(|out| merge::difference(&[Interval::ALL], &self.runs, &mut out.runs))
    }

    /// Whether the day is of this set.
    pub fn contains(&self, day: Day) -> bool {
        self.run_containing(day).is_some()
    }

    /// The unbroken run the day lies in.
    pub fn run_containing(&self, day: Day) -> Option<Interval> {
        let next = self.runs.partition_point(|run| run.end <= day);
        self.runs.get(next).copied().filter(|run| run.contains(day))
    }

    /// Whether every day of this set is of the other.
    pub fn is_subset(&self, other: &DaySet) -> bool {
        // A run of this set is unbroken, so it lies in one run of the other or not at all in it.
        self.runs.iter().all(|run| other.run_containing(run.start).is_some_and(|holder| run.end <= holder.end))
    }

    /// The number of days.
    pub fn len_days(&self) -> i32 {
        self.runs.iter().map(|run| run.days()).sum()
    }

    /// Whether there is no day.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The first day.
    pub fn first(&self) -> Option<Day> {
        self.runs.first().map(|run| run.start)
    }

    /// The day after the last one.
    pub fn last_end(&self) -> Option<Day> {
        self.runs.last().map(|run| run.end)
    }
}

impl From<Interval> for DaySet {
    fn from(interval: Interval) -> DaySet {
        DaySet::from_intervals([interval])
    }
}

impl<'a> IntoIterator for &'a DaySet {
    type Item = Interval;
    type IntoIter = std::iter::Copied<std::slice::Iter<'a, Interval>>;

    fn into_iter(self) -> Self::IntoIter {
        self.runs.iter().copied()
    }
}

fn into_new(fill: impl FnOnce(&mut DaySet)) -> DaySet {
    let mut out = DaySet::empty();
    fill(&mut out);
    out
}
