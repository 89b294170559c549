//! What two rules that are not the same say differently: threshold by threshold, clause by clause, band by band.

use super::difference::{self, Difference, Restriction, Said, Within};
use super::exceptions::{Excepts, exceptions};
use super::shape::Shapes;
use super::words::{said, turned};
use crate::explain::quoted;
use crate::plan::{
    Band, ConditionId, ConditionKind, DefinitionBody, DefinitionId, Length, Measure, Mention, SetId, SetKind, TermId,
    TermKind, Window,
};
use crate::value::Comparison;

/// What changed about something that is asked for: who supplies it, and when it applies.
pub(super) fn mentions(a: Shapes<'_>, x: &Mention, b: Shapes<'_>, y: &Mention) -> Vec<Difference> {
    let mut changes = Vec::new();
    if x.supplied_by != y.supplied_by {
        changes.push(Difference::SuppliedBy(x.supplied_by.clone(), y.supplied_by.clone()));
    }
    match (x.applies_if, y.applies_if) {
        (Some(x), Some(y)) if a.condition(x) != b.condition(y) => {
            changes.extend(conditions(a, x, b, y).into_iter().map(|change| Difference::When(Box::new(change))));
        }
        (Some(x), None) => changes.push(Difference::NowAlways(condition_words(a, x))),
        (None, Some(y)) => changes.push(Difference::OnlyWhen(condition_words(b, y))),
        (Some(_), Some(_)) | (None, None) => {}
    }
    changes
}

/// What changed between two definitions.
pub(super) fn definitions(a: Shapes<'_>, x: DefinitionId, b: Shapes<'_>, y: DefinitionId) -> Vec<Difference> {
    match (a.plan.definitions[x.index()].body, b.plan.definitions[y.index()].body) {
        (DefinitionBody::Condition(x), DefinitionBody::Condition(y)) => conditions(a, x, b, y),
        (DefinitionBody::Set(x), DefinitionBody::Set(y)) => sets(a, x, b, y),
        (DefinitionBody::Term(x), DefinitionBody::Term(y)) => terms(a, x, b, y),
        (DefinitionBody::Condition(_) | DefinitionBody::Set(_) | DefinitionBody::Term(_), _) => {
            vec![Difference::OtherNature]
        }
    }
}

/// What changed between two conditions and the exceptions to them.
pub(super) fn conditions(a: Shapes<'_>, x: ConditionId, b: Shapes<'_>, y: ConditionId) -> Vec<Difference> {
    let ((x, old), (y, new)) = (x.excepted(a), y.excepted(b));
    let mut changes = if a.condition(x) == b.condition(y) { Vec::new() } else { clauses(a, x, b, y) };
    changes.extend(exceptions((a, &old), (b, &new)));
    changes
}

fn sets(a: Shapes<'_>, x: SetId, b: Shapes<'_>, y: SetId) -> Vec<Difference> {
    let ((x, old), (y, new)) = (x.excepted(a), y.excepted(b));
    let mut changes = Vec::new();
    if a.set(x) != b.set(y) {
        changes = operations(&restrictions(a, x), &restrictions(b, y));
        if changes.is_empty() {
            changes.push(Difference::Reordered);
        }
    }
    changes.extend(exceptions((a, &old), (b, &new)));
    changes
}

fn terms(a: Shapes<'_>, x: TermId, b: Shapes<'_>, y: TermId) -> Vec<Difference> {
    let ((x, old), (y, new)) = (x.excepted(a), y.excepted(b));
    let mut changes = Vec::new();
    if a.term(x) != b.term(y) {
        changes = match (bands(a, x), bands(b, y)) {
            (Some((of, old)), Some((to, new))) if a.term(of) == b.term(to) => banded((a, old), (b, new)),
            _ => vec![turned(term_words(a, x), term_words(b, y))],
        };
    }
    changes.extend(exceptions((a, &old), (b, &new)));
    changes
}

fn condition_words(shapes: Shapes<'_>, id: ConditionId) -> String {
    said(shapes.plan, shapes.plan.conditions[id.index()].span)
}

fn set_words(shapes: Shapes<'_>, id: SetId) -> String {
    said(shapes.plan, shapes.plan.sets[id.index()].span)
}

fn term_words(shapes: Shapes<'_>, id: TermId) -> String {
    said(shapes.plan, shapes.plan.terms[id.index()].span)
}

fn bands(shapes: Shapes<'_>, id: TermId) -> Option<(TermId, &[Band])> {
    let TermKind::Bands(of, bands) = &shapes.plan.terms[id.index()].kind else { return None };
    Some((*of, bands))
}

