//! Layout, order and names of definitions say nothing.

use alinea::case;
use alinea::eval::{Scratch, TermValue};
use alinea::pipeline;
use alinea::plan::{Plan, VersionId};
use alinea::query;
use alinea::query::Request;
use alinea::source::Sources;
use alinea::syntax::format;
use alinea::value::Outcome;
use proptest::prelude::*;

use crate::laws::generate::{Generated, files, generated};
use crate::time::support::generate::cases;

/// The canonical layout.
fn formatted(rules: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add("regles.alinea", rules);
    format(&sources, file).expect("the rules can be read")
}

/// Each blank between words is a line end and more blanks.
fn reflowed(rules: &str) -> String {
    rules.replace(" et (", "\n        et (").replace(" ou (", "\n        ou (").replace(" atteint ", "   atteint   ")
}

/// The exceptions of the procedure come first; those to what procedures share stay where they are.
fn reordered(rules: &str) -> String {
    let lines: Vec<&str> = rules.lines().collect();
    let header = lines.iter().position(|line| line.starts_with("procédure ")).map_or(0, |at| at + 1);
    let (head, own) = lines.split_at(header);
    let (exceptions, others): (Vec<&str>, Vec<&str>) =
        own.iter().partition(|line| line.starts_with("  par exception à "));
    [head, exceptions.as_slice(), others.as_slice()].concat().join("\n") + "\n"
}

/// Definitions under other names.
fn renamed(rules: &str) -> String {
    let names = [
        ("présence", "permanence"),
        ("activité", "expérience"),
        ("exclus", "écartés"),
        ("seuil", "palier"),
        ("terme", "délai"),
        ("réserve", "clause"),
        ("taxe", "redevance"),
    ];
    names.iter().fold(rules.to_string(), |rules, (name, other)| rules.replace(name, other))
}

/// What a dossier gets under each version; values by their order.
fn answers(plan: &Plan, dossier: &case::Case, request: &Request) -> Vec<(Outcome, Option<Vec<TermValue>>)> {
    let versions = (0..plan.versions.len() as u32).map(VersionId);
    versions.map(|id| query::told_within(&mut Scratch::default(), plan, dossier, request, id)).collect()
}

#[test]
fn rules_that_say_the_same_mean_the_same() {
    proptest!(cases(300), |(made in generated())| {
        let Generated { plan, rules, case } = &made;
        let written = case::write(plan, &case.gapped);
        let expected = answers(plan, &case.gapped, &case.request);
        for rules in [formatted(rules), reflowed(rules), reordered(rules), renamed(rules)] {
            let other = pipeline::load(&files(&rules)).plan;
            let Some(other) = other else { panic!("the rules have an error:\n{rules}") };
            let read = case::read(&other, &mut other.sources.clone(), "essai.yaml", written.as_bytes());
            let read = read.expect("what is written can be read");
            prop_assert_eq!(&answers(&other, &read, &case.request), &expected, "{}\n{}", rules, written);
        }
    });
}
