//! Conditions.

use super::scratch::Known;
use super::{Cause, Detail, Evaluator, Held, Recorder, Scratch, TermValue, Windows};
use crate::case::Value;
use crate::plan::{
    ConditionId, ConditionKind, DefinitionBody, DefinitionId, Length, ListId, Meaning, Node, Role, SetId, Symbol,
    TermId, TermKind,
};
use crate::syntax::ast::{Bound, Comparator, ReadOn, When};
use crate::time::{Day, DayBounds, DayRange, Interval};
use crate::value::Truth;

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
            ConditionKind::Compare(left, comparator, right) => self.compare(*left, *comparator, *right),
            ConditionKind::Listed(list, keys, read_on) => self.listed(*list, keys, *read_on),
            ConditionKind::Measure(measure) => self.measure(measure),
            ConditionKind::Ongoing(set) => self.ongoing(*set),
            ConditionKind::Starts(set, when, day) => self.edge(*set, *when, *day, true),
            ConditionKind::Ends(set, when, day) => self.edge(*set, *when, *day, false),
            ConditionKind::RowCount(set, bound, count) => self.row_count(*set, *bound, *count),
            ConditionKind::Age(day, bound, length) => self.age(*day, *bound, *length),
            ConditionKind::Excepted(base, cases) => self.excepted(*base, cases),
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

    fn one_of(&mut self, subject: TermId, values: &[TermId]) -> Truth {
        // Mostly an option is held against options.
        if let Some(Value::Symbol(found)) = self.given(subject) {
            let found = *found;
            self.recorder.held(None, || Held::OneOf(TermValue::Symbol(found)));
            let is_it = |value: &TermId| {
                let TermKind::Symbol(value) = &self.plan.terms[value.index()].kind else { return None };
                Some(found == *value)
            };
            if let Some(is_one) = values.iter().map(is_it).reduce(|one, other| Some(one? | other?)).flatten() {
                return if is_one || self.is_known(subject, found) {
                    Truth::from_bool(is_one)
                } else {
                    self.unknown_code(subject)
                };
            }
        }
        let found = self.term(subject);
        self.recorder.held(None, || Held::OneOf(found));
        let mut truth = Truth::No;
        for value in values {
            let other = self.term(*value);
            truth = truth.or(self.compared((subject, found), Comparator::Equal, (*value, other)));
        }
        truth
    }

    fn compare(&mut self, left: TermId, comparator: Comparator, right: TermId) -> Truth {
        let (a, b) = (self.term(left), self.term(right));
        self.recorder.held(None, || Held::Values(a, b));
        self.compared((left, a), comparator, (right, b))
    }

    /// Compares what two terms came to. Two codes that differ may be meant for the same one where the recueil does not
    /// know one of them.
    fn compared(&mut self, left: (TermId, TermValue), comparator: Comparator, right: (TermId, TermValue)) -> Truth {
        let truth = compare_values(&left.1, comparator, &right.1);
        if let (TermValue::Symbol(a), TermValue::Symbol(b)) = (left.1, right.1)
            && a != b
        {
            for (term, code) in [(left.0, a), (right.0, b)] {
                if !self.is_known(term, code) {
                    return self.unknown_code(term);
                }
            }
        }
        truth
    }

    /// Whether a text is one that the recueil knows where it is compared.
    fn is_known(&self, term: TermId, code: Symbol) -> bool {
        self.plan.known_codes(term).is_none_or(|known| known.contains(code))
    }

    /// A code that no list or rule knows may be misspelt: nothing can be said of it.
    fn unknown_code(&mut self, term: TermId) -> Truth {
        if let Some(place) = self.place(term) {
            self.recorder.cause(|| Cause::UnknownCode(place));
        } else if R::ON {
            // It comes from one of the facts that the term is made of.
            for node in self.plan.below([Node::Term(term)]) {
                if let Node::Term(id) = node
                    && let (Some(Value::Symbol(code)), Some(place)) = (self.given(id), self.place(id))
                    && !self.is_known(term, *code)
                {
                    self.recorder.cause(|| Cause::UnknownCode(place));
                }
            }
        }
        Truth::Unknown
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

    /// How the first or last day of a set stands to a day.
    fn edge(&mut self, set: SetId, when: When, day: TermId, first: bool) -> Truth {
        let set = self.set(set);
        let days = self.days(set);
        let days = &self.scratch.days[days];
        let (inner, outer) = if first {
            (days.certain().first(), days.possible().first())
        } else {
            let last = |end: Day| end.plus_days(-1);
            (days.certain().last_end().map(last), days.possible().last_end().map(last))
        };
        let comparator = match when {
            When::Before => Comparator::LessThan,
            When::After => Comparator::MoreThan,
            When::NoLater => Comparator::AtMost,
            When::NoSooner => Comparator::AtLeast,
            When::On => Comparator::Equal,
        };
        let Some(outer) = outer else { return Truth::No };
        let TermValue::Date(day) = self.term(day) else {
            self.all_causes(set);
            return Truth::Unknown;
        };
        let limit = if first { Day::LAST } else { Day::FIRST };
        let inner_or_limit = inner.unwrap_or(limit);
        let edge = DayRange { first: outer.min(inner_or_limit), last: outer.max(inner_or_limit) };
        self.recorder.held(None, || Held::Values(TermValue::Date(edge), TermValue::Date(day)));
        let mut truth = compare_days(edge, comparator, day);
        // A set that may be empty may have no such day at all.
        if inner.is_none() && truth == Truth::Yes {
            truth = Truth::Unknown;
        }
        if truth.is_open() {
            self.all_causes(set);
        }
        truth
    }

    fn row_count(&mut self, set: SetId, bound: Bound, count: u32) -> Truth {
        let set = self.set(set);
        let (certain, possible) = self.row_counts(set);
        self.recorder.held(None, || Held::Counts { certain, possible, wanted: count });
        let low = holds(bound, &certain, &count);
        let high =
            possible.map_or(matches!(bound, Bound::AtLeast | Bound::MoreThan), |most| holds(bound, &most, &count));
        let truth = if low == high { Truth::from_bool(low) } else { Truth::Unknown };
        if truth.is_open() {
            self.all_causes(set);
        }
        truth
    }

    /// « remonte à au moins 18 ans »: the day, so much later, is reached by the day of assessment.
    fn age(&mut self, day: TermId, bound: Bound, length: Length) -> Truth {
        let found = self.term(day);
        let today = self.assessment_day();
        let (TermValue::Date(range), Some(today)) = (found, today) else { return Truth::Unknown };
        let anniversary = match length {
            Length::Months(months) => self.plus_months(range, months),
            Length::Days(days) => DayRange::new(range.first.plus_days(days), range.last.plus_days(days)),
        };
        let Some(anniversary) = anniversary else { return Truth::Unknown };
        self.recorder.held(None, || Held::Age { since: range, reached: anniversary, today, age: length });
        let today = DayRange::exact(today);
        match bound {
            Bound::AtLeast => compare_days(anniversary, Comparator::AtMost, today),
            Bound::LessThan => compare_days(anniversary, Comparator::AtMost, today).not(),
            Bound::MoreThan => compare_days(anniversary, Comparator::LessThan, today),
            Bound::AtMost => compare_days(anniversary, Comparator::LessThan, today).not(),
        }
    }

    pub(super) fn month_count(&mut self, named: Option<crate::time::MonthCount>) -> crate::time::MonthCount {
        match named {
            Some(named) => named,
            None => match self.role(Role::MonthCount) {
                Meaning::MonthCount(count) => count,
                _ => crate::time::MonthCount::DateToDate,
            },
        }
    }
}

