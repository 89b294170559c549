//! `alinea calendar`: the days on which conditions are met.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::request::RequestArgs;
use super::{Failure, RulesetArg, print, style_of_stdout};
use crate::explain;
use crate::report;
use crate::request::span;
use crate::time::Day;

#[derive(Args)]
pub(super) struct CalendarArgs {
    /// Dossier en YAML ou JSON, ou « - » pour l'entrée ; sans dossier, un exemple
    #[arg(value_name = "DOSSIER")]
    dossier: Option<PathBuf>,
    #[command(flatten)]
    ruleset: RulesetArg,
    #[command(flatten)]
    request: RequestArgs,
    /// Premier jour du calendrier (AAAA-MM-JJ) ; sinon le premier que nomme le dossier
    #[arg(long, alias = "du", value_name = "DATE", value_parser = super::parse_day)]
    from: Option<Day>,
    /// Dernier jour du calendrier (AAAA-MM-JJ) ; sinon dix ans après le dernier que nomme le dossier
    #[arg(long, alias = "au", value_name = "DATE", value_parser = super::parse_day)]
    to: Option<Day>,
    /// Forme de la réponse
    #[arg(long, value_enum, default_value_t = Format::Text, hide_default_value = true, hide_possible_values = true, value_name = "text|json|svg")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Svg,
}

pub(super) fn run(args: CalendarArgs) -> Result<u8, Failure> {
    let (plan, _) = args.ruleset.plan()?;
    let request = args.request.request(&plan)?;
    let case = super::dossier(&args.ruleset, &plan, args.dossier.as_deref(), "vide")?.case;
    let span = span(&plan, &case, &request, args.from, args.to).map_err(|found| Failure::misuse(found.message))?;
    let calendar = explain::calendar(&plan, &case, &request, span);
    print(&match args.format {
        Format::Text => report::calendar_text(&calendar, style_of_stdout()),
        Format::Svg => {
            let answer = explain::explain(&plan, &case, &request);
            report::timeline_svg(&explain::timeline(&plan, &case, &request, &answer), report::TimelineForm::Wide)
        }
        Format::Json => format!("{:#}\n", report::calendar_json(&calendar)),
    })?;
    if calendar.has_errors() { Err(Failure::faulty_rules()) } else { Ok(0) }
}
