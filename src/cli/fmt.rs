//! `alinea fmt`: rule files in their canonical layout.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::Args;

use super::ruleset::{self, RulesetArg};
use super::{Failure, disk, print, style_of_stderr, style_of_stdout, write};
use crate::report;
use crate::source::Sources;
use crate::syntax;

#[derive(Args)]
pub(super) struct FmtArgs {
    /// Fichiers de règles, dossiers de recueils, ou dossiers qui en contiennent plusieurs ; sans eux, lit l'entrée et écrit la sortie, comme « - »
    #[arg(value_name = "FICHIER")]
    places: Vec<PathBuf>,
    /// N'écrit rien ; nomme les fichiers qui n'ont pas la forme commune
    #[arg(long)]
    check: bool,
    /// N'écrit rien ; montre ce qui changerait
    #[arg(long)]
    diff: bool,
}

pub(super) fn run(args: FmtArgs) -> Result<u8, Failure> {
    if args.places.is_empty() {
        if std::io::stdin().is_terminal() {
            return Err(Failure::misuse("nommez un fichier de règles, ou le dossier d'un recueil"));
        }
        return input(&args);
    }
    let mut code = 0;
    for place in &args.places {
        if place.as_os_str() == "-" {
            code = code.max(input(&args)?);
            continue;
        }
        let (files, found) = rule_files(place)?;
        code = code.max(found);
        for path in files {
            let text = disk::text(&path)?;
            let name = path.display().to_string();
            let Some(formatted) = formatted(&name, &text)? else {
                code = code.max(1);
                continue;
            };
            if formatted == text {
                continue;
            }
            if args.check || args.diff {
                code = code.max(1);
                tell(&args, &name, &text, &formatted)?;
            } else {
                write::replace(&path, &formatted)?;
                print(&format!("{name}\n"))?;
            }
        }
    }
    Ok(code)
}

/// Standard input to standard output.
fn input(args: &FmtArgs) -> Result<u8, Failure> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::misuse(format!("l'entrée ne peut être lue : {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| Failure::misuse("l'entrée n'est pas en UTF-8"))?;
    let name = "entrée";
    let Some(formatted) = formatted(name, &text)? else { return Ok(1) };
    if !args.check && !args.diff {
        print(&formatted)?;
        return Ok(0);
    }
    if formatted == text {
        return Ok(0);
    }
    tell(args, name, &text, &formatted)?;
    Ok(1)
}

fn tell(args: &FmtArgs, name: &str, text: &str, formatted: &str) -> Result<(), Failure> {
    if args.diff {
        return print(&report::changes_text(name, text, formatted, style_of_stdout()));
    }
    print(&format!("{name}\n"))
}

/// The canonical text; `None` when a line cannot be read, which is then told.
fn formatted(name: &str, text: &str) -> Result<Option<String>, Failure> {
    let mut sources = Sources::default();
    let file = sources.add(name, text);
    match syntax::format(&sources, file) {
        Ok(formatted) => Ok(Some(formatted)),
        Err(found) => {
            super::print_error(&report::diagnostics_text(&sources, &found, style_of_stderr()));
            Ok(None)
        }
    }
}

/// The rule files that an argument names; a recueil without any, beside others, is told and the code says so.
fn rule_files(place: &Path) -> Result<(Vec<PathBuf>, u8), Failure> {
    if !place.is_dir() {
        return Ok((vec![place.to_path_buf()], 0));
    }
    let rulesets = ruleset::several(RulesetArg::at(place), &[]);
    let (mut files, mut code) = (Vec::new(), 0);
    for ruleset in &rulesets {
        match ruleset.loader() {
            Ok(_) => files.extend(disk::Folder::open(ruleset.place())?.rule_files()),
            Err(failure) if rulesets.len() > 1 => {
                super::print_error(&failure.message);
                code = failure.code;
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok((files, code))
}
