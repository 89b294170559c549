//! What is known of a value: what it lies between.

use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Zero};

use super::{Arithmetic, Comparison, Exact, Rounding, Truth};

/// The least and the greatest that a value may be, both included; `None` where nothing bounds it on that side.
///
/// Whatever is unknown of a dossier widens the bounds. A value that is known has the same bounds on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bounds<T> {
    /// No filling gives less.
    pub least: Option<T>,
    /// No filling gives more.
    pub greatest: Option<T>,
    /// There may be no value at all: the first day of a set that may be empty.
    pub may_lack: bool,
}

impl<T> Bounds<T> {
    /// Nothing is known.
    pub const UNKNOWN: Bounds<T> = Bounds { least: None, greatest: None, may_lack: false };
}

impl<T: PartialOrd> Bounds<T> {
    /// A value that is known.
    pub fn exact(value: T) -> Bounds<T>
    where
        T: Clone,
    {
        Bounds { least: Some(value.clone()), greatest: Some(value), may_lack: false }
    }

    /// A value between two others.
    pub fn between(least: T, greatest: T) -> Bounds<T> {
        Bounds { least: Some(least), greatest: Some(greatest), may_lack: false }
    }

    /// A value of which nothing but its least is known.
    pub fn at_least(least: T) -> Bounds<T> {
        Bounds { least: Some(least), ..Bounds::UNKNOWN }
    }

    /// The value, where it is known.
    pub fn known(&self) -> Option<&T> {
        self.least.as_ref().filter(|least| self.greatest.as_ref() == Some(*least) && !self.may_lack)
    }

    /// Whether no filling gives more than the other value.
    pub fn ends_by(&self, other: &Bounds<T>) -> bool {
        self.greatest.as_ref().zip(other.least.as_ref()).is_some_and(|(greatest, least)| greatest <= least)
    }

    /// Whether every filling gives less than the other value.
    pub fn ends_before(&self, other: &Bounds<T>) -> bool {
        self.greatest.as_ref().zip(other.least.as_ref()).is_some_and(|(greatest, least)| greatest < least)
    }

    /// Whether no filling makes two different values of both.
    pub fn is_same(&self, other: &Bounds<T>) -> bool {
        self.least.is_some() && self.least == self.greatest && self.least == other.least && self.least == other.greatest
    }

    /// Whether two values differ however the gaps are filled.
    pub fn disagrees(&self, other: &Bounds<T>) -> bool {
        self.ends_before(other) || other.ends_before(self)
    }

    /// What holds in either of two worlds.
    #[must_use]
    pub fn join(self, other: Bounds<T>) -> Bounds<T> {
        let may_lack = self.may_lack || other.may_lack;
        Bounds {
            least: both(self.least, other.least, lower),
            greatest: both(self.greatest, other.greatest, upper),
            may_lack,
        }
    }

    /// The smaller of two values: it may be as low as either, and is no higher than the bound that one of them has.
    #[must_use]
    pub fn smaller(self, other: Bounds<T>) -> Bounds<T> {
        let may_lack = self.may_lack || other.may_lack;
        Bounds {
            least: both(self.least, other.least, lower),
            greatest: any(self.greatest, other.greatest, lower),
            may_lack,
        }
    }

    /// The larger of two values.
    #[must_use]
    pub fn larger(self, other: Bounds<T>) -> Bounds<T> {
        let may_lack = self.may_lack || other.may_lack;
        Bounds {
            least: any(self.least, other.least, upper),
            greatest: both(self.greatest, other.greatest, upper),
            may_lack,
        }
    }

    /// The value after a function that never falls.
    #[must_use]
    pub fn map<U>(self, rising: impl Fn(T) -> U) -> Bounds<U> {
        let Bounds { least, greatest, may_lack } = self;
        Bounds { least: least.map(&rising), greatest: greatest.map(&rising), may_lack }
    }
}

/// One of two ends; without end where either is.
fn both<T>(one: Option<T>, other: Option<T>, pick: fn(T, T) -> T) -> Option<T> {
    one.zip(other).map(|(one, other)| pick(one, other))
}

/// One of two ends; without end where both are.
fn any<T>(one: Option<T>, other: Option<T>, pick: fn(T, T) -> T) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(pick(one, other)),
        (one, other) => one.or(other),
    }
}

fn lower<T: PartialOrd>(one: T, other: T) -> T {
    if other < one { other } else { one }
}

fn upper<T: PartialOrd>(one: T, other: T) -> T {
    if other > one { other } else { one }
}

/// A computation without a result that can be told: a division by zero, or more digits than an exact number has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoExactResult {
    /// Both operands are known.
    Certain,
    /// Some filling has none: nothing can be said of the others together with it.
    Possible,
}

