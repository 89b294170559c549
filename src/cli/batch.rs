//! `alinea batch`: dossiers by the million, one a line in and one a line out.
//!
//! Exit codes: 0 all dossiers were answered, 1 some were refused, 2 misuse or something that cannot be read or written,
//! 130 the run was interrupted.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Args, ValueEnum};
use same_file::Handle;

use super::progress::Progress;
use super::request::RequestArgs;
use super::write::Replacement;
use super::{Failure, RulesetArg, disk, print_error};
use crate::batch::{Ahead, Answered, Answers, Ended, Lines, Mismatch, Table, Tables, Worker, in_order};
use crate::plan::Plan;
use crate::query::Request;
use crate::report::{Fields, Form, Records};
use crate::time::Day;

/// The exit code of a program that was interrupted.
const INTERRUPTED: u8 = 130;

/// How many threads may be asked for: each holds blocks of lines.
const MAX_JOBS: usize = 128;

/// How many rows of a table are answered between two writings.
const ROWS: usize = 256;

#[derive(Args)]
pub(super) struct BatchArgs {
    /// Dossiers, un objet JSON par ligne, ou tableau .csv ; sans fichier ou avec « - », l'entrée standard
    #[arg(value_name = "FICHIER")]
    input: Option<PathBuf>,
    #[command(flatten)]
    ruleset: RulesetArg,
    #[command(flatten)]
    request: RequestArgs,
    /// Jour dont le droit s'applique (AAAA-MM-JJ) ; sinon le jour d'appréciation
    #[arg(long, value_name = "DATE", value_parser = super::parse_day)]
    droit_au: Option<Day>,
    /// Ce que dit chaque réponse : issue, valeurs, mesures, manquants, calendrier, ou tout ; séparés par des virgules
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        default_value = "issue",
        hide_default_value = true,
        hide_possible_values = true,
        value_name = "CHAMPS"
    )]
    champs: Vec<Field>,
    /// Forme des réponses
    #[arg(long, value_enum, default_value_t = Format::Ndjson, hide_default_value = true, hide_possible_values = true, value_name = "ndjson|csv")]
    format: Format,
    /// Forme des dossiers, quand le nom du fichier ne la dit pas
    #[arg(long, value_enum, hide_possible_values = true, value_name = "ndjson|csv")]
    entree: Option<Format>,
    /// Tableau des périodes, une ligne par période, quand les dossiers sont un tableau
    #[arg(long, value_name = "FICHIER")]
    periodes: Option<PathBuf>,
    /// Nombre de fils d'exécution ; sinon autant que de processeurs
    #[arg(long, value_name = "N", value_parser = parse_jobs)]
    jobs: Option<usize>,
    /// Écrit aussi dans ce fichier, à la fin, les lignes refusées et leurs fautes
    #[arg(long, value_name = "FICHIER")]
    erreurs: Option<PathBuf>,
    /// S'arrête quand plus de N lignes sont refusées
    #[arg(long, value_name = "N")]
    max_erreurs: Option<u64>,
}

fn parse_jobs(text: &str) -> Result<usize, String> {
    let jobs = text.parse().ok().filter(|jobs| (1..=MAX_JOBS).contains(jobs));
    jobs.ok_or_else(|| format!("il faut un nombre de 1 à {MAX_JOBS}"))
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Field {
    Issue,
    Valeurs,
    Mesures,
    Manquants,
    Calendrier,
    Tout,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Ndjson,
    Csv,
}

pub(super) fn run(args: BatchArgs) -> Result<u8, Failure> {
    let (plan, _) = args.ruleset.plan()?;
    let mut request = args.request.request(&plan)?;
    request.law_day = args.droit_au;
    let fields = fields(&args.champs);
    let form = match args.format {
        Format::Ndjson => Form::Ndjson,
        Format::Csv => Form::Csv,
    };
    if form == Form::Csv && fields.whole {
        return Err(Failure::misuse(
            "« --champs tout » ne tient pas dans un tableau : choisissez des champs, ou ndjson",
        ));
    }
    let asked = Asked { plan: &plan, request: &request, form, fields };
    let input = input(&args, &asked)?;
    // Nothing is opened for writing before what is read is found good.
    let errors = args.erreurs.as_deref().map(|path| errors(path, &args)).transpose()?;
    let stop = interruption()?;
    let mut output = Output { errors, max_refused: args.max_erreurs, refused: 0, too_many: false, failure: None };
    output.write(&Records::new(&plan, form, fields).header());
    let mut progress =
        Progress::new(args.input.as_deref().and_then(|path| std::fs::metadata(path).ok()).map(|file| file.len()));
    let ended = match input {
        Input::Tables(rows) => tables(rows, &asked, &stop, &mut output, &mut progress),
        Input::Lines(read) => lines(read, args.jobs, &asked, &stop, &mut output, &mut progress),
    };
    progress.clear();
    output.end(ended, &progress, stop.load(Ordering::Relaxed))
}

/// What is asked of each dossier.
struct Asked<'p> {
    plan: &'p Plan,
    request: &'p Request,
    form: Form,
    fields: Fields,
}

