//! `alinea calendar`: the days on which conditions are met.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::request::RequestArgs;
use super::{Failure, RulesetArg, print, style_of_stdout};
use crate::explain;
use crate::query;
use crate::report;
use crate::time::{Day, Interval};

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
    let assessed = query::assessment_days(&plan, &case, &request.reading, request.day);
    let known = query::default_span(&plan, &case, assessed);
    let span =
        Interval { start: args.from.unwrap_or(known.start), end: args.to.map_or(known.end, |last| last.plus_days(1)) };
    if span.is_empty() {
        let (from, to) = (span.start.french(), span.end.plus_days(-1).french());
        return Err(Failure::misuse(format!("le calendrier irait du {from} au {to} : la fin précède le début")));
    }
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
