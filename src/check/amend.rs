//! Consolidation: the versions of procedures once the texts that amend them are applied.

use super::{Checker, errors};
use crate::source::Span;
use crate::syntax::ast::{self, Item, Operation};
use crate::time::Day;

/// One version of a procedure, as a whole.
pub(super) struct VersionTree {
    pub(super) name: ast::Quoted,
    pub(super) text: ast::Quoted,
    pub(super) verify: Option<ast::Verify>,
    pub(super) items: Vec<Item>,
    /// Whether a line of it could not be read.
    pub(super) broken: bool,
    /// Names of shared exceptions that it, or a version before it, replaced or repealed.
    pub(super) left: Vec<String>,
    /// The text of the version that this one takes over from.
    pub(super) takes_over: Option<String>,
}

/// The text block above an amendment, in its own file.
fn above<'t>(last: Option<&'t ast::Quoted>, amendment: &ast::Amendment) -> Option<&'t ast::Quoted> {
    last.filter(|text| text.span.file == amendment.span.file)
}

impl Checker<'_> {
    /// Whole procedures first, then amendments in the order of their texts' first days.
    pub(super) fn consolidate(&mut self, blocks: &[&ast::Block]) -> Vec<VersionTree> {
        let mut versions: Vec<VersionTree> = Vec::new();
        let mut amendments: Vec<(Day, ast::Quoted, &ast::Amendment)> = Vec::new();
        let mut last_text: Option<&ast::Quoted> = None;
        for block in blocks {
            match block {
                ast::Block::Text(text) => last_text = Some(&text.name),
                ast::Block::Procedure(procedure) => {
                    self.header(procedure.name.span, &procedure.text);
                    self.add_version(&mut versions, procedure);
                }
                ast::Block::Amendment(amendment) => match amendment.text.as_ref().or(above(last_text, amendment)) {
                    Some(text) => {
                        self.header(amendment.span, text);
                        if let Some(day) = self.first_day(text) {
                            amendments.push((day, text.clone(), amendment));
                        }
                    }
                    None => self.report(errors::amended_without_text(amendment.span)),
                },
                _ => {}
            }
        }
        amendments.sort_by_key(|(day, ..)| *day);
        for (day, text, amendment) in amendments {
            self.amend(&mut versions, day, text, amendment);
        }
        versions
    }

    fn header(&mut self, span: Span, text: &ast::Quoted) {
        self.plan.headers.extend(self.text_named(&text.text).map(|id| (span, id)));
    }

    fn add_version(&mut self, versions: &mut Vec<VersionTree>, procedure: &ast::Procedure) {
        let same =
            |known: &&VersionTree| known.name.text == procedure.name.text && known.text.text == procedure.text.text;
        if let Some(first) = versions.iter().find(same) {
            let found =
                errors::declared_twice(procedure.name.span, first.name.span, "la procédure", &procedure.name.text);
            self.report(found);
            return;
        }
        versions.push(VersionTree {
            name: procedure.name.clone(),
            text: procedure.text.clone(),
            verify: procedure.verify.clone(),
            items: procedure.items.clone(),
            broken: procedure.broken,
            left: Vec::new(),
            takes_over: None,
        });
    }

    fn first_day(&mut self, text: &ast::Quoted) -> Option<Day> {
        match self.text_named(&text.text) {
            Some(id) => Some(self.plan.texts[id.index()].validity.start),
            None => {
                self.unknown_text(text);
                None
            }
        }
    }

    pub(super) fn unknown_text(&mut self, text: &ast::Quoted) {
        // A text that is declared but could not be dated is already reported.
        if !self.text_spans.contains_key(&text.text) {
            let near = self.closest(&text.text, self.text_spans.keys().map(String::as_str));
            let known = errors::known_names(
                self.text_spans.keys().map(String::as_str),
                &format!("déclarez-le : « texte « {} » », avec ses dates", text.text),
            );
            self.report(errors::unknown_name(text.span, &text.text, "un texte de ce recueil", near, known));
        }
    }

    fn amend(&mut self, versions: &mut Vec<VersionTree>, day: Day, text: ast::Quoted, amendment: &ast::Amendment) {
        let earlier = versions
            .iter()
            .filter(|version| version.name.text == amendment.procedure.text)
            .filter_map(|version| {
                let id = self.text_named(&version.text.text)?;
                Some((self.plan.texts[id.index()].validity.start, version))
            })
            .filter(|(start, _)| *start < day)
            .max_by_key(|(start, _)| *start);
        let Some((_, base)) = earlier else {
            self.report(errors::no_earlier_version(amendment.procedure.span, &amendment.procedure.text));
            return;
        };
        let takes_over = Some(base.text.text.clone());
        let mut items = base.items.clone();
        let mut left = base.left.clone();
        let broken = base.broken || amendment.broken;
        for operation in &amendment.operations {
            match operation {
                Operation::Replace { target, by } => {
                    for other in by.iter().filter(|item| !is_kind(item, &target.kind)) {
                        let help = format!(
                            "remplacez par une partie de même sorte ({}) ; sinon, abrogez-la et ajoutez l'autre",
                            target.kind
                        );
                        self.report(errors::misplaced(place(other), "cette partie", &help));
                    }
                    match part_named(&items, target) {
                        Some(index) => drop(items.splice(index..=index, by.iter().cloned())),
                        // From this text on the procedure has a definition of its own.
                        None if target.kind == "définition" && self.is_common_name(&target.name.text) => {
                            items.extend(by.iter().cloned());
                        }
                        None if self.is_shared_exception(target, &left) => {
                            left.push(target.name.text.clone());
                            items.extend(by.iter().cloned());
                        }
                        None => self.missing_part(&items, target),
                    }
                }
                Operation::Repeal(target) => match part_named(&items, target) {
                    Some(index) => {
                        items.remove(index);
                    }
                    None if self.is_shared_exception(target, &left) => left.push(target.name.text.clone()),
                    None => self.missing_part(&items, target),
                },
                Operation::Add(item) => add_part(&mut items, item.clone()),
            }
        }
        let name = amendment.procedure.clone();
        versions.push(VersionTree { name, text, verify: None, items, broken, left, takes_over });
    }

    /// Whether a part is an exception that all procedures share and that this one still has.
    fn is_shared_exception(&self, target: &ast::PartRef, left: &[String]) -> bool {
        target.kind == "exception"
            && !left.contains(&target.name.text)
            && self.common_exception_named(&target.name.text).is_some()
    }

    fn missing_part(&mut self, items: &[Item], target: &ast::PartRef) {
        let name = &target.name;
        let names: Vec<String> =
            items.iter().filter(|item| is_kind(item, &target.kind)).filter_map(part_name).collect();
        let near = self.closest(&name.text, names.iter().map(String::as_str));
        let known =
            errors::known_names(names.iter().map(String::as_str), "vérifiez que la partie est bien de cette sorte");
        self.report(errors::amended_part_missing(name.span, &name.text, near, known));
    }
}

