//! How a value was computed, step by step: each part of its rule with the numbers in it.

use num_traits::Zero;

use super::context::{Context, words};
use super::means::{MeanMade, mean_made};
use super::rows::{Because, Looked, RowReason, because, labels, row_reasons};
use super::said::{Column, Said, of_term, said};
use crate::case::{End, Row};
use crate::eval::{Aggregated, Entered, Measured, Skipped, Sliced, TermValue, Weighed};
use crate::plan::{AggregateKind, DayFrom, DayWay, ElapsedUnit, Excepted, Measure, Straddling, TermId, TermKind, Type};
use crate::source::Span;
use crate::time::{Continuity, Day, Interval, Workdays};
use crate::value::{Arithmetic, Bounds, Exact, Rounding, Truth};

/// One part of a rule, and what it came to. What it is made of stands before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its words.
    pub sentence: String,
    /// Its type.
    pub of: Type,
    /// What it came to.
    pub value: Said,
    /// How.
    pub made: Made,
}

/// How a part of a rule came to its value.
#[derive(Clone, Debug, PartialEq)]
pub enum Made {
    /// Values put together.
    Computed(Formula),
    /// A value was rounded.
    Rounded(Column, Rounding),
    /// A length was measured.
    Length(LengthMade),
    /// Something was made of rows.
    Rows(RowsMade),
    /// The line of bands or of a choice that stands, for what is looked up; `None` where several may.
    Line {
        /// What is looked up.
        of: Column,
        /// The line's words.
        line: Option<String>,
    },
    /// A progressive scale, for what it cuts, by the slices that are reached.
    Slices(Column, Vec<Sliced>),
    /// The mean of a parameter.
    Mean(MeanMade),
    /// There is no value: what stands in its place.
    InDefault,
    /// A day was found from another on the calendar.
    DayFrom {
        /// The other.
        from: Column,
        /// Which day it is.
        way: DayFound,
        /// The days passed over, in order; `None` where they are not known.
        skipped: Option<Vec<Skipped>>,
    },
}

/// Which day was found from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayFound {
    /// The day itself where it is a working day, else the next that is.
    Postponed(Workdays),
    /// So many working days after it, or before it.
    Working(Exact, Workdays, bool),
    /// The first day of its month.
    MonthStart,
    /// The last day of its month.
    MonthEnd,
    /// The day after it.
    Next,
    /// The day before it.
    Previous,
}

/// Values put together, as the rule does.
#[derive(Clone, Debug, PartialEq)]
pub enum Formula {
    /// What the rule writes as such.
    Written(Column),
    /// A value under its words.
    Value(Column),
    /// Arithmetic.
    Binary(Arithmetic, Box<Formula>, Box<Formula>),
    /// The smallest.
    Smallest(Vec<Formula>),
    /// The largest.
    Largest(Vec<Formula>),
    /// A day so far from another.
    Shift {
        /// How far.
        by: Box<Formula>,
        /// Later; otherwise earlier.
        after: bool,
        /// From which day.
        from: Box<Formula>,
    },
    /// How many whole years, months or days lie between two dates.
    Elapsed(ElapsedUnit, Box<Formula>, Box<Formula>),
}

/// What a length was taken over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LengthMade {
    /// The days looked at, when there is a window.
    pub window: Option<Interval>,
    /// Which of these days are looked at hangs on the day of assessment, which is not known.
    pub window_is_open: bool,
    /// What keeps a duration going, where it need not be unbroken.
    pub continuity: Option<Continuity>,
    /// Gaps that are part of the duration: no day of them is of the set in any filling.
    pub bridged: Vec<Interval>,
    /// Periods that count, in whole or in part.
    pub counted: Vec<RowReason>,
    /// Periods, or parts of them, that do not.
    pub set_aside: Vec<RowReason>,
}

