//! Sets of periods: rows, what is kept of their days, and why the rest is not.

use std::rc::Rc;

use super::{Cause, Evaluator, Recorder, Removal, RemovalReason, RowAccount};
use crate::case::{End, Place, Row};
use crate::plan::{Case, ConditionId, ConditionKind, DefinitionBody, FactId, Meaning, Role, SetId, SetKind, Type};
use crate::syntax::ast::ReadOn;
use crate::time::{DayBounds, DaySet, Interval};
use crate::value::Truth;

/// Days on which a row belongs to a set: those that are certain and those that are possible.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Mask {
    /// Every day, for certain.
    Always,
    /// Some days.
    Days(DayBounds),
}

impl Mask {
    fn never() -> Mask {
        Mask::Days(DayBounds::exact(DaySet::empty()))
    }

    /// A truth that holds on every day alike.
    fn constant(truth: Truth) -> Mask {
        match truth {
            Truth::Yes => Mask::Always,
            Truth::No => Mask::never(),
            _ => Mask::Days(DayBounds::unknown()),
        }
    }

    fn bounds(&self) -> DayBounds {
        match self {
            Mask::Always => DayBounds::exact(DaySet::all()),
            Mask::Days(days) => days.clone(),
        }
    }

    fn is_never(&self) -> bool {
        matches!(self, Mask::Days(days) if days.possible().is_empty())
    }

    fn and(&self, other: &Mask) -> Mask {
        match (self, other) {
            (Mask::Always, mask) | (mask, Mask::Always) => mask.clone(),
            (Mask::Days(a), Mask::Days(b)) => Mask::Days(a.intersection(b)),
        }
    }

    fn or(&self, other: &Mask) -> Mask {
        match (self, other) {
            (Mask::Always, _) | (_, Mask::Always) => Mask::Always,
            (Mask::Days(a), Mask::Days(b)) => Mask::Days(a.union(b)),
        }
    }

    fn minus(&self, other: &Mask) -> Mask {
        if other.is_never() {
            return self.clone();
        }
        Mask::Days(self.bounds().difference(&other.bounds()))
    }

    /// The days of an interval that the mask keeps for certain.
    fn certain_in(&self, interval: Interval, out: &mut Vec<Interval>) {
        match self {
            Mask::Always => out.push(interval),
            Mask::Days(days) => out.extend(days.certain().runs_within(interval)),
        }
    }

    fn possible_in(&self, interval: Interval, out: &mut Vec<Interval>) {
        match self {
            Mask::Always => out.push(interval),
            Mask::Days(days) => out.extend(days.possible().runs_within(interval)),
        }
    }
}

/// One row in a set.
#[derive(Clone, Debug)]
pub(super) struct RowPart {
    fact: FactId,
    row: Option<usize>,
    certain: Interval,
    possible: Interval,
    mask: Mask,
    /// As [`Self::mask`], before exclusions.
    base: Mask,
    causes: Vec<Cause>,
    removed: Vec<Removal>,
}

impl RowPart {
    fn days(&self, mask: &Mask) -> DayBounds {
        let (mut certain, mut possible) = (Vec::new(), Vec::new());
        mask.certain_in(self.certain, &mut certain);
        mask.possible_in(self.possible, &mut possible);
        DayBounds::new(DaySet::from_intervals(certain), DaySet::from_intervals(possible))
    }

    fn uncertain_within(&self, window: Interval) -> bool {
        let days = self.days(&self.mask);
        !days.possible().clip(window).difference(days.certain()).is_empty()
    }
}

/// A set of periods.
#[derive(Clone, Debug, Default)]
pub(super) struct SetValue {
    rows: Vec<RowPart>,
}

impl SetValue {
    /// The days kept.
    pub(super) fn days(&self) -> DayBounds {
        self.gather(|row| &row.mask, None, false)
    }

    /// The days before exclusions.
    pub(super) fn base(&self) -> DayBounds {
        self.gather(|row| &row.base, None, false)
    }

    /// The days kept when one row is held at its least, or at its most.
    fn days_holding(&self, row: usize, most: bool) -> DayBounds {
        self.gather(|row| &row.mask, Some(row), most)
    }

    fn gather(&self, mask: impl Fn(&RowPart) -> &Mask, held: Option<usize>, most: bool) -> DayBounds {
        let (mut certain, mut possible) = (Vec::new(), Vec::new());
        for (index, row) in self.rows.iter().enumerate() {
            let mask = mask(row);
            if held == Some(index) {
                let out = if most { &mut possible } else { &mut certain };
                if most {
                    mask.possible_in(row.possible, out)
                } else {
                    mask.certain_in(row.certain, out)
                }
                let days = out.clone();
                if most {
                    certain.extend(days)
                } else {
                    possible.extend(days)
                }
                continue;
            }
            mask.certain_in(row.certain, &mut certain);
            mask.possible_in(row.possible, &mut possible);
        }
        let certain = DaySet::from_intervals(certain);
        let possible = DaySet::from_intervals(possible).union(&certain);
        DayBounds::new(certain, possible)
    }

