//! Working days, ends of months and clear days.

use super::{MET, NOT_MET, OPEN, check, check_reading, compiled, findings, following, procedure};

const CONVENTIONS: &str = "faits\n  lieu : France métropolitaine, Alsace-Moselle avec Vendredi saint ou La Réunion\n  \
     envoi : date\n\nconventions\n  \
     jour ouvrable : du lundi au vendredi, selon « CPC, art. 642 », ou du lundi au samedi, selon « Code du travail »\n  \
     jours fériés : France métropolitaine, ou lieu\n\n";

fn rules(sentence: &str) -> String {
    format!("{CONVENTIONS}{}", procedure("", sentence))
}

/// The day that a computation gives, and no other.
fn gives(computation: &str, facts: &str, day: &str) {
    check(&rules(&format!("({computation}) = {day}")), &[(facts, MET)]);
}

#[test]
fn a_day_that_is_no_working_day_is_put_off() {
    let after = "arrivée, reporté au premier jour ouvrable";
    // Saturday 1 May 2027, then Sunday.
    gives(after, "arrivée: 2027-05-01", "2027-05-03");
    gives(after, "arrivée: 2027-05-03", "2027-05-03");
    // Saturday.
    gives(after, "arrivée: 2024-06-15", "2024-06-17");
    gives("arrivée, reportée au premier jour ouvré suivant", "arrivée: 2024-06-15", "2024-06-17");
    // Thursday of Ascension, the day after which offices may close but the law does not.
    gives(after, "arrivée: 2024-05-09", "2024-05-10");
}

#[test]
fn labour_law_keeps_saturday() {
    let plan = compiled(&rules("(arrivée, reporté au premier jour ouvrable) = 2024-06-15"));
    let saturday = following(&plan, "jour ouvrable", 1);
    check_reading(&plan, &saturday, &[("arrivée: 2024-06-15", MET), ("arrivée: 2024-06-14", NOT_MET)]);
    // « Ouvré » never holds Saturday.
    let plan = compiled(&rules("(arrivée, reporté au premier jour ouvré) = 2024-06-17"));
    let saturday = following(&plan, "jour ouvrable", 1);
    check_reading(&plan, &saturday, &[("arrivée: 2024-06-15", MET)]);
}

#[test]
fn working_days_are_counted_without_the_day_itself() {
    gives("5 jours ouvrés après arrivée", "arrivée: 2024-12-20", "2024-12-30");
    gives("1 jour ouvré après arrivée", "arrivée: 2024-12-21", "2024-12-23");
    gives("3 jours ouvrés avant arrivée", "arrivée: 2024-05-13", "2024-05-06");
    gives("0 jours ouvrés après arrivée", "arrivée: 2024-12-21", "2024-12-21");
    let plan = compiled(&rules("(5 jours ouvrables après arrivée) = 2024-12-27"));
    check_reading(&plan, &following(&plan, "jour ouvrable", 1), &[("arrivée: 2024-12-20", MET)]);
}

#[test]
fn the_days_that_follow_have_two_ends() {
    let with = |day: &str| format!("arrivée: 2024-12-20, envoi: {day}");
    let told = |sentence: &str, expected: &[(&str, &str)]| {
        let told: Vec<(String, &str)> = expected.iter().map(|(day, outcome)| (with(day), *outcome)).collect();
        let told: Vec<(&str, &str)> = told.iter().map(|(facts, outcome)| (facts.as_str(), *outcome)).collect();
        check(&rules(sentence), &told);
    };
    told(
        "envoi est dans les 5 jours ouvrés suivant l'arrivée",
        &[
            ("2024-12-20", NOT_MET),
            // A Saturday lies among them though it is none of them.
            ("2024-12-21", MET),
            ("2024-12-30", MET),
            ("2024-12-31", NOT_MET),
            ("2024-12", OPEN),
            ("2023", NOT_MET),
            ("inconnue", OPEN),
        ],
    );
    told(
        "envoi n'est pas dans les 2 mois précédant l'arrivée",
        &[("2024-12-20", MET), ("2024-12-19", NOT_MET), ("2024-10-20", NOT_MET), ("2024-10-19", MET)],
    );
    told("envoi est dans le mois suivant l'arrivée", &[("2025-01-20", MET), ("2025-01-21", NOT_MET)]);
    told("envoi est dans les 30 jours qui suivent arrivée", &[("2025-01-19", MET), ("2025-01-20", NOT_MET)]);
}

