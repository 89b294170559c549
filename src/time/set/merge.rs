//! Linear passes over two sorted lists of runs.

use super::{Interval, Runs};

/// Runs of either list, in ascending order of their start, joined where they overlap or touch.
pub(super) fn union(mut left: &[Interval], mut right: &[Interval], out: &mut Runs) {
    out.clear();
    loop {
        let run = match (left, right) {
            ([l, rest @ ..], [r, ..]) if l.start <= r.start => {
                left = rest;
                *l
            }
            (_, [r, rest @ ..]) => {
                right = rest;
                *r
            }
            ([l, rest @ ..], []) => {
                left = rest;
                *l
            }
            ([], []) => return,
        };
        match out.last_mut() {
            Some(last) if run.start <= last.end => last.end = last.end.max(run.end),
            _ => out.push(run),
        }
    }
}

/// Parts that lie in runs of both lists.
pub(super) fn intersection(mut left: &[Interval], mut right: &[Interval], out: &mut Runs) {
    out.clear();
    while let ([l, left_rest @ ..], [r, right_rest @ ..]) = (left, right) {
        let common = l.intersection(*r);
        if !common.is_empty() {
            out.push(common);
        }
        // The run that ends first can meet nothing further on.
        if l.end <= r.end { left = left_rest } else { right = right_rest }
    }
}

/// Parts of runs of `left` that lie in no run of `right`.
pub(super) fn difference(left: &[Interval], mut right: &[Interval], out: &mut Runs) {
    out.clear();
    for run in left {
        let mut rest = *run;
        while let [hole, after @ ..] = right {
            if hole.end <= rest.start {
                right = after;
                continue;
            }
            if hole.start >= rest.end {
                break;
            }
            if rest.start < hole.start {
                out.push(Interval { start: rest.start, end: hole.start });
            }
            rest.start = hole.end.min(rest.end);
            if hole.end > rest.end {
                // The hole reaches into the next run.
                break;
            }
        }
        if !rest.is_empty() {
            out.push(rest);
        }
    }
}
