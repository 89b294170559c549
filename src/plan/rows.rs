//! What sets are made of, and where there may be no value.

use std::collections::BTreeSet;

use super::{
    Aggregate, AggregateKind, ConventionOption, DayRead, DefinitionBody, Elapsed, Excepted, FactId, Length, Meaning,
    Node, Plan, SetId, SetKind, Shift, TermId, TermKind, Window, WindowSpan,
};

impl Plan {
    /// The facts whose rows a set is made of, sorted.
    pub fn rows_of(&self, set: SetId) -> Vec<FactId> {
        let fact = |set: SetId| match self.sets[set.index()].kind {
            SetKind::Fact(fact) | SetKind::Row(fact) => Some(fact),
            SetKind::Defined(_)
            | SetKind::Union(_)
            | SetKind::SuchThat(..)
            | SetKind::Except(..)
            | SetKind::ExceptDuring(..)
            | SetKind::During(..)
            | SetKind::Excepted(_) => None,
        };
        let facts: BTreeSet<FactId> = self.sets_within(set).into_iter().filter_map(fact).collect();
        facts.into_iter().collect()
    }

    /// Whether a set may keep some days of a row and leave out others.
    pub fn cuts_rows(&self, set: SetId) -> bool {
        self.sets_within(set).into_iter().any(|set| match self.sets[set.index()].kind {
            SetKind::ExceptDuring(..) | SetKind::During(..) => true,
            SetKind::Fact(_)
            | SetKind::Row(_)
            | SetKind::Defined(_)
            | SetKind::Union(_)
            | SetKind::SuchThat(..)
            | SetKind::Except(..)
            | SetKind::Excepted(_) => false,
        })
    }

    /// The sets whose rows a set is made of, itself included.
    fn sets_within(&self, set: SetId) -> BTreeSet<SetId> {
        let mut seen = BTreeSet::new();
        let mut left = vec![set];
        while let Some(id) = left.pop() {
            if !seen.insert(id) {
                continue;
            }
            match &self.sets[id.index()].kind {
                SetKind::Fact(_) | SetKind::Row(_) => {}
                SetKind::Defined(definition) => self.each_child(Node::Definition(*definition), |body| {
                    if let Node::Set(set) = body {
                        left.push(set);
                    }
                }),
                SetKind::Union(sets) => left.extend(sets),
                SetKind::SuchThat(set, _)
                | SetKind::Except(set, _)
                | SetKind::ExceptDuring(set, _)
                | SetKind::During(set, _) => left.push(*set),
                SetKind::Excepted(Excepted { base, cases }) => {
                    left.push(*base);
                    left.extend(cases.iter().map(|case| case.then));
                }
            }
        }
        seen
    }

    /// How long a window may be, by each option where a convention gives it; `None` where it has no limit.
    pub fn window_lengths(&self, window: Window) -> Vec<Option<Length>> {
        match window {
            Window::All => vec![None],
            Window::Last(length) | Window::Before(length, _) => vec![Some(length)],
            Window::ByConvention(convention) => {
                let options = self.conventions[convention.index()].options.iter();
                let length = |option: &ConventionOption| match option.meaning {
                    Meaning::Window(WindowSpan::LastMonths(months)) => Some(Length::Months(months)),
                    Meaning::Window(WindowSpan::LastDays(days)) => Some(Length::Days(days)),
                    _ => None,
                };
                options.map(length).collect()
            }
        }
    }

    /// Whether there may be no value: a mean or an extreme of no rows, the first or the last day of an empty set.
    pub fn may_lack(&self, term: TermId) -> bool {
        // Definitions may name each other often: each term is looked at once.
        let mut seen = BTreeSet::new();
        let mut left = vec![term];
        while let Some(id) = left.pop() {
            if seen.insert(id) && self.lacks(id, &mut left) {
                return true;
            }
        }
        false
    }

    /// Whether a term itself may have no value; `left` takes those that it has its value of.
    fn lacks(&self, term: TermId, left: &mut Vec<TermId>) -> bool {
        match &self.terms[term.index()].kind {
            TermKind::First(_) | TermKind::Last(_) => return true,
            TermKind::Aggregate(Aggregate { kind, .. }) => match kind {
                AggregateKind::Mean | AggregateKind::Least | AggregateKind::Greatest => return true,
                AggregateKind::Sum | AggregateKind::MonthlyMean | AggregateKind::Count => {}
            },
            TermKind::Number(_)
            | TermKind::Day(_)
            | TermKind::Length(_)
            | TermKind::Symbol(_)
            | TermKind::Fact(_)
            | TermKind::Column(..)
            | TermKind::Rank(_)
            | TermKind::AssessmentDay
            | TermKind::Measured(_)
            | TermKind::Count(_) => {}
            TermKind::Parameter(_, on) => match on {
                DayRead::On(day) => left.push(*day),
                DayRead::Assessment | DayRead::FirstOfRow(_) | DayRead::LastOfRow(_) => {}
            },
            TermKind::Mean(mean) => left.extend(mean.window.day()),
            TermKind::Lookup(lookup) => {
                left.extend(&lookup.keys);
                return self.lookup_may_lack(lookup);
            }
            TermKind::Defined(definition) => match self.definitions[definition.index()].body {
                DefinitionBody::Term(term) => left.push(term),
                DefinitionBody::Set(_) | DefinitionBody::Condition(_) => {}
            },
            TermKind::Binary(_, one, other) => left.extend([*one, *other]),
            TermKind::Smallest(terms) | TermKind::Largest(terms) => left.extend(terms),
            TermKind::Elapsed(Elapsed { from, to, .. }) => left.extend([*from, *to]),
            TermKind::Shift(Shift { by, from, .. }) => left.extend([*by, *from]),
            TermKind::DayFrom(found) => left.extend(found.terms()),
            TermKind::Rounded(inner, _)
            | TermKind::Since(inner)
            | TermKind::Units(inner)
            | TermKind::InDefault(_, inner) => left.push(*inner),
            TermKind::Bands(of, bands) => {
                left.push(*of);
                left.extend(bands.iter().map(|band| band.value));
            }
            TermKind::Scale(of, slices) => {
                left.push(*of);
                left.extend(slices.iter().map(|slice| slice.rate));
            }
            TermKind::Choice { choices, otherwise, .. } => {
                left.extend(choices.iter().map(|choice| choice.value).chain(*otherwise));
            }
            TermKind::Excepted(Excepted { base, cases }) => {
                left.push(*base);
                left.extend(cases.iter().map(|case| case.then));
            }
        }
        false
    }
}
