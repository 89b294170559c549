//! Parts that can never be met, and routes that another makes idle.
//!
//! A part is read as alternatives, each a set of constraints on what its sentences measure or ask. Two constraints on
//! the same words of one version are held together; what this does not understand stands for itself, so that a finding
//! is always right and some are missed.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Checker, errors};
use crate::names::normalize_name;
use crate::plan::{
    ConditionId, ConditionKind, DefinitionBody, FactId, Length, Part, Plan, TermId, TermKind, Type, Version,
};
use crate::source::Span;
use crate::syntax::ast::{Bound, Comparator};
use crate::value::Exact;

/// More alternatives than this are not looked at.
const MAX_ALTERNATIVES: usize = 64;

impl Checker<'_> {
    pub(super) fn unreachable_parts(&mut self) {
        let mut found = Vec::new();
        let reader = Reader::new(&self.plan);
        for version in &self.plan.versions {
            let conditions = reader.all(version.conditions.iter().map(|part| part.condition));
            if conditions.as_ref().is_some_and(Vec::is_empty) {
                found.push(errors::never_met_together(version.span, &version.procedure));
                continue;
            }
            let routes: Vec<(&Part, Option<Alternatives>)> =
                version.routes.iter().map(|route| (route, reader.alternatives(route.condition, false))).collect();
            for (route, alternatives) in &routes {
                let Some(alone) = alternatives else { continue };
                let excluded = || reader.excluded(version, alone, conditions.as_ref());
                if alone.is_empty() {
                    found.push(errors::never_met(route.span, &route.name, None));
                } else if let Some(by) = excluded() {
                    found.push(errors::never_met(route.span, &route.name, Some(by)));
                } else if let Some((other, _)) = routes.iter().find(|(other, weaker)| {
                    other.span != route.span
                        && (route.discretionary || !other.discretionary)
                        && weaker.as_ref().is_some_and(|weaker| implies(alone, weaker))
                        // Of two routes that say the same, the second is idle.
                        && !(implies(weaker.as_ref().unwrap_or(alone), alone)
                            && other.discretionary == route.discretionary
                            && other.span > route.span)
                }) {
                    found.push(errors::idle_route(route.span, &route.name, other.span, &other.name));
                }
            }
        }
        self.diagnostics.extend(found);
    }
}

/// Constraints by the words they are on.
pub(super) type Constraints = BTreeMap<String, Constraint>;
/// Sets of constraints, one of which must hold; none when nothing can.
pub(super) type Alternatives = Vec<Constraints>;

/// What one thing must be.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Constraint {
    /// A number, a date or a length from one end to the other; `true` where the end itself belongs to it.
    Range(Option<(Exact, bool)>, Option<(Exact, bool)>),
    /// One of these words.
    Among(BTreeSet<String>),
    /// None of these words.
    NotAmong(BTreeSet<String>),
    /// It holds, or does not.
    Truth(bool),
}

impl Constraint {
    /// Both at once; `None` when that cannot be.
    fn and(&self, other: &Constraint) -> Option<Constraint> {
        use Constraint::{Among, NotAmong, Range, Truth};
        match (self, other) {
            (Range(a, b), Range(c, d)) => {
                let low = tighter(*a, *c, |x, y| x > y);
                let high = tighter(*b, *d, |x, y| x < y);
                let is_empty = matches!((low, high), (Some((l, closed_l)), Some((h, closed_h)))
                    if l > h || l == h && !(closed_l && closed_h));
                (!is_empty).then_some(Range(low, high))
            }
            (Among(a), Among(b)) => {
                let both: BTreeSet<String> = a.intersection(b).cloned().collect();
                (!both.is_empty()).then_some(Among(both))
            }
            (Among(a), NotAmong(b)) | (NotAmong(b), Among(a)) => {
                let left: BTreeSet<String> = a.difference(b).cloned().collect();
                (!left.is_empty()).then_some(Among(left))
            }
            (NotAmong(a), NotAmong(b)) => Some(NotAmong(a.union(b).cloned().collect())),
            (Truth(a), Truth(b)) => (a == b).then_some(Truth(*a)),
            // Two kinds of words under one name: nothing is known of them together.
            _ => Some(self.clone()),
        }
    }

