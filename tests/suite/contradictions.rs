//! Exceptions that apply together and disagree: an error of the rules, which is told by both sentences.

use alinea::explain::{Explanation, explain, questions, under_one_reading};
use alinea::plan::Plan;
use alinea::query::Request;
use alinea::report::{Fields, Form, Style, answer_json, answer_markdown, answer_text, calendar_text, questions_text};
use alinea::source::Sources;
use alinea::time::{Day, Interval};
use alinea::value::Outcome;
use alinea::{case, trial};

use crate::batch::records;
use crate::language::{MET, NOT_MET, OPEN, check, compiled, procedure, read};

const ERROR: &str = "erreur";

/// Two exceptions to a condition, for the ill and for the married.
fn rules() -> String {
    procedure("", "le salaire atteint 1 500 €")
        + "par exception à « essai », si malade, le salaire atteint 1 000 €\n"
        + "par exception à « essai », si marié, le salaire atteint 2 000 €\n"
}

const BOTH: &str = "malade: oui, marié: oui, salaire: 1200";

fn answer(plan: &Plan, facts: &str) -> Explanation {
    explain(plan, &read(plan, facts), &Request::new(plan)).results.remove(0)
}

/// Where both of them apply, they agree or there is no answer; where one applies, it decides.
#[test]
fn two_that_apply_and_disagree_are_an_error() {
    check(
        &rules(),
        &[
            (BOTH, ERROR),
            ("malade: oui, marié: oui, salaire: 2000", MET),
            ("malade: oui, marié: oui, salaire: 900", NOT_MET),
            ("malade: oui, marié: non, salaire: 1200", MET),
            ("malade: non, marié: oui, salaire: 1600", NOT_MET),
            ("malade: non, marié: non, salaire: 1500", MET),
            // Whether both apply, or whether they disagree, hangs on a fact.
            ("malade: oui, salaire: 1200", OPEN),
            ("malade: oui, marié: oui", OPEN),
        ],
    );
}

#[test]
fn values_that_differ_are_an_error() {
    let rules = procedure("le seuil est 1 500 €", "le salaire atteint le seuil")
        + "par exception à seuil, si malade, le seuil est smic\n"
        + "par exception à seuil, si marié, le seuil est 1 000 €\n";
    check(
        &rules,
        &[
            ("malade: oui, marié: oui, smic: 1200, salaire: 5000", ERROR),
            ("malade: oui, marié: oui, smic: 1000, salaire: 1000", MET),
            ("malade: oui, marié: oui, salaire: 5000", OPEN),
            ("malade: oui, marié: non, smic: 1200, salaire: 1200", MET),
        ],
    );
    let rules = procedure("le terme est arrivée", "le terme remonte à au moins 1 an")
        + "par exception à terme, si malade, le terme est naissance\n"
        + "par exception à terme, si marié, le terme est le jour d'appréciation\n";
    check(
        &rules,
        &[
            ("malade: oui, marié: oui, naissance: 2024-06-14", ERROR),
            ("malade: oui, marié: oui, naissance: 2024-06-15", NOT_MET),
            // It may be the day of assessment: they may agree, and either says no.
            ("malade: oui, marié: oui, naissance: 2024-06", NOT_MET),
            ("malade: oui, marié: oui, naissance: 2023", ERROR),
        ],
    );
}

#[test]
fn sets_of_other_rows_are_an_error() {
    let rules = procedure("l'activité est l'ensemble des emplois", "l'activité totalise au moins 3 mois")
        + "par exception à activité, si malade, l'activité est l'ensemble des emplois dont nature est salariée\n"
        + "par exception à activité, si marié, l'activité est l'ensemble des emplois, pendant les séjours\n";
    let both = |rows: &str| format!("malade: oui, marié: oui, {rows}");
    let stays = "séjours: [{ du: 2024-01-01, au: 2024-03-31 }]";
    check(
        &rules,
        &[
            (&both(&format!("{stays}, emplois: [{{ du: 2024-01-01, au: 2024-03-31, nature: salariée }}]")), MET),
            (&both(&format!("{stays}, emplois: [{{ du: 2024-01-01, au: 2024-04-01, nature: salariée }}]")), ERROR),
            (&both(&format!("{stays}, emplois: [{{ du: 2024-01-01, au: 2024-03-31, nature: indépendante }}]")), ERROR),
            (&both(&format!("{stays}, emplois: [{{ du: 2024-01-01, au: 2024-03-31 }}]")), OPEN),
            (&both(&format!("{stays}, emplois: [{{ du: 2024-01-01, au: 2024, nature: salariée }}]")), OPEN),
            (&both(&format!("{stays}, emplois: []")), NOT_MET),
            (&both(&format!("{stays}, emplois: inconnus")), OPEN),
        ],
    );
    // Rows without dates are the same or not.
    let count = "on compte au moins 1 enfants dont scolarisé";
    let rules = procedure("les enfants comptés sont l'ensemble des enfants", "enfants comptés compte au moins 1 ligne")
        + "par exception à enfants comptés, si malade, les enfants comptés sont l'ensemble des enfants dont scolarisé\n"
        + "par exception à enfants comptés, si marié, les enfants comptés sont l'ensemble des enfants dont \
           il n'est pas vrai que scolarisé\n"
        + &format!("pièce « p », si {count}\n");
    check(
        &rules,
        &[
            (&both("enfants: [{ scolarisé: oui }, { scolarisé: non }]"), ERROR),
            (&both("enfants: [{}]"), OPEN),
            (&both("enfants: []"), NOT_MET),
        ],
    );
}

