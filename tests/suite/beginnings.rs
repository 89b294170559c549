//! Texts whose first day is an open question, the end of a law, the day on which something is in progress, and lists that
//! some hold to be complete.

use std::sync::Arc;

use alinea::explain::{Answer, calendar, explain};
use alinea::pipeline;
use alinea::plan::Plan;
use alinea::query;
use alinea::query::Request;
use alinea::report::{Style, answer_brief, answer_json, calendar_json, calendar_text};
use alinea::source::MemoryLoader;
use alinea::time::{Day, Interval};
use alinea::value::Outcome;

use crate::support::{dossier, plan, plan_of, plan_with};

fn day(text: &str) -> Day {
    Day::parse_iso(text).expect("the day is well formed")
}

fn request(plan: &Plan, on: &str, reading: &[(&str, &str)]) -> Request {
    let of = reading
        .iter()
        .fold(alinea::Request::default().on(day(on)), |request, (name, option)| request.convention(*name, *option));
    of.resolve(plan).expect("the names are known")
}

/// By procedure, the text that answers and the outcome.
fn found(answer: &Answer) -> Vec<(String, Outcome)> {
    answer.results.iter().map(|one| (one.text.clone().unwrap_or_default(), one.outcome)).collect()
}

const BEGINNING: &str = "
recueil « Essai »

faits
  date de dépôt : date
  marié : oui ou non

conventions
  début : le 23 janvier 2025 selon « une revue », ou le 24 janvier 2025 selon « un avocat », ou le 31 janvier 2025

texte « ancien »
  en vigueur du 3 décembre 2012 au 22 janvier 2025
texte « nouveau »
  en vigueur selon la convention « début »
  abroge « ancien »

procédure « P », selon « ancien »
  les conditions sont réunies si :
  condition « c », point 1 : marié
procédure « P », selon « nouveau »
  les conditions sont réunies si :
  condition « c », point 1 : marié est non
procédure « Q », selon « ancien »
  les conditions sont réunies si :
  condition « c », point 1 : marié
";

/// What a text repeals lasts until the day before it begins, under every reading, and in every procedure.
#[test]
fn a_text_begins_on_the_day_that_is_followed() {
    let plan = plan_of(BEGINNING);
    let case = dossier(&plan, "essai", "faits: { marié: oui }");
    for (on, option, of_p, of_q) in [
        ("2025-01-22", "le 23 janvier 2025", ("ancien", Outcome::Met), ("ancien", Outcome::Met)),
        ("2025-01-23", "le 23 janvier 2025", ("nouveau", Outcome::NotMet), ("", Outcome::NotApplicable)),
        ("2025-01-23", "le 24 janvier 2025", ("ancien", Outcome::Met), ("ancien", Outcome::Met)),
        ("2025-01-24", "le 24 janvier 2025", ("nouveau", Outcome::NotMet), ("", Outcome::NotApplicable)),
        ("2025-01-30", "le 31 janvier 2025", ("ancien", Outcome::Met), ("ancien", Outcome::Met)),
        ("2025-01-31", "le 31 janvier 2025", ("nouveau", Outcome::NotMet), ("", Outcome::NotApplicable)),
    ] {
        let answer = explain(&plan, &case, &request(&plan, on, &[("début", option)]));
        let expected = [of_p, of_q].map(|(text, outcome)| (text.to_string(), outcome));
        assert_eq!(found(&answer), expected, "{on}, {option}");
    }
}

