//! The methods, one after the other: from parameters to a call of the facade to JSON.

use serde_json::{Value, json};

use super::held::Kept;
use super::params::{Kind, Param, Params};
use super::{Error, Method};
use crate::case;
use crate::diagnostic::{Diagnostic, Findings, has_errors};
use crate::pipeline;
use crate::report::{self, Style};
use crate::ruleset::Ruleset;
use crate::source::Sources;
use crate::syntax;
use crate::time::Interval;
use crate::trial;

const fn param(name: &'static str, kind: Kind, about: &'static str) -> Param {
    Param { name, kind, required: false, about }
}

const fn required(name: &'static str, kind: Kind, about: &'static str) -> Param {
    Param { required: true, ..param(name, kind, about) }
}

const RULESET: &[Param] =
    &[required("ruleset", Kind::Ruleset, "a handle, the name of a built-in recueil, or its files by name")];

const HANDLE: &[Param] = &[required("handle", Kind::Text, "the name by which later calls mean it")];

const DOSSIER: &[Param] = &[
    param("dossier", Kind::Dossier, "what is known; a dossier of which nothing is known when absent"),
    param("name", Kind::Text, "the dossier's name, unless it says another"),
];

const REQUEST: &[Param] = &[
    param("day", Kind::Day, "the day on which the facts are assessed"),
    param("law_day", Kind::Day, "the day whose law applies; the day of assessment when absent"),
    param("procedure", Kind::Text, "only this procedure"),
    param("text", Kind::Text, "only the version under this text, in force or not"),
    param("conventions", Kind::Options, "options that are followed instead of the first ones"),
];

const SPAN: &[Param] = &[
    param("from", Kind::Day, "first day; else the first that the dossier names"),
    param("to", Kind::Day, "last day; else ten years after the last that the dossier names"),
];

const SHOWN: &[Param] = &[
    param("procedure", Kind::Text, "only this procedure"),
    param("day", Kind::Day, "only versions in force on this day"),
    param("format", Kind::OneOf(&["text", "markdown", "html"]), "`text` when absent"),
];

const TRIED: &[Param] = &[param("mutants", Kind::Flag, "whether rules are changed one by one as well")];

const FORMATTED: &[Param] =
    &[required("source", Kind::Text, "the text of a rule file"), param("file", Kind::Text, "its name, for findings")];

const VERIFIED: &[Param] = &[required("answer", Kind::Result, "what `evaluate` gave")];

/// All methods, in the order of a document.
pub const METHODS: &[Method] = &[
    Method {
        name: "recueils",
        about: "Names the recueils that come with the program.",
        params: &[],
        result: || object(&["recueils"]),
        run: |_| Ok(json!({ "recueils": Ruleset::builtins() })),
    },
    Method {
        name: "hold",
        about: "Reads a recueil and keeps it under a handle; what was held there before is gone.",
        params: &[HANDLE, RULESET],
        result: || object(&["handle", "title", "hash", "procedures"]),
        run: hold,
    },
    Method {
        name: "release",
        about: "Gives up what is held under a handle.",
        params: &[HANDLE],
        result: || object(&["released"]),
        run: |params| Ok(json!({ "released": params.held.release(params.required_text("handle")?) })),
    },
    Method {
        name: "schema",
        about: "Gives the JSON Schema of a dossier.",
        params: &[RULESET],
        result: || object(&["$schema", "properties"]),
        run: |params| Ok(case::json_schema(params.ruleset()?.plan())),
    },
    Method {
        name: "check",
        about: "Finds what is wrong in the rules, or deserves a look.",
        params: &[RULESET],
        result: || object(&["usable", "findings"]),
        run: check,
    },
    Method {
        name: "evaluate",
        about: "Answers a request on a dossier, with reasons.",
        params: &[RULESET, DOSSIER, REQUEST],
        result: || object(&["dossier", "law_day", "ruleset", "outside", "results"]),
        run: evaluate,
    },
    Method {
        name: "ask",
        about: "Lists the facts that can still change an outcome.",
        params: &[RULESET, DOSSIER, REQUEST],
        result: || object(&["dossier", "outcomes", "questions"]),
        run: ask,
    },
    Method {
        name: "calendar",
        about: "Gives the days on which the conditions are met, past and future.",
        params: &[RULESET, DOSSIER, REQUEST, SPAN],
        result: || object(&["dossier", "ruleset", "from", "to", "procedures"]),
        run: calendar,
    },
    Method {
        name: "show",
        about: "Shows procedures as they stand in the rules.",
        params: &[RULESET, SHOWN],
        result: || object(&["content"]),
        run: show,
    },
    Method {
        name: "test",
        about: "Holds a recueil against its own dossiers.",
        params: &[RULESET, TRIED],
        result: || object(&["ruleset", "expectations", "parts", "thresholds", "numbers", "mutants"]),
        run: test,
    },
    Method {
        name: "format",
        about: "Lays out a rule file.",
        params: &[FORMATTED],
        result: || object(&["formatted", "changed"]),
        run: format,
    },
    Method {
        name: "verify",
        about: "Computes an answer again and says whether it still holds.",
        params: &[RULESET, DOSSIER, REQUEST, VERIFIED],
        result: || object(&["same_rules", "same_answer", "differs"]),
        run: verify,
    },
];

