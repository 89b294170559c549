//! What an answer says of itself, line by line: what other readings would change, what counted and what did not.

use alinea::explain::explain;
use alinea::pipeline;
use alinea::query::Request;
use alinea::report::{Style, answer_json, answer_markdown, answer_text};
use alinea::source::MemoryLoader;

use crate::support::dossier;

/// The lines of an answer, unwrapped and without their indent.
fn answer(rules: &str, text: &str) -> Vec<String> {
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", rules));
    let plan = checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let style = Style { colour: false, width: 1000 };
    let case = dossier(&plan, "essai", text);
    let text = answer_text(&explain(&plan, &case, &Request::new(&plan)), style);
    text.lines().map(|line| line.trim().trim_start_matches("- ").to_string()).collect()
}

/// The lines that begin with a word.
fn lines(rules: &str, dossier: &str, begin: &str) -> Vec<String> {
    answer(rules, dossier).into_iter().filter(|line| line.starts_with(begin)).collect()
}

/// A procedure that one text words after another, with a gap between the last two.
const TEXTS: &str = "
recueil « Essai »

faits
  date de dépôt : date
  date de décision : date
  accord : oui ou non

conventions
  jour d'appréciation : date de dépôt, ou date de décision
  sens de l'accord : simple, ou double

texte « premier »
  en vigueur du 1er janvier 2020 au 31 décembre 2021
texte « deuxième »
  en vigueur du 1er janvier 2022 au 31 décembre 2022
texte « troisième »
  en vigueur à compter du 1er janvier 2024

procédure « P », selon « premier »
  les conditions sont réunies si :
  condition « c », « art. 1 » : accord
  la décision relève du pouvoir d'appréciation du préfet

procédure « P », selon « deuxième »
  les conditions sont réunies si :
  condition « c », « art. 1 » : il n'est pas vrai que accord
  la décision relève du pouvoir d'appréciation du préfet

procédure « P », selon « troisième »
  les conditions sont réunies si :
  condition « c », « art. 1 » :
    accord
    et la convention « sens de l'accord » retient « simple »
  la décision relève du pouvoir d'appréciation du préfet
";

fn readings(filed: &str, decided: &str) -> Vec<String> {
    let text = format!("faits: {{ accord: oui, date de dépôt: {filed}, date de décision: {decided} }}");
    let supposed = ["les conditions", "la procédure serait", "l'issue serait"];
    let mut found: Vec<String> = supposed.iter().flat_map(|begin| lines(TEXTS, &text, begin)).collect();
    found.extend(lines(TEXTS, &text, "aucune convention"));
    found
}

#[test]
fn another_day_of_assessment_means_another_version() {
    assert_eq!(
        readings("2021-12-31", "2022-01-01"),
        ["les conditions ne seraient pas réunies avec “date de décision” (jour d'appréciation), selon « deuxième »"]
    );
    // The third text says the same as the first, unless another convention is followed as well.
    assert_eq!(
        readings("2021-12-31", "2024-01-01"),
        [
            "les conditions ne seraient pas réunies avec “date de décision” (jour d'appréciation) et “double” (sens de l'accord), selon « troisième »"
        ]
    );
    assert_eq!(
        readings("2021-12-31", "2023-06-01"),
        [
            "la procédure serait hors champ avec “date de décision” (jour d'appréciation), aucune version n'étant en vigueur"
        ]
    );
    assert_eq!(readings("2021-12-30", "2021-12-31"), ["aucune convention ne change l'issue"]);
}

#[test]
fn where_no_version_is_in_force_another_day_may_have_one() {
    assert_eq!(
        readings("2023-06-01", "2024-01-01"),
        ["les conditions seraient réunies avec “date de décision” (jour d'appréciation), selon « troisième »"]
    );
    assert_eq!(
        readings("2019-12-31", "2022-01-01"),
        ["les conditions ne seraient pas réunies avec “date de décision” (jour d'appréciation), selon « deuxième »"]
    );
    assert_eq!(readings("2019-12-30", "2019-12-31"), ["aucune convention ne change l'issue"]);
}

