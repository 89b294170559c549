//! The smallest dossiers that part two variants.
//!
//! Facts that a sentence looks at together form a group. The values of a group that no sentence of either side tells
//! apart stand for each other, so that few are left; all their combinations are evaluated on both sides. A dossier is
//! smaller than another when it has fewer periods, then fewer facts other than « non », then fewer days of periods. What
//! is found is stripped of every fact and period without which both sides still answer the same, and evaluated again.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::boundary::{Place, boundaries};
use super::cases::{Answers, CaseChange, case_change};
use super::domain::{Abstract, Dossier, case, spread};
use super::reason::Parts;
use super::universe::{Universe, transitions};
use super::{Depth, Pair, Room, RuleChange, Subject, Variant};
use crate::case::{self as dossiers, Case, Expectation, ExpectedPart, ExpectedValue};
use crate::eval::{self, Decided, Scratch, TermValue};
use crate::plan::{ConventionId, Fact, FactId, Node, Plan, RootKind, Transition, Use};
use crate::query::{self, Request};
use crate::time::Day;
use crate::value::{Exact, Outcome, Truth};

/// More combinations of one group than this are not evaluated.
const MAX_GROUP: usize = 12_000;
/// More dossiers than this are not evaluated on one day.
const MAX_DOSSIERS: usize = 60_000;
/// Of so many dossiers it is looked at whether the sides part them.
const MAX_LOOKED_AT: usize = 400;
/// Beside so many dossiers the boundaries of a number are looked for.
const MAX_BOUNDED: usize = 40;
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
    /// The dossier with what the text after answers it; none where that text is not in force on its day.
    pub kept: Option<Case>,
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
#[derive(Clone)]
struct Found {
    dossier: Dossier,
    size: Size,
    /// What is not the same.
    parts: BTreeSet<Turned>,
}

