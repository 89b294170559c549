//! Truth values.

/// The truth of a condition on an incomplete file.
///
/// *Yes* and *No* are decided: however the gaps of the file are filled, they stay. Two values are open. *Discretion*:
/// every fact is known and only an admission by the prefect is left. *Unknown*: some missing fact can still change the
/// answer. Connectives are Kleene's; where both kinds of openness meet, *Unknown* wins, because a fact is still missing.
///
/// | and | No | Discretion | Unknown | Yes |
/// |---|---|---|---|---|
/// | **No** | No | No | No | No |
/// | **Discretion** | No | Discretion | Unknown | Discretion |
/// | **Unknown** | No | Unknown | Unknown | Unknown |
/// | **Yes** | No | Discretion | Unknown | Yes |
///
/// ```
/// use alinea::value::Truth::{self, *};
/// assert_eq!(No.and(Unknown), No);
/// assert_eq!(Unknown.and(Yes), Unknown);
/// assert_eq!(Discretion.and(Yes), Discretion);
/// assert_eq!(Discretion.and(Unknown), Unknown);
/// assert_eq!(Yes.or(Unknown), Yes);
/// assert_eq!(No.or(Unknown), Unknown);
/// assert_eq!(Discretion.or(Unknown), Unknown);
/// assert_eq!(Discretion.or(No), Discretion);
/// assert_eq!(Unknown.not(), Unknown);
/// assert_eq!(Yes.not(), No);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// *non*
    No,
    /// *ouvert*, and only discretion is left
    Discretion,
    /// *ouvert*, and some fact is missing
    Unknown,
    /// *oui*
    Yes,
}

impl Truth {
    /// The truth of a decided statement.
    pub fn from_bool(value: bool) -> Truth {
        if value { Truth::Yes } else { Truth::No }
    }

    /// What is decided; `None` for what is open.
    pub fn decided(self) -> Option<bool> {
        match self {
            Truth::Yes => Some(true),
            Truth::No => Some(false),
            Truth::Discretion | Truth::Unknown => None,
        }
    }

    /// The truth of a statement of which the least and the most favourable filling are known.
    pub fn from_bounds(certain: bool, possible: bool) -> Truth {
        match (certain, possible) {
            (true, _) => Truth::Yes,
            (false, true) => Truth::Unknown,
            (false, false) => Truth::No,
        }
    }

    /// Kleene's *et*.
    pub fn and(self, other: Truth) -> Truth {
        use Truth::*;
        match (self, other) {
            (No, _) | (_, No) => No,
            (Unknown, _) | (_, Unknown) => Unknown,
            (Discretion, _) | (_, Discretion) => Discretion,
            (Yes, Yes) => Yes,
        }
    }

    /// Kleene's *ou*.
    pub fn or(self, other: Truth) -> Truth {
        self.not().and(other.not()).not()
    }

    /// Negation; what is open stays open.
    #[must_use]
    #[allow(clippy::should_implement_trait)]
    pub fn not(self) -> Truth {
        match self {
            Truth::No => Truth::Yes,
            Truth::Yes => Truth::No,
            open => open,
        }
    }

    /// Neither *oui* nor *non*.
    pub fn is_open(self) -> bool {
        matches!(self, Truth::Discretion | Truth::Unknown)
    }

    /// What holds of two possible worlds together: the common answer, or open.
    pub fn join(self, other: Truth) -> Truth {
        if self == other { self } else { Truth::Unknown }
    }
}
