//! The words of a text beside its rules: its points, and which rules cite them.

use super::{Plan, TextId, Version};
use crate::source::{FileId, Span};

/// The words of a text, point by point.
#[derive(Clone, Debug)]
pub struct Wording {
    /// The Markdown file beside the rules.
    pub file: FileId,
    /// Its headings in order, without the title of the whole.
    pub points: Vec<Point>,
}

/// A point of a text: a heading of its file and the words below it.
#[derive(Clone, Debug)]
pub struct Point {
    /// What it is called, from the outermost heading in: « L. 435-4 du CESEDA », « al. 1 ».
    pub path: Vec<String>,
    /// How deep its heading stands, from 1.
    pub level: u8,
    /// The heading's words, without its signs.
    pub title: String,
    /// Where the heading stands.
    pub heading: Span,
    /// The words below it, up to the next heading; empty where there are none.
    pub words: Span,
    /// Why no rule is made of it, where the rules say so of it or of a point that holds it.
    pub ruleless: Option<String>,
}

impl Point {
    /// « L. 435-4 du CESEDA, al. 1 »
    pub fn name(&self) -> String {
        self.path.join(", ")
    }

    /// Whether it says something: a heading that only holds others needs no rule.
    pub fn says_something(&self) -> bool {
        self.words.start < self.words.end
    }
}

/// A point of a text that has its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PointId {
    /// The text whose words these are.
    pub text: TextId,
    /// The place of the point among those of the text.
    pub point: usize,
}

/// A citation that leads to a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cited {
    /// Where the citation stands in the rules.
    pub place: Span,
    /// Where it leads.
    pub point: PointId,
}

impl Plan {
    /// A point by its id.
    pub fn point(&self, id: PointId) -> Option<&Point> {
        self.texts[id.text.index()].wording.as_ref()?.points.get(id.point)
    }

    /// The points of a text, in the order of its words.
    pub fn points_of(&self, text: TextId) -> impl Iterator<Item = PointId> {
        let count = self.texts[text.index()].wording.as_ref().map_or(0, |wording| wording.points.len());
        (0..count).map(move |point| PointId { text, point })
    }

    /// The points to which the citations in some words of the rules lead, each once, in the order of the citations.
    pub fn points_cited(&self, words: Span) -> Vec<PointId> {
        let within = |cited: &&Cited| {
            cited.place.file == words.file && words.start <= cited.place.start && cited.place.end <= words.end
        };
        let mut found = Vec::new();
        for cited in self.cited.iter().filter(within) {
            if !found.contains(&cited.point) {
                found.push(cited.point);
            }
        }
        found
    }

    /// The procedures with a rule that cites a point, in their order.
    pub fn procedures_citing(&self, point: PointId) -> Vec<&str> {
        let mut found = Vec::new();
        for version in &self.versions {
            let cites = |span: Span| self.points_cited(span).contains(&point);
            if self.sentences_of(version).into_iter().any(cites) && !found.contains(&version.procedure.as_str()) {
                found.push(&version.procedure);
            }
        }
        found
    }

    /// Where the sentences of a version stand that may cite something.
    fn sentences_of(&self, version: &Version) -> Vec<Span> {
        let mentions = version.mentions().into_iter().flat_map(|(_, mentions)| mentions);
        let definitions = self.definitions_of(version).into_iter().map(|id| self.definitions[id.index()].span);
        let mut found: Vec<Span> = version.parts().map(|part| part.span).collect();
        found.extend(mentions.map(|mention| mention.span));
        found.extend(definitions);
        found.extend(version.exceptions.iter().map(|exception| exception.span));
        found.extend(version.scope_span.into_iter().chain(version.discretion_span));
        found
    }

    /// Whether a rule of any version cites a point.
    pub fn is_cited(&self, id: PointId) -> bool {
        self.cited.iter().any(|cited| cited.point == id)
    }

    /// Whether a point says something of which no rule is made, without a reason.
    pub fn lacks_rule(&self, id: PointId) -> bool {
        let point = self.point(id);
        point.is_some_and(|point| point.says_something() && point.ruleless.is_none()) && !self.is_cited(id)
    }
}
