//! Routes, conditions and obstacles: their clauses, and what each came to.

use super::rows::{RowReason, row_reasons};
use super::{Missing, missing};
use crate::case::Case;
use crate::eval::{Detail, Outcome, PartTrace, Quantity, Trace};
use crate::plan::{
    ConditionId, ConditionKind, DefinitionBody, DefinitionId, Length, Part, Plan, SetId, SetKind, TermId, TermKind,
    Version,
};
use crate::source::Span;
use crate::syntax::ast::Bound;
use crate::time::{Interval, MonthLength, PER_DAY_OF_30, PER_MONTH};
use crate::value::Truth;

/// A route, a condition or an obstacle.
#[derive(Clone, Debug)]
pub struct PartReason {
    /// Its name.
    pub name: String,
    /// What it came to.
    pub outcome: Outcome,
    /// Left to the prefect.
    pub discretionary: bool,
    /// Points and articles.
    pub source: String,
    /// Its clauses.
    pub clauses: Vec<ClauseReason>,
    /// Facts that can still change it.
    pub missing: Vec<Missing>,
}

/// One clause, as the rule words it.
#[derive(Clone, Debug)]
pub struct ClauseReason {
    /// The sentence.
    pub sentence: String,
    /// What it came to.
    pub outcome: Outcome,
    /// The lengths that were measured for it.
    pub measures: Vec<MeasureReason>,
    /// Facts that can still change it.
    pub missing: Vec<Missing>,
}

/// A length that was measured.
#[derive(Clone, Debug)]
pub struct MeasureReason {
    /// What was measured.
    pub of: String,
    /// What it came to.
    pub outcome: Outcome,
    /// The days looked at, when there is a window.
    pub window: Option<Interval>,
    /// The least that any filling gives.
    pub certain: Option<Quantity>,
    /// The most that some filling gives.
    pub possible: Option<Quantity>,
    /// `au moins`, `au plus` …
    pub bound: Option<Bound>,
    /// The threshold.
    pub threshold: Option<Quantity>,
    /// What is missing at the least: the threshold less what is certain, for a minimum that is not certainly reached.
    pub shortfall: Option<Quantity>,
    /// Periods that count, in whole or in part.
    pub counted: Vec<RowReason>,
    /// Periods, or parts of them, that do not.
    pub set_aside: Vec<RowReason>,
}

pub(super) struct Context<'a> {
    pub(super) plan: &'a Plan,
    pub(super) case: &'a Case,
    pub(super) trace: &'a Trace,
}

/// Routes, conditions and obstacles.
pub(super) fn all(explanation: &super::Explanation) -> impl Iterator<Item = &PartReason> {
    explanation.routes.iter().chain(&explanation.conditions).chain(&explanation.obstacles)
}

pub(super) fn reasons(context: &Context<'_>, parts: &[Part], traces: &[PartTrace]) -> Vec<PartReason> {
    parts
        .iter()
        .zip(traces)
        .map(|(part, trace)| PartReason {
            name: part.name.clone(),
            outcome: Outcome::from(trace.truth),
            discretionary: part.discretionary,
            source: part.citations.join(", "),
            clauses: clauses(context, part.condition),
            missing: missing(context.plan, &trace.causes),
        })
        .collect()
}

/// The clauses that must hold together; a condition that is no conjunction is its only clause.
fn clauses(context: &Context<'_>, id: ConditionId) -> Vec<ClauseReason> {
    match &context.plan.conditions[id.index()].kind {
        ConditionKind::All(parts) => parts.iter().flat_map(|part| clauses(context, *part)).collect(),
        _ => vec![clause(context, id)],
    }
}

fn clause(context: &Context<'_>, id: ConditionId) -> ClauseReason {
    let node = context.trace.node(id);
    let mut measured = Vec::new();
    leaves(context.plan, id, &mut Vec::new(), &mut measured);
    ClauseReason {
        sentence: sentence(context.plan, id),
        outcome: node.map_or(Outcome::Undetermined, |node| Outcome::from(node.truth)),
        measures: measured.into_iter().filter_map(|leaf| measure(context, leaf)).collect(),
        missing: node.map(|node| missing(context.plan, &node.causes)).unwrap_or_default(),
    }
}

