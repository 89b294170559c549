//! `alinea new`: a recueil that already checks, to be changed.

use std::path::PathBuf;

use clap::Args;

use super::{Failure, disk, print};
use crate::source::CASES;

/// The files of a new recueil.
const RULES: &str = include_str!("nouveau/recueil.alinea");
const DOSSIERS: [(&str, &str); 4] = [
    ("trois-ans.yaml", include_str!("nouveau/trois-ans.yaml")),
    ("trois-ans-et-plus.yaml", include_str!("nouveau/trois-ans-et-plus.yaml")),
    ("la-veille.yaml", include_str!("nouveau/la-veille.yaml")),
    ("annee-seule.yaml", include_str!("nouveau/annee-seule.yaml")),
];
/// The title that stands in the template.
const TITLE: &str = "Nouveau recueil";

#[derive(Args)]
pub(super) struct NewArgs {
    /// Dossier à créer
    #[arg(value_name = "DOSSIER")]
    folder: PathBuf,
    /// Titre du recueil ; sans lui, « Nouveau recueil »
    #[arg(long, value_name = "TITRE")]
    titre: Option<String>,
}

pub(super) fn run(args: NewArgs) -> Result<u8, Failure> {
    let title = args.titre.as_deref().map_or(TITLE, str::trim);
    if title.is_empty() || title.contains(['«', '»', '\n']) {
        return Err(Failure::misuse("le titre tient sur une ligne, sans guillemets"));
    }
    let mut files = vec![(args.folder.join("recueil.alinea"), RULES.replace(TITLE, title))];
    let cases = args.folder.join(CASES);
    files.extend(DOSSIERS.map(|(name, text)| (cases.join(name), text.to_string())));
    disk::create(&args.folder, &files)?;
    let names: String = files.iter().map(|(path, _)| format!("{}\n", path.display())).collect();
    let place = args.folder.display();
    print(&format!("{names}\nOuvrez le premier, puis lancez :\n  alinea check {place}\n  alinea test {place}\n"))?;
    Ok(0)
}