fn fields(wanted: &[Field]) -> Fields {
    let has = |field: Field| wanted.contains(&field);
    Fields {
        measures: has(Field::Mesures),
        missing: has(Field::Manquants),
        values: has(Field::Valeurs),
        calendar: has(Field::Calendrier),
        whole: has(Field::Tout),
    }
}

/// What the dossiers are read from.
enum Input<'p> {
    Lines(Box<dyn Read + Send>),
    Tables(Box<Tables<'p>>),
}

fn input<'p>(args: &BatchArgs, asked: &Asked<'p>) -> Result<Input<'p>, Failure> {
    let table = match args.entree {
        Some(format) => format == Format::Csv,
        None => args.input.as_ref().and_then(|path| path.extension()).is_some_and(|ending| ending == "csv"),
    };
    if reads_its_output(args) {
        return Err(Failure::misuse("les réponses iraient dans le fichier des dossiers : choisissez une autre sortie"));
    }
    match (table, &args.periodes) {
        (true, _) => open_tables(args, asked.plan).map(|tables| Input::Tables(Box::new(tables))),
        (false, Some(_)) => Err(Failure::misuse("« --periodes » accompagne un tableau de dossiers en CSV")),
        (false, None) => open_lines(args).map(Input::Lines),
    }
}

/// The file of a place that is read; nothing for standard input.
fn file_of(path: &Option<PathBuf>) -> Option<&Path> {
    path.as_deref().filter(|path| !disk::is_stdin(path))
}

/// Where refused lines go at the end: never into something that is read, or that is written otherwise.
fn errors(path: &Path, args: &BatchArgs) -> Result<Replacement, Failure> {
    let replacement = Replacement::of(path)?;
    let read = [file_of(&args.input), file_of(&args.periodes)];
    let is_input = read.into_iter().flatten().any(|path| replacement.is_for(path))
        || (file_of(&args.input).is_none() && replacement.is_for_stream(Handle::stdin()));
    let refusal = if is_input {
        "c'est ce fichier qui est lu"
    } else if args.ruleset.owns(path) {
        "c'est un fichier du recueil"
    } else if replacement.is_for_stream(Handle::stdout()) || replacement.is_for_stream(Handle::stderr()) {
        "c'est là que va déjà la sortie du programme"
    } else {
        return Ok(replacement);
    };
    Err(Failure::misuse(format!("« --erreurs {} » : {refusal}", path.display())))
}

/// Set when the run is interrupted; a second interruption ends it at once.
fn interruption() -> Result<Arc<AtomicBool>, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if seen.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(INTERRUPTED));
        }
    })
    .map_err(|error| Failure::misuse(format!("les interruptions ne peuvent être reçues : {error}")))?;
    Ok(stop)
}

/// Where records go, and what ends the run early.
struct Output {
    errors: Option<Replacement>,
    max_refused: Option<u64>,
    refused: u64,
    too_many: bool,
    failure: Option<Failure>,
}

impl Output {
    /// Writes what was answered; false when nothing more is wanted.
    fn take(&mut self, answered: &mut Answered) -> bool {
        let room = self.max_refused.map(|most| (most - self.refused) as usize);
        let beyond = room.is_some_and(|room| answered.refusals.len() > room);
        if let Some(room) = room {
            answered.end_at_refusal(room);
        }
        self.refused += answered.refusals.len() as u64;
        if let Some(errors) = &mut self.errors
            && let Err(failure) = errors.append(&answered.refused)
        {
            self.failure = Some(failure);
            return false;
        }
        self.write(&answered.records);
        self.too_many |= beyond;
        self.failure.is_none() && !beyond
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut out = std::io::stdout().lock();
        if let Err(error) = out.write_all(bytes).and_then(|()| out.flush()) {
            self.failure = Some(error.into());
        }
    }

    fn end(self, ended: Ended, progress: &Progress, interrupted: bool) -> Result<u8, Failure> {
        // What was refused so far is told, unless it cannot be.
        match (self.failure, self.errors) {
            (Some(failure), _) if failure.code > 0 => return Err(failure),
            (failure, errors) => {
                errors.map(Replacement::commit).transpose()?;
                if let Some(failure) = failure {
                    return Err(failure);
                }
            }
        }
        let refused = match self.refused {
            0 => String::new(),
            1 => ", 1 refusé".to_string(),
            more => format!(", {more} refusés"),
        };
        // All well is not worth a word where nobody watches.
        if self.refused > 0 || progress.is_watched() {
            let plural = if progress.done() > 1 { "s" } else { "" };
            print_error(&format!("{} dossier{plural}{refused}, {}", progress.done(), progress.rate()));
        }
        match ended {
            Ended::Unreadable(error) => Err(Failure::misuse(format!(
                "les dossiers ne peuvent être lus jusqu'au bout : {}",
                disk::reason(&error)
            ))),
            _ if self.too_many => Err(Failure::findings(format!("arrêt au {}e refus", self.refused))),
            Ended::Stopped if interrupted => Ok(INTERRUPTED),
            Ended::Complete | Ended::Stopped => Ok(u8::from(self.refused > 0)),
        }
    }
}

