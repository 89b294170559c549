//! Counts of rows and of periods.

use super::{MET, NOT_MET, OPEN, check, check_sentence, procedure};

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