#[test]
fn months_have_a_first_and_a_last_day() {
    gives("le dernier jour du mois de l'arrivée", "arrivée: 2024-02-10", "2024-02-29");
    gives("premier jour du mois de 1 mois après arrivée", "arrivée: 2024-02-10", "2024-03-01");
    gives("le dernier jour du mois de arrivée", "arrivée: 2024-02", "2024-02-29");
    // A fact of that name is that fact.
    let rules = format!(
        "faits\n  dernier jour du mois de paie : date\n\n{}",
        procedure("", "le dernier jour du mois de paie < 2024-02-02")
    );
    check(&rules, &[("dernier jour du mois de paie: 2024-02-01", MET)]);
}

#[test]
fn a_clear_period_ends_a_day_later_and_is_put_off_then() {
    gives("délai franc de 2 mois après arrivée", "arrivée: 2024-01-10", "2024-03-11");
    gives("délai franc de 3 jours ouvrés après arrivée", "arrivée: 2024-06-11", "2024-06-15");
    gives(
        "le délai franc de 8 jours après arrivée, reporté au premier jour ouvrable",
        "arrivée: 2024-06-06",
        "2024-06-17",
    );
    let plan = compiled(&rules("(délai franc de 2 mois après arrivée, reporté au premier jour ouvrable) = 2024-04-02"));
    // 29 March 2024 is Good Friday; then come Easter and its Monday.
    let by_place = following(&plan, "jours fériés", 1);
    let place = "arrivée: 2024-01-28, lieu:";
    check_reading(
        &plan,
        &by_place,
        &[
            (&format!("{place} Alsace-Moselle avec Vendredi saint"), MET),
            (&format!("{place} France métropolitaine"), NOT_MET),
            (&format!("{place} inconnu"), OPEN),
        ],
    );
}

#[test]
fn dates_that_are_known_in_part_give_bounds() {
    let sentence = "(arrivée, reporté au premier jour ouvrable) ≥ 2024-12-02";
    // 1 December 2024 is a Sunday.
    check(&rules(sentence), &[("arrivée: 2024-12", MET), ("arrivée: 2024-11", OPEN), ("arrivée: 2024-10", NOT_MET)]);
    check(
        &rules("(5 jours ouvrés après arrivée) ≤ 2025-01-08"),
        &[("arrivée: 2024-12", MET), ("arrivée: 2024", MET), ("arrivée: 2025", OPEN)],
    );
}

#[test]
fn years_before_the_sources_leave_it_open() {
    check(
        &rules("(arrivée, reporté au premier jour ouvrable) = 1940-05-02"),
        &[("arrivée: 1940-05-01", OPEN), ("arrivée: 1940-05-04", NOT_MET)],
    );
    // No earlier than the day itself.
    check(&rules("(arrivée, reporté au premier jour ouvrable) ≥ 1940-05-01"), &[("arrivée: 1940-05-01", MET)]);
    check(&rules("(2 jours ouvrés avant arrivée) < 1940-05-02"), &[("arrivée: 1940-05-01", MET)]);
}

#[test]
fn a_place_that_is_not_known_leaves_open_what_hangs_on_it() {
    let plan = compiled(&rules("(arrivée, reporté au premier jour ouvrable) = 2024-12-20"));
    let by_place = following(&plan, "jours fériés", 1);
    check_reading(
        &plan,
        &by_place,
        &[
            // The abolition of slavery, in La Réunion.
            ("arrivée: 2024-12-20, lieu: La Réunion", NOT_MET),
            ("arrivée: 2024-12-20, lieu: France métropolitaine", MET),
            ("arrivée: 2024-12-20", OPEN),
            // A day on which all agree.
            ("arrivée: 2024-12-19", NOT_MET),
        ],
    );
}

#[test]
fn conventions_are_stated_where_the_words_are_used() {
    let said = |conventions: &str, sentence: &str| findings(&format!("{conventions}{}", procedure("", sentence)));
    let put_off = "(arrivée, reporté au premier jour ouvrable) = 2024-12-20";
    let found = said("", put_off);
    assert!(found.contains("samedi est un jour ouvrable") && found.contains("de quel territoire"), "{found}");
    let found = said("conventions\n  jours fériés : Guadeloupe\n\n", put_off);
    assert!(found.contains("samedi est un jour ouvrable") && !found.contains("de quel territoire"), "{found}");
    let found = said("", "(1 jour ouvré après arrivée) = 2024-12-20");
    assert!(!found.contains("samedi") && found.contains("de quel territoire"), "{found}");
    let found = said("conventions\n  jours fériés : Corse\n\n", "(1 jour ouvré après arrivée) = 2024-12-20");
    assert!(found.contains("« Corse » n'est pas une option connue"), "{found}");
    let found = said("conventions\n  jours fériés : état\n\n", "(1 jour ouvré après arrivée) = 2024-12-20");
    assert!(found.contains("ne dit pas de quel territoire"), "{found}");
}
