//! An answer on one screen: what decides, what is missing, and from when.

use std::collections::BTreeMap;

use alinea::explain::{Answer, Explanation, MeasureReason, Reach, explain};
use alinea::plan::Plan;
use alinea::query;
use alinea::query::Request;
use alinea::report::{Style, answer_brief, answer_brief_markdown, answer_json};
use alinea::time::Day;
use alinea::value::Outcome;

use crate::support::{dossier, dossiers, plan, quietly};

fn answered(plan: &Plan, name: &str, text: &str) -> Answer {
    explain(plan, &dossier(plan, name, text), &Request::new(plan))
}

/// The lengths of an answer that are too short.
fn short(result: &Explanation) -> impl Iterator<Item = &MeasureReason> {
    let parts = result.routes.iter().chain(&result.conditions).chain(&result.obstacles);
    let clauses = parts.flat_map(|part| &part.clauses);
    clauses.flat_map(|clause| &clause.measures).filter(|measure| measure.reach.is_some())
}

/// The dossier above, the screen below.
#[test]
fn screens_are_as_pinned() {
    let plan = plan("aes-travail");
    let shown =
        ["presence-sans-un-semestre", "2025-arrivee-inconnue", "sans-aucune-date", "menace", "deux-procedures-reunies"];
    for (name, text) in dossiers("aes-travail").into_iter().filter(|(name, _)| shown.contains(&name.as_str())) {
        let screen = answer_brief(&answered(&plan, &name, &text), Style::PLAIN);
        // The mark of the rules changes with each of their words.
        let screen = screen.split("Règles : empreinte").next().unwrap_or_default().to_string();
        quietly(|| {
            insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "snapshots/brief" }, {
                insta::assert_snapshot!(name, format!("{text}\n───\n{screen}"));
            });
        });
    }
}

/// Nobody scrolls: no answer to one of the recueils' own dossiers takes more than forty lines.
#[test]
fn answers_fit_a_screen() {
    for recueil in ["aes-travail", "taxe-employeur"] {
        let plan = plan(recueil);
        for (name, text) in dossiers(recueil) {
            let screen = answer_brief(&answered(&plan, &name, &text), Style::PLAIN);
            assert!(screen.lines().count() <= 40, "{name}: {}\n{screen}", screen.lines().count());
        }
    }
}

/// A date is the first day on which the condition is met when the facts are assessed on it; « jamais » is no day of the
/// ten years that follow.
#[test]
fn dates_are_what_each_day_says() {
    let plan = plan("aes-travail");
    let mut dated: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, text) in dossiers("aes-travail").into_iter().step_by(3) {
        let case = dossier(&plan, &name, &text);
        for result in explain(&plan, &case, &Request::new(&plan)).results {
            let (Some(version), Some(day)) = (result.version, result.assessed_on) else { continue };
            for measure in short(&result) {
                let is_met = |day: Day| {
                    let request = Request { day: Some(day), regardless: true, ..Request::new(&plan) };
                    let (_, trace) = query::recorded(&plan, &case, &request, version).expect("it is evaluated");
                    trace.node(measure.condition).is_some_and(|node| Outcome::from(node.truth) == Outcome::Met)
                };
                match measure.reach.expect("it is dated") {
                    Reach::On(reached) => {
                        assert!(is_met(reached), "{name}: {} on {reached}", measure.of);
                        for before in (1..40).chain((40..1100).step_by(13)) {
                            let earlier = reached.plus_days(-before);
                            assert!(earlier <= day.first || !is_met(earlier), "{name}: {} on {earlier}", measure.of);
                        }
                        *dated.entry("on a day").or_default() += 1;
                    }
                    Reach::Never => {
                        for month in 1..120 {
                            assert!(!is_met(day.first.plus_days(month * 30)), "{name}: {}", measure.of);
                        }
                        *dated.entry("never").or_default() += 1;
                    }
                }
            }
        }
    }
    assert!(dated["on a day"] > 30 && dated["never"] > 10, "{dated:?}");
}

const FIVE_YEARS: &str = "
faits:
  date de dépôt: 2024-06-15
  séjours: [{ du: 2020-03-10, document: sans document }]
  emplois: [{ du: 2023-10-01, nature: salariée }]
  formulaire cerfa signé par l'employeur: oui
  engagement de payer la taxe: oui
  menace pour l'ordre public: non
  polygamie: non
";

#[test]
fn the_first_sentence_says_from_when() {
    let plan = plan("aes-travail");
    let answer = answered(&plan, "essai", FIVE_YEARS);
    let screen = answer_brief(&answer, Style { colour: false, width: 1000 });
    let sentence = "Au plus tôt le 10 mars 2025 par la voie « 8 mois sur 24 », si rien d'autre ne change ; ce texte ne vaudra plus.";
    assert!(screen.contains(sentence), "{screen}");
    assert!(answer_brief_markdown(&answer).contains("Au plus tôt le 10 mars 2025"));
    let summary = &answer_json(&answer)["results"][0]["summary"];
    assert_eq!(summary["earliest"]["day"], "2025-03-10");
    assert_eq!(summary["earliest"]["route"], "8 mois sur 24");
    assert_eq!(summary["valid_until"], "2025-01-22");
    // A condition without a date leaves no earliest day.
    let without = FIVE_YEARS.replace("engagement de payer la taxe: oui", "engagement de payer la taxe: non");
    let screen = answer_brief(&answered(&plan, "essai", &without), Style::PLAIN);
    assert!(!screen.split("AES métiers").next().unwrap_or_default().contains("Au plus tôt"), "{screen}");
}

