//! Terms.

use super::{Aggregated, Cause, Evaluator, Quantity, Recorder, TermValue};
use crate::case::{Place, Row, Value};
use crate::plan::{DefinitionBody, FactId, Rank, SetId, TermId, TermKind, Type};
use crate::time::{Day, DayRange, MonthLength};
use crate::value::{Arithmetic, Bounds, Comparison, Exact, NoExactResult, Truth};

impl<R: Recorder> Evaluator<'_, R> {
    #[inline]
    pub(super) fn term(&mut self, id: TermId) -> TermValue {
        let value = self.term_by_kind(id);
        if self.has_node() {
            self.recorder.term(id, value);
        }
        value
    }

    fn term_by_kind(&mut self, id: TermId) -> TermValue {
        let plan = self.plan;
        let term = &plan.terms[id.index()];
        match &term.kind {
            TermKind::Number(value) => {
                self.recorder.computed(id);
                (*value).into()
            }
            TermKind::Day(day) => DayRange::exact(*day).into(),
            TermKind::Length(length) => (*length).into(),
            TermKind::Symbol(symbol) => TermValue::Symbol(*symbol),
            TermKind::Fact(fact) => {
                let value = self.case.value(*fact);
                if R::ON && is_open(value) {
                    self.recorder.cause(|| Cause::At(Place::Fact(*fact)));
                }
                TermValue::said(value, &term.of, plan.facts[fact.index()].is_never_negative())
            }
            TermKind::Column(fact, column) => self.column(*fact, *column, &term.of),
            TermKind::Defined(definition) => match plan.definitions[definition.index()].body {
                DefinitionBody::Term(term) => self.defined_term(*definition, term),
                DefinitionBody::Condition(condition) => match self.defined_condition(*definition, condition) {
                    Truth::Yes => TermValue::Truth(true),
                    Truth::No => TermValue::Truth(false),
                    _ => TermValue::Unknown,
                },
                DefinitionBody::Set(_) => TermValue::Unknown,
            },
            TermKind::Binary(operator, left, right) => {
                let (left, right) = (self.term(*left), self.term(*right));
                self.arithmetic(id, *operator, left, right)
            }
            TermKind::Smallest(terms) => self.extreme(terms, true),
            TermKind::Largest(terms) => self.extreme(terms, false),
            TermKind::Shift(shift) => self.shift(shift),
            TermKind::DayFrom(found) => self.day_from(id, found),
            TermKind::Elapsed(elapsed) => self.elapsed(id, elapsed),
            TermKind::Parameter(parameter, on) => self.parameter(*parameter, on),
            TermKind::Mean(mean) => self.mean(id, mean),
            TermKind::AssessmentDay => {
                self.assessment_day().map_or(TermValue::Unknown, |day| DayRange::exact(day).into())
            }
            TermKind::Rounded(inner, rounding) => match self.term(*inner) {
                TermValue::Number(value) => self.number(id, value.rounded(*rounding)),
                other => other,
            },
            TermKind::Measured(measure) => self.measure(id, measure),
            TermKind::Count(set) => self.count(id, *set),
            TermKind::Aggregate(aggregate) => self.aggregate(id, aggregate),
            TermKind::Rank(rank) => self.rank(rank),
            TermKind::Lookup(lookup) => self.lookup(id, lookup),
            TermKind::Units(length) => self.term(*length).units(),
            TermKind::InDefault(value, instead) => {
                let value = self.term(*value);
                if !value.may_lack() {
                    return value;
                }
                let lacks = value == TermValue::Lacking;
                let instead = self.supposing(!lacks, |evaluator| evaluator.term(*instead));
                value.in_default(instead)
            }
            TermKind::First(set) => self.edge(*set, true),
            TermKind::Last(set) => self.edge(*set, false),
            // INVARIANT: `check` compiles an age only where it is held against a length, and that comparison knows it by its
            // day.
            TermKind::Since(_) => TermValue::Unknown,
            TermKind::Bands(of, bands) => self.bands(id, *of, bands),
            TermKind::Excepted(excepted) => self.excepted(excepted),
            TermKind::Scale(of, slices) => self.scale(id, *of, slices),
            TermKind::Choice { of, choices, otherwise } => self.choice(id, *of, choices, *otherwise),
        }
    }

    /// Where the dossier says what the term is, when it is a fact or a column of the row at hand.
    #[inline]
    pub(super) fn place(&self, id: TermId) -> Option<Place> {
        match self.plan.terms[id.index()].kind {
            TermKind::Column(fact, column) => Some(Place::Column { fact, row: self.row?.1?, column }),
            TermKind::Fact(fact) => Some(Place::Fact(fact)),
            TermKind::Number(_)
            | TermKind::Day(_)
            | TermKind::Length(_)
            | TermKind::Symbol(_)
            | TermKind::Defined(_)
            | TermKind::Binary(..)
            | TermKind::Smallest(_)
            | TermKind::Largest(_)
            | TermKind::Shift(..)
            | TermKind::DayFrom(_)
            | TermKind::Elapsed(_)
            | TermKind::AssessmentDay
            | TermKind::Parameter(..)
            | TermKind::Mean(_)
            | TermKind::Rounded(..)
            | TermKind::Bands(..)
            | TermKind::Measured(_)
            | TermKind::Count(_)
            | TermKind::Aggregate(_)
            | TermKind::Rank(_)
            | TermKind::Units(_)
            | TermKind::Lookup(_)
            | TermKind::InDefault(..)
            | TermKind::First(_)
            | TermKind::Last(_)
            | TermKind::Since(_)
            | TermKind::Scale(..)
            | TermKind::Choice { .. }
            | TermKind::Excepted(_) => None,
        }
    }

    /// What the dossier says there.
    #[inline]
    pub(super) fn given(&self, id: TermId) -> Option<&Value> {
        match self.place(id)? {
            Place::Fact(fact) => Some(self.case.value(fact)),
            Place::Column { fact, row, column } => Some(&self.case.rows(fact)?[row].columns[column]),
            Place::Start { .. } | Place::End { .. } => None,
        }
    }

    fn column(&mut self, fact: FactId, column: usize, of: &Type) -> TermValue {
        // INVARIANT: `check` compiles columns only inside conditions on rows of their fact.
        let row = self.row.and_then(|(_, row)| row);
        let rows = self.case.rows(fact);
        match (row, rows) {
            (Some(row), Some(rows)) => {
                let value = &rows[row].columns[column];
                if R::ON && is_open(value) {
                    self.recorder.cause(|| Cause::At(Place::Column { fact, row, column }));
                }
                TermValue::said(value, of, self.plan.facts[fact.index()].columns[column].is_never_negative())
            }
            _ => {
                self.recorder.cause(|| Cause::At(Place::Fact(fact)));
                let is_never_negative = self.plan.facts[fact.index()].columns[column].is_never_negative();
                TermValue::said(&Value::Unknown, of, is_never_negative)
            }
        }
    }

    fn arithmetic(&mut self, id: TermId, operator: Arithmetic, left: TermValue, right: TermValue) -> TermValue {
        let result = match (left, right) {
            (TermValue::Unknown, _) | (_, TermValue::Unknown) => return TermValue::Unknown,
            (TermValue::Lacking, _) | (_, TermValue::Lacking) => return TermValue::Lacking,
            (TermValue::Number(a), TermValue::Number(b)) => return self.number(id, a.combine(operator, &b)),
            (TermValue::Number(count), TermValue::Length(length))
            | (TermValue::Length(length), TermValue::Number(count)) => {
                return self.times(id, &count, &length);
            }
            (TermValue::Length(a), TermValue::Length(b)) => add_lengths(operator, &a, &b).map(TermValue::Length),
            // INVARIANT: `check` computes with numbers and lengths only.
            _ => None,
        };
        result.unwrap_or_else(|| {
            self.recorder.cause(|| Cause::Arithmetic(id));
            TermValue::Unknown
        })
    }

    /// What a computation with numbers comes to.
    pub(super) fn number(&mut self, id: TermId, result: Result<Bounds<Exact>, NoExactResult>) -> TermValue {
        match result {
            Ok(value) => TermValue::Number(value),
            // Why an operand is open is told already.
            Err(NoExactResult::Possible) => TermValue::Unknown,
            Err(NoExactResult::Certain) => {
                self.recorder.cause(|| Cause::Arithmetic(id));
                TermValue::Unknown
            }
        }
    }

    fn extreme(&mut self, terms: &[TermId], smallest: bool) -> TermValue {
        let values = terms.iter().map(|term| self.term(*term));
        values.reduce(|one, other| one.extreme(other, smallest)).unwrap_or(TermValue::Unknown)
    }

    /// The place of the row at hand: one more than the rows that come before it, or than the values that do.
    fn rank(&mut self, rank: &Rank) -> TermValue {
        let number = |count: usize| Exact::from_integer(count as i128);
        let row = self.row.and_then(|(_, row)| row);
        let (Some(row), Some(rows)) = (row, self.case.rows(rank.fact)) else {
            self.recorder.cause(|| Cause::At(Place::Fact(rank.fact)));
            return TermValue::Number(Bounds::at_least(number(1)));
        };
        let column = &self.plan.facts[rank.fact.index()].columns[rank.column];
        let value = |row: &Row| TermValue::said(&row.columns[rank.column], &column.kind, column.is_never_negative());
        let own = value(&rows[row]);
        let comparison = if rank.descending { Comparison::MoreThan } else { Comparison::LessThan };
        let mut before: Vec<TermValue> = Vec::new();
        let (mut certain, mut possible) = (0, 0);
        for other in rows {
            let other = value(other);
            let comes_before = other.compare(comparison, &own);
            if comes_before == Truth::No || rank.without_gaps && other.is_known() && before.contains(&other) {
                continue;
            }
            possible += 1;
            // Of values that are not known, some may be the same.
            let is_new =
                !rank.without_gaps || before.is_empty() || other.is_known() && before.iter().all(TermValue::is_known);
            certain += usize::from(comes_before == Truth::Yes && is_new);
            before.push(other);
        }
        if certain < possible {
            for (index, other) in rows.iter().enumerate() {
                if is_open(&other.columns[rank.column]) {
                    self.recorder
                        .cause(|| Cause::At(Place::Column { fact: rank.fact, row: index, column: rank.column }));
                }
            }
        }
        TermValue::Number(Bounds::between(number(1 + certain), number(1 + possible)))
    }

    /// How many rows a set has.
    fn count(&mut self, id: TermId, set: SetId) -> TermValue {
        let set = self.set(set);
        let (certain, possible) = self.row_counts(set);
        if possible != Some(certain) {
            self.causes_of_membership(set);
        }
        if self.has_node() {
            let rows = self.counted(set);
            self.recorder.aggregated(id, || Aggregated { rows, ..Aggregated::default() });
        }
        let number = |count: u32| Exact::from_integer(count.into());
        TermValue::Number(Bounds { least: Some(number(certain)), greatest: possible.map(number), may_lack: false })
    }

    /// The first or the last day of a set; one that may be empty may have none.
    fn edge(&mut self, set: SetId, first: bool) -> TermValue {
        let set = self.set(set);
        let days = self.days(set);
        let days = &self.scratch.days[days];
        let (inner, outer) = if first {
            (days.certain().first(), days.possible().first())
        } else {
            let last = |end: Day| end.plus_days(-1);
            (days.certain().last_end().map(last), days.possible().last_end().map(last))
        };
        let Some(outer) = outer else { return TermValue::Lacking };
        if inner != Some(outer) {
            self.all_causes(set);
        }
        let inner_or_limit = inner.unwrap_or(if first { Day::LAST } else { Day::FIRST });
        let bounds = Bounds::between(outer.min(inner_or_limit), outer.max(inner_or_limit));
        TermValue::Date(Bounds { may_lack: inner.is_none(), ..bounds })
    }
}

