//! Findings on choices by case.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

pub(in crate::check) fn choice_gap(subject: Span, missing: &[&str]) -> Diagnostic {
    let quoted: Vec<String> = missing.iter().map(|option| format!("« {option} »")).collect();
    let message = match quoted.as_slice() {
        [one] => format!("aucune ligne ne dit ce qui vaut pour {one}"),
        several => format!("aucune ligne ne dit ce qui vaut pour {}", several.join(", ")),
    };
    Diagnostic::error("choice-gap", message, subject, "choix incomplet")
        .help(format!("ajoutez une ligne « - {} : … », ou « - sinon : … » pour tout le reste", missing.join(" ou ")))
}

pub(in crate::check) fn choice_without_otherwise(subject: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "choice-gap",
        format!("« {name} » peut avoir d'autres valeurs que celles de ces lignes"),
        subject,
        "choix incomplet",
    )
    .help("ajoutez une dernière ligne « - sinon : … »")
}

pub(in crate::check) fn choice_twice(second: Span, first: Span, words: &str) -> Diagnostic {
    Diagnostic::error("choice-twice", format!("« {words} » figure deux fois dans ce choix"), second, "la seconde fois")
        .and(first, "la première fois")
        .help("gardez-le sur une seule ligne")
}

pub(in crate::check) fn choice_key(span: Span, words: &str) -> Diagnostic {
    Diagnostic::error("choice-key", format!("« {words} » est un nom, et non une valeur écrite"), span, "nom")
        .help(format!("mettez la valeur entre guillemets : « - « {words} » : … »"))
}

pub(in crate::check) fn choice_idle(span: Span, subject: Span, name: &str) -> Diagnostic {
    Diagnostic::error("choice-idle", "« sinon » ne sert jamais ici", span, "jamais lu")
        .and(subject, format!("chaque valeur de « {name} » a déjà sa ligne"))
        .help("retirez cette ligne")
}

pub(in crate::check) fn choice_after_otherwise(span: Span, otherwise: Span) -> Diagnostic {
    Diagnostic::error("choice-idle", "une ligne suit « sinon »", span, "jamais lue")
        .and(otherwise, "tout le reste est déjà dit")
        .help("placez « sinon » en dernier, une seule fois")
}
