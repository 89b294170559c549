//! The program, run as people run it.

mod door;
mod pages;
mod places;
mod revisions;
mod writing;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use alinea::explain::explain;
use alinea::query::Request;
use alinea::report::{Style, answer_json, answer_markdown, answer_text};
use serde_json::Value;

use crate::support::{dossier, dossiers, pinned, plan};

struct Run {
    code: i32,
    out: String,
    err: String,
}

/// Runs the program in the folder of the project.
fn run(arguments: &[&str]) -> Run {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_alinea"))
        .args(arguments)
        .current_dir(root())
        .env("CLICOLOR_FORCE", "0")
        .output()
        .expect("the program runs");
    Run {
        code: status.code().expect("the program ends by itself"),
        out: String::from_utf8(stdout).expect("the answer is UTF-8"),
        err: String::from_utf8(stderr).expect("the messages are UTF-8"),
    }
}

/// Runs that must be well; the answer.
fn answer(arguments: &[&str]) -> String {
    let Run { code, out, err } = run(arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

/// Runs that must fail with a code and say so on the error stream alone; what they say.
fn failure(code: i32, arguments: &[&str]) -> String {
    let found = run(arguments);
    assert_eq!((found.code, found.out.as_str()), (code, ""), "{arguments:?} {}", found.err);
    assert!(!found.err.trim().is_empty(), "{arguments:?} says nothing");
    found.err
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn cas(name: &str) -> String {
    format!("rulesets/aes-travail/cas/{name}.yaml")
}

/// A folder of this test alone, outside the project.
fn temporary(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("alinea-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("temp can be written");
    for (name, text) in files {
        std::fs::write(folder.join(name), text).expect("temp can be written");
    }
    folder
}

fn path(path: &Path) -> &str {
    path.to_str().expect("the path is UTF-8")
}

const BROKEN: &str = "recueil « Essai »\n\nfaits\n  polygamie : oui ou nom\n  âge nombre\n";

#[test]
fn eval_answers_without_arguments() {
    let out = answer(&["eval"]);
    assert!(out.contains("AES classique") && out.contains("AES métiers en tension"), "{out}");
}

#[test]
fn commands_have_french_names_too() {
    for (english, french) in [("eval", "evaluer"), ("check", "verifier"), ("show", "montrer"), ("schema", "schéma")] {
        let (a, b) = (run(&[english]), run(&[french]));
        assert_eq!((a.code, &a.out, &a.err), (b.code, &b.out, &b.err), "{english}");
        assert_eq!(a.code, 0, "{english} {}", a.err);
    }
}

#[test]
fn help_and_version_are_no_misuse() {
    for arguments in [&["--help"][..], &["eval", "--help"], &["check", "-h"], &["show", "-h"], &["schema", "-h"]] {
        let help = answer(arguments);
        assert!(help.contains("Usage :"), "{help}");
        assert_eq!(help.matches("Options :\n").count(), 1, "{help}");
        for word in ["Print", "help", "possible values", "default", "Arguments:", "Options:", "Usage:", "aliases"] {
            let foreign = help.replace("--help", "").contains(word);
            assert!(!foreign, "{arguments:?} says « {word} »:\n{help}");
        }
    }
    assert_eq!(answer(&["--version"]), format!("alinea {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn findings_end_with_1() {
    let folder = temporary("fautif", &[("recueil.alinea", BROKEN)]);
    let found = run(&["check", path(&folder)]);
    assert_eq!(found.code, 1, "{}", found.err);
    assert!(found.out.contains("recueil.alinea:"), "{}", found.out);
    for arguments in [&["eval", "--recueil", path(&folder)][..], &["show", "--recueil", path(&folder)]] {
        assert!(failure(1, arguments).contains("recueil.alinea:"));
    }
    std::fs::remove_dir_all(folder).expect("temp can be cleared");

    let refused = "tests/suite/dossiers/refused/three-mistakes.yaml";
    assert!(failure(1, &["eval", refused]).contains("4 erreurs"));
}

#[test]
fn a_refused_dossier_does_not_silence_the_others() {
    let good = cas("polygamie-fait-obstacle");
    let found = run(&["eval", &good, "tests/suite/dossiers/refused/month-13.yaml"]);
    assert_eq!(found.code, 1);
    assert!(found.out.contains("AES classique"), "{}", found.out);
    assert!(found.err.contains("n'existe pas"), "{}", found.err);
}

#[test]
fn what_cannot_be_read_ends_with_2() {
    assert!(failure(2, &["eval", "absent.yaml"]).contains("« absent.yaml » ne peut être lu : il n'existe pas"));
    assert!(failure(2, &["check", "absent"]).contains("« absent » n'est ni un dossier ni un recueil"));
    let folder = temporary("vide", &[]);
    assert!(failure(2, &["check", path(&folder)]).contains("ne contient aucun fichier .alinea"));
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
}

#[test]
fn misuse_is_said_in_french() {
    let table: [(&[&str], &str); 12] = [
        (&[], "il manque une commande"),
        (&["evalue"], "« evalue » n'est pas une commande"),
        (&["eval", "--jour", "2024-06-15"], "« --jour » n'est pas une option de cette commande"),
        (&["eval", "--formatt", "json"], "vouliez-vous dire « --format » ?"),
        (&["eval", "--format", "xml"], "« xml » ne convient pas à"),
        (&["eval", "--le", "2023-02-29"], "il faut une date du calendrier"),
        (&["eval", "--le", "1850-01-01"], "entre 1900 et 2200"),
        (&["eval", "--procedure", "AES clasique"], "vouliez-vous dire « AES classique » ?"),
        (&["eval", "--texte", "circulaire"], "texte inconnu"),
        (&["eval", "--convention", "mois d'activité"], "écrivez « --convention"),
        (&["eval", "--convention", "mois d'activité=31 jours"], "option inconnue"),
        (&["show", "AES"], "procédure inconnue"),
    ];
    for (arguments, wanted) in table {
        let said = failure(2, arguments);
        assert!(said.contains(wanted), "{arguments:?}: {said}");
        for word in ["error", "invalid", "unexpected", "for more information", "Usage:", "tip:"] {
            assert!(!said.to_lowercase().contains(word), "{arguments:?}: {said}");
        }
    }
}

#[test]
fn json_has_the_documented_keys() {
    let case = cas("arrivee-connue-a-l-annee-ne-suffit-pas");
    let answer: Value =
        serde_json::from_str(&answer(&["eval", "--format", "json", &case])).expect("the answer is JSON");
    holds(&answer, &["dossier", "law_day", "ruleset", "results"]);
    let results = answer["results"].as_array().expect("results are a list");
    assert_eq!(results.len(), plan("aes-travail").procedures().len());
    let documented = include_str!("../../../docs/json.md");
    for result in results {
        let keys = [
            "procedure",
            "text",
            "version",
            "outcome",
            "assessed_on",
            "routes",
            "conditions",
            "obstacles",
            "appreciations",
            "missing",
            "papers",
            "steps",
            "effects",
            "conventions",
            "sensitivity",
            "to_verify",
            "doubts",
        ];
        holds(result, &keys);
        for key in keys {
            assert!(documented.contains(key), "{key} is not documented");
        }
        for key in result.as_object().expect("a result is an object").keys() {
            assert!(documented.contains(key.as_str()), "{key} is not documented");
        }
        assert!(documented.contains(&format!("`{}`", result["outcome"].as_str().unwrap_or("?"))));
    }
    let classic = &results[0];
    let route = &classic["routes"][0];
    holds(route, &["name", "outcome", "exceptional", "source", "conditions", "missing"]);
    let clause = &route["conditions"][0];
    holds(clause, &["name", "outcome", "source", "measures", "missing"]);
    let measure = &clause["measures"][0];
    let keys = ["of", "outcome", "window", "certain", "possible", "threshold", "shortfall", "counted", "set_aside"];
    holds(measure, &keys);
    holds(&classic["conditions"][0], &["name", "outcome", "source", "measures", "clauses", "missing"]);
    holds(&classic["obstacles"][0], &["outcome", "state"]);
    holds(&classic["missing"][0], &["fact", "path"]);
    holds(&classic["papers"][0], &["name", "supplied_by", "source", "certain"]);
}

fn holds(value: &Value, keys: &[&str]) {
    let object = value.as_object().unwrap_or_else(|| panic!("not an object: {value:#}"));
    for key in keys {
        assert!(object.contains_key(*key), "{key} is not in {value:#}");
    }
}

#[test]
fn several_dossiers_give_a_line_of_json_each() {
    let (first, second) = (cas("polygamie-fait-obstacle"), cas("emplois-vides"));
    let out = answer(&["eval", "--format", "json", &first, &second]);
    let lines: Vec<Value> =
        out.lines().map(|line| serde_json::from_str(line).expect("each line is an object")).collect();
    let names: Vec<&Value> = lines.iter().map(|line| &line["dossier"]).collect();
    assert_eq!(names, ["polygamie-fait-obstacle", "emplois-vides"]);
}

#[test]
fn the_same_dossier_gives_the_same_bytes() {
    let case = cas("arrivee-incertaine-et-voie-du-prefet");
    for format in ["text", "json", "markdown"] {
        let arguments = ["eval", "--format", format, &case];
        assert_eq!(answer(&arguments), answer(&arguments), "{format}");
    }
    for arguments in [&["show"][..], &["schema"], &["check"]] {
        assert_eq!(answer(arguments), answer(arguments), "{arguments:?}");
    }
}

#[test]
fn pipes_get_no_colours() {
    let case = cas("menace-fait-obstacle");
    for arguments in [&["eval", &case][..], &["show"], &["check"], &["--help"]] {
        assert!(!answer(arguments).contains('\u{1b}'), "{arguments:?}");
    }
    for arguments in [&["eval", "tests/suite/dossiers/refused/month-13.yaml"][..], &["eval", "--non"]] {
        assert!(!run(arguments).err.contains('\u{1b}'), "{arguments:?}");
    }
}

#[test]
fn eval_keeps_to_80_columns() {
    let plan = plan("aes-travail");
    let mut wide = Vec::new();
    for (name, text) in dossiers("aes-travail") {
        let answer = explain(&plan, &dossier(&plan, &name, &text), &Request::new(&plan));
        let text = answer_text(&answer, Style::PLAIN);
        wide.extend(text.lines().filter(|line| line.chars().count() > 80).map(|line| format!("{name}: {line}")));
    }
    wide.extend(answer(&["eval"]).lines().filter(|line| line.chars().count() > 80).map(str::to_string));
    assert!(wide.is_empty(), "{}", wide.join("\n"));
}

/// The circulars guide the prefect and grant nothing: no answer may say otherwise.
#[test]
fn no_answer_promises_anything() {
    let plan = plan("aes-travail");
    for (name, text) in dossiers("aes-travail") {
        let case = dossier(&plan, &name, &text);
        for version in &plan.versions {
            let mut request = Request::new(&plan);
            request.procedure = Some(version.procedure.clone());
            request.text = Some(plan.texts[version.text.index()].name.clone());
            let answer = explain(&plan, &case, &request);
            let written =
                [answer_text(&answer, Style::PLAIN), answer_json(&answer).to_string(), answer_markdown(&answer)];
            for text in written {
                let words = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
                for promise in ["accordé", "droit à", "de plein droit"] {
                    assert!(!words.contains(promise), "{name} promises « {promise} »:\n{text}");
                }
            }
        }
    }
}

/// Commands in code blocks, and those quoted in a line that name files or options.
/// The page of the commands is what they say of themselves.
#[test]
fn the_page_of_the_commands_is_their_help() {
    let help = answer(&["--help"]);
    let commands =
        help.lines().skip_while(|line| !line.starts_with("Commandes")).skip(1).take_while(|line| !line.is_empty());
    // What is further in goes on with the line above.
    let commands = commands.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names: Vec<&str> = commands.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains(&"eval") && names.contains(&"check"), "{names:?}");
    let mut page = "# Commandes\n\nCe que `alinea --help` et `alinea COMMANDE --help` affichent. Les codes de sortie sont 0 quand tout va bien,\n\
                    1 quand il y a des constats, 2 quand la commande est mal employée ou qu'un fichier ne peut être lu.\n"
        .to_string();
    page.push_str(&format!("\n```text\n{}\n```\n", help.trim_end()));
    for name in names {
        page.push_str(&format!("\n## alinea {name}\n\n```text\n{}\n```\n", answer(&[name, "--help"]).trim_end()));
    }
    pinned(&root().join("docs/langage/commandes.md"), &page);
}

#[test]
fn diff_compares_texts_procedures_and_readings() {
    let texts = run(&["diff", "circulaire du 28 novembre 2012", "circulaire du 23 janvier 2025", "--format", "json"]);
    assert_eq!((texts.code, texts.err.as_str()), (1, ""));
    let found: Value = serde_json::from_str(&texts.out).expect("it is JSON");
    let pair = &found["compared"][0];
    let total = dossiers("aes-travail").len() as u64;
    assert_eq!((pair["before"]["procedure"].as_str(), pair["total"].as_u64()), (Some("AES classique"), Some(total)));
    let counted: u64 = pair["counts"].as_object().expect("counts").values().filter_map(Value::as_u64).sum();
    assert_eq!(counted + pair["same"].as_u64().expect("a number"), total);

    let procedures = run(&["diff", "AES classique", "AES métiers en tension"]);
    assert!(procedures.code == 1 && procedures.out.contains("« AES classique »"), "{}", procedures.err);
    let readings = run(&["diff", "défaut", "mois d'activité=mois civil complet", "--temoins"]);
    assert!(
        readings.code == 1 && readings.out.contains("de quantième à quantième → mois civil complet"),
        "{}",
        readings.err
    );
    let same = run(&["diff", "aes-travail", "aes-travail"]);
    assert!(same.code == 0 && same.out.contains("Sans différence"), "{}", same.err);
    // Another year is another text: the names are told, none is proposed.
    let unknown = failure(2, &["diff", "circulaire du 28 novembre 2013", "AES classique"]);
    assert!(!unknown.contains("vouliez-vous dire") && unknown.contains("circulaire du 28 novembre 2012"), "{unknown}");
    assert!(failure(2, &["diff", "circulair du 28 novembre 2012", "AES classique"]).contains("vouliez-vous dire"));
}

#[test]
fn diff_reads_one_dossier_a_line() {
    let line = |day: u32| {
        format!(
            "{{\"dossier\":\"p{day}\",\"faits\":{{\"date de dépôt\":\"2024-06-15\",\"séjours\":[{{\"du\":\"2019-06-{day:02}\"}}]}}}}\n"
        )
    };
    let lines = format!("{}{}{{\"faits\": 3}}\n{}", line(14), line(15), line(16));
    let folder = temporary("ndjson", &[("cas.ndjson", &lines)]);
    let rules = folder.join("regles");
    answer(&["new", path(&rules)]);
    let other = folder.join("autres");
    answer(&["new", path(&other)]);
    let file = other.join("recueil.alinea");
    let text = std::fs::read_to_string(&file).expect("it is there").replace("au moins 3 ans", "au moins 5 ans");
    std::fs::write(&file, text).expect("temp can be written");
    let cases = folder.join("cas.ndjson");
    let found = run(&["diff", path(&rules), path(&other), "--cas", path(&cases)]);
    assert_eq!(found.code, 1, "{}", found.err);
    assert!(
        found.out.contains("3 dossiers ; pertes : 1, sans changement : 2")
            && found.out.contains("1 · réunies → non réunies : ")
            && found.out.contains("p16"),
        "{}",
        found.out
    );
    assert!(found.out.contains("ligne 3"), "{}", found.out);
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
}

/// A recueil, and a copy of it with one threshold moved.
fn moved(name: &str) -> (PathBuf, PathBuf, PathBuf) {
    let folder = temporary(name, &[]);
    let (before, after) = (folder.join("avant"), folder.join("apres"));
    for place in [&before, &after] {
        answer(&["new", path(place)]);
    }
    let file = after.join("recueil.alinea");
    let text = std::fs::read_to_string(&file).expect("it is there").replace("au moins 3 ans", "au moins 5 ans");
    std::fs::write(&file, text).expect("temp can be written");
    (folder, before, after)
}

/// The witness is a dossier of the recueil after: it is tested there, and stays as it is.
#[test]
fn witnesses_are_kept_as_dossiers() {
    let (folder, before, after) = moved("temoins");
    let cases = after.join("cas");
    let kept = |code: u8| {
        let args = ["diff", path(&before), path(&after), "--temoins", "--ecrire", path(&cases)];
        let found = run(&args);
        assert_eq!(found.code, i32::from(code), "{}", found.err);
        found.err
    };
    let count = |folder: &Path| std::fs::read_dir(folder).expect("it is a folder").count();
    let dossiers = count(&cases);
    kept(1);
    let written = count(&cases) - dossiers;
    assert!(written > 0);
    assert!(kept(1).contains("0 témoins écrits"), "the same stays");
    let tested = run(&["test", path(&after)]);
    assert!(!tested.out.contains("temoin"), "what they expect holds: {}", tested.out);
    let witness = std::fs::read_dir(&cases).expect("a folder").filter_map(|entry| Some(entry.ok()?.path()));
    let witness: Vec<PathBuf> = witness.filter(|path| path.to_string_lossy().contains("temoin-")).collect();
    let text = std::fs::read_to_string(&witness[0]).expect("it was written");
    assert!(text.contains("attendu:") && text.contains("non réunie"), "{text}");
    std::fs::write(&witness[0], "faits: {}\n").expect("temp can be written");
    assert!(kept(2).contains("disent autre chose et restent"));
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
}

/// One row for each dossier that changes; the same bytes each time.
#[test]
fn a_comparison_is_a_table_too() {
    let (folder, before, after) = moved("tableau");
    let lines = r#"{"dossier":"un","faits":{"date de dépôt":"2024-06-15","séjours":[{"du":"2020-06-15"}]}}"#;
    let cases = folder.join("cas.ndjson");
    std::fs::write(&cases, lines).expect("temp can be written");
    let diff = |more: &[&str]| {
        let mut args = vec!["diff", path(&before), path(&after), "--cas", path(&cases)];
        args.extend(more);
        run(&args)
    };
    let csv = diff(&["--format", "csv"]).out;
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows[0], "procédure;texte avant;texte après;dossier;changement;avant;après;raison");
    assert_eq!(rows.len(), 2, "{csv}");
    assert!(rows[1].contains(";un;pertes;réunies;non réunies;"), "{csv}");
    let refused = diff(&["--format", "xlsx"]);
    assert!(refused.code == 2 && refused.err.contains("--sortie"), "{}", refused.err);
    let book = |name: &str| {
        let place = folder.join(name);
        let found = diff(&["--format", "xlsx", "--sortie", path(&place)]);
        assert_eq!(found.code, 1, "{}", found.err);
        std::fs::read(place).expect("it was written")
    };
    let one = book("un.xlsx");
    assert!(one.starts_with(b"PK"));
    assert_eq!(one, book("deux.xlsx"));
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
}

#[test]
fn new_creates_a_recueil_without_findings() {
    let folder = temporary("new", &[]).join("mien");
    let made = answer(&["new", path(&folder), "--titre", "Mon recueil"]);
    assert!(made.contains("alinea check"), "{made}");
    assert!(answer(&["check", path(&folder)]).contains("0 erreur, 0 avertissement"));
    let tested = answer(&["test", path(&folder)]);
    assert!(tested.contains("4 attentes, toutes tenues") && tested.contains("couvert"), "{tested}");
    assert_eq!(run(&["fmt", "--check", path(&folder)]).out, "");
    assert!(answer(&["show", "--recueil", path(&folder)]).contains("trois ans de présence"));
    assert!(failure(2, &["new", path(&folder)]).contains("n'est pas vide"));
    std::fs::remove_dir_all(folder.parent().expect("it has one")).expect("temp can be cleared");
}

#[test]
fn fmt_checks_shows_and_writes() {
    let careless = "recueil \"Essai\"\nfaits\n marié : oui ou non # à relire\n";
    let neat = "recueil « Essai »\n\nfaits\n  marié : oui ou non # à relire\n";
    let folder = temporary("fmt", &[("essai.alinea", careless), ("faute.alinea", BROKEN)]);
    let file = folder.join("essai.alinea");
    let read = || std::fs::read_to_string(&file).expect("the file is there");

    let checked = run(&["fmt", "--check", path(&file)]);
    assert_eq!((checked.code, checked.out.trim()), (1, path(&file)));
    let shown = run(&["fmt", "--diff", path(&file)]);
    assert!(shown.code == 1 && shown.out.contains("-recueil \"Essai\"\n+recueil « Essai »\n"), "{}", shown.out);
    assert_eq!(read(), careless, "neither writes");

    // A file that cannot be read is told and left; the others are done.
    let folder_run = run(&["fmt", path(&folder)]);
    assert!(folder_run.code == 1 && folder_run.err.contains("faute.alinea"), "{}", folder_run.err);
    assert_eq!(read(), neat);
    assert_eq!(std::fs::read_to_string(folder.join("faute.alinea")).expect("it is there"), BROKEN);
    let again = run(&["fmt", "--check", path(&file)]);
    assert_eq!((again.code, again.out.as_str()), (0, ""));
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
}

#[test]
fn the_commands_of_the_readme_run() {
    let readme = include_str!("../../../README.md");
    let folder = temporary("readme", &[("mon-dossier.yaml", "faits:\n  polygamie: oui\n")]);
    let mut seen = 0;
    for command in commands(readme) {
        let words: Vec<String> = words(&command)
            .into_iter()
            .map(|word| match word.as_str() {
                "mon-dossier.yaml" => folder.join(word).to_string_lossy().into_owned(),
                _ => word,
            })
            .collect();
        // Named alone in the table of commands; they are tried elsewhere.
        if matches!(command.as_str(), "batch" | "diff" | "new") {
            continue;
        }
        let arguments: Vec<&str> = words.iter().map(String::as_str).collect();
        let found = run(&arguments);
        assert_eq!((found.code, found.err.as_str()), (0, ""), "{command}");
        // Of files that have their layout, `fmt` says nothing.
        assert!(!found.out.is_empty() || command.starts_with("fmt"), "{command}");
        seen += 1;
    }
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
    assert!(seen >= 5, "only {seen} commands were found");
}

/// What follows the name of the program, in code blocks and between backquotes.
fn commands(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_block = false;
    for line in text.lines() {
        if line.starts_with("```") {
            in_block = !in_block;
        } else if in_block {
            found.extend(arguments(line));
        } else {
            found.extend(line.split('`').skip(1).step_by(2).filter_map(arguments));
        }
    }
    found
}

fn arguments(command: &str) -> Option<String> {
    let command = command.trim().trim_start_matches("$ ");
    let rest = command.strip_prefix("cargo run --release --").or_else(|| command.strip_prefix("alinea "))?;
    Some(rest.split(" #").next().unwrap_or(rest).trim().to_string())
}

/// The words of a command, as a shell splits them at blanks and quotes.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in command.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, ' ') => words.push(String::new()),
            (_, c) => words.last_mut().expect("there is a word").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
