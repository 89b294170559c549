//! Every rule leads to its reference: `docs/sources.md` names all parts, conventions and lists.

use alinea::embedded::Embedded;

use crate::support::plan;

#[test]
fn every_rule_has_its_line() {
    let table = include_str!("../../docs/sources.md");
    let mut absent = Vec::new();
    for name in Embedded::names() {
        let plan = plan(name);
        let (_, section) = table.split_once(&format!("rulesets/{name}")).expect("a section for each recueil");
        let section = section.split("\n## ").next().unwrap_or(section);
        let parts = plan.versions.iter().flat_map(|version| {
            version.routes.iter().chain(&version.conditions).chain(&version.obstacles).map(|part| part.name.as_str())
        });
        let conventions = plan.conventions.iter().filter(|one| one.span.is_some()).map(|one| one.name.as_str());
        let texts = plan.versions.iter().map(|version| version.procedure.as_str());
        let lists = plan.lists.iter().map(|list| list.name.as_str());
        let parameters = plan.parameters.iter().map(|parameter| parameter.name.as_str());
        let all = parts.chain(conventions).chain(texts).chain(lists).chain(parameters);
        absent.extend(all.filter(|rule| !section.contains(rule)).map(|rule| format!("{name}: {rule}")));
    }
    assert!(absent.is_empty(), "{absent:#?}");
}
