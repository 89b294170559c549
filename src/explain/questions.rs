//! The questions left on a case: facts that can still change an outcome, and why each matters.

use super::{Explanation, FaultReason, Missing, Request, under_one_reading};
use crate::case::{self, Case, Filling, Place};
use crate::plan::{Fact, Plan, Symbol, Type};
use crate::query;
use crate::value::Outcome;

/// The questions left on a case.
#[derive(Clone, Debug)]
pub struct Questions {
    /// The case's name.
    pub dossier: String,
    /// The recueil's title.
    pub ruleset: String,
    /// SHA-256 of the recueil.
    pub hash: String,
    /// Procedures, their texts and their outcomes as they stand.
    pub outcomes: Vec<(String, Option<String>, Outcome)>,
    /// Faults of the rules, where an outcome is an error.
    pub errors: Vec<FaultReason>,
    /// Questions: those of the procedure with the fewest first, and there those that may settle it alone.
    pub questions: Vec<Question>,
}

/// A fact that can still change an outcome.
#[derive(Clone, Debug)]
pub struct Question {
    /// The fact, and where it stands in the dossier.
    pub missing: Missing,
    /// How to ask for it, where there is more to say than where it stands.
    pub asking: Option<Asking>,
    /// The type of the answer.
    pub of: Type,
    /// Of a number: whether it is a whole one.
    pub whole: bool,
    /// For a closed list: its options.
    pub options: Vec<String>,
    /// For rows: their columns.
    pub columns: Vec<Asked>,
    /// The parts of procedures that depend on it.
    pub why: Vec<Why>,
    /// For answers from a closed list: the outcomes that an answer would settle.
    pub effects: Vec<Effect>,
}

/// How a fact is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asking {
    /// In these words of the recueil.
    Worded(String),
    /// As the first day of a period.
    FirstDay,
    /// As the last day of a period, which may go on.
    LastDay,
}

/// A column that is asked for in each row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// As its fact declares it.
    pub name: String,
    /// For a closed list: its options.
    pub options: Vec<String>,
}

/// Where a fact matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The name of the procedure whose outcome depends on it.
    pub procedure: String,
    /// The route, condition or obstacle.
    pub part: String,
    /// The clause, as the rule words it.
    pub sentence: String,
}

/// An outcome that an answer would settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// One of the options, as a dossier says it.
    pub answer: String,
    /// The name of the procedure whose outcome it settles.
    pub procedure: String,
    /// What that procedure then comes to; never open, and not what it is now.
    pub outcome: Outcome,
}

/// The questions left on a case; none when every outcome is settled as far as facts can.
pub fn questions(plan: &Plan, case: &Case, request: &Request) -> Questions {
    let answer = under_one_reading(plan, case, request);
    let mut open: Vec<&Explanation> = answer.results.iter().filter(|result| !result.missing.is_empty()).collect();
    open.sort_by_key(|result| result.missing.len());
    let mut questions: Vec<Question> = Vec::new();
    for result in &open {
        let known = questions.len();
        for missing in &result.missing {
            if !questions.iter().any(|question| question.missing == *missing) {
                questions.push(question(plan, case, request, &open, missing));
            }
        }
        // What all else hangs on comes first, then what may settle the outcome alone.
        let assessed = query::assessment_fact_of(plan, request).map(Place::Fact);
        questions[known..]
            .sort_by_key(|question| (Some(question.missing.place) != assessed, question.effects.is_empty()));
    }
    let outcomes = answer.results.iter().map(|one| (one.procedure.clone(), one.text.clone(), one.outcome)).collect();
    let mut errors: Vec<FaultReason> = Vec::new();
    for error in answer.results.iter().flat_map(|one| &one.errors) {
        if !errors.contains(error) {
            errors.push(error.clone());
        }
    }
    Questions { dossier: answer.dossier, ruleset: answer.ruleset, hash: answer.hash, outcomes, errors, questions }
}

fn question(plan: &Plan, case: &Case, request: &Request, open: &[&Explanation], missing: &Missing) -> Question {
    let (of, asking) = asked(plan, missing.place);
    let options = closed_answers(plan, missing.place);
    let concerned = || open.iter().filter(|result| result.missing.contains(missing));
    let mut effects = Vec::new();
    for answer in &options {
        let Ok(filled) = case::fill(plan, case, missing.place, &Filling::Text(answer.clone())) else { continue };
        for result in concerned() {
            let Some(version) = result.version else { continue };
            let outcome = query::outcome(plan, &filled, request, version);
            if outcome != Outcome::Undetermined && outcome != result.outcome {
                effects.push(Effect { answer: answer.clone(), procedure: result.procedure.clone(), outcome });
            }
        }
    }
    let why = concerned().flat_map(|result| whys(result, missing)).collect();
    let columns = columns(plan, missing.place);
    let whole = match missing.place {
        Place::Fact(fact) => plan.facts[fact.index()].whole,
        Place::Column { fact, column, .. } => plan.facts[fact.index()].columns[column].whole,
        Place::Start { .. } | Place::End { .. } => false,
    };
    Question { missing: missing.clone(), asking, of, whole, options, columns, why, effects }
}

/// Every answer to a fact of a closed type; none where answers are not counted.
pub(super) fn closed_answers(plan: &Plan, place: Place) -> Vec<String> {
    options_of(plan, &asked(plan, place).0)
}

/// The columns of a fact that has rows.
fn columns(plan: &Plan, place: Place) -> Vec<Asked> {
    let Place::Fact(fact) = place else { return Vec::new() };
    let columns = plan.facts[fact.index()].columns.iter();
    columns.map(|column| Asked { name: column.name.clone(), options: options_of(plan, &column.kind) }).collect()
}

fn options_of(plan: &Plan, of: &Type) -> Vec<String> {
    let name = |symbol: &Symbol| plan.symbols.text(*symbol).unwrap_or_default().to_string();
    match of {
        Type::Truth => vec!["oui".to_string(), "non".to_string()],
        Type::Enumeration(options) | Type::Scale(options) => options.iter().map(name).collect(),
        Type::Number
        | Type::Amount
        | Type::Percent
        | Type::Date
        | Type::Months
        | Type::Days
        | Type::Text
        | Type::Code
        | Type::Periods
        | Type::Rows => Vec::new(),
    }
}

/// The type of the answer, and how to ask for it.
fn asked(plan: &Plan, place: Place) -> (Type, Option<Asking>) {
    let of = |fact: &Fact| (fact.kind.clone(), fact.question.clone().map(Asking::Worded));
    match place {
        Place::Fact(fact) => of(&plan.facts[fact.index()]),
        Place::Column { fact, column, .. } => of(&plan.facts[fact.index()].columns[column]),
        Place::Start { .. } => (Type::Date, Some(Asking::FirstDay)),
        Place::End { .. } => (Type::Date, Some(Asking::LastDay)),
    }
}

fn whys(result: &Explanation, missing: &Missing) -> Vec<Why> {
    let mut found = Vec::new();
    for part in result.parts().filter(|part| part.missing.contains(missing)) {
        for clause in part.clauses.iter().filter(|clause| clause.missing.contains(missing)) {
            found.push(Why {
                procedure: result.procedure.clone(),
                part: part.name.clone(),
                sentence: clause.sentence.clone(),
            });
        }
    }
    found
}
