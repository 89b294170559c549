//! The one door in JSON: a method's name and its parameters in, a result out.
//!
//! In: [`Held`], what a skin keeps from one call to the next, a method of [`METHODS`] and its parameters. Out: a JSON
//! value, or an [`Error`] whose message is French and which holds the findings. A service, a module for another
//! language, a page: each calls [`call`] and adds nothing to it. No disk, no clock, no network.

mod methods;
mod params;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Findings};
use crate::names::meant;
use crate::report::diagnostics_json;
use crate::ruleset::Ruleset;

pub use methods::METHODS;
use params::Params;
pub use params::{Kind, Param};

/// What lives longer than a call: rulesets, by the handles under which parameters name them.
#[derive(Clone, Debug, Default)]
pub struct Held {
    rulesets: BTreeMap<String, Ruleset>,
}

impl Held {
    /// Keeps a ruleset under a handle; one that was held there before is gone.
    pub fn hold(&mut self, handle: impl Into<String>, ruleset: Ruleset) {
        self.rulesets.insert(handle.into(), ruleset);
    }

    /// Gives up what is held under a handle; whether something was.
    pub fn release(&mut self, handle: &str) -> bool {
        self.rulesets.remove(handle).is_some()
    }
}

/// One method of the door.
#[derive(Debug)]
#[non_exhaustive]
pub struct Method {
    /// Its name, as callers write it.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// What it takes, in groups that methods share.
    params: &'static [&'static [Param]],
    /// JSON Schema of what it gives.
    result: fn() -> Value,
    run: fn(&Params<'_>) -> Result<Value, Error>,
}

impl Method {
    /// What it takes.
    pub fn params(&self) -> impl Iterator<Item = &'static Param> {
        self.params.iter().flat_map(|group| group.iter())
    }

    /// JSON Schema of its parameters.
    pub fn params_schema(&self) -> Value {
        params::schema(self.params())
    }

    /// JSON Schema of its result.
    pub fn result_schema(&self) -> Value {
        (self.result)()
    }
}

/// Why a call has no result.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Error {
    /// `unknown-method`, `bad-params` or `findings`: what the rules, the dossier or the request have wrong.
    pub code: &'static str,
    /// What is wrong, in French.
    pub message: String,
    /// Each finding, with its place.
    pub findings: Box<Findings>,
}

impl Error {
    fn bad_params(message: impl Into<String>) -> Error {
        Error { code: "bad-params", message: message.into(), findings: Box::default() }
    }

    /// As JSON: `code`, `message`, `findings[]`.
    pub fn to_json(&self) -> Value {
        let findings = diagnostics_json(self.findings.sources(), self.findings.diagnostics());
        json!({ "code": self.code, "message": self.message, "findings": findings })
    }
}

impl From<Findings> for Error {
    fn from(findings: Findings) -> Error {
        let message = findings.iter().next().map_or(String::new(), |found: &Diagnostic| found.message.clone());
        Error { code: "findings", message, findings: Box::new(findings) }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// Calls a method.
///
/// ```
/// use alinea::api::{Held, call};
/// use serde_json::json;
///
/// let params = json!({ "ruleset": "aes-travail", "dossier": { "faits": { "polygamie": "oui" } }, "day": "2024-06-15" });
/// let answer = call(&Held::default(), "evaluate", &params)?;
/// assert_eq!(answer["results"][0]["outcome"], "not_met");
/// # Ok::<(), alinea::api::Error>(())
/// ```
///
/// # Errors
///
/// There is no such method, a parameter is missing, unknown or of another kind, or the rules, the dossier or the
/// request are wrong.
pub fn call(held: &Held, method: &str, params: &Value) -> Result<Value, Error> {
    let Some(known) = METHODS.iter().find(|known| known.name == method) else {
        let names: Vec<&str> = METHODS.iter().map(|known| known.name).collect();
        let hint = meant(method, &names, "méthodes");
        let message = format!("« {method} » n'est pas une méthode ; {hint}");
        return Err(Error { code: "unknown-method", message, findings: Box::default() });
    };
    (known.run)(&Params::new(held, known.params(), params)?)
}
