//! Conventions: which are built in, and what their options mean.

use super::{Checker, errors};
use crate::names::normalize_name;
use crate::plan::{
    Convention, ConventionId, ConventionOption, ExcludedEffect, FactId, Meaning, Role, Straddling, Symbol, Type,
    WindowSpan, territory_name, territory_named,
};
use crate::syntax::{self, ast};
use crate::time::{Continuity, MissingDay, MonthCount, Territory, Week};

/// The options of a built-in convention, in the order of its defaults.
fn known_options(role: Role) -> &'static [&'static str] {
    match role {
        Role::AssessmentDay => &[],
        Role::AssessmentDayCounts => &["non compté", "compté"],
        Role::MonthCount => &[
            "de quantième à quantième",
            "mois entiers de chaque période",
            "30 jours",
            "au prorata",
            "mois civil entamé",
            "mois civil d'au moins 15 jours",
            "mois civil complet",
        ],
        Role::MissingDay => &["dernier jour du mois", "premier jour du mois suivant", "refus"],
        Role::ExcludedPeriod => &["retranchée", "suspend", "interrompt"],
        Role::ListReading => &["au jour d'appréciation", "le jour travaillé"],
        Role::Straddling => {
            &["retenue pour sa part", "retenue si elle y commence", "retenue si elle y finit", "retenue entière"]
        }
        Role::WorkingDay => &["du lundi au samedi", "du lundi au vendredi"],
        Role::Holidays => &TERRITORIES,
    }
}

/// The first option of a built-in convention, where it has options of its own.
fn usual_option(role: Role) -> Option<ConventionOption> {
    let words = known_options(role).first()?;
    let meaning = plain_meaning(role, words).unwrap_or(Meaning::Plain);
    Some(ConventionOption { name: words.to_string(), holder: None, meaning })
}

/// The territories whose holidays are known.
static TERRITORIES: [&str; Territory::ALL.len()] = {
    let mut names = [""; Territory::ALL.len()];
    let mut place = 0;
    while place < names.len() {
        names[place] = territory_name(Territory::ALL[place]);
        place += 1;
    }
    names
};

/// What a row across the edge of a window weighs, by the option's words.
fn straddling(words: &str) -> Option<Straddling> {
    Some(match words {
        "retenue pour sa part" => Straddling::Share,
        "retenue si elle y commence" => Straddling::Starts,
        "retenue si elle y finit" => Straddling::Ends,
        "retenue entière" => Straddling::Whole,
        _ => return None,
    })
}

/// The way to count months that an option names.
pub(super) fn month_count(words: &str) -> Option<MonthCount> {
    Some(match words {
        "de quantième à quantième" => MonthCount::DateToDate,
        "mois entiers de chaque période" | "en mois entiers de chaque période" => MonthCount::WholeRuns,
        "30 jours" => MonthCount::ThirtyDays,
        "au prorata" => MonthCount::ProRata,
        "mois civil entamé" | "mois civils entamés" | "en mois civils entamés" => MonthCount::CivilStarted,
        "mois civil complet" | "mois civils complets" | "en mois civils complets" => MonthCount::CivilFull,
        other => {
            let rest = other.strip_prefix("mois civil d'au moins ")?;
            let days: u8 = rest.strip_suffix(" jours").or_else(|| rest.strip_suffix(" jour"))?.parse().ok()?;
            if !(1..=31).contains(&days) {
                return None;
            }
            MonthCount::CivilAtLeast(days)
        }
    })
}

/// What an option of a convention of the recueil's own means: a window, what keeps a duration going, a day, or only its
/// name.
fn plain_option(words: &str) -> Meaning {
    let continuity = || continuity(words).map(Meaning::Continuity);
    let day = || syntax::day(words.strip_prefix("le ").unwrap_or(words)).map(Meaning::Day);
    window(words).map(Meaning::Window).or_else(continuity).or_else(day).unwrap_or(Meaning::Plain)
}

/// The continuity that an option names.
fn continuity(words: &str) -> Option<Continuity> {
    Some(match words {
        "sans interruption" => Continuity::Unbroken,
        "par mois" => Continuity::Each(1),
        "par trimestre" => Continuity::Each(3),
        "par semestre" => Continuity::Each(6),
        "par année" | "par an" => Continuity::Each(12),
        _ => {
            let gap = words.strip_prefix("interruptions de ").or(words.strip_prefix("interruption de "))?;
            let gap = gap.strip_suffix(" au plus comprises").or(gap.strip_suffix(" au plus comprise"))?;
            let days = gap.strip_suffix(" jours").or(gap.strip_suffix(" jour"))?;
            Continuity::Gaps(days.parse().ok().filter(|days| (1..=100_000).contains(days))?)
        }
    })
}

