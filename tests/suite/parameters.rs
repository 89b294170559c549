//! Parameters, definitions that procedures share, recueils that use others: on dossiers worked out by hand.

use alinea::embedded::Embedded;
use alinea::explain::{Answer, explain};
use alinea::pipeline;
use alinea::plan::Plan;
use alinea::query::Request;
use alinea::report::{Style, answer_json, answer_text};
use alinea::source::{Loader, MemoryLoader};

use crate::support::dossier;

/// A recueil in one file, with tables and other recueils beside it.
pub fn recueil(rules: &str, beside: &[(&str, &str)]) -> MemoryLoader {
    let loader = MemoryLoader::default().with("regles.alinea", rules);
    beside.iter().fold(loader, |loader, (name, text)| loader.with(*name, *text))
}

pub fn plan(loader: &dyn Loader) -> std::sync::Arc<Plan> {
    let checked = pipeline::load(loader);
    checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

pub fn messages(loader: &dyn Loader) -> Vec<String> {
    pipeline::load(loader).diagnostics.into_iter().map(|found| format!("{} {}", found.code, found.message)).collect()
}

pub fn answer(plan: &Plan, facts: &str) -> Answer {
    let case = dossier(plan, "essai", facts);
    explain(plan, &case, &Request::new(plan))
}

pub fn text(plan: &Plan, facts: &str) -> String {
    answer_text(&answer(plan, facts), Style::PLAIN)
}

pub const HEAD: &str = "recueil « Essai »\n\nfaits\n  date de dépôt : date\n  signature : date\n  salaire : montant\n  \
                    bulletins : périodes\n    - paie : montant\n\ntexte « loi »\n  en vigueur à compter du 1er janvier 2000\n\n";

pub const SMIC: &str = "paramètre « SMIC » : montant\n  à compter du 1er novembre 2024 : 1 801,80 €, selon « décret »\n  \
                    du 1er janvier 2024 au 31 août 2024 : 1 766,92 €\n\n";

/// A procedure that asks for one condition.
pub fn asking(condition: &str) -> String {
    format!(
        "procédure « P », selon « loi »\n  les conditions sont réunies si :\n  condition « c », point 1 :\n    {condition}\n"
    )
}

pub fn smic(condition: &str) -> std::sync::Arc<Plan> {
    plan(&recueil(&format!("{HEAD}{SMIC}{}", asking(condition)), &[]))
}

pub fn outcome(plan: &Plan, facts: &str) -> &'static str {
    answer(plan, facts).results[0].outcome.key()
}

#[test]
fn a_parameter_is_read_on_the_day_of_assessment() {
    let plan = smic("le salaire atteint SMIC");
    for (day, met) in [("2024-08-31", "met"), ("2024-11-01", "not_met"), ("2030-01-01", "not_met")] {
        assert_eq!(outcome(&plan, &format!("faits: {{ date de dépôt: {day}, salaire: 1766.92 }}")), met, "{day}");
    }
}

#[test]
fn a_day_without_a_line_is_unknown_never_zero() {
    let plan = smic("le salaire atteint SMIC");
    // Before the first line, and between two.
    for day in ["2023-12-31", "2024-10-31"] {
        for salary in ["0", "1000000"] {
            let found = answer(&plan, &format!("faits: {{ date de dépôt: {day}, salaire: {salary} }}"));
            assert_eq!(found.results[0].outcome.key(), "undetermined", "{day} {salary}");
            let doubts: Vec<String> = found.results[0].doubts.iter().map(ToString::to_string).collect();
            assert!(doubts.len() == 1 && doubts[0].contains("« SMIC » est inconnu"), "{doubts:?}");
        }
    }
}

