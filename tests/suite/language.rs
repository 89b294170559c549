//! Forms that the built-in recueil does not use, each on dossiers whose outcome was worked out by hand.
//!
//! A missing fact leaves an outcome open unless the other facts decide it.

use std::sync::Arc;

use alinea::diagnostic::has_errors;
use alinea::eval::TermValue;
use alinea::explain::explain;
use alinea::plan::{ConventionId, Plan, VersionId};
use alinea::query::Request;
use alinea::report::{Style, diagnostics_text};
use alinea::source::MemoryLoader;
use alinea::value::Exact;
use alinea::{pipeline, query};

use crate::support::dossier;

mod bands;
mod bounds;
mod continuity;
mod exceptions;

pub const MET: &str = "réunies";
pub const NOT_MET: &str = "non réunies";
pub const OPEN: &str = "indéterminé";
pub const FAULT: &str = "erreur";
const PREFECT: &str = "à l'appréciation du préfet";

/// Facts for every test of this file.
const FACTS: &str = include_str!("language/faits.alinea");

/// A recueil of these facts and rules.
pub fn compiled(rules: &str) -> Arc<Plan> {
    let loader = MemoryLoader::default().with("faits.alinea", FACTS).with("regles.alinea", rules);
    let checked = pipeline::load(&loader);
    let found = diagnostics_text(&checked.sources, &checked.diagnostics, Style::PLAIN);
    assert!(!has_errors(&checked.diagnostics), "{found}");
    checked.plan.unwrap_or_else(|| panic!("{found}"))
}

/// What is said of rules that must be refused.
fn findings(rules: &str) -> String {
    let loader = MemoryLoader::default().with("faits.alinea", FACTS).with("regles.alinea", rules);
    let checked = pipeline::load(&loader);
    assert!(has_errors(&checked.diagnostics), "accepted:\n{rules}");
    let sentences =
        checked.diagnostics.iter().map(|found| [found.message.as_str(), found.help.as_deref().unwrap_or("")]);
    sentences.map(|parts| parts.join(" ; ")).collect::<Vec<_>>().join("\n")
}

/// A procedure with one condition under the name « essai », and the definitions it uses.
pub fn procedure(definitions: &str, sentence: &str) -> String {
    format!(
        "texte « loi »\n  en vigueur à compter du 1er janvier 1950\n\nprocédure « P », selon « loi »\n{definitions}\n\
         les conditions sont réunies si :\n  condition « essai » :\n    {sentence}\n\
         la décision relève du pouvoir d'appréciation du préfet\n"
    )
}

/// Every dossier, told by its facts, gets the outcome beside it; the day of assessment is 2024-06-15 unless it is told.
pub fn check(rules: &str, expected: &[(&str, &str)]) {
    let plan = compiled(rules);
    check_reading(&plan, &Request::new(&plan), expected);
}