/// The window that an option names.
fn window(words: &str) -> Option<WindowSpan> {
    if words == "sans limite" {
        return Some(WindowSpan::Unlimited);
    }
    let words: Vec<&str> = words.split(' ').collect();
    let (count, unit) = match words.as_slice() {
        ["les" | "dans", rest @ ..] if rest.len() >= 3 => {
            let rest = if rest[0] == "les" { &rest[1..] } else { rest };
            match rest {
                [count, "derniers" | "dernières", unit] => (count.parse::<i32>().ok()?, *unit),
                _ => return None,
            }
        }
        ["la", "dernière", unit] | ["le", "dernier", unit] => (1, *unit),
        _ => return None,
    };
    if count <= 0 {
        return None;
    }
    match unit {
        "années" | "année" | "ans" => Some(WindowSpan::LastMonths(count * 12)),
        "mois" => Some(WindowSpan::LastMonths(count)),
        "jours" | "jour" => Some(WindowSpan::LastDays(count)),
        _ => None,
    }
}

impl Checker<'_> {
    pub(super) fn conventions(&mut self, conventions: &[ast::Convention]) {
        for convention in conventions {
            let name = &convention.name;
            let first = self.plan.conventions.iter().find(|known| known.name == name.text).and_then(|known| known.span);
            if let Some(first) = first {
                self.report(errors::declared_twice(name.span, first, "la convention", &name.text));
                continue;
            }
            let role = Role::ALL.into_iter().find(|role| role.name() == name.text);
            // A convention that nobody knows is followed by nobody.
            if role.is_none()
                && let Some(near) = self.closest(&name.text, Role::ALL.iter().map(|role| role.name()))
            {
                self.report(errors::unknown_name(
                    name.span,
                    &name.text,
                    "une convention que le programme connaît",
                    Some(near),
                    "",
                ));
            }
            let mut options: Vec<ConventionOption> = Vec::new();
            for option in &convention.options {
                // An option that is a date of the dossier goes by the name of its fact.
                if let Some(Meaning::Date(fact)) = self.date_of(&option.name.text) {
                    self.used_fact(fact, option.name.span);
                }
                if role == Some(Role::WorkingDay) && option.holder.is_none() {
                    self.report(errors::option_without_source(option.name.span, &option.name.text));
                }
                let meaning = match role {
                    Some(role) => self.built_in_meaning(role, &option.name),
                    None => Some(self.date_of(&option.name.text).unwrap_or_else(|| plain_option(&option.name.text))),
                };
                let Some(meaning) = meaning else { continue };
                if options.iter().any(|known| known.name == option.name.text) {
                    let first = convention.options[0].name.span;
                    self.report(errors::declared_twice(option.name.span, first, "l'option", &option.name.text));
                    continue;
                }
                options.push(ConventionOption {
                    name: option.name.text.clone(),
                    holder: option.holder.as_ref().map(|holder| holder.text.clone()),
                    meaning,
                });
            }
            let mark = convention.verify.as_ref().map(|verify| self.mark(verify));
            // Of a convention that says what nobody understands, nobody need be told that it is not stated.
            if options.is_empty()
                && let Some(role) = role
            {
                options.extend(usual_option(role));
            }
            if !options.is_empty() {
                let span = Some(name.span);
                self.plan.conventions.push(Convention { name: name.text.clone(), role, options, mark, span });
            }
        }
    }

    /// Built-in conventions that the recueil leaves unsaid follow their first option, without alternative.
    pub(super) fn undeclared_conventions(&mut self) {
        for role in Role::ALL {
            let declared = self.plan.conventions.iter().position(|known| known.role == Some(role));
            let index = declared.unwrap_or(self.plan.conventions.len());
            self.plan.roles[role as usize] = ConventionId(index as u32);
            if declared.is_some() {
                continue;
            }
            let option = match role {
                Role::AssessmentDay => {
                    let date = self.plan.facts.iter().position(|fact| fact.kind == Type::Date);
                    match date {
                        Some(index) => Some((self.plan.facts[index].name.clone(), Meaning::Date(FactId(index as u32)))),
                        None => Some(("jour donné".to_string(), Meaning::Plain)),
                    }
                }
                _ => None,
            };
            let option = option.map(|(name, meaning)| ConventionOption { name, holder: None, meaning });
            let options = option.or_else(|| usual_option(role)).into_iter().collect();
            self.plan.conventions.push(Convention {
                name: role.name().to_string(),
                role: Some(role),
                options,
                mark: None,
                span: None,
            });
        }
    }

    /// The date of the dossier that an option names.
    fn date_of(&self, option: &str) -> Option<Meaning> {
        let fact = self.plan.fact(&normalize_name(option))?;
        (self.plan.facts[fact.index()].kind == Type::Date).then_some(Meaning::Date(fact))
    }

    fn built_in_meaning(&mut self, role: Role, option: &ast::Name) -> Option<Meaning> {
        if role == Role::AssessmentDay {
            if let Some(date) = self.date_of(&option.text) {
                return Some(date);
            }
            let dates: Vec<&str> =
                self.plan.facts.iter().filter(|fact| fact.kind == Type::Date).map(|fact| fact.name.as_str()).collect();
            let near = self.closest(&option.text, dates.iter().copied());
            if near.is_none()
                && let Some(found) = crate::syntax::misspelt_name(&self.plan.sources, option.span)
            {
                self.report(found);
                return None;
            }
            let known = errors::known_names(dates, &format!("ajoutez aux faits « {} : date »", option.text));
            let found = errors::unknown_name(option.span, &option.text, "une date du dossier", near, known);
            self.report(found);
            return None;
        }
        if role == Role::Holidays
            && let Some(fact) = self.plan.fact(&normalize_name(&option.text))
        {
            self.used_fact(fact, option.span);
            return self.territory_of(fact, option);
        }
        let meaning = plain_meaning(role, &option.text);
        if meaning.is_none() {
            // A number is no misspelling of another.
            let numbers = |words: &str| words.chars().filter(char::is_ascii_digit).collect::<String>();
            let near = self.closest(&option.text, known_options(role).iter().copied());
            let near = near.filter(|near| numbers(near) == numbers(&option.text));
            let known: Vec<String> = known_options(role).iter().map(|known| format!("« {known} »")).collect();
            self.report(errors::convention_option(option.span, &option.text, role.name(), near, &known.join(", ")));
        }
        meaning
    }
}

