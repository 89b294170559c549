//! Files are written whole or not at all, whatever the command and whatever ends it.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::{answer, failure, path, run, temporary};

const CARELESS: &str = "recueil \"Essai\"\nfaits\n marié : oui ou non # à relire\n";
const NEAT: &str = "recueil « Essai »\n\nfaits\n  marié : oui ou non # à relire\n";

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).expect("the file is there")
}

/// The names in a folder, hidden ones too.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        Folder(temporary(name, files))
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A test that fails says more than this could.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Starts the program with these answers on its input.
fn start(arguments: &[&str], input: &str) -> Child {
    let mut child = Command::new(env!("CARGO_BIN_EXE_alinea"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = child.stdin.take().expect("the input is a pipe");
    stdin.write_all(input.as_bytes()).expect("the program listens");
    child
}

/// Runs a command of the shell; its exit code and what it says.
#[cfg(unix)]
fn shell(command: &str) -> (Option<i32>, String) {
    let command = command.replace("alinea ", &format!("{} ", env!("CARGO_BIN_EXE_alinea")));
    let done = Command::new("bash").args(["-c", &command]).stdin(Stdio::null()).output().expect("bash runs");
    (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned() + &String::from_utf8_lossy(&done.stdout))
}

#[cfg(unix)]
#[test]
fn a_written_file_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("mode", &[("essai.alinea", CARELESS)]);
    let file = folder.at("essai.alinea");
    for mode in [0o600, 0o640, 0o664, 0o755] {
        std::fs::write(&file, CARELESS).expect("temp can be written");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).expect("the file is ours");
        answer(&["fmt", path(&file)]);
        let kept = std::fs::metadata(&file).expect("the file is there").permissions().mode() & 0o7777;
        assert_eq!((read(&file).as_str(), kept), (NEAT, mode));
    }
    assert_eq!(names(&folder.0), ["essai.alinea"]);
}

#[cfg(unix)]
#[test]
fn a_link_stays_and_its_file_is_written() {
    let folder = Folder::new("lien", &[("vrai.alinea", CARELESS)]);
    std::os::unix::fs::symlink("vrai.alinea", folder.at("premier.alinea")).expect("links can be made");
    std::os::unix::fs::symlink(folder.at("premier.alinea"), folder.at("second.alinea")).expect("links can be made");
    answer(&["fmt", path(&folder.at("second.alinea"))]);
    assert_eq!(read(&folder.at("vrai.alinea")), NEAT);
    for link in ["premier.alinea", "second.alinea"] {
        assert!(folder.at(link).is_symlink(), "{link}");
    }
}

#[test]
fn a_file_of_two_names_is_told_and_left() {
    let folder = Folder::new("noms", &[("un.alinea", CARELESS)]);
    std::fs::hard_link(folder.at("un.alinea"), folder.at("deux.alinea")).expect("links can be made");
    let said = failure(2, &["fmt", path(&folder.at("deux.alinea"))]);
    assert!(said.contains("deux.alinea") && said.contains("plusieurs noms"), "{said}");
    assert_eq!((read(&folder.at("un.alinea")).as_str(), names(&folder.0).len()), (CARELESS, 2));
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_are_told() {
    let folder = Folder::new("nulle-part", &[]);
    let link =
        |target: &str, name: &str| std::os::unix::fs::symlink(target, folder.at(name)).expect("links can be made");
    link("absent.yaml", "pendant.yaml");
    link("b.yaml", "a.yaml");
    link("a.yaml", "b.yaml");
    let out = |name: &str| failure(2, &["ask", "--interactive", "--sortie", path(&folder.at(name))]);
    assert!(out("pendant.yaml").contains("c'est un lien vers un fichier qui n'existe pas"));
    assert!(out("a.yaml").contains("ces liens tournent en rond"), "{}", out("a.yaml"));
    assert!(out("sous/d.yaml").contains("n'existe pas"));
    assert!(out("").contains("c'est un dossier"));
    assert_eq!(names(&folder.0), ["a.yaml", "b.yaml", "pendant.yaml"]);
}

/// A limit on the size of files stands for a full disk; without the signal, writing fails; with it, the program dies.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_file() {
    let long = CARELESS.to_string() + &"# une ligne de plus\n".repeat(400);
    let folder = Folder::new("plein", &[("essai.alinea", &long)]);
    let file = folder.at("essai.alinea");
    let (code, said) = shell(&format!("trap '' XFSZ; ulimit -f 2; alinea fmt {}", path(&file)));
    assert!(code == Some(2) && said.contains("il deviendrait trop grand"), "{code:?} {said}");
    let (code, _) = shell(&format!("ulimit -c 0; ulimit -f 2; alinea fmt {}", path(&file)));
    assert_ne!(code, Some(0));
    assert_eq!((read(&file), names(&folder.0)), (long, vec!["essai.alinea".to_string()]));

    if Path::new("/dev/full").exists() {
        let (code, said) = shell("alinea ask --interactive --sortie /dev/full");
        assert!(code == Some(2) && said.contains("le disque est plein"), "{code:?} {said}");
    }
}

