//! What the dossiers of a recueil expect besides outcomes: values and parts.

use alinea::case;
use alinea::pipeline;
use alinea::plan::Plan;
use alinea::report::{Style, diagnostics_text, trial_json, trial_text};
use alinea::source::{MemoryLoader, Sources};
use alinea::trial::Trial;

const RULES: &str = "recueil « Essai »

faits
  date de dépôt : date
  revenu : montant
  personnes : nombre
  contrats : périodes
    - salaire : montant

texte « T »
  en vigueur à compter du 1er janvier 2020

procédure « P », selon « T »
  la part est revenu / personnes
  le taux est 3 %
  la taxe est selon la tranche de revenu :
    - moins de 1 000 € : 0 €
    - à partir de 1 000 € : 1 045 €
  l'échéance est 3 mois après la date de dépôt
  le travail est l'ensemble des contrats
  la durée est la durée du travail
  le plus haut est le plus grand des salaires des contrats
  les conditions sont réunies par l'une de ces voies :
  voie « a » : revenu atteint 500 €
  voie « b » : revenu atteint 5 000 €
  font obstacle :
    obstacle « menace » :
      personnes dépasse 12
";

const FACTS: &str = "faits: { date de dépôt: 2024-06-15, revenu: 1000, personnes: 3, contrats: [{ du: 2024-01-01, au: 2024-03-12, salaire: 1500.5 }] }\n";

