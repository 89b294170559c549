//! What follows once facts that a dossier does not give are supposed.
//!
//! A text that asks for new facts leaves open every dossier that was written before it. What those facts would be in an
//! ordinary case is read from the rules: a fact that can only stand against the person is supposed not to be so, and one
//! that can only speak for the person to be so. Any other fact is supposed only where one says so.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::reason::{decides, facts_asked};
use super::{Pair, Variant};
use crate::case::{Case, Filling, Place, Value, fill};
use crate::names::normalize_name;
use crate::plan::{ConditionId, ConditionKind, DefinitionBody, FactId, Node, Plan, RootKind, TermKind, Type, Use};
use crate::value::Comparison;

/// Facts that are supposed where a dossier does not give them.
#[derive(Clone, Debug, Default)]
pub struct Supposition {
    /// Their names, and what is supposed, in the words of a dossier.
    pub facts: Vec<(String, String)>,
    /// The same for the slots of either side.
    slots: [Vec<(FactId, Value)>; 2],
}

/// Why something cannot be supposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSupposed {
    /// Neither side has a fact of this name.
    NoSuchFact(String),
    /// The fact has rows.
    Rows(String),
    /// A dossier with this value would be refused: the fact, the value, and why.
    Refused(String, String, String),
    /// No rule names this text: the fact, and the text.
    UnknownText(String, String),
}

impl Supposition {
    /// What is supposed by itself: facts, oui ou non, of which only the side after hangs, and on one of their answers.
    pub(super) fn of_new_facts(before: &Variant, after: &Variant) -> Supposition {
        let old = facts_asked(before);
        let plan = &after.plan;
        let roots = plan.roots(&plan.versions[after.version.index()]).filter(|root| decides(root.kind));
        let starts = roots.filter_map(|root| match root.node {
            Node::Condition(id) if root.kind == RootKind::Obstacle => Some((id, Sign::Against)),
            Node::Condition(id) => Some((id, Sign::For)),
            Node::Definition(_) | Node::Term(_) | Node::Set(_) => None,
        });
        let signs = signs(plan, starts);
        let mut found = Supposition::default();
        for (fact, signs) in signs {
            let name = &plan.facts[fact.index()].name;
            let answer = match signs.into_iter().collect::<Vec<_>>()[..] {
                [Sign::For] => true,
                [Sign::Against] => false,
                _ => continue,
            };
            if old.contains(name) || plan.facts[fact.index()].kind != Type::Truth {
                continue;
            }
            found.facts.push((name.clone(), if answer { "oui" } else { "non" }.to_string()));
            found.slots[1].push((fact, Value::Truth(answer)));
            found.slots[0].extend(before.plan.fact(name).map(|fact| (fact, Value::Truth(answer))));
        }
        found
    }

    /// What is supposed because someone says so: names of facts with values in the words of a dossier.
    ///
    /// # Errors
    ///
    /// A fact that neither side has, that has rows, or that such a value is refused for.
    pub fn given(pair: &Pair, facts: &[(String, String)]) -> Result<Supposition, NotSupposed> {
        let mut found = Supposition { facts: facts.to_vec(), ..Supposition::default() };
        for (name, value) in facts {
            let mut known = false;
            for (slots, side) in found.slots.iter_mut().zip([&pair.before, &pair.after]) {
                let Some(fact) = side.plan.fact(&normalize_name(name)) else { continue };
                known = true;
                slots.push((fact, supposed(&side.plan, fact, name, value)?));
            }
            if !known {
                return Err(NotSupposed::NoSuchFact(name.clone()));
            }
        }
        Ok(found)
    }

    /// Whether nothing is supposed.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// A dossier of the side before with what it does not give supposed, and one of the side after; `None` where they
    /// give it all.
    pub(super) fn within(&self, old: &Case, new: &Case) -> Option<[Case; 2]> {
        let is_open =
            |case: &Case, slots: &[(FactId, Value)]| slots.iter().any(|(fact, _)| *case.value(*fact) == Value::Unknown);
        if !is_open(old, &self.slots[0]) && !is_open(new, &self.slots[1]) {
            return None;
        }
        let filled = |case: &Case, slots: &[(FactId, Value)]| {
            let mut case = case.clone();
            for (fact, value) in slots {
                let slot = &mut case.facts[fact.index()];
                if *slot == Value::Unknown {
                    *slot = value.clone();
                }
            }
            case
        };
        Some([filled(old, &self.slots[0]), filled(new, &self.slots[1])])
    }
}

