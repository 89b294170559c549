//! Exceptions: what each of them excepts, and in which reading of its words.

use std::rc::Rc;

use super::amend::part_name;
use super::{Checker, DeclarationKind, errors};
use crate::plan::{Case, ConditionId, DefinitionBody, Exception, SetId, TermId};
use crate::source::Span;
use crate::syntax::ast::{self, Body, Instead, Item};

/// What an exception may except: a definition, a part of the procedure, or both under one name.
struct Target<'t> {
    definition: Option<&'t ast::Definition>,
    part: Option<Span>,
}

/// The words of an exception, in the reading that fits its target.
enum Reading {
    Definition(Body),
    Part(ast::Expr),
    /// Both fit.
    Either,
    /// Neither does.
    Neither,
}

impl Target<'_> {
    /// Resolved by what is excepted: a condition stands in for a condition, a value or a set for a definition of the
    /// same name.
    fn reading(&self, name: &str, instead: &Instead, is_defined: impl Fn(&str) -> bool) -> Reading {
        let defines = instead.definition.as_ref().filter(|definition| definition.name.text == name);
        let meant = defines.and_then(|definition| match &definition.body {
            Body::Condition(expr) => Some(expr),
            Body::Periods(_) | Body::Value(_) => None,
        });
        // « le seuil est 1 000 € » gives a value to what the procedure defines, and asks for nothing; nor do periods.
        let gives_a_value = instead.definition.as_ref().is_some_and(|definition| match definition.body {
            Body::Periods(_) => true,
            Body::Value(_) => is_defined(&definition.name.text),
            Body::Condition(_) => false,
        });
        let condition = meant.or(instead.condition.as_ref().filter(|_| !gives_a_value));
        let for_definition = self.definition.and_then(|definition| match &definition.body {
            Body::Condition(_) => condition.cloned().map(Body::Condition),
            Body::Periods(_) | Body::Value(_) => defines.filter(|_| meant.is_none()).map(|one| one.body.clone()),
        });
        let for_part = self.part.and(condition);
        match (for_definition, for_part) {
            (Some(body), None) => Reading::Definition(body),
            // Words that define the very name mean the definition.
            (Some(body), Some(_)) if defines.is_some() => Reading::Definition(body),
            (Some(_), Some(_)) => Reading::Either,
            (None, Some(expr)) => Reading::Part(expr.clone()),
            (None, None) => Reading::Neither,
        }
    }
}

