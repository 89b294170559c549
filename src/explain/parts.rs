//! Routes, conditions and obstacles: their clauses, and what each came to.

use super::context::{Context, negates_its_words, words};
use super::faults::outcome_of;
use super::missing;
use super::reasons::{ClauseReason, ComparisonReason, MeasureReason, PartReason, SeveralReason};
use super::rows::{Looked, RowReason, row_reasons};
use super::said::{Column, Said, of_term};
use super::steps::{LengthMade, Step, length_made, steps};
use crate::eval::{Detail, Held, Measured, OnDate, PartTrace, Quantity, TermValue};
use crate::plan::{
    Case as Exceptional, ConditionId, ConditionKind, Excepted, Measure, Node, Part, Plan, SetId, Term, TermId, TermKind,
};
use crate::time::{DayRange, MonthLength, PER_DAY_OF_30, PER_MONTH};
use crate::value::{Bounds, Comparison, Exact, Outcome, Truth};

pub(super) fn reasons(context: &Context<'_>, parts: &[Part], traces: &[PartTrace]) -> Vec<PartReason> {
    parts
        .iter()
        .zip(traces)
        .map(|(part, trace)| PartReason {
            name: part.name.clone(),
            outcome: outcome_of(trace.truth, &trace.causes, &context.trace.faults),
            discretionary: part.discretionary,
            source: part.citations.join(" ; "),
            clauses: clauses(context, part.condition),
            missing: missing(context.plan, &trace.causes),
        })
        .collect()
}

/// The clauses that must hold together; a condition that is no conjunction is its only clause. An exception that applies
/// stands in place of what it excepts, one that may apply beside it.
fn clauses(context: &Context<'_>, id: ConditionId) -> Vec<ClauseReason> {
    match &context.plan.conditions[id.index()].kind {
        ConditionKind::All(parts) => parts.iter().flat_map(|part| clauses(context, *part)).collect(),
        ConditionKind::Excepted(excepted) => {
            let Excepted { base, cases } = excepted;
            let exceptions = cases.iter().filter_map(|case| exception(context, case));
            let exceptions: Vec<ClauseReason> = exceptions.collect();
            let certain = exceptions.iter().any(|clause| clause.applies == Some(Outcome::Met));
            let base = if certain { Vec::new() } else { clauses(context, *base) };
            let mut found: Vec<ClauseReason> = base.into_iter().chain(exceptions).collect();
            // Told first, where what they bear on stands or may.
            if let Some(first) = found.first_mut() {
                let excluding = context.excluding(excepted).into_iter().filter_map(|when| context.reason(when));
                first.exceptions.splice(..0, excluding);
            }
            found
        }
        ConditionKind::Any(_)
        | ConditionKind::Not(_)
        | ConditionKind::Truth(_)
        | ConditionKind::Defined(_)
        | ConditionKind::Follows(..)
        | ConditionKind::Met(_)
        | ConditionKind::OneOf(..)
        | ConditionKind::Compare(..)
        | ConditionKind::Between(..)
        | ConditionKind::Listed(..)
        | ConditionKind::Ongoing(..)
        | ConditionKind::Several(_) => vec![clause(context, id)],
    }
}

/// The sentence of an exception, where it applies or may, and what stands by it.
fn exception(context: &Context<'_>, case: &Exceptional<ConditionId>) -> Option<ClauseReason> {
    let applies = context.applies(case.when)?;
    let mut clause = clause(context, case.then);
    clause.sentence = words(context.plan, case.span);
    clause.applies = Some(applies);
    clause.exception = context.exception(case.when).and_then(|one| one.name.clone());
    clause.source = context.exception(case.when).map(|one| one.citations.join(" ; ")).unwrap_or_default();
    clause.missing.extend(context.missing_for(case.when));
    clause.missing.sort();
    clause.missing.dedup();
    Some(clause)
}

