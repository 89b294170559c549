//! Findings on the words of texts beside the rules.

use super::did_you_mean;
use crate::diagnostic::Diagnostic;
use crate::plan::Point;
use crate::source::Span;

/// How many points without a rule are shown in their text; the others are counted.
const MOST_SHOWN: usize = 12;

pub(in crate::check) fn text_file_missing(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let message = format!("le fichier « {name} » n'existe pas");
    did_you_mean(
        Diagnostic::error("text-file-missing", message, span, "introuvable"),
        near,
        "placez les mots du texte dans le dossier des règles, ou corrigez son nom",
    )
}

pub(in crate::check) fn text_without_points(span: Span, name: &str) -> Diagnostic {
    let message = format!("le fichier « {name} » n'a aucun point");
    Diagnostic::warning("text-without-points", message, span, "aucun titre")
        .help("donnez à chaque point du texte un titre : une ligne « ## 2.2.1 », puis ses mots")
}

/// A warning: what rules answer does not depend on it.
pub(in crate::check) fn unknown_point(
    span: Span,
    point: &str,
    text: &str,
    file: &str,
    near: Option<&str>,
    otherwise: String,
) -> Diagnostic {
    let message = format!("« {text} » n'a pas de point « {point} » dans « {file} »");
    did_you_mean(Diagnostic::warning("unknown-point", message, span, "ne mène à rien"), near, otherwise)
}

pub(in crate::check) fn unclear_point(span: Span, words: &str, headings: &[Span], name: &str) -> Diagnostic {
    let message = format!("« {words} » peut désigner {} points", headings.len());
    let mut found = Diagnostic::warning("unclear-point", message, span, "lequel ?");
    for heading in headings {
        found = found.and(*heading, "ce point");
    }
    found.help(format!("nommez aussi ce qui le contient, par exemple « {name} »"))
}

pub(in crate::check) fn ruleless_without_file(span: Span, text: &str) -> Diagnostic {
    let message = format!("« {text} » n'a pas de fichier où ce point puisse figurer");
    Diagnostic::warning("ruleless-without-file", message, span, "point sans texte")
        .help("ajoutez au texte « fichier « … .md » », ou retirez cette ligne")
}

pub(in crate::check) fn point_with_rule(span: Span, point: &str, rule: Span) -> Diagnostic {
    let message = format!("« {point} » est dit sans règle, mais une règle le cite");
    Diagnostic::warning("point-with-rule", message, span, "dit sans règle")
        .and(rule, "cité ici")
        .help("retirez « sans règle », ou la citation")
}

pub(in crate::check) fn points_without_rule(text: &str, points: &[&Point]) -> Diagnostic {
    let message = match points.len() {
        1 => format!("« {text} » : un point n'a pas de règle"),
        several => format!("« {text} » : {several} points n'ont pas de règle"),
    };
    let mut found = Diagnostic::warning("point-without-rule", message, points[0].heading, "sans règle");
    for point in points.iter().skip(1).take(MOST_SHOWN - 1) {
        found = found.and(point.heading, "sans règle");
    }
    let name = points[0].path.last().map(String::as_str).unwrap_or_default();
    let cited =
        if name.starts_with(|c: char| c.is_ascii_digit()) { format!("point {name}") } else { format!("« {name} »") };
    found.help(format!("citez-le d'une règle, ou écrivez dans ce texte « {cited}, sans règle (le motif) »"))
}
