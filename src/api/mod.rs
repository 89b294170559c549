//! The one door in JSON: a method's name and its parameters in, a result out.
//!
//! In: [`Held`], what a skin keeps from one call to the next, a method of [`METHODS`] and its parameters. Out: a JSON
//! value, or an [`Error`] whose message is French and which holds the findings. A service, a module for another
//! language, a page: each calls [`call`] and adds nothing to it. No disk, no clock, no network.

mod answers;
mod changes;
mod groups;
mod held;
mod methods;
mod page;
mod params;
mod results;
mod rules;

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Findings};
use crate::names::meant;
use crate::report::diagnostics_json;

pub use held::Held;
pub use methods::METHODS;
use params::Params;
pub use params::{Kind, Param};

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

/// Calls a method in text: `{"method": …, "params": {…}}` in, `{"result": …}` or `{"error": …}` out.
///
/// What cannot be read as a call is an error like any other: `bad-params`.
pub fn call_text(held: &Held, text: &[u8]) -> String {
    match read_call(text).and_then(|(method, params)| call(held, &method, &params)) {
        Ok(result) => json!({ "result": result }),
        Err(error) => json!({ "error": error.to_json() }),
    }
    .to_string()
}

fn read_call(text: &[u8]) -> Result<(String, Value), Error> {
    let not_a_call = || Error::bad_params("un appel est un objet JSON : « method », un texte, et « params », un objet");
    let Ok(Value::Object(mut call)) = serde_json::from_slice(text) else { return Err(not_a_call()) };
    let (method, params) = (call.remove("method"), call.remove("params").unwrap_or_else(|| json!({})));
    match method {
        Some(Value::String(method)) if call.is_empty() => Ok((method, params)),
        _ => Err(not_a_call()),
    }
}
