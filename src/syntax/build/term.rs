//! Numbers, dates, lengths and computations.

use super::{Builder, P, children, first_child, last_child, mismatch, unreadable_name};
use crate::source::Span;
use crate::syntax::ast::{Aggregate, AggregateKind, Count, DayRead, Length, Name, Term, TermKind, Unit};
use crate::syntax::parser::Rule;
use crate::syntax::{errors, recover};
use crate::time::{Day, Workdays};
use crate::value::{Arithmetic, Decimal, NumberFault, Rounding, RoundingUnit, RoundingWay};

pub(super) fn computation(builder: &mut Builder<'_>, pair: P<'_>) -> Term {
    let span = builder.span(&pair);
    let mut first: Option<Term> = None;
    let mut rest = Vec::new();
    let mut operator = Arithmetic::Add;
    let mut rounding = None;
    let mut postponed = None;
    let mut in_default = None;
    for child in children(pair) {
        match child.as_rule() {
            Rule::product => {
                let right = product(builder, child);
                match first {
                    None => first = Some(right),
                    Some(_) => rest.push((operator, right)),
                }
            }
            Rule::add_op => {
                operator = if child.as_str().starts_with('+') { Arithmetic::Add } else { Arithmetic::Subtract }
            }
            Rule::rounding => rounding = Some(self::rounding(builder, child)),
            Rule::postponed => postponed = Some(workdays(first_child(child).as_rule())),
            Rule::in_default => in_default = Some(computation(builder, child)),
            Rule::in_default_kw => {}
            other => mismatch(other),
        }
    }
    let term = chained(first.unwrap_or_else(|| mismatch(Rule::computation)), rest);
    let term = match rounding {
        Some((rounding, words)) => Term { kind: TermKind::Rounded(Box::new(term), rounding, words), span },
        None => term,
    };
    let term = match postponed {
        Some(days) => Term { kind: TermKind::Postponed(Box::new(term), days), span },
        None => term,
    };
    match in_default {
        Some(instead) => Term { kind: TermKind::InDefault(Box::new(term), Box::new(instead)), span },
        None => term,
    }
}

/// The operands of a row as one term.
fn chained(first: Term, rest: Vec<(Arithmetic, Term)>) -> Term {
    match rest.last() {
        Some((_, last)) => {
            let span = first.span.to(last.span);
            Term { kind: TermKind::Chain(Box::new(first), rest), span }
        }
        None => first,
    }
}

fn product(builder: &mut Builder<'_>, pair: P<'_>) -> Term {
    let mut first: Option<Term> = None;
    let mut rest = Vec::new();
    let mut operator = Arithmetic::Multiply;
    for child in children(pair) {
        match child.as_rule() {
            Rule::mul_op => {
                operator = if child.as_str() == "/" { Arithmetic::Divide } else { Arithmetic::Multiply };
            }
            _ => {
                let right = factor(builder, child);
                match first {
                    None => first = Some(right),
                    Some(_) => rest.push((operator, right)),
                }
            }
        }
    }
    chained(first.unwrap_or_else(|| mismatch(Rule::product)), rest)
}

/// Any single value: a literal, a name, a phrase that computes one.
pub(super) fn factor(builder: &mut Builder<'_>, pair: P<'_>) -> Term {
    let span = builder.span(&pair);
    let kind = match pair.as_rule() {
        Rule::value => return factor(builder, first_child(pair)),
        Rule::parenthesis => {
            let inner = first_child(pair);
            let built = builder.nested(1, span, |builder| computation(builder, inner));
            return built.unwrap_or_else(|| unreadable(span));
        }
        Rule::derived => return derived(builder, children(pair).collect()),
        Rule::number | Rule::amount | Rule::percent => match literal(builder, pair) {
            Some(kind) => kind,
            None => return unreadable(span),
        },
        Rule::date => match date(builder, pair) {
            Some(day) => TermKind::Date(day),
            // The impossible date is reported; any day serves to go on.
            None => TermKind::Date(Day::FIRST),
        },
        Rule::length => TermKind::Length(length(builder, pair)),
        Rule::string => TermKind::Quoted(builder.quoted(pair).text),
        Rule::name => TermKind::Name(builder.name(pair)),
        Rule::named => named(builder, pair),
        Rule::assessment_day => TermKind::AssessmentDay,
        Rule::lookup => lookup(builder, None, last_child(pair)),
        Rule::aggregate => TermKind::Aggregate(Box::new(aggregate(builder, pair))),
        Rule::elapsed => match builder.nested(1, span, |builder| elapsed(builder, pair)) {
            Some(kind) => kind,
            None => return unreadable(span),
        },
        Rule::smallest | Rule::largest => {
            let is_smallest = pair.as_rule() == Rule::smallest;
            match builder.nested(1, span, |builder| computations(builder, pair)) {
                Some(terms) if is_smallest => TermKind::Smallest(terms),
                Some(terms) => TermKind::Largest(terms),
                None => return unreadable(span),
            }
        }
        other => mismatch(other),
    };
    Term { kind, span }
}

