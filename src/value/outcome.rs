//! Outcomes.

use super::Truth;

/// What an evaluation concludes on a condition, a route or a procedure.
///
/// Conditions are held apart from the decision, which is the prefect's: the best outcome is that they are met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// *réunies*
    Met,
    /// *non réunies*
    NotMet,
    /// *à l'appréciation du préfet*: open, and only discretion is left.
    Discretionary,
    /// *indéterminé*: open, and some fact is missing.
    Undetermined,
    /// *hors champ*: the version is not in force on the day, or the person is outside its scope.
    NotApplicable,
    /// *erreur*: the rules are at fault, so that there is no answer: two exceptions apply together and contradict each
    /// other, or a value lies in no band or in two.
    Error,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Outcome; 6] = [
        Outcome::Met,
        Outcome::NotMet,
        Outcome::Discretionary,
        Outcome::Undetermined,
        Outcome::NotApplicable,
        Outcome::Error,
    ];

    /// The outcomes that a dossier may expect.
    pub const ANSWERS: [Outcome; 5] =
        [Outcome::Met, Outcome::NotMet, Outcome::Discretionary, Outcome::Undetermined, Outcome::NotApplicable];

    /// The French words for a procedure.
    pub fn french(self) -> &'static str {
        match self {
            Outcome::Met => "réunies",
            Outcome::NotMet => "non réunies",
            Outcome::Discretionary => "à l'appréciation de l'autorité",
            Outcome::Undetermined => "indéterminé",
            Outcome::NotApplicable => "hors champ",
            Outcome::Error => "erreur",
        }
    }

    /// The French words for one condition or route.
    pub fn french_singular(self) -> &'static str {
        match self {
            Outcome::Met => "réunie",
            Outcome::NotMet => "non réunie",
            other => other.french(),
        }
    }

    /// The key in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Outcome::Met => "met",
            Outcome::NotMet => "not_met",
            Outcome::Discretionary => "discretionary",
            Outcome::Undetermined => "undetermined",
            Outcome::NotApplicable => "not_applicable",
            Outcome::Error => "error",
        }
    }

    /// What holds of two possible worlds together.
    pub fn join(self, other: Outcome) -> Outcome {
        if self == other { self } else { Outcome::Undetermined }
    }
}

/// The French words for a procedure.
impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.french())
    }
}

impl From<Truth> for Outcome {
    fn from(truth: Truth) -> Outcome {
        match truth {
            Truth::Yes => Outcome::Met,
            Truth::No => Outcome::NotMet,
            Truth::Discretion => Outcome::Discretionary,
            Truth::Unknown => Outcome::Undetermined,
        }
    }
}
