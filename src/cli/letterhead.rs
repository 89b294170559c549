//! `--en-tete`: the folder of who hands a page over.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::Args;

use super::{Failure, disk};
use crate::report::Letterhead;

#[derive(Args)]
pub(super) struct LetterheadArg {
    /// Dossier de l'association, pour les pages : en-tete.txt, pied.txt, logo.svg, logo.png ou logo.jpg
    #[arg(long, value_name = "DOSSIER")]
    en_tete: Option<PathBuf>,
}

/// The largest logo, in bytes: a page holds it whole.
const MAX_LOGO: usize = 1024 * 1024;

impl LetterheadArg {
    pub(super) fn is_given(&self) -> bool {
        self.en_tete.is_some()
    }

    /// The letterhead that is asked for.
    ///
    /// # Errors
    ///
    /// The folder holds none of its files, or one that cannot be used.
    pub(super) fn read(&self) -> Result<Option<Letterhead>, Failure> {
        let Some(folder) = &self.en_tete else { return Ok(None) };
        let lines = |name: &str| -> Result<Vec<String>, Failure> {
            let Some(path) = existing(folder, name) else { return Ok(Vec::new()) };
            let text = disk::text(&path)?;
            Ok(text
                .trim_start_matches('\u{feff}')
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(str::to_string)
                .collect())
        };
        let logos = [("logo.svg", "image/svg+xml"), ("logo.png", "image/png"), ("logo.jpg", "image/jpeg")];
        let logo = logos.into_iter().find_map(|(name, kind)| Some((existing(folder, name)?, kind)));
        let logo = match logo {
            Some((path, kind)) => {
                let bytes = disk::read(&path)?;
                if bytes.len() > MAX_LOGO {
                    return Err(Failure::misuse(format!("« {} » dépasse 1 Mio : réduisez-le", path.display())));
                }
                Some((kind, STANDARD.encode(bytes)))
            }
            None => None,
        };
        let letterhead = Letterhead { lines: lines("en-tete.txt")?, foot: lines("pied.txt")?, logo };
        if letterhead.lines.is_empty() && letterhead.foot.is_empty() && letterhead.logo.is_none() {
            return Err(Failure::misuse(format!(
                "« --en-tete {} » : ce dossier n'a ni en-tete.txt, ni pied.txt, ni logo.svg, logo.png ou logo.jpg",
                folder.display()
            )));
        }
        Ok(Some(letterhead))
    }
}

fn existing(folder: &Path, name: &str) -> Option<PathBuf> {
    Some(folder.join(name)).filter(|path| path.is_file())
}
