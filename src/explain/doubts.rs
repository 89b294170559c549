//! What makes an answer open and no fact of the dossier settles.

use super::faults::{self, FaultReason};
use super::{at, context};
use crate::case::{Case, Place, Value};
use crate::eval::Cause;
use crate::names::closest;
use crate::plan::Plan;
use crate::time::Day;

/// Why something is not known, besides facts that the dossier lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Doubt {
    /// A code that no list or rule knows: it may be misspelt.
    UnknownCode {
        /// Where it stands: `emplois[0].métier`.
        path: String,
        /// The code.
        code: String,
        /// The nearest one that is known, where one is near.
        near: Option<String>,
    },
    /// A list of this name is partial, or has no version on the day.
    List(String),
    /// A parameter of this name has no known value on a day; on any that is possible, where none is told.
    Parameter(String, Option<Day>),
    /// The prefect's admission of the part of this name.
    Admission(String),
    /// No fact gives the day of assessment.
    AssessmentDay,
    /// A month lacks a day, and the convention refuses to replace it.
    MissingDay,
    /// The holidays of a day are not known.
    Holidays(Day),
    /// The rules are at fault, or may be.
    Fault(FaultReason),
    /// A computation, in the words of the rule, has no exact result.
    Arithmetic(String),
}

/// The causes that no fact of the dossier can settle, each once.
pub(super) fn doubts(plan: &Plan, case: &Case, causes: &[Cause]) -> Vec<Doubt> {
    let mut found: Vec<Doubt> = Vec::new();
    for cause in causes {
        let doubt = match cause {
            Cause::At(_) => continue,
            Cause::UnknownCode(place) => unknown_code(plan, case, *place),
            Cause::List(list) => Doubt::List(plan.lists[list.index()].name.clone()),
            Cause::Parameter(id, day) => Doubt::Parameter(plan.parameters[id.index()].name.clone(), *day),
            Cause::Admission(part) => Doubt::Admission(part.clone()),
            Cause::AssessmentDay => Doubt::AssessmentDay,
            Cause::MissingDay => Doubt::MissingDay,
            Cause::Holidays(day) => Doubt::Holidays(*day),
            Cause::Fault(found) => Doubt::Fault(faults::reason(plan, *found)),
            Cause::Arithmetic(term) => Doubt::Arithmetic(context::words(plan, plan.terms[term.index()].span)),
        };
        if !found.contains(&doubt) {
            found.push(doubt);
        }
    }
    found
}

fn unknown_code(plan: &Plan, case: &Case, place: Place) -> Doubt {
    let (value, known) = match place {
        Place::Column { fact, row, column } => {
            let value = case.rows(fact).and_then(|rows| rows.get(row)).map(|row| &row.columns[column]);
            (value, plan.facts[fact.index()].columns[column].codes)
        }
        Place::Fact(fact) | Place::Start { fact, .. } | Place::End { fact, .. } => {
            (Some(case.value(fact)), plan.facts[fact.index()].codes)
        }
    };
    let code = match value {
        Some(Value::Symbol(code)) => case.text(plan, *code),
        _ => "",
    };
    let known = known.iter().flat_map(|known| plan.codes[known.index()].iter());
    let near = closest(code, known.filter_map(|known| plan.symbols.text(known)));
    Doubt::UnknownCode { path: at(plan, place).path, code: code.to_string(), near: near.map(str::to_string) }
}
