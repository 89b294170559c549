//! Everything that bears on the days of a case, for a picture of them: what was said, what of it counts, the law, the
//! outcomes.

use super::calendar::{ProcedureCalendar, calendar};
use super::{Answer, Explanation, MeasureReason, PartReason, Reach, Request, RowReason};
use crate::case::{Case, End, Row, Value};
use crate::plan::{Fact, Plan, Type};
use crate::query;
use crate::time::{Day, Interval};
use crate::value::Outcome;

/// The days of a case and what bears on them.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// The case's name.
    pub dossier: String,
    /// Whole civil years.
    pub span: Interval,
    /// The day of assessment, where one day is known.
    pub assessed_on: Option<Day>,
    /// Outcomes, of the procedures that the dossier touches.
    pub procedures: Vec<ProcedureCalendar>,
    /// The procedure as whose measures the rows are shown.
    pub seen_by: Option<String>,
    /// Facts that have periods.
    pub facts: Vec<FactDays>,
    /// By procedure, the texts under which it stands.
    pub texts: Vec<Band>,
    /// The lists that were read, with their versions.
    pub lists: Vec<Band>,
}

/// The periods of a fact.
#[derive(Clone, Debug)]
pub struct FactDays {
    /// The fact.
    pub name: String,
    /// Its rows.
    pub rows: Vec<RowDays>,
    /// What was measured over them; their days are parted by it.
    pub measure: Option<MeasureReason>,
}

/// A period.
#[derive(Clone, Debug)]
pub struct RowDays {
    /// `emplois[0]`
    pub path: String,
    /// What it is, in a word or two: the label of a code, an option.
    pub label: Option<String>,
    /// Days that it covers for certain.
    pub certain: Interval,
    /// Days that it may cover.
    pub possible: Interval,
    /// Whether it goes on.
    pub ongoing: bool,
}

/// Days in a row under names: versions of a text or a list.
#[derive(Clone, Debug)]
pub struct Band {
    /// What they are versions of.
    pub name: String,
    /// The versions.
    pub bars: Vec<(Interval, String)>,
}

impl FactDays {
    /// The days of a row that count, those that may, and those that are set aside.
    pub fn days_of<'t>(&'t self, row: &'t RowDays) -> impl Iterator<Item = (&'t RowReason, bool)> {
        let measure = self.measure.iter();
        measure.flat_map(move |measure| {
            let counted = measure.over.counted.iter().map(|one| (one, true));
            counted
                .chain(measure.over.set_aside.iter().map(|one| (one, false)))
                .filter(move |(one, _)| one.path == row.path)
        })
    }
}

/// The days of a case that was answered.
pub fn timeline(plan: &Plan, case: &Case, request: &Request, answer: &Answer) -> Timeline {
    let assessed = query::assessment_days(plan, case, &request.reading, request.day);
    let assessed_on = assessed.filter(|days| days.is_exact()).map(|days| days.first);
    let span = span(case, answer, assessed.map(|days| days.last));
    let is_told = |name: &str| {
        let mut of = answer.results.iter().filter(|result| result.procedure == name);
        of.any(|result| !result.untouched && result.outcome != Outcome::NotApplicable)
    };
    let mut procedures = calendar(plan, case, request, span).procedures;
    procedures.retain(|one| is_told(&one.procedure));
    let focus = focus(plan, case, answer);
    let facts = plan.facts.iter().zip(&case.facts).filter_map(|(fact, value)| {
        let (Type::Periods, Value::Rows(rows)) = (&fact.kind, value) else { return None };
        let measure = focus.and_then(|result| measure_of(result, &fact.name)).cloned();
        let row = |(index, row): (usize, &Row)| RowDays {
            path: format!("{}[{index}]", fact.name),
            label: label(plan, case, fact, row),
            certain: row.certain(),
            possible: row.possible(),
            ongoing: row.end == End::Ongoing,
        };
        let rows: Vec<RowDays> = rows.iter().enumerate().map(row).collect();
        (!rows.is_empty()).then(|| FactDays { name: fact.name.clone(), rows, measure })
    });
    let facts: Vec<FactDays> = facts.collect();
    let texts = procedures.iter().map(|one| texts(plan, &one.procedure)).collect();
    Timeline {
        dossier: case.name.clone(),
        span,
        assessed_on,
        seen_by: focus.filter(|_| facts.iter().any(|fact| fact.measure.is_some())).map(|one| one.procedure.clone()),
        procedures,
        facts,
        texts,
        lists: lists(plan, answer),
    }
}

