//! Conditions and sets of periods.

use super::term::{bands, choice, computation, length, rank, reach, scale, values, whole_number};
use super::{Builder, P, children, first_child, last_child, mismatch, unreadable_name};
use crate::syntax::ast::{Body, Count, Expr, ExprKind, OngoingOn, Predicate, Term, TermKind};
use crate::syntax::parser::{MAX_DEPTH, Rule};
use crate::value::{Comparison, ReadOn};

pub(super) fn expression(builder: &mut Builder<'_>, pair: P<'_>) -> Expr {
    let mut parts = operands(builder, pair, Rule::disjunction, disjunction).into_iter();
    let first = parts.next().unwrap_or_else(|| mismatch(Rule::expression));
    let excluded: Vec<Expr> = parts.collect();
    match excluded.last() {
        Some(last) => {
            let span = first.span.to(last.span);
            Expr { kind: ExprKind::Unless(Box::new(first), excluded), span }
        }
        None => first,
    }
}

fn disjunction(builder: &mut Builder<'_>, pair: P<'_>) -> Expr {
    let parts = operands(builder, pair, Rule::conjunction, conjunction);
    combine(parts, ExprKind::Any)
}

fn conjunction(builder: &mut Builder<'_>, pair: P<'_>) -> Expr {
    let parts = operands(builder, pair, Rule::clause, clause);
    combine(parts, ExprKind::All)
}

fn operands(
    builder: &mut Builder<'_>,
    pair: P<'_>,
    rule: Rule,
    build: fn(&mut Builder<'_>, P<'_>) -> Expr,
) -> Vec<Expr> {
    children(pair).filter(|child| child.as_rule() == rule).map(|child| build(builder, child)).collect()
}

fn combine(mut parts: Vec<Expr>, kind: fn(Vec<Expr>) -> ExprKind) -> Expr {
    if parts.len() == 1 {
        return parts.swap_remove(0);
    }
    let span = parts[0].span.to(parts[parts.len() - 1].span);
    Expr { kind: kind(parts), span }
}

/// A clause or an assertion, with its mark.
fn clause(builder: &mut Builder<'_>, pair: P<'_>) -> Expr {
    let mut parts = children(pair);
    let inner = parts.next().unwrap_or_else(|| mismatch(Rule::clause));
    let expr = clause_kind(builder, inner);
    match parts.next() {
        Some(mark) => {
            let mark = builder.verify(mark);
            let span = expr.span.to(mark.span);
            Expr { kind: ExprKind::Marked(Box::new(expr), mark), span }
        }
        None => expr,
    }
}

fn clause_kind(builder: &mut Builder<'_>, pair: P<'_>) -> Expr {
    let span = builder.span(&pair);
    let rule = pair.as_rule();
    let mut parts = children(pair);
    let mut next = || parts.next().unwrap_or_else(|| mismatch(rule));
    let kind = match rule {
        Rule::negation => return negation(builder, parts.collect()),
        Rule::group => {
            let inner = next();
            match builder.nested(1, span, |builder| expression(builder, inner)) {
                Some(inner) => ExprKind::Group(Box::new(inner)),
                None => ExprKind::Name(unreadable_name(span)),
            }
        }
        Rule::convention_test => {
            next();
            let convention = builder.quoted(next());
            next();
            ExprKind::Convention(convention, builder.quoted(next()))
        }
        Rule::procedure_met => {
            next();
            let procedure = builder.quoted(next());
            builder.asked.push(procedure.text.clone());
            ExprKind::Met(procedure)
        }
        Rule::counted_rows => {
            next();
            let bound = bound(next());
            let count = count(builder, &next());
            ExprKind::RowCount(bound, count, builder.period_set_or_name(next()))
        }
        Rule::membership => return membership(builder, span, parts.collect()),
        Rule::period_clause => {
            let name = builder.name(next());
            ExprKind::Period(name, predicate(builder, next()))
        }
        Rule::age_clause => {
            let of = computation(builder, next());
            next();
            let bound = bound(next());
            ExprKind::Age(of, bound, length(builder, next()))
        }
        Rule::comparison => {
            let left = computation(builder, next());
            let comparator = comparator(next());
            ExprKind::Compare(left, comparator, computation(builder, next()))
        }
        Rule::between => {
            let value = computation(builder, next());
            let is = next();
            if is.as_rule() == Rule::within {
                return Expr { kind: within(builder, value, is), span };
            }
            let negated = is.as_rule() == Rule::is_not_between;
            let mut ends = parts.filter(|part| !matches!(part.as_rule(), Rule::and | Rule::on_day));
            let mut next = || end(builder, ends.next().unwrap_or_else(|| mismatch(rule)));
            ExprKind::Between { value, negated, ends: [next(), next()] }
        }
        Rule::is_clause => {
            let name = builder.name(next());
            let negated = next().as_rule() == Rule::is_not;
            ExprKind::Is { name, negated, values: values(builder, next()) }
        }
        Rule::bare => ExprKind::Name(builder.name(next())),
        other => mismatch(other),
    };
    Expr { kind, span }
}

/// `… est dans les 5 jours ouvrés suivant la notification`
fn within(builder: &mut Builder<'_>, value: Term, pair: P<'_>) -> ExprKind {
    let mut parts = children(pair);
    let mut next = || parts.next().unwrap_or_else(|| mismatch(Rule::within));
    let negated = next().as_rule() == Rule::is_not_within;
    let (by, side, from) = (next(), next(), next());
    let after = side.as_rule() == Rule::following_kw;
    let beside = builder.span(&side).to(builder.span(&from));
    ExprKind::Within { value, negated, until: reach(builder, by, after, from), beside }
}

