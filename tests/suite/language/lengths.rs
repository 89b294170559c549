//! Lengths of sets, their first day and their last, and the ways to count months.

use alinea::query::Request;

use super::{MET, NOT_MET, OPEN, check_reading, check_sentence, compiled, following, procedure};

const FEBRUARY: &str = "emplois: [{ du: 2024-02-01, au: 2024-02-29 }]";
const TWO_HALVES: &str = "emplois: [{ du: 2024-01-20, au: 2024-02-10 }]";

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
