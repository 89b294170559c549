//! Methods on rules: what is held, what is found in them, how they read, and whether their dossiers hold.

use serde_json::{Value, json};

use super::Error;
use super::held::Kept;
use super::params::Params;
use crate::case::Case;
use crate::diagnostic::{Findings, has_errors};
use crate::pipeline::{self, Read};
use crate::plan::VersionId;
use crate::report::{self, Style};
use crate::ruleset::{Ruleset, alone};
use crate::source::Sources;
use crate::syntax;
use crate::trial::Trial;

pub(super) fn hold(params: &Params<'_>) -> Result<Value, Error> {
    let handle = params.required_text("handle")?;
    let (ruleset, files) = (params.ruleset("ruleset")?, params.files("ruleset")?);
    params.held.keep(handle, Kept::Ruleset(ruleset.clone(), files));
    Ok(json!({
        "handle": handle,
        "title": ruleset.title(),
        "hash": ruleset.hash(),
        "procedures": ruleset.procedures(),
    }))
}

pub(super) fn release(params: &Params<'_>) -> Result<Value, Error> {
    Ok(json!({ "released": params.held.release(params.required_text("handle")?) }))
}

pub(super) fn check(params: &Params<'_>) -> Result<Value, Error> {
    let Read { checked, files, left_out } = pipeline::read(params.files("ruleset")?.as_ref());
    let name = params.text("ruleset");
    Ok(report::check_json(name, &checked.sources, &checked.diagnostics, &files, &left_out))
}

pub(super) fn show(params: &Params<'_>) -> Result<Value, Error> {
    let (ruleset, versions) = shown(params)?;
    let plan = ruleset.plan();
    let content = match params.text("format") {
        Some("html") => report::show_html(plan, &versions).document(),
        Some("markdown") => report::show_markdown(plan, &versions),
        _ => report::show_text(plan, &versions, Style::PLAIN),
    };
    Ok(json!({ "content": content }))
}

/// The versions that are to be shown.
pub(super) fn shown(params: &Params<'_>) -> Result<(Ruleset, Vec<VersionId>), Error> {
    let ruleset = params.ruleset("ruleset")?;
    let request = params.request().resolve(ruleset.plan()).map_err(|unknown| alone(unknown.into()))?;
    let versions = ruleset.plan().versions_on(request.procedure.as_deref(), request.day);
    Ok((ruleset, versions))
}

pub(super) fn test(params: &Params<'_>) -> Result<Value, Error> {
    Ok(report::trial_json(&trial(params)?))
}

pub(super) fn trial(params: &Params<'_>) -> Result<Trial, Error> {
    let (ruleset, files) = (params.ruleset("ruleset")?, params.files("ruleset")?);
    let mut sources = Sources::default();
    let (cases, refused) = pipeline::cases(ruleset.plan(), files.as_ref(), &mut sources);
    if has_errors(&refused) {
        return Err(Findings::new(sources, refused).into());
    }
    let cases: Vec<Case> = cases.into_iter().map(|(_, case)| case).collect();
    Ok(Trial::of(ruleset.plan(), &cases, params.flag("mutants").then_some(|_, _| {})))
}

pub(super) fn format(params: &Params<'_>) -> Result<Value, Error> {
    let source = params.required_text("source")?;
    let mut sources = Sources::default();
    let file = sources.add(params.text("file").unwrap_or("source.alinea"), source);
    match syntax::format(&sources, file) {
        Ok(formatted) => Ok(json!({ "changed": formatted != source, "formatted": formatted })),
        Err(found) => Err(Findings::new(sources, found).into()),
    }
}
