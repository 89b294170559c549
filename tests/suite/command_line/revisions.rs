//! Recueils of a revision, read through git.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{answer, path, temporary};

/// A repository that holds a recueil in `regles`; `None`, said loudly, when there is no git.
fn repository(name: &str) -> Option<PathBuf> {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("NON ESSAYÉ : git n'est pas installé");
        return None;
    }
    let folder = temporary(name, &[]);
    answer(&["new", path(&folder.join("regles"))]);
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "première version"]);
    Some(folder)
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let who = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"];
    let done = Command::new("git").current_dir(folder).args(who).args(arguments).output().expect("git runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).trim().to_string()
}

fn alinea(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let done =
        Command::new(env!("CARGO_BIN_EXE_alinea")).current_dir(folder).args(arguments).output().expect("it runs");
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    (done.status.code(), text(&done.stdout) + &text(&done.stderr))
}

/// Two revisions are read through git; the work tree stays as it is.
#[test]
fn diff_compares_revisions() {
    let Some(folder) = repository("diff") else { return };
    let file = folder.join("regles/recueil.alinea");
    let text = std::fs::read_to_string(&file).expect("it is there").replace("au moins 3 ans", "au moins 5 ans");
    std::fs::write(&file, &text).expect("temp can be written");
    let (code, out) = alinea(&folder, &["diff", "HEAD:regles", "regles", "--temoins"]);
    assert!(code == Some(1) && out.contains("au moins 3 ans → au moins 5 ans"), "{out}");
    assert!(out.contains("pertes : 3") && out.contains("aucun dossier ne gagne"), "{out}");
    assert_eq!(std::fs::read_to_string(&file).expect("it is there"), text);
    assert_eq!(alinea(&folder, &["diff", "HEAD:regles", "HEAD:regles"]).0, Some(0));
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
}

/// What a recueil uses is that of the same revision.
#[test]
fn a_recueil_uses_the_one_beside_it_in_its_revision() {
    let Some(folder) = repository("utilise") else { return };
    let (shared, rules) = (folder.join("commun/p.alinea"), folder.join("regles/recueil.alinea"));
    std::fs::create_dir(folder.join("commun")).expect("temp can be written");
    let parameter = |years: u32| {
        format!("recueil « Commun »\n\nparamètre « attente » : durée\n  à compter du 1er janvier 1950 : {years} ans\n")
    };
    std::fs::write(&shared, parameter(3)).expect("temp can be written");
    let text = std::fs::read_to_string(&rules).expect("it is there");
    let (title, rest) = text.split_once("\n\nfaits").expect("the recueil has facts");
    let rest = rest.replace(
        "  les conditions sont réunies si :",
        "  attente longue signifie que attente dépasse 4 ans\n\n  les conditions sont réunies si :",
    );
    let text = format!(
        "{title}\n  utilise le recueil « commun »\n\nfaits{rest}\n\n  font obstacle :\n    attente longue, point 1\n"
    );
    std::fs::write(&rules, text).expect("temp can be written");
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "un paramètre"]);
    assert_eq!(alinea(&folder, &["diff", "HEAD:regles", "regles"]).0, Some(0));
    std::fs::write(&shared, parameter(5)).expect("temp can be written");
    let (code, out) = alinea(&folder, &["diff", "HEAD:regles", "regles"]);
    assert!(code == Some(1) && out.contains("« attente »") && out.contains("36 mois → 60 mois"), "{out}");
    let inside = folder.join("regles");
    assert_eq!(alinea(&inside, &["diff", "HEAD:./", "../regles"]).0, Some(1));
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
}

#[test]
fn folders_of_a_revision_are_named_as_people_do() {
    let Some(folder) = repository("barres") else { return };
    git(&folder, &["tag", "v1"]);
    for place in ["HEAD:regles/", "HEAD:regles//", "v1:regles/", "HEAD^{/première}:regles"] {
        let (code, out) = alinea(&folder, &["diff", place, "regles/"]);
        assert_eq!(code, Some(0), "{place}: {out}");
    }
    let inside = folder.join("regles");
    for place in ["HEAD:./", "HEAD:."] {
        let (code, out) = alinea(&inside, &["diff", place, "../regles"]);
        assert_eq!(code, Some(0), "{place}: {out}");
    }
    for (place, why) in [
        ("HEAD:ailleurs", "le dossier « ailleurs » n'existe pas dans cette révision"),
        ("TETE:regles", "« TETE » n'est pas une révision"),
        ("HEAD:regles/recueil.alinea", "ce n'est pas un dossier"),
    ] {
        let (code, out) = alinea(&folder, &["diff", place, "regles"]);
        assert!(code == Some(2) && out.contains(why), "{place}: {out}");
    }
    // What looks like an option of git is a name.
    let (code, out) = alinea(&folder, &["diff", "--", "--output=x:regles", "regles"]);
    assert!(code == Some(2) && !folder.join("x").exists(), "{out}");
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
}

#[cfg(unix)]
#[test]
fn links_of_a_revision_do_not_leave_its_folder() {
    use std::os::unix::fs::symlink;
    let Some(folder) = repository("liens") else { return };
    let rules = folder.join("regles");
    std::fs::rename(rules.join("recueil.alinea"), rules.join("vrai")).expect("temp can be written");
    symlink("vrai", rules.join("recueil.alinea")).expect("links can be made");
    symlink("/etc/passwd", rules.join("dehors.alinea")).expect("links can be made");
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-q", "-m", "liens"]);
    let (code, out) = alinea(&folder, &["diff", "HEAD:regles", "HEAD~1:regles"]);
    assert_eq!(code, Some(0), "{out}");
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
}

/// A copy that lacks an object has git fetch it from where its settings say; « ext:: » is a program to run.
#[cfg(unix)]
#[test]
fn a_hostile_repository_runs_nothing() {
    let Some(folder) = repository("hostile") else { return };
    let touched = folder.join("touché");
    let object = git(&folder, &["rev-parse", "HEAD:regles/recueil.alinea"]);
    let lost = folder.join(".git/objects").join(&object[..2]).join(&object[2..]);
    std::fs::remove_file(lost).expect("the object is loose");
    let program = folder.join("programme");
    std::fs::write(&program, format!("#!/bin/sh\ntouch '{}'\n", path(&touched))).expect("temp can be written");
    std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("it is ours");
    for (key, value) in [
        ("core.repositoryformatversion", "1"),
        ("extensions.partialClone", "ailleurs"),
        ("remote.ailleurs.url", &format!("ext::{}", path(&program))),
        ("remote.ailleurs.promisor", "true"),
        ("protocol.allow", "always"),
        ("protocol.ext.allow", "always"),
        ("core.fsmonitor", path(&program)),
        ("core.hooksPath", path(&folder)),
        ("core.pager", path(&program)),
        ("diff.external", path(&program)),
        ("diff.x.textconv", path(&program)),
    ] {
        git(&folder, &["-c", "core.fsmonitor=false", "config", key, value]);
    }
    std::fs::write(folder.join(".git/info/attributes"), "* diff=x\n").expect("temp can be written");
    let (code, out) = alinea(&folder, &["diff", "HEAD:regles", "regles"]);
    assert!(code == Some(2) && out.contains("manque à cette copie"), "{out}");
    assert!(!touched.exists(), "a program of the repository ran");

    // The trap works: git without care falls into it.
    let plain = Command::new("git").current_dir(&folder).args(["cat-file", "-p", &object]).output();
    assert!(plain.is_ok() && touched.exists(), "this git does not fetch what is missing: the test shows nothing");
    std::fs::remove_dir_all(folder).expect("temp can be cleared");
}
