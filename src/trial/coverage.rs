//! Which sides of each part, which neighbours of each threshold and which numbers of the rules the dossiers reach.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};

use super::points::{PointCoverage, points};
use super::{Words, request, version_of};
use crate::case::{Case, Expectation, Expected};
use crate::eval::{Held, Quantity, Reached, TermValue};
use crate::plan::{
    Band, ConditionId, ConditionKind, DefinitionId, Length, Node, Plan, Root, RootKind, TermId, TermKind, Type, Use,
    Version, VersionId,
};
use crate::query;
use crate::source::Span;
use crate::time::PER_MONTH;
use crate::value::{Exact, Truth};

/// What the dossiers of a recueil reach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The scope, routes, conditions, obstacles, and the conditions of papers and other mentions.
    pub parts: Vec<PartCoverage>,
    /// Thresholds: of lengths, ages, counts, comparisons and bands.
    pub thresholds: Vec<ThresholdCoverage>,
    /// Rates, amounts and other numbers that values are computed with.
    pub numbers: Vec<NumberCoverage>,
    /// Points of the texts beside the rules, which no dossier has to reach.
    pub points: Vec<PointCoverage>,
}

/// How many dossiers bring a part to each side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartCoverage {
    /// The name of the procedure.
    pub procedure: String,
    /// The name of the text by which it is ruled.
    pub text: String,
    /// As what the version names it.
    pub kind: RootKind,
    /// The part; empty for the scope.
    pub name: String,
    /// Dossiers that meet it.
    pub met: usize,
    /// Dossiers that do not.
    pub not_met: usize,
    /// Dossiers that leave it open.
    pub open: usize,
}

impl PartCoverage {
    /// Whether each side is reached.
    pub fn is_complete(&self) -> bool {
        self.met > 0 && self.not_met > 0 && self.open > 0
    }
}

/// How many dossiers stand next to a threshold: by at most one month, one day, one euro, one row, one point of a
/// percentage, one of whatever else is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThresholdCoverage {
    /// The name of the procedure.
    pub procedure: String,
    /// The name of the text by which it is ruled.
    pub text: String,
    /// The part or the definition that the sentence belongs to.
    pub kind: RootKind,
    /// As the version names it; empty for the scope.
    pub name: String,
    /// What it is of.
    pub of: ThresholdOf,
    /// The sentence, or the words of the threshold of a band, and where they stand.
    pub words: Words,
    /// Dossiers just below it.
    pub below: usize,
    /// Dossiers on it.
    pub on: usize,
    /// Dossiers just above it.
    pub above: usize,
}

/// What a threshold is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThresholdOf {
    /// A sentence.
    Sentence,
    /// A band, which begins there.
    Band,
    /// A slice of a scale, which ends there.
    Slice,
    /// A sentence with two ends: the least.
    LeastEnd,
    /// The greatest.
    GreatestEnd,
}

impl ThresholdCoverage {
    /// Whether each neighbour is reached.
    pub fn is_complete(&self) -> bool {
        self.below > 0 && self.on > 0 && self.above > 0
    }
}

/// How many dossiers compute with a number that is written in a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberCoverage {
    /// The name of the procedure.
    pub procedure: String,
    /// The name of the text by which it is ruled.
    pub text: String,
    /// The part or the definition that the number belongs to.
    pub kind: RootKind,
    /// As the version names it; empty for the scope.
    pub name: String,
    /// The number as it is written, and where.
    pub words: Words,
    /// Dossiers that compute with it.
    pub computed: usize,
    /// Dossiers that expect a value which they compute with it: it cannot be another number then. `None` where no value
    /// that answers tell rests on it.
    pub pinned: Option<usize>,
}

impl NumberCoverage {
    /// Whether it is computed with, and what it gives is expected wherever it can be.
    pub fn is_complete(&self) -> bool {
        self.computed > 0 && self.pinned != Some(0)
    }
}