/// The words of a condition; a negation is quoted with its « il n'est pas vrai que ».
fn sentence(plan: &Plan, id: ConditionId) -> String {
    let condition = &plan.conditions[id.index()];
    let said = words(plan, condition.span);
    match &condition.kind {
        ConditionKind::Not(inner)
            if plan.conditions[inner.index()].span == condition.span && !said.contains("n'est pas") =>
        {
            format!("il n'est pas vrai que : {said}")
        }
        _ => said,
    }
}

/// The measures under a condition; a definition is looked into once.
fn leaves(plan: &Plan, id: ConditionId, seen: &mut Vec<DefinitionId>, out: &mut Vec<ConditionId>) {
    match &plan.conditions[id.index()].kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().for_each(|part| leaves(plan, *part, seen, out))
        }
        ConditionKind::Not(inner) => leaves(plan, *inner, seen, out),
        ConditionKind::Defined(definition) => {
            if let DefinitionBody::Condition(inner) = plan.definitions[definition.index()].body
                && !seen.contains(definition)
            {
                seen.push(*definition);
                leaves(plan, inner, seen, out);
            }
        }
        ConditionKind::Excepted(base, cases) => {
            leaves(plan, *base, seen, out);
            for case in cases {
                leaves(plan, case.when, seen, out);
                leaves(plan, case.then, seen, out);
            }
        }
        ConditionKind::Measure(_) | ConditionKind::Ongoing(_) => out.push(id),
        _ => {}
    }
}

fn measure(context: &Context<'_>, id: ConditionId) -> Option<MeasureReason> {
    let plan = context.plan;
    let node = context.trace.node(id)?;
    let outcome = Outcome::from(node.truth);
    let of = |set: SetId| words(plan, plan.sets[set.index()].span);
    match (&plan.conditions[id.index()].kind, &node.detail) {
        (ConditionKind::Measure(measure), Some(Detail::Measured { window, certain, possible, rows })) => {
            let threshold = match measure.threshold {
                Length::Months(months) => Quantity::Months(MonthLength::of(months, 0)),
                Length::Days(days) => Quantity::Days(days),
            };
            let minimum = matches!(measure.bound, Bound::AtLeast | Bound::MoreThan);
            let (counted, set_aside) = row_reasons(plan, context.case, rows, *window, true);
            Some(MeasureReason {
                of: of(measure.set),
                outcome,
                window: window.filter(|window| window.start > crate::time::Day::FIRST),
                certain: Some(*certain),
                possible: Some(*possible),
                bound: Some(measure.bound),
                threshold: Some(threshold),
                shortfall: (minimum && node.truth != Truth::Yes).then(|| shortfall(threshold, *certain)).flatten(),
                counted,
                set_aside,
            })
        }
        (ConditionKind::Ongoing(set), Some(Detail::OnDay { window, rows })) => {
            let (counted, set_aside) = row_reasons(plan, context.case, rows, Some(*window), false);
            Some(MeasureReason {
                of: of(*set),
                outcome,
                window: None,
                certain: None,
                possible: None,
                bound: None,
                threshold: None,
                shortfall: None,
                counted,
                set_aside,
            })
        }
        _ => None,
    }
}

/// What is missing to reach a threshold; at least one day when it is not reached.
pub fn shortfall(threshold: Quantity, found: Quantity) -> Option<Quantity> {
    match (threshold, found) {
        (Quantity::Days(wanted), Quantity::Days(days)) => (wanted > days).then(|| Quantity::Days(wanted - days)),
        (Quantity::Months(wanted), Quantity::Months(found)) => {
            if found.months >= wanted.months {
                return None;
            }
            let whole = wanted.months - found.months;
            if found.part == 0 {
                return Some(Quantity::Months(MonthLength::of(whole, 0)));
            }
            let rest = (PER_MONTH - found.part).max(PER_DAY_OF_30);
            Some(Quantity::Months(MonthLength { months: whole - 1, part: rest }))
        }
        _ => None,
    }
}