    /// Whether some value of a fact of this type satisfies it.
    fn is_inhabited(&self, of: &Type) -> bool {
        match (self, of) {
            // Of days, and of lengths that a dossier gives, there are whole numbers only.
            (Constraint::Range(low, high), Type::Date | Type::Months | Type::Days) => {
                let one = Exact::from_integer(1);
                let least = low.map(|(low, closed)| if closed { low.ceil() } else { low.floor() + one });
                let most = high.map(|(high, closed)| if closed { high.floor() } else { high.ceil() - one });
                least.zip(most).is_none_or(|(least, most)| least <= most)
            }
            (Constraint::NotAmong(words), Type::Enumeration(options)) => words.len() < options.len(),
            _ => true,
        }
    }

    /// Whether what satisfies this satisfies the other.
    fn implies(&self, other: &Constraint) -> bool {
        self.and(other).as_ref() == Some(self) && std::mem::discriminant(self) == std::mem::discriminant(other)
            || matches!((self, other), (Constraint::Among(a), Constraint::NotAmong(b)) if a.is_disjoint(b))
    }
}

/// The narrower of two ends; an open end lies inside the closed one at the same place.
fn tighter(
    a: Option<(Exact, bool)>,
    b: Option<(Exact, bool)>,
    inside: impl Fn(Exact, Exact) -> bool,
) -> Option<(Exact, bool)> {
    match (a, b) {
        (Some(x), Some(y)) if x.0 == y.0 => Some((x.0, x.1 && y.1)),
        (Some(x), Some(y)) => Some(if inside(x.0, y.0) { x } else { y }),
        (one, other) => one.or(other),
    }
}

/// Whether each of `strong` is one of `weak` and more.
pub(super) fn implies(strong: &Alternatives, weak: &Alternatives) -> bool {
    strong.iter().all(|strong| {
        weak.iter().any(|weak| weak.iter().all(|(on, wanted)| strong.get(on).is_some_and(|has| has.implies(wanted))))
    })
}

/// All pairs of alternatives that can hold together.
pub(super) fn together(left: &Alternatives, right: &Alternatives) -> Option<Alternatives> {
    let mut found = Vec::new();
    for one in left {
        for other in right {
            let mut both = one.clone();
            let fits = other.iter().all(|(on, constraint)| {
                let joined = both.get(on).map_or(Some(constraint.clone()), |known| known.and(constraint));
                joined.map(|joined| both.insert(on.clone(), joined)).is_some()
            });
            if fits {
                found.push(both);
            }
        }
    }
    (found.len() <= MAX_ALTERNATIVES).then_some(found)
}

pub(super) struct Reader<'p> {
    plan: &'p Plan,
    /// What definitions come to, and what their contraries do.
    definitions: RefCell<HashMap<(ConditionId, bool), Option<Alternatives>>>,
    /// Words that are a fact of the dossier, and nothing computed from it.
    facts: RefCell<HashMap<String, FactId>>,
}

impl<'p> Reader<'p> {
    pub(super) fn new(plan: &'p Plan) -> Reader<'p> {
        Reader { plan, definitions: RefCell::default(), facts: RefCell::default() }
    }
}

impl Reader<'_> {
    /// Whether some dossier satisfies one of these for certain: constraints on facts, of which each may be anything.
    pub(super) fn is_possible(&self, alternatives: &Alternatives) -> bool {
        let facts = self.facts.borrow();
        let free = |(on, constraint): (&String, &Constraint)| {
            facts.get(on).is_some_and(|fact| constraint.is_inhabited(&self.plan.facts[fact.index()].kind))
        };
        alternatives.iter().any(|constraints| constraints.iter().all(free))
    }

