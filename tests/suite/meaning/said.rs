//! What the evaluator says of values and of each sentence, beside what they mean.

use std::collections::{BTreeMap, BTreeSet};

use alinea::eval::{Held, Quantity, Reached, TermValue};
use alinea::plan::{Condition, ConditionId, ConditionKind, Node, Plan};
use alinea::source::Span;
use alinea::time::{DayRange, MonthLength, PER_MONTH};
use alinea::value::{Bounds, Truth};
use num_rational::Ratio;

use super::spec::{Came, Recueil, Side, Value};

/// Holds the values that are told against what they mean.
pub fn same_values(told: &[(&str, TermValue)], meant: &BTreeMap<String, Value>, decided: bool) -> Result<(), String> {
    for (name, value) in told {
        let Some(meant) = meant.get(*name) else {
            continue;
        };
        if !agrees(value, &Side::Value(meant.clone()), decided) {
            return Err(format!("« {name} »: evaluated {value:?}, meant {meant:?}"));
        }
    }
    Ok(())
}

/// What was evaluated of the sentences of a version.
pub struct Said<'a> {
    recueil: &'a Recueil,
    /// Each condition, its place as the meaning reads it, and what it came to.
    sentences: Vec<(ConditionId, Span, Truth)>,
    reached: Reached,
}

impl<'a> Said<'a> {
    pub fn of(plan: &'a Plan, recueil: &'a Recueil, reached: Reached) -> Said<'a> {
        let span = |id: &ConditionId| plan.conditions[id.index()].span;
        // A negation may bear the words of what it negates: of two that share a place neither is looked at.
        let negated = |condition: &Condition| match condition.kind {
            ConditionKind::Not(inner) if span(&inner) == condition.span => Some(inner),
            _ => None,
        };
        let negated: BTreeSet<ConditionId> = plan.conditions.iter().filter_map(negated).collect();
        let is_negation = |id: &ConditionId| matches!(plan.conditions[id.index()].kind, ConditionKind::Not(_));
        let sentence = |(id, truth): (&ConditionId, &Truth)| {
            let name = &plan.sources.file(span(id).file).name;
            let (file, _) = recueil.sources.iter().find(|(_, file)| file.name == *name)?;
            (!negated.contains(id) && !is_negation(id)).then_some((*id, Span { file, ..span(id) }, *truth))
        };
        let sentences = reached.truths.iter().filter_map(sentence).collect();
        Said { recueil, sentences, reached }
    }

    /// Holds each sentence, and what it holds against what, against what they mean.
    pub fn fits(&self, meant: &BTreeMap<Span, Came>, decided: bool) -> Result<(), String> {
        for (id, span, truth) in &self.sentences {
            let Some(came) = meant.get(span) else {
                continue;
            };
            let words = self.recueil.sources.slice(*span);
            let is_open = *truth == Truth::Unknown && !decided;
            if *truth != Truth::from_bool(came.holds) && !is_open {
                return Err(format!("« {words} »: evaluated {truth:?}, meant {}", came.holds));
            }
            let Some((one, other)) = &came.sides else {
                continue;
            };
            for held in self.reached.held.get(&Node::Condition(*id)).into_iter().flatten() {
                let (left, right) = match held {
                    Held::Values(left, right) => (*left, *right),
                    Held::Age { reached, today, .. } => ((*reached).into(), TermValue::from(DayRange::exact(*today))),
                    Held::Between(..) | Held::OneOf(_) => continue,
                };
                for (said, meant) in [(left, one), (right, other)] {
                    if !agrees(&said, meant, decided) {
                        return Err(format!("« {words} »: evaluated {said:?}, meant {meant:?}"));
                    }
                }
            }
        }
        Ok(())
    }
}

/// Whether what is known of a value leaves room for what it is; where nothing is open, it must be known.
fn agrees(said: &TermValue, meant: &Side, decided: bool) -> bool {
    may_be(said, meant) && (!decided || said.is_known() || *meant == Side::Value(Value::None))
}

/// Whether what is known of a value leaves room for what it is.
fn may_be(value: &TermValue, meant: &Side) -> bool {
    fn within<T: PartialOrd>(bounds: &Bounds<T>, value: &T) -> bool {
        bounds.least.as_ref().is_none_or(|least| least <= value)
            && bounds.greatest.as_ref().is_none_or(|greatest| value <= greatest)
    }
    match (value, meant) {
        (TermValue::Unknown, _) | (TermValue::Lacking, Side::Value(Value::None | Value::Lacking)) => true,
        (TermValue::Number(bounds), Side::Value(Value::Lacking)) => bounds.may_lack,
        (TermValue::Date(bounds), Side::Value(Value::Lacking)) => bounds.may_lack,
        (TermValue::Length(bounds), Side::Value(Value::Lacking)) => bounds.may_lack,
        (_, Side::Value(Value::PartMonths(months, part))) => may_be(value, &Side::Length(*months, *part)),
        (TermValue::Number(bounds), Side::Value(Value::Number(number))) => within(bounds, number),
        (TermValue::Date(bounds), Side::Value(Value::Day(day))) => within(bounds, day),
        (TermValue::Length(bounds), Side::Value(Value::Months(months))) => {
            within(bounds, &Quantity::Months(MonthLength::of(*months, 0)))
        }
        (TermValue::Length(bounds), Side::Value(Value::Days(days))) => within(bounds, &Quantity::Days(*days)),
        (TermValue::Length(bounds), Side::Length(count, part)) => {
            let units = part * Ratio::from_integer(i64::from(PER_MONTH));
            let in_months = Quantity::Months(MonthLength { months: *count, part: units.to_integer() as i32 });
            let in_days = Quantity::Days(*count);
            let is_in_days = [bounds.least, bounds.greatest].iter().flatten().any(|it| matches!(it, Quantity::Days(_)));
            within(bounds, if is_in_days { &in_days } else { &in_months })
        }
        (TermValue::Truth(one), Side::Value(Value::Truth(other))) => one == other,
        (TermValue::Symbol(_), Side::Value(Value::Text(_))) => true,
        _ => false,
    }
}
