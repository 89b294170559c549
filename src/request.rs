//! What is asked of a dossier, by the names that the recueil uses.
//!
//! In: names and days as a person or a program gives them. Out: the [`query::Request`] of a plan, or a finding that
//! says which name is meant. Evaluates nothing.

use crate::case::Case;
use crate::diagnostic::Diagnostic;
use crate::names::{self, meant, normalize};
use crate::plan::{ConventionId, Plan, Reading, Version};
use crate::query;
use crate::time::{Day, Interval};

/// What is asked of a dossier; everything that is not said keeps its default.
///
/// ```
/// use alinea::{Request, time::Day};
///
/// let request = Request::default()
///     .on(Day::from_ymd(2024, 6, 15).ok_or("no such day")?)
///     .procedure("AES classique")
///     .convention("mois d'activité", "30 jours");
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// The day on which the facts are assessed; else the date of the dossier that the convention « jour d'appréciation »
    /// names.
    pub day: Option<Day>,
    /// The day whose law applies; else the day of assessment.
    pub law_day: Option<Day>,
    /// Only this procedure.
    pub procedure: Option<String>,
    /// Only the version under this text, in force or not.
    pub text: Option<String>,
    /// Options that are followed instead of the first ones, as convention and option.
    pub conventions: Vec<(String, String)>,
}

impl Request {
    /// Assesses the facts on a day.
    #[must_use]
    pub fn on(mut self, day: Day) -> Request {
        self.day = Some(day);
        self
    }

    /// Applies the law of a day.
    #[must_use]
    pub fn law_of(mut self, day: Day) -> Request {
        self.law_day = Some(day);
        self
    }

    /// Asks for one procedure only.
    #[must_use]
    pub fn procedure(mut self, name: impl Into<String>) -> Request {
        self.procedure = Some(name.into());
        self
    }

    /// Asks for the versions under one text only, in force or not.
    #[must_use]
    pub fn text(mut self, name: impl Into<String>) -> Request {
        self.text = Some(name.into());
        self
    }

    /// Follows an option of a convention.
    #[must_use]
    pub fn convention(mut self, name: impl Into<String>, option: impl Into<String>) -> Request {
        self.conventions.push((name.into(), option.into()));
        self
    }

    /// The same request in the terms of a plan.
    ///
    /// # Errors
    ///
    /// A name that the recueil does not have.
    pub fn resolve(&self, plan: &Plan) -> Result<query::Request, Unknown> {
        let mut request = query::Request::new(plan);
        request.day = self.day;
        request.law_day = self.law_day;
        if let Some(name) = &self.procedure {
            let names = plan.procedures();
            request.procedure = Some(names[position(name, Named::Procedure, &names)?].to_string());
        }
        if let Some(name) = &self.text {
            let text_of = |version: &Version| plan.texts[version.text.index()].name.as_str();
            let names: Vec<&str> = plan.versions.iter().map(text_of).collect();
            request.text = Some(names[position(name, Named::Text, &names)?].to_string());
        }
        for (name, option) in &self.conventions {
            request.reading = followed(plan, &request.reading, name, option)?;
        }
        Ok(request)
    }
}

/// The days of a calendar, from one to another; what is not given is as [`query::default_span`] has it.
///
/// # Errors
///
/// The calendar would end before it begins.
pub fn span(
    plan: &Plan,
    case: &Case,
    request: &query::Request,
    from: Option<Day>,
    to: Option<Day>,
) -> Result<Interval, Box<Diagnostic>> {
    let known = query::default_span(plan, case, query::assessment_days(plan, case, &request.reading, request.day));
    let span = Interval { start: from.unwrap_or(known.start), end: to.map_or(known.end, |last| last.plus_days(1)) };
    if span.is_empty() {
        let (from, to) = (span.start.french(), span.end.plus_days(-1).french());
        let message = format!("le calendrier irait du {from} au {to} : la fin précède le début");
        return Err(Box::new(Diagnostic::general("calendar-without-days", message)));
    }
    Ok(span)
}

/// A name that the recueil does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The name, on one line.
    pub name: String,
    /// What it should have named.
    pub named: Named,
    /// The nearest name that the recueil has, else all of them, in French.
    pub hint: String,
}

/// What a name stands for in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A procedure.
    Procedure,
    /// A text under which a procedure is ruled.
    Text,
    /// A convention.
    Convention,
    /// An option of the convention of this name.
    Option(String),
}

impl From<Unknown> for Diagnostic {
    fn from(Unknown { name, named, hint }: Unknown) -> Diagnostic {
        let what = match named {
            Named::Procedure => "une procédure de ce recueil".to_string(),
            Named::Text => "un texte selon lequel une procédure est réglée dans ce recueil".to_string(),
            Named::Convention => "une convention de ce recueil".to_string(),
            Named::Option(convention) => format!("une option de la convention « {convention} »"),
        };
        Diagnostic::general("request-unknown-name", format!("« {name} » n'est pas {what}")).help(hint)
    }
}

/// A reading with another option of a convention.
///
/// # Errors
///
/// A convention or an option that the recueil does not have.
pub fn followed(plan: &Plan, reading: &Reading, name: &str, option: &str) -> Result<Reading, Unknown> {
    let names: Vec<&str> = plan.conventions.iter().map(|convention| convention.name.as_str()).collect();
    let place = position(name, Named::Convention, &names)?;
    let convention = &plan.conventions[place];
    let names: Vec<&str> = convention.options.iter().map(|option| option.name.as_str()).collect();
    let named = Named::Option(convention.name.clone());
    let option = position(option, named.clone(), &names)?;
    reading.with(ConventionId(place as u32), option).ok_or_else(|| unknown(names[option], named, &names))
}

/// Where a name stands among those that are known, however it is spelt.
fn position(name: &str, named: Named, names: &[&str]) -> Result<usize, Unknown> {
    let name = normalize(name);
    names::find(&name, names.iter().copied()).ok_or_else(|| unknown(&name, named, names))
}

fn unknown(name: &str, named: Named, names: &[&str]) -> Unknown {
    Unknown { name: name.to_string(), named, hint: meant(name, names, "noms connus") }
}
