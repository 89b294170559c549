//! Findings on lists, their tables and their codes.

use super::did_you_mean;
use crate::check::types::type_words;
use crate::diagnostic::Diagnostic;
use crate::plan::Type;
use crate::source::Span;
use crate::time::Day;

pub(in crate::check) fn list_without_file(span: Span) -> Diagnostic {
    Diagnostic::error("list-without-file", "cette version de la liste ne nomme pas son fichier", span, "sans fichier")
        .help("ajoutez « , fichier « … .csv » »")
}

pub(in crate::check) fn list_file_missing(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    did_you_mean(
        Diagnostic::error("list-file-missing", format!("le fichier « {name} » n'existe pas"), span, "introuvable"),
        near,
        "placez le tableau dans le dossier des règles, ou corrigez son nom",
    )
}

pub(in crate::check) fn list_column_missing(span: Span, file: &str, column: &str, header: Span) -> Diagnostic {
    Diagnostic::error(
        "list-column-missing",
        format!("le fichier « {file} » n'a pas de colonne « {column} »"),
        header,
        "en-tête",
    )
    .and(span, "clé demandée ici")
    .help(format!("nommez « {column} » une colonne du tableau, ou reprenez après « par » un nom de sa première ligne"))
}

/// A table of codes without a column for the fact that names it.
pub(in crate::check) fn vocabulary_column(span: Span, file: &str, fact: &str, header: Span) -> Diagnostic {
    Diagnostic::error(
        "list-column-missing",
        format!("le fichier « {file} » n'a pas de colonne « {fact} »"),
        header,
        "en-tête",
    )
    .and(span, "codes demandés ici")
    .help(format!("nommez « {fact} » la colonne du tableau qui donne les codes"))
}

pub(in crate::check) fn empty_vocabulary(span: Span, file: &str) -> Diagnostic {
    Diagnostic::error("empty-vocabulary", format!("le fichier « {file} » ne donne aucun code"), span, "tableau vide")
        .help("donnez-lui une ligne par code, sous la ligne des noms de colonnes, ou retirez « fichier … » du fait")
}

/// A code that is not in the table of the fact that it is compared with.
pub(in crate::check) fn unknown_code(span: Span, code: &str, fact: &str, file: &str, near: Option<&str>) -> Diagnostic {
    did_you_mean(
        Diagnostic::error(
            "unknown-code",
            format!("« {code} » n'est pas un code de « {fact} », dont le vocabulaire est « {file} »"),
            span,
            "code inconnu",
        ),
        near,
        format!("corrigez le code, ou ajoutez-le à « {file} »"),
    )
}

/// A code that stands in a table in two spellings.
pub(in crate::check) fn code_spelling(second: Span, first: Span, code: &str, known: &str) -> Diagnostic {
    Diagnostic::warning(
        "code-spelling",
        format!("« {code} » et « {known} » sont le même code"),
        second,
        "une autre écriture",
    )
    .and(first, "la première écriture")
    .help(format!(
        "la casse, les accents, les apostrophes et les blancs ne distinguent pas deux codes : écrivez partout « {known} »"
    ))
}

/// Two names that a dossier cannot tell apart.
pub(in crate::check) fn spelt_alike(second: Span, first: Span, what: &str, name: &str, known: &str) -> Diagnostic {
    Diagnostic::error(
        "spelt-alike",
        format!("{what} « {name} » ne se distingue pas de « {known} » dans un dossier"),
        second,
        "la seconde écriture",
    )
    .and(first, "la première écriture")
    .help("la casse, les accents, les apostrophes et les blancs ne comptent pas : donnez-leur des noms plus différents")
}

pub(in crate::check) fn list_row(span: Span, message: String, label: &str) -> Diagnostic {
    Diagnostic::error("list-row", message, span, label)
        .help("corrigez la ligne du tableau : une cellule pour chaque colonne de la première ligne, aucune clé vide")
}

pub(in crate::check) fn duplicate_key(second: Span, first: Span, key: &str) -> Diagnostic {
    Diagnostic::error(
        "duplicate-key",
        format!("la clé « {key} » figure deux fois dans la liste"),
        second,
        "la seconde fois",
    )
    .and(first, "la première fois")
    .help("retirez l'une des deux lignes du tableau ; la casse, les accents et les blancs ne distinguent pas deux clés")
}

