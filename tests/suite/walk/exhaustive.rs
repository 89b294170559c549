//! A match on a kind of node names every kind: a new form of sentence is then told by the compiler wherever it matters.
//!
//! The sources are read as Rust. A kind is an enumeration of `plan` of which some variant holds the id of a node.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{ExprMatch, Fields, File, Item, ItemImpl, Pat, Type, UseTree};

use crate::support::rust_sources;

/// Ids of nodes; what holds one stands somewhere in the tree of rules.
const IDS: [&str; 4] = ["ConditionId", "SetId", "TermId", "DefinitionId"];

fn parsed(text: &str) -> File {
    syn::parse_file(text).expect("the sources are Rust")
}

/// The kinds of nodes that the files of `plan` declare.
fn kinds<'f>(files: impl Iterator<Item = &'f File>) -> BTreeSet<String> {
    struct Names<'n> {
        ids: &'n BTreeSet<String>,
        holds: bool,
    }
    impl Visit<'_> for Names<'_> {
        fn visit_ident(&mut self, ident: &syn::Ident) {
            self.holds |= self.ids.contains(&ident.to_string());
        }
    }
    let files: Vec<&File> = files.collect();
    let mut ids: BTreeSet<String> = IDS.map(str::to_string).into();
    // What holds a thing that holds an id holds the id: a measure names a set.
    loop {
        let before = ids.len();
        for item in files.iter().flat_map(|file| &file.items) {
            let (name, fields): (_, Vec<&Fields>) = match item {
                Item::Struct(one) => (&one.ident, vec![&one.fields]),
                Item::Enum(one) => (&one.ident, one.variants.iter().map(|variant| &variant.fields).collect()),
                _ => continue,
            };
            // Arenas and versions hold nodes, but are none.
            if ["Plan", "Version", "Part", "Mention", "Definition", "Root"].contains(&name.to_string().as_str()) {
                continue;
            }
            let mut names = Names { ids: &ids, holds: false };
            fields.into_iter().for_each(|fields| names.visit_fields(fields));
            if names.holds {
                ids.insert(name.to_string());
            }
        }
        if ids.len() == before {
            break;
        }
    }
    let enums = files.iter().flat_map(|file| &file.items).filter_map(|item| match item {
        Item::Enum(one) => Some(one.ident.to_string()),
        _ => None,
    });
    enums.filter(|name| ids.contains(name)).collect()
}

/// What a file may call a kind, and the ways around this test that it takes.
struct Reader<'k> {
    kinds: &'k BTreeSet<String>,
    /// Names in reach that stand for kinds of the plan.
    names: BTreeMap<String, String>,
    /// The kind that `Self` stands for.
    own: Option<String>,
    /// The file belongs to the plan itself.
    in_plan: bool,
    /// The function that is being read.
    within: String,
    found: Vec<String>,
}

impl<'k> Reader<'k> {
    fn read(kinds: &'k BTreeSet<String>, path: &Path, file: &File) -> Vec<String> {
        let in_plan = path.starts_with("plan");
        let mut reader =
            Reader { kinds, names: BTreeMap::new(), own: None, in_plan, within: String::new(), found: Vec::new() };
        if in_plan {
            reader.names = kinds.iter().map(|kind| (kind.clone(), kind.clone())).collect();
        }
        let mut imports = Imports { reader: &mut reader };
        imports.visit_file(file);
        reader.visit_file(file);
        reader.found.into_iter().map(|what| format!("{}: {what}", path.display())).collect()
    }

