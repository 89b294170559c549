//! Sets of periods and definitions.

use std::rc::Rc;

use super::{Checker, DeclarationKind, State, errors};
use crate::plan::{
    Case, ConditionId, Definition, DefinitionBody, DefinitionId, Excepted, FactId, Set, SetId, SetKind, Type,
};
use crate::source::Span;
use crate::syntax::ast::{self, SetOperation};

/// What the row at hand is called, where nothing is declared by that name.
const ROW: &str = "période";

impl Checker<'_> {
    fn add_set(&mut self, kind: SetKind, span: Span) -> SetId {
        self.plan.sets.push(Set { kind, span });
        SetId(self.plan.sets.len() as u32 - 1)
    }

    /// A set under its exceptions.
    pub(super) fn excepted_set(&mut self, base: SetId, cases: Vec<Case<SetId>>, span: Span) -> SetId {
        self.add_set(SetKind::Excepted(Excepted { base, cases }), span)
    }

    /// The set of periods that a name stands for.
    pub(super) fn set_named(&mut self, name: &ast::Name) -> Option<SetId> {
        let (kind, of) = if self.definitions.contains_key(&name.text) {
            self.used_of_procedure(DeclarationKind::Definition, &name.text, name.span);
            let id = self.definition(&name.text)?;
            match self.plan.definitions[id.index()].body {
                DefinitionBody::Set(_) => return Some(self.add_set(SetKind::Defined(id), name.span)),
                DefinitionBody::Term(term) => (None, self.plan.terms[term.index()].of.clone()),
                DefinitionBody::Condition(_) => (None, Type::Truth),
            }
        } else if let Some(fact) = self.plan.fact(&name.text) {
            self.used_fact(fact, name.span);
            let of = self.plan.facts[fact.index()].kind.clone();
            (matches!(of, Type::Periods | Type::Rows).then_some(SetKind::Fact(fact)), of)
        } else if name.text == ROW {
            return self.row_at_hand(name.span);
        } else {
            self.unknown_set(name);
            return None;
        };
        match kind {
            Some(kind) => Some(self.add_set(kind, name.span)),
            None => {
                self.report(errors::wrong_type(name.span, &name.text, &of, "un ensemble de périodes"));
                None
            }
        }
    }

    fn unknown_set(&mut self, name: &ast::Name) {
        if self.is_unreadable(&name.text) {
            return;
        }
        let facts = self.plan.facts.iter().filter(|fact| matches!(fact.kind, Type::Periods | Type::Rows));
        let known: Vec<&str> =
            facts.map(|fact| fact.name.as_str()).chain(self.definitions.keys().map(String::as_str)).collect();
        let near = self.closest(&name.text, known);
        if near.is_none()
            && let Some(found) = crate::syntax::misspelt_name(&self.plan.sources, name.span)
        {
            self.report(found);
            return;
        }
        let otherwise = errors::declare(
            &name.text,
            format!(
                "déclarez-le sous « faits » : « {0} : périodes » ; ou définissez-le : « {0} est l'ensemble des … »",
                name.text
            ),
        );
        let what = "un ensemble de périodes de ce recueil";
        self.report(errors::unknown_name(name.span, &name.text, what, near, otherwise));
    }

    pub(super) fn set(&mut self, tree: &ast::PeriodSet) -> Option<SetId> {
        let bases: Vec<Option<SetId>> = tree.bases.iter().map(|base| self.set_named(base)).collect();
        let bases = bases.into_iter().collect::<Option<Vec<SetId>>>();
        let mut set = match bases {
            Some(bases) if bases.len() == 1 => Some(bases[0]),
            Some(bases) => Some(self.add_set(SetKind::Union(bases), tree.span)),
            None => None,
        };
        for (index, operation) in tree.operations.iter().enumerate() {
            let before = index.checked_sub(1).map(|before| &tree.operations[before]);
            self.trailing_such_that(before, operation);
            set = self.operation(set, operation);
        }
        set
    }

    /// « sauf les séjours dont … » is heard as one thing, but « dont » sorts the whole set.
    fn trailing_such_that(&mut self, before: Option<&SetOperation>, operation: &SetOperation) {
        let (
            Some(SetOperation::Except(name) | SetOperation::ExceptDuring(name) | SetOperation::During(name)),
            SetOperation::SuchThat(expr),
        ) = (before, operation)
        else {
            return;
        };
        let between = Span { start: name.span.end, end: expr.span.start, ..name.span };
        if !self.words(between).contains("et") {
            self.report(errors::dont_after_except(expr.span, name.span, &name.text));
        }
    }

    fn operation(&mut self, set: Option<SetId>, operation: &SetOperation) -> Option<SetId> {
        match operation {
            SetOperation::SuchThat(expr) => self.such_that(set, expr.span, |checker| checker.condition(expr)),
            SetOperation::Except(name) => {
                let other = self.set_named(name);
                let (set, other) = (set?, other?);
                if self.plan.rows_of(set) != self.plan.rows_of(other) {
                    self.report(errors::other_rows(name.span, &name.text));
                    return None;
                }
                Some(self.add_set(SetKind::Except(set, other), name.span))
            }
            SetOperation::ExceptDuring(name) => {
                let other = self.set_named(name);
                let kind = SetKind::ExceptDuring(set?, other?);
                Some(self.add_set(kind, name.span))
            }
            SetOperation::During(name) => {
                let other = self.set_named(name);
                let kind = SetKind::During(set?, other?);
                Some(self.add_set(kind, name.span))
            }
        }
    }

    /// The rows of a set for which a condition holds, which names their columns simply.
    pub(super) fn such_that(
        &mut self,
        set: Option<SetId>,
        span: Span,
        compile: impl FnOnce(&mut Self) -> Option<ConditionId>,
    ) -> Option<SetId> {
        let facts = set.map(|set| self.plan.rows_of(set)).unwrap_or_default();
        if facts.len() > 1 {
            self.report(errors::different_rows(span));
            return None;
        }
        // Without a known set, columns of every fact are in reach, so that one finding does not bring others.
        let at_hand = match set {
            Some(_) => facts,
            None => (0..self.plan.facts.len() as u32).map(FactId).collect(),
        };
        let outer = std::mem::replace(&mut self.row, at_hand);
        let condition = compile(self);
        self.row = outer;
        let kind = SetKind::SuchThat(set?, condition?);
        Some(self.add_set(kind, span))
    }

    /// The row at hand, which has days. Where it is not known of which fact, something is reported already.
    pub(super) fn row_at_hand(&mut self, span: Span) -> Option<SetId> {
        match *self.row {
            [fact] if self.plan.facts[fact.index()].kind == Type::Periods => {
                Some(self.add_set(SetKind::Row(fact), span))
            }
            [] | [_] => {
                self.report(errors::no_row_at_hand(span));
                None
            }
            [..] => None,
        }
    }

    /// The definition of the version at hand with this name, compiled when first met.
    ///
    /// `None` when it is unknown, broken, or part of a circle, which is then reported.
    pub(super) fn definition(&mut self, name: &str) -> Option<DefinitionId> {
        let defined = self.definitions.get_mut(name)?;
        defined.used = true;
        let span = defined.tree.name.span;
        match defined.state {
            State::Done(id) => {
                let height = self.heights[id.index()];
                return self.deeper(height, span, |_| Some(id));
            }
            State::Broken => return None,
            State::Open => {
                self.circle();
                return None;
            }
            State::Waiting => defined.state = State::Open,
        }
        let tree = Rc::clone(&defined.tree);
        let exceptions = defined.exceptions.clone();
        // A definition does not see the columns of the rows among which it is used.
        let row = std::mem::take(&mut self.row);
        let each = tree.each.as_ref().and_then(|rows| self.each(rows));
        self.row.extend(each);
        let outside = std::mem::replace(&mut self.deepest, self.depth);
        let body = self.deeper(1, span, |checker| {
            let body = checker.definition_body(&tree.body);
            checker.under_exceptions(body, &exceptions, &tree.name.text, tree.span)
        });
        let height = self.deepest - self.depth;
        self.deepest = self.deepest.max(outside);
        self.row = row;
        let is_whole = tree.each.is_some() == each.is_some();
        let state = match body.filter(|_| is_whole) {
            Some(body) => {
                let marks = self.marks(&tree.attributes.verify);
                self.heights.push(height);
                self.plan.definitions.push(Definition { name: name.to_string(), body, each, marks, span: tree.span });
                State::Done(DefinitionId(self.plan.definitions.len() as u32 - 1))
            }
            None => State::Broken,
        };
        if let Some(defined) = self.definitions.get_mut(name) {
            defined.state = state;
        }
        match state {
            State::Done(id) => Some(id),
            _ => None,
        }
    }

    fn circle(&mut self) {
        let mut open: Vec<(Span, String)> = self
            .definitions
            .values()
            .filter(|defined| defined.state == State::Open)
            .map(|defined| (defined.tree.name.span, defined.tree.name.text.clone()))
            .collect();
        open.sort();
        let already = self
            .diagnostics
            .iter()
            .any(|found| found.code == "circular-definition" && found.place() == Some(open[0].0));
        if !already {
            self.report(errors::circle(&open));
        }
    }

    pub(super) fn definition_body(&mut self, body: &ast::Body) -> Option<DefinitionBody> {
        Some(match body {
            ast::Body::Periods(set) => DefinitionBody::Set(self.set(set)?),
            ast::Body::Condition(expr) => DefinitionBody::Condition(self.condition(expr)?),
            // A bare name may stand for periods as well as for a value.
            ast::Body::Value(ast::Term { kind: ast::TermKind::Name(name), .. }) if self.names_periods(&name.text) => {
                DefinitionBody::Set(self.set_named(name)?)
            }
            // All the words of « la durée de service, sauf … » may be the name of periods.
            ast::Body::Value(ast::Term { kind: ast::TermKind::Aggregate(tree), span })
                if self.is_name(tree) && self.names_periods(&tree.whole.text) =>
            {
                let bases = vec![tree.whole.clone()];
                let operations = tree.operations.clone();
                DefinitionBody::Set(self.set(&ast::PeriodSet { bases, operations, span: *span })?)
            }
            ast::Body::Value(term) => DefinitionBody::Term(self.term(term)?),
        })
    }

    fn names_periods(&mut self, name: &str) -> bool {
        let by_fact = self
            .plan
            .fact(name)
            .is_some_and(|id| matches!(self.plan.facts[id.index()].kind, Type::Periods | Type::Rows));
        by_fact
            || self
                .definition(name)
                .is_some_and(|id| matches!(self.plan.definitions[id.index()].body, DefinitionBody::Set(_)))
    }
}
