//! Choices by case: each option on one line, none forgotten.

use std::collections::HashMap;

use super::{Checker, errors};
use crate::plan::{Choice, Symbol, TermId, TermKind, Type};
use crate::source::Span;
use crate::syntax::ast;

impl Checker<'_> {
    /// `selon la zone :`
    pub(super) fn choice(&mut self, of: &ast::Name, lines: &[ast::ChoiceLine], span: Span) -> Option<TermId> {
        let subject = self.name(of)?;
        self.expect(subject, &[Type::Enumeration(Vec::new()), Type::Scale(Vec::new()), Type::Code, Type::Text])?;
        let kind = self.type_of(subject).clone();
        let mut seen: HashMap<Symbol, Span> = HashMap::new();
        let mut choices: Vec<Choice> = Vec::new();
        let mut otherwise: Option<(TermId, Span)> = None;
        for line in lines {
            let keys: Vec<Option<TermId>> = line.keys.iter().map(|key| self.key(key, &kind, of, &mut seen)).collect();
            let value = self.term(&line.value);
            let (keys, value) = (keys.into_iter().collect::<Option<Vec<TermId>>>()?, value?);
            if let Some(first) = choices.first().map(|first| first.value).or(otherwise.map(|(value, _)| value)) {
                self.same_type(first, value)?;
            }
            if let Some((_, last)) = otherwise {
                self.report(errors::choice_after_otherwise(line.span, last));
            } else if keys.is_empty() {
                otherwise = Some((value, line.span));
            } else {
                choices.push(Choice { keys, value });
            }
        }
        self.whole(of, &kind, &seen, otherwise.map(|(_, span)| span))?;
        let of = self.type_of(choices.first().map(|first| first.value).or(otherwise.map(|(value, _)| value))?).clone();
        let otherwise = otherwise.map(|(value, _)| value);
        Some(self.add_term(TermKind::Choice { of: subject, choices, otherwise }, of, span))
    }

    /// One option or code, which no other line has.
    fn key(
        &mut self,
        key: &ast::Term,
        of: &Type,
        subject: &ast::Name,
        seen: &mut HashMap<Symbol, Span>,
    ) -> Option<TermId> {
        let term = self.value_of(key, of, subject)?;
        let words = self.words(key.span);
        let TermKind::Symbol(symbol) = self.plan.terms[term.index()].kind else {
            self.report(errors::choice_key(key.span, &words));
            return None;
        };
        if let Some(first) = seen.insert(symbol, key.span) {
            self.report(errors::choice_twice(key.span, first, &words));
            return None;
        }
        Some(term)
    }

    /// Reports options that no line has, and a last line that serves nothing.
    fn whole(
        &mut self,
        subject: &ast::Name,
        of: &Type,
        seen: &HashMap<Symbol, Span>,
        otherwise: Option<Span>,
    ) -> Option<()> {
        let (Type::Enumeration(options) | Type::Scale(options)) = of else {
            if otherwise.is_none() {
                self.report(errors::choice_without_otherwise(subject.span, &subject.text));
            }
            return otherwise.map(drop);
        };
        let missing: Vec<&str> = options
            .iter()
            .filter(|option| !seen.contains_key(option))
            .filter_map(|option| self.plan.symbols.text(*option))
            .collect();
        match (missing.is_empty(), otherwise) {
            (true, Some(idle)) => {
                let found = errors::choice_idle(idle, subject.span, &subject.text);
                self.report(found);
                None
            }
            (false, None) => {
                let found = errors::choice_gap(subject.span, &missing);
                self.report(found);
                None
            }
            (true, None) | (false, Some(_)) => Some(()),
        }
    }
}