/// One end of what a value lies between.
fn end(builder: &mut Builder<'_>, pair: P<'_>) -> Term {
    match pair.as_rule() {
        Rule::length | Rule::single_length => {
            let length = length(builder, pair);
            Term { span: length.span, kind: TermKind::Length(length) }
        }
        _ => computation(builder, pair),
    }
}

/// `il n'est pas vrai que …`: the one in front negates all that follows.
fn negation(builder: &mut Builder<'_>, mut parts: Vec<P<'_>>) -> Expr {
    let negated = parts.pop().unwrap_or_else(|| mismatch(Rule::negation));
    let span = builder.span(&negated);
    let built = builder.nested(parts.len(), span, |builder| clause(builder, negated));
    let negated = built.unwrap_or_else(|| Expr { kind: ExprKind::Name(unreadable_name(span)), span });
    // Too many of them are reported once, and none of them is kept.
    parts.truncate(MAX_DEPTH);
    parts.iter().rev().fold(negated, |negated, words| {
        let span = builder.span(words).to(negated.span);
        Expr { kind: ExprKind::Not(Box::new(negated)), span }
    })
}

fn membership(builder: &mut Builder<'_>, span: crate::source::Span, parts: Vec<P<'_>>) -> Expr {
    let mut names = Vec::new();
    let mut list = None;
    let mut read_on = None;
    for part in parts {
        match part.as_rule() {
            Rule::name => names.push(builder.name(part)),
            Rule::string => list = Some(builder.quoted(part)),
            Rule::read_on => {
                let on = match first_child(part.clone()).as_rule() {
                    Rule::on_day_worked => ReadOn::DayWorked,
                    _ => ReadOn::AssessmentDay,
                };
                read_on = Some((on, builder.span(&part)));
            }
            Rule::and | Rule::appears_in => {}
            other => mismatch(other),
        }
    }
    let list = list.unwrap_or_else(|| mismatch(Rule::membership));
    Expr { kind: ExprKind::Membership { names, list, read_on }, span }
}

fn predicate(builder: &mut Builder<'_>, pair: P<'_>) -> Predicate {
    let rule = pair.as_rule();
    let mut parts = children(pair);
    parts.next();
    if rule == Rule::ongoing {
        let day = parts.next().and_then(|day| match day.as_rule() {
            Rule::on_the_day => Some(OngoingOn::OnDay(super::term::factor(builder, last_child(day)))),
            Rule::by_convention => Some(OngoingOn::ByConvention(builder.quoted(last_child(day)))),
            _ => None,
        });
        return Predicate::Ongoing(day);
    }
    let mut next = || parts.next().unwrap_or_else(|| mismatch(rule));
    match rule {
        Rule::lasts | Rule::lasted | Rule::totals => {
            let bound = bound(next());
            let threshold = length(builder, next());
            let modifiers = builder.modifiers(parts);
            match rule {
                Rule::lasts => Predicate::Lasts(bound, threshold, modifiers),
                Rule::lasted => Predicate::Lasted(bound, threshold, modifiers),
                _ => Predicate::Totals(bound, threshold, modifiers),
            }
        }
        Rule::starts | Rule::ends => {
            let when = when(next());
            let day = computation(builder, next());
            if rule == Rule::starts { Predicate::Starts(when, day) } else { Predicate::Ends(when, day) }
        }
        Rule::counts => {
            let bound = bound(next());
            Predicate::Counts(bound, count(builder, &next()))
        }
        other => mismatch(other),
    }
}

fn count(builder: &mut Builder<'_>, number: &P<'_>) -> Count {
    Count { value: whole_number(builder, number) as u32, span: builder.span(number) }
}

/// What stands after `est` or `signifie que` in a definition.
pub(super) fn body(builder: &mut Builder<'_>, pair: P<'_>) -> Body {
    match pair.as_rule() {
        Rule::period_set => Body::Periods(builder.period_set(pair)),
        Rule::bands => Body::Value(bands(builder, pair)),
        Rule::choice => Body::Value(choice(builder, pair)),
        Rule::scale => Body::Value(scale(builder, pair)),
        Rule::computation => Body::Value(computation(builder, pair)),
        Rule::rank => Body::Value(rank(builder, pair)),
        Rule::expression => Body::Condition(expression(builder, pair)),
        other => mismatch(other),
    }
}

fn bound(pair: P<'_>) -> Comparison {
    match first_child(pair).as_rule() {
        Rule::at_least => Comparison::AtLeast,
        Rule::at_most => Comparison::AtMost,
        Rule::less_than => Comparison::LessThan,
        Rule::more_than => Comparison::MoreThan,
        other => mismatch(other),
    }
}

fn comparator(pair: P<'_>) -> Comparison {
    let inner = first_child(pair);
    match inner.as_rule() {
        Rule::reaches => Comparison::AtLeast,
        Rule::exceeds | Rule::is_more_than | Rule::is_after => Comparison::MoreThan,
        Rule::is_less_than | Rule::is_before => Comparison::LessThan,
        Rule::is_equal_to => Comparison::Equal,
        Rule::comparator_symbol => match inner.as_str().trim() {
            ">=" | "≥" => Comparison::AtLeast,
            "<=" | "≤" => Comparison::AtMost,
            "<>" | "≠" => Comparison::NotEqual,
            ">" => Comparison::MoreThan,
            "<" => Comparison::LessThan,
            _ => Comparison::Equal,
        },
        other => mismatch(other),
    }
}

fn when(pair: P<'_>) -> Comparison {
    match first_child(pair).as_rule() {
        Rule::before_day => Comparison::LessThan,
        Rule::after_day => Comparison::MoreThan,
        Rule::no_later_than => Comparison::AtMost,
        Rule::no_sooner_than => Comparison::AtLeast,
        Rule::on_day => Comparison::Equal,
        other => mismatch(other),
    }
}
