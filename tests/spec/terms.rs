//! Values: `montants.md`.

use alinea::names::fold;
use alinea::syntax::ast::{Band, ChoiceLine, FactType, Length, Name, Slice, Term, TermKind, Unit};
use alinea::time::Day;
use alinea::value::{Arithmetic, Rounding, RoundingUnit, RoundingWay};
use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedMul, CheckedSub, Zero};

use super::calendar::months_later;
use super::conditions::Row;
use super::dossier::{Given, GivenRow};
use super::procedures::{Scene, Sense};
use super::working::month_edge;

/// What a computation comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An amount is in euros, a percentage a share of one.
    Number(Ratio<i128>),
    Day(Day),
    Months(i32),
    /// Whole months and a part of another.
    PartMonths(i32, Ratio<i64>),
    Days(i32),
    /// Folded.
    Text(String),
    Truth(bool),
    /// There is no value: a mean of no rows.
    Lacking,
    /// No exact result: a division by zero.
    None,
}

/// A length, in months or in days.
pub fn length(length: &Length) -> Value {
    let of = |wanted: [Unit; 2], each: [i32; 2]| -> i32 {
        let parts = length.parts.iter();
        parts
            .map(|(count, unit)| wanted.iter().zip(each).find(|(one, _)| *one == unit).map_or(0, |(_, of)| count * of))
            .sum()
    };
    let (months, days) = (of([Unit::Years, Unit::Months], [12, 1]), of([Unit::Weeks, Unit::Days], [7, 1]));
    let in_days = length.parts.iter().all(|(_, unit)| matches!(unit, Unit::Weeks | Unit::Days));
    if in_days { Value::Days(days) } else { Value::Months(months) }
}

