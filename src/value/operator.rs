//! Operators, which rules write and evaluation applies.

/// How two values are held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `au moins`, `atteint`, `au plus tôt`, `≥`
    AtLeast,
    /// `plus de`, `dépasse`, `après`, `>`
    MoreThan,
    /// `au plus`, `au plus tard`, `≤`
    AtMost,
    /// `moins de`, `est inférieur à`, `avant`, `<`
    LessThan,
    /// `est égal à`, `le`, `=`
    Equal,
    /// `≠`
    NotEqual,
}

impl Comparison {
    /// The words before a threshold.
    pub fn french(self) -> &'static str {
        match self {
            Comparison::AtLeast => "au moins",
            Comparison::MoreThan => "plus de",
            Comparison::AtMost => "au plus",
            Comparison::LessThan => "moins de",
            Comparison::Equal => "exactement",
            Comparison::NotEqual => "autre que",
        }
    }

    /// The one that holds where this one does not.
    #[must_use]
    pub fn negated(self) -> Comparison {
        match self {
            Comparison::AtLeast => Comparison::LessThan,
            Comparison::LessThan => Comparison::AtLeast,
            Comparison::AtMost => Comparison::MoreThan,
            Comparison::MoreThan => Comparison::AtMost,
            Comparison::Equal => Comparison::NotEqual,
            Comparison::NotEqual => Comparison::Equal,
        }
    }

    /// The one that holds where the sides are changed.
    #[must_use]
    pub fn turned(self) -> Comparison {
        match self {
            Comparison::AtLeast => Comparison::AtMost,
            Comparison::AtMost => Comparison::AtLeast,
            Comparison::LessThan => Comparison::MoreThan,
            Comparison::MoreThan => Comparison::LessThan,
            Comparison::Equal | Comparison::NotEqual => self,
        }
    }

    /// Whether the threshold is one that must be reached.
    pub fn is_minimum(self) -> bool {
        matches!(self, Comparison::AtLeast | Comparison::MoreThan)
    }

    /// Whether two known values stand so to each other.
    pub fn holds<T: PartialOrd + ?Sized>(self, left: &T, right: &T) -> bool {
        match self {
            Comparison::AtLeast => left >= right,
            Comparison::MoreThan => left > right,
            Comparison::AtMost => left <= right,
            Comparison::LessThan => left < right,
            Comparison::Equal => left == right,
            Comparison::NotEqual => left != right,
        }
    }
}

/// Arithmetic on two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `×`
    Multiply,
    /// `/`
    Divide,
}

/// How an amount is rounded to the euro.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// `le plus proche`; halves go away from zero
    Nearest,
    /// `supérieur`
    Up,
    /// `inférieur`
    Down,
}

/// On which day a list is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReadOn {
    /// `le jour travaillé`
    DayWorked,
    /// `au jour d'appréciation`
    AssessmentDay,
}