    fn import(&mut self, tree: &UseTree, before: &mut Vec<String>) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.import(&path.tree, before);
                before.pop();
            }
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(tree, before)),
            UseTree::Name(name) => self.imported(before, &name.ident.to_string(), &name.ident.to_string()),
            UseTree::Rename(name) => self.imported(before, &name.ident.to_string(), &name.rename.to_string()),
            UseTree::Glob(_) => {
                if before.last().is_some_and(|last| self.is_kind_at(before, last)) {
                    self.found.push(format!("takes all variants of {}", before.join("::")));
                }
            }
        }
    }

    fn is_kind_at(&self, before: &[String], name: &str) -> bool {
        let of_plan =
            before.iter().any(|part| part == "plan") || (self.in_plan && !before.contains(&"ast".to_string()));
        (of_plan && self.kinds.contains(name)) || (before.len() == 1 && self.names.contains_key(name))
    }

    fn imported(&mut self, before: &[String], name: &str, called: &str) {
        if self.is_kind_at(before, name) {
            self.names.insert(called.to_string(), name.to_string());
        } else if before.last().is_some_and(|last| self.is_kind_at(before, last)) && name != "self" {
            self.found.push(format!("takes the variant {}::{name} alone", before.join("::")));
        }
    }

    /// The kind that the path of a pattern belongs to.
    fn kind_of(&self, path: &syn::Path) -> Option<String> {
        let parts: Vec<String> = path.segments.iter().map(|part| part.ident.to_string()).collect();
        let [before @ .., owner, _variant] = parts.as_slice() else { return None };
        match (before, owner.as_str()) {
            ([], "Self") => self.own.clone(),
            ([], name) => self.names.get(name).cloned(),
            (before, name) if before.iter().any(|part| part == "plan") => self.kinds.get(name).cloned(),
            (before, name) if before.last().is_some_and(|part| part == "nodes") => self.kinds.get(name).cloned(),
            _ => None,
        }
    }

    /// The kinds that a pattern names, by their places in tuples, slices and structures.
    fn places(&self, pattern: &Pat, at: &str, found: &mut BTreeMap<String, String>) {
        let mut path = |path: &syn::Path| {
            if let Some(kind) = self.kind_of(path) {
                found.insert(at.to_string(), kind);
            }
        };
        match pattern {
            Pat::Path(one) => path(&one.path),
            Pat::TupleStruct(one) => {
                path(&one.path);
                for (index, inner) in one.elems.iter().enumerate() {
                    self.places(inner, &format!("{at}.{}.{index}", name(&one.path)), found);
                }
            }
            Pat::Struct(one) => {
                path(&one.path);
                for field in &one.fields {
                    let member = match &field.member {
                        syn::Member::Named(name) => name.to_string(),
                        syn::Member::Unnamed(index) => index.index.to_string(),
                    };
                    self.places(&field.pat, &format!("{at}.{}.{member}", name(&one.path)), found);
                }
            }
            Pat::Tuple(one) => {
                for (index, inner) in one.elems.iter().enumerate() {
                    self.places(inner, &format!("{at}.{index}"), found);
                }
            }
            Pat::Slice(one) => one.elems.iter().for_each(|inner| self.places(inner, &format!("{at}[]"), found)),
            Pat::Or(one) => one.cases.iter().for_each(|inner| self.places(inner, at, found)),
            Pat::Reference(one) => self.places(&one.pat, at, found),
            Pat::Guard(one) => self.places(&one.pat, at, found),
            Pat::Paren(one) => self.places(&one.pat, at, found),
            Pat::Ident(one) => {
                if let Some((_, inner)) = &one.subpat {
                    self.places(inner, at, found);
                }
            }
            _ => {}
        }
    }
}

fn name(path: &syn::Path) -> String {
    path.segments.last().map(|part| part.ident.to_string()).unwrap_or_default()
}

/// Whether a pattern takes all that comes; one with a guard does not.
fn takes_all(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) | Pat::Rest(_) => true,
        // A lower-case word is a name for whatever comes; others may be constants.
        Pat::Ident(one) => match &one.subpat {
            Some((_, inner)) => takes_all(inner),
            None => one.ident.to_string().chars().next().is_some_and(|first| first.is_lowercase() || first == '_'),
        },
        Pat::Reference(one) => takes_all(&one.pat),
        Pat::Paren(one) => takes_all(&one.pat),
        Pat::Tuple(one) => one.elems.iter().all(takes_all),
        Pat::Or(one) => one.cases.iter().any(takes_all),
        _ => false,
    }
}

/// Whether an arm takes whatever kind comes at each of the places where other arms name kinds.
fn takes_all_at(pattern: &Pat, places: &BTreeSet<Vec<usize>>) -> bool {
    match pattern {
        Pat::Or(one) => one.cases.iter().any(|case| takes_all_at(case, places)),
        Pat::Paren(one) => takes_all_at(&one.pat, places),
        Pat::Tuple(one) => {
            let firsts: BTreeSet<usize> = places.iter().filter_map(|place| place.first().copied()).collect();
            !firsts.is_empty() && firsts.iter().all(|at| one.elems.iter().nth(*at).is_some_and(takes_all))
        }
        whole => takes_all(whole),
    }
}

impl Visit<'_> for Reader<'_> {
    fn visit_item_impl(&mut self, item: &ItemImpl) {
        let before = self.own.take();
        if let Type::Path(path) = &*item.self_ty {
            let name = name(&path.path);
            self.own = self.names.get(&name).cloned();
        }
        visit::visit_item_impl(self, item);
        self.own = before;
    }

    fn visit_signature(&mut self, signature: &syn::Signature) {
        self.within = signature.ident.to_string();
        visit::visit_signature(self, signature);
    }