/// Any two of three, in whatever order they stand.
#[test]
fn any_two_of_several_are_held_against_each_other() {
    let exceptions = [
        "par exception à seuil, si malade, le seuil est smic\n",
        "par exception à seuil, si marié, le seuil est 1 000 €\n",
        "par exception à seuil, si état est veuf, le seuil est 2 000 €\n",
    ];
    for order in [[0, 1, 2], [1, 2, 0], [2, 0, 1]] {
        let exceptions: String = order.into_iter().map(|index| exceptions[index]).collect();
        let rules = procedure("le seuil est 1 500 €", "le salaire atteint le seuil") + &exceptions;
        // The first is not known and may agree with either of the others, not with both.
        check(&rules, &[("malade: oui, marié: oui, état: veuf, salaire: 5000", ERROR)]);
    }
}

/// A contradiction is an error of the rules whatever the other parts come to, and never « non réunies ».
#[test]
fn no_other_part_hides_it() {
    for other in ["font obstacle :\n  naissance remonte à au moins 1 an\n", "pièce « p »\n"] {
        check(&(rules() + other), &[(&format!("{BOTH}, naissance: 2000-01-01"), ERROR)]);
    }
    // Not where nothing is asked: who is out of scope gets no answer.
    let scoped = rules() + "la procédure s'applique si : l'état est veuf\n";
    check(
        &scoped,
        &[(&format!("{BOTH}, état: veuf"), ERROR), (&format!("{BOTH}, état: pacsé"), "hors champ"), (BOTH, OPEN)],
    );
}

#[test]
fn an_exception_that_may_not_apply_contradicts_itself_only_if_it_does() {
    let rules = procedure("la réserve signifie que salaire atteint 1 €", "marié")
        + "par exception à réserve, si malade, la réserve signifie que état est veuf\n"
        + "par exception à réserve, si naissance remonte à au moins 1 an, la réserve signifie que état est pacsé\n"
        + "par exception à « essai », si arrivée remonte à au moins 1 an, (la réserve)\n";
    let base = "malade: oui, naissance: 2000-01-01, état: veuf, marié: oui";
    check(
        &rules,
        &[
            (&format!("{base}, arrivée: 2000-01-01"), ERROR),
            (&format!("{base}, arrivée: 2024-01-01"), MET),
            (base, OPEN),
        ],
    );
    // Evaluated on a supposition first, then for good.
    let used_twice = rules + "il faut en outre :\n  condition « encore » : la réserve\n";
    check(&used_twice, &[(base, ERROR)]);
}

#[test]
fn both_sentences_are_told_with_their_files_and_lines() {
    let plan = compiled(&rules());
    let result = answer(&plan, BOTH);
    assert_eq!(result.outcome, Outcome::Error);
    let told: Vec<String> = result.errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "deux exceptions s'appliquent ensemble et se contredisent : « par exception à « essai », si malade, le salaire \
          atteint 1 000 € » (regles.alinea, ligne 10) et « par exception à « essai », si marié, le salaire atteint \
          2 000 € » (regles.alinea, ligne 11)"
        ]
    );
    // The part that hangs on it says so; both sentences stand in it, each with what it comes to. Nothing is asked for.
    assert_eq!(result.conditions[0].outcome, Outcome::Error);
    let clauses: Vec<Outcome> = result.conditions[0].clauses.iter().map(|clause| clause.outcome).collect();
    assert_eq!(clauses, [Outcome::Met, Outcome::NotMet]);
    assert!(result.missing.is_empty() && result.doubts.is_empty());
}

/// Where it hangs on a fact whether they contradict each other, the fact is asked for.
#[test]
fn a_contradiction_that_hangs_on_a_fact_leaves_the_answer_open() {
    let plan = compiled(&rules());
    let result = answer(&plan, "malade: oui, salaire: 1200");
    assert_eq!(result.missing.iter().map(|one| one.path.as_str()).collect::<Vec<_>>(), ["marié"]);
    assert!(result.errors.is_empty());
    // Without a day it is not known under which text; the contradiction is told all the same.
    let result = answer(&plan, &format!("{BOTH}, date de dépôt: inconnue"));
    assert_eq!(result.outcome, Outcome::Undetermined);
    assert!(result.doubts.iter().any(|doubt| doubt.contains("se contredisent")), "{:?}", result.doubts);
}

