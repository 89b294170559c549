//! The words for the rules of the grammar.

mod table;

use super::parser::Rule;
pub(super) use table::OPENINGS;

/// The words that can stand where a rule begins: fixed phrases, or things with a short name.
///
/// Those of most rules come from the grammar. Told here are things that have no fixed words, and groups of which only the
/// plainest are told; nothing is told of groups that any text could begin.
pub(super) fn words(rule: Rule) -> &'static [&'static str] {
    use Rule::*;
    match rule {
        unit => &["ans, mois ou jours"],
        number => &["un nombre"],
        date | date_iso | date_slashed | date_long => &["une date, par exemple « 28 novembre 2012 »"],
        citation | string => &["un titre entre guillemets « … »"],
        name | named => &["un nom"],
        reference => &["un numéro"],
        option_text => &["une option"],
        verify_note => &["une note entre parenthèses"],
        amend_kind => &["la voie, la condition, l'obstacle"],
        euro => &["€"],
        percent_sign => &["%"],
        if_followed => &["si la convention"],
        rounding => words(rounding_unit),
        rows_word => &["périodes", "lignes"],
        comparator => &[
            "atteint",
            "dépasse",
            "est inférieur à",
            "est supérieur à",
            "est antérieur à",
            "est postérieur à",
            "est égal à",
        ],
        fact_type => &[
            "oui ou non",
            "périodes",
            "lignes",
            "date",
            "nombre",
            "montant",
            "pourcentage",
            "code",
            "texte",
            "durée en mois",
            "durée en jours",
        ],
        verb => &[
            "est",
            "n'est pas",
            "dure depuis",
            "a duré",
            "totalise",
            "commence",
            "prend fin",
            "compte",
            "figure dans la liste",
            "remonte à",
            "atteint",
            "dépasse",
            "est compris entre",
        ],
        modifier => &["consécutifs ou non", "sans interruption", "dans les", "selon la convention", "comptés"],
        set_operation => &["dont", "sauf", "sauf pendant", "pendant"],
        // A group of blocks or sentences, or one whose words its own parts tell better.
        ruleset | facts | conventions | text | list | parameter | parameter_line | common | procedure | amendment
        | amend_operation | heading | obstacles | relation | transition | list_version | read_on | of => &[],
        _ => table::of(rule),
    }
}
