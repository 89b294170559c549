//! What stands under exceptions, compiled: each exception with the exceptions to it.

use std::mem::discriminant;
use std::rc::Rc;

use super::amend::part_name;
use super::exceptions::Inner;
use super::{Checker, errors};
use crate::plan::{Case, ConditionId, DefinitionBody, Exception, Unless};
use crate::source::Span;
use crate::syntax::ast::{self, Body, Item};

impl Checker<'_> {
    /// A route, a condition or an obstacle under its exceptions.
    pub(super) fn excepted_part(&mut self, item: &Item, base: Option<ConditionId>, span: Span) -> Option<ConditionId> {
        let name = part_name(item).unwrap_or_default();
        let exceptions = self.part_exceptions.remove(&name).unwrap_or_default();
        let base = base.map(DefinitionBody::Condition);
        match self.under_exceptions(base, &exceptions, &name, span)? {
            DefinitionBody::Condition(condition) => Some(condition),
            DefinitionBody::Set(_) | DefinitionBody::Term(_) => None,
        }
    }

    /// What stands under exceptions, which must be of the same kind. `root` is the name that they except, `span` its place.
    pub(super) fn under_exceptions(
        &mut self,
        base: Option<DefinitionBody>,
        exceptions: &[(Rc<ast::Exception>, Body)],
        root: &str,
        span: Span,
    ) -> Option<DefinitionBody> {
        let mut cases = Vec::new();
        for (exception, body) in exceptions {
            cases.extend(self.case(exception, body, base, (root, span)));
        }
        self.under(base?, cases, span)
    }

    /// One exception, with the exceptions to it.
    fn case(
        &mut self,
        exception: &ast::Exception,
        body: &Body,
        base: Option<DefinitionBody>,
        (root, place): (&str, Span),
    ) -> Option<Case<DefinitionBody>> {
        let instead = exception.instead.as_ref()?;
        let reads_as_definition = !matches!(body, Body::Condition(_));
        let definition_said = instead.definition.as_deref().filter(|_| reads_as_definition);
        let when = self.when(exception, definition_said);
        let then = self.definition_body(body);
        let (mut inner_cases, mut unless) = (Vec::new(), Vec::new());
        for inner in self.exceptions_to(exception) {
            let span = inner.tree.span;
            match &inner.said {
                Some(body) => {
                    let place = (inner.root.as_str(), exception.span);
                    inner_cases.extend(self.deeper(2, span, |checker| checker.case(&inner.tree, body, then, place)));
                }
                None => unless.extend(self.deeper(2, span, |checker| checker.unless(&inner.tree))),
            }
        }
        let (when, then, base) = (when?, then?, base?);
        if discriminant(&then) != discriminant(&base) {
            self.report(errors::other_nature(instead.span, place, root, false));
            return None;
        }
        let then = self.under(then, inner_cases, instead.span)?;
        Some(Case { when, then, unless, span: exception.span })
    }

    /// An exception by which another does not apply, with the exceptions to it.
    fn unless(&mut self, exception: &ast::Exception) -> Option<Unless> {
        let when = self.when(exception, None);
        let mut unless = Vec::new();
        for inner in self.exceptions_to(exception) {
            unless.extend(self.deeper(2, inner.tree.span, |checker| checker.unless(&inner.tree)));
        }
        Some(Unless { when: when?, unless, span: exception.span })
    }

    fn exceptions_to(&self, exception: &ast::Exception) -> Vec<Inner> {
        let name = exception.name.as_ref();
        name.and_then(|name| self.inner_exceptions.get(&name.text)).cloned().unwrap_or_default()
    }

    /// What stands, under cases of the same kind.
    fn under(&mut self, base: DefinitionBody, cases: Vec<Case<DefinitionBody>>, span: Span) -> Option<DefinitionBody> {
        if cases.is_empty() {
            return Some(base);
        }
        Some(match base {
            DefinitionBody::Set(set) => {
                let sets = of_kind(cases, |body| match body {
                    DefinitionBody::Set(set) => Some(set),
                    DefinitionBody::Term(_) | DefinitionBody::Condition(_) => None,
                });
                DefinitionBody::Set(self.excepted_set(set, sets, span))
            }
            DefinitionBody::Term(term) => {
                let terms = of_kind(cases, |body| match body {
                    DefinitionBody::Term(term) => Some(term),
                    DefinitionBody::Set(_) | DefinitionBody::Condition(_) => None,
                });
                DefinitionBody::Term(self.excepted_term(term, terms, span)?)
            }
            DefinitionBody::Condition(condition) => {
                let conditions = of_kind(cases, |body| match body {
                    DefinitionBody::Condition(condition) => Some(condition),
                    DefinitionBody::Set(_) | DefinitionBody::Term(_) => None,
                });
                DefinitionBody::Condition(self.excepted(condition, conditions, span))
            }
        })
    }

    /// When an exception applies; what answers tell of it is kept with the version. Words that are read as a definition
    /// took what follows them along.
    fn when(&mut self, exception: &ast::Exception, read_as: Option<&ast::Definition>) -> Option<ConditionId> {
        let when = self.condition(&exception.when)?;
        let attributes = || std::iter::once(&exception.attributes).chain(read_as.map(|one| &one.attributes));
        let citations = attributes().flat_map(super::procedure::citations).collect();
        let marks = attributes().flat_map(|one| self.marks(&one.verify)).collect();
        let name = exception.name.as_ref().map(|name| name.text.clone());
        let target = exception.target.text.clone();
        self.exceptions.push(Exception { name, target, when, citations, marks, span: exception.span });
        Some(when)
    }
}

/// The cases of a kind; what is of another was reported.
fn of_kind<T>(cases: Vec<Case<DefinitionBody>>, kind: impl Fn(DefinitionBody) -> Option<T>) -> Vec<Case<T>> {
    let one = |case: Case<DefinitionBody>| {
        Some(Case { when: case.when, then: kind(case.then)?, unless: case.unless, span: case.span })
    };
    cases.into_iter().filter_map(one).collect()
}