fn open_lines(args: &BatchArgs) -> Result<Box<dyn Read + Send>, Failure> {
    let Some(path) = file_of(&args.input) else { return Ok(Box::new(Ahead::new(std::io::stdin()))) };
    let file = disk::open(path)?;
    let waits = !file.metadata().is_ok_and(|file| file.is_file());
    Ok(if waits { Box::new(Ahead::new(file)) } else { Box::new(file) })
}

/// Whether answers go into a file that is read: they would be read again, without end.
fn reads_its_output(args: &BatchArgs) -> bool {
    let is_file = |handle: &Handle| handle.as_file().metadata().is_ok_and(|of| of.is_file());
    let Some(output) = Handle::stdout().ok().filter(is_file) else { return false };
    let is_output = |path: &Path| path.is_file() && Handle::from_path(path).is_ok_and(|read| read == output);
    [file_of(&args.input), file_of(&args.periodes)].into_iter().flatten().any(is_output)
        || (file_of(&args.input).is_none() && Handle::stdin().is_ok_and(|read| read == output))
}

/// One dossier a line.
fn lines(
    input: Box<dyn Read + Send>,
    jobs: Option<usize>,
    asked: &Asked,
    stop: &AtomicBool,
    output: &mut Output,
    progress: &mut Progress,
) -> Ended {
    let processors = || std::thread::available_parallelism().map_or(1, NonZero::get);
    let jobs = jobs.unwrap_or_else(|| processors().min(MAX_JOBS));
    let worker = || {
        let mut worker = Worker::new(asked.plan, asked.request, asked.form, asked.fields);
        move |lines: &Lines, answered: &mut Answered| {
            worker.answer(lines, answered, || stop.load(Ordering::Relaxed));
        }
    };
    in_order(input, jobs, stop, worker, |lines, answered| {
        // Lines that an interruption left out are followed by others that it did not.
        let whole = !stop.load(Ordering::Relaxed) || answered.dossiers == lines.iter().count() as u64;
        let more = output.take(answered);
        progress.add(answered.dossiers, lines.position);
        more && whole
    })
}

/// A row a dossier, and a row a period; both tables are held against each other first.
fn open_tables<'p>(args: &BatchArgs, plan: &'p Plan) -> Result<Tables<'p>, Failure> {
    let open = |path: &Option<PathBuf>| -> Result<Table, Failure> {
        let (name, input): (_, Box<dyn Read + Send>) = match file_of(path) {
            Some(path) => {
                (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), Box::new(disk::open(path)?))
            }
            None => ("entrée standard".to_string(), Box::new(std::io::stdin())),
        };
        Table::open(&name, input).map_err(misuse)
    };
    let both = || -> Result<Tables<'p>, Failure> {
        let periods = args.periodes.as_ref().map(|path| open(&Some(path.clone()))).transpose()?;
        Tables::new(plan, open(&args.input)?, periods).map_err(misuse)
    };
    if args.periodes.is_some() {
        if file_of(&args.input).is_none() {
            return Err(Failure::misuse("avec « --periodes », les dossiers se donnent par un fichier, lu deux fois"));
        }
        both()?.check().map_err(misuse)?;
    }
    both()
}

fn tables(
    mut rows: Box<Tables>,
    asked: &Asked,
    stop: &AtomicBool,
    output: &mut Output,
    progress: &mut Progress,
) -> Ended {
    let mut answers = Answers::new(asked.plan, asked.request, asked.form, asked.fields);
    let mut answered = Answered::default();
    loop {
        let mut count = 0;
        for (number, case) in rows.by_ref().take(ROWS) {
            count += 1;
            match case {
                Ok(case) => {
                    answers.guarded(number, |answers| answers.case(number, &case));
                }
                Err((sources, diagnostics)) => answers.refuse(number, &sources, &diagnostics),
            }
        }
        answers.take(&mut answered);
        let more = output.take(&mut answered);
        progress.add(answered.dossiers, 0);
        if count == 0 {
            output.failure = rows.failure().map(misuse);
            return Ended::Complete;
        }
        if !more || stop.load(Ordering::Relaxed) {
            return Ended::Stopped;
        }
    }
}

fn misuse(mismatch: Mismatch) -> Failure {
    Failure::misuse(mismatch.0)
}