#[test]
fn an_open_day_gives_bounds_with_the_day_as_its_cause() {
    let plan = smic("le salaire atteint SMIC au jour de la signature");
    let facts = |salary: &str| format!("faits: {{ date de dépôt: 2025-01-01, signature: 2024, salaire: {salary} }}");
    // The year has days without a value: nothing is decided.
    assert_eq!(outcome(&plan, &facts("5000")), "undetermined");
    let whole = smic("le salaire atteint SMIC au jour de 4 mois après la signature");
    let month = |month: &str, salary: &str| {
        format!("faits: {{ date de dépôt: 2025-01-01, signature: {month}, salaire: {salary} }}")
    };
    // From 1 November on: 1 801,80 € on each possible day.
    assert_eq!(outcome(&whole, &month("2024-07", "1801.80")), "met");
    assert_eq!(outcome(&whole, &month("2024-07", "1801.79")), "not_met");
    let found = answer(&whole, &month("2024-06", "1801.80"));
    assert_eq!(found.results[0].outcome.key(), "undetermined");
    let asked: Vec<&str> = found.results[0].missing.iter().map(|missing| missing.path.as_str()).collect();
    assert_eq!(asked, ["signature"]);
}

#[test]
fn rows_are_read_on_their_own_days() {
    let first = smic("on compte au moins 1 bulletins dont la paie atteint SMIC au jour de la ligne");
    let last = smic("on compte au moins 1 bulletins dont la paie atteint SMIC au dernier jour de la ligne");
    let facts =
        |row: &str| format!("faits:\n  date de dépôt: 2025-03-01\n  bulletins:\n    - {{ {row}, paie: 1780 }}\n");
    let across = facts("du: 2024-08-15, au: 2024-11-15");
    assert_eq!((outcome(&first, &across), outcome(&last, &across)), ("met", "not_met"));
    // A row that goes on ends with the day before the assessment.
    let ongoing = facts("du: 2024-08-15");
    assert_eq!((outcome(&first, &ongoing), outcome(&last, &ongoing)), ("met", "not_met"));
}

#[test]
fn an_answer_tells_value_day_source_and_what_is_supposed() {
    let plan = smic("le salaire atteint SMIC");
    let facts = "faits: { date de dépôt: 2025-03-10, salaire: 2000 }";
    let told = text(&plan, facts).split_whitespace().collect::<Vec<_>>().join(" ");
    let words = "SMIC : 1 801,80 €, lu au 10 mars 2025, supposé inchangé depuis le 1er novembre 2024, selon « décret »";
    assert!(told.contains(words), "{told}");
    let json = answer_json(&answer(&plan, facts));
    let mut read = json["results"][0]["parameters"].clone();
    let value = read[0]["value"].as_str().expect("a text").split_whitespace().collect::<Vec<_>>().join(" ");
    read[0]["value"] = value.into();
    assert_eq!(
        read,
        serde_json::json!([{
            "name": "SMIC", "value": "1 801,80 €", "read_from": "2025-03-10", "read_to": "2025-03-10",
            "since": "2024-11-01", "supposed_unchanged": true, "source": "décret",
        }])
    );
    // A line that has an end supposes nothing.
    let told = text(&plan, "faits: { date de dépôt: 2024-03-10, salaire: 2000 }");
    assert!(told.contains("lu au 10 mars 2024, valeur à compter du 1er janvier 2024"), "{told}");
}

#[test]
fn a_line_without_a_value_is_unknown_and_marked() {
    let rules = format!(
        "{HEAD}paramètre « SMIC » : montant\n  à compter du 1er janvier 2024 : inconnu\n  à compter du 1er janvier 2023 : 1 700 €\n\n{}",
        asking("le salaire atteint SMIC")
    );
    let plan = plan(&recueil(&rules, &[]));
    let found = answer(&plan, "faits: { date de dépôt: 2024-03-10, salaire: 2000 }");
    assert_eq!(found.results[0].outcome.key(), "undetermined");
    let marks: Vec<String> = found.results[0].marks.iter().map(|mark| mark.of.to_string()).collect();
    assert_eq!(marks, ["paramètre « SMIC »"]);
}

