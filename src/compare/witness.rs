//! The smallest dossiers that part two variants.
//!
//! Facts that a sentence looks at together form a group. The values of a group that no sentence of either side tells
//! apart stand for each other, so that few are left; all their combinations are evaluated on both sides. A dossier is
//! smaller than another when it has fewer periods, then fewer facts other than « non », then fewer days of periods. What
//! is found is stripped of every fact and period without which both sides still answer the same, and evaluated again.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::cases::{CaseChange, case_change};
use super::rules::RuleChange;
use super::universe::{Abstract, Dossier, Universe, case};
use super::{Pair, Variant};
use crate::case::{self as dossiers, Case};
use crate::eval::{self, Outcome, Scratch};
use crate::plan::{Fact, Plan};
use crate::query;
use crate::time::Day;
use crate::value::Truth;

/// More combinations of one group than this are not evaluated.
const MAX_GROUP: usize = 12_000;
/// More dossiers than this are not evaluated on one day.
const MAX_DOSSIERS: usize = 60_000;
/// Days of assessment that are tried.
const MAX_DAYS: usize = 14;

/// A dossier that separates two variants.
#[derive(Clone, Debug)]
pub struct Witness {
    /// The dossier, to be read by the tool itself.
    pub yaml: String,
    /// What changes for it.
    pub change: CaseChange,
    /// Whether the versions are not in force on its day.
    pub out_of_force: bool,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// For each difference of the rules, in their order, the smallest dossier whose outcome it changes.
    pub by_rule: Vec<Option<Witness>>,
    /// For each kind of change, the smallest dossier.
    pub by_kind: BTreeMap<super::Kind, Witness>,
    /// Dossiers evaluated on both sides.
    pub tried: usize,
    /// The days of assessment and the values of each fact that were tried.
    pub fragment: Vec<String>,
    /// Whether all combinations of these values were evaluated.
    pub exhausted: bool,
}

