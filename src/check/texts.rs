//! Texts: when they are in force, and what they do to each other.

use super::lists::interval;
use super::{Checker, errors};
use crate::plan::{Text, TextId};
use crate::source::Span;
use crate::syntax::ast::{self, RelationKind};
use crate::time::Interval;

impl Checker<'_> {
    pub(super) fn texts(&mut self, blocks: &[&ast::Block]) {
        let trees: Vec<&ast::TextBlock> = blocks
            .iter()
            .filter_map(|block| match block {
                ast::Block::Text(text) => Some(text),
                _ => None,
            })
            .collect();
        for tree in &trees {
            self.text(tree);
        }
        self.repeals(&trees);
        self.apply_basis(&trees);
    }

    fn text(&mut self, tree: &ast::TextBlock) {
        let name = &tree.name;
        if let Some(first) = self.text_spans.get(&name.text) {
            let found = errors::declared_twice(name.span, *first, "le texte", &name.text);
            self.report(found);
            return;
        }
        self.text_spans.insert(name.text.clone(), name.span);
        let Some(validity) = tree.validity else {
            if !tree.broken {
                self.report(errors::text_without_dates(name.span, &name.text));
            }
            return;
        };
        if let (Some((signed, span)), Some(from)) = (tree.signed, validity.from)
            && signed > from
        {
            self.report(errors::signed_after_force(span, validity.span));
        }
        let applies = targets(tree, RelationKind::Applies).map(|target| target.text.clone()).collect();
        let marks = self.marks(&tree.verify);
        self.plan.texts.push(Text {
            name: name.text.clone(),
            number: tree.number.as_ref().map(|(number, _)| number.clone()),
            validity: interval(validity),
            marks,
            applies,
            span: name.span,
        });
    }

    /// A text that repeals or replaces another ends it on the day before, unless the other ends sooner.
    fn repeals(&mut self, trees: &[&ast::TextBlock]) {
        for tree in trees {
            let Some(start) = self.text_named(&tree.name.text).map(|id| self.plan.texts[id.index()].validity.start)
            else {
                continue;
            };
            let ended = targets(tree, RelationKind::Repeals).chain(targets(tree, RelationKind::Replaces));
            for target in ended {
                if let Some(id) = self.text_named(&target.text) {
                    let validity = &mut self.plan.texts[id.index()].validity;
                    validity.end = validity.end.min(start).max(validity.start);
                }
            }
            for target in targets(tree, RelationKind::Applies).chain(targets(tree, RelationKind::Amends)) {
                if let Some(repeal) = repealed_before(self, trees, &target.text, start) {
                    self.report(errors::repealed_citation(target.span, &target.text, repeal));
                }
            }
        }
    }

    /// A text that applies an article lives no longer than the text that created the article.
    fn apply_basis(&mut self, trees: &[&ast::TextBlock]) {
        for creator in trees {
            let Some(basis) = self.text_named(&creator.name.text).map(|id| self.plan.texts[id.index()].validity) else {
                continue;
            };
            for article in targets(creator, RelationKind::Creates) {
                for text in &mut self.plan.texts {
                    if text.applies.contains(&article.text) {
                        let common = text.validity.intersection(basis);
                        text.validity = Interval { start: common.start, end: common.end.max(common.start) };
                    }
                }
            }
        }
    }

    pub(super) fn text_named(&self, name: &str) -> Option<TextId> {
        self.plan.texts.iter().position(|text| text.name == name).map(|index| TextId(index as u32))
    }
}

fn targets(tree: &ast::TextBlock, kind: RelationKind) -> impl Iterator<Item = &ast::Quoted> {
    tree.relations.iter().filter(move |relation| relation.kind == kind).flat_map(|relation| &relation.targets)
}

/// Where `name` is repealed before `day`, when it is.
fn repealed_before(
    checker: &Checker<'_>,
    trees: &[&ast::TextBlock],
    name: &str,
    day: crate::time::Day,
) -> Option<Span> {
    trees.iter().find_map(|tree| {
        let id = checker.text_named(&tree.name.text)?;
        let target = targets(tree, RelationKind::Repeals).find(|target| target.text == name)?;
        (checker.plan.texts[id.index()].validity.start < day).then_some(target.span)
    })
}
