//! Texts: when they are in force, and what they do to each other.

use super::lists::interval;
use super::{Checker, errors};
use crate::plan::{Text, TextId, Transition, Type};
use crate::source::Span;
use crate::syntax::ast::{self, RelationKind, TransitionKind};
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
        self.renumbered(&trees);
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
        let transition = self.transition(tree);
        self.plan.texts.push(Text {
            name: name.text.clone(),
            number: tree.number.as_ref().map(|(number, _)| number.clone()),
            validity: interval(validity),
            marks,
            applies,
            transition,
            span: name.span,
        });
    }

    /// « aux demandes déposées » looks at the fact « date de dépôt », « aux décisions prises » at « date de décision ».
    fn transition(&mut self, tree: &ast::TextBlock) -> Option<Transition> {
        let clause = tree.transition.as_ref()?;
        let name = match clause.kind {
            TransitionKind::Applications => "date de dépôt",
            TransitionKind::Decisions => "date de décision",
        };
        let fact = self.plan.fact(name).filter(|fact| self.plan.facts[fact.index()].kind == Type::Date);
        if fact.is_none() {
            self.report(errors::transition_without_date(clause.span, name));
        }
        fact.map(|fact| Transition { fact, from: clause.from })
    }

    /// An article under its old number in a text that came after it was renumbered.
    fn renumbered(&mut self, trees: &[&ast::TextBlock]) {
        for renumbering in trees.iter().flat_map(|tree| &tree.renumberings) {
            for tree in trees {
                let Some(start) = self.text_named(&tree.name.text).map(|id| self.plan.texts[id.index()].validity.start)
                else {
                    continue;
                };
                let cited = tree.relations.iter().flat_map(|relation| &relation.targets);
                for target in cited.filter(|target| target.text == renumbering.old.text) {
                    if renumbering.from.is_none_or(|from| from <= start) {
                        self.report(errors::old_number(target.span, &renumbering.old, &renumbering.new));
                    }
                }
            }
        }
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
                    if let Some(open) = written_without_end(trees, &target.text) {
                        self.report(errors::repealed_without_end(open, &target.text, target.span, start.plus_days(-1)));
                    }
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
                let names = names_of(trees, &article.text);
                for text in &mut self.plan.texts {
                    if text.applies.iter().any(|applied| names.contains(&applied.as_str())) {
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

/// Where a text is said to be in force without a last day.
fn written_without_end(trees: &[&ast::TextBlock], name: &str) -> Option<Span> {
    let validity = trees.iter().find(|tree| tree.name.text == name)?.validity?;
    validity.until.is_none().then_some(validity.span)
}

/// An article's number, and those that it got since.
fn names_of<'t>(trees: &[&'t ast::TextBlock], article: &'t str) -> Vec<&'t str> {
    let mut names = vec![article];
    let renumberings = || trees.iter().flat_map(|tree| &tree.renumberings);
    while let Some(next) =
        renumberings().find(|one| names.contains(&one.old.text.as_str()) && !names.contains(&one.new.text.as_str()))
    {
        names.push(&next.new.text);
    }
    names
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
