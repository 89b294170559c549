//! Names that changed and nothing else: facts, columns, conventions and their options, procedures, texts, definitions.
//!
//! A name that only one side has stands for one that only the other has where both are declared alike and the rules that
//! use them are the same but for the name. The side before is then read under the new names, so that whoever uses them
//! is not told as changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::context::{declared, meaning};
use super::shape::Shapes;
use super::{Difference, Nature, RuleChange, Subject, Variant};
use crate::plan::{ConditionKind, DefinitionId, Fact, Plan, RootKind, Use, Version};

/// A name, or what it is called on either side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Renaming {
    pub(super) subject: Subject,
    /// What has the name: a fact for its columns, a convention for its options.
    of: Option<String>,
    before: String,
    after: String,
}

/// Stands for the name that is looked at, and for others that only one side has.
const THIS: &str = "□";
const OTHER: &str = "◇";

/// The plan before under the names of the plan after, and what was renamed.
pub(super) fn renamed(before: &Arc<Plan>, after: &Arc<Plan>) -> (Arc<Plan>, Vec<Renaming>) {
    let mut plan = Plan::clone(before);
    let mut found = facts(&mut plan, after);
    found.extend(columns(&mut plan, after));
    found.extend(conventions(&mut plan, after));
    found.extend(procedures(&mut plan, after));
    found.extend(texts(&mut plan, after));
    if found.is_empty() { (Arc::clone(before), found) } else { (Arc::new(plan), found) }
}

/// The definitions of a variant that say the same under other names on the other side, under those names.
pub(super) fn renamed_definitions(before: &Variant, after: &Variant) -> (Variant, Vec<Renaming>) {
    let mut side = before.clone();
    let mut found = Vec::new();
    loop {
        let (old, new) = (definitions(&side), definitions(after));
        let only = |these: &[(DefinitionId, String, String)], those: &[(DefinitionId, String, String)]| {
            let alone = these.iter().filter(|(_, name, _)| !those.iter().any(|(_, other, _)| other == name));
            alone.cloned().collect::<Vec<_>>()
        };
        let (gone, come) = (only(&old, &new), only(&new, &old));
        let pair = gone.iter().find_map(|one| Some((one, come.iter().find(|other| other.2 == one.2)?)));
        let Some(((id, was, _), (_, is, _))) = pair else { return (side, found) };
        Arc::make_mut(&mut side.plan).definitions[id.index()].name.clone_from(is);
        let subject = Subject::Rule(RootKind::Definition);
        found.push(Renaming { subject, of: None, before: was.clone(), after: is.clone() });
    }
}

/// The definitions of a variant: their names, and what they say.
fn definitions(side: &Variant) -> Vec<(DefinitionId, String, String)> {
    let plan = &side.plan;
    let all = plan.definitions_of(&plan.versions[side.version.index()]);
    all.into_iter().map(|id| (id, plan.definitions[id.index()].name.clone(), Shapes { plan }.definition(id))).collect()
}

impl Renaming {
    /// As a change of rules.
    pub(super) fn change(&self) -> RuleChange {
        let names = match &self.of {
            Some(of) => [&self.before, &self.after].map(|name| format!("{of}, {name}")),
            None => [self.before.clone(), self.after.clone()],
        };
        let [before, after] = names;
        RuleChange {
            subject: self.subject,
            name: after.clone(),
            nature: Nature::Renamed,
            differences: vec![Difference::Renamed(before, after)],
            before: None,
            after: None,
            bears: false,
        }
    }

    /// Whether a variant of the side after uses what was renamed.
    pub(super) fn concerns(&self, after: &Variant) -> bool {
        let plan = &after.plan;
        let uses = || plan.uses_of(&plan.versions[after.version.index()]);
        match self.subject {
            Subject::Fact => {
                let name = self.of.as_ref().unwrap_or(&self.after);
                uses().iter().any(|used| match used {
                    Use::Fact(fact) | Use::Column(fact, _) => plan.facts[fact.index()].name == *name,
                    Use::List(_) | Use::Parameter(_) | Use::Convention(_) => false,
                })
            }
            Subject::Convention => {
                let name = self.of.as_ref().unwrap_or(&self.after);
                let is_it =
                    |used: &Use| matches!(used, Use::Convention(id) if plan.conventions[id.index()].name == *name);
                uses().iter().any(is_it)
            }
            Subject::Text => after.text() == self.after,
            Subject::Procedure => after.procedure() == self.after,
            Subject::Rule(_) | Subject::Discretion | Subject::List | Subject::Parameter => true,
        }
    }
}

