//! Codes: the vocabularies that facts name, what else is compared with them, and what the recueil knows of the others.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::tables::CodeCell;
use super::{Checker, errors};
use crate::plan::{
    CodesId, ConditionKind, Fact, FactId, KeyCell, KnownCodes, ListId, Lookup, Node, Plan, Symbol, Term, TermId,
    TermKind, Type, Use, Vocabulary,
};
use crate::syntax::ast;

/// What holds codes: a fact, a column of its rows, a key of a list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Holder {
    Fact(FactId, Option<usize>),
    Key(ListId, usize),
}

/// The holders and the written codes that a term comes from.
#[derive(Default)]
struct Origins {
    holders: Vec<Holder>,
    written: Vec<CodeCell>,
}

/// Holders that are compared with each other, as a forest.
#[derive(Default)]
struct Groups {
    /// By holder, another of its group; itself at the root.
    above: BTreeMap<Holder, Holder>,
    written: Vec<(Holder, Symbol)>,
}

impl Groups {
    fn root(&mut self, holder: Holder) -> Holder {
        let mut root = holder;
        while let Some(above) = self.above.get(&root).filter(|above| **above != root) {
            root = *above;
        }
        self.above.insert(holder, root);
        root
    }

    fn join(&mut self, one: Holder, other: Holder) {
        let (one, other) = (self.root(one), self.root(other));
        self.above.insert(one, other);
    }

    /// All that is held against each other is of one group.
    fn compare(&mut self, origins: &[&Origins]) {
        let mut holders = origins.iter().flat_map(|origins| origins.holders.iter().copied());
        let Some(first) = holders.next() else { return };
        self.root(first);
        holders.for_each(|holder| self.join(first, holder));
        let written = origins.iter().flat_map(|origins| &origins.written);
        self.written.extend(written.map(|written| (first, written.code)));
    }
}