/// What the dossiers reach, each under the texts that it has expectations for.
pub fn coverage(plan: &Plan, cases: &[Case]) -> Coverage {
    let mut reached: BTreeMap<VersionId, Vec<(Reached, &Expectation)>> = BTreeMap::new();
    for case in cases {
        for expected in &case.expected {
            let Some(version) = version_of(plan, expected) else { continue };
            let found = query::reached(plan, case, &request(plan, case, expected), version);
            reached.entry(version).or_default().extend(found.map(|found| (found, expected)));
        }
    }
    let mut coverage = Coverage { points: points(plan), ..Coverage::default() };
    for id in (0..plan.versions.len() as u32).map(VersionId) {
        let reached = reached.get(&id).map_or(&[][..], Vec::as_slice);
        Reader { plan, version: &plan.versions[id.index()], reached }.read(&mut coverage);
    }
    coverage
}

/// Reads what the rules of one version say, and holds it against what dossiers reached.
struct Reader<'a> {
    plan: &'a Plan,
    version: &'a Version,
    reached: &'a [(Reached, &'a Expectation)],
}

impl Reader<'_> {
    fn read(&self, coverage: &mut Coverage) {
        let values = self.values();
        let conditions = self.plan.roots(self.version).filter_map(|root| match root.node {
            Node::Condition(condition) => Some((root, condition)),
            Node::Set(_) | Node::Term(_) | Node::Definition(_) => None,
        });
        coverage.parts.extend(conditions.map(|(root, condition)| self.part(root, condition)));
        let nodes = self.plan.nodes_within(self.version);
        let mut thresholds: HashSet<TermId> = HashSet::new();
        for (node, within) in &nodes {
            for found in self.thresholds(*node, &mut thresholds) {
                coverage.thresholds.push(self.threshold(&found, *within));
            }
        }
        let out_of_reach = self.plan.values_beyond([self.version]);
        for (node, within) in &nodes {
            let Node::Term(id) = node else { continue };
            if out_of_reach.contains(id) {
                continue;
            }
            if matches!(self.plan.terms[id.index()].kind, TermKind::Number(_)) && !thresholds.contains(id) {
                coverage.numbers.push(self.number(*id, *within, &values));
            }
        }
    }

    /// By the name of each value that answers tell, the nodes that it rests on.
    fn values(&self) -> Vec<(&str, Vec<Node>)> {
        let one = |id: &DefinitionId| {
            let below = self.plan.below([Node::Definition(*id)]).into_iter().collect();
            (self.plan.definitions[id.index()].name.as_str(), below)
        };
        self.version.values.iter().map(one).collect()
    }

    fn text(&self) -> String {
        self.plan.texts[self.version.text.index()].name.clone()
    }

    fn part(&self, root: Root<'_>, condition: ConditionId) -> PartCoverage {
        let count = |wanted: &dyn Fn(Truth) -> bool| {
            self.reached
                .iter()
                .filter_map(|(reached, _)| reached.truths.get(&condition))
                .filter(|one| wanted(**one))
                .count()
        };
        PartCoverage {
            procedure: self.version.procedure.clone(),
            text: self.text(),
            kind: root.kind,
            name: root.name.to_string(),
            met: count(&|truth| truth == Truth::Yes),
            not_met: count(&|truth| truth == Truth::No),
            open: count(&|truth| truth.is_open()),
        }
    }

    /// The thresholds that a node states, with what its neighbours differ by; literal ones are added to `literals`.
    fn thresholds(&self, node: Node, literals: &mut HashSet<TermId>) -> Vec<Threshold> {
        match node {
            Node::Condition(id) => match &self.plan.conditions[id.index()].kind {
                ConditionKind::Compare(left, _, right) => {
                    literals.extend([*left, *right]);
                    let turned = self.is_constant(*left) && !self.is_constant(*right);
                    let found = |step: Step| Threshold {
                        at: node,
                        of: ThresholdOf::Sentence,
                        span: self.plan.conditions[id.index()].span,
                        step: Step { turned, ..step },
                    };
                    self.step(*left).map(found).into_iter().collect()
                }
                ConditionKind::Between(value, ends) => {
                    literals.extend([*value].iter().chain(ends));
                    let turned = self.is_constant(*value);
                    let found = |(end, of): (&TermId, ThresholdOf)| {
                        let step = Step { turned, ..self.step(*value)? };
                        Some(Threshold { at: Node::Term(*end), of, span: self.plan.conditions[id.index()].span, step })
                    };
                    ends.iter().zip([ThresholdOf::LeastEnd, ThresholdOf::GreatestEnd]).filter_map(found).collect()
                }
                ConditionKind::OneOf(_, values) => {
                    literals.extend(values);
                    Vec::new()
                }
                ConditionKind::All(_)
                | ConditionKind::Any(_)
                | ConditionKind::Not(_)
                | ConditionKind::Truth(_)
                | ConditionKind::Defined(_)
                | ConditionKind::Follows(..)
                | ConditionKind::Met(_)
                | ConditionKind::Listed(..)
                | ConditionKind::Ongoing(..)
                | ConditionKind::Several(_)
                | ConditionKind::Excepted(_) => Vec::new(),
            },
            Node::Term(id) => {
                if let TermKind::Scale(of, slices) = &self.plan.terms[id.index()].kind {
                    let ends = || slices.iter().filter_map(|slice| slice.until);
                    literals.extend(ends());
                    let found = |end: TermId| {
                        let span = self.plan.terms[end.index()].span;
                        Some(Threshold { at: Node::Term(end), of: ThresholdOf::Slice, span, step: self.step(*of)? })
                    };
                    return ends().filter_map(found).collect();
                }
                let TermKind::Bands(of, bands) = &self.plan.terms[id.index()].kind else { return Vec::new() };
                // « moins de 3 » and « à partir de 3 » are one threshold.
                literals.extend(bands.iter().flat_map(Band::bounds));
                let froms = bands.iter().filter_map(|band| band.from);
                let found = |from: TermId| {
                    let span = self.plan.terms[from.index()].span;
                    Some(Threshold { at: Node::Term(from), of: ThresholdOf::Band, span, step: self.step(*of)? })
                };
                froms.filter_map(found).collect()
            }
            Node::Set(_) | Node::Definition(_) => Vec::new(),
        }
    }

    /// What the neighbours of a value differ by; none for what has no order.
    fn step(&self, term: TermId) -> Option<Step> {
        match self.plan.terms[term.index()].of {
            Type::Percent => Some(Step { by: Exact::new(1, 100), ..Step::ONE }),
            Type::Number | Type::Amount | Type::Date | Type::Months | Type::Days => Some(Step::ONE),
            Type::Truth
            | Type::Text
            | Type::Code
            | Type::Enumeration(_)
            | Type::Scale(_)
            | Type::Periods
            | Type::Rows => None,
        }
    }

    /// Whether a value is the same for all dossiers.
    fn is_constant(&self, term: TermId) -> bool {
        let mut constant = true;
        for node in self.plan.below([Node::Term(term)]) {
            self.plan.each_use(node, |used| match used {
                Use::Fact(_) | Use::Column(..) | Use::List(_) | Use::Parameter(_) | Use::Convention(_) => {
                    constant = false;
                }
            });
        }
        constant
    }

    fn threshold(&self, one: &Threshold, within: Root<'_>) -> ThresholdCoverage {
        let mut found = ThresholdCoverage {
            procedure: self.version.procedure.clone(),
            text: self.text(),
            kind: within.kind,
            name: within.name.to_string(),
            of: one.of,
            words: Words::of(self.plan, one.span),
            below: 0,
            on: 0,
            above: 0,
        };
        for (reached, _) in self.reached {
            let sides: HashSet<Side> =
                reached.held.get(&one.at).into_iter().flatten().filter_map(|held| one.step.side(*held)).collect();
            found.below += usize::from(sides.contains(&Side::Below));
            found.on += usize::from(sides.contains(&Side::On));
            found.above += usize::from(sides.contains(&Side::Above));
        }
        found
    }

    fn number(&self, id: TermId, within: Root<'_>, values: &[(&str, Vec<Node>)]) -> NumberCoverage {
        let resting = values.iter().filter(|(_, below)| below.contains(&Node::Term(id)));
        let resting: Vec<&str> = resting.map(|(name, _)| *name).collect();
        let computed = || self.reached.iter().filter(|(reached, _)| reached.computed.contains(&id));
        let pins = |expected: &Expectation| {
            let known = expected.values.iter().filter(|one| one.value != Expected::Open);
            known.map(|one| one.name.as_str()).any(|name| resting.contains(&name))
        };
        NumberCoverage {
            procedure: self.version.procedure.clone(),
            text: self.text(),
            kind: within.kind,
            name: within.name.to_string(),
            words: Words::of(self.plan, self.plan.terms[id.index()].span),
            computed: computed().count(),
            pinned: (!resting.is_empty()).then(|| computed().filter(|(_, expected)| pins(expected)).count()),
        }
    }
}