/// A name, and where what it names is read.
fn named(builder: &mut Builder<'_>, pair: P<'_>) -> TermKind {
    let mut parts = children(pair);
    let words = parts.next().unwrap_or_else(|| mismatch(Rule::named));
    match parts.next() {
        None => TermKind::Name(builder.name(words)),
        Some(day) if day.as_rule() == Rule::read_on_another_day => {
            TermKind::ReadOn(builder.name(words), read_on_another_day(builder, day))
        }
        Some(list) => {
            let column = column_of_list(builder, &words, &list);
            lookup(builder, Some(column), list)
        }
    }
}

/// `au jour de la signature`
fn read_on_another_day(builder: &mut Builder<'_>, pair: P<'_>) -> DayRead {
    let span = builder.span(&pair);
    let day = last_child(pair);
    match day.as_rule() {
        Rule::on_last_day_of_row => DayRead::LastOfRow,
        Rule::on_first_day_of_row => DayRead::FirstOfRow,
        Rule::on_assessment_day => DayRead::Assessment,
        _ => {
            let of = builder.nested(1, span, |builder| factor(builder, day));
            DayRead::Of(Box::new(of.unwrap_or_else(|| unreadable(span))))
        }
    }
}

/// « surface » of « surface de la liste », before the name of the list.
fn column_of_list(builder: &mut Builder<'_>, words: &P<'_>, list: &P<'_>) -> Name {
    let name = builder.name(words.clone());
    let Some(column) = name.text.strip_suffix(" de la liste") else {
        let span = builder.span(list);
        builder.diagnostics.push(errors::unexpected(span, "«", false, &["de la liste"]));
        return unreadable_name(name.span);
    };
    // « la liste » holds no « de ».
    let written = words.as_str();
    let length = written.rfind("de").map_or(written.len(), |at| written[..at].trim_end().len());
    Name { text: column.to_string(), span: Span { end: name.span.start + length as u32, ..name.span } }
}

/// `« surfaces » pour la zone et le nombre de personnes`
fn lookup(builder: &mut Builder<'_>, column: Option<Name>, pair: P<'_>) -> TermKind {
    let (mut list, mut keys) = (None, Vec::new());
    for child in children(pair) {
        match child.as_rule() {
            Rule::string if list.is_none() => list = Some(builder.quoted(child)),
            Rule::for_kw | Rule::and => {}
            _ => keys.push(factor(builder, child)),
        }
    }
    TermKind::Lookup { column, list: list.unwrap_or_else(|| mismatch(Rule::lookup_for)), keys }
}

/// What is not built because something in it is reported.
fn unreadable(span: Span) -> Term {
    Term { kind: TermKind::Name(unreadable_name(span)), span }
}

/// `55 % de 6 mois après …`: what stands in front is taken of all that follows.
fn derived(builder: &mut Builder<'_>, mut parts: Vec<P<'_>>) -> Term {
    let whole = parts.pop().unwrap_or_else(|| mismatch(Rule::derived));
    let span = builder.span(&whole);
    let built = builder.nested(parts.len(), span, |builder| factor(builder, whole));
    let Some(whole) = built else { return unreadable(span) };
    parts.into_iter().rev().fold(whole, |whole, part| {
        let rule = part.as_rule();
        let span = builder.span(&part).to(whole.span);
        let mut words = children(part);
        let first = words.next().unwrap_or_else(|| mismatch(rule));
        let kind = match rule {
            Rule::share => {
                let share_span = builder.span(&first);
                match literal(builder, first) {
                    Some(kind) => {
                        let share = Term { kind, span: share_span };
                        TermKind::Share(Box::new(share), Box::new(whole))
                    }
                    None => unreadable(span).kind,
                }
            }
            Rule::shift if first.as_rule() == Rule::clear_kw => {
                let by = words.next().unwrap_or_else(|| mismatch(rule));
                let span = builder.span(&by).to(whole.span);
                let ordinary = Term { kind: moved(builder, by, true, whole), span };
                TermKind::Clear(Box::new(ordinary))
            }
            Rule::shift => {
                let after = words.next().is_some_and(|word| word.as_rule() == Rule::after_kw);
                moved(builder, first, after, whole)
            }
            Rule::month_edge => TermKind::MonthEdge(first.as_rule() == Rule::last_of_month_kw, Box::new(whole)),
            other => mismatch(other),
        };
        Term { kind, span }
    })
}

