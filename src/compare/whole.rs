//! A comparison as a whole: rules, dossiers and witnesses of every pair of versions.

use std::collections::BTreeSet;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::gather::{Gathered, OfPair, Refusals};
use super::renames::Renaming;
use super::sides::{Sides, label};
use super::topics::topics;
use super::{CaseChange, Groups, Kind, Pair, RuleChange, Search, Tally, Topic, rule_changes, witnesses};
use crate::case::{self, Case};
use crate::names;
use crate::plan::Plan;

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
    /// The things about which the rules do not ask the same.
    pub topics: Vec<Topic>,
    /// How many dossiers change.
    pub tally: Tally,
    /// Dossiers that change; of each kind the first ones.
    pub changes: Vec<CaseChange>,
    /// All that change, by reason.
    pub groups: Groups,
    /// What follows from what is supposed of dossiers that do not say it.
    pub supposed: Option<Supposed>,
    /// Witnesses, when they were looked for.
    pub search: Option<Search>,
    /// The rules after, by which dossiers are written.
    plan: Arc<Plan>,
}

/// What follows once facts are supposed that dossiers do not give.
#[derive(Debug)]
pub struct Supposed {
    /// The facts, and what is supposed, in the words of a dossier.
    pub facts: Vec<(String, String)>,
    /// How many dossiers change then.
    pub tally: Tally,
    /// Those that change then, by reason.
    pub groups: Groups,
}

impl Compared {
    fn new(pair: &Pair, found: OfPair, with_witnesses: bool) -> Compared {
        let mut rules = rule_changes(&pair.before, &pair.after);
        let renamed = pair.renamed.iter().filter(|one| one.concerns(&pair.after));
        rules.extend(renamed.map(Renaming::change));
        let search = with_witnesses.then(|| witnesses(pair, &rules));
        let OfPair { tally, changes, groups, supposed: (supposed, then) } = found;
        // What changes nothing need not be supposed.
        let is_told = !pair.supposed.is_empty() && supposed != tally;
        let facts = pair.supposed.facts.clone();
        Compared {
            before: label(&pair.before),
            after: label(&pair.after),
            rules,
            topics: topics(&pair.before, &pair.after),
            tally,
            changes,
            groups,
            supposed: is_told.then_some(Supposed { facts, tally: supposed, groups: then }),
            search,
            plan: Arc::clone(&pair.after.plan),
        }
    }

    /// Each witness that may be kept as a dossier of the recueil after: what it is called, for what it shows, and the
    /// dossier with what that recueil answers it.
    pub fn kept(&self) -> Vec<(String, String)> {
        let Some(search) = &self.search else { return Vec::new() };
        let by_rule = self.rules.iter().zip(&search.by_rule).filter_map(|(change, witness)| {
            Some((format!("{} {}", change.subject.word(), change.name), witness.as_ref()?))
        });
        let by_kind = search.by_kind.iter().map(|(kind, witness)| (format!("{kind:?}"), witness));
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for (shows, witness) in by_rule.chain(by_kind) {
            let Some(case) = witness.kept.clone().filter(|_| seen.insert(&witness.yaml)) else { continue };
            let name = dashed(&format!("temoin {} {shows}", self.after.0));
            let text = case::write(&self.plan, &Case { name: name.clone(), ..case });
            found.push((name, text));
        }
        found
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

/// Words as the name of a file: letters without accents and digits, and dashes for all else.
fn dashed(words: &str) -> String {
    let folded = names::fold(words);
    let letters = folded.nfd().filter(|c| !is_combining_mark(*c));
    let plain: String = letters.map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join("-")
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
