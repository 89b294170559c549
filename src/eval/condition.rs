//! Conditions.

use super::scratch::Known;
use super::{Cause, Detail, Evaluator, Recorder, Scratch, TermValue, Windows};
use crate::case::Value;
use crate::plan::{ConditionId, ConditionKind, DefinitionBody, DefinitionId, ListId, Role, SetId, Symbol, TermId};
use crate::time::{DayBounds, Interval};
use crate::value::{ReadOn, Truth};

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
            ConditionKind::Follows(convention, option) => {
                self.recorder.convention(*convention);
                Truth::from_bool(self.reading.option(*convention) == *option)
            }
            ConditionKind::OneOf(subject, values) => self.one_of(*subject, values),
            ConditionKind::Compare(left, comparison, right) => self.compare(*left, *comparison, *right),
            ConditionKind::Listed(list, keys, read_on) => self.listed(*list, keys, *read_on),
            ConditionKind::Ongoing(set) => self.ongoing(*set),
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

    /// What a definition stands for, computed once.
    pub(super) fn defined_condition(&mut self, definition: DefinitionId, condition: ConditionId) -> Truth {
        self.once(definition, |scratch| &mut scratch.truths, |evaluator| evaluator.condition(condition))
    }

    pub(super) fn once<T: Copy>(
        &mut self,
        definition: DefinitionId,
        known: impl Fn(&mut Scratch<R>) -> &mut [Known<T>],
        compute: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let evaluation = self.scratch.evaluation;
        // What was computed among rows left no nodes in the record.
        let heard = self.has_node();
        let before = &known(self.scratch)[definition.index()];
        if before.evaluation == evaluation && (before.told || !heard) {
            for cause in &before.causes {
                self.recorder.cause(|| cause.clone());
            }
            let value = before.value;
            self.meet_again(definition);
            return value;
        }
        let (mark, faults) = (self.recorder.mark(), self.scratch.faults.len());
        let value = compute(self);
        let causes = self.recorder.causes_since(mark);
        known(self.scratch)[definition.index()] = Known { evaluation, value, causes, told: heard };
        self.keep_faults(definition, faults);
        value
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
        let is_complete = |(column, code): &(usize, Symbol)| key.get(*column) == Some(&Some(*code));
        let complete = !version.partial || version.complete_for.iter().any(is_complete);
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

    fn ongoing(&mut self, set: SetId) -> Truth {
        let set = self.set(set);
        let Some(day) = self.assessment_day() else {
            self.all_causes(set);
            return Truth::Unknown;
        };
        let days = self.days(set);
        let days = &self.scratch.days[days];
        let truth = Truth::from_bounds(days.certain().contains(day), days.possible().contains(day));
        let window = Interval { start: day, end: day.plus_days(1) };
        if R::ON && truth.is_open() {
            let same = |held: &DayBounds, _: &DayBounds| {
                (held.certain().contains(day), held.possible().contains(day)) == (false, true)
            };
            self.causes(set, window, false, same);
        }
        if self.has_node() {
            let rows = self.accounts(set);
            self.recorder.detail(Detail::OnDay { windows: Windows::one(window), rows });
        }
        truth
    }
}
