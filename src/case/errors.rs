//! All wording of the stage, one constructor per finding. Every message about a value begins with its path.

use super::MAX_BYTES;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

fn at(path: &str, code: &'static str, message: impl std::fmt::Display, span: Span, label: &str) -> Diagnostic {
    let found = Diagnostic::error(code, format!("{path} : {message}"), span, label);
    Diagnostic { path: Some(path.to_string()), ..found }
}

fn near(diagnostic: Diagnostic, near: Option<&str>, otherwise: Option<String>) -> Diagnostic {
    match (near, otherwise) {
        (Some(near), _) => diagnostic.help(format!("vouliez-vous dire « {near} » ?")),
        (None, Some(help)) => diagnostic.help(help),
        (None, None) => diagnostic,
    }
}

/// A dossier whose bytes cannot be had; `why` says so.
pub(super) fn unreadable(span: Span, name: &str, why: &str) -> Diagnostic {
    Diagnostic::error("case-unreadable", format!("le dossier « {name} » ne peut être lu : {why}"), span, "non lu")
        .help("rendez-le lisible, ou retirez-le")
}

pub(super) fn not_utf8(span: Span) -> Diagnostic {
    Diagnostic::error("case-not-utf8", "le dossier n'est pas en UTF-8", span, "fichier illisible")
        .help("enregistrez-le en UTF-8")
}

pub(super) fn too_large(span: Span) -> Diagnostic {
    let limit = MAX_BYTES / 1024 / 1024;
    Diagnostic::error("case-too-large", format!("le dossier dépasse {limit} Mio"), span, "trop grand")
}

/// More rows than any life has; `limit` may be there.
pub(super) fn too_many_rows(span: Span, path: &str, limit: usize) -> Diagnostic {
    at(path, "case-too-large", format!("il y a plus de {limit} lignes"), span, "de trop")
}

/// What is said of the mistakes that are not told one by one; the first of them stands at `span`.
pub(super) fn untold(span: Span, count: usize) -> Diagnostic {
    let faults = if count == 1 { "1 autre faute" } else { &format!("{count} autres fautes") };
    Diagnostic::error("case-more-mistakes", format!("et {faults}, à partir d'ici"), span, "la suite")
        .help("corrigez d'abord celles qui précèdent : souvent une seule chose les explique toutes")
}

pub(super) fn too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error("case-too-deep", format!("le dossier a plus de {limit} niveaux"), span, "trop de niveaux")
}

pub(super) fn malformed(span: Span) -> Diagnostic {
    Diagnostic::error(
        "case-malformed",
        "le dossier n'est pas du YAML ou du JSON bien formé",
        span,
        "la lecture bute ici",
    )
    .help("vérifiez les deux points, les retraits, les accolades et les guillemets de cette ligne et de la précédente")
}

pub(super) fn yaml_feature(span: Span) -> Diagnostic {
    Diagnostic::error(
        "case-yaml-feature",
        "les ancres (&), alias (*) et étiquettes (!) de YAML ne sont pas admis",
        span,
        "à écrire en clair",
    )
}

pub(super) fn several_documents(span: Span) -> Diagnostic {
    Diagnostic::error("case-several", "le fichier contient plusieurs dossiers", span, "second dossier")
        .help("un fichier par dossier")
}

pub(super) fn empty(span: Span) -> Diagnostic {
    Diagnostic::error("case-empty", "le dossier est vide", span, "rien à lire").help("commencez par « faits: »")
}

pub(super) fn expected_shape(span: Span, path: &str, wanted: &str) -> Diagnostic {
    at(path, "case-shape", format!("il faut ici {wanted}"), span, "forme inattendue")
}

pub(super) fn duplicate_key(second: Span, first: Span, path: &str, key: &str) -> Diagnostic {
    at(path, "case-duplicate-key", format!("« {key} » figure deux fois"), second, "la seconde fois")
        .and(first, "la première fois")
}

pub(super) fn unknown_key(
    span: Span,
    path: &str,
    key: &str,
    what: &str,
    suggestion: Option<&str>,
    known: &[&str],
) -> Diagnostic {
    let found = at(path, "case-unknown-key", format!("« {key} » n'est pas {what}"), span, "inconnu ici");
    near(found, suggestion, Some(format!("noms connus : {}", some_of(known))))
}

/// Names in a row; where there are many, the first ones and how many more there are.
fn some_of(known: &[&str]) -> String {
    const SHOWN: usize = 30;
    match known.get(..SHOWN) {
        Some(first) if known.len() > SHOWN => format!("{}, et {} autres", first.join(", "), known.len() - SHOWN),
        _ => known.join(", "),
    }
}

/// `1.500`: both numbers that may be meant, with their unit.
pub(super) fn two_readings(span: Span, path: &str, text: &str, thousands: &str, decimals: &str) -> Diagnostic {
    at(path, "case-ambiguous-number", format!("« {text} » se lit de deux façons"), span, "milliers ou décimales ?")
        .help(format!("écrivez « {thousands} » ou « {decimals} »"))
}