#[test]
fn tables_give_lines_and_bad_cells_are_told_with_their_place() {
    let rules = format!("{HEAD}paramètre « taux », fichier « t.csv »\n\n{}", asking("le salaire × taux atteint 80 €"));
    let good = "à compter du,jusqu'au,taux\n2024-01-01,2024-06-30,\"7,5 %\"\n2024-07-01,,8 %\n";
    let read = plan(&recueil(&rules, &[("t.csv", good)]));
    assert_eq!(outcome(&read, "faits: { date de dépôt: 2024-06-30, salaire: 1000 }"), "not_met");
    assert_eq!(outcome(&read, "faits: { date de dépôt: 2024-07-01, salaire: 1000 }"), "met");
    let bad = "du;valeur\n2024-01-01;7,5 %\n2024-13-01;8 %\n2024-03-01;8 mois\n";
    let found = messages(&recueil(&rules, &[("t.csv", bad)]));
    assert_eq!(
        found,
        [
            "parameter-cell fichier « t.csv », ligne 3, colonne « du » : « 2024-13-01 » n'est pas une date",
            "parameter-cell fichier « t.csv », ligne 4, colonne « valeur » : « 8 mois » n'est pas un pourcentage",
        ]
    );
}

/// The words of a value may stand earlier in its line: the finding is on the cell all the same.
#[test]
fn a_bad_cell_is_underlined_in_its_own_column() {
    let rules =
        format!("{HEAD}paramètre « SMIC » : montant, fichier « smic.csv »\n\n{}", asking("le salaire atteint SMIC"));
    let table = "du;valeur\n2024-01-01;2024-01-01\n";
    let checked = pipeline::load(&recueil(&rules, &[("smic.csv", table)]));
    let bad = checked.diagnostics.iter().find(|found| found.code == "parameter-cell").expect("a date is no amount");
    let value = table.rfind("2024").expect("it is there");
    assert_eq!(bad.labels[0].span.start as usize, value);
}

#[test]
fn blocks_of_one_name_are_one_parameter_and_names_do_not_collide() {
    let rules = format!(
        "{HEAD}{SMIC}paramètre « SMIC »\n  à compter du 1er janvier 2026 : 1 823,03 €\n\n{}",
        asking("le salaire atteint SMIC")
    );
    let read = plan(&recueil(&rules, &[]));
    assert_eq!(outcome(&read, "faits: { date de dépôt: 2026-01-01, salaire: 1823 }"), "not_met");
    let collides = format!(
        "{HEAD}paramètre « salaire » : montant\n  à compter du 1er janvier 2026 : 1 €\n\n{}",
        asking("le salaire atteint 1 €")
    );
    assert_eq!(messages(&recueil(&collides, &[])), ["declared-twice le nom « salaire » figure deux fois"]);
}

const SHARED: &str = "recueil « Communs »\n\nfaits\n  salaire : montant\n  inutile : montant\n\nparamètre « SMIC » : montant\n  \
                      à compter du 1er janvier 2024 : 1 766,92 €\n\ndéfinitions communes\n  le retenu est le plus petit de salaire et 2 × SMIC\n\n\
                      texte « décret »\n  en vigueur à compter du 1er janvier 2000\n\nprocédure « Q », selon « décret »\n  \
                      les conditions sont réunies si :\n  condition « q », point 1 :\n    le retenu atteint 3 000 €\n";