/// A day so far after another, or before it, by the words of the length.
fn moved(builder: &mut Builder<'_>, by: P<'_>, after: bool, from: Term) -> TermKind {
    match by.as_rule() {
        Rule::shift_by => shifted_by((builder.name(by), after), from),
        Rule::working_length => {
            let span = builder.span(&by);
            let mut parts = children(by);
            let mut next = || parts.next().unwrap_or_else(|| mismatch(Rule::working_length));
            let (number, days) = (next(), next());
            let count = Count { value: whole_number(builder, &number) as u32, span };
            TermKind::WorkingShift { count, days: workdays(days.as_rule()), after, from: Box::new(from) }
        }
        // « Dans le mois suivant … » says no number.
        Rule::unit => {
            let by = Length { parts: vec![(1, unit(by.as_str()))], span: builder.span(&by) };
            TermKind::Shift { by, after, from: Box::new(from) }
        }
        _ => TermKind::Shift { by: length(builder, by), after, from: Box::new(from) },
    }
}

/// `les 5 jours ouvrés suivant …`: where they end, or begin.
pub(super) fn reach(builder: &mut Builder<'_>, by: P<'_>, after: bool, from: P<'_>) -> Term {
    let span = builder.span(&by).to(builder.span(&from));
    let from = factor(builder, from);
    Term { kind: moved(builder, by, after, from), span }
}

fn workdays(rule: Rule) -> Workdays {
    match rule {
        Rule::workable_days | Rule::to_workable => Workdays::Ouvrables,
        Rule::worked_days | Rule::to_worked => Workdays::Ouvres,
        other => mismatch(other),
    }
}

/// `le nombre de mois entre A et B`
fn elapsed(builder: &mut Builder<'_>, pair: P<'_>) -> TermKind {
    let mut unit = Unit::Days;
    let mut dates = Vec::new();
    for child in children(pair) {
        match child.as_rule() {
            Rule::elapsed_kw => unit = elapsed_unit(child.as_str()),
            Rule::and => {}
            _ => dates.push(factor(builder, child)),
        }
    }
    let mut dates = dates.into_iter();
    let mut next = || Box::new(dates.next().unwrap_or_else(|| mismatch(Rule::elapsed)));
    TermKind::Elapsed { unit, from: next(), to: next() }
}

/// The words of the phrase are one token.
fn elapsed_unit(words: &str) -> Unit {
    let is = |unit: &str| words.contains(unit);
    if is("mois") {
        Unit::Months
    } else if is("jours") {
        Unit::Days
    } else {
        Unit::Years
    }
}

/// The name of a length before a day, or before another such name.
fn shifted_by(by: (Name, bool), whole: Term) -> TermKind {
    match whole.kind {
        TermKind::ShiftBy { mut names, from } => {
            names.insert(0, by);
            TermKind::ShiftBy { names, from }
        }
        kind => TermKind::ShiftBy { names: vec![by], from: Box::new(Term { kind, span: whole.span }) },
    }
}

fn computations(builder: &mut Builder<'_>, pair: P<'_>) -> Vec<Term> {
    children(pair)
        .filter(|child| child.as_rule() == Rule::computation)
        .map(|child| computation(builder, child))
        .collect()
}

/// A number, an amount or a percentage; `None` when it cannot be told, which is reported.
fn literal(builder: &mut Builder<'_>, pair: P<'_>) -> Option<TermKind> {
    Some(match pair.as_rule() {
        Rule::amount => TermKind::Amount(number(builder, &first_child(pair), " €")?.exact()),
        Rule::percent => TermKind::Percent(number(builder, &first_child(pair), " %")?.percent().exact()),
        _ => TermKind::Number(number(builder, &pair, "")?.exact()),
    })
}