impl Checker<'_> {
    /// Finds out for each exception of a version what it excepts.
    pub(super) fn gather_exceptions(&mut self, items: &[Item]) {
        self.part_exceptions.clear();
        self.exceptions.clear();
        for item in items {
            let Item::Exception(exception) = item else { continue };
            let name = &exception.target.text;
            let part = items.iter().find(|item| is_part(item) && part_name(item).as_ref() == Some(name));
            let definition = self.definitions.get(name).map(|defined| Rc::clone(&defined.tree));
            let target = Target { definition: definition.as_deref(), part: part.map(super::amend::place) };
            if target.definition.is_none() && target.part.is_none() {
                self.unknown_target(exception, items);
                continue;
            }
            let of = if target.definition.is_some() { DeclarationKind::Definition } else { DeclarationKind::Part };
            self.used_of_procedure(of, name, exception.target.span);
            if let Some(definition) = &exception.instead.definition
                && self.definitions.contains_key(&definition.name.text)
            {
                self.used_of_procedure(DeclarationKind::Definition, &definition.name.text, definition.name.span);
            }
            let is_defined = |name: &str| {
                self.definitions.get(name).is_some_and(|defined| !matches!(defined.tree.body, Body::Condition(_)))
            };
            match target.reading(name, &exception.instead, is_defined) {
                Reading::Definition(body) => {
                    if let Some(defined) = self.definitions.get_mut(name) {
                        defined.exceptions.push((Rc::new(exception.clone()), body));
                    }
                }
                Reading::Part(expr) => {
                    let exceptions = self.part_exceptions.entry(name.clone()).or_default();
                    exceptions.push((Rc::new(exception.clone()), expr));
                }
                Reading::Either => {
                    let places = (target.definition.map(|one| one.name.span), target.part);
                    if let (Some(definition), Some(part)) = places {
                        self.report(errors::exception_of_which(exception.target.span, definition, part, name));
                    }
                }
                Reading::Neither => {
                    let found = match (&target.definition, &exception.instead.definition) {
                        (_, Some(other)) if other.name.text != *name && is_defined(&other.name.text) => {
                            errors::exception_to_another(exception.instead.span, name, &other.name.text)
                        }
                        (Some(definition), _) => {
                            let means = matches!(definition.body, Body::Condition(_));
                            errors::other_nature(exception.instead.span, definition.name.span, name, means)
                        }
                        (None, _) => {
                            let part = target.part.unwrap_or(exception.target.span);
                            errors::other_nature(exception.instead.span, part, name, true)
                        }
                    };
                    self.report(found);
                }
            }
        }
    }

    fn unknown_target(&mut self, exception: &ast::Exception, items: &[Item]) {
        let name = &exception.target;
        if self.is_unreadable(&name.text) {
            return;
        }
        let parts: Vec<String> = items.iter().filter(|item| is_part(item)).filter_map(part_name).collect();
        let mut known: Vec<&str> =
            parts.iter().map(String::as_str).chain(self.definitions.keys().map(String::as_str)).collect();
        known.sort_unstable();
        let near = self.closest(&name.text, known.iter().copied());
        let known = errors::known_names(known, "nommez d'abord la condition ou la définition à écarter");
        let found = errors::exception_target(name.span, &name.text, near, known);
        self.report(found);
    }

    /// The exceptions to a route, a condition or an obstacle, compiled.
    pub(super) fn part_cases(&mut self, item: &Item) -> Vec<Case<ConditionId>> {
        let exceptions = part_name(item).and_then(|name| self.part_exceptions.remove(&name)).unwrap_or_default();
        let mut cases = Vec::new();
        for (exception, then) in exceptions {
            let when = self.when(&exception, None);
            let then = self.condition(&then);
            if let (Some(when), Some(then)) = (when, then) {
                cases.push(Case { when, then, span: exception.span });
            }
        }
        cases
    }

    /// A definition under its exceptions, which must be of the same kind.
    pub(super) fn definition_cases(
        &mut self,
        base: Option<DefinitionBody>,
        exceptions: &[(Rc<ast::Exception>, Body)],
        definition: Span,
    ) -> Option<DefinitionBody> {
        let mut sets: Vec<Case<SetId>> = Vec::new();
        let mut terms: Vec<Case<TermId>> = Vec::new();
        let mut conditions = Vec::new();
        for (exception, body) in exceptions {
            let reads_as_definition = !matches!(body, Body::Condition(_));
            let definition_said = exception.instead.definition.as_deref().filter(|_| reads_as_definition);
            let when = self.when(exception, definition_said);
            let then = self.definition_body(body);
            let (Some(when), Some(then), Some(base)) = (when, then, base) else { continue };
            let span = exception.span;
            match (base, then) {
                (DefinitionBody::Set(_), DefinitionBody::Set(then)) => sets.push(Case { when, then, span }),
                (DefinitionBody::Term(_), DefinitionBody::Term(then)) => terms.push(Case { when, then, span }),
                (DefinitionBody::Condition(_), DefinitionBody::Condition(then)) => {
                    conditions.push(Case { when, then, span });
                }
                (DefinitionBody::Set(_) | DefinitionBody::Term(_) | DefinitionBody::Condition(_), _) => {
                    let name = &exception.target.text;
                    self.report(errors::other_nature(exception.instead.span, definition, name, false));
                }
            }
        }
        Some(match base? {
            DefinitionBody::Set(set) if !sets.is_empty() => {
                DefinitionBody::Set(self.excepted_set(set, sets, definition))
            }
            DefinitionBody::Term(term) if !terms.is_empty() => {
                DefinitionBody::Term(self.excepted_term(term, terms, definition)?)
            }
            DefinitionBody::Condition(id) => DefinitionBody::Condition(self.excepted(id, conditions, definition)),
            kept @ (DefinitionBody::Set(_) | DefinitionBody::Term(_)) => kept,
        })
    }

    /// When an exception applies; what answers tell of it is kept with the version. Words that are read as a definition
    /// took what follows them along.
    fn when(&mut self, exception: &ast::Exception, read_as: Option<&ast::Definition>) -> Option<ConditionId> {
        let when = self.condition(&exception.when)?;
        let attributes = || std::iter::once(&exception.attributes).chain(read_as.map(|one| &one.attributes));
        let citations = attributes().flat_map(super::procedure::citations).collect();
        let marks = attributes().flat_map(|one| self.marks(&one.verify)).collect();
        let target = exception.target.text.clone();
        self.exceptions.push(Exception { target, when, citations, marks, span: exception.span });
        Some(when)
    }
}

/// Whether an item holds or not: a route, a condition, an obstacle.
fn is_part(item: &Item) -> bool {
    matches!(item, Item::Route(_) | Item::Condition(_) | Item::Obstacle(_) | Item::PossibleObstacle(_))
}
