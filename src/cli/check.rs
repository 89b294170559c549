//! `alinea check`: findings on a recueil.

use clap::{Args, ValueEnum};
use serde_json::Value;

use super::ruleset::{self, RulesetArg};
use super::{Failure, print, print_error, style_of_stdout};
use crate::names::closest;
use crate::pipeline::Read;
use crate::{embedded, report};

#[derive(Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    ruleset: RulesetArg,
    /// Dossier du recueil, comme --recueil ; ou un fichier de règles, ou un dossier de plusieurs recueils
    #[arg(value_name = "RECUEIL")]
    places: Vec<std::path::PathBuf>,
    /// Forme du compte rendu
    #[arg(long, value_enum, default_value_t = Format::Text, hide_default_value = true, hide_possible_values = true, value_name = "text|json|sarif")]
    format: Format,
    /// Explique un code, avec un exemple, au lieu de vérifier
    #[arg(long, value_name = "CODE")]
    explain: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

pub(super) fn run(args: CheckArgs) -> Result<u8, Failure> {
    if let Some(code) = &args.explain {
        return explain(code);
    }
    let rulesets = ruleset::several(args.ruleset, &args.places);
    let mut code = 0;
    let mut runs: Vec<Value> = Vec::new();
    for (index, ruleset) in rulesets.iter().enumerate() {
        let read = match ruleset.read() {
            Ok(read) => read,
            // The others are checked all the same.
            Err(failure) if rulesets.len() > 1 => {
                print_error(&failure.message);
                code = code.max(failure.code);
                continue;
            }
            Err(failure) => return Err(failure),
        };
        code = code.max(u8::from(!read.checked.diagnostics.is_empty()));
        match args.format {
            Format::Text => {
                let between = if index > 0 { "\n" } else { "" };
                let name = if rulesets.len() > 1 { format!("{}\n", ruleset.place().display()) } else { String::new() };
                print(&format!("{between}{name}{}", text(&read)))?;
            }
            Format::Json => {
                let found = json(ruleset, &read);
                print(&if rulesets.len() > 1 { format!("{found}\n") } else { format!("{found:#}\n") })?;
            }
            Format::Sarif => runs.push(sarif_run(ruleset, &read)),
        }
    }
    if args.format == Format::Sarif {
        print(&format!("{:#}\n", report::sarif(runs)))?;
    }
    Ok(code)
}

fn text(read: &Read) -> String {
    let style = style_of_stdout();
    let found = report::diagnostics_text(&read.checked.sources, &read.checked.diagnostics, style);
    found + &report::files_text(&read.files, &read.left_out, style)
}

fn json(ruleset: &RulesetArg, Read { checked, files, left_out }: &Read) -> Value {
    let place = ruleset.place().to_string_lossy();
    report::check_json(Some(&place), &checked.sources, &checked.diagnostics, files, left_out)
}

fn sarif_run(ruleset: &RulesetArg, read: &Read) -> Value {
    let folder = ruleset.folder().map(|folder| folder.to_string_lossy().into_owned());
    let title = |code: &str| embedded::page(code)?.lines().next()?.strip_prefix("# ").map(str::to_string);
    report::sarif_run(&read.checked.sources, &read.checked.diagnostics, folder.as_deref(), title)
}

fn explain(code: &str) -> Result<u8, Failure> {
    let Some(page) = embedded::page(code) else {
        let near = closest(code, embedded::pages());
        let hint = near.map(|near| format!("\nvouliez-vous dire « {near} » ?")).unwrap_or_default();
        return Err(Failure::misuse(format!("« {code} » n'est le code d'aucun constat{hint}")));
    };
    print(page)?;
    Ok(0)
}
