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
use super::request::choices;
use super::write::{Replacement, replace};
use super::{Failure, RulesetArg, disk, print_bytes, print_error, style_of_stderr, style_of_stdout, xlsx};
use crate::batch::{Ended, Lines, in_order};
use crate::compare::{Compared, Comparison, Depth, Found, Gathered, Incomparable, MAX_DETAILS, Options, Sides, Work};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::pipeline;
use crate::plan::Plan;
use crate::report::{self, Detail, Style};
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
    /// Avec « --temoins » : dossier où les écrire, chacun avec ce que répondent les règles d'après
    #[arg(long, value_name = "DIR", requires = "temoins")]
    ecrire: Option<PathBuf>,
    /// Compare aussi les jours où les conditions sont réunies
    #[arg(long)]
    jours: bool,
    /// Suit des deux côtés une autre option d'une convention ; peut être répété
    #[arg(long, value_name = "NOM=OPTION")]
    convention: Vec<String>,
    /// Suppose un fait là où les dossiers ne le disent pas ; peut être répété
    #[arg(long, value_name = "FAIT=VALEUR")]
    supposer: Vec<String>,
    /// Montre chaque dossier qui change, avec ce qui a été mesuré
    #[arg(long)]
    complet: bool,
    /// Forme du compte rendu ; csv et xlsx donnent un tableau, un dossier qui change par ligne
    #[arg(long, value_enum, default_value_t = Format::Text, hide_default_value = true, hide_possible_values = true, value_name = "text|json|markdown|html|csv|xlsx")]
    format: Format,
    /// Fichier où écrire le compte rendu ; sinon la sortie standard
    #[arg(long, value_name = "FICHIER")]
    sortie: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
    Html,
    Csv,
    Xlsx,
}

impl Format {
    /// How far dossiers are compared for it: a table tells each of them, and none in full.
    fn options<'a>(self, args: &'a DiffArgs) -> Options<'a> {
        let is_table = matches!(self, Format::Csv | Format::Xlsx);
        let depth = Depth { days: args.jours, reasons: true, parts: !is_table };
        let details = if is_table { usize::MAX } else { MAX_DETAILS };
        Options { depth, only: args.name.as_deref(), details }
    }
}

pub(super) fn run(args: DiffArgs) -> Result<u8, Failure> {
    let (mut sides, own) = sides(&args)?;
    if let Some(wanted) = &args.procedure {
        sides = sides.only(wanted)?;
    }
    let output = match &args.sortie {
        None if args.format == Format::Xlsx => {
            return Err(Failure::misuse("un classeur s'écrit dans un fichier : ajoutez « --sortie FICHIER.xlsx »"));
        }
        None => None,
        Some(path) if args.ruleset.owns(path) => {
            return Err(Failure::misuse(format!("« --sortie {} » : c'est un fichier du recueil", path.display())));
        }
        Some(path) => Some(Replacement::of(path)?),
    };
    let work = Work::new(&sides.pairs, args.format.options(&args));
    let gathered = gathered(&work, &args, own.as_ref())?;
    let comparison = Comparison::new([&args.before, &args.after], sides, gathered, args.temoins);
    if let Some(folder) = &args.ecrire {
        keep(&comparison, folder)?;
    }
    let detail = if args.complet || args.name.is_some() { Detail::Full } else { Detail::Brief };
    let style = if output.is_some() { Style::PLAIN } else { style_of_stdout() };
    let told = match args.format {
        Format::Text => report::comparison_text(&comparison, detail, style).into_bytes(),
        Format::Json => format!("{:#}\n", report::comparison_json(&comparison)).into_bytes(),
        Format::Markdown => report::comparison_markdown(&comparison, detail).into_bytes(),
        Format::Html => report::comparison_html(&comparison).document().into_bytes(),
        Format::Csv => report::comparison_csv(&comparison),
        Format::Xlsx => xlsx::workbook(&comparison)?,
    };
    match output {
        Some(output) => output.filled(&told)?,
        None => print_bytes(&told)?,
    }
    Ok(u8::from(comparison.differs()))
}

/// Writes each witness as a dossier of its own; one that is there with other words stays.
fn keep(comparison: &Comparison, folder: &Path) -> Result<(), Failure> {
    let (mut written, mut others) = (0, Vec::new());
    for (name, text) in comparison.compared.iter().flat_map(Compared::kept) {
        let path = folder.join(format!("{name}.yaml"));
        match path.exists() {
            false => {
                replace(&path, &text)?;
                written += 1;
            }
            true if disk::read(&path)? == text.as_bytes() => {}
            true => others.push(path.display().to_string()),
        }
    }
    print_error(&format!("{written} témoins écrits dans {}", folder.display()));
    match others.is_empty() {
        true => Ok(()),
        false => Err(Failure::misuse(format!("ces fichiers disent autre chose et restent : {}", others.join(", ")))),
    }
}

/// What is compared with what, and where the dossiers lie when none are named.
fn sides(args: &DiffArgs) -> Result<(Sides, Box<dyn Loader>), Failure> {
    let chosen = choices("convention", "nom=option", &args.convention)?;
    let supposed = choices("supposer", "fait=valeur", &args.supposer)?;
    match (recueil(&args.before)?, recueil(&args.after)?) {
        (Some(before), Some(after)) => {
            let sides = Sides::of_rulesets(&plan(before.as_ref(), "avant")?, &plan(after.as_ref(), "après")?);
            Ok((sides.following(&chosen)?.supposing(&supposed)?, after))
        }
        (None, None) => {
            let loader = args.ruleset.loader()?;
            let (plan, _) = args.ruleset.plan()?;
            Ok((Sides::within(&plan, &args.before, &args.after, &chosen)?.supposing(&supposed)?, loader))
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