pub(super) fn rank(builder: &mut Builder<'_>, pair: P<'_>) -> Term {
    let span = builder.span(&pair);
    let mut by = None;
    let (mut descending, mut without_gaps) = (false, false);
    for child in children(pair) {
        match child.as_rule() {
            // The words of the phrase are one token.
            Rule::rank_kw => {
                descending = child.as_str().contains("décroissant");
                without_gaps = child.as_str().contains("lacune");
            }
            _ => by = Some(builder.name(child)),
        }
    }
    let by = by.unwrap_or_else(|| mismatch(Rule::rank));
    Term { kind: TermKind::Rank { by, descending, without_gaps }, span }
}

fn aggregate(builder: &mut Builder<'_>, pair: P<'_>) -> Aggregate {
    let span = builder.span(&pair);
    let mut head = None;
    let mut operations = Vec::new();
    let mut qualifying = Vec::new();
    let (mut by_period, mut most_each, mut best) = (None, None, None);
    for child in children(pair) {
        match child.as_rule() {
            Rule::aggregate_head => head = Some(aggregate_head(builder, child)),
            Rule::and => {}
            Rule::window | Rule::window_before | Rule::by_convention | Rule::counted_by => qualifying.push(child),
            Rule::by_civil_period => {
                let (months, at) = (if child.as_str().contains("semestre") { 6 } else { 12 }, builder.span(&child));
                builder.once(&mut by_period, months, at, "le regroupement");
            }
            Rule::most_each => {
                let at = builder.span(&child);
                let most = factor(builder, first_child(child));
                builder.once(&mut most_each, most, at, "le plafond");
            }
            Rule::best => {
                let number = children(child).find(|part| part.as_rule() == Rule::number);
                let number = number.unwrap_or_else(|| mismatch(Rule::best));
                let at = builder.span(&number);
                let count = Count { value: whole_number(builder, &number) as u32, span: at };
                builder.once(&mut best, count, at, "le nombre des meilleures");
            }
            _ => operations.push(builder.set_operation(child)),
        }
    }
    let modifiers = builder.modifiers(qualifying.into_iter());
    let (kind, whole, of) = head.unwrap_or_else(|| mismatch(Rule::aggregate));
    let most_each = most_each.map(|(most, _)| most);
    let best = best.map(|(best, _)| best);
    Aggregate { kind, whole, of, operations, modifiers, by_period, most_each, best, span }
}

fn aggregate_head(builder: &mut Builder<'_>, pair: P<'_>) -> (AggregateKind, Name, Name) {
    let whole = builder.name(pair.clone());
    let mut kind = None;
    let mut of = None;
    for child in children(pair) {
        match child.as_rule() {
            Rule::name => of = Some(builder.name(child)),
            rule => kind = Some(aggregate_kind(rule)),
        }
    }
    (
        kind.unwrap_or_else(|| mismatch(Rule::aggregate_head)),
        whole,
        of.unwrap_or_else(|| mismatch(Rule::aggregate_head)),
    )
}

fn aggregate_kind(rule: Rule) -> AggregateKind {
    match rule {
        Rule::sum_of => AggregateKind::Sum,
        Rule::mean_of => AggregateKind::Mean,
        Rule::monthly_mean_of => AggregateKind::MonthlyMean,
        Rule::daily_mean_of => AggregateKind::DailyMean,
        Rule::greatest_of => AggregateKind::Greatest,
        Rule::least_of => AggregateKind::Least,
        Rule::count_of => AggregateKind::Count,
        Rule::count_of_days => AggregateKind::CountOfDays,
        Rule::count_of_months => AggregateKind::CountOfMonths,
        Rule::length_of => AggregateKind::Length,
        Rule::length_in_days_of => AggregateKind::LengthInDays,
        other => mismatch(other),
    }
}

/// Values of which one suffices.
pub(super) fn values(builder: &mut Builder<'_>, pair: P<'_>) -> Vec<Term> {
    children(pair).filter(|child| child.as_rule() == Rule::value).map(|child| factor(builder, child)).collect()
}

/// `arrondi au centime le plus proche`, and the words of the unit.
fn rounding(builder: &mut Builder<'_>, pair: P<'_>) -> (Rounding, Span) {
    let mut parts = children(pair);
    let mut next = || parts.next().unwrap_or_else(|| mismatch(Rule::rounding));
    let (to, way) = (next(), next());
    let words = builder.span(&to);
    let unit = match first_child(to).as_rule() {
        Rule::to_cent => RoundingUnit::Cent,
        Rule::to_tenth => RoundingUnit::Tenth,
        Rule::to_one => RoundingUnit::One,
        Rule::to_euro => RoundingUnit::Euro,
        Rule::to_ten_euros => RoundingUnit::TenEuros,
        Rule::to_tenth_of_point => RoundingUnit::TenthOfPoint,
        Rule::to_point => RoundingUnit::Point,
        other => mismatch(other),
    };
    let way = match first_child(way).as_rule() {
        Rule::nearest_kw => RoundingWay::Nearest,
        Rule::upward_kw => RoundingWay::Up,
        Rule::downward_kw => RoundingWay::Down,
        other => mismatch(other),
    };
    (Rounding { unit, way }, words)
}