fn clause(context: &Context<'_>, id: ConditionId) -> ClauseReason {
    let node = context.trace.node(id);
    let below = context.plan.below([Node::Condition(id)]);
    let conditions = || {
        below.iter().filter_map(|node| match node {
            Node::Condition(below) => Some(*below),
            Node::Set(_) | Node::Term(_) | Node::Definition(_) => None,
        })
    };
    ClauseReason {
        sentence: sentence(context.plan, id),
        outcome: outcome(context, id),
        applies: None,
        exception: None,
        source: String::new(),
        exceptions: context.exceptions(Node::Condition(id)),
        measures: conditions().filter_map(|below| measure(context, below)).collect(),
        comparisons: conditions().filter_map(|below| comparison(context, below)).collect(),
        several: conditions().filter_map(|below| several(context, below)).collect(),
        missing: node.map(|node| missing(context.plan, &node.causes)).unwrap_or_default(),
    }
}

/// What a condition came to.
fn outcome(context: &Context<'_>, id: ConditionId) -> Outcome {
    let node = context.trace.node(id);
    node.map_or(Outcome::Undetermined, |node| outcome_of(node.truth, &node.causes, &context.trace.faults))
}

/// The words of a condition; a negation is quoted with its « il n'est pas vrai que ».
fn sentence(plan: &Plan, id: ConditionId) -> String {
    let condition = &plan.conditions[id.index()];
    let said = words(plan, condition.span);
    // The lines below it are told with what each came to.
    if let (ConditionKind::Several(_), Some((head, _))) = (&condition.kind, said.split_once(" :")) {
        return head.to_string();
    }
    if negates_its_words(plan, id) && !said.contains("n'est pas") {
        return format!("il n'est pas vrai que : {said}");
    }
    said
}

/// What was measured or looked at for a condition itself.
fn measure(context: &Context<'_>, id: ConditionId) -> Option<MeasureReason> {
    let plan = context.plan;
    let node = context.trace.node(id)?;
    let kind = &plan.conditions[id.index()].kind;
    if let ConditionKind::Compare(left, comparison, right) = kind {
        let TermKind::Measured(measure) = &plan.terms[left.index()].kind else { return None };
        let measured = context.trace.measured(*left)?;
        let threshold = threshold(node.detail.as_ref(), &plan.terms[right.index()].kind);
        return Some(length(context, (id, node.truth), (measure, measured), (*comparison, threshold)));
    }
    let (Some(Detail::OnDay { windows, date, rows }), ConditionKind::Ongoing(set, _)) = (&node.detail, kind) else {
        return None;
    };
    let date = date.map(|date| match date {
        OnDate::Fact(fact) => plan.facts[fact.index()].name.clone(),
        OnDate::Term(term) => words(plan, plan.terms[term.index()].span),
    });
    let rows = row_reasons(plan, context.case, rows, &Looked::OnDay(*windows, date.as_deref()));
    Some(looked_at(plan, (id, node.truth), *set, rows))
}

/// What was looked at for a condition: a set and its rows, and nothing of a length yet.
fn looked_at(
    plan: &Plan,
    (condition, truth): (ConditionId, Truth),
    set: SetId,
    (counted, set_aside): (Vec<RowReason>, Vec<RowReason>),
) -> MeasureReason {
    MeasureReason {
        condition,
        of: words(plan, plan.sets[set.index()].span),
        outcome: Outcome::from(truth),
        over: LengthMade { counted, set_aside, ..LengthMade::default() },
        certain: None,
        possible: None,
        comparison: None,
        threshold: None,
        shortfall: None,
        reach: None,
        perhaps: None,
        same_number: None,
    }
}

/// What a length was held against, where it is known.
fn threshold(detail: Option<&Detail>, written: &TermKind) -> Option<Quantity> {
    if let TermKind::Length(length) = written {
        return Some((*length).into());
    }
    let Some(Detail::Held(held)) = detail else { return None };
    let Held::Values(_, TermValue::Length(threshold)) = **held else { return None };
    threshold.known().copied()
}

/// What was measured of a set, and held against a threshold.
fn length(
    context: &Context<'_>,
    condition: (ConditionId, Truth),
    (measure, measured): (&Measure, &Measured),
    (comparison, threshold): (Comparison, Option<Quantity>),
) -> MeasureReason {
    let plan = context.plan;
    let Measured { certain, possible, .. } = measured;
    let lacks = comparison.is_minimum() && condition.1 != Truth::Yes;
    MeasureReason {
        over: length_made(context, measure, measured),
        certain: Some(*certain),
        possible: Some(*possible),
        comparison: Some(comparison),
        threshold,
        shortfall: threshold.filter(|_| lacks).and_then(|threshold| shortfall(threshold, *certain)),
        ..looked_at(plan, condition, measure.set, (Vec::new(), Vec::new()))
    }
}

