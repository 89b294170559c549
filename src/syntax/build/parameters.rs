//! Parameters.

use pest::Parser;

use super::declarations::validity;
use super::{Builder, P, children, first_child, last_child, mismatch, term};
use crate::source::Span;
use crate::syntax::ast::{Parameter, ParameterLine, ParameterType, Term};
use crate::syntax::parser::{AlineaParser, Rule};
use crate::syntax::repair::Repaired;

pub(super) fn parameter(builder: &mut Builder<'_>, pair: P<'_>, text: &str) -> Parameter {
    let (mut name, mut kind, mut file) = (None, None, None);
    let (mut verify, mut lines) = (Vec::new(), Vec::new());
    for child in children(pair) {
        let part = builder.span(&child);
        match child.as_rule() {
            Rule::string => name = Some(builder.quoted(child)),
            Rule::parameter_type => kind = Some((parameter_type(child), part)),
            Rule::list_file => {
                let table = builder.quoted(last_child(child));
                builder.once(&mut file, table, part, "la mention du fichier");
            }
            Rule::verify => verify.push(builder.verify(child)),
            Rule::parameter_line => lines.extend(line(builder, child)),
            Rule::bad_line => builder.bad_line(&child, Rule::parameter_line, text),
            Rule::parameter_kw => {}
            other => mismatch(other),
        }
    }
    let name = name.unwrap_or_else(|| mismatch(Rule::parameter));
    Parameter { name, kind, file: file.map(|(file, _)| file), verify, lines }
}

fn parameter_type(pair: P<'_>) -> ParameterType {
    let is_whole = children(pair.clone()).any(|part| part.as_rule() == Rule::whole_kw);
    match first_child(pair).as_rule() {
        Rule::decimal_kw if is_whole => ParameterType::Whole,
        Rule::decimal_kw => ParameterType::Number,
        Rule::amount_kw => ParameterType::Amount,
        Rule::type_percent => ParameterType::Percent,
        Rule::type_date => ParameterType::Date,
        Rule::type_months => ParameterType::Months,
        Rule::type_days => ParameterType::Days,
        Rule::type_length => ParameterType::Length,
        other => mismatch(other),
    }
}

/// A line; none when a date of it is impossible.
fn line(builder: &mut Builder<'_>, pair: P<'_>) -> Option<ParameterLine> {
    let span = builder.span(&pair);
    let (mut days, mut value, mut source, mut verify) = (None, None, None, Vec::new());
    for child in children(pair) {
        let part = builder.span(&child);
        match child.as_rule() {
            Rule::span_from_to | Rule::span_from_until | Rule::span_from | Rule::span_until => {
                days = validity(builder, child, part);
            }
            Rule::list_source => {
                let name = builder.quoted(last_child(child));
                builder.once(&mut source, name, part, "la source");
            }
            Rule::verify => verify.push(builder.verify(child)),
            Rule::unknown_kw => {}
            _ => value = Some(term::factor(builder, child)),
        }
    }
    let source = source.map(|(name, _)| name);
    Some(ParameterLine { validity: days?, value, source, verify, span })
}

/// The value that the cell of a table at `span` holds; nothing where it is no value.
pub(in crate::syntax) fn constant(cell: &str, span: Span) -> Option<Term> {
    let pair = AlineaParser::parse(Rule::lone_value, cell).ok()?.next()?;
    let repaired = Repaired::new(cell);
    let mut builder = Builder::new(span.file, &repaired);
    let value = term::factor(&mut builder, first_child(pair));
    builder.diagnostics.is_empty().then_some(Term { kind: value.kind, span })
}