/// Who holds another day is told in the first sentence, « hors champ » included; outside the days in question nothing is.
#[test]
fn readings_that_part_on_the_first_day_are_told() {
    let plan = plan_of(BEGINNING);
    let case = dossier(&plan, "essai", "faits: { marié: oui }");
    let screen = |on: &str| {
        let screen =
            answer_brief(&explain(&plan, &case, &request(&plan, on, &[])), Style { colour: false, width: 200 });
        screen.lines().filter(|line| line.contains("partagées")).map(str::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        screen("2025-01-23"),
        [
            "Lectures partagées sur « début » : non réunies selon « le 23 janvier 2025 » (une revue) ; réunies selon « le 24 \
             janvier 2025 » (un avocat), par « ancien ».",
            "Lectures partagées sur « début » : hors champ selon « le 23 janvier 2025 » (une revue) ; réunies selon « le 24 \
             janvier 2025 » (un avocat), par « ancien ».",
        ]
    );
    // The third option has no holder.
    assert_eq!(screen("2025-01-24"), Vec::<String>::new());
    let changes = |on: &str| {
        let answer = explain(&plan, &case, &request(&plan, on, &[]));
        let named = answer.results[0].conventions.iter().any(|one| one.chosen.convention == "début");
        (named, answer.results[0].sensitivity.changes.len())
    };
    assert_eq!(changes("2025-01-22"), (false, 0));
    assert_eq!(changes("2025-01-24"), (true, 1));
    assert_eq!(changes("2025-01-31"), (false, 0));
}

#[test]
fn the_calendar_follows_the_first_day() {
    let plan = plan_of(BEGINNING);
    let case = dossier(&plan, "essai", "faits: { marié: oui }");
    let span = Interval { start: day("2025-01-01"), end: day("2025-03-01") };
    for (option, last) in [("le 23 janvier 2025", "2025-01-22"), ("le 31 janvier 2025", "2025-01-30")] {
        let asked = request(&plan, "2025-01-10", &[("début", option)]);
        let found = calendar(&plan, &case, &asked, span);
        let stretch = &found.procedures[0].stretches[0];
        assert_eq!((stretch.outcome, stretch.days.last()), (Outcome::Met, Some(day(last))), "{option}");
    }
}

const ENDING: &str = "
recueil « Essai »

faits
  date de dépôt : date
  marié : oui ou non

texte « loi »
  en vigueur du 28 janvier 2024 au 31 décembre 2026
  annonce sa fin « aucune prorogation trouvée »
  crée « L. 1 »
texte « instruction »
  en vigueur à compter du 5 février 2024
  applique « L. 1 »

procédure « P », selon « loi »
  les conditions sont réunies si :
  condition « c », point 1 : marié

modifie la procédure « P », selon « instruction »
  ajoute la pièce « acte »
";

/// The end is told under every version of the procedure, also once it is over, and in calendars that reach it.
#[test]
fn the_end_of_a_law_is_told() {
    let plan = plan_of(ENDING);
    let case = dossier(&plan, "essai", "faits: { marié: oui }");
    let sentence = "Prend fin le 31 décembre 2026 : aucune prorogation trouvée.";
    for on in ["2024-01-30", "2024-06-01", "2026-12-31", "2027-01-01"] {
        let answer = explain(&plan, &case, &request(&plan, on, &[]));
        let screen = answer_brief(&answer, Style { colour: false, width: 200 });
        assert_eq!(screen.matches(sentence).count(), 1, "{on}\n{screen}");
        let notice = &answer_json(&answer)["results"][0]["end_notice"];
        let expected = serde_json::json!({ "text": "instruction", "last_day": "2026-12-31", "words": "aucune prorogation trouvée" });
        assert_eq!(*notice, expected, "{on}");
    }
    for (end, told) in [("2026-12-31", false), ("2027-01-01", true)] {
        let span = Interval { start: day("2024-06-01"), end: day(end) };
        let found = calendar(&plan, &case, &request(&plan, "2024-06-01", &[]), span);
        let style = Style { colour: false, width: 200 };
        assert_eq!(calendar_text(&found, style).contains(sentence), told, "{end}");
        assert_eq!(calendar_json(&found)["procedures"][0]["end_notice"].is_object(), told, "{end}");
    }
}

/// A text that goes on, or that another follows, has nothing to tell.
#[test]
fn what_does_not_end_with_its_text_has_no_notice() {
    let told = |rules: &str| {
        let plan = plan_of(rules);
        let case = dossier(&plan, "essai", "faits: { marié: oui }");
        explain(&plan, &case, &request(&plan, "2024-06-01", &[])).results[0].end_notice.is_some()
    };
    assert!(told(ENDING));
    assert!(!told(&ENDING.replace("  annonce sa fin « aucune prorogation trouvée »\n", "")));
    let followed = format!(
        "{ENDING}\ntexte « suite »\n  en vigueur à compter du 1er janvier 2027\n\nprocédure « P », selon « suite »\n  \
         les conditions sont réunies si :\n  condition « c », point 1 : marié\n"
    );
    assert!(!told(&followed));
}

const JOB: &str = "
recueil « Essai »

faits
  date de dépôt : date
  date de décision : date
  emplois : périodes

conventions
  jour d'appréciation : date de dépôt, ou date de décision
  jour de l'emploi : date de dépôt, ou date de décision selon « un commentaire »

texte « T »
  en vigueur à compter du 1er janvier 2020

procédure « P », selon « T »
  les conditions sont réunies si :
  condition « emploi », point 1 :
    les emplois sont en cours, selon la convention « jour de l'emploi »
";

/// A job that ends between the application and the decision is in progress on the one day and not on the other.
#[test]
fn what_is_in_progress_is_so_on_the_day_that_is_followed() {
    let plan = plan_of(JOB);
    let outcome = |facts: &str, reading: &[(&str, &str)]| {
        let case = dossier(&plan, "essai", &format!("faits: {{ {facts} }}"));
        let asked =
            reading.iter().fold(alinea::Request::default(), |asked, (name, option)| asked.convention(*name, *option));
        explain(&plan, &case, &asked.resolve(&plan).expect("the names are known")).results[0].outcome
    };
    let decision = ("jour de l'emploi", "date de décision");
    let assessed = ("jour d'appréciation", "date de décision");
    let job = "emplois: [{ du: 2024-01-01, au: 2024-07-31 }]";
    let both = format!("date de dépôt: 2024-06-15, date de décision: 2024-09-01, {job}");
    assert_eq!(outcome(&both, &[]), Outcome::Met);
    assert_eq!(outcome(&both, &[decision]), Outcome::NotMet);
    // Assessed on the day of the decision, the job is still looked at on the day of the application.
    assert_eq!(outcome(&both, &[assessed]), Outcome::Met);
    assert_eq!(outcome(&both, &[assessed, decision]), Outcome::NotMet);
    // A date that is not known, or to the month only.
    let open = format!("date de dépôt: 2024-06-15, {job}");
    assert_eq!(outcome(&open, &[decision]), Outcome::Undetermined);
    for (month, expected) in [("2024-07", Outcome::Met), ("2024-08", Outcome::NotMet)] {
        assert_eq!(outcome(&format!("{open}, date de décision: {month}"), &[decision]), expected, "{month}");
    }
    let ending = "date de dépôt: 2024-06-15, date de décision: 2024-07, emplois: [{ du: 2024-01-01, au: 2024-07-15 }]";
    assert_eq!(outcome(ending, &[decision]), Outcome::Undetermined);
}

/// The date that gives the day of assessment is that day, whatever the request says it is.
#[test]
fn a_day_that_is_given_stands_for_the_date_that_it_replaces() {
    let plan = plan_of(JOB);
    let case =
        dossier(&plan, "essai", "faits: { date de dépôt: 2024-06-15, emplois: [{ du: 2024-01-01, au: 2024-07-31 }] }");
    let outcome = |on: &str| explain(&plan, &case, &request(&plan, on, &[])).results[0].outcome;
    assert_eq!((outcome("2024-07-31"), outcome("2024-08-01")), (Outcome::Met, Outcome::NotMet));
    // What is set aside is told by the day that was looked at.
    let facts = "faits: { date de dépôt: 2024-06-15, date de décision: 2024-09-01, emplois: [{ du: 2024-01-01, au: 2024-07-31 }] }";
    let asked = request(&plan, "2024-06-15", &[("jour de l'emploi", "date de décision")]);
    let screen =
        answer_brief(&explain(&plan, &dossier(&plan, "essai", facts), &asked), Style { colour: false, width: 200 });
    assert!(screen.contains("avant le jour retenu (date de décision)"), "{screen}");
    // The unknown date is what is asked for.
    let answer = explain(&plan, &case, &request(&plan, "2024-06-15", &[("jour de l'emploi", "date de décision")]));
    let missing: Vec<&str> = answer.results[0].missing.iter().map(|missing| missing.path.as_str()).collect();
    assert_eq!(missing, ["date de décision"]);
}

fn listed(attributes: &str) -> Arc<Plan> {
    let rules = format!(
        "recueil « Essai »\n\nfaits\n  date de dépôt : date\n  métier : code\n\nconventions\n  relevé : non suivi, ou suivi selon « presse »\n\n\
         liste « métiers », par métier\n  à compter du 1er janvier 2020, partielle, fichier « m.csv »{attributes}\n\n\
         texte « T »\n  en vigueur à compter du 1er janvier 2020\n\nprocédure « P », selon « T »\n  les conditions sont réunies si :\n  \
         condition « c », point 1 : il n'est pas vrai que le métier figure dans la liste « métiers »\n"
    );
    plan_with(&rules, &[("m.csv", "métier\nA1\nB2\n")])
}

/// What some hold to be complete is complete under their reading only, and every answer says so.
#[test]
fn a_list_may_be_complete_for_those_who_hold_it() {
    let rules = "recueil « Essai »\n\nfaits\n  date de dépôt : date\n  emplois : périodes\n    - région : code « région », fichier « r.csv »\n    \
                 - métier : code\n\nconventions\n  relevé : non suivi, ou suivi selon « presse »\n\n\
                 liste « métiers », par région et métier\n  à compter du 1er janvier 2020, partielle, fichier « m.csv », \
                 complète pour « A1 » si la convention « relevé » retient « suivi »\n\n\
                 texte « T »\n  en vigueur à compter du 1er janvier 2020\n\nprocédure « P », selon « T »\n  \
                 l'activité est l'ensemble des emplois dont la région et le métier figurent dans la liste « métiers »\n\n  \
                 les conditions sont réunies si :\n  condition « c », point 1 : l'activité est en cours\n";
    let plan = plan_with(rules, &[("r.csv", "région\nNord\nSud\n"), ("m.csv", "région,métier\nNord,A1\nNord,B2\n")]);
    let answer = |region: &str, code: &str, reading: &[(&str, &str)]| {
        let facts = format!("faits: {{ emplois: [{{ du: 2024-01-01, région: {region}, métier: {code} }}] }}");
        explain(&plan, &dossier(&plan, "essai", &facts), &request(&plan, "2024-06-15", reading)).results.remove(0)
    };
    let followed = [("relevé", "suivi")];
    assert_eq!(answer("Sud", "A1", &[]).outcome, Outcome::Undetermined);
    assert_eq!(answer("Sud", "A1", &followed).outcome, Outcome::NotMet);
    assert_eq!(answer("Sud", "B2", &followed).outcome, Outcome::Undetermined);
    assert_eq!(answer("Nord", "A1", &followed).outcome, Outcome::Met);
    let told = answer("Sud", "A1", &[]).sensitivity.changes;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].options[0].holder.as_deref(), Some("presse"));
    assert_eq!(answer("Nord", "A1", &[]).sensitivity.changes.len(), 0);
}

