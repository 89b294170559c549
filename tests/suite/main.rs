//! The one test binary: a file per stage.

mod cases;
mod support;
mod time;