/// The words of a span on one line, without comments.
pub fn words(plan: &Plan, span: Span) -> String {
    plan.sources.slice(span).lines().map(without_comment).flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

fn without_comment(line: &str) -> &str {
    line.split('#').next().unwrap_or(line)
}

/// The definitions that the parts and the values of a version use, directly or not.
pub fn definitions_used(plan: &Plan, version: &Version) -> Vec<DefinitionId> {
    let mut walk = Walk { plan, found: Vec::new() };
    for part in version.parts() {
        walk.condition(part.condition);
    }
    for value in &version.values {
        walk.definition(*value);
    }
    walk.found
}

/// Follows a plan's ids to the definitions they reach.
struct Walk<'p> {
    plan: &'p Plan,
    found: Vec<DefinitionId>,
}

impl Walk<'_> {
    fn definition(&mut self, id: DefinitionId) {
        if self.found.contains(&id) {
            return;
        }
        self.found.push(id);
        match self.plan.definitions[id.index()].body {
            DefinitionBody::Set(set) => self.set(set),
            DefinitionBody::Term(term) => self.term(term),
            DefinitionBody::Condition(condition) => self.condition(condition),
        }
    }

    fn condition(&mut self, id: ConditionId) {
        let plan = self.plan;
        match &plan.conditions[id.index()].kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                parts.iter().for_each(|part| self.condition(*part))
            }
            ConditionKind::Not(inner) => self.condition(*inner),
            ConditionKind::Truth(term) => self.term(*term),
            ConditionKind::Defined(definition) => self.definition(*definition),
            ConditionKind::Follows(..) => {}
            ConditionKind::OneOf(subject, values) => {
                self.term(*subject);
                values.iter().for_each(|value| self.term(*value));
            }
            ConditionKind::Compare(left, _, right) => {
                self.term(*left);
                self.term(*right);
            }
            ConditionKind::Listed(_, keys, _) => keys.iter().for_each(|key| self.term(*key)),
            ConditionKind::Measure(measure) => self.set(measure.set),
            ConditionKind::Ongoing(set) | ConditionKind::RowCount(set, ..) => self.set(*set),
            ConditionKind::Starts(set, _, day) | ConditionKind::Ends(set, _, day) => {
                self.set(*set);
                self.term(*day);
            }
            ConditionKind::Age(day, ..) => self.term(*day),
            ConditionKind::Excepted(base, cases) => {
                self.condition(*base);
                for case in cases {
                    self.condition(case.when);
                    self.condition(case.then);
                }
            }
        }
    }

    fn set(&mut self, id: SetId) {
        let plan = self.plan;
        match &plan.sets[id.index()].kind {
            SetKind::Fact(_) => {}
            SetKind::Defined(definition) => self.definition(*definition),
            SetKind::Union(sets) => sets.iter().for_each(|set| self.set(*set)),
            SetKind::SuchThat(set, condition) => {
                self.set(*set);
                self.condition(*condition);
            }
            SetKind::Except(set, other) | SetKind::ExceptDuring(set, other) | SetKind::During(set, other) => {
                self.set(*set);
                self.set(*other);
            }
            SetKind::Excepted(base, cases) => {
                self.set(*base);
                for case in cases {
                    self.condition(case.when);
                    self.set(case.then);
                }
            }
        }
    }

    fn term(&mut self, id: TermId) {
        let plan = self.plan;
        match &plan.terms[id.index()].kind {
            TermKind::Defined(definition) => self.definition(*definition),
            TermKind::Binary(_, left, right) => {
                self.term(*left);
                self.term(*right);
            }
            TermKind::Smallest(terms) | TermKind::Largest(terms) => terms.iter().for_each(|term| self.term(*term)),
            TermKind::Shift(_, inner) | TermKind::Rounded(inner, _) => self.term(*inner),
            TermKind::Bands(of, bands) => {
                self.term(*of);
                for band in bands {
                    band.from.into_iter().for_each(|from| self.term(from));
                    self.term(band.value);
                }
            }
            TermKind::Excepted(base, cases) => {
                self.term(*base);
                for case in cases {
                    self.condition(case.when);
                    self.term(case.then);
                }
            }
            _ => {}
        }
    }
}
