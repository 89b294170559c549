//! Help and misuse, in French.

use std::io::Write;
use std::process::ExitCode;

use clap::error::{ContextKind, ErrorKind};

/// How the help of a subcommand is laid out.
pub(super) const TEMPLATE: &str = "{about}\n\nUsage : {usage}\n\n{all-args}\n";

/// Says what is wrong with the arguments, or prints the help that was asked for.
pub(super) fn explain(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let mut text = error.render().to_string().replace("[alias: ", "[alias : ");
        for heading in ["Arguments", "Commandes", "Options"] {
            text = text.replace(&format!("{heading}:\n"), &format!("{heading} :\n"));
        }
        let _ = anstream::stdout().write_all(text.as_bytes());
        return ExitCode::SUCCESS;
    }
    let value = |kind: ContextKind| error.get(kind).map(|value| value.to_string()).unwrap_or_default();
    let argument = value(ContextKind::InvalidArg);
    let given = value(ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            "il manque une commande : eval, check, show ou schema".to_string()
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