/// Whether the text after is not in force on its day, whether the part that is looked for is left open by a side, how
/// many parts turn; periods, facts other than « non », days of periods.
type Size = (bool, bool, usize, (usize, usize, i32));

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
    let (mut scratch, mut decided) = (Scratch::default(), Scratch::default());
    let needed = needed(pair);
    let days_after = days(&pair.after);
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
            let late = !days_after.contains(day);
            let size = size(dossier, day);
            let both = (answers.before, answers.after);
            let smaller = |known: Option<&Found>, size: Size| known.is_none_or(|known| size < known.size);
            let by_answers_size = (late, false, 0, size);
            let is_better = best.iter().any(|known| smaller(known.as_ref(), by_answers_size));
            if !is_better && !smaller(by_answers.get(&both), by_answers_size) {
                return;
            }
            let (parts, settled) = turned(pair, [&old, &new], &answers, &mut decided);
            let this = |size| Found { dossier: dossier.clone(), size, parts: parts.clone() };
            for (known, change) in best.iter_mut().zip(changes) {
                let is_open = !explains(change, &settled, &needed);
                let size = (late, is_open, parts.len(), size);
                if smaller(known.as_ref(), size) && explains(change, &parts, &needed) {
                    *known = Some(this(size));
                }
            }
            if smaller(by_answers.get(&both), by_answers_size) {
                by_answers.insert(both, this(by_answers_size));
            }
        });
        search.represented = search.represented.saturating_add(represented);
    }
    for ((slot, found), change) in search.by_rule.iter_mut().zip(best).zip(changes) {
        // What turns beside is no part of it.
        let of_change = |mut found: Found| {
            let explained = |part: &Turned| explains(change, &BTreeSet::from([part.clone()]), &needed);
            found.parts.retain(explained);
            found
        };
        *slot = found.and_then(|found| witness(pair, of_change(found)));
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

/// What each root of either side needs, by its kind and name: definitions, conventions, lists, parameters and facts, by
/// their words and names.
fn needed(pair: &Pair) -> HashMap<Turned, BTreeSet<Turned>> {
    let mut found: HashMap<Turned, BTreeSet<Turned>> = HashMap::new();
    for side in [&pair.before, &pair.after] {
        let plan = &side.plan;
        for root in plan.roots(&plan.versions[side.version.index()]) {
            let needs = found.entry((root.kind.word(), root.name.to_string())).or_default();
            for node in plan.below([root.node]) {
                if let Node::Definition(id) = node {
                    needs.insert((RootKind::Definition.word(), plan.definitions[id.index()].name.clone()));
                }
                plan.each_use(node, |used| _ = needs.insert(named(plan, used)));
            }
        }
    }
    found
}

/// The word and the name of what is used; a column by the name of a change of it.
fn named(plan: &Plan, used: Use) -> Turned {
    let fact = |fact: FactId| plan.facts[fact.index()].name.clone();
    match used {
        Use::Fact(id) => (Subject::Fact.word(), fact(id)),
        Use::Column(id, column) => {
            (Subject::Fact.word(), format!("{}, {}", fact(id), plan.facts[id.index()].columns[column].name))
        }
        Use::List(id) => (Subject::List.word(), plan.lists[id.index()].name.clone()),
        Use::Parameter(id) => (Subject::Parameter.word(), plan.parameters[id.index()].name.clone()),
        Use::Convention(id) => (Subject::Convention.word(), plan.conventions[id.index()].name.clone()),
    }
}

/// Whether a change of the rules can be what turned these parts and values.
fn explains(change: &RuleChange, turned: &BTreeSet<Turned>, needed: &HashMap<Turned, BTreeSet<Turned>>) -> bool {
    match change.subject {
        Subject::Rule(of @ (RootKind::Route | RootKind::Condition | RootKind::Obstacle)) => {
            turned.iter().any(|(kind, name)| *kind == of.word() && *name == change.name)
        }
        Subject::Rule(RootKind::Definition)
        | Subject::Convention
        | Subject::List
        | Subject::Parameter
        | Subject::Fact => {
            let this = (change.subject.word(), change.name.clone());
            let reads = |one: &Turned| needed.get(one).is_some_and(|needs| needs.contains(&this));
            // The day of assessment, and the way to count days, bear on what does not name them.
            let is_named = needed.values().any(|needs| needs.contains(&this));
            change.bears && (!is_named || turned.iter().any(reads))
        }
        // The scope and the days of force bear on any part.
        Subject::Rule(
            RootKind::Scope | RootKind::Appreciation | RootKind::Paper | RootKind::Step | RootKind::Effect,
        )
        | Subject::Discretion
        | Subject::Text
        | Subject::Procedure => change.bears,
    }
}

/// The parts that do not come to the same on both sides, and the values; a part that one side lacks counts where it
/// bears. Then those of them that neither side leaves open.
fn turned(
    pair: &Pair,
    [old, new]: [&Case; 2],
    answers: &Answers,
    scratch: &mut Scratch<Decided>,
) -> (BTreeSet<Turned>, BTreeSet<Turned>) {
    let mut truths = |side: &Variant, case: &Case| -> BTreeMap<Turned, Truth> {
        let parts = Parts::of(side, case, scratch).all.into_iter();
        parts.map(|(kind, name, truth)| ((kind.word(), name), truth)).collect()
    };
    let (before, after) = (truths(&pair.before, old), truths(&pair.after, new));
    let idle = |kind: &str| if kind == RootKind::Condition.word() { Truth::Yes } else { Truth::No };
    let all: BTreeSet<&Turned> = before.keys().chain(after.keys()).collect();
    let came_to = |part: &Turned| [&before, &after].map(|side| side.get(part).copied().unwrap_or(idle(part.0)));
    let differs = |part: &&Turned| {
        let [was, is] = came_to(part);
        was != is
    };
    let values = answers.values.iter().map(|value| (RootKind::Definition.word(), value.name.clone()));
    // Who is out of scope on one side has no parts there.
    let one_sided = (answers.before == Outcome::NotApplicable) != (answers.after == Outcome::NotApplicable);
    let scope = one_sided.then(|| (RootKind::Scope.word(), String::new()));
    let found: BTreeSet<Turned> = all.into_iter().filter(differs).cloned().chain(values).chain(scope).collect();
    let is_settled = |part: &&Turned| !came_to(part).contains(&Truth::Unknown);
    let settled = found.iter().filter(is_settled).cloned().collect();
    (found, settled)
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
    let (mut scratch, mut decided) = (Scratch::default(), Scratch::default());
    let mut answered = |dossier: &Dossier| {
        let (old, new) = (case(&pair.before.plan, "témoin", dossier), case(&pair.after.plan, "témoin", dossier));
        let answers = Answers::of(pair, &old, &new, &mut scratch);
        ((answers.before, answers.after), turned(pair, [&old, &new], &answers, &mut decided).0)
    };
    let Found { mut dossier, parts, .. } = found;
    let (wanted, _) = answered(&dossier);
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
    let depth = Depth { days: false, reasons: true, parts: true };
    let change = case_change(pair, &old, &read, depth, &mut Room::default(), |_| true)?;
    let kept = kept(&pair.after, &read, &change);
    Some(Witness { yaml, change, out_of_force: false, kept })
}

/// A dossier with what a side answers it where its version is in force: the outcome, and the parts and values that
/// changed.
fn kept(side: &Variant, case: &Case, change: &CaseChange) -> Option<Case> {
    let plan = &side.plan;
    let request = Request { regardless: false, ..side.request() };
    let (outcome, _) = query::decided(&mut Scratch::default(), plan, case, &request, side.version)?;
    if outcome != change.after {
        return None;
    }
    let version = &plan.versions[side.version.index()];
    let span = version.span;
    let part = |turned: &super::Turned| {
        let (kind, _) = version.sections().into_iter().find(|(kind, _)| kind.word() == turned.kind)?;
        let outcome = turned.after.as_ref()?.0;
        Some(ExpectedPart { kind, name: turned.name.clone(), outcome, span })
    };
    let value = |changed: &super::ValueChange| {
        let (value, of) = changed.after.clone()?;
        Some(ExpectedValue { name: changed.name.clone(), of, value: value.as_expected()?, span })
    };
    let expected = Expectation {
        procedure: side.procedure().to_string(),
        text: side.text().to_string(),
        outcome,
        span,
        values: change.values.iter().filter_map(value).collect(),
        parts: change.turned.iter().filter_map(part).collect(),
    };
    let standing = side.plan.default_reading();
    let conventions = (0..plan.conventions.len() as u32).map(ConventionId);
    let followed = conventions.map(|id| (id, side.reading.option(id))).filter(|(id, at)| standing.option(*id) != *at);
    Some(Case { expected: vec![expected], reading: followed.collect(), ..case.clone() })
}

/// The dossiers of one day of assessment.
struct Space<'p> {
    /// Facts with a value of their own, such as the day itself.
    fixed: Dossier,
    /// For each group, the values that some sentence tells apart, smallest first.
    groups: Vec<Vec<Dossier>>,
    /// How many values each fact has.
    sizes: Vec<(String, usize)>,
    /// How many combinations of values each group has, and how many of them are looked at.
    counts: Vec<(u128, u128)>,
    pair: &'p Pair,
}

