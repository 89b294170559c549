//! Many dossiers of one ruleset, read once and evaluated many times.
//!
//! In: a [`Ruleset`] and texts of dossiers. Out: a [`Population`], which keeps each dossier as read slots beside its text:
//! the rules that it was read against answer from the slots, others read the text again. A dossier that cannot be read
//! keeps its place, with the reason.

use crate::case::{Case, Reader};
use crate::compare::{AsRead, Found, Gathered, Options, Sides, Work};
use crate::diagnostic::{Diagnostic, Findings};
use crate::plan::Plan;
use crate::ruleset::{Ruleset, alone};

/// Many dossiers of one [`Ruleset`].
#[derive(Debug)]
pub struct Population {
    /// Of the ruleset whose slots these are.
    hash: String,
    members: Vec<Member>,
}

/// One dossier of a population.
#[derive(Debug)]
struct Member {
    /// What it is called when it does not say so itself.
    name: String,
    text: Box<[u8]>,
    /// Its slots, or why it cannot be read.
    case: Result<Case, String>,
}

impl Population {
    /// Reads dossiers, each a name and a text in JSON or YAML, against the facts of a ruleset.
    pub fn read<B: AsRef<[u8]>>(ruleset: &Ruleset, dossiers: impl IntoIterator<Item = (String, B)>) -> Population {
        let mut reader = Reader::new(ruleset.plan());
        let member = |(name, text): (String, B)| {
            let case = reader.read(&name, text.as_ref()).cloned().map_err(|refused| refused.first_message());
            Member { name, text: text.as_ref().into(), case }
        };
        Population { hash: ruleset.hash().to_string(), members: dossiers.into_iter().map(member).collect() }
    }

    /// How many dossiers there are, refused ones included.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Those that could not be read: their names, and the first mistake of each.
    pub fn refused(&self) -> impl Iterator<Item = (&str, &str)> {
        self.members.iter().filter_map(|member| Some((member.name.as_str(), member.case.as_ref().err()?.as_str())))
    }

    /// Holds every dossier against the pairs of two sides; the terms of it are internal, and free to change.
    ///
    /// # Errors
    ///
    /// It was read against the rules of neither side.
    pub fn gathered(&self, sides: &Sides, options: Options<'_>) -> Result<Gathered, Findings> {
        let mut all = Gathered::default();
        let Some(pair) = sides.pairs.first() else { return Ok(all) };
        let plans = [&pair.before.plan, &pair.after.plan];
        if plans.iter().all(|plan| plan.hash != self.hash) {
            let message = "la population a été lue selon d'autres règles que celles des deux côtés";
            let found = Diagnostic::general("population-of-other-rules", message);
            return Err(alone(found.help("lisez-la de nouveau selon les règles d'un des côtés")));
        }
        let work = Work::new(&sides.pairs, options);
        let [mut before, mut after] = plans.map(|plan| Slots::new(self, plan));
        let (mut comparer, mut found) = (work.comparer(), Found::default());
        for member in &self.members {
            comparer.hold(&member.name, before.of(member), after.of(member), &mut found);
        }
        work.gather(&mut all, &mut found);
        Ok(all)
    }
}

/// Where one side finds the slots of a dossier.
enum Slots<'p> {
    /// In the population: it was read by the same rules.
    Kept,
    /// In its text, which other rules may read otherwise.
    Read(Box<Reader<'p>>),
}

impl<'p> Slots<'p> {
    fn new(population: &Population, plan: &'p Plan) -> Slots<'p> {
        if plan.hash == population.hash { Slots::Kept } else { Slots::Read(Box::new(Reader::new(plan))) }
    }

    fn of<'m>(&'m mut self, member: &'m Member) -> AsRead<'m> {
        match self {
            Slots::Kept => member.case.as_ref().map_err(String::clone),
            Slots::Read(reader) => reader.read(&member.name, &member.text).map_err(|refused| refused.first_message()),
        }
    }
}
