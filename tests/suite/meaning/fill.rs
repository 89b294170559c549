//! One way to fill the gaps of a dossier.

use alinea::case::{Case, End, Row, Value};
use alinea::names::fold;
use alinea::plan::{Fact, Plan, Type};
use alinea::query::Request;
use alinea::time::{Day, DayRange};
use fastrand::Rng;
use num_rational::Ratio;

use super::spec::{Dossier, Given, GivenRow};

/// A dossier without gaps.
pub struct Filled {
    pub dossier: Dossier,
    /// Whether there were none.
    pub is_whole: bool,
}

/// Fills the gaps of a dossier; another seed, another way.
pub fn fill(plan: &Plan, case: &Case, request: &Request, seed: u64) -> Filled {
    let mut filling = Filling { plan, case, rng: Rng::with_seed(seed), is_whole: true };
    let mut dossier = Dossier::default();
    for (fact, value) in plan.facts.iter().zip(&case.facts) {
        dossier.facts.insert(fact.name.clone(), filling.given(fact, value));
    }
    if let Some(day) = request.day {
        panic!("the day of assessment is a fact of the dossier, not {day}");
    }
    dossier.admissions.extend(case.admitted.iter().cloned());
    Filled { dossier, is_whole: filling.is_whole }
}

struct Filling<'a> {
    plan: &'a Plan,
    case: &'a Case,
    rng: Rng,
    is_whole: bool,
}

impl Filling<'_> {
    fn given(&mut self, fact: &Fact, value: &Value) -> Given {
        match value {
            Value::Unknown => {
                self.is_whole = false;
                self.any(fact)
            }
            Value::Truth(truth) => Given::Truth(*truth),
            Value::Number(number) => Given::Number(number.exact()),
            Value::Date(days) => Given::Day(self.day(*days)),
            Value::Symbol(symbol) => Given::Text(fold(self.case.text(self.plan, *symbol))),
            Value::Length(count) if fact.kind == Type::Days => Given::Days(*count),
            Value::Length(count) => Given::Months(*count),
            Value::Rows(rows) => Given::Rows(rows.iter().map(|row| self.row(fact, row)).collect()),
        }
    }

    fn day(&mut self, days: DayRange) -> Day {
        self.is_whole &= days.is_exact();
        days.first.plus_days(self.rng.i32(0..=days.first.days_until(days.last)))
    }

    fn row(&mut self, fact: &Fact, row: &Row) -> GivenRow {
        let columns = fact.columns.iter().zip(&row.columns);
        let columns = columns.map(|(column, value)| (column.name.clone(), self.given(column, value))).collect();
        if fact.kind == Type::Rows {
            return GivenRow { start: None, end: None, columns };
        }
        let mut start = match row.start {
            Some(days) => self.day(days),
            None => {
                self.is_whole = false;
                self.any_day()
            }
        };
        let mut end = match row.end {
            End::Known(days) => Some(self.day(days)),
            End::Ongoing => None,
            End::Unknown => {
                self.is_whole = false;
                self.rng.bool().then(|| start.plus_days(self.rng.i32(0..900)))
            }
        };
        if let Some(day) = end
            && day < start
        {
            // A period does not end before it begins.
            match (row.start, row.end) {
                (Some(days), _) if days.first <= day => start = days.first,
                (None, _) => start = day,
                (Some(days), End::Known(last)) => (start, end) = (days.first, Some(last.last)),
                (Some(_), End::Ongoing | End::Unknown) => end = Some(start),
            }
        }
        GivenRow { start: Some(start), end, columns }
    }

    fn any(&mut self, fact: &Fact) -> Given {
        let number = |number: i128| Given::Number(Ratio::from_integer(number));
        match &fact.kind {
            Type::Truth => Given::Truth(self.rng.bool()),
            Type::Number if fact.whole => number(self.rng.i128(0..7)),
            Type::Number => number(self.rng.i128(0..5)),
            Type::Amount => number(self.rng.i128(0..5) * 500),
            Type::Percent => Given::Number(Ratio::new(self.rng.i128(0..5), 4)),
            Type::Date => Given::Day(self.any_day()),
            Type::Months => Given::Months(self.rng.i32(0..14)),
            Type::Days => Given::Days(self.rng.i32(0..40)),
            Type::Text | Type::Code => {
                let words = ["A1", "B2", "C3", "Lyon", "Brest", "Paris", "S1Z40", "Bretagne"];
                Given::Text(fold(words[self.rng.usize(0..words.len())]))
            }
            Type::Enumeration(options) | Type::Scale(options) => {
                let option = options[self.rng.usize(0..options.len())];
                Given::Text(fold(self.plan.symbols.text(option).expect("an option has words")))
            }
            Type::Periods | Type::Rows => {
                let rows = 0..self.rng.usize(0..3);
                Given::Rows(rows.map(|_| self.any_row(fact)).collect())
            }
        }
    }

    fn any_row(&mut self, fact: &Fact) -> GivenRow {
        let columns = fact.columns.iter().map(|column| (column.name.clone(), self.any(column))).collect();
        if fact.kind == Type::Rows {
            return GivenRow { start: None, end: None, columns };
        }
        let start = self.any_day();
        let end = self.rng.bool().then(|| start.plus_days(self.rng.i32(0..900)));
        GivenRow { start: Some(start), end, columns }
    }

    /// A day close to what rules look at.
    fn any_day(&mut self) -> Day {
        Day::from_ymd(2018, 1, 1).expect("a day").plus_days(self.rng.i32(0..2400))
    }
}