/// Two ways to the same file: the program may not write into a folder, or not into the file.
#[cfg(unix)]
#[test]
fn what_may_not_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("lecture", &[("essai.alinea", CARELESS)]);
    let file = folder.at("essai.alinea");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o444)).expect("the file is ours");
    if std::fs::File::options().write(true).open(&file).is_ok() {
        eprintln!("NON ESSAYÉ : un administrateur écrit partout");
        return;
    }
    assert!(failure(2, &["fmt", path(&file)]).contains("ce n'est pas permis"));
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).expect("the file is ours");
    std::fs::set_permissions(&folder.0, std::fs::Permissions::from_mode(0o555)).expect("the folder is ours");
    let said = failure(2, &["fmt", path(&file)]);
    std::fs::set_permissions(&folder.0, std::fs::Permissions::from_mode(0o755)).expect("the folder is ours");
    assert!(said.contains("ce n'est pas permis"), "{said}");
    assert_eq!(read(&file), CARELESS);
}

/// A dossier of which one fact is left to ask.
fn known(fact: &str) -> String {
    format!(
        "# à garder
faits:
  date de dépôt: 2024-06-15
  séjours: [{{ du: 2018-01-01, document: sans document }}]
  emplois: [{{ du: 2023-01-01, nature: salariée, métier: A1Z40, région: Bretagne }}]
  formulaire cerfa signé par l'employeur: oui
  engagement de payer la taxe: oui
  menace pour l'ordre public: non
  {fact}
  mention au bulletin n° 2: non
"
    )
}

/// Kills at any moment leave the old file or the new one; what a kill may leave beside it is hidden and never read.
#[cfg(unix)]
#[test]
fn kills_leave_the_old_file_or_the_new_one() {
    let old = &known("polygamie: inconnu # vu le 3 mars");
    let new = old.replace("inconnu", "oui");
    let folder = Folder::new("tués", &[("d.yaml", old)]);
    let file = folder.at("d.yaml");
    let mut seen = [0, 0];
    let arguments = ["ask", path(&file), "--interactive", "--sortie", path(&file)];
    for round in 0..40_u64 {
        std::fs::write(&file, old).expect("temp can be written");
        let mut child = start(&arguments, "oui\nfin\n");
        std::thread::sleep(Duration::from_millis(5 + round * 5 % 60));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        let found = read(&file);
        assert!(found == *old || found == new, "{found}");
        seen[usize::from(found == new)] += 1;
        let is_hidden = |name: &String| name.starts_with(".alinea-") && name.ends_with(".tmp");
        let beside: Vec<String> = names(&folder.0).into_iter().filter(|name| !is_hidden(name)).collect();
        assert_eq!(beside, ["d.yaml"]);
    }
    assert!(seen[0] > 0, "all were done before the kill: {seen:?}");
    assert!(start(&arguments, "oui\nfin\n").wait().expect("it ends").success());
    assert_eq!(read(&file), new);
}

