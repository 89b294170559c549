//! Exceptions that have a name, exceptions to them, and texts that change them.

use alinea::plan::VersionId;
use alinea::query::Request;
use alinea::report::answer_json;
use alinea::{explain, query};

use super::{FAULT, MET, NOT_MET, OPEN, check, compiled, findings, procedure, read};

/// At 1 500 €; at 1 000 € for the ill, at 500 € for the ill who are married, and not for the ill who are single.
fn rules() -> String {
    procedure("", "le salaire atteint 1 500 €")
        + "exception « maladie » à « essai », si malade, le salaire atteint 1 000 €, point 2\n"
        + "exception « foyer » à « maladie », si marié, le salaire atteint 500 €, point 3\n"
        + "exception « seul » à « maladie », si l'état est célibataire, l'exception ne s'applique pas, point 4\n"
        + "par exception à « seul », si la part dépasse 10 %, l'exception ne s'applique pas\n"
}

#[test]
fn an_exception_is_replaced_or_turned_off_where_another_to_it_applies() {
    check(
        &rules(),
        &[
            ("malade: non, salaire: 1400", NOT_MET),
            ("malade: non, salaire: 1500", MET),
            ("malade: oui, marié: non, état: veuf, salaire: 1000", MET),
            ("malade: oui, marié: non, état: veuf, salaire: 999", NOT_MET),
            ("malade: oui, marié: oui, état: veuf, salaire: 500", MET),
            ("malade: oui, marié: oui, état: veuf, salaire: 499", NOT_MET),
            ("malade: oui, marié: non, état: célibataire, part: 10 %, salaire: 1400", NOT_MET),
            ("malade: oui, marié: non, état: célibataire, part: 10 %, salaire: 1500", MET),
            ("malade: oui, marié: non, état: célibataire, part: 11 %, salaire: 1400", MET),
            // Whether it stands is not looked at where it does not apply.
            ("malade: non, marié: oui, état: célibataire, part: 10 %, salaire: 1500", MET),
        ],
    );
}

#[test]
fn both_readings_stay_possible_while_it_is_open_which_applies() {
    check(
        &rules(),
        &[
            ("malade: oui, marié: non, part: 10 %, salaire: 1200", OPEN),
            ("malade: oui, marié: non, part: 11 %, salaire: 1200", MET),
            ("malade: oui, marié: non, état: célibataire, salaire: 1200", OPEN),
            ("malade: oui, état: veuf, salaire: 700", OPEN),
            ("malade: oui, état: veuf, salaire: 1000", MET),
            ("malade: oui, état: veuf, salaire: 499", NOT_MET),
            ("état: veuf, marié: non, salaire: 1200", OPEN),
            ("salaire: 499", NOT_MET),
        ],
    );
}

#[test]
fn one_that_is_replaced_and_turned_off_is_an_error() {
    let both = "marié: oui, état: célibataire, part: 10 %";
    check(
        &rules(),
        &[
            (&format!("malade: oui, {both}, salaire: 2000"), FAULT),
            (&format!("malade: non, {both}, salaire: 2000"), MET),
            ("malade: oui, marié: oui, état: célibataire, part: 11 %, salaire: 2000", MET),
        ],
    );
    let two = procedure("le seuil est 1 500 €", "le salaire atteint le seuil")
        + "exception « maladie » à seuil, si malade, le seuil est 1 000 €\n"
        + "exception « foyer » à « maladie », si marié, le seuil est 500 €\n"
        + "exception « jeunesse » à « maladie », si la part dépasse 3 %, le seuil est smic\n";
    check(
        &two,
        &[
            ("malade: oui, marié: oui, part: 4 %, smic: 400, salaire: 2000", FAULT),
            ("malade: oui, marié: oui, part: 4 %, smic: 500, salaire: 500", MET),
            ("malade: non, marié: oui, part: 4 %, smic: 400, salaire: 2000", MET),
            ("marié: oui, part: 4 %, smic: 400, salaire: 450", OPEN),
            // Whatever stands, so much is enough; where the two contradict each other there is no answer.
            ("marié: oui, part: 4 %, smic: 400, salaire: 2000", MET),
        ],
    );
}

#[test]
fn one_that_is_turned_off_leaves_the_others() {
    let rules = procedure("le seuil est 1 500 €", "le salaire atteint le seuil")
        + "exception « maladie » à seuil, si malade, le seuil est 1 000 €\n"
        + "par exception à seuil, si marié, le seuil est 700 €\n"
        + "par exception à « maladie », si marié, l'exception ne s'applique pas\n";
    check(
        &rules,
        &[
            ("malade: oui, marié: oui, salaire: 700", MET),
            ("malade: oui, marié: oui, salaire: 699", NOT_MET),
            ("malade: oui, marié: non, salaire: 999", NOT_MET),
            ("malade: oui, marié: non, salaire: 1000", MET),
        ],
    );
}

