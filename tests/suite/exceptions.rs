//! An answer in which an exception applied shows the sentence of the exception.

use std::sync::Arc;

use alinea::explain::explain;
use alinea::plan::Plan;
use alinea::query::Request;
use alinea::report::{Style, answer_json, answer_markdown, answer_text, calendar_text};
use alinea::source::MemoryLoader;
use alinea::time::{Day, Interval};
use alinea::{explain, pipeline};
use serde_json::json;

use crate::support::dossier;

/// A procedure of these lines.
fn plan(lines: &str) -> Arc<Plan> {
    let rules = format!(
        "recueil « Essai »\n\nfaits\n  date de dépôt : date\n  marié : oui ou non\n  réfugié : oui ou non\n  \
         salaire : montant\n  séjours : périodes\n  emplois : périodes\n    - paie : montant\n\n\
         texte « loi »\n  en vigueur à compter du 1er janvier 1950\n\nprocédure « P », selon « loi »\n{lines}\n"
    );
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", rules));
    checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

/// The lines of an answer from the heading of the parts on, each with its indent.
fn answer(plan: &Plan, facts: &str) -> Vec<String> {
    let case = dossier(plan, "essai", &format!("faits: {{ date de dépôt: 2024-06-15, {facts} }}"));
    let text = answer_text(&explain(plan, &case, &Request::new(plan)), Style { colour: false, width: 1000 });
    let from = text.find("\n\n  ").expect("the answer has parts");
    let parts: Vec<String> = text[from..].lines().filter(|line| !line.is_empty()).map(str::to_string).collect();
    let end = parts.iter().position(|line| line.starts_with("  Effet des")).unwrap_or(parts.len());
    parts[..end].to_vec()
}

const CONDITION: &str = "
  les conditions sont réunies si :
  condition « revenus », point 1 :
    marié
    et le salaire atteint 1 500 €
  par exception à « revenus », si réfugié, le salaire atteint 1 000 €, point 2, à vérifier (seuil)";

#[test]
fn an_exception_stands_in_place_of_the_clauses_that_it_replaces() {
    let plan = plan(CONDITION);
    assert_eq!(
        answer(&plan, "réfugié: oui, marié: non, salaire: 1200"),
        [
            "  Conditions, toutes exigées",
            "  ✔ condition « revenus » [point 1]",
            "    ✔ par exception à « revenus », si réfugié, le salaire atteint 1 000 €, point 2, à vérifier (seuil)",
            "      - le salaire : 1\u{202f}200 € ; seuil : 1\u{202f}000 €",
        ]
    );
    assert_eq!(
        answer(&plan, "réfugié: oui, marié: oui, salaire: 900")[1..],
        [
            "  ✘ condition « revenus » [point 1]",
            "    ✘ par exception à « revenus », si réfugié, le salaire atteint 1 000 €, point 2, à vérifier (seuil)",
            "      - le salaire : 900 € ; seuil : 1\u{202f}000 €",
        ]
    );
    // One that does not apply is not told; its clauses are those of the condition.
    assert_eq!(
        answer(&plan, "réfugié: non, marié: oui, salaire: 900")[1..],
        [
            "  ✘ condition « revenus » [point 1]",
            "    ✔ marié",
            "    ✘ le salaire atteint 1 500 €",
            "      - le salaire : 900 € ; seuil : 1\u{202f}500 €",
        ]
    );
}

#[test]
fn an_exception_that_may_apply_stands_beside_what_it_may_replace() {
    let plan = plan(CONDITION);
    assert_eq!(
        answer(&plan, "marié: oui, salaire: 1200")[1..],
        [
            "  ? condition « revenus » [point 1]",
            "    ✔ marié",
            "    ✘ le salaire atteint 1 500 €",
            "      - le salaire : 1\u{202f}200 € ; seuil : 1\u{202f}500 €",
            "    ✔ par exception à « revenus », si réfugié, le salaire atteint 1 000 €, point 2, à vérifier (seuil)",
            "      - on ne sait pas si cette exception s'applique",
            "      - le salaire : 1\u{202f}200 € ; seuil : 1\u{202f}000 €",
            "      - manque : réfugié",
            "  Faits qui peuvent encore changer l'issue",
            "  - réfugié",
            "  Selon la réponse",
            "  - réfugié",
            "  ✔ si oui : réunies",
            "  ✘ si non : non réunies",
        ]
    );
}

#[test]
fn exceptions_to_definitions_stand_under_the_clause_that_uses_them() {
    let plan = plan(
        "
  la présence est l'ensemble des séjours
  le seuil est 1 500 €
  le foyer signifie que marié
  les emplois payés sont les emplois dont la paie atteint le seuil

  les conditions sont réunies si :
  condition « a », point 1 :
    la présence est en cours
    et le salaire atteint le seuil
    et le foyer
    et les emplois payés comptent au moins 1 période

  par exception à « présence », si réfugié, la présence est l'ensemble des emplois
  par exception à « seuil », si réfugié, le seuil est 1 000 €
  par exception à « foyer », si réfugié, le salaire atteint 10 €",
    );
    let told = |facts: &str| -> Vec<String> {
        let lines = answer(&plan, facts).into_iter();
        lines
            .filter(|line| line.contains("s'applique") || line.starts_with("    "))
            .map(|line| line.trim().to_string())
            .collect()
    };
    let facts = "marié: oui, salaire: 1200, séjours: [], emplois: [{ du: 2024-01-01, paie: 1100 }]";
    assert_eq!(
        told(&format!("réfugié: oui, {facts}")),
        [
            "✔ la présence est en cours",
            "- s'applique : « par exception à « présence », si réfugié, la présence est l'ensemble des emplois »",
            "- compte : emploi n° 1, depuis le 1er janvier 2024",
            "✔ le salaire atteint le seuil",
            "- s'applique : « par exception à « seuil », si réfugié, le seuil est 1 000 € »",
            "- le salaire : 1\u{202f}200 € ; le seuil : 1\u{202f}000 €",
            "✔ le foyer",
            "- s'applique : « par exception à « foyer », si réfugié, le salaire atteint 10 € »",
            "- le salaire : 1\u{202f}200 € ; seuil : 10 €",
            // The threshold was asked for on a row.
            "✔ les emplois payés comptent au moins 1 période",
            "- s'applique : « par exception à « seuil », si réfugié, le seuil est 1 000 € »",
            "- les emplois payés : 1 ; seuil : 1",
            "- compte : emploi n° 1, depuis le 1er janvier 2024",
            "- s'applique : « par exception à « seuil », si réfugié, le seuil est 1 000 € »",
        ]
    );
    let not = told(&format!("réfugié: non, {facts}"));
    assert!(not.iter().all(|line| !line.contains("exception")), "{not:?}");
    let open = told(facts);
    assert_eq!(open.iter().filter(|line| line.starts_with("- s'applique peut-être")).count(), 5, "{open:?}");
}

/// What an exception replaces for certain is not looked into any more.
#[test]
fn exceptions_to_what_is_replaced_are_not_told() {
    let plan = plan(
        "
  le plafond est 3 000 €
  le seuil est plafond
  les conditions sont réunies si :
  condition « a », point 1 :
    le salaire atteint le seuil
  condition « b », point 1 :
    le salaire est inférieur au plafond
  par exception à « plafond », si marié, le plafond est 2 000 €
  par exception à « seuil », si réfugié, le seuil est 1 000 €"
            .replace("inférieur au plafond", "inférieur à plafond")
            .as_str(),
    );
    let lines = answer(&plan, "marié: oui, réfugié: oui, salaire: 1200");
    let told: Vec<&str> = lines[1..lines.len()].iter().map(|line| line.trim()).take(8).collect();
    assert_eq!(
        told,
        [
            "✔ condition « a » [point 1]",
            "✔ le salaire atteint le seuil",
            "- s'applique : « par exception à « seuil », si réfugié, le seuil est 1 000 € »",
            "- le salaire : 1\u{202f}200 € ; le seuil : 1\u{202f}000 €",
            "✔ condition « b » [point 1]",
            "✔ le salaire est inférieur à plafond",
            "- s'applique : « par exception à « plafond », si marié, le plafond est 2 000 € »",
            "- le salaire : 1\u{202f}200 € ; plafond : 2\u{202f}000 €",
        ]
    );
}

const VALUE: &str = "
  le taux est 10 %
  la taxe est taux × salaire
  les conditions sont réunies si :
  condition « a », point 1 : marié
  font obstacle :
    obstacle « dette », point 2 : la taxe dépasse 500 €
  par exception à « taux », si réfugié, le taux est 5 %, « art. 3 »
  par exception à « dette », si réfugié, la taxe dépasse 1 000 €";

#[test]
fn values_and_obstacles_show_them_too() {
    let plan = plan(VALUE);
    let lines = answer(&plan, "marié: oui, réfugié: oui, salaire: 1000");
    assert_eq!(
        lines[3..],
        [
            "  Obstacles",
            "  ✔ dette [point 2] : ne fait pas obstacle",
            "    ✔ par exception à « dette », si réfugié, la taxe dépasse 1 000 €",
            "      - s'applique : « par exception à « taux », si réfugié, le taux est 5 %, « art. 3 » »",
            "      - la taxe : 50 € ; seuil : 1\u{202f}000 €",
            "  Montants et autres valeurs",
            "  - taux : 5 %",
            "    - s'applique : « par exception à « taux », si réfugié, le taux est 5 %, « art. 3 » »",
            "  - taxe : 50 €",
            "    - taux (5 %) × salaire (1\u{202f}000 €) = 50 €",
            "    - s'applique : « par exception à « taux », si réfugié, le taux est 5 %, « art. 3 » »",
        ]
    );
}

#[test]
fn programs_and_marks_get_them_as_well() {
    let plan = plan(CONDITION);
    let case = dossier(&plan, "essai", "faits: { date de dépôt: 2024-06-15, réfugié: oui, salaire: 1200 }");
    let explained = explain(&plan, &case, &Request::new(&plan));
    let sentence = "par exception à « revenus », si réfugié, le salaire atteint 1 000 €, point 2, à vérifier (seuil)";
    let clause = &answer_json(&explained)["results"][0]["conditions"][0]["clauses"][0];
    assert_eq!(
        *clause,
        json!({
            "name": sentence, "outcome": "met", "applies": "met", "exception": null, "source": "point 2", "exceptions": [],
            "measures": [], "several": [], "missing": [],
            "comparisons": [{
                "outcome": "met", "written": true, "forbids": false, "reached_on": null, "computation": [],
                "left": { "name": "le salaire", "type": "amount", "value": "1200", "exact": null },
                "right": [{ "name": "1 000 €", "type": "amount", "value": "1000", "exact": null }],
            }],
        })
    );
    assert!(answer_markdown(&explained).contains(&format!("✔ {sentence}")));
    let marks: Vec<&str> = explained.results[0].marks.iter().map(|mark| mark.note.as_str()).collect();
    assert_eq!(marks, ["seuil"]);

    let plan = self::plan(VALUE);
    let case = dossier(&plan, "essai", "faits: { date de dépôt: 2024-06-15, réfugié: oui, salaire: 1200 }");
    let json = answer_json(&explain(&plan, &case, &Request::new(&plan)));
    let rate = json!([{
        "name": "par exception à « taux », si réfugié, le taux est 5 %, « art. 3 »", "exception": null, "source": "art. 3",
        "applies": "met", "missing": [],
    }]);
    assert_eq!(json["results"][0]["values"][1]["exceptions"], rate);
    assert_eq!(json["results"][0]["obstacles"][0]["clauses"][0]["exceptions"], rate);
}

/// In a calendar, an exception that begins to apply is what turned.
#[test]
fn a_calendar_tells_when_an_exception_begins_to_apply() {
    let plan = plan(
        "
  la présence est l'ensemble des séjours
  les conditions sont réunies si :
  condition « a », point 1 :
    marié
    et la présence est en cours
  par exception à « a », si la présence dure depuis au moins 2 ans, réfugié",
    );
    let facts = "faits: { date de dépôt: 2024-06-15, marié: non, réfugié: oui, séjours: [{ du: 2022-01-01 }] }";
    let case = dossier(&plan, "essai", facts);
    let day = |year, month, day| Day::from_ymd(year, month, day).expect("a day");
    let span = Interval { start: day(2023, 12, 1), end: day(2024, 2, 1) };
    let calendar = explain::calendar(&plan, &case, &Request::new(&plan), span);
    let text = calendar_text(&calendar, Style { colour: false, width: 300 });
    let turn = "début : a : « par exception à « a », si la présence dure depuis au moins 2 ans, réfugié » : réunie";
    assert!(text.contains(turn) && text.contains("du 1er janvier 2024"), "{text}");
}