#[test]
fn answers_stand_in_the_dossier_as_it_was_written() {
    let before = "\
# Dossier de Mme X, reçu le 2 juin.
dossier: madame x   # nom d'usage

faits:
  date de dépôt: 2024-06-15
  # Pièces à relire
  séjours:
    - du: 2018-01-01 # visa
      document: sans document
  emplois: [{ du: 2023-01-01, nature: salariée, métier: A1Z40, région: Bretagne }]
  engagement de payer la taxe: oui
  formulaire cerfa signé par l'employeur: oui
  menace pour l'ordre public: non
  mention au bulletin n° 2: non
  polygamie:      # à demander

# attendu plus tard
attendu:
  AES classique:
    circulaire du 28 novembre 2012: indéterminé
";
    let folder = Folder::new("réponses", &[("d.yaml", before)]);
    let file = folder.at("d.yaml");
    let mut child = start(
        &["ask", path(&file), "--interactive", "--procedure", "AES classique", "--sortie", path(&file)],
        "non\nfin\n",
    );
    let mut said = String::new();
    child.stderr.take().expect("it speaks").read_to_string(&mut said).expect("it speaks French");
    assert!(child.wait().expect("it ends").success(), "{said}");
    let after = read(&file);
    let changed: Vec<(&str, &str)> =
        before.lines().zip(after.lines()).filter(|(before, after)| before != after).collect();
    assert_eq!(before.lines().count(), after.lines().count(), "{after}");
    assert_eq!(changed, [("  polygamie:      # à demander", "  polygamie: non      # à demander")], "{said}");
}

#[test]
fn a_dossier_that_changed_meanwhile_is_left_and_the_answers_are_shown() {
    let folder = Folder::new("entre-temps", &[("d.yaml", &known("polygamie: inconnu"))]);
    let file = folder.at("d.yaml");
    let mut child = Command::new(env!("CARGO_BIN_EXE_alinea"))
        .args(["ask", path(&file), "--interactive", "--sortie", path(&file)])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut first = [0; 1];
    child.stderr.as_mut().expect("it speaks").read_exact(&mut first).expect("it asks");
    let other = known("polygamie: non");
    std::fs::write(&file, &other).expect("temp can be written");
    child.stdin.take().expect("it listens").write_all(b"oui\nfin\n").expect("it listens");
    let done = child.wait_with_output().expect("it ends");
    let shown = String::from_utf8_lossy(&done.stdout).into_owned();
    assert_eq!(done.status.code(), Some(2));
    assert!(shown.contains("polygamie: oui"), "{shown}");
    assert!(String::from_utf8_lossy(&done.stderr).contains("vient de changer"));
    assert_eq!(read(&file), other);
}

#[test]
fn updated_expectations_keep_the_rest_of_the_file() {
    let folder = Folder::new("update", &[]).at("recueil");
    answer(&["new", path(&folder)]);
    let file = folder.join("cas/trois-ans.yaml");
    let marked = format!("\u{feff}{}", read(&file).replace(": réunies", ": non réunies"));
    std::fs::write(&file, &marked).expect("temp can be written");
    let updated = run(&["test", path(&folder), "--update"]);
    assert_eq!(updated.code, 0, "{}", updated.err);
    assert_eq!(read(&file), marked.replace(": non réunies", ": réunies"));
    std::fs::remove_dir_all(folder.parent().expect("it has one")).expect("temp can be cleared");
}

#[test]
fn a_new_recueil_appears_whole() {
    let folder = Folder::new("neuf", &[]);
    answer(&["new", path(&folder.at("a/b/c"))]);
    assert_eq!(names(&folder.at("a/b/c")), ["cas", "circulaire-2024-01-01.md", "recueil.alinea"]);
    assert_eq!(names(&folder.0), ["a"]);
    // A folder that is there and empty is filled.
    std::fs::create_dir(folder.at("vide")).expect("temp can be written");
    answer(&["new", path(&folder.at("vide"))]);
    assert_eq!(names(&folder.at("vide")), ["cas", "circulaire-2024-01-01.md", "recueil.alinea"]);
    std::fs::write(folder.at("fichier"), "").expect("temp can be written");
    assert!(failure(2, &["new", path(&folder.at("fichier"))]).contains("n'est pas un dossier"));
    assert!(failure(2, &["new", path(&folder.at("fichier/x"))]).contains("ne peut être créé"));
    assert!(failure(2, &["new", path(&folder.at("absent/../x"))]).contains("ne peut être créé"));
    assert_eq!(names(&folder.0), ["a", "fichier", "vide"]);
}

