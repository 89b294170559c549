//! What answers tell of working days: the days passed over and why, what leaves them open, what changes between two rules.

use alinea::case;
use alinea::compare::{Kind, rule_changes, witnesses};
use alinea::explain::explain;
use alinea::pipeline;
use alinea::query::Request;
use alinea::report::{Style, answer_json, answer_text};
use alinea::source::{MemoryLoader, Sources};
use alinea::trial;

use crate::compare::{compiled, pair};
use crate::support::dossier;

const RULES: &str = "recueil « Recours »

faits
  date de dépôt : date
  notification : date
  lieu : France métropolitaine, La Réunion ou Saint-Martin

conventions
  jour d'appréciation : date de dépôt
  jour ouvrable : du lundi au vendredi, selon « CPC, art. 642 », ou du lundi au samedi, selon « Code du travail »
  jours fériés : France métropolitaine, ou lieu

texte « T »
  en vigueur à compter du 1er janvier 1940

procédure « P », selon « T »
  l'échéance est 2 mois après la notification, reportée au premier jour ouvrable
  la relance est 5 jours ouvrés avant l'échéance
  l'audience est délai franc de 20 jours ouvrés après la notification
  la clôture est le dernier jour du mois de la notification

  les conditions sont réunies si :
  condition « délai », point 1 :
    le jour d'appréciation est dans les 10 jours ouvrables suivant la notification
";

/// The lines of an answer that tell how its values were computed.
fn told(facts: &str) -> String {
    let plan = compiled(RULES);
    let case = dossier(&plan, "essai", &format!("faits: {{ {facts} }}"));
    let text = answer_text(&explain(&plan, &case, &Request::new(&plan)), Style { colour: false, width: 1000 });
    let lines = text.lines().skip_while(|line| !line.contains("Conditions, toutes")).skip(1);
    lines.take_while(|line| !line.contains("Conventions suivies")).collect::<Vec<_>>().join("\n")
}

/// 1 May 2027 is a Saturday. Ten working days after Monday 1 March end on the 15th; the nineteenth is Friday 26 March, Easter
/// Monday is passed over, the twentieth is Tuesday the 30th, and the clear period ends the day after.
#[test]
fn the_days_passed_over_have_their_reasons() {
    insta::assert_snapshot!(told("date de dépôt: 2027-03-15, notification: 2027-03-01"));
}

/// 1 May 2008 is Ascension too.
#[test]
fn two_holidays_of_a_day_are_both_told() {
    insta::assert_snapshot!(told("date de dépôt: 2008-03-10, notification: 2008-03-01"));
}

#[test]
fn a_day_that_is_a_working_day_stays() {
    let found = told("date de dépôt: 2024-04-10, notification: 2024-04-02");
    assert!(found.contains("dimanche 2 juin 2024 reporté au premier jour ouvrable : lundi 3 juin 2024"), "{found}");
    let found = told("date de dépôt: 2024-04-10, notification: 2024-04-03");
    assert!(found.contains("lundi 3 juin 2024 : c'est un jour ouvrable, non reporté"), "{found}");
}

#[test]
fn days_passed_over_are_data() {
    let plan = compiled(RULES);
    let case = dossier(&plan, "essai", "faits: { date de dépôt: 2027-03-15, notification: 2027-03-01 }");
    let json = answer_json(&explain(&plan, &case, &Request::new(&plan)));
    let values = json["results"][0]["values"].as_array().expect("values");
    let due = values.iter().find(|value| value["name"] == "échéance").expect("the value is told");
    let step = due["computation"].as_array().and_then(|steps| steps.last()).expect("it has steps");
    assert_eq!(step["made"], "day");
    let detail = &step["detail"];
    assert_eq!((&detail["way"], &detail["days"]), (&"postponed".into(), &"ouvrables".into()));
    assert_eq!(detail["from"]["value"], "2027-05-01");
    assert_eq!(detail["skipped"][0]["holidays"], serde_json::json!(["labour_day"]));
    assert_eq!(detail["skipped"][0]["words"], "samedi 1er mai 2027, fête du Travail");
    assert_eq!(detail["skipped"][1]["weekday"], "sunday");
}