    /// How many rows belong to the set for certain, and how many may; `None` when there is no limit.
    pub(super) fn row_counts(&self) -> (u32, Option<u32>) {
        let mut certain = 0;
        let mut possible = Some(0);
        for row in &self.rows {
            if row.mask.is_never() {
                continue;
            }
            if row.row.is_none() {
                possible = None;
                continue;
            }
            // A row of which no day is left is in the set no more; one whose every day is kept is in it, known or not.
            let kept = row.days(&row.mask);
            if row.mask != Mask::Always && kept.possible().is_empty() {
                continue;
            }
            let whole = match &row.mask {
                Mask::Always => true,
                Mask::Days(days) => DaySet::from_intervals([row.possible]).difference(days.certain()).is_empty(),
            };
            certain += u32::from(whole || !kept.certain().is_empty());
            possible = possible.map(|count| count + 1);
        }
        (certain, possible)
    }

    /// The causes of rows that are uncertain within a window and make a difference to a measure.
    ///
    /// A row makes none when holding it at its least and at its most leaves the measure as it is. Where rows cover for
    /// each other so that none makes a difference alone, all are named.
    pub(super) fn causes(&self, window: Interval, same: impl Fn(&DayBounds) -> bool) -> Vec<Cause> {
        let uncertain: Vec<usize> =
            (0..self.rows.len()).filter(|index| self.rows[*index].uncertain_within(window)).collect();
        let matters =
            |index: &usize| !(same(&self.days_holding(*index, false)) && same(&self.days_holding(*index, true)));
        let mut relevant: Vec<usize> = uncertain.iter().copied().filter(|index| matters(index)).collect();
        if relevant.is_empty() {
            relevant = uncertain;
        }
        relevant.into_iter().flat_map(|index| self.rows[index].causes.clone()).collect()
    }

    /// All causes of uncertain rows.
    pub(super) fn all_causes(&self) -> Vec<Cause> {
        self.rows.iter().flat_map(|row| row.causes.clone()).collect()
    }

    /// What became of each row within a window.
    pub(super) fn accounts(&self, window: Interval) -> Vec<RowAccount> {
        let account = |row: &RowPart| {
            let days = row.days(&row.mask).clip(window);
            let removed =
                row.removed.iter().map(|removal| Removal { days: removal.days.clip(window), ..removal.clone() });
            RowAccount {
                fact: row.fact,
                row: row.row,
                certain: days.certain().clone(),
                possible: days.possible().clone(),
                removed: removed.collect(),
            }
        };
        self.rows.iter().map(account).collect()
    }
}

/// The set that a node stands for; definitions are computed once.
pub(super) fn evaluate<R: Recorder>(evaluator: &mut Evaluator<'_, R>, id: SetId) -> Rc<SetValue> {
    let plan = evaluator.plan;
    match &plan.sets[id.index()].kind {
        SetKind::Defined(definition) => {
            if let Some(known) = &evaluator.sets[definition.index()] {
                return Rc::clone(known);
            }
            let DefinitionBody::Set(set) = plan.definitions[definition.index()].body else {
                return Rc::new(SetValue::default());
            };
            let value = evaluate(evaluator, set);
            evaluator.sets[definition.index()] = Some(Rc::clone(&value));
            value
        }
        SetKind::Fact(fact) => Rc::new(fact_rows(evaluator, *fact)),
        SetKind::Union(sets) => {
            let rows = sets.iter().flat_map(|set| evaluate(evaluator, *set).rows.clone()).collect();
            Rc::new(SetValue { rows })
        }
        SetKind::SuchThat(set, condition) => {
            let mut value = SetValue::clone(&evaluate(evaluator, *set));
            for row in &mut value.rows {
                filter(evaluator, row, *condition);
            }
            Rc::new(value)
        }
        SetKind::Except(set, other) => {
            let excluded = evaluate(evaluator, *other);
            let mut value = SetValue::clone(&evaluate(evaluator, *set));
            for row in &mut value.rows {
                if let Some(other_row) =
                    excluded.rows.iter().find(|known| (known.fact, known.row) == (row.fact, row.row))
                {
                    exclude(row, &other_row.mask, &other_row.causes, RemovalReason::Excluded(*other), R::ON);
                }
            }
            Rc::new(value)
        }
        SetKind::ExceptDuring(set, other) => {
            let excluded = evaluate(evaluator, *other);
            let mask = Mask::Days(excluded.days());
            let causes = if R::ON { excluded.all_causes() } else { Vec::new() };
            let mut value = SetValue::clone(&evaluate(evaluator, *set));
            for row in &mut value.rows {
                exclude(row, &mask, &causes, RemovalReason::Excluded(*other), R::ON);
            }
            Rc::new(value)
        }
        SetKind::During(set, other) => {
            let kept = evaluate(evaluator, *other);
            let mask = Mask::Days(kept.days());
            let causes = if R::ON { kept.all_causes() } else { Vec::new() };
            let mut value = SetValue::clone(&evaluate(evaluator, *set));
            for row in &mut value.rows {
                let outside = Mask::Always.minus(&mask);
                exclude(row, &outside, &causes, RemovalReason::Outside(*other), R::ON);
                row.base = row.base.and(&mask);
            }
            Rc::new(value)
        }
        SetKind::Excepted(base, cases) => Rc::new(excepted(evaluator, *base, cases)),
    }
}