/// A part joins the parts of its kind, so that it stands under the right heading.
fn add_part(items: &mut Vec<Item>, item: Item) {
    let kind = std::mem::discriminant(&item);
    let after = items.iter().rposition(|known| std::mem::discriminant(known) == kind);
    match after {
        Some(index) => items.insert(index + 1, item),
        None => {
            if matches!(item, Item::Condition(_)) {
                items.push(Item::Heading(ast::Heading::Further, place(&item)));
            }
            items.push(item);
        }
    }
}

pub(super) fn place(item: &Item) -> Span {
    match item {
        Item::Route(part) | Item::Condition(part) | Item::Obstacle(part) | Item::PossibleObstacle(part) => part.span,
        Item::Heading(_, span) | Item::Discretion(span, _) => *span,
        Item::Paper(mention) | Item::Step(mention) | Item::Effect(mention) | Item::Appreciation(mention) => {
            mention.name.span
        }
        Item::Scope(expr, _) => expr.span,
        Item::Exception(exception) => exception.span,
        Item::Definition(definition) => definition.span,
    }
}

fn part_named(items: &[Item], target: &ast::PartRef) -> Option<usize> {
    let named = |item: &Item| part_name(item).as_deref() == Some(target.name.text.as_str());
    items.iter().position(|item| is_kind(item, &target.kind) && named(item))
}

/// Whether « la voie », « la pièce » and so on says what the item is.
fn is_kind(item: &Item, kind: &str) -> bool {
    match item {
        Item::Route(_) => kind == "voie",
        Item::Condition(_) => kind == "condition",
        Item::Obstacle(_) | Item::PossibleObstacle(_) => kind == "obstacle",
        Item::Paper(_) => kind == "pièce",
        Item::Step(_) => kind == "démarche",
        Item::Effect(_) => kind == "effet",
        Item::Appreciation(_) => kind == "appréciation",
        Item::Definition(_) => kind == "définition",
        Item::Exception(_) => kind == "exception",
        Item::Heading(..) | Item::Discretion(..) | Item::Scope(..) => false,
    }
}

/// The name by which other sentences name a part: an obstacle without one goes by the fact that it is.
pub(super) fn part_name(item: &Item) -> Option<String> {
    match item {
        Item::Route(part) | Item::Condition(part) | Item::Obstacle(part) | Item::PossibleObstacle(part) => {
            match &part.name {
                Some(name) => Some(name.text.clone()),
                None => match &part.expr.kind {
                    ast::ExprKind::Name(name) => Some(name.text.clone()),
                    _ => None,
                },
            }
        }
        Item::Paper(mention) | Item::Step(mention) | Item::Effect(mention) | Item::Appreciation(mention) => {
            Some(mention.name.text.clone())
        }
        Item::Definition(definition) => Some(definition.name.text.clone()),
        Item::Exception(exception) => exception.name.as_ref().map(|name| name.text.clone()),
        Item::Heading(..) | Item::Discretion(..) | Item::Scope(..) => None,
    }
}
