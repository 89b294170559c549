//! Which points of the texts beside the rules are made into rules.

use super::Words;
use crate::plan::{Plan, TextId};

/// A point of a text that says something, and what the rules make of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointCoverage {
    /// The name of the text.
    pub text: String,
    /// The point, as citations name it, and where its heading stands.
    pub words: Words,
    /// Whether a rule cites it.
    pub cited: bool,
    /// Why no rule is made of it, where the rules say so.
    pub ruleless: Option<String>,
}

impl PointCoverage {
    /// Whether it has a rule, or is said to have none.
    pub fn is_complete(&self) -> bool {
        self.cited || self.ruleless.is_some()
    }
}

/// The points of all texts whose words stand in a file, in the order of the texts.
pub(super) fn points(plan: &Plan) -> Vec<PointCoverage> {
    let mut found = Vec::new();
    for (index, text) in plan.texts.iter().enumerate() {
        for id in plan.points_of(TextId(index as u32)) {
            let Some(point) = plan.point(id).filter(|point| point.says_something()) else { continue };
            let words = Words { said: point.name(), ..Words::of(plan, point.heading) };
            let (text, cited, ruleless) = (text.name.clone(), plan.is_cited(id), point.ruleless.clone());
            found.push(PointCoverage { text, words, cited, ruleless });
        }
    }
    found
}
