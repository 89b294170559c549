//! Values of lists: `celle de la liste « … » pour …`.

use super::{Checker, DeclarationKind, errors};
use crate::plan::{ListId, Lookup, TermId, TermKind, Type};
use crate::source::Span;
use crate::syntax::ast;

impl Checker<'_> {
    /// The list that a sentence names; `None` where there is none, which is reported.
    pub(super) fn list_named(&mut self, list: &ast::Quoted) -> Option<ListId> {
        let Some(index) = self.plan.lists.iter().position(|known| known.name == list.text) else {
            let near = self.closest(&list.text, self.plan.lists.iter().map(|known| known.name.as_str()));
            let known = errors::known_names(
                self.plan.lists.iter().map(|known| known.name.as_str()),
                &format!("déclarez-la : « liste « {} », par … »", list.text),
            );
            self.report(errors::unknown_name(list.span, &list.text, "une liste de ce recueil", near, known));
            return None;
        };
        self.used(DeclarationKind::List, None, &list.text, list.span);
        Some(ListId(index as u32))
    }

    /// `la surface de la liste « surfaces » pour la zone et le nombre de personnes`
    pub(super) fn lookup(
        &mut self,
        column: Option<&ast::Name>,
        list: &ast::Quoted,
        keys: &[ast::Term],
        span: Span,
    ) -> Option<TermId> {
        let terms: Vec<Option<TermId>> = keys.iter().map(|key| self.term(key)).collect();
        let id = self.list_named(list)?;
        let terms = terms.into_iter().collect::<Option<Vec<TermId>>>()?;
        let column = self.value_column(id, column, list)?;
        let known = &self.plan.lists[id.index()];
        if terms.len() != known.keys.len() {
            let whole = keys.iter().map(|key| key.span).reduce(Span::to).unwrap_or(list.span);
            self.report(errors::lookup_keys(whole, &list.text, &known.keys.join(" et ")));
            return None;
        }
        let keys = in_order(&known.keys, keys, terms);
        let types = known.key_types.clone();
        for (term, of) in keys.iter().zip(&types) {
            match of {
                Some(of) => self.expect(*term, std::slice::from_ref(of))?,
                None => self.expect(*term, &[Type::Code, Type::Text, Type::Enumeration(Vec::new())])?,
            };
        }
        let of = self.plan.lists[id.index()].values[column].of.clone();
        let cells = self.plan.cells(id, column);
        Some(self.add_term(TermKind::Lookup(Lookup { list: id, column, keys, cells }), of, span))
    }

    /// The place of a value column, which need not be named where there is only one.
    fn value_column(&mut self, id: ListId, column: Option<&ast::Name>, list: &ast::Quoted) -> Option<usize> {
        let values: Vec<String> = self.plan.lists[id.index()].values.iter().map(|column| column.name.clone()).collect();
        if values.is_empty() {
            self.report(errors::list_without_values(list.span, &list.text));
            return None;
        }
        let Some(column) = column else {
            if values.len() > 1 {
                self.report(errors::which_column(list.span, &list.text, &values.join(", ")));
                return None;
            }
            return Some(0);
        };
        let found = values.iter().position(|known| *known == column.text);
        if found.is_none() {
            let near = self.closest(&column.text, values.iter().map(String::as_str));
            let known = errors::known_names(values.iter().map(String::as_str), "");
            self.report(errors::unknown_name(column.span, &column.text, "une colonne de cette liste", near, known));
        }
        found
    }
}

/// The terms of a key in the order of the list, where each is named as one of its keys; otherwise as they are written.
fn in_order(known: &[String], keys: &[ast::Term], terms: Vec<TermId>) -> Vec<TermId> {
    let place = |name: &String| {
        keys.iter().position(|key| matches!(&key.kind, ast::TermKind::Name(written) if written.text == *name))
    };
    match known.iter().map(place).collect::<Option<Vec<usize>>>() {
        Some(places) => places.into_iter().map(|at| terms[at]).collect(),
        None => terms,
    }
}