pub fn check_reading(plan: &Arc<Plan>, request: &Request, expected: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (facts, outcome) in expected {
        let found = query::outcome(plan, &read(plan, facts), request, VersionId(0)).french();
        if found != *outcome {
            wrong.push(format!("{facts}\n  {found}, not {outcome}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

pub fn read(plan: &Plan, facts: &str) -> alinea::case::Case {
    let day = if facts.contains("date de dépôt") { "" } else { "date de dépôt: 2024-06-15" };
    let text = match facts.split_once('|') {
        None => format!("faits: {{ {facts}{}{day} }}", if facts.is_empty() || day.is_empty() { "" } else { ", " }),
        Some((facts, admitted)) => format!("faits: {{ {facts}, {day} }}\nadmis: {{ {admitted} }}"),
    };
    dossier(plan, &text, &text)
}

pub fn check_sentence(sentence: &str, expected: &[(&str, &str)]) {
    check(&procedure("", sentence), expected);
}

#[test]
fn dates_are_compared_to_the_day() {
    check_sentence(
        "l'arrivée est antérieure au 1er juillet 2020",
        &[
            ("arrivée: 2020-06-30", MET),
            ("arrivée: 2020-07-01", NOT_MET),
            ("arrivée: 2020-06", MET),
            ("arrivée: 2020-07", NOT_MET),
            ("arrivée: 2020", OPEN),
            ("arrivée: 2019", MET),
            ("", OPEN),
        ],
    );
    check_sentence(
        "l'arrivée est postérieure au 30 juin 2020",
        &[
            ("arrivée: 2020-06-30", NOT_MET),
            ("arrivée: 2020-07-01", MET),
            ("arrivée: 2020", OPEN),
            ("arrivée: inconnue", OPEN),
        ],
    );
}

#[test]
fn a_date_is_shifted_by_months_and_by_days() {
    // Six months after 31 August 2023 is 29 February 2024: the month has no 31st.
    check_sentence(
        "la date de dépôt est postérieure à 6 mois après l'arrivée",
        &[
            ("arrivée: 2023-08-31, date de dépôt: 2024-02-29", NOT_MET),
            ("arrivée: 2023-08-31, date de dépôt: 2024-03-01", MET),
            // Between 1 and 29 February 2024.
            ("arrivée: 2023-08, date de dépôt: 2024-03-01", MET),
            ("arrivée: 2023-08, date de dépôt: 2024-02-15", OPEN),
            ("arrivée: 2023-08, date de dépôt: 2024-02-01", NOT_MET),
            ("date de dépôt: 2024-03-01", OPEN),
            ("arrivée: 2023-08-31, date de dépôt: inconnue", OPEN),
        ],
    );
    check_sentence(
        "l'arrivée est antérieure à 6 mois avant le jour d'appréciation",
        &[
            ("arrivée: 2024-02-28, date de dépôt: 2024-08-31", MET),
            ("arrivée: 2024-02-29, date de dépôt: 2024-08-31", NOT_MET),
            ("arrivée: 2024-02-28, date de dépôt: inconnue", OPEN),
        ],
    );
    // 2024 is a leap year: 60 days after 1 January is 1 March.
    check_sentence(
        "la date de dépôt est postérieure à 60 jours après l'arrivée",
        &[
            ("arrivée: 2024-01-01, date de dépôt: 2024-03-01", NOT_MET),
            ("arrivée: 2024-01-01, date de dépôt: 2024-03-02", MET),
        ],
    );
}

#[test]
fn an_age_is_reached_on_the_birthday() {
    let ages = |bound: &str, expected: &[(&str, &str)]| {
        check_sentence(&format!("la naissance remonte à {bound} 18 ans"), expected);
    };
    ages(
        "au moins",
        &[
            ("naissance: 2006-06-15", MET),
            ("naissance: 2006-06-16", NOT_MET),
            ("naissance: 2005", MET),
            ("naissance: 2006", OPEN),
            ("naissance: 2006-06", OPEN),
            ("naissance: 2006-05", MET),
            ("naissance: 2007", NOT_MET),
            ("", OPEN),
            ("naissance: 2000-01-01, date de dépôt: inconnue", OPEN),
            // A birthday on 29 February falls on the last day of a February that has none.
            ("naissance: 2004-02-29, date de dépôt: 2022-02-28", MET),
            ("naissance: 2004-02-29, date de dépôt: 2022-02-27", NOT_MET),
        ],
    );
    ages("moins de", &[("naissance: 2006-06-15", NOT_MET), ("naissance: 2006-06-16", MET), ("naissance: 2006", OPEN)]);
    ages("plus de", &[("naissance: 2006-06-14", MET), ("naissance: 2006-06-15", NOT_MET), ("", OPEN)]);
    ages("au plus", &[("naissance: 2006-06-15", MET), ("naissance: 2006-06-14", NOT_MET), ("", OPEN)]);
}

#[test]
fn rows_without_dates_are_counted() {
    check_sentence(
        "on compte au moins 2 enfants dont scolarisé est oui",
        &[
            ("enfants: [{ scolarisé: oui }, { scolarisé: oui }]", MET),
            ("enfants: [{ scolarisé: oui }, { scolarisé: non }]", NOT_MET),
            ("enfants: [{ scolarisé: oui }, {}]", OPEN),
            ("enfants: [{ scolarisé: oui }, { scolarisé: oui }, {}]", MET),
            ("enfants: [{ scolarisé: non }, {}]", NOT_MET),
            ("enfants: []", NOT_MET),
            ("enfants: inconnus", OPEN),
            ("", OPEN),
        ],
    );
    check_sentence(
        "on compte au plus 1 enfants dont scolarisé",
        &[
            ("enfants: [{ scolarisé: oui }, { scolarisé: oui }]", NOT_MET),
            ("enfants: [{ scolarisé: oui }, { scolarisé: non }]", MET),
            ("enfants: [{ scolarisé: oui }, {}]", OPEN),
            ("enfants: [{}]", MET),
            ("enfants: []", MET),
            ("", OPEN),
        ],
    );
    check_sentence(
        "on compte moins de 2 enfants",
        &[("enfants: [{}, {}]", NOT_MET), ("enfants: [{}]", MET), ("", OPEN)],
    );
    check_sentence(
        "on compte plus de 1 enfants dont le jour de naissance remonte à moins de 18 ans",
        &[
            ("enfants: [{ jour de naissance: 2006-06-16 }, { jour de naissance: 2020 }]", MET),
            ("enfants: [{ jour de naissance: 2006-06-15 }, { jour de naissance: 2020 }]", NOT_MET),
            ("enfants: [{ jour de naissance: 2006 }, { jour de naissance: 2020 }]", OPEN),
        ],
    );
}

#[test]
fn periods_are_counted() {
    check_sentence(
        "les séjours comptent au moins 3 périodes",
        &[
            ("séjours: [{ du: 2020 }, { du: 2021 }, { du: 2022 }]", MET),
            ("séjours: [{ du: 2020 }, { du: 2021 }, {}]", MET),
            ("séjours: [{ du: 2020 }, { du: 2021 }]", NOT_MET),
            ("séjours: []", NOT_MET),
            ("", OPEN),
        ],
    );
    check(
        &procedure(
            "la présence est l'ensemble des séjours dont le document est titre",
            "la présence compte au moins 2 périodes",
        ),
        &[
            ("séjours: [{ du: 2020, document: titre }, { du: 2021, document: titre }]", MET),
            ("séjours: [{ du: 2020, document: titre }, { du: 2021, document: visa }]", NOT_MET),
            ("séjours: [{ du: 2020, document: titre }, { du: 2021 }]", OPEN),
            ("", OPEN),
        ],
    );
}

/// A period that lies wholly outside what is kept is no longer in the set.
#[test]
fn periods_are_counted_once_their_days_are_taken_out() {
    let work = "emplois: [{ du: 2020-01-01, au: 2020-12-31 }, { du: 2022-01-01, au: 2022-12-31 }]";
    let stay = |days: &str| format!("{work}, séjours: [{days}]");
    check(
        &procedure(
            "l'activité est l'ensemble des emplois, pendant les séjours",
            "l'activité compte au moins 2 périodes",
        ),
        &[
            (&stay("{ du: 2020-12-31, au: 2022-01-01 }"), MET),
            (&stay("{ du: 2021-01-01, au: 2022-01-01 }"), NOT_MET),
            (&stay("{ du: 2020-12, au: 2022-01-01 }"), MET),
            (&stay("{ du: 2020, au: 2022-01-01 }"), MET),
            (&stay("{ du: inconnu, au: 2022-01-01 }"), OPEN),
            (work, OPEN),
        ],
    );
    check(
        &procedure(
            "l'activité est l'ensemble des emplois, sauf pendant les séjours",
            "l'activité compte au plus 1 période",
        ),
        &[
            (&stay("{ du: 2020-01-01, au: 2020-12-31 }"), MET),
            (&stay("{ du: 2020-01-02, au: 2020-12-31 }"), NOT_MET),
            (&stay("{ du: 2020-01, au: 2020-12-31 }"), OPEN),
            (work, OPEN),
        ],
    );
}

#[test]
fn a_run_bears_short_gaps() {
    // From 1 to 15 April there are 15 days; from 1 January to 30 June, six months.
    check_sentence(
        "les emplois ont duré au moins 6 mois sans interruption de plus de 15 jours",
        &[
            ("emplois: [{ du: 2023-01-01, au: 2023-03-31 }, { du: 2023-04-16, au: 2023-06-30 }]", MET),
            ("emplois: [{ du: 2023-01-01, au: 2023-03-31 }, { du: 2023-04-17, au: 2023-06-30 }]", NOT_MET),
            ("emplois: [{ du: 2023-01-01, au: 2023-03-31 }, { du: 2023-04-16, au: 2023-06-29 }]", NOT_MET),
            ("emplois: [{ du: 2023-01-01, au: 2023-03-31 }, { du: 2023-04, au: 2023-06-30 }]", OPEN),
            ("emplois: [{ du: 2023-01-01, au: inconnu }]", OPEN),
            // Even if it still lasts, it began less than six months ago.
            ("emplois: [{ du: 2024-01-01, au: inconnu }]", NOT_MET),
            ("", OPEN),
        ],
    );
    check_sentence(
        "les emplois ont duré au moins 6 mois sans interruption",
        &[
            ("emplois: [{ du: 2023-01-01, au: 2023-03-31 }, { du: 2023-04-01, au: 2023-06-30 }]", MET),
            ("emplois: [{ du: 2023-01-01, au: 2023-03-31 }, { du: 2023-04-02, au: 2023-06-30 }]", NOT_MET),
        ],
    );
    check_sentence(
        "les emplois ont duré moins de 90 jours",
        &[
            ("emplois: [{ du: 2024-01-01, au: 2024-03-29 }]", MET),
            ("emplois: [{ du: 2024-01-01, au: 2024-03-30 }]", NOT_MET),
            ("emplois: []", MET),
            ("", OPEN),
        ],
    );
}

#[test]
fn totals_know_four_bounds() {
    let totals = |bound: &str, expected: &[(&str, &str)]| {
        check_sentence(&format!("les emplois totalisent {bound} 3 mois"), expected);
    };
    // Two months and 29 days; 30 days that are left over would make a month.
    let short = "emplois: [{ du: 2024-01-01, au: 2024-03-29 }]";
    let three = "emplois: [{ du: 2024-01-01, au: 2024-03-31 }]";
    let long = "emplois: [{ du: 2024-01-01, au: 2024-04-01 }]";
    // Until the day before the assessment, it may last from one day to five months and a half.
    let open = "emplois: [{ du: 2024-01-01, au: inconnu }]";
    // It may last a month and a half at most.
    let recent = "emplois: [{ du: 2024-05-01, au: inconnu }]";
    totals("au moins", &[(short, NOT_MET), (three, MET), (long, MET), (open, OPEN), (recent, NOT_MET), ("", OPEN)]);
    totals("au plus", &[(short, MET), (three, MET), (long, NOT_MET), (open, OPEN), (recent, MET), ("", OPEN)]);
    totals("moins de", &[(short, MET), (three, NOT_MET), (long, NOT_MET), (open, OPEN), (recent, MET), ("", OPEN)]);
    totals("plus de", &[(short, NOT_MET), (three, NOT_MET), (long, MET), (open, OPEN), (recent, NOT_MET), ("", OPEN)]);
}

#[test]
fn totals_in_days_count_each_day_once() {
    // 31 + 29 + 30 days.
    check_sentence(
        "les emplois totalisent au moins 90 jours",
        &[
            ("emplois: [{ du: 2024-01-01, au: 2024-03-30 }]", MET),
            ("emplois: [{ du: 2024-01-01, au: 2024-03-29 }]", NOT_MET),
            ("emplois: [{ du: 2024-01-01, au: 2024-02-29 }, { du: 2024-02-01, au: 2024-03-30 }]", MET),
            ("emplois: [{ du: 2024-01-01, au: 2024-02-29 }, { du: 2024-02-01, au: 2024-03-29 }]", NOT_MET),
        ],
    );
    // From 17 March to 14 June: 15 + 30 + 31 + 14 days.
    check_sentence(
        "les séjours durent depuis au moins 90 jours",
        &[("séjours: [{ du: 2024-03-17 }]", MET), ("séjours: [{ du: 2024-03-18 }]", NOT_MET), ("", OPEN)],
    );
    // The last ten days end on 14 June.
    check_sentence(
        "les emplois totalisent au moins 2 jours dans les 10 derniers jours",
        &[
            ("emplois: [{ du: 2024-06-01, au: 2024-06-06 }]", MET),
            ("emplois: [{ du: 2024-06-01, au: 2024-06-05 }]", NOT_MET),
            ("emplois: [{ du: 2024-06-14 }]", NOT_MET),
        ],
    );
}

const FEBRUARY: &str = "emplois: [{ du: 2024-02-01, au: 2024-02-29 }]";
const TWO_HALVES: &str = "emplois: [{ du: 2024-01-20, au: 2024-02-10 }]";

#[test]
fn a_sentence_may_say_how_months_are_counted() {
    let counted = |months: u32, how: &str, expected: &[(&str, &str)]| {
        check_sentence(&format!("les emplois totalisent au moins {months} mois, comptés {how}"), expected);
    };
    // February 2024 has 29 days; from 20 January to 10 February there are 12 and 10 days.
    counted(1, "de quantième à quantième", &[(FEBRUARY, MET), (TWO_HALVES, NOT_MET), ("", OPEN)]);
    counted(1, "30 jours", &[(FEBRUARY, NOT_MET), (TWO_HALVES, NOT_MET), ("", OPEN)]);
    counted(1, "au prorata", &[(FEBRUARY, MET), (TWO_HALVES, NOT_MET), ("", OPEN)]);
    counted(1, "en mois civils entamés", &[(FEBRUARY, MET), (TWO_HALVES, MET), ("", OPEN)]);
    counted(2, "en mois civils entamés", &[(FEBRUARY, NOT_MET), (TWO_HALVES, MET), ("", OPEN)]);
    counted(1, "en mois civils complets", &[(FEBRUARY, MET), (TWO_HALVES, NOT_MET), ("", OPEN)]);
    counted(2, "mois civil d'au moins 10 jours", &[(FEBRUARY, NOT_MET), (TWO_HALVES, MET), ("", OPEN)]);
    counted(1, "mois civil d'au moins 13 jours", &[(FEBRUARY, MET), (TWO_HALVES, NOT_MET), ("", OPEN)]);
    // 20 and 10 days.
    let parts = "emplois: [{ du: 2024-01-01, au: 2024-01-20 }, { du: 2024-03-01, au: 2024-03-10 }]";
    counted(1, "30 jours", &[(parts, MET)]);
    // 16/31 + 14/29 = 898/899, 16/31 + 15/29 = 929/899.
    counted(
        1,
        "au prorata",
        &[
            ("emplois: [{ du: 2024-01-16, au: 2024-02-14 }]", NOT_MET),
            ("emplois: [{ du: 2024-01-16, au: 2024-02-15 }]", MET),
            ("emplois: [{ du: 2024-01-16, au: 2024-02 }]", OPEN),
        ],
    );
}

#[test]
fn the_recueil_says_how_months_are_counted_unless_the_sentence_does() {
    let conventions = "conventions\n  mois d'activité : 30 jours, ou au prorata, ou mois civil entamé\n\n";
    let plain = format!("{conventions}{}", procedure("", "les emplois totalisent au moins 1 mois"));
    let plan = compiled(&plain);
    check_reading(&plan, &Request::new(&plan), &[(FEBRUARY, NOT_MET), (TWO_HALVES, NOT_MET), ("", OPEN)]);
    check_reading(&plan, &following(&plan, "mois d'activité", 1), &[(FEBRUARY, MET), (TWO_HALVES, NOT_MET)]);
    check_reading(&plan, &following(&plan, "mois d'activité", 2), &[(FEBRUARY, MET), (TWO_HALVES, MET)]);

    let sentence = "les emplois totalisent au moins 1 mois, comptés de quantième à quantième";
    let plan = compiled(&format!("{conventions}{}", procedure("", sentence)));
    for option in 0..3 {
        let request = following(&plan, "mois d'activité", option);
        check_reading(&plan, &request, &[(FEBRUARY, MET), (TWO_HALVES, NOT_MET), ("", OPEN)]);
    }
}

#[test]
fn a_sentence_may_ask_which_option_a_convention_follows() {
    let conventions = "conventions\n  cumul des emplois : permis, ou interdit\n\n";
    let rules = format!(
        "{conventions}{}",
        procedure("", "la convention « cumul des emplois » retient « permis »\n    ou marié")
    );
    let plan = compiled(&rules);
    check_reading(&plan, &Request::new(&plan), &[("marié: non", MET), ("", MET)]);
    let other = following(&plan, "cumul des emplois", 1);
    check_reading(&plan, &other, &[("marié: non", NOT_MET), ("marié: oui", MET), ("", OPEN)]);
}

/// A request that follows another option of a convention.
pub fn following(plan: &Plan, name: &str, option: usize) -> Request {
    let index = plan.conventions.iter().position(|known| known.name == name).expect("the convention is declared");
    let mut request = Request::new(plan);
    request.reading = request.reading.with(ConventionId(index as u32), option).expect("there is such an option");
    request
}

#[test]
fn a_set_begins_with_its_first_day() {
    check_sentence(
        "les emplois commencent avant le 1er janvier 2024",
        &[
            ("emplois: [{ du: 2023-12-31 }]", MET),
            ("emplois: [{ du: 2024-01-01 }]", NOT_MET),
            ("emplois: [{ du: 2024-02-01 }, { du: 2023-06-01, au: 2023-06-30 }]", MET),
            ("emplois: [{ du: 2023 }]", MET),
            ("emplois: [{ du: inconnu, au: 2024-02-01 }]", OPEN),
            ("emplois: [{ du: inconnu }, { du: 2023-01-01 }]", MET),
            ("emplois: []", NOT_MET),
            ("", OPEN),
        ],
    );
    check_sentence(
        "les emplois commencent au plus tôt le 1er janvier 2024",
        &[
            ("emplois: [{ du: 2024-01-01 }]", MET),
            ("emplois: [{ du: 2023-12-31 }]", NOT_MET),
            ("emplois: [{ du: inconnu }, { du: 2024-01-01 }]", OPEN),
            ("emplois: [{ du: inconnu }, { du: 2023-01-01 }]", NOT_MET),
            ("", OPEN),
        ],
    );
    check_sentence(
        "les emplois commencent le 1er janvier 2024",
        &[
            ("emplois: [{ du: 2024-01-01 }]", MET),
            ("emplois: [{ du: 2024-01-02 }]", NOT_MET),
            ("emplois: [{ du: 2024-01 }]", OPEN),
            ("emplois: [{ du: 2023 }]", NOT_MET),
            ("", OPEN),
        ],
    );
}

#[test]
fn a_set_ends_with_its_last_day() {
    check_sentence(
        "les emplois prennent fin après le 31 décembre 2023",
        &[
            ("emplois: [{ du: 2023-01-01, au: 2024-01-01 }]", MET),
            ("emplois: [{ du: 2023-01-01, au: 2023-12-31 }]", NOT_MET),
            ("emplois: [{ du: 2023-01-01 }]", MET),
            ("emplois: [{ du: 2024-02-01, au: inconnu }]", MET),
            ("emplois: [{ du: 2023-01-01, au: inconnu }]", OPEN),
            ("emplois: []", NOT_MET),
            ("", OPEN),
        ],
    );
    check_sentence(
        "les emplois prennent fin au plus tard le 31 décembre 2023",
        &[
            ("emplois: [{ du: 2023-01-01, au: 2023-12-31 }]", MET),
            ("emplois: [{ du: 2023-01-01, au: 2024-01-01 }]", NOT_MET),
            ("emplois: [{ du: 2023-01-01 }]", NOT_MET),
            ("emplois: [{ du: 2023-01-01, au: 2023 }]", MET),
            ("emplois: [{ du: 2024-02-01, au: inconnu }]", NOT_MET),
            ("emplois: [{ du: 2023-01-01, au: inconnu }]", OPEN),
            ("", OPEN),
        ],
    );
}

#[test]
fn unless_takes_away() {
    check_sentence(
        "marié, sauf si malade",
        &[
            ("marié: oui, malade: non", MET),
            ("marié: oui, malade: oui", NOT_MET),
            ("marié: oui", OPEN),
            ("marié: non", NOT_MET),
            ("malade: oui", NOT_MET),
            ("malade: non", OPEN),
            ("", OPEN),
        ],
    );
}

#[test]
fn a_negation_leaves_open_what_is_open() {
    check_sentence("il n'est pas vrai que malade", &[("malade: non", MET), ("malade: oui", NOT_MET), ("", OPEN)]);
    check_sentence(
        "il n'est pas vrai que (marié et malade)",
        &[("marié: non", MET), ("marié: oui", OPEN), ("marié: oui, malade: oui", NOT_MET), ("", OPEN)],
    );
    check_sentence(
        "il n'est pas vrai que les emplois totalisent au moins 3 mois",
        &[
            ("emplois: [{ du: 2024-01-01, au: 2024-03-31 }]", NOT_MET),
            ("emplois: [{ du: 2024-01-01, au: inconnu }]", OPEN),
            ("emplois: []", MET),
            ("", OPEN),
        ],
    );
    check_sentence(
        "l'état n'est pas célibataire ou veuf",
        &[("état: pacsé", MET), ("état: veuf", NOT_MET), ("état: inconnu", OPEN), ("", OPEN)],
    );
}

#[test]
fn amounts_are_exact() {
    check_sentence(
        "le salaire atteint 1 500,50 €",
        &[("salaire: 1500.50", MET), ("salaire: 1500.49", NOT_MET), ("salaire: 1 500.51 €", MET), ("", OPEN)],
    );
    check_sentence("le salaire dépasse 1500 €", &[("salaire: 1500", NOT_MET), ("salaire: 1500.01", MET), ("", OPEN)]);
    check_sentence("le salaire × 12 dépasse 18 000 €", &[("salaire: 1500", NOT_MET), ("salaire: 1500.01", MET)]);
    check_sentence(
        "le salaire est inférieur à 55 % du smic",
        &[
            ("salaire: 549.99, smic: 1000", MET),
            ("salaire: 550, smic: 1000", NOT_MET),
            ("salaire: 550", OPEN),
            ("smic: 1000", OPEN),
        ],
    );
    // 1 € / 3 × 3 is 1 €.
    check_sentence("le salaire / 3 × 3 est égal à 1 €", &[("salaire: 1", MET), ("salaire: 1.01", NOT_MET), ("", OPEN)]);
    check_sentence(
        "la part atteint 62,5 %",
        &[("part: \"62,5 %\"", MET), ("part: 62.4 %", NOT_MET), ("part: inconnue", OPEN), ("", OPEN)],
    );
}

#[test]
fn amounts_are_rounded_as_the_sentence_says() {
    // 55 % of 1 001 € is 550,55 €; of 1 010 €, 555,50 €.
    let rounded = |way: &str, expected: &[(&str, &str)]| {
        check_sentence(&format!("le salaire atteint 55 % du smic, arrondi à l'euro {way}"), expected);
    };
    rounded("supérieur", &[("salaire: 550.99, smic: 1001", NOT_MET), ("salaire: 551, smic: 1001", MET), ("", OPEN)]);
    rounded("inférieur", &[("salaire: 550, smic: 1001", MET), ("salaire: 549.99, smic: 1001", NOT_MET)]);
    rounded("le plus proche", &[("salaire: 550.99, smic: 1001", NOT_MET), ("salaire: 551, smic: 1001", MET)]);
    rounded("le plus proche", &[("salaire: 555.99, smic: 1010", NOT_MET), ("salaire: 556, smic: 1010", MET)]);
}

#[test]
fn the_smallest_and_the_largest_are_chosen() {
    check_sentence(
        "le salaire atteint le plus petit de 1 000 € et 55 % du smic",
        &[
            ("salaire: 550, smic: 1000", MET),
            ("salaire: 549, smic: 1000", NOT_MET),
            ("salaire: 1000, smic: 9000", MET),
            ("salaire: 999, smic: 9000", NOT_MET),
            ("smic: 9000", OPEN),
        ],
    );
    check_sentence(
        "le salaire atteint le plus grand de 1 000 € et 55 % du smic",
        &[
            ("salaire: 999, smic: 1000", NOT_MET),
            ("salaire: 1000, smic: 1000", MET),
            ("salaire: 1000, smic: 9000", NOT_MET),
            ("salaire: 1000", OPEN),
        ],
    );
}

#[test]
fn a_band_reaches_up_to_the_next() {
    let bands = "la taxe est selon la tranche de la durée du contrat :\n  - moins de 3 mois : 50 €\n  - à partir de 3 mois : 74 €\n  - à partir de 12 mois : 300 €\n";
    check(
        &procedure(bands, "la taxe est égale à 74 €"),
        &[
            ("durée du contrat: 2 mois", NOT_MET),
            ("durée du contrat: 3 mois", MET),
            ("durée du contrat: 11", MET),
            ("durée du contrat: 12 mois", NOT_MET),
            ("durée du contrat: inconnue", OPEN),
            ("", OPEN),
        ],
    );
    // Below the lowest band nothing is said: the rules are at fault, and the amount is not nil.
    let bands = "la taxe est selon la tranche du salaire :\n  - à partir de 1 000 € : 50 €\n  - à partir de 2 000 € : 55 % du salaire\n";
    check(
        &procedure(bands, "la taxe dépasse 1 100 €"),
        &[
            ("salaire: 999.99", FAULT),
            ("salaire: 1999.99", NOT_MET),
            ("salaire: 2000", NOT_MET),
            ("salaire: 2000.01", MET),
            ("", OPEN),
        ],
    );
}

#[test]
fn an_exception_stands_in_for_a_condition() {
    let rules = procedure("", "le salaire atteint 1 500 €") + "par exception à « essai », si malade, marié\n";
    check(
        &rules,
        &[
            ("malade: non, salaire: 1500", MET),
            ("malade: non, salaire: 1499, marié: oui", NOT_MET),
            ("malade: oui, salaire: 100, marié: oui", MET),
            ("malade: oui, salaire: 2000, marié: non", NOT_MET),
            ("malade: oui, salaire: 2000", OPEN),
            // Whether it applies is not known: the outcome is settled only where both ways agree.
            ("salaire: 2000, marié: oui", MET),
            ("salaire: 2000, marié: non", OPEN),
            ("salaire: 100, marié: oui", OPEN),
            ("salaire: 100, marié: non", NOT_MET),
            ("salaire: 2000", OPEN),
            ("", OPEN),
        ],
    );
}

#[test]
fn an_exception_stands_in_for_a_value_and_for_a_set() {
    let rules = procedure("le seuil est 1 500 €", "le salaire atteint le seuil")
        + "par exception à seuil, si malade, le seuil est 1 000 €\n";
    check(
        &rules,
        &[
            ("malade: non, salaire: 1499", NOT_MET),
            ("malade: non, salaire: 1500", MET),
            ("malade: oui, salaire: 1000", MET),
            ("malade: oui, salaire: 999", NOT_MET),
            ("salaire: 1200", OPEN),
            ("", OPEN),
        ],
    );
    let rules = procedure("l'activité est l'ensemble des emplois", "l'activité totalise au moins 3 mois")
        + "par exception à activité, si malade, l'activité est l'ensemble des emplois dont la nature est salariée\n";
    let work = "emplois: [{ du: 2024-01-01, au: 2024-03-31, nature: indépendante }]";
    check(
        &rules,
        &[
            (&format!("malade: non, {work}"), MET),
            (&format!("malade: oui, {work}"), NOT_MET),
            (work, OPEN),
            ("emplois: [{ du: 2024-01-01, au: 2024-03-31, nature: salariée }]", MET),
            ("emplois: [{ du: 2024-01-01, au: 2024-03-29, nature: salariée }]", NOT_MET),
        ],
    );
}

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
    let plan = compiled(include_str!("language/modification.alinea"));
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
    let plan = compiled(include_str!("language/modification.alinea"));
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

#[test]
fn words_are_equal_or_not_and_of_the_list() {
    check_sentence(
        "l'état est égal à « veuf »",
        &[("état: veuf", MET), ("état: pacsé", NOT_MET), ("état: inconnu", OPEN), ("", OPEN)],
    );
    for sentence in ["l'état est égal à « veuve »", "l'état est veuve"] {
        let found = findings(&procedure("", sentence));
        assert!(found.contains("« veuve »") && found.contains("vouliez-vous dire « veuf » ?"), "{found}");
    }
    let found = findings(&procedure("", "l'état dépasse « veuf »"));
    assert!(found.contains("« l'état » est une valeur choisie dans une liste fermée"), "{found}");
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

/// Amounts that the rules define are told with the answer, needed by a condition or not.
#[test]
fn values_are_told() {
    let rules = procedure("la part due est 55 % de salaire, arrondi à l'euro le plus proche", "marié");
    let plan = compiled(&rules);
    let told = |facts: &str| {
        let case = dossier(&plan, "essai", &format!("faits: {{ date de dépôt: 2024-06-15, {facts} }}"));
        let answer = explain(&plan, &case, &Request::new(&plan));
        let value = &answer.results[0].values[0];
        (value.name.clone(), value.value, value.missing.len())
    };
    // 55 % of 1 901 € is 1 045,55 €.
    assert_eq!(told("salaire: 1901"), ("part due".to_string(), TermValue::from(Exact::from_integer(1046)), 0));
    assert_eq!(told("").2, 1);
}

/// Each of sixty definitions names the one before twice. One that is computed as often as it is named would take
/// longer than anybody waits; what is missing is told once.
#[test]
fn definitions_are_computed_once() {
    let mut definitions = "  étape 0 signifie que marié et la présence dure depuis au moins 3 ans\n".to_string();
    for step in 1..=60 {
        definitions.push_str(&format!("  étape {step} signifie que étape {0} et étape {0}\n", step - 1));
    }
    let rules = procedure(&format!("  la présence est l'ensemble des séjours\n{definitions}"), "étape 60");
    check(
        &rules,
        &[
            ("marié: oui, séjours: [{ du: 2021-06-15 }]", MET),
            ("marié: oui, séjours: [{ du: 2021-06-16 }]", NOT_MET),
            ("séjours: [{ du: 2021-06-15 }]", OPEN),
        ],
    );
    let plan = compiled(&rules);
    let answer = explain(&plan, &read(&plan, "séjours: [{ du: 2021-06-15 }]"), &Request::new(&plan));
    let result = &answer.results[0];
    let missing: Vec<&str> = result.missing.iter().map(|one| one.path.as_str()).collect();
    assert_eq!((missing, result.conditions[0].clauses[0].measures.len()), (vec!["marié"], 1));
}
