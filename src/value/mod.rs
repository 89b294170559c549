//! Values of the language: truth with its two kinds of openness, exact numbers.
//!
//! Nothing here is a floating-point number.

mod exact;
mod truth;

pub use exact::{
    Decimal, Exact, NotDecimal, NumberFault, format_amount, format_amount_exactly, format_decimal, format_exact,
    format_number, format_percent, format_text, round,
};
pub use truth::Truth;
