//! Lengths in months.

use std::fmt;

/// Units in a month: the least common multiple of 28, 29, 30 and 31, so that a day of any civil
/// month is a whole number of units, and so is a thirtieth of a month.
pub const PER_MONTH: i32 = 377_580;

/// Units in a day of which thirty make a month.
pub const PER_DAY_OF_30: i32 = PER_MONTH / 30;

/// From this many months on, a length is told in years.
const TOLD_IN_YEARS: i32 = 36;

/// A length in months and a part of a month, without rounding.
///
/// A length reaches n months when it has n *whole* months. The part says how far it is into the
/// next one, and it orders lengths of as many whole months. Two kinds of lengths differ in what a
/// part may be:
///
/// - a length *counted* by pooling days has less than a month as part: thirty pooled days are a
///   month by definition;
/// - a length *elapsed* from one date to another may have up to 30 days as part. From 1 to 31
///   January thirty days have elapsed and yet no month, because the month is over on 1 February:
///   here a month is an anniversary, not thirty days.
///
/// That is why the order is that of the months first and of the part next, never that of a sum.
///
/// ```
/// use alinea::time::MonthLength;
/// let january = MonthLength::of(0, 30);
/// assert!(!january.reaches(1));
/// assert!(january < MonthLength::of(1, 0));
/// assert_eq!(MonthLength::pooled(0, 30), MonthLength::of(1, 0));
/// ```
// INVARIANT: months >= 0 and 0 <= part <= PER_MONTH. The part is a whole month only in an elapsed
// length of 30 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct MonthLength {
    /// Whole months.
    pub months: i32,
    /// The rest, in units of 1/377580 of a month.
    pub part: i32,
}

impl MonthLength {
    /// No time at all.
    pub const ZERO: MonthLength = MonthLength { months: 0, part: 0 };

    /// Whole months and up to 30 days, kept as they are.
    pub const fn of(months: i32, days: i32) -> MonthLength {
        MonthLength { months, part: days * PER_DAY_OF_30 }
    }

    /// Whole months and any number of days, thirty of which make a month.
    pub const fn pooled(months: i32, days: i32) -> MonthLength {
        MonthLength::of(months + days / 30, days % 30)
    }

    /// Whole months and any number of units.
    pub(super) const fn from_units(months: i32, units: i64) -> MonthLength {
        let per_month = PER_MONTH as i64;
        MonthLength { months: months + (units / per_month) as i32, part: (units % per_month) as i32 }
    }

    /// Whether the length has that many whole months.
    pub const fn reaches(self, months: i32) -> bool {
        self.months >= months
    }

    /// The part as days of which thirty make a month, where it is a whole number of them.
    pub const fn days(self) -> Option<i32> {
        if self.part % PER_DAY_OF_30 == 0 { Some(self.part / PER_DAY_OF_30) } else { None }
    }
}

/// « 9 mois et 12 jours », « 18 mois », « 5 ans et 3 mois », « 8,45 mois ».
///
/// Decimals are rounded down, so that what is shown is never more than what is reached.
impl fmt::Display for MonthLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.like(*self).fmt(f)
    }
}

impl MonthLength {
    /// The length in the units in which another is told: years and months beside « 5 ans », months beside « 30 mois ».
    pub fn like(self, other: MonthLength) -> impl fmt::Display {
        Told { length: self, in_years: other.months >= TOLD_IN_YEARS }
    }
}

/// A length on its way to be written.
struct Told {
    length: MonthLength,
    in_years: bool,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = self.length;
        let (years, months) = match self.in_years {
            true => (length.months / 12, length.months % 12),
            false => (0, length.months),
        };
        let mut words = Vec::with_capacity(3);
        if years > 0 {
            words.push(format!("{years} an{}", if years == 1 { "" } else { "s" }));
        }
        match length.days() {
            Some(days) => {
                if months > 0 {
                    words.push(format!("{months} mois"));
                }
                if days > 0 {
                    words.push(format!("{days} jour{}", if days == 1 { "" } else { "s" }));
                }
            }
            None => {
                let hundredths = i64::from(length.part) * 100 / i64::from(PER_MONTH);
                words.push(format!("{months},{hundredths:02} mois"));
            }
        }
        match words.as_slice() {
            [] => f.write_str("0 mois"),
            [head @ .., last] if !head.is_empty() => write!(f, "{} et {last}", head.join(", ")),
            [only, ..] => f.write_str(only),
        }
    }
}