/// Everything that the rules of a version say, in no order.
fn said(plan: &Plan, version: &Version) -> Vec<String> {
    let shapes = Shapes { plan };
    let scope = version.scope.into_iter().map(|scope| shapes.condition(scope));
    let parts = version.parts().map(|part| shapes.condition(part.condition));
    let definitions = plan.definitions_of(version).into_iter().map(|id| shapes.definition(id));
    let mentions = version.mentions().into_iter().flat_map(|(_, mentions)| mentions);
    let when = mentions.filter_map(|mention| Some(shapes.condition(mention.applies_if?)));
    scope.chain(parts).chain(definitions).chain(when).collect()
}

/// What the rules say about the fact that stands for [`THIS`].
fn contexts(plan: &Plan) -> BTreeSet<String> {
    let all = plan.versions.iter().flat_map(|version| said(plan, version));
    all.filter(|sentence| sentence.contains(THIS)).collect()
}

/// How much of two sets is in both, in thousandths of the larger one.
fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> usize {
    let larger = one.len().max(other.len());
    (one.intersection(other).count() * 1000).checked_div(larger).unwrap_or(0)
}

/// More than half of what is said must be the same.
const ALIKE: usize = 501;

/// Facts that only one side has, in pairs of which the rules say the same.
fn facts(plan: &mut Plan, after: &Plan) -> Vec<Renaming> {
    let only = |these: &Plan, those: &Plan| -> Vec<usize> {
        (0..these.facts.len()).filter(|at| those.fact(&these.facts[*at].name).is_none()).collect()
    };
    let (gone, come) = (only(plan, after), only(after, plan));
    if gone.is_empty() || come.is_empty() {
        return Vec::new();
    }
    let about = |plan: &Plan, alone: &[usize], this: usize| {
        let mut plan = plan.clone();
        alone.iter().for_each(|at| plan.facts[*at].name = OTHER.to_string());
        plan.facts[this].name = THIS.to_string();
        contexts(&plan)
    };
    let new: Vec<BTreeSet<String>> = come.iter().map(|at| about(after, &come, *at)).collect();
    let mut taken = BTreeSet::new();
    let mut found = Vec::new();
    for at in &gone {
        let old = about(plan, &gone, *at);
        let fits = |place: &usize| {
            !taken.contains(place) && are_alike((plan, &plan.facts[*at]), (after, &after.facts[come[*place]]))
        };
        let same = |place: usize| {
            let (one, other) = (&plan.facts[*at], &after.facts[come[place]]);
            // What no rule uses is known by its question alone.
            let unused = old.is_empty() && new[place].is_empty();
            let asked = one.question.is_some() && one.question == other.question;
            if unused && asked { 1000 } else { likeness(&old, &new[place]) }
        };
        // Of those that the rules do not tell apart, the first as they are declared: the last greatest, from the end.
        let best = (0..come.len()).rev().filter(fits).map(|place| (same(place), place)).max_by_key(|(same, _)| *same);
        if let Some((_, place)) = best.filter(|(same, _)| *same >= ALIKE) {
            taken.insert(place);
            let name = after.facts[come[place]].name.clone();
            found.push((*at, name));
        }
    }
    let rename = |(at, after): (usize, String)| {
        let before = std::mem::replace(&mut plan.facts[at].name, after.clone());
        Renaming { subject: Subject::Fact, of: None, before, after }
    };
    found.into_iter().map(rename).collect()
}

/// Whether two facts are declared alike but for their names and those of their columns.
fn are_alike((plan, one): (&Plan, &Fact), (after, other): (&Plan, &Fact)) -> bool {
    let columns =
        |plan: &Plan, fact: &Fact| fact.columns.iter().map(|column| declared(plan, column)).collect::<Vec<_>>();
    declared(plan, one) == declared(after, other) && columns(plan, one) == columns(after, other)
}

/// The column of a fact that only one side has, where there is one on each side and both are of one type.
fn columns(plan: &mut Plan, after: &Plan) -> Vec<Renaming> {
    let mut found = Vec::new();
    for at in 0..plan.facts.len() {
        let Some(other) = after.fact(&plan.facts[at].name).map(|id| &after.facts[id.index()]) else { continue };
        let fact = &plan.facts[at];
        let lacks = |fact: &Fact, name: &str| !fact.columns.iter().any(|column| column.name == name);
        let gone = fact.columns.iter().enumerate().filter(|(_, column)| lacks(other, &column.name)).collect::<Vec<_>>();
        let come = other.columns.iter().filter(|column| lacks(fact, &column.name)).collect::<Vec<_>>();
        let ([(place, old)], [new]) = (&gone[..], &come[..]) else { continue };
        if declared(plan, old) != declared(after, new) {
            continue;
        }
        let (place, name, of) = (*place, new.name.clone(), fact.name.clone());
        let before = std::mem::replace(&mut plan.facts[at].columns[place].name, name.clone());
        found.push(Renaming { subject: Subject::Fact, of: Some(of), before, after: name });
    }
    found
}

