//! Rows of which none, each or so many are as a sentence says, and conditions of which so many hold.
//!
//! Each such sentence counts rows: of « aucun », those for which it holds; of « chacun », those for which it does not.

use super::{Checker, errors};
use crate::names::normalize_name;
use crate::plan::{ConditionId, ConditionKind, DefinitionBody, FactId, Several, Symbol, TermId, TermKind, Type};
use crate::source::Span;
use crate::syntax::ast::{self, Count, Expr, ExprKind, OfRow, Predicate, Quantified, Quantifier};
use crate::value::{Comparison, Exact};

impl Checker<'_> {
    /// `au moins deux des conditions suivantes`
    pub(super) fn several(&mut self, comparison: Comparison, count: &Count, parts: &[Expr]) -> Option<ConditionKind> {
        let parts = self.all_conditions(parts)?;
        if count.value as usize > parts.len() {
            self.report(errors::more_than_there_are(count.span, parts.len()));
            return None;
        }
        Some(ConditionKind::Several(Several { parts, comparison, number: self.number(count) }))
    }

    /// How many rows, or conditions, a sentence asks for.
    pub(super) fn number(&mut self, count: &Count) -> TermId {
        let number = TermKind::Number(Exact::from_integer(count.value.into()));
        self.add_term(number, Type::Number, count.span)
    }

    /// `chacun des emplois a duré au moins 6 mois`
    pub(super) fn quantified(&mut self, quantified: &Quantified) -> Option<ConditionKind> {
        let Quantified { quantifier, words, rows, said, said_span } = quantified;
        self.each_of_none(quantified);
        let set = self.set(rows);
        let kept = self.such_that(set, *said_span, |checker| {
            let holds = checker.of_row(said, *said_span)?;
            Some(match quantifier {
                Quantifier::EachRow => checker.node(ConditionKind::Not(holds), *said_span),
                Quantifier::NoRow | Quantifier::Rows(..) => holds,
            })
        })?;
        let (comparison, count) = match *quantifier {
            Quantifier::NoRow | Quantifier::EachRow => (Comparison::AtMost, Count { value: 0, span: *words }),
            Quantifier::Rows(comparison, count) => (comparison, count),
        };
        let found = self.add_term(TermKind::Count(kept), Type::Number, rows.span);
        Some(ConditionKind::Compare(found, comparison, self.number(&count)))
    }

    /// Conditions side by side: of « chacun », another may say that there must be a row.
    pub(super) fn all_beside(&mut self, parts: &[Expr]) -> Option<Vec<ConditionId>> {
        let outside = self.counted_beside.len();
        self.counted_beside.extend(parts.iter().filter_map(counted));
        let compiled = self.all_conditions(parts);
        self.counted_beside.truncate(outside);
        compiled
    }

    /// Of no row, « chacun » says nothing: whoever means that there is one should say it.
    fn each_of_none(&mut self, quantified: &Quantified) {
        let base = &quantified.rows.bases[0];
        if matches!(quantified.quantifier, Quantifier::EachRow) && !self.counted_beside.contains(&base.text) {
            let rows = self.words(base.span);
            self.report(errors::each_of_none(quantified.words.to(quantified.said_span), &rows));
        }
    }

    /// What is said of the row at hand.
    fn of_row(&mut self, said: &OfRow, span: Span) -> Option<ConditionId> {
        match said {
            OfRow::Holds(expr) => self.condition(expr),
            OfRow::Days(predicate) => {
                let set = self.row_at_hand(span);
                let kind = self.period(set, predicate)?;
                Some(self.node(kind, span))
            }
            OfRow::Is { negated, values } => {
                let holds = self.row_is(values, span)?;
                Some(self.negated_if(*negated, holds, span))
            }
        }
    }

    /// `est à charge`, a column that is « oui ou non »; `est salariée`, an option of one column.
    fn row_is(&mut self, values: &[ast::Term], span: Span) -> Option<ConditionId> {
        let [fact] = *self.row else { return None };
        let truths: Vec<Option<ast::Name>> = values.iter().map(|value| self.truth_of_row(fact, value)).collect();
        if let Some(truths) = truths.into_iter().collect::<Option<Vec<ast::Name>>>() {
            let holds: Vec<Option<ConditionId>> = truths.iter().map(|name| self.named_condition(name)).collect();
            let mut holds = holds.into_iter().collect::<Option<Vec<ConditionId>>>()?;
            return match holds.len() {
                1 => holds.pop(),
                _ => Some(self.node(ConditionKind::Any(holds), span)),
            };
        }
        let words: Vec<String> = values.iter().map(|value| self.words(value.span)).collect();
        let columns = self.columns_with(fact, &words);
        match columns.as_slice() {
            [column] => {
                let name = ast::Name { text: column.clone(), span };
                self.is_one_of(&name, values, span)
            }
            _ => {
                self.report(errors::which_column_of_row(span, &words.join(" ou "), &columns));
                None
            }
        }
    }

    /// The column of a row that is « oui ou non » and that a word names, in the singular or in the plural.
    fn truth_of_row(&mut self, fact: FactId, word: &ast::Term) -> Option<ast::Name> {
        let ast::TermKind::Name(name) = &word.kind else { return None };
        let text = self.column_called(fact, &name.text)?;
        let column = self.plan.facts[fact.index()].columns.iter().find(|column| column.name == text);
        let is_truth = match column {
            Some(column) => column.kind == Type::Truth,
            None => {
                let body = self.definition(&text).map(|id| &self.plan.definitions[id.index()].body);
                matches!(body, Some(DefinitionBody::Condition(_)))
            }
        };
        is_truth.then_some(ast::Name { text, span: name.span })
    }

    /// The columns of a fact that have all these options.
    fn columns_with(&self, fact: FactId, options: &[String]) -> Vec<String> {
        let symbols = options.iter().map(|option| self.plan.symbols.get(&normalize_name(option)));
        let Some(wanted) = symbols.collect::<Option<Vec<Symbol>>>() else { return Vec::new() };
        let has_all = |of: &Type| wanted.iter().all(|option| of.options().contains(option));
        let columns = self.plan.facts[fact.index()].columns.iter();
        columns.filter(|column| has_all(&column.kind)).map(|column| column.name.clone()).collect()
    }
}

/// The set of which a sentence says how many rows it has.
fn counted(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Period(name, Predicate::Counts(..)) => Some(name.text.clone()),
        ExprKind::RowCount(_, _, set) => set.bases.first().map(|base| base.text.clone()),
        ExprKind::Quantified(quantified) => match quantified.quantifier {
            Quantifier::Rows(..) => quantified.rows.bases.first().map(|base| base.text.clone()),
            Quantifier::NoRow | Quantifier::EachRow => None,
        },
        ExprKind::Group(inner) | ExprKind::Marked(inner, _) => counted(inner),
        ExprKind::All(_)
        | ExprKind::Any(_)
        | ExprKind::Not(_)
        | ExprKind::Unless(..)
        | ExprKind::Convention(..)
        | ExprKind::Met(_)
        | ExprKind::Several(..)
        | ExprKind::Membership { .. }
        | ExprKind::Period(..)
        | ExprKind::Age(..)
        | ExprKind::Compare(..)
        | ExprKind::Between { .. }
        | ExprKind::Within { .. }
        | ExprKind::Is { .. }
        | ExprKind::Name(_) => None,
    }
}
