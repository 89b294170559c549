//! The one test binary: a file per stage.

mod architecture;
mod cases;
mod command_line;
mod dossiers;
mod filling;
mod grammar;
mod language;
mod schema;
mod support;
mod time;
