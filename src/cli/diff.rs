//! `alinea diff`: what changes between two sides.
//!
//! Exit codes: 0 nothing is told as different, 1 something is, 2 misuse or something that cannot be read.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::{Args, ValueEnum};

use super::git::{self, Revision};
use super::progress::Progress;
use super::{Failure, RulesetArg, disk, print, style_of_stderr, style_of_stdout};
use crate::batch::{Ended, Lines, in_order};
use crate::compare::{Comparison, Found, Gathered, Incomparable, MAX_DETAILS, Options, Sides, Work};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::pipeline;
use crate::plan::Plan;
use crate::report;
use crate::source::Loader;

#[derive(Args)]
pub(super) struct DiffArgs {
    /// Avant : un texte ou une procédure du recueil, une lecture « convention=option », un dossier, ou RÉVISION:dossier
    #[arg(value_name = "AVANT")]
    before: String,
    /// Après : de même
    #[arg(value_name = "APRÈS")]
    after: String,
    #[command(flatten)]
    ruleset: RulesetArg,
    /// Cette procédure seulement
    #[arg(long, value_name = "NOM")]
    procedure: Option<String>,
    /// Dossiers à comparer : un dossier de fichiers, un fichier, ou un fichier .ndjson ; sinon ceux du recueil
    #[arg(long, value_name = "CAS")]
    cas: Option<PathBuf>,
    /// Ce dossier seulement
    #[arg(long, value_name = "NOM")]
    name: Option<String>,
    /// Cherche pour chaque différence le plus petit dossier qui sépare les deux côtés
    #[arg(long)]
    temoins: bool,
    /// Compare aussi les jours où les conditions sont réunies
    #[arg(long)]
    jours: bool,
    /// Forme du compte rendu
    #[arg(long, value_enum, default_value_t = Format::Text, hide_default_value = true, hide_possible_values = true, value_name = "text|json|markdown|html")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
    Html,
}

pub(super) fn run(args: DiffArgs) -> Result<u8, Failure> {
    let (mut sides, own) = sides(&args)?;
    if let Some(wanted) = &args.procedure {
        sides = sides.only(wanted)?;
    }
    let work = Work::new(&sides.pairs, Options { days: args.jours, only: args.name.as_deref(), details: MAX_DETAILS });
    let gathered = gathered(&work, &args, own.as_ref())?;
    let comparison = Comparison::new([&args.before, &args.after], sides, gathered, args.temoins);
    print(&match args.format {
        Format::Text => report::comparison_text(&comparison, style_of_stdout()),
        Format::Json => format!("{:#}\n", report::comparison_json(&comparison)),
        Format::Markdown => report::comparison_markdown(&comparison),
        Format::Html => report::comparison_html(&comparison).document(),
    })?;
    Ok(u8::from(comparison.differs()))
}

/// What is compared with what, and where the dossiers lie when none are named.
fn sides(args: &DiffArgs) -> Result<(Sides, Box<dyn Loader>), Failure> {
    match (recueil(&args.before)?, recueil(&args.after)?) {
        (Some(before), Some(after)) => {
            let sides = Sides::of_rulesets(&plan(before.as_ref(), "avant")?, &plan(after.as_ref(), "après")?);
            Ok((sides, after))
        }
        (None, None) => {
            let loader = args.ruleset.loader()?;
            let (plan, _) = args.ruleset.plan()?;
            Ok((Sides::within(&plan, &args.before, &args.after)?, loader))
        }
        _ => Err(Failure::misuse("comparez deux recueils, ou deux textes, procédures ou lectures d'un même recueil")),
    }
}

/// The recueil that an operand names: a folder, a revision's folder, or one that is built in.
fn recueil(operand: &str) -> Result<Option<Box<dyn Loader>>, Failure> {
    let path = Path::new(operand);
    if path.is_dir() || path.is_file() {
        return RulesetArg::at(path).loader().map(Some);
    }
    // Texts and readings hold no colon without a blank before it.
    if let Some((revision, folder)) = git::split(operand)
        && !revision.is_empty()
        && !revision.ends_with(' ')
    {
        return Ok(Some(Box::new(Revision::open(revision, folder)?)));
    }
    Ok(crate::embedded::Embedded::named(operand).map(|found| Box::new(found) as Box<dyn Loader>))
}

fn plan(loader: &dyn Loader, name: &str) -> Result<Arc<Plan>, Failure> {
    let checked = pipeline::load(loader);
    let is_error = |found: &Diagnostic| has_errors(std::slice::from_ref(found));
    checked.plan.ok_or_else(|| {
        let errors: Vec<_> = checked.diagnostics.into_iter().filter(is_error).collect();
        let findings = report::diagnostics_text(&checked.sources, &errors, style_of_stderr());
        Failure::misuse(format!("{name}\n{findings}"))
    })
}

impl From<Incomparable> for Failure {
    fn from(why: Incomparable) -> Failure {
        match why {
            Incomparable::Reading(unknown) => unknown.into(),
            Incomparable::UnknownSide { name, near, known } => {
                // Here a side may be a place on the disk as well.
                let near = near.or_else(|| disk::near(Path::new(&name)).map(|path| path.display().to_string()));
                let hint = match near {
                    Some(near) => format!("vouliez-vous dire « {near} » ?"),
                    None => format!("textes et procédures : {}", known.join(", ")),
                };
                let what =
                    "ni un texte ni une procédure du recueil, ni une lecture « convention=option », ni un dossier";
                Failure::misuse(format!("« {name} » n'est {what}\n{hint}"))
            }
            other => Failure::misuse(Diagnostic::from(other).message),
        }
    }
}

/// Compares the dossiers that `--cas` names, else those of the recueil.
fn gathered(work: &Work<'_>, args: &DiffArgs, own: &dyn Loader) -> Result<Gathered, Failure> {
    if let Some(path) = args.cas.as_ref().filter(|path| path.extension().is_some_and(|ending| ending == "ndjson")) {
        return lines(work, path);
    }
    let (mut comparer, mut all, mut found) = (work.comparer(), Gathered::default(), Found::default());
    match &args.cas {
        Some(path) => {
            for file in disk::dossiers(path)? {
                comparer.compare(disk::stem(&file), &disk::read(&file)?, &mut found);
            }
        }
        None => {
            for (name, text) in pipeline::dossiers(own).map_err(Failure::misuse)? {
                comparer.compare(name, &text, &mut found);
            }
        }
    }
    work.gather(&mut all, &mut found);
    Ok(all)
}

/// One dossier a line; memory does not grow with their number.
fn lines(work: &Work<'_>, path: &Path) -> Result<Gathered, Failure> {
    let file = disk::open(path)?;
    let mut progress = Progress::new(file.metadata().ok().map(|file| file.len()));
    let jobs = std::thread::available_parallelism().map_or(1, NonZero::get);
    let never = AtomicBool::new(false);
    let worker = || {
        let mut comparer = work.comparer();
        move |lines: &Lines, found: &mut Found| {
            lines.iter().for_each(|(number, line)| comparer.compare(format_args!("ligne {number}"), line, found));
        }
    };
    let mut all = Gathered::default();
    let ended = in_order(file, jobs, &never, worker, |lines, found| {
        progress.add(found.dossiers, lines.position);
        work.gather(&mut all, found);
        true
    });
    progress.clear();
    match ended {
        Ended::Unreadable(error) => {
            Err(Failure::misuse(format!("« {} » ne peut être lu : {}", path.display(), disk::reason(&error))))
        }
        Ended::Complete | Ended::Stopped => Ok(all),
    }
}
