//! Versions of a procedure against the calendar: no two on one day, no day without.

use super::{Checker, errors};
use crate::time::Interval;

impl Checker<'_> {
    pub(super) fn timeline(&mut self) {
        let mut found = Vec::new();
        let order: Vec<String> = self.plan.procedures().into_iter().map(str::to_string).collect();
        let rank = |name: &str| order.iter().position(|known| known == name);
        self.plan.versions.sort_by_key(|version| (rank(&version.procedure), version.validity.start));
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
}