/// Conventions that offer the same under another name, and options that mean the same in the same place.
fn conventions(plan: &mut Plan, after: &Plan) -> Vec<Renaming> {
    let named = |plan: &Plan, name: &str| plan.conventions.iter().position(|one| one.name == name);
    let offered = |plan: &Plan, at: usize| -> Vec<(String, String)> {
        let convention = &plan.conventions[at];
        let options = convention.options.iter().enumerate();
        options.map(|(place, option)| (option.name.clone(), meaning(plan, convention, place))).collect()
    };
    let mut found = Vec::new();
    for at in 0..plan.conventions.len() {
        if named(after, &plan.conventions[at].name).is_some() {
            continue;
        }
        let is_new = |place: &usize| named(plan, &after.conventions[*place].name).is_none();
        let same = |place: &usize| offered(after, *place) == offered(plan, at);
        let Some(place) = (0..after.conventions.len()).filter(is_new).find(same) else { continue };
        let name = after.conventions[place].name.clone();
        let before = std::mem::replace(&mut plan.conventions[at].name, name.clone());
        found.push(Renaming { subject: Subject::Convention, of: None, before, after: name });
    }
    for at in 0..plan.conventions.len() {
        let Some(other) = named(after, &plan.conventions[at].name) else { continue };
        let (old, new) = (offered(plan, at), offered(after, other));
        if old.len() != new.len() {
            continue;
        }
        for place in 0..old.len() {
            let ((was, meant), (is, means)) = (&old[place], &new[place]);
            let stays = new.iter().any(|(name, _)| name == was) || old.iter().any(|(name, _)| name == is);
            if was == is || stays || meant != means {
                continue;
            }
            plan.conventions[at].options[place].name.clone_from(is);
            let of = Some(plan.conventions[at].name.clone());
            found.push(Renaming { subject: Subject::Convention, of, before: was.clone(), after: is.clone() });
        }
    }
    found
}

/// Procedures under a text of both sides that say mostly the same.
fn procedures(plan: &mut Plan, after: &Plan) -> Vec<Renaming> {
    let mut found = Vec::new();
    let known = after.procedures();
    let gone: Vec<String> =
        plan.procedures().into_iter().filter(|one| !known.contains(one)).map(str::to_string).collect();
    for before in gone {
        let old = plan.procedures();
        let alike = |name: &str| {
            let of = |plan: &Plan, name: &str| {
                plan.versions.iter().filter(|one| one.procedure == name).flat_map(|one| said(plan, one)).collect()
            };
            likeness(&of(plan, &before), &of(after, name))
        };
        let best = known
            .iter()
            .filter(|name| !old.contains(name))
            .map(|name| (alike(name), name.to_string()))
            .max_by_key(|(alike, _)| *alike);
        let Some((_, name)) = best.filter(|(alike, _)| *alike >= ALIKE) else { continue };
        plan.versions.iter_mut().filter(|one| one.procedure == before).for_each(|one| one.procedure.clone_from(&name));
        for condition in &mut plan.conditions {
            if let ConditionKind::Met(procedure) = &mut condition.kind
                && *procedure == before
            {
                procedure.clone_from(&name);
            }
        }
        found.push(Renaming { subject: Subject::Procedure, of: None, before, after: name });
    }
    found
}

/// Texts in force on the same days whose versions say mostly the same.
fn texts(plan: &mut Plan, after: &Plan) -> Vec<Renaming> {
    let versions = |plan: &Plan, at: usize| -> Vec<Version> {
        plan.versions.iter().filter(|version| version.text.index() == at).cloned().collect()
    };
    let is_named = |plan: &Plan, name: &str| plan.texts.iter().any(|text| text.name == name);
    let mut found = Vec::new();
    for at in 0..plan.texts.len() {
        if is_named(after, &plan.texts[at].name) {
            continue;
        }
        let same = |place: &usize| {
            let (old, new) = (versions(plan, at), versions(after, *place));
            let head =
                |all: &[Version]| all.iter().map(|one| (one.procedure.clone(), one.validity)).collect::<Vec<_>>();
            let of = |plan: &Plan, all: &[Version]| all.iter().flat_map(|one| said(plan, one)).collect();
            !old.is_empty() && head(&old) == head(&new) && likeness(&of(plan, &old), &of(after, &new)) >= ALIKE
        };
        let is_new = |place: &usize| !is_named(plan, &after.texts[*place].name);
        let Some(place) = (0..after.texts.len()).filter(is_new).find(same) else { continue };
        let name = after.texts[place].name.clone();
        let before = std::mem::replace(&mut plan.texts[at].name, name.clone());
        // Who cites the text cites it by its name.
        for version in &mut plan.versions {
            version.each_citation(|citation| *citation = citation.replace(&before, &name));
        }
        found.push(Renaming { subject: Subject::Text, of: None, before, after: name });
    }
    found
}