/// A product that may be beyond all numbers.
fn product(counts: impl Iterator<Item = u128>) -> u128 {
    counts.fold(1, u128::saturating_mul)
}

/// Thins long domains of a group alike, so that it stays within bounds; gives how many combinations are left out.
fn thin(domains: &mut [(String, Vec<Abstract>)]) -> u128 {
    let combinations =
        |domains: &[(String, Vec<Abstract>)]| product(domains.iter().map(|(_, values)| values.len() as u128));
    let all = combinations(domains);
    while combinations(domains) > MAX_GROUP as u128 {
        let Some((_, longest)) = domains.iter_mut().max_by_key(|(_, values)| values.len()) else { break };
        let mut index = 0;
        longest.retain(|_| {
            index += 1;
            index % 4 != 0
        });
    }
    all - combinations(domains)
}

impl<'p> Space<'p> {
    fn new(pair: &'p Pair, universe: &Universe, assessed: Option<&str>, day: Day) -> Space<'p> {
        let mut fixed = Dossier::new();
        if let Some(fact) = assessed {
            fixed.insert(fact.to_string(), Abstract::Day(day));
        }
        let mut space = Space { fixed, groups: Vec::new(), sizes: Vec::new(), counts: Vec::new(), pair };
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
            space.sizes.extend(domains.iter().map(|(name, values)| (name.clone(), values.len())));
            let left_out = thin(&mut domains);
            let mut all = combined(&domains);
            all.extend(space.at_boundaries(&all, universe, day));
            let looked_at = all.len() as u128;
            space.counts.push((looked_at.saturating_add(left_out), looked_at));
            let told_apart = space.told_apart(all, day);
            space.groups.push(told_apart);
        }
        space
    }

    /// Values of numbers at which a computed comparison turns, beside some of all values of the other facts of a group.
    fn at_boundaries(&self, all: &[Dossier], universe: &Universe, day: Day) -> Vec<Dossier> {
        let mut found = Vec::new();
        let Some(names) = all.first().map(|dossier| dossier.keys()) else { return found };
        let facts = names.filter_map(|name| declared(&self.pair.after.plan, name).map(|(_, fact)| fact));
        let places = facts.flat_map(Place::of).filter(|place| universe.is_read(place));
        for place in places {
            // What differs in this number alone meets the same boundaries.
            let mut seen = HashSet::new();
            let mut others: Vec<Dossier> =
                all.iter().filter_map(|dossier| place.with(dossier, Exact::from_integer(0))).collect();
            others.sort_by_key(|dossier| size(dossier, day));
            others.retain(|dossier| seen.insert(dossier.clone()));
            for dossier in self.worth_bounding(spread(others, MAX_LOOKED_AT)) {
                let numbers = boundaries(self.pair, &self.whole(&dossier), place);
                found.extend(numbers.into_iter().filter_map(|number| place.with(&dossier, number)));
            }
        }
        found
    }

