//! Findings as JSON.

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;

/// Findings as JSON, with lines and columns from 1.
pub fn diagnostics_json(sources: &Sources, diagnostics: &[Diagnostic]) -> Value {
    let one = |diagnostic: &Diagnostic| {
        let labels: Vec<Value> = diagnostic
            .labels
            .iter()
            .map(|label| {
                let position = sources.position(label.span);
                json!({
                    "file": sources.file(label.span.file).name,
                    "line": position.line,
                    "column": position.column,
                    "text": sources.slice(label.span),
                    "label": label.text,
                })
            })
            .collect();
        json!({
            "code": diagnostic.code,
            "severity": match diagnostic.severity { Severity::Error => "error", Severity::Warning => "warning" },
            "message": diagnostic.message,
            "labels": labels,
            "help": diagnostic.help,
        })
    };
    Value::Array(diagnostics.iter().map(one).collect())
}