/// What was made of rows.
#[derive(Clone, Debug, PartialEq)]
pub struct RowsMade {
    /// A sum, a mean, a number …
    pub kind: AggregateKind,
    /// The type of what rows give.
    pub of: Type,
    /// The days looked at, when there is a window.
    pub window: Option<Interval>,
    /// Which of these days are looked at hangs on the day of assessment, which is not known.
    pub window_is_open: bool,
    /// Rows that weigh something, or may.
    pub counted: Vec<RowWeight>,
    /// Rows that weigh nothing.
    pub set_aside: Vec<RowReason>,
    /// Civil periods by which rows were taken together, in order.
    pub periods: Vec<PeriodWeight>,
    /// By what the sum is divided: months of the window, or the weights of the rows; `None` where it is not known or the
    /// sum is not divided.
    pub divided_by: Option<Exact>,
}

/// A row that weighs something, or may.
#[derive(Clone, Debug, PartialEq)]
pub struct RowWeight {
    /// The row and its days in the dossier.
    pub row: RowReason,
    /// Its value; `None` of a number of rows.
    pub value: Option<Said>,
    /// Its weight, from zero to one.
    pub weight: Bounds<Exact>,
    /// The days kept, and all its days, where its weight is their share.
    pub days: Option<(i32, i32)>,
    /// Its value by its weight, where it is known.
    pub gives: Option<Bounds<Exact>>,
    /// Whether it is one of the best, where only these are taken and it is known.
    pub kept: Option<bool>,
}

/// A civil period of which rows were taken together.
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodWeight {
    /// Its days.
    pub days: Interval,
    /// What its rows come to, at most what each period gives.
    pub value: Bounds<Exact>,
    /// Whether it is summed; `None` where that is open.
    pub kept: Option<bool>,
}

/// How a term came to its value; nothing of what a name or a number says alone, and nothing of other definitions.
pub(super) fn steps(context: &Context<'_>, id: TermId) -> Vec<Step> {
    let mut steps = Vec::new();
    Steps { context, steps: &mut steps }.of(id);
    steps
}

struct Steps<'a, 'c> {
    context: &'a Context<'c>,
    steps: &'a mut Vec<Step>,
}

