//! What is asked of a dossier, as arguments.

use clap::Args;

use super::Failure;
use crate::explain::Request;
use crate::names::{self, closest, normalize};
use crate::plan::{ConventionId, Plan, Reading};
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
    pub(super) fn request(&self, plan: &Plan) -> Result<Request, Failure> {
        let mut request = Request::new(plan);
        request.day = self.le;
        if let Some(name) = &self.procedure {
            request.procedure = Some(known(name, "procédure", plan.procedures())?);
        }
        if let Some(name) = &self.texte {
            let texts = plan.versions.iter().map(|version| plan.texts[version.text.index()].name.as_str());
            request.text = Some(known(name, "texte", texts.collect())?);
        }
        for choice in &self.convention {
            let (name, option) = choice
                .split_once('=')
                .ok_or_else(|| Failure::misuse(format!("« {choice} » : écrivez « --convention \"nom=option\" »")))?;
            request.reading = followed(plan, request.reading, name, option)?;
        }
        Ok(request)
    }
}

/// A reading with another option of a convention.
pub(super) fn followed(plan: &Plan, reading: Reading, name: &str, option: &str) -> Result<Reading, Failure> {
    let names: Vec<&str> = plan.conventions.iter().map(|convention| convention.name.as_str()).collect();
    let name = known(name.trim(), "convention", names)?;
    let index = plan.conventions.iter().position(|convention| convention.name == name).unwrap_or(0);
    let options: Vec<&str> = plan.conventions[index].options.iter().map(|option| option.name.as_str()).collect();
    let option = known(option.trim(), "option", options.clone())?;
    let position = options.iter().position(|known| *known == option).unwrap_or(0);
    reading
        .with(ConventionId(index as u32), position)
        .ok_or_else(|| Failure::misuse(format!("« {option} » ne peut être suivie")))
}

/// The name as the recueil writes it, or what was probably meant.
pub(super) fn known(name: &str, what: &str, names: Vec<&str>) -> Result<String, Failure> {
    let name = normalize(name);
    if let Some(place) = names::find(&name, names.iter().copied()) {
        return Ok(names[place].to_string());
    }
    let hint = match closest(&name, names.iter().copied()) {
        Some(near) => format!("vouliez-vous dire « {near} » ?"),
        None => format!("noms connus : {}", names.join(", ")),
    };
    Err(Failure::misuse(
        format!("« {name} » : {what} inconnue de ce recueil ; {hint}").replace("texte inconnue", "texte inconnu"),
    ))
}
