//! Dates: compared, shifted, and ages reached.

use super::{MET, NOT_MET, OPEN, check_sentence};

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
