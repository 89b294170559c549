//! The one test binary: a file per stage.

mod cases;
mod rules;
mod support;
mod time;