impl Checker<'_> {
    /// The territory that a fact of the dossier names: each of its options is one.
    fn territory_of(&mut self, fact: FactId, option: &ast::Name) -> Option<Meaning> {
        let options = match &self.plan.facts[fact.index()].kind {
            Type::Enumeration(options) => options.clone(),
            _ => Vec::new(),
        };
        let known = |symbol: Symbol| self.plan.symbols.text(symbol).and_then(territory_named);
        let named: Option<Vec<(Symbol, Territory)>> =
            options.into_iter().map(|option| Some((option, known(option)?))).collect();
        let Some(named) = named.filter(|named| !named.is_empty()) else {
            self.report(errors::not_a_territory(option.span, &option.text, &TERRITORIES.join(", ")));
            return None;
        };
        self.plan.territories.extend(named);
        Some(Meaning::TerritoryOf(fact))
    }
}

/// What an option of a built-in convention means, where no fact is needed to know it.
fn plain_meaning(role: Role, words: &str) -> Option<Meaning> {
    match (role, words) {
        (Role::AssessmentDayCounts, "non compté") => Some(Meaning::Counts(false)),
        (Role::AssessmentDayCounts, "compté") => Some(Meaning::Counts(true)),
        (Role::MonthCount, words) => month_count(words).map(Meaning::MonthCount),
        (Role::MissingDay, "dernier jour du mois") => Some(Meaning::MissingDay(MissingDay::LastOfMonth)),
        (Role::MissingDay, "premier jour du mois suivant") => Some(Meaning::MissingDay(MissingDay::FirstOfNext)),
        (Role::MissingDay, "refus") => Some(Meaning::MissingDay(MissingDay::Refuse)),
        (Role::ExcludedPeriod, "retranchée") => Some(Meaning::Excluded(ExcludedEffect::TakenOut)),
        (Role::ExcludedPeriod, "suspend" | "suspendue") => Some(Meaning::Excluded(ExcludedEffect::Suspends)),
        (Role::ExcludedPeriod, "interrompt") => Some(Meaning::Excluded(ExcludedEffect::Interrupts)),
        (Role::ListReading, "au jour d'appréciation") => Some(Meaning::DayWorked(false)),
        (Role::ListReading, "le jour travaillé") => Some(Meaning::DayWorked(true)),
        (Role::WorkingDay, "du lundi au samedi") => Some(Meaning::Week(Week::ToSaturday)),
        (Role::WorkingDay, "du lundi au vendredi") => Some(Meaning::Week(Week::ToFriday)),
        (Role::Holidays, words) => territory_named(words).map(Meaning::Territory),
        (Role::Straddling, words) => straddling(words).map(Meaning::Straddling),
        _ => None,
    }
}