    /// Few of many dossiers: first those to which the sides already say different things, for what they hold a number
    /// against mostly differs too, and of these one for each way in which sentences hold.
    fn worth_bounding(&self, all: Vec<Dossier>) -> Vec<Dossier> {
        let mut sides = [&self.pair.before, &self.pair.after].map(Signing::new);
        let mut met = HashSet::new();
        let mut ranked: Vec<((bool, bool), Dossier)> = Vec::new();
        for dossier in all {
            let signatures = sides.each_mut().map(|side| side.signature(&self.whole(&dossier)));
            let is_parted = signatures[0] != signatures[1];
            let is_new = met.insert((is_parted, signatures.map(|(truths, ..)| truths)));
            ranked.push(((!is_parted, !is_new), dossier));
        }
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().take(MAX_BOUNDED).map(|(_, dossier)| dossier).collect()
    }

    /// The values of a group beside the fixed ones.
    fn whole(&self, dossier: &Dossier) -> Dossier {
        self.fixed.iter().chain(dossier).map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// Of dossiers that no sentence tells apart, the smallest.
    fn told_apart(&self, mut all: Vec<Dossier>, day: Day) -> Vec<Dossier> {
        all.sort_by_key(|dossier| size(dossier, day));
        let mut seen = HashSet::new();
        let mut sides = [&self.pair.before, &self.pair.after].map(Signing::new);
        all.retain(|dossier| {
            let whole = self.whole(dossier);
            seen.insert(sides.each_mut().map(|side| side.signature(&whole)))
        });
        all
    }

    /// How many combinations of values there are.
    fn combinations(&self) -> u128 {
        product(self.counts.iter().map(|(all, _)| *all))
    }

    /// Calls on each dossier, and on an even sample when there are too many; gives how many combinations of values
    /// these stand for.
    fn each(&self, mut call: impl FnMut(&Dossier)) -> u128 {
        let dossiers = self.groups.iter().map(Vec::len).fold(1, usize::saturating_mul);
        // A step that shares no factor with the sizes visits all groups evenly.
        let step = if dossiers > MAX_DOSSIERS { (dossiers / MAX_DOSSIERS) | 1 } else { 1 };
        let (mut index, mut called) = (0, 0);
        while index < dossiers {
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
        if step == 1 { product(self.counts.iter().map(|(_, looked_at)| *looked_at)) } else { called }
    }
}

/// All combinations of the values of a group.
fn combined(domains: &[(String, Vec<Abstract>)]) -> Vec<Dossier> {
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
    all
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

/// What sentences of a side come to, each value that it tells, and which transitional clauses are reached.
type Signature = (Vec<Truth>, Vec<TermValue>, Vec<bool>);

/// Tells dossiers apart by the sentences of a side.
struct Signing<'p> {
    side: &'p Variant,
    watch: query::Watch<'p, true>,
    transitions: Vec<Transition>,
}

impl<'p> Signing<'p> {
    fn new(side: &'p Variant) -> Signing<'p> {
        let plan = &side.plan;
        let version = &plan.versions[side.version.index()];
        let parts = version.parts().map(|part| part.condition);
        let clauses = version.scope.into_iter().chain(parts).flat_map(|condition| plan.clauses(condition)).collect();
        Signing { side, watch: query::Watch::new(plan, side.version, clauses), transitions: transitions(side) }
    }

    fn signature(&mut self, dossier: &Dossier) -> Signature {
        let plan = &self.side.plan;
        let case = case(plan, "témoin", dossier);
        let reached = self.transitions.iter().map(|transition| {
            let given = dossier.get(&plan.facts[transition.fact.index()].name);
            matches!(given, Some(Abstract::Day(day)) if *day >= transition.from)
        });
        let reading = &self.side.reading;
        let day = query::assessment_days(plan, &case, reading, None).map(|days| days.first);
        let (truths, values) = self.watch.on(&case, reading, day);
        (truths.to_vec(), values.to_vec(), reached.collect())
    }
}
