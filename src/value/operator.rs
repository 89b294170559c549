//! Operators, which rules write and evaluation applies.

use super::{Bounds, Truth};

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

    /// What is known of the comparison of two values: decided as soon as both lie on one side of each other.
    ///
    /// A value that there is not stands in no relation: a comparison with one that may be lacking is never certain.
    ///
    /// ```
    /// use alinea::value::{Bounds, Comparison, Truth};
    ///
    /// let between = |least, greatest| Bounds::between(least, greatest);
    /// assert_eq!(Comparison::AtLeast.decide(&between(3, 5), &Bounds::exact(3)), Truth::Yes);
    /// assert_eq!(Comparison::AtLeast.decide(&between(3, 5), &Bounds::exact(4)), Truth::Unknown);
    /// assert_eq!(Comparison::Equal.decide(&between(3, 5), &Bounds::exact(6)), Truth::No);
    /// ```
    pub fn decide<T: PartialOrd>(self, left: &Bounds<T>, right: &Bounds<T>) -> Truth {
        let (certain, possible) = match self {
            Comparison::AtLeast => (right.ends_by(left), !left.ends_before(right)),
            Comparison::MoreThan => (right.ends_before(left), !left.ends_by(right)),
            Comparison::AtMost => (left.ends_by(right), !right.ends_before(left)),
            Comparison::LessThan => (left.ends_before(right), !right.ends_by(left)),
            Comparison::Equal => (left.is_same(right), !left.ends_before(right) && !right.ends_before(left)),
            Comparison::NotEqual => (left.ends_before(right) || right.ends_before(left), !left.is_same(right)),
        };
        Truth::from_bounds(certain && !left.may_lack && !right.may_lack, possible)
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
