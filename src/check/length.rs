//! Lengths in computations: written ones, so many times one, and days so far from others.

use super::types::length_type;
use super::{Checker, errors};
use crate::names::normalize_name;
use crate::plan::{Length, Shift, Term, TermId, TermKind, Type};
use crate::source::Span;
use crate::syntax::ast;

impl Checker<'_> {
    /// A length that is written; no time at all is one too.
    pub(super) fn length_term(&mut self, length: &ast::Length) -> Option<TermId> {
        let compiled = match self.in_one_unit(length)? {
            (0, days) if length.parts.iter().all(|(_, unit)| in_days(*unit)) => Length::Days(days),
            (months, _) => Length::Months(months),
        };
        Some(self.add_term(TermKind::Length(compiled), length_type(compiled), length.span))
    }

    /// Whole months and days of a length, of which it has one kind only.
    pub(super) fn in_one_unit(&mut self, length: &ast::Length) -> Option<(i32, i32)> {
        let (mut months, mut days) = (0_i32, 0_i32);
        for (count, unit) in &length.parts {
            match unit {
                ast::Unit::Years => months += count * 12,
                ast::Unit::Months => months += count,
                ast::Unit::Weeks => days += count * 7,
                ast::Unit::Days => days += count,
            }
        }
        if months > 0 && days > 0 {
            self.report(errors::mixed_units(length.span));
            return None;
        }
        Some((months, days))
    }

    /// `6 mois après …`, once the length is compiled.
    pub(super) fn shift(&mut self, by: Option<TermId>, after: bool, from: &ast::Term, span: Span) -> Option<TermId> {
        let from = self.term(from)?;
        self.expect(from, &[Type::Date])?;
        let by = by?;
        self.expect(by, &[Type::Months, Type::Days])?;
        self.whole_only(by)?;
        Some(self.add_term(TermKind::Shift(Shift { by, after, from }), Type::Date, span))
    }

    /// `durée du préavis après notification`: the longest name that is declared wins, all the words together first.
    pub(super) fn shift_by(&mut self, names: &[(ast::Name, bool)], from: &ast::Term, span: Span) -> Option<TermId> {
        let (first, _) = names.first()?;
        let joined = |checker: &Self, last: Span| {
            let span = first.span.to(last);
            ast::Name { text: normalize_name(&checker.words(span)), span }
        };
        if let ast::TermKind::Name(last) = &from.kind {
            let whole = joined(self, last.span);
            if self.is_declared(&whole.text) {
                return self.name(&whole);
            }
        }
        let declared = (1..=names.len()).rev().find(|count| {
            let name = joined(self, names[count - 1].0.span);
            self.is_declared(&name.text)
        });
        let count = declared.unwrap_or(1);
        let (last, after) = &names[count - 1];
        let by = joined(self, last.span);
        let by = self.name(&by);
        match &names[count..] {
            [] => self.shift(by, *after, from, span),
            rest => {
                let tree = ast::TermKind::ShiftBy { names: rest.to_vec(), from: Box::new(from.clone()) };
                let from = ast::Term { kind: tree, span: rest[0].0.span.to(from.span) };
                self.shift(by, *after, &from, span)
            }
        }
    }

    /// Reports a number that may be none of whole ones, or a length that may have a part of a month.
    pub(super) fn whole_only(&mut self, term: TermId) -> Option<()> {
        if self.plan.is_whole(term) {
            return Some(());
        }
        let Term { of, span, .. } = self.plan.terms[term.index()].clone();
        let words = self.words(span);
        let wanted = match of {
            Type::Months => "une durée en mois entiers : une durée déclarée ou écrite, non mesurée sur des périodes",
            _ => "un nombre entier : arrondissez-le, « …, arrondi à l'unité inférieur »",
        };
        self.report(errors::wrong_type(span, &words, &of, wanted));
        None
    }
}

fn in_days(unit: ast::Unit) -> bool {
    matches!(unit, ast::Unit::Weeks | ast::Unit::Days)
}
