//! `alinea new`: a recueil that already checks, to be changed.

use std::path::PathBuf;

use clap::Args;

use super::{Failure, print, write};
use crate::source::CASES;

/// The files of a new recueil.
const RULES: &str = include_str!("nouveau/recueil.alinea");
const TEXT: (&str, &str) = ("circulaire-2024-01-01.md", include_str!("nouveau/circulaire-2024-01-01.md"));
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
    let cases = PathBuf::from(CASES);
    let mut files = Vec::from(DOSSIERS.map(|(name, text)| (cases.join(name), text.to_string())));
    files.push((PathBuf::from(TEXT.0), TEXT.1.to_string()));
    // The last one makes a recueil of the folder.
    files.push((PathBuf::from("recueil.alinea"), RULES.replace(TITLE, title)));
    write::create(&args.folder, &files)?;
    files.rotate_right(1);
    let names: String = files.iter().map(|(path, _)| format!("{}\n", args.folder.join(path).display())).collect();
    let place = args.folder.display();
    print(&format!("{names}\nOuvrez le premier, puis lancez :\n  alinea check {place}\n  alinea test {place}\n"))?;
    Ok(0)
}