/// What is always so needs no reading.
#[test]
fn completeness_without_a_reading_asks_for_none() {
    let plan = listed(", complète pour « A1 », complète pour « B2 » si la convention « relevé » retient « suivi »");
    let versions = &plan.lists[0].versions;
    assert_eq!(versions[0].complete_for.iter().map(|one| one.when.is_some()).collect::<Vec<_>>(), [false, true]);
    let twice = pipeline::load(
        &MemoryLoader::default()
            .with("a.alinea", "liste « m », par métier\n  à compter du 1er janvier 2020, partielle, fichier « m.csv », complète pour « A1 », complète pour « B2 »\n")
            .with("m.csv", "métier\nA1\nB2\n"),
    );
    assert!(twice.diagnostics.iter().any(|found| found.code == "said-twice"), "{:#?}", twice.diagnostics);
}

/// In the recueil: the three days of the circular of 2025, the end of L. 435-4, and the day of the current job.
#[test]
fn the_recueil_of_the_country_holds_these_questions() {
    let plan = plan("aes-travail");
    let case = dossier(
        &plan,
        "essai",
        "faits: { date de dépôt: 2025-01-28, séjours: [{ du: 2017-01-01, document: sans document }] }",
    );
    let versions = |option: &str| {
        let asked = request(&plan, "2025-01-28", &[("application de la circulaire de 2025", option)]);
        let names = query::versions(&plan, &case, &asked, "AES classique");
        names.map(|id| plan.texts[plan.versions[id.index()].text.index()].name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(versions("le 23 janvier 2025"), ["circulaire du 23 janvier 2025"]);
    assert_eq!(versions("le 24 janvier 2025"), ["circulaire du 23 janvier 2025"]);
    assert_eq!(versions("le 31 janvier 2025"), ["circulaire du 28 novembre 2012"]);
    for convention in ["jour de l'emploi actuel", "application de la circulaire de 2025"] {
        let found = plan.conventions.iter().find(|known| known.name == convention).expect("it is declared");
        assert!(found.options.iter().all(|option| option.holder.is_some()), "{convention}");
    }
}
