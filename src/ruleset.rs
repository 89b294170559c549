//! The door for programs: a recueil that is checked once, dossiers that are read against it, answers.
//!
//! In: names and bytes. Out: a [`Ruleset`], [`Dossier`]s and [`Answer`]s, or [`Findings`], which say in French what is
//! wrong and where. A ruleset never changes and can be shared between threads; no call keeps anything of a dossier.

use std::sync::Arc;

use crate::case::{self, Case};
use crate::check;
use crate::diagnostic::{Diagnostic, Findings};
use crate::embedded::Embedded;
use crate::explain::{self, Answer};
use crate::names::meant;
use crate::plan::Plan;
use crate::query;
use crate::request::{self, Request};
use crate::source::{Loader, MemoryLoader, Sources};
use crate::time::{Day, Interval};

/// A recueil without errors, ready to answer.
///
/// Cloning it is cheap: all clones share one plan.
#[derive(Clone, Debug)]
pub struct Ruleset {
    plan: Arc<Plan>,
    warnings: Arc<Findings>,
}

/// What is known of one person, read against the facts of one [`Ruleset`].
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    case: Case,
    /// Of the ruleset that it was read against.
    hash: String,
}

impl Ruleset {
    /// One of the recueils that come with the program, such as `aes-travail`; [`Ruleset::builtins`] names them.
    ///
    /// # Errors
    ///
    /// There is no recueil of this name.
    pub fn builtin(name: &str) -> Result<Ruleset, Findings> {
        match Embedded::named(name) {
            Some(recueil) => Ruleset::load(&recueil),
            None => Err(unknown_builtin(name)),
        }
    }

    /// Names of the recueils that come with the program, sorted.
    pub fn builtins() -> Vec<&'static str> {
        Embedded::names()
    }

    /// A recueil held in memory: its rule files, tables and texts by name, such as `recueil.alinea`, `metiers.csv` or
    /// `circulaire.md`.
    ///
    /// # Errors
    ///
    /// Every error in the rules, with its place.
    pub fn from_files<N: Into<String>, B: Into<Vec<u8>>>(
        files: impl IntoIterator<Item = (N, B)>,
    ) -> Result<Ruleset, Findings> {
        let loader = files.into_iter().fold(MemoryLoader::default(), |loader, (name, bytes)| loader.with(name, bytes));
        Ruleset::load(&loader)
    }

    /// A recueil from wherever its loader takes it.
    ///
    /// # Errors
    ///
    /// Every error in the rules, with its place.
    pub fn load(loader: &dyn Loader) -> Result<Ruleset, Findings> {
        let checked = check::check(loader);
        let findings = Findings::new(checked.sources, checked.diagnostics);
        match checked.plan {
            Some(plan) => Ok(Ruleset { plan, warnings: Arc::new(findings) }),
            None => Err(findings),
        }
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.plan.name
    }

    /// SHA-256 of its files, in hexadecimal: two rulesets with the same hash answer alike.
    pub fn hash(&self) -> &str {
        &self.plan.hash
    }

    /// Names of its procedures, in the order of its files.
    pub fn procedures(&self) -> Vec<&str> {
        self.plan.procedures()
    }

    /// What deserves a look in its rules, though they can be used.
    pub fn warnings(&self) -> &Findings {
        &self.warnings
    }

    /// The compiled plan; internal, and free to change.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// Reads a dossier, in YAML or JSON. `name` is its name unless it says another.
    ///
    /// # Errors
    ///
    /// Every mistake of the dossier, with its place.
    pub fn dossier(&self, name: &str, text: impl AsRef<[u8]>) -> Result<Dossier, Findings> {
        let mut sources = Sources::default();
        match case::read(&self.plan, &mut sources, name, text.as_ref()) {
            Ok(case) => Ok(Dossier { case, hash: self.plan.hash.clone() }),
            Err(found) => Err(Findings::new(sources, found)),
        }
    }

    /// A dossier of which nothing is known yet.
    pub fn empty_dossier(&self, name: &str) -> Dossier {
        Dossier { case: Case::unknown(&self.plan, name), hash: self.plan.hash.clone() }
    }

    /// The explained answer to a request on a dossier.
    ///
    /// # Errors
    ///
    /// The request names something that the recueil does not have, or the dossier was read against other rules.
    pub fn answer(&self, dossier: &Dossier, request: &Request) -> Result<Answer, Findings> {
        let (case, request) = self.resolve(dossier, request)?;
        Ok(explain::explain(&self.plan, case, &request))
    }

    /// The facts that can still change an outcome.
    ///
    /// # Errors
    ///
    /// As [`Ruleset::answer`].
    pub fn questions(&self, dossier: &Dossier, request: &Request) -> Result<explain::Questions, Findings> {
        let (case, request) = self.resolve(dossier, request)?;
        Ok(explain::questions(&self.plan, case, &request))
    }

    /// The days on which the conditions are met, past and future, over the days that [`Ruleset::span`] gives.
    ///
    /// # Errors
    ///
    /// As [`Ruleset::answer`].
    pub fn calendar(
        &self,
        dossier: &Dossier,
        request: &Request,
        span: Interval,
    ) -> Result<explain::Calendar, Findings> {
        let (case, request) = self.resolve(dossier, request)?;
        Ok(explain::calendar(&self.plan, case, &request, span))
    }

    /// The days of a calendar; else from the first day that the dossier names to ten years after the last.
    ///
    /// # Errors
    ///
    /// As [`Ruleset::answer`], and where the calendar would end before it begins.
    pub fn span(
        &self,
        dossier: &Dossier,
        request: &Request,
        from: Option<Day>,
        to: Option<Day>,
    ) -> Result<Interval, Findings> {
        let (case, request) = self.resolve(dossier, request)?;
        request::span(&self.plan, case, &request, from, to).map_err(|found| alone(*found))
    }

    /// The slots of a dossier and the request, in the terms of the plan.
    pub(crate) fn resolve<'d>(
        &self,
        dossier: &'d Dossier,
        request: &Request,
    ) -> Result<(&'d Case, query::Request), Findings> {
        if dossier.hash != self.plan.hash {
            let message = format!("le dossier « {} » a été lu selon d'autres règles", dossier.case.name);
            return Err(alone(Diagnostic::general("dossier-of-other-rules", message).help("lisez-le de nouveau")));
        }
        Ok((&dossier.case, request.resolve(&self.plan).map_err(|unknown| alone(unknown.into()))?))
    }
}

/// A finding that points into no text.
pub(crate) fn alone(found: Diagnostic) -> Findings {
    Findings::new(Sources::default(), vec![found])
}

impl Dossier {
    /// What the dossier is called in answers.
    pub fn name(&self) -> &str {
        &self.case.name
    }

    /// The facts in their slots; internal, and free to change.
    pub fn case(&self) -> &Case {
        &self.case
    }
}

pub(crate) fn unknown_builtin(name: &str) -> Findings {
    let known = Embedded::names();
    let found = Diagnostic::general("unknown-ruleset", format!("aucun recueil fourni ne s'appelle « {name} »"));
    alone(found.help(meant(name, &known, "recueils fournis")))
}
