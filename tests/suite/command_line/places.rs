//! What a place on the command line means, and what is said of what is not read.

use std::path::PathBuf;

use serde_json::Value;

use super::{BROKEN, answer, cas, failure, path, run, temporary};

/// Two recueils in a folder, as `new` makes them.
fn two(name: &str) -> PathBuf {
    let folder = temporary(name, &[]);
    for recueil in ["premier", "second"] {
        answer(&["new", path(&folder.join(recueil)), "--titre", recueil]);
    }
    folder
}

#[test]
fn check_says_what_it_read_and_what_it_left_out() {
    let folder = two("laissés");
    let first = folder.join("premier");
    let copy = |to: &str| std::fs::copy(first.join("recueil.alinea"), first.join(to)).expect("temp can be written");
    std::fs::create_dir(first.join("anciens")).expect("temp can be written");
    copy("anciens/a.alinea");
    copy("suite.alinea.txt");
    copy("RECUEIL.ALINEA");
    copy("vieux.csv");
    copy("LISEZMOI.md");
    copy("cas/a.yaml.txt");
    let text = answer(&["check", path(&first)]);
    assert!(text.contains("\nlus : circulaire-2024-01-01.md, recueil.alinea\n"), "{text}");
    for name in ["anciens/", "suite.alinea.txt", "RECUEIL.ALINEA", "vieux.csv", "cas/a.yaml.txt"] {
        assert!(text.contains(&format!("non lu : {name} (")), "{name}: {text}");
    }
    assert!(!text.contains("LISEZMOI"), "{text}");

    let json: Value = serde_json::from_str(&answer(&["check", path(&first), "--format", "json"])).expect("it is JSON");
    assert_eq!(json["read"], serde_json::json!(["circulaire-2024-01-01.md", "recueil.alinea"]));
    let left: Vec<(&str, &str)> = json["left_out"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|left| (left["name"].as_str().expect("a name"), left["why"].as_str().expect("a reason")))
        .collect();
    let expected = [
        ("LISEZMOI.md", "other"),
        ("RECUEIL.ALINEA", "nearly_rules"),
        ("anciens/", "other_ruleset"),
        ("cas/a.yaml.txt", "nearly_case"),
        ("suite.alinea.txt", "nearly_rules"),
        ("vieux.csv", "idle_table"),
    ];
    assert_eq!(left, expected);
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
}

#[test]
fn rules_that_cannot_be_read_are_an_error() {
    let folder = two("illisible");
    let file = folder.join("premier/latin.alinea");
    std::fs::write(&file, b"recueil \xab Essai \xbb\n").expect("temp can be written");
    let found = run(&["check", path(&folder.join("premier"))]);
    assert!(found.code == 1 && found.out.contains("n'est pas en UTF-8"), "{}", found.out);
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
}

/// Links out of the folder, devices and pipes are told and not opened.
#[cfg(unix)]
#[test]
fn what_lies_outside_is_not_read() {
    use std::os::unix::fs::symlink;
    let folder = two("dehors");
    let first = folder.join("premier");
    let table = folder.join("secret.csv");
    std::fs::write(&table, "métier\nA1Z40\n").expect("temp can be written");
    symlink(&table, first.join("table.csv")).expect("links can be made");
    symlink(folder.join("second/recueil.alinea"), first.join("b.alinea")).expect("links can be made");
    symlink("recueil.alinea", first.join("c.alinea.bak")).expect("links can be made");
    symlink("/dev/zero", first.join("cas/zéro.yaml")).expect("links can be made");
    let made = std::process::Command::new("mkfifo").arg(first.join("cas/tuyau.yaml")).status();
    assert!(made.is_ok_and(|status| status.success()));
    let text = answer(&["check", path(&first)]);
    for (name, why) in [
        ("table.csv", "hors du dossier"),
        ("b.alinea", "hors du dossier"),
        ("cas/zéro.yaml", "hors du dossier"),
        ("cas/tuyau.yaml", "pas un fichier ordinaire"),
    ] {
        let line = text.replace("\n  ", " ");
        assert!(
            line.lines().any(|line| line.starts_with(&format!("non lu : {name} (")) && line.contains(why)),
            "{text}"
        );
    }
    assert!(answer(&["test", path(&first)]).contains("4 attentes, toutes tenues"));

    // A list that names such a link is told why it is not read.
    let rules = first.join("recueil.alinea");
    let text = std::fs::read_to_string(&rules).expect("it is there");
    let list =
        "\nliste « métiers », par métier\n  à compter du 1er mars 2020, fichier « table.csv », selon « arrêté »\n";
    std::fs::write(&rules, text + list).expect("temp can be written");
    let found = run(&["check", path(&first)]);
    assert!(found.out.contains("file-unreadable") && found.out.contains("hors du"), "{}", found.out);
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
}

