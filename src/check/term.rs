//! Terms: numbers, amounts, dates, and the names that stand for them.

use num_traits::Zero;

use super::types::type_words;
use super::{Checker, DeclarationKind, errors};
use crate::names::normalize;
use crate::plan::{Case, DefinitionBody, Elapsed, ElapsedUnit, Excepted, FactId, Term, TermId, TermKind, Type};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::{Arithmetic, RoundingUnit};

impl Checker<'_> {
    pub(super) fn add_term(&mut self, kind: TermKind, of: Type, span: Span) -> TermId {
        let constant = self.fold(&kind);
        self.constants.push(constant);
        self.plan.terms.push(Term { kind, of, span });
        TermId(self.plan.terms.len() as u32 - 1)
    }

    pub(super) fn type_of(&self, term: TermId) -> &Type {
        &self.plan.terms[term.index()].of
    }

    /// Compiles a term; `None` when something in it is reported.
    pub(super) fn term(&mut self, tree: &ast::Term) -> Option<TermId> {
        self.deeper(1, tree.span, |checker| checker.term_at_hand(tree))
    }

    fn term_at_hand(&mut self, tree: &ast::Term) -> Option<TermId> {
        let span = tree.span;
        let (kind, of) = match &tree.kind {
            ast::TermKind::Number(value) => (TermKind::Number(*value), Type::Number),
            ast::TermKind::Amount(value) => (TermKind::Number(*value), Type::Amount),
            ast::TermKind::Percent(value) => (TermKind::Number(*value), Type::Percent),
            ast::TermKind::Date(day) => (TermKind::Day(*day), Type::Date),
            ast::TermKind::Length(length) => return self.length_term(length),
            ast::TermKind::Quoted(text) => (TermKind::Symbol(self.plan.symbols.intern(&normalize(text))), Type::Text),
            ast::TermKind::Name(name) => return self.name(name),
            ast::TermKind::ReadOn(name, day) => return self.read_on(name, day, span),
            ast::TermKind::AssessmentDay => (TermKind::AssessmentDay, Type::Date),
            ast::TermKind::Chain(first, rest) => return self.chain(first, rest),
            ast::TermKind::Smallest(terms) | ast::TermKind::Largest(terms) => {
                let compiled: Vec<Option<TermId>> = terms.iter().map(|term| self.term(term)).collect();
                let compiled = compiled.into_iter().collect::<Option<Vec<TermId>>>()?;
                for other in &compiled[1..] {
                    self.same_type(compiled[0], *other)?;
                }
                let of = self.type_of(compiled[0]).clone();
                let smallest = matches!(tree.kind, ast::TermKind::Smallest(_));
                (if smallest { TermKind::Smallest(compiled) } else { TermKind::Largest(compiled) }, of)
            }
            ast::TermKind::Shift { by, after, from } => {
                let by = self.length_term(by);
                return self.shift(by, *after, from, span);
            }
            ast::TermKind::WorkingShift { .. }
            | ast::TermKind::Clear(_)
            | ast::TermKind::MonthEdge(..)
            | ast::TermKind::Postponed(..) => return self.day_from(tree),
            ast::TermKind::Elapsed { unit, from, to } => {
                let (from, to) = (self.term(from), self.term(to));
                let (from, to) = (from?, to?);
                let (first, second) = (self.expect(from, &[Type::Date]), self.expect(to, &[Type::Date]));
                first.and(second)?;
                let unit = match unit {
                    ast::Unit::Years => ElapsedUnit::Years,
                    ast::Unit::Months => ElapsedUnit::Months,
                    ast::Unit::Weeks | ast::Unit::Days => ElapsedUnit::Days,
                };
                (TermKind::Elapsed(Elapsed { unit, from, to }), Type::Number)
            }
            ast::TermKind::Share(share, whole) => return self.share(share, whole, span),
            ast::TermKind::ShiftBy { names, from } => return self.shift_by(names, from, span),
            ast::TermKind::Rounded(inner, rounding, words) => {
                let inner = self.term(inner)?;
                self.roundable(inner, rounding.unit, *words)?;
                (TermKind::Rounded(inner, *rounding), self.type_of(inner).clone())
            }
            ast::TermKind::Bands { of, bands } => return self.bands(of, bands, span),
            ast::TermKind::Aggregate(aggregate) => return self.aggregate(aggregate),
            ast::TermKind::Rank { by, descending, without_gaps } => {
                return self.rank(by, *descending, *without_gaps, span);
            }
            ast::TermKind::InDefault(value, instead) => {
                let (value, instead) = (self.term(value), self.term(instead));
                let (value, instead) = (value?, instead?);
                self.same_type(value, instead)?;
                if !self.plan.may_lack(value) {
                    self.report(errors::never_lacks(span));
                }
                (TermKind::InDefault(value, instead), self.type_of(value).clone())
            }
            ast::TermKind::Scale { of, slices } => return self.scale(of, slices, span),
            ast::TermKind::Lookup { column, list, keys } => return self.lookup(column.as_ref(), list, keys, span),
            ast::TermKind::Choice { of, lines } => return self.choice(of, lines, span),
        };
        Some(self.add_term(kind, of, span))
    }

    /// `a + b - c`: each result is the left side of the next, so that the first operand stands deepest.
    fn chain(&mut self, first: &ast::Term, rest: &[(Arithmetic, ast::Term)]) -> Option<TermId> {
        let mut levels = rest.len();
        let mut left = self.deeper(levels, first.span, |checker| checker.term(first));
        for (operator, right) in rest {
            let span = first.span.to(right.span);
            let right = self.deeper(levels, right.span, |checker| checker.term(right));
            levels -= 1;
            left = left.zip(right).and_then(|(left, right)| self.binary(*operator, left, right, span));
        }
        left
    }

    fn binary(&mut self, operator: Arithmetic, left: TermId, right: TermId, span: Span) -> Option<TermId> {
        use Type::{Amount, Number, Percent};
        let of = match (operator, self.type_of(left), self.type_of(right)) {
            (
                Arithmetic::Add | Arithmetic::Subtract,
                a @ (Number | Amount | Percent | Type::Months | Type::Days),
                b,
            ) if a == b => a.clone(),
            (Arithmetic::Multiply, Number, b @ (Number | Percent | Amount)) => b.clone(),
            (Arithmetic::Multiply, a @ (Percent | Amount), Number) => a.clone(),
            (Arithmetic::Multiply, Percent, b @ (Percent | Amount)) => b.clone(),
            (Arithmetic::Multiply, Amount, Percent) => Amount,
            (Arithmetic::Multiply, Number, b @ (Type::Months | Type::Days)) => b.clone(),
            (Arithmetic::Multiply, a @ (Type::Months | Type::Days), Number) => a.clone(),
            (Arithmetic::Divide, Amount, Amount) | (Arithmetic::Divide, Percent, Percent) => Number,
            (Arithmetic::Divide, a @ (Number | Amount | Percent), Number) => a.clone(),
            (Arithmetic::Divide, a @ (Number | Amount), Percent) => a.clone(),
            _ => {
                self.mixed(left, right);
                return None;
            }
        };
        if operator == Arithmetic::Divide && self.constant(right).is_some_and(|divisor| divisor.is_zero()) {
            let Term { kind, span, .. } = self.plan.terms[right.index()].clone();
            let defined = if let TermKind::Defined(definition) = kind {
                Some(self.plan.definitions[definition.index()].span)
            } else {
                None
            };
            self.report(errors::division_by_zero(span, defined));
            return None;
        }
        if operator == Arithmetic::Multiply && matches!(of, Type::Months | Type::Days) {
            let (left, right) = (self.whole_only(left), self.whole_only(right));
            left.and(right)?;
        }
        let kind = TermKind::Binary(operator, left, right);
        Some(self.add_term(kind, of, span))
    }

    /// `55 % de …`: a part of a number is a number, where « 55 % × … » is a percentage.
    fn share(&mut self, share: &ast::Term, whole: &ast::Term, span: Span) -> Option<TermId> {
        let (share, whole) = (self.term(share), self.term(whole));
        let (share, whole) = (share?, whole?);
        if !matches!(self.type_of(whole), Type::Number | Type::Amount | Type::Percent) {
            self.mixed(share, whole);
            return None;
        }
        let of = self.type_of(whole).clone();
        Some(self.add_term(TermKind::Binary(Arithmetic::Multiply, share, whole), of, span))
    }

    /// Reports a unit that a value is not rounded to.
    fn roundable(&mut self, term: TermId, unit: RoundingUnit, words: Span) -> Option<()> {
        let Term { of, span, .. } = self.plan.terms[term.index()].clone();
        let fits = match unit {
            RoundingUnit::Cent | RoundingUnit::Euro | RoundingUnit::TenEuros => of == Type::Amount,
            RoundingUnit::Tenth | RoundingUnit::One => of == Type::Number,
            RoundingUnit::TenthOfPoint | RoundingUnit::Point => of == Type::Percent,
        };
        if !fits {
            self.report(errors::rounding_unit(words, span, &of));
        }
        fits.then_some(())
    }

    pub(super) fn excepted_term(&mut self, base: TermId, cases: Vec<Case<TermId>>, span: Span) -> Option<TermId> {
        for case in &cases {
            self.same_type(base, case.then)?;
        }
        let of = self.type_of(base).clone();
        Some(self.add_term(TermKind::Excepted(Excepted { base, cases }), of, span))
    }

    /// What a name stands for: a column of the rows at hand, a definition, a fact.
    pub(super) fn name(&mut self, name: &ast::Name) -> Option<TermId> {
        for fact in self.row.iter().rev().copied().collect::<Vec<_>>() {
            let columns = &self.plan.facts[fact.index()].columns;
            if let Some(index) = columns.iter().position(|column| column.name == name.text) {
                let of = columns[index].kind.clone();
                self.used_column(fact, index, name.span);
                return Some(self.add_term(TermKind::Column(fact, index), of, name.span));
            }
        }
        if self.definitions.contains_key(&name.text) {
            self.used_of_procedure(DeclarationKind::Definition, &name.text, name.span);
            let id = self.definition(&name.text)?;
            self.on_its_row(id, name)?;
            let of = match self.plan.definitions[id.index()].body {
                DefinitionBody::Set(_) => Type::Periods,
                DefinitionBody::Term(term) => self.type_of(term).clone(),
                DefinitionBody::Condition(_) => Type::Truth,
            };
            return Some(self.add_term(TermKind::Defined(id), of, name.span));
        }
        if let Some(fact) = self.plan.fact(&name.text) {
            let of = self.plan.facts[fact.index()].kind.clone();
            self.used_fact(fact, name.span);
            return Some(self.add_term(TermKind::Fact(fact), of, name.span));
        }
        if self.is_parameter(&name.text) {
            return self.named_parameter(name);
        }
        self.unknown(name);
        None
    }

    /// Whether a name stands for a column of the rows at hand, a definition or a fact.
    pub(super) fn is_declared(&self, name: &str) -> bool {
        let in_row = |fact: &FactId| self.plan.facts[fact.index()].columns.iter().any(|column| column.name == name);
        self.row.iter().any(in_row)
            || self.definitions.contains_key(name)
            || self.plan.fact(name).is_some()
            || self.is_parameter(name)
    }

    fn unknown(&mut self, name: &ast::Name) {
        if self.is_unreadable(&name.text) {
            return;
        }
        let in_row = !self.row.is_empty();
        let owner = self.plan.facts.iter().find(|fact| fact.columns.iter().any(|column| column.name == name.text));
        let columns: Vec<&str> = self
            .row
            .iter()
            .flat_map(|fact| &self.plan.facts[fact.index()].columns)
            .map(|column| column.name.as_str())
            .collect();
        let facts = self.plan.facts.iter().map(|fact| fact.name.as_str());
        let known = columns.into_iter().chain(facts).chain(self.definitions.keys().map(String::as_str));
        let known = known.chain(self.plan.parameters.iter().map(|parameter| parameter.name.as_str()));
        let near = self.closest(&name.text, known);
        let what = if in_row {
            "une colonne de ces lignes, ni un fait de ce recueil"
        } else {
            "un fait ni une définition de ce recueil"
        };
        let negated = name.text.starts_with("non ");
        if (near.is_none() || negated)
            && let Some(found) = crate::syntax::misspelt_name(&self.plan.sources, name.span)
        {
            self.report(found);
            return;
        }
        let otherwise = match owner {
            Some(fact) => format!(
                "c'est une colonne de « {0} » : écrivez « … est l'ensemble des {0} dont … », puis une condition sur lui",
                fact.name
            ),
            None if matches!(name.text.as_str(), "oui" | "non" | "vrai" | "faux") => {
                "un fait « oui ou non » s'écrit seul, ou suivi de « est oui » ou de « est non »".to_string()
            }
            None if PRONOUNS.contains(&name.text.as_str()) => {
                format!("nommez le fait au lieu de « {} »", name.text)
            }
            None => errors::declare(
                &name.text,
                format!("déclarez-le sous « faits », par exemple « {} : oui ou non », ou définissez-le", name.text),
            ),
        };
        self.report(errors::unknown_name(name.span, &name.text, what, near, otherwise));
    }

    /// A value that `subject`, of type `of`, may be.
    pub(super) fn value_of(&mut self, value: &ast::Term, of: &Type, subject: &ast::Name) -> Option<TermId> {
        let words = match &value.kind {
            ast::TermKind::Name(name) => Some((name.text.clone(), self.words(name.span))),
            ast::TermKind::Quoted(text) => Some((normalize(text), text.clone())),
            _ => None,
        };
        match (of, words) {
            (Type::Enumeration(options) | Type::Scale(options), Some((text, _))) => {
                let symbol = self.plan.symbols.get(&text).filter(|symbol| options.contains(symbol));
                match symbol {
                    Some(symbol) => {
                        self.used_value(&subject.text, &text, value.span);
                        Some(self.add_term(TermKind::Symbol(symbol), of.clone(), value.span))
                    }
                    None => {
                        let known: Vec<&str> =
                            options.iter().filter_map(|option| self.plan.symbols.text(*option)).collect();
                        let near = self.closest(&text, known.iter().copied());
                        self.report(errors::unknown_option(value.span, &text, &subject.text, &known.join(", "), near));
                        None
                    }
                }
            }
            (Type::Code | Type::Text, Some((text, written))) => {
                // A plain name in place of a value is a fact or column when there is one of that name.
                if matches!(value.kind, ast::TermKind::Name(_)) && self.is_declared(&text) {
                    return self.term(value);
                }
                let symbol = self.plan.symbols.intern(&normalize(&written));
                Some(self.add_term(TermKind::Symbol(symbol), Type::Text, value.span))
            }
            (Type::Code | Type::Text, None) => {
                let symbol = self.plan.symbols.intern(&self.words(value.span));
                Some(self.add_term(TermKind::Symbol(symbol), Type::Text, value.span))
            }
            (Type::Enumeration(_) | Type::Scale(_), None) => {
                let words = self.words(value.span);
                self.report(errors::unknown_option(
                    value.span,
                    &words,
                    &subject.text,
                    "celles de sa déclaration",
                    None,
                ));
                None
            }
            _ => {
                let term = self.term(value)?;
                let found = self.type_of(term).clone();
                if found != *of {
                    self.report(errors::mixed_types((subject.span, of), (value.span, &found)));
                    return None;
                }
                Some(term)
            }
        }
    }

    /// Reports a term whose type is none of these.
    pub(super) fn expect(&mut self, term: TermId, wanted: &[Type]) -> Option<()> {
        let Term { of, span, .. } = self.plan.terms[term.index()].clone();
        let fits = wanted.iter().any(|one| std::mem::discriminant(one) == std::mem::discriminant(&of));
        if !fits {
            let words = self.words(span);
            self.report(errors::wrong_type(span, &words, &of, type_words(&wanted[0])));
        }
        fits.then_some(())
    }

    /// Reports two terms that cannot be held against each other.
    pub(super) fn same_type(&mut self, left: TermId, right: TermId) -> Option<()> {
        let textual = |of: &Type| matches!(of, Type::Text | Type::Code | Type::Enumeration(_));
        let (a, b) = (self.type_of(left), self.type_of(right));
        let rows = |of: &Type| matches!(of, Type::Periods | Type::Rows | Type::Truth);
        if (a == b || textual(a) && textual(b)) && !rows(a) {
            return Some(());
        }
        self.mixed(left, right);
        None
    }

    fn mixed(&mut self, left: TermId, right: TermId) {
        let (left, right) = (self.plan.terms[left.index()].clone(), self.plan.terms[right.index()].clone());
        self.report(errors::mixed_types((left.span, &left.of), (right.span, &right.of)));
    }
}

/// Words that stand for a name and name nothing.
const PRONOUNS: [&str; 9] = ["il", "elle", "ils", "elles", "on", "ce", "cela", "celui-ci", "celle-ci"];