impl Scene<'_> {
    pub fn term(&self, term: &Term, row: Option<&Row<'_>>) -> Value {
        match &term.kind {
            TermKind::Number(value) | TermKind::Amount(value) | TermKind::Percent(value) => Value::Number(*value),
            TermKind::Date(day) => Value::Day(*day),
            TermKind::Length(one) => length(one),
            TermKind::Quoted(text) => Value::Text(fold(text)),
            TermKind::Name(name) => self.named(name, row),
            TermKind::Chain(first, rest) => rest
                .iter()
                .fold(self.term(first, row), |left, (operator, right)| combine(left, *operator, self.term(right, row))),
            TermKind::Smallest(terms) => self.extreme(terms, row, |one, other| one < other),
            TermKind::Largest(terms) => self.extreme(terms, row, |one, other| one > other),
            TermKind::Shift { by, after, from } => self.moved(self.term(from, row), length(by), *after),
            TermKind::ShiftBy { names, from } => self.moved_by(names, from, row),
            TermKind::WorkingShift { count, days, after, from } => {
                self.working_days(self.term(from, row), count.value, *days, *after)
            }
            TermKind::Clear(inner) => match self.term(inner, row) {
                Value::Day(day) => Value::Day(day.plus_days(1)),
                other => other,
            },
            TermKind::MonthEdge(last, of) => month_edge(self.term(of, row), *last),
            TermKind::Postponed(of, days) => self.postponed(self.term(of, row), *days),
            TermKind::Share(share, whole) => {
                combine(self.term(share, row), Arithmetic::Multiply, self.term(whole, row))
            }
            TermKind::ReadOn(name, day) => self.read_on(name, day, row),
            TermKind::Elapsed { unit, from, to } => self.elapsed(*unit, self.term(from, row), self.term(to, row)),
            TermKind::AssessmentDay => Value::Day(self.today),
            TermKind::Rounded(inner, rounding, _) => match self.term(inner, row) {
                Value::Number(value) => Value::Number(rounded(value, *rounding)),
                other => other,
            },
            TermKind::Bands { of, bands } => self.banded(of, bands, row),
            TermKind::Aggregate(tree) => self.aggregate(tree, row),
            TermKind::Rank { by, descending, without_gaps } => {
                self.rank(by, *descending, *without_gaps, row.expect("a row is at hand"))
            }
            TermKind::InDefault(value, instead) => match self.term(value, row) {
                Value::Lacking => self.term(instead, row),
                value => value,
            },
            TermKind::Scale { of, slices } => self.owed(of, slices, row),
            TermKind::Lookup { column, list, keys } => {
                let keys: Vec<Value> = keys.iter().map(|key| self.term(key, row)).collect();
                self.looked_up(column.as_ref().map(|name| name.text.as_str()), &list.text, &keys)
            }
            TermKind::Choice { of, lines } => self.chosen(of, lines, row),
        }
    }

    /// So many months later, or earlier. Under « refus » neither reading is chosen: each is one world.
    pub fn months_later(&self, day: Day, months: i32) -> Day {
        months_later(day, months, self.missing(day))
    }

    /// How many times a year, a month or a day can be added to a date without passing another.
    fn elapsed(&self, unit: Unit, from: Value, to: Value) -> Value {
        let (from, to) = match (from, to) {
            (Value::None, _) | (_, Value::None) => return Value::None,
            (Value::Day(from), Value::Day(to)) => (from, to),
            _ => return Value::Lacking,
        };
        if to < from {
            self.world.fault();
            return Value::None;
        }
        let each = match unit {
            Unit::Years => 12,
            Unit::Months => 1,
            Unit::Weeks | Unit::Days => return Value::Number(Ratio::from_integer(from.days_until(to).into())),
        };
        let later = |count: i32| self.months_later(from, each * count);
        let mut count = 0;
        while later(count + 1) <= to {
            count += 1;
        }
        Value::Number(Ratio::from_integer(count.into()))
    }

    /// A day so much later, or earlier.
    fn moved(&self, day: Value, by: Value, after: bool) -> Value {
        let sign = if after { 1 } else { -1 };
        match (day, by) {
            (Value::None, _) | (_, Value::None) => Value::None,
            (Value::Lacking, _) | (_, Value::Lacking) => Value::Lacking,
            (Value::Day(day), Value::Months(months)) => Value::Day(self.months_later(day, sign * months)),
            (Value::Day(day), Value::Days(days)) => Value::Day(day.plus_days(sign * days)),
            _ => Value::None,
        }
    }

    /// `durée du préavis après notification`. Of the ways to read the words, that with the longest name.
    fn moved_by(&self, names: &[(Name, bool)], from: &Term, row: Option<&Row<'_>>) -> Value {
        let joined = |count: usize| -> Name {
            let mut text = names[0].0.text.clone();
            for ((_, after), (name, _)) in names[..count].iter().zip(&names[1..]) {
                text = format!("{text} {} {}", if *after { "après" } else { "avant" }, name.text);
            }
            Name { text, span: names[0].0.span }
        };
        if let TermKind::Name(last) = &from.kind {
            let (_, after) = names[names.len() - 1];
            let before = joined(names.len() - 1).text;
            let whole = format!("{before} {} {}", if after { "après" } else { "avant" }, last.text);
            if self.is_named(&whole, row) {
                return self.named(&Name { text: whole, span: last.span }, row);
            }
        }
        let count = (1..=names.len()).rev().find(|count| self.is_named(&joined(count - 1).text, row)).unwrap_or(1);
        let by = self.named(&joined(count - 1), row);
        let from = match &names[count..] {
            [] => self.term(from, row),
            rest => self.moved_by(rest, from, row),
        };
        self.moved(from, by, names[count - 1].1)
    }

    /// Whether words are the name of a column of the row at hand, of a definition or of a fact.
    fn is_named(&self, name: &str, row: Option<&Row<'_>>) -> bool {
        row.is_some_and(|row| row.given.columns.contains_key(name))
            || self.definition(name).is_some()
            || self.recueil.facts.contains_key(name)
            || self.recueil.parameters.contains_key(name)
    }

    /// A column of the row at hand, a definition, a fact.
    pub fn named(&self, name: &Name, row: Option<&Row<'_>>) -> Value {
        if let Some(given) = row.and_then(|row| row.given.columns.get(&name.text)) {
            return value(given);
        }
        // What belongs to each row sees its columns; another definition does not.
        let row = row.filter(|_| self.each(&name.text).is_some());
        match self.definition(&name.text) {
            Some(Sense::Value(term)) => self.excepted(
                &name.text,
                row,
                |scene| scene.term(term, row),
                |scene, sense| match sense {
                    Sense::Value(term) => scene.term(term, row),
                    Sense::Set(_) | Sense::Condition(_) => Value::None,
                },
            ),
            Some(Sense::Condition(_)) => Value::Truth(self.holds(&name.text, row)),
            Some(Sense::Set(_)) => Value::None,
            None => {
                let given = self.dossier.facts.get(&name.text).map(value);
                given.or_else(|| self.parameter(&name.text)).unwrap_or(Value::None)
            }
        }
    }

    /// `son rang par naissance`: one more than the rows that come before, or than their values.
    fn rank(&self, by: &Name, descending: bool, without_gaps: bool, row: &Row<'_>) -> Value {
        let of = |given: &GivenRow| value(&given.columns[&by.text]);
        let own = of(row.given);
        let mut before: Vec<Value> = self.dossier.rows(row.fact).iter().map(of).collect();
        before.retain(|other| if descending { *other > own } else { *other < own });
        if without_gaps {
            let all = before.clone();
            let mut index = 0;
            before.retain(|value| {
                index += 1;
                !all[..index - 1].contains(value)
            });
        }
        Value::Number(Ratio::from_integer(1 + before.len() as i128))
    }

    fn extreme(&self, terms: &[Term], row: Option<&Row<'_>>, is_better: fn(&Value, &Value) -> bool) -> Value {
        let values: Vec<Value> = terms.iter().map(|term| self.term(term, row)).collect();
        for missing in [Value::Lacking, Value::None] {
            if values.contains(&missing) {
                return missing;
            }
        }
        values.into_iter().reduce(|one, other| if is_better(&other, &one) { other } else { one }).unwrap_or(Value::None)
    }

    /// The band in which a value lies: the one from the highest bound that it has reached, or one of what is less.
    fn banded(&self, of: &Term, bands: &[Band], row: Option<&Row<'_>>) -> Value {
        let value = self.term(of, row);
        let bounds: Vec<Value> = bands.iter().map(|band| self.term(&band.threshold, row)).collect();
        for missing in [Value::None, Value::Lacking] {
            if value == missing || bounds.contains(&missing) {
                return missing;
            }
        }
        let reached = bands.iter().zip(&bounds).filter(|(band, bound)| band.from && **bound <= value);
        let highest = reached.map(|(_, bound)| bound).max_by(|one, other| one.partial_cmp(other).expect("of one type"));
        let ends: Vec<Option<Value>> =
            bands.iter().map(|band| band.until.as_ref().map(|until| self.term(until, row))).collect();
        let last = |bound: &Value| {
            let band = bounds.iter().position(|known| std::ptr::eq(known, bound));
            band.and_then(|index| ends[index].clone())
        };
        let fits = |(band, bound): &(&Band, &Value)| match band.from {
            true => Some(*bound) == highest && last(bound).is_none_or(|last| value <= last),
            false => value < **bound,
        };
        let found: Vec<Value> =
            bands.iter().zip(&bounds).filter(fits).map(|(band, _)| self.term(&band.value, row)).collect();
        match found.first() {
            Some(first) if found.iter().all(|other| other == first) => first.clone(),
            Some(_) if found.contains(&Value::None) => Value::None,
            Some(_) | None => {
                self.world.fault();
                Value::None
            }
        }
    }

    /// Each rate is taken of what lies above the slice before and below the end of its own.
    fn owed(&self, of: &Term, slices: &[Slice], row: Option<&Row<'_>>) -> Value {
        let Value::Number(value) = self.term(of, row) else {
            return Value::None;
        };
        let (mut sum, mut begins) = (Value::Number(Ratio::zero()), Ratio::zero());
        for slice in slices {
            let ends = match slice.until.as_ref().map(|until| self.term(until, row)) {
                Some(Value::Number(end)) => end,
                _ => value,
            };
            if value > begins {
                let inside = Value::Number(value.min(ends) - begins);
                let owed = combine(self.term(&slice.rate, row), Arithmetic::Multiply, inside);
                sum = combine(sum, Arithmetic::Add, owed);
            }
            begins = ends;
        }
        sum
    }

    /// The line on which a word stands, or the one for all others.
    fn chosen(&self, of: &Name, lines: &[ChoiceLine], row: Option<&Row<'_>>) -> Value {
        let line = lines.iter().find(|line| !line.keys.is_empty() && self.is_one_of(of, &line.keys, row));
        let line = line.or_else(|| lines.iter().find(|line| line.keys.is_empty()));
        line.map_or(Value::None, |line| self.term(&line.value, row))
    }

    /// Whether texts of a name may be any, not options of a closed list.
    pub fn is_free_text(&self, name: &str, row: Option<&Row<'_>>) -> bool {
        let fact = match row {
            Some(row) if row.given.columns.contains_key(name) => {
                let columns = self.recueil.facts.get(row.fact).map(|fact| &fact.columns);
                columns.and_then(|columns| columns.iter().find(|column| column.name.text == name))
            }
            _ => self.recueil.facts.get(name),
        };
        fact.is_some_and(|fact| matches!(fact.kind, FactType::Text | FactType::Code { file: None, .. }))
    }
}