#[test]
fn a_date_known_to_the_year_may_leave_open_which_version_applies() {
    assert_eq!(
        readings("2020-06-01", "2022"),
        ["les conditions ne seraient pas réunies avec “date de décision” (jour d'appréciation), selon « deuxième »"]
    );
    assert_eq!(
        readings("2020-06-01", "inconnue"),
        [
            "l'issue serait indéterminée avec “date de décision” (jour d'appréciation), selon « premier », « deuxième » ou « troisième »"
        ]
    );
}

#[test]
fn an_answer_without_a_version_says_which_day_it_took() {
    let found = answer(TEXTS, "faits: { date de dépôt: 2019-06-01 }");
    assert!(found.contains(&"jour d'appréciation : date de dépôt".to_string()), "{found:#?}");
}

/// Stays and jobs, with stays for asylum that do not count.
const PERIODS: &str = "
recueil « Essai »

faits
  date de dépôt : date
  séjours : périodes
    - document : visa, titre ou asile
  emplois : périodes
    - nature : salariée ou indépendante
    - part : pourcentage

conventions
  jour d'appréciation : date de dépôt
  période exclue : EXCLUE

texte « loi »
  en vigueur à compter du 1er janvier 1950

procédure « P », selon « loi »
  les exclus sont les séjours dont le document est asile
  la présence est l'ensemble des séjours, sauf les exclus
  l'activité est l'ensemble des emplois dont la nature est salariée et dont la part atteint 50 %
  les conditions sont réunies si :
  condition « c », « art. 1 » : SENTENCE
  la décision relève du pouvoir d'appréciation du préfet
";

/// What a sentence says counts and what it sets aside, on 15 June 2024.
fn counted(effect: &str, sentence: &str, periods: &str) -> Vec<String> {
    let rules = PERIODS.replace("EXCLUE", effect).replace("SENTENCE", sentence);
    let text = format!("faits: {{ date de dépôt: 2024-06-15, {periods} }}");
    let told = |line: &String| line.starts_with("compte") || line.starts_with("écarté");
    answer(&rules, &text).into_iter().filter(told).collect()
}

const LASTS: &str = "la présence dure depuis au moins 5 ans";

#[test]
fn stays_before_an_interruption_do_not_count_and_the_days_that_are_missing_are_named() {
    assert_eq!(
        counted(
            "retranchée",
            LASTS,
            "séjours: [{ du: 2015-01-01, au: 2023-12-31, document: visa }, { du: 2024-01-02, document: titre }]"
        ),
        [
            "compte : séjour n° 2, du 2 janvier 2024 au 14 juin 2024",
            "écarté : séjour n° 1, du 1er janvier 2015 au 31 décembre 2023 (interrompue le 1er janvier 2024)",
        ]
    );
    // Each run is cut off by the days that follow it; a stay across two of them is told in parts.
    assert_eq!(
        counted(
            "retranchée",
            LASTS,
            "séjours: [{ du: 2015-01-01, au: 2016-12-31, document: visa }, { du: 2018-01-01, au: 2019-12-31, document: visa }, { du: 2020-03-01, document: visa }]"
        ),
        [
            "compte : séjour n° 3, du 1er mars 2020 au 14 juin 2024",
            "écarté : séjour n° 1, du 1er janvier 2015 au 31 décembre 2016 (interrompue du 1er janvier 2017 au 31 décembre 2017)",
            "écarté : séjour n° 2, du 1er janvier 2018 au 31 décembre 2019 (interrompue du 1er janvier 2020 au 29 février 2020)",
        ]
    );
    // Nothing counts where the last day is missing.
    assert_eq!(
        counted("retranchée", LASTS, "séjours: [{ du: 2015-01-01, au: 2024-06-13, document: visa }]"),
        ["écarté : séjour n° 1, du 1er janvier 2015 au 13 juin 2024 (interrompue le 14 juin 2024)"]
    );
}

