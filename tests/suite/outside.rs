//! Periods that a recueil expects within those of another fact: an answer tells those that lie outside, and counts them.

use std::sync::Arc;

use alinea::explain::explain;
use alinea::plan::{Plan, VersionId};
use alinea::query::Request;
use alinea::report::{Style, answer_json, answer_markdown, answer_text, show_html, show_markdown, show_text};
use alinea::source::MemoryLoader;
use alinea::time::Day;
use alinea::{case, pipeline};

use crate::support::dossier;

const RULES: &str = "
recueil « Essai »

faits
  date de dépôt : date
  emplois : périodes, au sein des séjours, question « Quels emplois ? », à vérifier (source)
    - nature : salariée ou indépendante, à vérifier (nature)
  séjours : périodes, sans chevauchement

texte « loi »
  en vigueur à compter du 1er janvier 1950

procédure « P », selon « loi »
  l'activité est l'ensemble des emplois dont la nature est salariée
  la procédure s'applique si : les séjours comptent au moins 0 périodes, « art. 3 »
  les conditions sont réunies si :
  condition « activité », « art. 1 » :
    l'activité totalise au moins 3 mois
  par exception à « activité », si la date de dépôt est antérieure au 1er janvier 2000, l'activité est en cours,
    « art. 2 », à vérifier (date)
  la décision relève du pouvoir d'appréciation du préfet, « art. 4 »
";

