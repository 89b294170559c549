//! Findings that know what was meant say so as edits: made in the text, they leave nothing of the mistake.

use alinea::check::Model;
use alinea::diagnostic::{Diagnostic, Fix};
use alinea::pipeline;

use crate::rules::{rule_files, with_tables};
use crate::support::file_name;

/// The text with the edits of a fix, all of which lie in it.
pub fn fixed(text: &str, fix: &Fix) -> String {
    let mut fixed = text.to_string();
    for edit in fix.edits.iter().rev() {
        fixed.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    fixed
}

/// How many findings of a kind begin at a byte.
fn same(model: &Model, one: &Diagnostic) -> usize {
    let start = |found: &Diagnostic| found.place().map(|place| place.start);
    let is_same = |found: &&Diagnostic| found.code == one.code && start(found) == start(one);
    model.diagnostics.iter().filter(is_same).count()
}

#[test]
fn a_fix_leaves_nothing_of_the_mistake() {
    let mut tried = 0;
    for (path, text) in rule_files(false) {
        let name = file_name(&path);
        let model = pipeline::load(&with_tables(&name, &text));
        for found in &model.diagnostics {
            for fix in &found.fixes {
                tried += 1;
                let better = fixed(&text, fix);
                let other = pipeline::load(&with_tables(&name, &better));
                assert!(same(&other, found) < same(&model, found), "{name}: {found:?}\n{better}");
            }
        }
    }
    assert!(tried > 30, "{tried} fixes were made");
}

/// What is proposed in words is proposed as an edit too, save where another mistake stands behind it.
#[test]
fn a_name_that_was_meant_is_an_edit() {
    for (path, text) in rule_files(false) {
        let name = file_name(&path);
        for found in pipeline::load(&with_tables(&name, &text)).diagnostics {
            let proposes = found.code != "near-miss"
                && found.help.as_ref().is_some_and(|help| help.starts_with("vouliez-vous dire"));
            assert!(!proposes || !found.fixes.is_empty(), "{name}: {found:?}");
        }
    }
}