impl Steps<'_, '_> {
    fn of(&mut self, id: TermId) {
        let context = self.context;
        let plan = context.plan;
        match &plan.terms[id.index()].kind {
            TermKind::Number(_)
            | TermKind::Day(_)
            | TermKind::Length(_)
            | TermKind::Symbol(_)
            | TermKind::Fact(_)
            | TermKind::Column(..)
            | TermKind::Defined(_)
            | TermKind::AssessmentDay
            | TermKind::Parameter(..)
            | TermKind::Lookup(_)
            | TermKind::Rank(_)
            | TermKind::First(_)
            | TermKind::Last(_)
            | TermKind::Since(_) => {}
            TermKind::Count(_) => {
                let Some(made) = context.trace.aggregate(id) else { return };
                self.push(id, Made::Rows(rows_made(context, AggregateKind::Count, &Type::Number, (made, false))));
            }
            TermKind::Units(length) => self.of(*length),
            TermKind::Measured(measure) => {
                if let Some(measured) = context.trace.measured(id) {
                    self.push(id, Made::Length(length_made(context, measure, measured)));
                }
            }
            TermKind::Binary(..)
            | TermKind::Smallest(_)
            | TermKind::Largest(_)
            | TermKind::Shift(_)
            | TermKind::Elapsed(_) => {
                let formula = self.formula(id);
                self.push(id, Made::Computed(formula));
            }
            TermKind::DayFrom(DayFrom { from, way }) => {
                self.of(*from);
                let way = match way {
                    DayWay::Postponed(days) => DayFound::Postponed(*days),
                    DayWay::Working { count, days, after } => {
                        let Some(count) = plan.terms[count.index()].kind.literal() else { return };
                        DayFound::Working(count, *days, *after)
                    }
                    DayWay::MonthStart => DayFound::MonthStart,
                    DayWay::MonthEnd => DayFound::MonthEnd,
                    DayWay::Next => DayFound::Next,
                    DayWay::Previous => DayFound::Previous,
                };
                let skipped = context.trace.skipped(id).map(<[Skipped]>::to_vec);
                self.push(id, Made::DayFrom { from: self.column(*from), way, skipped });
            }
            TermKind::Rounded(inner, rounding) => {
                self.of(*inner);
                self.push(id, Made::Rounded(self.column(*inner), *rounding));
            }
            TermKind::Aggregate(aggregate) => {
                let Some(made) = context.trace.aggregate(id) else { return };
                let of = aggregate.of.first().map(|(_, term)| plan.terms[term.index()].of.clone());
                let before_day = aggregate.window.day().is_some();
                let of = of.as_ref().unwrap_or(&Type::Number);
                let rows = rows_made(context, aggregate.kind, of, (made, before_day));
                self.push(id, Made::Rows(rows));
            }
            TermKind::Mean(mean) => {
                if let Some(averaged) = context.trace.averaged(id) {
                    self.push(id, Made::Mean(mean_made(context, mean, averaged)));
                }
            }
            TermKind::InDefault(value, _) => {
                self.of(*value);
                if context.trace.term_value(*value) == Some(TermValue::Lacking) {
                    self.push(id, Made::InDefault);
                }
            }
            TermKind::Bands(of, bands) => {
                self.of(*of);
                let line = context.trace.only_line(id).and_then(|value| {
                    let band = bands.iter().find(|band| band.value == value)?;
                    let bound = band.from.or(band.below)?;
                    Some(self.line(bound, value))
                });
                self.push_line(id, *of, line);
            }
            TermKind::Choice { of, choices, otherwise } => {
                self.of(*of);
                let line = context.trace.only_line(id).and_then(|value| {
                    let choice = choices.iter().find(|choice| choice.value == value);
                    match choice.and_then(|choice| choice.keys.first()) {
                        Some(key) => Some(self.line(*key, value)),
                        None => otherwise.map(|value| words(plan, plan.terms[value.index()].span)),
                    }
                });
                self.push_line(id, *of, line);
            }
            TermKind::Scale(of, _) => {
                self.of(*of);
                if let Some(slices) = context.trace.sliced(id) {
                    self.push(id, Made::Slices(self.column(*of), slices.to_vec()));
                }
            }
            TermKind::Excepted(Excepted { base, cases }) => {
                let applies =
                    |truth: Truth| cases.iter().filter(move |case| context.trace.applies(case.when) == Some(truth));
                if applies(Truth::Yes).next().is_none() {
                    self.of(*base);
                }
                for case in applies(Truth::Yes).chain(applies(Truth::Unknown)) {
                    self.of(case.then);
                }
            }
        }
    }

    fn column(&self, id: TermId) -> Column {
        of_term(self.context, id, self.value(id))
    }

    fn value(&self, id: TermId) -> TermValue {
        self.context.trace.term_value(id).unwrap_or(TermValue::Unknown)
    }

    fn push(&mut self, id: TermId, made: Made) {
        let Column { name, of, value } = self.column(id);
        // A computation of which nothing is known tells no more than its words.
        if value == Said::Unknown && matches!(made, Made::Computed(_) | Made::Rounded(..) | Made::DayFrom { .. }) {
            return;
        }
        self.steps.push(Step { sentence: name, of, value, made });
    }

    /// The line that stands, and how it comes to its value.
    fn push_line(&mut self, id: TermId, of: TermId, line: Option<String>) {
        self.push(id, Made::Line { of: self.column(of), line });
        if let Some(value) = self.context.trace.only_line(id) {
            self.of(value);
        }
    }

    /// The words of a line of a list, without its dash.
    fn line(&self, key: TermId, value: TermId) -> String {
        let plan = self.context.plan;
        let span = plan.terms[key.index()].span.to(plan.terms[value.index()].span);
        let before = plan.sources.slice(Span { start: 0, end: span.start, ..span });
        let begun = before.rfind('\n').map_or(0, |line| line + 1);
        let line = words(plan, Span { start: begun as u32, ..span });
        line.trim_start_matches(['-', ' ']).to_string()
    }

