//! The meaning of the language, written a second time, to be read beside the reference.
//!
//! Each file below names the page of `docs/langage` that it means. A dossier here has no gaps: what the real one leaves
//! open is filled in every way that is tried, and what lists and spellings leave open is chosen by a [`World`]. Days are
//! looked at one by one, sets of days are sets, and every sentence is read from the tree of its file. Nothing is shared
//! with the evaluator but the parser, the folding of words and the calendar's civil days; clarity comes before speed.
//!
//! What the evaluator decides must be so in every world; where nothing is open, it must decide.

mod aggregates;
mod calendar;
mod conditions;
mod days;
mod dossier;
mod lists;
mod measures;
mod parameters;
mod procedures;
mod recueil;
mod sentences;
mod sets;
mod terms;
mod working;
mod world;

pub use dossier::{Dossier, Given, GivenRow};
pub use procedures::{Meaning, Verdict, meaning};
pub use recueil::Recueil;
pub use sentences::{Came, Side};
pub use terms::Value;
pub use world::World;
