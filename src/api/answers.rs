//! Methods on one dossier: what is asked, and what is told of it.

use serde_json::{Value, json};

use super::Error;
use super::params::Params;
use crate::explain::{Answer, Calendar, Questions};
use crate::report;
use crate::request::Request;
use crate::ruleset::{Dossier, Ruleset};

/// What a call asks of a dossier.
pub(super) struct Asked {
    pub(super) ruleset: Ruleset,
    pub(super) dossier: Dossier,
    pub(super) request: Request,
}

impl Asked {
    pub(super) fn of(params: &Params<'_>) -> Result<Asked, Error> {
        let ruleset = params.ruleset("ruleset")?;
        let dossier = params.dossier(&ruleset)?;
        Ok(Asked { dossier, request: params.request(), ruleset })
    }

    pub(super) fn answer(&self) -> Result<Answer, Error> {
        Ok(self.ruleset.answer(&self.dossier, &self.request)?)
    }

    pub(super) fn questions(&self) -> Result<Questions, Error> {
        Ok(self.ruleset.questions(&self.dossier, &self.request)?)
    }

    fn calendar(&self, params: &Params<'_>) -> Result<Calendar, Error> {
        let Asked { ruleset, dossier, request } = self;
        let span = ruleset.span(dossier, request, params.day("from"), params.day("to"))?;
        Ok(ruleset.calendar(dossier, request, span)?)
    }
}

pub(super) fn evaluate(params: &Params<'_>) -> Result<Value, Error> {
    Ok(report::answer_json(&Asked::of(params)?.answer()?))
}

pub(super) fn ask(params: &Params<'_>) -> Result<Value, Error> {
    Ok(report::questions_json(&Asked::of(params)?.questions()?))
}

pub(super) fn calendar(params: &Params<'_>) -> Result<Value, Error> {
    Ok(report::calendar_json(&Asked::of(params)?.calendar(params)?))
}

pub(super) fn verify(params: &Params<'_>) -> Result<Value, Error> {
    let (given, again) = (params.value("answer"), evaluate(params)?);
    let mut differs = Vec::new();
    differences(given, &again, "", &mut differs);
    let hash = |answer: &Value| answer["ruleset"]["hash"].clone();
    Ok(json!({ "same_rules": hash(given) == hash(&again), "same_answer": differs.is_empty(), "differs": differs }))
}

/// The places at which two answers part, as `results[0].outcome`.
fn differences(one: &Value, other: &Value, path: &str, found: &mut Vec<String>) {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) => {
            let dot = if path.is_empty() { "" } else { "." };
            let keys = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)));
            for key in keys {
                differences(&one[key.as_str()], &other[key.as_str()], &format!("{path}{dot}{key}"), found);
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            for index in 0..a.len().max(b.len()) {
                differences(&one[index], &other[index], &format!("{path}[{index}]"), found);
            }
        }
        _ if one != other => found.push(path.to_string()),
        _ => {}
    }
}