#[test]
fn periods_are_replaced_by_an_exception_to_an_exception() {
    let rules = procedure("l'activité est l'ensemble des emplois", "l'activité est en cours")
        + "exception « maladie » à activité, si malade, l'activité est l'ensemble des séjours\n"
        + "exception « foyer » à « maladie », si marié, l'activité est l'ensemble des emplois et des séjours\n";
    let jobs = "emplois: [{ du: 2024-01-01 }], séjours: []";
    check(
        &rules,
        &[
            (&format!("malade: non, {jobs}"), MET),
            (&format!("malade: oui, marié: non, {jobs}"), NOT_MET),
            (&format!("malade: oui, marié: oui, {jobs}"), MET),
            (&format!("malade: oui, {jobs}"), OPEN),
        ],
    );
}

#[test]
fn a_later_text_replaces_repeals_and_adds_exceptions() {
    let rules = rules()
        + "texte « décret »\n  en vigueur à compter du 1er janvier 2010\n\nmodifie la procédure « P »\n\
           remplace l'exception « maladie » par :\n  exception « maladie » à « essai », si malade, le salaire atteint 1 100 €\n\
           abroge l'exception « foyer »\n\
           ajoute l'exception « retraite » à « maladie », si la part est 7 %, le salaire atteint 5 €\n";
    let plan = compiled(&rules);
    let outcome = |facts: &str| query::outcome(&plan, &read(&plan, facts), &Request::new(&plan), VersionId(1)).french();
    assert_eq!(outcome("malade: oui, marié: oui, état: veuf, part: 1 %, salaire: 1099"), NOT_MET);
    assert_eq!(outcome("malade: oui, marié: oui, état: veuf, part: 1 %, salaire: 1100"), MET);
    assert_eq!(outcome("malade: oui, marié: oui, état: veuf, part: 7 %, salaire: 5"), MET);
}

#[test]
fn answers_name_the_exception_that_applied() {
    let plan = compiled(&rules());
    let case = read(&plan, "malade: oui, marié: oui, état: veuf, salaire: 600");
    let answer = explain::explain(&plan, &case, &Request::new(&plan));
    let json = answer_json(&answer);
    let clause = &json["results"][0]["conditions"][0]["clauses"][0];
    assert_eq!(clause["exception"], "maladie");
    assert_eq!(clause["exceptions"][0]["exception"], "foyer");
    let single = read(&plan, "malade: oui, marié: non, état: célibataire, part: 1 %, salaire: 600");
    let json = answer_json(&explain::explain(&plan, &single, &Request::new(&plan)));
    let clause = &json["results"][0]["conditions"][0]["clauses"][0];
    assert_eq!(clause["name"], "le salaire atteint 1 500 €");
    assert_eq!(clause["exceptions"][0]["exception"], "seul");
}

#[test]
fn names_are_unique_and_lead_to_what_can_be_excepted() {
    let refused = |lines: &str| findings(&(procedure("le plafond est 3 €", "le salaire atteint le plafond") + lines));
    let circle = refused(
        "exception « a » à « b », si malade, le plafond est 1 €\nexception « b » à « a », si marié, le plafond est 2 €\n",
    );
    assert!(circle.contains("des exceptions s'écartent en rond : « a », puis « b »"), "{circle}");
    let itself = refused("exception « a » à « a », si malade, le plafond est 1 €\n");
    assert!(itself.contains("des exceptions s'écartent en rond : « a »"), "{itself}");
    let twice = refused(
        "exception « a » à plafond, si malade, le plafond est 1 €\nexception « a » à plafond, si marié, le plafond est 1 €\n",
    );
    assert!(twice.contains("l'exception « a » figure deux fois"), "{twice}");
    let taken = refused("exception « essai » à plafond, si malade, le plafond est 1 €\n");
    assert!(taken.contains("« essai » est déjà le nom d'une définition ou d'une partie"), "{taken}");
    let no_exception = refused("par exception à plafond, si malade, l'exception ne s'applique pas\n");
    assert!(no_exception.contains("n'est pas le nom d'une exception"), "{no_exception}");
    let nothing = refused(
        "exception « a » à plafond, si malade, le plafond est 1 €\n\
         exception « b » à « a », si marié, l'exception ne s'applique pas\n\
         exception « c » à « b », si marié, le plafond est 2 €\n",
    );
    assert!(nothing.contains("« b » ne remplace rien"), "{nothing}");
    let nature = refused(
        "exception « a » à plafond, si malade, le plafond est 1 €\nexception « b » à « a », si marié, malade est non\n",
    );
    assert!(nature.contains("l'exception à « plafond » n'est pas de la même nature"), "{nature}");
    let unknown = refused("exception « a » à « platond », si malade, le plafond est 1 €\n");
    assert!(unknown.contains("vouliez-vous dire « plafond »"), "{unknown}");
}
