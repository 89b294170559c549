//! Values of the language: truth with its two kinds of openness, exact numbers, the bounds between which what is not
//! known lies, and the operators on them.
//!
//! Nothing here is a floating-point number.

mod bounds;
mod exact;
mod operator;
mod outcome;
mod truth;

pub use bounds::{Bounds, NoExactResult};
pub use exact::{
    Decimal, Exact, NotDecimal, NumberFault, format_amount, format_amount_exactly, format_decimal, format_exact,
    format_number, format_percent, format_text, round,
};
pub use operator::{Arithmetic, Comparison, ReadOn, Rounding, RoundingUnit, RoundingWay};
pub use outcome::Outcome;
pub use truth::Truth;