impl Checker<'_> {
    /// The tables of codes that facts and columns name. They come after all options, so that each of these keeps its
    /// spelling, and before lists and rules, so that codes are shown as their vocabulary writes them.
    pub(super) fn vocabularies(&mut self, blocks: &[&ast::Block]) {
        let mut read: HashMap<(String, String), Option<Arc<Vocabulary>>> = HashMap::new();
        let mut found = Vec::new();
        for block in blocks {
            let ast::Block::Facts(facts) = block else { continue };
            for fact in facts {
                for named in std::iter::once(fact).chain(&fact.columns) {
                    let ast::FactType::Code { title, file: Some(file) } = &named.kind else { continue };
                    let key = (file.text.clone(), named.name.text.clone());
                    let vocabulary = match read.get(&key) {
                        Some(vocabulary) => vocabulary.clone(),
                        None => self.vocabulary(&named.name, title.as_ref(), file),
                    };
                    read.insert(key, vocabulary.clone());
                    found.push((named.name.span, vocabulary));
                }
            }
        }
        for (span, vocabulary) in found {
            let facts = self.plan.facts.iter_mut();
            let named = facts.flat_map(|fact| match fact.span == span {
                true => std::slice::from_mut(fact).iter_mut(),
                false => fact.columns.iter_mut(),
            });
            named.filter(|fact| fact.span == span).for_each(|fact| fact.vocabulary.clone_from(&vocabulary));
        }
    }

    /// Holds what rules and lists write against the vocabularies, and gathers what the recueil knows of facts that have
    /// none.
    pub(super) fn codes(&mut self) {
        let mut groups = Groups::default();
        let mut compared: Vec<(TermId, Holder)> = Vec::new();
        let mut pairs = self.chosen();
        for index in 0..self.plan.conditions.len() {
            match &self.plan.conditions[index].kind {
                ConditionKind::OneOf(subject, values) => pairs.extend(values.iter().map(|value| (*subject, *value))),
                ConditionKind::Compare(left, _, right) => pairs.push((*left, *right)),
                ConditionKind::Listed(list, keys, _) => {
                    let list = *list;
                    for (key, term) in keys.clone().into_iter().enumerate() {
                        let mut origins = origins(&self.plan, term);
                        self.check_cells(&origins, list, key);
                        origins.holders.push(Holder::Key(list, key));
                        groups.compare(&[&origins]);
                        compared.push((term, Holder::Key(list, key)));
                    }
                }
                ConditionKind::All(_)
                | ConditionKind::Any(_)
                | ConditionKind::Not(_)
                | ConditionKind::Truth(_)
                | ConditionKind::Defined(_)
                | ConditionKind::Follows(..)
                | ConditionKind::Met(_)
                | ConditionKind::Ongoing(..)
                | ConditionKind::Between(..)
                | ConditionKind::Several(_)
                | ConditionKind::Excepted(_) => {}
            }
        }
        let lookups: Vec<Lookup> = self.plan.terms.iter().filter_map(lookup).cloned().collect();
        for lookup in lookups {
            let list = &self.plan.lists[lookup.list.index()];
            let codes: Vec<bool> = list.key_types.iter().map(Option::is_none).collect();
            for ((key, term), _) in lookup.keys.iter().enumerate().zip(codes).filter(|(_, is_code)| *is_code) {
                let mut origins = origins(&self.plan, *term);
                self.check_cells(&origins, lookup.list, key);
                origins.holders.push(Holder::Key(lookup.list, key));
                groups.compare(&[&origins]);
                compared.push((*term, Holder::Key(lookup.list, key)));
            }
        }
        for (one, other) in pairs {
            let (of_one, of_other) = (origins(&self.plan, one), origins(&self.plan, other));
            self.check_written(&of_one, &of_other.written);
            self.check_written(&of_other, &of_one.written);
            groups.compare(&[&of_one, &of_other]);
            for (term, origins) in [(one, &of_one), (other, &of_other)] {
                compared.extend(origins.holders.first().map(|holder| (term, *holder)));
            }
        }
        self.keep_known(&mut groups, &compared);
    }

    /// What decides a choice, and each of its cases.
    fn chosen(&self) -> Vec<(TermId, TermId)> {
        let mut found = Vec::new();
        for term in &self.plan.terms {
            if let TermKind::Choice { of, choices, .. } = &term.kind {
                found.extend(choices.iter().flat_map(|choice| &choice.keys).map(|key| (*of, *key)));
            }
        }
        found
    }

    /// Reports codes that are not in the vocabulary of what they are compared with.
    fn check_written(&mut self, with: &Origins, written: &[CodeCell]) {
        let told = self.diagnostics.len();
        for holder in &with.holders {
            let Holder::Fact(fact, column) = *holder else { continue };
            let held = held(&self.plan, fact, column);
            let Some(closed) = closed(held) else { continue };
            let symbols = &self.plan.symbols;
            for cell in written.iter().filter(|cell| !closed.contains(cell.code)) {
                let code = symbols.text(cell.code).unwrap_or_default();
                let found = match closed {
                    Closed::Options(options) => {
                        let known: Vec<&str> = options.iter().filter_map(|option| symbols.text(*option)).collect();
                        let near = self.closest(code, known.iter().copied());
                        errors::unknown_option(cell.span, code, &held.name, &known.join(", "), near)
                    }
                    Closed::Vocabulary(vocabulary) => {
                        let near = vocabulary.nearest(symbols, code, self.diagnostics.len() - told);
                        errors::unknown_code(cell.span, code, &held.name, &vocabulary.file, near)
                    }
                };
                self.diagnostics.push(found);
            }
        }
    }

    fn check_cells(&mut self, with: &Origins, list: ListId, key: usize) {
        if let Some(cells) = self.list_cells.remove(&(list, key)) {
            self.check_written(with, &cells);
            self.list_cells.insert((list, key), cells);
        }
    }

    fn keep_known(&mut self, groups: &mut Groups, compared: &[(TermId, Holder)]) {
        let holders: Vec<Holder> = groups.above.keys().copied().collect();
        let mut known: BTreeMap<Holder, KnownCodes> = BTreeMap::new();
        for holder in &holders {
            let codes = known.entry(groups.root(*holder)).or_default();
            match *holder {
                Holder::Fact(fact, column) => {
                    let closed = closed(held(&self.plan, fact, column));
                    closed.iter().flat_map(Closed::codes).for_each(|code| codes.insert(*code));
                }
                Holder::Key(list, key) => {
                    let versions = self.plan.lists[list.index()].versions.iter();
                    for version in versions {
                        version.entries.iter().for_each(|entry| codes.insert(entry[key]));
                        for row in version.rows.all() {
                            if let Some(KeyCell::Code(code)) = row.keys.get(key) {
                                codes.insert(*code);
                            }
                        }
                    }
                }
            }
        }
        for (holder, code) in std::mem::take(&mut groups.written) {
            known.entry(groups.root(holder)).or_default().insert(code);
        }
        let numbers: BTreeMap<Holder, CodesId> =
            known.keys().zip(0..).map(|(holder, number)| (*holder, CodesId(number))).collect();
        self.plan.codes = known.into_values().collect();
        for holder in holders {
            let codes = numbers.get(&groups.root(holder)).copied();
            if let Holder::Fact(fact, column) = holder
                && closed(held(&self.plan, fact, column)).is_none()
            {
                let fact = &mut self.plan.facts[fact.index()];
                match column {
                    Some(column) => fact.columns[column].codes = codes,
                    None => fact.codes = codes,
                }
            }
        }
        self.plan.term_codes = vec![None; self.plan.terms.len()];
        for (term, holder) in compared {
            let is_open = |holder: &Holder| match *holder {
                Holder::Fact(fact, column) => closed(held(&self.plan, fact, column)).is_none(),
                Holder::Key(..) => false,
            };
            if origins(&self.plan, *term).holders.iter().any(is_open) {
                self.plan.term_codes[term.index()] = numbers.get(&groups.root(*holder)).copied();
            }
        }
    }
}

