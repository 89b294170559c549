//! Findings as JSON.

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Edit, Fix, Severity};
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
        let edit = |edit: &Edit| {
            let file = sources.file(edit.span.file);
            let (start, end) = (file.position(edit.span.start as usize), file.position(edit.span.end as usize));
            json!({
                "file": file.name,
                "line": start.line,
                "column": start.column,
                "end_line": end.line,
                "end_column": end.column,
                "text": edit.text,
            })
        };
        let fix = |fix: &Fix| json!({ "edits": fix.edits.iter().map(edit).collect::<Vec<_>>() });
        json!({
            "code": diagnostic.code,
            "severity": match diagnostic.severity { Severity::Error => "error", Severity::Warning => "warning" },
            "message": diagnostic.message,
            "labels": labels,
            "help": diagnostic.help,
            "fixes": diagnostic.fixes.iter().map(fix).collect::<Vec<_>>(),
        })
    };
    Value::Array(diagnostics.iter().map(one).collect())
}
