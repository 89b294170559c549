//! Procedures, their parts, and the texts that amend them.

use super::condition::{body, expression};
use super::{Builder, P, children, first_child, last_child, mismatch};
use crate::source::Span;
use crate::syntax::ast::{
    Amendment, Attributes, Definition, Exception, Heading, Instead, Item, Mention, Operation, Part, PartRef, Procedure,
    Quoted,
};
use crate::syntax::parser::Rule;
use crate::syntax::recover::UNREADABLE;

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
            // Bands under a definition that could not be read are sound in themselves.
            Rule::bad_line if broken && builder.is_sound(&child, Rule::band) => {}
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
            Rule::amend_kind => kind = super::normalize_name(child.as_str()),
            Rule::string | Rule::name => target = Some(builder.name_or_quoted(child)),
            Rule::replaces_kw | Rule::repeals_kw | Rule::adds_kw | Rule::by_kw | Rule::article_word => {}
            _ => items.extend(item(builder, child)),
        }
    }
    let target = target.map(|name| PartRef { kind, name });
    match (rule, target) {
        (Rule::amend_replace, Some(target)) => {
            items.into_iter().map(|by| Operation::Replace { target: target.clone(), by }).collect()
        }
        (Rule::amend_add, _) => items.into_iter().map(Operation::Add).collect(),
        (Rule::amend_repeal, Some(target)) => vec![Operation::Repeal(target)],
        (other, _) => mismatch(other),
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
        Rule::route => Item::Route(part(builder, pair, span)),
        Rule::condition => Item::Condition(part(builder, pair, span)),
        Rule::paper => Item::Paper(mention(builder, pair)),
        Rule::step => Item::Step(mention(builder, pair)),
        Rule::effect => Item::Effect(mention(builder, pair)),
        Rule::appreciation => Item::Appreciation(mention(builder, pair)),
        Rule::discretion => Item::Discretion(span, attributes(builder, children(pair).skip(1))),
        Rule::scope => {
            let (expr, attributes) = expression_and_attributes(builder, pair);
            Item::Scope(expr, attributes)
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
                let part = part(builder, child, span);
                items.push(if possible { Item::PossibleObstacle(part) } else { Item::Obstacle(part) });
            }
        }
    }
    items
}

fn part(builder: &mut Builder<'_>, pair: P<'_>, span: Span) -> Part {
    let mut name = None;
    let rest: Vec<P<'_>> = children(pair).collect();
    if let Some(title) = rest.iter().take(2).find(|child| child.as_rule() == Rule::string) {
        name = Some(builder.quoted(title.clone()));
    }
    let expr = rest.iter().find(|child| child.as_rule() == Rule::expression).cloned();
    let expr = expression(builder, expr.unwrap_or_else(|| mismatch(Rule::condition)));
    let attributes = attributes(builder, rest.into_iter());
    Part { name, expr, attributes, span }
}

fn expression_and_attributes(builder: &mut Builder<'_>, pair: P<'_>) -> (crate::syntax::ast::Expr, Attributes) {
    let rest: Vec<P<'_>> = children(pair).collect();
    let expr = rest.iter().find(|child| child.as_rule() == Rule::expression).cloned();
    let expr = expression(builder, expr.unwrap_or_else(|| mismatch(Rule::scope)));
    (expr, attributes(builder, rest.into_iter()))
}

fn mention(builder: &mut Builder<'_>, pair: P<'_>) -> Mention {
    let mut parts = children(pair).skip(1);
    let name = builder.quoted(parts.next().unwrap_or_else(|| mismatch(Rule::paper)));
    Mention { name, attributes: attributes(builder, parts) }
}

/// Gathers the attributes among the children; other children are passed over.
fn attributes<'i>(builder: &mut Builder<'_>, parts: impl Iterator<Item = P<'i>>) -> Attributes {
    let mut attributes = Attributes::default();
    for part in parts {
        let span = builder.span(&part);
        match part.as_rule() {
            Rule::point => attributes.citations.push(Quoted { text: super::fold(part.as_str()), span }),
            Rule::citation => attributes.citations.push(builder.quoted(last_child(part))),
            Rule::exceptional => attributes.exceptional = Some(span),
            Rule::verify => attributes.verify.push(builder.verify(part)),
            Rule::supplied_by => attributes.supplied_by = Some(builder.name(last_child(part))),
            Rule::applies_if => attributes.applies_if = Some(expression(builder, last_child(part))),
            _ => {}
        }
    }
    attributes
}

fn definition(builder: &mut Builder<'_>, pair: P<'_>) -> Definition {
    let span = builder.span(&pair);
    let mut name = None;
    let mut said = None;
    let mut rest = Vec::new();
    for child in children(pair) {
        match child.as_rule() {
            Rule::name if name.is_none() => name = Some(builder.name(child)),
            Rule::is | Rule::means => {}
            Rule::period_set | Rule::bands | Rule::computation | Rule::expression if said.is_none() => {
                said = Some(body(builder, child));
            }
            _ => rest.push(child),
        }
    }
    let attributes = attributes(builder, rest.into_iter());
    Definition {
        name: name.unwrap_or_else(|| mismatch(Rule::definition)),
        body: said.unwrap_or_else(|| mismatch(Rule::definition)),
        attributes,
        span,
    }
}

fn exception(builder: &mut Builder<'_>, pair: P<'_>, span: Span) -> Exception {
    let mut target = None;
    let mut when = None;
    let mut instead = None;
    let mut rest = Vec::new();
    for child in children(pair) {
        match child.as_rule() {
            Rule::exception_kw | Rule::if_kw => {}
            Rule::string | Rule::name if target.is_none() => target = Some(builder.name_or_quoted(child)),
            Rule::expression if when.is_none() => when = Some(expression(builder, child)),
            Rule::expression => instead = Some(Instead::Condition(expression(builder, child))),
            Rule::definition => instead = Some(Instead::Definition(Box::new(definition(builder, child)))),
            _ => rest.push(child),
        }
    }
    let attributes = attributes(builder, rest.into_iter());
    Exception {
        target: target.unwrap_or_else(|| mismatch(Rule::exception)),
        when: when.unwrap_or_else(|| mismatch(Rule::exception)),
        instead: instead.unwrap_or_else(|| mismatch(Rule::exception)),
        attributes,
        span,
    }
}
