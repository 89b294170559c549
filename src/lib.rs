//! Alinéa: a rule language and interpreter for the legal conditions that circulars set.

pub mod source;
pub mod diagnostic;
pub mod time;
pub mod value;
pub mod syntax;
pub mod plan;
pub mod check;
pub mod case;
pub mod eval;