    /// Remembers words that are a fact.
    fn note(&self, of: TermId, words: &str) {
        if let TermKind::Fact(fact) = self.plan.terms[of.index()].kind {
            self.facts.borrow_mut().insert(words.to_string(), fact);
        }
    }

    /// What stands in the way of a route for good: the other conditions, or an obstacle that it always meets.
    fn excluded(&self, version: &Version, route: &Alternatives, conditions: Option<&Alternatives>) -> Option<Span> {
        if let Some(conditions) = conditions
            && together(route, conditions).is_some_and(|both| both.is_empty())
        {
            return version.conditions.first().map(|part| part.span);
        }
        let decisive = version.obstacles.iter().filter(|obstacle| !obstacle.discretionary);
        decisive
            .filter_map(|obstacle| Some((obstacle.span, self.alternatives(obstacle.condition, true)?)))
            .find(|(_, absent)| together(route, absent).is_some_and(|both| both.is_empty()))
            .map(|(span, _)| span)
    }

    fn all(&self, conditions: impl Iterator<Item = ConditionId>) -> Option<Alternatives> {
        let mut found = vec![Constraints::new()];
        for condition in conditions {
            found = together(&found, &self.alternatives(condition, false)?)?;
        }
        Some(found)
    }

    fn any(&self, conditions: &[ConditionId], negated: bool) -> Option<Alternatives> {
        let mut found = Vec::new();
        for condition in conditions {
            found.extend(self.alternatives(*condition, negated)?);
        }
        (found.len() <= MAX_ALTERNATIVES).then_some(found)
    }

    /// The ways in which a condition holds, or in which it does not; `None` when they are too many.
    pub(super) fn alternatives(&self, id: ConditionId, negated: bool) -> Option<Alternatives> {
        let condition = &self.plan.conditions[id.index()];
        let words = |span: Span| {
            let words = self.plan.sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
            normalize_name(&words)
        };
        let one = |on: String, constraint: Constraint| Some(vec![Constraints::from([(on, constraint)])]);
        let term = |id: TermId| {
            let words = words(self.plan.terms[id.index()].span);
            self.note(id, &words);
            words
        };
        match &condition.kind {
            ConditionKind::All(parts) if !negated => {
                let mut found = vec![Constraints::new()];
                for part in parts {
                    found = together(&found, &self.alternatives(*part, false)?)?;
                }
                Some(found)
            }
            ConditionKind::Any(parts) if negated => {
                let mut found = vec![Constraints::new()];
                for part in parts {
                    found = together(&found, &self.alternatives(*part, true)?)?;
                }
                Some(found)
            }
            ConditionKind::All(parts) | ConditionKind::Any(parts) => self.any(parts, negated),
            ConditionKind::Not(inner) => self.alternatives(*inner, !negated),
            ConditionKind::Defined(definition) => match self.plan.definitions[definition.index()].body {
                DefinitionBody::Condition(inner) => {
                    let known = self.definitions.borrow().get(&(inner, negated)).cloned();
                    known.unwrap_or_else(|| {
                        let found = self.alternatives(inner, negated);
                        self.definitions.borrow_mut().insert((inner, negated), found.clone());
                        found
                    })
                }
                DefinitionBody::Set(_) | DefinitionBody::Term(_) => {
                    one(words(condition.span), Constraint::Truth(!negated))
                }
            },
            ConditionKind::Truth(of) => one(term(*of), Constraint::Truth(!negated)),
            ConditionKind::Follows(convention, option) => {
                let options = &self.plan.conventions[convention.index()].options;
                let followed = options.iter().enumerate().filter(|(index, _)| (index == option) != negated);
                let names = followed.map(|(_, option)| option.name.clone()).collect();
                one(format!("convention {}", convention.index()), Constraint::Among(names))
            }
            ConditionKind::OneOf(of, values) => {
                let names: BTreeSet<String> = values.iter().map(|value| term(*value)).collect();
                one(term(*of), if negated { Constraint::NotAmong(names) } else { Constraint::Among(names) })
            }
            ConditionKind::Measure(measure) => {
                let (unit, threshold) = length(measure.threshold);
                let set = words(self.plan.sets[measure.set.index()].span);
                let on = format!("{set} {:?} {:?} {:?} {unit}", measure.kind, measure.window, measure.counted);
                one(on, range(measure.bound, threshold, negated))
            }
            ConditionKind::RowCount(set, bound, count) => {
                let on = format!("{} rows", words(self.plan.sets[set.index()].span));
                one(on, range(*bound, Exact::from_integer(i128::from(*count)), negated))
            }
            ConditionKind::Age(of, bound, threshold) => {
                let (unit, threshold) = length(*threshold);
                one(format!("{} age {unit}", term(*of)), range(*bound, threshold, negated))
            }
            ConditionKind::Compare(left, comparator, right) => {
                let constraint = self.constant(*right).and_then(|value| compared(*comparator, value, negated));
                match constraint {
                    Some(constraint) => one(term(*left), constraint),
                    None => one(words(condition.span), Constraint::Truth(!negated)),
                }
            }
            ConditionKind::Listed(..)
            | ConditionKind::Ongoing(_)
            | ConditionKind::Starts(..)
            | ConditionKind::Ends(..)
            | ConditionKind::Excepted(..) => one(words(condition.span), Constraint::Truth(!negated)),
        }
    }

