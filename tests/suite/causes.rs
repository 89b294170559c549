//! An open answer says what it hangs on.

use alinea::explain::explain;
use alinea::query::Request;

use crate::language::{OPEN, compiled, procedure, read};

/// What is told of an open answer: paths, then sentences.
fn told(sentence: &str, facts: &str) -> Vec<String> {
    told_of(&procedure("", sentence), facts)
}

fn told_of(rules: &str, facts: &str) -> Vec<String> {
    let plan = compiled(rules);
    let result = explain(&plan, &read(&plan, facts), &Request::new(&plan)).results.remove(0);
    assert_eq!(result.outcome.french(), OPEN, "{facts}");
    let clauses: Vec<_> = result.conditions.iter().flat_map(|part| &part.clauses).collect();
    let told = result.missing.into_iter().map(|one| one.path).chain(result.doubts).collect::<Vec<_>>();
    for clause in clauses.iter().filter(|clause| clause.outcome.french() == OPEN) {
        assert!(!clause.missing.is_empty() || !told.is_empty());
    }
    told
}

#[test]
fn a_date_known_to_the_month_or_year() {
    assert_eq!(told("la naissance remonte à au moins 18 ans", "naissance: 2006-06"), ["naissance"]);
    assert_eq!(told("l'arrivée est antérieure au 1er juillet 2020", "arrivée: 2020"), ["arrivée"]);
    let sentence = "la date de dépôt est postérieure à 18 ans après naissance";
    assert_eq!(told(sentence, "naissance: 2006-06"), ["naissance"]);
    let sentence = "on compte au moins 1 enfants dont le jour de naissance remonte à moins de 18 ans";
    assert_eq!(told(sentence, "enfants: [{ jour de naissance: 2006-06 }]"), ["enfants[0].jour de naissance"]);
    let bands = "la taxe est selon la tranche de la naissance :\n  - moins de 1er juin 2000 : 1 €\n  - à partir de 1er juin 2000 : 2 €\n";
    assert_eq!(told_of(&procedure(bands, "la taxe dépasse 1 €"), "naissance: 2000"), ["naissance"]);
}

#[test]
fn a_day_of_assessment_known_to_the_month() {
    assert_eq!(
        told("l'arrivée remonte à au moins 1 an", "arrivée: 2023-06-10, date de dépôt: 2024-06"),
        ["date de dépôt"]
    );
}

/// Whether the person is in scope at all.
#[test]
fn a_scope() {
    let rules = |sentence| procedure("", sentence) + "la procédure s'applique si : l'état est pacsé ou veuf\n";
    assert_eq!(told_of(&rules("marié"), "marié: oui"), ["état"]);
    // Out of scope or not met: that is open, and only the scope decides it.
    assert_eq!(told_of(&rules("marié et malade"), "marié: non"), ["état"]);
    assert_eq!(told_of(&rules("marié"), ""), ["marié", "état"]);
}

/// An excluded stay whose dates are open may part two stays that count, or join them.
#[test]
fn an_excluded_period_that_may_leave_a_gap() {
    let rules = procedure(
        "les exclus sont les séjours dont le document est récépissé\n\
         la présence est l'ensemble des séjours, sauf les exclus",
        "la présence dure depuis au moins 5 ans",
    );
    let facts = "séjours: [{ du: 2018-01-01, au: 2019-12-31, document: titre }, \
                 { du: 2020, au: 2020-12-31, document: récépissé }, { du: 2021-01-01, document: titre }]";
    assert_eq!(told_of(&rules, facts), ["séjours[1].du"]);
}

/// Where no fact is the day of assessment.
#[test]
fn a_day_that_no_fact_gives() {
    let rules = "recueil « Essai »\n\nfaits\n  marié : oui ou non\n\ntexte « loi »\n  en vigueur à compter du 1er janvier 1950\n\n\
                 procédure « P », selon « loi »\n  les conditions sont réunies si :\n  condition « essai » : marié\n\
                 la décision relève du pouvoir d'appréciation du préfet\n";
    let plan = crate::compare::compiled(rules);
    let case = crate::support::dossier(&plan, "essai", "faits: { marié: oui }");
    let result = explain(&plan, &case, &Request::new(&plan)).results.remove(0);
    assert_eq!(
        (result.outcome.french(), result.doubts),
        (OPEN, vec!["le jour d'appréciation n'est pas connu".to_string()])
    );
}