#[test]
fn a_recueil_takes_what_it_uses_and_no_procedure_unless_asked() {
    let rules = |condition: &str| {
        format!(
            "recueil « Essai »\n  utilise le recueil « communs »\n\nfaits\n  date de dépôt : date\n\ntexte « loi »\n  \
             en vigueur à compter du 1er janvier 2000\n\n{}",
            asking(condition)
        )
    };
    let beside = [("../communs/c.alinea", SHARED)];
    let read = plan(&recueil(&rules("le retenu atteint 3 000 €"), &beside));
    assert_eq!(read.procedures(), ["P"]);
    // Only the facts that its definitions name.
    assert_eq!(read.facts.iter().map(|fact| fact.name.as_str()).collect::<Vec<_>>(), ["date de dépôt", "salaire"]);
    assert_eq!(outcome(&read, "faits: { date de dépôt: 2024-03-10, salaire: 3500 }"), "met");
    let asks = plan(&recueil(&rules("la procédure « Q » est remplie"), &beside));
    assert_eq!(asks.procedures(), ["P", "Q"]);
    assert_eq!(outcome(&asks, "faits: { date de dépôt: 2024-03-10, salaire: 3500 }"), "met");
    assert_eq!(outcome(&asks, "faits: { date de dépôt: 2024-03-10, salaire: 2999 }"), "not_met");
    assert_eq!(outcome(&asks, "faits: { date de dépôt: 2024-03-10 }"), "undetermined");
}

#[test]
fn the_receipt_covers_what_is_used() {
    let rules = format!(
        "recueil « Essai »\n  utilise le recueil « communs »\n\nfaits\n  date de dépôt : date\n\ntexte « loi »\n  \
         en vigueur à compter du 1er janvier 2000\n\n{}",
        asking("le retenu atteint 3 000 €")
    );
    let hash = |shared: &str| plan(&recueil(&rules, &[("../communs/c.alinea", shared)])).hash.clone();
    assert_eq!(hash(SHARED), hash(SHARED));
    assert_ne!(hash(SHARED), hash(&SHARED.replace("1 766,92", "1 766,93")));
}

#[test]
fn recueils_that_use_each_other_are_refused() {
    let uses = |name: &str, other: &str| format!("recueil « {name} »\n  utilise le recueil « {other} »\n");
    let (one, other) = (uses("Un", "deux"), uses("Deux", "un"));
    let loader = recueil(&one, &[("../un/r.alinea", &one), ("../deux/r.alinea", &other)]);
    assert_eq!(
        messages(&loader),
        ["ruleset-circle des recueils s'utilisent en rond : « deux », puis « un », puis « deux »"]
    );
    let nowhere = recueil(&uses("Un", "trois"), &[]);
    assert_eq!(messages(&nowhere), ["unknown-ruleset le recueil « trois » est introuvable"]);
    let outside = recueil(&uses("Un", "../deux"), &[("../deux/r.alinea", &other)]);
    assert_eq!(messages(&outside), ["unknown-ruleset le recueil « ../deux » est introuvable"]);
}

#[test]
fn built_in_recueils_are_used_from_anywhere() {
    let rules = format!(
        "recueil « Essai »\n  utilise le recueil « parametres »\n\nfaits\n  date de dépôt : date\n  salaire : montant\n\ntexte « loi »\n  \
         en vigueur à compter du 1er janvier 2022\n\n{}",
        asking("le salaire atteint SMIC mensuel")
    );
    let read = plan(&recueil(&rules, &[]));
    assert_eq!(outcome(&read, "faits: { date de dépôt: 2024-03-10, salaire: 1766.92 }"), "met");
    let taxe = plan(&Embedded::named("taxe-employeur").expect("it is built in"));
    assert!(taxe.parameters.iter().any(|parameter| parameter.name == "SMIC mensuel"));
}

#[test]
fn what_is_left_to_the_prefect_there_is_open_here() {
    let rules = format!(
        "{HEAD}{}\nprocédure « Q », selon « loi »\n  les conditions sont réunies par l'une de ces voies :\n  \
         voie « v », point 1, à titre exceptionnel :\n    le salaire atteint 1 €\n",
        asking("la procédure « Q » est remplie")
    );
    let read = plan(&recueil(&rules, &[]));
    let facts = "faits: { date de dépôt: 2024-03-10, salaire: 5 }";
    assert_eq!(outcome(&read, facts), "undetermined");
}