/// Whether `found` stands to `threshold` as the bound says.
pub(super) fn holds<T: PartialOrd>(bound: Bound, found: &T, threshold: &T) -> bool {
    match bound {
        Bound::AtLeast => found >= threshold,
        Bound::AtMost => found <= threshold,
        Bound::LessThan => found < threshold,
        Bound::MoreThan => found > threshold,
    }
}

fn compare_values(left: &TermValue, comparator: Comparator, right: &TermValue) -> Truth {
    match (left, right) {
        (TermValue::Number(a), TermValue::Number(b)) => Truth::from_bool(ordered(a, comparator, b)),
        (TermValue::Symbol(a), TermValue::Symbol(b)) => Truth::from_bool(ordered(a, comparator, b)),
        (TermValue::Truth(a), TermValue::Truth(b)) => Truth::from_bool(ordered(a, comparator, b)),
        (TermValue::Date(a), TermValue::Date(b)) => compare_days(*a, comparator, *b),
        (TermValue::Length(Length::Months(a)), TermValue::Length(Length::Months(b)))
        | (TermValue::Length(Length::Days(a)), TermValue::Length(Length::Days(b))) => {
            Truth::from_bool(ordered(a, comparator, b))
        }
        _ => Truth::Unknown,
    }
}

fn ordered<T: PartialOrd>(a: &T, comparator: Comparator, b: &T) -> bool {
    match comparator {
        Comparator::AtLeast => a >= b,
        Comparator::MoreThan => a > b,
        Comparator::AtMost => a <= b,
        Comparator::LessThan => a < b,
        Comparator::Equal => a == b,
        Comparator::NotEqual => a != b,
    }
}

/// Compares two dates of which each may be known to the month or year only.
fn compare_days(a: DayRange, comparator: Comparator, b: DayRange) -> Truth {
    match comparator {
        Comparator::LessThan => Truth::from_bounds(a.last < b.first, a.first < b.last),
        Comparator::AtMost => Truth::from_bounds(a.last <= b.first, a.first <= b.last),
        Comparator::MoreThan => compare_days(b, Comparator::LessThan, a),
        Comparator::AtLeast => compare_days(b, Comparator::AtMost, a),
        Comparator::Equal => {
            let same = a.is_exact() && b.is_exact() && a.first == b.first;
            Truth::from_bounds(same, a.first <= b.last && b.first <= a.last)
        }
        Comparator::NotEqual => compare_days(a, Comparator::Equal, b).not(),
    }
}
