//! Routes, conditions and obstacles: their clauses, and what each came to.

use super::exceptions::ExceptionReason;
use super::faults::outcome_of;
use super::gaps::Reach;
use super::rows::{Column, Looked, RowReason, Said, row_reasons};
use super::{Missing, missing};
use crate::case::Case;
use crate::eval::{Detail, Entered, Held, Outcome, PartTrace, Quantity, TermValue, Trace};
use crate::plan::{
    Case as Exceptional, ConditionId, ConditionKind, Length, Node, Part, Plan, SetId, TermId, TermKind, Type, Version,
};
use crate::source::Span;
use crate::syntax::ast::Bound;
use crate::time::{Continuity, Day, DayRange, Interval, MonthLength, PER_DAY_OF_30, PER_MONTH};
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
    /// For the sentence of an exception, which stands in place of a clause or may: whether it applies.
    pub applies: Option<Outcome>,
    /// Points and articles of an exception.
    pub source: String,
    /// Exceptions that apply, or may, to the definitions that it uses.
    pub exceptions: Vec<ExceptionReason>,
    /// The lengths that were measured for it.
    pub measures: Vec<MeasureReason>,
    /// The values that were compared for it.
    pub comparisons: Vec<ComparisonReason>,
    /// Facts that can still change it.
    pub missing: Vec<Missing>,
}

/// A value that was held against a threshold, or against others.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparisonReason {
    /// What it came to.
    pub outcome: Outcome,
    /// What was compared, in the words of the rule, and what it came to.
    pub left: Column,
    /// With what. An age is a length; the values of a list are those that the rule names.
    pub right: Vec<Column>,
    /// Whether the rule writes the right side itself, rather than a name or a computation for it.
    pub written: bool,
    /// For an age: the day on which it is reached.
    pub reached: Option<DayRange>,
}

/// A length that was measured.
#[derive(Clone, Debug)]
pub struct MeasureReason {
    /// The condition that measures it.
    pub condition: ConditionId,
    /// What was measured.
    pub of: String,
    /// What it came to.
    pub outcome: Outcome,
    /// The days looked at, when there is a window.
    pub window: Option<Interval>,
    /// Which of these days are looked at hangs on the day of assessment, which is not known.
    pub window_is_open: bool,
    /// The least that any filling gives.
    pub certain: Option<Quantity>,
    /// The most that some filling gives.
    pub possible: Option<Quantity>,
    /// `au moins`, `au plus` …
    pub bound: Option<Bound>,
    /// The threshold.
    pub threshold: Option<Quantity>,
    /// What keeps a duration going, where it need not be unbroken.
    pub continuity: Option<Continuity>,
    /// Gaps that are part of the duration: no day of them is of the set in any filling.
    pub bridged: Vec<Interval>,
    /// What is missing at the least: the threshold less what is certain, for a minimum that is not certainly reached.
    pub shortfall: Option<Quantity>,
    /// When the threshold is reached; told of minimums that are not, by [`super::explain`].
    pub reach: Option<Reach>,
    /// Periods that count, in whole or in part.
    pub counted: Vec<RowReason>,
    /// Periods, or parts of them, that do not.
    pub set_aside: Vec<RowReason>,
}

pub(super) struct Context<'a> {
    pub(super) plan: &'a Plan,
    pub(super) version: &'a Version,
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
            outcome: outcome_of(trace.truth, &trace.causes, &context.trace.faults),
            discretionary: part.discretionary,
            source: part.citations.join(", "),
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
        ConditionKind::Excepted(base, cases) => {
            let exceptions = cases.iter().filter_map(|case| exception(context, case));
            let exceptions: Vec<ClauseReason> = exceptions.collect();
            let certain = exceptions.iter().any(|clause| clause.applies == Some(Outcome::Met));
            let base = if certain { Vec::new() } else { clauses(context, *base) };
            base.into_iter().chain(exceptions).collect()
        }
        ConditionKind::Any(_)
        | ConditionKind::Not(_)
        | ConditionKind::Truth(_)
        | ConditionKind::Defined(_)
        | ConditionKind::Follows(..)
        | ConditionKind::OneOf(..)
        | ConditionKind::Compare(..)
        | ConditionKind::Listed(..)
        | ConditionKind::Measure(_)
        | ConditionKind::Ongoing(_)
        | ConditionKind::Starts(..)
        | ConditionKind::Ends(..)
        | ConditionKind::RowCount(..)
        | ConditionKind::Age(..) => vec![clause(context, id)],
    }
}