/// Schema of an object that has these keys.
fn object(required: &[&str]) -> Value {
    json!({ "type": "object", "required": required })
}

fn hold(params: &Params<'_>) -> Result<Value, Error> {
    let handle = params.required_text("handle")?;
    let (ruleset, files) = (params.ruleset()?, params.files()?);
    params.held.keep(handle.to_string(), Kept::Ruleset(ruleset.clone(), files));
    Ok(json!({
        "handle": handle,
        "title": ruleset.title(),
        "hash": ruleset.hash(),
        "procedures": ruleset.procedures(),
    }))
}

fn check(params: &Params<'_>) -> Result<Value, Error> {
    let checked = pipeline::load(params.files()?.as_ref());
    let findings = report::diagnostics_json(&checked.sources, &checked.diagnostics);
    Ok(json!({ "usable": !has_errors(&checked.diagnostics), "findings": findings }))
}

fn evaluate(params: &Params<'_>) -> Result<Value, Error> {
    let ruleset = params.ruleset()?;
    let answer = ruleset.answer(&params.dossier(&ruleset)?, &params.request())?;
    Ok(report::answer_json(&answer))
}

fn ask(params: &Params<'_>) -> Result<Value, Error> {
    let ruleset = params.ruleset()?;
    let questions = ruleset.questions(&params.dossier(&ruleset)?, &params.request())?;
    Ok(report::questions_json(&questions))
}

fn calendar(params: &Params<'_>) -> Result<Value, Error> {
    let (ruleset, request) = (params.ruleset()?, params.request());
    let dossier = params.dossier(&ruleset)?;
    let known = ruleset.default_span(&dossier, &request)?;
    let start = params.day("from").unwrap_or(known.start);
    let end = params.day("to").map_or(known.end, |last| last.plus_days(1));
    let span = Interval { start, end };
    if span.is_empty() {
        return Err(Error::bad_params("le calendrier finirait avant de commencer"));
    }
    Ok(report::calendar_json(&ruleset.calendar(&dossier, &request, span)?))
}

fn show(params: &Params<'_>) -> Result<Value, Error> {
    let ruleset = params.ruleset()?;
    let plan = ruleset.plan();
    let request = params.request().resolve(plan).map_err(|unknown| alone(unknown.into()))?;
    let versions = plan.versions_on(request.procedure.as_deref(), request.day);
    let content = match params.text("format") {
        Some("html") => report::show_html(plan, &versions),
        Some("markdown") => report::show_markdown(plan, &versions),
        _ => report::show_text(plan, &versions, Style::PLAIN),
    };
    Ok(json!({ "content": content }))
}

fn test(params: &Params<'_>) -> Result<Value, Error> {
    let loader = params.files()?;
    let ruleset = params.ruleset()?;
    let mut sources = Sources::default();
    let (files, refused) = pipeline::cases(ruleset.plan(), loader.as_ref(), &mut sources);
    if has_errors(&refused) {
        return Err(Findings::new(sources, refused).into());
    }
    let cases: Vec<case::Case> = files.into_iter().map(|(_, case)| case).collect();
    let plan = ruleset.plan();
    let mutants = params.flag("mutants").then(|| trial::mutants(plan, &cases, |_, _| {}));
    let (verdicts, coverage) = (trial::verdicts(plan, &cases), trial::coverage(plan, &cases));
    Ok(report::trial_json(&report::Trial { ruleset: plan.name.clone(), verdicts, coverage, mutants }))
}

fn format(params: &Params<'_>) -> Result<Value, Error> {
    let source = params.text("source").unwrap_or_default();
    let mut sources = Sources::default();
    let file = sources.add(params.text("file").unwrap_or("source.alinea"), source);
    match syntax::format(&sources, file) {
        Ok(formatted) => Ok(json!({ "changed": formatted != source, "formatted": formatted })),
        Err(found) => Err(Findings::new(sources, found).into()),
    }
}

fn verify(params: &Params<'_>) -> Result<Value, Error> {
    let (given, again) = (params.result("answer"), evaluate(params)?);
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

fn alone(found: Diagnostic) -> Error {
    Findings::new(Sources::default(), vec![found]).into()
}
