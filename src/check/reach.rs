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
    ConditionId, ConditionKind, DefinitionBody, Fact, FactId, Measure, Part, Plan, Set, SetId, SetKind, Term, TermId,
    TermKind, Type, Version,
};
use crate::source::Span;
use crate::value::{Comparison, Exact};

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

    /// Whether some value of a fact satisfies it.
    fn is_inhabited(&self, fact: &Fact) -> bool {
        let is_whole = fact.whole || matches!(fact.kind, Type::Date | Type::Months | Type::Days);
        match (self, &fact.kind) {
            // Of days, and of lengths that a dossier gives, there are whole numbers only.
            (Constraint::Range(low, high), _) if is_whole => {
                let one = Exact::from_integer(1);
                let least = low.map(|(low, closed)| if closed { low.ceil() } else { low.floor() + one });
                let most = high.map(|(high, closed)| if closed { high.floor() } else { high.ceil() - one });
                least.zip(most).is_none_or(|(least, most)| least <= most)
            }
            (Constraint::NotAmong(words), Type::Enumeration(options) | Type::Scale(options)) => {
                words.len() < options.len()
            }
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
            facts.get(on).is_some_and(|fact| constraint.is_inhabited(&self.plan.facts[fact.index()]))
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
            ConditionKind::Compare(left, comparison, right) => {
                let comparison = if negated { comparison.negated() } else { *comparison };
                // A set without days begins neither before a day nor on it or after.
                let may_lack = self.plan.may_lack(*left);
                let constant = self.plan.terms[right.index()].kind.literal().filter(|_| !(negated && may_lack));
                let constraint = constant.and_then(|value| range(comparison, value));
                match constraint {
                    Some(constraint) => one(self.subject(*left, term), constraint),
                    None => one(words(condition.span), Constraint::Truth(!negated)),
                }
            }
            ConditionKind::Between(value, ends) => match ends.map(|end| self.plan.terms[end.index()].kind.literal()) {
                [Some(low), Some(high)] => {
                    let on = self.subject(*value, term);
                    let ways = match negated {
                        false => vec![Constraint::Range(Some((low, true)), Some((high, true)))],
                        true => vec![
                            Constraint::Range(None, Some((low, false))),
                            Constraint::Range(Some((high, false)), None),
                        ],
                    };
                    Some(ways.into_iter().map(|way| Constraints::from([(on.clone(), way)])).collect())
                }
                [_, _] => one(words(condition.span), Constraint::Truth(!negated)),
            },
            ConditionKind::Listed(..)
            | ConditionKind::Met(_)
            | ConditionKind::Ongoing(..)
            | ConditionKind::Several(_)
            | ConditionKind::Excepted(_) => one(words(condition.span), Constraint::Truth(!negated)),
        }
    }

    /// The rows of a set in words: those of its sentences, and what of them is negated.
    fn rows_meant(&self, set: SetId) -> String {
        let words = |span: Span| self.plan.sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
        let Set { kind, span } = &self.plan.sets[set.index()];
        let SetKind::SuchThat(inner, condition) = kind else { return normalize_name(&words(*span)) };
        let mut holds = *condition;
        let mut negations = 0;
        while let ConditionKind::Not(inner) = self.plan.conditions[holds.index()].kind {
            (holds, negations) = (inner, negations + 1);
        }
        let said = words(self.plan.conditions[holds.index()].span);
        format!("{} such that {} {said}", self.rows_meant(*inner), "not ".repeat(negations % 2))
    }

    /// What a comparison is about: the words of a value, and what of it is measured.
    fn subject(&self, id: TermId, words: impl Fn(TermId) -> String) -> String {
        let Term { kind, of, .. } = &self.plan.terms[id.index()];
        match kind {
            TermKind::Measured(Measure { kind, window, counted, .. }) => {
                format!("{} {kind:?} {window:?} {counted:?} {of:?}", words(id))
            }
            TermKind::Count(set) => format!("{} rows", self.rows_meant(*set)),
            TermKind::First(_) => format!("{} first", words(id)),
            TermKind::Last(_) => format!("{} last", words(id)),
            TermKind::Since(_) => format!("{} age {of:?}", words(id)),
            TermKind::Number(_)
            | TermKind::Day(_)
            | TermKind::Length(_)
            | TermKind::Symbol(_)
            | TermKind::Fact(_)
            | TermKind::Column(..)
            | TermKind::Defined(_)
            | TermKind::Binary(..)
            | TermKind::Smallest(_)
            | TermKind::Largest(_)
            | TermKind::Shift(..)
            | TermKind::DayFrom(_)
            | TermKind::Elapsed(_)
            | TermKind::AssessmentDay
            | TermKind::Parameter(..)
            | TermKind::Mean(_)
            | TermKind::Rounded(..)
            | TermKind::Bands(..)
            | TermKind::Aggregate(_)
            | TermKind::Rank(_)
            | TermKind::Units(_)
            | TermKind::Lookup(_)
            | TermKind::InDefault(..)
            | TermKind::Scale(..)
            | TermKind::Choice { .. }
            | TermKind::Excepted(_) => words(id),
        }
    }
}

/// What a comparison with a threshold lets a value be.
fn range(comparison: Comparison, threshold: Exact) -> Option<Constraint> {
    let (open, closed) = (Some((threshold, false)), Some((threshold, true)));
    Some(match comparison {
        Comparison::AtLeast => Constraint::Range(closed, None),
        Comparison::MoreThan => Constraint::Range(open, None),
        Comparison::AtMost => Constraint::Range(None, closed),
        Comparison::LessThan => Constraint::Range(None, open),
        Comparison::Equal => Constraint::Range(closed, closed),
        Comparison::NotEqual => return None,
    })
}
