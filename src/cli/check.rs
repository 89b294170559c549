//! `alinea check`: findings on a recueil.

use clap::{Args, ValueEnum};

use super::{Failure, RulesetArg, print, style_of_stdout};
use crate::report;

#[derive(Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    ruleset: RulesetArg,
    /// Dossier du recueil, comme --recueil ; ou un fichier de règles
    #[arg(value_name = "RECUEIL")]
    place: Option<std::path::PathBuf>,
    /// Forme du compte rendu
    #[arg(long, value_enum, default_value_t = Format::Text, hide_default_value = true, hide_possible_values = true, value_name = "text|json")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(args: CheckArgs) -> Result<u8, Failure> {
    let ruleset = args.place.map_or(args.ruleset, |recueil| RulesetArg { recueil });
    let checked = ruleset.checked()?;
    let text = match args.format {
        Format::Text => report::diagnostics_text(&checked.sources, &checked.diagnostics, style_of_stdout()),
        Format::Json => format!("{:#}\n", report::diagnostics_json(&checked.sources, &checked.diagnostics)),
    };
    print(&text)?;
    Ok(u8::from(!checked.diagnostics.is_empty()))
}
