//! `alinea eval`: dossiers in, explained answers out.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{Failure, RulesetArg, disk, print, style_of_stderr, style_of_stdout};
use crate::case::MAX_BYTES;
use crate::check::closest;
use crate::explain::{Answer, Request};
use crate::plan::{ConventionId, Plan};
use crate::time::Day;
use crate::{pipeline, report};

/// The dossier that is evaluated when none is named.
const SAMPLE: &str = include_str!("exemple.yaml");

#[derive(Args)]
pub(super) struct EvalArgs {
    /// Dossiers en YAML ou JSON ; sans dossier, un exemple est évalué
    #[arg(value_name = "DOSSIER")]
    dossiers: Vec<PathBuf>,
    #[command(flatten)]
    ruleset: RulesetArg,
    /// Jour où les faits sont appréciés (AAAA-MM-JJ) ; sinon la date que dit la convention
    #[arg(long, value_name = "DATE", value_parser = super::parse_day)]
    le: Option<Day>,
    /// Jour dont le droit s'applique (AAAA-MM-JJ) ; sinon le jour d'appréciation
    #[arg(long, value_name = "DATE", value_parser = super::parse_day)]
    droit_au: Option<Day>,
    /// Une seule procédure
    #[arg(long, value_name = "NOM")]
    procedure: Option<String>,
    /// La version d'un texte, en vigueur ou non
    #[arg(long, value_name = "TEXTE")]
    texte: Option<String>,
    /// Suit une autre option d'une convention ; peut être répété
    #[arg(long, value_name = "NOM=OPTION")]
    convention: Vec<String>,
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
    let request = request(&plan, &args)?;
    let mut answers = Vec::new();
    let mut refused = Vec::new();
    if args.dossiers.is_empty() {
        answers.push(
            pipeline::answer(&plan, &mut sources, "exemple", SAMPLE.as_bytes(), &request)
                .map_err(|found| Failure::findings(report::diagnostics_text(&sources, &found, style_of_stderr())))?,
        );
    }
    for path in &args.dossiers {
        let bytes = read(path)?;
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

/// The bytes of a dossier; one byte more than allowed is enough to refuse it.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    use std::io::Read;
    let failure = |error: std::io::Error| {
        Failure::misuse(format!("« {} » ne peut être lu : {}", path.display(), disk::reason(&error)))
    };
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(failure)?;
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(failure)?;
    Ok(bytes)
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

fn request(plan: &Plan, args: &EvalArgs) -> Result<Request, Failure> {
    let mut request = Request::new(plan);
    request.day = args.le;
    request.law_day = args.droit_au;
    if let Some(name) = &args.procedure {
        request.procedure = Some(known(name, "procédure", plan.procedures())?);
    }
    if let Some(name) = &args.texte {
        let texts = plan.versions.iter().map(|version| plan.texts[version.text.index()].name.as_str());
        request.text = Some(known(name, "texte", texts.collect())?);
    }
    for choice in &args.convention {
        let (name, option) = choice
            .split_once('=')
            .ok_or_else(|| Failure::misuse(format!("« {choice} » : écrivez « --convention \"nom=option\" »")))?;
        let names: Vec<&str> = plan.conventions.iter().map(|convention| convention.name.as_str()).collect();
        let name = known(name.trim(), "convention", names)?;
        let index = plan.conventions.iter().position(|convention| convention.name == name).unwrap_or(0);
        let options: Vec<&str> = plan.conventions[index].options.iter().map(|option| option.name.as_str()).collect();
        let option = known(option.trim(), "option", options.clone())?;
        let position = options.iter().position(|known| *known == option).unwrap_or(0);
        request.reading = request
            .reading
            .with(ConventionId(index as u32), position)
            .ok_or_else(|| Failure::misuse(format!("« {option} » ne peut être suivie")))?;
    }
    Ok(request)
}

/// The name as the recueil writes it, or what was probably meant.
fn known(name: &str, what: &str, names: Vec<&str>) -> Result<String, Failure> {
    let folded = name.split_whitespace().collect::<Vec<_>>().join(" ").replace('’', "'");
    if names.contains(&folded.as_str()) {
        return Ok(folded);
    }
    let hint = match closest(&folded, names.iter().copied()) {
        Some(near) => format!("vouliez-vous dire « {near} » ?"),
        None => format!("noms connus : {}", names.join(", ")),
    };
    Err(Failure::misuse(
        format!("« {folded} » : {what} inconnue de ce recueil ; {hint}").replace("texte inconnue", "texte inconnu"),
    ))
}
