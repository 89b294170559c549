//! `alinea check`: findings on a recueil.

use clap::{Args, ValueEnum};

use super::{Failure, RulesetArg, print, style_of_stdout};
use crate::check::closest;
use crate::{embedded, report};

#[derive(Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    ruleset: RulesetArg,
    /// Dossier du recueil, comme --recueil ; ou un fichier de règles
    #[arg(value_name = "RECUEIL")]
    place: Option<std::path::PathBuf>,
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
    let ruleset = args.place.map_or(args.ruleset, |recueil| RulesetArg { recueil });
    let checked = ruleset.checked()?;
    let text = match args.format {
        Format::Text => report::diagnostics_text(&checked.sources, &checked.diagnostics, style_of_stdout()),
        Format::Json => format!("{:#}\n", report::diagnostics_json(&checked.sources, &checked.diagnostics)),
        Format::Sarif => {
            let folder = ruleset.recueil.is_dir().then(|| ruleset.recueil.to_string_lossy().into_owned());
            let title = |code: &str| embedded::page(code)?.lines().next()?.strip_prefix("# ").map(str::to_string);
            let report = report::diagnostics_sarif(&checked.sources, &checked.diagnostics, folder.as_deref(), title);
            format!("{report:#}\n")
        }
    };
    print(&text)?;
    Ok(u8::from(!checked.diagnostics.is_empty()))
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
