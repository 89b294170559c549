//! Findings as SARIF 2.1.0, for tools that show them beside a change under review.
//!
//! Source of the format: OASIS, « Static Analysis Results Interchange Format (SARIF) Version 2.1.0 ».

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Edit, Fix, Label, Severity};
use crate::source::{Sources, Span};

/// A log of runs, one a recueil.
pub fn sarif(runs: Vec<Value>) -> Value {
    json!({ "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": runs })
}

/// One run with one result for each finding.
///
/// `folder` stands before the names of files; `title` gives the title of a code's page. Columns count UTF-16 units from
/// 1, as the format's default says.
pub fn sarif_run(
    sources: &Sources,
    diagnostics: &[Diagnostic],
    folder: Option<&str>,
    title: impl Fn(&str) -> Option<String>,
) -> Value {
    let codes: BTreeSet<&str> = diagnostics.iter().map(|found| found.code).collect();
    let rules: Vec<Value> = codes
        .iter()
        .map(|code| match title(code) {
            Some(title) => json!({ "id": code, "shortDescription": { "text": title } }),
            None => json!({ "id": code }),
        })
        .collect();
    let artifact = |span: Span| {
        let name = &sources.file(span.file).name;
        let uri = folder.map_or_else(|| name.clone(), |folder| format!("{}/{name}", folder.trim_end_matches('/')));
        json!({ "uri": encode(&uri) })
    };
    let location = |label: &Label| {
        json!({
            "physicalLocation": { "artifactLocation": artifact(label.span), "region": region(sources, label.span) },
            "message": { "text": label.text },
        })
    };
    let change = |edit: &Edit| {
        json!({
            "artifactLocation": artifact(edit.span),
            "replacements": [{
                "deletedRegion": region(sources, edit.span),
                "insertedContent": { "text": edit.text },
            }],
        })
    };
    let fix = |fix: &Fix| json!({ "artifactChanges": fix.edits.iter().map(change).collect::<Vec<_>>() });
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|found| {
            let text = match &found.help {
                Some(help) => format!("{}. {help}", found.message),
                None => found.message.clone(),
            };
            let places: Vec<Value> = found.labels.iter().map(location).collect();
            let (first, others) = places.split_first().map_or((&[][..], &[][..]), |_| places.split_at(1));
            json!({
                "ruleId": found.code,
                "level": match found.severity { Severity::Error => "error", Severity::Warning => "warning" },
                "message": { "text": text },
                "locations": first,
                "relatedLocations": others,
                "fixes": found.fixes.iter().map(fix).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "tool": { "driver": { "name": "alinea", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
        "columnKind": "utf16CodeUnits",
        "results": results,
    })
}

fn region(sources: &Sources, span: Span) -> Value {
    let file = sources.file(span.file);
    let place = |offset: usize| (file.line_at(offset) + 1, file.before_on_line(offset).encode_utf16().count() + 1);
    let (start_line, start_column) = place(span.start as usize);
    let (end_line, end_column) = place(span.end as usize);
    json!({
        "startLine": start_line,
        "startColumn": start_column,
        "endLine": end_line,
        "endColumn": end_column,
    })
}

/// A path as part of a URI (RFC 3986).
fn encode(path: &str) -> String {
    let mut out = String::new();
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}
