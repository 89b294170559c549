//! Dossiers without gaps: `dossiers.md`, `faits.md`.

use std::collections::BTreeMap;

use alinea::names::fold;
use alinea::time::Day;
use num_rational::Ratio;

/// What a dossier gives.
#[derive(Clone, Debug)]
pub enum Given {
    Truth(bool),
    Number(Ratio<i128>),
    Day(Day),
    Months(i32),
    Days(i32),
    /// Folded, as words are compared.
    Text(String),
    Rows(Vec<GivenRow>),
}

#[derive(Clone, Debug)]
pub struct GivenRow {
    /// None for rows without dates.
    pub start: Option<Day>,
    /// The last day; none where it goes on.
    pub end: Option<Day>,
    pub columns: BTreeMap<String, Given>,
}

#[derive(Clone, Debug, Default)]
pub struct Dossier {
    pub facts: BTreeMap<String, Given>,
    /// What the prefect decided, by the name of a part.
    pub admissions: BTreeMap<String, bool>,
}

impl Dossier {
    /// The date that a fact gives, by its folded name.
    pub fn date(&self, fact: &str) -> Day {
        match self.facts.iter().find(|(name, _)| fold(name) == fact) {
            Some((_, Given::Day(day))) => *day,
            other => panic!("{fact} is no date: {other:?}"),
        }
    }

    pub fn rows(&self, fact: &str) -> &[GivenRow] {
        match self.facts.get(fact) {
            Some(Given::Rows(rows)) => rows,
            other => panic!("{fact} has no rows: {other:?}"),
        }
    }
}