pub(super) fn separators(span: Span, path: &str, text: &str) -> Diagnostic {
    let message = format!("« {text} » : ce nombre a plusieurs séparateurs");
    at(path, "case-ambiguous-number", message, span, "milliers ou décimales ?")
        .help("un espace sépare les milliers, une seule virgule les décimales, par exemple « 1 500,50 »")
}

pub(super) fn misplaced_fact(span: Span, key: &str) -> Diagnostic {
    at("dossier", "case-unknown-key", format!("« {key} » est un fait"), span, "inconnu ici")
        .help("placez-le sous « faits: », avec deux espaces de retrait")
}

pub(super) fn unknown_value(
    span: Span,
    path: &str,
    value: &str,
    known: &[&str],
    suggestion: Option<&str>,
) -> Diagnostic {
    let found =
        at(path, "case-unknown-value", format!("« {value} » n'est pas une valeur possible"), span, "valeur inconnue");
    near(found, suggestion, Some(format!("valeurs possibles : {}, ou inconnu", some_of(known))))
}

pub(super) fn unknown_outcome(
    span: Span,
    path: &str,
    value: &str,
    known: &[&str],
    suggestion: Option<&str>,
) -> Diagnostic {
    let found =
        at(path, "case-unknown-value", format!("« {value} » n'est pas une issue possible"), span, "issue inconnue");
    near(found, suggestion, Some(format!("issues possibles : {}", known.join(", "))))
}

/// « entre 5 € », « entre 5 € et 2 € »
pub(super) fn not_bounds(span: Span, path: &str, value: &str) -> Diagnostic {
    at(path, "case-wrong-type", format!("« {value} » ne donne pas deux bornes"), span, "à corriger")
        .help("la plus petite vient d'abord : écrivez par exemple « entre 0 € et 1 045 € »")
}

pub(super) fn too_many_digits(span: Span, path: &str, value: &str) -> Diagnostic {
    at(path, "case-too-many-digits", format!("« {value} » a trop de chiffres"), span, "à arrondir")
        .help("18 chiffres au plus, décimales comprises")
}

/// A number below zero where the fact allows none; `wanted` is a name for it.
pub(super) fn below_zero(span: Span, path: &str, value: &str, wanted: &str) -> Diagnostic {
    let found = at(path, "case-below-zero", format!("« {value} » est inférieur à zéro"), span, "négatif");
    found.help(match wanted {
        "un pourcentage" => "un pourcentage n'est jamais négatif : vérifiez le signe".to_string(),
        _ => format!("vérifiez le signe ; pour {wanted} qui peut l'être, le recueil déclare « …, même négatif »"),
    })
}

pub(super) fn not_a(span: Span, path: &str, value: &str, wanted: &str, example: &str) -> Diagnostic {
    at(path, "case-wrong-type", format!("« {value} » n'est pas {wanted}"), span, "à corriger")
        .help(format!("écrivez par exemple {example}"))
}

pub(super) fn impossible_date(span: Span, path: &str, value: &str) -> Diagnostic {
    at(path, "case-impossible-date", format!("la date « {value} » n'existe pas"), span, "date impossible")
        .help("vérifiez le jour et le mois ; une date connue au mois s'écrit « 2022-01 », à l'année « 2022 »")
}

pub(super) fn date_out_of_range(span: Span, path: &str, value: &str) -> Diagnostic {
    at(path, "case-date-range", format!("la date « {value} » sort des années 1900 à 2200"), span, "date hors bornes")
}

pub(super) fn end_before_start(end: Span, start: Option<Span>, path: &str) -> Diagnostic {
    let found = at(path, "case-end-before-start", "la période finit avant de commencer", end, "dernier jour");
    let found = match start {
        Some(start) => found.and(start, "premier jour"),
        None => found,
    };
    found.help("« du » et « au » sont le premier et le dernier jour, tous deux compris")
}

pub(super) fn overlap(second: Span, first: Span, path: &str, column: &str) -> Diagnostic {
    at(
        path,
        "case-overlap",
        format!("cette période en recouvre une autre dont « {column} » diffère"),
        second,
        "seconde période",
    )
    .and(first, "première période")
    .help("le même jour ne peut relever des deux : corrigez les dates")
}

/// A row of a table that has not the cells of its first line; `why` says so.
pub(super) fn table_row(span: Span, why: &str, cells: usize) -> Diagnostic {
    Diagnostic::error("case-table-row", why, span, "ligne mal formée")
        .help(format!("il faut {cells} cellules, en UTF-8, comme à la première ligne"))
}

pub(super) fn none_beside_others(span: Span, path: &str) -> Diagnostic {
    at(path, "case-none-beside-others", "« aucun » ne se dit pas à côté d'une période", span, "à retirer")
        .help("une ligne « aucun » se donne seule, ses autres cellules vides")
}

pub(super) fn null_end(span: Span, path: &str) -> Diagnostic {
    at(
        path,
        "case-null-end",
        "on ne sait pas si la période est en cours ou si sa fin est inconnue",
        span,
        "valeur vide",
    )
    .help("écrivez « inconnu », ou « en cours » si la période se poursuit")
}