impl Bounds<Exact> {
    /// What an operation on two values comes to, whatever they are.
    ///
    /// # Errors
    ///
    /// Where there is no exact result, or may be none: also where a bound has none.
    ///
    /// ```
    /// use alinea::value::{Arithmetic, Bounds, Exact, NoExactResult};
    ///
    /// let number = |value: i128| Exact::from_integer(value);
    /// let some = Bounds::between(number(2), number(3));
    /// let other = Bounds::between(number(-1), number(4));
    /// assert_eq!(some.combine(Arithmetic::Subtract, &other), Ok(Bounds::between(number(-2), number(4))));
    /// assert_eq!(some.combine(Arithmetic::Multiply, &other), Ok(Bounds::between(number(-3), number(12))));
    /// // The divisor may be zero.
    /// assert_eq!(some.combine(Arithmetic::Divide, &other), Err(NoExactResult::Possible));
    /// ```
    pub fn combine(&self, operator: Arithmetic, other: &Bounds<Exact>) -> Result<Bounds<Exact>, NoExactResult> {
        let may_lack = self.may_lack || other.may_lack;
        let apply = |one: &Exact, other: &Exact| match operator {
            Arithmetic::Add => one.checked_add(other),
            Arithmetic::Subtract => one.checked_sub(other),
            Arithmetic::Multiply => one.checked_mul(other),
            Arithmetic::Divide if other.is_zero() => None,
            Arithmetic::Divide => one.checked_div(other),
        };
        if let (Some(one), Some(two)) = (self.known(), other.known()) {
            return apply(one, two).map(Bounds::exact).ok_or(NoExactResult::Certain);
        }
        let end = |one: &Option<Exact>, two: &Option<Exact>| {
            let known = one.as_ref().zip(two.as_ref());
            known.map(|(one, two)| apply(one, two).ok_or(NoExactResult::Possible)).transpose()
        };
        let (least, greatest) = match operator {
            Arithmetic::Add => (end(&self.least, &other.least)?, end(&self.greatest, &other.greatest)?),
            Arithmetic::Subtract => (end(&self.least, &other.greatest)?, end(&self.greatest, &other.least)?),
            Arithmetic::Multiply => self.products(other)?,
            Arithmetic::Divide if other.may_be_zero() => return Err(NoExactResult::Possible),
            Arithmetic::Divide => self.products(&other.reversed()?)?,
        };
        Ok(Bounds { least, greatest, may_lack })
    }

    /// The value rounded, whatever it is.
    ///
    /// # Errors
    ///
    /// Where it has more digits than an exact number, or may have.
    pub fn rounded(&self, rounding: Rounding) -> Result<Bounds<Exact>, NoExactResult> {
        if let Some(value) = self.known() {
            return rounding.apply(*value).map(Bounds::exact).ok_or(NoExactResult::Certain);
        }
        let end = |end: Option<Exact>| end.map(|end| rounding.apply(end).ok_or(NoExactResult::Possible)).transpose();
        Ok(Bounds { least: end(self.least)?, greatest: end(self.greatest)?, may_lack: self.may_lack })
    }

    fn may_be_zero(&self) -> bool {
        let zero = Exact::zero();
        self.least.is_none_or(|least| least <= zero) && self.greatest.is_none_or(|greatest| greatest >= zero)
    }

    /// One divided by a value that is never zero: the greatest gives the least, and what is without end gives next to
    /// nothing.
    fn reversed(&self) -> Result<Bounds<Exact>, NoExactResult> {
        let reverse = |end: &Option<Exact>| {
            let Some(value) = end else { return Ok(Exact::zero()) };
            Exact::from_integer(1).checked_div(value).ok_or(NoExactResult::Possible)
        };
        Ok(Bounds::between(reverse(&self.greatest)?, reverse(&self.least)?))
    }

    /// The least and the greatest product of what lies between bounds: one of those of the ends.
    fn products(&self, other: &Bounds<Exact>) -> Result<(Option<Exact>, Option<Exact>), NoExactResult> {
        let ends = |side: &Bounds<Exact>| {
            [side.least.map_or(End::Low, End::Exact), side.greatest.map_or(End::High, End::Exact)]
        };
        let mut products = Vec::with_capacity(4);
        for one in ends(self) {
            for two in ends(other) {
                products.push(one.times(two)?);
            }
        }
        let exact = |end: &End| match end {
            End::Exact(value) => Some(*value),
            End::Low | End::High => None,
        };
        let known = || products.iter().filter_map(exact);
        let least = if products.contains(&End::Low) { None } else { known().min() };
        let greatest = if products.contains(&End::High) { None } else { known().max() };
        Ok((least, greatest))
    }
}

/// An end of bounds.
#[derive(Clone, Copy, PartialEq)]
enum End {
    /// Below everything.
    Low,
    Exact(Exact),
    /// Above everything.
    High,
}

impl End {
    fn times(self, other: End) -> Result<End, NoExactResult> {
        if let (End::Exact(one), End::Exact(other)) = (self, other) {
            return one.checked_mul(&other).map(End::Exact).ok_or(NoExactResult::Possible);
        }
        let sign = |end: End| match end {
            End::Low => -1,
            End::Exact(value) => i32::from(value > Exact::zero()) - i32::from(value < Exact::zero()),
            End::High => 1,
        };
        Ok(match sign(self) * sign(other) {
            0 => End::Exact(Exact::zero()),
            1 => End::High,
            _ => End::Low,
        })
    }
}

impl Comparison {
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
