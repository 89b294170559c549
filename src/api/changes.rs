//! Methods on two sides: what changes between them, and for how many of many dossiers.

use std::sync::Arc;

use serde_json::{Value, json};

use super::Error;
use super::held::{Files, Kept};
use super::params::Params;
use crate::compare::{Comparison, Depth, MAX_DETAILS, Options, Sides};
use crate::pipeline;
use crate::population::Population;
use crate::report;
use crate::ruleset::{Ruleset, alone};

/// So many refusals are told.
const MAX_TOLD: usize = 200;

pub(super) fn populate(params: &Params<'_>) -> Result<Value, Error> {
    let handle = params.required_text("handle")?;
    let ruleset = params.ruleset("ruleset")?;
    let population = Population::read(&ruleset, params.dossiers("dossiers"));
    let told: Vec<String> = population.refused().take(MAX_TOLD).map(|(name, why)| format!("{name} : {why}")).collect();
    let refused = population.refused().count();
    let result = json!({
        "handle": handle,
        "hash": ruleset.hash(),
        "total": population.len(),
        "refused": { "count": refused, "told": told },
    });
    params.held.keep(handle, Kept::Population(Arc::new(population)));
    Ok(result)
}

pub(super) fn diff(params: &Params<'_>) -> Result<Value, Error> {
    Ok(report::comparison_json(&comparison(params)?))
}

pub(super) fn comparison(params: &Params<'_>) -> Result<Comparison, Error> {
    let compared = Compared::of(params)?;
    let population = match population(params, &compared.after)? {
        Some(given) => given,
        None => {
            let own = pipeline::dossiers(compared.files.as_ref()).map_err(Error::bad_params)?;
            Arc::new(Population::read(&compared.after, own))
        }
    };
    let options = Options {
        depth: Depth { days: params.flag("days"), reasons: true, parts: true },
        only: params.text("name"),
        details: MAX_DETAILS,
    };
    let gathered = population.gathered(&compared.sides, options)?;
    let [before, after] = &compared.names;
    Ok(Comparison::new([before, after], compared.sides, gathered, params.flag("witnesses")))
}

pub(super) fn impact(params: &Params<'_>) -> Result<Value, Error> {
    let compared = Compared::of(params)?;
    let Some(population) = population(params, &compared.after)? else {
        return Err(Error::bad_params("il manque le paramètre « population », ou « dossiers »"));
    };
    let options = Options { depth: Depth { days: params.flag("days"), ..Depth::default() }, ..Options::default() };
    let gathered = population.gathered(&compared.sides, options)?;
    Ok(report::impact_json(&compared.sides, &gathered))
}

/// The two sides of a call.
struct Compared {
    sides: Sides,
    /// As they were named.
    names: [String; 2],
    /// The rules after, and the files beside which the recueil's own dossiers lie.
    after: Ruleset,
    files: Files,
}

impl Compared {
    fn of(params: &Params<'_>) -> Result<Compared, Error> {
        let named = |name: &str, else_called: &str| params.text(name).unwrap_or(else_called).to_string();
        let names = [named("before", "avant"), named("after", "après")];
        let within = params.has("ruleset");
        let place = if within { "ruleset" } else { "after" };
        let (after, files) = (params.ruleset(place)?, params.files(place)?);
        let chosen = params.texts("conventions");
        let sides = match within {
            true => {
                let side = |name| params.text(name).ok_or_else(|| Error::bad_params(not_a_side(name)));
                Sides::within(after.plan(), side("before")?, side("after")?, &chosen)
            }
            false => Sides::of_rulesets(params.ruleset("before")?.plan(), after.plan()).following(&chosen),
        };
        let supposing = |sides: Sides| sides.supposing(&params.texts("supposed"));
        let mut sides = sides.and_then(supposing).map_err(|why| alone(why.into()))?;
        if let Some(procedure) = params.text("procedure") {
            sides = sides.only(procedure).map_err(|why| alone(why.into()))?;
        }
        Ok(Compared { sides, names, after, files })
    }
}

fn not_a_side(name: &str) -> String {
    format!("{name} : avec « ruleset », il faut ici un texte, une procédure ou une lecture du recueil")
}

/// The dossiers that a call gives, held or listed; `None` where it gives none.
fn population(params: &Params<'_>, ruleset: &Ruleset) -> Result<Option<Arc<Population>>, Error> {
    match (params.population("population")?, params.has("dossiers")) {
        (Some(_), true) => Err(Error::bad_params("« population » ou « dossiers » : l'un des deux")),
        (None, true) => Ok(Some(Arc::new(Population::read(ruleset, params.dossiers("dossiers"))))),
        (held, false) => Ok(held),
    }
}
