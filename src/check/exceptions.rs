//! Exceptions: what each of them excepts, and in which reading of its words.

use std::collections::HashMap;
use std::rc::Rc;

use super::amend::part_name;
use super::{Checker, DeclarationKind, errors};
use crate::source::Span;
use crate::syntax::ast::{self, Body, Instead, Item};

/// What an exception may except: a definition, a part of the procedure, or both under one name.
struct Target {
    definition: Option<Rc<ast::Definition>>,
    part: Option<Span>,
}

/// An exception to an exception.
#[derive(Clone)]
pub(super) struct Inner {
    pub(super) tree: Rc<ast::Exception>,
    /// What stands where it applies; none where the exception that it excepts does not apply.
    pub(super) said: Option<Body>,
    /// The definition or the part that the one at the top excepts.
    pub(super) root: String,
}

/// The words of an exception, in the reading that fits its target.
enum Reading {
    Definition(Body),
    Part(Body),
    /// Both fit.
    Either,
    /// Neither does.
    Neither,
}

impl Target {
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
        let for_definition = self.definition.as_ref().and_then(|definition| match &definition.body {
            Body::Condition(_) => condition.cloned().map(Body::Condition),
            Body::Periods(_) | Body::Value(_) => defines.filter(|_| meant.is_none()).map(|one| one.body.clone()),
        });
        let for_part = self.part.and(condition);
        match (for_definition, for_part) {
            (Some(body), None) => Reading::Definition(body),
            // Words that define the very name mean the definition.
            (Some(body), Some(_)) if defines.is_some() => Reading::Definition(body),
            (Some(_), Some(_)) => Reading::Either,
            (None, Some(expr)) => Reading::Part(Body::Condition(expr.clone())),
            (None, None) => Reading::Neither,
        }
    }
}