#[test]
fn what_leaves_a_day_open_is_asked_or_told() {
    let plan = compiled(RULES);
    let told = |facts: &str, by_place: bool| {
        let case = dossier(&plan, "essai", &format!("faits: {{ {facts} }}"));
        let request = match by_place {
            true => crate::language::following(&plan, "jours fériés", 1),
            false => Request::new(&plan),
        };
        let result = explain(&plan, &case, &request).results.remove(0);
        let due = result.values.into_iter().find(|value| value.name == "échéance").expect("the value is told");
        let missing = due.missing.into_iter().map(|one| one.path);
        missing.chain(due.doubts.iter().map(ToString::to_string)).collect::<Vec<_>>()
    };
    assert_eq!(told("date de dépôt: 2024-06-15", false), ["notification"]);
    // Two months after 20 October is the abolition of slavery in La Réunion.
    let facts = "date de dépôt: 2024-12-15, notification: 2024-10-20";
    assert_eq!(told(facts, true), ["lieu"]);
    assert!(told(facts, false).is_empty());
    assert!(told("date de dépôt: 2024-12-15, notification: 2024-10-21", true).is_empty());
    assert_eq!(
        told("date de dépôt: 1945-12-15, notification: 1945-10-20", false),
        ["les jours fériés ne sont pas connus au 20 décembre 1945"]
    );
    assert_eq!(
        told("date de dépôt: 2024-06-15, notification: 2024-03-27, lieu: Saint-Martin", true),
        ["les jours fériés ne sont pas connus au 27 mai 2024"]
    );
}

/// Each edit of a working day has a dossier that both sides answer otherwise.
#[test]
fn each_edit_has_a_witness() {
    for (from, to) in [
        ("reportée au premier jour ouvrable", "reportée au premier jour ouvré"),
        ("après la notification, reportée au premier jour ouvrable", "après la notification"),
        ("5 jours ouvrés avant", "6 jours ouvrés avant"),
        ("5 jours ouvrés avant", "5 jours ouvrables avant"),
        ("délai franc de 20 jours", "20 jours"),
        ("le dernier jour du mois", "le premier jour du mois"),
        ("dans les 10 jours ouvrables", "dans les 11 jours ouvrables"),
        ("dans les 10 jours ouvrables", "dans les 14 jours"),
        ("est dans les 10", "n'est pas dans les 10"),
    ] {
        // Labour law first, where the words part.
        let rules = match to {
            "5 jours ouvrables avant" | "reportée au premier jour ouvré" => RULES.replace(
                "du lundi au vendredi, selon « CPC, art. 642 », ou du lundi au samedi, selon « Code du travail »",
                "du lundi au samedi, selon « Code du travail »",
            ),
            _ => RULES.to_string(),
        };
        // Of years before the sources, nothing is known on either side.
        let rules = rules.replace("1er janvier 1940", "1er janvier 2020");
        assert!(rules.contains(from), "{from}");
        let sides = pair(&compiled(&rules), &compiled(&rules.replacen(from, to, 1)));
        let changes = rule_changes(&sides.before, &sides.after);
        assert!(!changes.is_empty(), "{from} → {to}");
        let search = witnesses(&sides, &changes);
        assert!(!search.by_kind.is_empty(), "{from} → {to}: {search:#?}");
        assert!(search.by_kind.keys().all(|kind| *kind != Kind::Error), "{from} → {to}");
    }
}

/// One working day more or less is noticed by a dossier that expects the date.
#[test]
fn small_changes_are_noticed() {
    let plan = compiled(RULES);
    let text = "dossier: essai\nfaits: { date de dépôt: 2027-03-15, notification: 2027-03-01 }\n\
                attendu: { P: { T: { issue: réunies, valeurs: { échéance: 2027-05-03, relance: 2027-04-26, \
                audience: 2027-03-31, clôture: 2027-03-31 } } } }\n";
    let case = case::read(&plan, &mut Sources::default(), "essai", text.as_bytes()).expect("it is well formed");
    let verdicts = trial::verdicts(&plan, std::slice::from_ref(&case));
    assert!(verdicts.iter().all(|verdict| verdict.holds()), "{verdicts:#?}");
    let mutants = trial::mutants(&plan, &[case], |_, _| {});
    let of_days: Vec<_> = mutants.iter().filter(|one| one.words.said.contains("jours ouvr")).collect();
    assert!(of_days.len() >= 4, "{mutants:#?}");
    assert!(of_days.iter().filter(|one| one.noticed_by.is_some()).count() >= 4, "{of_days:#?}");
}

#[test]
fn two_words_for_one_kind_of_day_are_read_alike() {
    let rules = RULES.replace("reportée au premier jour ouvrable", "reporté au premier jour ouvrable suivant");
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", rules.as_str()));
    let sides = pair(&compiled(RULES), &checked.plan.expect("there are no errors"));
    assert!(rule_changes(&sides.before, &sides.after).is_empty());
}
