//! The modules of the library stand in layers: who may name whom, who may touch the outside, and who makes sentences.

use std::collections::BTreeSet;
use std::path::PathBuf;

use syn::punctuated::Punctuated;
use syn::visit::Visit;

use crate::support::rust_sources;

/// Each module, and the modules it may name; a module stands below those that come after it.
const LAYERS: [(&str, &[&str]); 23] = [
    ("names", &[]),
    ("source", &[]),
    ("time", &[]),
    ("value", &["time"]),
    ("diagnostic", &["source"]),
    ("syntax", &["names", "source", "diagnostic", "time", "value"]),
    ("plan", &["names", "source", "time", "value"]),
    ("embedded", &["source"]),
    ("check", &["names", "source", "diagnostic", "time", "value", "syntax", "plan", "embedded"]),
    ("case", &["names", "source", "diagnostic", "time", "value", "plan"]),
    ("eval", &["source", "time", "value", "plan", "case"]),
    ("query", &["source", "time", "value", "plan", "case", "eval"]),
    ("explain", &["names", "source", "time", "value", "plan", "case", "eval", "query"]),
    ("trial", &["source", "time", "value", "plan", "case", "eval", "query", "explain"]),
    ("request", &["names", "diagnostic", "time", "plan", "case", "query"]),
    (
        "compare",
        &["names", "source", "diagnostic", "time", "value", "plan", "case", "eval", "query", "explain", "request"],
    ),
    (
        "report",
        &["names", "source", "diagnostic", "time", "value", "plan", "eval", "query", "explain", "trial", "compare"],
    ),
    ("batch", &["names", "source", "diagnostic", "value", "plan", "case", "eval", "query", "explain", "report"]),
    (
        "ruleset",
        &["names", "source", "diagnostic", "time", "plan", "check", "case", "query", "explain", "embedded", "request"],
    ),
    ("population", &["diagnostic", "plan", "case", "compare", "ruleset"]),
    ("pipeline", &["source", "diagnostic", "plan", "check", "case"]),
    (
        "api",
        &[
            "names",
            "source",
            "diagnostic",
            "time",
            "value",
            "syntax",
            "plan",
            "case",
            "explain",
            "trial",
            "compare",
            "report",
            "embedded",
            "request",
            "ruleset",
            "population",
            "pipeline",
        ],
    ),
    (
        "cli",
        &[
            "names",
            "source",
            "diagnostic",
            "time",
            "value",
            "syntax",
            "plan",
            "check",
            "case",
            "eval",
            "query",
            "explain",
            "trial",
            "compare",
            "report",
            "batch",
            "embedded",
            "request",
            "pipeline",
        ],
    ),
];

/// What only the command line may touch.
const OUTSIDE: [&str; 15] = [
    "std::fs",
    "std::env",
    "std::time",
    "std::process",
    "std::net",
    "std::{",
    "Utc::now",
    "Local::now",
    "chrono::Local",
    "chrono::Utc",
    "SystemTime",
    "Instant::now",
    "print!",
    "println!",
    "dbg!",
];

/// Modules that compute; `report` words what they find. The stages that read rules and dossiers word their findings in
/// their own `errors`, and what they hand to them.
const WITHOUT_SENTENCES: [&str; 8] = ["time", "value", "plan", "eval", "query", "explain", "trial", "compare"];

/// French in a module that computes: the words of the language, and what a reader types or reads of one thing.
const FRENCH: [(&str, &str); 14] = [
    ("time/border.rs", "a fault of the program, for whoever repairs it"),
    ("time/continuity.rs", "the words of the language for each continuity"),
    ("time/french.rs", "how a day is written"),
    ("time/month.rs", "why a date is none"),
    ("value/operator.rs", "the words of the language before a threshold"),
    ("value/outcome.rs", "the outcomes, as dossiers expect them"),
    ("plan/conventions.rs", "the names of conventions, as rules declare them"),
    ("plan/walk.rs", "the words under which rules declare their parts"),
    ("explain/parts.rs", "a negation is quoted with the words of the language that make it"),
    ("compare/change.rs", "the words under which rules declare what changed"),
    ("compare/words.rs", "the mark of the language, which is no part of a rule"),
    ("compare/errors.rs", "findings"),
    ("compare/sides.rs", "the side that a reader types for the first options"),
    ("compare/witness.rs", "the name of the dossier that is made"),
];

/// Every file of the library, with the module it belongs to and its text without comments.
fn files() -> Vec<(String, PathBuf, String)> {
    let mut found = Vec::new();
    for (below, text) in rust_sources() {
        let first = below.components().next().expect("the file has a name");
        let module = first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_string();
        found.push((module, below, without_comments(&text)));
    }
    found.retain(|(module, ..)| module != "lib" && module != "main");
    found.sort();
    found
}