#[test]
fn what_an_excluded_period_interrupts_depends_on_its_effect() {
    let stays = "séjours: [{ du: 2018-01-01, au: 2019-12-31, document: visa }, { du: 2020-01-01, au: 2020-06-30, document: asile }, { du: 2020-07-01, document: titre }]";
    let asylum = "écarté : séjour n° 2, du 1er janvier 2020 au 30 juin 2020 (exclu : exclus)";
    for effect in ["retranchée", "suspend"] {
        assert_eq!(
            counted(effect, LASTS, stays),
            [
                "compte : séjour n° 1, du 1er janvier 2018 au 31 décembre 2019",
                "compte : séjour n° 3, du 1er juillet 2020 au 14 juin 2024",
                asylum,
            ]
        );
    }
    assert_eq!(
        counted("interrompt", LASTS, stays),
        [
            "compte : séjour n° 3, du 1er juillet 2020 au 14 juin 2024",
            "écarté : séjour n° 1, du 1er janvier 2018 au 31 décembre 2019 (interrompue du 1er janvier 2020 au 30 juin 2020)",
            asylum,
        ]
    );
}

#[test]
fn where_facts_are_missing_days_may_count() {
    assert_eq!(
        counted(
            "retranchée",
            LASTS,
            "séjours: [{ du: 2015-01-01, au: 2023-12, document: visa }, { du: 2024-01-01, document: titre }]"
        ),
        [
            "compte peut-être : séjour n° 1, du 1er janvier 2015 au 1er décembre 2023 (peut-être interrompue du 2 décembre 2023 au 31 décembre 2023)",
            "compte peut-être : séjour n° 1, du 2 décembre 2023 au 31 décembre 2023 (dates incomplètes)",
            "compte : séjour n° 2, du 1er janvier 2024 au 14 juin 2024",
        ]
    );
    assert_eq!(
        counted(
            "interrompt",
            LASTS,
            "séjours: [{ du: 2015-01-01, au: 2019-12-31, document: visa }, { du: 2020-01-01, au: 2020-06-30 }, { du: 2020-07-01, document: titre }]"
        ),
        [
            "compte peut-être : séjour n° 1, du 1er janvier 2015 au 31 décembre 2019 (peut-être interrompue du 1er janvier 2020 au 30 juin 2020)",
            "compte peut-être : séjour n° 2, du 1er janvier 2020 au 30 juin 2020 (peut-être exclu : exclus)",
            "compte : séjour n° 3, du 1er juillet 2020 au 14 juin 2024",
        ]
    );
}

#[test]
fn the_longest_run_counts() {
    let sentence = "la présence a duré au moins 2 ans sans interruption";
    assert_eq!(
        counted(
            "retranchée",
            sentence,
            "séjours: [{ du: 2015-01-01, au: 2016-06-30, document: visa }, { du: 2018-01-01, au: 2019-12-31, document: visa }, { du: 2024-01-01, document: visa }]"
        ),
        [
            "compte : séjour n° 2, du 1er janvier 2018 au 31 décembre 2019",
            "écarté : séjour n° 1, du 1er janvier 2015 au 30 juin 2016 (hors de la plus longue suite, interrompue du 1er juillet 2016 au 31 décembre 2017)",
            "écarté : séjour n° 3, du 1er janvier 2024 au 14 juin 2024 (hors de la plus longue suite, interrompue du 1er janvier 2020 au 31 décembre 2023)",
        ]
    );
    assert_eq!(
        counted(
            "retranchée",
            sentence,
            "séjours: [{ du: 2015-01-01, au: 2016-06-30, document: visa }, { du: 2018-01-01, au: 2020, document: visa }]"
        ),
        [
            "compte : séjour n° 2, du 1er janvier 2018 au 1er janvier 2020",
            "compte peut-être : séjour n° 2, du 2 janvier 2020 au 31 décembre 2020 (dates incomplètes)",
            "écarté : séjour n° 1, du 1er janvier 2015 au 30 juin 2016 (hors de la plus longue suite, interrompue du 1er juillet 2016 au 31 décembre 2017)",
        ]
    );
    // Which one is the longest is not known.
    assert_eq!(
        counted(
            "retranchée",
            sentence,
            "séjours: [{ du: 2015-01-01, au: 2016-06-30, document: visa }, { du: 2018, au: 2019-12-31, document: visa }]"
        ),
        [
            "compte : séjour n° 1, du 1er janvier 2015 au 30 juin 2016 (sauf si une autre suite est plus longue)",
            "compte peut-être : séjour n° 2, du 1er janvier 2018 au 30 décembre 2018 (dates incomplètes)",
            "compte peut-être : séjour n° 2, du 31 décembre 2018 au 31 décembre 2019 (si cette suite est la plus longue)",
        ]
    );
}

