//! Findings on parameters: their types, their values in time, and where they are read.

use super::did_you_mean;
use crate::check::types::type_words;
use crate::diagnostic::Diagnostic;
use crate::plan::Type;
use crate::source::Span;
use crate::time::{Day, Interval};

/// Two blocks of one parameter give it two types.
pub(in crate::check) fn two_types(span: Span, first: Span, name: &str) -> Diagnostic {
    Diagnostic::error("parameter-type", format!("le paramètre « {name} » a deux types"), span, "le second")
        .and(first, "le premier")
        .help("gardez l'un des deux ; si ce sont deux choses, donnez-leur deux noms")
}

/// No block gives a type, and no value shows one.
pub(in crate::check) fn without_type(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("parameter-type", format!("rien ne dit ce qu'est le paramètre « {name} »"), span, "sans type")
        .help(format!(
            "écrivez « paramètre « {name} » : montant », ou bien nombre, pourcentage, date, durée en mois, durée en jours"
        ))
}

/// A value that is not of the parameter's type.
pub(in crate::check) fn parameter_value(span: Span, name: &str, of: &Type, kind: Span) -> Diagnostic {
    let is = type_words(of);
    Diagnostic::error(
        "parameter-type",
        format!("« {name} » est {is} ; cette valeur est d'une autre sorte"),
        span,
        "valeur",
    )
    .and(kind, format!("c'est {is}"))
    .help(format!("écrivez par exemple « {} », ou « inconnu »", example(of)))
}

/// A value that is no whole number, of a parameter that is one.
pub(in crate::check) fn parameter_not_whole(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "parameter-type",
        format!("« {name} » est un nombre entier ; cette valeur ne l'est pas"),
        span,
        "nombre à virgule",
    )
    .help("écrivez un nombre entier ; ou déclarez le paramètre « nombre », sans « entier »")
}

/// A cell of a table of values that cannot be read.
pub(in crate::check) fn parameter_cell(
    span: Span,
    (file, line, column): (&str, usize, &str),
    cell: &str,
    wanted: &Type,
) -> Diagnostic {
    let what = if cell.is_empty() { "vide".to_string() } else { format!("« {cell} »") };
    Diagnostic::error(
        "parameter-cell",
        format!("fichier « {file} », ligne {line}, colonne « {column} » : {what} n'est pas {}", type_words(wanted)),
        span,
        "cellule illisible",
    )
    .help(format!("écrivez par exemple « {} »", example(wanted)))
}

fn example(of: &Type) -> &'static str {
    match of {
        Type::Amount => "1 801,80 €",
        Type::Percent => "7,5 %",
        Type::Date => "1er novembre 2024",
        Type::Months => "3 mois",
        Type::Days => "15 jours",
        Type::Number
        | Type::Truth
        | Type::Text
        | Type::Code
        | Type::Enumeration(_)
        | Type::Scale(_)
        | Type::Periods
        | Type::Rows => "2,5",
    }
}

/// Days between two lines, or before the first, on which there is no line.
pub(in crate::check) fn parameter_gap(after: Span, before: Span, name: &str, days: Interval) -> Diagnostic {
    let days = super::texts::span_of(days);
    Diagnostic::warning("parameter-gap", format!("« {name} » n'a pas de ligne {days}"), after, "ligne suivante")
        .and(before, "ligne précédente")
        .help(
            "cherchez la valeur de ces jours ; tant qu'elle manque, écrivez une ligne « … : inconnu, à vérifier (…) »",
        )
}

/// A line of a table that ends before it begins.
pub(in crate::check) fn parameter_days(span: Span) -> Diagnostic {
    Diagnostic::error("parameter-cell", "cette ligne du tableau finit avant de commencer", span, "jours inversés")
        .help("corrigez l'un de ses deux jours")
}

/// Two lines on one day.
pub(in crate::check) fn parameter_overlap(second: Span, first: Span, name: &str, days: Interval) -> Diagnostic {
    let days = super::texts::span_of(days);
    Diagnostic::error("parameter-overlap", format!("« {name} » a deux lignes {days}"), second, "la seconde")
        .and(first, "la première")
        .help("retirez l'une des deux, ou corrigez ses jours : une ligne « à compter du … » va jusqu'à la suivante")
}

/// The last line ends while what reads the parameter goes on.
pub(in crate::check) fn parameter_ends(
    span: Span,
    name: &str,
    last: Day,
    procedure: &str,
    version: Span,
    open: bool,
) -> Diagnostic {
    let longer = if open { "n'a pas de fin" } else { "va au-delà" };
    Diagnostic::warning(
        "parameter-ends",
        format!("« {name} » s'arrête au {} ; la procédure « {procedure} », qui le lit, {longer}", last.french()),
        span,
        "dernière ligne",
    )
    .and(version, "procédure qui le lit")
    .help(
        "ajoutez la valeur suivante ; sans elle, le paramètre est inconnu après ce jour et l'issue peut rester ouverte",
    )
}

pub(in crate::check) fn unused_parameter(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "unused-parameter",
        format!("le paramètre « {name} » ne sert à aucune règle"),
        span,
        "jamais lu",
    )
    .help("employez ce nom dans un calcul, ou retirez le paramètre")
}

pub(in crate::check) fn parameter_unset(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning("parameter-unset", format!("le paramètre « {name} » n'a aucune valeur"), span, "sans valeur")
        .help("écrivez sous lui « à compter du … : … » ; tant qu'il n'en a pas, ce qui le lit reste inconnu")
}

/// Words read on another day that are none of a parameter: a fact, a definition.
pub(in crate::check) fn not_a_parameter(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    did_you_mean(
        Diagnostic::error(
            "not-a-parameter",
            format!("« {name} » n'est pas un paramètre : il n'a pas une valeur pour chaque jour"),
            span,
            "pas un paramètre",
        ),
        near,
        "seul un paramètre se lit « au jour de … » : retirez ces mots, ou déclarez le paramètre et ses valeurs",
    )
}

/// A mean by days of what has no value of its own on each day.
pub(in crate::check) fn no_daily_mean(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    did_you_mean(
        Diagnostic::error(
            "not-a-parameter",
            format!("« {name} » n'est pas un paramètre : il n'a pas une valeur pour chaque jour"),
            span,
            "pas un paramètre",
        ),
        near,
        "seul un paramètre a une « moyenne par jour » : pour des lignes, écrivez « la moyenne de … »",
    )
}

/// The day of a row where no row with days is at hand.
pub(in crate::check) fn day_without_row(span: Span) -> Diagnostic {
    Diagnostic::error("day-without-row", "aucune ligne datée n'est en vue ici", span, "le jour de quelle ligne ?")
        .help("écrivez-le dans « … des emplois dont … », ou dans « pour chaque emploi, … » ; ou nommez le jour")
}
