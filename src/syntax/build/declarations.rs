//! Facts, conventions, texts and lists.

use super::term::date;
use super::{Builder, P, children, first_child, last_child, mismatch, normalize_blanks};
use crate::names::normalize;
use crate::source::Span;
use crate::syntax::ast::{
    CompleteFor, Convention, ConventionOption, Fact, FactType, List, ListColumn, ListVersion, Name, Quoted, Relation,
    RelationKind, Renumbering, Ruleless, Ruleset, TextBlock, Transition, TransitionKind, Validity,
};
use crate::syntax::errors;
use crate::syntax::parser::Rule;
use crate::time::Day;

pub(super) fn facts(builder: &mut Builder<'_>, pair: P<'_>, text: &str) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut orphaned = false;
    // The last fact with rows, and how far in it stands.
    let mut rows: Option<(Span, usize)> = None;
    for child in children(pair) {
        match child.as_rule() {
            Rule::fact => {
                let start = child.as_span().start();
                let indent = start - text[..start].rfind('\n').map_or(0, |line| line + 1);
                let fact = fact(builder, child);
                if let Some((rows, _)) = rows.filter(|(_, rows_indent)| indent > *rows_indent) {
                    builder.diagnostics.push(errors::missing_dash(fact.name.span, rows, &fact.name.text));
                } else {
                    let has_rows = matches!(fact.kind, FactType::Periods { .. } | FactType::Rows);
                    rows = has_rows.then_some((fact.name.span, indent));
                }
                facts.push(fact);
                orphaned = false;
            }
            // Columns under a fact that could not be read are sound in themselves.
            Rule::bad_line if orphaned && builder.is_sound(&child, Rule::column) => {}
            Rule::bad_line => {
                builder.bad_line(&child, Rule::fact, text);
                orphaned = true;
            }
            Rule::facts_kw => {}
            other => mismatch(other),
        }
    }
    facts
}

fn fact(builder: &mut Builder<'_>, pair: P<'_>) -> Fact {
    let span = builder.span(&pair);
    let mut name = None;
    let mut kind = FactType::Text;
    let mut question = None;
    let mut verify = None;
    let mut columns = Vec::new();
    for child in children(pair) {
        match child.as_rule() {
            Rule::name => name = Some(builder.name(child)),
            Rule::fact_type => kind = fact_type(builder, child),
            Rule::question => question = Some(builder.quoted(last_child(child)).text),
            Rule::verify => verify = Some(builder.verify(child)),
            Rule::column => columns.push(fact(builder, child)),
            other => mismatch(other),
        }
    }
    let name = name.unwrap_or(Name { text: String::new(), span });
    Fact { name, kind, question, verify, columns }
}

fn fact_type(builder: &mut Builder<'_>, pair: P<'_>) -> FactType {
    let inner = first_child(pair);
    match inner.as_rule() {
        Rule::type_truth => FactType::Truth,
        Rule::type_rows => FactType::Rows,
        Rule::type_months => FactType::Months,
        Rule::type_days => FactType::Days,
        Rule::type_date => FactType::Date,
        Rule::type_number => {
            FactType::Number { whole: has(inner.clone(), Rule::whole_kw), below_zero: has(inner, Rule::below_zero) }
        }
        Rule::type_amount => FactType::Amount { below_zero: has(inner, Rule::below_zero) },
        Rule::type_percent => FactType::Percent,
        Rule::type_text => FactType::Text,
        Rule::type_periods => periods(builder, inner),
        Rule::type_code => {
            let (mut title, mut file) = (None, None);
            for child in children(inner) {
                match child.as_rule() {
                    Rule::string => title = Some(builder.quoted(child)),
                    Rule::list_file => file = Some(builder.quoted(last_child(child))),
                    Rule::code_kw => {}
                    other => mismatch(other),
                }
            }
            FactType::Code { title, file }
        }
        Rule::type_scale => FactType::Scale(
            children(inner)
                .filter(|child| child.as_rule() != Rule::scale_of)
                .map(|child| builder.name_or_quoted(child))
                .collect(),
        ),
        Rule::type_enum => FactType::Enumeration(
            children(inner)
                .filter(|child| child.as_rule() != Rule::or)
                .map(|child| builder.name_or_quoted(child))
                .collect(),
        ),
        other => mismatch(other),
    }
}