#[test]
fn every_part_of_a_row_outside_the_window_is_set_aside() {
    let half = |dates: &str| format!("{{ {dates}, nature: salariée, part: 100 % }}");
    let jobs = format!(
        "emplois: [{}, {}, {{ du: 2023-01-01, au: 2023-03-31, nature: salariée, part: 20 % }}, {{ du: 2020-01-01, au: 2023-01-31, nature: indépendante, part: 100 % }}]",
        half("du: 2021-01-01, au: 2022-12-31"),
        half("du: 2024-06-01, au: 2024-12-31")
    );
    assert_eq!(
        counted("retranchée", "l'activité totalise au moins 8 mois dans les 24 derniers mois", &jobs),
        [
            "compte : emploi n° 1, du 15 juin 2022 au 31 décembre 2022",
            "compte : emploi n° 2, du 1er juin 2024 au 14 juin 2024",
            "écarté : emploi n° 1, du 1er janvier 2021 au 14 juin 2022 (avant la fenêtre)",
            "écarté : emploi n° 2, du 15 juin 2024 au 31 décembre 2024 (après le jour d'appréciation)",
            "écarté : emploi n° 3, du 1er janvier 2023 au 31 mars 2023 (part : 20 %)",
            "écarté : emploi n° 4, du 1er janvier 2020 au 14 juin 2022 (avant la fenêtre)",
            "écarté : emploi n° 4, du 15 juin 2022 au 31 janvier 2023 (nature : indépendante)",
        ]
    );
}

#[test]
fn what_is_going_on_is_the_row_that_holds_the_day() {
    let job = |dates: &str| format!("{{ {dates}, nature: salariée, part: 100 % }}");
    let jobs = [
        job("du: 2021-01-01, au: 2024-06-14"),
        job("du: 2022-01-01"),
        job("du: 2024-06-15, au: 2024-07-31"),
        job("du: 2024-06-16"),
    ];
    assert_eq!(
        counted("retranchée", "l'activité est en cours", &format!("emplois: [{}]", jobs.join(", "))),
        [
            "compte : emploi n° 2, depuis le 1er janvier 2022",
            "compte : emploi n° 3, du 15 juin 2024 au 31 juillet 2024",
            "écarté : emploi n° 1, du 1er janvier 2021 au 14 juin 2024 (avant le jour d'appréciation)",
            "écarté : emploi n° 4, depuis le 16 juin 2024 (après le jour d'appréciation)",
        ]
    );
}

#[test]
fn a_day_of_assessment_known_to_the_month_leaves_open_what_counts() {
    let rules = PERIODS
        .replace("EXCLUE", "retranchée")
        .replace("SENTENCE", "la présence totalise au moins 8 mois dans les 12 derniers mois");
    let told = answer(
        &rules,
        "faits: { date de dépôt: 2024-06, séjours: [{ du: 2020-01-01, au: 2024-06-10, document: visa }] }",
    );
    let about = |line: &&String| ["fenêtre", "compte", "écarté"].iter().any(|word| line.starts_with(word));
    assert_eq!(
        told.iter().filter(about).collect::<Vec<_>>(),
        [
            "fenêtre du 1er juin 2023 au 29 juin 2024, selon le jour d'appréciation",
            "compte : séjour n° 1, du 30 juin 2023 au 31 mai 2024",
            "compte peut-être : séjour n° 1, du 1er juin 2023 au 29 juin 2023 (dépend du jour d'appréciation)",
            "compte peut-être : séjour n° 1, du 1er juin 2024 au 10 juin 2024 (dépend du jour d'appréciation)",
            "écarté : séjour n° 1, du 1er janvier 2020 au 31 mai 2023 (avant la fenêtre)",
        ]
    );
}

