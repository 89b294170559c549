//! Operators, which rules write and evaluation applies.

use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Zero};

use super::Exact;

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

/// How a number is rounded: to a multiple of a unit.
///
/// ```
/// use alinea::value::{Exact, Rounding, RoundingUnit, RoundingWay};
///
/// let to_cent = Rounding { unit: RoundingUnit::Cent, way: RoundingWay::Nearest };
/// // Halves go away from zero.
/// assert_eq!(to_cent.apply(Exact::new(-1005, 1000)), Some(Exact::new(-101, 100)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rounding {
    /// To multiples of what.
    pub unit: RoundingUnit,
    /// To which of the two around it.
    pub way: RoundingWay,
}

/// What a number is rounded to a multiple of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoundingUnit {
    /// `au centime`, of an amount
    Cent,
    /// `au dixième`, of a number
    Tenth,
    /// `à l'unité`, of a number
    One,
    /// `à l'euro`, of an amount
    Euro,
    /// `à la dizaine d'euros`, of an amount
    TenEuros,
    /// `au dixième de point`, of a percentage
    TenthOfPoint,
    /// `au point`, of a percentage
    Point,
}

impl RoundingUnit {
    fn size(self) -> Exact {
        match self {
            RoundingUnit::Cent | RoundingUnit::Point => Exact::new(1, 100),
            RoundingUnit::Tenth => Exact::new(1, 10),
            RoundingUnit::One | RoundingUnit::Euro => Exact::from_integer(1),
            RoundingUnit::TenEuros => Exact::from_integer(10),
            RoundingUnit::TenthOfPoint => Exact::new(1, 1000),
        }
    }
}

/// To which of the multiples around it a number is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoundingWay {
    /// `le plus proche`; halves go away from zero
    Nearest,
    /// `supérieur`: the least that is no less
    Up,
    /// `inférieur`: the greatest that is no more
    Down,
}

impl Rounding {
    /// The rounded number, which never falls where the number rises; none when it has more digits than an exact number.
    pub fn apply(self, value: Exact) -> Option<Exact> {
        let units = value.checked_div(&self.unit.size())?;
        let below = Exact::from_integer(units.numer().div_euclid(*units.denom()));
        let rest = units.checked_sub(&below)?;
        let half = Exact::new(1, 2);
        let up = match self.way {
            RoundingWay::Nearest if value < Exact::zero() => rest > half,
            RoundingWay::Nearest => rest >= half,
            RoundingWay::Up => !rest.is_zero(),
            RoundingWay::Down => false,
        };
        let whole = if up { below.checked_add(&Exact::from_integer(1))? } else { below };
        whole.checked_mul(&self.unit.size())
    }
}

/// On which day a list is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReadOn {
    /// `le jour travaillé`
    DayWorked,
    /// `au jour d'appréciation`
    AssessmentDay,
}