/// A threshold that a rule states.
struct Threshold {
    /// The node under whose name an evaluation tells what was held against it.
    at: Node,
    of: ThresholdOf,
    /// The words that are told.
    span: Span,
    step: Step,
}

/// On which side of a threshold a value stands, next to it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Side {
    Below,
    On,
    Above,
}

/// What the neighbours of a threshold differ from it by.
#[derive(Clone, Copy)]
struct Step {
    /// So much of what is compared; of lengths, dates and rows always one month, day or row.
    by: Exact,
    /// The threshold stands on the left.
    turned: bool,
}

impl Step {
    const ONE: Step = Step { by: Exact::new_raw(1, 1), turned: false };

    /// On which side of its threshold something stands; none when it is not next to it, or not known.
    fn side(self, held: Held) -> Option<Side> {
        let (distance, step) = match held {
            Held::Age { reached, today, age, .. } => {
                let reached = reached.is_exact().then(|| reached.first.days_until(today))?;
                whole(reached.into(), if matches!(age, Length::Months(_)) { 31 } else { 1 })
            }
            Held::Values(TermValue::Number(found), TermValue::Number(threshold)) => {
                (found.known()? - threshold.known()?, self.by)
            }
            Held::Values(TermValue::Date(found), TermValue::Date(threshold)) => {
                whole(threshold.known()?.days_until(*found.known()?).into(), 1)
            }
            Held::Values(TermValue::Length(found), TermValue::Length(threshold)) => {
                let (found, threshold) = (*found.known()?, *threshold.known()?);
                whole(distance(found, threshold)?, unit(threshold))
            }
            Held::Values(..) | Held::Between(..) | Held::OneOf(_) => return None,
        };
        let distance = if self.turned { -distance } else { distance };
        match distance.cmp(&Exact::from_integer(0)) {
            Ordering::Equal => Some(Side::On),
            Ordering::Less => (-distance <= step).then_some(Side::Below),
            Ordering::Greater => (distance <= step).then_some(Side::Above),
        }
    }
}

fn whole(distance: i64, step: i64) -> (Exact, Exact) {
    (Exact::from_integer(distance.into()), Exact::from_integer(step.into()))
}

/// One month in the parts of a [`MonthLength`], or one day.
fn unit(threshold: Quantity) -> i64 {
    match threshold {
        Quantity::Months(_) => i64::from(PER_MONTH),
        Quantity::Days(_) => 1,
    }
}

/// How far a length lies above its threshold.
fn distance(found: Quantity, threshold: Quantity) -> Option<i64> {
    match (found, threshold) {
        (Quantity::Months(found), Quantity::Months(wanted)) => {
            let parts =
                i64::from(found.months - wanted.months) * i64::from(PER_MONTH) + i64::from(found.part - wanted.part);
            // Thirty days of a month that has thirty-one are not yet a month.
            Some(if found < wanted { parts.min(-1) } else { parts })
        }
        (Quantity::Days(found), Quantity::Days(wanted)) => Some(i64::from(found - wanted)),
        _ => None,
    }
}