/// What changed between the bands of one value, by where they begin.
fn banded((a, old): (Shapes<'_>, &[Band]), (b, new): (Shapes<'_>, &[Band])) -> Vec<Difference> {
    let bounds = |shapes: Shapes<'_>, band: &Band| [band.from, band.below].map(|bound| Some(shapes.term(bound?)));
    let begins = |shapes: Shapes<'_>, band: &Band| difference::Band {
        from: band.from.map(|from| term_words(shapes, from)),
        below: band.below.map(|below| term_words(shapes, below)),
    };
    let whole = |shapes: Shapes<'_>, band: &Band| Said::Band(begins(shapes, band), term_words(shapes, band.value));
    let (mut changes, mut gone) = (Vec::new(), Vec::new());
    let mut come: Vec<&Band> = new.iter().collect();
    for band in old {
        match come.iter().position(|other| bounds(b, other) == bounds(a, band)) {
            Some(at) => {
                let other = come.remove(at);
                if a.term(band.value) != b.term(other.value) {
                    let (was, is) = (term_words(a, band.value), term_words(b, other.value));
                    changes.push(Difference::BandValue(begins(a, band), was, is));
                }
            }
            None => gone.push(band),
        }
    }
    // A band that gives the same from another threshold on was moved.
    for band in gone {
        changes.push(match come.iter().position(|other| b.term(other.value) == a.term(band.value)) {
            Some(at) => Difference::BandMoved(begins(a, band), begins(b, come.remove(at)), term_words(a, band.value)),
            None => Difference::Removed(whole(a, band)),
        });
    }
    changes.extend(come.into_iter().map(|band| Difference::Added(whole(b, band))));
    changes
}

/// What a set starts from and what restricts it: a shape, and the words that say it.
fn restrictions(shapes: Shapes<'_>, id: SetId) -> Vec<(String, Said)> {
    let (inner, way, other) = match &shapes.plan.sets[id.index()].kind {
        SetKind::SuchThat(inner, condition) => {
            let mut found = restrictions(shapes, *inner);
            for part in shapes.chain(*condition) {
                let said = Said::Restriction(Restriction::SuchThat, condition_words(shapes, part));
                found.push((shapes.condition(part), said));
            }
            return found;
        }
        SetKind::Except(inner, other) => (inner, Restriction::Except, other),
        SetKind::ExceptDuring(inner, other) => (inner, Restriction::ExceptDuring, other),
        SetKind::During(inner, other) => (inner, Restriction::During, other),
        SetKind::Fact(_) | SetKind::Row(_) | SetKind::Defined(_) | SetKind::Union(_) | SetKind::Excepted(_) => {
            return vec![(shapes.set(id), Said::Words(set_words(shapes, id)))];
        }
    };
    let mut found = restrictions(shapes, *inner);
    found.push((format!("{way:?} {}", shapes.set(*other)), Said::Restriction(way, set_words(shapes, *other))));
    found
}

/// What is said on one side only.
fn operations(old: &[(String, Said)], new: &[(String, Said)]) -> Vec<Difference> {
    let only = |these: &[(String, Said)], those: &[(String, Said)]| -> Vec<Said> {
        let missing = these.iter().filter(|(shape, _)| those.iter().all(|(other, _)| other != shape));
        missing.map(|(_, said)| said.clone()).collect()
    };
    let (gone, come) = (only(old, new), only(new, old));
    let both = gone.len().min(come.len());
    let (removed, added) = (gone[both..].to_vec(), come[both..].to_vec());
    let turned = gone.into_iter().zip(come).map(|(was, is)| Difference::Turned(was, is));
    turned.chain(removed.into_iter().map(Difference::Removed)).chain(added.into_iter().map(Difference::Added)).collect()
}

