//! Which files of a recueil were read, and which were not.

use serde_json::{Value, json};

use super::Style;
use crate::source::{Exclusion, LeftOut};

/// So many names are told, the others counted.
const MAX_NAMES: usize = 20;

/// Why a file or folder is not read, in French.
pub fn exclusion(why: Exclusion) -> &'static str {
    match why {
        Exclusion::NearlyRules => "le nom d'un fichier de règles finit par « .alinea », en minuscules",
        Exclusion::NearlyCase => "le nom d'un dossier finit par « .yaml », « .yml » ou « .json », en minuscules",
        Exclusion::IdleTable => "aucune liste ne nomme ce tableau",
        Exclusion::OtherRuleset => "les règles d'un sous-dossier forment un autre recueil",
        Exclusion::Folder => "un sous-dossier n'est pas lu",
        Exclusion::LeadsOut => "ce lien mène hors du dossier du recueil",
        Exclusion::BrokenLink => "ce lien ne mène à aucun fichier",
        Exclusion::NotAFile => "ce n'est pas un fichier ordinaire",
        Exclusion::NameNotUtf8 => "son nom n'est pas en UTF-8",
        Exclusion::Unlistable => "ce dossier ne peut être ouvert",
        Exclusion::Other => "ni règles, ni tableau, ni dossier",
    }
}

/// The files that were read, then [`left_out_text`]; what has nothing to do with rules is left to [`files_json`].
pub fn files_text(read: &[String], left_out: &[LeftOut], style: Style) -> String {
    let mut out = String::new();
    let mut names: Vec<&str> = read.iter().take(MAX_NAMES).map(String::as_str).collect();
    let more = format!("et {} autres", read.len().saturating_sub(MAX_NAMES));
    if read.len() > MAX_NAMES {
        names.push(&more);
    }
    out.push_str(&line(if read.len() == 1 { "lu : " } else { "lus : " }, &names.join(", "), style));
    out + &left_out_text(left_out, style)
}

/// A line for each file that was probably meant to be read; nothing when there is none.
pub fn left_out_text(left_out: &[LeftOut], style: Style) -> String {
    let mut out = String::new();
    let suspect: Vec<&LeftOut> = left_out.iter().filter(|one| one.why.is_suspect()).collect();
    for one in suspect.iter().take(MAX_NAMES) {
        out.push_str(&line("non lu : ", &format!("{} ({})", one.name, exclusion(one.why)), style));
    }
    if suspect.len() > MAX_NAMES {
        out.push_str(&format!("et {} autres non lus\n", suspect.len() - MAX_NAMES));
    }
    out
}

/// A name is never broken: it may be copied.
fn line(head: &str, words: &str, style: Style) -> String {
    let options = textwrap::Options::new(style.width)
        .initial_indent(head)
        .subsequent_indent("  ")
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false);
    textwrap::fill(words, options) + "\n"
}

/// All files that were read, and all that were not with the reason: a code and its words.
pub fn files_json(read: &[String], left_out: &[LeftOut]) -> (Value, Value) {
    let one = |left: &LeftOut| json!({ "name": left.name, "why": key(left.why), "message": exclusion(left.why) });
    (json!(read), left_out.iter().map(one).collect())
}

fn key(why: Exclusion) -> &'static str {
    match why {
        Exclusion::NearlyRules => "nearly_rules",
        Exclusion::NearlyCase => "nearly_case",
        Exclusion::IdleTable => "idle_table",
        Exclusion::OtherRuleset => "other_ruleset",
        Exclusion::Folder => "folder",
        Exclusion::LeadsOut => "leads_out",
        Exclusion::BrokenLink => "broken_link",
        Exclusion::NotAFile => "not_a_file",
        Exclusion::NameNotUtf8 => "name_not_utf8",
        Exclusion::Unlistable => "unlistable",
        Exclusion::Other => "other",
    }
}