/// All rows of a fact; an unknown fact is one row of which nothing is known.
fn fact_rows<R: Recorder>(evaluator: &mut Evaluator<'_, R>, fact: FactId) -> SetValue {
    let dated = evaluator.plan.facts[fact.index()].kind == Type::Periods;
    let part = |row: Option<usize>, certain: Interval, possible: Interval, causes: Vec<Cause>| RowPart {
        fact,
        row,
        certain,
        possible,
        mask: Mask::Always,
        base: Mask::Always,
        causes,
        removed: Vec::new(),
    };
    let Some(rows) = evaluator.case.rows(fact) else {
        let nothing = Interval { start: Interval::ALL.start, end: Interval::ALL.start };
        return SetValue { rows: vec![part(None, nothing, Interval::ALL, vec![Cause::At(Place::Fact(fact))])] };
    };
    let build = |(index, row): (usize, &Row)| {
        if !dated {
            return part(Some(index), Interval::ALL, Interval::ALL, Vec::new());
        }
        let mut causes = Vec::new();
        if R::ON {
            if !row.start.is_some_and(|start| start.is_exact()) {
                causes.push(Cause::At(Place::Start { fact, row: index }));
            }
            if !matches!(row.end, End::Ongoing) && !matches!(row.end, End::Known(end) if end.is_exact()) {
                causes.push(Cause::At(Place::End { fact, row: index }));
            }
        }
        part(Some(index), row.certain(), row.possible(), causes)
    };
    SetValue { rows: rows.iter().enumerate().map(build).collect() }
}

fn filter<R: Recorder>(evaluator: &mut Evaluator<'_, R>, row: &mut RowPart, condition: ConditionId) {
    let outer = evaluator.row.replace((row.fact, row.row));
    evaluator.quiet += 1;
    let mark = evaluator.recorder.mark();
    let mut failing = Vec::new();
    let mask = row_mask(evaluator, condition, &mut failing);
    if R::ON {
        row.causes.extend(evaluator.recorder.causes_since(mark));
        let before = row.days(&row.mask);
        for (id, part) in failing {
            let lost = before.possible().difference(part.bounds().certain());
            let certain = before.possible().difference(part.bounds().possible()) == lost;
            if !lost.is_empty() {
                row.removed.push(Removal { reason: RemovalReason::Filter(id), days: lost, certain });
            }
        }
    }
    evaluator.recorder.truncate(mark);
    evaluator.quiet -= 1;
    evaluator.row = outer;
    row.mask = row.mask.and(&mask);
    row.base = row.base.and(&mask);
}

/// The days on which a condition on a row holds; `failing` gathers the clauses that do not hold on every day.
fn row_mask<R: Recorder>(
    evaluator: &mut Evaluator<'_, R>,
    id: ConditionId,
    failing: &mut Vec<(ConditionId, Mask)>,
) -> Mask {
    let plan = evaluator.plan;
    let mask = match &plan.conditions[id.index()].kind {
        ConditionKind::All(parts) => {
            let mark = evaluator.recorder.mark();
            let mut mask = Mask::Always;
            for part in parts {
                mask = mask.and(&row_mask(evaluator, *part, failing));
            }
            if mask.is_never() {
                evaluator.recorder.truncate(mark);
            }
            return mask;
        }
        ConditionKind::Any(parts) => {
            let mark = evaluator.recorder.mark();
            let mut mask = Mask::never();
            for part in parts {
                mask = mask.or(&row_mask(evaluator, *part, &mut Vec::new()));
            }
            if mask == Mask::Always {
                evaluator.recorder.truncate(mark);
            }
            mask
        }
        ConditionKind::Not(inner) => Mask::Always.minus(&row_mask(evaluator, *inner, &mut Vec::new())),
        ConditionKind::Listed(list, keys, read_on) if reads_day_worked(evaluator, *read_on) => {
            let list_id = *list;
            let versions = plan.lists[list_id.index()].versions.len();
            let mark = evaluator.recorder.mark();
            let (mut certain, mut possible) = (Vec::new(), Vec::new());
            let mut covered = Vec::new();
            for version in 0..versions {
                let days = plan.lists[list_id.index()].versions[version].validity;
                covered.push(days);
                match evaluator.listed_in(list_id, Some(version), keys) {
                    Truth::Yes => {
                        certain.push(days);
                        possible.push(days);
                    }
                    Truth::No => {}
                    _ => possible.push(days),
                }
            }
            // On days without a version, nothing is known.
            let outside = DaySet::from_intervals(covered).complement();
            if !outside.is_empty() {
                possible.extend(outside.intervals().iter().copied());
                evaluator.recorder.cause(|| Cause::List(list_id));
            }
            let mask = Mask::Days(DayBounds::new(DaySet::from_intervals(certain), DaySet::from_intervals(possible)));
            if mask.is_never() {
                evaluator.recorder.truncate(mark);
            }
            mask
        }
        _ => Mask::constant(evaluator.condition(id)),
    };
    if R::ON && mask != Mask::Always {
        failing.push((id, mask.clone()));
    }
    mask
}