/// Values of one type have an order.
impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Value) -> Option<std::cmp::Ordering> {
        match (self, other) {
            (Value::Number(one), Value::Number(other)) => Some(one.cmp(other)),
            (Value::Day(one), Value::Day(other)) => Some(one.cmp(other)),
            (Value::Days(one), Value::Days(other)) => Some(one.cmp(other)),
            _ => Some(months(self)?.cmp(&months(other)?)),
        }
    }
}

fn months(value: &Value) -> Option<(i32, Ratio<i64>)> {
    match value {
        Value::Months(months) => Some((*months, Ratio::from_integer(0))),
        Value::PartMonths(months, part) => Some((*months, *part)),
        _ => None,
    }
}

pub fn value(given: &Given) -> Value {
    match given {
        Given::Truth(truth) => Value::Truth(*truth),
        Given::Number(number) => Value::Number(*number),
        Given::Day(day) => Value::Day(*day),
        Given::Months(months) => Value::Months(*months),
        Given::Days(days) => Value::Days(*days),
        Given::Text(text) => Value::Text(text.clone()),
        Given::Rows(_) => Value::None,
    }
}

fn combine(left: Value, operator: Arithmetic, right: Value) -> Value {
    let whole = |one: i32, other: i32| match operator {
        Arithmetic::Add => Some(one + other),
        Arithmetic::Subtract => Some(one - other),
        Arithmetic::Multiply | Arithmetic::Divide => None,
    };
    if left != Value::None && right != Value::None && [&left, &right].contains(&&Value::Lacking) {
        return Value::Lacking;
    }
    let found = match (&left, &right) {
        (Value::Number(one), Value::Number(other)) => match operator {
            Arithmetic::Add => one.checked_add(other),
            Arithmetic::Subtract => one.checked_sub(other),
            Arithmetic::Multiply => one.checked_mul(other),
            Arithmetic::Divide => (!other.is_zero()).then(|| one / other),
        }
        .map(Value::Number),
        (Value::Months(one), Value::Months(other)) => whole(*one, *other).map(Value::Months),
        (Value::Days(one), Value::Days(other)) => whole(*one, *other).map(Value::Days),
        (Value::Number(count), of) | (of, Value::Number(count)) if operator == Arithmetic::Multiply => {
            let times = |length: i32| {
                let product = count.checked_mul(&Ratio::from_integer(length.into()))?;
                product.is_integer().then(|| i32::try_from(product.to_integer()).ok()).flatten()
            };
            match of {
                Value::Months(months) => times(*months).map(Value::Months),
                Value::Days(days) => times(*days).map(Value::Days),
                _ => None,
            }
        }
        _ => None,
    };
    found.unwrap_or(Value::None)
}

/// The nearest of the multiples around a number, or that on one side; halves go away from zero.
fn rounded(value: Ratio<i128>, rounding: Rounding) -> Ratio<i128> {
    let each = match rounding.unit {
        RoundingUnit::TenEuros => Ratio::from_integer(10),
        RoundingUnit::Euro | RoundingUnit::One => Ratio::from_integer(1),
        RoundingUnit::Tenth => Ratio::new(1, 10),
        RoundingUnit::Cent | RoundingUnit::Point => Ratio::new(1, 100),
        RoundingUnit::TenthOfPoint => Ratio::new(1, 1000),
    };
    let below = (value / each).floor() * each;
    if below == value {
        return value;
    }
    let above = below + each;
    match rounding.way {
        RoundingWay::Down => below,
        RoundingWay::Up => above,
        RoundingWay::Nearest if value - below == above - value => {
            if value > Ratio::zero() {
                above
            } else {
                below
            }
        }
        RoundingWay::Nearest if value - below < above - value => below,
        RoundingWay::Nearest => above,
    }
}
