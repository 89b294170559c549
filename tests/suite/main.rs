//! The one test binary: a file per stage.

mod api;
mod architecture;
mod batch;
mod calendar;
mod cases;
mod command_line;
mod compare;
mod diagnostics;
mod dossiers;
mod explaining;
mod facade;
mod formatting;
mod grammar;
mod language;
mod laws;
mod questions;
mod reference;
mod rules;
mod schema;
mod show;
mod sources;
mod support;
mod time;
mod transitions;
mod trial;
mod walk;
