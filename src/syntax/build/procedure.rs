//! Procedures, their parts, and the texts that amend them.

use pest::Parser;

use super::condition::{body, expression};
use super::{Builder, P, children, first_child, last_child, mismatch};
use crate::names::{normalize, normalize_name};
use crate::source::Span;
use crate::syntax::ast::{
    Amendment, Attributes, Definition, Exception, Heading, Instead, Item, Mention, Operation, Part, PartRef, Procedure,
    Quoted,
};
use crate::syntax::errors;
use crate::syntax::parser::{AlineaParser, Rule};
use crate::syntax::recover::{LINES, UNREADABLE};

pub(super) fn procedure(builder: &mut Builder<'_>, pair: P<'_>, text: &str) -> Procedure {
    let span = builder.span(&pair);
    let mut titles = Vec::new();
    let mut verify = None;
    let mut items = Vec::new();
    let mut broken = pair.as_str().contains(UNREADABLE);
    for child in children(pair) {
        match child.as_rule() {
            Rule::string => titles.push(builder.quoted(child)),
            Rule::verify => verify = Some(builder.verify(child)),
            Rule::procedure_kw | Rule::according_to => {}
            // Lines under a sentence that could not be read are sound in themselves.
            Rule::bad_line if broken && LINES.iter().any(|line| builder.is_sound(&child, *line)) => {}
            Rule::bad_line => {
                builder.bad_line(&child, Rule::procedure_item, text);
                broken = true;
            }
            _ => items.extend(item(builder, child)),
        }
    }
    let mut titles = titles.into_iter();
    let mut title = || titles.next().unwrap_or(Quoted { text: String::new(), span });
    Procedure { name: title(), text: title(), verify, items, broken }
}

/// `définitions communes`
pub(super) fn common(builder: &mut Builder<'_>, pair: P<'_>, text: &str) -> Vec<Item> {
    let mut items = Vec::new();
    for child in children(pair) {
        match child.as_rule() {
            Rule::common_kw => {}
            Rule::bad_line => builder.bad_line(&child, Rule::procedure_item, text),
            _ => items.extend(item(builder, child)),
        }
    }
    items
}

pub(super) fn amendment(builder: &mut Builder<'_>, pair: P<'_>, text: &str) -> Amendment {
    let span = builder.span(&pair);
    let mut titles = Vec::new();
    let mut operations = Vec::new();
    let mut broken = pair.as_str().contains(UNREADABLE);
    for child in children(pair) {
        match child.as_rule() {
            Rule::string => titles.push(builder.quoted(child)),
            Rule::amends_procedure | Rule::according_to => {}
            Rule::bad_line => {
                builder.bad_line(&child, Rule::amend_operation, text);
                broken = true;
            }
            _ => operations.extend(operation(builder, child)),
        }
    }
    let mut titles = titles.into_iter();
    let procedure = titles.next().unwrap_or(Quoted { text: String::new(), span });
    let span = titles.as_slice().first().map_or(procedure.span, |text| procedure.span.to(text.span));
    Amendment { procedure, text: titles.next(), operations, broken, span }
}

fn operation(builder: &mut Builder<'_>, pair: P<'_>) -> Vec<Operation> {
    let rule = pair.as_rule();
    let mut target = None;
    let mut kind = String::new();
    let mut items = Vec::new();
    for child in children(pair) {
        match child.as_rule() {
            Rule::amend_kind => kind = normalize_name(child.as_str()),
            Rule::string | Rule::name => target = Some(builder.name_or_quoted(child)),
            Rule::replaces_kw | Rule::repeals_kw | Rule::adds_kw | Rule::by_kw | Rule::article_word => {}
            _ => items.extend(item(builder, child)),
        }
    }
    let target = target.map(|name| PartRef { kind, name });
    match (rule, target) {
        (Rule::amend_replace, Some(target)) => vec![Operation::Replace { target, by: items }],
        (Rule::amend_add, _) => items.into_iter().map(Operation::Add).collect(),
        (Rule::amend_repeal, Some(target)) => vec![Operation::Repeal(target)],
        (other, _) => mismatch(other),
    }
}

/// A kind of sentence, as errors name it: which attributes say something of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sentence {
    Route,
    Condition,
    Obstacle,
    /// A paper, a step, an effect, something weighed.
    Mention,
    Discretion,
    Scope,
    Exception,
    Definition,
}

impl Sentence {
    fn words(self) -> &'static str {
        match self {
            Sentence::Route => "une voie",
            Sentence::Condition => "une condition",
            Sentence::Obstacle => "un obstacle",
            Sentence::Mention => "une pièce, une démarche, un effet ou ce qui est apprécié",
            Sentence::Discretion => "le pouvoir d'appréciation",
            Sentence::Scope => "le champ d'application",
            Sentence::Exception => "une exception",
            Sentence::Definition => "une définition",
        }
    }
}