/// A dossier with two outcomes that differ.
struct Found {
    dossier: Dossier,
    size: (usize, usize, i32),
    /// Parts whose truth differs, by kind and name.
    parts: BTreeSet<(&'static str, String)>,
}

/// Looks for the smallest dossiers that separate the sides of a pair, and for each difference between their rules.
///
/// A difference that shows on no day on which the versions are in force is looked for on other days too.
pub fn witnesses(pair: &Pair, changes: &[RuleChange]) -> Search {
    let mut search = within(pair, changes);
    let is_left = |(change, found): (&RuleChange, &Option<Witness>)| change.bears && found.is_none();
    if !pair.before.regardless && changes.iter().zip(&search.by_rule).any(is_left) {
        let anywhere = |side: &Variant| Variant { regardless: true, ..side.clone() };
        let other = within(&Pair { before: anywhere(&pair.before), after: anywhere(&pair.after) }, changes);
        for (known, found) in search.by_rule.iter_mut().zip(other.by_rule) {
            if known.is_none() {
                *known = found.map(|found| Witness { out_of_force: true, ..found });
            }
        }
    }
    search
}

fn within(pair: &Pair, changes: &[RuleChange]) -> Search {
    let universe = Universe::of([&pair.before, &pair.after]);
    let mut search = Search { exhausted: true, by_rule: vec![None; changes.len()], ..Search::default() };
    let plan = &pair.after.plan;
    let assessed = eval::assessment_fact(plan, &pair.after.reading).map(|fact| plan.facts[fact.index()].name.clone());
    let in_force = |side: &Variant, day: Day| side.plan.versions[side.version.index()].validity.contains(day);
    let regardless = pair.before.regardless && pair.after.regardless;
    let allowed = |day: Day| regardless || in_force(&pair.before, day) || in_force(&pair.after, day);
    let anchor = plan.versions[pair.after.version.index()].validity.start;
    let mut days = universe.days(assessed.as_deref(), allowed, anchor);
    days.truncate(MAX_DAYS);
    let said: Vec<String> = days.iter().map(|day| day.french().to_string()).collect();
    search.fragment.push(format!("jour d'appréciation : {}", said.join(", ")));
    let mut best: Vec<Option<Found>> = Vec::new();
    best.resize_with(changes.len(), || None);
    let mut by_kind: HashMap<(Outcome, Outcome), Found> = HashMap::new();
    for (index, day) in days.iter().enumerate() {
        let space = Space::new(pair, &universe, assessed.as_deref(), *day);
        search.exhausted &= space.exhausted;
        if index == 0 {
            search.fragment.extend(space.described());
        }
        space.each(|dossier| {
            search.tried += 1;
            let (old, new) = (case(&pair.before.plan, "témoin", dossier), case(plan, "témoin", dossier));
            let outcomes = (outcome(&pair.before, &old), outcome(&pair.after, &new));
            if outcomes.0 == outcomes.1 {
                return;
            }
            let size = size(dossier, *day);
            let smaller = |known: Option<&Found>| known.is_none_or(|known| size < known.size);
            let wanted = best.iter().any(|known| smaller(known.as_ref()));
            if !wanted && !smaller(by_kind.get(&outcomes)) {
                return;
            }
            let found = || Found { dossier: dossier.clone(), size, parts: parts(pair, &old, &new) };
            let this = found();
            for (known, change) in best.iter_mut().zip(changes) {
                if smaller(known.as_ref()) && explains(change, &this.parts) {
                    *known = Some(found());
                }
            }
            if smaller(by_kind.get(&outcomes)) {
                by_kind.insert(outcomes, this);
            }
        });
        search.exhausted &= !space.is_cut();
    }
    for (slot, found) in search.by_rule.iter_mut().zip(best) {
        *slot = found.and_then(|found| witness(pair, found));
    }
    for found in by_kind.into_values() {
        if let Some(witness) = witness(pair, found) {
            let kind = witness.change.kind;
            let smaller = search.by_kind.get(&kind).is_none_or(|known| witness.yaml.len() < known.yaml.len());
            if smaller {
                search.by_kind.insert(kind, witness);
            }
        }
    }
    search
}

/// Whether a change of the rules can be what turned these parts.
fn explains(change: &RuleChange, parts: &BTreeSet<(&'static str, String)>) -> bool {
    let name = |kind: &str| parts.iter().any(|(known, name)| *known == kind && *name == change.name);
    match change.kind {
        "voie" | "condition" | "obstacle" => name(change.kind),
        // Definitions, conventions, lists and dates bear on any part.
        _ => change.bears,
    }
}

fn outcome(side: &Variant, case: &Case) -> Outcome {
    query::outcome(&side.plan, case, &side.request(), side.version)
}

/// The parts that do not come to the same on both sides; a part that one side lacks counts where it bears.
fn parts(pair: &Pair, old: &Case, new: &Case) -> BTreeSet<(&'static str, String)> {
    let truths = |side: &Variant, case: &Case| -> BTreeMap<(&'static str, String), Truth> {
        let version = &side.plan.versions[side.version.index()];
        let Some((_, trace)) = query::recorded(&side.plan, case, &side.request(), side.version) else {
            return BTreeMap::new();
        };
        let sections = [
            ("voie", &version.routes, &trace.routes),
            ("condition", &version.conditions, &trace.conditions),
            ("obstacle", &version.obstacles, &trace.obstacles),
        ];
        let all = sections.into_iter().flat_map(|(kind, parts, traces)| {
            parts.iter().zip(traces).map(move |(part, trace)| ((kind, part.name.clone()), trace.truth))
        });
        all.collect()
    };
    let (before, after) = (truths(&pair.before, old), truths(&pair.after, new));
    let idle = |kind: &str| if kind == "condition" { Truth::Yes } else { Truth::No };
    let all: BTreeSet<&(&'static str, String)> = before.keys().chain(after.keys()).collect();
    let differs = |part: &&(&'static str, String)| {
        before.get(*part).copied().unwrap_or(idle(part.0)) != after.get(*part).copied().unwrap_or(idle(part.0))
    };
    all.into_iter().filter(differs).cloned().collect()
}

/// Periods, facts other than « non », days of periods.
fn size(dossier: &Dossier, day: Day) -> (usize, usize, i32) {
    let mut periods = 0;
    let mut days = 0;
    let mut facts = 0;
    for value in dossier.values() {
        match value {
            Abstract::Rows(rows) => {
                periods += rows.len();
                days += rows.iter().map(|row| row.last.unwrap_or(day).number() - row.start.number()).sum::<i32>();
            }
            Abstract::Truth(false) => {}
            _ => facts += 1,
        }
    }
    (periods, facts, days)
}

/// The dossier without what neither side needs, and what changes for it.
fn witness(pair: &Pair, found: Found) -> Option<Witness> {
    let both = |dossier: &Dossier| {
        let (old, new) = (case(&pair.before.plan, "témoin", dossier), case(&pair.after.plan, "témoin", dossier));
        (outcome(&pair.before, &old), outcome(&pair.after, &new))
    };
    let turned = |dossier: &Dossier| {
        parts(pair, &case(&pair.before.plan, "témoin", dossier), &case(&pair.after.plan, "témoin", dossier))
    };
    let mut dossier = found.dossier;
    let (wanted, parts) = (both(&dossier), turned(&dossier));
    let same = |candidate: &Dossier| both(candidate) == wanted && parts.is_subset(&turned(candidate));
    let names: Vec<String> = dossier.keys().cloned().collect();
    for name in names {
        let mut without = dossier.clone();
        without.remove(&name);
        if same(&without) {
            dossier = without;
            continue;
        }
        let count = match dossier.get(&name) {
            Some(Abstract::Rows(rows)) => rows.len(),
            _ => 0,
        };
        for index in (0..count).rev() {
            let mut without = dossier.clone();
            if let Some(Abstract::Rows(rows)) = without.get_mut(&name) {
                rows.remove(index);
            }
            if same(&without) {
                dossier = without;
            }
        }
    }
    let (old, new) = (case(&pair.before.plan, "témoin", &dossier), case(&pair.after.plan, "témoin", &dossier));
    // The dossier is read back as anyone would read it.
    let yaml = dossiers::write(&pair.after.plan, &new);
    let mut sources = pair.after.plan.sources.clone();
    let read = dossiers::read(&pair.after.plan, &mut sources, "témoin", yaml.as_bytes()).ok()?;
    let change = case_change(pair, &old, &read, false, &mut Scratch::default(), |_| true)?;
    Some(Witness { yaml, change, out_of_force: false })
}

/// The dossiers of one day of assessment.
struct Space<'p> {
    /// Facts with a value of their own, such as the day itself.
    fixed: Dossier,
    /// For each group, the values that some sentence tells apart, smallest first.
    groups: Vec<Vec<Dossier>>,
    /// How many values each fact has.
    sizes: Vec<(String, usize)>,
    exhausted: bool,
    pair: &'p Pair,
}

impl<'p> Space<'p> {
    fn new(pair: &'p Pair, universe: &Universe, assessed: Option<&str>, day: Day) -> Space<'p> {
        let mut fixed = Dossier::new();
        if let Some(fact) = assessed {
            fixed.insert(fact.to_string(), Abstract::Day(day));
        }
        let mut space = Space { fixed, groups: Vec::new(), sizes: Vec::new(), exhausted: true, pair };
        for group in groups(universe, assessed) {
            let mut domains: Vec<(String, Vec<Abstract>)> = Vec::new();
            for name in &group {
                let declared = [&pair.after, &pair.before].into_iter().find_map(|side| declared(&side.plan, name));
                let Some((plan, fact)) = declared else { continue };
                let values = universe.domain(plan, fact, day);
                space.sizes.push((name.clone(), values.len()));
                if !values.is_empty() {
                    domains.push((name.clone(), values));
                }
            }
            space.groups.push(space.told_apart(&mut domains, day));
            let product: usize = domains.iter().map(|(_, values)| values.len()).product();
            space.exhausted &= product <= MAX_GROUP;
        }
        space
    }

    /// The values of a group that some sentence tells apart; of those that none does, the smallest.
    fn told_apart(&self, domains: &mut [(String, Vec<Abstract>)], day: Day) -> Vec<Dossier> {
        let mut all = vec![Dossier::new()];
        // Long lists are thinned alike, so that a group stays within bounds.
        while domains.iter().map(|(_, values)| values.len()).product::<usize>() > MAX_GROUP {
            let Some((_, longest)) = domains.iter_mut().max_by_key(|(_, values)| values.len()) else { break };
            let mut index = 0;
            longest.retain(|_| {
                index += 1;
                index % 4 != 0
            });
        }
        for (name, values) in domains.iter() {
            let longer = all.iter().flat_map(|dossier| {
                values.iter().map(move |value| {
                    let mut dossier = dossier.clone();
                    dossier.insert(name.clone(), value.clone());
                    dossier
                })
            });
            all = longer.collect();
        }
        all.sort_by_key(|dossier| size(dossier, day));
        let mut seen = HashSet::new();
        all.retain(|dossier| {
            let mut whole = self.fixed.clone();
            whole.extend(dossier.clone());
            seen.insert([&self.pair.before, &self.pair.after].map(|side| signature(side, &whole)))
        });
        all
    }

    fn product(&self) -> usize {
        self.groups.iter().map(Vec::len).fold(1, usize::saturating_mul)
    }

    fn is_cut(&self) -> bool {
        self.product() > MAX_DOSSIERS
    }

    /// Calls on each dossier, and on an even sample when there are too many.
    fn each(&self, mut call: impl FnMut(&Dossier)) {
        let product = self.product();
        // A step that shares no factor with the sizes visits all groups evenly.
        let step = if self.is_cut() { (product / MAX_DOSSIERS) | 1 } else { 1 };
        let mut index = 0;
        while index < product {
            let mut rest = index;
            let mut dossier = self.fixed.clone();
            for group in &self.groups {
                dossier.extend(group[rest % group.len()].clone());
                rest /= group.len();
            }
            call(&dossier);
            index += step;
        }
    }

    fn described(&self) -> Vec<String> {
        let plural = |count: usize| if count > 1 { "s" } else { "" };
        self.sizes.iter().map(|(name, count)| format!("{name} : {count} valeur{}", plural(*count))).collect()
    }
}

fn declared<'p>(plan: &'p Plan, name: &str) -> Option<(&'p Plan, &'p Fact)> {
    plan.facts.iter().find(|fact| fact.name == name).map(|fact| (plan, fact))
}

/// Facts that some sentence looks at together, the day of assessment apart.
fn groups(universe: &Universe, assessed: Option<&str>) -> Vec<BTreeSet<String>> {
    let mut groups: Vec<BTreeSet<String>> = Vec::new();
    let alone = universe.facts().map(|fact| BTreeSet::from([fact.to_string()]));
    for mut sentence in universe.sentences.iter().cloned().chain(alone) {
        if let Some(fact) = assessed {
            sentence.remove(fact);
        }
        if sentence.is_empty() {
            continue;
        }
        let (touching, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| !group.is_disjoint(&sentence));
        groups = apart;
        groups.push(touching.into_iter().fold(sentence, |all, group| all.union(&group).cloned().collect()));
    }
    groups
}

/// What each sentence of a side comes to.
fn signature(side: &Variant, dossier: &Dossier) -> Vec<Truth> {
    let plan = &side.plan;
    let version = &plan.versions[side.version.index()];
    let case = case(plan, "témoin", dossier);
    let mut request = side.request();
    request.regardless = true;
    let Some((_, trace)) = query::recorded(plan, &case, &request, side.version) else { return Vec::new() };
    let mut leaves = Vec::new();
    let parts = version.parts();
    for condition in version.scope.into_iter().chain(parts.map(|part| part.condition)) {
        leaves.extend(plan.clauses(condition));
    }
    leaves.into_iter().map(|leaf| trace.node(leaf).map_or(Truth::Unknown, |node| node.truth)).collect()
}