fn plan() -> std::sync::Arc<Plan> {
    let checked = pipeline::load(&MemoryLoader::default().with("essai.alinea", RULES));
    checked.plan.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

fn dossier(facts: &str, expected: &str) -> String {
    format!("{facts}attendu: {{ P: {{ T: {expected} }} }}\n")
}

/// What is told of a dossier that expects this, on one line without the name of the recueil and what is covered.
fn told(facts: &str, expected: &str) -> String {
    let plan = plan();
    let text = dossier(facts, expected);
    let mut sources = Sources::default();
    let case = case::read(&plan, &mut sources, "d", text.as_bytes());
    let case = case.unwrap_or_else(|found| panic!("{}", diagnostics_text(&sources, &found, Style::PLAIN)));
    let trial = Trial::of(&plan, &[case], None::<fn(usize, usize)>);
    let said = trial_text(&trial, Style { width: 1000, ..Style::PLAIN });
    let line = said.lines().nth(2).filter(|line| line.starts_with("  - d :"));
    line.map_or("tenue".to_string(), |line| line.replace(['\u{a0}', '\u{202f}'], " "))
}

fn refused(expected: &str) -> String {
    let mut sources = Sources::default();
    let found = case::read(&plan(), &mut sources, "d", dossier(FACTS, expected).as_bytes()).expect_err("it is refused");
    found.iter().map(|one| format!("{} : {}\n", one.code, one.message)).collect()
}

#[test]
fn values_and_parts_are_held_exactly() {
    let all = "{ issue: réunies, valeurs: { part: 1000/3 €, taux: 3 %, taxe: 1 045 €, échéance: 2024-09-15, durée: 2 mois et 12 jours, \
               plus haut: 1500.5 }, voies: { a: réunie, b: non réunie }, obstacles: { menace: ne fait pas obstacle } }";
    assert_eq!(told(FACTS, all), "tenue");
    assert_eq!(
        told(FACTS, "{ issue: réunies, valeurs: { part: 333.33, la taxe: \"1 045,01 €\", DUREE: 72 mois } }"),
        "  - d : P, selon « T » : part : attendu « 333,33 € », trouvé « 1000/3 € », environ 333,33 € ; \
         taxe : attendu « 1 045,01 € », trouvé « 1 045 € » ; durée : attendu « 6 ans », trouvé « 2 mois et 12 jours »"
    );
    assert_eq!(
        told(FACTS, "{ issue: non réunies, voies: { b: réunie }, obstacles: { menace: fait obstacle } }"),
        "  - d : P, selon « T » : attendu « non réunies », trouvé « réunies » ; voie « b » : attendu « réunie », trouvé « non réunie » ; \
         obstacle « menace » : attendu « fait obstacle », trouvé « ne fait pas obstacle »"
    );
}

#[test]
fn what_is_open_is_expected_by_its_bounds() {
    let open = "faits: { date de dépôt: 2024-06, personnes: 3, contrats: [] }\n";
    let bounds = "{ issue: indéterminé, valeurs: { taxe: entre 0 € et 1 045 €, part: au moins 0 €, plus haut: sans valeur, \
                  échéance: entre 2024-09-01 et 2024-09-30 } }";
    assert_eq!(told(open, bounds), "tenue");
    assert_eq!(told(open, "{ issue: indéterminé, valeurs: { taxe: indéterminé, échéance: 2024-09 } }"), "tenue");
    assert_eq!(
        told(open, "{ issue: indéterminé, valeurs: { taxe: entre 0 € et 1 000 €, taux: indéterminé, plus haut: 0 } }"),
        "  - d : P, selon « T » : taxe : attendu « entre 0 € et 1 000 € », trouvé « entre 0 € et 1 045 € » ; \
         taux : attendu « indéterminé », trouvé « 3 % » ; plus haut : attendu « 0 € », trouvé « sans valeur »"
    );
}

#[test]
fn what_cannot_be_expected_is_told_in_its_place() {
    let found = [
        "{ valeurs: { taxe: 1 } }",
        "{ issue: réunies, valeurs: { taxes: 1 } }",
        "{ issue: réunies, valeurs: { taxe: beaucoup, échéance: 3 mois, durée: 2 jours et 1 mois, taux: 3 } }",
        "{ issue: réunies, valeurs: { taxe: entre 5 € et 2 €, part: entre 5 €, plus haut: 1/0 €, durée: 8 mois et 5/11 de mois } }",
        "{ issue: réunies, valeurs: { taxe: 1.045 € } }",
        "{ issue: réunies, valeurs: { taxe: [1] } }",
        "{ issue: réunies, voies: { c: réunie, a: réunies }, obstacles: { menace: réunie } }",
        "{ issue: réunies, parties: { a: réunie } }",
        "[réunies]",
    ];
    insta::assert_snapshot!(found.map(|expected| format!("{expected}\n{}", refused(expected))).join("\n"));
}

#[test]
fn written_again_they_are_the_same() {
    let plan = plan();
    let expected = "{ issue: réunies, valeurs: { part: 1000/3 €, taux: au plus 100/3 %, taxe: \"entre 0 € et 1 045,5 €, ou sans valeur\", \
                    échéance: 2024-09, durée: entre 8 mois et 14/31 de mois et 2 ans, plus haut: sans valeur }, voies: { a: réunie }, obstacles: { menace: fait obstacle } }";
    let read = |text: &str| {
        let mut case = case::read(&plan, &mut Sources::default(), "d", text.as_bytes()).expect("it is well formed");
        // Words stand elsewhere in another text.
        let expected = &mut case.expected[0];
        let spans = expected.values.iter_mut().map(|one| &mut one.span);
        spans
            .chain(expected.parts.iter_mut().map(|one| &mut one.span))
            .for_each(|span| (span.start, span.end) = (0, 0));
        (expected.span.start, expected.span.end) = (0, 0);
        case
    };
    let case = read(&dossier(FACTS, expected));
    let written = case::write(&plan, &case);
    assert_eq!(read(&written).expected, case.expected, "{written}");
    insta::assert_snapshot!(written);
    let text = dossier(FACTS, expected);
    let mut richer = case.clone();
    richer.facts[1] = alinea::case::Value::Unknown;
    assert_eq!(case::edit(&plan, &text, &case).as_deref(), Some(text.as_str()));
    let edited = case::edit(&plan, &text, &richer).expect("a fact is put right");
    assert!(edited.contains(expected), "{edited}");
}

#[test]
fn json_has_both_sides() {
    let plan = plan();
    let text = dossier(FACTS, "{ issue: réunies, valeurs: { part: 333.33, taux: 3 % }, voies: { b: réunie } }");
    let case = case::read(&plan, &mut Sources::default(), "d", text.as_bytes()).expect("it is well formed");
    let trial = Trial::of(&plan, &[case], None::<fn(usize, usize)>);
    insta::assert_snapshot!(format!("{:#}", trial_json(&trial)["expectations"]));
}

/// A rate that moves an amount and no outcome is noticed as soon as the amount is expected.
#[test]
fn a_mutant_is_noticed_by_a_value_and_by_a_part() {
    let plan = plan();
    let unnoticed = |expected: &str| {
        let text = dossier(FACTS, expected);
        let case = case::read(&plan, &mut Sources::default(), "d", text.as_bytes()).expect("it is well formed");
        let trial = Trial::of(&plan, &[case], Some(|_, _| {}));
        trial.mutants.iter().flatten().filter(|mutant| mutant.noticed_by.is_none()).count()
    };
    let outcome = unnoticed("réunies");
    let parts = unnoticed("{ issue: réunies, voies: { a: réunie, b: non réunie } }");
    assert!(parts < outcome, "{parts} {outcome}");
}

/// The schema takes what the reader takes.
#[test]
fn the_schema_knows_them() {
    let schema = jsonschema::draft202012::new(&case::json_schema(&plan())).expect("the schema compiles");
    let valid = |expected: &str| {
        let text = dossier(FACTS, expected);
        schema.is_valid(&crate::schema::as_json(&text).expect("it is YAML"))
    };
    assert!(valid("réunies"));
    assert!(valid(
        "{ issue: réunies, valeurs: { part: 1000/3 €, taxe: 1045, échéance: 2024-09 }, voies: { a: réunie } }"
    ));
    assert!(valid("{ issue: réunies, obstacles: { menace: fait obstacle } }"));
    assert!(!valid("{ valeurs: { part: 1 } }"));
    assert!(!valid("{ issue: réunies, valeurs: { parts: 1 } }"));
    assert!(!valid("{ issue: réunies, voies: { a: fait obstacle } }"));
}

/// `--update` writes what was found in the words of a dossier; quoted where they must be.
#[test]
fn update_rewrites_values_and_parts() {
    let folder = std::env::temp_dir().join(format!("alinea-expectations-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("cas")).expect("there is a place for temporary files");
    std::fs::write(folder.join("essai.alinea"), RULES).expect("a file can be written");
    let file = folder.join("cas/un.yaml");
    let wrong = "{ issue: réunies, valeurs: { part: \"333,33 €\", taux: 3 % }, voies: { b: réunie } }";
    std::fs::write(&file, dossier(FACTS, wrong)).expect("a file can be written");
    let run = |extra: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_alinea"));
        command.arg("test").arg(&folder).args(extra).output().expect("it runs").status.code()
    };
    assert_eq!(run(&[]), Some(1));
    assert_eq!(run(&["--update"]), Some(0));
    let now = std::fs::read_to_string(&file).expect("the dossier is there");
    let right = "{ issue: réunies, valeurs: { part: \"1000/3 €\", taux: 3 % }, voies: { b: non réunie } }";
    assert_eq!(now, dossier(FACTS, right));
    assert_eq!(run(&[]), Some(0));
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
}