#[test]
fn a_folder_of_recueils_is_gone_through() {
    let folder = two("plusieurs");
    let (first, second) = (folder.join("premier"), folder.join("second"));
    for command in ["check", "test"] {
        let text = answer(&[command, path(&folder)]);
        for place in [&first, &second] {
            assert!(text.lines().any(|line| line == path(place)), "{command}: {text}");
        }
        let lines = answer(&[command, path(&folder), "--format", "json"]);
        assert_eq!(lines.lines().filter(|line| serde_json::from_str::<Value>(line).is_ok()).count(), 2, "{lines}");
    }
    let sarif: Value =
        serde_json::from_str(&answer(&["check", path(&folder), "--format", "sarif"])).expect("it is JSON");
    assert_eq!(sarif["runs"].as_array().map(Vec::len), Some(2));
    assert_eq!(run(&["fmt", "--check", path(&folder)]).out, "");
    assert!(failure(2, &["test", path(&folder), "--format", "html"]).contains("nommez-en un"));
    // Two places are two recueils.
    assert_eq!(answer(&["check", path(&first), path(&second)]), answer(&["check", path(&folder)]));

    // The worst of all is the code; one without rules does not hide the others.
    std::fs::write(second.join("faute.alinea"), BROKEN).expect("temp can be written");
    let found = run(&["check", path(&folder)]);
    assert!(found.code == 1 && found.out.contains("0 erreur") && found.out.contains("faute.alinea:"), "{}", found.out);
    let formatted = run(&["fmt", path(&folder)]);
    assert!(formatted.code == 1 && formatted.err.contains("faute.alinea"), "{}", formatted.err);
    std::fs::create_dir(folder.join("tiers")).expect("temp can be written");
    std::fs::write(folder.join("tiers/X.ALINEA"), BROKEN).expect("temp can be written");
    for command in ["check", "test", "fmt"] {
        let found = run(&[command, path(&folder)]);
        assert!(found.code == 2 && found.err.contains("X.ALINEA"), "{command} {}", found.err);
    }
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
}

#[test]
fn places_that_lead_nowhere_have_a_neighbour() {
    let folder = two("voisins");
    let at = |name: &str| folder.join(name).to_string_lossy().into_owned();
    for (place, near) in [
        ("premeir", "premier"),
        ("premeir/recueil.alinea", "premier/recueil.alinea"),
        ("premier/recuiel.alinea", "premier/recueil.alinea"),
        ("premier\\recueil.alinea", "premier/recueil.alinea"),
        ("premier/cas", "premier"),
        ("premier/cas/trois-ans.yaml", "premier"),
    ] {
        let said = failure(2, &["check", &at(place)]);
        assert!(said.contains(&format!("vouliez-vous dire « {} » ?", at(near))), "{place}: {said}");
    }
    let said = failure(2, &["eval", "--recueil", &at("premier"), &at("premier/cas/troi-ans.yaml")]);
    assert!(said.contains(&format!("« {} »", at("premier/cas/trois-ans.yaml"))), "{said}");
    assert!(failure(2, &["check", "aes-travial"]).contains("vouliez-vous dire « aes-travail » ?"));
    assert!(failure(2, &["eval", "--recueil", path(&folder)]).contains("nommez-en un"));
    for place in ["premier/", "premier/recueil.alinea", "premier/."] {
        assert!(answer(&["check", &at(place)]).contains("lus : circulaire-2024-01-01.md, recueil.alinea"), "{place}");
    }
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
}

