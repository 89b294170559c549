//! Values that are chosen by lines: bands, cases, slices of a scale.

use super::term::{computation, factor, values};
use super::{Builder, P, children, mismatch};
use crate::syntax::ast::{Band, ChoiceLine, Slice, Term, TermKind};
use crate::syntax::parser::Rule;

pub(super) fn bands(builder: &mut Builder<'_>, pair: P<'_>) -> Term {
    let span = builder.span(&pair);
    let mut of = None;
    let mut list = Vec::new();
    for child in children(pair) {
        match child.as_rule() {
            Rule::bands_kw => {}
            Rule::computation if of.is_none() => of = Some(computation(builder, child)),
            Rule::band => list.push(band(builder, child)),
            other => mismatch(other),
        }
    }
    let of = Box::new(of.unwrap_or_else(|| mismatch(Rule::bands)));
    Term { kind: TermKind::Bands { of, bands: list }, span }
}

pub(super) fn scale(builder: &mut Builder<'_>, pair: P<'_>) -> Term {
    let span = builder.span(&pair);
    let mut of = None;
    let mut slices = Vec::new();
    for child in children(pair) {
        match child.as_rule() {
            Rule::scale_kw => {}
            Rule::computation if of.is_none() => of = Some(computation(builder, child)),
            Rule::slice => slices.push(slice(builder, child)),
            other => mismatch(other),
        }
    }
    let of = Box::new(of.unwrap_or_else(|| mismatch(Rule::scale)));
    Term { kind: TermKind::Scale { of, slices }, span }
}

fn slice(builder: &mut Builder<'_>, pair: P<'_>) -> Slice {
    let span = builder.span(&pair);
    let (mut until, mut rate) = (None, None);
    for child in children(pair) {
        match child.as_rule() {
            Rule::until_threshold | Rule::beyond_kw => {}
            Rule::computation => {
                until = rate.replace(computation(builder, child));
            }
            other => mismatch(other),
        }
    }
    Slice { until, rate: rate.unwrap_or_else(|| mismatch(Rule::slice)), span }
}

pub(super) fn choice(builder: &mut Builder<'_>, pair: P<'_>) -> Term {
    let span = builder.span(&pair);
    let mut of = None;
    let mut lines = Vec::new();
    for child in children(pair) {
        match child.as_rule() {
            Rule::according_to => {}
            Rule::name => of = Some(builder.name(child)),
            Rule::choice_line => lines.push(choice_line(builder, child)),
            other => mismatch(other),
        }
    }
    Term { kind: TermKind::Choice { of: of.unwrap_or_else(|| mismatch(Rule::choice)), lines }, span }
}

fn choice_line(builder: &mut Builder<'_>, pair: P<'_>) -> ChoiceLine {
    let span = builder.span(&pair);
    let mut keys = Vec::new();
    let mut value = None;
    for child in children(pair) {
        match child.as_rule() {
            Rule::otherwise_kw => {}
            Rule::values => keys = values(builder, child),
            Rule::computation => value = Some(computation(builder, child)),
            other => mismatch(other),
        }
    }
    ChoiceLine { keys, value: value.unwrap_or_else(|| mismatch(Rule::choice_line)), span }
}

fn band(builder: &mut Builder<'_>, pair: P<'_>) -> Band {
    let mut from = false;
    let mut terms = Vec::new();
    let mut until = None;
    for child in children(pair) {
        match child.as_rule() {
            Rule::from_threshold => from = true,
            Rule::below_threshold => from = false,
            Rule::band_ends => {
                from = true;
                let ends = children(child).filter(|end| !matches!(end.as_rule(), Rule::band_from | Rule::band_to));
                let mut ends = ends.map(|end| factor(builder, end));
                terms.extend(ends.next());
                until = ends.next();
            }
            _ => terms.push(computation(builder, child)),
        }
    }
    let value = terms.pop().unwrap_or_else(|| mismatch(Rule::band));
    let threshold = terms.pop().unwrap_or_else(|| mismatch(Rule::band));
    Band { from, threshold, until, value }
}
