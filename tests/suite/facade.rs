//! The door for programs: what it promises to those who build on it.

use alinea::{Answer, Dossier, Findings, Outcome, Request, Ruleset};

use crate::support::dossiers;

fn aes() -> Ruleset {
    Ruleset::builtin("aes-travail").expect("the recueil is built in")
}

#[test]
fn all_of_it_can_be_sent_and_shared_between_threads() {
    fn check<T: Send + Sync + 'static>() {}
    check::<Ruleset>();
    check::<Dossier>();
    check::<Request>();
    check::<Answer>();
    check::<Findings>();
    check::<Outcome>();
}

#[test]
fn findings_are_an_error_that_says_where() {
    let wrong = Ruleset::from_files([("a.alinea", "faits\n  date de dépôt : dates\n")]);
    let error: Box<dyn std::error::Error> = Box::new(wrong.expect_err("« dates » is no type"));
    assert!(error.to_string().starts_with("a.alinea:2:"), "{error}");
    assert!(error.to_string().contains("\n  aide : "), "{error}");
}

#[test]
fn an_unknown_name_is_told_with_the_nearest() {
    let ruleset = aes();
    let dossier = ruleset.empty_dossier("vide");
    let error = ruleset.answer(&dossier, &Request::default().procedure("AES clasique")).expect_err("there is none");
    let expected =
        "« AES clasique » n'est pas une procédure de ce recueil\n  aide : vouliez-vous dire « AES classique » ?";
    assert_eq!(error.to_string(), expected);
    let reading = Request::default().convention("mois d’activité", "30 jour");
    let error = ruleset.answer(&dossier, &reading).expect_err("there is none");
    let expected = "« 30 jour » n'est pas une option de la convention « mois d'activité »\n  aide : vouliez-vous dire « 30 jours » ?";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_dossier_belongs_to_the_rules_it_was_read_against() {
    let other = Ruleset::builtin("taxe-employeur").expect("the recueil is built in");
    let error = aes().answer(&other.empty_dossier("vide"), &Request::default()).expect_err("other rules");
    assert_eq!(error.to_string(), "le dossier « vide » a été lu selon d'autres règles\n  aide : lisez-le de nouveau");
}

/// What the ruleset holds does not grow with the dossiers that it has read and answered.
#[test]
fn a_loop_over_dossiers_keeps_nothing() {
    let ruleset = aes();
    let (name, text) = &dossiers("aes-travail")[0];
    let answer = || {
        let dossier = ruleset.dossier(name, text).expect("the dossier is well formed");
        ruleset.answer(&dossier, &Request::default()).expect("the request is plain");
    };
    answer();
    let kept = allocation_counter::measure(|| (0..50).for_each(|_| answer()));
    assert_eq!((kept.count_current, kept.bytes_current), (0, 0));
}

#[test]
fn a_refused_dossier_keeps_nothing_either() {
    let ruleset = aes();
    let refused = || drop(ruleset.dossier("x", "faits: { date de depot: 2024-13-45 }").expect_err("no such day"));
    refused();
    let kept = allocation_counter::measure(|| (0..50).for_each(|_| refused()));
    assert_eq!((kept.count_current, kept.bytes_current), (0, 0));
}
