//! Scopes, obstacles, and the versions of a procedure.

use alinea::explain::explain;
use alinea::query::Request;

use super::{MET, NOT_MET, OPEN, PREFECT, check, compiled, findings, procedure, read};

#[test]
fn an_obstacle_may_be_left_to_the_prefect() {
    let rules = procedure("", "marié") + "peuvent faire obstacle :\n  malade\n";
    check(
        &rules,
        &[
            ("marié: oui, malade: non", MET),
            ("marié: oui, malade: oui", PREFECT),
            ("marié: oui", OPEN),
            ("marié: non, malade: oui", NOT_MET),
            ("marié: oui, malade: oui|malade: oui", MET),
            ("marié: oui, malade: oui|malade: non", NOT_MET),
        ],
    );
}

#[test]
fn a_procedure_has_a_scope() {
    let rules = procedure("", "marié") + "la procédure s'applique si : l'état est pacsé ou veuf\n";
    check(
        &rules,
        &[
            ("état: veuf, marié: oui", MET),
            ("état: pacsé, marié: non", NOT_MET),
            ("état: célibataire, marié: oui", "hors champ"),
            ("état: célibataire", "hors champ"),
            ("marié: oui", OPEN),
        ],
    );
}

/// « loi » until the end of 2021, then « décret », which changes a route, repeals one, and adds a condition.
#[test]
fn a_text_changes_an_earlier_one_from_its_first_day() {
    let plan = compiled(include_str!("modification.alinea"));
    let answer = |facts: &str| {
        let result = explain(&plan, &read(&plan, facts), &Request::new(&plan)).results.remove(0);
        format!("{} : {}", result.text.unwrap_or_default(), result.outcome.french())
    };
    let before = |facts: &str| answer(&format!("date de dépôt: 2021-12-31, {facts}"));
    let after = |facts: &str| answer(&format!("date de dépôt: 2022-01-01, {facts}"));

    // The route of the salary: 1 500 €, then 1 600 €.
    assert_eq!(before("salaire: 1500, marié: non"), "loi : réunies");
    assert_eq!(after("salaire: 1500, marié: non, malade: non, état: veuf"), "décret : non réunies");
    assert_eq!(after("salaire: 1600, marié: non, malade: non, état: veuf"), "décret : réunies");
    // The route of marriage is repealed.
    assert_eq!(before("salaire: 0, marié: oui"), "loi : réunies");
    assert_eq!(after("salaire: 0, marié: oui, malade: non, état: veuf"), "décret : non réunies");
    // The condition is added; it was not asked before.
    assert_eq!(before("salaire: 1600, état: célibataire"), "loi : réunies");
    assert_eq!(after("salaire: 1600, malade: non, état: célibataire"), "décret : non réunies");
    assert_eq!(after("salaire: 1600, malade: non"), "décret : indéterminé");
    // The obstacle is added.
    assert_eq!(before("salaire: 1600, malade: oui"), "loi : réunies");
    assert_eq!(after("salaire: 1600, malade: oui, état: veuf"), "décret : non réunies");
    // On the first day of neither.
    assert_eq!(answer("date de dépôt: 2019-12-31, salaire: 1600"), " : hors champ");
}

#[test]
fn the_versions_of_a_procedure_follow_each_other() {
    let plan = compiled(include_str!("modification.alinea"));
    let days: Vec<String> = plan
        .versions
        .iter()
        .map(|version| {
            let parts: Vec<&str> = version
                .routes
                .iter()
                .chain(&version.conditions)
                .chain(&version.obstacles)
                .map(|part| part.name.as_str())
                .collect();
            let text = &plan.texts[version.text.index()].name;
            let last = version.validity.last().map(|day| day.to_string()).unwrap_or_default();
            format!("{text} {} → {last} : {}", version.validity.start, parts.join(", "))
        })
        .collect();
    assert_eq!(
        days,
        ["loi 2020-01-01 → 2021-12-31 : salaire, mariage", "décret 2022-01-01 → 2200-12-31 : salaire, état, malade",]
    );
}

/// A paper and a condition may bear one name; repealing the one leaves the other.
#[test]
fn an_amendment_finds_the_part_of_the_kind_it_names() {
    let amended = |operation: &str| {
        procedure("", "marié")
            + "pièce « essai »\n\ntexte « décret »\n  en vigueur à compter du 1er janvier 2022\n\n"
            + "modifie la procédure « P », selon « décret »\n  "
            + operation
    };
    let plan = compiled(&amended("abroge la pièce « essai »"));
    assert_eq!((plan.versions[1].conditions.len(), plan.versions[1].papers.len()), (1, 0));
    let found = findings(&amended("abroge la voie « essai »"));
    assert!(found.contains("la version modifiée n'a pas de partie « essai »"), "{found}");
}
