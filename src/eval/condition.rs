//! Conditions.

use super::{Cause, Detail, Evaluator, OnDate, Recorder, TermValue, Windows, assessment_fact};
use crate::case::{Place, Value};
use crate::plan::{
    ConditionId, ConditionKind, ConventionId, DefinitionBody, FactId, ListId, Meaning, OngoingOn, Role, SetId, Several,
    Symbol, TermId,
};
use crate::time::{DayBounds, DayRange, DaySet, Interval};
use crate::value::{Bounds, Exact, ReadOn, Truth};

impl<R: Recorder> Evaluator<'_, R> {
    pub(super) fn condition(&mut self, id: ConditionId) -> Truth {
        let mark = self.recorder.mark();
        let plan = self.plan;
        let truth = match &plan.conditions[id.index()].kind {
            ConditionKind::All(parts) => self.all(parts),
            ConditionKind::Any(parts) => self.any(parts),
            ConditionKind::Not(inner) => self.condition(*inner).not(),
            ConditionKind::Truth(term) => match self.given(*term) {
                Some(Value::Truth(value)) => Truth::from_bool(*value),
                _ => match self.term(*term) {
                    TermValue::Truth(value) => Truth::from_bool(value),
                    _ => Truth::Unknown,
                },
            },
            ConditionKind::Defined(definition) => match plan.definitions[definition.index()].body {
                DefinitionBody::Condition(condition) => self.defined_condition(*definition, condition),
                // INVARIANT: `check` asks no set and no value whether it holds.
                DefinitionBody::Set(_) | DefinitionBody::Term(_) => Truth::Unknown,
            },
            ConditionKind::Met(procedure) => self.met(procedure),
            ConditionKind::Follows(convention, option) => {
                self.recorder.convention(*convention);
                Truth::from_bool(self.reading.option(*convention) == *option)
            }
            ConditionKind::OneOf(subject, values) => self.one_of(*subject, values),
            ConditionKind::Compare(left, comparison, right) => self.compare(*left, *comparison, *right),
            ConditionKind::Between(value, ends) => self.between(*value, *ends),
            ConditionKind::Listed(list, keys, read_on) => self.listed(*list, keys, *read_on),
            ConditionKind::Ongoing(set, by) => self.ongoing(*set, *by),
            ConditionKind::Several(several) => self.several(several),
            ConditionKind::Excepted(excepted) => self.excepted(excepted),
        };
        self.recorder.evaluated(id, truth);
        if !truth.is_open() {
            self.recorder.truncate(mark);
        }
        if self.has_node() {
            self.recorder.node(id, truth, mark);
        }
        truth
    }

    fn all(&mut self, parts: &[ConditionId]) -> Truth {
        let mut truth = Truth::Yes;
        for part in parts {
            truth = truth.and(self.condition(*part));
            if !self.whole && truth == Truth::No {
                break;
            }
        }
        truth
    }

    fn any(&mut self, parts: &[ConditionId]) -> Truth {
        let mut truth = Truth::No;
        for part in parts {
            truth = truth.or(self.condition(*part));
            if !self.whole && truth == Truth::Yes {
                break;
            }
        }
        truth
    }

    /// Whether so many conditions hold. What is open may hold or not.
    fn several(&mut self, several: &Several) -> Truth {
        let (mut certain, mut open) = (0, 0);
        for part in &several.parts {
            match self.condition(*part) {
                Truth::Yes => certain += 1,
                Truth::No => {}
                Truth::Unknown | Truth::Discretion => open += 1,
            }
        }
        let count = |count: i128| Some(Exact::from_integer(count));
        let found = Bounds { least: count(certain), greatest: count(certain + open), may_lack: false };
        TermValue::Number(found).compare(several.comparison, &self.term(several.number))
    }

    fn listed(&mut self, list: ListId, keys: &[TermId], read_on: Option<ReadOn>) -> Truth {
        if read_on.is_none() && self.row.is_some() {
            let _ = self.role(Role::ListReading);
        }
        let Some(day) = self.assessment_day() else {
            // The keys matter too, whatever the day turns out to be.
            for key in keys {
                self.term(*key);
            }
            return Truth::Unknown;
        };
        let versions = &self.plan.lists[list.index()].versions;
        let version = versions.iter().position(|version| version.validity.contains(day));
        self.listed_in(list, version, keys)
    }

    /// Whether a key is in one version of a list. A key that a partial version lacks may be in it; without a version,
    /// nothing is known.
    pub(super) fn listed_in(&mut self, list: ListId, version: Option<usize>, keys: &[TermId]) -> Truth {
        self.recorder.list(list, version);
        let Some(version) = version else {
            self.recorder.cause(|| Cause::List(list));
            return Truth::Unknown;
        };
        let mark = self.recorder.mark();
        let version = &self.plan.lists[list.index()].versions[version];
        let mut key = std::mem::take(&mut self.scratch.key);
        key.clear();
        let mut misspelt = false;
        for term in keys {
            let code = self.symbol(*term);
            // A code that the recueil does not know may be any.
            let known = code.filter(|code| self.is_known(*term, *code));
            if known != code {
                self.unknown_code(*term);
                misspelt = true;
            }
            key.push(known);
        }
        let found = version.entries.agrees(&key);
        let known = key.iter().all(Option::is_some);
        if found {
            self.scratch.key = key;
            // Where it is spelt rightly it may still be one that is missing.
            if misspelt && version.partial {
                self.recorder.cause(|| Cause::List(list));
            }
            return if known { Truth::Yes } else { Truth::Unknown };
        }
        // No entry can be meant: what is unknown of the key makes no difference.
        self.recorder.truncate(mark);
        let complete = self.is_complete_for(version, |column| key.get(column).copied().flatten());
        self.scratch.key = key;
        if !complete {
            self.recorder.cause(|| Cause::List(list));
            Truth::Unknown
        } else {
            Truth::No
        }
    }

    fn symbol(&mut self, term: TermId) -> Option<Symbol> {
        if let Some(Value::Symbol(symbol)) = self.given(term) {
            return Some(*symbol);
        }
        match self.term(term) {
            TermValue::Symbol(symbol) => Some(symbol),
            _ => None,
        }
    }

    /// Whether a set holds the day of assessment, the date that a convention names, or another one. A date that is known to the month
    /// may be any of its days.
    fn ongoing(&mut self, set: SetId, on: OngoingOn) -> Truth {
        let set = self.set(set);
        let (range, date) = match on {
            OngoingOn::Assessment => (self.assessment_day().map(DayRange::exact), None),
            OngoingOn::ByConvention(convention) => {
                let (range, fact) = self.day_by(convention);
                (range, fact.map(OnDate::Fact))
            }
            OngoingOn::Day(day) => match self.term(day) {
                TermValue::Lacking => return Truth::No,
                date if date.may_lack() => (None, None),
                date => (date.days(), Some(OnDate::Term(day))),
            },
        };
        let Some(range) = range else {
            self.all_causes(set);
            return Truth::Unknown;
        };
        let days = self.days(set);
        let days = &self.scratch.days[days];
        let window = Interval { start: range.first, end: range.last.plus_days(1) };
        let all = DaySet::from(window);
        let holds = |held: &DayBounds| (all.is_subset(held.certain()), !held.possible().clip(window).is_empty());
        let (certain, possible) = holds(days);
        let truth = Truth::from_bounds(certain, possible);
        if R::ON && truth.is_open() {
            self.causes(set, window, false, |held, _| holds(held) == (false, true));
        }
        if self.has_node() {
            let rows = self.accounts(set);
            self.recorder.detail(Detail::OnDay { windows: Windows::one(window), date, rows });
        }
        truth
    }

    /// The day of assessment, or the date that a convention names, with its fact; when it is not known, its fact is a
    /// cause. The date by which the facts are assessed is the day of assessment, whatever day the request gives for it.
    fn day_by(&mut self, by: ConventionId) -> (Option<DayRange>, Option<FactId>) {
        let fact = match self.meaning(by) {
            Meaning::Date(fact) if assessment_fact(self.plan, self.reading) != Some(fact) => fact,
            _ => return (self.assessment_day().map(DayRange::exact), None),
        };
        self.recorder.convention(self.plan.role(Role::AssessmentDay));
        let date = self.case.date(fact);
        if date.is_none_or(|date| !date.is_exact()) {
            self.recorder.cause(|| Cause::At(Place::Fact(fact)));
        }
        (date, Some(fact))
    }
}
