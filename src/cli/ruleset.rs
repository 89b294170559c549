//! Which recueil is meant: a folder, one of its files, or a name that is built in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::{Failure, disk, style_of_stderr};
use crate::diagnostic::has_errors;
use crate::embedded::Embedded;
use crate::names::closest;
use crate::pipeline::{self, Read};
use crate::plan::Plan;
use crate::report;
use crate::source::{Exclusion, Loader, RULES_ENDING, Sources, is_nearly_rules, is_rules};

/// The recueil that is used when none is named.
const DEFAULT: &str = "aes-travail";

#[derive(Args, Clone)]
pub(super) struct RulesetArg {
    /// Dossier du recueil, l'un de ses fichiers, ou nom d'un recueil fourni avec le programme
    #[arg(long, value_name = "RECUEIL")]
    recueil: Option<PathBuf>,
}

impl RulesetArg {
    pub(super) fn at(place: &Path) -> RulesetArg {
        RulesetArg { recueil: Some(place.to_path_buf()) }
    }

    /// As it was named.
    pub(super) fn place(&self) -> &Path {
        self.recueil.as_deref().unwrap_or(Path::new(DEFAULT))
    }

    pub(super) fn is_named(&self) -> bool {
        self.recueil.is_some()
    }

    /// Whether it is the built-in one that is used when none is named.
    pub(super) fn is_default(&self) -> bool {
        self.place() == Path::new(DEFAULT) && (self.recueil.is_none() || !self.place().exists())
    }

    /// The folder that holds its files, when it lies on the disk.
    pub(super) fn folder(&self) -> Option<&Path> {
        let place = self.recueil.as_deref()?;
        match place.is_file() {
            true => place.parent().map(|parent| if parent.as_os_str().is_empty() { Path::new(".") } else { parent }),
            false => Some(place).filter(|place| place.is_dir()),
        }
    }

    /// Whether a file is one of its rules, tables or texts.
    pub(super) fn owns(&self, path: &Path) -> bool {
        let Some(place) = self.folder().filter(|_| path.is_file()) else { return false };
        let Ok(folder) = disk::Folder::open(place) else { return false };
        let files =
            folder.names().into_iter().filter(|name| is_rules(name) || name.ends_with(".csv") || name.ends_with(".md"));
        files.map(|name| place.join(name)).any(|file| same_file::is_same_file(file, path).unwrap_or(false))
    }

    pub(super) fn loader(&self) -> Result<Box<dyn Loader>, Failure> {
        let place = self.place();
        if self.recueil.is_some() && place.is_dir() {
            let folder = disk::Folder::open(place)?;
            return if folder.has_rules() { Ok(Box::new(folder)) } else { Err(without_rules(place, &folder)) };
        }
        if self.recueil.is_some() && place.is_file() {
            let folder = disk::Folder::around(place)?;
            let name = place.file_name().unwrap_or_default().to_string_lossy();
            let is_own = is_rules(&name) || name.ends_with(".csv") || name.ends_with(".md");
            return if is_own && folder.has_rules() { Ok(Box::new(folder)) } else { Err(not_rules(place)) };
        }
        let name = place.to_string_lossy();
        match Embedded::named(&name) {
            Some(embedded) => Ok(Box::new(embedded)),
            None => Err(unknown(place)),
        }
    }

    /// The rules, whatever is found in them.
    pub(super) fn read(&self) -> Result<Read, Failure> {
        Ok(pipeline::read(self.loader()?.as_ref()))
    }

    /// The plan, or the findings that stand in its way.
    pub(super) fn plan(&self) -> Result<(Arc<Plan>, Sources), Failure> {
        let checked = pipeline::load(self.loader()?.as_ref());
        match checked.plan {
            Some(plan) => Ok((plan, checked.sources)),
            None => {
                let errors: Vec<_> =
                    checked.diagnostics.into_iter().filter(|found| has_errors(std::slice::from_ref(found))).collect();
                Err(Failure::findings(report::diagnostics_text(&checked.sources, &errors, style_of_stderr())))
            }
        }
    }
}

/// The recueils that are named: `--recueil` when no place is, and every recueil of a folder that holds several.
pub(super) fn several(default: RulesetArg, places: &[PathBuf]) -> Vec<RulesetArg> {
    if places.is_empty() {
        return match default.recueil {
            Some(place) => each(&place),
            None => vec![default],
        };
    }
    places.iter().flat_map(|place| each(place)).collect()
}

fn each(place: &Path) -> Vec<RulesetArg> {
    let is_one = !place.is_dir() || disk::Folder::open(place).is_ok_and(|folder| folder.has_rules());
    let inside = if is_one { Vec::new() } else { disk::rulesets(place) };
    match inside.is_empty() {
        true => vec![RulesetArg::at(place)],
        false => inside.iter().map(|place| RulesetArg::at(place)).collect(),
    }
}

fn without_rules(place: &Path, folder: &disk::Folder) -> Failure {
    let inside = disk::rulesets(place);
    let further = || disk::folders(place).into_iter().find(|folder| !disk::rulesets(folder).is_empty());
    let names = |paths: &[PathBuf]| paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
    let hint = if let Some(name) = folder.nearly_rules().first() {
        format!(" ; « {name} » : {}", report::exclusion(Exclusion::NearlyRules))
    } else if !inside.is_empty() {
        format!(", mais des recueils : {} ; nommez-en un", names(&inside))
    } else {
        meant(recueil_above(place).or_else(further)).replace('\n', " ; ")
    };
    Failure::misuse(format!("« {} » ne contient aucun fichier {RULES_ENDING}{hint}", place.display()))
}

fn not_rules(file: &Path) -> Failure {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let why = match is_nearly_rules(&name) {
        true => format!(" : {}", report::exclusion(Exclusion::NearlyRules)),
        false => meant(recueil_above(file)),
    };
    Failure::misuse(format!("« {} » n'est pas un fichier de règles{why}", file.display()))
}

/// The folder with rules that a file, or the folder of its dossiers, lies in.
fn recueil_above(place: &Path) -> Option<PathBuf> {
    let here = |place| if place == Path::new("") { Path::new(".") } else { place };
    let is_recueil = |place: &Path| disk::Folder::open(place).is_ok_and(|folder| folder.has_rules());
    place.ancestors().skip(1).take(2).map(here).find(|place| is_recueil(place)).map(Path::to_path_buf)
}

fn meant(place: Option<PathBuf>) -> String {
    place.map(|place| format!("\nvouliez-vous dire « {} » ?", place.display())).unwrap_or_default()
}

fn unknown(place: &Path) -> Failure {
    let name = place.display();
    if place.exists() {
        return Failure::misuse(format!("« {name} » n'est ni un dossier ni un fichier ordinaire"));
    }
    let known = Embedded::names();
    let built_in = || closest(&place.to_string_lossy(), known.iter().copied()).map(PathBuf::from);
    let hint = meant(disk::near(place).or_else(built_in));
    let known = known.join(", ");
    Failure::misuse(format!("« {name} » n'est ni un dossier ni un recueil fourni avec le programme ({known}){hint}"))
}