/// The parts that one sentence gives: several for a list of obstacles.
fn item(builder: &mut Builder<'_>, pair: P<'_>) -> Vec<Item> {
    let span = builder.span(&pair);
    let item = match pair.as_rule() {
        Rule::heading => {
            let heading = match first_child(pair).as_rule() {
                Rule::routes_heading => Heading::Routes,
                Rule::conditions_heading => Heading::Conditions,
                _ => Heading::Further,
            };
            Item::Heading(heading, span)
        }
        Rule::obstacles => return obstacles(builder, pair),
        Rule::route => Item::Route(part(builder, pair, span, Sentence::Route)),
        Rule::condition => Item::Condition(part(builder, pair, span, Sentence::Condition)),
        Rule::paper => Item::Paper(mention(builder, pair)),
        Rule::step => Item::Step(mention(builder, pair)),
        Rule::effect => Item::Effect(mention(builder, pair)),
        Rule::appreciation => Item::Appreciation(appreciation(builder, pair)),
        Rule::discretion => Item::Discretion(span, discretion(builder, pair)),
        Rule::scope => {
            let rest: Vec<P<'_>> = children(pair).collect();
            let expr = rest.iter().find(|child| child.as_rule() == Rule::expression).cloned();
            let expr = expression(builder, expr.unwrap_or_else(|| mismatch(Rule::scope)));
            Item::Scope(expr, attributes(builder, rest.into_iter(), Sentence::Scope))
        }
        Rule::exception => Item::Exception(exception(builder, pair, span)),
        Rule::definition => Item::Definition(definition(builder, pair)),
        other => mismatch(other),
    };
    vec![item]
}

fn obstacles(builder: &mut Builder<'_>, pair: P<'_>) -> Vec<Item> {
    let mut possible = false;
    let mut items = Vec::new();
    for child in children(pair) {
        match child.as_rule() {
            Rule::obstacles_kw => possible = false,
            Rule::possible_obstacles_kw => possible = true,
            _ => {
                let span = builder.span(&child);
                let part = part(builder, child, span, Sentence::Obstacle);
                items.push(if possible { Item::PossibleObstacle(part) } else { Item::Obstacle(part) });
            }
        }
    }
    items
}

fn part(builder: &mut Builder<'_>, pair: P<'_>, span: Span, kind: Sentence) -> Part {
    let mut name = None;
    let rest: Vec<P<'_>> = children(pair).collect();
    if let Some(title) = rest.iter().take(2).find(|child| child.as_rule() == Rule::string) {
        name = Some(builder.quoted(title.clone()));
    }
    let expr = rest.iter().find(|child| child.as_rule() == Rule::expression).cloned();
    let expr = expression(builder, expr.unwrap_or_else(|| mismatch(Rule::condition)));
    let attributes = attributes(builder, rest.into_iter(), kind);
    Part { name, expr, attributes, span }
}

fn mention(builder: &mut Builder<'_>, pair: P<'_>) -> Mention {
    let mut parts = children(pair).skip(1);
    let name = builder.quoted(parts.next().unwrap_or_else(|| mismatch(Rule::paper)));
    Mention { name, attributes: attributes(builder, parts, Sentence::Mention) }
}

/// What is weighed, and who weighs it.
fn appreciation(builder: &mut Builder<'_>, pair: P<'_>) -> Mention {
    let mut parts = children(pair);
    let who = parts.next().unwrap_or_else(|| mismatch(Rule::appreciation));
    let span = builder.span(&who);
    let words = normalize(who.as_str());
    let text = words.strip_suffix(" apprécie").unwrap_or(&words).to_string();
    let mut parts = parts.filter(|part| part.as_rule() != Rule::weighs_word);
    let name = builder.quoted(parts.next().unwrap_or_else(|| mismatch(Rule::appreciation)));
    let mut attributes = attributes(builder, parts, Sentence::Mention);
    attributes.by = Some(Quoted { text, span });
    Mention { name, attributes }
}

/// Citations of what leaves the decision to an authority, and whose it is.
fn discretion(builder: &mut Builder<'_>, pair: P<'_>) -> Attributes {
    let parts: Vec<P<'_>> = children(pair).collect();
    let holder = parts.iter().find(|part| part.as_rule() == Rule::holder).or(parts.first());
    let by = holder.map(|holder| {
        let words = normalize(holder.as_str());
        let text = words.rsplit_once("d'appréciation ").map_or(words.as_str(), |(_, holder)| holder).to_string();
        Quoted { text, span: builder.span(holder) }
    });
    let mut attributes = attributes(builder, parts.into_iter(), Sentence::Discretion);
    attributes.by = by;
    attributes
}

