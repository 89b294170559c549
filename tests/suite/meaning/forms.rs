//! Every form of sentence is made for the two meanings to be held against each other.

use std::collections::BTreeSet;
use std::path::Path;

use alinea::source::Sources;
use alinea::syntax::parse;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use syn::Item;

use crate::laws::generate::generated;
use crate::support::rust_sources;

/// The kinds of sentences, parts, sets and computations of the tree.
const KINDS: [&str; 8] = ["Item", "Operation", "Body", "SetOperation", "ExprKind", "Predicate", "TermKind", "DayRead"];

/// Their variants, as the tree declares them.
fn forms() -> BTreeSet<String> {
    let tree = Path::new("syntax/ast");
    let sources =
        rust_sources().into_iter().filter(|(path, _)| path.starts_with(tree) || *path == tree.with_extension("rs"));
    let items = sources.flat_map(|(_, text)| syn::parse_file(&text).expect("the sources are Rust").items);
    let mut found = BTreeSet::new();
    for item in items {
        if let Item::Enum(kind) = item
            && KINDS.iter().any(|name| kind.ident == name)
        {
            found.extend(kind.variants.iter().map(|variant| variant.ident.to_string()));
        }
    }
    found
}

#[test]
fn every_form_is_made() {
    let mut missing = forms();
    assert!(missing.len() > 40, "{missing:?}");
    let mut runner = TestRunner::deterministic();
    for _ in 0..1000 {
        if missing.is_empty() {
            return;
        }
        let made = generated().new_tree(&mut runner).expect("a recueil is made").current();
        let mut sources = Sources::default();
        let file = sources.add("regles.alinea", made.rules);
        let words = format!("{:?}", parse(&sources, file).0);
        let words: BTreeSet<&str> = words.split(|c: char| !c.is_alphanumeric()).collect();
        missing.retain(|form| !words.contains(form.as_str()));
    }
    panic!("no recueil that is generated has {missing:?}");
}
