//! What rules are read with: conventions, days of force, lists and facts, as far as a version uses them.

use std::collections::BTreeSet;

use super::{Nature, RuleChange, Variant};
use crate::plan::{
    Complete, Convention, ConventionId, Fact, FactId, List, ListVersion, Overlap, Plan, Symbol, Type, Use,
};

impl RuleChange {
    fn of_context(kind: &'static str, name: &str, nature: Nature, changes: Vec<String>, bears: bool) -> RuleChange {
        RuleChange { kind, name: name.to_string(), nature, changes, before: None, after: None, bears }
    }
}

/// All that the rules of two variants are read with and that is not the same.
pub(super) fn changes(before: &Variant, after: &Variant) -> Vec<RuleChange> {
    let uses = [before, after].map(|side| side.plan.uses_of(&side.plan.versions[side.version.index()]));
    let mut found = conventions([before, after], &uses);
    found.extend(dates(before, after));
    found.extend(lists([before, after], &uses));
    found.extend(facts([before, after], &uses));
    let discretion = [before, after].map(|side| side.plan.versions[side.version.index()].discretion);
    let nature = match discretion {
        [false, true] => Some(Nature::Added),
        [true, false] => Some(Nature::Removed),
        _ => None,
    };
    found.extend(nature.map(|nature| {
        RuleChange::of_context("mention", "pouvoir d'appréciation du préfet", nature, Vec::new(), false)
    }));
    found
}

/// What one side has under a name, and the other.
fn by_name<T>(
    uses: &[BTreeSet<Use>; 2],
    named: impl Fn(usize, Use) -> Option<(String, T)>,
) -> Vec<(String, [Option<T>; 2])> {
    let side = |number: usize| uses[number].iter().filter_map(|used| named(number, *used)).collect::<Vec<_>>();
    let mut new = side(1);
    let mut found: Vec<(String, [Option<T>; 2])> = Vec::new();
    for (name, one) in side(0) {
        let other = new.iter().position(|(known, _)| *known == name).map(|at| new.remove(at).1);
        found.push((name, [Some(one), other]));
    }
    found.extend(new.into_iter().map(|(name, one)| (name, [None, Some(one)])));
    found
}

/// Conventions that follow another option, offer others, or are there on one side only.
fn conventions(sides: [&Variant; 2], uses: &[BTreeSet<Use>; 2]) -> Vec<RuleChange> {
    let named = |number: usize, used: Use| match used {
        Use::Convention(id) => Some((sides[number].plan.conventions[id.index()].name.clone(), id)),
        Use::Fact(_) | Use::Column(..) | Use::List(_) => None,
    };
    let convention = |number: usize, id: ConventionId| &sides[number].plan.conventions[id.index()];
    let mut found = Vec::new();
    for (name, ids) in by_name(uses, named) {
        let (old, new) = match ids {
            [Some(old), Some(new)] => (old, new),
            // What follows from a convention that only one rule needs is told with the rule.
            _ => continue,
        };
        let followed = |number: usize, id: ConventionId| {
            let option = sides[number].reading.option(id);
            (
                convention(number, id).options[option].name.clone(),
                meaning(&sides[number].plan, convention(number, id), option),
            )
        };
        let ((was, old_meaning), (is, new_meaning)) = (followed(0, old), followed(1, new));
        if (&was, &old_meaning) != (&is, &new_meaning) {
            found.push(RuleChange::of_context(
                "convention",
                &name,
                Nature::Changed,
                vec![format!("{was} → {is}")],
                true,
            ));
        }
        let (old, new) = (convention(0, old), convention(1, new));
        // One that a recueil leaves at its default offers nothing to choose.
        if old.span.is_some() && new.span.is_some() {
            let offered = |plan: &Plan, convention: &Convention| -> BTreeSet<(String, String)> {
                let options = 0..convention.options.len();
                options.map(|at| (convention.options[at].name.clone(), meaning(plan, convention, at))).collect()
            };
            let (old, new) = (offered(&sides[0].plan, old), offered(&sides[1].plan, new));
            let told = |word: &str, these: &BTreeSet<(String, String)>, those: &BTreeSet<(String, String)>| {
                let only = these.difference(those).map(|(name, _)| format!("option {word} : « {name} »"));
                only.collect::<Vec<_>>()
            };
            let changes = [told("retirée", &old, &new), told("ajoutée", &new, &old)].concat();
            if !changes.is_empty() {
                found.push(RuleChange::of_context("convention", &name, Nature::Changed, changes, false));
            }
        }
    }
    found
}

