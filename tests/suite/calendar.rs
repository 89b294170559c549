//! Calendars as they are read: the dossier above, its calendar below.

use alinea::explain::calendar;
use alinea::pipeline;
use alinea::query;
use alinea::query::Request;
use alinea::report::{Style, calendar_text};
use alinea::source::MemoryLoader;
use alinea::time::{Day, Interval};

use crate::support::{dossier, dossiers, plan, quietly};

/// Each shows one way in which a stretch begins or ends.
const SHOWN: [&str; 6] = [
    "arrivee-connue-a-l-annee-trop-tardive",
    "douze-mois-en-tension-au-bord-de-la-fenetre",
    "huit-mois-sur-24-au-jour-pres",
    "nature-absente",
    "travail-sous-titre-etudiant-exclu",
    "vingt-quatre-mois-de-travail-ancien",
];

#[test]
fn calendars_read_well() {
    let plan = plan("aes-travail");
    for (name, source) in dossiers("aes-travail").into_iter().filter(|(name, _)| SHOWN.contains(&name.as_str())) {
        let case = dossier(&plan, &name, &source);
        let request = Request::new(&plan);
        let assessed = query::assessment_days(&plan, &case, &request.reading, None);
        let span = query::default_span(&plan, &case, assessed);
        let text = calendar_text(&calendar(&plan, &case, &request, span), Style::PLAIN).replace(&plan.hash[..16], "…");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        quietly(|| {
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path("snapshots/calendar");
            settings.set_prepend_module_to_snapshot(false);
            settings.bind(|| insta::assert_snapshot!(name.as_str(), format!("{source}\n───\n{text}")));
        });
    }
}

/// Two years of presence, and eight months of work that goes on.
const RULES: &str = "
recueil « Essai »

faits
  date de dépôt : date
  séjours : périodes
  emplois : périodes
  accord : oui ou non

conventions
  jour d'appréciation : date de dépôt

texte « loi »
  en vigueur à compter du 1er janvier 1950

procédure « P », selon « loi »
  les conditions sont réunies par l'une de ces voies :
  voie « v », « art. 1 » : SENTENCE
  la décision relève du pouvoir d'appréciation du préfet
";

/// What a calendar says of the first day, up to the end of 2030.
fn earliest(sentence: &str, filed: &str, facts: &str) -> String {
    earliest_from(sentence, filed, facts, 2020)
}

fn earliest_from(sentence: &str, filed: &str, facts: &str, first_year: i32) -> String {
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", RULES.replace("SENTENCE", sentence)));
    let plan = checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let case = dossier(&plan, "essai", &format!("faits: {{ date de dépôt: {filed}, {facts} }}"));
    let day = |year| Day::from_ymd(year, 1, 1).expect("a day");
    let span = Interval { start: day(first_year), end: day(2031) };
    let text = calendar_text(&calendar(&plan, &case, &Request::new(&plan), span), Style { colour: false, width: 1000 });
    let told = text.lines().map(str::trim).filter(|line| line.starts_with("Cond") || line.starts_with("À l'app"));
    told.collect::<Vec<_>>().join(" | ")
}

const PRESENCE: &str = "les séjours durent depuis au moins 2 ans";
const WORK: &str = "les emplois totalisent au moins 8 mois";

#[test]
fn one_first_day_is_told_only_where_nothing_unknown_can_move_it() {
    let first = |stay: &str| earliest(PRESENCE, "2024-06-15", &format!("séjours: [{stay}]"));
    assert_eq!(
        first("{ du: 2024-01-01 }"),
        "Conditions réunies au plus tôt le 1er janvier 2026, si la période en cours continue (séjour n° 1)."
    );
    assert_eq!(
        first("{ du: 2024 }"),
        "Conditions réunies peut-être dès le 1er janvier 2026, au plus tard le 31 décembre 2026, si la période en cours continue (séjour n° 1)."
    );
    assert_eq!(
        first("{ du: 2022 }"),
        "Conditions réunies peut-être déjà, au plus tard le 31 décembre 2024, si la période en cours continue (séjour n° 1)."
    );
    assert_eq!(
        first("{ du: 2024-01-01, au: inconnu }"),
        "Conditions réunies peut-être dès le 1er janvier 2026 ; aucun jour n'est certain d'ici au 31 décembre 2030."
    );
    assert_eq!(first("{ du: 2022-06-15 }"), "");
    assert_eq!(first("{ du: 2022-06-15, au: 2024-01-01 }"), "");
}

