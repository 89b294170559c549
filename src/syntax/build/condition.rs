//! Conditions and sets of periods.

use super::lines::{bands, choice, scale};
use super::term::{computation, length, rank, reach, values, whole_number};
use super::{Builder, P, children, first_child, last_child, mismatch, unreadable_name};
use crate::syntax::ast::{
    Body, Count, Expr, ExprKind, Name, OfRow, OngoingOn, Predicate, Quantified, Quantifier, SetOperation, Term,
    TermKind,
};
use crate::syntax::parser::{MAX_DEPTH, Rule};
use crate::syntax::{errors, recover};
use crate::value::{Comparison, ReadOn};

pub(super) fn expression(builder: &mut Builder<'_>, pair: P<'_>) -> Expr {
    let parts = operands(builder, pair, Rule::disjunction, disjunction);
    refuse_after_lines(builder, &parts);
    let mut parts = parts.into_iter();
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
    combine(builder, parts, ExprKind::Any)
}

fn conjunction(builder: &mut Builder<'_>, pair: P<'_>) -> Expr {
    let parts = operands(builder, pair, Rule::clause, clause);
    combine(builder, parts, ExprKind::All)
}

fn operands(
    builder: &mut Builder<'_>,
    pair: P<'_>,
    rule: Rule,
    build: fn(&mut Builder<'_>, P<'_>) -> Expr,
) -> Vec<Expr> {
    children(pair).filter(|child| child.as_rule() == rule).map(|child| build(builder, child)).collect()
}

fn combine(builder: &mut Builder<'_>, mut parts: Vec<Expr>, kind: fn(Vec<Expr>) -> ExprKind) -> Expr {
    refuse_after_lines(builder, &parts);
    if parts.len() == 1 {
        return parts.swap_remove(0);
    }
    let span = parts[0].span.to(parts[parts.len() - 1].span);
    Expr { kind: kind(parts), span }
}

/// Behind lines with dashes, whether « et » goes on with the last of them or with them all is anybody's guess.
fn refuse_after_lines(builder: &mut Builder<'_>, parts: &[Expr]) {
    for pair in parts.windows(2).filter(|pair| ends_in_lines(&pair[0])) {
        builder.diagnostics.push(errors::joined_after_dashes(pair[1].span, pair[0].span));
    }
}

fn ends_in_lines(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Several(..) => true,
        ExprKind::All(parts) | ExprKind::Any(parts) | ExprKind::Unless(_, parts) => {
            parts.last().is_some_and(ends_in_lines)
        }
        ExprKind::Not(inner) => ends_in_lines(inner),
        ExprKind::RowCount(_, _, set) => match set.operations.last() {
            Some(SetOperation::SuchThat(inner)) => ends_in_lines(inner),
            Some(SetOperation::Except(_) | SetOperation::ExceptDuring(_) | SetOperation::During(_)) | None => false,
        },
        ExprKind::Quantified(quantified) => match &quantified.said {
            OfRow::Holds(inner) => ends_in_lines(inner),
            OfRow::Days(_) | OfRow::Is { .. } => false,
        },
        ExprKind::Group(_)
        | ExprKind::Marked(..)
        | ExprKind::Convention(..)
        | ExprKind::Met(_)
        | ExprKind::Membership { .. }
        | ExprKind::Period(..)
        | ExprKind::Age(..)
        | ExprKind::Compare(..)
        | ExprKind::Between { .. }
        | ExprKind::Within { .. }
        | ExprKind::Is { .. }
        | ExprKind::Name(_) => false,
    }
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
        Rule::holding => {
            let bound = bound(next());
            let count = count(builder, &next());
            ExprKind::Several(bound, count, conditions_in_lines(builder, parts))
        }
        Rule::quantified => ExprKind::Quantified(Box::new(quantified(builder, parts))),
        Rule::said => {
            let name = builder.name(next());
            said(builder, name, next())
        }
        Rule::measured => {
            let value = computation(builder, next());
            measured(builder, value, next())
        }
        Rule::bare => ExprKind::Name(builder.name(next())),
        other => mismatch(other),
    };
    Expr { kind, span }
}

/// `- …`, each on its line.
fn conditions_in_lines<'i>(builder: &mut Builder<'_>, parts: impl Iterator<Item = P<'i>>) -> Vec<Expr> {
    let lines = parts.filter(|part| part.as_rule() == Rule::one_condition).map(first_child);
    lines.map(|line| inner_condition(builder, line, clause)).collect()
}

/// A condition within another; where it stands too deep, which is reported, a name that stands for it.
pub(super) fn inner_condition<'i>(
    builder: &mut Builder<'_>,
    pair: P<'i>,
    build: fn(&mut Builder<'_>, P<'i>) -> Expr,
) -> Expr {
    let span = builder.span(&pair);
    let built = builder.nested(1, span, |builder| build(builder, pair));
    built.unwrap_or_else(|| Expr { kind: ExprKind::Name(unreadable_name(span)), span })
}