/// What an option means; dates by their names, which two plans share.
fn meaning(plan: &Plan, convention: &Convention, option: usize) -> String {
    match convention.options[option].meaning {
        crate::plan::Meaning::Date(fact) => plan.facts[fact.index()].name.clone(),
        other => format!("{other:?}"),
    }
}

/// Days on which one and the same text is in force, and the acts that it looks at.
fn dates(before: &Variant, after: &Variant) -> Option<RuleChange> {
    if before.text() != after.text() || before.procedure() != after.procedure() {
        return None;
    }
    let said = |side: &Variant| {
        let version = &side.plan.versions[side.version.index()];
        let from = match side.plan.texts[version.text.index()].transition {
            Some(transition) => {
                let fact = &side.plan.facts[transition.fact.index()].name;
                format!(", {fact} à compter du {}", transition.from.french())
            }
            None => String::new(),
        };
        let days = side.plan.in_force(version, &side.reading);
        let start = days.start.french();
        match days.last().filter(|last| *last < crate::time::Day::LAST) {
            Some(last) => format!("du {start} au {}{from}", last.french()),
            None => format!("à compter du {start}{from}"),
        }
    };
    let (old, new) = (said(before), said(after));
    let changes = || vec![format!("en vigueur : {old} → {new}")];
    (old != new).then(|| RuleChange::of_context("texte", after.text(), Nature::Changed, changes(), true))
}

/// Versions and entries of the lists that the rules read.
fn lists(sides: [&Variant; 2], uses: &[BTreeSet<Use>; 2]) -> Vec<RuleChange> {
    let named = |number: usize, used: Use| match used {
        Use::List(id) => {
            let list = &sides[number].plan.lists[id.index()];
            Some((list.name.clone(), list))
        }
        Use::Fact(_) | Use::Column(..) | Use::Convention(_) => None,
    };
    let mut found = Vec::new();
    for (name, lists) in by_name(uses, named) {
        let [Some(old), Some(new)] = lists else { continue };
        let mut changes = Vec::new();
        if old.keys != new.keys {
            changes.push(format!("colonnes : {} → {}", old.keys.join(", "), new.keys.join(", ")));
        }
        changes.extend(versions((&sides[0].plan, old), (&sides[1].plan, new)));
        if !changes.is_empty() {
            found.push(RuleChange::of_context("liste", &name, Nature::Changed, changes, true));
        }
    }
    found
}

fn entries(plan: &Plan, version: &ListVersion) -> BTreeSet<String> {
    let text =
        |entry: &[Symbol]| entry.iter().filter_map(|symbol| plan.symbols.text(*symbol)).collect::<Vec<_>>().join(", ");
    version.entries.iter().map(text).collect()
}

/// « S1Z40 », or « V0Z60 » si la convention « … » retient « … »
fn complete_for(plan: &Plan, version: &ListVersion) -> BTreeSet<String> {
    let words = |one: &Complete| {
        let when = one.when.map(|(convention, option)| {
            let convention = &plan.conventions[convention.index()];
            format!(" si la convention « {} » retient « {} »", convention.name, convention.options[option].name)
        });
        Some(format!("« {} »{}", plan.symbols.text(one.code)?, when.unwrap_or_default()))
    };
    version.complete_for.iter().filter_map(words).collect()
}

/// What changed between the versions of a list: by their first days, then by what they hold.
fn versions((before, old): (&Plan, &List), (after, new): (&Plan, &List)) -> Vec<String> {
    let start = |version: &ListVersion| version.validity.start.french().to_string();
    let mut come: Vec<&ListVersion> = new.versions.iter().collect();
    let mut changes = Vec::new();
    let mut gone = Vec::new();
    for was in &old.versions {
        match come.iter().position(|version| version.validity.start == was.validity.start) {
            Some(at) => changes.extend(version((before, was), (after, come.remove(at)))),
            None => gone.push(was),
        }
    }
    for was in gone {
        let same = |version: &&ListVersion| {
            version.partial == was.partial
                && complete_for(after, version) == complete_for(before, was)
                && entries(after, version) == entries(before, was)
        };
        match come.iter().position(same) {
            Some(at) => {
                let moved = come.remove(at);
                changes.push(format!("la version du {} commence le {}", start(was), start(moved)));
                changes.extend(ends(was, moved));
            }
            None => changes.push(format!("version disparue, à compter du {}", start(was))),
        }
    }
    changes.extend(come.into_iter().map(|version| format!("nouvelle version à compter du {}", start(version))));
    changes
}

