//! Alinéa: a rule language and interpreter for the legal conditions that circulars set.
//!
//! A recueil of rule files is read, checked and compiled to a plan; dossiers are read against it and evaluated; the
//! record of an evaluation becomes an explained answer. The modules stand in the order of that pipeline.
//!
//! ```
//! use alinea::{embedded::Embedded, explain::Request, pipeline};
//!
//! let recueil = Embedded::named("aes-travail").ok_or("recueil absent")?;
//! let checked = pipeline::load(&recueil);
//! let plan = checked.plan.ok_or("recueil fautif")?;
//! let dossier = r#"{"faits": {"date de dépôt": "2024-06-15", "polygamie": "oui"}}"#;
//! let mut sources = checked.sources;
//! let answer = pipeline::answer(&plan, &mut sources, "exemple", dossier.as_bytes(), &Request::new(&plan)).map_err(|_| "dossier fautif")?;
//! assert_eq!(answer.results[0].outcome.key(), "not_met");
//! # Ok::<(), &str>(())
//! ```

pub mod pipeline;

pub mod batch;
pub mod case;
pub mod check;
pub mod cli;
pub mod compare;
pub mod diagnostic;
pub mod embedded;
pub mod eval;
pub mod explain;
pub mod plan;
pub mod query;
pub mod report;
pub mod source;
pub mod syntax;
pub mod time;
pub mod trial;
pub mod value;
