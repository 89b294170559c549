//! Findings on what is made of rows.

use super::modifier_misplaced;
use crate::diagnostic::Diagnostic;
use crate::plan::Fact;
use crate::source::Span;

pub(in crate::check) fn column_or_rows_missing(span: Span, words: &str) -> Diagnostic {
    Diagnostic::error(
        "column-or-rows-missing",
        format!("« {words} » ne dit pas de quelle colonne, ou de quelles lignes"),
        span,
        "une colonne, puis ses lignes",
    )
    .help("écrivez la colonne, puis les lignes qui la portent : « la somme des heures des emplois »")
}

pub(in crate::check) fn two_ways_to_read(span: Span, one: &(String, String), other: &(String, String)) -> Diagnostic {
    let way = |(column, rows): &(String, String)| format!("« {column} » de « {rows} »");
    Diagnostic::error(
        "two-ways-to-read",
        format!("ces mots se lisent de deux façons : {}, ou {}", way(one), way(other)),
        span,
        "à lever",
    )
    .help("donnez à l'une des colonnes, ou à l'un des ensembles, un nom qui ne se confonde pas")
}

pub(in crate::check) fn window_without_dates(window: Span, rows: Span) -> Diagnostic {
    Diagnostic::error(
        "window-without-dates",
        "ces lignes n'ont pas de dates : aucune fenêtre ne les départage",
        window,
        "fenêtre",
    )
    .and(rows, "déclarées « lignes »")
    .help("retirez la fenêtre ; ou déclarez ces lignes « périodes », avec leurs dates")
}

pub(in crate::check) fn length_without_dates(whole: Span, rows: Span) -> Diagnostic {
    Diagnostic::error(
        "length-without-dates",
        "ces lignes n'ont pas de dates : elles n'ont pas de durée",
        whole,
        "durée",
    )
    .and(rows, "déclarées « lignes »")
    .help("comptez-les (« le nombre de … »), ou déclarez-les « périodes », avec leurs dates")
}

pub(in crate::check) fn monthly_without_months(span: Span) -> Diagnostic {
    Diagnostic::error(
        "monthly-without-months",
        "une moyenne mensuelle divise par les mois d'une fenêtre, qui manque ou n'est pas en mois",
        span,
        "par combien de mois ?",
    )
    .help("ajoutez « dans les 12 derniers mois » ; ou écrivez la somme, et divisez-la par le nombre voulu")
}

pub(in crate::check) fn mean_without_window(span: Span, in_months: bool) -> Diagnostic {
    let (what, label) = match in_months {
        true => (
            "la moyenne d'un paramètre divise par les mois d'une fenêtre, qui manque ou n'est pas en mois",
            "par combien de mois ?",
        ),
        false => (
            "la moyenne par jour d'un paramètre divise par les jours d'une fenêtre, qui manque",
            "par combien de jours ?",
        ),
    };
    let help = match in_months {
        true => "ajoutez « dans les 12 derniers mois » ; pour peser les jours, écrivez « la moyenne par jour de … »",
        false => "ajoutez « dans les 12 derniers mois », ou « dans les 90 derniers jours »",
    };
    Diagnostic::error("mean-without-window", what, span, label).help(help)
}

pub(in crate::check) fn grouping_misplaced(span: Span) -> Diagnostic {
    modifier_misplaced(span, "ce qui regroupe des lignes, hors d'une somme ou d'une moyenne,")
}

pub(in crate::check) fn straddling_unsaid(span: Span) -> Diagnostic {
    Diagnostic::error(
        "straddling-unsaid",
        "rien ne dit ce que vaut une période dont une partie seulement est retenue",
        span,
        "périodes à cheval",
    )
    .help(
        "ajoutez aux conventions « période à cheval : retenue pour sa part », ou « retenue si elle y commence », « retenue si elle y finit », « retenue entière »",
    )
}

pub(in crate::check) fn may_lack(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "may-lack",
        "sans aucune ligne, il n'y a pas de valeur : la comparaison est alors fausse",
        span,
        "peut n'avoir pas de valeur",
    )
    .help("donnez dans sa définition ce qui vaut alors : « …, à défaut 0 € »")
}

pub(in crate::check) fn never_lacks(span: Span) -> Diagnostic {
    Diagnostic::warning("never-lacks", "cette valeur ne manque jamais : « à défaut … » ne sert pas", span, "sans effet")
        .help("retirez « à défaut … » : une somme et un nombre de rien valent zéro")
}

pub(in crate::check) fn outside_rows(span: Span, name: &str, rows: &str) -> Diagnostic {
    Diagnostic::error(
        "outside-rows",
        format!("« {name} » se dit de chaque ligne de « {rows} » : ici, aucune n'est en vue"),
        span,
        "de quelle ligne ?",
    )
    .help(format!("employez-le dans « … des {rows} dont … », ou dans « la somme de … des {rows} »"))
}

pub(in crate::check) fn rank_without_rows(span: Span) -> Diagnostic {
    Diagnostic::error("rank-without-rows", "un rang est celui d'une ligne parmi les autres", span, "de quelle ligne ?")
        .help("écrivez « pour chaque enfant, le rang est son rang par naissance »")
}

pub(in crate::check) fn one_but_for_number(second: &Fact, first: &Fact) -> Diagnostic {
    let message = format!("« {} » et « {} » ne diffèrent que par le pluriel", first.name, second.name);
    Diagnostic::error("one-but-for-number", message, second.span, "le même nom, au nombre près")
        .and(first.span, "le premier")
        .help("une somme ou un nombre de lignes nomme l'un ou l'autre au singulier comme au pluriel : donnez un autre nom à l'un des deux")
}
