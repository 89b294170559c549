//! How what is made of rows was made, for whoever explains it: what each row gave, and which civil periods were kept.

use super::account::RowAccount;
use super::value::TermValue;
use super::windows::Windows;
use crate::plan::Straddling;
use crate::time::Interval;
use crate::value::{Bounds, Exact, Truth};

/// What was made of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aggregated {
    /// The days looked at; `None` for rows without dates, or where no day of assessment is known.
    pub windows: Option<Windows>,
    /// What rows across the edge of these days weigh; `None` where a row counts whole.
    pub way: Option<Straddling>,
    /// The months by which a monthly mean is divided.
    pub months: Option<i32>,
    /// Each row of the set once, those that weigh nothing included.
    pub rows: Vec<Weighed>,
    /// What was summed where rows are taken together, or only the best of them are taken.
    pub groups: Vec<Grouped>,
}

/// A row, and what it weighs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// What became of its days in the set.
    pub account: RowAccount,
    /// Its value; `None` of a row that weighs nothing.
    pub value: Option<TermValue>,
    /// Its weight, from zero to one.
    pub share: Bounds<Exact>,
    /// The days kept and all days of which they are the share, where these are known.
    pub days: Option<(i32, i32)>,
    /// Whether it weighs anything.
    pub counts: Truth,
    /// Its value by its weight; `None` where there is none, or it has more digits than an exact number.
    pub gives: Option<Bounds<Exact>>,
}

/// What is one in a sum of the best, or in one with a cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grouped {
    /// The civil period; `None` for one row, in the order of those that count.
    pub period: Option<Interval>,
    /// What it gives, capped.
    pub value: Bounds<Exact>,
    /// Whether it is summed: one of the best, where only these are.
    pub kept: Truth,
}

impl Aggregated {
    /// What holds of this and of what is made on another day.
    pub(super) fn join(&mut self, other: &Aggregated) {
        match (&mut self.windows, other.windows) {
            (Some(ours), Some(theirs)) => ours.join(theirs),
            (ours, theirs) => *ours = (*ours).or(theirs),
        }
        let same = |one: &Weighed, other: &Weighed| one.account.is_of(&other.account);
        for row in &mut self.rows {
            match other.rows.iter().find(|other| same(row, other)) {
                Some(other) => row.join(other),
                None => row.maybe(),
            }
        }
        for row in &other.rows {
            if !self.rows.iter().any(|known| same(known, row)) {
                let mut row = row.clone();
                row.maybe();
                self.rows.push(row);
            }
        }
        if self.groups != other.groups {
            self.groups.clear();
        }
    }
}

impl Weighed {
    fn join(&mut self, other: &Weighed) {
        self.account.join(&other.account);
        self.share = self.share.join(other.share);
        self.counts = self.counts.join(other.counts);
        self.days = self.days.filter(|days| other.days == Some(*days));
        self.value = match (self.value, other.value) {
            (Some(one), Some(other)) => Some(one.join(other)),
            (one, other) => one.or(other),
        };
        self.gives = match (self.gives, other.gives) {
            (Some(one), Some(other)) => Some(one.join(other)),
            _ => None,
        };
    }

    /// It is a row of the set on one of the days only.
    fn maybe(&mut self) {
        self.account.maybe();
        self.counts = self.counts.join(Truth::No);
        self.days = None;
        self.gives = None;
    }
}