#[test]
fn other_procedures_answer() {
    let other = "\nprocédure « Q », selon « loi »\n  les conditions sont réunies si :\n  condition « autre » : marié\n\
                 la décision relève du pouvoir d'appréciation du préfet\n";
    let plan = compiled(&(rules() + other));
    let answer = under_one_reading(&plan, &read(&plan, BOTH), &Request::new(&plan));
    let outcomes: Vec<Outcome> = answer.results.iter().map(|result| result.outcome).collect();
    assert_eq!(outcomes, [Outcome::Error, Outcome::Met]);
}

#[test]
fn every_form_of_answer_shows_both_sentences() {
    let plan = compiled(&rules());
    let case = read(&plan, BOTH);
    let request = Request::new(&plan);
    let answer = explain(&plan, &case, &request);
    let day = |year| Day::from_ymd(year, 6, 15).expect("a day");
    let span = Interval { start: day(2024), end: day(2025) };
    let calendar = alinea::explain::calendar(&plan, &case, &request, span);
    assert!(calendar.has_errors());
    let line = r#"{"date de dépôt": "2024-06-15", "malade": "oui", "marié": "oui", "salaire": 1200}"#;
    let line = format!(r#"{{"faits": {line}}}"#) + "\n";
    let (records, refused) = records(&plan, &line, 1, Form::Ndjson, Fields::default());
    let (table, _) = records_csv(&plan, &line);
    let forms = [
        answer_text(&answer, Style::PLAIN),
        answer_json(&answer).to_string(),
        answer_markdown(&answer),
        calendar_text(&calendar, Style::PLAIN),
        questions_text(&questions(&plan, &case, &request), Style::PLAIN),
        records,
        refused.clone(),
        table,
    ];
    for form in forms {
        let words = form.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("si malade, le salaire atteint 1 000") && words.contains("si marié, le"), "{form}");
        assert!(words.contains("regles.alinea"), "{form}");
    }
    assert_eq!(refused.lines().count(), 1);
}

fn records_csv(plan: &Plan, line: &str) -> (String, String) {
    records(plan, line, 1, Form::Csv, Fields::default())
}

/// An error is an outcome of its own: a reading that gives another is told, an expectation never holds.
#[test]
fn it_is_an_outcome_of_its_own() {
    let conventions = "conventions\n  cumul : permis, ou interdit\n\n";
    let rules = rules().replace("si marié", "si (la convention « cumul » retient « permis »)");
    let plan = compiled(&format!("{conventions}{rules}"));
    let result = answer(&plan, "malade: oui, salaire: 1200");
    assert_eq!(result.outcome, Outcome::Error);
    let other: Vec<Outcome> =
        result.sensitivity.changes.iter().flat_map(|change| &change.answers).map(|answer| answer.outcome).collect();
    assert_eq!(other, [Outcome::Met]);
    let expecting =
        "faits: { date de dépôt: 2024-06-15, malade: oui, salaire: 1200 }\nattendu: { P: { loi: réunies } }";
    let verdicts = trial::verdicts(&plan, &[crate::support::dossier(&plan, "essai", expecting)]);
    assert!(!verdicts[0].holds() && verdicts[0].errors.len() == 1);
    // No dossier expects an error.
    let expecting = expecting.replace("réunies", "erreur");
    assert!(case::read(&plan, &mut Sources::default(), "essai", expecting.as_bytes()).is_err());
}

/// Exit code 2 and both sentences, from every command that answers on a dossier.
#[test]
fn the_program_ends_with_an_error() {
    let folder = std::env::temp_dir().join(format!("alinea-contradictions-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("cas")).expect("there is a place for temporary files");
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a file can be written");
    write("faits.alinea", include_str!("language/faits.alinea"));
    write("regles.alinea", &rules());
    let dossier = format!("faits: {{ date de dépôt: 2024-06-15, {BOTH} }}\nattendu: {{ P: {{ loi: réunies }} }}\n");
    write("cas/deux.yaml", &dossier);
    let place = folder.join("cas/deux.yaml");
    for command in ["eval", "ask", "calendar", "test", "test --update"] {
        let mut words = command.split(' ');
        let mut run = std::process::Command::new(env!("CARGO_BIN_EXE_alinea"));
        run.arg(words.next().expect("a command")).args(words).arg("--recueil").arg(&folder);
        if !command.starts_with("test") {
            run.arg(&place);
        }
        let output = run.output().expect("it runs");
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        let words = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(output.status.code(), Some(2), "{command}\n{said}");
        assert!(words.contains("si malade, le salaire atteint 1 000 €"), "{command}\n{said}");
        assert!(words.contains("(regles.alinea, ligne 11)"), "{command}\n{said}");
        assert!(!output.stderr.is_empty(), "{command}");
    }
    // An error is no expectation.
    assert_eq!(std::fs::read_to_string(&place).expect("the dossier is there"), dossier);
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
}
