//! Names that rules declare: where each is declared and where it is used, for whoever looks them up or changes them.

use std::collections::{BTreeMap, BTreeSet};

use super::Checker;
use super::amend::part_name;
use crate::names::without_article;
use crate::plan::{FactId, Type};
use crate::source::{Sources, Span};
use crate::syntax::ast::{self, FactType, Item, Operation};

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DeclarationKind {
    /// A fact of dossiers.
    Fact,
    /// A column of the rows of a fact.
    Column,
    /// A value of a closed list.
    Value,
    /// A convention.
    Convention,
    /// An option of a convention.
    Option,
    /// A list.
    List,
    /// A parameter.
    Parameter,
    /// A text.
    Text,
    /// A procedure.
    Procedure,
    /// A route, a condition, an obstacle or a mention of a procedure.
    Part,
    /// A definition of a procedure.
    Definition,
    /// An exception that has a name.
    Exception,
}

/// A name that rules declare.
///
/// Places are those of the name itself, without an article before it or guillemets around it. What the versions of a
/// procedure declare under one name is one declaration in several places.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Declaration {
    /// What it stands for.
    pub kind: DeclarationKind,
    /// The name, as names are compared.
    pub name: String,
    /// Within what it is a name: the fact of a column, the fact or column of a value (`séjours.document`), the
    /// convention of an option, the procedure of a part or a definition.
    pub within: Option<String>,
    /// Where it is declared, in the order of the files.
    pub declared: Vec<Span>,
    /// Where else it is named, in the order of the files.
    pub used: Vec<Span>,
}

/// What a name stands for, within what, and the name.
type Key = (DeclarationKind, Option<String>, String);

/// Names as they are met, each with the places where it is declared and those where it is used.
#[derive(Debug, Default)]
pub(super) struct Declarations(BTreeMap<Key, [BTreeSet<Span>; 2]>);

impl Declarations {
    /// All that is declared, and where it is used; what is used and declared nowhere is a finding, not a name.
    pub(super) fn finish(self, sources: &Sources) -> Vec<Declaration> {
        let declaration = |((kind, within, name), places): (Key, [BTreeSet<Span>; 2])| {
            let [declared, used] =
                places.map(|spans| spans.into_iter().map(|span| itself(sources, span)).collect::<BTreeSet<_>>());
            let used = used.difference(&declared).copied().collect();
            Declaration { kind, name, within, used, declared: declared.into_iter().collect() }
        };
        let is_declared = |(_, [declared, _]): &(Key, [BTreeSet<Span>; 2])| !declared.is_empty();
        self.0.into_iter().filter(is_declared).map(declaration).collect()
    }
}

/// A name without its article and its guillemets.
pub(super) fn itself(sources: &Sources, span: Span) -> Span {
    let words = sources.slice(span);
    let is_outside = |c: char| c.is_whitespace() || matches!(c, '«' | '»' | '"');
    let name = words.trim_matches(is_outside);
    let start = words.len() - words.trim_start_matches(is_outside).len();
    let article = name.len() - without_article(name).len();
    let start = span.start + (start + article) as u32;
    Span { start, end: start + (name.len() - article) as u32, ..span }
}