impl Checker<'_> {
    /// Finds out for each exception of a version what it excepts.
    pub(super) fn gather_exceptions(&mut self, items: &[Item]) {
        self.part_exceptions.clear();
        self.inner_exceptions.clear();
        self.exceptions.clear();
        let all: Vec<&ast::Exception> = items.iter().filter_map(exception).collect();
        let named = self.exception_names(&all, items);
        let tops = self.tops(&all, &named);
        for exception in all {
            let outer = named.get(exception.target.text.as_str()).copied();
            if let Some(outer) = outer {
                let within = (!self.is_common_exception(outer)).then(|| self.procedure.clone());
                let target = &exception.target;
                self.used(DeclarationKind::Exception, within, &target.text, target.span);
                // What goes round in a circle is reported.
                if let Some(Some(top)) = tops.get(&exception.span) {
                    self.gather_inner(exception, outer, top, items);
                }
            } else if exception.instead.is_none() {
                self.report(errors::nothing_to_exclude(exception.span, exception.target.span, &exception.target.text));
            } else {
                self.gather_exception(exception, items);
            }
        }
    }

    /// Exceptions by their names, which nothing else of the version bears.
    fn exception_names<'e>(
        &mut self,
        all: &[&'e ast::Exception],
        items: &[Item],
    ) -> HashMap<&'e str, &'e ast::Exception> {
        let mut named: HashMap<&str, &ast::Exception> = HashMap::new();
        for exception in all {
            let Some(name) = &exception.name else { continue };
            let definition = self.definitions.get(&name.text).map(|defined| defined.tree.name.span);
            let part = || {
                let part = items.iter().find(|item| is_part(item) && part_name(item).as_ref() == Some(&name.text));
                part.map(super::amend::place)
            };
            if let Some(first) = named.get(name.text.as_str()).and_then(|first| first.name.as_ref()) {
                self.report(errors::declared_twice(name.span, first.span, "l'exception", &name.text));
            } else if let Some(other) = definition.or_else(part) {
                self.report(errors::exception_name_taken(name.span, other, &name.text));
            } else {
                named.insert(&name.text, exception);
            }
        }
        named
    }

    /// For each exception, by its place, the one at the top of those that it excepts: itself, or the one that excepts no
    /// other. None where they go round in a circle, which is reported.
    fn tops<'e>(
        &mut self,
        all: &[&'e ast::Exception],
        named: &HashMap<&'e str, &'e ast::Exception>,
    ) -> HashMap<Span, Option<&'e ast::Exception>> {
        let mut tops: HashMap<Span, Option<&ast::Exception>> = HashMap::new();
        for start in all {
            let mut path: Vec<&ast::Exception> = Vec::new();
            let mut at = *start;
            let top = loop {
                if let Some(known) = tops.get(&at.span) {
                    let circle = path.iter().position(|one| one.span == at.span);
                    if let Some(circle) = circle.filter(|_| known.is_none()) {
                        let names = path[circle..].iter().filter_map(|one| one.name.as_ref());
                        let places: Vec<(Span, String)> = names.map(|name| (name.span, name.text.clone())).collect();
                        self.report(errors::circle_of_exceptions(&places));
                    }
                    break *known;
                }
                tops.insert(at.span, None);
                path.push(at);
                match named.get(at.target.text.as_str()) {
                    Some(outer) => at = outer,
                    None => break Some(at),
                }
            };
            tops.extend(path.into_iter().map(|one| (one.span, top)));
        }
        tops
    }

    /// An exception to an exception: what stands instead is read as what the one at the top replaces.
    fn gather_inner(
        &mut self,
        exception: &ast::Exception,
        outer: &ast::Exception,
        top: &ast::Exception,
        items: &[Item],
    ) {
        let outer_name = &exception.target.text;
        let root = &top.target.text;
        let Some(instead) = &exception.instead else {
            self.add_inner(exception, None, root);
            return;
        };
        if outer.instead.is_none() {
            self.report(errors::nothing_to_replace(instead.span, outer.span, outer_name));
            return;
        }
        let (Some(said), Some(mut target)) = (&top.instead, self.target(root, items)) else { return };
        match self.reading(&target, root, said) {
            Reading::Definition(_) => target.part = None,
            Reading::Part(_) => target.definition = None,
            // Reported where the one at the top stands.
            Reading::Either | Reading::Neither => return,
        }
        match self.reading(&target, root, instead) {
            Reading::Definition(body) | Reading::Part(body) => self.add_inner(exception, Some(body), root),
            Reading::Either | Reading::Neither => self.misread(&target, root, instead),
        }
    }

    fn add_inner(&mut self, exception: &ast::Exception, said: Option<Body>, root: &str) {
        let inner = Inner { tree: Rc::new(exception.clone()), said, root: root.to_string() };
        self.inner_exceptions.entry(exception.target.text.clone()).or_default().push(inner);
    }

    /// What bears a name and may be excepted.
    fn target(&self, name: &str, items: &[Item]) -> Option<Target> {
        let part = items.iter().find(|item| is_part(item) && part_name(item).as_deref() == Some(name));
        let definition = self.definitions.get(name).map(|defined| Rc::clone(&defined.tree));
        let target = Target { definition, part: part.map(super::amend::place) };
        (target.definition.is_some() || target.part.is_some()).then_some(target)
    }

    fn reading(&self, target: &Target, name: &str, instead: &Instead) -> Reading {
        target.reading(name, instead, |name| self.is_defined(name))
    }

    /// Whether a name is that of a definition of a value or of periods.
    fn is_defined(&self, name: &str) -> bool {
        self.definitions.get(name).is_some_and(|defined| !matches!(defined.tree.body, Body::Condition(_)))
    }

    /// An exception to a definition or a part.
    fn gather_exception(&mut self, exception: &ast::Exception, items: &[Item]) {
        let name = &exception.target.text;
        let Some(target) = self.target(name, items) else {
            self.unknown_target(exception, items);
            return;
        };
        let Some(instead) = &exception.instead else { return };
        let of = if target.definition.is_some() { DeclarationKind::Definition } else { DeclarationKind::Part };
        self.used_of_procedure(of, name, exception.target.span);
        if let Some(definition) = &instead.definition
            && self.definitions.contains_key(&definition.name.text)
        {
            self.used_of_procedure(DeclarationKind::Definition, &definition.name.text, definition.name.span);
        }
        match self.reading(&target, name, instead) {
            Reading::Definition(body) => {
                if let Some(defined) = self.definitions.get_mut(name) {
                    defined.exceptions.push((Rc::new(exception.clone()), body));
                }
            }
            Reading::Part(body) => {
                let exceptions = self.part_exceptions.entry(name.clone()).or_default();
                exceptions.push((Rc::new(exception.clone()), body));
            }
            Reading::Either => {
                let places = (target.definition.map(|one| one.name.span), target.part);
                if let (Some(definition), Some(part)) = places {
                    self.report(errors::exception_of_which(exception.target.span, definition, part, name));
                }
            }
            Reading::Neither => self.misread(&target, name, instead),
        }
    }

    /// Reports words that say nothing of the kind of what they would stand for.
    fn misread(&mut self, target: &Target, name: &str, instead: &Instead) {
        let found = match (&target.definition, &instead.definition) {
            (_, Some(other)) if other.name.text != *name && self.is_defined(&other.name.text) => {
                errors::exception_to_another(instead.span, name, &other.name.text)
            }
            (Some(definition), _) => {
                let means = matches!(definition.body, Body::Condition(_));
                errors::other_nature(instead.span, definition.name.span, name, means)
            }
            (None, _) => errors::other_nature(instead.span, target.part.unwrap_or(instead.span), name, true),
        };
        self.report(found);
    }

    fn unknown_target(&mut self, exception: &ast::Exception, items: &[Item]) {
        let name = &exception.target;
        if self.is_unreadable(&name.text) {
            return;
        }
        let parts: Vec<String> = items.iter().filter(|item| is_part(item)).filter_map(part_name).collect();
        let mut known: Vec<&str> =
            parts.iter().map(String::as_str).chain(self.definitions.keys().map(String::as_str)).collect();
        let exceptions = items.iter().filter_map(self::exception).filter_map(|one| one.name.as_ref());
        known.extend(exceptions.map(|name| name.text.as_str()));
        known.sort_unstable();
        let near = self.closest(&name.text, known.iter().copied());
        let known = errors::known_names(known, "nommez d'abord la condition ou la définition à écarter");
        let found = errors::exception_target(name.span, &name.text, near, known);
        self.report(found);
    }
}

/// Whether an item holds or not: a route, a condition, an obstacle.
fn is_part(item: &Item) -> bool {
    matches!(item, Item::Route(_) | Item::Condition(_) | Item::Obstacle(_) | Item::PossibleObstacle(_))
}

fn exception(item: &Item) -> Option<&ast::Exception> {
    match item {
        Item::Exception(exception) => Some(exception),
        _ => None,
    }
}
