//! A recueil as it stands in a revision, read through git itself: the work tree is not touched.
//!
//! A repository is not trusted: its settings can name programs for git to run, and a copy that lacks objects has git
//! fetch them by a program of its choice. Only commands are used that show objects as they are, and git is told to
//! fetch nothing, to run no hook, no monitor and no pager.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use super::Failure;
use super::disk::MAX_FILE;
use crate::report;
use crate::source::{CASES, Exclusion, LeftOut, Loader, is_rules};

/// The files of a folder in a revision.
pub(super) struct Revision {
    revision: String,
    folder: String,
    files: BTreeMap<String, Vec<u8>>,
    set_aside: Vec<LeftOut>,
}

/// Where the revision ends and the folder begins in `REV:folder`, as git reads it: `HEAD^{/a: b}:folder` has its colon
/// behind the braces.
pub(super) fn split(operand: &str) -> Option<(&str, &str)> {
    let mut depth = 0_i32;
    let colon = operand.find(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ':' && depth == 0
    })?;
    Some((&operand[..colon], &operand[colon + 1..]))
}

impl Revision {
    /// Reads a folder of a revision.
    pub(super) fn open(revision: &str, folder: &str) -> Result<Revision, Failure> {
        let unread = |why: &str| Failure::misuse(format!("« {revision}:{folder} » ne peut être lu : {why}"));
        let resolve = |object: &str| git(&["rev-parse", "--verify", "--quiet", "--end-of-options", object]);
        let Ok(_) = resolve(&format!("{revision}^{{tree}}")) else {
            let is_repository = git(&["rev-parse", "--git-dir"]).map_err(|why| unread(&why)).is_ok();
            return Err(unread(&match is_repository {
                true => format!("« {revision} » n'est pas une révision de ce dépôt"),
                false => "aucun dépôt git n'est ouvert ici, ou git n'est pas installé".to_string(),
            }));
        };
        // « HEAD:r/ » is the folder r.
        let inner = folder.trim_end_matches('/');
        let inner = if inner == "." { "./" } else { inner };
        let tree = resolve(&format!("{revision}:{inner}"))
            .map_err(|_| unread(&format!("le dossier « {folder} » n'existe pas dans cette révision")))?;
        let tree = String::from_utf8_lossy(&tree).trim().to_string();
        let listed = git(&["ls-tree", "-r", "-z", "--full-tree", &tree])
            .map_err(|_| unread("ce n'est pas un dossier, ou il manque à cette copie du dépôt"))?;
        let (files, set_aside) = (BTreeMap::new(), Vec::new());
        let (revision, folder) = (revision.to_string(), inner.to_string());
        let mut found = Revision { revision, folder, files, set_aside };
        let mut links = Vec::new();
        let mut objects = Objects::open().map_err(|why| unread(&why))?;
        for entry in String::from_utf8_lossy(&listed).split('\0') {
            let Some((about, path)) = entry.split_once('\t') else { continue };
            let (mode, object) = (about.get(..6).unwrap_or(""), about.rsplit(' ').next().unwrap_or(""));
            let in_cases = path.strip_prefix(CASES).is_some_and(|rest| rest.matches('/').count() == 1);
            if path.contains('/') && !in_cases {
                continue;
            }
            let is_link = mode == "120000";
            if !is_link && !mode.starts_with("100") {
                found.set_aside.push(LeftOut { name: path.to_string(), why: Exclusion::NotAFile });
                continue;
            }
            let bytes = objects.read(object).map_err(|why| unread(&format!("« {path} » : {why}")))?;
            if is_link {
                links.push((path.to_string(), String::from_utf8_lossy(&bytes).into_owned()));
            } else {
                found.files.insert(path.to_string(), bytes);
            }
        }
        found.follow(links);
        Ok(found)
    }