/// `périodes`, and how its rows stand to each other and to those of another fact.
fn periods(builder: &mut Builder<'_>, pair: P<'_>) -> FactType {
    let (mut without_overlap, mut within) = (None, None);
    for child in children(pair) {
        let span = builder.span(&child);
        match child.as_rule() {
            Rule::without_overlap => {
                let with = children(child).find(|part| matches!(part.as_rule(), Rule::name | Rule::string));
                let with = with.map(|part| builder.name_or_quoted(part));
                builder.once(&mut without_overlap, with, span, "la précision « sans chevauchement »");
            }
            Rule::within_rows => {
                let name = builder.name(last_child(child));
                builder.once(&mut within, name, span, "la précision « au sein de »");
            }
            Rule::periods_kw => {}
            other => mismatch(other),
        }
    }
    FactType::Periods { without_overlap: without_overlap.map(|(with, _)| with), within: within.map(|(name, _)| name) }
}

fn has(pair: P<'_>, rule: Rule) -> bool {
    children(pair).any(|child| child.as_rule() == rule)
}

pub(super) fn conventions(builder: &mut Builder<'_>, pair: P<'_>, text: &str) -> Vec<Convention> {
    let mut conventions = Vec::new();
    for child in children(pair) {
        match child.as_rule() {
            Rule::convention => conventions.push(convention(builder, child)),
            Rule::bad_line => builder.bad_line(&child, Rule::convention, text),
            Rule::conventions_kw => {}
            other => mismatch(other),
        }
    }
    conventions
}

fn convention(builder: &mut Builder<'_>, pair: P<'_>) -> Convention {
    let span = builder.span(&pair);
    let mut name = Name { text: String::new(), span };
    let mut options = Vec::new();
    let mut verify = None;
    for child in children(pair) {
        match child.as_rule() {
            Rule::name | Rule::string => name = builder.name_or_quoted(child),
            Rule::option => options.push(option(builder, child)),
            Rule::verify => verify = Some(builder.verify(child)),
            Rule::or => {}
            other => mismatch(other),
        }
    }
    Convention { name, options, verify }
}

fn option(builder: &mut Builder<'_>, pair: P<'_>) -> ConventionOption {
    let mut parts = children(pair);
    let first = parts.next().unwrap_or_else(|| mismatch(Rule::option));
    let name = match first.as_rule() {
        Rule::string => builder.name_or_quoted(first),
        // Options keep their article: « les 3 dernières années » reads as written.
        _ => Name { text: normalize(first.as_str()), span: builder.span(&first) },
    };
    let holder = parts.find(|part| part.as_rule() == Rule::string).map(|holder| builder.quoted(holder));
    ConventionOption { name, holder }
}

pub(super) fn text_block(builder: &mut Builder<'_>, pair: P<'_>, text: &str) -> TextBlock {
    let mut parts = children(pair).filter(|child| child.as_rule() != Rule::text_kw);
    let name = builder.quoted(parts.next().unwrap_or_else(|| mismatch(Rule::text)));
    let (mut nor, mut number, mut signed, mut in_force, mut transition_said) = (None, None, None, None, None);
    let (mut begins_by, mut end_notice, mut file) = (None, None, None);
    let mut block = TextBlock {
        name,
        numbers: Vec::new(),
        signed: None,
        validity: None,
        begins_by: None,
        end_notice: None,
        relations: Vec::new(),
        renumberings: Vec::new(),
        transition: None,
        file: None,
        ruleless: Vec::new(),
        verify: Vec::new(),
        broken: false,
    };
    for child in parts {
        let span = builder.span(&child);
        match child.as_rule() {
            Rule::nor => builder.once(&mut nor, normalize_blanks(child.as_str()), span, "la référence NOR"),
            Rule::number_of => {
                builder.once(&mut number, normalize_blanks(child.as_str()), span, "la référence « n° … »");
            }
            Rule::signed => {
                let day = date(builder, last_child(child));
                builder.once(&mut signed, day, span, "la date de signature");
            }
            Rule::validity => {
                let days = last_child(child);
                let validity = if days.as_rule() == Rule::by_convention {
                    begins_by = Some(builder.quoted(last_child(days)));
                    // The checker knows the first day.
                    Some(Validity { from: None, until: None, span })
                } else {
                    validity(builder, days, span)
                };
                builder.once(&mut in_force, validity, span, "l'entrée en vigueur");
            }
            Rule::end_notice => {
                let words = builder.quoted(last_child(child));
                builder.once(&mut end_notice, words, span, "l'annonce de la fin");
            }
            Rule::list_file => {
                let name = builder.quoted(last_child(child));
                builder.once(&mut file, name, span, "la mention du fichier");
            }
            Rule::ruleless => block.ruleless.push(ruleless(builder, child)),
            Rule::relation => block.relations.push(relation(builder, child)),
            Rule::renumbers => block.renumberings.push(renumbering(builder, child)),
            Rule::transition => {
                let clause = transition(builder, child, span);
                builder.once(&mut transition_said, clause, span, "la clause transitoire");
            }
            Rule::verify => block.verify.push(builder.verify(child)),
            Rule::bad_line => {
                builder.bad_line(&child, Rule::text_clause, text);
                block.broken = true;
            }
            other => mismatch(other),
        }
    }
    block.numbers = [nor, number].into_iter().flatten().map(|(number, _)| number).collect();
    block.signed = signed.and_then(|(day, span)| Some((day?, span)));
    // An impossible date is reported: that there is none is not.
    block.broken |= matches!(in_force, Some((None, _)));
    block.validity = in_force.and_then(|(validity, _)| validity);
    block.begins_by = begins_by;
    block.end_notice = end_notice.map(|(words, _)| words);
    block.file = file.map(|(name, _)| name);
    block.transition = transition_said.and_then(|(clause, _)| clause);
    block
}

