//! Days found from others on the calendar: working days, months, clear days.

use super::{Checker, errors};
use crate::names::normalize_name;
use crate::plan::{ConditionKind, DayFrom, DayWay, Role, Shift, TermId, TermKind, Type};
use crate::source::Span;
use crate::syntax::ast;
use crate::time::Workdays;
use crate::value::Exact;

impl Checker<'_> {
    /// `5 jours ouvrés après …`, `délai franc de …`, `le dernier jour du mois de …`, `…, reporté au premier jour ouvrable`
    pub(super) fn day_from(&mut self, tree: &ast::Term) -> Option<TermId> {
        let span = tree.span;
        match &tree.kind {
            ast::TermKind::WorkingShift { count, days, after, from } => {
                let from = self.date(from);
                let stated = self.working_days_stated(*days, span);
                let number = Exact::from_integer(count.value.into());
                let count = self.add_term(TermKind::Number(number), Type::Number, count.span);
                let way = DayWay::Working { count, days: *days, after: *after };
                Some(self.found(from.filter(|_| stated)?, way, span))
            }
            ast::TermKind::Clear(inner) => {
                let ordinary = self.date(inner)?;
                Some(self.found(ordinary, DayWay::Next, span))
            }
            ast::TermKind::MonthEdge(last, of) => {
                if let ast::TermKind::Name(_) = of.kind
                    && let Some(whole) = self.declared_as(span)
                {
                    return self.name(&whole);
                }
                let of = self.date(of)?;
                Some(self.found(of, if *last { DayWay::MonthEnd } else { DayWay::MonthStart }, span))
            }
            ast::TermKind::Postponed(of, days) => {
                let of = self.date(of);
                let stated = self.working_days_stated(*days, span);
                Some(self.found(of.filter(|_| stated)?, DayWay::Postponed(*days), span))
            }
            // Every other form of a computation is compiled by `term`.
            _ => None,
        }
    }

    /// `… est dans les 5 jours ouvrés suivant …`: from the day after that day to the last of them, or from the first of them
    /// to the day before.
    pub(super) fn within_days(&mut self, value: &ast::Term, until: &ast::Term, beside: Span) -> Option<ConditionKind> {
        let value = self.date(value);
        let until = self.date(until)?;
        let value = value?;
        let kind = &self.plan.terms[until.index()].kind;
        let (from, after) = if let TermKind::Shift(Shift { from, after, .. }) = *kind {
            (from, after)
        } else if let TermKind::DayFrom(DayFrom { from, way: DayWay::Working { after, .. } }) = *kind {
            (from, after)
        } else {
            // The sentence has no other form.
            return None;
        };
        let beside = self.found(from, if after { DayWay::Next } else { DayWay::Previous }, beside);
        Some(ConditionKind::Between(value, if after { [beside, until] } else { [until, beside] }))
    }

    fn found(&mut self, from: TermId, way: DayWay, span: Span) -> TermId {
        self.add_term(TermKind::DayFrom(DayFrom { from, way }), Type::Date, span)
    }

    fn date(&mut self, tree: &ast::Term) -> Option<TermId> {
        let term = self.term(tree)?;
        self.expect(term, &[Type::Date])?;
        Some(term)
    }

    /// The name that all these words are, where one is declared so.
    fn declared_as(&self, span: Span) -> Option<ast::Name> {
        let text = normalize_name(&self.words(span));
        self.is_declared(&text).then_some(ast::Name { text, span })
    }

    /// Whether the recueil says what a working day is; reported where it does not.
    fn working_days_stated(&mut self, days: Workdays, span: Span) -> bool {
        let is_stated =
            |checker: &Self, role: Role| checker.plan.conventions[checker.plan.role(role).index()].span.is_some();
        let week = match days {
            Workdays::Ouvrables => is_stated(self, Role::WorkingDay),
            Workdays::Ouvres => true,
        };
        if !week {
            self.report(errors::working_day_unsaid(span));
        }
        let holidays = is_stated(self, Role::Holidays);
        if !holidays {
            self.report(errors::holidays_unsaid(span));
        }
        week && holidays
    }
}