#[test]
fn a_day_of_assessment_known_to_the_month_moves_what_is_told() {
    let first = |stay: &str| earliest(PRESENCE, "2024-06", &format!("séjours: [{stay}]"));
    assert_eq!(
        first("{ du: 2022-06-10 }"),
        "Conditions réunies peut-être déjà, au plus tard le 1er juillet 2024, si la période en cours continue (séjour n° 1)."
    );
    assert_eq!(first("{ du: 2022-06-01 }"), "");
    assert_eq!(
        first("{ du: 2022-07-10 }"),
        "Conditions réunies au plus tôt le 10 juillet 2024, si la période en cours continue (séjour n° 1)."
    );
}

#[test]
fn days_between_the_assessment_and_the_calendar_are_looked_at() {
    let first = earliest_from(PRESENCE, "2024-06-15", "séjours: [{ du: 2024-01-01 }]", 2028);
    assert_eq!(
        first,
        "Conditions réunies au plus tôt le 1er janvier 2026, si la période en cours continue (séjour n° 1)."
    );
}

#[test]
fn ongoing_periods_that_are_relied_on_are_named() {
    let first = |jobs: &str| earliest(WORK, "2024-06-15", &format!("emplois: [{jobs}]"));
    // One that begins after the assessment as well.
    assert_eq!(
        first("{ du: 2024-09-01 }"),
        "Conditions réunies au plus tôt le 1er mai 2025, si la période en cours continue (emploi n° 1)."
    );
    assert_eq!(
        first("{ du: 2023-01-01, au: 2023-04-30 }, { du: 2024-09-01 }"),
        "Conditions réunies au plus tôt le 31 décembre 2024, si la période en cours continue (emploi n° 2)."
    );
    // Two that stand in for each other.
    assert_eq!(
        first("{ du: 2024-03-01 }, { du: 2024-03-01 }"),
        "Conditions réunies au plus tôt le 31 octobre 2024, si l'une des périodes en cours continue (emploi n° 1 ou emploi n° 2)."
    );
    assert_eq!(
        earliest(
            &format!("{WORK} et {PRESENCE}"),
            "2024-06-15",
            "séjours: [{ du: 2023-01-01 }], emplois: [{ du: 2024-07-01 }, { du: 2024-03-01 }]"
        ),
        "Conditions réunies au plus tôt le 1er janvier 2025, si la période en cours continue (séjour n° 1) et si l'une des périodes en cours continue (emploi n° 1 ou emploi n° 2)."
    );
    assert_eq!(first("{ du: 2024-03-01, au: 2026-12-31 }"), "Conditions réunies au plus tôt le 31 octobre 2024.");
}

#[test]
fn what_the_prefect_may_do_before_is_told_as_well() {
    let sentence = format!("{PRESENCE} et accord\n  voie « w », « art. 2 », à titre exceptionnel : {WORK}");
    let facts =
        |accord: &str| format!("séjours: [{{ du: 2024-01-01 }}], emplois: [{{ du: 2024-03-01 }}], accord: {accord}");
    assert_eq!(
        earliest(&sentence, "2024-06-15", &facts("oui")),
        "À l'appréciation de l'autorité au plus tôt le 31 octobre 2024, si la période en cours continue (emploi n° 1). | Conditions réunies au plus tôt le 1er janvier 2026, si la période en cours continue (séjour n° 1)."
    );
    assert_eq!(
        earliest(&sentence, "2024-06-15", &facts("inconnu")),
        "À l'appréciation de l'autorité au plus tôt le 31 octobre 2024, si la période en cours continue (emploi n° 1). | Conditions réunies peut-être dès le 1er janvier 2026 ; aucun jour n'est certain d'ici au 31 décembre 2030, si la période en cours continue (séjour n° 1)."
    );
    assert_eq!(
        earliest(&sentence, "2024-06-15", &facts("non")),
        "À l'appréciation de l'autorité au plus tôt le 31 octobre 2024, si la période en cours continue (emploi n° 1)."
    );
}
