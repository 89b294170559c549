//! Which files of a recueil were read, and which were not.

use serde_json::{Value, json};

use super::Style;
use super::diagnostics::diagnostics_json;
use crate::diagnostic::Diagnostic;
use crate::source::{Exclusion, LeftOut, Sources};

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

/// The files that were read, then [`left_out_text`]; what has nothing to do with rules is left to [`check_json`].
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

/// What is found in a recueil, as it was named, with the files that were read and those that were not.
pub fn check_json(
    ruleset: Option<&str>,
    sources: &Sources,
    found: &[Diagnostic],
    read: &[String],
    left_out: &[LeftOut],
) -> Value {
    let one = |left: &LeftOut| json!({ "name": left.name, "why": key(left.why), "message": exclusion(left.why) });
    json!({
        "ruleset": ruleset,
        "findings": diagnostics_json(sources, found),
        "read": read,
        "left_out": left_out.iter().map(one).collect::<Vec<_>>(),
    })
}

/// The codes of all reasons for which something is not read.
pub fn exclusion_keys() -> [&'static str; Exclusion::ALL.len()] {
    Exclusion::ALL.map(key)
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
