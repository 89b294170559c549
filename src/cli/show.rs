//! `alinea show`: a procedure as it stands in the rules on a day.

use clap::{Args, ValueEnum};

use super::{Failure, RulesetArg, print, style_of_stdout};
use crate::report;
use crate::request::Request;
use crate::time::Day;

#[derive(Args)]
pub(super) struct ShowArgs {
    /// Nom de la procédure ; sans nom, toutes
    #[arg(value_name = "PROCÉDURE")]
    procedure: Option<String>,
    #[command(flatten)]
    ruleset: RulesetArg,
    /// Jour dont le droit s'applique (AAAA-MM-JJ) ; sans jour, toutes les versions
    #[arg(long, value_name = "DATE", value_parser = super::parse_day)]
    le: Option<Day>,
    /// Forme du document
    #[arg(long, value_enum, default_value_t = Format::Text, hide_default_value = true, hide_possible_values = true, value_name = "text|markdown|html")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Html,
}

pub(super) fn run(args: ShowArgs) -> Result<u8, Failure> {
    let (plan, _) = args.ruleset.plan()?;
    let request = Request { day: args.le, procedure: args.procedure, ..Request::default() }.resolve(&plan)?;
    let shown = plan.versions_on(request.procedure.as_deref(), request.day);
    if shown.is_empty() {
        print("Aucune version n'est en vigueur ce jour-là.\n")?;
    } else {
        print(&match args.format {
            Format::Text => report::show_text(&plan, &shown, style_of_stdout()),
            Format::Markdown => report::show_markdown(&plan, &shown),
            Format::Html => report::show_html(&plan, &shown).document(),
        })?;
    }
    Ok(0)
}
