//! Findings on texts: their dates, what they do to each other, and what they amend.

use super::did_you_mean;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::Quoted;
use crate::time::{Day, Interval};

pub(in crate::check) fn text_without_dates(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "text-without-dates",
        format!("le texte « {name} » ne dit pas quand il est en vigueur"),
        span,
        "sans dates",
    )
    .help("ajoutez une ligne « en vigueur du … au … » ou « en vigueur à compter du … »")
}

pub(in crate::check) fn repealed_citation(span: Span, name: &str, repeal: Span) -> Diagnostic {
    Diagnostic::warning(
        "repealed-text",
        format!("« {name} » est abrogé avant que ce texte entre en vigueur"),
        span,
        "texte abrogé",
    )
    .and(repeal, "abrogé ici")
    .help("citez le texte qui l'a remplacé, ou corrigez la date d'entrée en vigueur")
}

pub(in crate::check) fn transition_without_date(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "transition-without-date",
        format!("cette clause regarde « {name} », qui n'est pas une date des faits"),
        span,
        "date inconnue",
    )
    .help(format!("ajoutez aux faits « {name} : date »"))
}

/// A transitional clause that does not say by which date.
pub(in crate::check) fn transition_by_no_date(span: Span, dates: &[&str]) -> Diagnostic {
    let help = match dates {
        [] => "déclarez cette date parmi les faits, puis nommez-la : « …, selon la date de … »".to_string(),
        [one, ..] => format!("nommez la date du dossier qui compte, par exemple « , selon la {one} »"),
    };
    Diagnostic::error(
        "transition-without-date",
        "cette clause ne dit pas selon quelle date du dossier elle s'applique",
        span,
        "selon quelle date ?",
    )
    .help(help)
}

pub(in crate::check) fn old_number(span: Span, old: &Quoted, new: &Quoted) -> Diagnostic {
    Diagnostic::warning(
        "old-number",
        format!("« {} » porte un autre numéro quand ce texte entre en vigueur", old.text),
        span,
        "ancien numéro",
    )
    .and(new.span, "nouveau numéro")
    .help(format!("écrivez « {} »", new.text))
}

pub(in crate::check) fn signed_after_force(signed: Span, in_force: Span) -> Diagnostic {
    Diagnostic::warning("signed-after-force", "ce texte est signé après son entrée en vigueur", signed, "signature")
        .and(in_force, "entrée en vigueur")
        .help("corrigez l'une des deux dates ; si elles sont justes, ajoutez « , à vérifier (signature) »")
}

pub(in crate::check) fn overlap(second: Span, first: Span, what: &str, days: Interval) -> Diagnostic {
    Diagnostic::error(
        "overlapping-versions",
        format!("deux versions de {what} sont en vigueur le même jour, {}", span_of(days)),
        second,
        "seconde version",
    )
    .and(first, "première version")
    .help("cherchez dans les textes quand finit la première, et dites-le : « en vigueur du … au … »")
}

pub(in crate::check) fn gap(after: Span, before: Span, what: &str, days: Interval) -> Diagnostic {
    Diagnostic::warning(
        "gap-between-versions",
        format!("aucune version de {what} n'est en vigueur {}", span_of(days)),
        after,
        "version suivante",
    )
    .and(before, "version précédente")
    .help("vérifiez les deux dates dans les textes ; si rien ne s'appliquait ces jours-là, ce vide est juste")
}

pub(in crate::check) fn never_in_force(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "never-in-force",
        format!("cette version de « {name} » n'est en vigueur aucun jour"),
        span,
        "dates incompatibles",
    )
    .help("le texte, et ceux qu'il applique, n'ont aucun jour en commun")
}

pub(in crate::check) fn no_earlier_version(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "no-earlier-version",
        format!("aucune version antérieure de « {name} » à modifier"),
        span,
        "rien à modifier",
    )
    .help("vérifiez le nom de la procédure ; pour une première version, écrivez « procédure « … », selon « … » »")
}

pub(in crate::check) fn amended_part_missing(span: Span, name: &str, near: Option<&str>, known: String) -> Diagnostic {
    did_you_mean(
        Diagnostic::error(
            "amended-part-missing",
            format!("la version modifiée n'a pas de partie « {name} »"),
            span,
            "introuvable",
        ),
        near,
        known,
    )
}

pub(in crate::check) fn amended_without_text(span: Span) -> Diagnostic {
    Diagnostic::error(
        "amendment-without-text",
        "on ne sait pas quel texte modifie cette procédure",
        span,
        "texte absent",
    )
    .help("ajoutez « , selon « … » », ou placez ces lignes sous leur « texte »")
}

pub(in crate::check) fn repealed_without_end(span: Span, name: &str, repeal: Span, last: Day) -> Diagnostic {
    Diagnostic::warning(
        "repealed-without-end",
        format!("« {name} » est abrogé, mais sa fin n'est pas écrite"),
        span,
        "sans fin",
    )
    .and(repeal, "abrogé ici")
    .help(format!("écrivez « en vigueur du … au {} »", last.french()))
}

pub(in crate::check) fn in_force_once_repealed(span: Span, name: &str, repeal: Span, last: Day) -> Diagnostic {
    Diagnostic::error(
        "in-force-once-repealed",
        format!("« {name} » est dit en vigueur après son abrogation : son dernier jour est le {}", last.french()),
        span,
        "va au-delà",
    )
    .and(repeal, "abrogé ici")
    .help(format!("écrivez « en vigueur du … au {} », ou corrigez la date de l'autre texte", last.french()))
}

/// With `ends`, the text would end because of it.
pub(in crate::check) fn undeclared_text(span: Span, name: &str, near: Option<&str>, ends: bool) -> Diagnostic {
    let message = format!("« {name} » n'est pas un texte de ce recueil");
    let found = if ends {
        Diagnostic::error("undeclared-text", message, span, "rien ne prend fin")
    } else {
        Diagnostic::warning("undeclared-text", message, span, "texte inconnu")
    };
    did_you_mean(
        found,
        near,
        format!("déclarez-le : « texte « {name} » », avec ses dates ; pour un article, écrivez « article … »"),
    )
}

pub(in crate::check) fn before_creation(span: Span, name: &str, created: Span, start: Day) -> Diagnostic {
    Diagnostic::error(
        "before-creation",
        format!("« {name} » n'existe qu'à compter du {} : ce texte est en vigueur avant", start.french()),
        span,
        "pas encore créé",
    )
    .and(created, "créé ici")
    .help("corrigez l'une des deux dates d'entrée en vigueur, ou retirez ce lien")
}

pub(super) fn span_of(days: Interval) -> String {
    let last = days.end.plus_days(-1);
    if last >= Day::LAST {
        return format!("à compter du {}", days.start.french());
    }
    if last == days.start {
        return format!("le {}", days.start.french());
    }
    format!("du {} au {}", days.start.french(), last.french())
}