/// Lengths of whole months, or days, together. What a part of a month added to another makes is no number of days.
fn add_lengths(operator: Arithmetic, a: &Bounds<Quantity>, b: &Bounds<Quantity>) -> Option<Bounds<Quantity>> {
    let count = |count: i32, other: i32| match operator {
        Arithmetic::Add => count.checked_add(other),
        Arithmetic::Subtract => count.checked_sub(other),
        Arithmetic::Multiply | Arithmetic::Divide => None,
    };
    let combine = |a: Option<Quantity>, b: Option<Quantity>| match (a, b) {
        (Some(Quantity::Months(a)), Some(Quantity::Months(b))) if a.part == 0 && b.part == 0 => {
            Some(Some(Quantity::Months(MonthLength::of(count(a.months, b.months)?, 0))))
        }
        (Some(Quantity::Days(a)), Some(Quantity::Days(b))) => Some(Some(Quantity::Days(count(a, b)?))),
        (Some(_), Some(_)) => None,
        (None, _) | (_, None) => Some(None),
    };
    let (low, high) = if operator == Arithmetic::Subtract { (b.greatest, b.least) } else { (b.least, b.greatest) };
    let (least, greatest) = (combine(a.least, low)?, combine(a.greatest, high)?);
    Some(Bounds { least, greatest, may_lack: a.may_lack || b.may_lack })
}

/// Whether a value may still turn out to be another; a date known to the month or year may.
fn is_open(value: &Value) -> bool {
    match value {
        Value::Unknown => true,
        Value::Date(range) => !range.is_exact(),
        _ => false,
    }
}
