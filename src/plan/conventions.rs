//! Conventions: the choices that texts leave open.

use super::{ConventionId, FactId, Mark};
use crate::names::fold_name;
use crate::source::Span;
use crate::time::{Continuity, Day, MissingDay, MonthCount, Territory, Week};

/// The built-in roles that a convention may play; the recueil gives the options and their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// `jour d'appréciation`: which date of the dossier is the day of assessment.
    AssessmentDay,
    /// `décompte du jour d'appréciation`: whether that day itself counts.
    AssessmentDayCounts,
    /// `mois d'activité`: how a month of activity is counted.
    MonthCount,
    /// `mois sans ce quantième`: which day stands for a day that a month lacks.
    MissingDay,
    /// `période exclue`: what an excluded period does to an unbroken duration.
    ExcludedPeriod,
    /// `lecture de la liste`: on which day a list is read.
    ListReading,
    /// `période à cheval`: what a row across the edge of a window weighs.
    Straddling,
    /// `jour ouvrable`: on which days of the week it may fall.
    WorkingDay,
    /// `jours fériés`: where, for the holidays.
    Holidays,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 9] = [
        Role::AssessmentDay,
        Role::AssessmentDayCounts,
        Role::MonthCount,
        Role::MissingDay,
        Role::ExcludedPeriod,
        Role::ListReading,
        Role::Straddling,
        Role::WorkingDay,
        Role::Holidays,
    ];

    /// The name under which a recueil declares the convention.
    pub fn name(self) -> &'static str {
        match self {
            Role::AssessmentDay => "jour d'appréciation",
            Role::AssessmentDayCounts => "décompte du jour d'appréciation",
            Role::MonthCount => "mois d'activité",
            Role::MissingDay => "mois sans ce quantième",
            Role::ExcludedPeriod => "période exclue",
            Role::ListReading => "lecture de la liste",
            Role::Straddling => "période à cheval",
            Role::WorkingDay => "jour ouvrable",
            Role::Holidays => "jours fériés",
        }
    }
}

/// The name of a territory, as rules and dossiers write it.
pub const fn territory_name(territory: Territory) -> &'static str {
    match territory {
        Territory::Mainland => "France métropolitaine",
        Territory::AlsaceMoselleGoodFriday => "Alsace-Moselle avec Vendredi saint",
        Territory::AlsaceMoselle => "Alsace-Moselle sans Vendredi saint",
        Territory::Guadeloupe => "Guadeloupe",
        Territory::Martinique => "Martinique",
        Territory::Guyane => "Guyane",
        Territory::Reunion => "La Réunion",
        Territory::Mayotte => "Mayotte",
        Territory::SaintBarthelemy => "Saint-Barthélemy",
        Territory::SaintMartin => "Saint-Martin",
    }
}

/// The territory of a name, in any spelling that folds to the same.
pub fn territory_named(name: &str) -> Option<Territory> {
    let name = fold_name(name);
    Territory::ALL.into_iter().find(|territory| fold_name(territory_name(*territory)) == name)
}

/// What an excluded period does to a duration that must be unbroken.
///
/// `suspend` and `interrompt` follow articles 2230 and 2231 of the Code civil: a suspension stops the clock without
/// losing the time already run; an interruption loses it and starts a new time of the same length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExcludedEffect {
    /// `retranchée`: the term is put off by as many days as were excluded, counted from the first day.
    TakenOut,
    /// `suspend`: the time run before stays acquired, in months and days; the rest runs from the end of the exclusion.
    Suspends,
    /// `interrompt`: the count starts again after the exclusion.
    Interrupts,
}

/// What a row weighs of which some days lie in a window and some outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Straddling {
    /// `retenue pour sa part`: the days kept by all its days; an ongoing row ends with the window.
    Share,
    /// `retenue si elle y commence`
    Starts,
    /// `retenue si elle y finit`; an ongoing row does not.
    Ends,
    /// `retenue entière`: whole, as soon as one of its days is kept.
    Whole,
}

/// The window that an option stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WindowSpan {
    /// `sans limite`
    Unlimited,
    /// `les 3 dernières années`, in months.
    LastMonths(i32),
    /// `les 90 derniers jours`
    LastDays(i32),
}

/// What an option means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A date of the dossier: the day of assessment, or that of a sentence.
    Date(FactId),
    /// A day of the calendar.
    Day(Day),
    /// Whether the day of assessment counts.
    Counts(bool),
    /// A way to count months.
    MonthCount(MonthCount),
    /// A policy for a missing day.
    MissingDay(MissingDay),
    /// The effect of an excluded period.
    Excluded(ExcludedEffect),
    /// Lists are read on the day worked; otherwise on the day of assessment.
    DayWorked(bool),
    /// A window.
    Window(WindowSpan),
    /// What keeps a duration going.
    Continuity(Continuity),
    /// What a row across the edge of a window weighs.
    Straddling(Straddling),
    /// The days of the week on which a « jour ouvrable » may fall.
    Week(Week),
    /// Where, for the holidays.
    Territory(Territory),
    /// Where, as a fact of the dossier says; all its options are territories.
    TerritoryOf(FactId),
    /// Only a name, which `la convention « … » retient « … »` tests.
    Plain,
}

/// One option.
#[derive(Clone, Debug)]
pub struct ConventionOption {
    /// Its words.
    pub name: String,
    /// Who holds it.
    pub holder: Option<String>,
    /// What it means.
    pub meaning: Meaning,
}

/// A choice that the texts leave open.
#[derive(Clone, Debug)]
pub struct Convention {
    /// As rules, dossiers and requests name it; unique in the recueil.
    pub name: String,
    /// The built-in role it plays.
    pub role: Option<Role>,
    /// Options; the first is followed unless another is asked for.
    pub options: Vec<ConventionOption>,
    /// What is to be verified of it, where it is declared with a mark.
    pub mark: Option<Mark>,
    /// Where it is declared; `None` for a built-in one that the recueil leaves at its default.
    pub span: Option<Span>,
}

/// One option for each convention.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reading {
    options: Vec<u8>,
}

impl Reading {
    /// The first option of each of `count` conventions.
    pub fn first(count: usize) -> Reading {
        Reading { options: vec![0; count] }
    }

    /// The index of the option followed.
    pub fn option(&self, convention: ConventionId) -> usize {
        usize::from(self.options[convention.index()])
    }

    /// The same reading with another option; `None` when the index does not fit.
    pub fn with(&self, convention: ConventionId, option: usize) -> Option<Reading> {
        let mut reading = self.clone();
        *reading.options.get_mut(convention.index())? = u8::try_from(option).ok()?;
        Some(reading)
    }
}