pub(in crate::check) fn list_keys(span: Span, list: &str, wanted: &str) -> Diagnostic {
    Diagnostic::error("list-keys", format!("la liste « {list} » se lit par {wanted}"), span, "clés différentes")
        .help(format!("écrivez « {wanted} figurent dans la liste … »"))
}

pub(in crate::check) fn list_ends(
    span: Span,
    list: &str,
    last: Day,
    procedure: &str,
    version: Span,
    open: bool,
) -> Diagnostic {
    let longer = if open { "n'a pas de fin" } else { "va au-delà" };
    Diagnostic::warning(
        "list-ends",
        format!(
            "la liste « {list} » s'arrête au {} ; la procédure « {procedure} », qui la lit, {longer}",
            last.french()
        ),
        span,
        "dernière version",
    )
    .and(version, "procédure qui la lit")
    .help("ajoutez la version suivante ; sans elle, tout métier est possible après ce jour et l'issue reste ouverte")
}

/// A cell that is no value of its column.
pub(in crate::check) fn list_cell(span: Span, words: &str, of: &Type, key: bool) -> Diagnostic {
    let is = type_words(of);
    let forms = if key {
        ", seul ou en tranche : « de … à … », « à partir de … », « moins de … », « jusqu'à … »"
    } else {
        ""
    };
    Diagnostic::error("list-cell", format!("« {words} » n'est pas {is}"), span, "cellule illisible")
        .help(format!("écrivez dans cette colonne {is}{forms}"))
}

/// A band whose end comes before its beginning.
pub(in crate::check) fn list_cell_reversed(span: Span, words: &str) -> Diagnostic {
    Diagnostic::error("list-cell", format!("« {words} » finit avant de commencer"), span, "bornes inversées")
        .help("écrivez d'abord la plus petite des deux bornes")
}

/// Two rows of which a key may be both.
pub(in crate::check) fn list_overlap(second: Span, first: Span, one: &[String], other: &[String]) -> Diagnostic {
    Diagnostic::error(
        "list-overlap",
        format!("une même clé est de « {} » et de « {} »", one.join(", "), other.join(", ")),
        second,
        "la seconde ligne",
    )
    .and(first, "la première ligne")
    .help("faites finir une tranche avant que l'autre commence, par exemple « moins de … » et « à partir de … »")
}

/// Numbers between two bands of which no row is.
pub(in crate::check) fn list_gap(second: Span, first: Span, one: &str, other: &str) -> Diagnostic {
    Diagnostic::warning(
        "list-gap",
        format!("aucune ligne ne vaut entre « {one} » et « {other} »"),
        second,
        "commence ici",
    )
    .and(first, "finit ici")
    .help("faites commencer une tranche où l'autre finit ; sans ligne, la liste n'a pas de valeur")
}

pub(in crate::check) fn lookup_keys(span: Span, list: &str, wanted: &str) -> Diagnostic {
    Diagnostic::error("list-keys", format!("la liste « {list} » se lit par {wanted}"), span, "clés différentes")
        .help(format!("dites après « pour » ce qui vaut {wanted}, dans cet ordre"))
}

pub(in crate::check) fn list_without_values(span: Span, list: &str) -> Diagnostic {
    Diagnostic::error(
        "list-keys",
        format!("la liste « {list} » ne donne pas de valeur"),
        span,
        "sans colonne de valeurs",
    )
    .help("déclarez ce qu'elle donne : « liste « … », par …, donne surface : nombre »")
}

pub(in crate::check) fn which_column(span: Span, list: &str, columns: &str) -> Diagnostic {
    Diagnostic::error("list-keys", format!("la liste « {list} » donne plusieurs valeurs"), span, "laquelle ?")
        .help(format!("nommez la colonne, par exemple « la … de la liste « {list} » » ; elle donne : {columns}"))
}

pub(in crate::check) fn list_of_numbers(span: Span, list: &str) -> Diagnostic {
    Diagnostic::error(
        "list-keys",
        format!("la liste « {list} » se lit par des nombres ou des tranches"),
        span,
        "sans codes",
    )
    .help("lisez une valeur de cette liste et comparez-la : « figure dans la liste » demande des codes")
}