/// A value as a dossier's reader reads it; one that would be held in the dossier's own texts is refused.
fn supposed(plan: &Plan, fact: FactId, name: &str, value: &str) -> Result<Value, NotSupposed> {
    if matches!(plan.facts[fact.index()].kind, Type::Periods | Type::Rows) {
        return Err(NotSupposed::Rows(name.to_string()));
    }
    let (name, value) = (name.to_string(), value.to_string());
    let filled = fill(plan, &Case::unknown(plan, ""), Place::Fact(fact), &Filling::Text(value.clone()));
    match filled {
        Ok(case) if case.texts.is_empty() => Ok(case.facts[fact.index()].clone()),
        Ok(_) => Err(NotSupposed::UnknownText(name, value)),
        Err(found) => {
            let why = found.first().map(|one| one.message.clone()).unwrap_or_default();
            Err(NotSupposed::Refused(name, value, why))
        }
    }
}

/// Whose side the answer « oui » to a fact takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Sign {
    /// It can only help.
    For,
    /// It can only harm.
    Against,
    /// It can do either.
    Either,
}

impl Sign {
    fn negated(self) -> Sign {
        match self {
            Sign::For => Sign::Against,
            Sign::Against => Sign::For,
            Sign::Either => Sign::Either,
        }
    }
}

/// On whose side each fact below some conditions stands that stand on one themselves.
fn signs(plan: &Plan, starts: impl Iterator<Item = (ConditionId, Sign)>) -> BTreeMap<FactId, BTreeSet<Sign>> {
    let mut found: BTreeMap<FactId, BTreeSet<Sign>> = BTreeMap::new();
    let mut left: Vec<(ConditionId, Sign)> = starts.collect();
    let mut seen = HashSet::new();
    while let Some((id, sign)) = left.pop() {
        // A definition may be used many times.
        if !seen.insert((id, sign)) {
            continue;
        }
        match &plan.conditions[id.index()].kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                left.extend(parts.iter().map(|part| (*part, sign)));
            }
            ConditionKind::Not(inner) => left.push((*inner, sign.negated())),
            ConditionKind::Truth(term) => {
                if let TermKind::Fact(fact) = plan.terms[term.index()].kind {
                    found.entry(fact).or_default().insert(sign);
                } else {
                    either(plan, id, &mut found);
                }
            }
            ConditionKind::Defined(definition) => match plan.definitions[definition.index()].body {
                DefinitionBody::Condition(inner) => left.push((inner, sign)),
                DefinitionBody::Set(_) | DefinitionBody::Term(_) => either(plan, id, &mut found),
            },
            ConditionKind::Several(several) => {
                let sign = match several.comparison {
                    Comparison::AtLeast | Comparison::MoreThan => sign,
                    Comparison::AtMost | Comparison::LessThan => sign.negated(),
                    Comparison::Equal | Comparison::NotEqual => Sign::Either,
                };
                left.extend(several.parts.iter().map(|part| (*part, sign)));
            }
            ConditionKind::Follows(..) => {}
            ConditionKind::Met(_)
            | ConditionKind::OneOf(..)
            | ConditionKind::Compare(..)
            | ConditionKind::Between(..)
            | ConditionKind::Listed(..)
            | ConditionKind::Ongoing(..)
            | ConditionKind::Excepted(_) => either(plan, id, &mut found),
        }
    }
    found
}

/// Facts below a condition, of which it cannot be told.
fn either(plan: &Plan, id: ConditionId, found: &mut BTreeMap<FactId, BTreeSet<Sign>>) {
    for node in plan.below([Node::Condition(id)]) {
        plan.each_use(node, |used| {
            if let Use::Fact(fact) = used {
                found.entry(fact).or_default().insert(Sign::Either);
            }
        });
    }
}
