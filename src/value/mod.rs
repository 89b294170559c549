//! Values of the language: truth with its two kinds of openness, exact numbers.
//!
//! Nothing here is a floating-point number.

mod exact;
mod truth;

pub use exact::{
    Decimal, Exact, NotDecimal, format_amount, format_exact, format_number, format_percent, parse_number, round,
};
pub use truth::Truth;
