//! One version of a procedure: its definitions, its parts, and where each part belongs.

use std::rc::Rc;

use super::amend::VersionTree;
use super::{Checker, Defined, State, errors};
use crate::plan::{
    Case, Condition, ConditionId, ConditionKind, DefinitionBody, DefinitionId, Excepted, Mention, Part, Type, Version,
};
use crate::source::Span;
use crate::syntax::ast::{self, Body, Heading, Item};
use crate::time::Interval;

impl Checker<'_> {
    pub(super) fn procedure(&mut self, tree: &VersionTree) {
        let text = self.text_named(&tree.text.text);
        if text.is_none() {
            self.unknown_text(&tree.text);
        }
        self.procedure = tree.name.text.clone();
        self.definitions.clear();
        self.told_depth = false;
        self.unsourced(tree);
        self.gather_definitions(&tree.items);
        self.gather_exceptions(&tree.items);
        let found_before = self.diagnostics.len();
        let outside = std::mem::replace(&mut self.deepest, self.depth);
        let mut version = self.version(tree);
        let height = self.deepest - self.depth;
        self.deepest = self.deepest.max(outside);
        let known = self.procedure_heights.entry(tree.name.text.clone()).or_default();
        *known = height.max(*known);
        version.values = self.values(&tree.items);
        self.note_common();
        self.compile_unused(tree.broken || self.diagnostics.len() > found_before);
        version.exceptions = std::mem::take(&mut self.exceptions);
        version.exceptions.sort_by_key(|exception| exception.span);
        let Some(text) = text else { return };
        version.text = text;
        version.validity = self.plan.texts[text.index()].validity;
        version.marks.extend(self.plan.texts[text.index()].marks.clone());
        version.may_fail = self.plan.nodes_of(&version).into_iter().any(|node| self.may_fail(node));
        if version.validity.is_empty() {
            self.report(errors::never_in_force(tree.name.span, &tree.name.text));
        }
        if let Some(earlier) = &tree.takes_over {
            self.take_over(&version, earlier);
        }
        self.plan.versions.push(version);
    }

    /// The amended version ends where the amending one begins.
    fn take_over(&mut self, version: &Version, earlier: &str) {
        let start = version.validity.start;
        let texts = &self.plan.texts;
        for known in &mut self.plan.versions {
            if known.procedure == version.procedure && texts[known.text.index()].name == earlier {
                known.validity.end = known.validity.end.min(start).max(known.validity.start);
            }
        }
    }

    pub(super) fn gather_definitions(&mut self, items: &[Item]) {
        for item in items {
            if let Item::Definition(definition) = item {
                let name = &definition.name;
                if let Some(first) = self.definitions.get(&name.text) {
                    let first = first.tree.name.span;
                    self.report(errors::declared_twice(name.span, first, "la définition", &name.text));
                    continue;
                }
                if let Some(fact) = self.plan.fact(&name.text) {
                    let first = self.plan.facts[fact.index()].span;
                    self.report(errors::defined_fact(name.span, first, &name.text));
                }
                if let Some(parameter) = self.plan.parameters.iter().find(|known| known.name == name.text) {
                    let first = parameter.span;
                    self.report(errors::declared_twice(name.span, first, "le nom", &name.text));
                }
                let defined = Defined {
                    tree: Rc::new(definition.clone()),
                    exceptions: Vec::new(),
                    state: State::Waiting,
                    used: false,
                };
                self.definitions.insert(name.text.clone(), defined);
            }
        }
    }

    /// Definitions that an answer tells: what they come to is of use even where no condition needs it.
    fn values(&mut self, items: &[Item]) -> Vec<DefinitionId> {
        let mut found = Vec::new();
        let definitions = items.iter().filter_map(|item| match item {
            Item::Definition(definition) => Some(definition),
            _ => None,
        });
        // Those that all procedures share are told where they are used: what uses them comes first.
        let (common, own): (Vec<_>, Vec<_>) = definitions.partition(|definition| self.is_common(definition));
        for definition in own.into_iter().chain(common) {
            if !matches!(definition.body, Body::Value(_)) || definition.each.is_some() {
                continue;
            }
            let is_used = self.definitions.get(&definition.name.text).is_some_and(|defined| defined.used);
            if self.is_common(definition) && !is_used {
                continue;
            }
            let Some(id) = self.definition(&definition.name.text) else { continue };
            let DefinitionBody::Term(term) = self.plan.definitions[id.index()].body else { continue };
            let told = [Type::Amount, Type::Number, Type::Percent, Type::Date, Type::Months, Type::Days];
            if told.contains(&self.plan.terms[term.index()].of) && !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }

    /// Definitions that nothing uses are checked all the same, and reported unless what uses them may be broken.
    fn compile_unused(&mut self, may_be_used: bool) {
        let mut unused: Vec<(Span, String)> = self
            .definitions
            .values()
            .filter(|defined| !defined.used && !self.is_common(&defined.tree))
            .map(|defined| (defined.tree.name.span, defined.tree.name.text.clone()))
            .collect();
        unused.sort();
        for (span, name) in unused {
            self.definition(&name);
            if !may_be_used {
                self.report(errors::unused_definition(span, &name));
            }
        }
    }

    fn version(&mut self, tree: &VersionTree) -> Version {
        let mut version = Version {
            procedure: tree.name.text.clone(),
            text: crate::plan::TextId(0),
            validity: Interval::ALL,
            begins_by: None,
            ends_by: None,
            scope: None,
            scope_citations: Vec::new(),
            scope_span: None,
            routes: Vec::new(),
            conditions: Vec::new(),
            obstacles: Vec::new(),
            values: Vec::new(),
            exceptions: Vec::new(),
            appreciations: Vec::new(),
            papers: Vec::new(),
            steps: Vec::new(),
            effects: Vec::new(),
            discretion: false,
            discretion_citations: Vec::new(),
            discretion_span: None,
            may_fail: false,
            marks: tree.verify.iter().map(|verify| self.mark(verify)).collect(),
            span: tree.name.span,
        };
        let mut heading = None;
        let mut scope = None;
        let mut part_spans: Vec<(String, Span)> = Vec::new();
        for item in &tree.items {
            match item {
                Item::Heading(kind, _) => heading = Some(*kind),
                Item::Route(part) => {
                    if heading != Some(Heading::Routes) {
                        self.report(errors::misplaced(
                            part.span,
                            "cette voie",
                            "placez-la sous « les conditions sont réunies par l'une de ces voies : »",
                        ));
                    }
                    let compiled = self.part(item, part, &mut part_spans);
                    version.routes.extend(compiled);
                }
                Item::Condition(part) => {
                    if !matches!(heading, Some(Heading::Conditions | Heading::Further)) {
                        self.report(errors::misplaced(
                            part.span,
                            "cette condition",
                            "placez-la sous « les conditions sont réunies si : » ou « il faut en outre : »",
                        ));
                    }
                    let compiled = self.part(item, part, &mut part_spans);
                    version.conditions.extend(compiled);
                }
                Item::Obstacle(part) | Item::PossibleObstacle(part) => {
                    let compiled = self.part(item, part, &mut part_spans);
                    let possible = matches!(item, Item::PossibleObstacle(_));
                    version.obstacles.extend(compiled.map(|part| Part { discretionary: possible, ..part }));
                }
                Item::Paper(mention) => version.papers.extend(self.mention(mention)),
                Item::Step(mention) => version.steps.extend(self.mention(mention)),
                Item::Effect(mention) => version.effects.extend(self.mention(mention)),
                Item::Appreciation(mention) => {
                    let name = self.plan.authority.name().to_string();
                    self.whose(&mention.attributes, &name, "l'autorité");
                    version.appreciations.extend(self.mention(mention));
                }
                Item::Discretion(span, attributes) => {
                    let of = self.plan.authority.of();
                    self.whose(attributes, &of, "de l'autorité");
                    version.discretion = true;
                    version.discretion_citations.extend(citations(attributes));
                    version.discretion_span = Some(to_last_citation(*span, attributes));
                    version.marks.extend(self.marks(&attributes.verify));
                }
                Item::Scope(expr, attributes) => {
                    if let Some(first) = scope {
                        let what = "la phrase";
                        self.report(errors::declared_twice(expr.span, first, what, "la procédure s'applique si"));
                        continue;
                    }
                    scope = Some(expr.span);
                    version.scope = self.condition(expr);
                    version.scope_citations.extend(citations(attributes));
                    version.scope_span = Some(to_last_citation(expr.span, attributes));
                    version.marks.extend(self.marks(&attributes.verify));
                }
                Item::Exception(_) | Item::Definition(_) => {}
            }
        }
        if !tree.broken && version.routes.is_empty() && version.conditions.is_empty() && !self.has_part(&tree.items) {
            self.report(errors::without_condition(tree.name.span, &tree.name.text));
        }
        version
    }

    /// Whoever weighs or decides is the authority of the recueil, by its name or as such.
    fn whose(&mut self, attributes: &ast::Attributes, name: &str, as_such: &str) {
        let Some(by) = &attributes.by else { return };
        // A recueil that is used names its own authority, and is held to it where it is checked itself.
        if self.owners.contains_key(&by.span.file) {
            return;
        }
        let same = |known: &str| crate::names::fold(&by.text) == crate::names::fold(known);
        if !same(name) && !same(as_such) {
            self.report(errors::other_authority(by.span, &by.text, name, as_such));
        }
    }

    /// Whether the tree holds a route or condition, even one that could not be compiled or read.
    fn has_part(&self, items: &[Item]) -> bool {
        items.iter().any(|item| matches!(item, Item::Route(_) | Item::Condition(_)))
            || crate::diagnostic::has_errors(&self.diagnostics)
    }

    fn part(&mut self, item: &Item, part: &ast::Part, seen: &mut Vec<(String, Span)>) -> Option<Part> {
        let base = self.condition(&part.expr);
        let name = match &part.name {
            Some(name) => name.text.clone(),
            None => self.words(part.expr.span),
        };
        let place = part.name.as_ref().map_or(part.span, |name| name.span);
        if let Some((_, first)) = seen.iter().find(|(known, _)| *known == name) {
            self.diagnostics.push(errors::declared_twice(place, *first, "la partie", &name));
        }
        seen.push((name.clone(), place));
        let condition = self.excepted_part(item, base, part.expr.span);
        Some(Part {
            name,
            condition: condition?,
            discretionary: part.attributes.exceptional.is_some(),
            citations: citations(&part.attributes).collect(),
            marks: self.marks(&part.attributes.verify),
            span: part.span,
        })
    }

    /// A condition under its exceptions.
    pub(super) fn excepted(&mut self, base: ConditionId, cases: Vec<Case<ConditionId>>, span: Span) -> ConditionId {
        if cases.is_empty() {
            return base;
        }
        let marks = Vec::new();
        self.add_condition(Condition { kind: ConditionKind::Excepted(Excepted { base, cases }), span, marks })
    }

    fn mention(&mut self, mention: &ast::Mention) -> Option<Mention> {
        let attributes = &mention.attributes;
        let applies_if = match &attributes.applies_if {
            Some(expr) => Some(self.condition(expr)?),
            None => None,
        };
        Some(Mention {
            name: mention.name.text.clone(),
            span: to_last_citation(mention.name.span, attributes),
            supplied_by: attributes.supplied_by.as_ref().map(|name| self.words(name.span)),
            applies_if,
            citations: citations(attributes).collect(),
            marks: self.marks(&attributes.verify),
        })
    }

    /// The words of a span on one line.
    pub(super) fn words(&self, span: Span) -> String {
        self.plan.sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The words of a sentence with the citations behind them.
fn to_last_citation(span: Span, attributes: &ast::Attributes) -> Span {
    attributes.citations.iter().fold(span, |span, citation| span.to(citation.span))
}

/// Points and articles.
pub(super) fn citations(attributes: &ast::Attributes) -> impl Iterator<Item = String> {
    attributes.citations.iter().map(|citation| citation.text.clone())
}