fn plan() -> Arc<Plan> {
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", RULES));
    checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

/// What is outside, as a jurist reads it, and the outcome.
fn told(plan: &Plan, facts: &str) -> (Vec<String>, &'static str) {
    let case = dossier(plan, "essai", &format!("faits: {{ {facts} }}"));
    let answer = explain(plan, &case, &Request::new(plan));
    let lines = answer.outside.iter().map(|one| {
        let to = one.to.map_or("…".to_string(), |day| day.to_string());
        format!("{} {} {to} {}", one.path, one.from, one.within)
    });
    (lines.collect(), answer.results[0].outcome.french())
}

fn outside(facts: &str) -> Vec<String> {
    told(&plan(), &format!("date de dépôt: 2024-06-15, {facts}")).0
}

#[test]
fn days_outside_are_told_and_count_all_the_same() {
    let jobs = "emplois: [{ du: 2022-01-01, au: 2022-06-30, nature: salariée }]";
    let with = |stays: &str| told(&plan(), &format!("date de dépôt: 2024-06-15, {jobs}, séjours: [{stays}]"));
    let none = Vec::<String>::new();
    assert_eq!(with("{ du: 2022-01-01, au: 2022-06-30 }"), (none.clone(), "réunies"));
    assert_eq!(with("{ du: 2021-01-01, au: 2022-03-31 }, { du: 2022-04-01 }"), (none, "réunies"));
    assert_eq!(with("{ du: 2023-01-01 }"), (vec!["emplois[0] 2022-01-01 2022-06-30 séjours".to_string()], "réunies"));
    assert_eq!(
        with("{ du: 2022-02-01, au: 2022-03-31 }, { du: 2022-05-01, au: 2022-06-29 }").0,
        [
            "emplois[0] 2022-01-01 2022-01-31 séjours",
            "emplois[0] 2022-04-01 2022-04-30 séjours",
            "emplois[0] 2022-06-30 2022-06-30 séjours"
        ]
    );
    assert_eq!(with("").0, ["emplois[0] 2022-01-01 2022-06-30 séjours"]);
}

/// What is not known may lie inside.
#[test]
fn only_what_is_certain_is_told() {
    let jobs = |dates: &str, stays: &str| outside(&format!("emplois: [{{ {dates} }}], séjours: {stays}"));
    let none = Vec::<String>::new();
    assert_eq!(jobs("du: 2022-01-01, au: 2022-06-30", "inconnus"), none);
    assert_eq!(jobs("du: 2022-01-01, au: 2022-06-30", "[{ du: 2022, au: 2022-06-30 }]"), none);
    assert_eq!(jobs("du: 2022-01-01, au: 2022-06-30", "[{ du: 2021, au: inconnu }]"), none);
    assert_eq!(jobs("du: 2022, au: 2022", "[{ du: 2022-06-01, au: 2022-06-30 }]"), none);
    assert_eq!(jobs("du: 2022-01, au: 2022-03", "[{ du: 2022-04-01 }]"), ["emplois[0] 2022-01-31 2022-03-01 séjours"]);
    assert_eq!(jobs("du: inconnu, au: 2022-03-31", "[{ du: 2022-04-01 }]"), none);
    assert_eq!(
        jobs("du: 2022-01-01, au: inconnu", "[{ du: 2022-04-01 }]"),
        ["emplois[0] 2022-01-01 2022-01-01 séjours"]
    );
}

/// A job that goes on is looked at up to the day of assessment.
#[test]
fn what_goes_on_is_looked_at_up_to_the_assessment() {
    let jobs = "emplois: [{ du: 2022-01-01 }]";
    let none = Vec::<String>::new();
    assert_eq!(outside(&format!("{jobs}, séjours: [{{ du: 2020-01-01, au: 2024-06-15 }}]")), none);
    assert_eq!(
        outside(&format!("{jobs}, séjours: [{{ du: 2020-01-01, au: 2024-06-14 }}]")),
        ["emplois[0] 2024-06-15 … séjours"]
    );
    assert_eq!(
        outside(&format!("{jobs}, séjours: [{{ du: 2022-03-01 }}]")),
        ["emplois[0] 2022-01-01 2022-02-28 séjours"]
    );
    // Without that day, nothing is said of what comes after the first one.
    let plan = plan();
    assert_eq!(told(&plan, &format!("{jobs}, séjours: [{{ du: 2020-01-01, au: 2023-12-31 }}]")).0, none);
    assert_eq!(told(&plan, &format!("{jobs}, séjours: [{{ du: 2023-01-01 }}]")).0, ["emplois[0] 2022-01-01 … séjours"]);
    // A row that begins later than the assessment does so on a day outside.
    assert_eq!(outside("emplois: [{ du: 2025-01-01 }], séjours: []"), ["emplois[0] 2025-01-01 … séjours"]);
}

#[test]
fn every_form_of_an_answer_tells_it() {
    let plan = plan();
    let facts = "faits: { date de dépôt: 2024-06-15, emplois: [{ du: 2022-01-01, au: 2022-01-03 }], séjours: [] }";
    let answer = explain(&plan, &dossier(&plan, "essai", facts), &Request::new(&plan));
    let sentence = "Attention : emploi n° 1, du 1er janvier 2022 au 3 janvier 2022, hors de « séjours » ; ces jours comptent comme les autres.";
    assert!(answer_text(&answer, Style { colour: false, width: 300 }).contains(sentence));
    assert!(answer_markdown(&answer).contains(sentence));
    let json = answer_json(&answer);
    let expected =
        serde_json::json!([{ "path": "emplois[0]", "within": "séjours", "from": "2022-01-01", "to": "2022-01-03" }]);
    assert_eq!(json["outside"], expected);
    assert_eq!(answer.outside[0].to, Day::from_ymd(2022, 1, 3));
}

/// The procedure as it stands tells what the facts must be, its exceptions and every source.
#[test]
fn what_is_written_is_shown() {
    let plan = plan();
    let shown = show_text(&plan, &[VersionId(0)], Style { colour: false, width: 300 });
    for line in [
        "emplois : périodes, au sein de « séjours »",
        "par exception à « activité », si la date de dépôt est antérieure au 1er janvier 2000, l'activité est en cours,",
        "les séjours comptent au moins 0 périodes [art. 3]",
        "La décision relève du pouvoir d'appréciation du préfet [art. 4].",
        "exception à « activité » : date",
        "emplois : source",
        "nature : nature",
    ] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
    let markdown = show_markdown(&plan, &[VersionId(0)]);
    let page = show_html(&plan, &[VersionId(0)]).document().replace('\u{a0}', " ");
    for line in ["emplois : périodes, au sein de « séjours »", "par exception à « activité »"] {
        assert!(markdown.contains(line) && page.contains(line), "{line}");
    }
    let schema = case::json_schema(&plan);
    let description = &schema["properties"]["faits"]["properties"]["emplois"]["description"];
    assert_eq!(description, "Quels emplois ? Périodes au sein de « séjours »");
}

/// A mark on a fact is told with every answer that uses the fact.
#[test]
fn marks_on_facts_are_told() {
    let plan = plan();
    let case = dossier(&plan, "essai", "faits: { date de dépôt: 2024-06-15 }");
    let answer = explain(&plan, &case, &Request::new(&plan));
    let marks: Vec<String> =
        answer.results[0].marks.iter().map(|mark| format!("{} : {}", mark.of, mark.note)).collect();
    assert!(
        marks.contains(&"emplois : source".to_string()) && marks.contains(&"nature : nature".to_string()),
        "{marks:?}"
    );
}

/// The fact that holds the others is made of periods, and is another one.
#[test]
fn what_is_within_what_is_checked() {
    let codes = |within: &str| {
        let rules = RULES.replace("au sein des séjours", &format!("au sein {within}"));
        let found = pipeline::load(&MemoryLoader::default().with("essai.alinea", rules)).diagnostics;
        found.iter().map(|found| found.code).collect::<Vec<_>>()
    };
    let none = Vec::<&str>::new();
    assert_eq!(codes("des séjours"), none);
    assert_eq!(codes("d'séjours"), none);
    assert_eq!(codes("des emplois"), ["within-no-periods"]);
    assert_eq!(codes("de la date de dépôt"), ["within-no-periods"]);
    assert_eq!(codes("des sejours"), ["unknown-name"]);
    assert_eq!(codes("de rien"), ["unknown-name"]);
}