/// The fact, or the column of it.
fn held(plan: &Plan, fact: FactId, column: Option<usize>) -> &Fact {
    let fact = &plan.facts[fact.index()];
    column.map_or(fact, |column| &fact.columns[column])
}

/// All that a fact may hold.
#[derive(Clone, Copy)]
enum Closed<'p> {
    Options(&'p [Symbol]),
    Vocabulary(&'p Vocabulary),
}

impl Closed<'_> {
    fn contains(&self, code: Symbol) -> bool {
        match self {
            Closed::Options(options) => options.contains(&code),
            Closed::Vocabulary(vocabulary) => vocabulary.contains(code),
        }
    }

    fn codes(&self) -> &[Symbol] {
        match self {
            Closed::Options(options) => options,
            Closed::Vocabulary(vocabulary) => vocabulary.codes(),
        }
    }
}

/// All that a fact may hold, where this is said.
fn closed(fact: &Fact) -> Option<Closed<'_>> {
    match (&fact.kind, &fact.vocabulary) {
        (Type::Enumeration(options) | Type::Scale(options), _) => Some(Closed::Options(options)),
        (_, vocabulary) => vocabulary.as_deref().map(Closed::Vocabulary),
    }
}

/// Where the text that a term comes to may come from.
fn origins(plan: &Plan, term: TermId) -> Origins {
    let mut found = Origins::default();
    let is_text = |of: &Type| matches!(of, Type::Text | Type::Code | Type::Enumeration(_) | Type::Scale(_));
    let mut seen = BTreeSet::new();
    let mut left = vec![Node::Term(term)];
    while let Some(node) = left.pop() {
        if !seen.insert(node) {
            continue;
        }
        // What decides between values is none of them: of a choice and of a list, nor is when an exception applies.
        let term = if let Node::Term(id) = node { Some(&plan.terms[id.index()]) } else { None };
        if let Some(Term { kind: TermKind::Choice { choices, otherwise, .. }, .. }) = term {
            left.extend(choices.iter().map(|choice| choice.value).chain(*otherwise).map(Node::Term));
        } else if term.and_then(lookup).is_none() {
            plan.each_child(node, |child| match child {
                Node::Term(_) | Node::Definition(_) => left.push(child),
                Node::Condition(_) | Node::Set(_) => {}
            });
        }
        let Some(term) = term else { continue };
        if !is_text(&term.of) {
            continue;
        }
        if let TermKind::Symbol(code) = term.kind {
            found.written.push(CodeCell { code, span: term.span });
        }
        plan.each_use(node, |used| match used {
            Use::Fact(fact) => found.holders.push(Holder::Fact(fact, None)),
            Use::Column(fact, column) => found.holders.push(Holder::Fact(fact, Some(column))),
            Use::List(_) | Use::Parameter(_) | Use::Convention(_) => {}
        });
    }
    found
}

fn lookup(term: &Term) -> Option<&Lookup> {
    if let TermKind::Lookup(lookup) = &term.kind { Some(lookup) } else { None }
}
