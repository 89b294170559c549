//! The command line: arguments in, exit code out. One file per subcommand; knows nothing of the language.
//!
//! Exit codes: 0 all is well, 1 findings in the rules or in a dossier, 2 misuse or a file that cannot be read.

mod ask;
mod batch;
mod calendar;
mod check;
mod diff;
mod disk;
mod eval;
mod fmt;
mod git;
mod interview;
mod letterhead;
mod new;
mod progress;
mod request;
mod ruleset;
mod schema;
mod show;
mod test;
mod usage;
mod write;
mod xlsx;

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::ruleset::RulesetArg;
use crate::case::{self, Case};
use crate::plan::Plan;
use crate::report::{self, Style};
use crate::source::Sources;

#[derive(Parser)]
#[command(
    name = "alinea",
    version,
    about = "Les conditions des circulaires, en fichiers lisibles, appliquées à des dossiers",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    help_template = usage::COMMANDS,
    subcommand_value_name = "COMMANDE"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Affiche cette aide
    #[arg(short = 'h', long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// Affiche la version
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Subcommand)]
enum Command {
    /// Évalue des dossiers et explique les réponses (aussi : evaluer)
    #[command(alias = "evaluer", help_template = usage::ARGUMENTS)]
    Eval(eval::EvalArgs),
    /// Évalue des dossiers par millions, un par ligne (aussi : lot)
    #[command(alias = "lot", help_template = usage::ARGUMENTS)]
    Batch(batch::BatchArgs),
    /// Dit quels faits peuvent encore changer l'issue, et les demande (aussi : demander)
    #[command(alias = "demander", help_template = usage::ARGUMENTS)]
    Ask(ask::AskArgs),
    /// Donne les jours où les conditions sont réunies, passés et à venir (aussi : calendrier)
    #[command(alias = "calendrier", help_template = usage::ARGUMENTS)]
    Calendar(calendar::CalendarArgs),
    /// Vérifie les règles d'un recueil (aussi : verifier)
    #[command(alias = "verifier", help_template = usage::ARGUMENTS)]
    Check(check::CheckArgs),
    /// Montre une procédure telle qu'elle est en vigueur (aussi : montrer)
    #[command(alias = "montrer", help_template = usage::ARGUMENTS)]
    Show(show::ShowArgs),
    /// Compare deux textes, recueils, révisions ou lectures : qui gagne, qui perd (aussi : comparer)
    #[command(alias = "comparer", help_template = usage::ARGUMENTS)]
    Diff(diff::DiffArgs),
    /// Met des fichiers de règles dans leur forme commune (aussi : mettre-en-forme)
    #[command(alias = "mettre-en-forme", help_template = usage::ARGUMENTS)]
    Fmt(fmt::FmtArgs),
    /// Confronte un recueil à ses propres dossiers (aussi : tester)
    #[command(alias = "tester", help_template = usage::ARGUMENTS)]
    Test(test::TestArgs),
    /// Crée un recueil qui se vérifie déjà, à modifier (aussi : nouveau)
    #[command(alias = "nouveau", help_template = usage::ARGUMENTS)]
    New(new::NewArgs),
    /// Écrit le schéma JSON d'un dossier (aussi : schéma)
    #[command(alias = "schéma", help_template = usage::OPTIONS)]
    Schema(schema::SchemaArgs),
}

/// Why a command stops early; the message is French.
#[derive(Debug)]
struct Failure {
    message: String,
    code: u8,
}

impl Failure {
    fn misuse(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), code: 2 }
    }

    fn findings(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), code: 1 }
    }

    /// Rules that are at fault for a dossier, as what was printed says.
    fn faulty_rules() -> Failure {
        Failure::misuse("les règles sont en défaut : elles se contredisent, ou ne disent rien de ce dossier")
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        // A reader that closed the pipe has what it wanted.
        let code = if error.kind() == std::io::ErrorKind::BrokenPipe { 0 } else { 2 };
        Failure {
            message: if code == 0 { String::new() } else { format!("écriture impossible : {}", disk::reason(&error)) },
            code,
        }
    }
}

/// Runs the program on the process's arguments.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage::explain(&error),
    };
    let done = match cli.command {
        Command::Eval(args) => eval::run(args),
        Command::Batch(args) => batch::run(args),
        Command::Ask(args) => ask::run(args),
        Command::Calendar(args) => calendar::run(args),
        Command::Check(args) => check::run(args),
        Command::Show(args) => show::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Fmt(args) => fmt::run(args),
        Command::Test(args) => test::run(args),
        Command::New(args) => new::run(args),
        Command::Schema(args) => schema::run(args),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            if !failure.message.is_empty() {
                print_error(&failure.message);
            }
            ExitCode::from(failure.code)
        }
    }
}

/// The dossier that is read when none is named and the recueil is the one used by default.
const SAMPLE: &str = include_str!("exemple.yaml");

/// A dossier as it was read.
struct Dossier {
    case: Case,
    /// The text of its file; none of one that was not read from a file.
    text: Option<String>,
}

/// A dossier, or what is wrong with it. When none is named, the sample; of a recueil that was named, one of which
/// nothing is known, called `name`.
fn dossier(ruleset: &RulesetArg, plan: &Plan, path: Option<&Path>, name: &str) -> Result<Dossier, Failure> {
    let (name, bytes) = match path {
        Some(path) => (disk::stem(path), disk::read(path)?),
        None if ruleset.is_default() => ("exemple".to_string(), SAMPLE.as_bytes().to_vec()),
        None => return Ok(Dossier { case: Case::unknown(plan, name), text: None }),
    };
    let mut sources = Sources::default();
    let case = case::read(plan, &mut sources, &name, &bytes)
        .map_err(|found| Failure::findings(report::diagnostics_text(&sources, &found, style_of_stderr())))?;
    Ok(Dossier { case, text: path.and_then(|_| String::from_utf8(bytes).ok()) })
}

fn style_of_stdout() -> Style {
    Style { colour: std::io::stdout().is_terminal(), ..Style::PLAIN }
}

fn style_of_stderr() -> Style {
    Style { colour: std::io::stderr().is_terminal(), ..Style::PLAIN }
}

/// Writes to standard output; colours are dropped where the terminal or `NO_COLOR` asks for it.
fn print(text: &str) -> Result<(), Failure> {
    print_bytes(text.as_bytes())
}

fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = anstream::stdout();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(())
}

/// Writes to standard error.
fn print_error(text: &str) {
    // Nothing is left to do when even this cannot be written.
    let _ = anstream::stderr().write_all(format!("{}\n", text.trim_end()).as_bytes());
}

fn parse_day(text: &str) -> Result<crate::time::Day, String> {
    let parts: Vec<&str> = text.split('/').collect();
    let iso = match parts.as_slice() {
        [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => text.to_string(),
    };
    crate::time::Day::parse_iso(&iso)
        .filter(|day| (crate::time::Day::FIRST..=crate::time::Day::LAST).contains(day))
        .ok_or_else(|| "il faut une date du calendrier, entre 1900 et 2200, par exemple 2024-06-15".to_string())
}