/// From the text that amends it on, a procedure has left a shared exception; the other keeps it.
#[test]
fn a_text_amends_a_shared_exception_that_has_a_name() {
    let rules = |operation: &str| {
        let other = asking("le retenu atteint 200 €").replace("« P »", "« Q »");
        let shared = "définitions communes\n  le retenu est 100 €\n  exception « aisé » à « retenu », si salaire dépasse 1 000 €, \
                      le retenu est 200 €\n  par exception à « aisé », si signature est postérieure au 1er janvier 2020, le retenu est 300 €\n\n";
        let decree = "texte « décret »\n  en vigueur à compter du 1er janvier 2024\n\n";
        let amended = format!("\nmodifie la procédure « P », selon « décret »\n  {operation}\n");
        recueil(&format!("{HEAD}{decree}{shared}{}\n{other}{amended}", asking("le retenu atteint 200 €")), &[])
    };
    let replaced = "remplace l'exception « aisé » par :\n    exception « aisé » à « retenu », si salaire dépasse 2 000 €, \
                    le retenu est 200 €";
    for (operation, expected) in
        [("abroge l'exception « aisé »", ["not_met", "not_met"]), (replaced, ["not_met", "met"])]
    {
        let plan = plan(&rules(operation));
        for (salary, expected) in ["1500", "2500"].into_iter().zip(expected) {
            for (signature, day, is) in [
                ("2010-01-01", "2024-05-01", expected),
                ("2021-01-01", "2024-05-01", expected),
                ("2010-01-01", "2023-05-01", "met"),
            ] {
                let facts = format!("faits: {{ date de dépôt: {day}, signature: {signature}, salaire: {salary} }}");
                let found = answer(&plan, &facts);
                let outcomes: Vec<_> = found.results.iter().map(|result| result.outcome.key()).collect();
                assert_eq!(outcomes, [is, "met"], "{operation} {salary} {signature} {day}");
            }
        }
    }
    let twice = messages(&rules("abroge l'exception « aisé »\n  abroge l'exception « aisé »"));
    assert!(twice[0].starts_with("amended-part-missing"), "{twice:?}");
}

#[test]
fn files_of_recueils_that_are_used_are_listed() {
    let rules = "recueil « Essai »\n  utilise le recueil « parametres »\n";
    let read = pipeline::read(&recueil(rules, &[("../parametres/smic.alinea", "recueil « P »\n")]));
    assert_eq!(read.files, ["regles.alinea", "../parametres/smic.alinea"]);
    assert_eq!(pipeline::read(&recueil(rules, &[])).files, ["regles.alinea", "../parametres/smic.alinea"]);
}

#[test]
fn a_parameter_may_be_a_whole_number() {
    let rules = |value: &str, kind: &str| {
        let quota = format!("paramètre « quota » : {kind}\n  à compter du 1er janvier 2020 : {value}\n\n");
        let due = "procédure « P », selon « loi »\n  la taxe est selon la tranche de quota :\n    - moins de 2 : 0 €\n    - de 2 à 4 : 10 €\n    - à partir de 5 : 20 €\n";
        let asked = asking("le salaire atteint taxe").replace("procédure « P », selon « loi »\n", due);
        recueil(&format!("{HEAD}{quota}{asked}"), &[])
    };
    let read = plan(&rules("4", "nombre entier"));
    assert_eq!(outcome(&read, "faits: { date de dépôt: 2024-03-10, salaire: 10 }"), "met");
    assert_eq!(
        messages(&rules("4,5", "nombre entier")),
        ["parameter-type « quota » est un nombre entier ; cette valeur ne l'est pas"]
    );
    let found = messages(&rules("4", "nombre"));
    assert!(found.iter().any(|one| one.contains("entier")), "{found:?}");
}
