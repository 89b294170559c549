//! `alinea eval`: dossiers in, explained answers out.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::request::RequestArgs;
use super::{Failure, RulesetArg, SAMPLE, disk, print, style_of_stderr, style_of_stdout};
use crate::explain::Answer;
use crate::time::Day;
use crate::{pipeline, report};

#[derive(Args)]
pub(super) struct EvalArgs {
    /// Dossiers en YAML ou JSON ; sans dossier, un exemple est évalué
    #[arg(value_name = "DOSSIER")]
    dossiers: Vec<PathBuf>,
    #[command(flatten)]
    ruleset: RulesetArg,
    #[command(flatten)]
    request: RequestArgs,
    /// Jour dont le droit s'applique (AAAA-MM-JJ) ; sinon le jour d'appréciation
    #[arg(long, value_name = "DATE", value_parser = super::parse_day)]
    droit_au: Option<Day>,
    /// Forme de la réponse
    #[arg(long, value_enum, default_value_t = Format::Text, hide_default_value = true, hide_possible_values = true, value_name = "text|json|markdown")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
}

pub(super) fn run(args: EvalArgs) -> Result<u8, Failure> {
    let (plan, mut sources) = args.ruleset.plan()?;
    let mut request = args.request.request(&plan)?;
    request.law_day = args.droit_au;
    let mut answers = Vec::new();
    let mut refused = Vec::new();
    if args.dossiers.is_empty() {
        answers.push(
            pipeline::answer(&plan, &mut sources, "exemple", SAMPLE.as_bytes(), &request)
                .map_err(|found| Failure::findings(report::diagnostics_text(&sources, &found, style_of_stderr())))?,
        );
    }
    for path in &args.dossiers {
        let bytes = disk::read(path)?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        match pipeline::answer(&plan, &mut sources, &name, &bytes, &request) {
            Ok(answer) => answers.push(answer),
            Err(found) => refused.extend(found),
        }
    }
    print(&rendered(&answers, args.format))?;
    if refused.is_empty() {
        return Ok(0);
    }
    Err(Failure::findings(report::diagnostics_text(&sources, &refused, style_of_stderr())))
}

fn rendered(answers: &[Answer], format: Format) -> String {
    match format {
        Format::Text => {
            let texts: Vec<String> =
                answers.iter().map(|answer| report::answer_text(answer, style_of_stdout())).collect();
            texts.join("\n")
        }
        Format::Markdown => answers.iter().map(report::answer_markdown).collect(),
        // One object a line for several dossiers, so that they can be read one by one.
        Format::Json => match answers {
            [one] => format!("{:#}\n", report::answer_json(one)),
            several => several.iter().map(|answer| format!("{}\n", report::answer_json(answer))).collect(),
        },
    }
}