#[test]
fn every_form_of_an_answer_says_the_same_of_what_counts() {
    let rules = PERIODS.replace("EXCLUE", "retranchée").replace("SENTENCE", LASTS);
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", rules));
    let plan = checked.plan.expect("a plan");
    let stays = "[{ du: 2015-01-01, au: 2023-12-31, document: visa }, { du: 2024-01-02, document: titre }]";
    let case = dossier(&plan, "essai", &format!("faits: {{ date de dépôt: 2024-06-15, séjours: {stays} }}"));
    let answer = explain(&plan, &case, &Request::new(&plan));
    let reason = "(interrompue le 1er janvier 2024)";
    assert!(answer_text(&answer, Style { colour: false, width: 1000 }).contains(reason));
    assert!(answer_markdown(&answer).contains(reason));
    let json = answer_json(&answer);
    let measure = &json["results"][0]["conditions"][0]["measures"][0];
    assert_eq!(
        measure["set_aside"],
        serde_json::json!([{
            "path": "séjours[0]",
            "from": "2015-01-01",
            "to": "2023-12-31",
            "certain": true,
            "reason": "interrompue le 1er janvier 2024", "labels": [],
        }])
    );
    assert_eq!(measure["counted"][0]["path"], "séjours[1]");
    assert_eq!(measure["counted"].as_array().map(Vec::len), Some(1));
}

/// Both ends are told beside the value, by their names where the rule does not write them.
#[test]
fn what_lies_between_is_told_with_both_ends() {
    let rules = |ends: &str| {
        format!(
            "recueil « E »\n\nfaits\n  salaire : montant\n  smic : montant\n\ntexte « t »\n  en vigueur à compter du 1er janvier 2020\n\n\
             procédure « P », selon « t »\n  les conditions sont réunies si :\n  condition « c », « art. 1 » : \
             le salaire est compris entre {ends}\n"
        )
    };
    let told = |ends: &str| lines(&rules(ends), "faits: { salaire: 1500, smic: 1200 }", "le salaire :");
    assert_eq!(told("1 000 € et 2 000 €"), ["le salaire : 1\u{202f}500 € ; bornes : 1\u{202f}000 € et 2\u{202f}000 €"]);
    assert_eq!(
        told("smic et 2 × smic"),
        ["le salaire : 1\u{202f}500 € ; smic : 1\u{202f}200 € ; 2 × smic : 2\u{202f}400 €"]
    );
}

/// A scale is told slice by slice, as far as the value reaches.
#[test]
fn the_slices_of_a_scale_are_told() {
    let rules = "recueil « E »\n\nfaits\n  revenu : montant\n\ntexte « t »\n  en vigueur à compter du 1er janvier 2020\n\n\
                 procédure « P », selon « t »\n  l'impôt est selon le barème progressif du revenu :\n    \
                 - jusqu'à 11 294 € : 0 %\n    - jusqu'à 28 797 € : 11 %\n    - au-delà : 30 %\n  \
                 les conditions sont réunies si :\n  condition « c », « art. 1 » : l'impôt dépasse 0 €\n";
    let told = |revenue: &str| {
        let lines = answer(rules, &format!("faits: {{ revenu: {revenue} }}"));
        lines.into_iter().filter(|line| line.contains(" % de ")).collect::<Vec<_>>()
    };
    assert_eq!(
        told("30000"),
        [
            "jusqu'à 11\u{202f}294 € : 0 % de 11\u{202f}294 €, soit 0 €",
            "de 11\u{202f}294 € à 28\u{202f}797 € : 11 % de 17\u{202f}503 €, soit 1\u{202f}925,33 €",
            "au-delà de 28\u{202f}797 € : 30 % de 1\u{202f}203 €, soit 360,90 €",
        ]
    );
    assert_eq!(told("100"), ["jusqu'à 11\u{202f}294 € : 0 % de 100 €, soit 0 €"]);
    assert!(told("inconnu").is_empty());
}
