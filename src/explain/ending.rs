//! What is told of the end of a procedure, in the words of its text.

use crate::plan::{Plan, Reading};
use crate::time::Day;

/// That no version of a procedure applies after a day, and what its text has to say of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndNotice {
    /// The text under which the last version stands.
    pub text: String,
    /// The last day.
    pub last: Day,
    /// The words: « aucune prorogation trouvée au 24 novembre 2026 ».
    pub words: String,
}

impl EndNotice {
    /// The notice of the last version of a procedure, where it ends with its text and the text has one.
    pub(super) fn of(plan: &Plan, reading: &Reading, procedure: &str) -> Option<EndNotice> {
        // Versions stand by procedure, then by first day.
        let version = plan.versions.iter().rfind(|version| version.procedure == procedure)?;
        let text = &plan.texts[version.text.index()];
        let words = text.end_notice.clone().filter(|_| version.validity.end == text.validity.end)?;
        let last = plan.in_force(version, reading).last().filter(|last| *last < Day::LAST)?;
        Some(EndNotice { text: text.name.clone(), last, words })
    }
}