/// Whole years from the first day that the dossier names to the last that bears on the answer.
fn span(case: &Case, answer: &Answer, assessed: Option<Day>) -> Interval {
    let rows = case.facts.iter().filter_map(|value| match value {
        Value::Rows(rows) => Some(rows),
        _ => None,
    });
    let mut named: Vec<Day> = assessed.into_iter().collect();
    for row in rows.flatten() {
        named.extend(row.start.map(|days| days.first));
        if let End::Known(days) = row.end {
            named.push(days.last);
        }
    }
    let today = assessed.or(named.iter().max().copied()).unwrap_or(Day::FIRST);
    // What is far ahead would leave no room for what is near.
    let horizon = today.plus_days(6 * 366);
    let mut ahead: Vec<Day> = Vec::new();
    for result in &answer.results {
        ahead.extend(result.earliest().map(|(day, _)| day));
        ahead.extend(result.last_day());
        let branches = result.branches.iter().flat_map(|known| &known.branches);
        ahead
            .extend(branches.flat_map(|branch| [branch.until, branch.result.earliest().map(|(day, _)| day)]).flatten());
        ahead.extend(measures(result).filter_map(|measure| match measure.reach {
            Some(Reach::On(day)) => Some(day),
            Some(Reach::Never) | None => None,
        }));
    }
    named.extend(ahead.into_iter().filter(|day| today < *day && *day < horizon));
    let first = named.iter().min().copied().unwrap_or(today);
    let last = named.iter().max().copied().unwrap_or(today).plus_days(120);
    let year = |day: Day, later: i32| Day::from_ymd(day.ymd().0 + later, 1, 1).unwrap_or(day);
    Interval { start: year(first, 0).max(Day::FIRST), end: year(last, 1).min(Interval::ALL.end) }
}

/// The procedure that measures most of the periods, the first among several.
fn focus<'a>(plan: &Plan, case: &Case, answer: &'a Answer) -> Option<&'a Explanation> {
    let names = || {
        let facts = plan.facts.iter().zip(&case.facts);
        facts.filter(|(_, value)| matches!(value, Value::Rows(_))).map(|(fact, _)| fact.name.as_str())
    };
    let told = answer.results.iter().filter(|result| !result.untouched);
    let counted = told.map(|result| (names().filter(|name| measure_of(result, name).is_some()).count(), result));
    let best = counted.rev().max_by_key(|(count, _)| *count)?;
    (best.0 > 0).then_some(best.1)
}

/// The length that a procedure measures over a fact: of what brought it to its outcome, before the rest.
fn measure_of<'a>(result: &'a Explanation, fact: &str) -> Option<&'a MeasureReason> {
    let is_of = |path: &str| path.strip_prefix(fact).is_some_and(|rest| rest.starts_with('['));
    let decides = |part: &&PartReason| part.outcome == result.outcome;
    let first = result.routes.iter().filter(decides).chain(result.conditions.iter().filter(decides));
    let parts = first.chain(&result.routes).chain(&result.conditions);
    let measures = parts.flat_map(|part| &part.clauses).flat_map(|clause| &clause.measures);
    measures
        .filter(|one| one.threshold.is_some())
        .find(|one| one.over.counted.iter().chain(&one.over.set_aside).any(|row| is_of(&row.path)))
}

fn measures(result: &Explanation) -> impl Iterator<Item = &MeasureReason> {
    let parts = result.routes.iter().chain(&result.conditions);
    parts.flat_map(|part| &part.clauses).flat_map(|clause| &clause.measures)
}

/// What a row is: the label of its first code that has one, else what its first column says.
fn label(plan: &Plan, case: &Case, fact: &Fact, row: &Row) -> Option<String> {
    let labelled = row.columns.iter().find_map(|value| match value {
        Value::Symbol(code) => plan.symbols.label(*code),
        _ => None,
    });
    let first = || match (row.columns.first()?, fact.columns.first()?) {
        (Value::Symbol(symbol), _) => Some(case.text(plan, *symbol).to_string()),
        (Value::Unknown, column) => Some(format!("{} ?", column.name)),
        _ => None,
    };
    labelled.map(str::to_string).or_else(first)
}

fn texts(plan: &Plan, procedure: &str) -> Band {
    let versions = plan.versions.iter().filter(|version| version.procedure == procedure);
    let bars = versions.map(|version| (version.validity, plan.texts[version.text.index()].name.clone()));
    Band { name: procedure.to_string(), bars: bars.collect() }
}

fn lists(plan: &Plan, answer: &Answer) -> Vec<Band> {
    let read = |name: &str| answer.results.iter().flat_map(|result| &result.lists).any(|list| list.name == name);
    let lists = plan.lists.iter().filter(|list| read(&list.name));
    let bars = |list: &crate::plan::List| {
        let versions = list.versions.iter();
        versions.map(|one| (one.validity, one.source.clone().unwrap_or_else(|| list.name.clone()))).collect()
    };
    lists.map(|list| Band { name: list.name.clone(), bars: bars(list) }).collect()
}
