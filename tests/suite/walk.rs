//! The one walk of the plan: nobody else goes down by hand, and it names all that an evaluation meets.

mod exhaustive;

use std::collections::BTreeSet;
use std::sync::Arc;

use alinea::embedded::Embedded;
use alinea::plan::{ConditionKind, ConventionId, Node, Plan, RootKind, TermKind, Use, VersionId};
use alinea::source::MemoryLoader;
use alinea::{eval::Trace, pipeline, query};
use proptest::prelude::*;

use crate::laws::generate::gapped;
use crate::support::plan;
use crate::time::support::generate::cases;

/// A recueil with every form of condition, set and value.
fn forms() -> Arc<Plan> {
    let files = MemoryLoader::default()
        .with("formes.alinea", include_str!("walk/formes.alinea"))
        .with("metiers.csv", "métier,libellé\nA1Z40,Un\nS1Z40,Deux\n")
        .with("essai.csv", "du;valeur\n2018-01-01;2 mois\n")
        .with("forfaits.csv", "état,part,forfait\ncélibataire,moins de 50 %,10 €\npacsé,à partir de 20 %,30 €\n")
        .with("circulaire.md", include_str!("walk/circulaire.md"));
    let checked = pipeline::load(&files);
    checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

fn versions(plan: &Plan) -> impl Iterator<Item = VersionId> {
    (0..plan.versions.len() as u32).map(VersionId)
}

/// The ids that a node holds, as its own words for debugging name them.
fn held(plan: &Plan, node: Node) -> BTreeSet<String> {
    let words = match node {
        Node::Condition(id) => format!("{:?}", plan.conditions[id.index()].kind),
        Node::Set(id) => format!("{:?}", plan.sets[id.index()].kind),
        Node::Term(id) => format!("{:?}", plan.terms[id.index()].kind),
        Node::Definition(id) => format!("{:?}", plan.definitions[id.index()].body),
    };
    let kinds = ["ConditionId", "SetId", "TermId", "DefinitionId", "FactId", "ListId", "ParameterId", "ConventionId"];
    let tokens = words.split(|c: char| !c.is_alphanumeric() && c != '(' && c != ')').flat_map(|part| part.split(')'));
    // « All([ConditionId(3) » ends in the name of an id and its number.
    tokens
        .filter_map(|token| {
            let (before, number) = token.rsplit_once('(')?;
            let kind = kinds.into_iter().find(|kind| before.ends_with(kind))?;
            number.parse::<u32>().ok().map(|number| format!("{kind}({number})"))
        })
        .collect()
}

/// Conventions under which versions of lists are complete for a code.
fn conventions_of_lists(plan: &Plan) -> BTreeSet<ConventionId> {
    let complete = plan.lists.iter().flat_map(|list| &list.versions).flat_map(|version| &version.complete_for);
    complete.filter_map(|one| one.when).map(|(convention, _)| convention).collect()
}

#[test]
fn a_node_names_all_that_it_holds() {
    let mut plans: Vec<Arc<Plan>> = Embedded::names().into_iter().map(plan).collect();
    plans.push(forms());
    for plan in plans {
        for node in plan.nodes() {
            // One that asks for a procedure names it by its name.
            if is_met(&plan, node) {
                continue;
            }
            let mut named = BTreeSet::new();
            let of_parameter = values_of_parameter(&plan, node);
            plan.each_child(node, |child| {
                if of_parameter.contains(&child) {
                    return;
                }
                named.insert(match child {
                    Node::Condition(id) => format!("{id:?}"),
                    Node::Set(id) => format!("{id:?}"),
                    Node::Term(id) => format!("{id:?}"),
                    Node::Definition(id) => format!("{id:?}"),
                });
            });
            let of_lists = conventions_of_lists(&plan);
            plan.each_use(node, |used| {
                named.insert(match used {
                    Use::Fact(id) | Use::Column(id, _) => format!("{id:?}"),
                    Use::List(id) => format!("{id:?}"),
                    Use::Parameter(id) => format!("{id:?}"),
                    // A convention with a role is followed without being named.
                    Use::Convention(id) if plan.roles.contains(&id) => return,
                    // One under which a list is complete is named by the list.
                    Use::Convention(id)
                        if of_lists.contains(&id) && !held(&plan, node).contains(&format!("{id:?}")) =>
                    {
                        return;
                    }
                    Use::Convention(id) => format!("{id:?}"),
                });
            });
            assert_eq!(named, held(&plan, node), "{}: {node:?}", plan.name);
        }
    }
}

fn is_met(plan: &Plan, node: Node) -> bool {
    matches!(node, Node::Condition(id) if matches!(plan.conditions[id.index()].kind, ConditionKind::Met(_)))
}

/// The values in time of the parameter that a node reads: the parameter names them.
fn values_of_parameter(plan: &Plan, node: Node) -> Vec<Node> {
    let Node::Term(id) = node else { return Vec::new() };
    let kind = &plan.terms[id.index()].kind;
    let parameter = if let TermKind::Parameter(parameter, _) = kind {
        parameter
    } else if let TermKind::Mean(mean) = kind {
        &mean.parameter
    } else {
        return Vec::new();
    };
    plan.parameters[parameter.index()].lines.iter().filter_map(|line| line.value).map(Node::Term).collect()
}

/// The record of an evaluation names no condition, list and convention that the walk does not.
fn is_named(plan: &Plan, version: VersionId, trace: &Trace) -> Result<(), TestCaseError> {
    let version = &plan.versions[version.index()];
    let (nodes, uses): (BTreeSet<Node>, _) = (plan.nodes_of(version).into_iter().collect(), plan.uses_of(version));
    for node in trace.nodes() {
        prop_assert!(nodes.contains(&Node::Condition(node)), "{node:?}");
    }
    for convention in &trace.conventions {
        prop_assert!(uses.contains(&Use::Convention(*convention)), "{}", plan.conventions[convention.index()].name);
    }
    for (list, _) in &trace.lists {
        prop_assert!(uses.contains(&Use::List(*list)), "{list:?}");
    }
    Ok(())
}

#[test]
fn what_an_evaluation_meets_is_named() {
    for plan in [plan("aes-travail"), forms()] {
        proptest!(cases(200), |(case in gapped(&plan))| {
            for version in versions(&plan) {
                if let Some((_, trace)) = query::recorded(&plan, &case.gapped, &case.request, version) {
                    is_named(&plan, version, &trace)?;
                }
            }
        });
    }
}

#[test]
fn a_version_needs_the_definitions_of_its_scope_and_of_its_mentions() {
    let plan = forms();
    let version = &plan.versions[0];
    let names: Vec<&str> =
        plan.definitions_of(version).into_iter().map(|id| plan.definitions[id.index()].name.as_str()).collect();
    for name in ["personne visée", "salaire exigé", "plafond", "salaire élevé"] {
        assert!(names.contains(&name), "{name} is none of {names:?}");
    }
    let kinds: BTreeSet<RootKind> = plan.roots(version).map(|root| root.kind).collect();
    assert_eq!(kinds.len(), 9, "{kinds:?}");
}

/// Chains of definitions may be long.
#[test]
fn the_walk_does_not_go_deep() {
    let mut rules = "recueil « Essai »\n\nfaits\n  marié : oui ou non\n\ntexte « T »\n  en vigueur à compter du 1er janvier 2020\n\n\
                     procédure « P », selon « T »\n"
        .to_string();
    for index in 0..150 {
        let next = if index == 149 { "marié".to_string() } else { format!("maillon {}", index + 1) };
        rules.push_str(&format!("  maillon {index} signifie que {next}\n"));
    }
    rules.push_str("\n  les conditions sont réunies si :\n  condition « c », point 1 : maillon 0\n");
    let plan = crate::compare::compiled(&rules);
    assert_eq!(plan.definitions_of(&plan.versions[0]).len(), 150);
}
