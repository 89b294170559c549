//! Alinéa: a rule language and interpreter for the legal conditions that circulars set.
//!
//! A recueil of rule files is read, checked and compiled to a plan; dossiers are read against it and evaluated; the
//! record of an evaluation becomes an explained answer. The modules stand in the order of that pipeline.
//!
//! [`Ruleset`], [`Dossier`], [`Population`], [`Request`], [`Answer`], [`Outcome`] and [`Findings`] are the door for
//! programs. The modules behind it are documented for those who work on the project, and change as it does.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use diagnostic::Findings;
pub use explain::Answer;
pub use population::Population;
pub use request::Request;
pub use ruleset::{Dossier, Ruleset};
pub use value::Outcome;

pub mod api;
pub mod pipeline;

pub mod batch;
pub mod case;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compare;
pub mod diagnostic;
pub mod embedded;
pub mod eval;
pub mod explain;
pub mod names;
pub mod plan;
pub mod population;
pub mod query;
pub mod report;
pub mod request;
pub mod ruleset;
pub mod source;
pub mod syntax;
pub mod time;
pub mod trial;
pub mod value;
