//! Parameters that an answer read: which value, on which days, and where it comes from.

use crate::eval::{ParameterRead, TermValue, Trace};
use crate::plan::{Plan, TermId, TermKind, Type};
use crate::time::{Day, Interval};

/// A value of a parameter that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterReason {
    /// The parameter's name.
    pub name: String,
    /// Its type.
    pub of: Type,
    /// From the first to the last of the days on which it was read; all days there are, where the day is not known.
    pub days: Interval,
    /// The value; none where it is not known on these days.
    pub value: Option<TermValue>,
    /// The first day of the value, where there is one.
    pub since: Option<Day>,
    /// No later value is known: it is supposed to hold on.
    pub supposed: bool,
    /// What sets it.
    pub source: Option<String>,
}

/// What was read, by parameter and day.
pub(super) fn parameters(plan: &Plan, trace: &Trace) -> Vec<ParameterReason> {
    let mut read = trace.parameters.clone();
    read.sort_by_key(|read| (read.parameter, read.days.start, read.line));
    read.iter().map(|read| reason(plan, read)).collect()
}

fn reason(plan: &Plan, read: &ParameterRead) -> ParameterReason {
    let parameter = &plan.parameters[read.parameter.index()];
    let line = read.line.map(|line| &parameter.lines[line]);
    let since = line.map(|line| line.validity.start).filter(|day| *day > Day::FIRST);
    let last = read.days.end.plus_days(-1);
    ParameterReason {
        name: parameter.name.clone(),
        of: parameter.of.clone(),
        days: read.days,
        value: line.and_then(|line| constant(plan, line.value?)),
        since,
        supposed: line.is_some_and(|line| line.is_open() && line.value.is_some())
            && since.is_some_and(|day| day < last),
        source: line.and_then(|line| line.source.clone()),
    }
}

/// What a constant is.
pub fn constant(plan: &Plan, value: TermId) -> Option<TermValue> {
    let kind = &plan.terms[value.index()].kind;
    // INVARIANT: `check` gives a parameter constants only.
    if let TermKind::Length(length) = kind {
        return Some((*length).into());
    }
    if let TermKind::Day(day) = kind {
        return Some(crate::time::DayRange::exact(*day).into());
    }
    kind.literal().map(TermValue::from)
}