fn reads_day_worked<R: Recorder>(evaluator: &mut Evaluator<'_, R>, read_on: Option<ReadOn>) -> bool {
    match read_on {
        Some(on) => on == ReadOn::DayWorked,
        None => evaluator.role(Role::ListReading) == Meaning::DayWorked(true),
    }
}

fn exclude(row: &mut RowPart, excluded: &Mask, causes: &[Cause], reason: RemovalReason, record: bool) {
    if excluded.is_never() {
        return;
    }
    if record {
        let before = row.days(&row.mask);
        let lost = before.possible().intersection(excluded.bounds().possible());
        if !lost.is_empty() {
            let certain = lost.is_subset(excluded.bounds().certain());
            row.removed.push(Removal { reason, days: lost, certain });
            if !certain {
                row.causes.extend(causes.iter().cloned());
            }
        }
    }
    row.mask = row.mask.minus(excluded);
}

/// A set under exceptions: where it is open which one applies, what all have in common is certain.
fn excepted<R: Recorder>(evaluator: &mut Evaluator<'_, R>, base: SetId, cases: &[Case<SetId>]) -> SetValue {
    let mut chosen: Vec<(Rc<SetValue>, crate::source::Span)> = Vec::new();
    let mut open = Vec::new();
    let mark = evaluator.recorder.mark();
    for case in cases {
        match evaluator.condition(case.when) {
            Truth::Yes => chosen.push((evaluate(evaluator, case.then), case.span)),
            Truth::No => {}
            _ => open.push(evaluate(evaluator, case.then)),
        }
    }
    let mut causes = evaluator.recorder.causes_since(mark);
    let mut worlds: Vec<Rc<SetValue>> = chosen.iter().map(|(set, _)| Rc::clone(set)).collect();
    if let [(first, first_span), rest @ ..] = chosen.as_slice()
        && let Some((_, second_span)) = rest.iter().find(|(set, _)| set.days() != first.days())
    {
        evaluator.recorder.cause(|| Cause::Conflict(*first_span, *second_span));
        causes.push(Cause::Conflict(*first_span, *second_span));
    }
    if worlds.is_empty() {
        worlds.push(evaluate(evaluator, base));
    }
    worlds.extend(open);
    let Some((first, rest)) = worlds.split_first() else { return SetValue::default() };
    rest.iter().fold(SetValue::clone(first), |joined, world| join(joined, world, &causes))
}

fn join(mut left: SetValue, right: &SetValue, causes: &[Cause]) -> SetValue {
    let either = |a: &Mask, b: &Mask| {
        let (a, b) = (a.bounds(), b.bounds());
        Mask::Days(DayBounds::new(a.certain().intersection(b.certain()), a.possible().union(b.possible())))
    };
    for row in &mut left.rows {
        let other = right.rows.iter().find(|known| (known.fact, known.row) == (row.fact, row.row));
        let (mask, base) =
            other.map_or((Mask::never(), Mask::never()), |other| (other.mask.clone(), other.base.clone()));
        row.mask = either(&row.mask, &mask);
        row.base = either(&row.base, &base);
        row.causes.extend(causes.iter().cloned());
    }
    for other in &right.rows {
        if !left.rows.iter().any(|known| (known.fact, known.row) == (other.fact, other.row)) {
            let mut row = other.clone();
            row.mask = either(&row.mask, &Mask::never());
            row.base = either(&row.base, &Mask::never());
            row.causes.extend(causes.iter().cloned());
            left.rows.push(row);
        }
    }
    left
}