fn ends(was: &ListVersion, is: &ListVersion) -> Option<String> {
    let last = |version: &ListVersion| match version.validity.last().filter(|last| *last < crate::time::Day::LAST) {
        Some(last) => format!("finit le {}", last.french()),
        None => "n'a pas de fin".to_string(),
    };
    let start = is.validity.start.french();
    (was.validity.end != is.validity.end).then(|| format!("la version du {start} : {} → {}", last(was), last(is)))
}

fn version((before, was): (&Plan, &ListVersion), (after, is): (&Plan, &ListVersion)) -> Vec<String> {
    let start = is.validity.start.french();
    let mut changes: Vec<String> = ends(was, is).into_iter().collect();
    if was.partial != is.partial {
        let word = |partial: bool| if partial { "partielle" } else { "complète" };
        changes.push(format!("version du {start} : {} → {}", word(was.partial), word(is.partial)));
    }
    if complete_for(before, was) != complete_for(after, is) {
        let words = |plan: &Plan, version: &ListVersion| {
            let codes: Vec<String> = complete_for(plan, version).into_iter().collect();
            if codes.is_empty() { "aucun code".to_string() } else { codes.join(", ") }
        };
        changes.push(format!("version du {start}, complète pour : {} → {}", words(before, was), words(after, is)));
    }
    let (gone, come) = (entries(before, was), entries(after, is));
    let some = |words: Vec<&String>| {
        let first: Vec<String> = words.iter().take(3).map(|word| format!("« {word} »")).collect();
        if words.len() > 3 { format!("{}… ({})", first.join(", "), words.len()) } else { first.join(", ") }
    };
    let (less, more) = (gone.difference(&come).collect::<Vec<_>>(), come.difference(&gone).collect::<Vec<_>>());
    for (word, entries) in [("retiré", some(less)), ("ajouté", some(more))] {
        if !entries.is_empty() {
            changes.push(format!("version du {start}, {word} : {entries}"));
        }
    }
    changes
}

/// Facts that both sides use and that are not of the same type.
fn facts(sides: [&Variant; 2], uses: &[BTreeSet<Use>; 2]) -> Vec<RuleChange> {
    let fact = |number: usize, id: FactId| &sides[number].plan.facts[id.index()];
    let named = |number: usize, used: Use| match used {
        Use::Fact(id) => Some((fact(number, id).name.clone(), (id, None))),
        Use::Column(id, column) => {
            let owner = fact(number, id);
            Some((format!("{}, {}", owner.name, owner.columns[column].name), (id, Some(column))))
        }
        Use::List(_) | Use::Convention(_) => None,
    };
    let mut found = Vec::new();
    for (name, ids) in by_name(uses, named) {
        let [Some(old), Some(new)] = ids else { continue };
        let declared = |number: usize, (id, column): (FactId, Option<usize>)| match column {
            Some(column) => kind(&sides[number].plan, &fact(number, id).columns[column]),
            None => kind(&sides[number].plan, fact(number, id)),
        };
        let (was, is) = (declared(0, old), declared(1, new));
        if was != is {
            found.push(RuleChange::of_context("fait", &name, Nature::Changed, vec![format!("{was} → {is}")], true));
        }
    }
    found
}

/// The type of a fact as it is declared; options in no order.
fn kind(plan: &Plan, fact: &Fact) -> String {
    match &fact.kind {
        Type::Truth => "oui ou non".to_string(),
        Type::Number => "nombre".to_string(),
        Type::Amount => "montant".to_string(),
        Type::Percent => "pourcentage".to_string(),
        Type::Date => "date".to_string(),
        Type::Months => "durée en mois".to_string(),
        Type::Days => "durée en jours".to_string(),
        Type::Text => "texte".to_string(),
        Type::Code => "code".to_string(),
        Type::Enumeration(options) => {
            let options: BTreeSet<&str> = options.iter().filter_map(|option| plan.symbols.text(*option)).collect();
            options.into_iter().collect::<Vec<_>>().join(" ou ")
        }
        Type::Periods => match fact.overlap {
            Overlap::Allowed => "périodes".to_string(),
            Overlap::Refused => "périodes, sans chevauchement".to_string(),
            Overlap::RefusedWith(symbol) => {
                let with = plan.symbols.text(symbol).unwrap_or_default();
                format!("périodes, sans chevauchement avec « {with} »")
            }
        },
        Type::Rows => "lignes".to_string(),
    }
}
