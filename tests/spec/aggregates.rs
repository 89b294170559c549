//! What is made of rows: `lignes.md`.

use std::collections::BTreeMap;

use alinea::names::without_number;
use alinea::syntax::ast::{
    Aggregate, AggregateKind, Body, Exception, FactType, Item, PeriodSet, SetOperation, Term, TermKind,
};
use alinea::time::Day;
use num_rational::Ratio;
use num_traits::Zero;

use super::calendar::period;
use super::conditions::Row;
use super::days::Days;
use super::measures;
use super::procedures::Scene;
use super::terms::{Value, value};

/// A row that weighs something.
struct Weighed {
    value: Value,
    weight: Ratio<i128>,
}

impl Scene<'_> {
    pub fn aggregate(&self, tree: &Aggregate, row: Option<&Row<'_>>) -> Value {
        // A name that is declared with all the words wins.
        if self.is_declared(&tree.whole.text, row) {
            return self.named(&tree.whole, row);
        }
        if self.recueil.parameters.contains_key(&tree.of.text) {
            return self.mean_of_parameter(tree, row);
        }
        if tree.by_period.is_some() || tree.best.is_some() {
            return self.grouped(tree);
        }
        match tree.kind {
            AggregateKind::DailyMean => panic!("rows have no mean by days"),
            AggregateKind::Length => self.length_of(tree, true),
            AggregateKind::LengthInDays => self.length_of(tree, false),
            AggregateKind::CountOfDays => units(self.length_of(tree, false)),
            AggregateKind::CountOfMonths => units(self.length_of(tree, true)),
            AggregateKind::Count => number(self.weighed(tree, None, None).len()),
            AggregateKind::Sum => sum(&self.weighed_values(tree)),
            AggregateKind::MonthlyMean => {
                let (_, _, months) = measures::looked_at(self, &tree.modifiers);
                divided(
                    sum(&self.weighed_values(tree)),
                    Ratio::from_integer(months.expect("a window in months").into()),
                )
            }
            AggregateKind::Mean => {
                let rows = self.weighed_values(tree);
                if rows.is_empty() {
                    return Value::Lacking;
                }
                divided(sum(&rows), rows.iter().map(|row| row.weight).sum())
            }
            AggregateKind::Greatest => self.furthest(tree, |one, other| one > other),
            AggregateKind::Least => self.furthest(tree, |one, other| one < other),
        }
    }

    fn length_of(&self, tree: &Aggregate, in_months: bool) -> Value {
        let set = self.set(&self.rows_of(tree, &tree.of.text));
        measures::total(self, &set, in_months, &tree.modifiers)
    }

    fn furthest(&self, tree: &Aggregate, is_better: fn(&Value, &Value) -> bool) -> Value {
        let values = self.weighed_values(tree).into_iter().map(|row| row.value);
        values.reduce(|one, other| if is_better(&other, &one) { other } else { one }).unwrap_or(Value::Lacking)
    }

    fn weighed_values(&self, tree: &Aggregate) -> Vec<Weighed> {
        let (column, rows) = self.column_and_rows(&tree.of.text);
        self.weighed(tree, Some((&column, &rows)), None)
    }

    /// Rows by civil periods, each a window of its own, or one by one; of these the best.
    fn grouped(&self, tree: &Aggregate) -> Value {
        let parted = (tree.kind != AggregateKind::Count).then(|| self.column_and_rows(&tree.of.text));
        let of = parted.as_ref().map(|(column, rows)| (column.as_str(), rows.as_str()));
        let groups: Vec<Vec<Weighed>> = match tree.by_period {
            Some((months, _)) => {
                let (first, last) = (super::days::first(), self.today.plus_days(1));
                let numbers = period(first, months)..=period(last, months);
                numbers.map(|number| self.weighed(tree, of, Some((months, number)))).collect()
            }
            None => self.weighed(tree, of, None).into_iter().map(|row| vec![row]).collect(),
        };
        let made = |rows: &Vec<Weighed>| {
            if of.is_some() { sum(rows) } else { number(rows.len()) }
        };
        let groups = groups.iter().filter(|rows| !rows.is_empty()).map(made);
        let Some(mut values) = groups.map(exact).collect::<Option<Vec<Ratio<i128>>>>() else {
            return Value::None;
        };
        if let Some(Term { kind: TermKind::Number(most) | TermKind::Amount(most), .. }) = &tree.most_each {
            values.iter_mut().for_each(|value| *value = (*value).min(*most));
        }
        values.sort_by(|one, other| other.cmp(one));
        values.truncate(tree.best.map_or(usize::MAX, |best| best.value as usize));
        let total = Value::Number(values.iter().sum());
        match (tree.kind, values.len()) {
            (AggregateKind::Mean, 0) => Value::Lacking,
            (AggregateKind::Mean, count) => divided(total, Ratio::from_integer(count as i128)),
            _ => total,
        }
    }

    /// The rows that weigh something; without a column, for their number alone.
    fn weighed(&self, tree: &Aggregate, of: Option<(&str, &str)>, within: Option<(i32, i32)>) -> Vec<Weighed> {
        let set = self.rows_of(tree, of.map_or(&tree.of.text, |(_, rows)| rows));
        let shared = within.is_some()
            || tree.modifiers.window.is_some()
            || tree.modifiers.by_convention.is_some()
            || self.cuts(&set);
        // However often a row is named, it is one.
        let mut rows: BTreeMap<(String, usize), Days> = BTreeMap::new();
        for member in self.set(&set).0 {
            let days = rows.entry((member.fact, member.row)).or_insert_with(Days::none);
            *days = days.or(&member.days);
        }
        let mut found = Vec::new();
        for ((fact, row), days) in rows {
            let given = &self.dossier.rows(&fact)[row];
            let weight = match given.start {
                None => Ratio::from_integer(i128::from(!days.is_empty())),
                Some(start) => self.weight(tree, &days, (start, given.end), shared, within),
            };
            if !weight.is_zero() {
                let day = given.start.unwrap_or(self.today);
                let value = of.map_or(Value::None, |(column, _)| self.of_row(column, &Row { fact: &fact, given, day }));
                found.push(Weighed { value, weight });
            }
        }
        found
    }

    /// A column of a row, or what is computed of each.
    fn of_row(&self, column: &str, row: &Row<'_>) -> Value {
        if let Some((_, given)) = row.given.columns.iter().find(|(name, _)| same_name(name, column)) {
            return value(given);
        }
        let computed = self.items.iter().find_map(|item| match item {
            Item::Definition(definition) if definition.each.is_some() && same_name(&definition.name.text, column) => {
                Some(&definition.name)
            }
            _ => None,
        });
        self.named(computed.expect("a column"), Some(row))
    }

    /// What a row with dates weighs: something only where one of its days is kept and looked at.
    fn weight(
        &self,
        tree: &Aggregate,
        days: &Days,
        (start, end): (Day, Option<Day>),
        shared: bool,
        within: Option<(i32, i32)>,
    ) -> Ratio<i128> {
        let (from, to, _) = measures::looked_at(self, &tree.modifiers);
        let of_period = |day: Day| within.is_none_or(|(months, number)| period(day, months) == number);
        let inside = |day: Day| from.is_none_or(|from| from <= day) && day < to && of_period(day);
        let kept = days.filter(inside);
        let whole = |is: bool| Ratio::from_integer(i128::from(is && !kept.is_empty()));
        match self.option("periode a cheval") {
            _ if !shared || kept.is_empty() => whole(true),
            "retenue si elle y commence" => whole(inside(start)),
            "retenue si elle y finit" => whole(end.is_some_and(inside)),
            "retenue entiere" => whole(true),
            // A row that goes on ends with what is looked at.
            _ => Ratio::new(kept.len().into(), Days::from_to(start, end.or(Some(to.plus_days(-1)))).len().into()),
        }
    }

    fn rows_of(&self, tree: &Aggregate, rows: &str) -> PeriodSet {
        let name = alinea::syntax::ast::Name { text: self.set_called(rows), span: tree.of.span };
        PeriodSet { bases: vec![name], operations: tree.operations.clone(), span: tree.span }
    }

    /// Rows by their name, or by one that differs by its number alone.
    fn set_called(&self, words: &str) -> String {
        let known = self.sets();
        if known.iter().any(|known| known == words) {
            return words.to_string();
        }
        known.into_iter().find(|known| same_name(known, words)).unwrap_or_else(|| words.to_string())
    }

    fn sets(&self) -> Vec<String> {
        let facts =
            self.recueil.facts.values().filter(|fact| matches!(fact.kind, FactType::Periods { .. } | FactType::Rows));
        let defined = self.items.iter().filter_map(|item| match item {
            Item::Definition(definition) if matches!(definition.body, Body::Periods(_)) => {
                Some(definition.name.text.clone())
            }
            _ => None,
        });
        facts.map(|fact| fact.name.text.clone()).chain(defined).collect()
    }

    /// « Heures des emplois »: parted where what stands behind has rows, and a fact has such a column.
    fn column_and_rows(&self, words: &str) -> (String, String) {
        let of = [" de la ", " de l'", " des ", " du ", " de ", " d'"];
        let parted =
            of.iter().flat_map(|of| words.match_indices(of).map(|(at, of)| (&words[..at], &words[at + of.len()..])));
        let sets = self.sets();
        let fits = |(column, rows): &(&str, &str)| {
            let mut columns = self.recueil.facts.values().flat_map(|fact| &fact.columns);
            let computed = self.items.iter().any(|item| match item {
                Item::Definition(one) => one.each.is_some() && same_name(&one.name.text, column),
                _ => false,
            });
            let known = computed || columns.any(|known| same_name(&known.name.text, column));
            known && sets.iter().any(|set| same_name(set, rows))
        };
        let (column, rows) = parted.into_iter().find(fits).expect("a column and its rows");
        (column.to_string(), rows.to_string())
    }

    /// Whether a set may keep some days of a row and leave out others.
    fn cuts(&self, set: &PeriodSet) -> bool {
        let cuts =
            |operation: &SetOperation| matches!(operation, SetOperation::ExceptDuring(_) | SetOperation::During(_));
        set.operations.iter().any(cuts)
            || set.bases.iter().any(|base| {
                self.items.iter().any(|item| match item {
                    Item::Definition(definition) if definition.name.text == base.text => self.cuts_by(&definition.body),
                    Item::Exception(exception) if same_name(self.excepted_in_the_end(exception), &base.text) => {
                        let definition = exception.instead.as_ref().and_then(|one| one.definition.as_ref());
                        definition.is_some_and(|definition| self.cuts_by(&definition.body))
                    }
                    _ => false,
                })
            })
    }

    /// The name of the definition or the part that an exception, or what it excepts, excepts.
    fn excepted_in_the_end<'e>(&'e self, exception: &'e Exception) -> &'e str {
        let outer = self.items.iter().find_map(|item| match item {
            Item::Exception(outer) if outer.name.as_ref().is_some_and(|name| name.text == exception.target.text) => {
                Some(outer)
            }
            _ => None,
        });
        outer.map_or(&exception.target.text, |outer| self.excepted_in_the_end(outer))
    }

    fn cuts_by(&self, body: &Body) -> bool {
        match body {
            Body::Periods(set) => self.cuts(set),
            Body::Value(_) | Body::Condition(_) => false,
        }
    }
}

fn same_name(one: &str, other: &str) -> bool {
    without_number(one) == without_number(other)
}

fn number(count: usize) -> Value {
    Value::Number(Ratio::from_integer(count as i128))
}

/// A length as a number: its days, or its whole months.
fn units(length: Value) -> Value {
    match length {
        Value::Months(count) | Value::Days(count) | Value::PartMonths(count, _) => number(count as usize),
        other => other,
    }
}

fn exact(value: Value) -> Option<Ratio<i128>> {
    match value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

fn sum(rows: &[Weighed]) -> Value {
    let parts = rows.iter().map(|row| match &row.value {
        Value::Number(number) => Some(number * row.weight),
        _ => None,
    });
    parts.sum::<Option<Ratio<i128>>>().map_or(Value::None, Value::Number)
}

fn divided(sum: Value, by: Ratio<i128>) -> Value {
    match sum {
        Value::Number(sum) => Value::Number(sum / by),
        other => other,
    }
}
