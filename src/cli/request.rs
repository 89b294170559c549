//! What is asked of a dossier, as arguments.

use clap::Args;

use super::Failure;
use crate::plan::Plan;
use crate::query;
use crate::request::{Named, Request, Unknown};
use crate::time::Day;

#[derive(Args)]
pub(super) struct RequestArgs {
    /// Jour où les faits sont appréciés (AAAA-MM-JJ) ; sinon la date que dit la convention
    #[arg(long, value_name = "DATE", value_parser = super::parse_day)]
    le: Option<Day>,
    /// Une seule procédure
    #[arg(long, value_name = "NOM")]
    procedure: Option<String>,
    /// La version d'un texte, en vigueur ou non
    #[arg(long, value_name = "TEXTE")]
    texte: Option<String>,
    /// Suit une autre option d'une convention ; peut être répété
    #[arg(long, value_name = "NOM=OPTION")]
    convention: Vec<String>,
}

impl RequestArgs {
    pub(super) fn request(&self, plan: &Plan) -> Result<query::Request, Failure> {
        let request = Request {
            day: self.le,
            procedure: self.procedure.clone(),
            text: self.texte.clone(),
            conventions: choices("convention", "nom=option", &self.convention)?,
            ..Request::default()
        };
        Ok(request.resolve(plan)?)
    }
}

/// Arguments that each name something and say what is chosen for it.
pub(super) fn choices(option: &str, form: &str, given: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let choice = |choice: &String| match choice.split_once('=') {
        Some((name, chosen)) => Ok((name.to_string(), chosen.to_string())),
        None => Err(Failure::misuse(format!("« {choice} » : écrivez « --{option} \"{form}\" »"))),
    };
    given.iter().map(choice).collect()
}

impl From<Unknown> for Failure {
    fn from(Unknown { name, named, hint }: Unknown) -> Failure {
        let what = match named {
            Named::Procedure => "procédure inconnue",
            Named::Text => "texte inconnu",
            Named::Convention => "convention inconnue",
            Named::Option(_) => "option inconnue",
        };
        Failure::misuse(format!("« {name} » : {what} de ce recueil ; {hint}"))
    }
}