/// The sentence of an exception, where it applies or may, and what stands by it.
fn exception(context: &Context<'_>, case: &Exceptional<ConditionId>) -> Option<ClauseReason> {
    let applies = context.applies(case.when)?;
    let mut clause = clause(context, case.then);
    clause.sentence = words(context.plan, case.span);
    clause.applies = Some(applies);
    clause.source = context.exception(case.when).map(|one| one.citations.join(", ")).unwrap_or_default();
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
        outcome: node.map_or(Outcome::Undetermined, |node| outcome_of(node.truth, &node.causes, &context.trace.faults)),
        applies: None,
        source: String::new(),
        exceptions: context.exceptions(Node::Condition(id)),
        measures: conditions().filter_map(|below| measure(context, below)).collect(),
        comparisons: conditions().filter_map(|below| comparison(context, below)).collect(),
        missing: node.map(|node| missing(context.plan, &node.causes)).unwrap_or_default(),
    }
}

/// The words of a condition; a negation is quoted with its « il n'est pas vrai que ».
fn sentence(plan: &Plan, id: ConditionId) -> String {
    let condition = &plan.conditions[id.index()];
    let said = words(plan, condition.span);
    if let ConditionKind::Not(inner) = &condition.kind
        && plan.conditions[inner.index()].span == condition.span
        && !said.contains("n'est pas")
    {
        return format!("il n'est pas vrai que : {said}");
    }
    said
}

/// What was measured or looked at for a condition itself.
fn measure(context: &Context<'_>, id: ConditionId) -> Option<MeasureReason> {
    let plan = context.plan;
    let node = context.trace.node(id)?;
    let outcome = Outcome::from(node.truth);
    let of = |set: SetId| words(plan, plan.sets[set.index()].span);
    let kind = &plan.conditions[id.index()].kind;
    match node.detail.as_ref()? {
        Detail::Measured { windows, continuity, certain, possible, entered, rows } => {
            let ConditionKind::Measure(measure) = kind else { return None };
            let threshold = match measure.threshold {
                Length::Months(months) => Quantity::Months(MonthLength::of(months, 0)),
                Length::Days(days) => Quantity::Days(days),
            };
            let minimum = matches!(measure.bound, Bound::AtLeast | Bound::MoreThan);
            let looked = Looked::Measured { kind: measure.kind, continuity: *continuity, windows: *windows, entered };
            let (counted, set_aside) = row_reasons(plan, context.case, rows, &looked);
            Some(MeasureReason {
                condition: id,
                reach: None,
                of: of(measure.set),
                outcome,
                window: Some(windows.any).filter(|window| window.start > crate::time::Day::FIRST),
                window_is_open: windows.any != windows.all,
                certain: Some(*certain),
                possible: Some(*possible),
                bound: Some(measure.bound),
                threshold: Some(threshold),
                continuity: Some(*continuity).filter(|continuity| *continuity != Continuity::Unbroken),
                bridged: bridged(*continuity, windows.any.end, entered),
                shortfall: (minimum && node.truth != Truth::Yes).then(|| shortfall(threshold, *certain)).flatten(),
                counted,
                set_aside,
            })
        }
        Detail::Held(_) => None,
        Detail::OnDay { windows, rows } => {
            let ConditionKind::Ongoing(set) = kind else { return None };
            let (counted, set_aside) = row_reasons(plan, context.case, rows, &Looked::OnDay(*windows));
            Some(MeasureReason {
                condition: id,
                reach: None,
                of: of(*set),
                outcome,
                window: None,
                window_is_open: false,
                certain: None,
                possible: None,
                bound: None,
                threshold: None,
                continuity: None,
                bridged: Vec::new(),
                shortfall: None,
                counted,
                set_aside,
            })
        }
    }
}