impl Checker<'_> {
    fn declare(&mut self, kind: DeclarationKind, within: Option<&str>, name: &str, span: Span) {
        let key = (kind, within.map(str::to_string), name.to_string());
        self.declarations.0.entry(key).or_default()[0].insert(span);
    }

    /// Notes that a name is used.
    pub(super) fn used(&mut self, kind: DeclarationKind, within: Option<String>, name: impl Into<String>, span: Span) {
        self.declarations.0.entry((kind, within, name.into())).or_default()[1].insert(span);
    }

    /// Notes that a fact is used.
    pub(super) fn used_fact(&mut self, fact: FactId, span: Span) {
        let name = self.plan.facts[fact.index()].name.clone();
        self.used(DeclarationKind::Fact, None, name, span);
    }

    /// Notes that a column of the rows of a fact is used.
    pub(super) fn used_column(&mut self, fact: FactId, column: usize, span: Span) {
        let fact = &self.plan.facts[fact.index()];
        let (within, name) = (fact.name.clone(), fact.columns[column].name.clone());
        self.used(DeclarationKind::Column, Some(within), name, span);
    }

    /// Notes that something of the procedure at hand is used.
    pub(super) fn used_of_procedure(&mut self, kind: DeclarationKind, name: &str, span: Span) {
        let is_common = kind == DeclarationKind::Definition
            && self.definitions.get(name).is_some_and(|defined| self.is_common(&defined.tree));
        let within = (!is_common).then(|| self.procedure.clone());
        self.used(kind, within, name, span);
    }

    /// Notes that a value of a closed list is used, which belongs to the fact or column that a name stands for.
    pub(super) fn used_value(&mut self, of: &str, value: &str, span: Span) {
        let columns = self.row.iter().rev().map(|fact| &self.plan.facts[fact.index()]);
        let column = columns.into_iter().find_map(|fact| {
            let column = fact.columns.iter().find(|column| column.name == of)?;
            Some(format!("{}.{}", fact.name, column.name))
        });
        let within = column.unwrap_or_else(|| of.to_string());
        self.used(DeclarationKind::Value, Some(within), value, span);
    }

    /// Notes all names that the blocks of a recueil declare.
    pub(super) fn declarations(&mut self, blocks: &[&ast::Block]) {
        for block in blocks {
            match block {
                ast::Block::Facts(facts) => facts.iter().for_each(|fact| self.declare_fact(fact, None)),
                ast::Block::Conventions(conventions) => {
                    for convention in conventions {
                        let name = &convention.name;
                        self.declare(DeclarationKind::Convention, None, &name.text, name.span);
                        for option in &convention.options {
                            let option = &option.name;
                            self.declare(DeclarationKind::Option, Some(&name.text), &option.text, option.span);
                        }
                    }
                }
                ast::Block::List(list) => {
                    self.declare(DeclarationKind::List, None, &list.name.text, list.name.span);
                    list.keys.iter().for_each(|key| self.used_key(&key.name));
                }
                ast::Block::Parameter(parameter) => {
                    self.declare(DeclarationKind::Parameter, None, &parameter.name.text, parameter.name.span);
                }
                ast::Block::Text(text) => {
                    self.declare(DeclarationKind::Text, None, &text.name.text, text.name.span);
                    for target in text.relations.iter().flat_map(|relation| &relation.targets) {
                        self.used(DeclarationKind::Text, None, &target.text, target.span);
                    }
                }
                ast::Block::Procedure(procedure) => {
                    let name = &procedure.name;
                    self.declare(DeclarationKind::Procedure, None, &name.text, name.span);
                    self.used(DeclarationKind::Text, None, &procedure.text.text, procedure.text.span);
                    procedure.items.iter().for_each(|item| self.declare_item(Some(&name.text), item));
                }
                ast::Block::Amendment(amendment) => self.amended(amendment),
                ast::Block::Common(items) => items.iter().for_each(|item| self.declare_item(None, item)),
                ast::Block::Ruleset(..) => {}
            }
        }
    }

    /// A value of a closed list belongs to its fact, or to the column of a fact.
    fn declare_fact(&mut self, fact: &ast::Fact, rows: Option<&str>) {
        let kind = if rows.is_some() { DeclarationKind::Column } else { DeclarationKind::Fact };
        self.declare(kind, rows, &fact.name.text, fact.name.span);
        if let FactType::Enumeration(options) | FactType::Scale(options) = &fact.kind {
            let within = rows.map_or(fact.name.text.clone(), |rows| format!("{rows}.{}", fact.name.text));
            for option in options {
                self.declare(DeclarationKind::Value, Some(&within), &option.text, option.span);
            }
        }
        if let FactType::Periods { without_overlap: Some(Some(with)), .. } = &fact.kind {
            for column in &fact.columns {
                let within = format!("{}.{}", fact.name.text, column.name.text);
                if matches!(&column.kind, FactType::Enumeration(options) | FactType::Scale(options) if options.iter().any(|one| one.text == with.text))
                {
                    self.used(DeclarationKind::Value, Some(within), &with.text, with.span);
                }
            }
        }
        fact.columns.iter().for_each(|column| self.declare_fact(column, Some(&fact.name.text)));
    }

    /// The key of a list names a fact, or a column, of that name.
    fn used_key(&mut self, key: &ast::Name) {
        for index in 0..self.plan.facts.len() {
            let fact = &self.plan.facts[index];
            let column = fact.columns.iter().position(|column| column.name == key.text);
            if fact.name == key.text && !matches!(fact.kind, Type::Periods | Type::Rows) {
                self.used_fact(FactId(index as u32), key.span);
            }
            if let Some(column) = column {
                self.used_column(FactId(index as u32), column, key.span);
            }
        }
    }

    /// What an item declares within a procedure, or for all of them.
    fn declare_item(&mut self, procedure: Option<&str>, item: &Item) {
        let (kind, span) = match item {
            Item::Definition(definition) => (DeclarationKind::Definition, Some(definition.name.span)),
            // An obstacle without a name of its own goes by the fact that it is, and declares none.
            Item::Route(part) | Item::Condition(part) | Item::Obstacle(part) | Item::PossibleObstacle(part) => {
                (DeclarationKind::Part, part.name.as_ref().map(|name| name.span))
            }
            Item::Paper(mention) | Item::Step(mention) | Item::Effect(mention) | Item::Appreciation(mention) => {
                (DeclarationKind::Part, Some(mention.name.span))
            }
            Item::Exception(exception) => (DeclarationKind::Exception, exception.name.as_ref().map(|name| name.span)),
            Item::Heading(..) | Item::Discretion(..) | Item::Scope(..) => return,
        };
        if let (Some(name), Some(span)) = (part_name(item), span) {
            self.declare(kind, procedure, &name, span);
        }
    }

    /// What an amendment names, and what it puts in.
    fn amended(&mut self, amendment: &ast::Amendment) {
        let procedure = &amendment.procedure;
        self.used(DeclarationKind::Procedure, None, &procedure.text, procedure.span);
        if let Some(text) = &amendment.text {
            self.used(DeclarationKind::Text, None, &text.text, text.span);
        }
        for operation in &amendment.operations {
            let (target, items) = match operation {
                Operation::Replace { target, by } => (Some(target), by.as_slice()),
                Operation::Add(item) => (None, std::slice::from_ref(item)),
                Operation::Repeal(target) => (Some(target), [].as_slice()),
            };
            items.iter().for_each(|item| self.declare_item(Some(&procedure.text), item));
            if let Some(target) = target {
                let kind = match target.kind.as_str() {
                    "définition" => DeclarationKind::Definition,
                    "exception" => DeclarationKind::Exception,
                    _ => DeclarationKind::Part,
                };
                self.used(kind, Some(procedure.text.clone()), &target.name.text, target.name.span);
            }
        }
    }
}
