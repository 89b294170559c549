//! What changed between the exceptions to two rules: those that have a name by their names, the others by when they apply.

use super::difference::Difference;
use super::shape::Shapes;
use super::words::{said, turned};
use crate::plan::{Case, ConditionId, ConditionKind, Excepted, SetId, SetKind, TermId, TermKind, Unless};
use crate::source::Span;

/// A node that exceptions may replace.
pub(super) trait Excepts: Copy {
    /// What stands where no exception applies, and the exceptions.
    fn excepted(self, shapes: Shapes<'_>) -> (Self, Vec<Case<Self>>);
    /// What it says.
    fn shape(self, shapes: Shapes<'_>) -> String;
}

impl Excepts for ConditionId {
    fn excepted(self, shapes: Shapes<'_>) -> (Self, Vec<Case<Self>>) {
        if let ConditionKind::Excepted(excepted) = &shapes.plan.conditions[self.index()].kind {
            return parted(excepted);
        }
        (self, Vec::new())
    }

    fn shape(self, shapes: Shapes<'_>) -> String {
        shapes.condition(self)
    }
}

impl Excepts for SetId {
    fn excepted(self, shapes: Shapes<'_>) -> (Self, Vec<Case<Self>>) {
        if let SetKind::Excepted(excepted) = &shapes.plan.sets[self.index()].kind {
            return parted(excepted);
        }
        (self, Vec::new())
    }

    fn shape(self, shapes: Shapes<'_>) -> String {
        shapes.set(self)
    }
}

impl Excepts for TermId {
    fn excepted(self, shapes: Shapes<'_>) -> (Self, Vec<Case<Self>>) {
        if let TermKind::Excepted(excepted) = &shapes.plan.terms[self.index()].kind {
            return parted(excepted);
        }
        (self, Vec::new())
    }

    fn shape(self, shapes: Shapes<'_>) -> String {
        shapes.term(self)
    }
}

fn parted<T: Copy>(excepted: &Excepted<T>) -> (T, Vec<Case<T>>) {
    (excepted.base, excepted.cases.clone())
}

fn words(shapes: Shapes<'_>, span: Span) -> String {
    said(shapes.plan, span)
}

fn name(shapes: Shapes<'_>, when: ConditionId) -> Option<&str> {
    shapes.plan.exception(when)?.name.as_deref()
}

/// Leaves out what both sides have.
fn apart<'c, T>(old: &'c [T], new: &'c [T], same: impl Fn(&T, &T) -> bool) -> (Vec<&'c T>, Vec<&'c T>) {
    let (mut gone, mut come): (Vec<&T>, Vec<&T>) = (old.iter().collect(), new.iter().collect());
    gone.retain(|one| match come.iter().position(|other| same(one, other)) {
        Some(at) => {
            come.remove(at);
            false
        }
        None => true,
    });
    (gone, come)
}

/// What changed between the exceptions to one rule.
pub(super) fn exceptions<T: Excepts>(
    (a, old): (Shapes<'_>, &[Case<T>]),
    (b, new): (Shapes<'_>, &[Case<T>]),
) -> Vec<Difference> {
    let when = |shapes: Shapes<'_>, case: &Case<T>| shapes.condition(case.when);
    let whole =
        |shapes: Shapes<'_>, case: &Case<T>| (when(shapes, case), shapes.unless(&case.unless), case.then.shape(shapes));
    let (gone, mut come) = apart(old, new, |one, other| whole(a, one) == whole(b, other));
    let mut changes = Vec::new();
    let mut left = Vec::new();
    for case in gone {
        let named = name(a, case.when);
        match come.iter().position(|other| named.is_some() && name(b, other.when) == named) {
            Some(at) => changes.extend(changed((a, case), (b, come.remove(at)), named)),
            None => left.push(case),
        }
    }
    for case in left {
        match come.iter().position(|other| when(b, other) == when(a, case)) {
            Some(at) => changes.extend(changed((a, case), (b, come.remove(at)), name(a, case.when))),
            None => changes.push(Difference::ExceptionRemoved(words(a, case.span))),
        }
    }
    changes.extend(come.into_iter().map(|case| Difference::ExceptionAdded(words(b, case.span))));
    changes
}

/// What changed about one exception: its own sentence, and the exceptions to it.
fn changed<T: Excepts>(
    (a, old): (Shapes<'_>, &Case<T>),
    (b, new): (Shapes<'_>, &Case<T>),
    name: Option<&str>,
) -> Vec<Difference> {
    let ((then, inner), (others, theirs)) = (old.then.excepted(a), new.then.excepted(b));
    let mut changes = Vec::new();
    if a.condition(old.when) != b.condition(new.when) || then.shape(a) != others.shape(b) {
        changes.push(turned(words(a, old.span), words(b, new.span)));
    }
    changes.extend(exceptions((a, &inner), (b, &theirs)));
    changes.extend(exclusions((a, &old.unless), (b, &new.unless)));
    let within = |change| match name {
        Some(name) => Difference::InException(name.to_string(), Box::new(change)),
        None => change,
    };
    changes.into_iter().map(within).collect()
}

/// What changed between the exceptions by which one does not apply.
fn exclusions((a, old): (Shapes<'_>, &[Unless]), (b, new): (Shapes<'_>, &[Unless])) -> Vec<Difference> {
    let whole = |shapes: Shapes<'_>, one: &Unless| shapes.unless(std::slice::from_ref(one));
    let (gone, come) = apart(old, new, |one, other| whole(a, one) == whole(b, other));
    let removed = gone.into_iter().map(|one| Difference::ExceptionRemoved(words(a, one.span)));
    removed.chain(come.into_iter().map(|one| Difference::ExceptionAdded(words(b, one.span)))).collect()
}
