//! What rules are read with: conventions, days of force, lists and facts, as far as a version uses them.

use std::collections::{BTreeMap, BTreeSet};

use super::words::cells;
use super::{CompleteCode, Declared, Difference, Force, Nature, RuleChange, Subject, Variant, VersionDifference};
use crate::eval::TermValue;
use crate::explain;
use crate::plan::{
    Complete, Convention, ConventionId, Fact, FactId, List, ListVersion, Meaning, Overlap, Parameter, ParameterId,
    Plan, Symbol, Type, Use,
};
use crate::time::{Day, Interval};

/// What bears on outcomes, and says something else of a thing that both sides have.
fn changed(subject: Subject, name: &str, differences: Vec<Difference>) -> RuleChange {
    let (name, nature) = (name.to_string(), Nature::Changed);
    RuleChange { subject, name, nature, differences, before: None, after: None, bears: true }
}

/// All that the rules of two variants are read with and that is not the same.
pub(super) fn changes(before: &Variant, after: &Variant) -> Vec<RuleChange> {
    let uses = [before, after].map(|side| side.plan.uses_of(&side.plan.versions[side.version.index()]));
    let mut found = conventions([before, after], &uses);
    found.extend(dates(before, after));
    found.extend(lists([before, after], &uses));
    found.extend(parameters([before, after], &uses));
    found.extend(facts([before, after], &uses));
    let discretion = [before, after].map(|side| side.plan.versions[side.version.index()].discretion);
    let nature = match discretion {
        [false, true] => Some(Nature::Added),
        [true, false] => Some(Nature::Removed),
        [true, true] | [false, false] => None,
    };
    found.extend(nature.map(|nature| RuleChange {
        nature,
        bears: false,
        ..changed(Subject::Discretion, "", Vec::new())
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
        Use::Fact(_) | Use::Column(..) | Use::List(_) | Use::Parameter(_) => None,
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
            found.push(changed(Subject::Convention, &name, vec![Difference::Follows(was, is)]));
        }
        let (old, new) = (convention(0, old), convention(1, new));
        // One that a recueil leaves at its default offers nothing to choose.
        if old.span.is_some() && new.span.is_some() {
            let offered = |plan: &Plan, convention: &Convention| -> BTreeSet<(String, String)> {
                let options = 0..convention.options.len();
                options.map(|at| (convention.options[at].name.clone(), meaning(plan, convention, at))).collect()
            };
            let (old, new) = (offered(&sides[0].plan, old), offered(&sides[1].plan, new));
            let removed = old.difference(&new).map(|(name, _)| Difference::OptionRemoved(name.clone()));
            let added = new.difference(&old).map(|(name, _)| Difference::OptionAdded(name.clone()));
            let differences: Vec<Difference> = removed.chain(added).collect();
            if !differences.is_empty() {
                found.push(RuleChange { bears: false, ..changed(Subject::Convention, &name, differences) });
            }
        }
    }
    found
}

/// What an option means; dates by their names, which two plans share.
pub(super) fn meaning(plan: &Plan, convention: &Convention, option: usize) -> String {
    match convention.options[option].meaning {
        Meaning::Date(fact) => plan.facts[fact.index()].name.clone(),
        other => format!("{other:?}"),
    }
}

/// Days on which one and the same text is in force, and the acts that it looks at.
fn dates(before: &Variant, after: &Variant) -> Option<RuleChange> {
    if before.text() != after.text() || before.procedure() != after.procedure() {
        return None;
    }
    let force = |side: &Variant| {
        let plan = &side.plan;
        let version = &plan.versions[side.version.index()];
        let transition = plan.texts[version.text.index()].transition;
        let acts = transition.map(|one| (plan.facts[one.fact.index()].name.clone(), one.from));
        let days = plan.in_force(version, &side.reading);
        Force { start: days.start, last: days.last().filter(is_an_end), acts }
    };
    let (old, new) = (force(before), force(after));
    (old != new).then(|| changed(Subject::Text, after.text(), vec![Difference::InForce(old, new)]))
}

/// What has no end lasts up to the last day there is.
fn is_an_end(last: &Day) -> bool {
    *last < Day::LAST
}

/// Versions and entries of the lists that the rules read.
fn lists(sides: [&Variant; 2], uses: &[BTreeSet<Use>; 2]) -> Vec<RuleChange> {
    let named = |number: usize, used: Use| match used {
        Use::List(id) => {
            let list = &sides[number].plan.lists[id.index()];
            Some((list.name.clone(), list))
        }
        Use::Fact(_) | Use::Column(..) | Use::Parameter(_) | Use::Convention(_) => None,
    };
    let mut found = Vec::new();
    for (name, lists) in by_name(uses, named) {
        let [Some(old), Some(new)] = lists else { continue };
        let mut changes = Vec::new();
        if columns(old) != columns(new) {
            changes.push(Difference::Columns(columns(old), columns(new)));
        }
        changes.extend(versions((&sides[0].plan, old), (&sides[1].plan, new)));
        if !changes.is_empty() {
            found.push(changed(Subject::List, &name, changes));
        }
    }
    found
}

fn columns(list: &List) -> Vec<String> {
    list.keys.iter().chain(list.values.iter().map(|column| &column.name)).cloned().collect()
}

/// Rows by their keys, with what they give.
fn rows(plan: &Plan, version: &ListVersion) -> BTreeMap<Vec<String>, Vec<String>> {
    version.rows.all().iter().map(|row| (row.words.clone(), cells(plan, row))).collect()
}

/// Keys for which a version of a list gives something else, or nothing any more, or something now.
fn given((before, was): (&Plan, &ListVersion), (after, is): (&Plan, &ListVersion)) -> Vec<VersionDifference> {
    let (old, new) = (rows(before, was), rows(after, is));
    let mut changes = Vec::new();
    for (key, value) in &old {
        match new.get(key) {
            Some(other) if other == value => {}
            Some(other) => changes.push(VersionDifference::Cell(key.clone(), value.clone(), other.clone())),
            None => changes.push(VersionDifference::RowRemoved(key.clone(), value.clone())),
        }
    }
    let come = new.into_iter().filter(|(key, _)| !old.contains_key(key));
    changes.extend(come.map(|(key, value)| VersionDifference::RowAdded(key, value)));
    changes
}

fn entries(plan: &Plan, version: &ListVersion) -> BTreeSet<Vec<String>> {
    let text = |symbol: &Symbol| plan.symbols.text(*symbol).map(str::to_string);
    version.entries.iter().map(|entry| entry.iter().filter_map(text).collect()).collect()
}

fn complete_for(plan: &Plan, version: &ListVersion) -> BTreeSet<CompleteCode> {
    let code = |one: &Complete| {
        let when = one.when.map(|(convention, option)| {
            let convention = &plan.conventions[convention.index()];
            (convention.name.clone(), convention.options[option].name.clone())
        });
        Some(CompleteCode { code: plan.symbols.text(one.code)?.to_string(), when })
    };
    version.complete_for.iter().filter_map(code).collect()
}

/// What changed between the versions of a list: by their first days, then by what they hold.
fn versions((before, old): (&Plan, &List), (after, new): (&Plan, &List)) -> Vec<Difference> {
    let of = |version: &ListVersion, difference| Difference::Version(version.validity.start, difference);
    let mut come: Vec<&ListVersion> = new.versions.iter().collect();
    let mut changes = Vec::new();
    let mut gone = Vec::new();
    for was in &old.versions {
        match come.iter().position(|version| version.validity.start == was.validity.start) {
            Some(at) => {
                let is = come.remove(at);
                changes.extend(version((before, was), (after, is)).into_iter().map(|one| of(is, one)));
            }
            None => gone.push(was),
        }
    }
    for was in gone {
        let same = |version: &&ListVersion| {
            version.partial == was.partial
                && complete_for(after, version) == complete_for(before, was)
                && entries(after, version) == entries(before, was)
                && rows(after, version) == rows(before, was)
        };
        match come.iter().position(same) {
            Some(at) => {
                let is = come.remove(at);
                changes.push(of(was, VersionDifference::Moved(is.validity.start)));
                changes.extend(ends(was, is).map(|one| of(is, one)));
            }
            None => changes.push(of(was, VersionDifference::Removed)),
        }
    }
    changes.extend(come.into_iter().map(|version| of(version, VersionDifference::Added)));
    changes
}

fn ends(was: &ListVersion, is: &ListVersion) -> Option<VersionDifference> {
    let last = |version: &ListVersion| version.validity.last().filter(is_an_end);
    (was.validity.end != is.validity.end).then(|| VersionDifference::Ends(last(was), last(is)))
}

fn version((before, was): (&Plan, &ListVersion), (after, is): (&Plan, &ListVersion)) -> Vec<VersionDifference> {
    let mut changes: Vec<VersionDifference> = ends(was, is).into_iter().collect();
    if was.partial != is.partial {
        changes.push(if is.partial { VersionDifference::Partial } else { VersionDifference::Complete });
    }
    let codes = (complete_for(before, was), complete_for(after, is));
    if codes.0 != codes.1 {
        changes.push(VersionDifference::CompleteFor(codes.0, codes.1));
    }
    if !was.rows.all().is_empty() || !is.rows.all().is_empty() {
        changes.extend(given((before, was), (after, is)));
        return changes;
    }
    let (gone, come) = (entries(before, was), entries(after, is));
    let only = |these: &BTreeSet<Vec<String>>, those| these.difference(those).cloned().collect::<Vec<_>>();
    let (without, with) = (only(&gone, &come), only(&come, &gone));
    if !without.is_empty() {
        changes.push(VersionDifference::Without(without));
    }
    if !with.is_empty() {
        changes.push(VersionDifference::With(with));
    }
    changes
}

/// Parameters that both sides read and that are not the same on some days.
fn parameters(sides: [&Variant; 2], uses: &[BTreeSet<Use>; 2]) -> Vec<RuleChange> {
    let named = |number: usize, used: Use| match used {
        Use::Parameter(id) => {
            let parameter = &sides[number].plan.parameters[id.index()];
            Some((parameter.name.clone(), parameter))
        }
        Use::Fact(_) | Use::Column(..) | Use::List(_) | Use::Convention(_) => None,
    };
    let mut found = Vec::new();
    for (name, parameters) in by_name(uses, named) {
        let [Some(old), Some(new)] = parameters else { continue };
        let differences = if old.of != new.of {
            vec![Difference::Declared(Declared::Type(old.of.clone()), Declared::Type(new.of.clone()))]
        } else {
            let read = [0, 1].map(|number| days_read(sides[number], &name));
            let is_read = |days: Interval| read.iter().flatten().any(|read| !read.intersection(days).is_empty());
            values((&sides[0].plan, old), (&sides[1].plan, new), is_read)
        };
        if !differences.is_empty() {
            found.push(changed(Subject::Parameter, &name, differences));
        }
    }
    found
}

/// The days on which a side may read a parameter.
fn days_read(side: &Variant, name: &str) -> Option<Interval> {
    if side.regardless {
        return Some(Interval::ALL);
    }
    let plan = &side.plan;
    let place = plan.parameters.iter().position(|parameter| parameter.name == name)?;
    plan.days_read(&plan.versions[side.version.index()], ParameterId(place as u32))
}

/// The stretches of days on which two parameters differ and are read, each as long as both keep their values.
fn values(
    (before, old): (&Plan, &Parameter),
    (after, new): (&Plan, &Parameter),
    is_read: impl Fn(Interval) -> bool,
) -> Vec<Difference> {
    let lines = || old.lines.iter().chain(&new.lines);
    let mut days: BTreeSet<Day> = lines().flat_map(|line| [line.validity.start, line.validity.end]).collect();
    days.extend([Interval::ALL.start, Interval::ALL.end]);
    let days: Vec<Day> = days.into_iter().collect();
    let on = |plan: &Plan, parameter: &Parameter, day: Day| {
        let line = &parameter.lines[parameter.line_on(day)?];
        explain::constant(plan, line.value?)
    };
    let mut found: Vec<(Interval, Option<TermValue>, Option<TermValue>)> = Vec::new();
    for pair in days.windows(2) {
        let stretch = Interval { start: pair[0], end: pair[1] };
        let (was, is) = (on(before, old, stretch.start), on(after, new, stretch.start));
        match found.last_mut() {
            Some((known, before, after)) if known.end == stretch.start && (*before, *after) == (was, is) => {
                known.end = stretch.end;
            }
            _ => found.push((stretch, was, is)),
        }
    }
    let differs = found.into_iter().filter(|(days, was, is)| was != is && is_read(*days));
    differs.map(|(days, was, is)| Difference::Value(old.of.clone(), days, was, is)).collect()
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
        Use::List(_) | Use::Parameter(_) | Use::Convention(_) => None,
    };
    let mut found = Vec::new();
    for (name, ids) in by_name(uses, named) {
        let [Some(old), Some(new)] = ids else { continue };
        let declared = |number: usize, (id, column): (FactId, Option<usize>)| match column {
            Some(column) => declared(&sides[number].plan, &fact(number, id).columns[column]),
            None => declared(&sides[number].plan, fact(number, id)),
        };
        let (was, is) = (declared(0, old), declared(1, new));
        if was != is {
            found.push(changed(Subject::Fact, &name, vec![Difference::Declared(was, is)]));
        }
    }
    found
}

/// The type of a fact as it is declared; options in no order.
pub(super) fn declared(plan: &Plan, fact: &Fact) -> Declared {
    let text = |symbol: Symbol| plan.symbols.text(symbol).map(str::to_string);
    match &fact.kind {
        Type::Scale(options) => Declared::Scale(options.iter().filter_map(|option| text(*option)).collect()),
        Type::Enumeration(options) => Declared::OneOf(options.iter().filter_map(|option| text(*option)).collect()),
        Type::Periods => match fact.overlap {
            Overlap::Allowed => Declared::Periods,
            Overlap::Refused => Declared::PeriodsApart,
            Overlap::RefusedWith(symbol) => Declared::PeriodsApartFrom(text(symbol).unwrap_or_default()),
        },
        Type::Number if fact.whole => Declared::Whole,
        Type::Truth
        | Type::Number
        | Type::Amount
        | Type::Percent
        | Type::Date
        | Type::Months
        | Type::Days
        | Type::Text
        | Type::Code
        | Type::Rows => Declared::Type(fact.kind.clone()),
    }
}
