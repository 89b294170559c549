//! The one test binary: a file per stage.

mod cases;
mod laws;
mod rules;
mod support;
mod time;
