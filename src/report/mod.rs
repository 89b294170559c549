//! Results as text, Markdown and JSON, and findings as drawings.
//!
//! In: answers and findings as data. Out: strings. The one place that names miette. Decides nothing. What only a terminal
//! shows (drawings of findings, what `fmt` would change) is there with the feature `cli` alone.

mod beside;
mod branches;
mod brief;
mod calendar;
#[cfg(feature = "cli")]
mod changes;
mod comparison;
mod diagnostics;
mod doubts;
#[cfg(feature = "cli")]
mod drawing;
mod entries;
#[cfg(feature = "cli")]
mod excerpt;
mod files;
mod form;
mod json;
mod markdown;
mod outline;
mod page;
mod picture;
mod questions;
mod records;
mod sarif;
mod sheet;
mod show;
mod steps;
mod text;
mod timeline;
mod trial;
mod values;
mod words;
mod working;

pub use calendar::{calendar_json, calendar_text};
#[cfg(feature = "cli")]
pub use changes::changes_text;
pub use comparison::{
    CASE_COLUMNS, Detail, GROUP_COLUMNS, change_keys, change_subject, change_words, comparison_cases, comparison_csv,
    comparison_groups, comparison_html, comparison_json, comparison_markdown, comparison_summary, comparison_text,
    impact_json,
};
pub use diagnostics::diagnostics_json;
#[cfg(feature = "cli")]
pub use drawing::diagnostics_text;
pub use files::{check_json, exclusion, exclusion_keys, files_text, left_out_text};
pub use form::questions_html;
pub use json::answer_json;
pub use markdown::{answer_brief_markdown, answer_markdown};
pub use outline::out_of_force;
pub use page::Page;
pub use questions::{outcomes_text, question_text, questions_json, questions_text};
pub use records::{Calendar, Fields, Form, Records, faulty_json, refused_json};
pub use sarif::{sarif, sarif_run};
pub use sheet::{Letterhead, Sheet, sheet_html};
pub use show::{show_html, show_markdown, show_text};
pub use text::{answer_brief, answer_text};
pub use timeline::{Form as TimelineForm, timeline_svg};
pub use trial::{trial_html, trial_json, trial_text};

/// How text is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether ANSI colours are written.
    pub colour: bool,
    /// Columns.
    pub width: usize,
}

impl Style {
    /// No colour, 80 columns: the same everywhere.
    pub const PLAIN: Style = Style { colour: false, width: 80 };
}
