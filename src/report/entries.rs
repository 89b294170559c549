//! Rules of a version as they are shown: under which heading, in which words, and where they stand.

use maud::{Markup, html};

use crate::plan::PointId;

pub(super) struct Section {
    pub(super) heading: String,
    pub(super) entries: Vec<Entry>,
}

#[derive(Clone)]
pub(super) struct Entry {
    /// What it is called where it is only named: « voie « 8 mois sur 24 » ».
    pub(super) name: String,
    /// The lines as the rule words them, or the name of a mention.
    pub(super) lines: Vec<String>,
    /// `circulaire du 28 novembre 2012, circulaire-2012-11-28.alinea:14`
    pub(super) origin: Option<String>,
    /// The points of texts that it cites.
    pub(super) points: Vec<PointId>,
}

/// The words of a rule and where they stand.
pub(super) fn entry(entry: &Entry) -> Markup {
    html! {
        @for line in &entry.lines { (tight(line)) br; }
        @if let Some(origin) = &entry.origin { small { (origin) } }
    }
}

/// Words whose guillemets stay with what they hold, however narrow the column.
pub(super) fn tight(words: &str) -> String {
    words.replace("« ", "«\u{a0}").replace(" »", "\u{a0}»")
}
