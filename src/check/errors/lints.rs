//! Findings on what can be used and deserves a look.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

pub(in crate::check) fn unused_definition(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning("unused-definition", format!("« {name} » est défini mais ne sert pas"), span, "jamais employé")
        .help("employez ce nom dans une condition, ou retirez la définition")
}

pub(in crate::check) fn unused_fact(span: Span, what: &str, name: &str) -> Diagnostic {
    Diagnostic::warning("unused-fact", format!("{what} « {name} » ne sert à aucune règle"), span, "jamais employé")
        .help("retirez cette ligne ; ou marquez-la « , à vérifier (…) » si le texte ne dit pas quoi en faire")
}

pub(in crate::check) fn untested_values(span: Span, name: &str, values: &[&str]) -> Diagnostic {
    let values: Vec<String> = values.iter().map(|value| format!("« {value} »")).collect();
    let (are, none) =
        if values.len() > 1 { ("ne sont nommées", "ces valeurs") } else { ("n'est nommée", "cette valeur") };
    Diagnostic::warning(
        "untested-value",
        format!("{} de « {name} » {are} dans aucune règle", values.join(", ")),
        span,
        "valeurs de ce fait",
    )
    .help(format!("dites dans une règle ce qui vaut pour {none}, ou retirez-la de la liste"))
}

pub(in crate::check) fn unused_convention(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "unused-convention",
        format!("aucune règle ne suit la convention « {name} »"),
        span,
        "jamais suivie",
    )
    .help(format!("écrivez dans une règle « la convention « {name} » retient « … » », ou retirez-la"))
}

pub(in crate::check) fn no_source(procedure: &str, places: &[Span]) -> Diagnostic {
    let count = match places.len() {
        1 => "une partie ne dit pas d'où elle vient".to_string(),
        several => format!("{several} parties ne disent pas d'où elles viennent"),
    };
    let mut found =
        Diagnostic::warning("no-source", format!("procédure « {procedure} » : {count}"), places[0], "sans source");
    for place in &places[1..] {
        found = found.and(*place, "sans source");
    }
    found.help(
        "ajoutez après le nom « , point 2.2.1 » ou « , « L. 435-4, al. 1 » » ; à défaut « , à vérifier (source) »",
    )
}

pub(in crate::check) fn never_met(span: Span, name: &str, by: Option<Span>) -> Diagnostic {
    let found = Diagnostic::warning(
        "never-met",
        format!("la voie « {name} » ne peut jamais aboutir"),
        span,
        if by.is_some() { "voie exclue" } else { "ces conditions se contredisent" },
    );
    let found = match by {
        Some(by) => found.and(by, "par ceci"),
        None => found,
    };
    found.help("relisez les seuils, les « et » et les « ou » : aucun dossier ne remplit tout cela à la fois")
}

pub(in crate::check) fn never_met_together(span: Span, procedure: &str) -> Diagnostic {
    Diagnostic::warning(
        "never-met",
        format!("les conditions de la procédure « {procedure} » ne peuvent être réunies ensemble"),
        span,
        "jamais réunies",
    )
    .help("relisez les seuils, les « et » et les « ou » : aucun dossier ne remplit tout cela à la fois")
}

pub(in crate::check) fn idle_route(span: Span, name: &str, other: Span, other_name: &str) -> Diagnostic {
    Diagnostic::warning(
        "idle-route",
        format!("la voie « {name} » n'ajoute rien : qui la remplit remplit aussi « {other_name} »"),
        span,
        "voie inutile",
    )
    .and(other, "voie plus large")
    .help("relisez les seuils des deux voies, ou retirez celle-ci")
}

pub(in crate::check) fn beyond_window(threshold: Span, window: Span, always: bool) -> Diagnostic {
    let message = if always {
        "ce seuil dépasse sa fenêtre : la condition est toujours remplie"
    } else {
        "ce seuil dépasse sa fenêtre : la condition ne peut être remplie"
    };
    Diagnostic::warning("threshold-beyond-window", message, threshold, "seuil")
        .and(window, "fenêtre plus courte")
        .help("reprenez les deux durées du texte : on ne compte pas plus de jours que la fenêtre n'en a")
}
