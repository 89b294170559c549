//! On which days a version may read a parameter.

use super::{DayRead, Each, Length, Node, ParameterId, ParameterMean, Plan, TermId, TermKind, Version};
use crate::time::{Day, Interval, MissingDay};

impl Plan {
    /// From the first to the last day on which a version may read a parameter, whatever option is followed: those on which
    /// it is in force where the assessment alone decides, and as far back as means look; all days there are where a date of
    /// the dossier decides. `None` where it does not read it.
    pub fn days_read(&self, version: &Version, parameter: ParameterId) -> Option<Interval> {
        let force = self.any_force(version);
        let mut found: Option<Interval> = None;
        for node in self.below(self.roots(version).map(|root| root.node)) {
            let Node::Term(id) = node else { continue };
            let kind = &self.terms[id.index()].kind;
            let days = if let TermKind::Parameter(read, on) = kind {
                let only_assessed = *on == DayRead::Assessment;
                (*read == parameter).then_some(if only_assessed { force } else { Interval::ALL })
            } else if let TermKind::Mean(mean) = kind {
                (mean.parameter == parameter).then(|| self.looked_back_on(mean, force).unwrap_or(Interval::ALL))
            } else {
                None
            };
            if let Some(days) = days {
                found = Some(found.map_or(days, |known| known.hull(days)));
            }
        }
        found
    }

    /// The values of parameters that no version reads on any of their days.
    pub fn values_beyond<'p>(&self, versions: impl IntoIterator<Item = &'p Version>) -> Vec<TermId> {
        let versions: Vec<&Version> = versions.into_iter().collect();
        let mut found = Vec::new();
        for (index, parameter) in self.parameters.iter().enumerate() {
            let id = ParameterId(index as u32);
            let read: Vec<Interval> = versions.iter().filter_map(|version| self.days_read(version, id)).collect();
            let beyond = |days: Interval| read.iter().all(|read| read.intersection(days).is_empty());
            found.extend(parameter.lines.iter().filter(|line| beyond(line.validity)).filter_map(|line| line.value));
        }
        found
    }

    /// The days on which a version may be in force, by one option or another; all there are where a transitional clause
    /// leaves it to acts of other days.
    fn any_force(&self, version: &Version) -> Interval {
        let of_procedure = self.versions.iter().filter(|one| one.procedure == version.procedure);
        if of_procedure.into_iter().any(|one| self.texts[one.text.index()].transition.is_some()) {
            return Interval::ALL;
        }
        let starts = version.begins_by.into_iter().flat_map(|convention| self.days_of(convention));
        let ends = version.ends_by.into_iter().flat_map(|convention| self.days_of(convention));
        Interval {
            start: starts.min().map_or(version.validity.start, |day| day.min(version.validity.start)),
            end: ends.max().map_or(version.validity.end, |day| day.max(version.validity.end)),
        }
    }

    /// The days on which a mean may be read that ends with the assessment; `None` where another date ends it.
    fn looked_back_on(&self, mean: &ParameterMean, force: Interval) -> Option<Interval> {
        let back = |length: Option<Length>| match length? {
            Length::Months(months) if mean.each == Each::Month => {
                Day::month_start(force.start.plus_days(-1).month() + 1 - i64::from(months))
            }
            Length::Months(months) => force.start.plus_months(-months, MissingDay::LastOfMonth).ok(),
            Length::Days(count) => Some(force.start.plus_days(-count)),
        };
        if mean.window.day().is_some() {
            return None;
        }
        let first = self.window_lengths(mean.window).into_iter().map(back).collect::<Option<Vec<Day>>>()?;
        first.into_iter().min().map(|start| Interval { start, ..force })
    }
}
