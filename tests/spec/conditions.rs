//! Conditions: `conditions.md`, `listes.md`. In one world each holds or does not.

use alinea::names::fold;
use alinea::source::Span;
use alinea::syntax::ast::{
    Expr, ExprKind, FactType, Length, Name, OfRow, OngoingOn, Predicate, Quantified, Quantifier, Term, TermKind,
};
use alinea::time::Day;
use alinea::value::{Comparison, ReadOn};
use num_rational::Ratio;

use super::dossier::{Given, GivenRow};
use super::measures::{self, Measured};
use super::procedures::{Scene, Sense};
use super::recueil::CompleteFor;
use super::sentences::Side;
use super::sets::Set;
use super::terms::{Value, length};

/// A row whose columns are named simply, on one of its days.
pub struct Row<'a> {
    pub fact: &'a str,
    pub given: &'a GivenRow,
    pub day: Day,
}

impl Scene<'_> {
    /// Every part is looked at, so that a fault of the rules is met wherever it is.
    pub fn condition(&self, expr: &Expr, row: Option<&Row<'_>>) -> bool {
        let holds = self.comes_to(expr, row);
        if row.is_none() {
            self.sentences.holds(expr.span, holds);
        }
        holds
    }

    fn comes_to(&self, expr: &Expr, row: Option<&Row<'_>>) -> bool {
        match &expr.kind {
            ExprKind::All(parts) => parts.iter().fold(true, |all, part| self.condition(part, row) & all),
            ExprKind::Any(parts) => parts.iter().fold(false, |any, part| self.condition(part, row) | any),
            ExprKind::Not(inner) => !self.condition(inner, row),
            ExprKind::Unless(kept, excluded) => {
                let kept = self.condition(kept, row);
                excluded.iter().fold(kept, |all, part| !self.condition(part, row) & all)
            }
            ExprKind::Group(inner) | ExprKind::Marked(inner, _) => self.condition(inner, row),
            ExprKind::Met(procedure) => self.is_met(&procedure.text),
            ExprKind::Convention(convention, option) => self.option_of(convention) == fold(&option.text),
            ExprKind::RowCount(comparison, count, set) => {
                self.counts(self.set(set).rows(), *comparison, count.value, Some(expr.span))
            }
            ExprKind::Membership { names, list, read_on } => {
                self.membership(names, &list.text, read_on.map(|(on, _)| on), row)
            }
            ExprKind::Several(comparison, count, parts) => {
                let hold = parts.iter().fold(0, |hold, part| hold + usize::from(self.condition(part, row)));
                comparison.holds(&hold, &(count.value as usize))
            }
            ExprKind::Quantified(quantified) => self.quantified(quantified),
            ExprKind::Period(name, predicate) => match row {
                Some(row) if name.text == "période" && !self.is_declared(&name.text, Some(row)) => {
                    self.predicate(self.lone_row(row), predicate, None)
                }
                _ => self.predicate(self.set_named(&name.text), predicate, Some(expr.span)),
            },
            ExprKind::Age(day, comparison, age) => {
                let reached = match (self.term(day, row), length(age)) {
                    (Value::Day(day), Value::Months(months)) => self.months_later(day, months),
                    (Value::Day(day), Value::Days(days)) => day.plus_days(days),
                    (Value::Lacking, _) => return false,
                    _ => return self.world.choose(("no day", expr.span)),
                };
                comparison.turned().holds(&reached, &self.today)
            }
            ExprKind::Compare(left, comparison, right) if self.steps(left, row).is_some() => {
                self.on_scale(left, *comparison, right, row)
            }
            ExprKind::Between { value, negated, ends: [least, greatest] } if self.steps(value, row).is_some() => {
                let above = self.on_scale(value, Comparison::AtLeast, least, row);
                (above && self.on_scale(value, Comparison::AtMost, greatest, row)) != *negated
            }
            ExprKind::Compare(left, comparison, right) => {
                let (a, b) = (self.term(left, row), self.term(right, row));
                if row.is_none() {
                    self.sentences.sides(expr.span, Side::Value(a.clone()), Side::Value(b.clone()));
                }
                self.compare((left, &a), *comparison, (right, &b), row)
            }
            ExprKind::Between { value, negated, ends: [least, greatest] } => {
                let side = |comparison: Comparison, end: &Term| {
                    let (a, b) = (self.term(value, row), self.term(end, row));
                    self.compare((value, &a), comparison, (end, &b), row)
                };
                let (above, below) = (side(Comparison::AtLeast, least), side(Comparison::AtMost, greatest));
                (above && below) != *negated
            }
            ExprKind::Within { value, negated, until, .. } => {
                let (after, from) = match &until.kind {
                    TermKind::Shift { after, from, .. } | TermKind::WorkingShift { after, from, .. } => (*after, from),
                    other => panic!("no other form says where these days end: {other:?}"),
                };
                let all = [value, from, until].map(|term| self.term(term, row));
                let holds = match all {
                    // The day itself is not among those that follow it, or that precede it.
                    [Value::Day(day), Value::Day(from), Value::Day(until)] if after => from < day && day <= until,
                    [Value::Day(day), Value::Day(from), Value::Day(until)] => until <= day && day < from,
                    _ => false,
                };
                holds != *negated
            }
            ExprKind::Is { name, negated, values } => self.is_one_of(name, values, row) != *negated,
            ExprKind::Name(name) => self.truth(name, row),
        }
    }

    /// The steps of the scale that a name is declared with, the lowest first.
    fn steps(&self, term: &Term, row: Option<&Row<'_>>) -> Option<Vec<String>> {
        let TermKind::Name(name) = &term.kind else { return None };
        let fact = match row {
            Some(row) if row.given.columns.contains_key(&name.text) => {
                self.recueil.facts.get(row.fact)?.columns.iter().find(|column| column.name.text == name.text)?
            }
            _ => self.recueil.facts.get(&name.text)?,
        };
        match &fact.kind {
            FactType::Scale(steps) => Some(steps.iter().map(|step| fold(&step.text)).collect()),
            _ => None,
        }
    }

    /// Whether one step stands to another as is said.
    fn on_scale(&self, left: &Term, comparison: Comparison, right: &Term, row: Option<&Row<'_>>) -> bool {
        let steps = self.steps(left, row).expect("it is on a scale");
        let place = |term: &Term| {
            let word = match &term.kind {
                TermKind::Quoted(text) => fold(text),
                TermKind::Name(name) if !self.is_declared(&name.text, row) => fold(&name.text),
                _ => match self.term(term, row) {
                    Value::Text(text) => text,
                    other => panic!("{other:?} is no step"),
                },
            };
            steps.iter().position(|step| *step == word).expect("it is a step")
        };
        comparison.holds(&place(left), &place(right))
    }

    /// A fact or a column that is « oui ou non », or a definition.
    fn truth(&self, name: &Name, row: Option<&Row<'_>>) -> bool {
        match row.and_then(|row| row.given.columns.get(&name.text)).or_else(|| self.dossier.facts.get(&name.text)) {
            Some(Given::Truth(truth)) if self.definition(&name.text).is_none() => *truth,
            _ => self.holds(&name.text, row),
        }
    }

    pub fn is_one_of(&self, name: &Name, values: &[Term], row: Option<&Row<'_>>) -> bool {
        let subject = Term { kind: TermKind::Name(name.clone()), span: name.span };
        let found = self.term(&subject, row);
        let is_it = |value: &Term| match (&found, &value.kind) {
            (Value::Truth(truth), TermKind::Name(word)) => *truth == (word.text == "oui"),
            // A plain word is a name where there is one of it.
            (Value::Text(_), TermKind::Name(word)) if !self.is_declared(&word.text, row) => {
                let word = Value::Text(fold(&word.text));
                self.compare((&subject, &found), Comparison::Equal, (value, &word), row)
            }
            _ => self.compare((&subject, &found), Comparison::Equal, (value, &self.term(value, row)), row),
        };
        values.iter().fold(false, |any, value| is_it(value) | any)
    }

    /// Where one side has no result, anything may be. So it may where a code is compared that nobody has heard of: it may
    /// be misspelt.
    fn compare(
        &self,
        (left, a): (&Term, &Value),
        comparison: Comparison,
        (right, b): (&Term, &Value),
        row: Option<&Row<'_>>,
    ) -> bool {
        // What there is not stands in no relation.
        if [a, b].contains(&&Value::Lacking) {
            return false;
        }
        if matches!(a, Value::None) || matches!(b, Value::None) {
            return self.world.choose(("no result", left.span, right.span));
        }
        if let (Value::Text(one), Value::Text(other)) = (a, b)
            && one != other
            && [(left, one), (right, other)].into_iter().any(|(term, code)| self.may_be_misspelt(term, code, row))
        {
            return self.world.choose(("misspelt", one, other));
        }
        comparison.holds(a, b)
    }

    fn may_be_misspelt(&self, term: &Term, code: &str, row: Option<&Row<'_>>) -> bool {
        let TermKind::Name(name) = &term.kind else {
            return false;
        };
        if !self.is_free_text(&name.text, row) {
            return false;
        }
        let unheard_of = self.recueil.is_unheard_of(code);
        if !unheard_of {
            // Whether it is known where it is compared hangs on what else is compared with it.
            self.world.may_be_open();
        }
        unheard_of
    }

    pub fn is_declared(&self, name: &str, row: Option<&Row<'_>>) -> bool {
        row.is_some_and(|row| row.given.columns.contains_key(name))
            || self.definition(name).is_some()
            || self.recueil.facts.contains_key(name)
    }

    /// Whether a key is in the version of a list on the day on which it is read.
    fn membership(&self, names: &[Name], list: &str, read_on: Option<ReadOn>, row: Option<&Row<'_>>) -> bool {
        let known = &self.recueil.lists[list];
        let text = |key: &String| {
            // The only key needs no name of its own.
            let name = names.iter().find(|name| name.text == *key).unwrap_or(&names[0]);
            let term = Term { kind: TermKind::Name(name.clone()), span: name.span };
            match self.term(&term, row) {
                Value::Text(text) => text,
                other => panic!("{key} is no text: {other:?}"),
            }
        };
        let key: Vec<String> = known.keys.iter().map(text).collect();
        let by_day_worked = read_on
            .map_or_else(|| self.option("lecture de la liste") == "le jour travaille", |on| on == ReadOn::DayWorked);
        let day = row.filter(|_| by_day_worked).map_or(self.today, |row| row.day);
        let Some((number, version)) = known.on(day) else {
            return self.world.choose(("no version", list, &key));
        };
        if version.entries.contains(&key) {
            return true;
        }
        // What nobody has heard of may be misspelt, and meant for a key that is there.
        let may_be = |(cell, code): (&String, &String)| cell == code || self.recueil.is_unheard_of(code);
        if version.entries.iter().any(|entry| entry.iter().zip(&key).all(may_be)) {
            return self.world.choose(("misspelt", list, number, &key));
        }
        // A code that stands in no version of the list may be known nowhere that this column is compared.
        let stands = |(place, code): (usize, &String)| {
            known.versions.iter().flat_map(|version| &version.entries).any(|entry| entry[place] == *code)
        };
        if !key.iter().enumerate().all(stands) {
            self.world.may_be_open();
        }
        let is_complete = |one: &CompleteFor| {
            let followed = |(convention, option): &(String, String)| self.option(convention) == option;
            one.when.as_ref().is_none_or(followed) && key.iter().any(|code| one.codes.contains(code))
        };
        if version.partial && !version.complete_for.iter().any(is_complete) {
            return self.world.choose(("partial", list, number, &key));
        }
        false
    }

    /// None of the rows is as is said where no row is; each is where none is not.
    fn quantified(&self, quantified: &Quantified) -> bool {
        let Quantified { quantifier, rows, said, .. } = quantified;
        let is_as_said = |row: &Row<'_>| match said {
            OfRow::Holds(expr) => self.condition(expr, Some(row)),
            OfRow::Days(predicate) => self.predicate(self.lone_row(row), predicate, None),
            OfRow::Is { negated, values } => self.row_is(values, row) != *negated,
        };
        let set = self.set(rows);
        match quantifier {
            Quantifier::NoRow => self.such_that(set, &is_as_said).rows() == 0,
            Quantifier::EachRow => self.such_that(set, &|row| !is_as_said(row)).rows() == 0,
            Quantifier::Rows(comparison, count) => {
                comparison.holds(&self.such_that(set, &is_as_said).rows(), &(count.value as usize))
            }
        }
    }

    /// A word after « est » is a column that is « oui ou non », or a value of the column that has it.
    fn row_is(&self, values: &[Term], row: &Row<'_>) -> bool {
        let words = |value: &Term| match &value.kind {
            TermKind::Name(name) => name.text.clone(),
            other => panic!("{other:?} is no word"),
        };
        let words: Vec<String> = values.iter().map(words).collect();
        let columns = &self.recueil.facts[row.fact].columns;
        let has_all = |kind: &FactType| match kind {
            FactType::Enumeration(options) | FactType::Scale(options) => {
                words.iter().all(|word| options.iter().any(|option| option.text == *word))
            }
            _ => false,
        };
        match columns.iter().find(|column| has_all(&column.kind)) {
            Some(column) => self.is_one_of(&column.name, values, Some(row)),
            None => {
                let truth = |word: &String| self.truth(&Name { text: word.clone(), span: values[0].span }, Some(row));
                words.iter().fold(false, |any, word| truth(word) | any)
            }
        }
    }

    /// What is said of a set; of a row, nothing is told.
    fn predicate(&self, set: Set, predicate: &Predicate, span: Option<Span>) -> bool {
        let reaches = |length: Measured, comparison: &Comparison, threshold: &Length| {
            let asked = asked(threshold);
            if let Some(span) = span {
                self.sentences.sides(span, Side::Length(length.0, length.1), Side::Length(asked.0, asked.1));
            }
            comparison.holds(&length, &asked)
        };
        match predicate {
            Predicate::Lasts(comparison, threshold, modifiers) => {
                reaches(measures::lasts(self, &set, threshold, modifiers), comparison, threshold)
            }
            Predicate::Lasted(comparison, threshold, modifiers) => {
                reaches(measures::lasted(self, &set, threshold, modifiers), comparison, threshold)
            }
            Predicate::Totals(comparison, threshold, modifiers) => {
                reaches(measures::totals(self, &set, threshold, modifiers), comparison, threshold)
            }
            Predicate::Ongoing(None) => set.days().contains(self.today),
            Predicate::Ongoing(Some(OngoingOn::OnDay(day))) => match self.term(day, None) {
                Value::Day(day) => set.days().contains(day),
                Value::Lacking => false,
                other => panic!("{other:?} is no day"),
            },
            Predicate::Ongoing(Some(OngoingOn::ByConvention(convention))) => {
                set.days().contains(self.dossier.date(self.option_of(convention)))
            }
            // A set without days has no first day and no last one: nothing can be said of them.
            Predicate::Starts(comparison, day) => {
                let day = self.term(day, None);
                set.days().first().is_some_and(|first| self.beside(comparison, Value::Day(first), day, span))
            }
            Predicate::Ends(comparison, day) => {
                let day = self.term(day, None);
                let days = set.days();
                match days.last() {
                    None => false,
                    Some(_) if days.go_on() => {
                        matches!(comparison, Comparison::MoreThan | Comparison::AtLeast | Comparison::NotEqual)
                    }
                    Some(last) => self.beside(comparison, Value::Day(last), day, span),
                }
            }
            Predicate::Counts(comparison, count) => self.counts(set.rows(), *comparison, count.value, span),
        }
    }

    fn counts(&self, rows: usize, comparison: Comparison, count: u32, span: Option<Span>) -> bool {
        let rows = rows as u32;
        let number = |count: u32| Side::Value(Value::Number(Ratio::from_integer(count.into())));
        if let Some(span) = span {
            self.sentences.sides(span, number(rows), number(count));
        }
        comparison.holds(&rows, &count)
    }

    fn beside(&self, comparison: &Comparison, one: Value, other: Value, span: Option<Span>) -> bool {
        if let Some(span) = span {
            self.sentences.sides(span, Side::Value(one.clone()), Side::Value(other.clone()));
        }
        match other {
            Value::Lacking => false,
            Value::None => self.world.choose("no day"),
            other => comparison.holds(&one, &other),
        }
    }

    pub fn is(&self, sense: Sense<'_>, row: Option<&Row<'_>>) -> bool {
        match sense {
            Sense::Condition(expr) => self.condition(expr, row),
            Sense::Value(term) => match self.term(term, row) {
                Value::Truth(truth) => truth,
                _ => self.world.choose(("no truth", term.span)),
            },
            Sense::Set(_) => panic!("a set is no condition"),
        }
    }
}

/// A threshold as a measure is told: months with their part, or days.
fn asked(threshold: &Length) -> Measured {
    match length(threshold) {
        Value::Months(count) | Value::Days(count) => (count, Ratio::from_integer(0)),
        other => panic!("{other:?} is no length"),
    }
}