/// `du … au …`, `à compter du …` or `jusqu'au …`; nothing when a date is impossible, which is reported.
pub(super) fn validity(builder: &mut Builder<'_>, pair: P<'_>, span: Span) -> Option<Validity> {
    let rule = pair.as_rule();
    let dates = children(pair).filter(|child| child.as_rule() == Rule::date);
    // All dates are read, so that each impossible one is reported.
    let days: Vec<Option<Day>> = dates.map(|child| date(builder, child)).collect();
    let mut days = days.into_iter().collect::<Option<Vec<Day>>>()?.into_iter();
    let mut next = || days.next();
    let (from, until) = match rule {
        Rule::span_from_to | Rule::span_from_until => (next(), next()),
        Rule::span_from => (next(), None),
        Rule::span_until => (None, next()),
        other => mismatch(other),
    };
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        builder.diagnostics.push(errors::end_before_start(span));
        // Which of the two days is wrong is not known; nothing more is found out about the end.
        return Some(Validity { from: Some(from), until: None, span });
    }
    Some(Validity { from, until, span })
}

/// `point 2.2.2 et « annexe 1 », sans règle (…)`
fn ruleless(builder: &mut Builder<'_>, pair: P<'_>) -> Ruleless {
    let mut found = Ruleless { points: Vec::new(), reason: String::new() };
    for child in children(pair) {
        match child.as_rule() {
            Rule::point => {
                found.points.push(Quoted { text: normalize(child.as_str()), span: builder.span(&child) });
            }
            Rule::string => found.points.push(builder.quoted(child)),
            Rule::verify_note => found.reason = normalize_blanks(child.as_str().trim_matches(['(', ')'])),
            Rule::and | Rule::ruleless_kw => {}
            other => mismatch(other),
        }
    }
    found
}

fn relation(builder: &mut Builder<'_>, pair: P<'_>) -> Relation {
    let mut kind = RelationKind::Applies;
    let mut targets = Vec::new();
    for child in children(pair) {
        match child.as_rule() {
            Rule::relation_kw => {
                kind = match first_child(child).as_rule() {
                    Rule::applies_kw => RelationKind::Applies,
                    Rule::creates_kw => RelationKind::Creates,
                    Rule::repeals_kw => RelationKind::Repeals,
                    Rule::repeals_partly_kw => RelationKind::RepealsInPart,
                    Rule::amends_kw => RelationKind::Amends,
                    Rule::replaces_kw => RelationKind::Replaces,
                    other => mismatch(other),
                }
            }
            Rule::string => targets.push(builder.quoted(child)),
            Rule::and => {}
            other => mismatch(other),
        }
    }
    Relation { kind, targets }
}

fn renumbering(builder: &mut Builder<'_>, pair: P<'_>) -> Renumbering {
    let mut names = Vec::new();
    let mut from = None;
    for child in children(pair) {
        match child.as_rule() {
            Rule::string => names.push(builder.quoted(child)),
            Rule::span_from => from = date(builder, last_child(child)),
            _ => {}
        }
    }
    let new = names.pop().unwrap_or_else(|| mismatch(Rule::renumbers));
    let old = names.pop().unwrap_or_else(|| mismatch(Rule::renumbers));
    Renumbering { old, new, from }
}

fn transition(builder: &mut Builder<'_>, pair: P<'_>, span: Span) -> Option<Transition> {
    let mut kind = TransitionKind::Applications;
    let (mut from, mut by) = (None, None);
    for child in children(pair) {
        match child.as_rule() {
            Rule::transition_kw if first_child(child.clone()).as_rule() == Rule::decisions_kw => {
                kind = TransitionKind::Decisions;
            }
            Rule::date => from = date(builder, child),
            Rule::name => by = Some(builder.name(child)),
            _ => {}
        }
    }
    from.map(|from| Transition { kind, from, by, span })
}

