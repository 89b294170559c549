//! Definitions that all procedures of a recueil share.
//!
//! Each version has them beside its own, so that exceptions of the version reach into them, and what they name is what
//! the version means by it. A definition of the version stands in the place of a shared one of its name.

use std::collections::HashSet;

use super::amend::VersionTree;
use super::{Checker, errors};
use crate::syntax::ast::{self, Item};

impl Checker<'_> {
    /// Notes the shared definitions and the exceptions to them.
    pub(super) fn gather_common(&mut self, blocks: &[&ast::Block]) {
        for block in blocks {
            let ast::Block::Common(items) = block else { continue };
            self.common.extend(items.iter().cloned());
        }
        self.common_places = self.common.iter().filter_map(definition_of).map(|definition| definition.span).collect();
    }

    /// Gives a version the shared definitions that it does not replace, and the exceptions to these.
    pub(super) fn share_common(&self, version: &mut VersionTree) {
        let own: HashSet<&str> = version.items.iter().filter_map(defined).collect();
        let named = version.items.iter().filter_map(exception_of).filter_map(|exception| exception.name.as_ref());
        let replaced: HashSet<&str> = named.map(|name| name.text.as_str()).collect();
        // With an exception that the version has left go those to it, unless it has another one of its name.
        let is_left = |exception: &ast::Exception| {
            let mut chain = self.chain_of(exception).into_iter();
            let left = |name: &str| version.left.iter().any(|left| left == name);
            let own_name = exception.name.as_ref().is_some_and(|name| left(&name.text));
            own_name || chain.any(|one| left(&one.target.text) && !replaced.contains(one.target.text.as_str()))
        };
        let shared = |item: &&Item| match exception_of(item) {
            Some(exception) => !own.contains(self.excepted_by_common(exception)) && !is_left(exception),
            None => defined(item).is_some_and(|name| !own.contains(name)),
        };
        let mut items: Vec<Item> = self.common.iter().filter(shared).cloned().collect();
        items.append(&mut version.items);
        version.items = items;
    }

    /// What a shared exception excepts in the end, through those that it excepts.
    fn excepted_by_common<'e>(&'e self, exception: &'e ast::Exception) -> &'e str {
        self.chain_of(exception).last().map_or(&exception.target.text, |last| &last.target.text)
    }

    /// A shared exception, the one that it excepts, and so on.
    fn chain_of<'e>(&'e self, exception: &'e ast::Exception) -> Vec<&'e ast::Exception> {
        let mut chain = vec![exception];
        // Those that go round in a circle are reported where a version has them.
        let mut seen = HashSet::from([exception.span]);
        let mut at = exception;
        while let Some(outer) = self.common_exception_named(&at.target.text).filter(|outer| seen.insert(outer.span)) {
            chain.push(outer);
            at = outer;
        }
        chain
    }

    /// The shared exception of a name.
    pub(super) fn common_exception_named(&self, name: &str) -> Option<&ast::Exception> {
        let mut all = self.common.iter().filter_map(exception_of);
        all.find(|one| one.name.as_ref().is_some_and(|known| known.text == name))
    }

    /// Whether an exception is one that all procedures share.
    pub(super) fn is_common_exception(&self, exception: &ast::Exception) -> bool {
        self.common.iter().filter_map(exception_of).any(|known| known.span == exception.span)
    }

    /// Whether a definition is one that all procedures share.
    pub(super) fn is_common(&self, definition: &ast::Definition) -> bool {
        self.common_places.contains(&definition.span)
    }

    /// Whether a shared definition has this name.
    pub(super) fn is_common_name(&self, name: &str) -> bool {
        self.common.iter().filter_map(defined).any(|known| known == name)
    }

    /// Notes the shared definitions that the version at hand uses.
    pub(super) fn note_common(&mut self) {
        let used = self.definitions.values().filter(|defined| defined.used && self.is_common(&defined.tree));
        let used: Vec<_> = used.map(|defined| defined.tree.span).collect();
        self.common_used.extend(used);
    }

    /// Shared definitions that no version uses are checked all the same, and reported.
    pub(super) fn unused_common(&mut self, may_be_used: bool) {
        let items = self.common.clone();
        let is_unused = |definition: &&ast::Definition| !self.common_used.contains(&definition.span);
        let unused: Vec<&ast::Definition> = items.iter().filter_map(definition_of).filter(is_unused).collect();
        if unused.is_empty() {
            return;
        }
        self.procedure.clear();
        self.definitions.clear();
        self.told_depth = false;
        self.gather_definitions(&items);
        self.gather_exceptions(&items);
        for definition in unused {
            self.definition(&definition.name.text);
            if !may_be_used {
                self.report(errors::unused_definition(definition.name.span, &definition.name.text));
            }
        }
        self.exceptions.clear();
    }
}

fn exception_of(item: &Item) -> Option<&ast::Exception> {
    if let Item::Exception(exception) = item { Some(exception) } else { None }
}

fn definition_of(item: &Item) -> Option<&ast::Definition> {
    if let Item::Definition(definition) = item { Some(definition) } else { None }
}

/// The name that an item defines.
fn defined(item: &Item) -> Option<&str> {
    definition_of(item).map(|definition| definition.name.text.as_str())
}