#[test]
fn a_recueil_that_is_named_needs_no_dossier() {
    for recueil in ["taxe-employeur", "rulesets/taxe-employeur", "rulesets/aes-travail"] {
        for command in ["eval", "ask", "calendar"] {
            let out = answer(&[command, "--recueil", recueil]);
            assert!(!out.contains("exemple") && out.contains("indéterminé"), "{command} {recueil}: {out}");
        }
    }
    for command in ["eval", "ask", "calendar"] {
        let sample = answer(&[command]);
        assert!(sample.contains("exemple"), "{command}: {sample}");
        assert_eq!(sample, answer(&[command, "--recueil", "aes-travail"]));
    }
}

#[test]
fn eval_goes_through_a_folder() {
    let names = |out: &str| -> Vec<String> {
        out.lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("each line is an object")["dossier"].to_string())
            .collect()
    };
    let all = answer(&["eval", "rulesets/aes-travail/cas", "--format", "json"]);
    assert_eq!(names(&all).len(), crate::support::dossiers("aes-travail").len());
    // A recueil is evaluated by its own rules.
    let own = answer(&["eval", "rulesets/taxe-employeur", "--format", "json"]);
    assert!(own.contains("taxe de l'employeur") && names(&own).len() > 5, "{own}");

    let good = std::fs::read_to_string(cas("polygamie-fait-obstacle")).expect("it is there");
    let files = [
        ("a.yaml", good.as_str()),
        ("b.yaml", "faits: 3"),
        ("c.json", "{\"faits\": {}}"),
        ("d.yaml.txt", good.as_str()),
    ];
    let folder = temporary("dossiers", &files);
    let found = run(&["eval", path(&folder)]);
    assert_eq!(found.code, 1);
    assert!(found.out.contains("Dossier polygamie-fait-obstacle") || found.out.contains("Dossier a"), "{}", found.out);
    assert!(found.out.contains("Dossier c :"), "{}", found.out);
    assert!(found.err.contains("[b:1:8]") && found.err.contains("d.yaml.txt"), "{}", found.err);
    let worst = run(&["eval", path(&folder.join("b.yaml")), "absent.yaml", path(&folder.join("a.yaml"))]);
    assert!(worst.code == 2 && worst.out.contains("AES classique"), "{}", worst.err);
    let empty = temporary("dossiers-vides", &[]);
    assert!(failure(2, &["eval", path(&empty)]).contains("ne contient aucun dossier"));
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
    std::fs::remove_dir_all(empty).expect("temp can be cleared");
}

#[test]
fn a_text_that_is_not_in_force_says_how_it_applies() {
    let table = [
        ("circulaire du 23 janvier 2025", "2024-06-15", "à compter du 23 janvier 2025", "2025-01-23"),
        ("circulaire du 28 novembre 2012", "2026-02-01", "du 3 décembre 2012 au 22 janvier 2025", "2025-01-22"),
    ];
    for (text, day, days, proposed) in table {
        let found = run(&["eval", "--texte", text, "--le", day]);
        assert!(found.code == 0 && found.out.contains("hors champ"), "{}", found.out);
        assert!(found.err.contains(days) && found.err.contains(&format!("« --droit-au {proposed} »")), "{}", found.err);
        // What is proposed is what it takes.
        let out = answer(&["eval", "--texte", text, "--le", day, "--droit-au", proposed]);
        assert!(!out.contains("hors champ"), "{out}");
    }
    answer(&["ask", "--texte", "circulaire du 23 janvier 2025", "--droit-au", "2025-01-23"]);
}

#[test]
fn standard_input_is_a_dossier() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    for command in ["eval", "ask", "calendar"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_alinea"))
            .args([command, "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let text = "dossier: venu de loin\nfaits: {polygamie: oui}\n";
        child.stdin.take().expect("it listens").write_all(text.as_bytes()).expect("it listens");
        let out = child.wait_with_output().expect("it ends").stdout;
        assert!(String::from_utf8_lossy(&out).contains("venu de loin"), "{command}");
    }
    assert!(failure(2, &["ask", "-", "--interactive"]).contains("nommez le fichier"));
}