/// `chacun des emplois a duré au moins 6 mois`, `pour aucun des emplois, …`
fn quantified<'i>(builder: &mut Builder<'_>, parts: impl Iterator<Item = P<'i>>) -> Quantified {
    let mut parts = parts.filter(|part| !matches!(part.as_rule(), Rule::for_kw | Rule::not_kw));
    let mut next = || parts.next().unwrap_or_else(|| mismatch(Rule::quantified));
    let (how_many, rows, said) = (next(), next(), next());
    let words = builder.span(&how_many);
    let quantifier = match how_many.as_rule() {
        Rule::none_of => Quantifier::NoRow,
        Rule::each_of => Quantifier::EachRow,
        _ => {
            let mut parts = children(how_many);
            let mut next = || parts.next().unwrap_or_else(|| mismatch(Rule::some_of));
            Quantifier::Rows(bound(next()), count(builder, &next()))
        }
    };
    let rows = builder.period_set_or_name(rows);
    let said_span = builder.span(&said);
    let said = match said.as_rule() {
        Rule::expression => OfRow::Holds(inner_condition(builder, said, expression)),
        _ => of_row(builder, first_child(said)),
    };
    Quantified { quantifier, words, rows, said, said_span }
}

/// What is said of a row.
fn of_row(builder: &mut Builder<'_>, pair: P<'_>) -> OfRow {
    match pair.as_rule() {
        Rule::is_clause => {
            let (negated, values) = is_clause(builder, pair);
            OfRow::Is { negated, values }
        }
        _ => OfRow::Days(predicate(builder, pair)),
    }
}

/// `n'est pas salariée ou indépendante`: whether it is negated, and the values.
fn is_clause(builder: &mut Builder<'_>, pair: P<'_>) -> (bool, Vec<Term>) {
    let negated = first_child(pair.clone()).as_rule() == Rule::is_not;
    (negated, values(builder, last_child(pair)))
}

/// What is said of a name.
fn said(builder: &mut Builder<'_>, name: Name, pair: P<'_>) -> ExprKind {
    match pair.as_rule() {
        Rule::membership => membership(builder, name, pair),
        Rule::is_clause => {
            let (negated, values) = is_clause(builder, pair);
            ExprKind::Is { name, negated, values }
        }
        _ => ExprKind::Period(name, predicate(builder, pair)),
    }
}

/// What a value is held against.
fn measured(builder: &mut Builder<'_>, value: Term, pair: P<'_>) -> ExprKind {
    let rule = pair.as_rule();
    if rule == Rule::within {
        return within(builder, value, pair);
    }
    let mut parts = children(pair);
    let mut next = || parts.next().unwrap_or_else(|| mismatch(rule));
    match rule {
        Rule::age_clause => {
            next();
            let bound = bound(next());
            ExprKind::Age(value, bound, length(builder, next()))
        }
        Rule::comparison => {
            let comparator = comparator(next());
            ExprKind::Compare(value, comparator, computation(builder, next()))
        }
        Rule::between => {
            let negated = next().as_rule() == Rule::is_not_between;
            let mut ends = parts.filter(|part| !matches!(part.as_rule(), Rule::and | Rule::on_day));
            let mut next = || end(builder, ends.next().unwrap_or_else(|| mismatch(rule)));
            ExprKind::Between { value, negated, ends: [next(), next()] }
        }
        other => mismatch(other),
    }
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

fn membership(builder: &mut Builder<'_>, name: Name, pair: P<'_>) -> ExprKind {
    let mut names = vec![name];
    let mut list = None;
    let mut read_on = None;
    for part in children(pair) {
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
    ExprKind::Membership { names, list, read_on }
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
        Rule::lasts | Rule::lasted | Rule::lasting | Rule::totals => {
            let bound = bound(next());
            let threshold = length(builder, next());
            let modifiers = builder.modifiers(parts);
            match rule {
                Rule::lasts => Predicate::Lasts(bound, threshold, modifiers),
                Rule::lasted | Rule::lasting => Predicate::Lasted(bound, threshold, modifiers),
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
    let in_words = recover::digits(number.as_str()).filter(|_| number.as_rule() == Rule::number_word);
    let value = match in_words.and_then(|(_, digits)| digits.parse().ok()) {
        Some(value) => value,
        None => whole_number(builder, number) as u32,
    };
    Count { value, span: builder.span(number) }
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
        Rule::exactly => Comparison::Equal,
        other => mismatch(other),
    }
}

fn comparator(pair: P<'_>) -> Comparison {
    let inner = first_child(pair);
    match inner.as_rule() {
        Rule::reaches => Comparison::AtLeast,
        Rule::exceeds | Rule::is_more_than | Rule::is_after => Comparison::MoreThan,
        Rule::is_less_than | Rule::is_before => Comparison::LessThan,
        Rule::is_no_later_than => Comparison::AtMost,
        Rule::is_no_sooner_than => Comparison::AtLeast,
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
