//! Where one fact decides, each of its answers stands with its outcome and its days.

use alinea::case::{Case, Filling, fill};
use alinea::explain::{calendar, explain};
use alinea::plan::Plan;
use alinea::query;
use alinea::query::Request;
use alinea::report::{Style, answer_brief, answer_json, calendar_text};
use alinea::time::{Day, Interval};
use alinea::value::Outcome;

use crate::support::{dossier, dossiers, plan};

const COOK: &str = include_str!("cook.yaml");

/// The outcome of a procedure on a day of the calendar, by the evaluator alone.
fn on(plan: &Plan, case: &Case, procedure: &str, day: Day) -> Outcome {
    let request = Request::new(plan);
    let span = Interval { start: day, end: day.plus_days(1) };
    query::stretches(plan, case, &request, procedure, span)[0].outcome
}

#[test]
fn each_answer_is_told_with_its_days() {
    let plan = plan("aes-travail");
    let answer = explain(&plan, &dossier(&plan, "essai", COOK), &Request::new(&plan));
    let screen = answer_brief(&answer, Style { colour: false, width: 1000 });
    for sentence in [
        "Tout dépend de ceci : le document du séjour n° 3.",
        "✔ si « sans document » ou « autre titre » : réunies depuis le 13 août 2025, jusqu'au 31 décembre 2026 (fin de « circulaire du 5 février 2024 »)",
        "✘ si « attestation de demande d'asile », « titre étudiant » ou « titre saisonnier » : non réunies ; 3 ans seulement le 15 mai 2027, après la fin de « circulaire du 5 février 2024 »",
        "✘ si non : non réunies",
    ] {
        assert!(screen.contains(sentence), "{sentence}\n{screen}");
    }
    let json = answer_json(&answer);
    let results = json["results"].as_array().expect("results");
    let tension = results.iter().find(|one| one["procedure"] == "AES métiers en tension").expect("it is answered");
    let branches = &tension["summary"]["branches"];
    assert_eq!(branches["path"], "séjours[2].document");
    assert_eq!(branches["branches"][0]["since"], "2025-08-13");
    assert_eq!(branches["branches"][0]["until"], "2026-12-31");
    assert_eq!(branches["branches"][1]["earliest"]["day"], "2027-05-15");
}

/// A branch is what the dossier with that answer is answered; its first and last days are those of the evaluator.
#[test]
fn a_branch_is_the_answer_to_the_filled_dossier() {
    let plan = plan("aes-travail");
    let request = Request::new(&plan);
    let mut found = 0;
    for (name, text) in dossiers("aes-travail").into_iter().step_by(4).chain([("cook".to_string(), COOK.to_string())]) {
        let case = dossier(&plan, &name, &text);
        for result in explain(&plan, &case, &request).results {
            let Some(known) = &result.branches else { continue };
            assert_eq!(result.outcome, Outcome::Undetermined, "{name}");
            for branch in &known.branches {
                for answer in &branch.answers {
                    let filled =
                        fill(&plan, &case, known.missing.place, &Filling::Text(answer.clone())).expect("it fits");
                    let again = explain(&plan, &filled, &request).results;
                    let again = again.iter().find(|one| one.version == result.version).expect("it is answered");
                    assert_eq!(again.outcome, branch.result.outcome, "{name}: {answer}");
                    assert_ne!(again.outcome, Outcome::Undetermined, "{name}: {answer}");
                    let day = result.assessed_on.expect("a day").first;
                    let outcome = on(&plan, &filled, &result.procedure, day);
                    if let Some(since) = branch.since {
                        assert_eq!(on(&plan, &filled, &result.procedure, since), outcome, "{name}: {answer}");
                        assert_ne!(
                            on(&plan, &filled, &result.procedure, since.plus_days(-1)),
                            outcome,
                            "{name}: {answer}"
                        );
                    }
                    if let Some(until) = branch.until {
                        assert_eq!(on(&plan, &filled, &result.procedure, until), outcome, "{name}: {answer}");
                        assert_ne!(
                            on(&plan, &filled, &result.procedure, until.plus_days(1)),
                            outcome,
                            "{name}: {answer}"
                        );
                    }
                    found += 1;
                }
            }
        }
    }
    assert!(found > 20, "{found}");
}

/// In a calendar an open stretch parts into a lane an answer, and a lane is what each day says.
#[test]
fn lanes_are_what_each_day_says() {
    let plan = plan("aes-travail");
    let case = dossier(&plan, "essai", COOK);
    let day = |year| Day::from_ymd(year, 1, 1).expect("a day");
    let calendar = calendar(&plan, &case, &Request::new(&plan), Interval { start: day(2024), end: day(2028) });
    let mut lanes = 0;
    for procedure in &calendar.procedures {
        for stretch in &procedure.stretches {
            let Some(known) = &stretch.lanes else { continue };
            assert_eq!(stretch.outcome, Outcome::Undetermined);
            for lane in &known.lanes {
                lanes += 1;
                assert_eq!(lane.days[0].0.start, stretch.days.start);
                assert_eq!(lane.days.last().expect("a day").0.end, stretch.days.end);
                let filled =
                    fill(&plan, &case, known.missing.place, &Filling::Text(lane.answers[0].clone())).expect("it fits");
                for (days, outcome) in &lane.days {
                    for within in [days.start, days.end.plus_days(-1)] {
                        assert_eq!(on(&plan, &filled, &procedure.procedure, within), *outcome);
                    }
                }
            }
        }
    }
    assert!(lanes >= 4, "{lanes}");
    let text = calendar_text(&calendar, Style { colour: false, width: 200 });
    assert!(
        text.contains("si « sans document » ou « autre titre » : réunies du 13 août 2025 au 31 décembre 2026"),
        "{text}"
    );
}