/// What so many conditions came to.
fn several(context: &Context<'_>, id: ConditionId) -> Option<SeveralReason> {
    let plan = context.plan;
    let ConditionKind::Several(several) = &plan.conditions[id.index()].kind else { return None };
    Some(SeveralReason {
        outcome: outcome(context, id),
        conditions: several.parts.iter().map(|part| (sentence(plan, *part), outcome(context, *part))).collect(),
        asked: of_term(context, several.number, context.trace.term_value(several.number)?),
    })
}

/// What a condition itself held against each other.
fn comparison(context: &Context<'_>, id: ConditionId) -> Option<ComparisonReason> {
    let plan = context.plan;
    let node = context.trace.node(id)?;
    let Detail::Held(held) = node.detail.as_ref()? else { return None };
    let literal = |term: &TermId| is_literal(&plan.terms[term.index()].kind);
    let reason = |left: Column, right: Vec<Column>, written: bool, reached: Option<DayRange>| ComparisonReason {
        outcome: Outcome::from(node.truth),
        steps: compared_steps(context, id),
        left,
        right,
        written,
        forbids: false,
        reached,
    };
    let kind = &plan.conditions[id.index()].kind;
    if let (Held::OneOf(found), ConditionKind::OneOf(subject, values)) = (**held, kind) {
        let option = |value: &TermId| {
            let Term { span, of, .. } = &plan.terms[value.index()];
            let name = words(plan, *span);
            Column { value: Said::Text(name.clone()), name, of: of.clone() }
        };
        let options = values.iter().map(option).collect();
        return Some(reason(of_term(context, *subject, found), options, values.iter().all(literal), None));
    }
    if let (Held::Between(found, ends), ConditionKind::Between(subject, terms)) = (**held, kind) {
        let right = terms.iter().zip(ends).map(|(term, end)| of_term(context, *term, end)).collect();
        return Some(reason(of_term(context, *subject, found), right, terms.iter().all(literal), None));
    }
    let ConditionKind::Compare(left, comparison, right) = kind else { return None };
    let counts = matches!(plan.terms[left.index()].kind, TermKind::Count(_));
    let written = literal(right);
    match **held {
        // A length is told by what was measured.
        Held::Values(..) if matches!(plan.terms[left.index()].kind, TermKind::Measured(_)) => None,
        Held::Values(a, b) => {
            let (mut left, mut right) = (of_term(context, *left, a), of_term(context, *right, b));
            if !counts {
                return Some(reason(left, vec![right], written, None));
            }
            left.value = counted(&left.value);
            right.value = counted(&right.value);
            let forbids = written && *comparison == Comparison::AtMost && right.value == Said::Count(0, Some(0));
            Some(ComparisonReason { forbids, ..reason(left, vec![right], written, None) })
        }
        Held::Age { since, reached, age, .. } => {
            let threshold = of_term(context, *right, age.into());
            Some(reason(of_term(context, *left, since.into()), vec![threshold], written, Some(reached)))
        }
        Held::Between(..) | Held::OneOf(_) => None,
    }
}

/// How the sides of a comparison came to their values.
fn compared_steps(context: &Context<'_>, id: ConditionId) -> Vec<Step> {
    let mut found = Vec::new();
    context.plan.each_child(Node::Condition(id), |child| match child {
        Node::Term(term) => found.extend(steps(context, term)),
        Node::Condition(_) | Node::Set(_) | Node::Definition(_) => {}
    });
    found
}

/// A number of rows.
fn counted(value: &Said) -> Said {
    let count = |number: Exact| u32::try_from(number.to_integer()).ok();
    match value {
        Said::Number(Bounds { least, greatest, .. }) => {
            Said::Count(least.and_then(count).unwrap_or_default(), greatest.and_then(count))
        }
        Said::Unknown => Said::Count(0, None),
        other => other.clone(),
    }
}

/// Whether a rule writes a value itself.
fn is_literal(kind: &TermKind) -> bool {
    matches!(kind, TermKind::Number(_) | TermKind::Day(_) | TermKind::Length(_) | TermKind::Symbol(_))
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