    /// A number that is written as such.
    fn constant(&self, id: TermId) -> Option<Exact> {
        match self.plan.terms[id.index()].kind {
            TermKind::Number(value) => Some(value),
            TermKind::Day(day) => Some(Exact::from_integer(i128::from(day.number()))),
            TermKind::Length(of) => Some(length(of).1),
            TermKind::Symbol(_)
            | TermKind::Fact(_)
            | TermKind::Column(..)
            | TermKind::Defined(_)
            | TermKind::Binary(..)
            | TermKind::Smallest(_)
            | TermKind::Largest(_)
            | TermKind::Shift(..)
            | TermKind::AssessmentDay
            | TermKind::Rounded(..)
            | TermKind::Bands(..)
            | TermKind::Excepted(..) => None,
        }
    }
}

fn length(length: Length) -> (&'static str, Exact) {
    match length {
        Length::Months(months) => ("months", Exact::from_integer(i128::from(months))),
        Length::Days(days) => ("days", Exact::from_integer(i128::from(days))),
    }
}

fn range(bound: Bound, threshold: Exact, negated: bool) -> Constraint {
    match (bound, negated) {
        (Bound::AtLeast, false) | (Bound::LessThan, true) => Constraint::Range(Some((threshold, true)), None),
        (Bound::MoreThan, false) | (Bound::AtMost, true) => Constraint::Range(Some((threshold, false)), None),
        (Bound::AtMost, false) | (Bound::MoreThan, true) => Constraint::Range(None, Some((threshold, true))),
        (Bound::LessThan, false) | (Bound::AtLeast, true) => Constraint::Range(None, Some((threshold, false))),
    }
}

fn compared(comparator: Comparator, value: Exact, negated: bool) -> Option<Constraint> {
    let bound = match comparator {
        Comparator::AtLeast => Bound::AtLeast,
        Comparator::MoreThan => Bound::MoreThan,
        Comparator::AtMost => Bound::AtMost,
        Comparator::LessThan => Bound::LessThan,
        Comparator::Equal if !negated => return Some(Constraint::Range(Some((value, true)), Some((value, true)))),
        Comparator::NotEqual if negated => return Some(Constraint::Range(Some((value, true)), Some((value, true)))),
        Comparator::Equal | Comparator::NotEqual => return None,
    };
    Some(range(bound, value, negated))
}