/// What changed between two conditions, clause by clause.
fn clauses(a: Shapes<'_>, x: ConditionId, b: Shapes<'_>, y: ConditionId) -> Vec<Difference> {
    let (old, new) = (a.chain(x), b.chain(y));
    let mut gone: Vec<ConditionId> = old.clone();
    let mut come: Vec<ConditionId> = new.clone();
    gone.retain(|one| new.iter().all(|other| a.condition(*one) != b.condition(*other)));
    come.retain(|one| old.iter().all(|other| b.condition(*one) != a.condition(*other)));
    let mut changes = Vec::new();
    let any =
        |shapes: Shapes<'_>, id: ConditionId| matches!(shapes.plan.conditions[id.index()].kind, ConditionKind::Any(_));
    if old.len() > 1 && new.len() > 1 && any(a, x) != any(b, y) {
        changes.push(if any(a, x) { Difference::AllAreNeeded } else { Difference::OneIsEnough });
    }
    let mut left: Vec<ConditionId> = Vec::new();
    for one in gone {
        let subject = subject(a, one);
        match come.iter().position(|other| subject.is_some() && self::subject(b, *other) == subject) {
            Some(index) => changes.extend(clause(a, one, b, come.remove(index))),
            None => left.push(one),
        }
    }
    if let ([one], [other]) = (left.as_slice(), come.as_slice()) {
        let is_group = |shapes: Shapes<'_>, id: ConditionId| shapes.chain(id).len() > 1;
        if is_group(a, *one) && is_group(b, *other) {
            changes.extend(conditions(a, *one, b, *other));
        } else {
            changes.push(turned(condition_words(a, *one), condition_words(b, *other)));
        }
        return changes;
    }
    let words = |shapes: Shapes<'_>, id: ConditionId| Said::Words(condition_words(shapes, id));
    changes.extend(left.into_iter().map(|one| Difference::Removed(words(a, one))));
    changes.extend(come.into_iter().map(|other| Difference::Added(words(b, other))));
    changes
}

/// What a clause is about, without its threshold: clauses about the same thing are held together.
fn subject(shapes: Shapes<'_>, id: ConditionId) -> Option<String> {
    match &shapes.plan.conditions[id.index()].kind {
        ConditionKind::Compare(left, ..) => {
            let measured = if let TermKind::Measured(measure) = &shapes.plan.terms[left.index()].kind {
                Some(shapes.measured(measure))
            } else {
                None
            };
            Some(measured.unwrap_or_else(|| format!("{} compared", shapes.term(*left))))
        }
        ConditionKind::Between(value, _) => Some(format!("{} compared", shapes.term(*value))),
        ConditionKind::OneOf(term, _) => Some(format!("{} is", shapes.term(*term))),
        ConditionKind::Listed(_, terms, _) => {
            Some(terms.iter().map(|term| shapes.term(*term)).collect::<Vec<_>>().join(" "))
        }
        ConditionKind::Ongoing(set, _) => Some(format!("{} ongoing", shapes.set(*set))),
        ConditionKind::Follows(convention, _) => Some(format!("{} follows", shapes.convention(*convention))),
        ConditionKind::Several(several) => {
            let parts: Vec<String> = several.parts.iter().map(|part| shapes.condition(*part)).collect();
            Some(format!("several of {}", parts.join(" ; ")))
        }
        ConditionKind::All(_)
        | ConditionKind::Any(_)
        | ConditionKind::Not(_)
        | ConditionKind::Truth(_)
        | ConditionKind::Defined(_)
        | ConditionKind::Met(_)
        | ConditionKind::Excepted(_) => None,
    }
}

/// What changed between two clauses about the same thing.
fn clause(a: Shapes<'_>, x: ConditionId, b: Shapes<'_>, y: ConditionId) -> Vec<Difference> {
    let otherwise = || turned(condition_words(a, x), condition_words(b, y));
    let (Some((m, before)), Some((n, after))) = (measured(a, x), measured(b, y)) else { return vec![otherwise()] };
    let mut changes = Vec::new();
    if before != after {
        changes.push(Difference::Threshold { of: set_words(a, m.set), measured: m.kind, before, after });
    }
    let windows = (within(a, m.window), within(b, n.window));
    if windows.0 != windows.1 {
        changes.push(Difference::Window(set_words(a, m.set), windows.0, windows.1));
    }
    if m.counted != n.counted {
        changes.push(otherwise());
    }
    changes
}

/// A length that a condition holds against a threshold, and the threshold.
pub(super) fn measured(shapes: Shapes<'_>, id: ConditionId) -> Option<(&Measure, (Comparison, Length))> {
    let terms = &shapes.plan.terms;
    if let ConditionKind::Compare(left, comparison, right) = &shapes.plan.conditions[id.index()].kind
        && let TermKind::Measured(measure) = &terms[left.index()].kind
        && let TermKind::Length(threshold) = terms[right.index()].kind
    {
        return Some((measure, (*comparison, threshold)));
    }
    None
}

pub(super) fn within(shapes: Shapes<'_>, window: Window) -> Within {
    match window {
        Window::All => Within::All,
        Window::Last(length) => Within::Last(length),
        Window::Before(length, day) => Within::Before(length, quoted(shapes.plan, shapes.plan.terms[day.index()].span)),
        Window::ByConvention(id) => Within::ByConvention(shapes.plan.conventions[id.index()].name.clone()),
    }
}
