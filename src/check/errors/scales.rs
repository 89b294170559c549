//! Findings on progressive scales.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

pub(in crate::check) fn scale_order(end: Span, before: Option<Span>) -> Diagnostic {
    let message = match before {
        Some(_) => "cette tranche finit là où la précédente finit déjà, ou plus bas",
        None => "la première tranche ne contient rien",
    };
    let found = Diagnostic::error("scale-order", message, end, "finit ici");
    match before {
        Some(before) => found
            .and(before, "la précédente")
            .help("écrivez les bornes de la plus basse à la plus haute, chacune une fois"),
        None => found.help("une tranche commence à zéro : écrivez une borne plus grande"),
    }
}

pub(in crate::check) fn scale_bound(end: Span) -> Diagnostic {
    Diagnostic::error("scale-bound", "la borne d'un barème est un nombre écrit", end, "dépend du dossier")
        .help("écrivez le montant, ou le nom d'une définition qui n'est faite que de nombres écrits")
}

pub(in crate::check) fn scale_open(place: Span, followed: bool) -> Diagnostic {
    let (message, label) = if followed {
        ("une ligne suit « au-delà »", "n'est pas la dernière")
    } else {
        ("rien n'est dit au-delà de la dernière tranche", "dernière tranche")
    };
    Diagnostic::error("scale-open", message, place, label)
        .help("finissez par une ligne « - au-delà : … % », une seule fois")
}
