//! Findings on recueils that use others, and on procedures that ask for others.

use super::did_you_mean;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

pub(in crate::check) fn unknown_ruleset(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    did_you_mean(
        Diagnostic::error("unknown-ruleset", format!("le recueil « {name} » est introuvable"), span, "introuvable"),
        near,
        "nommez le dossier d'à côté qui le contient, ou un recueil fourni avec le programme",
    )
}

/// A recueil uses itself, by way of those that are named from it on.
pub(in crate::check) fn ruleset_circle(span: Span, way: &[String]) -> Diagnostic {
    let names: Vec<String> = way.iter().chain(way.first()).map(|name| format!("« {name} »")).collect();
    Diagnostic::error(
        "ruleset-circle",
        format!("des recueils s'utilisent en rond : {}", names.join(", puis ")),
        span,
        "revient au premier",
    )
    .help("mettez ce qu'ils ont en commun dans un troisième, que les deux utilisent")
}

/// A procedure asks whether it is met itself, at the last of these places.
pub(in crate::check) fn procedure_circle(name: &str, places: &[Span]) -> Diagnostic {
    let last = places.last().copied().unwrap_or(Span { file: crate::source::FileId(0), start: 0, end: 0 });
    let message = format!("savoir si la procédure « {name} » est remplie revient à se le demander");
    let mut found = Diagnostic::error("procedure-circle", message, last, "revient au départ");
    for place in places.iter().rev().skip(1) {
        found = found.and(*place, "par ici");
    }
    found.help("écrivez l'une des conditions sans demander l'autre procédure")
}