fn without_comments(text: &str) -> String {
    let lines = text.lines().map(|line| match line.trim_start() {
        comment if comment.starts_with("//") => "",
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The modules that a text names after `crate::`, alone or in braces.
fn named(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for after in text.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            None => found.extend(word(after)),
            Some(group) => {
                let mut depth = 0_usize;
                let mut expects_name = true;
                for (at, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => expects_name = true,
                        c if expects_name && !c.is_whitespace() => {
                            found.extend(word(&group[at..]));
                            expects_name = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

fn word(text: &str) -> Option<String> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_string())
}

#[test]
fn the_layers_are_an_order() {
    for (position, (module, below)) in LAYERS.iter().enumerate() {
        for name in *below {
            assert!(LAYERS[..position].iter().any(|(known, _)| known == name), "{module} → {name} points up");
        }
    }
}

#[test]
fn no_module_names_one_above_it() {
    let mut wrong = Vec::new();
    for (module, path, text) in files() {
        let Some((_, below)) = LAYERS.iter().find(|(known, _)| *known == module) else {
            wrong.push(format!("{}: module {module} has no layer", path.display()));
            continue;
        };
        for name in named(&text) {
            if name != module && !below.contains(&name.as_str()) {
                wrong.push(format!("{}: {module} → {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `super::` would leave a module without the name that the other test looks for.
#[test]
fn modules_name_each_other_from_the_root() {
    for (module, path, text) in files() {
        let depth = path.components().count();
        let is_root = depth == 1 || (depth == 2 && path.ends_with("mod.rs"));
        assert!(!(is_root && text.contains("super::")), "{}: {module} names its neighbours by super", path.display());
        assert!(!text.contains("super::super::"), "{}: two steps up at once", path.display());
    }
}

#[test]
fn only_the_command_line_touches_files_clock_and_terminal() {
    for (module, path, text) in files().into_iter().filter(|(module, ..)| module != "cli") {
        for word in OUTSIDE {
            assert!(!text.contains(word), "{}: {module} uses {word}", path.display());
        }
    }
}

/// The texts of a file that a user could read as French; comments and attributes are none.
#[derive(Default)]
struct French(Vec<String>);

impl French {
    fn add(&mut self, text: String) {
        let letters = |c: char| "àâéèêëîïôöùûüçœæ«»’".contains(c.to_ascii_lowercase());
        let words = ["le", "la", "les", "de", "des", "cette", "cet", "aucun", "aucune", "sans", "est", "une"];
        let has_word = || text.split(|c: char| !c.is_alphabetic()).any(|word| words.contains(&word));
        if text.contains(letters) || text.trim().contains(' ') && has_word() {
            self.0.push(text);
        }
    }
}

impl<'ast> Visit<'ast> for French {
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.add(literal.value());
    }

    /// Of a macro the arguments, where they are expressions: patterns and repetitions hold no words.
    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let arguments = call.parse_body_with(Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated);
        let mut inner = French::default();
        arguments.iter().flatten().for_each(|argument| inner.visit_expr(argument));
        self.0.append(&mut inner.0);
    }
}

#[test]
fn what_is_computed_is_data_and_only_reports_make_sentences() {
    let mut found = BTreeSet::new();
    let mut wrong = Vec::new();
    for (path, text) in rust_sources() {
        let path = path.to_string_lossy().replace('\\', "/");
        if !WITHOUT_SENTENCES.iter().any(|module| path.starts_with(&format!("{module}/"))) {
            continue;
        }
        let mut french = French::default();
        french.visit_file(&syn::parse_file(&text).expect("a source can be read"));
        if french.0.is_empty() {
            continue;
        }
        match FRENCH.iter().find(|(allowed, _)| *allowed == path) {
            Some((allowed, _)) => _ = found.insert(*allowed),
            None => wrong.push(format!("{path}: {:?}", french.0)),
        }
    }
    assert!(wrong.is_empty(), "these belong to `report`:\n{}", wrong.join("\n"));
    let idle: Vec<&str> = FRENCH.iter().map(|(path, _)| *path).filter(|path| !found.contains(path)).collect();
    assert!(idle.is_empty(), "no French is left in {idle:?}");
}

#[test]
fn names_are_found_alone_and_in_braces() {
    let text = "use crate::{pipeline, report::{self, text}};\nlet day = crate::time::Day::FIRST;";
    let found: Vec<String> = named(text).into_iter().collect();
    assert_eq!(found, ["pipeline", "report", "time"]);
}
