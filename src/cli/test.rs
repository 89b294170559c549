//! `alinea test`: a recueil against its own dossiers.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};

use clap::{Args, ValueEnum};

use super::ruleset::{self, RulesetArg};
use super::{Failure, disk, print, print_error, style_of_stderr, style_of_stdout, write};
use crate::case::{Case, scalar};
use crate::diagnostic::has_errors;
use crate::pipeline;
use crate::report;
use crate::source::{Sources, Span};
use crate::trial::{Trial, Verdict};
use crate::value::Outcome;

#[derive(Args)]
pub(super) struct TestArgs {
    #[command(flatten)]
    ruleset: RulesetArg,
    /// Dossier du recueil, comme --recueil ; ou un dossier de plusieurs recueils
    #[arg(value_name = "RECUEIL")]
    places: Vec<std::path::PathBuf>,
    /// Change aussi les règles une à une, et dit ce qu'aucun cas ne remarque
    #[arg(long)]
    mutants: bool,
    /// Récrit les attentes qui ne tiennent pas, après les avoir montrées
    #[arg(long)]
    update: bool,
    /// Forme du compte rendu
    #[arg(long, value_enum, default_value_t = Format::Text, hide_default_value = true, hide_possible_values = true, value_name = "text|json|html")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Html,
}

pub(super) fn run(args: TestArgs) -> Result<u8, Failure> {
    let rulesets = ruleset::several(args.ruleset.clone(), &args.places);
    if args.format == Format::Html && rulesets.len() > 1 {
        return Err(Failure::misuse("une page ne dit qu'un recueil : nommez-en un"));
    }
    let mut code = 0;
    for (index, ruleset) in rulesets.iter().enumerate() {
        if rulesets.len() > 1 && args.format == Format::Text {
            let between = if index > 0 { "\n" } else { "" };
            print(&format!("{between}{}\n", ruleset.place().display()))?;
        }
        match one(ruleset, &args, rulesets.len() > 1) {
            Ok(found) => code = code.max(found),
            // The others are tried all the same.
            Err(failure) if rulesets.len() > 1 && !failure.message.is_empty() => {
                print_error(&failure.message);
                code = code.max(failure.code);
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(code)
}

fn one(ruleset: &RulesetArg, args: &TestArgs, among_others: bool) -> Result<u8, Failure> {
    let loader = ruleset.loader()?;
    let (plan, mut sources) = ruleset.plan()?;
    let (files, refused) = pipeline::cases(&plan, loader.as_ref(), &mut sources);
    if has_errors(&refused) {
        return Err(Failure::findings(report::diagnostics_text(&sources, &refused, style_of_stderr())));
    }
    let cases: Vec<Case> = files.iter().map(|(_, case)| case.clone()).collect();
    let trial = Trial::of(&plan, &cases, args.mutants.then_some(progress));
    print(&match args.format {
        Format::Text => report::trial_text(&trial, style_of_stdout()),
        Format::Json if among_others => format!("{}\n", report::trial_json(&trial)),
        Format::Json => format!("{:#}\n", report::trial_json(&trial)),
        Format::Html => report::trial_html(&trial).document(),
    })?;
    let failed: Vec<&Verdict> = trial.verdicts.iter().filter(|verdict| !verdict.holds()).collect();
    // No dossier expects an error of the rules.
    if trial.verdicts.iter().any(|verdict| verdict.found == Outcome::Error) {
        return Err(Failure::faulty_rules());
    }
    if args.update && !failed.is_empty() {
        let Some(folder) = ruleset.folder() else {
            return Err(Failure::misuse("--update récrit des dossiers : nommez le dossier du recueil"));
        };
        update(folder, &sources, &files, &failed)?;
        return Ok(0);
    }
    Ok(u8::from(!failed.is_empty()))
}

/// A line that counts, on a terminal only.
fn progress(done: usize, total: usize) {
    let mut stderr = std::io::stderr();
    if stderr.is_terminal() {
        let end = if done + 1 == total { "\r\u{1b}[K" } else { "" };
        // Nothing is lost when this line cannot be shown.
        let _ = write!(stderr, "\r{} mutants sur {total}{end}", done + 1);
    }
}

/// Puts what was found where something else was expected.
fn update(
    folder: &std::path::Path,
    sources: &Sources,
    files: &[(String, Case)],
    failed: &[&Verdict],
) -> Result<(), Failure> {
    let mut changes: BTreeMap<&str, Vec<&Verdict>> = BTreeMap::new();
    for verdict in failed {
        let expects = |case: &Case| case.expected.iter().any(|known| known.span == verdict.expected.span);
        if let Some((file, _)) = files.iter().find(|(_, case)| expects(case)) {
            changes.entry(file).or_default().push(verdict);
        }
    }
    for (file, verdicts) in changes {
        let path = folder.join(file);
        let read = &sources.file(verdicts[0].expected.span.file).text;
        let mut text = disk::text(&path)?;
        // A mark of the encoding is no part of what was read.
        let shift = text.len() - text.trim_start_matches('\u{feff}').len();
        if text[shift..] != *read {
            return Err(Failure::misuse(format!("« {} » vient de changer : recommencez", path.display())));
        }
        let mut edits: Vec<(Span, String)> = verdicts.iter().flat_map(|verdict| corrections(verdict)).collect();
        edits.sort_by_key(|(span, _)| std::cmp::Reverse(*span));
        for (span, words) in edits {
            text.replace_range(shift + span.start as usize..shift + span.end as usize, &words);
        }
        write::replace(&path, &text)?;
    }
    let plural = if failed.len() > 1 { "attentes récrites" } else { "attente récrite" };
    let _ = writeln!(std::io::stderr(), "{} {plural}", failed.len());
    Ok(())
}

/// What a verdict found, in the words of a dossier, and where it goes. What answers do not tell takes no place.
fn corrections(verdict: &Verdict) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    if verdict.found != verdict.expected.outcome {
        found.push((verdict.expected.span, verdict.found.french().to_string()));
    }
    let values = verdict.values.iter().filter(|value| !value.holds());
    found.extend(values.filter_map(|value| Some((value.expected.span, scalar(&value.came_to()?)))));
    let parts = verdict.parts.iter().filter(|part| !part.holds());
    found.extend(parts.filter_map(|part| Some((part.expected.span, part.came_to()?.to_string()))));
    found
}