#[test]
fn what_is_missing_is_named_in_words() {
    let plan = plan("aes-travail");
    let open = FIVE_YEARS.replace("du: 2020-03-10", "du: 2019").replace("  polygamie: non\n", "");
    let answer = answered(&plan, "essai", &open);
    let screen = answer_brief(&answer, Style { colour: false, width: 1000 });
    assert!(screen.contains("Reste à savoir : polygamie ; le début du séjour n° 1."), "{screen}");
    assert!(!screen.contains("séjours["), "{screen}");
    // A procedure of which the dossier says nothing is one line.
    assert!(screen.contains("AES liens familiaux (rien au dossier)"), "{screen}");
}

/// An exception that applied is told on the screen too, with both sides of what it compares.
#[test]
fn an_exception_that_applied_is_told() {
    let rules = "recueil « Essai »\n\nfaits\n  date de dépôt : date\n  réfugié : oui ou non\n  salaire : montant\n\n\
                 texte « loi »\n  en vigueur à compter du 1er janvier 1950\n\nprocédure « P », selon « loi »\n  \
                 les conditions sont réunies si :\n  condition « revenus », point 1 : le salaire atteint 1 500 €\n  \
                 par exception à « revenus », si réfugié, le salaire atteint 1 000 €\n";
    let plan = crate::support::plan_of(rules);
    let answer = answered(&plan, "essai", "faits: { date de dépôt: 2024-06-15, réfugié: oui, salaire: 1200 }");
    let screen = answer_brief(&answer, Style { colour: false, width: 1000 });
    let sentence = "par exception à « revenus », si réfugié, le salaire atteint 1 000 € (le salaire : 1\u{202f}200 € ; seuil : 1\u{202f}000 €)";
    assert!(screen.contains(sentence), "{screen}");
}

const WORK: &str = "
recueil « Essai »

faits
  date de dépôt : date
  emplois : périodes
    - nature : salariée ou indépendante

conventions
  jour d'appréciation : date de dépôt

texte « loi »
  en vigueur à compter du 1er janvier 1950

procédure « P », selon « loi »
  l'activité est l'ensemble des emplois dont la nature est salariée

  les conditions sont réunies si :
  condition « travail », point 1 : l'activité totalise au moins 12 mois
";

fn work(jobs: &str) -> (MeasureReason, String) {
    let plan = crate::support::plan_of(WORK);
    let answer = answered(&plan, "essai", &format!("faits: {{ date de dépôt: 2025-03-15, emplois: [{jobs}] }}"));
    let measure = answer.results[0].conditions[0].clauses[0].measures[0].clone();
    (measure, answer_brief(&answer, Style { colour: false, width: 1000 }))
}

/// A job from 1 September is twelve months on 31 August by days left over, and on 1 September for lawyers: both are told.
#[test]
fn the_day_of_the_same_number_is_told_as_well() {
    let day = |year, month, day| Day::from_ymd(year, month, day).expect("a day");
    let (measure, screen) = work("{ du: 2024-09-01, nature: salariée }");
    assert_eq!((measure.reach, measure.same_number), (Some(Reach::On(day(2025, 8, 31))), Some(day(2025, 9, 1))));
    let said = "le 1er septembre 2025 de quantième à quantième (dès le 31 août à trente jours par mois)";
    assert_eq!(screen.matches(said).count(), 2, "{screen}");
    // Whole months before it change nothing; days left over that are put together have no day of the same number.
    let (measure, _) =
        work("{ du: 2023-01-01, au: 2023-02-28, nature: salariée }, { du: 2024-09-01, nature: salariée }");
    assert_eq!((measure.reach, measure.same_number), (Some(Reach::On(day(2025, 7, 1))), None));
    let (measure, _) =
        work("{ du: 2023-01-01, au: 2023-01-20, nature: salariée }, { du: 2024-09-01, nature: salariée }");
    assert_eq!(measure.same_number, None);
}

/// With open facts, the first day that may be and the last that must; « jamais » only where no day may ever be it.
#[test]
fn open_facts_give_two_days() {
    let day = |year, month, day| Day::from_ymd(year, month, day).expect("a day");
    let (measure, screen) = work("{ du: 2024-07-01, au: 2024-12-31 }, { du: 2025-01-10, nature: salariée }");
    assert_eq!(measure.perhaps, Some(day(2025, 7, 10)));
    assert_eq!(measure.reach, Some(Reach::On(day(2026, 1, 9))));
    assert!(screen.contains("peut-être dès le 10 juillet 2025, au plus tard le 9 janvier 2026"), "{screen}");
    let (measure, screen) = work("{ du: 2023-07-01, au: 2024-12-31 }, { du: 2025-01-10, nature: salariée }");
    assert!(measure.perhaps.is_none() && screen.contains("peut-être déjà, au plus tard le 9 janvier 2026"), "{screen}");
    let (measure, _) = work("{ du: 2024-07-01, au: 2024-12-31, nature: indépendante }");
    assert_eq!(measure.reach, Some(Reach::Never));
}