pub(super) fn ruleset(builder: &mut Builder<'_>, pair: P<'_>) -> Ruleset {
    let (mut name, mut authority, mut used) = (None, None, Vec::new());
    for child in children(pair) {
        match child.as_rule() {
            Rule::string => name = Some(builder.quoted(child)),
            Rule::authority_line => {
                let named = last_child(child);
                authority = Some(Quoted { text: normalize(named.as_str()), span: builder.span(&named) });
            }
            Rule::use_ruleset => {
                let named = children(child).filter(|part| part.as_rule() == Rule::string);
                used.extend(named.map(|named| builder.quoted(named)));
            }
            Rule::ruleset_kw => {}
            other => mismatch(other),
        }
    }
    Ruleset { name: name.unwrap_or_else(|| mismatch(Rule::ruleset)), authority, used }
}

pub(super) fn list(builder: &mut Builder<'_>, pair: P<'_>, text: &str) -> List {
    let mut name = None;
    let mut keys = Vec::new();
    let mut values = Vec::new();
    let mut versions = Vec::new();
    for child in children(pair) {
        match child.as_rule() {
            Rule::string => name = Some(builder.quoted(child)),
            Rule::list_key => keys.push(list_column(builder, child)),
            Rule::list_values => {
                let columns = children(child).filter(|part| part.as_rule() == Rule::list_value);
                values.extend(columns.map(|column| list_column(builder, column)));
            }
            Rule::list_version => versions.extend(list_version(builder, child)),
            Rule::bad_line => builder.bad_line(&child, Rule::list_version, text),
            Rule::list_kw | Rule::by_kw | Rule::and => {}
            other => mismatch(other),
        }
    }
    List { name: name.unwrap_or_else(|| mismatch(Rule::list)), keys, values, versions }
}

fn list_column(builder: &mut Builder<'_>, pair: P<'_>) -> ListColumn {
    let (mut name, mut of) = (None, None);
    for child in children(pair) {
        match child.as_rule() {
            Rule::name => name = Some(builder.name(child)),
            Rule::column_type => of = Some(fact_type(builder, child)),
            other => mismatch(other),
        }
    }
    ListColumn { name: name.unwrap_or_else(|| mismatch(Rule::list_key)), of }
}

/// A version of a list; none when a date of it is impossible.
fn list_version(builder: &mut Builder<'_>, pair: P<'_>) -> Option<ListVersion> {
    let span = builder.span(&pair);
    let mut days = None;
    let (mut partial, mut file, mut source, mut verify) = (None, None, None, Vec::new());
    let (mut always, mut complete_for) = (None, Vec::new());
    for child in children(pair) {
        let part = builder.span(&child);
        match child.as_rule() {
            Rule::span_from_to | Rule::span_from => days = validity(builder, child, part),
            rule @ (Rule::partial_kw | Rule::complete_kw) => {
                builder.once(&mut partial, rule == Rule::partial_kw, part, "la mention « partielle » ou « complète »");
            }
            Rule::complete_for => {
                let found = complete(builder, child);
                if found.when.is_none() {
                    builder.once(&mut always, (), part, "la mention « complète pour »");
                }
                complete_for.push(found);
            }
            Rule::list_file => {
                let name = builder.quoted(last_child(child));
                builder.once(&mut file, name, part, "la mention du fichier");
            }
            Rule::list_source => {
                let name = builder.quoted(last_child(child));
                builder.once(&mut source, name, part, "la source");
            }
            Rule::verify => verify.push(builder.verify(child)),
            other => mismatch(other),
        }
    }
    Some(ListVersion {
        validity: days?,
        partial: partial.is_some_and(|(partial, _)| partial),
        complete_for,
        file: file.map(|(name, _)| name),
        source: source.map(|(name, _)| name),
        verify,
        span,
    })
}

/// `complète pour « S1Z40 » si la convention « … » retient « … »`
fn complete(builder: &mut Builder<'_>, pair: P<'_>) -> CompleteFor {
    let mut found = CompleteFor { codes: Vec::new(), when: None };
    for child in children(pair) {
        match child.as_rule() {
            Rule::string => found.codes.push(builder.quoted(child)),
            Rule::if_followed => {
                let mut named = children(last_child(child)).filter(|part| part.as_rule() == Rule::string);
                let mut next = || named.next().map(|name| builder.quoted(name));
                found.when = next().zip(next());
            }
            Rule::complete_kw | Rule::for_kw | Rule::and => {}
            other => mismatch(other),
        }
    }
    found
}
