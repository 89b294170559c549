//! Parameters: `parametres.md`.

use std::collections::BTreeMap;

use alinea::names::{fold_name, normalize_name};
use alinea::source::{FileId, Span};
use alinea::syntax::ast::{self, Aggregate, AggregateKind, DayRead, Name, TermKind};
use alinea::syntax::{constant, day};
use alinea::time::Day;
use num_rational::Ratio;

use super::conditions::Row;
use super::measures::{end, window_of};
use super::procedures::Scene;
use super::terms::{Value, length};

/// The values of a parameter, in no order.
#[derive(Default)]
pub struct Parameter {
    lines: Vec<Line>,
}

struct Line {
    from: Option<Day>,
    until: Option<Day>,
    value: Option<Value>,
}

/// Adds what a block says of a parameter.
pub fn declare(known: &mut BTreeMap<String, Parameter>, block: &ast::Parameter, text: &dyn Fn(&str) -> String) {
    let name = normalize_name(&block.name.text);
    let parameter = known.entry(name.clone()).or_default();
    parameter.lines.extend(block.lines.iter().map(|line| Line {
        from: line.validity.from,
        until: line.validity.until,
        value: line.value.as_ref().map(written),
    }));
    if let Some(file) = &block.file {
        parameter.lines.extend(table(&text(&file.text), &name));
    }
}

fn table(table: &str, name: &str) -> Vec<Line> {
    let mut lines = table.lines().map(|line| line.split(';').map(str::trim).collect::<Vec<_>>());
    let head = lines.next().unwrap_or_default();
    let column =
        |names: &[&str]| head.iter().position(|title| names.iter().any(|one| fold_name(one) == fold_name(title)));
    let from = column(&["du", "à compter du"]).expect("a column has the first days");
    let (until, value) = (column(&["au", "jusqu'au"]), column(&["valeur", name]).expect("a column has the values"));
    let nowhere = Span { file: FileId(0), start: 0, end: 0 };
    lines
        .map(|cells| Line {
            from: day(cells[from]),
            until: until.and_then(|at| day(cells[at])),
            value: constant(cells[value], nowhere).as_ref().map(written),
        })
        .collect()
}

fn written(term: &ast::Term) -> Value {
    match &term.kind {
        TermKind::Number(value) | TermKind::Amount(value) | TermKind::Percent(value) => Value::Number(*value),
        TermKind::Date(day) => Value::Day(*day),
        TermKind::Length(one) => length(one),
        other => panic!("{other:?} is no constant"),
    }
}

impl Parameter {
    /// The value of a day: of the lines that have begun, that which began last, unless it has ended.
    fn on(&self, day: Day) -> Option<&Value> {
        let begun = self.lines.iter().filter(|line| line.from.is_none_or(|from| from <= day));
        let last = begun.max_by_key(|line| line.from)?;
        last.value.as_ref().filter(|_| last.until.is_none_or(|until| day <= until))
    }

    /// A value of the same kind, one of two.
    fn any(&self, is_large: bool) -> Value {
        let size = if is_large { 2000 } else { 0 };
        match self.lines.iter().find_map(|line| line.value.as_ref()) {
            Some(Value::Day(_)) => Value::Day(Day::from_ymd(2000 + size / 100, 1, 1).expect("a day")),
            Some(Value::Months(_)) => Value::Months(size / 100),
            Some(Value::Days(_)) => Value::Days(size),
            _ => Value::Number(Ratio::from_integer(size.into())),
        }
    }
}

impl Scene<'_> {
    /// A parameter on the day of assessment.
    pub fn parameter(&self, name: &str) -> Option<Value> {
        self.recueil.parameters.contains_key(name).then(|| self.parameter_on(name, self.today))
    }

    /// What it is on a day of which nothing is written may be anything.
    fn parameter_on(&self, name: &str, day: Day) -> Value {
        let parameter = &self.recueil.parameters[name];
        let known = parameter.on(day).cloned();
        known.unwrap_or_else(|| parameter.any(self.world.choose((name, day.number()))))
    }

    /// Of the days of the window one by one: all of them, or those on which a month begins.
    pub fn mean_of_parameter(&self, tree: &Aggregate, row: Option<&Row<'_>>) -> Value {
        let end = match &tree.modifiers.before {
            None => end(self),
            Some(day) => match self.term(day, row) {
                Value::Day(day) => day,
                other => return other,
            },
        };
        let window = match (&tree.modifiers.window, &tree.modifiers.by_convention) {
            (Some(window), _) => length(window),
            (None, Some(convention)) => window_of(self.option_of(convention)).expect("a limited window"),
            (None, None) => panic!("a mean has a window"),
        };
        let start = match window {
            Value::Months(months) => self.months_later(end, -months),
            Value::Days(count) => end.plus_days(-count),
            other => panic!("{other:?} is no length"),
        };
        let by_day = tree.kind == AggregateKind::DailyMean;
        let days = (0..start.days_until(end)).map(|count| start.plus_days(count));
        let read = days.filter(|day| by_day || day.ymd().2 == 1);
        let values: Vec<Ratio<i128>> = read
            .map(|day| match self.parameter_on(&tree.of.text, day) {
                Value::Number(number) => number,
                other => panic!("{other:?} has no mean"),
            })
            .collect();
        let count = Ratio::from_integer(values.len() as i128);
        Value::Number(values.into_iter().sum::<Ratio<i128>>() / count)
    }

    /// `SMIC mensuel au jour de la signature`
    pub fn read_on(&self, name: &Name, day: &DayRead, row: Option<&Row<'_>>) -> Value {
        let of_row = || row.expect("a row is at hand").given;
        let first = || of_row().start.expect("the row has days");
        let day = match day {
            DayRead::Assessment => self.today,
            DayRead::FirstOfRow => first(),
            // One that goes on ends with what is counted, and not before it begins.
            DayRead::LastOfRow => of_row().end.unwrap_or_else(|| end(self).plus_days(-1).max(first())),
            DayRead::Of(day) => match self.term(day, row) {
                Value::Day(day) => day,
                other => return other,
            },
        };
        self.parameter_on(&name.text, day)
    }
}
