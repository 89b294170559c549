//! `alinea ask`: the questions left, listed or asked one by one.
//!
//! Prompts are plain lines on standard error, answers lines on standard input, so that a pipe, a screen reader and a
//! test can hold the conversation; the completed dossier goes to a file or to standard output.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::interview::Interview;
use super::letterhead::LetterheadArg;
use super::request::RequestArgs;
use super::write::Replacement;
use super::{Dossier, Failure, RulesetArg, disk, print, style_of_stdout};
use crate::case::{self, Case};
use crate::explain::questions;
use crate::plan::Plan;
use crate::report;
use crate::time::Day;

#[derive(Args)]
pub(super) struct AskArgs {
    /// Dossier en YAML ou JSON, ou « - » pour l'entrée ; sans dossier, un exemple
    #[arg(value_name = "DOSSIER")]
    dossier: Option<PathBuf>,
    #[command(flatten)]
    ruleset: RulesetArg,
    #[command(flatten)]
    request: RequestArgs,
    /// Jour dont le droit s'applique (AAAA-MM-JJ) ; sinon le jour d'appréciation
    #[arg(long, value_name = "DATE", value_parser = super::parse_day)]
    droit_au: Option<Day>,
    /// Pose les questions une à une, puis écrit le dossier complété
    #[arg(long)]
    interactive: bool,
    /// Fichier où écrire le dossier complété ; sinon la sortie standard
    #[arg(long, value_name = "FICHIER", requires = "interactive")]
    sortie: Option<PathBuf>,
    #[command(flatten)]
    letterhead: LetterheadArg,
    /// Forme de la liste ; html donne un formulaire à imprimer
    #[arg(long, value_enum, default_value_t = Format::Text, hide_default_value = true, hide_possible_values = true, value_name = "text|json|html", conflicts_with = "interactive")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Html,
}

pub(super) fn run(args: AskArgs) -> Result<u8, Failure> {
    if args.format != Format::Html && args.letterhead.is_given() {
        return Err(Failure::misuse("--en-tete va avec « --format html »"));
    }
    let letterhead = args.letterhead.read()?;
    let (plan, _) = args.ruleset.plan()?;
    let mut request = args.request.request(&plan)?;
    request.law_day = args.droit_au;
    if args.interactive && args.dossier.as_deref().is_some_and(disk::is_stdin) {
        return Err(Failure::misuse("avec --interactive, l'entrée donne les réponses : nommez le fichier du dossier"));
    }
    // Whether the answers can be kept is known before they are given.
    let output = args.sortie.as_deref().map(Replacement::of).transpose()?;
    if let Some(path) = args.sortie.as_deref().filter(|path| args.ruleset.owns(path)) {
        return Err(Failure::misuse(format!("« --sortie {} » : c'est un fichier du recueil", path.display())));
    }
    let name = args.sortie.as_deref().map_or("nouveau".to_string(), disk::stem);
    let Dossier { case, text } = super::dossier(&args.ruleset, &plan, args.dossier.as_deref(), &name)?;
    if args.interactive {
        let stdin = std::io::stdin();
        let (case, faulty) = Interview::new(&plan, &request, stdin.lock()).run(case)?;
        let read = args.dossier.as_deref().zip(text.as_deref());
        let code = keep(&plan, &case, read, output)?;
        return if faulty { Err(Failure::faulty_rules()) } else { Ok(code) };
    }
    let left = questions(&plan, &case, &request);
    print(&match args.format {
        Format::Text => report::questions_text(&left, style_of_stdout()),
        Format::Html => report::questions_html(&left, letterhead.as_ref()).document(),
        Format::Json => format!("{:#}\n", report::questions_json(&left)),
    })?;
    if left.errors.is_empty() { Ok(0) } else { Err(Failure::faulty_rules()) }
}

/// Writes the completed dossier: the text of the one that was read, with the answers in it.
///
/// When that cannot be, they are shown: neither they nor the remarks of the dossier are lost.
fn keep(plan: &Plan, case: &Case, read: Option<(&Path, &str)>, output: Option<Replacement>) -> Result<u8, Failure> {
    let completed = match read {
        None => Ok(case::write(plan, case)),
        Some((path, known)) => {
            let is_own = output.as_ref().is_some_and(|output| output.is_for(path));
            if is_own && disk::text(path).ok().as_deref() != Some(known) {
                Err("ce dossier vient de changer : voici les réponses, le fichier reste tel quel")
            } else {
                case::edit(plan, known, case).ok_or(
                    "ce dossier est écrit de telle sorte que les réponses n'y trouvent pas leur place : les voici, le fichier reste tel quel",
                )
            }
        }
    };
    let text = match completed {
        Ok(text) => text,
        Err(refusal) => {
            print(&case::write(plan, case))?;
            return Err(Failure::misuse(refusal));
        }
    };
    let Some(output) = output else {
        print(&text)?;
        return Ok(0);
    };
    if let Err(failure) = output.filled(text.as_bytes()) {
        print(&text)?;
        return Err(failure);
    }
    Ok(0)
}
