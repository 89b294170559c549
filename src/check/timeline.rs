//! Versions of a procedure against the calendar: no two on one day, no day without.

use super::{Checker, errors};
use crate::plan::{ConventionId, TextId, Version};
use crate::time::Interval;

impl Checker<'_> {
    pub(super) fn timeline(&mut self) {
        let mut found = Vec::new();
        let order: Vec<String> = self.plan.procedures().into_iter().map(str::to_string).collect();
        let rank = |name: &str| order.iter().position(|known| known == name);
        self.plan.versions.sort_by_key(|version| (rank(&version.procedure), version.validity.start));
        let dates: Vec<_> = self.plan.versions.iter().map(|version| self.dated_by(version)).collect();
        for (version, (begins_by, ends_by)) in self.plan.versions.iter_mut().zip(dates) {
            (version.begins_by, version.ends_by) = (begins_by, ends_by);
        }
        for pair in self.plan.versions.windows(2) {
            let (first, second) = (&pair[0], &pair[1]);
            if first.procedure != second.procedure {
                continue;
            }
            let what = format!("la procédure « {} »", first.procedure);
            let common = first.validity.intersection(second.validity);
            if !common.is_empty() {
                found.push(errors::overlap(second.span, first.span, &what, common));
            } else if first.validity.end < second.validity.start {
                let days = Interval { start: first.validity.end, end: second.validity.start };
                found.push(errors::gap(second.span, first.span, &what, days));
            }
        }
        // Where one procedure leaves the decision to the prefect, another that is silent may have forgotten it.
        if self.plan.versions.iter().any(|version| version.discretion) {
            let silent = self.plan.versions.iter().filter(|version| !version.discretion);
            found.extend(silent.map(|version| errors::no_discretion(version.span, &version.procedure)));
        }
        self.diagnostics.extend(found);
    }

    /// The convention that gives the first day of a version, and that of what ends it: the text that repeals its own, or
    /// the one of the version which follows.
    fn dated_by(&self, version: &Version) -> (Option<ConventionId>, Option<ConventionId>) {
        let text = |id: TextId| &self.plan.texts[id.index()];
        let begins_by =
            text(version.text).begins_by.filter(|_| version.validity.start == text(version.text).validity.start);
        let end = version.validity.end;
        let follows = |next: &&Version| next.procedure == version.procedure && next.validity.start == end;
        let next = self.plan.versions.iter().find(follows).map(|next| next.text);
        let ending = [text(version.text).ended_by, next].into_iter().flatten();
        let ends_by = ending.filter(|id| text(*id).validity.start == end).find_map(|id| text(id).begins_by);
        (begins_by, ends_by)
    }
}