/// What a condition itself held against each other.
fn comparison(context: &Context<'_>, id: ConditionId) -> Option<ComparisonReason> {
    let plan = context.plan;
    let node = context.trace.node(id)?;
    let Detail::Held(held) = node.detail.as_ref()? else { return None };
    let said = |value: TermValue| match value {
        TermValue::Unknown => Said::Unknown,
        TermValue::Truth(truth) => Said::Truth(truth),
        TermValue::Number(number) => Said::Number(number),
        TermValue::Date(days) => Said::Date(days),
        TermValue::Symbol(symbol) => Said::Text(context.case.text(plan, symbol).to_string()),
        TermValue::Length(length) => Said::Length(length),
    };
    let of_term = |term: TermId, value: TermValue| {
        let term = &plan.terms[term.index()];
        Column { name: words(plan, term.span), of: term.of.clone(), value: said(value) }
    };
    let of_set =
        |set: SetId, of: Type, value: Said| Column { name: words(plan, plan.sets[set.index()].span), of, value };
    let threshold = |of: Type, value: Said| Column { name: String::new(), of, value };
    let kind = &plan.conditions[id.index()].kind;
    let mut reached = None;
    let mut written = true;
    let literal = |term: TermId| is_literal(&plan.terms[term.index()].kind);
    let (left, right) = match **held {
        Held::Values(a, b) => {
            if let ConditionKind::Compare(left, _, right) = kind {
                written = literal(*right);
                (of_term(*left, a), vec![of_term(*right, b)])
            } else if let ConditionKind::Starts(set, _, day) | ConditionKind::Ends(set, _, day) = kind {
                written = literal(*day);
                (of_set(*set, Type::Date, said(a)), vec![of_term(*day, b)])
            } else {
                return None;
            }
        }
        Held::OneOf(found) => {
            let ConditionKind::OneOf(subject, values) = kind else { return None };
            written = values.iter().all(|value| literal(*value));
            let option = |value: &TermId| {
                let term = &plan.terms[value.index()];
                let name = words(plan, term.span);
                Column { value: Said::Text(name.clone()), name, of: term.of.clone() }
            };
            (of_term(*subject, found), values.iter().map(option).collect())
        }
        Held::Counts { certain, possible, wanted } => {
            let ConditionKind::RowCount(set, ..) = kind else { return None };
            let wanted = threshold(Type::Number, Said::Count(wanted, Some(wanted)));
            (of_set(*set, Type::Number, Said::Count(certain, possible)), vec![wanted])
        }
        Held::Age { since, reached: day, age, .. } => {
            let ConditionKind::Age(of, ..) = kind else { return None };
            reached = Some(day);
            let kind = if matches!(age, Length::Months(_)) { Type::Months } else { Type::Days };
            (of_term(*of, TermValue::Date(since)), vec![threshold(kind, Said::Length(age))])
        }
        // A length is told by what was measured.
        Held::Lengths(..) => return None,
    };
    Some(ComparisonReason { outcome: Outcome::from(node.truth), left, right, written, reached })
}

/// Gaps between the first day that entered a duration and its end, where it bears gaps.
fn bridged(continuity: Continuity, end: Day, entered: &Entered) -> Vec<Interval> {
    let first = entered.days.possible().first().filter(|_| continuity != Continuity::Unbroken);
    let gaps = |start| entered.base.possible().complement().clip(Interval { start, end }).intervals().to_vec();
    first.map(gaps).unwrap_or_default()
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

/// The words of a span on one line, without comments.
pub fn words(plan: &Plan, span: Span) -> String {
    plan.sources.slice(span).lines().map(without_comment).flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

fn without_comment(line: &str) -> &str {
    line.split('#').next().unwrap_or(line)
}
