//! Help and misuse, in French.

use std::io::Write;
use std::process::ExitCode;

use clap::CommandFactory;
use clap::error::{ContextKind, ErrorKind};

use super::Cli;

/// How the help of the program is laid out.
pub(super) const COMMANDS: &str = "{about}\n\nUsage : {usage}\n\nCommandes :\n{subcommands}\n\nOptions :\n{options}\n";

/// How the help of a subcommand is laid out that takes arguments without a name.
pub(super) const ARGUMENTS: &str = "{about}\n\nUsage : {usage}\n\nArguments :\n{positionals}\n\nOptions :\n{options}\n";

/// How that of any other is.
pub(super) const OPTIONS: &str = "{about}\n\nUsage : {usage}\n\nOptions :\n{options}\n";

/// Says what is wrong with the arguments, or prints the help that was asked for.
pub(super) fn explain(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let _ = anstream::stdout().write_all(error.render().to_string().as_bytes());
        return ExitCode::SUCCESS;
    }
    let value = |kind: ContextKind| error.get(kind).map(|value| value.to_string()).unwrap_or_default();
    let argument = value(ContextKind::InvalidArg);
    let given = value(ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            let commands = Cli::command();
            let names: Vec<&str> = commands.get_subcommands().map(|command| command.get_name()).collect();
            format!("il manque une commande : {}", names.join(", "))
        }
        ErrorKind::InvalidSubcommand => format!("« {} » n'est pas une commande", value(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("« {argument} » n'est pas une option de cette commande"),
        ErrorKind::MissingRequiredArgument => format!("il manque {argument}"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(|why| format!(" : {why}")).unwrap_or_default();
            format!("« {given} » ne convient pas à « {argument} »{why}")
        }
        ErrorKind::ArgumentConflict => format!("« {argument} » ne va pas avec une autre option"),
        ErrorKind::TooManyValues => format!("« {argument} » reçoit trop de valeurs"),
        _ => "ces arguments ne conviennent pas".to_string(),
    };
    let near = value(ContextKind::SuggestedSubcommand)
        + &value(ContextKind::SuggestedArg)
        + &value(ContextKind::SuggestedValue);
    let hint = if near.is_empty() { String::new() } else { format!("\nvouliez-vous dire « {near} » ?") };
    let text =
        format!("{message}{hint}\n« alinea --help » montre les commandes, « alinea COMMANDE --help » leurs options\n");
    let _ = anstream::stderr().write_all(text.as_bytes());
    ExitCode::from(2)
}