/// Gathers the attributes among the children; other children are passed over. What says nothing of such a sentence, or
/// says it a second time, is reported: a writer meant something by it.
fn attributes<'i>(builder: &mut Builder<'_>, parts: impl Iterator<Item = P<'i>>, of: Sentence) -> Attributes {
    let mut attributes = Attributes::default();
    let (mut exceptional, mut supplied_by, mut applies_if) = (None, None, None);
    for part in parts {
        let span = builder.span(&part);
        match part.as_rule() {
            Rule::point => attributes.citations.push(Quoted { text: normalize(part.as_str()), span }),
            Rule::citation => attributes.citations.push(builder.quoted(last_child(part))),
            Rule::verify => attributes.verify.push(builder.verify(part)),
            Rule::exceptional if matches!(of, Sentence::Route | Sentence::Condition) => {
                builder.once(&mut exceptional, (), span, "la mention « à titre exceptionnel »");
            }
            Rule::supplied_by if of == Sentence::Mention => {
                let name = builder.name(last_child(part));
                builder.once(&mut supplied_by, name, span, "la mention « fournie par »");
            }
            Rule::applies_if if of == Sentence::Mention => {
                let expr = expression(builder, last_child(part));
                builder.once(&mut applies_if, expr, span, "la condition introduite par « si »");
            }
            Rule::exceptional => {
                let help = match of {
                    Sentence::Obstacle => "pour le laisser à l'autorité, placez-le sous « peuvent faire obstacle : »",
                    _ => "ces mots se disent d'une voie ou d'une condition : placez-les derrière son titre",
                };
                let found = errors::attribute_misplaced(span, "à titre exceptionnel", of.words(), help);
                builder.diagnostics.push(found);
            }
            Rule::supplied_by => {
                let help = "« fournie par » se dit d'une pièce ; dites ce que ces mots veulent dire dans la phrase même, ou sous « pièce »";
                builder.diagnostics.push(errors::attribute_misplaced(span, "fournie par", of.words(), help));
            }
            Rule::applies_if => {
                let help = "liez les conditions par « et » ou « ou » ; pour certains dossiers seulement, écrivez « par exception à « … », si …, … »";
                builder.diagnostics.push(errors::attribute_misplaced(span, "si", of.words(), help));
            }
            _ => {}
        }
    }
    attributes.exceptional = exceptional.map(|((), span)| span);
    attributes.supplied_by = supplied_by.map(|(name, _)| name);
    attributes.applies_if = applies_if.map(|(expr, _)| expr);
    attributes
}

fn definition(builder: &mut Builder<'_>, pair: P<'_>) -> Definition {
    let span = builder.span(&pair);
    let (mut each, mut name, mut said) = (None, None, None);
    let mut rest = Vec::new();
    for child in children(pair) {
        match child.as_rule() {
            Rule::for_each => each = Some(builder.name(last_child(child))),
            Rule::name if name.is_none() => name = Some(builder.name(child)),
            Rule::is | Rule::means => {}
            Rule::period_set
            | Rule::bands
            | Rule::choice
            | Rule::scale
            | Rule::computation
            | Rule::rank
            | Rule::expression
                if said.is_none() =>
            {
                said = Some(body(builder, child));
            }
            _ => rest.push(child),
        }
    }
    let attributes = attributes(builder, rest.into_iter(), Sentence::Definition);
    Definition {
        each,
        name: name.unwrap_or_else(|| mismatch(Rule::definition)),
        body: said.unwrap_or_else(|| mismatch(Rule::definition)),
        attributes,
        span,
    }
}

fn exception(builder: &mut Builder<'_>, pair: P<'_>, span: Span) -> Exception {
    let (mut name, mut target, mut when, mut said) = (None, None, None, None);
    let mut rest = Vec::new();
    for child in children(pair) {
        match child.as_rule() {
            Rule::exception_kw | Rule::if_kw | Rule::does_not_apply => {}
            Rule::named_exception => {
                name = children(child).find(|one| one.as_rule() == Rule::string).map(|one| builder.quoted(one));
            }
            Rule::string | Rule::name if target.is_none() => target = Some(builder.name_or_quoted(child)),
            Rule::expression if when.is_none() => when = Some(expression(builder, child)),
            Rule::instead => said = Some(instead(builder, child)),
            _ => rest.push(child),
        }
    }
    let attributes = attributes(builder, rest.into_iter(), Sentence::Exception);
    Exception {
        name,
        target: target.unwrap_or_else(|| mismatch(Rule::exception)),
        when: when.unwrap_or_else(|| mismatch(Rule::exception)),
        instead: said,
        attributes,
        span,
    }
}

/// Both readings of the words that an exception puts in place: the grammar tells how far they reach, and the reading
/// that it did not take is taken here.
fn instead(builder: &mut Builder<'_>, pair: P<'_>) -> Instead {
    let span = builder.span(&pair);
    let words = pair.as_str().trim_end();
    let start = pair.as_span().start();
    let first = first_child(pair.clone());
    let other = if first.as_rule() == Rule::expression { Rule::definition } else { Rule::expression };
    let second = AlineaParser::parse(other, words).ok().and_then(|mut read| read.next());
    let second = second.filter(|read| read.as_str().trim_end() == words);
    let mut instead = Instead { condition: None, definition: None, span };
    let mut keep = |builder: &mut Builder<'_>, read: P<'_>| match read.as_rule() {
        Rule::expression => instead.condition = Some(expression(builder, read)),
        Rule::definition => instead.definition = Some(Box::new(definition(builder, read))),
        other => mismatch(other),
    };
    keep(builder, first);
    if let Some(second) = second {
        builder.reread(start, |builder| keep(builder, second));
    }
    instead
}