    fn visit_expr_match(&mut self, expression: &ExprMatch) {
        let mut named: BTreeMap<String, String> = BTreeMap::new();
        for arm in &expression.arms {
            self.places(&arm.pat, "", &mut named);
        }
        // Only what is matched itself, or an element of a tuple that is matched: kinds further inside are asked for one
        // by one.
        let direct: BTreeSet<Vec<usize>> = named
            .keys()
            .filter_map(|place| {
                place.split('.').filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect()
            })
            .collect();
        for arm in &expression.arms {
            if !direct.is_empty() && takes_all_at(&arm.pat, &direct) {
                let kinds: BTreeSet<&String> = named.values().collect();
                self.found.push(format!("in `{}`, an arm takes whatever is left of {kinds:?}", self.within));
            }
        }
        visit::visit_expr_match(self, expression);
    }
}

/// Imports may stand anywhere in a file; they are read before the matches.
struct Imports<'r, 'k> {
    reader: &'r mut Reader<'k>,
}

impl Visit<'_> for Imports<'_, '_> {
    fn visit_item_use(&mut self, item: &syn::ItemUse) {
        self.reader.import(&item.tree, &mut Vec::new());
    }
}

fn of_plan(sources: &[(PathBuf, String)]) -> BTreeSet<String> {
    let files: Vec<File> =
        sources.iter().filter(|(path, _)| path.starts_with("plan")).map(|(_, text)| parsed(text)).collect();
    kinds(files.iter())
}

#[test]
fn kinds_of_nodes_are_found() {
    let found = of_plan(&rust_sources());
    for kind in ["ConditionKind", "SetKind", "TermKind", "DefinitionBody", "Node"] {
        assert!(found.contains(kind), "{kind} is none of {found:?}");
    }
    assert!(!found.contains("Type") && !found.contains("Meaning"), "{found:?}");
}

#[test]
fn a_match_on_a_kind_of_node_names_every_kind() {
    let sources = rust_sources();
    let kinds = of_plan(&sources);
    let found: Vec<String> =
        sources.iter().flat_map(|(path, text)| Reader::read(&kinds, path, &parsed(text))).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn ways_around_are_seen() {
    let kinds = of_plan(&rust_sources());
    let found = |text: &str| Reader::read(&kinds, Path::new("check/essai.rs"), &parsed(text)).len();
    let matched = |arms: &str| {
        format!("use crate::plan::{{self, ConditionKind, DefinitionBody}};\nfn f() {{ match x {{ {arms} }} }}")
    };
    for wrong in [
        "ConditionKind::All(_) => 1, _ => 2",
        "ConditionKind::All(_) => 1, other => g(other)",
        "&ConditionKind::All(_) => 1, &_ => 2",
        "ConditionKind::All(_) => 1, ConditionKind::Any(_) | _ => 2",
        "crate::plan::ConditionKind::All(_) => 1, _ => 2",
        "plan::ConditionKind::All(_) => 1, _ => 2",
        "(ConditionKind::All(_), Some(_)) => 1, _ => 2",
        "(ConditionKind::All(_), Some(_)) => 1, (_, None) => 2",
        "(DefinitionBody::Set(_), DefinitionBody::Set(_)) => 1, (_, _) => 2",
        "whole @ ConditionKind::All(_) => 1, whole @ _ => 2",
    ] {
        assert_eq!(found(&matched(wrong)), 1, "{wrong}");
    }
    for right in [
        "ConditionKind::All(_) => 1, ConditionKind::Any(_) => 2",
        // Whatever the guard lets through, the other arms name every kind.
        "ConditionKind::All(_) => 1, _ if g() => 2, ConditionKind::Any(_) => 2",
        "(DefinitionBody::Set(_), DefinitionBody::Set(_)) => 1, (DefinitionBody::Set(_) | DefinitionBody::Term(_), _) => 2",
        "Some(1) => 1, _ => 2",
        "ast::TermKind::Name(_) => 1, _ => 2",
    ] {
        assert_eq!(found(&matched(right)), 0, "{right}");
    }
    assert_eq!(found("use crate::plan::ConditionKind as K; fn f() { match x { K::All(_) => 1, _ => 2 } }"), 1);
    assert_eq!(found("use crate::plan::ConditionKind::{self, All}; fn f() {}"), 1);
    assert_eq!(found("use crate::plan::ConditionKind::*; fn f() {}"), 1);
    assert_eq!(found("fn f() { use crate::plan::TermKind; match x { TermKind::Day(_) => 1, _ => 2 } }"), 1);
    assert_eq!(found("use crate::syntax::ast::TermKind; fn f() { match x { TermKind::Name(_) => 1, _ => 2 } }"), 0);
}
