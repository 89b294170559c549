//! The smallest dossiers that part two variants.
//!
//! Facts that a sentence looks at together form a group. The values of a group that no sentence of either side tells
//! apart stand for each other, so that few are left; all their combinations are evaluated on both sides. A dossier is
//! smaller than another when it has fewer periods, then fewer facts other than « non », then fewer days of periods. What
//! is found is stripped of every fact and period without which both sides still answer the same, and evaluated again.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::cases::{Answers, CaseChange, case_change};
use super::domain::{Abstract, Dossier, case};
use super::universe::{Universe, transitions};
use super::{Pair, RuleChange, Subject, Variant};
use crate::case as dossiers;
use crate::eval::{self, Scratch, TermValue, Told};
use crate::plan::{Fact, Node, Plan, RootKind};
use crate::query;
use crate::time::Day;
use crate::value::{Outcome, Truth};

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
    /// For each difference of the rules, in their order, the smallest dossier that it changes.
    pub by_rule: Vec<Option<Witness>>,
    /// For each kind of change, the smallest dossier.
    pub by_kind: BTreeMap<super::Kind, Witness>,
    /// Dossiers evaluated on both sides.
    pub tried: u64,
    /// The days of assessment that were tried.
    pub days: Vec<Day>,
    /// The facts that were varied.
    pub varied: Vec<Varied>,
    /// How many combinations of these days and values there are.
    pub combinations: u128,
    /// How many of them the dossiers that were evaluated stand for: no sentence of either side tells the others apart.
    pub represented: u128,
}

/// A fact that was varied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Varied {
    /// As the search calls it: the fact, or what of its rows was varied.
    pub fact: String,
    /// The fewest values that it took on a day of assessment, and the most.
    pub values: (usize, usize),
}

impl Search {
    /// Whether all combinations were evaluated, or others that are told apart from them by no sentence.
    pub fn exhausted(&self) -> bool {
        self.represented == self.combinations
    }

    fn vary(&mut self, fact: &str, count: usize) {
        match self.varied.iter_mut().find(|known| known.fact == fact) {
            Some(known) => known.values = (known.values.0.min(count), known.values.1.max(count)),
            None => self.varied.push(Varied { fact: fact.to_string(), values: (count, count) }),
        }
    }
}

/// A dossier that both sides answer differently.
struct Found {
    dossier: Dossier,
    size: (usize, usize, i32),
    /// What is not the same.
    parts: BTreeSet<Turned>,
}