    fn formula(&mut self, id: TermId) -> Formula {
        let plan = self.context.plan;
        let mut all = |terms: &[TermId]| terms.iter().map(|term| self.formula(*term)).collect();
        match &plan.terms[id.index()].kind {
            TermKind::Binary(operator, left, right) => {
                let (left, right) = (Box::new(self.formula(*left)), Box::new(self.formula(*right)));
                Formula::Binary(*operator, left, right)
            }
            TermKind::Smallest(terms) => Formula::Smallest(all(terms)),
            TermKind::Largest(terms) => Formula::Largest(all(terms)),
            TermKind::Shift(shift) => {
                let (by, from) = (Box::new(self.formula(shift.by)), Box::new(self.formula(shift.from)));
                Formula::Shift { by, after: shift.after, from }
            }
            TermKind::Elapsed(elapsed) => {
                let (from, to) = (Box::new(self.formula(elapsed.from)), Box::new(self.formula(elapsed.to)));
                Formula::Elapsed(elapsed.unit, from, to)
            }
            TermKind::Number(_) | TermKind::Day(_) | TermKind::Length(_) | TermKind::Symbol(_) => {
                Formula::Written(self.column(id))
            }
            TermKind::Fact(_)
            | TermKind::Column(..)
            | TermKind::Defined(_)
            | TermKind::AssessmentDay
            | TermKind::Parameter(..)
            | TermKind::Mean(_)
            | TermKind::DayFrom(_)
            | TermKind::Rounded(..)
            | TermKind::Bands(..)
            | TermKind::Measured(_)
            | TermKind::Lookup(_)
            | TermKind::Count(_)
            | TermKind::Aggregate(_)
            | TermKind::Rank(_)
            | TermKind::Units(_)
            | TermKind::InDefault(..)
            | TermKind::First(_)
            | TermKind::Last(_)
            | TermKind::Since(_)
            | TermKind::Scale(..)
            | TermKind::Choice { .. }
            | TermKind::Excepted(_) => {
                self.of(id);
                Formula::Value(self.column(id))
            }
        }
    }
}

/// What a length was taken over.
pub(super) fn length_made(context: &Context<'_>, measure: &Measure, measured: &Measured) -> LengthMade {
    let Measured { windows, continuity, entered, rows, .. } = measured;
    let before_day = measure.window.day().is_some();
    let looked =
        Looked::Measured { kind: measure.kind, continuity: *continuity, windows: *windows, before_day, entered };
    let (counted, set_aside) = row_reasons(context.plan, context.case, rows, &looked);
    LengthMade {
        window: limited(windows.any),
        window_is_open: windows.any != windows.all,
        continuity: Some(*continuity).filter(|continuity| *continuity != Continuity::Unbroken),
        bridged: bridged(*continuity, windows.any.end, entered),
        counted,
        set_aside,
    }
}

/// Gaps between the first day that entered a duration and its end, where it bears gaps.
fn bridged(continuity: Continuity, end: Day, entered: &Entered) -> Vec<Interval> {
    let first = entered.days.possible().first().filter(|_| continuity != Continuity::Unbroken);
    let gaps = |start| entered.base.possible().complement().clip(Interval { start, end }).intervals().to_vec();
    first.map(gaps).unwrap_or_default()
}

/// A window that does not reach back to the beginning of time.
fn limited(window: Interval) -> Option<Interval> {
    Some(window).filter(|window| window.start > Day::FIRST)
}

/// What was made of rows, in a window that ends before a day of its own or not.
fn rows_made(
    context: &Context<'_>,
    kind: AggregateKind,
    of: &Type,
    (made, before_day): (&Aggregated, bool),
) -> RowsMade {
    let mut told = RowsMade {
        kind,
        of: of.clone(),
        window: made.windows.and_then(|windows| limited(windows.any)),
        window_is_open: made.windows.is_some_and(|windows| windows.any != windows.all),
        counted: Vec::new(),
        set_aside: Vec::new(),
        periods: Vec::new(),
        divided_by: None,
    };
    for row in &made.rows {
        let reason = row_reason(context, (made, before_day), row);
        if row.counts == Truth::No {
            told.set_aside.push(reason);
            continue;
        }
        let alone = made.groups.get(told.counted.len()).filter(|group| group.period.is_none());
        told.counted.push(RowWeight {
            row: reason,
            value: row.value.map(|value| said(context, value)),
            weight: row.share,
            days: row.days,
            gives: alone.map(|group| group.value).or(row.gives),
            kept: alone.and_then(|group| group.kept.decided()),
        });
    }
    let period = |days: Interval, value: Bounds<Exact>, kept: Truth| PeriodWeight { days, value, kept: kept.decided() };
    told.periods =
        made.groups.iter().filter_map(|group| Some(period(group.period?, group.value, group.kept))).collect();
    told.divided_by = divisor(kind, made);
    told
}