/// A number that has this unit; `None` when it cannot be told, which is reported.
fn number(builder: &mut Builder<'_>, pair: &P<'_>, unit: &str) -> Option<Decimal> {
    let span = builder.span(pair);
    let text = pair.as_str().trim();
    let fault = match Decimal::parse(text) {
        Ok(number) => return Some(number),
        Err(fault) => fault,
    };
    builder.diagnostics.push(match (recover::loose_date(text), fault) {
        (Some(day), _) => errors::date_form(span, text, &day),
        (None, NumberFault::TooManyDigits) => errors::number_too_long(span),
        (None, NumberFault::TwoReadings { thousands, decimals }) => {
            errors::two_readings(span, text, &format!("{thousands}{unit}"), &format!("{decimals}{unit}"))
        }
        (None, NumberFault::Separators | NumberFault::NotANumber) => errors::separators(span, text),
    });
    None
}

/// A whole number; anything else is reported and read as one, of which nothing else is wrong.
pub(super) fn whole_number(builder: &mut Builder<'_>, pair: &P<'_>) -> i32 {
    let Some(number) = number(builder, pair, "") else { return 1 };
    let value = number.exact();
    if value.is_integer() && *value.numer() <= 100_000 {
        return *value.numer() as i32;
    }
    let span = builder.span(pair);
    builder.diagnostics.push(errors::whole_number_expected(span));
    1
}

pub(super) fn length(builder: &mut Builder<'_>, pair: P<'_>) -> Length {
    let span = builder.span(&pair);
    let mut parts = Vec::new();
    let mut count = 0;
    for child in children(pair) {
        match child.as_rule() {
            Rule::number => count = whole_number(builder, &child),
            Rule::unit => parts.push((count, unit(child.as_str()))),
            Rule::and => {}
            other => mismatch(other),
        }
    }
    Length { parts, span }
}

pub(super) fn unit(word: &str) -> Unit {
    match word.trim() {
        "an" | "ans" | "année" | "années" => Unit::Years,
        "mois" => Unit::Months,
        "semaine" | "semaines" => Unit::Weeks,
        _ => Unit::Days,
    }
}

/// A date; an impossible one is reported and gives `None`.
pub(super) fn date(builder: &mut Builder<'_>, pair: P<'_>) -> Option<Day> {
    let found = day(&pair);
    if found.is_none() {
        let words = pair.as_str().trim();
        builder.diagnostics.push(errors::impossible_date(builder.span(&pair), words));
    }
    found
}

/// The day that a date names; `None` when the calendar has no such day.
pub(in crate::syntax) fn day(pair: &P<'_>) -> Option<Day> {
    let inner = first_child(pair.clone());
    let text = inner.as_str().trim();
    let (year, month, day) = match inner.as_rule() {
        Rule::date_iso => numbers(text.split('-'), [0, 1, 2]),
        Rule::date_slashed => numbers(text.split('/'), [2, 1, 0]),
        Rule::date_long => {
            let mut words = text.split_whitespace();
            let day = words.next().unwrap_or("").trim_end_matches("er").parse().unwrap_or(0);
            let month = words.next().and_then(month_number).unwrap_or(0);
            let year = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
            (year, month, day)
        }
        other => mismatch(other),
    };
    Day::from_ymd(year, month, day).filter(|found| (Day::FIRST..=Day::LAST).contains(found))
}

fn numbers<'t>(parts: impl Iterator<Item = &'t str>, order: [usize; 3]) -> (i32, u32, u32) {
    let numbers: Vec<u32> = parts.map(|part| part.parse().unwrap_or(0)).collect();
    let part = |index: usize| numbers.get(index).copied().unwrap_or(0);
    (part(order[0]) as i32, part(order[1]), part(order[2]))
}

/// The number of a month from its French name.
fn month_number(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    MONTHS.iter().position(|month| *month == word).map(|index| index as u32 + 1)
}
