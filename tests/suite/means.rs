//! Means of parameters over a window: on dossiers worked out by hand.

use std::sync::Arc;

use alinea::compare::{Subject, Variant, rule_changes};
use alinea::plan::VersionId;

use crate::parameters::{HEAD, SMIC, answer, asking, messages, outcome, plan, recueil, smic, text};

/// Months are those whose first day lies in the window, which ends before the day of assessment.
#[test]
fn the_months_of_a_window_are_those_that_begin_in_it() {
    let plan = smic("le salaire atteint la moyenne mensuelle du SMIC dans les 2 derniers mois");
    for (day, salary, expected) in [
        ("2024-12-02", "1801.80", "met"),
        ("2024-12-02", "1801.79", "not_met"),
        ("2025-01-01", "1801.80", "met"),
        // October has no value: the mean is 900,90 € at least.
        ("2024-12-01", "900.89", "not_met"),
        ("2024-12-01", "1801.80", "undetermined"),
        ("2024-09-01", "1766.92", "met"),
        ("2024-09-02", "1766.92", "undetermined"),
    ] {
        assert_eq!(outcome(&plan, &format!("faits: {{ date de dépôt: {day}, salaire: {salary} }}")), expected, "{day}");
    }
    let told = text(&plan, "faits: { date de dépôt: 2024-12-01, salaire: 2000 }");
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("le paramètre « SMIC » est inconnu ce jour-là, le 1er octobre 2024"), "{told}");
}

#[test]
fn the_mean_of_a_parameter_needs_no_month_in_its_name() {
    let plan = smic("le salaire = la moyenne du SMIC dans les 2 mois précédant la signature");
    // (1 766,92 + 1 766,92) / 2; after the last line its value is supposed to hold on, the assessment notwithstanding.
    for (signature, salary) in [("2024-04-15", "1766.92"), ("2030-04-15", "1801.80")] {
        let facts = format!("faits: {{ date de dépôt: 2024-05-01, signature: {signature}, salaire: {salary} }}");
        assert_eq!(outcome(&plan, &facts), "met", "{signature}");
    }
    let told = text(&plan, "faits: { date de dépôt: 2024-05-01, signature: 2030-04-15, salaire: 1801.80 }");
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("supposé inchangé depuis le 1er novembre 2024"), "{told}");
}

#[test]
fn a_mean_by_days_weighs_them() {
    let plan = smic("le salaire = la moyenne par jour du SMIC dans les 40 jours précédant la signature");
    let facts = |signature: &str, salary: &str| {
        outcome(&plan, &format!("faits: {{ date de dépôt: 2025-05-01, signature: {signature}, salaire: {salary} }}"))
    };
    assert_eq!(facts("2024-12-11", "1801.80"), "met");
    // The day before, the first of forty days is 31 October, without a value.
    assert_eq!(facts("2024-12-10", "1801.80"), "undetermined");
    let whole = smic("le salaire = la moyenne par jour du SMIC dans les 2 derniers mois");
    assert_eq!(outcome(&whole, "faits: { date de dépôt: 2025-01-01, salaire: 1801.80 }"), "met");
}

/// A date known to the month or the year gives the least and the greatest mean of the windows that it may give.
#[test]
fn an_open_date_gives_bounds() {
    let plan = smic("le salaire atteint la moyenne mensuelle du SMIC dans les 2 mois précédant la signature");
    let facts = |signature: &str, salary: &str| {
        let given = format!("faits: {{ date de dépôt: 2026-05-01, signature: {signature}, salaire: {salary} }}");
        let found = answer(&plan, &given);
        let missing: Vec<String> = found.results[0].missing.iter().map(|one| one.path.clone()).collect();
        (found.results[0].outcome.key(), missing)
    };
    assert_eq!(facts("2024-06", "1766.92").0, "met");
    assert_eq!(facts("2024", "1766.92"), ("undetermined", vec!["signature".to_string()]));
    assert_eq!(facts("2025", "1801.80").0, "met");
    assert_eq!(facts("2025-02", "1801.80").0, "met");
    assert_eq!(facts("2025", "900.89").0, "not_met");
    assert_eq!(facts("inconnu", "1801.80"), ("undetermined", vec!["signature".to_string()]));
}