#[cfg(unix)]
#[test]
fn a_new_recueil_on_a_full_disk_does_not_appear() {
    let folder = Folder::new("neuf-plein", &[]);
    std::fs::create_dir(folder.at("vide")).expect("temp can be written");
    for name in ["x/y", "vide"] {
        let (code, said) = shell(&format!("trap '' XFSZ; ulimit -f 0; alinea new {}", path(&folder.at(name))));
        assert!(code == Some(2) && said.contains("ne peut être créé"), "{code:?} {said}");
    }
    assert_eq!((names(&folder.0), names(&folder.at("vide"))), (vec!["vide".to_string()], Vec::new()));
}

const LINES: &str = "{\"faits\":{}}\n{\"faits\":3}\n";

/// Whatever the way to it, what is read is never written over.
#[cfg(unix)]
#[test]
fn refused_lines_do_not_go_into_what_is_read() {
    let folder = Folder::new("lot", &[("l.ndjson", LINES), ("r.alinea", NEAT)]);
    let input = folder.at("l.ndjson");
    let input = path(&input);
    let link = |name: &str| {
        std::os::unix::fs::symlink("l.ndjson", folder.at(name)).expect("links can be made");
        folder.at(name)
    };
    let same = [folder.at("l.ndjson"), folder.at("./l.ndjson"), link("lien")];
    for errors in &same {
        let said = failure(2, &["batch", input, "--erreurs", path(errors)]);
        assert!(said.contains("c'est ce fichier qui est lu"), "{said}");
    }
    let errors = folder.at("l.ndjson");
    for command in
        ["alinea batch --erreurs E < I", "alinea batch - --erreurs E < I", "alinea batch /dev/stdin --erreurs E < I"]
    {
        let (code, said) = shell(&command.replace('E', path(&errors)).replace('I', input));
        assert!(code == Some(2) && said.contains("c'est ce fichier qui est lu"), "{said}");
    }
    let (code, said) = shell(&format!("alinea batch {input} >> {input}"));
    assert!(code == Some(2) && said.contains("dans le fichier des dossiers"), "{said}");
    let (code, said) = shell(&format!("alinea batch {input} --erreurs {0} > {0}", path(&folder.at("o"))));
    assert!(code == Some(2) && said.contains("la sortie du programme"), "{said}");
    std::fs::hard_link(input, folder.at("second")).expect("links can be made");
    assert!(failure(2, &["batch", input, "--erreurs", path(&folder.at("second"))]).contains("plusieurs noms"));
    assert_eq!(read(&folder.at("l.ndjson")), LINES);
    // A pipe is no file: the same one may be read and written.
    let (code, said) = shell(&format!("alinea batch --erreurs /dev/null < {input}"));
    assert_eq!(code, Some(1), "{said}");
}

#[test]
fn rules_are_not_overwritten_by_what_is_said_of_dossiers() {
    let folder = Folder::new("lot-règles", &[("l.ndjson", LINES)]);
    answer(&["new", path(&folder.at("r"))]);
    let (recueil, rules, input) = (folder.at("r"), folder.at("r/recueil.alinea"), folder.at("l.ndjson"));
    let before = read(&rules);
    let arguments = ["batch", path(&input), "--recueil", path(&recueil), "--erreurs", path(&rules)];
    assert!(failure(2, &arguments).contains("c'est un fichier du recueil"));
    let arguments = ["ask", "--recueil", path(&recueil), "--interactive", "--sortie", path(&rules)];
    assert!(failure(2, &arguments).contains("c'est un fichier du recueil"));
    assert_eq!(read(&rules), before);
}

#[test]
fn refused_lines_replace_older_ones_once_all_is_read() {
    let folder = Folder::new("lot-erreurs", &[("e.ndjson", "anciennes\n"), ("l.ndjson", LINES)]);
    let errors = folder.at("e.ndjson");
    failure(2, &["batch", "absent.ndjson", "--erreurs", path(&errors)]);
    failure(2, &["batch", "absent.csv", "--erreurs", path(&errors)]);
    assert_eq!(read(&errors), "anciennes\n");
    assert_eq!(run(&["batch", path(&folder.at("l.ndjson")), "--erreurs", path(&errors)]).code, 1);
    assert!(read(&errors).starts_with("{\"line\":2,"), "{}", read(&errors));
    assert_eq!(names(&folder.0), ["e.ndjson", "l.ndjson"]);
}
