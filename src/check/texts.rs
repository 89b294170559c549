//! Texts: when they are in force, and what they do to each other.

use super::lists::interval;
use super::{Checker, errors};
use crate::plan::{ConventionId, Meaning, Text, TextId, Transition, Type};
use crate::source::Span;
use crate::syntax::ast::{self, RelationKind};
use crate::time::{Day, Interval};

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
        self.undeclared(&trees);
        self.repeals(&trees);
        self.renumbered(&trees);
        self.apply_basis(&trees);
        self.inherit_notices(&trees);
    }

    /// A text that ends because the law that it applies does tells what that law tells of its end.
    fn inherit_notices(&mut self, trees: &[&ast::TextBlock]) {
        for tree in trees.iter().filter(|tree| tree.end_notice.is_none()) {
            let Some(id) = self.text_named(&tree.name.text) else { continue };
            let end = self.plan.texts[id.index()].validity.end;
            let articles: Vec<&str> = targets(tree, RelationKind::Applies).map(|one| one.text.as_str()).collect();
            let basis = trees.iter().filter_map(|creator| {
                let created = targets(creator, RelationKind::Creates).any(|one| articles.contains(&one.text.as_str()));
                let basis = &self.plan.texts[self.text_named(&creator.name.text)?.index()];
                (created && basis.validity.end == end).then(|| basis.end_notice.clone())?
            });
            if let Some(notice) = basis.last() {
                self.plan.texts[id.index()].end_notice = Some(notice);
            }
        }
    }

    fn text(&mut self, tree: &ast::TextBlock) {
        let name = &tree.name;
        if let Some(first) = self.text_spans.get(&name.text) {
            let found = errors::declared_twice(name.span, *first, "le texte", &name.text);
            self.report(found);
            return;
        }
        self.text_spans.insert(name.text.clone(), name.span);
        let Some(mut validity) = tree.validity else {
            if !tree.broken {
                self.report(errors::text_without_dates(name.span, &name.text));
            }
            return;
        };
        let mut begins_by = None;
        if let Some(convention) = &tree.begins_by {
            let Some((id, first)) = self.begins(convention) else { return };
            begins_by = Some(id);
            validity.from = Some(first);
        }
        if let (Some((signed, span)), Some(from)) = (tree.signed, validity.from)
            && signed > from
            && tree.verify.is_empty()
        {
            self.report(errors::signed_after_force(span, validity.span));
        }
        let applies = targets(tree, RelationKind::Applies).map(|target| target.text.clone()).collect();
        let marks = self.marks(&tree.verify);
        let transition = self.transition(tree);
        let wording = tree.file.as_ref().and_then(|file| self.wording(file));
        self.plan.texts.push(Text {
            name: name.text.clone(),
            number: (!tree.numbers.is_empty()).then(|| tree.numbers.join(", ")),
            validity: interval(validity),
            marks,
            applies,
            begins_by,
            ended_by: None,
            end_notice: tree.end_notice.as_ref().map(|words| words.text.clone()),
            wording,
            transition,
            span: name.span,
        });
    }

    /// The convention that gives the first day of a text, and that of its first option.
    fn begins(&mut self, name: &ast::Quoted) -> Option<(ConventionId, Day)> {
        let id = self.convention_named(name)?;
        let is_day = |meaning: &Meaning| matches!(meaning, Meaning::Day(_));
        let id = self.all_mean(id, name, is_day, errors::not_a_first_day)?;
        let first = self.plan.days_of(id).next();
        first.map(|first| (id, first))
    }

    /// Which acts a transitional clause looks at: the date of the dossier that it names.
    fn transition(&mut self, tree: &ast::TextBlock) -> Option<Transition> {
        let clause = tree.transition.as_ref()?;
        let Some(by) = &clause.by else {
            let dates = self.plan.facts.iter().filter(|fact| fact.kind == Type::Date).map(|fact| fact.name.as_str());
            let dates: Vec<&str> = dates.collect();
            self.report(errors::transition_by_no_date(clause.span, &dates));
            return None;
        };
        let fact = self.plan.fact(&by.text).filter(|fact| self.plan.facts[fact.index()].kind == Type::Date);
        match fact {
            Some(fact) => self.used_fact(fact, by.span),
            None => self.report(errors::transition_without_date(by.span, &by.text)),
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
                    let last = start.plus_days(-1);
                    match written(trees, &target.text) {
                        Some(validity) if validity.until.is_none() => {
                            let found = errors::repealed_without_end(validity.span, &target.text, target.span, last);
                            self.report(found);
                        }
                        Some(validity) if validity.until.is_some_and(|until| until > last) => {
                            let found = errors::in_force_once_repealed(validity.span, &target.text, target.span, last);
                            self.report(found);
                        }
                        _ => {}
                    }
                    let by = self.text_named(&tree.name.text);
                    let text = &mut self.plan.texts[id.index()];
                    text.validity.end = text.validity.end.min(start).max(text.validity.start);
                    if text.validity.end == start {
                        text.ended_by = by;
                    }
                }
            }
            for target in targets(tree, RelationKind::Applies).chain(targets(tree, RelationKind::Amends)) {
                if let Some(repeal) = repealed_before(self, trees, &target.text, start) {
                    self.report(errors::repealed_citation(target.span, &target.text, repeal));
                }
            }
        }
    }

    /// A text that repeals, replaces, amends or renumbers one that nobody declared: nothing comes of it.
    fn undeclared(&mut self, trees: &[&ast::TextBlock]) {
        let kinds = [RelationKind::Creates, RelationKind::Applies];
        let mut articles: Vec<&str> = kinds
            .iter()
            .flat_map(|kind| trees.iter().flat_map(|tree| targets(tree, *kind)))
            .map(|one| one.text.as_str())
            .collect();
        let named: Vec<&ast::Quoted> = trees
            .iter()
            .flat_map(|tree| &tree.renumberings)
            .flat_map(|renumbering| [&renumbering.old, &renumbering.new])
            .filter(|name| !articles.contains(&name.text.as_str()))
            .collect();
        for name in &named {
            self.undeclared_text(name, false);
        }
        articles.extend(named.iter().map(|name| name.text.as_str()));
        for relation in trees.iter().flat_map(|tree| &tree.relations) {
            let ends = match relation.kind {
                RelationKind::Applies | RelationKind::Creates => continue,
                RelationKind::Repeals | RelationKind::Replaces => true,
                RelationKind::RepealsInPart | RelationKind::Amends => false,
            };
            for target in relation.targets.iter().filter(|target| !articles.contains(&target.text.as_str())) {
                self.undeclared_text(target, ends);
            }
        }
    }

    /// With `ends`, the text would end because of it.
    fn undeclared_text(&mut self, name: &ast::Quoted, ends: bool) {
        if self.text_spans.contains_key(&name.text) || names_article(&name.text) {
            return;
        }
        let near = self.closest(&name.text, self.text_spans.keys().map(String::as_str));
        self.report(errors::undeclared_text(name.span, &name.text, near, ends));
    }

    /// A text that applies an article begins no sooner and lives no longer than the text that created the article.
    fn apply_basis(&mut self, trees: &[&ast::TextBlock]) {
        let mut bases: Vec<(Vec<&str>, Interval, Span)> = Vec::new();
        for creator in trees {
            let Some(basis) = self.text_named(&creator.name.text).map(|id| self.plan.texts[id.index()].validity) else {
                continue;
            };
            let articles = targets(creator, RelationKind::Creates);
            bases.extend(articles.map(|article| (names_of(trees, &article.text), basis, article.span)));
        }
        bases.sort_by_key(|(_, basis, _)| basis.start);
        for tree in trees {
            for relation in tree.relations.iter().filter(|relation| relation.kind != RelationKind::Creates) {
                for target in &relation.targets {
                    let created = bases.iter().filter(|(names, ..)| names.contains(&target.text.as_str()));
                    let created: Vec<(Interval, Span)> = created.map(|(_, basis, span)| (*basis, *span)).collect();
                    self.rests_on(tree, relation.kind, target, &created);
                }
            }
        }
    }

    /// What the days of the texts that created an article, in order, mean for a text that names it.
    fn rests_on(
        &mut self,
        tree: &ast::TextBlock,
        kind: RelationKind,
        article: &ast::Quoted,
        created: &[(Interval, Span)],
    ) {
        let (Some((first, place)), Some(id)) = (created.first(), self.text_named(&tree.name.text)) else { return };
        let start = self.plan.texts[id.index()].validity.start;
        let begins = tree.validity.and_then(|validity| validity.from);
        if begins.is_some_and(|begins| begins < first.start) {
            self.report(errors::before_creation(article.span, &article.text, *place, first.start));
        }
        if kind != RelationKind::Applies {
            return;
        }
        // Where an article was created again, the text rests on what stood when it began.
        let since = created.iter().rposition(|(basis, _)| basis.start <= start).unwrap_or(0);
        let mut basis = created[since].0;
        for (next, _) in &created[since + 1..] {
            if next.start <= basis.end {
                basis.end = basis.end.max(next.end);
            }
        }
        let text = &mut self.plan.texts[id.index()];
        let common = text.validity.intersection(basis);
        text.validity = Interval { start: common.start, end: common.end.max(common.start) };
    }

    pub(super) fn text_named(&self, name: &str) -> Option<TextId> {
        self.plan.texts.iter().position(|text| text.name == name).map(|index| TextId(index as u32))
    }
}

