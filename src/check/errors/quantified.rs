//! Findings on how many rows, or conditions, a sentence asks for.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

pub(in crate::check) fn more_than_there_are(number: Span, conditions: usize) -> Diagnostic {
    let message = match conditions {
        1 => "une seule condition suit".to_string(),
        several => format!("{several} conditions suivent, et pas plus"),
    };
    Diagnostic::error("more-than-there-are", message, number, "plus qu'il n'y en a")
        .help("corrigez le nombre, ou ajoutez les lignes qui manquent")
}

pub(in crate::check) fn no_row_at_hand(place: Span) -> Diagnostic {
    Diagnostic::error("no-row-at-hand", "aucune ligne datée n'est en vue ici", place, "de quelle période ?").help(
        "« la période » est celle de la ligne, après « dont », « chacun des … » ou « pour chaque … », et les lignes de « périodes » seules ont des dates",
    )
}

pub(in crate::check) fn which_column_of_row(place: Span, words: &str, columns: &[String]) -> Diagnostic {
    let known: Vec<String> = columns.iter().map(|column| format!("« {column} »")).collect();
    let (message, label) = match known.is_empty() {
        true => (format!("aucune colonne n'a la valeur « {words} »"), "valeur inconnue"),
        false => (format!("« {words} » est une valeur de {}", known.join(" et de ")), "de quelle colonne ?"),
    };
    Diagnostic::error("which-column-of-row", message, place, label)
        .help("nommez la colonne : « pour chacun des emplois, la nature est salariée »")
}

pub(in crate::check) fn each_of_none(sentence: Span, rows: &str) -> Diagnostic {
    Diagnostic::warning("each-of-none", "sans aucune ligne, cette condition est remplie", sentence, "vraie aussi de rien")
        .help(format!("s'il faut une ligne, ajoutez « et {rows} compte au moins 1 ligne » ; sinon, dites-le : « ou {rows} compte au plus 0 ligne »"))
}