    /// Links are followed among the files that were read.
    fn follow(&mut self, links: Vec<(String, String)>) {
        for (path, target) in links {
            let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
            match self.files.get(&format!("{folder}{}", target.trim_start_matches("./"))) {
                Some(bytes) => {
                    let bytes = bytes.clone();
                    self.files.insert(path, bytes);
                }
                None => self.set_aside.push(LeftOut { name: path, why: Exclusion::LeadsOut }),
            }
        }
    }
}

impl Loader for Revision {
    fn names(&self) -> Vec<String> {
        self.files.keys().cloned().collect()
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let left = self.set_aside.iter().find(|left| left.name == name);
        self.files.get(name).cloned().ok_or_else(|| match left {
            Some(left) => report::exclusion(left.why).to_string(),
            None => format!("le fichier « {name} » n'existe pas dans cette révision"),
        })
    }

    fn set_aside(&self) -> Vec<LeftOut> {
        self.set_aside.clone()
    }

    /// The folder next to this one, in the same revision.
    fn beside(&self, name: &str) -> Option<Box<dyn Loader>> {
        let folder = self.folder.trim_end_matches('/');
        let beside = match folder.rsplit_once('/') {
            // The folder at hand: git knows the one above it.
            _ if folder == "." => format!("../{name}"),
            Some((above, _)) => format!("{above}/{name}"),
            None if folder.is_empty() => return None,
            None => name.to_string(),
        };
        let found = Revision::open(&self.revision, &beside).ok()?;
        found.names().iter().any(|name| is_rules(name)).then(|| Box::new(found) as Box<dyn Loader>)
    }
}

/// Objects of the repository, one after the other, by one git.
struct Objects {
    git: std::process::Child,
    answers: BufReader<std::process::ChildStdout>,
}

impl Objects {
    fn open() -> Result<Objects, String> {
        let absent = "git n'est pas installé";
        let mut git = command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|_| absent)?;
        let answers = BufReader::new(git.stdout.take().ok_or(absent)?);
        Ok(Objects { git, answers })
    }

    fn read(&mut self, object: &str) -> Result<Vec<u8>, String> {
        let missing = "il manque à cette copie du dépôt, qui n'est pas complétée d'ici".to_string();
        let mut ask = || {
            let questions = self.git.stdin.as_mut()?;
            questions.write_all(format!("{object}\n").as_bytes()).and_then(|()| questions.flush()).ok()?;
            let mut about = String::new();
            self.answers.read_line(&mut about).ok()?;
            // « hash blob 1234 », then so many bytes and a line end.
            about.trim_end().split_once(" blob ")?.1.parse::<u64>().ok()
        };
        let size = ask().ok_or_else(|| missing.clone())?;
        if size > MAX_FILE {
            return Err(format!("il dépasse {} Mio", MAX_FILE / 1024 / 1024));
        }
        let mut bytes = Vec::new();
        (&mut self.answers).take(size + 1).read_to_end(&mut bytes).map_err(|_| missing.clone())?;
        match bytes.pop() {
            Some(b'\n') if bytes.len() as u64 == size => Ok(bytes),
            _ => Err(missing),
        }
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // Without questions it ends; what it still says concerns nobody.
        drop(self.git.stdin.take());
        let _ = self.git.wait();
    }
}

fn git(arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = command(arguments).output().map_err(|_| "git n'est pas installé".to_string())?;
    if output.status.success() { Ok(output.stdout) } else { Err("git refuse".to_string()) }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.args(["--no-pager", "--no-replace-objects", "--literal-pathspecs"]);
    for setting in ["core.fsmonitor=false", "core.hooksPath=/dev/null", "protocol.allow=never"] {
        command.args(["-c", setting]);
    }
    let settings = [
        ("GIT_NO_LAZY_FETCH", "1"),
        // An empty list: what the repository itself allows does not count.
        ("GIT_ALLOW_PROTOCOL", ""),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_OPTIONAL_LOCKS", "0"),
        ("GIT_TERMINAL_PROMPT", "0"),
    ];
    command.args(arguments).envs(settings).stdin(Stdio::null());
    command
}