/// By what a sum is divided: months, rows by their weights, or what is taken together.
fn divisor(kind: AggregateKind, made: &Aggregated) -> Option<Exact> {
    match kind {
        AggregateKind::MonthlyMean => made.months.map(|months| Exact::from_integer(months.into())),
        AggregateKind::Mean if made.groups.is_empty() => {
            made.rows.iter().map(|row| row.share.known().copied()).sum::<Option<Exact>>().filter(|sum| !sum.is_zero())
        }
        AggregateKind::Mean => {
            let kept = made.groups.iter().map(|group| group.kept.decided()).collect::<Option<Vec<bool>>>()?;
            let count = kept.into_iter().filter(|kept| *kept).count();
            Some(Exact::from_integer(count as i128)).filter(|count| !count.is_zero())
        }
        AggregateKind::Sum | AggregateKind::Least | AggregateKind::Greatest | AggregateKind::Count => None,
    }
}

/// A row with its days, and why it is set aside, or only may count.
fn row_reason(context: &Context<'_>, (made, before_day): (&Aggregated, bool), row: &Weighed) -> RowReason {
    let Context { plan, case, .. } = *context;
    let fact = &plan.facts[row.account.fact.index()];
    let given = row.account.row.and_then(|index| Some((index, case.rows(row.account.fact)?.get(index)?)));
    let Some((index, given)) = given else {
        let reason = Some(Because::UnknownFact);
        return RowReason { path: fact.name.clone(), from: None, to: None, certain: false, reason, labels: Vec::new() };
    };
    let dated = fact.kind == Type::Periods;
    let days = given.possible();
    let last = days.last().filter(|last| *last < Day::LAST);
    let removed = |certain: bool| {
        let removal = row.account.removed.iter().find(|removal| removal.certain == certain)?;
        Some(because(plan, case, &row.account, removal, certain))
    };
    let reason = match row.counts {
        Truth::Yes => None,
        Truth::No => {
            let outside = || dated.then(|| outside((made, before_day), row, given)).flatten();
            removed(true).or_else(outside).or_else(|| removed(false)).or(Some(Because::OpenFacts))
        }
        Truth::Unknown | Truth::Discretion => {
            let is_exact = given.certain() == days;
            let dates = || (dated && !is_exact).then_some(Because::Dates);
            let day = || made.windows.is_none_or(|windows| windows.any != windows.all).then_some(Because::OpenDay);
            removed(false).or_else(dates).or_else(|| day().filter(|_| dated)).or(Some(Because::OpenFacts))
        }
    };
    RowReason {
        path: format!("{}[{index}]", fact.name),
        from: Some(days.start).filter(|first| dated && *first > Day::FIRST),
        to: last.filter(|_| dated),
        certain: row.counts != Truth::Unknown,
        reason,
        labels: labels(plan, given),
    }
}

/// Why a row of which no day was taken away weighs nothing: by its days and those looked at.
fn outside((made, before_day): (&Aggregated, bool), row: &Weighed, given: &Row) -> Option<Because> {
    let window = made.windows?.any;
    let days = given.possible();
    if days.start >= window.end {
        return Some(if before_day { Because::AfterWindow } else { Because::AfterDay(None) });
    }
    if days.end <= window.start {
        return Some(Because::BeforeWindow);
    }
    if row.account.days.possible().clip(window).is_empty() {
        return None;
    }
    match made.way? {
        Straddling::Starts => Some(Because::BeginsOutside),
        Straddling::Ends if given.end == End::Ongoing => Some(Because::GoesOn),
        Straddling::Ends => Some(Because::EndsOutside),
        Straddling::Share | Straddling::Whole => None,
    }
}