#[test]
fn an_answer_tells_the_months() {
    let rules = format!(
        "{HEAD}{SMIC}procédure « P », selon « loi »\n  la référence est la moyenne mensuelle du SMIC dans les 4 derniers mois\n\n  \
         les conditions sont réunies si :\n  condition « c », point 1 :\n    le salaire atteint référence\n"
    );
    let plan = plan(&recueil(&rules, &[]));
    let told = text(&plan, "faits: { date de dépôt: 2024-12-15, salaire: 2000 }");
    let lines: Vec<&str> = told.lines().map(str::trim).filter(|line| line.ends_with("mois")).collect();
    assert_eq!(
        lines,
        [
            "- septembre 2024 à octobre 2024 : inconnu, 2 mois",
            "- novembre 2024 à décembre 2024 : 1\u{202f}801,80 €, 2 mois",
            "- somme divisée par 4 mois",
        ],
        "{told}"
    );
}

#[test]
fn wrong_uses_are_found() {
    let conventions = "conventions\n  fenêtre : sans limite, ou les 12 derniers mois\n\n";
    let bascule = "paramètre « bascule » : date\n  à compter du 1er janvier 2020 : 15 juin 2021\n\n";
    let found =
        |condition: &str| messages(&recueil(&format!("{HEAD}{conventions}{SMIC}{bascule}{}", asking(condition)), &[]));
    for (condition, code) in [
        ("le salaire atteint la moyenne mensuelle du SMIC", "mean-without-window"),
        ("le salaire atteint la moyenne du SMIC dans les 90 derniers jours", "mean-without-window"),
        ("le salaire atteint la moyenne par jour du SMIC", "mean-without-window"),
        ("le salaire atteint la moyenne du SMIC, selon la convention « fenêtre »", "mean-without-window"),
        ("le salaire atteint la moyenne par jour des paies des bulletins dans les 2 derniers mois", "not-a-parameter"),
        (
            "le salaire atteint la moyenne du SMIC, comptés en mois civils entamés, dans les 2 derniers mois",
            "modifier-misplaced",
        ),
        ("le salaire atteint la moyenne du SMIC par année civile dans les 2 derniers mois", "modifier-misplaced"),
        ("le salaire atteint la moyenne du SMIC sauf bulletins dans les 2 derniers mois", "modifier-misplaced"),
        ("la signature est antérieure à (la moyenne de bascule dans les 2 derniers mois)", "wrong-type"),
        ("le salaire atteint la somme du SMIC dans les 2 derniers mois", "column-or-rows-missing"),
    ] {
        let found = found(condition);
        assert!(found.iter().any(|one| one.starts_with(code)), "{condition}: {found:?}");
    }
}

/// A changed value is told under the versions that read it on one of their days, means looking back, and no other.
#[test]
fn a_changed_value_is_told_where_it_is_read() {
    // The line that changes ends on 31 August 2024.
    let rules = |value: &str, condition: &str, second: &str| {
        let first = HEAD
            .replace("en vigueur à compter du 1er janvier 2000", "en vigueur du 1er janvier 2000 au 31 décembre 2022");
        let after = format!("texte « décret »\n  en vigueur à compter du {second}\n\n");
        let smic = SMIC.replace("1 766,92", value);
        let later = asking(condition).replace("« loi »", "« décret »");
        plan(&recueil(&format!("{first}{after}{smic}{}{later}", asking(condition)), &[]))
    };
    let told = |condition: &str, second: &str| {
        let sides = ["1 766,92", "1 766,93"].map(|value| rules(value, condition, second));
        [0, 1].map(|version| {
            let [before, after] = sides.each_ref().map(|plan| Variant {
                plan: Arc::clone(plan),
                version: VersionId(version),
                reading: plan.default_reading(),
                regardless: false,
            });
            rule_changes(&before, &after).iter().any(|change| change.subject == Subject::Parameter)
        })
    };
    let mean = "le salaire atteint la moyenne mensuelle du SMIC dans les 12 derniers mois";
    assert_eq!(told("le salaire atteint SMIC", "1er août 2024"), [false, true]);
    assert_eq!(told("le salaire atteint SMIC", "1er septembre 2024"), [false, false]);
    assert_eq!(told(mean, "1er septembre 2024"), [false, true]);
    assert_eq!(told(mean, "1er août 2025"), [false, true]);
    assert_eq!(told(mean, "2 août 2025"), [false, false]);
    assert_eq!(told("le salaire atteint SMIC au jour de la signature", "1er septembre 2024"), [true, true]);
}
