//! A comparison as a whole: rules, dossiers and witnesses of every pair of versions.

use super::gather::{Gathered, Refusals};
use super::sides::{Sides, label};
use super::{CaseChange, Kind, Pair, RuleChange, Search, Tally, rule_changes, witnesses};

/// Two sides, and what was found between them.
#[derive(Debug)]
pub struct Comparison {
    /// The side before, as it was named.
    pub before: String,
    /// The side after.
    pub after: String,
    /// Versions that only the side after has: their procedures and their texts.
    pub added: Vec<(String, String)>,
    /// Versions that only the side before has.
    pub removed: Vec<(String, String)>,
    /// Pairs of versions.
    pub compared: Vec<Compared>,
    /// Dossiers that one side reads and the other does not.
    pub read_by_one: Refusals,
    /// Dossiers that neither side reads: nothing is known of them.
    pub unreadable: Refusals,
}

/// A pair of versions.
#[derive(Debug)]
pub struct Compared {
    /// Procedure and text before.
    pub before: (String, String),
    /// Procedure and text after.
    pub after: (String, String),
    /// Differences of the rules.
    pub rules: Vec<RuleChange>,
    /// How many dossiers change.
    pub tally: Tally,
    /// Dossiers that change; of each kind the first ones.
    pub changes: Vec<CaseChange>,
    /// Witnesses, when they were looked for.
    pub search: Option<Search>,
}

impl Compared {
    fn new(pair: &Pair, (tally, changes): (Tally, Vec<CaseChange>), with_witnesses: bool) -> Compared {
        let rules = rule_changes(&pair.before, &pair.after);
        let search = with_witnesses.then(|| witnesses(pair, &rules));
        Compared { before: label(&pair.before), after: label(&pair.after), rules, tally, changes, search }
    }

    /// Whether anything is told of it as different: a rule, a dossier or a witness.
    pub fn differs(&self) -> bool {
        let parted = |search: &Search| !search.by_kind.is_empty() || search.by_rule.iter().any(Option::is_some);
        !self.rules.is_empty() || self.tally.same() != self.tally.total || self.search.as_ref().is_some_and(parted)
    }

    /// The dossiers of a kind that are told, and how many more there are.
    pub fn of_kind(&self, kind: Kind) -> (Vec<&CaseChange>, usize) {
        let told: Vec<&CaseChange> = self.changes.iter().filter(|change| change.kind == kind).collect();
        let more = self.tally.of(kind).saturating_sub(told.len());
        (told, more)
    }
}

impl Comparison {
    /// What the rules of both sides say differently, beside what was gathered of dossiers; `named` is what the sides are
    /// called. With witnesses, the smallest dossiers that part them are looked for.
    pub fn new(named: [&str; 2], sides: Sides, gathered: Gathered, with_witnesses: bool) -> Comparison {
        let Gathered { mut pairs, read_by_one, unreadable } = gathered;
        // Where there was no dossier nothing was gathered.
        pairs.resize_with(sides.pairs.len(), Default::default);
        let compared = sides.pairs.iter().zip(pairs).map(|(pair, found)| Compared::new(pair, found, with_witnesses));
        Comparison {
            before: named[0].to_string(),
            after: named[1].to_string(),
            added: sides.added,
            removed: sides.removed,
            compared: compared.collect(),
            read_by_one,
            unreadable,
        }
    }

    /// Whether anything is told as different; what one says, all forms and the exit code say.
    pub fn differs(&self) -> bool {
        !self.added.is_empty()
            || !self.removed.is_empty()
            || self.read_by_one.count > 0
            || self.compared.iter().any(Compared::differs)
    }
}