/// A part or a value that is not the same on both sides, by kind and name; the scope has no name.
type Turned = (&'static str, String);

/// Looks for the smallest dossiers that separate the sides of a pair, and for each difference between their rules.
///
/// A difference that shows on no day on which the versions are in force is looked for on other days too.
pub fn witnesses(pair: &Pair, changes: &[RuleChange]) -> Search {
    let mut search = within(pair, changes);
    let is_left = |(change, found): (&RuleChange, &Option<Witness>)| change.bears && found.is_none();
    if !pair.before.regardless && changes.iter().zip(&search.by_rule).any(is_left) {
        let other = within(&pair.anywhere(), changes);
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
    let mut search = Search { by_rule: vec![None; changes.len()], ..Search::default() };
    let plan = &pair.after.plan;
    let assessed = eval::assessment_fact(plan, &pair.after.reading).map(|fact| plan.facts[fact.index()].name.clone());
    let days = |side: &Variant| side.plan.in_force(&side.plan.versions[side.version.index()], &side.reading);
    let in_force = |side: &Variant, day: Day| days(side).contains(day);
    let regardless = pair.before.regardless && pair.after.regardless;
    let allowed = |day: Day| regardless || in_force(&pair.before, day) || in_force(&pair.after, day);
    let anchor = days(&pair.after).start;
    search.days = universe.days(assessed.as_deref(), allowed, anchor);
    search.days.truncate(MAX_DAYS);
    let mut best: Vec<Option<Found>> = Vec::new();
    best.resize_with(changes.len(), || None);
    let mut by_answers: HashMap<(Outcome, Outcome), Found> = HashMap::new();
    let mut scratch = Scratch::default();
    let needed = needed(pair);
    for day in search.days.clone() {
        let space = Space::new(pair, &universe, assessed.as_deref(), day);
        space.sizes.iter().for_each(|(fact, count)| search.vary(fact, *count));
        search.combinations = search.combinations.saturating_add(space.combinations());
        let represented = space.each(|dossier| {
            search.tried += 1;
            let (old, new) = (case(&pair.before.plan, "témoin", dossier), case(plan, "témoin", dossier));
            let answers = Answers::of(pair, &old, &new, &mut scratch);
            if answers.are_same() {
                return;
            }
            let size = size(dossier, day);
            let smaller = |known: Option<&Found>| known.is_none_or(|known| size < known.size);
            let both = (answers.before, answers.after);
            if !best.iter().any(|known| smaller(known.as_ref())) && !smaller(by_answers.get(&both)) {
                return;
            }
            let found = || Found { dossier: dossier.clone(), size, parts: turned(pair, dossier, &answers) };
            let this = found();
            for (known, change) in best.iter_mut().zip(changes) {
                if smaller(known.as_ref()) && explains(change, &this.parts, &needed) {
                    *known = Some(found());
                }
            }
            if smaller(by_answers.get(&both)) {
                by_answers.insert(both, this);
            }
        });
        search.represented = search.represented.saturating_add(represented);
    }
    for (slot, found) in search.by_rule.iter_mut().zip(best) {
        *slot = found.and_then(|found| witness(pair, found));
    }
    // Of two that are equally small, the same one is shown each time.
    let mut found: Vec<Found> = by_answers.into_values().collect();
    found.sort_by(|one, other| (one.size, &one.parts).cmp(&(other.size, &other.parts)));
    for witness in found.into_iter().filter_map(|found| witness(pair, found)) {
        let kind = witness.change.kind;
        let smaller = search.by_kind.get(&kind).is_none_or(|known| witness.yaml.len() < known.yaml.len());
        if smaller {
            search.by_kind.insert(kind, witness);
        }
    }
    search
}

/// The definitions that each root of either side needs, by its kind and name.
fn needed(pair: &Pair) -> HashMap<Turned, BTreeSet<String>> {
    let mut found: HashMap<Turned, BTreeSet<String>> = HashMap::new();
    for side in [&pair.before, &pair.after] {
        let plan = &side.plan;
        for root in plan.roots(&plan.versions[side.version.index()]) {
            let names = plan.below([root.node]).into_iter().filter_map(|node| match node {
                Node::Definition(id) => Some(plan.definitions[id.index()].name.clone()),
                Node::Condition(_) | Node::Set(_) | Node::Term(_) => None,
            });
            found.entry((root.kind.word(), root.name.to_string())).or_default().extend(names);
        }
    }
    found
}

/// Whether a change of the rules can be what turned these parts and values.
fn explains(change: &RuleChange, turned: &BTreeSet<Turned>, needed: &HashMap<Turned, BTreeSet<String>>) -> bool {
    match change.subject {
        Subject::Rule(of @ (RootKind::Route | RootKind::Condition | RootKind::Obstacle)) => {
            turned.iter().any(|(kind, name)| *kind == of.word() && *name == change.name)
        }
        Subject::Rule(RootKind::Definition) => {
            turned.iter().any(|one| needed.get(one).is_some_and(|names| names.contains(&change.name)))
        }
        // Conventions, lists, facts, days and the scope bear on any part.
        Subject::Rule(
            RootKind::Scope | RootKind::Appreciation | RootKind::Paper | RootKind::Step | RootKind::Effect,
        )
        | Subject::Discretion
        | Subject::Text
        | Subject::Convention
        | Subject::List
        | Subject::Parameter
        | Subject::Fact => change.bears,
    }
}

/// The parts that do not come to the same on both sides, and the values; a part that one side lacks counts where it
/// bears.
fn turned(pair: &Pair, dossier: &Dossier, answers: &Answers) -> BTreeSet<Turned> {
    let truths = |side: &Variant| -> BTreeMap<Turned, Truth> {
        let version = &side.plan.versions[side.version.index()];
        let case = case(&side.plan, "témoin", dossier);
        let Some((_, trace)) = query::recorded(&side.plan, &case, &side.request(), side.version) else {
            return BTreeMap::new();
        };
        let traces = [&trace.routes, &trace.conditions, &trace.obstacles];
        let all = version.sections().into_iter().zip(traces).flat_map(|((kind, parts), traces)| {
            parts.iter().zip(traces).map(move |(part, trace)| ((kind.word(), part.name.clone()), trace.truth))
        });
        all.collect()
    };
    let (before, after) = (truths(&pair.before), truths(&pair.after));
    let idle = |kind: &str| if kind == RootKind::Condition.word() { Truth::Yes } else { Truth::No };
    let all: BTreeSet<&Turned> = before.keys().chain(after.keys()).collect();
    let differs = |part: &&Turned| {
        before.get(*part).copied().unwrap_or(idle(part.0)) != after.get(*part).copied().unwrap_or(idle(part.0))
    };
    let values = answers.values.iter().map(|value| (RootKind::Definition.word(), value.name.clone()));
    // Who is out of scope on one side has no parts there.
    let one_sided = (answers.before == Outcome::NotApplicable) != (answers.after == Outcome::NotApplicable);
    let scope = one_sided.then(|| (RootKind::Scope.word(), String::new()));
    all.into_iter().filter(differs).cloned().chain(values).chain(scope).collect()
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
    let mut scratch = Scratch::default();
    let mut answered = |dossier: &Dossier| {
        let (old, new) = (case(&pair.before.plan, "témoin", dossier), case(&pair.after.plan, "témoin", dossier));
        let answers = Answers::of(pair, &old, &new, &mut scratch);
        ((answers.before, answers.after), turned(pair, dossier, &answers))
    };
    let mut dossier = found.dossier;
    let (wanted, parts) = answered(&dossier);
    let mut same = |candidate: &Dossier| {
        let (both, turned) = answered(candidate);
        both == wanted && parts.is_subset(&turned)
    };
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
    let change = case_change(pair, &old, &read, false, &mut Scratch::<Told>::default(), |_| true)?;
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
    pair: &'p Pair,
}

/// A product that may be beyond all numbers.
fn product(counts: impl Iterator<Item = usize>) -> u128 {
    counts.fold(1, |all, count| u128::saturating_mul(all, count as u128))
}

/// Thins long domains of a group alike, so that it stays within bounds; what is left is what is told.
fn thin(domains: &mut [(String, Vec<Abstract>)]) {
    while product(domains.iter().map(|(_, values)| values.len())) > MAX_GROUP as u128 {
        let Some((_, longest)) = domains.iter_mut().max_by_key(|(_, values)| values.len()) else { break };
        let mut index = 0;
        longest.retain(|_| {
            index += 1;
            index % 4 != 0
        });
    }
}

impl<'p> Space<'p> {
    fn new(pair: &'p Pair, universe: &Universe, assessed: Option<&str>, day: Day) -> Space<'p> {
        let mut fixed = Dossier::new();
        if let Some(fact) = assessed {
            fixed.insert(fact.to_string(), Abstract::Day(day));
        }
        let mut space = Space { fixed, groups: Vec::new(), sizes: Vec::new(), pair };
        for group in groups(universe, assessed) {
            let mut domains: Vec<(String, Vec<Abstract>)> = Vec::new();
            for name in &group {
                let declared = [&pair.after, &pair.before].into_iter().find_map(|side| declared(&side.plan, name));
                let Some((plan, fact)) = declared else { continue };
                let values = universe.domain(plan, fact, day);
                if !values.is_empty() {
                    domains.push((name.clone(), values));
                }
            }
            thin(&mut domains);
            space.sizes.extend(domains.iter().map(|(name, values)| (name.clone(), values.len())));
            let told_apart = space.told_apart(&domains, day);
            space.groups.push(told_apart);
        }
        space
    }

    /// The values of a group that some sentence tells apart; of those that none does, the smallest.
    fn told_apart(&self, domains: &[(String, Vec<Abstract>)], day: Day) -> Vec<Dossier> {
        let mut all = vec![Dossier::new()];
        for (name, values) in domains {
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

    /// How many combinations of values there are.
    fn combinations(&self) -> u128 {
        product(self.sizes.iter().map(|(_, count)| *count))
    }

    /// Calls on each dossier, and on an even sample when there are too many; gives how many combinations of values
    /// these stand for.
    fn each(&self, mut call: impl FnMut(&Dossier)) -> u128 {
        let product = self.groups.iter().map(Vec::len).fold(1, usize::saturating_mul);
        // A step that shares no factor with the sizes visits all groups evenly.
        let step = if product > MAX_DOSSIERS { (product / MAX_DOSSIERS) | 1 } else { 1 };
        let (mut index, mut called) = (0, 0);
        while index < product {
            let mut rest = index;
            let mut dossier = self.fixed.clone();
            for group in &self.groups {
                dossier.extend(group[rest % group.len()].clone());
                rest /= group.len();
            }
            call(&dossier);
            index += step;
            called += 1;
        }
        if step == 1 { self.combinations() } else { called }
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

/// What each sentence of a side comes to, each value that it tells, and which transitional clauses are reached.
fn signature(side: &Variant, dossier: &Dossier) -> (Vec<Truth>, Vec<TermValue>, Vec<bool>) {
    let plan = &side.plan;
    let version = &plan.versions[side.version.index()];
    let case = case(plan, "témoin", dossier);
    let request = crate::query::Request { regardless: true, ..side.request() };
    let reached = transitions(side).into_iter().map(|transition| {
        let given = dossier.get(&plan.facts[transition.fact.index()].name);
        matches!(given, Some(Abstract::Day(day)) if *day >= transition.from)
    });
    let Some((_, trace)) = query::recorded(plan, &case, &request, side.version) else {
        return (Vec::new(), Vec::new(), reached.collect());
    };
    let parts = version.parts().map(|part| part.condition);
    let clauses = version.scope.into_iter().chain(parts).flat_map(|condition| plan.clauses(condition));
    let truths = clauses.map(|leaf| trace.node(leaf).map_or(Truth::Unknown, |node| node.truth));
    (truths.collect(), trace.values.into_iter().map(|(value, _)| value).collect(), reached.collect())
}