/// When a text is said to be in force.
fn written(trees: &[&ast::TextBlock], name: &str) -> Option<ast::Validity> {
    trees.iter().find(|tree| tree.name.text == name)?.validity
}

/// Whether a title names a part of a text, « L. 435-1 du CESEDA » or « article 4 de la loi … », and not a whole one.
fn names_article(title: &str) -> bool {
    const ARTICLES: [&str; 8] = ["article", "articles", "art", "art.", "al", "al.", "annexe", "annexes"];
    // « relatif au titre de séjour » names no part.
    const NUMBERED: [&str; 9] =
        ["alinéa", "alinéas", "point", "points", "chapitre", "titre", "section", "livre", "paragraphe"];
    const CODES: [&str; 6] = ["L", "R", "D", "A", "LO", "LP"];
    let is_number = |word: &str| {
        let number = word.trim_start_matches(['.', '*']);
        let roman = !number.is_empty() && number.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
        roman || number.starts_with(|c: char| c.is_ascii_digit())
    };
    let words: Vec<&str> = title.split([' ', ',', '\'', '’', '(']).filter(|word| !word.is_empty()).collect();
    words.iter().enumerate().any(|(index, word)| {
        let next = words.get(index + 1).is_some_and(|next| is_number(next));
        let lower = word.to_lowercase();
        // « L. 435-1 », « R.* 421-2 », « L435-1 »
        let letters = word.len() - word.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
        let coded = CODES.contains(&&word[..letters]) && (next || is_number(&word[letters..]));
        ARTICLES.contains(&lower.as_str()) || coded || NUMBERED.contains(&lower.as_str()) && next
    })
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
